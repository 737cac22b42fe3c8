"""A button in a desk's top row that opens a menu of papers, with one key for all desks that have one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu

from deskapp.ui.common.parts import keyed
from deskapp.ui.common.register_spec import DeskKey

if TYPE_CHECKING:
    from deskapp.ui.common.register_desk import RegisterDesk

_KEY = "Ctrl+Shift+P"
#: What a line says, and what it does.
Line = tuple[str, Callable[[], None]]


class DeskMenu(QMenu):
    """Offers its ``lines`` as they are when it is opened."""

    def __init__(self, desk: RegisterDesk, said: str, tip: str) -> None:
        super().__init__(desk)
        self.desk = desk
        self.button = keyed(said, _KEY)
        self.button.setToolTip(tip)
        self.button.clicked.connect(self.offer)
        row = desk.top.layout()
        assert isinstance(row, QHBoxLayout)
        row.insertWidget(row.count() - 1, self.button, 0, Qt.AlignmentFlag.AlignTop)

    def lines(self) -> Iterator[Line]:
        """What can be chosen now."""
        raise NotImplementedError

    def offer(self, _on: bool = False) -> None:
        """Open under its button, the first line in front."""
        self.clear()
        for said, act in self.lines():
            self.addAction(said).triggered.connect(act)
        self.popup(self.button.mapToGlobal(QPoint(0, self.button.height())))
        self.setActiveAction(self.actions()[0])


def menu_key(title: Callable[[], str], name: str) -> DeskKey:
    """The key of a desk that has its menu as ``name``."""

    def act(desk: RegisterDesk) -> None:
        menu = getattr(desk, name, None)
        if isinstance(menu, DeskMenu) and desk.preview is None:
            menu.offer()

    return DeskKey(key=_KEY, title=title, act=act)
