"""The rules of the pickups: who may have what, signed, and back again if it was a mistake (``MAIL-5``, ``MAIL-7``)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from deskapp.domain.common import Query
from deskapp.domain.directory import IdType, ResidentDraft, TieDraft
from deskapp.domain.mail import Channel, ContactDraft, Outcome, Reason, SendBackDraft
from deskapp.domain.mail import State as ItemState
from deskapp.domain.people import Role
from deskapp.domain.pickups import AmendDraft, Check, ItemPick, Kind, PickupDetail, State
from deskapp.domain.proxies import State as ProxyState
from deskapp.domain.reception import ReasonDraft
from deskapp.domain.shelves import ShelfDraft
from deskapp.errors import DeskError, Invalid, NotAllowed
from deskapp.services.office import OpenOffice
from tests.factories import Desk
from tests.ways import proxies as ways
from tests.ways import returns
from tests.ways.pickups import RESIDENT, UNIT, hand_out, item, picks, pickup_draft, read, receive
from tests.ways.proxies import ID_CARD, approved, ask

MASK = "110105********002X"
OTHER = {"unit": "5-1-0603", "recipient": "张三", "phone": "139 0000 5678"}


def problems(caught: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in caught.value.problems]


def refused(desk: Desk, *items: Any, **values: Any) -> list[tuple[str, str]]:
    """What is wrong with a pickup; nothing has moved."""
    before = [each.state for each in items]
    with pytest.raises(Invalid) as caught:
        hand_out(desk, *items, **values)
    assert [item(desk, each.id).state for each in items] == before
    return problems(caught)


def void(desk: Desk, made: PickupDetail) -> None:
    desk.step("pickups", "void", made.id, ReasonDraft(reason="发错邮件"))


def steward_id(desk: Desk) -> int:
    return desk.as_(Role.STEWARD).actor.staff_id


def shelf(desk: Desk) -> None:
    desk.call("shelves.make", draft=ShelfDraft(code="A", name="包裹架", rows=3, columns=4))


# One signature


def test_mail_5_several_items_of_one_unit_go_out_in_one_step(desk: Desk) -> None:
    items = [receive(desk) for _ in range(3)]
    made = hand_out(desk, *items)
    assert (made.number, made.state, made.unit, made.total) == ("LJ-202611-0001", State.DONE, UNIT, 3)
    assert (made.kind, made.taker, made.phone, made.check) == (Kind.RESIDENT, RESIDENT, "138 0000 1234", Check.KNOWN)
    assert made.signed
    assert made.resident_id is not None
    assert [line.item.number for line in made.lines] == [each.number for each in items]
    for each in items:
        found = item(desk, each.id)
        assert (found.state, found.done_at, found.due_at) == (ItemState.COLLECTED, made.picked_at, None)


def test_mail_7_nothing_leaves_without_a_signature(desk: Desk, office: OpenOffice) -> None:
    assert refused(desk, receive(desk), signed=False) == [("signed", "sign_first")]
    with office.core.database.read() as session:
        assert session.scalar(text("SELECT count(*) FROM mail_pickup")) == 0


def test_mail_7_without_items_nothing_is_signed(desk: Desk) -> None:
    assert refused(desk) == [("items", "required")]


def test_f4_the_same_form_twice_hands_out_once(desk: Desk) -> None:
    draft = pickup_draft(receive(desk), client_id="lj-1")
    assert desk.call("pickups.hand_out", draft=draft).id == desk.call("pickups.hand_out", draft=draft).id


def test_all_11_an_item_scanned_twice_is_said_at_its_row(desk: Desk) -> None:
    parcel = receive(desk, tracking="SF1234567890123")
    twice = (*picks(parcel), ItemPick(item="sf 1234567890123"))
    assert refused(desk, parcel, items=twice) == [("items.1.item", "named_twice")]
    assert refused(desk, parcel, items=(ItemPick(item="SF99"),)) == [("items.0.item", "unknown_item")]


def test_mail_7_what_has_left_does_not_leave_again(desk: Desk) -> None:
    parcel = receive(desk)
    hand_out(desk, parcel)
    assert refused(desk, item(desk, parcel.id)) == [("items.0.item", "item_stays")]


def test_mail_3_what_is_nobodys_is_not_handed_out(desk: Desk) -> None:
    stray = receive(desk, unit="", recipient="无名", unknown=True)
    assert ("items.0.item", "item_stays") in refused(desk, stray)


def test_all_4_every_problem_of_a_pickup_is_said_at_once(desk: Desk) -> None:
    found = refused(desk, receive(desk), taker="", signed=False, phone="abc", items=(ItemPick(item="?"),))
    assert {field for field, _ in found} == {"taker", "signed", "phone", "items.0.item"}


def test_all_9_a_pickup_entered_later_says_why_and_is_not_before_the_item_came(desk: Desk) -> None:
    parcel = receive(desk)
    came = desk.clock.now
    desk.clock.forward(hours=3)
    earlier = came + timedelta(hours=1)
    assert refused(desk, parcel, happened_at=earlier) == [("happened_reason", "reason_required")]
    found = refused(desk, parcel, happened_at=came - timedelta(hours=1), happened_reason="停电")
    assert found == [("happened_at", "before")]
    made = hand_out(desk, parcel, happened_at=earlier, happened_reason="停电")
    assert (made.picked_at, made.recorded_at) == (earlier, desk.clock.now)
    assert item(desk, parcel.id).done_at == earlier


# The resident, checked


def test_mail_5_the_last_four_digits_of_the_phone_tell_the_resident(desk: Desk) -> None:
    made = hand_out(desk, receive(desk), check=Check.PHONE, phone="1234")
    assert (made.check, made.phone) == (Check.PHONE, "138 0000 1234")
    assert refused(desk, receive(desk), check=Check.PHONE, phone="9999") == [("phone", "other_phone")]
    assert refused(desk, receive(desk), check=Check.PHONE) == [("phone", "required")]
    assert refused(desk, receive(desk), check=Check.PHONE, phone="234") == [("phone", "other_phone")]


def test_mail_5_a_document_is_checked_by_its_check_digit(desk: Desk) -> None:
    values = {"check": Check.DOCUMENT, "id_type": IdType.ID_CARD}
    made = hand_out(desk, receive(desk), id_number=ID_CARD, **values)
    assert (made.id_type, made.id_number_masked) == (IdType.ID_CARD, MASK)
    wrong = refused(desk, receive(desk), id_number="110105194912310021", **values)
    assert wrong == [("id_number", "id_number")]
    assert refused(desk, receive(desk), id_number="", **values) == [("id_number", "required")]
    assert refused(desk, receive(desk), check=Check.DOCUMENT, id_number=ID_CARD) == [("id_type", "required")]


def test_mail_5_a_mask_stands_for_the_number_that_was_shown_before(desk: Desk) -> None:
    values = {"check": Check.DOCUMENT, "id_type": IdType.ID_CARD}
    assert refused(desk, receive(desk), id_number=MASK, **values) == [("id_number", "masked_number")]
    hand_out(desk, receive(desk), id_number=ID_CARD, **values)
    made = hand_out(desk, receive(desk), id_number=MASK, **values)
    assert desk.call("pickups.document", id=made.id).id_number == ID_CARD


def test_mail_5_another_document_than_the_archive_has_is_refused(desk: Desk) -> None:
    (tie,) = desk.call("directory.unit_card", unit=UNIT).residents
    old = desk.call("directory.resident_draft", id=tie.resident_id)
    known = replace(old, id_type=IdType.ID_CARD, id_number=ID_CARD)
    desk.as_(Role.SUPERVISOR).call("directory.save_resident", draft=known)
    values = {"check": Check.DOCUMENT, "id_type": IdType.ID_CARD}
    found = refused(desk, receive(desk), id_number="440304198001010017", **values)
    assert found == [("id_number", "other_document")]
    assert hand_out(desk, receive(desk), id_number=MASK, **values).id_number_masked == MASK


def test_mail_5_a_stranger_takes_nothing_without_an_authorisation(desk: Desk) -> None:
    assert refused(desk, receive(desk), taker="李强") == [("taker", "taker_not_here")]


def test_mail_5_the_addressee_takes_what_bears_the_own_name(desk: Desk) -> None:
    mine = receive(desk, recipient="小陈妹妹", phone="137 1111 2222")
    found = refused(desk, mine, receive(desk), taker="小陈妹妹")
    assert found == [("items.1.item", "item_of_others")]
    made = hand_out(desk, mine, taker="小陈妹妹")
    assert (made.resident_id, made.phone) == (None, "137 1111 2222")


def test_mail_5_a_resident_of_two_units_takes_both_in_one_step(desk: Desk) -> None:
    (tie,) = desk.call("directory.unit_card", unit=UNIT).residents
    old = desk.call("directory.resident_draft", id=tie.resident_id)
    both = replace(old, ties=(*old.ties, TieDraft(unit="3-2-1202")))
    desk.as_(Role.SUPERVISOR).call("directory.save_resident", draft=both)
    made = hand_out(desk, receive(desk), receive(desk, unit="3-2-1202", recipient="陈父"))
    assert (made.unit, made.total) == (f"{UNIT} 3-2-1202", 2)


def test_mail_5_items_of_another_unit_are_refused_at_their_row(desk: Desk) -> None:
    found = refused(desk, receive(desk), receive(desk, **OTHER))
    assert found == [("items.1.item", "item_of_others")]


def test_dir_1_whoever_moved_away_takes_only_what_bears_the_name(desk: Desk) -> None:
    (tie,) = desk.call("directory.unit_card", unit=UNIT).residents
    old = desk.call("directory.resident_draft", id=tie.resident_id)
    gone = (desk.clock.now - timedelta(days=1)).astimezone().date()
    moved: ResidentDraft = replace(old, ties=(TieDraft(unit=UNIT, until=gone),))
    desk.as_(Role.SUPERVISOR).call("directory.save_resident", draft=moved)
    assert refused(desk, receive(desk, recipient="新住户")) == [("taker", "taker_not_here")]
    assert hand_out(desk, receive(desk)).resident_id is None


# The proxy


def by_proxy(proxy_id: int | None, **values: Any) -> dict[str, Any]:
    return {"kind": Kind.PROXY, "proxy_id": proxy_id, "taker": ""} | values


def test_mail_5_a_proxy_takes_with_document_relation_and_approval(desk: Desk) -> None:
    proxy = approved(desk)
    made = hand_out(desk, receive(desk), receive(desk), **by_proxy(proxy.id))
    assert (made.taker, made.phone, made.kind) == ("李强", "136 0000 7788", Kind.PROXY)
    assert (made.check, made.id_type, made.id_number_masked) == (Check.DOCUMENT, IdType.ID_CARD, MASK)
    assert (made.relation, made.approved_by) == ("proxies.relation.family", "员工13")
    assert made.proxy is not None
    assert made.proxy.number == proxy.number


def test_mail_5_without_approval_a_proxy_takes_nothing(desk: Desk) -> None:
    parcel = receive(desk)
    assert refused(desk, parcel, **by_proxy(ask(desk).id)) == [("proxy_id", "proxy_not_valid")]
    assert refused(desk, parcel, **by_proxy(None)) == [("proxy_id", "required")]
    assert refused(desk, parcel, **by_proxy(99)) == [("proxy_id", "unknown_choice")]


def test_mail_5_a_proxy_takes_only_the_units_own_mail(desk: Desk) -> None:
    proxy = approved(desk)
    found = refused(desk, receive(desk), receive(desk, **OTHER), **by_proxy(proxy.id))
    assert found == [("items.1.item", "item_of_others")]


def test_mail_5_another_document_than_the_proxys_is_refused(desk: Desk) -> None:
    proxy = approved(desk)
    found = refused(desk, receive(desk), **by_proxy(proxy.id, id_number="440304198001010017"))
    assert found == [("id_number", "other_document")]
    hand_out(desk, receive(desk), **by_proxy(proxy.id, id_number=MASK))


def test_mail_5_an_authorisation_for_one_pickup_ends_with_it(desk: Desk) -> None:
    proxy = approved(desk)
    hand_out(desk, receive(desk), **by_proxy(proxy.id))
    ended = ways.read(desk, proxy.id)
    assert (ended.state, ended.ended_at, ended.used) == (ProxyState.ENDED, desk.clock.now, 1)
    assert refused(desk, receive(desk), **by_proxy(proxy.id)) == [("proxy_id", "proxy_not_valid")]


def test_mail_5_an_authorisation_until_a_day_holds_that_long(desk: Desk) -> None:
    until = (desk.clock.now + timedelta(days=1)).astimezone().date()
    proxy = approved(desk, until=until)
    for used in (1, 2):
        hand_out(desk, receive(desk), **by_proxy(proxy.id))
        assert (ways.read(desk, proxy.id).state, ways.read(desk, proxy.id).used) == (ProxyState.APPROVED, used)
    desk.clock.forward(days=2)
    assert refused(desk, receive(desk), **by_proxy(proxy.id)) == [("proxy_id", "proxy_not_valid")]


def test_all_9_a_pickup_entered_later_goes_by_the_day_it_was(desk: Desk) -> None:
    parcel, today = receive(desk), desk.clock.now
    proxy = approved(desk, until=today.astimezone().date())
    desk.clock.forward(days=1)
    assert refused(desk, parcel, **by_proxy(proxy.id)) == [("proxy_id", "proxy_not_valid")]
    late = {"happened_at": today + timedelta(minutes=5), "happened_reason": "停电补记"}
    assert hand_out(desk, parcel, **by_proxy(proxy.id, **late)).taker == "李强"


def test_mail_5_a_voided_pickup_gives_the_authorisation_back(desk: Desk) -> None:
    proxy = approved(desk)
    made = hand_out(desk, receive(desk), **by_proxy(proxy.id))
    void(desk, made)
    assert ways.read(desk, proxy.id).valid
    desk.step("proxies", "end", proxy.id, ReasonDraft(reason="业主取消"))
    assert not ways.read(desk, proxy.id).valid


def test_mail_5_an_authorisation_that_was_voided_since_stays_void(desk: Desk) -> None:
    proxy = approved(desk)
    made = hand_out(desk, receive(desk), **by_proxy(proxy.id))
    desk.as_(Role.SUPERVISOR).step("proxies", "void", proxy.id, ReasonDraft(reason="误登"))
    void(desk, made)
    assert ways.read(desk, proxy.id).state is ProxyState.VOIDED


# The steward


def by_steward(desk: Desk, **values: Any) -> dict[str, Any]:
    return {"kind": Kind.STEWARD, "steward_id": steward_id(desk), "taker": ""} | values


def test_mail_5_the_steward_signs_and_has_the_items_until_they_are_delivered(desk: Desk) -> None:
    parcel, other = receive(desk), receive(desk, unit="3-2-1202", recipient="王五")
    made = hand_out(desk, parcel, other, **by_steward(desk))
    assert (made.kind, made.taker, made.steward) == (Kind.STEWARD, "员工11", "员工11")
    with_them = item(desk, parcel.id)
    assert (with_them.state, with_them.steward) == (ItemState.STEWARD, "员工11")
    assert with_them.due_at == parcel.due_at  # the resident does not have it yet: its clock goes on
    delivered = hand_out(desk.as_(Role.STEWARD), with_them)
    assert delivered.kind is Kind.RESIDENT
    assert item(desk, parcel.id).state is ItemState.COLLECTED


def test_mail_5_the_steward_takes_along_only_what_waits_here(desk: Desk) -> None:
    parcel = receive(desk)
    hand_out(desk, parcel, **by_steward(desk))
    assert refused(desk, item(desk, parcel.id), **by_steward(desk)) == [("items.0.item", "item_not_for_steward")]


def test_mail_5_the_steward_takes_along_the_own_area_only(desk: Desk) -> None:
    found = refused(desk, receive(desk, **OTHER), **by_steward(desk))
    assert found == [("items.0.item", "item_outside_area")]


def test_mail_5_only_a_steward_signs_as_steward(desk: Desk) -> None:
    parcel = receive(desk)
    assert refused(desk, parcel, **by_steward(desk, steward_id=desk.actor.staff_id)) == [
        ("steward_id", "not_a_steward")
    ]
    assert refused(desk, parcel, **by_steward(desk, steward_id=None)) == [("steward_id", "required")]
    assert refused(desk, parcel, **by_steward(desk, steward_id=999)) == [("steward_id", "unknown_choice")]


def test_roles_a_steward_signs_in_the_own_name_without_being_picked(desk: Desk) -> None:
    steward = desk.as_(Role.STEWARD)
    assert hand_out(steward, receive(desk), **by_steward(desk, steward_id=None)).steward == "员工11"


def test_roles_a_steward_hands_out_in_the_own_area_only(desk: Desk) -> None:
    steward = desk.as_(Role.STEWARD)
    parcel = receive(desk, **OTHER)
    with pytest.raises(NotAllowed):
        hand_out(steward, parcel, taker="张三")
    assert item(desk, parcel.id).state is ItemState.WAITING


def test_roles_a_steward_sees_the_pickups_of_the_own_area_whatever_units_they_have(desk: Desk) -> None:
    several = hand_out(desk, receive(desk), receive(desk, unit="3-2-1202"), **by_steward(desk))
    other = hand_out(desk, receive(desk, **OTHER), taker="张三")
    steward = desk.as_(Role.STEWARD)
    assert list(steward.call("pickups.ids", query=Query())) == [several.id]
    assert read(steward, several.id).total == 2
    with pytest.raises(NotAllowed):
        steward.call("pickups.detail", id=other.id)


# A mistake


def test_all_1_a_voided_pickup_puts_every_item_back_where_it_was(desk: Desk) -> None:
    shelf(desk)
    items = [receive(desk, place="A-1-01"), receive(desk, place="A-2-03")]
    before = [item(desk, each.id) for each in items]
    made = hand_out(desk, *items)
    assert [line.place for line in made.lines] == ["A-1-01", "A-2-03"]
    assert not desk.call("mail.found", text="A-1-01")
    void(desk, made)
    for was in before:
        now = item(desk, was.id)
        assert (now.state, now.place, now.due_at, now.deadline) == (was.state, was.place, was.due_at, was.deadline)
        assert (now.pickup, now.done_at, now.missed) == (None, None, 0)
    assert [hit.number for hit in desk.call("mail.found", text="A-1-01")] == [items[0].number]
    assert read(desk, made.id).void_reason == "发错邮件"


def test_all_1_a_voided_delivery_gives_the_item_back_to_the_steward(desk: Desk) -> None:
    parcel = receive(desk)
    taken = hand_out(desk, parcel, **by_steward(desk))
    void(desk, hand_out(desk, item(desk, parcel.id)))
    back = item(desk, parcel.id)
    assert (back.state, back.steward, back.due_at) == (ItemState.STEWARD, "员工11", parcel.due_at)
    assert back.pickup is not None
    assert back.pickup.id == taken.id
    void(desk, taken)
    assert item(desk, parcel.id).state is ItemState.WAITING


def test_mail_4_what_the_steward_tried_stands_when_the_delivery_is_voided(desk: Desk) -> None:
    """Its clock went on in the steward's hands: what came of it there is not undone."""
    parcel = receive(desk)
    taken = hand_out(desk, parcel, **by_steward(desk))
    desk.clock.forward(days=4)
    desk.step("mail", "notify", parcel.id, ContactDraft(channel=Channel.DOOR, outcome=Outcome.NO_ANSWER))
    tried = item(desk, parcel.id)
    assert (tried.attempts, tried.missed) == (1, 1)
    void(desk, taken)
    back = item(desk, parcel.id)
    assert (back.state, back.steward, back.pickup) == (ItemState.WAITING, "", None)
    assert (back.due_at, back.deadline, back.missed) == (tried.due_at, tried.deadline, 1)
    assert back.next_try == tried.next_try


