"""The rules of the proxies: asked for, approved by the steward, valid for a time (``MAIL-5``) [001·2·4.6]."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from deskapp.domain.common import Query
from deskapp.domain.directory import IdType, ResidentDraft, TieDraft
from deskapp.domain.people import Role
from deskapp.domain.proxies import ApproveDraft, Relation, State
from deskapp.domain.reception import ReasonDraft
from deskapp.errors import DeskError, Invalid, NotAllowed
from deskapp.services.office import OpenOffice
from tests.factories import PIN, Desk
from tests.ways.proxies import ID_CARD, UNIT, approve, approved, approver, ask, proxy_draft, read

MASK = "110105********002X"


def problems(caught: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in caught.value.problems]


def test_mail_5_a_proxy_is_asked_for_with_document_and_relation(desk: Desk) -> None:
    made = ask(desk)
    assert (made.number, made.state, made.unit) == ("DL-202611-0001", State.ASKED, UNIT)
    assert (made.resident, made.name, made.relation) == ("陈静", "李强", Relation.FAMILY)
    assert (made.id_type, made.id_number_masked, made.valid) == (IdType.ID_CARD, MASK, False)
    assert made.resident_id is not None  # the one of this name in the unit


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({"unit": ""}, "unit", "required"),
        ({"unit": "9-9-9"}, "unit", "unknown_unit"),
        ({"resident": " "}, "resident", "required"),
        ({"resident_id": 2}, "resident", "not_a_resident"),
        ({"name": ""}, "name", "required"),
        ({"name": "陈 静"}, "name", "proxy_is_resident"),
        ({"phone": "abc"}, "phone", "phone"),
        ({"id_type": IdType.NONE}, "id_type", "proxy_document"),
        ({"id_number": ""}, "id_number", "required"),
        ({"id_number": "110105194912310021"}, "id_number", "id_number"),
        ({"id_number": MASK}, "id_number", "masked_number"),
    ],
)
def test_mail_5_what_a_proxy_must_show_is_refused_at_its_field(
    desk: Desk, values: dict[str, Any], field: str, code: str
) -> None:
    with pytest.raises(Invalid) as caught:
        ask(desk, **values)
    assert (field, code) in problems(caught)
    assert not desk.call("proxies.ids", query=Query())


def test_mail_5_every_problem_of_a_proxy_is_said_at_once(desk: Desk) -> None:
    with pytest.raises(Invalid) as caught:
        ask(desk, unit="9-9-9", name="", id_type=IdType.NONE)
    assert {field for field, _ in problems(caught)} == {"unit", "name", "id_type"}


def test_mail_5_the_mask_of_a_known_proxy_stands_for_the_number(desk: Desk) -> None:
    ask(desk)
    again = ask(desk, id_number=MASK)
    assert desk.call("proxies.document", id=again.id).id_number == ID_CARD
    with pytest.raises(Invalid):  # somebody else's number is not lent
        ask(desk, name="王五", id_number=MASK)


def test_f4_the_same_form_twice_is_one_authorisation(desk: Desk) -> None:
    draft = proxy_draft(client_id="dl-1")
    assert desk.call("proxies.ask", draft=draft) == desk.call("proxies.ask", draft=draft)


def test_mail_5_a_second_authorisation_of_the_same_proxy_is_cautioned(desk: Desk) -> None:
    first = approved(desk)
    warnings = desk.call("proxies.ask", draft=proxy_draft()).warnings
    assert [(each.code, each.params["number"]) for each in warnings] == [("proxy_already", first.number)]


def test_mail_5_a_resident_whom_the_archive_does_not_have_is_cautioned(desk: Desk) -> None:
    made = desk.call("proxies.ask", draft=proxy_draft(resident="赵敏"))
    assert [each.code for each in made.warnings] == ["resident_not_there"]
    assert read(desk, made.id).resident_id is None


# The approval (``roles.md``)


@pytest.mark.parametrize("role", [Role.STEWARD, Role.SUPERVISOR, Role.DIRECTOR])
def test_mail_5_whoever_is_signed_in_and_may_approves(desk: Desk, role: Role) -> None:
    made = ask(desk)
    desk.as_(role).step("proxies", "approve", made.id, ApproveDraft(asked_resident=True, note="已电话核实"))
    found = read(desk, made.id)
    assert (found.state, found.valid, found.asked_resident) == (State.APPROVED, True, True)
    assert (found.approved_by, found.approved_at) == (desk.as_(role).actor.name, desk.clock.now)
    assert found.note == "已电话核实"


def test_mail_5_the_counter_alone_approves_nothing(desk: Desk) -> None:
    made = ask(desk)
    with pytest.raises(Invalid) as caught:
        desk.step("proxies", "approve", made.id, ApproveDraft())
    assert problems(caught) == [("approver_id", "approver_needed"), ("pin", "required")]
    with pytest.raises(Invalid) as caught:
        desk.step("proxies", "approve", made.id, ApproveDraft(pin=PIN))
    assert problems(caught) == [("approver_id", "approver_needed")]
    assert read(desk, made.id).state is State.ASKED


@pytest.mark.parametrize("role", [Role.STEWARD, Role.SUPERVISOR, Role.DIRECTOR])
def test_mail_5_at_the_counter_an_approver_gives_name_and_pin(desk: Desk, role: Role) -> None:
    made = ask(desk)
    person = desk.as_(role).actor
    desk.step("proxies", "approve", made.id, ApproveDraft(approver_id=person.staff_id, pin=PIN))
    found = read(desk, made.id)
    assert (found.state, found.approved_by) == (State.APPROVED, person.name)
    last = found.history[-1] if found.history[-1].verb == "proxies.approve" else found.history[0]
    said = {change.field: change.new for change in last.changes}
    assert (last.who, said["approved_by"]) == (desk.actor.name, person.name)


def test_mail_5_a_wrong_pin_is_said_at_its_field_and_nothing_is_lost(desk: Desk) -> None:
    made = ask(desk)
    draft = ApproveDraft(asked_resident=True, approver_id=approver(desk), pin="1111")
    with pytest.raises(Invalid) as caught:
        desk.step("proxies", "approve", made.id, draft)
    assert problems(caught) == [("pin", "wrong_pin")]
    assert read(desk, made.id).state is State.ASKED
    desk.step("proxies", "approve", made.id, replace(draft, pin=PIN))
    assert read(desk, made.id).state is State.APPROVED


def test_mail_5_wrong_pins_wait_as_at_sign_in(desk: Desk) -> None:
    made = ask(desk)
    draft = ApproveDraft(approver_id=approver(desk), pin="1111")
    codes = []
    for _ in range(6):
        with pytest.raises(Invalid) as caught:
            desk.step("proxies", "approve", made.id, draft)
        codes += [code for _, code in problems(caught)]
    assert codes == ["wrong_pin"] * 5 + ["pin_wait"]
    code = next(each.code for each in desk.call("proxies.approvers") if each.id == draft.approver_id)
    with pytest.raises(DeskError) as refused:  # the very same delay: signing in waits too
        desk.call("staff.sign_in", code=code, pin=PIN)
    assert refused.value.code == "sign_in_wait"


@pytest.mark.parametrize("role", [Role.RECEPTIONIST, Role.CASHIER, Role.ADMIN])
def test_mail_5_nobody_else_approves_by_pin(desk: Desk, role: Role) -> None:
    made = ask(desk)
    with pytest.raises(Invalid) as caught:
        desk.step("proxies", "approve", made.id, ApproveDraft(approver_id=approver(desk, role), pin=PIN))
    assert problems(caught) == [("approver_id", "not_an_approver")]


def test_mail_5_a_steward_approves_in_the_own_area_only(desk: Desk) -> None:
    made = ask(desk, unit="5-1-0603", resident="张三")
    with pytest.raises(NotAllowed):
        desk.as_(Role.STEWARD).call(
            "proxies.approve", id=made.id, version=made.version, draft=ApproveDraft(asked_resident=True)
        )
    with pytest.raises(Invalid) as caught:
        desk.step("proxies", "approve", made.id, ApproveDraft(approver_id=approver(desk, Role.STEWARD), pin=PIN))
    assert problems(caught) == [("approver_id", "not_their_area")]


def test_all_3_no_pin_stands_in_the_journal(desk: Desk, office: OpenOffice) -> None:
    made = ask(desk)
    desk.step("proxies", "approve", made.id, ApproveDraft(approver_id=approver(desk), pin=PIN))
    with office.core.database.read() as session:
        bodies = list(session.scalars(text("SELECT body FROM journal_body")))
    assert not [body for body in bodies if f'"{PIN}"' in str(body) or '"pin"' in str(body)]


def test_all_3_the_journal_has_the_document_masked(desk: Desk, office: OpenOffice) -> None:
    approved(desk)
    with office.core.database.read() as session:
        bodies = list(session.scalars(text("SELECT body FROM journal_body")))
    assert not [body for body in bodies if ID_CARD in str(body)]


# How long it holds


def test_mail_5_an_authorisation_is_remembered_as_long_as_the_resident_said(desk: Desk) -> None:
    until = (desk.clock.now + timedelta(days=2)).astimezone().date()
    made = approved(desk, until=until)
    desk.clock.forward(days=2)
    assert read(desk, made.id).valid
    assert [each.id for each in desk.call("proxies.options")] == [made.id]
    desk.clock.forward(days=1)
    assert not read(desk, made.id).valid
    assert desk.call("proxies.options") == ()
    assert desk.call("proxies.of_unit", unit=UNIT) == ()


def test_mail_5_what_was_asked_for_until_a_day_that_has_passed_is_not_approved(desk: Desk) -> None:
    made = ask(desk, until=desk.clock.now.astimezone().date())
    desk.clock.forward(days=1)
    with pytest.raises(DeskError) as refused:
        approve(desk, made.id)
    assert refused.value.code == "proxy_until_passed"


def test_mail_5_the_resident_may_end_it(desk: Desk) -> None:
    made = approved(desk)
    desk.step("proxies", "end", made.id, ReasonDraft(reason="业主来电取消"))
    found = read(desk, made.id)
    assert (found.state, found.ended_reason, found.ended_at) == (State.ENDED, "业主来电取消", desk.clock.now)


def test_all_1_only_the_office_voids_what_was_approved(desk: Desk) -> None:
    made = approved(desk)
    with pytest.raises(NotAllowed):
        desk.step("proxies", "void", made.id, ReasonDraft(reason="误登"))
    desk.as_(Role.SUPERVISOR).step("proxies", "void", made.id, ReasonDraft(reason="误登"))
    assert read(desk, made.id).state is State.VOIDED


# Seeing (``roles.md``)


def test_roles_the_whole_number_is_for_the_moment_of_pickup_and_the_office(desk: Desk) -> None:
    made = approved(desk)
    assert desk.call("proxies.document", id=made.id).id_number == ID_CARD
    desk.step("proxies", "end", made.id, ReasonDraft(reason="业主取消"))
    with pytest.raises(NotAllowed):
        desk.call("proxies.document", id=made.id)
    assert desk.as_(Role.SUPERVISOR).call("proxies.document", id=made.id).id_number == ID_CARD
    assert [line.verb for line in read(desk, made.id).history].count("proxies.document") == 2


def test_roles_a_steward_sees_the_own_area(desk: Desk) -> None:
    own, other = approved(desk), approved(desk, unit="5-1-0603", resident="张三")
    steward = desk.as_(Role.STEWARD)
    assert list(steward.call("proxies.ids", query=Query())) == [own.id]
    assert [each.id for each in steward.call("proxies.options")] == [own.id]
    with pytest.raises(NotAllowed):
        steward.call("proxies.detail", id=other.id)


def test_mail_5_today_and_the_unit_say_who_waits_and_who_may_come(desk: Desk) -> None:
    made = ask(desk)
    (item,) = [each for each in desk.call("today.list") if each.register == "proxies"]
    assert (item.text, item.count, item.chip) == ("today.proxies_asked", 1, "asked")
    assert waiting(desk) == ["waiting.proxies.asked"]
    approve(desk, made.id)
    assert not [each for each in desk.call("today.list") if each.register == "proxies"]
    assert waiting(desk) == ["waiting.proxies.once"]
    events = desk.call("directory.unit_history", unit_id=desk.call("directory.unit_card", unit=UNIT).unit_id)
    assert [event.state for event in events if event.ref.register == "proxies"] == ["proxies.state.approved"]


def waiting(desk: Desk) -> list[str]:
    card = desk.call("directory.unit_card", unit=UNIT)
    return [each.text for each in card.waiting if each.register == "proxies"]


def test_all_5_a_proxy_is_found_by_either_name_and_the_last_four(desk: Desk) -> None:
    made = ask(desk)
    for typed in ("李强", "lq", "陈静", "7788", "3-2-1102", made.number):
        assert list(desk.call("proxies.ids", query=Query(text=typed))) == [made.id], typed


def test_dir_1_whoever_moved_away_is_no_resident_for_a_proxy(desk: Desk) -> None:
    card = desk.call("directory.unit_card", unit=UNIT)
    (tie,) = card.residents
    old = desk.call("directory.resident_draft", id=tie.resident_id)
    gone = (desk.clock.now - timedelta(days=1)).astimezone().date()
    desk.as_(Role.SUPERVISOR).call(
        "directory.save_resident", draft=replace(old, ties=(TieDraft(unit=UNIT, until=gone),))
    )
    assert isinstance(old, ResidentDraft)
    with pytest.raises(Invalid) as caught:
        ask(desk, resident_id=tie.resident_id)
    assert ("resident", "not_a_resident") in problems(caught)
