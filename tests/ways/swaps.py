"""Ways into the states of a swap: a published month, one day the steward's and the next the receptionist's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from deskapp.domain.common import Query
from deskapp.domain.people import Role
from deskapp.domain.reception import ReasonDraft
from deskapp.domain.roster import BeginDraft, CellPut, CellsDraft, PersonDraft, PublishDraft, Start
from deskapp.domain.swaps import ApproveDraft, SwapDetail, SwapDraft
from tests.factories import Desk

MONTH = "2026-12"
#: The steward's early shift, the receptionist's late one of the day after; so it goes on for the whole month.
DAY, OTHER_DAY = date(2026, 12, 1), date(2026, 12, 2)
EARLY, LATE, LONG = "z", "w", "c"
_TWO_DAYS = timedelta(days=2)


def staff(desk: Desk, role: Role) -> int:
    """Somebody's id."""
    return desk.as_(role).actor.staff_id


def publish(desk: Desk, cells: Mapping[tuple[Role, date], str], month: str = MONTH, start: Start = Start.EMPTY) -> None:
    """An edition of a month with these cells."""
    chief = desk.as_(Role.SUPERVISOR)
    id = begin(desk, cells, month, start)
    version = chief.call("roster.sheet", id=id).version
    chief.call("roster.publish", id=id, version=version, draft=PublishDraft(note="试行"))


def begin(desk: Desk, cells: Mapping[tuple[Role, date], str], month: str = MONTH, start: Start = Start.EMPTY) -> int:
    """A draft of a month with these cells; its id."""
    chief = desk.as_(Role.SUPERVISOR)
    for role in {role for role, _ in cells}:
        chief.call("roster.set_person", staff_id=staff(desk, role), draft=PersonDraft(experienced=True))
    id = chief.call("roster.begin", draft=BeginDraft(month=month, start=start)).id
    put = tuple(CellPut(staff_id=staff(desk, role), day=day, shift=shift) for (role, day), shift in cells.items())
    if put:
        version = chief.call("roster.sheet", id=id).version
        chief.call("roster.put", id=id, version=version, draft=CellsDraft(cells=put))
    return int(id)


def rostered(desk: Desk) -> None:
    """The roster that the draft below is made for."""
    if desk.as_(Role.SUPERVISOR).call("roster.month", month=MONTH) is None:
        early = {(Role.STEWARD, DAY + at * _TWO_DAYS): EARLY for at in range(15)}
        late = {(Role.RECEPTIONIST, OTHER_DAY + at * _TWO_DAYS): LATE for at in range(15)}
        publish(desk, early | late)


def draft(desk: Desk, **values: Any) -> SwapDraft:
    """The steward's early shift against the receptionist's late one."""
    made = SwapDraft(day=DAY, other_id=staff(desk, Role.RECEPTIONIST), other_day=OTHER_DAY, reason="家中有事")
    return replace(made, **values)


def ask(desk: Desk, **values: Any) -> SwapDetail:
    """Asked for by the steward."""
    rostered(desk)
    steward = desk.as_(Role.STEWARD)
    return read(desk, steward.call("swaps.ask", draft=draft(desk, **values)).id)


def agreed(desk: Desk, **values: Any) -> SwapDetail:
    """The receptionist agrees."""
    made = ask(desk, **values)
    desk.as_(Role.RECEPTIONIST).step("swaps", "agree", made.id)
    return read(desk, made.id)


def approve(desk: Desk, id: int, note: str = "人手不足") -> None:
    """The supervisor approves."""
    desk.as_(Role.SUPERVISOR).step("swaps", "approve", id, ApproveDraft(note=note))


def read(desk: Desk, id: int) -> SwapDetail:
    """A swap as it stands."""
    detail = desk.call("swaps.detail", id=id)
    assert isinstance(detail, SwapDetail)
    return detail


def cells(desk: Desk, month: str = MONTH) -> dict[tuple[int, date], str]:
    """Who has which shift by the published roster, by letter."""
    sheet = desk.as_(Role.RECEPTIONIST).call("roster.month", month=month)
    letters = {shift.id: shift.letter for shift in sheet.shifts}
    return {(cell.staff_id, cell.day): letters[cell.shift_id] for cell in sheet.cells if cell.shift_id is not None}


def form(verb: str, desk: Desk, entry_id: int) -> Any:
    """The draft of a step."""
    if verb == "ask":
        rostered(desk)
        return draft(desk)
    return ApproveDraft(note="人手不足") if verb == "approve" else None


def bring(desk: Desk, state: str, verb: str, target: str) -> int:
    """A swap in a state, of shifts that no other one is about."""
    before = len(desk.call("swaps.ids", query=Query())) * _TWO_DAYS
    days = {"day": DAY + before, "other_day": OTHER_DAY + before}
    made = agreed(desk, **days) if state in {"agreed", "approved"} else ask(desk, **days)
    if state == "approved":
        approve(desk, made.id)
    steps = {"refused": "refuse", "withdrawn": "withdraw", "voided": "void"}
    if state in steps:
        desk.as_(Role.SUPERVISOR).step("swaps", steps[state], made.id, ReasonDraft(reason="改期"))
    return made.id