def test_all_1_what_the_steward_handed_on_is_voided_first(desk: Desk) -> None:
    parcel = receive(desk)
    taken = hand_out(desk, parcel, **by_steward(desk))
    hand_out(desk, item(desk, parcel.id))
    with pytest.raises(DeskError) as caught:
        void(desk, taken)
    assert (caught.value.code, caught.value.params["other"]) == ("pickup_gone_on", "LJ-202611-0002")
    assert read(desk, taken.id).state is State.DONE


def test_mail_7_a_clock_that_ran_out_is_counted_once_however_often_a_pickup_is_voided(desk: Desk) -> None:
    parcel = receive(desk)
    desk.clock.forward(days=30)
    for _ in range(2):
        made = hand_out(desk, parcel)
        assert item(desk, parcel.id).missed == 1
        void(desk, made)
        assert item(desk, parcel.id).missed == 0


def test_all_1_a_parcel_that_came_again_is_not_put_back_beside_itself(desk: Desk) -> None:
    made = hand_out(desk, receive(desk, tracking="SF1234567890123"))
    receive(desk, tracking="SF1234567890123", again=True)
    with pytest.raises(DeskError) as caught:
        void(desk, made)
    assert caught.value.code == "item_came_again"


def test_mail_8_a_name_is_put_right_but_is_never_anothers(desk: Desk) -> None:
    made = hand_out(desk, receive(desk, recipient="陈静静"))
    desk.step("pickups", "amend", made.id, AmendDraft(taker="陈静静", phone="138 0000 1234"))
    assert read(desk, made.id).taker == "陈静静"
    with pytest.raises(Invalid) as caught:
        desk.step("pickups", "amend", made.id, AmendDraft(taker="李强"))
    assert problems(caught) == [("taker", "taker_not_here")]
    proxied = hand_out(desk, receive(desk), **by_proxy(approved(desk).id))
    with pytest.raises(Invalid) as caught:
        desk.step("pickups", "amend", proxied.id, AmendDraft(taker="王五"))
    assert problems(caught) == [("taker", "taker_signed")]


