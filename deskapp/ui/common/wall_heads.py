"""The headings at the left of a cabinet's rows: building and floors (``KEY-1``)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from deskapp.ui import theme

if TYPE_CHECKING:
    from deskapp.ui.common.wall_view import WallView

_WIDEST = 120


class WallHeads(QWidget):
    """Goes up and down with the picture, and stays when it goes left and right."""

    def __init__(self, view: WallView) -> None:
        super().__init__(view)
        self._view = view
        self._heads: Mapping[int, tuple[str, str]] = {}
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_heads(self, heads: Mapping[int, tuple[str, str]]) -> None:
        """Show the headings of these rows."""
        self._heads = heads
        self.update()

    def wanted(self) -> int:
        """So wide are the longest words, within reason; nothing where rows are too low for words."""
        if not self._heads or self._view.grid.high < QFontMetrics(self._small()).height():
            return 0
        bold, small = QFontMetrics(self._strong()), QFontMetrics(self._small())
        building = max(bold.horizontalAdvance(head[0]) for head in self._heads.values())
        floors = max(small.horizontalAdvance(head[1]) for head in self._heads.values())
        return min(max(building, floors), theme.px(_WIDEST)) + theme.px(14)

    def _strong(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(theme.px(13))
        font.setBold(True)
        return font

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(theme.px(12))
        return font

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw those that are seen."""
        grid, top = self._view.grid, self._view.verticalScrollBar().value()
        painter = QPainter(self)
        rows, _ = grid.within(event.rect().translated(0, top))
        for row in rows:
            box = grid.rect(row, 1)
            self._draw(painter, row, QRect(theme.px(4), box.y() - top, self.width() - theme.px(10), box.height()))
        if self._view.horizontalScrollBar().value():
            painter.fillRect(self.width() - 1, 0, 1, self.height(), QColor(theme.tokens().line))
        painter.end()

    def _draw(self, painter: QPainter, row: int, box: QRect) -> None:
        building, floors = self._heads.get(row, ("", ""))
        strong, small = QFontMetrics(self._strong()), QFontMetrics(self._small())
        both = bool(building) and box.height() >= strong.height() + small.height()
        right = Qt.AlignmentFlag.AlignRight
        if both:
            middle = box.center().y()
            upper = QRect(box.x(), middle - strong.height(), box.width(), strong.height())
            lower = QRect(box.x(), middle, box.width(), small.height())
        else:
            upper, lower = QRect(), box
        if both:
            painter.setFont(self._strong())
            painter.setPen(QColor(theme.tokens().text))
            said = strong.elidedText(building, Qt.TextElideMode.ElideMiddle, box.width())
            painter.drawText(upper, right | Qt.AlignmentFlag.AlignVCenter, said)
        painter.setFont(self._small())
        painter.setPen(QColor(theme.tokens().muted))
        said = small.elidedText(floors, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(lower, right | Qt.AlignmentFlag.AlignVCenter, said)
