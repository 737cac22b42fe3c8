"""The two sides of a desk, list and detail: beside each other, or one at a time where there is no room for both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from deskapp.ui import theme
from deskapp.ui.common.parts import em

if TYPE_CHECKING:
    from deskapp.settings import Settings

# Narrower than this (in Chinese characters), list and detail take turns.
_NARROW_EM = 56
_LEAST_LIST_EM, _LEAST_PANE_EM = 20, 29
_PANE_PERCENT = 36


class DeskSides(QSplitter):
    """The left side shows the list or what stands in for an empty one; the workplace remembers the pane's width."""

    def __init__(self, settings: Settings, table: QWidget, nothing: QWidget, pane: QWidget) -> None:
        super().__init__()
        self._settings = settings
        self.table, self.nothing, self.pane = table, nothing, pane
        self.narrow = False
        self.setChildrenCollapsible(False)
        self.setHandleWidth(theme.px(12))
        self.left = QFrame()
        self.left.setProperty("kind", "card")
        inside = QVBoxLayout(self.left)
        inside.setContentsMargins(1, 1, 1, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(table)
        self.stack.addWidget(nothing)
        inside.addWidget(self.stack)
        self.addWidget(self.left)
        self.addWidget(pane)
        self.setStretchFactor(0, 1)
        self.splitterMoved.connect(self._moved)

    @property
    def detail_alone(self) -> bool:
        """The detail is all there is to see."""
        return self.narrow and self.left.isHidden()

    def show_list(self, on: bool) -> None:
        """Show the list, or what stands in for an empty one."""
        self.stack.setCurrentWidget(self.table if on else self.nothing)

    def turn(self, *, detail: bool) -> None:
        """Where there is room for one only, show the detail or the list."""
        self.left.setVisible(not (self.narrow and detail))
        self.pane.setVisible(not self.narrow or detail)

    def share(self, room: int) -> None:
        """Share the room out: as the workplace likes it, else a good third for the detail."""
        self.narrow = room < em(self) * _NARROW_EM
        wide = room - self.handleWidth()
        kept = self._settings.splitter
        usual = max(em(self) * _LEAST_PANE_EM, wide * _PANE_PERCENT // 100)
        pane = min(kept, wide - em(self) * _LEAST_LIST_EM) if kept else usual
        self.setSizes([max(wide - pane, 1), max(pane, 1)])

    def _moved(self, _position: int, _index: int) -> None:
        self._settings.splitter = self.pane.width()
        self._settings.save()
