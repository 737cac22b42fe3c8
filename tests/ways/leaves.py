"""Ways into the states of a leave."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from deskapp.domain.common import Query
from deskapp.domain.leaves import Kind, LeaveDetail, LeaveDraft
from deskapp.domain.people import Role
from deskapp.domain.reception import ReasonDraft
from tests.factories import Desk

SINCE, UNTIL = date(2026, 11, 24), date(2026, 11, 25)


def draft(**values: Any) -> LeaveDraft:
    """Two days off for oneself."""
    return replace(LeaveDraft(kind=Kind.PERSONAL, since=SINCE, until=UNTIL, reason="家中有事"), **values)


def ask(desk: Desk, **values: Any) -> LeaveDetail:
    """A leave asked for."""
    return read(desk, desk.call("leaves.ask", draft=draft(**values)).id)


def read(desk: Desk, id: int) -> LeaveDetail:
    """A leave as it stands."""
    detail = desk.call("leaves.detail", id=id)
    assert isinstance(detail, LeaveDetail)
    return detail


def approved(desk: Desk, **values: Any) -> LeaveDetail:
    """A leave that the supervisor approved."""
    made = ask(desk, **values)
    desk.as_(Role.SUPERVISOR).step("leaves", "approve", made.id)
    return read(desk, made.id)


def form(verb: str, desk: Desk, entry_id: int) -> Any:
    """The draft of a step."""
    return draft() if verb == "ask" else None


def bring(desk: Desk, state: str, verb: str, target: str) -> int:
    """A leave in a state, on days of its own."""
    before = len(desk.call("leaves.ids", query=Query())) * timedelta(days=2)
    days = {"since": SINCE + before, "until": UNTIL + before}
    made = approved(desk, **days) if state == "approved" else ask(desk, **days)
    steps = {"refused": "refuse", "withdrawn": "withdraw", "voided": "void"}
    if state in steps:
        who = desk if state == "withdrawn" else desk.as_(Role.SUPERVISOR)
        who.step("leaves", steps[state], made.id, ReasonDraft(reason="改期"))
    return made.id
