"""Ways into the states of a special event."""

from __future__ import annotations

from typing import Any

from deskapp.domain import events
from deskapp.domain.people import Role
from deskapp.domain.reception import PassOnDraft, ReasonDraft
from tests.factories import Desk


def form(verb: str, desk: Desk, entry_id: int) -> Any:
    """The draft of a step: what is passed on has both its fields, and it happened somewhere."""
    drafts = {
        "record": draft(desk),
        "amend": draft(desk, content="更正后的经过"),
        "pass_on": PassOnDraft(passed_to="工程部", passed_at=desk.clock.now),
    }
    return drafts.get(verb)


def bring(desk: Desk, state: str, verb: str, target: str) -> int:
    """An event in a state."""
    made = desk.call("events.record", draft=draft(desk)).id
    office = desk.as_(Role.SUPERVISOR)
    if state == "voided":
        desk.step("events", "void", made, ReasonDraft(reason="误登"))
    if state in {"reported", "closed"}:
        reported = events.ReportDraft(reported_to="管理处主任", reported_at=desk.clock.now)
        desk.step("events", "report", made, reported)
    if state == "closed":
        ended = events.CloseDraft(measures="关阀抢修", outcome="恢复供水", cause="管道老化", prevention="列入更换计划")
        office.step("events", "close", made, ended)
    return int(made)


def draft(desk: Desk, **values: Any) -> events.EventDraft:
    """A burst pipe at a unit, a moment ago."""
    kept: dict[str, Any] = {
        "kind": events.Kind.BURST_PIPE,
        "happened_at": desk.clock.now,
        "unit": "3-2-1102",
        "content": "厨房水管爆裂，水漫到走道",
    }
    return events.EventDraft(**kept | values)
