"""A short list that is read in one go: plain cells with the headings' room at their sides; Enter goes on."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStyledItemDelegate, QTableWidget

from deskapp.ui import theme
from deskapp.ui.common.editors import is_enter


class _Cells(QStyledItemDelegate):
    """Gives the words the same room at their sides as the headings have."""

    def displayText(self, value: object, locale: QLocale | QLocale.Language) -> str:
        """Qt: the words of a cell."""
        return f"\u2002{value}\u2002"


class ListTable(QTableWidget):
    """``entered`` is Enter: the keys go into what stands beside the list."""

    entered = Signal()

    def __init__(self, columns: int) -> None:
        super().__init__(0, columns)
        self.setItemDelegate(_Cells(self))
        theme.look(self, "plain")
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter is a wish; other keys walk through the list."""
        if is_enter(event):
            self.entered.emit()
        else:
            super().keyPressEvent(event)
