"""A short list that is read in one go: plain cells with the headings' room at their sides; Enter goes on."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableWidget

from deskapp.ui import theme
from deskapp.ui.common.editors import is_enter

Index = QModelIndex | QPersistentModelIndex


def _edge() -> int:
    """The room at the sides of the words."""
    return theme.px(6)


def _within(option: QStyleOptionViewItem) -> QStyleOptionViewItem:
    """The cell without its edges."""
    made = QStyleOptionViewItem(option)
    made.rect = option.rect.adjusted(_edge(), theme.px(3), -_edge(), -theme.px(3))
    return made


class _Cells(QStyledItemDelegate):
    """Gives the words, each line of them, the same room at their sides as the headings have."""

    def __init__(self, table: QTableWidget) -> None:
        super().__init__(table)
        self._table = table

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: a coloured word keeps its colour in the chosen row."""
        super().initStyleOption(option, index)
        if isinstance(colour := index.data(Qt.ItemDataRole.ForegroundRole), QBrush):
            option.palette.setBrush(QPalette.ColorRole.HighlightedText, colour)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: the ground over the whole cell, and within its edges the words, every line of them."""
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        ground.text = ""
        ground.features &= ~QStyleOptionViewItem.ViewItemFeature.HasDecoration
        self._table.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, ground, painter, self._table)
        super().paint(painter, _within(option), index)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Qt: the words with the edges around them."""
        return super().sizeHint(_within(option), index).grownBy(QMargins(_edge(), theme.px(3), _edge(), theme.px(3)))


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