# Seeing


def test_roles_the_whole_document_is_for_the_day_of_the_pickup_and_the_office(desk: Desk) -> None:
    values = {"check": Check.DOCUMENT, "id_type": IdType.ID_CARD, "id_number": ID_CARD}
    made = hand_out(desk, receive(desk), **values)
    assert desk.call("pickups.document", id=made.id).id_number == ID_CARD
    desk.clock.forward(days=1)
    with pytest.raises(NotAllowed):
        desk.call("pickups.document", id=made.id)
    assert desk.as_(Role.DIRECTOR).call("pickups.document", id=made.id).id_number == ID_CARD


def test_all_3_no_document_stands_whole_in_the_journal(desk: Desk, office: OpenOffice) -> None:
    values = {"check": Check.DOCUMENT, "id_type": IdType.ID_CARD, "id_number": ID_CARD}
    hand_out(desk, receive(desk), **values)
    hand_out(desk, receive(desk), **by_proxy(approved(desk).id))
    with office.core.database.read() as session:
        assert not [body for body in session.scalars(text("SELECT body FROM journal_body")) if ID_CARD in str(body)]


def test_all_5_a_pickup_is_found_by_number_unit_name_and_last_four(desk: Desk) -> None:
    made = hand_out(desk, receive(desk))
    for typed in (made.number, UNIT, "陈静", "cj", "1234"):
        assert list(desk.call("pickups.ids", query=Query(text=typed))) == [made.id], typed
    assert desk.call("pickups.counts")["today"] == 1


