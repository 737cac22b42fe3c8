"""The list of who could have entered: one line each, in order of time (``KEY-8``)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHeaderView, QTableWidgetItem

from deskapp.domain.entry import EntryLine, Way
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.common.list_table import ListTable
from deskapp.ui.common.parts import em
from deskapp.ui.context import Context

_PURPOSE = 5
#: The most room of the others, in characters: what is longer is cut, and whole in its tip.
_MOST = (11, 11, 12, 12, 8, 0, 8, 11, 9)


class EntryTable(ListTable):
    """``line`` is the one that is chosen."""

    def __init__(self, context: Context) -> None:
        super().__init__(len(_MOST))
        self.context = context
        self.lines: tuple[EntryLine, ...] = ()
        word = context.label
        hands = QCoreApplication.translate("EntryDesk", "Given / taken back")
        names = ("since", "until", "way", "who", "phone", "purpose", "keys", "", "number")
        self.setHorizontalHeaderLabels([word("entry", name) if name else hands for name in names])
        self.setWordWrap(False)
        self.setAccessibleName(context.word("register.entry"))
        self.horizontalHeader().setSectionResizeMode(_PURPOSE, QHeaderView.ResizeMode.Stretch)

    @property
    def line(self) -> EntryLine | None:
        """The line that is chosen."""
        row = self.currentRow()
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def show_lines(self, lines: Sequence[EntryLine]) -> None:
        """Show these lines; the one that was chosen stays chosen."""
        row = self.currentRow()
        self.lines = tuple(lines)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() + theme.px(16))
        self.setRowCount(len(lines))
        for at, line in enumerate(lines):
            self._write(at, line)
        self._fit()
        if lines:
            self.setCurrentCell(max(0, min(row, len(lines) - 1)), 0)

    def _write(self, at: int, line: EntryLine) -> None:
        word = self.context.word
        texts = (
            fmt.clock(line.since),
            fmt.clock(line.until) or word("entry.still"),
            word(f"entry.way.{line.way}"),
            " · ".join(part for part in (line.who, line.company) if part),
            fmt.phone(line.phone),
            line.purpose,
            line.keys,
            " / ".join(part for part in (line.given_by, line.taken_by) if part),
            line.ref.number,
        )
        colour = QColor(theme.tokens().danger) if line.way in {Way.LOST, Way.MISSING} else None
        for column, text in enumerate(texts):
            cell = QTableWidgetItem(text)
            cell.setToolTip(text)
            if colour is not None and column == 2:
                cell.setForeground(colour)
            self.setItem(at, column, cell)

    def _fit(self) -> None:
        """Every column as wide as its words, up to what it may take; the purpose takes the rest."""
        for column, most in enumerate(_MOST):
            if column == _PURPOSE:
                continue
            cells = [self.horizontalHeaderItem(column), *(self.item(row, column) for row in range(self.rowCount()))]
            widest = max((self.fontMetrics().horizontalAdvance(cell.text()) for cell in cells if cell), default=0)
            self.setColumnWidth(column, min(widest + em(self) + theme.px(10), em(self) * most))
