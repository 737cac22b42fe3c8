"""A page with a list or a picture at its left and one thing of it at its right; where room is short, one of the two."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFocusEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QSplitter, QVBoxLayout, QWidget

from deskapp.ui import theme
from deskapp.ui.common.parts import em
from deskapp.ui.common.resident_pane import SidePane
from deskapp.ui.context import Context
from deskapp.ui.quiet_desk import QuietDesk


class SideDesk(QuietDesk):
    """``main`` is what stands at the left and has the keys; ``share`` is the pane's part of the width in percent."""

    narrow_em = 56
    share = 38
    least_em = 24

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Tab goes on to what stands in it
        self.main: QWidget = self
        self.narrow = False
        self._shown = False
        self.pane = SidePane(context)
        self.pane.left.connect(self.escape)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(10))
        self.column.setSpacing(theme.px(10))
        self.left = QFrame()
        self.left.setProperty("kind", "card")
        self.inside = QVBoxLayout(self.left)
        self.inside.setContentsMargins(1, 1, 1, 1)
        self.splitter = QSplitter()
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(theme.px(12))
        self.splitter.addWidget(self.left)
        self.splitter.addWidget(self.pane)

    def hold(self, main: QWidget) -> None:
        """Put ``main`` at the left, below whatever the column has already."""
        self.main = main
        self.inside.addWidget(main, 1)
        self.column.addWidget(self.splitter, 1)

    def turn(self, *, page: bool) -> None:
        """Where there is room for one only, show the page or what stands at the left."""
        self.left.setVisible(not (self.narrow and page))
        self.pane.setVisible(not self.narrow or page)
        self.pane.back.setVisible(self.narrow)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: when the page first comes to the front, the keys are where one looks, not on its first button."""
        super().showEvent(event)
        if not self._shown:
            self._shown = True
            QTimer.singleShot(0, self, self._to_main)

    def _to_main(self) -> None:
        now = QApplication.focusWidget()
        if now is None or (self.isAncestorOf(now) and not self.pane.isAncestorOf(now)):
            self.main.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: share the room out."""
        super().resizeEvent(event)
        self.narrow = self.width() < em(self) * self.narrow_em
        self.turn(page=self.narrow and self.left.isHidden())
        wide = self.splitter.width() - self.splitter.handleWidth()
        page = max(em(self) * self.least_em, wide * self.share // 100)
        self.splitter.setSizes([max(wide - page, 1), max(page, 1)])

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: the keys go to the left."""
        super().focusInEvent(event)
        self.main.setFocus(Qt.FocusReason.OtherFocusReason)
