"""What keys and mouse do in the roster's grid: go, choose a block, put shifts, copy, drag (``DUTY-1``)."""

from __future__ import annotations

import dataclasses
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QApplication

from deskapp.domain.roster import Cell
from deskapp.domain.shifts import Shift
from deskapp.ui.common.editors import is_enter
from deskapp.ui.common.roster_board import OFF, Place, read_block, written
from deskapp.ui.common.roster_layout import At, block

if TYPE_CHECKING:
    from deskapp.ui.common.roster_view import RosterView

_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_OFF_KEYS = (OFF, ".", "·", "。")
PIN = "p"


class _Drag(Enum):
    """What a drag does: choose a block, move a shift, draw one over others."""

    CHOOSE = auto()
    MOVE = auto()
    FILL = auto()


class RosterHands:
    """The hands of one view; what they want is emitted by it."""

    def __init__(self, view: RosterView) -> None:
        self.view = view
        self.over: frozenset[At] = frozenset()  # where a drag would put something
        self._drag: _Drag | None = None
        self._from: At = (0, 0)
        self._began = QPoint()

    # Keys

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key does; False if it is none of the grid's."""
        key, held = Qt.Key(event.key()), event.modifiers()
        control = bool(held & _CONTROL)
        if (at := self.view.grid.beside(self.view.at, key, control=control)) is not None:
            self.view.move_to(at, extend=bool(held & _SHIFT))
            return True
        return self._together(event) if control else self._alone(event, key)

    def _together(self, event: QKeyEvent) -> bool:
        """Keys with Ctrl, as everywhere."""
        standard = QKeySequence.StandardKey
        if event.matches(standard.Copy):
            self.copy()
        elif event.matches(standard.SelectAll):
            self._choose_all()
        elif not self.view.editable:
            return False
        elif event.matches(standard.Undo):
            self.view.undone.emit()
        elif event.matches(standard.Redo) or event.keyCombination().key() == Qt.Key.Key_Y:
            self.view.redone.emit()
        elif event.matches(standard.Paste):
            self.paste()
        elif event.matches(standard.Cut):
            self.copy()
            self.put_all(None)
        else:
            return False
        return True

    def _alone(self, event: QKeyEvent, key: Qt.Key) -> bool:
        """Letters, the day off, empty, pinned, Enter."""
        if is_enter(event):
            self.view.entered.emit()
            return True
        if not self.view.editable or self.view.board is None:
            return False
        typed = event.text().casefold()
        if key == Qt.Key.Key_Delete:
            self.put_all(None)
        elif key == Qt.Key.Key_Backspace:
            self.put_all(None)
            self._step(-1)
        elif typed in _OFF_KEYS:
            self.type(OFF)
        elif typed in self.view.board.by_letter:
            self.type(self.view.board.by_letter[typed])
        elif typed == PIN or key == Qt.Key.Key_Space:
            self.pin()
        else:
            return False
        return True

    def type(self, what: Shift | str) -> None:
        """Put a shift or a day off; a single cell leads on to the next day, as in writing."""
        alone = self.view.anchor == self.view.at
        self.put_all(what)
        if alone:
            self._step(1)

    def _step(self, by: int) -> None:
        row, column = self.view.at
        if self.view.anchor == self.view.at and self.view.place_of((row, max(column + by, 0))) is not None:
            self.view.move_to((row, max(column + by, 0)))

    def _choose_all(self) -> None:
        board = self.view.board
        assert board is not None
        self.view.move_to((0, 0))
        self.view.move_to((len(board.people) - 1, len(board.days) - 1), extend=True)

    def put_all(self, what: Shift | str | None) -> None:
        """Put one thing into every cell that is chosen; what is pinned stays so as long as something is decided."""
        self._want(dict.fromkeys(self.view.chosen, what))

    def pin(self) -> None:
        """Pin what is chosen, or let it go where all of it is pinned already; what is not decided cannot be."""
        board = self.view.board
        assert board is not None
        places = [place for at in self.view.chosen if (place := self.view.place_of(at)) is not None]
        cells = [(place, cell) for place in places if (cell := board.cells.get(place)) is not None]
        on = not all(cell.pinned for _, cell in cells)
        self._emit({place: dataclasses.replace(cell, pinned=on) for place, cell in cells})

    def copy(self) -> None:
        """The block that is chosen, as spreadsheets have it too."""
        board = self.view.board
        assert board is not None
        rows, columns = block(self.view.anchor, self.view.at)
        lines = [
            "\t".join(written(board, place) for column in columns if (place := self.view.place_of((row, column))))
            for row in rows
        ]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def paste(self) -> None:
        """A copied block, from the corner of what is chosen on; over and over where more is chosen."""
        board = self.view.board
        assert board is not None
        copied = read_block(board, QGuiApplication.clipboard().text())
        if copied is None:
            said = QCoreApplication.translate("RosterView", "What was copied is no part of a roster.")
            self.view.context.say(said, kind="warning")
            return
        rows, columns = block(self.view.anchor, self.view.at)
        high, wide = len(copied), max(map(len, copied))
        down = len(rows) if len(rows) % high == 0 else high
        across = len(columns) if len(columns) % wide == 0 else wide
        wanted: dict[At, Shift | str | None] = {}
        for row in range(down):
            line = copied[row % high]
            for column in range(across):
                wanted[rows.start + row, columns.start + column] = (line + [None] * wide)[column % wide]
        self._want(wanted)

    def _want(self, wanted: dict[At, Shift | str | None]) -> None:
        """Ask for shifts, days off or nothing in some cells."""
        board = self.view.board
        assert board is not None
        puts: dict[Place, Cell | None] = {}
        for at, what in wanted.items():
            if (place := self.view.place_of(at)) is None:
                continue
            old = board.cells.get(place)
            shift = what.id if isinstance(what, Shift) else None
            puts[place] = (
                None
                if what is None
                else Cell(
                    staff_id=place[0], day=place[1], shift_id=shift, pinned=old.pinned if old is not None else False
                )
            )
        self._emit(puts)

    def _emit(self, puts: dict[Place, Cell | None]) -> None:
        board = self.view.board
        if board is not None and any(board.cells.get(place) != cell for place, cell in puts.items()):
            self.view.wanted.emit(puts)

    # Mouse

    def take(self, event: QMouseEvent) -> None:
        """Press: look at a cell; what moves from here on depends on what is there."""
        view, point = self.view, event.position().toPoint()
        at = view.grid.at(point, view.scrolled)
        if at is None:
            return
        self._began = point
        on_handle = view.paint is not None and view.paint.handle(view.grid.cell(view.at, view.scrolled)).contains(point)
        if event.modifiers() & _SHIFT:
            view.move_to(at, extend=True)
            self._drag = _Drag.CHOOSE
            return
        if view.editable and on_handle and at == view.at:
            self._drag, self._from = _Drag.FILL, at
            return
        view.move_to(at)
        place = view.place_of(at)
        held = view.board is not None and place is not None and view.board.shift_of(place) is not None
        self._drag, self._from = (_Drag.MOVE if held and view.editable else _Drag.CHOOSE), at

    def drag(self, event: QMouseEvent) -> None:
        """Move: show what letting go would do."""
        view, point = self.view, event.position().toPoint()
        if self._drag is None or (point - self._began).manhattanLength() < QApplication.startDragDistance():
            return
        at = view.grid.nearest(point, view.scrolled)
        if self._drag is _Drag.CHOOSE:
            view.move_to(at, extend=True)
            return
        if self._drag is _Drag.MOVE:
            over = frozenset({at} - {self._from})
        else:
            rows, columns = block(self._from, at)
            over = frozenset((row, column) for row in rows for column in columns)
        self._show(over)
        view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def _show(self, over: frozenset[At]) -> None:
        before, self.over = self.over, over
        self.view.redraw(before ^ over)

    def let_go(self, event: QMouseEvent) -> None:
        """Release: move the shift, or draw it over the block."""
        drag, over = self._drag, self.over
        self._drag = None
        self._show(frozenset())
        self.view.viewport().unsetCursor()
        if not over or drag is None or drag is _Drag.CHOOSE:
            return
        if drag is _Drag.FILL:
            self._fill(over)
        else:
            self._move(next(iter(over)), keep=bool(event.modifiers() & _CONTROL))

    def _fill(self, over: frozenset[At]) -> None:
        """What stands in the first cell stands in all of them."""
        board, place = self.view.board, self.view.place_of(self._from)
        assert board is not None
        assert place is not None
        cell = board.cells.get(place)
        shift = board.shift_of(place)
        self._want(dict.fromkeys(over, None if cell is None else shift or OFF))
        rows, columns = block(self._from, max(over) if max(over) != self._from else min(over))
        self.view.move_to((rows.start, columns.start))

    def _move(self, to: At, *, keep: bool) -> None:
        """A shift goes to another cell, and what stood there comes back; with Ctrl it stays here too."""
        board = self.view.board
        here, there = self.view.place_of(self._from), self.view.place_of(to)
        assert board is not None
        if here is None or there is None:
            return
        puts = {there: _at(board.cells.get(here), there)}
        if not keep:
            puts[here] = _at(board.cells.get(there), here)
        self._emit(puts)
        self.view.move_to(to)


def _at(cell: Cell | None, place: Place) -> Cell | None:
    """A cell's content for another place; it is not pinned there."""
    return None if cell is None else Cell(staff_id=place[0], day=place[1], shift_id=cell.shift_id)
