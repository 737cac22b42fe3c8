"""The two sides of the key cabinet's desk: the wall, and the set in front or the run of returns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from deskapp.ui.common.desk_sides import DeskSides
from deskapp.ui.common.parts import em
from deskapp.ui.common.wall_side import WallSide

if TYPE_CHECKING:
    from deskapp.ui.common.scan_back import ScanBack
    from deskapp.ui.context import Context

# The picture needs the room: the pane is narrower than beside a table.
_NARROW_EM = 50
_LEAST_PANE_EM, _PANE_PERCENT = 22, 28
_LEAST_RUN_EM, _RUN_PERCENT = 36, 44
_RUN_COLUMNS_EM = (3, 5.5, 7.5, 6.5)


class WallSides(DeskSides):
    """The pane has a share of its own, which is not remembered for other desks."""

    def __init__(self, context: Context, nothing: QWidget, pane: QWidget) -> None:
        self.wall = WallSide(context)
        self.run: QFrame | None = None
        self._room = 0
        self._bare = False
        super().__init__(context.settings, self.wall, nothing, pane)

    def share(self, room: int) -> None:
        """Share the room out: as much as can be for the picture."""
        self._room = room
        self.narrow = room < em(self) * _NARROW_EM
        wide = room - self.handleWidth()
        least, percent = (_LEAST_PANE_EM, _PANE_PERCENT) if self.run is None else (_LEAST_RUN_EM, _RUN_PERCENT)
        side = max(em(self) * least, wide * percent // 100)
        self.setSizes([max(wide - side, 1), max(side, 1), max(side, 1)])

    def show_list(self, on: bool) -> None:
        """Show the wall, or what stands in for it: then there is no set to show beside it."""
        super().show_list(on)
        self._bare = not on
        self.turn(detail=on and self.detail_alone)

    def turn(self, *, detail: bool) -> None:
        """Where there is room for one only, show the picture or the set; a run of returns goes before the set."""
        if self._bare:
            self.left.show()
            self.pane.hide()
        elif self.run is None:
            super().turn(detail=detail)
        else:
            self.left.setVisible(not self.narrow)
            self.pane.hide()

    def _moved(self, _position: int, _index: int) -> None:
        """The width of other desks' panes is theirs."""

    def hold_run(self, run: ScanBack) -> None:
        """The run of returns stands beside the picture, in the place of the set."""
        for column, width in enumerate(_RUN_COLUMNS_EM):
            run.table.setColumnWidth(column, round(em(self) * width))
        self.run = QFrame()
        self.run.setProperty("kind", "card")
        inside = QVBoxLayout(self.run)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(run)
        self.addWidget(self.run)
        self.turn(detail=False)
        self.share(self._room)

    def drop_run(self) -> None:
        """The run is over."""
        if self.run is not None:
            self.run.hide()
            self.run.deleteLater()
            self.run = None
        self.turn(detail=False)
        self.share(self._room)
