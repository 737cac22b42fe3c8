"""Ways into the states of a hand-over of keys."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from deskapp.domain.directory import IdType
from deskapp.domain.people import Role
from deskapp.domain.reception import ReasonDraft
from deskapp.domain.transfers import (
    AmendDraft,
    HandItem,
    Kind,
    SignDraft,
    TransferDetail,
    TransferDraft,
    TrustItem,
)
from tests.factories import Desk
from tests.ways.keys_hung import UNIT, cabinet, hung

ID_CARD = "11010519491231002X"


def taken(desk: Desk, **values: Any) -> TransferDraft:
    """The owner takes a set that hangs here: two door keys and a pass."""
    draft = TransferDraft(unit=UNIT, resident="陈静", phone="138 0000 1234", id_type=IdType.ID_CARD, id_number=ID_CARD)
    if "items" not in values:
        hook = hung(desk).hook
        lines = (HandItem(key=hook, description="入户门钥匙", count=2), HandItem(description="单元门禁卡"))
        values["items"] = lines
    return replace(draft, **values)


def left(desk: Desk, **values: Any) -> TransferDraft:
    """The owner leaves a new set here."""
    cabinet(desk)
    draft = TransferDraft(
        kind=Kind.ENTRUSTED, unit=UNIT, resident="陈静", phone="138 0000 1234",
        trusted=(TrustItem(description="入户门钥匙", count=2),), instruction="可交房产中介李先生看房",
        until=(desk.clock.now + timedelta(days=30)).astimezone().date(),
    )  # fmt: skip
    return replace(draft, **values)


def record(desk: Desk, draft: TransferDraft) -> TransferDetail:
    """A recorded entry."""
    return read(desk, desk.call("transfers.record", draft=draft).id)


def read(desk: Desk, id: int) -> TransferDetail:
    """An entry as it stands."""
    detail = desk.call("transfers.detail", id=id)
    assert isinstance(detail, TransferDetail)
    return detail


def form(verb: str, desk: Desk, entry_id: int) -> Any:
    """The draft of a step."""
    drafts = {
        "sign": SignDraft(signed_at=desk.clock.now),
        "amend": AmendDraft(resident="陈先生"),
        "void": ReasonDraft(reason="登记错误"),
    }
    return taken(desk) if verb == "record" else drafts.get(verb)


def bring(desk: Desk, state: str, verb: str, target: str) -> int:
    """An entry in a state."""
    made = record(desk, taken(desk, signed=state == "signed"))
    if state == "voided":
        desk.as_(Role.SUPERVISOR).step("transfers", "void", made.id, ReasonDraft(reason="登记错误"))
    return made.id
