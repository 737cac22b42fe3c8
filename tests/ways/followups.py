"""Ways into the states of a follow-up."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from deskapp.domain import followups
from deskapp.domain.followups import Grade, VisitDraft
from deskapp.domain.people import Role
from deskapp.domain.reception import Opinion, ReasonDraft
from tests.factories import Desk

UNHAPPY = "仍有异响"


def visit(desk: Desk, **values: Any) -> VisitDraft:
    """A satisfied resident."""
    given = {"made_at": desk.clock.now, "quality": Grade.GOOD, "effect": Grade.GOOD, "opinion": Opinion.SATISFIED}
    return VisitDraft(**{**given, **values})


def unhappy(desk: Desk, **values: Any) -> VisitDraft:
    """One who is not, and what will be done about it."""
    short = {
        "opinion": Opinion.RATHER_DISSATISFIED, "shortcomings": UNHAPPY, "measures": "重新校正",
        "responsible": "李强", "put_right_by": desk.clock.now + timedelta(days=1),
    }  # fmt: skip
    return visit(desk, **{**short, **values})


def form(verb: str, desk: Desk, entry_id: int) -> Any:
    """The draft of a step; somebody called so is not satisfied."""
    if verb not in {"visit", "amend"}:
        return None
    now = desk.call("followups.detail", id=entry_id)
    if verb == "amend":
        return followups.AmendDraft(unit=now.unit, contact="陈先生", content="改正")
    return unhappy(desk) if now.contact == UNHAPPY else visit(desk)


def bring(desk: Desk, state: str, verb: str, target: str) -> int:
    """A follow-up in a state: of a repair, so that it can be classed."""
    slip = desk.slip_in("closed", contact=UNHAPPY if target == "to_put_right" else "陈女士")
    (ref,) = [ref for ref in slip.linked if ref.register == followups.REGISTER]
    office, reason = desk.as_(Role.SUPERVISOR), ReasonDraft(reason="业主出国")
    if state == "satisfied":
        desk.step("followups", "visit", ref.id, visit(desk))
    elif state == "to_put_right":
        desk.step("followups", "visit", ref.id, unhappy(desk))
    elif state != "due":
        office.step("followups", {"waived": "waive", "withdrawn": "withdraw", "voided": "void"}[state], ref.id, reason)
    return ref.id
