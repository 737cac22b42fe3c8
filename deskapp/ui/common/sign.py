"""A state's shape as a small widget."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from deskapp.ui import theme
from deskapp.ui.common.register_spec import Mark, Shape
from deskapp.ui.common.table import draw_mark


class Sign(QWidget):
    """Draws one ``Mark``, ``size`` pixels wide at 100 %."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.mark = Mark(Shape.RING)
        self.setFixedSize(theme.px(size), theme.px(size + 3))

    def show_mark(self, mark: Mark) -> None:
        """Draw another one."""
        self.mark = mark
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw it."""
        painter = QPainter(self)
        draw_mark(painter, QRectF(self.rect()).adjusted(1, 3, -1, -1), self.mark)
        painter.end()
