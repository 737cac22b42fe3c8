"""The list of a run of scans: the newest at the top, one column large, what came of it in words (``ALL-11``)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtGui import QColor, QFont, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableWidgetItem

from deskapp.ui import theme
from deskapp.ui.common.list_table import ListTable
from deskapp.ui.common.parts import em
from deskapp.ui.common.table import tone_colour

LineT = TypeVar("LineT")
Cells = tuple[str, ...]


class RunTable(ListTable, Generic[LineT]):
    """``read`` gives a line's cells and its tone; the last column takes the rest.

    ``widths`` are in characters; ``large`` is the column that is read from afar; where room is short, the columns of
    ``gives_way`` go, the first first.
    """

    def __init__(
        self,
        headings: Sequence[str],
        widths: Sequence[float],
        read: Callable[[LineT], tuple[Cells, str]],
        large: int = -1,
        gives_way: Sequence[int] = (),
    ) -> None:
        super().__init__(len(headings))
        self.lines: list[LineT] = []
        self._widths, self._read, self._large, self._gives_way = widths, read, large, gives_way
        self.setHorizontalHeaderLabels(list(headings))
        self.setWordWrap(True)
        for at, width in enumerate(widths):
            self.setColumnWidth(at, round(em(self) * width))
        self.horizontalHeader().setSectionResizeMode(len(headings) - 1, QHeaderView.ResizeMode.Stretch)

    def show_line(self, line: LineT) -> None:
        """Show a line as it is now; a new one comes to the top."""
        at = self._at(line)
        if at < 0:
            self.lines.append(line)
            self.insertRow(0)
            at = 0
        cells, tone = self._read(line)
        for column, text in enumerate((self.name(line), *cells)):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            if column == self._large:
                item.setFont(self._heading())
            if column == len(cells):
                item.setForeground(tone_colour(tone))
            elif tone in {"late", "faint"}:
                item.setForeground(QColor(theme.tokens().muted))
            self.setItem(at, column, item)
        self.resizeRowToContents(at)

    def name(self, line: LineT) -> str:
        """Which one of the run it is."""
        return str(self.lines.index(line) + 1)

    def empty(self) -> None:
        """A new run."""
        self.lines.clear()
        self.setRowCount(0)

    def current(self) -> LineT | None:
        """The line in front."""
        at = len(self.lines) - 1 - self.currentRow()
        return self.lines[at] if self.currentRow() >= 0 and at >= 0 else None

    def _at(self, line: LineT) -> int:
        # From the end: what changes is nearly always among the last.
        found = (back for back, each in enumerate(reversed(self.lines)) if each is line)
        return next(found, -1)

    def _heading(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        font.setPixelSize(round(self.fontInfo().pixelSize() * 1.2))
        return font

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: what matters less gives way where room is short."""
        super().resizeEvent(event)
        room = self.width() / em(self) - 12
        shown = sum(self._widths)
        for at in self._gives_way:
            self.setColumnHidden(at, shown > room)
            shown -= self._widths[at] if shown > room else 0


AnyTable = RunTable[Any]
