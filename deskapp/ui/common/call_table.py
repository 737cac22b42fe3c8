"""The lines of a call list: hundreds of units in one table, with a letter for each result (``FUP-3``)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from deskapp.domain.calls import LETTERS, CallLine, Result
from deskapp.ui import format as fmt
from deskapp.ui.common.line_table import LineDelegate, LineModel, LineTable
from deskapp.ui.common.register_spec import Mark, Shape
from deskapp.ui.context import Context

_COLUMNS = ("unit", "contact", "phone", "result")
_RESULTS = {letter: result for result, letter in LETTERS.items()}
MARKS = {
    Result.TO_CALL: Mark(Shape.RING, "muted"),
    Result.REACHED: Mark(Shape.CHECK, "ok"),
    Result.TAKES_PART: Mark(Shape.DOT, "ok"),
    Result.REFUSED: Mark(Shape.CROSS, "muted"),
    Result.NOBODY: Mark(Shape.HALF, "soon"),
    Result.WRONG_NUMBER: Mark(Shape.BANG, "late"),
}
_REMOVED = Mark(Shape.CROSS, "muted")


class CallModel(LineModel):
    """The units of one call list."""

    register = "calls"
    lines: Sequence[CallLine]

    def __init__(self, context: Context) -> None:
        super().__init__(context, _COLUMNS)

    def show_lines(self, lines: Sequence[CallLine]) -> None:
        """Take other lines."""
        self.take(lines, _COLUMNS)

    def words(self, column: str, line: CallLine) -> str:
        """What stands in a cell."""
        if column == "result":
            return self.result(line)
        return fmt.phone(line.phone) if column == "phone" else str(getattr(line, column))

    def tip(self, column: str, line: CallLine) -> str:
        """The result is what is cut."""
        return self.result(line)

    def result(self, line: CallLine) -> str:
        """What came of a line, how many calls it took, and the words written down."""
        if line.removed:
            return " · ".join((self.context.word("calls.step.remove"), line.removed))
        times = f" ×{line.attempts}" if line.attempts > 1 else ""
        said = self.context.word(f"calls.result.{line.result}") + times
        return " · ".join(part for part in (said, line.words) if part)


class _Delegate(LineDelegate):
    """A line that was taken off is pale."""

    marked = _COLUMNS.index("result")

    def mark(self, line: CallLine) -> Mark:
        """The result's shape."""
        return _REMOVED if line.removed else MARKS[line.result]

    def waits(self, line: CallLine) -> bool:
        """Not called yet."""
        return not line.attempts and not line.removed

    def pale(self, line: CallLine, column: int) -> bool:
        """Taken off; or nothing came of it yet."""
        return bool(line.removed) or (column == self.marked and not line.attempts)


class CallTable(LineTable):
    """A letter writes the result down, ``answered`` carries it; Enter goes on to the words, Delete is ``dropped``."""

    widths = {"unit": 5.6, "contact": 4.8, "phone": 7.4}  # noqa: RUF012
    answered = Signal(object)
    dropped = Signal()

    def __init__(self, model: CallModel) -> None:
        super().__init__(model, _Delegate())

    def typed(self, event: QKeyEvent) -> bool:
        """Letters are results here."""
        if event.key() == Qt.Key.Key_Delete:
            self.dropped.emit()
        elif (result := result_of(event)) is not None:
            self.answered.emit(result)
        else:
            return False
        return True


def result_of(event: QKeyEvent) -> Result | None:
    """The result that a letter stands for, also while a Chinese input method has the keys."""
    letter = chr(event.key()) if Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z else ""
    return _RESULTS.get(letter)
