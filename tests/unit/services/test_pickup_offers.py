"""What the counter is offered to hand out, and the signature given before (``MAIL-5``, ``MAIL-8``)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from deskapp.domain.attachments import AttachDraft
from deskapp.domain.attachments import Kind as Attached
from deskapp.domain.directory import InstructionDraft, InstructionKind
from deskapp.domain.mail import Channel, ContactDraft, Outcome
from deskapp.domain.mail import State as ItemState
from deskapp.domain.people import Role
from deskapp.domain.pickups import Kind, Offer, PickupDetail
from deskapp.domain.reception import ReasonDraft
from deskapp.domain.shelves import ShelfDraft
from deskapp.errors import Invalid, NotAllowed
from tests.factories import Desk
from tests.ways.pickups import UNIT, hand_out, item, read, receive
from tests.ways.proxies import approved, ask

MASK = "110105********002X"
OTHER = {"unit": "5-1-0603", "recipient": "张三", "phone": "139 0000 5678"}


def void(desk: Desk, made: PickupDetail) -> None:
    desk.step("pickups", "void", made.id, ReasonDraft(reason="发错邮件"))


def shelf(desk: Desk) -> None:
    desk.call("shelves.make", draft=ShelfDraft(code="A", name="包裹架", rows=3, columns=4))


def by_proxy(proxy_id: int) -> dict[str, Any]:
    return {"kind": Kind.PROXY, "proxy_id": proxy_id, "taker": ""}


# What is offered


def offer(desk: Desk, text: str) -> Offer:
    found = desk.call("pickups.offer", text=text)
    assert isinstance(found, Offer)
    return found


@pytest.mark.parametrize(
    "typed", ["SF1234567890123", "YJ-202611-0001", "3-2-1102", "321102", "陈静", "cj", "A-1-01", "1234"]
)
def test_mail_5_any_scan_unit_name_shelf_or_last_four_offers_the_whole_unit(desk: Desk, typed: str) -> None:
    shelf(desk)
    first = receive(desk, tracking="SF1234567890123", place="A-1-01")
    second = receive(desk, place="A-1-02")
    receive(desk, **OTHER)
    found = offer(desk, typed)
    assert (found.unit, found.choices) == (UNIT, ())
    assert [hit.number for hit in found.items] == [first.number, second.number]


def test_mail_5_what_the_scan_meant_is_marked(desk: Desk) -> None:
    receive(desk)
    parcel = receive(desk, tracking="SF1234567890123")
    assert offer(desk, "sf1234567890123").meant == (parcel.id,)


def test_mail_5_several_units_are_a_choice_with_what_waits_for_each(desk: Desk) -> None:
    receive(desk, recipient="快递代收")
    receive(desk, unit="3-2-1202", recipient="快递代收")
    receive(desk, unit="3-2-1202")
    found = offer(desk, "快递代收")
    assert found.unit == ""
    assert [(each.unit, each.names, each.items) for each in found.choices] == [(UNIT, "陈静", 1), ("3-2-1202", "", 2)]


def test_mail_5_a_unit_without_mail_says_so_and_nobody_is_nobody(desk: Desk) -> None:
    assert (offer(desk, "3-2-1102").unit, offer(desk, "3-2-1102").items) == (UNIT, ())
    assert offer(desk, "没有此人") == Offer()
    assert offer(desk, "") == Offer()


def test_mail_5_the_offer_names_residents_proxies_and_the_steward(desk: Desk) -> None:
    receive(desk)
    receive(desk, recipient="小陈妹妹", phone="137 1111 2222")
    proxy = approved(desk)
    ask(desk, name="王五")
    found = offer(desk, UNIT)
    takers = [(each.kind, each.name, each.phone, each.addressed) for each in found.takers]
    assert takers == [
        (Kind.RESIDENT, "陈静", "138 0000 1234", 1),
        (Kind.RESIDENT, "小陈妹妹", "137 1111 2222", 1),
        (Kind.PROXY, "李强", "136 0000 7788", 0),
        (Kind.STEWARD, "员工11", "", 0),
    ]
    named = found.takers[2]
    assert (named.proxy_id, named.for_, named.id_number_masked, named.until) == (proxy.id, "陈静", MASK, None)


def test_mail_5_a_proxys_paper_is_scanned_like_a_parcel(desk: Desk) -> None:
    receive(desk)
    number = approved(desk).number
    assert offer(desk, number).unit == offer(desk, f"{number}/1").unit == UNIT


def test_dir_4_the_offer_says_what_the_unit_has_asked(desk: Desk) -> None:
    until = (desk.clock.now + timedelta(days=5)).astimezone().date()
    asked = InstructionDraft(unit=UNIT, kind=InstructionKind.MAIL_HOLD, text="出差，回来自取", until=until)
    desk.call("directory.instruct", draft=asked)
    parcel = receive(desk)
    assert parcel.state is ItemState.HELD
    found = offer(desk, UNIT)
    assert [each.text for each in found.instructions] == ["出差，回来自取"]
    assert [hit.state for hit in found.items] == [ItemState.HELD]


def test_mail_5_what_may_not_go_is_shown_apart(desk: Desk) -> None:
    stray = receive(desk, unit="", recipient="无名", unknown=True)
    found = offer(desk, stray.number)
    assert ([hit.number for hit in found.kept], found.items) == ([stray.number], ())


def test_roles_a_steward_is_offered_the_own_area_only(desk: Desk) -> None:
    receive(desk)
    receive(desk, **OTHER)
    steward = desk.as_(Role.STEWARD)
    assert offer(steward, UNIT).unit == UNIT
    assert offer(steward, "5-1-0603") == Offer()
    with pytest.raises(NotAllowed):
        steward.call("pickups.for_unit", unit="5-1-0603")
    assert desk.call("pickups.for_unit", unit="5-1-0603").unit == "5-1-0603"
    with pytest.raises(Invalid):
        desk.call("pickups.for_unit", unit="9-9-9")


# The signature given before (``MAIL-8``)


def signature(desk: Desk, made: PickupDetail, tmp_path: Path, shade: int = 0) -> int:
    """Scan a signature in and attach it to a pickup."""
    path = tmp_path / f"{made.number}-{shade}.png"
    Image.new("L", (40, 20), shade).save(path)
    draft = AttachDraft(kind=Attached.SIGNATURE)
    change = desk.call("attachments.attach", register="pickups", id=made.id, draft=draft, path=str(path))
    return int(change.id)


def test_mail_8_the_signature_given_before_is_laid_beside(desk: Desk, tmp_path: Path) -> None:
    first = hand_out(desk, receive(desk))
    assert first.earlier is None
    attached = signature(desk, first, tmp_path)
    second = hand_out(desk, receive(desk))
    assert second.earlier is not None
    assert (second.earlier.attachment_id, second.earlier.ref.number) == (attached, first.number)
    assert read(desk, first.id).earlier is None  # the first has none before it
    receive(desk)
    assert [each.earlier is not None for each in offer(desk, UNIT).takers] == [True, False]


def test_mail_8_the_newest_signature_that_counts_is_the_one(desk: Desk, tmp_path: Path) -> None:
    first, second = hand_out(desk, receive(desk)), hand_out(desk, receive(desk))
    old, new = signature(desk, first, tmp_path), signature(desk, second, tmp_path, 9)
    third = hand_out(desk, receive(desk))
    assert third.earlier is not None
    assert third.earlier.attachment_id == new
    desk.call("attachments.void", id=new, version=1, draft=ReasonDraft(reason="扫描错误"))
    found = read(desk, third.id).earlier
    assert found is not None
    assert found.attachment_id == old
    void(desk, first)
    assert read(desk, third.id).earlier is None


def test_mail_8_a_proxys_signature_is_known_again_under_another_authorisation(desk: Desk, tmp_path: Path) -> None:
    first = hand_out(desk, receive(desk), **by_proxy(approved(desk).id))
    signature(desk, first, tmp_path)
    again = hand_out(desk, receive(desk), **by_proxy(approved(desk).id))
    assert again.earlier is not None
    assert again.earlier.ref.number == first.number
    assert hand_out(desk, receive(desk)).earlier is None  # the resident's is another's


def test_mail_8_another_kind_of_attachment_is_no_signature(desk: Desk, tmp_path: Path) -> None:
    first = hand_out(desk, receive(desk))
    path = tmp_path / "parcel.png"
    Image.new("L", (40, 20)).save(path)
    draft = AttachDraft(kind=Attached.PHOTO)
    desk.call("attachments.attach", register="pickups", id=first.id, draft=draft, path=str(path))
    assert hand_out(desk, receive(desk)).earlier is None


def test_mail_4_what_was_to_be_tried_next_stands_again_after_a_void(desk: Desk) -> None:
    parcel = receive(desk)
    tried = ContactDraft(channel=Channel.PHONE, outcome=Outcome.NO_ANSWER)
    desk.step("mail", "notify", parcel.id, tried)
    before = item(desk, parcel.id).next_try
    assert before is not None
    void(desk, hand_out(desk, parcel))
    assert item(desk, parcel.id).next_try == before
