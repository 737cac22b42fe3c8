"""The places of a count in one table: blind while they are counted, then what differs (``KEY-6``)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from deskapp.domain.inventories import Difference, DifferenceLine, Mark, SheetLine, Subject, said
from deskapp.ui import format as fmt
from deskapp.ui.common.line_table import LineDelegate, LineModel, LineTable
from deskapp.ui.common.register_spec import Mark as Drawn
from deskapp.ui.common.register_spec import Shape
from deskapp.ui.context import Context
from deskapp.ui.scanner import FASTEST_TYPING

Line = SheetLine | DifferenceLine
_COUNTING, _DIFFERING = ("place", "mark", "keys", "handler"), ("place", "difference", "expected", "seen")
MARKS = {
    None: Drawn(Shape.RING, "muted"),
    Mark.PRESENT: Drawn(Shape.CHECK, "ok"),
    Mark.EMPTY: Drawn(Shape.RING, "ok"),
    Mark.OTHER: Drawn(Shape.TRIANGLE, "soon"),
}
_OPEN, _DONE = Drawn(Shape.BANG, "late"), Drawn(Shape.CHECK, "ok")
#: What single keys say; they are the keys themselves, also while a Chinese input method is on.
KEYS = {Qt.Key.Key_Space: Mark.PRESENT, Qt.Key.Key_E: Mark.EMPTY, Qt.Key.Key_O: Mark.OTHER}

#: After so long a pause a letter was no part of a code.
_PAUSE_MS = round(FASTEST_TYPING * 1000) + 10


def drawn(line: Line) -> Drawn:
    """The shape before a line's words."""
    if isinstance(line, DifferenceLine):
        return _DONE if line.resolution is not None else _OPEN
    return MARKS[line.mark]


class CountModel(LineModel):
    """All places of a count, or those that differ."""

    register = "inventories"
    lines: Sequence[Line]

    def __init__(self, context: Context) -> None:
        super().__init__(context, _COUNTING)
        self.subject: str = Subject.KEYS

    def word(self, name: str) -> str:
        """A word of the counts, as it is said of what is counted."""
        return self.context.word(said(self.subject, name))

    def show_lines(self, lines: Sequence[Line], *, counting: bool) -> None:
        """Take other lines."""
        self.take(lines, _COUNTING if counting else _DIFFERING)

    def title(self, column: str) -> str:
        """What stands over a column: who counted is no handler, and a shelf's place is no hook."""
        return self.word(f"field.{'counters' if column == 'handler' else column}")

    def words(self, column: str, line: Line) -> str:
        """What stands in a cell."""
        if column == "place":
            return "" if line.thing and isinstance(line, SheetLine) else line.place
        if isinstance(line, DifferenceLine):
            return self.differs(column, line)
        if column == "mark":
            return self.seen(line)
        if column == "keys":
            return str(line.keys or "")
        return " ".join(part for part in (line.by, fmt.clock(line.at)) if part)

    def seen(self, line: Line) -> str:
        """What was seen at a place, and the code that was scanned there."""
        none = "unseen" if line.thing else "none"
        if line.thing and line.mark is Mark.PRESENT:
            return line.code
        mark = self.word(f"mark.{line.mark or none}")
        return " ".join((mark, line.code)) if line.mark is Mark.OTHER else mark

    def differs(self, column: str, line: DifferenceLine) -> str:
        """How a place differs: the difference with what was done, what was expected, what was seen."""
        if column == "difference":
            done = self.word(f"resolution.{line.resolution}") if line.resolution else ""
            return " · ".join(part for part in (self.word(f"difference.{line.difference}"), done) if part)
        if column == "seen":
            return " ".join(part for part in (self.seen(line), f"×{line.keys}" if line.keys else "") if part)
        keys = self.word("count").format(count=line.expected_keys) if line.expected_keys else ""
        if not line.expected_code:
            return keys or self.word("mark.unlisted" if line.thing else "mark.empty")
        state = self.context.word(line.expected_state) if line.difference is Difference.UNEXPECTED else ""
        return " ".join(part for part in (line.expected_words, state, keys) if part)


class _Delegate(LineDelegate):
    """What was seen, or what differs."""

    marked = 1

    def mark(self, line: Line) -> Drawn:
        """The shape before a line's words."""
        return drawn(line)

    def waits(self, line: Line) -> bool:
        """Still to be counted, or to be explained."""
        return line.resolution is None if isinstance(line, DifferenceLine) else line.mark is None

    def pale(self, line: Line, column: int) -> bool:
        """Nothing was seen there yet."""
        return isinstance(line, SheetLine) and line.mark is None and column > 0


class CountTable(LineTable):
    """Single keys say what is there: ``marked`` carries a ``Mark``, ``digit`` the first figure of how many keys."""

    widths = {"place": 4.0, "keys": 3.2, "handler": 7.4, "expected": 7.0, "seen": 5.2}  # noqa: RUF012
    rows_shown = 6
    marked = Signal(object)
    digit = Signal(str)

    def __init__(self, model: CountModel) -> None:
        super().__init__(model, _Delegate())
        self.carriers = False  # carriers' codes are scanned here: their letters say nothing about a place
        self._letters = ""
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.act_on_keys)

    def act_on_keys(self) -> None:
        """A letter alone was a finger's; more of them at once are the beginning of a scanned code."""
        letters, self._letters = self._letters, ""
        self._pause.stop()
        mark = KEYS.get(Qt.Key(ord(letters))) if len(letters) == 1 else None
        if mark is not None:
            self.marked.emit(mark)

    def forget_keys(self) -> None:
        """They were a scanner's."""
        self._letters = ""
        self._pause.stop()

    def typed(self, event: QKeyEvent) -> bool:
        """A key for what hangs there, a figure for how many; ``/`` goes to the line as Enter does."""
        text = event.text()
        if self.carriers and Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z:
            self._letters += chr(event.key())
            self._pause.start()
            return True
        if self._letters and text:
            self.forget_keys()
        if event.key() == Qt.Key.Key_Slash:
            self.entered.emit()
        elif event.key() in KEYS:
            self.marked.emit(KEYS[Qt.Key(event.key())])
        elif text.isascii() and text.isdigit():
            self.digit.emit(text)
        else:
            return False
        return True
