"""Ways along the life of a handover."""

from __future__ import annotations

from typing import Any

from deskapp.domain import handovers
from deskapp.domain.handovers import Check, CheckLine, Count, CountLine
from deskapp.domain.people import Role
from deskapp.domain.reception import Kind, ReasonDraft
from tests.factories import PIN, Desk


def read(desk: Desk, id: int) -> handovers.HandoverDetail:
    """A handover as it stands."""
    detail = desk.call("handovers.detail", id=id)
    assert isinstance(detail, handovers.HandoverDetail)
    return detail


def begin(desk: Desk, **values: Any) -> handovers.HandoverDetail:
    """A handover begun; one that is under way makes room for it."""
    if (other := desk.call("handovers.current")) is not None:
        desk.step("handovers", "void", other.id, ReasonDraft(reason="误开"))
    return read(desk, desk.call("handovers.begin", draft=handovers.HandoverDraft(**values)).id)


def lines(detail: handovers.HandoverDetail, **seen: int) -> tuple[CountLine, ...]:
    """Everything counted as the registers have it, but what is ``seen`` otherwise."""
    return tuple(
        CountLine(what=line.what, cash=line.now_cash)
        if line.what is Count.CASH
        else CountLine(what=line.what, counted=seen.get(line.what, line.now))
        for line in detail.counts
    )


def looked() -> tuple[CheckLine, ...]:
    """Everything looked at and in order."""
    return tuple(CheckLine(what=what) for what in Check)


def all_done(desk: Desk, id: int) -> handovers.PrepareDraft:
    """Everything counted and looked at."""
    return counted(read(desk, id))


def counted(detail: handovers.HandoverDetail) -> handovers.PrepareDraft:
    """Everything counted as it stands, and looked at."""
    return handovers.PrepareDraft(counts=lines(detail), checks=looked(), note="水泵房待复查")


def prepared(desk: Desk) -> handovers.HandoverDetail:
    """A handover with everything counted and looked at."""
    id = begin(desk).id
    desk.step("handovers", "prepare", id, all_done(desk, id))
    return read(desk, id)


def given(desk: Desk) -> handovers.HandoverDetail:
    """A handover that waits for whoever takes it."""
    id = prepared(desk).id
    if any(each.passable for each in read(desk, id).obstacles):  # what other registers' entries left behind
        desk.step("handovers", "let_pass", id, form("let_pass", desk, id))
    desk.step("handovers", "give", id, handovers.GiveDraft(pin=PIN))
    return read(desk, id)


def taken(desk: Desk, taker: Role = Role.DIRECTOR) -> handovers.HandoverDetail:
    """A handover that somebody took over."""
    id = given(desk).id
    draft = handovers.TakeDraft(incoming_id=desk.as_(taker).actor.staff_id, pin=PIN)
    desk.step("handovers", "take", id, draft)
    return read(desk, id)


def form(verb: str, desk: Desk, entry_id: int) -> Any:
    """The draft of a step."""
    match verb:
        case "prepare":
            return all_done(desk, entry_id)
        case "let_pass":
            supervisor = desk.as_(Role.SUPERVISOR).actor.staff_id
            return handovers.LetPassDraft(supervisor_id=supervisor, pin=PIN, reason="已电话告知主管")
        case "take":
            return handovers.TakeDraft(incoming_id=desk.as_(Role.DIRECTOR).actor.staff_id, pin=PIN)
        case _:
            return None


def bring(desk: Desk, state: str, verb: str, target: str) -> int:
    """A handover in a state; with an emergency nobody was told of where the supervisor is asked."""
    if state == "open":
        if verb == "let_pass":
            desk.entry(kind=Kind.EMERGENCY, promised_at=None)
            return begin(desk).id
        return prepared(desk).id
    if state == "given":
        return given(desk).id
    if state == "voided":
        id = begin(desk).id
        desk.step("handovers", "void", id, ReasonDraft(reason="误开"))
        return id
    id = taken(desk).id
    if state == "signed":
        desk.step("handovers", "sign", id, handovers.SignDraft(signed_at=desk.clock.now))
    return id
