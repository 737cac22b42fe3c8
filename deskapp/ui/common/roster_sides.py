"""The roster's grid with its lines of words, and beside it, while one is open, a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QStackedWidget, QWidget

from deskapp.ui import theme
from deskapp.ui.common.empty_state import EmptyState
from deskapp.ui.common.roster_top import RosterTop
from deskapp.ui.common.roster_view import RosterView
from deskapp.ui.common.side_desk import SideDesk

if TYPE_CHECKING:
    from deskapp.ui.context import Context


class Line(QLabel):
    """One line that takes no more room than it has: what does not fit is in its tool tip and for the ear."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._whole = ""

    def say(self, text: str) -> None:
        """Say it."""
        self._whole = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: another width, other words."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width()))


class RosterSides(SideDesk):
    """The grid has the whole width until a page is opened beside it."""

    share = 32
    least_em = 20
    narrow_em = 60

    def __init__(self, context: Context) -> None:
        self.open = False
        super().__init__(context)
        self.top = RosterTop(context)
        self.view = RosterView(context)
        self.nothing = EmptyState()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.nothing)
        self.line, self.strip, self.faults = Line(), QFrame(), Line()
        theme.look(self.strip, "banner-late")
        inside = QHBoxLayout(self.strip)
        inside.setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(6))
        theme.look(self.faults, "late")
        inside.addWidget(self.faults)
        self.column.addWidget(self.top)
        self.hold(self.stack)
        self.line.setContentsMargins(theme.px(10), theme.px(4), theme.px(10), theme.px(4))
        self.inside.setSpacing(theme.px(2))
        for part in (self.line, self.strip):
            self.inside.addWidget(part)
        self.main = self.view

    def turn(self, *, page: bool) -> None:
        """Show a page beside the grid, or the grid alone."""
        self.open = page
        self.left.setVisible(not (self.narrow and page))
        self.pane.setVisible(page)
        self.pane.back.setVisible(self.narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: a page that is open stays."""
        page = self.open
        super().resizeEvent(event)
        self.turn(page=page)

    def show_page(self, page: QWidget | None, title: str = "", subtitle: str = "") -> None:
        """Open a page beside the grid; None closes it."""
        self.pane.show_page(page, title, subtitle)
        self.turn(page=page is not None)

    def show_grid(self, on: bool) -> None:
        """The grid, or what stands in its place while there is none."""
        self.stack.setCurrentWidget(self.view if on else self.nothing)
        self.main = self.view if on else self
        self.line.setVisible(on)
        self.strip.setVisible(on)
