"""Ways into the states of a list of mail that goes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

from deskapp.domain.mail import ItemDetail, ItemDraft
from deskapp.domain.people import Role
from deskapp.domain.pickups import ItemPick
from deskapp.domain.reception import ReasonDraft
from deskapp.domain.returns import ItemsDraft, ReturnDetail, ReturnDraft, SignDraft
from deskapp.domain.shelves import ShelfDraft
from tests.factories import Desk

CARRIER = "post"
_TRACKING = count(100_000)


def shelf(desk: Desk) -> None:
    """A shelf of two boards, once."""
    if not desk.call("shelves.listed"):
        desk.call("shelves.make", draft=ShelfDraft(code="A", name="前台", rows=2, columns=4))


def unknown(desk: Desk, **values: Any) -> ItemDetail:
    """An item for somebody whom nobody knows: it is to go back (``MAIL-3``)."""
    shelf(desk)
    draft = ItemDraft(tracking=f"XA{next(_TRACKING)}CN", recipient="查无此人", carrier=CARRIER, unknown=True)
    return item(desk, desk.call("mail.receive", draft=replace(draft, **values)).id)


def item(desk: Desk, id: int) -> ItemDetail:
    """An item as it stands."""
    detail = desk.call("mail.detail", id=id)
    assert isinstance(detail, ItemDetail)
    return detail


def picks(*codes: str) -> tuple[ItemPick, ...]:
    """Items by their numbers or tracking numbers."""
    return tuple(ItemPick(item=code) for code in codes)


def made(desk: Desk, *numbers: str, **values: Any) -> ReturnDetail:
    """A list of these items; without any, of one that comes in for it."""
    items = picks(*(numbers or (unknown(desk).number,)))
    draft = replace(ReturnDraft(carrier=CARRIER, items=items), **values)
    return read(desk, desk.call("returns.make", draft=draft).id)


def read(desk: Desk, id: int) -> ReturnDetail:
    """A list as it stands."""
    detail = desk.call("returns.detail", id=id)
    assert isinstance(detail, ReturnDetail)
    return detail


def signature(desk: Desk, **values: Any) -> SignDraft:
    """The carrier's worker signs now."""
    return replace(SignDraft(signer="赵邮差", phone="136 0000 2222", signed_at=desk.clock.now, signed=True), **values)


def sign(desk: Desk, id: int, **values: Any) -> ReturnDetail:
    """A list that the carrier signs a little later."""
    desk.clock.now += timedelta(minutes=20)
    desk.step("returns", "sign", id, signature(desk, **values))
    return read(desk, id)


def form(verb: str, desk: Desk, entry_id: int) -> Any:
    """The draft of a step."""
    match verb:
        case "make":
            return ReturnDraft(carrier=CARRIER, items=picks(unknown(desk).number))
        case "add":
            return ItemsDraft(items=picks(unknown(desk).number))
        case "drop":
            lines = read(desk, entry_id).lines  # none are left where all were collected after all
            return ItemsDraft(items=picks(lines[0].item.number if lines else unknown(desk).number))
        case "sign":
            return signature(desk)
        case _:
            return None


def bring(desk: Desk, state: str, verb: str, target: str) -> int:
    """A list in a state."""
    listed = made(desk)
    if state == "signed":
        sign(desk, listed.id)
    elif state == "voided":
        desk.as_(Role.SUPERVISOR).step("returns", "void", listed.id, ReasonDraft(reason="重复制单"))
    return listed.id
