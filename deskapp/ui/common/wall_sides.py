"""The two sides of the key cabinet's desk: the wall, with the run of returns below it, and the set in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from deskapp.ui.common.desk_sides import DeskSides
from deskapp.ui.common.parts import em
from deskapp.ui.common.wall_side import WallSide

if TYPE_CHECKING:
    from deskapp.ui.context import Context

# The picture needs the room: the pane is narrower than beside a table.
_NARROW_EM = 50
_LEAST_PANE_EM, _PANE_PERCENT = 22, 28


class WallSides(DeskSides):
    """The pane has a share of its own, which is not remembered for other desks."""

    def __init__(self, context: Context, nothing: QWidget, pane: QWidget) -> None:
        self.wall = WallSide(context)
        super().__init__(context.settings, self.wall, nothing, pane)

    def share(self, room: int) -> None:
        """Share the room out: as much as can be for the picture."""
        self.narrow = room < em(self) * _NARROW_EM
        wide = room - self.handleWidth()
        pane = max(em(self) * _LEAST_PANE_EM, wide * _PANE_PERCENT // 100)
        self.setSizes([max(wide - pane, 1), max(pane, 1)])

    def _moved(self, _position: int, _index: int) -> None:
        """The width of other desks' panes is theirs."""

    def hold_run(self, run: QWidget) -> None:
        """The run of returns goes below the picture, which stays in sight."""
        self.wall.hold(run)

    def drop_run(self, run: QWidget) -> None:
        """The run is over."""
        self.wall.drop(run)
