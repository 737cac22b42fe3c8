"""What is handed over, as a list: important and late first; Enter opens the entry it is about (``DUTY-4``)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableWidgetItem

from deskapp.domain.handovers import REGISTER, Handed
from deskapp.ui import format as fmt
from deskapp.ui.common.list_table import ListTable
from deskapp.ui.common.parts import em
from deskapp.ui.common.table import tone_colour

if TYPE_CHECKING:
    from deskapp.domain.common import Ref
    from deskapp.ui.context import Context

_REGISTER, _WORDS, _DUE = range(3)
_WIDTHS = {_REGISTER: 6.0, _DUE: 11}
#: So many rows stand on the page, fewer while there is work below them; the list scrolls by itself beyond.
_MOST_ROWS, _SHORT = 12, 4
#: What must not be left unfinished is told apart by its shape too.
_IMPORTANT, _PASSED = "\N{BLACK UP-POINTING TRIANGLE} ", "\N{CHECK MARK} "


class HandedList(ListTable):
    """``opening`` carries the entry that is wanted."""

    opening = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__(3)
        self.context = context
        self.matters: Sequence[Handed] = ()
        self._given: datetime | None = None
        self.setAccessibleName(context.label(REGISTER, "items"))
        self.setHorizontalHeaderLabels(
            [context.label(REGISTER, "register"), context.label(REGISTER, "items"), self.tr("Until")]
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(True)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.entered.connect(self._open)
        self.cellDoubleClicked.connect(self._open)

    def show_items(self, items: Sequence[Handed], *, given: datetime | None) -> None:
        """Show what is handed over, or was when it was ``given``; the line in front stays there as far as it can."""
        if items == self.matters and given == self._given:
            return
        self._given = given
        before = self.currentRow()
        self.matters = items
        self.clearContents()
        self.setRowCount(len(items))
        last = ""
        for row, item in enumerate(items):
            name = self.context.word(f"register.{item.register}")
            self._put(row, _REGISTER, name if name != last else "", "muted")
            last = name
            blocks = item.important and not item.passed
            sign = _IMPORTANT if blocks else _PASSED if item.important else ""
            self._put(row, _WORDS, sign + self.said(item), "late" if blocks else "")
            late = item.due is not None and item.due <= (given or fmt.now())
            due = fmt.clock(item.due) if given else fmt.due(item.due)  # how long it was late then says nothing now
            self._put(row, _DUE, due, "late" if late else "muted")
        if items:
            self.setCurrentCell(min(max(before, 0), len(items) - 1), _WORDS)
        self._share_out()

    def said(self, item: Handed) -> str:
        """A matter in words."""
        words = " ".join(fmt.phones(self.context.word(item.text, **item.params)).split())
        return words.replace("（，", "（").rstrip("，, ")

    def _put(self, row: int, column: int, text: str, tone: str) -> None:
        cell = QTableWidgetItem(text)
        cell.setToolTip(text)
        if tone:
            cell.setForeground(tone_colour(tone))
        self.setItem(row, column, cell)

    def bring_important(self) -> None:
        """The first matter that holds it up comes to the front."""
        row = next((at for at, item in enumerate(self.matters) if item.important and not item.passed), 0)
        self.setCurrentCell(row, _WORDS)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, *_cell: int) -> None:
        row = self.currentRow()
        if not 0 <= row < len(self.matters):
            return
        item = self.matters[row]
        ref: Ref | None = item.ref
        if ref is not None:
            self.opening.emit(ref)
        else:
            self.context.desk_wanted.emit(item.register, "")

    def _share_out(self) -> None:
        unit, room = em(self), self.viewport().width()
        narrow = room < unit * 34
        self.setColumnHidden(_REGISTER, narrow)
        widths = {at: round(width * unit) for at, width in _WIDTHS.items() if not (narrow and at == _REGISTER)}
        for at, width in widths.items():
            self.setColumnWidth(at, width)
        self.setColumnWidth(_WORDS, max(room - sum(widths.values()), unit * 8))
        self.resizeRowsToContents()
        rows = [self.rowHeight(row) for row in range(min(self.rowCount(), _MOST_ROWS if self._given else _SHORT))]
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + sum(rows) + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: share the room out."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._share_out()
