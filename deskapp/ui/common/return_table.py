"""The items of a return list in one table: whose, which number, why it goes back, how long it still may."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from deskapp.domain.returns import ReturnLine
from deskapp.ui import format as fmt
from deskapp.ui.common.line_table import LineDelegate, LineModel, LineTable
from deskapp.ui.common.register_spec import Mark, Shape
from deskapp.ui.context import Context

_GONE_COLUMNS = ("recipient", "tracking", "return_reason")
_COLUMNS = (*_GONE_COLUMNS, "due")
_LATE, _WAITS, _GONE = Mark(Shape.BANG, "late"), Mark(Shape.ARROW, "soon"), Mark(Shape.CHECK, "muted")


def whose(line: ReturnLine) -> str:
    """Name and unit as they stand on the item."""
    return " ".join(part for part in (line.item.recipient, line.item.unit) if part)


class ReturnModel(LineModel):
    """All items of one list."""

    register = "returns"
    lines: Sequence[ReturnLine]

    def __init__(self, context: Context) -> None:
        super().__init__(context, _COLUMNS)

    def show_lines(self, lines: Sequence[ReturnLine]) -> None:
        """Take other lines; nothing presses of what has gone."""
        self.take(lines, _COLUMNS if any(line.due is not None for line in lines) else _GONE_COLUMNS)

    def words(self, column: str, line: ReturnLine) -> str:
        """What stands in a cell."""
        if column == "recipient":
            return whose(line)
        if column == "tracking":
            return line.item.tracking or line.item.number
        return self.reason(line) if column == "return_reason" else fmt.distance(line.due)

    def reason(self, line: ReturnLine) -> str:
        """Why an item goes back, with what was written of it."""
        return " · ".join(part for part in (self.context.word(f"mail.reason.{line.reason}"), line.note) if part)


class _Delegate(LineDelegate):
    """The reason's shape says whether the two days are over."""

    marked = _COLUMNS.index("return_reason")

    def mark(self, line: ReturnLine) -> Mark:
        """Late, waiting, or gone."""
        if line.due is None:
            return _GONE
        return _LATE if line.due <= fmt.now() else _WAITS

    def waits(self, line: ReturnLine) -> bool:
        """Nothing is asked of a line by itself."""
        return False

    def pale(self, line: ReturnLine, column: int) -> bool:
        """What has gone is past."""
        return line.due is None and column > 0


class ReturnTable(LineTable):
    """Delete takes the item in front off the list (``dropped``)."""

    widths = {"recipient": 5.4, "tracking": 7.8, "due": 6.4}  # noqa: RUF012
    dropped = Signal()

    def __init__(self, model: ReturnModel) -> None:
        super().__init__(model, _Delegate())

    def typed(self, event: QKeyEvent) -> bool:
        """Single letters mean nothing here."""
        if event.key() != Qt.Key.Key_Delete:
            return False
        self.dropped.emit()
        return True
