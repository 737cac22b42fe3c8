"""Ways along the life of a pickup."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from deskapp.domain import mail, pickups
from deskapp.domain.people import Role
from deskapp.domain.reception import ReasonDraft
from tests.factories import Desk

UNIT = "3-2-1102"
RESIDENT = "陈静"


def receive(desk: Desk, **values: Any) -> mail.ItemDetail:
    """A parcel for a resident, checked in."""
    draft = mail.ItemDraft(unit=UNIT, recipient=RESIDENT, phone="138 0000 1234", carrier="中通快递")
    counter = desk if desk.role is not Role.STEWARD else desk.as_(Role.RECEPTIONIST)
    return item(desk, counter.call("mail.receive", draft=replace(draft, **values)).id)


def item(desk: Desk, id: int) -> mail.ItemDetail:
    """An item as it stands."""
    detail = desk.call("mail.detail", id=id)
    assert isinstance(detail, mail.ItemDetail)
    return detail


def picks(*items: mail.ItemDetail) -> tuple[pickups.ItemPick, ...]:
    """Items by their numbers."""
    return tuple(pickups.ItemPick(item=each.number) for each in items)


def pickup_draft(*items: mail.ItemDetail, **values: Any) -> pickups.PickupDraft:
    """The resident, known in person, signs for some items."""
    draft = pickups.PickupDraft(items=picks(*items), taker=RESIDENT, signed=True)
    return replace(draft, **values)


def hand_out(desk: Desk, *items: mail.ItemDetail, **values: Any) -> pickups.PickupDetail:
    """Items handed out."""
    return read(desk, desk.call("pickups.hand_out", draft=pickup_draft(*items, **values)).id)


def read(desk: Desk, id: int) -> pickups.PickupDetail:
    """A pickup as it stands."""
    detail = desk.call("pickups.detail", id=id)
    assert isinstance(detail, pickups.PickupDetail)
    return detail


def form(verb: str, desk: Desk, entry_id: int) -> Any:
    """The draft of a step."""
    if verb == "hand_out":
        return pickup_draft(receive(desk))
    if verb == "amend":
        return pickups.AmendDraft(taker=RESIDENT, phone="138 0000 1234", note="电话已更正")
    return None


def bring(desk: Desk, state: str, verb: str, target: str) -> int:
    """A pickup in a state."""
    made = hand_out(desk, receive(desk))
    if state == "voided":
        desk.step("pickups", "void", made.id, ReasonDraft(reason="发错邮件"))
    return made.id