def test_mail_5_the_units_page_has_its_pickups(desk: Desk) -> None:
    made = hand_out(desk, receive(desk), receive(desk, unit="3-2-1202"), **by_steward(desk))
    unit_id = desk.call("directory.unit_card", unit="3-2-1202").unit_id
    events = desk.call("directory.unit_history", unit_id=unit_id)
    assert made.number in [event.ref.number for event in events]


def test_mail_7_what_is_handed_out_leaves_the_list_it_was_to_go_back_with(desk: Desk) -> None:
    parcel = receive(desk, carrier=returns.CARRIER)
    desk.step("mail", "send_back", parcel.id, SendBackDraft(reason=Reason.REFUSED))
    listed = returns.made(desk, parcel.number, returns.unknown(desk).number)
    made = hand_out(desk, parcel)
    assert returns.read(desk, listed.id).total == 1
    void(desk, made)
    back = item(desk, parcel.id)
    assert (back.state, back.return_reason, back.return_list) == (ItemState.RETURN, Reason.REFUSED, None)


# The paper that is signed before anything goes


def test_mail_7_the_sheet_to_sign_is_of_what_is_about_to_go_and_records_nothing(desk: Desk, office: OpenOffice) -> None:
    items = [receive(desk), receive(desk)]
    ahead = desk.call("pickups.sheet_of", draft=pickup_draft(*items, signed=False)).detail
    assert (ahead.number, ahead.signed, ahead.taker, ahead.total) == ("", False, RESIDENT, 2)
    assert [line.item.number for line in ahead.lines] == [each.number for each in items]
    with office.core.database.read() as session:
        assert session.scalar(text("SELECT count(*) FROM mail_pickup")) == 0
    made = hand_out(desk, *items)
    same = ("unit", "kind", "phone", "check", "resident_id", "recorder", "picked_at")
    assert [getattr(ahead, name) for name in same] == [getattr(made, name) for name in same]


