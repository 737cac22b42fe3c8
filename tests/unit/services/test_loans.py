"""The rules of the key loans: who has which keys, until when, against what (``KEY-2`` to ``KEY-4``)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import text

from deskapp.domain.common import Query, Urgent
from deskapp.domain.directory import IdType
from deskapp.domain.keys import FindDraft
from deskapp.domain.loans import (
    Deposit,
    Kind,
    LineState,
    LoseDraft,
    Remedy,
    State,
    TakeBackDraft,
)
from deskapp.domain.people import Role
from deskapp.domain.reception import ReasonDraft
from deskapp.domain.transfers import HandItem, TrustItem
from deskapp.domain.words import Language, word
from deskapp.errors import DeskError, Invalid, NotAllowed
from deskapp.models.rulebook import RuleValue
from deskapp.services.office import OpenOffice
from tests.factories import Desk
from tests.ways.loans import ID_CARD, UNIT, hang, lend, outside_draft, picks, read, staff_draft
from tests.ways.transfers import left, record, taken


def problems(caught: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in caught.value.problems]


def back(desk: Desk, id: int, *hooks: str, **values: Any) -> None:
    desk.step("loans", "take_back", id, TakeBackDraft(sets=picks(*hooks), **values))


def state_of(desk: Desk, hook: str) -> str:
    return str(desk.call("keys.resolve", text=hook)[0].state)


# KEY-2


def test_key_2_a_loan_names_borrower_purpose_time_keys_and_signature(desk: Desk) -> None:
    made = lend(desk, outside_draft(desk, 3))
    assert (made.number, made.receipt, made.envelope) == ("YS-202611-0001", "SK-202611-0001", 1)
    assert (made.borrower, made.company, made.phone) == ("李强", "顺达水暖", "136 0000 7788")
    assert (made.purpose, made.signed, made.total, made.out) == ("疏通下水管", True, 3, 3)
    assert [line.hook for line in made.lines] == ["L001", "L002", "L003"]
    assert {line.place for line in made.lines} == {UNIT}
    assert {state_of(desk, line.hook) for line in made.lines} == {"out"}
    assert made.unit == UNIT


def test_key_2_staff_bring_keys_back_by_the_end_of_their_shift(desk: Desk) -> None:
    made = lend(desk, staff_draft(desk))
    now = desk.clock.now.astimezone()
    closes = now.replace(hour=20, minute=0, second=0, microsecond=0)
    assert made.due_at == (closes if now < closes else closes + timedelta(days=1))
    why = desk.call("deadlines.explain", register="loans", id=made.id)
    assert (why.rule, why.clause, why.span) == ("keys.loan_limit.internal", "001·1·4.5.4", "0 duty_end")
    assert (made.deposit, made.deposit_state, made.envelope, made.receipt) == (0, Deposit.NONE, None, "")


def test_key_2_keys_lent_after_hours_are_due_at_the_end_of_the_next_shift(desk: Desk) -> None:
    evening = desk.clock.now.astimezone().replace(hour=21, minute=10)
    desk.clock.now = evening
    made = lend(desk, staff_draft(desk))
    assert made.due_at == (evening + timedelta(days=1)).replace(hour=20, minute=0, second=0, microsecond=0)
    marks = desk.call("deadlines.explain", register="loans", id=made.id).marks
    assert [mark.kind.value for mark in marks] == ["started", "off_duty", "due"]


def test_key_2_an_outsider_has_four_hours_and_the_rulebook_may_say_otherwise(desk: Desk) -> None:
    made = lend(desk, outside_draft(desk))
    assert made.due_at == desk.clock.now + timedelta(hours=4)
    desk.as_(Role.SUPERVISOR).call("rulebook.change", key="keys.loan_limit.outside", value="2")
    desk.as_(Role.SUPERVISOR).call("rulebook.change", key="keys.loan_limit.internal", value="1")
    assert desk.call("loans.terms", kind=Kind.OUTSIDE, sets=1).due.due == desk.clock.now + timedelta(hours=2)
    assert desk.call("loans.terms", kind=Kind.STAFF, sets=1).due.span == "1 duty_end"


def test_key_2_a_time_given_by_hand_is_kept_to_the_minute(desk: Desk) -> None:
    at = desk.clock.now + timedelta(minutes=47)
    made = lend(desk, staff_draft(desk, due_at=at))
    assert (made.due_at, made.return_by) == (at, at)
    assert desk.call("deadlines.explain", register="loans", id=made.id).rule == ""


def test_key_2_an_own_value_from_when_the_rule_was_text_gives_way_to_the_default(
    desk: Desk, office: OpenOffice
) -> None:
    with office.core.database.write() as session:
        value = RuleValue(
            key="keys.loan_limit.internal", value="下班前", since=desk.clock.now, by_id=desk.actor.staff_id
        )
        session.add(value)
    assert desk.call("loans.terms", kind=Kind.STAFF, sets=1).due.span == "0 duty_end"
    assert desk.call("rulebook.detail", key="keys.loan_limit.internal").rule.value == "0"


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({"borrower": ""}, "borrower", "required"),
        ({"phone": ""}, "phone", "required"),
        ({"phone": "abc"}, "phone", "phone"),
        ({"id_type": IdType.NONE}, "id_type", "required"),
        ({"id_number": ""}, "id_number", "required"),
        ({"id_number": "110105194912310021"}, "id_number", "id_number"),
        ({"id_number": "110105********002X"}, "id_number", "masked_number"),
        ({"purpose": " "}, "purpose", "required"),
        ({"sets": ()}, "sets", "required"),
        ({"sets": picks("L001", "L1")}, "sets.1.key", "named_twice"),
        ({"sets": picks("Z999")}, "sets.0.key", "unknown_key"),
        ({"deposit": Decimal(50)}, "deposit_reason", "deposit_differs"),
        ({"deposit": Decimal(0)}, "deposit_reason", "deposit_differs"),
        ({"deposit": Decimal(-1)}, "deposit", "negative_money"),
        ({"envelope": 0}, "envelope", "out_of_range"),
        ({"slip": "PG-202611-0999"}, "slip", "unknown_slip"),
    ],
)
def test_key_2_what_an_outsider_must_show_is_refused_at_its_field(
    desk: Desk, values: dict[str, Any], field: str, code: str
) -> None:
    with pytest.raises(Invalid) as caught:
        desk.call("loans.lend", draft=outside_draft(desk, **values))
    assert (field, code) in problems(caught)
    assert desk.call("loans.ids", query=Query()) == desk.call("loans.ids", query=Query(chip="out"))


def test_key_2_staff_are_chosen_from_those_who_work_here(desk: Desk) -> None:
    for staff_id, code in ((None, "required"), (999, "unknown_choice")):
        with pytest.raises(Invalid) as caught:
            desk.call("loans.lend", draft=staff_draft(desk, staff_id=staff_id))
        assert problems(caught) == [("staff_id", code)]


def test_key_2_another_sum_has_its_reason_and_nothing_needs_no_envelope(desk: Desk) -> None:
    made = lend(desk, outside_draft(desk, 2, deposit=Decimal(50), deposit_reason="主任同意"))
    assert (made.deposit, made.envelope) == (50, 1)
    free = lend(desk, outside_draft(desk, deposit=Decimal(0), deposit_reason="维保单位常驻"))
    assert (free.deposit_state, free.envelope, free.receipt) == (Deposit.NONE, None, "")


def test_key_2_terms_say_the_deposit_for_so_many_sets(desk: Desk) -> None:
    terms = desk.call("loans.terms", kind=Kind.OUTSIDE, sets=3)
    assert (terms.deposit, terms.envelope, terms.due.clause) == (300, 1, "001·1·4.5.4")
    assert desk.call("loans.terms", kind=Kind.STAFF, sets=3).deposit == 0


@pytest.mark.parametrize("typed", ["李强", "lq", "liqiang", "7788", "顺达", "13600007788"])
def test_key_2_who_borrowed_before_is_found_and_lent_to_with_the_masked_number(desk: Desk, typed: str) -> None:
    first = lend(desk, outside_draft(desk))
    (found,) = desk.call("loans.borrowers", text=typed)
    assert (found.name, found.phone, found.id_number) == ("李强", "136 0000 7788", "110105********002X")
    assert (found.loans, found.overdue, found.purpose) == (1, 0, "疏通下水管")
    again = lend(desk, outside_draft(desk, id_number=found.id_number))
    assert desk.call("loans.document", id=again.id).id_number == ID_CARD
    desk.clock.forward(hours=5)
    (found,) = desk.call("loans.borrowers", text=typed)
    assert (found.loans, found.overdue) == (2, 2)
    assert first.id_number_masked == "110105********002X"


def test_key_2_one_person_is_offered_once_however_often_and_however_the_phone_was_written(desk: Desk) -> None:
    lend(desk, outside_draft(desk))
    lend(desk, outside_draft(desk, phone="13600007788"))
    lend(desk, outside_draft(desk, borrower="李强", phone="139 0000 1111", company="恒通电梯维保"))
    found = desk.call("loans.borrowers", text="李强")
    assert [(each.phone, each.loans) for each in found] == [("139 0000 1111", 1), ("13600007788", 2)]
    assert len(desk.call("loans.borrowers", text="李强", limit=1)) == 1
    desk.clock.forward(hours=5)
    assert [each.overdue for each in desk.call("loans.borrowers", text="李强")] == [1, 2]


def test_key_2_staff_are_found_before_outsiders(desk: Desk) -> None:
    name = desk.actor.name
    lend(desk, outside_draft(desk, borrower=name))
    found = desk.call("loans.borrowers", text=name)
    assert [each.staff_id for each in found] == [desk.actor.staff_id, None]


def test_the_same_draft_twice_makes_one_loan(desk: Desk) -> None:
    draft = outside_draft(desk, client_id="a-1")
    assert desk.call("loans.lend", draft=draft).id == desk.call("loans.lend", draft=draft).id


# KEY-3


def test_key_3_a_set_that_is_out_is_not_lent_again_and_it_is_said_who_has_it(desk: Desk) -> None:
    first = lend(desk, outside_draft(desk))
    free = hang(desk)
    with pytest.raises(Invalid) as caught:
        desk.call("loans.lend", draft=staff_draft(desk, sets=picks(free.hook, first.lines[0].hook)))
    (problem,) = caught.value.problems
    assert (problem.field, problem.code) == ("sets.1.key", "key_out")
    assert (problem.params["borrower"], problem.params["due"]) == ("李强", first.due_at)
    assert state_of(desk, free.hook) == "in"


def test_key_3_a_missing_set_is_not_lent(desk: Desk) -> None:
    row = hang(desk)
    desk.step("keys", "miss", row.id, ReasonDraft(reason="不在挂位"))
    with pytest.raises(Invalid) as caught:
        desk.call("loans.lend", draft=staff_draft(desk, sets=picks(row.hook)))
    assert problems(caught) == [("sets.0.key", "key_not_in")]


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO loan_line (loan_id, set_id, hook, place, keys, state, note) "
        "SELECT loan_id + 1, set_id, '', '', 1, 'out', '' FROM loan_line WHERE id = 1",
        "UPDATE key_set SET state = 'in' WHERE state = 'out'",
        "UPDATE key_set SET loan_id = NULL WHERE state = 'out'",
        "UPDATE key_set SET loan_id = 1 WHERE state = 'in'",
        "UPDATE loan SET state = 'closed' WHERE state = 'out'",
        "UPDATE loan SET state = 'closed', out = 0, due_at = NULL WHERE deposit > 0",
        "UPDATE loan SET envelope = 1 WHERE id = 2",
        "UPDATE loan SET due_at = NULL",
        "UPDATE loan_line SET state = 'returned'",
        "UPDATE loan_line SET state = 'lost'",
        "UPDATE loan SET id_number = '' WHERE kind = 'outside'",
        "UPDATE loan SET receipt = NULL WHERE deposit > 0",
    ],
)
def test_key_3_schema_refuses_two_hands_and_half_a_loan(desk: Desk, office: OpenOffice, statement: str) -> None:
    lend(desk, outside_draft(desk)), lend(desk, outside_draft(desk)), hang(desk)
    with pytest.raises(DeskError) as caught, office.core.database.write() as session:
        session.execute(text(statement))
    assert caught.value.code == ("invalid" if "INSERT" in statement or "envelope" in statement else "broken_rule")


def test_key_3_due_and_overdue_loans_are_listed_with_phone(desk: Desk) -> None:
    soon = lend(desk, outside_draft(desk))
    later = lend(desk, staff_draft(desk, due_at=desk.clock.now + timedelta(days=3)))
    assert list(desk.call("loans.ids", query=Query(chip="out", sort="due"))) == [soon.id, later.id]
    item = next(item for item in desk.call("today.list") if item.ref and item.ref.id == soon.id)
    assert item.urgent is Urgent.LATER
    assert "7788" not in word(item.text, Language.CHINESE, **item.params)
    desk.clock.forward(hours=5)
    item = next(item for item in desk.call("today.list") if item.ref and item.ref.id == soon.id)
    assert item.urgent is Urgent.LATE
    assert word(item.text, Language.CHINESE, **item.params) == "李强 136 0000 7788 应归还钥匙 L001"
    (row,) = desk.call("loans.rows", ids=desk.call("loans.ids", query=Query(chip="overdue")))
    assert (row.id, row.phone, row.progress, row.keys) == (soon.id, "136 0000 7788", "0/1", "L001")
    assert desk.call("loans.counts")["overdue"] == 1


def test_key_3_who_holds_what_is_one_list_with_the_latest_first(desk: Desk) -> None:
    lend(desk, staff_draft(desk, 2, due_at=desk.clock.now + timedelta(days=2)))
    late = lend(desk, outside_draft(desk))
    desk.clock.forward(hours=5)
    found = desk.call("loans.holdings")
    assert [(each.hook, each.late) for each in found] == [("L003", True), ("L001", False), ("L002", False)]
    assert (found[0].loan, found[0].borrower, found[0].phone, found[0].place) == (
        late.number, "李强", "136 0000 7788", UNIT,
    )  # fmt: skip
    back(desk, late.id)
    assert len(desk.call("loans.holdings")) == 2


@pytest.mark.parametrize(
    "typed", ["李强", "lq", "7788", "L001", "l1", UNIT, "SK-202611-0001", "顺达", "YS-202611-0001"]
)
def test_key_3_a_loan_is_found_by_name_pinyin_phone_hook_unit_and_receipt(desk: Desk, typed: str) -> None:
    made = lend(desk, outside_draft(desk))
    found = desk.call("loans.ids", query=Query(text=typed.replace("l1", "l001")))
    assert list(found) == [made.id]


# KEY-4


def test_key_4_some_come_back_and_the_rest_stays_out(desk: Desk) -> None:
    made = lend(desk, staff_draft(desk, 3))
    back(desk, made.id, "L002")
    part = read(desk, made.id)
    assert (part.state, part.out, part.due_at) == (State.PART, 2, made.due_at)
    assert [line.state for line in part.lines] == [LineState.OUT, LineState.RETURNED, LineState.OUT]
    assert [state_of(desk, hook) for hook in ("L001", "L002", "L003")] == ["out", "in", "out"]
    back(desk, made.id)
    done = read(desk, made.id)
    assert (done.state, done.out, done.due_at, done.returned_at) == (State.CLOSED, 0, None, desk.clock.now)
    assert {line.taker for line in done.lines} == {desk.actor.name}


def test_key_4_only_what_is_out_on_this_loan_comes_back_to_it(desk: Desk) -> None:
    made, other = lend(desk, staff_draft(desk, 2)), lend(desk, staff_draft(desk))
    back(desk, made.id, "L001")
    with pytest.raises(Invalid) as caught:
        back(desk, made.id, "L001", other.lines[0].hook, "L002")
    assert problems(caught) == [("sets.0.key", "back_already"), ("sets.1.key", "not_on_loan")]
    assert state_of(desk, "L002") == "out"


def test_key_4_a_lost_set_is_missing_with_what_was_done_and_its_deposit_may_be_kept(desk: Desk) -> None:
    made = lend(desk, outside_draft(desk, 2))
    back(desk, made.id, "L001")
    lost = LoseDraft(sets=picks("L002"), remedy=Remedy.LOCK_CHANGED, reason="掉入下水道")
    desk.step("loans", "lose", made.id, lost)
    now = read(desk, made.id)
    assert (now.state, now.lost, now.out, now.due_at) == (State.BACK, 1, 0, None)
    assert (now.lines[1].state, now.lines[1].remedy) == (LineState.LOST, Remedy.LOCK_CHANGED)
    set_ = desk.call("keys.detail", id=made.lines[1].set_id)
    assert (str(set_.state), set_.missing_reason, set_.loan_id) == ("missing", "掉入下水道", None)
    with pytest.raises(NotAllowed):
        desk.step("loans", "keep_deposit", made.id, ReasonDraft(reason="换锁费用"))
    desk.as_(Role.SUPERVISOR).step("loans", "keep_deposit", made.id, ReasonDraft(reason="换锁费用"))
    kept = read(desk, made.id)
    assert (kept.state, kept.deposit_state, kept.kept_reason) == (State.CLOSED, Deposit.KEPT, "换锁费用")
    desk.step("keys", "find", set_.id, FindDraft(reason="清淤时找到"))
    assert lend(desk, staff_draft(desk, sets=picks("L002"))).out == 1


def test_key_4_a_return_may_have_happened_earlier_but_not_before_the_loan(desk: Desk) -> None:
    made = lend(desk, staff_draft(desk))
    lent = desk.clock.now
    desk.clock.forward(hours=30)
    for at, why, field in (
        (lent - timedelta(hours=1), "补记", "happened_at"),
        (desk.clock.now + timedelta(hours=1), "补记", "happened_at"),
        (lent + timedelta(hours=1), "", "happened_reason"),
    ):
        with pytest.raises(Invalid) as caught:
            back(desk, made.id, happened_at=at, happened_reason=why)
        assert problems(caught)[0][0] == field
    back(desk, made.id, happened_at=lent + timedelta(hours=1), happened_reason="停电补记")
    done = read(desk, made.id)
    assert (done.returned_at, done.missed) == (lent + timedelta(hours=1), 0)


def test_all_9_a_loan_written_down_later_does_not_lie_before_the_last_return(desk: Desk) -> None:
    first = lend(desk, staff_draft(desk))
    returned = desk.clock.forward(minutes=30)
    back(desk, first.id)
    desk.clock.forward(hours=2)
    draft = staff_draft(desk, happened_at=returned - timedelta(minutes=10), happened_reason="停电补记")
    with pytest.raises(Invalid) as caught:
        desk.call("loans.lend", draft=draft)
    assert problems(caught) == [("happened_at", "before")]
    at = returned + timedelta(minutes=10)
    made = lend(desk, outside_draft(desk, happened_at=at, happened_reason="停电补记"))
    assert (made.lent_at, made.recorded_at, made.happened_reason) == (at, desk.clock.now, "停电补记")
    assert made.due_at == at + timedelta(hours=4)


def test_all_9_a_voided_loan_is_no_reason_to_refuse_the_right_one(desk: Desk) -> None:
    at = desk.clock.now
    wrong = lend(desk, staff_draft(desk))
    desk.clock.forward(hours=1)
    desk.step("loans", "void", wrong.id, ReasonDraft(reason="登记错人"))
    made = lend(desk, outside_draft(desk, happened_at=at, happened_reason="登记错人，重新登记"))
    assert made.lent_at == at


def test_all_9_keys_are_not_lent_before_their_owner_left_them_here(desk: Desk) -> None:
    made = hang(desk)
    record(desk, taken(desk, items=(HandItem(key=made.hook, description="钥匙"),)))
    handed = desk.clock.forward(hours=1)
    record(desk, left(desk, trusted=(TrustItem(key=made.number, description="钥匙"),)))
    desk.clock.forward(hours=1)
    early = staff_draft(desk, happened_at=handed - timedelta(minutes=10), happened_reason="停电补记")
    with pytest.raises(Invalid) as caught:
        desk.call("loans.lend", draft=early)
    assert problems(caught) == [("happened_at", "before")]
    at = handed + timedelta(minutes=10)
    assert lend(desk, replace(early, happened_at=at)).lent_at == at
