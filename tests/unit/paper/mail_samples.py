"""Mail to draw: items, pickups, return lists, authorisations, with the longest words there can be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from deskapp.domain import pickups, proxies, returns
from deskapp.domain.common import Ref
from deskapp.domain.directory import IdType
from deskapp.domain.mail import Condition, ItemHit, Kind, Reason, State
from deskapp.domain.mail_lists import ListedItem, Notices, NoticeSlip
from deskapp.domain.pickup_sheet import PickupSheet
from tests.unit.paper.samples import AT, HOUR, RARE, options

LANGUAGES = ("zh", "en", "both")
UNIT, NAME, TRACKING = "3-2-1102", "陈静", "SF1234567890123"
#: As long as a field may be.
LONG = {
    "unit": "商铺-地下一层-A区-B1-0023-甲-乙", "recipient": RARE * 15, "tracking": "W" * 40, "carrier": "运" * 40,
    "place": "AAAAAA-60-60", "phone": "0086 138 0000 1234 转 80011",
}  # fmt: skip
__all__ = ["AT", "HOUR", "LANGUAGES", "LONG", "NAME", "RARE", "TRACKING", "UNIT", "options"]


def item(number: int = 1, **changes: Any) -> ListedItem:
    kept: dict[str, Any] = {
        "id": number, "number": f"YJ-202611-{number:04d}", "state": State.WAITING, "kind": Kind.PARCEL,
        "tracking": TRACKING, "carrier": "sf", "sender": "天猫超市", "origin": "杭州", "unit": UNIT, "recipient": NAME,
        "phone": "13800001234", "condition": Condition.GOOD, "damage": "", "place": "A-1-02", "received_at": AT,
        "attempts": 0, "due": None,
    }  # fmt: skip
    return ListedItem(**kept | changes)


def long_item(number: int = 1) -> ListedItem:
    return item(
        number, **LONG, sender="寄" * 60, origin="地" * 60, condition=Condition.DAMAGED, damage="破" * 300
    )  # fmt: skip


def hit(listed: ListedItem) -> ItemHit:
    """The same item as pickups and return lists have it."""
    names = ("id", "number", "state", "unit", "recipient", "phone", "kind", "carrier", "tracking", "place")
    return ItemHit(version=1, at=listed.received_at, **{name: getattr(listed, name) for name in names})


def slip(*items: ListedItem, **changes: Any) -> NoticeSlip:
    made = NoticeSlip(
        unit=UNIT, recipient=NAME, items=items or (item(),), keep_until=date(2026, 12, 6), attempt=1
    )  # fmt: skip
    return replace(made, **changes)


def notices(*slips: NoticeSlip) -> Notices:
    return Notices(number="2026-11-21", slips=slips, hours="07:30-20:00")


def pickup(*items: ListedItem, picture: bytes | None = None, **changes: Any) -> PickupSheet:
    here = items or (item(1), item(2), item(3))
    kept: dict[str, Any] = {
        "id": 7, "version": 1, "number": "LJ-202611-0007", "state": pickups.State.DONE,
        "kind": pickups.Kind.RESIDENT, "unit": UNIT, "taker": NAME, "resident_id": 1, "phone": "13800001234",
        "check": pickups.Check.KNOWN, "id_type": IdType.NONE, "id_number_masked": "", "proxy": None, "relation": "",
        "approved_by": "", "steward": "", "signed": True, "total": len(here), "picked_at": AT, "recorded_at": AT,
        "happened_reason": "", "recorder": "王丽", "note": "", "void_reason": "",
        "lines": tuple(pickups.PickupLine(id=each.id, item=hit(each), place=each.place) for each in here),
        "earlier": None,
    }  # fmt: skip
    if picture is not None:
        ref = Ref("pickups", 3, "LJ-202610-0123")
        kept["earlier"] = pickups.Earlier(attachment_id=1, ref=ref, at=AT - timedelta(days=30), taker=NAME)
    return PickupSheet(detail=pickups.PickupDetail(**kept | changes), picture=picture)


def by_proxy(**changes: Any) -> PickupSheet:
    return pickup(
        kind=pickups.Kind.PROXY, taker="李强", check=pickups.Check.DOCUMENT, id_type=IdType.ID_CARD,
        id_number_masked="110105********002X", proxy=Ref("proxies", 1, "DL-202611-0002"),
        relation="proxies.relation.family", approved_by="赵管家", **changes,
    )  # fmt: skip


def return_list(*items: ListedItem, **changes: Any) -> returns.ReturnDetail:
    here = items or (item(1), item(2))
    kept: dict[str, Any] = {
        "id": 3, "version": 1, "number": "TJ-202611-0003", "state": returns.State.OPEN, "carrier": "post",
        "made_at": AT, "recorder": "王丽", "total": len(here), "signer": "", "phone": "", "signed": False,
        "signed_at": None, "note": "", "void_reason": "",
        "lines": tuple(
            returns.ReturnLine(id=each.id, item=hit(each), reason=Reason.MOVED, note="新住户不知去向") for each in here
        ),
    }  # fmt: skip
    return returns.ReturnDetail(**kept | changes)


def proxy(**changes: Any) -> proxies.ProxyDetail:
    kept: dict[str, Any] = {
        "id": 2, "version": 1, "number": "DL-202611-0002", "state": proxies.State.ASKED, "unit": UNIT,
        "resident": NAME, "resident_id": 1, "name": "李强", "relation": proxies.Relation.FAMILY,
        "phone": "13600007788", "id_type": IdType.ID_CARD, "id_number_masked": "110105********002X",
        "until": date(2027, 5, 31), "valid": True, "asked_at": AT, "recorder": "王丽", "approved_by": "",
        "approved_at": None, "asked_resident": False, "ended_at": None, "ended_reason": "", "refused_reason": "",
        "note": "", "void_reason": "", "used": 0,
    }  # fmt: skip
    return proxies.ProxyDetail(**kept | changes)


def signature(kind: str = "PNG", size: tuple[int, int] = (1200, 1600)) -> bytes:
    """A page with a signature somewhere on it."""
    page = Image.new("RGB", size, "white")
    stroke = [(500, 800), (560, 700), (600, 790), (660, 720), (720, 800)]
    ImageDraw.Draw(page).line(stroke, fill="#203090", width=8)
    made = BytesIO()
    page.save(made, kind)
    return made.getvalue()
