"""Ways along the life of a proxy's authorisation."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from deskapp.domain import proxies
from deskapp.domain.directory import IdType
from deskapp.domain.people import Role
from deskapp.domain.reception import ReasonDraft
from tests.factories import PIN, Desk

UNIT = "3-2-1102"
RESIDENT = "陈静"
ID_CARD = "11010519491231002X"


def proxy_draft(**values: Any) -> proxies.ProxyDraft:
    """A resident's husband is to fetch her parcels, this once."""
    draft = proxies.ProxyDraft(
        unit=UNIT, resident=RESIDENT, name="李强", relation=proxies.Relation.FAMILY, phone="136 0000 7788",
        id_type=IdType.ID_CARD, id_number=ID_CARD,
    )  # fmt: skip
    return replace(draft, **values)


def ask(desk: Desk, **values: Any) -> proxies.ProxyDetail:
    """An authorisation asked for."""
    return read(desk, desk.call("proxies.ask", draft=proxy_draft(**values)).id)


def approve(desk: Desk, id: int) -> None:
    """Approved by the supervisor, who sits down at the screen."""
    desk.as_(Role.SUPERVISOR).step("proxies", "approve", id, proxies.ApproveDraft(asked_resident=True))


def approved(desk: Desk, **values: Any) -> proxies.ProxyDetail:
    """An authorisation that was approved."""
    made = ask(desk, **values)
    approve(desk, made.id)
    return read(desk, made.id)


def read(desk: Desk, id: int) -> proxies.ProxyDetail:
    """An authorisation as it stands."""
    detail = desk.call("proxies.detail", id=id)
    assert isinstance(detail, proxies.ProxyDetail)
    return detail


def approver(desk: Desk, role: Role = Role.SUPERVISOR) -> int:
    """The id of somebody who may approve, or may not."""
    return desk.as_(role).actor.staff_id


def form(verb: str, desk: Desk, entry_id: int) -> Any:
    """The draft of a step: the approval at the counter's own screen."""
    if verb == "ask":
        return proxy_draft()
    if verb == "approve":
        return proxies.ApproveDraft(asked_resident=True, approver_id=approver(desk), pin=PIN)
    return None


def bring(desk: Desk, state: str, verb: str, target: str) -> int:
    """An authorisation in a state."""
    made = ask(desk)
    if state in {"approved", "ended"}:
        approve(desk, made.id)
    steps = {"ended": "end", "refused": "refuse", "voided": "void"}
    if state in steps:
        desk.step("proxies", steps[state], made.id, ReasonDraft(reason="业主改为自取"))
    return made.id
