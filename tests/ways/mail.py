"""Ways along the life of an item of mail."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

from deskapp.domain import mail
from deskapp.domain.people import Role
from deskapp.domain.pickups import ItemPick, Kind, PickupDraft
from deskapp.domain.reception import ReasonDraft
from deskapp.domain.returns import ReturnDraft, SignDraft
from deskapp.domain.shelves import ShelfDraft
from deskapp.errors import Invalid
from tests.factories import Desk

UNIT = "3-2-1102"
NAME = "陈静"
CARRIER = "sf"
_SERIALS = count(1)


def tracking() -> str:
    """A number that no other item has."""
    return f"SF{next(_SERIALS):013d}"


def shelf(desk: Desk, **values: Any) -> None:
    """A shelf of two boards for everybody's mail, once."""
    with suppress(Invalid):  # it stands there already
        desk.call("shelves.make", draft=replace(ShelfDraft(code="A", name="前台", rows=2, columns=3), **values))


def draft(**values: Any) -> mail.ItemDraft:
    """A parcel for a resident."""
    return replace(mail.ItemDraft(tracking=tracking(), unit=UNIT, recipient=NAME, phone="138 0000 1234"), **values)


def receive(desk: Desk, **values: Any) -> mail.ItemDetail:
    """An item checked in."""
    return read(desk, counter(desk).call("mail.receive", draft=draft(**values)).id)


def unknown(desk: Desk, **values: Any) -> mail.ItemDetail:
    """An item for somebody whom nobody knows."""
    return receive(desk, **{"unit": "", "recipient": "无名氏", "phone": "", "unknown": True} | values)


def counter(desk: Desk) -> Desk:
    """Somebody at the counter."""
    return desk.as_(Role.RECEPTIONIST) if desk.role is Role.STEWARD else desk


def read(desk: Desk, id: int) -> mail.ItemDetail:
    """An item as it stands."""
    detail = desk.call("mail.detail", id=id)
    assert isinstance(detail, mail.ItemDetail)
    return detail


def step(desk: Desk, verb: str, id: int, draft: Any) -> mail.ItemDetail:
    """A step, and the item as it stands then."""
    desk.step("mail", verb, id, draft)
    return read(desk, id)


def told(desk: Desk, id: int, **values: Any) -> mail.ItemDetail:
    """The resident is tried."""
    return step(desk, "notify", id, replace(mail.ContactDraft(outcome=mail.Outcome.NO_ANSWER), **values))


def hand_out(desk: Desk, *items: mail.ItemDetail, **values: Any) -> int:
    """Items handed out against a signature; the id of the pickup."""
    picks = tuple(ItemPick(item=item.number) for item in items)
    asked = replace(PickupDraft(items=picks, taker=NAME, signed=True), **values)
    return int(counter(desk).call("pickups.hand_out", draft=asked).id)


def to_steward(desk: Desk, *items: mail.ItemDetail) -> int:
    """Items taken along by the area's steward."""
    steward = desk.as_(Role.STEWARD).actor
    return hand_out(desk, *items, kind=Kind.STEWARD, taker="", steward_id=steward.staff_id)


def send_off(desk: Desk, *items: mail.ItemDetail) -> int:
    """Items that the carrier takes back against a signature; the id of the list."""
    made = counter(desk).call(
        "returns.make", draft=ReturnDraft(carrier=CARRIER, items=tuple(ItemPick(item=i.number) for i in items))
    )
    desk.clock.now += timedelta(minutes=5)
    signed = SignDraft(signer="赵强", signed_at=desk.clock.now, signed=True)
    counter(desk).step("returns", "sign", made.id, signed)
    return int(made.id)


def form(verb: str, desk: Desk, entry_id: int) -> Any:
    """The draft of a step."""
    match verb:
        case "receive":
            return draft()
        case "shelve":
            shelf(desk)
            return mail.ShelveDraft(place="A-1-02")
        case "amend":
            return mail.AmendDraft(unit=read(desk, entry_id).unit, recipient=NAME, note="已更正")
        case "identify":
            return mail.IdentifyDraft(unit=UNIT, recipient=NAME)
        case "send_back":
            return mail.SendBackDraft(reason=mail.Reason.REFUSED, note="业主拒收")
        case _:
            return None


def bring(desk: Desk, state: str, verb: str, target: str) -> int:
    """An item in a state; one that belongs to nobody known where the step leads back there."""
    nobodys = "unknown" in (state, target) and state in ("unknown", "missing")
    item = unknown(desk) if nobodys else receive(desk)
    match state:
        case "held":
            day = (desk.clock.now + timedelta(days=9)).astimezone().date()
            counter(desk).step("mail", "hold", item.id, mail.HoldDraft(until=day, reason="业主出差"))
        case "steward":
            to_steward(desk, item)
        case "return":
            counter(desk).step("mail", "send_back", item.id, mail.SendBackDraft(reason=mail.Reason.REFUSED))
        case "collected":
            hand_out(desk, item)
        case "returned":
            counter(desk).step("mail", "send_back", item.id, mail.SendBackDraft(reason=mail.Reason.REFUSED))
            send_off(desk, item)
        case "missing":
            counter(desk).step("mail", "miss", item.id, ReasonDraft(reason="货架上找不到"))
        case "voided":
            counter(desk).step("mail", "void", item.id, ReasonDraft(reason="误登"))
    return item.id
