"""What the window shows in its first tenth of a second: its own outlines, before anything heavy is imported."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from deskapp.ui import theme

HEADER, TABS, FOOT, TODAY = 52, 46, 28, 236


class Skeleton(QWidget):
    """Header, five tabs, an empty table, Today and the foot, drawn in one go.

    ``painted`` comes once, when they are on screen.
    """

    painted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the outlines."""
        now = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        header, top = theme.px(HEADER), theme.px(HEADER) + theme.px(TABS)
        foot, today = self.height() - theme.px(FOOT), self.width() - theme.px(TODAY)
        painter.fillRect(self.rect(), QColor(now.window))
        for area in (
            QRectF(0, 0, self.width(), top),
            QRectF(today, top, self.width() - today, foot - top),
            QRectF(0, foot, self.width(), theme.px(FOOT)),
        ):
            painter.fillRect(area, QColor(now.surface))
        painter.setPen(QColor(now.line))
        painter.drawLine(0, header, self.width(), header)
        painter.drawLine(0, top, self.width(), top)
        painter.drawLine(today, top, today, foot)
        painter.drawLine(0, foot, self.width(), foot)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(now.hover))
        painter.drawRoundedRect(QRectF(theme.px(190), 10, theme.px(520), header - 20), 6, 6)
        for index in range(5):
            left = theme.px(24 + 124 * index)
            painter.drawRoundedRect(QRectF(left, header + theme.px(16), theme.px(88), theme.px(14)), 4, 4)
        painter.setBrush(QColor(now.surface))
        painter.setPen(QColor(now.line))
        painter.drawRoundedRect(QRectF(15.5, top + theme.px(56), today - 32, foot - top - theme.px(72)), 6, 6)
        painter.end()
        if not self._told:
            self._told = True
            QTimer.singleShot(0, self.painted.emit)
