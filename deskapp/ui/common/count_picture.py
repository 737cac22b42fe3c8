"""A count in the picture of the cabinet: ticks on the hooks, and nothing of what should hang there (``KEY-6``)."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from deskapp.domain.inventories import KEYS, InventoryDetail, Mark, SheetLine
from deskapp.domain.keys import HookCell, Wall
from deskapp.ui.common import count_table
from deskapp.ui.common.parts import while_alive
from deskapp.ui.common.wall_look import Tick
from deskapp.ui.common.wall_view import WallView

if TYPE_CHECKING:
    from deskapp.ui.common.count_board import CountBoard

_TICKS = {Mark.PRESENT: Tick.SEEN, Mark.EMPTY: Tick.EMPTY, Mark.OTHER: Tick.DIFFERS}


class CountPicture(QObject):
    """Keeps the picture and the board at one hook: what is chosen or ticked in the one is so in the other."""

    def __init__(self, board: CountBoard) -> None:
        super().__init__(board)
        self.board = board
        self.context = board.context
        self.view = WallView(board.context)
        self.view.blind = True
        self.walls: tuple[Wall, ...] = ()
        self._count = 0
        board.moved.connect(self._follow)
        self.view.looked_at.connect(self._looked_at)
        self.view.ticked.connect(self._ticked)
        self.view.typing.connect(self._typing)
        self.view.entered.connect(board.to_line)

    def fits(self, detail: InventoryDetail | None) -> bool:
        """Whether there is a picture of what is counted."""
        return detail is not None and detail.subject == KEYS and self.board.counting

    def begin(self, detail: InventoryDetail) -> None:
        """Read the cabinets once for a count; ticks come with every look at it."""
        if self._count != detail.id or not self.walls:
            self._count = detail.id
            self.context.ask("keys.walls", while_alive(self, self._read), owner=self, token="walls")
        self._follow()

    def _read(self, walls: tuple[Wall, ...]) -> None:
        """Only places are kept: what should hang there is nobody's who counts."""
        self.walls = tuple(replace(wall, hooks=tuple(map(_bare, wall.hooks))) for wall in walls)
        self._follow()

    def _follow(self) -> None:
        """The place in front is the hook in front, in its cabinet; every tick is up to date."""
        line = self.board.line()
        if not self.walls or not isinstance(line, SheetLine):
            return
        wall = next((wall for wall in self.walls if any(cell.hook_id == line.place_id for cell in wall.hooks)), None)
        if wall is None:
            return
        if self.view.wall is not wall:
            self.view.show_wall(wall)
            self.view.blind = True  # the headings too
        lines = (line for line in self.board.model.lines if isinstance(line, SheetLine))
        self.view.set_ticks({line.place_id: _TICKS[line.mark] for line in lines if line.mark is not None})
        self.view.go_to(line.place_id)

    def _looked_at(self, cell: HookCell | None) -> None:
        if cell is not None:
            self.board.bring_place(cell.hook_id)

    def _ticked(self, hook_id: int) -> None:
        """Space or a double click: it hangs there."""
        self.board.bring_place(hook_id)
        self.board.mark(Mark.PRESENT)

    def _typing(self, text: str) -> None:
        """The keys of the table work in the picture as well."""
        letters = {chr(key): partial(self.board.mark, mark) for key, mark in count_table.KEYS.items()}
        if text.isdigit() and text.isascii():
            self.board.begin_keys(text)
        elif text == "/":
            self.board.to_line()
        elif (act := letters.get(text.upper())) is not None:
            act()


def _bare(cell: HookCell) -> HookCell:
    return HookCell(hook_id=cell.hook_id, hook=cell.hook, row=cell.row, column=cell.column)
