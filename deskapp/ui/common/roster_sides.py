"""The roster's grid with its lines of words, and beside it, while one is open, a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QWidget

from deskapp.ui import theme
from deskapp.ui.common.empty_state import EmptyState
from deskapp.ui.common.line import Line
from deskapp.ui.common.roster_top import Legend, RosterTop
from deskapp.ui.common.roster_view import RosterView
from deskapp.ui.common.side_desk import SideDesk

if TYPE_CHECKING:
    from deskapp.ui.context import Context


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
        self.legend = Legend(context)
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
        self.below = QWidget()
        below = QHBoxLayout(self.below)
        below.setContentsMargins(0, 0, theme.px(6), 0)
        below.addWidget(self.line, 1)
        below.addWidget(self.legend)
        for part in (self.below, self.strip):
            self.inside.addWidget(part)
        self.main = self.view

    def turn(self, *, page: bool) -> None:
        """Show a page beside the grid, or the grid alone."""
        self.open = page
        self.left.setVisible(not (self.narrow and page))
        self.pane.setVisible(page)
        self.pane.back.setVisible(self.narrow)
        self.legend.setVisible(not page)  # the words of the cell need the room more

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
        self.below.setVisible(on)
        self.strip.setVisible(on)
