"""What came for each building, and who has signed for it: the lines of a delivery (``MAIL-1``)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout

from deskapp.domain.letters import WAITING, LetterDetail, LetterLine
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.common.detail_panel import DetailPanel
from deskapp.ui.common.line_table import LineDelegate, LineModel, LineTable
from deskapp.ui.common.parts import label
from deskapp.ui.common.register_spec import Mark, Shape

if TYPE_CHECKING:
    from deskapp.ui.context import Context

_COLUMNS = ("area", "building", "letters", "newspapers", "signed_at")
_MOST_ROWS = 14


class LetterModel(LineModel):
    """The buildings of one delivery, area by area."""

    register = "letters"
    lines: Sequence[LetterLine]

    def __init__(self, context: Context) -> None:
        super().__init__(context, _COLUMNS)
        self.came: datetime | None = None

    def words(self, column: str, line: LetterLine) -> str:
        """What stands in a cell."""
        match column:
            case "area":
                return line.area or self.context.word("letters.no_area")
            case "building":
                return line.name
            case "signed_at":
                if line.signed_at is None:
                    return QCoreApplication.translate("LettersDesk", "to be signed")
                return f"{line.signer} {fmt.clock(line.signed_at, self.came)}"
            case _:
                return str(getattr(line, column) or "–")

    def heading(self, column: str) -> str:
        """Who signed stands with when."""
        return "signer" if column == "signed_at" else column


class _Delegate(LineDelegate):
    """What is signed for is pale."""

    marked = _COLUMNS.index("signed_at")

    def mark(self, line: LetterLine) -> Mark:
        """Signed or not."""
        return Mark(Shape.RING, "soon") if line.signed_at is None else Mark(Shape.CHECK, "ok")

    def waits(self, line: LetterLine) -> bool:
        """Still to be signed for."""
        return line.signed_at is None

    def pale(self, line: LetterLine, column: int) -> bool:
        """No number; or nothing more to be done."""
        return line.signed_at is not None and column != self.marked


class LetterTable(LineTable):
    """Enter signs for the area of the line in front."""

    widths = {"area": 3.8, "building": 4.4, "letters": 3.8, "newspapers": 5.8}  # noqa: RUF012
    rows_shown = 1

    def __init__(self, model: LetterModel) -> None:
        super().__init__(model, _Delegate())

    def typed(self, event: QKeyEvent) -> bool:
        """No letter means anything here."""
        return False


class LetterBoard(DetailPanel):
    """The lines of a delivery under their sums; ``wanted`` is Enter on one of them."""

    wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.detail: LetterDetail | None = None
        self.model = LetterModel(context)
        self.table = LetterTable(self.model)
        self.table.setAccessibleName(context.label("letters", "lines"))
        self.sums = label("", "strong", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(self.sums)
        column.addWidget(self.table)
        self.table.entered.connect(self.wanted)
        self.table.chosen.connect(self._in_sight)

    def show_detail(self, detail: LetterDetail) -> None:
        """Show a delivery."""
        other = self.detail is None or self.detail.id != detail.id
        self.detail = detail
        self.model.came = detail.at  # signed on the same day, the hour says enough
        self.model.take(detail.lines, _COLUMNS)
        letters, newspapers = (
            sum(getattr(share, name) for share in detail.shares) for name in ("letters", "newspapers")
        )
        words = [
            f"{self.context.label('letters', 'letters')} {letters}",
            f"{self.context.label('letters', 'newspapers')} {newspapers}",
        ]
        if detail.waiting_for and detail.state in WAITING:
            left = QCoreApplication.translate("LettersDesk", "still to sign: {areas}")
            words.append(left.format(areas=detail.waiting_for))
        self.sums.setText(" · ".join(words))
        rows = min(len(detail.lines), _MOST_ROWS)
        high = self.table.horizontalHeader().sizeHint().height()
        self.table.fill(high + rows * self.table.verticalHeader().defaultSectionSize() + theme.px(3))
        if other:
            self.table.clearSelection()

    def line(self) -> LetterLine | None:
        """The line in front, if one was chosen."""
        row = self.table.currentIndex().row()
        return self.model.lines[row] if 0 <= row < len(self.model.lines) else None

    def go_in(self) -> bool:
        """The keys go to the first line that is still to be signed for."""
        if not self.model.lines:
            return False
        waits = (row for row, line in enumerate(self.model.lines) if line.signed_at is None)
        if self.line() is None:
            self.table.setCurrentIndex(self.model.index(next(waits, 0), 0))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self._in_sight)
        return True

    def _in_sight(self) -> None:
        """The line in front is seen where the keys walk through the lines, however little room there is."""
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        body = area.widget() if area is not None else None
        if area is None or body is None or not self.table.hasFocus():
            return
        line = self.table.visualRect(self.table.currentIndex())
        at = self.table.viewport().mapTo(body, line.center())
        area.ensureVisible(0, at.y(), 0, 2 * line.height())
