"""What is broken in the roster in front: told below the grid, gone through with F3 (``DUTY-1``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from deskapp.domain.roster import Broken
from deskapp.ui.common import roster_look as look
from deskapp.ui.common.roster_layout import At

if TYPE_CHECKING:
    from deskapp.ui.desks.roster import RosterDesk

#: So many are told in the line when the cell in front has none of its own.
_TOLD = 4


class RosterFaults(QObject):
    """The broken rules of one desk."""

    def __init__(self, desk: RosterDesk) -> None:
        super().__init__(desk)
        self._desk = desk

    def go_on(self, by: int = 1) -> None:
        """F3: on to the next cell where a rule is broken, day by day; Shift+F3 back."""
        desk, board = self._desk, self._desk.view.board
        if board is None or desk.pages.preview is not None:
            return
        found = sorted({at for fault in board.broken if (at := self._at_of(fault)) is not None}, key=_by_day)
        if not found:
            desk.context.say(self.tr("No rule is broken here."), kind="ok")
            return
        here = _by_day(desk.view.at)
        later = [at for at in found if _by_day(at) > here]
        earlier = [at for at in found if _by_day(at) < here]
        desk.view.move_to((later or found)[0] if by > 0 else (earlier or found)[-1])
        desk.give_keys()

    def _at_of(self, fault: Broken) -> At | None:
        """Where a fault is: its cell, in its day's column, or in its person's row."""
        board, view = self._desk.view.board, self._desk.view
        if board is None:
            return None
        who = fault.staff_id if fault.staff_id is not None else board.people[view.at[0]].staff_id
        return view.at_of((who, fault.day or board.days[0].day))

    def go_to(self, fault: Broken) -> None:
        """Put the keys where a rule is broken."""
        if (at := self._at_of(fault)) is not None:
            self._desk.view.move_to(at)
            self._desk.give_keys()

    def tell(self) -> None:
        """The lines below the grid: the cell in front; what is broken here, or else anywhere."""
        sides, board = self._desk.sides, self._desk.view.board
        if board is None or (place := self._desk.view.place) is None:
            return
        faults = board.broken
        sides.top.count(len(faults), sum(not fault.soft for fault in faults))
        sides.line.say(self._desk.view.words())
        here = (*board.of_cell(place), *board.of_day(place[1]), *board.of_person(place[0]))
        said = [look.fault_line(self._desk.context, fault) for fault in here or faults[:_TOLD]]
        more = len(faults) - len(said)
        if not here and more > 0:
            said.append(self.tr("and %n more", "", more))
        sides.faults.say("! " + "   ·   ".join(said) if said else "")
        sides.strip.setVisible(bool(faults) and not sides.top.tight)


def _by_day(at: At) -> At:
    return at[1], at[0]
