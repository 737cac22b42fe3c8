"""A short list that is read in one go: plain cells with the headings' room at their sides; Enter goes on."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableWidget

from deskapp.ui import theme
from deskapp.ui.common.editors import is_enter

Index = QModelIndex | QPersistentModelIndex
_SIDE = 5

class _Cells(QStyledItemDelegate):
    """Gives the words the same room at their sides as the headings have, in every line they wrap into."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: a coloured word keeps its colour in the chosen row."""
        super().initStyleOption(option, index)
        if isinstance(colour := index.data(Qt.ItemDataRole.ForegroundRole), QBrush):
            option.palette.setBrush(QPalette.ColorRole.HighlightedText, colour)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Qt: as high as the words are in what room is left to them."""
        narrower = QStyleOptionViewItem(option)
        narrower.rect = option.rect.adjusted(theme.px(_SIDE), 0, -theme.px(_SIDE), 0)
        return super().sizeHint(narrower, index) + QSize(2 * theme.px(_SIDE), 0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: the ground of the whole cell, the words within their room."""
        self.initStyleOption(option, index)
        style = option.widget.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget)
        option.rect = option.rect.adjusted(theme.px(_SIDE), 0, -theme.px(_SIDE), 0)
        super().paint(painter, option, index)


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