def test_mail_5_the_sheet_to_sign_names_the_proxy_the_relation_and_who_approved(desk: Desk) -> None:
    allowed = approved(desk)
    draft = pickup_draft(receive(desk), kind=Kind.PROXY, taker="", proxy_id=allowed.id, signed=False)
    ahead = desk.call("pickups.sheet_of", draft=draft).detail
    assert ahead.proxy is not None
    assert (ahead.proxy.number, ahead.relation) == (allowed.number, "proxies.relation.family")
    assert (ahead.approved_by, ahead.id_number_masked) == (allowed.approved_by, allowed.id_number_masked)


def test_mail_7_what_may_not_go_has_no_sheet_to_sign(desk: Desk) -> None:
    parcel = receive(desk)
    with pytest.raises(Invalid) as caught:
        desk.call("pickups.sheet_of", draft=pickup_draft(parcel, taker="李强", signed=False))
    assert problems(caught) == [("taker", "taker_not_here")]
    hand_out(desk, parcel)
    with pytest.raises(Invalid) as caught:
        desk.call("pickups.sheet_of", draft=pickup_draft(parcel, signed=False))
    assert problems(caught) == [("items.0.item", "item_stays")]
    steward = desk.as_(Role.STEWARD)
    with pytest.raises(NotAllowed):
        steward.call("pickups.sheet_of", draft=pickup_draft(receive(desk, **OTHER), taker="张三"))
