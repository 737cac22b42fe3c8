"""The special services' rules, each by its id or clause."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import event

from deskapp.domain.common import Query
from deskapp.domain.people import Role
from deskapp.domain.reception import Kind, Opinion, ReasonDraft
from deskapp.domain.reception import State as EntryState
from deskapp.domain.slips import CloseDraft as CloseSlip
from deskapp.domain.slips import ExtendDraft, FailDraft, Item, ReceiveDraft, RecoverDraft, ReworkDraft, TellDraft
from deskapp.domain.slips import FinishDraft as FinishSlip
from deskapp.domain.slips import StartDraft as StartSlip
from deskapp.domain.slips import State as SlipState
from deskapp.domain.specials import (
    AmendDraft,
    CloseDraft,
    DispatchDraft,
    FinishDraft,
    JudgeDraft,
    Method,
    Quality,
    RefundDraft,
    RescheduleDraft,
    SignDraft,
    StartDraft,
    State,
    TakeMoneyDraft,
    Tender,
    VoidDraft,
)
from deskapp.errors import Invalid, NotAllowed, NotFound
from tests.factories import Desk
from tests.ways.specials import bring, form, item_named, listed_item, on_account, order, order_draft, read, receipt

HOUR = timedelta(hours=1)


def codes(caught: pytest.ExceptionInfo[Invalid]) -> dict[str, str]:
    return {problem.field: problem.code for problem in caught.value.problems}


def refused(desk: Desk, **values: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as caught:
        order(desk, **values)
    return codes(caught)


def step(desk: Desk, verb: str, id: int, draft: Any = None) -> None:
    desk.step("specials", verb, id, draft)


# The order


def test_4_7_1_an_order_is_registered_with_the_price_of_the_list_and_its_agreed_time(desk: Desk) -> None:
    made = order(desk)
    assert (made.number, made.state, made.item, made.measure) == ("TY-202611-0001", State.ORDERED, "日常保洁", "小时")
    assert (made.price, made.quantity, made.amount, made.paid) == (Decimal(45), 2, Decimal(90), Decimal(90))
    assert (made.ends_at - made.starts_at, made.limit_span) == (4 * HOUR, "4 h")
    found = desk.call("search.find", text="油污")
    assert made.number in [hit.ref.number for hit in found]


def test_4_7_1_without_an_entry_the_contact_is_recorded_in_the_same_step(desk: Desk) -> None:
    change = desk.call("specials.order", draft=order_draft(desk))
    made = read(desk, change.id)
    entry = desk.read_entry(made.entry_id)
    assert (entry.kind, entry.state, entry.caller) == (Kind.SPECIAL_SERVICE, EntryState.PROMISED, "陈女士")
    assert (entry.promised_at, entry.content) == (made.ends_at, "日常保洁 × 2 小时\n厨房油污较重")
    assert entry.number in {ref.number for ref in change.also}
    assert {ref.register: ref.number for ref in entry.linked} == {
        "specials": made.number,
        "followups": "HF-202611-0001",
    }
    assert desk.call("reception.counts")["open"] == 1


def test_a_refused_order_leaves_no_entry_behind(desk: Desk) -> None:
    assert refused(desk, receipt="") == {"receipt": "required"}
    assert desk.call("reception.counts")["open"] == 0
    assert not desk.call("specials.ids", query=Query())


def test_rec_4_an_entry_becomes_an_order_with_everything_carried_over(desk: Desk) -> None:
    entry = desk.entry(kind=Kind.SPECIAL_SERVICE, content="想请人擦玻璃")
    draft = desk.call("specials.from_entry", entry_id=entry.id)
    assert (draft.entry_id, draft.unit, draft.contact, draft.phone, draft.content) == (
        entry.id, entry.unit, entry.caller, entry.phone, "想请人擦玻璃",
    )  # fmt: skip
    own = {"item_id": item_named(desk, "擦玻璃"), "starts_at": desk.clock.now + HOUR, "receipt": receipt(desk)}
    made = read(desk, desk.call("specials.order", draft=replace(draft, **own)).id)
    assert (made.entry_id, made.entry_number) == (entry.id, entry.number)
    assert desk.call("reception.counts")["open"] == 1


def test_no_order_from_an_entry_that_is_over(desk: Desk) -> None:
    assert refused(desk, entry_id=desk.entry_in("closed").id) == {"entry_id": "entry_over"}
    assert refused(desk, entry_id=77) == {"entry_id": "unknown_choice"}
    with pytest.raises(NotFound):
        desk.call("specials.from_entry", entry_id=77)


def test_prices_taken_over_stay_when_the_list_changes(desk: Desk) -> None:
    office = desk.as_(Role.SUPERVISOR)
    id = listed_item(desk)
    made = order(desk, item_id=id, quantity=Decimal("1.5"))
    kept = office.call("prices.detail", id=id)
    office.call("prices.save", draft=replace(kept, name="新名", price=Decimal(99), measure="件"))
    again = read(desk, made.id)
    assert (again.item, again.price, again.measure, again.amount) == ("试用项目", Decimal(45), "次", Decimal("67.50"))
    assert order(desk, item_id=id).amount == Decimal(198)


def test_a_sum_other_than_the_list_s_has_its_reason(desk: Desk) -> None:
    assert refused(desk, amount=Decimal(60)) == {"amount_reason": "amount_differs"}
    cheaper = order(desk, amount=Decimal(60), amount_reason="老业主优惠")
    assert (cheaper.amount, cheaper.listed, cheaper.paid) == (Decimal(60), Decimal(90), Decimal(60))


def test_a_free_service_needs_no_receipt(desk: Desk) -> None:
    free = order(desk, amount=Decimal(0), amount_reason="社区公益", receipt="", payer="")
    assert (free.amount, free.paid, free.payments) == (0, 0, ())


def test_sums_are_reckoned_to_the_fen(desk: Desk) -> None:
    id = listed_item(desk, price=Decimal("3.33"))
    assert order(desk, item_id=id, quantity=Decimal("1.25")).amount == Decimal("4.16")


NAIVE = datetime(2026, 11, 25, 3, 0)


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({"contact": " "}, "contact", "required"),
        ({"unit": "1-1-1"}, "unit", "unknown_unit"),
        ({"item_id": None}, "item_id", "required"),
        ({"item_id": 9999}, "item_id", "unknown_choice"),
        ({"quantity": Decimal(0)}, "quantity", "positive"),
        ({"quantity": Decimal(-1)}, "quantity", "negative_money"),
        ({"quantity": Decimal("0.005")}, "quantity", "cents"),
        ({"quantity": Decimal("Infinity")}, "quantity", "negative_money"),
        ({"quantity": Decimal("1E+400")}, "quantity", "too_much"),
        ({"amount": Decimal("-0.01")}, "amount", "negative_money"),
        ({"amount": Decimal("NaN")}, "amount", "negative_money"),
        ({"sum": Decimal("1.001")}, "sum", "cents"),
        ({"sum": Decimal(500)}, "sum", "more_than_owed"),
        ({"starts_at": None}, "starts_at", "required"),
        ({"starts_at": datetime(2026, 11, 1, tzinfo=UTC)}, "starts_at", "in_past"),
        ({"ends_at": datetime(2026, 11, 1, tzinfo=UTC)}, "ends_at", "before"),
        ({"phone": "无"}, "phone", "phone"),
        ({"receipt": "\x07"}, "receipt", "control_character"),
        ({"content": "长" * 1001}, "content", "too_long"),
        ({"happened_at": datetime(2026, 11, 21, tzinfo=UTC)}, "happened_reason", "reason_required"),
    ],
)
def test_all_4_a_bad_order_is_refused_at_its_field(desk: Desk, values: Any, field: str, code: str) -> None:
    assert refused(desk, **values)[field] == code
    assert not desk.call("specials.ids", query=Query())


def test_all_4_values_of_another_kind_go_no_further(desk: Desk) -> None:
    assert refused(desk, starts_at=NAIVE) == {"starts_at": "wrong_type"}
    assert refused(desk, item_id="x") == {"item_id": "wrong_type"}
    assert refused(desk, quantity=2.5) == {"quantity": "wrong_type"}


def test_all_9_an_order_entered_after_a_power_cut_keeps_both_times(desk: Desk) -> None:
    happened = desk.clock.now - 3 * HOUR
    made = order(
        desk, happened_at=happened, happened_reason="停电补记", starts_at=happened + HOUR, ends_at=happened + 2 * HOUR
    )
    assert (made.at, made.recorded_at, made.happened_reason) == (happened, desk.clock.now, "停电补记")
    entry = desk.read_entry(made.entry_id)
    assert (entry.at, entry.state) == (happened, EntryState.ANSWERED)


def test_f4_the_same_draft_twice_is_one_order(desk: Desk) -> None:
    draft = order_draft(desk, client_id="one")
    first, second = desk.call("specials.order", draft=draft), desk.call("specials.order", draft=draft)
    assert first.id == second.id
    assert len(desk.call("specials.ids", query=Query())) == 1


# Money


def test_cash_1_every_sum_has_its_receipt_method_payer_purpose_and_taker(desk: Desk) -> None:
    made = order(desk, method=Method.WECHAT, receipt="no 123", payer="")
    (paid,) = made.payments
    assert (paid.receipt, paid.method, paid.payer, paid.sum) == ("NO 123", Tender.WECHAT, "陈女士", Decimal(90))
    assert (paid.taker, paid.at) == (desk.actor.name, desk.clock.now)
    line = next(row for row in made.history if row.verb == "specials.take_money")
    told = {change.field: change.new for change in line.changes}
    assert (told["receipt"], told["sum"], told["method"], told["payer"]) == ("NO 123", "90.00", "wechat", "陈女士")
    assert line.number == made.number


@pytest.mark.parametrize("again", ["SJ-7", "sj-7", " ＳＪ－７ "])
def test_cash_1_a_receipt_is_used_once(desk: Desk, again: str) -> None:
    order(desk, receipt="SJ-7")
    assert refused(desk, receipt=again) == {"receipt": "duplicate"}
    later = on_account(desk)
    with pytest.raises(Invalid) as caught:
        step(desk, "take_money", later.id, TakeMoneyDraft(sum=Decimal(10), receipt=again, payer="陈女士"))
    assert codes(caught) == {"receipt": "duplicate"}


def test_an_order_is_found_by_its_receipt(desk: Desk) -> None:
    made = order(desk, receipt="A0098765")
    assert [hit.ref.number for hit in desk.call("search.find", text="A0098765")] == [made.number]


def test_4_6_1_1_money_is_taken_when_ordered_or_the_reason_is_given(desk: Desk) -> None:
    later = {"method": Method.ON_ACCOUNT, "receipt": "", "payer": ""}
    assert refused(desk, **later) == {"unpaid_reason": "pay_when_ordered"}
    assert refused(desk, **later, unpaid_reason="月结", unit="") == {"unit": "account_of_whom"}
    assert refused(desk, sum=Decimal(20)) == {"unpaid_reason": "pay_when_ordered"}
    part = order(desk, sum=Decimal(20), unpaid_reason="余款完工时付")
    assert (part.paid, part.owed, part.unpaid_reason) == (Decimal(20), Decimal(70), "余款完工时付")


def test_4_6_1_2_the_resident_s_signature_is_kept_with_its_time(desk: Desk) -> None:
    assert order(desk, signed=True).signed_at == desk.clock.now
    by_phone = order(desk)
    assert by_phone.signed_at is None
    desk.clock.forward(hours=2)
    step(desk, "sign", by_phone.id, SignDraft(signed_at=desk.clock.now))
    assert read(desk, by_phone.id).signed_at == desk.clock.now
    with pytest.raises(Invalid) as caught:
        step(desk, "sign", by_phone.id, SignDraft(signed_at=desk.clock.now))
    assert codes(caught) == {"signed_at": "nothing_changed"}
    paid_later = on_account(desk)
    step(desk, "take_money", paid_later.id, TakeMoneyDraft(sum=Decimal(90), receipt="R1", payer="陈", signed=True))
    assert read(desk, paid_later.id).signed_at == desk.clock.now


@pytest.mark.parametrize(
    ("sum", "code"),
    [
        (Decimal(0), "positive"),
        (Decimal(-5), "negative_money"),
        (Decimal("90.01"), "more_than_owed"),
        (Decimal("NaN"), "negative_money"),
        (None, "required"),
    ],
)
def test_cash_1_a_bad_sum_is_refused_at_its_field(desk: Desk, sum: Decimal | None, code: str) -> None:
    made = on_account(desk)
    with pytest.raises(Invalid) as caught:
        step(desk, "take_money", made.id, TakeMoneyDraft(sum=sum, receipt="R1", payer="陈女士"))
    assert codes(caught) == {"sum": code}
    assert read(desk, made.id).paid == 0


def test_the_rest_is_paid_later(desk: Desk) -> None:
    made = on_account(desk)
    step(desk, "take_money", made.id, TakeMoneyDraft(sum=Decimal(40), receipt="R1", payer="陈女士"))
    step(desk, "take_money", made.id, TakeMoneyDraft(sum=Decimal(50), receipt="R2", payer="陈先生", method=Tender.CARD))
    kept = read(desk, made.id)
    assert (kept.paid, kept.owed, [paid.payer for paid in kept.payments]) == (Decimal(90), 0, ["陈女士", "陈先生"])


def test_a_refund_makes_the_order_cost_less_and_names_its_receipt(desk: Desk) -> None:
    made = order(desk)
    back = RefundDraft(sum=Decimal(30), receipt="TK1", payer="陈女士", reason="少做一小时")
    with pytest.raises(Invalid) as caught:
        step(desk, "refund", made.id, replace(back, sum=Decimal(91)))
    assert codes(caught) == {"sum": "more_than_paid"}
    step(desk, "refund", made.id, back)
    kept = read(desk, made.id)
    assert (kept.amount, kept.paid, kept.owed, kept.amount_reason) == (Decimal(60), Decimal(60), 0, "少做一小时")
    assert [paid.sum for paid in kept.payments] == [Decimal(90), Decimal(-30)]


def test_all_1_voiding_gives_the_money_back_against_a_receipt(desk: Desk) -> None:
    made = order(desk)
    with pytest.raises(Invalid) as caught:
        step(desk, "void", made.id, VoidDraft(reason="业主取消"))
    assert codes(caught) == {"receipt": "required"}
    step(desk, "void", made.id, VoidDraft(reason="业主取消", receipt="TK2", method=Tender.WECHAT))
    kept = read(desk, made.id)
    assert (kept.state, kept.paid, kept.payments[-1].sum, kept.payments[-1].receipt) == (
        State.VOIDED, 0, Decimal(-90), "TK2",
    )  # fmt: skip
    assert kept.owed == 0  # nobody owes for what was voided
    assert desk.read_entry(made.entry_id).result == "业主取消"
    unpaid = on_account(desk)
    step(desk, "void", unpaid.id, VoidDraft(reason="业主取消"))
    assert read(desk, unpaid.id).state is State.VOIDED


def test_an_unpaid_order_cannot_close(desk: Desk) -> None:
    made = on_account(desk)
    for verb in ("start", "finish"):
        step(desk, verb, made.id, form(verb, desk, made.id))
    with pytest.raises(Invalid) as caught:
        step(desk, "close", made.id, CloseDraft())
    assert codes(caught) == {"paid": "still_owed"}
    step(desk, "take_money", made.id, TakeMoneyDraft(sum=Decimal(90), receipt="R9", payer="陈女士"))
    step(desk, "close", made.id, CloseDraft(opinion=Opinion.SATISFIED))
    assert read(desk, made.id).state is State.CLOSED


def test_rec_1_what_is_unpaid_at_the_end_waits_on_the_unit_s_card_and_in_today(desk: Desk) -> None:
    made = on_account(desk)
    for verb in ("start", "finish"):
        step(desk, verb, made.id, form(verb, desk, made.id))
    order(desk, unit="5-1-0603")
    waiting = [row for row in desk.call("directory.unit_card", unit="3-2-1102").waiting if row.register == "specials"]
    assert [(row.text, row.params["sum"], row.ref.id) for row in waiting] == [
        ("waiting.specials_unpaid", "90.00", made.id)
    ]
    (group,) = [item for item in desk.call("today.list") if item.text == "today.specials_unpaid"]
    assert (group.count, group.chip) == (1, "unpaid")
    assert list(desk.call("specials.ids", query=Query(chip="unpaid"))) == [made.id]
    step(desk, "take_money", made.id, TakeMoneyDraft(sum=Decimal(90), receipt="R9", payer="陈女士"))
    assert not [item for item in desk.call("today.list") if item.text == "today.specials_unpaid"]


def test_a_correction_keeps_item_and_price_and_never_undercuts_what_was_paid(desk: Desk) -> None:
    made = order(desk)
    words = AmendDraft(unit="5-1-0603", contact="张三", quantity=Decimal(3))
    step(desk, "amend", made.id, words)
    kept = read(desk, made.id)
    assert (kept.unit, kept.contact, kept.amount, kept.owed, kept.item) == ("5-1-0603", "张三", 135, 45, "日常保洁")
    with pytest.raises(Invalid) as caught:
        step(desk, "amend", made.id, replace(words, amount=Decimal(50), amount_reason="优惠"))
    assert codes(caught) == {"amount": "below_paid"}
    with pytest.raises(Invalid) as caught:
        step(desk, "amend", made.id, replace(words, amount=Decimal(100)))
    assert codes(caught) == {"amount_reason": "amount_differs"}
    for bad in (Decimal("NaN"), Decimal("sNaN"), Decimal("1E+400")):
        with pytest.raises(Invalid):
            step(desk, "amend", made.id, replace(words, quantity=bad))
    step(desk, "amend", made.id, replace(words, amount=Decimal(100), amount_reason="优惠"))
    step(desk, "amend", made.id, replace(words, amount=None, amount_reason="优惠", contact="张女士"))
    assert read(desk, made.id).amount == 100
    assert [hit.ref.id for hit in desk.call("search.find", text="张女士") if hit.ref.register == "specials"] == [
        made.id
    ]


def test_the_cashier_takes_no_counter_money(desk: Desk) -> None:
    made = on_account(desk)
    for role in (Role.CASHIER, Role.STEWARD, Role.ADMIN):
        with pytest.raises(NotAllowed):
            desk.as_(role).call("specials.take_money", id=made.id, version=made.version, draft=TakeMoneyDraft())


# The agreed time


def test_the_agreed_beginning_is_due_then_the_agreed_end(desk: Desk) -> None:
    made = order(desk)
    (due,) = [item for item in desk.call("today.list") if item.register == "specials"]
    assert (due.text, due.due, due.params["item"]) == ("today.specials.start", made.starts_at, "日常保洁")
    desk.clock.now = made.starts_at - HOUR / 2
    step(desk, "start", made.id, StartDraft(started_at=desk.clock.now, workers="李芳"))
    (due,) = [item for item in desk.call("today.list") if item.register == "specials"]
    assert (due.text, due.due) == ("today.specials.finish", made.ends_at)
    why = desk.call("deadlines.explain", register="specials", id=made.id)
    assert (why.rule, why.due, why.by) == ("", made.ends_at, desk.actor.name)
    step(desk, "finish", made.id, FinishDraft(finished_at=desk.clock.now, result="完成"))
    assert not [item for item in desk.call("today.list") if item.register == "specials"]
    assert read(desk, made.id).missed == 0


def test_a_late_beginning_is_late_and_counted(desk: Desk) -> None:
    made = order(desk)
    desk.clock.now = made.starts_at + HOUR
    assert list(desk.call("specials.ids", query=Query(chip="late"))) == [made.id]
    assert desk.call("specials.counts")["late"] == 1
    step(desk, "start", made.id, StartDraft(started_at=desk.clock.now, workers="李芳"))
    assert read(desk, made.id).missed == 1


def test_a_new_time_is_agreed_with_its_reason_and_late_with_an_apology(desk: Desk) -> None:
    made = order(desk)
    later = RescheduleDraft(starts_at=made.starts_at + timedelta(days=2), reason="业主出差")
    step(desk, "reschedule", made.id, later)
    kept = read(desk, made.id)
    assert (kept.starts_at, kept.ends_at - kept.starts_at, kept.moves) == (later.starts_at, 4 * HOUR, 1)
    assert (kept.deadline.due, kept.missed) == (later.starts_at, 0)
    desk.clock.now = kept.starts_at + HOUR
    again = RescheduleDraft(starts_at=desk.clock.now + HOUR, reason="保洁员请假")
    with pytest.raises(Invalid) as caught:
        step(desk, "reschedule", made.id, again)
    assert codes(caught) == {"apology": "apology_required"}
    step(desk, "reschedule", made.id, replace(again, apology="已电话致歉"))
    kept = read(desk, made.id)
    assert (kept.moves, kept.missed, kept.apology) == (2, 1, "已电话致歉")
    assert "保洁员请假" in {change.new for row in kept.history for change in row.changes}


@pytest.mark.parametrize(
    ("draft", "field", "code"),
    [
        (RescheduleDraft(reason="x"), "starts_at", "required"),
        (RescheduleDraft(starts_at=datetime(2026, 11, 1, tzinfo=UTC), reason="x"), "starts_at", "in_past"),
        (RescheduleDraft(starts_at=datetime(2026, 12, 2, tzinfo=UTC), ends_at=datetime(2026, 12, 1, tzinfo=UTC),
                         reason="x"), "ends_at", "before"),
        (RescheduleDraft(starts_at=datetime(2026, 12, 2, tzinfo=UTC)), "reason", "required"),
        (RescheduleDraft(starts_at=NAIVE, reason="x"), "starts_at", "wrong_type"),
    ],
)  # fmt: skip
def test_all_4_a_bad_new_time_is_refused(desk: Desk, draft: RescheduleDraft, field: str, code: str) -> None:
    made = order(desk)
    with pytest.raises(Invalid) as caught:
        step(desk, "reschedule", made.id, draft)
    assert codes(caught) == {field: code}


def test_once_begun_only_the_end_moves(desk: Desk) -> None:
    id = bring(desk, "in_hand", "", "")
    kept = read(desk, id)
    with pytest.raises(Invalid) as caught:
        step(desk, "reschedule", id, RescheduleDraft(starts_at=desk.clock.now + HOUR, reason="x"))
    assert codes(caught) == {"starts_at": "begun"}
    step(desk, "reschedule", id, RescheduleDraft(ends_at=kept.ends_at + HOUR, reason="加做一间"))
    assert (read(desk, id).starts_at, read(desk, id).ends_at) == (kept.starts_at, kept.ends_at + HOUR)


def test_while_it_is_paused_no_clock_runs_and_the_times_move_along(desk: Desk) -> None:
    made = order(desk)
    step(desk, "pause", made.id, ReasonDraft(reason="业主外出"))
    assert not [item for item in desk.call("today.list") if item.register == "specials"]
    desk.clock.forward(days=3)
    assert desk.call("specials.counts")["late"] == 0
    desk.call("specials.resume", id=made.id, version=read(desk, made.id).version)
    kept = read(desk, made.id)
    assert (kept.state, kept.starts_at, kept.ends_at) == (
        State.ORDERED, made.starts_at + timedelta(days=3), made.ends_at + timedelta(days=3),
    )  # fmt: skip
    assert (kept.deadline.due, kept.missed) == (kept.starts_at, 0)


@pytest.mark.parametrize(("verb", "field"), [("start", "started_at"), ("finish", "finished_at")])
def test_nothing_happens_before_its_order(desk: Desk, verb: str, field: str) -> None:
    id = bring(desk, "ordered" if verb == "start" else "in_hand", "", "")
    early = replace(form(verb, desk, id), **{field: desk.clock.now - HOUR})
    with pytest.raises(Invalid) as caught:
        step(desk, verb, id, early)
    assert codes(caught) == {field: "before"}


# The slip


def at_work(desk: Desk, **values: Any) -> tuple[int, int]:
    """An order whose slip is out, and the slip's id."""
    made = order(desk, **values)
    step(desk, "dispatch", made.id, DispatchDraft(department_id=2, note="请带鞋套"))
    slip_id = read(desk, made.id).slip_id
    assert slip_id is not None
    return made.id, slip_id


def slip_done(desk: Desk, slip_id: int, opinion: Opinion = Opinion.SATISFIED) -> None:
    """Received, begun, done, told."""
    now = desk.clock.now
    for verb, draft in (
        ("receive", ReceiveDraft(received_by="李芳", received_at=now)),
        ("start", StartSlip(workers="李芳", arrived_at=now)),
        ("finish", FinishSlip(finished_at=now, result="按约完成")),
        ("tell", TellDraft(told_at=now, opinion=opinion)),
    ):
        desk.step("slips", verb, slip_id, draft)


def test_4_1_5_and_4_7_2_dispatching_issues_a_slip_with_everything_carried_over(desk: Desk) -> None:
    made = order(desk)
    change = desk.step("specials", "dispatch", made.id, DispatchDraft(department_id=2, note="请带鞋套"))
    kept = read(desk, made.id)
    slip = desk.read_slip(kept.slip_id or 0)
    assert (slip.unit, slip.contact, slip.phone, slip.item) == (
        made.unit,
        made.contact,
        made.phone,
        Item.SPECIAL_SERVICE,
    )
    assert (slip.department_id, slip.note, slip.entry_id) == (2, "请带鞋套", made.entry_id)
    assert (slip.limit_at, slip.appointment) == (made.ends_at, made.starts_at)
    assert slip.content == "日常保洁 × 2 小时\n厨房油污较重"
    assert (kept.slip_number, kept.department) == (slip.number, "保洁部")
    assert {slip.number, kept.entry_number} <= {ref.number for ref in change.also}
    assert desk.read_entry(made.entry_id).state is EntryState.DISPATCHED
    assert [line.verb for line in slip.history] == ["slips.order"]
    with pytest.raises(Invalid) as caught:
        step(desk, "dispatch", order(desk).id, DispatchDraft(department_id=77))
    assert codes(caught) == {"department_id": "unknown_choice"}


def test_the_order_follows_its_slip_to_the_end_and_its_entry_with_it(desk: Desk) -> None:
    id, slip_id = at_work(desk)
    slip_done(desk, slip_id)
    done = read(desk, id)
    assert (done.state, done.workers, done.result, done.opinion) == (State.DONE, "李芳", "按约完成", Opinion.SATISFIED)
    assert (done.started_at, done.finished_at) == (desk.clock.now, desk.clock.now)
    desk.step("slips", "recover", slip_id, RecoverDraft(recovered_at=desk.clock.now))
    desk.step("slips", "close", slip_id, CloseSlip())
    assert read(desk, id).state is State.CLOSED
    assert desk.read_entry(done.entry_id).state is EntryState.CLOSED
    verbs = [line.verb for line in read(desk, id).history]
    assert verbs == [
        "specials.order", "specials.take_money", "specials.dispatch", "specials.start", "specials.finish",
        "slips.tell", "specials.close",
    ]  # fmt: skip
    desk.step("slips", "reopen", slip_id, ReasonDraft(reason="点错"))
    assert read(desk, id).state is State.DONE


def test_4_7_3_what_its_slip_has_finished_is_judged_afterwards(desk: Desk) -> None:
    id, slip_id = at_work(desk)
    slip_done(desk, slip_id)
    assert read(desk, id).quality is None
    desk.step("specials", "judge", id, JudgeDraft(quality=Quality.FLAWED, quality_note="漏擦一扇窗", accepted=True))
    kept = read(desk, id)
    assert (kept.state, kept.quality, kept.quality_note, kept.accepted) == (
        State.DONE, Quality.FLAWED, "漏擦一扇窗", True,
    )  # fmt: skip
    desk.step("slips", "recover", slip_id, RecoverDraft(recovered_at=desk.clock.now))
    desk.step("slips", "close", slip_id, CloseSlip())
    desk.step("specials", "judge", id, JudgeDraft(quality=Quality.GOOD))
    kept = read(desk, id)
    assert (kept.state, kept.quality, kept.quality_note) == (State.CLOSED, Quality.GOOD, "")
    with pytest.raises(Invalid):
        desk.step("specials", "judge", id, JudgeDraft())


def test_4_7_3_closing_asks_for_the_quality_and_keeps_what_is_known(desk: Desk) -> None:
    done, known = bring(desk, "done", "", ""), bring(desk, "in_hand", "", "")
    desk.step("specials", "close", done, CloseDraft(quality=Quality.GOOD, accepted=True))
    assert (read(desk, done).quality, read(desk, done).accepted) == (Quality.GOOD, True)
    ended = FinishDraft(finished_at=desk.clock.now, result="按约完成", quality=Quality.POOR)
    desk.step("specials", "finish", known, ended)
    desk.step("specials", "close", known, CloseDraft())
    assert read(desk, known).quality is Quality.POOR


def test_4_7_3_what_is_done_once_more_is_judged_anew(desk: Desk) -> None:
    id = bring(desk, "done", "", "")
    desk.step("specials", "judge", id, JudgeDraft(quality=Quality.POOR, accepted=True))
    desk.step("specials", "dispatch", id, DispatchDraft(department_id=1))
    assert (read(desk, id).quality, read(desk, id).accepted) == (None, False)


def test_what_is_owed_keeps_an_order_open_when_its_slip_closes(desk: Desk) -> None:
    made = on_account(desk)
    step(desk, "dispatch", made.id, DispatchDraft(department_id=2))
    slip_id = read(desk, made.id).slip_id or 0
    slip_done(desk, slip_id)
    desk.step("slips", "recover", slip_id, RecoverDraft(recovered_at=desk.clock.now))
    desk.step("slips", "close", slip_id, CloseSlip())
    assert read(desk, made.id).state is State.DONE
    step(desk, "take_money", made.id, TakeMoneyDraft(sum=Decimal(90), receipt="R3", payer="陈女士"))
    step(desk, "close", made.id, CloseDraft())


def test_what_a_slip_could_not_do_is_not_done_and_goes_out_again_with_it(desk: Desk) -> None:
    id, slip_id = at_work(desk)
    desk.step("slips", "fail", slip_id, FailDraft(reason="业主不在家"))
    assert (read(desk, id).state, read(desk, id).fail_reason) == (State.NOT_DONE, "业主不在家")
    later = read(desk, id).ends_at + timedelta(days=2)
    desk.step("slips", "extend", slip_id, ExtendDraft(limit_at=later, reason="另约", apology="已致歉"))
    assert (read(desk, id).state, read(desk, id).ends_at) == (State.DISPATCHED, later)


def test_what_was_not_done_is_agreed_anew_and_sent_with_another_slip(desk: Desk) -> None:
    id, slip_id = at_work(desk)
    step(desk, "fail", id, ReasonDraft(reason="业主不在家"))
    step(desk, "reschedule", id, RescheduleDraft(starts_at=desk.clock.now + timedelta(days=2), reason="另约"))
    step(desk, "dispatch", id, DispatchDraft(department_id=2))
    assert read(desk, id).slip_id not in (slip_id, None)


def test_dsp_3_rework_takes_the_order_back_to_work(desk: Desk) -> None:
    id, slip_id = at_work(desk)
    slip_done(desk, slip_id, Opinion.VERY_DISSATISFIED)
    assert read(desk, id).opinion is Opinion.VERY_DISSATISFIED
    desk.step("slips", "rework", slip_id, ReworkDraft(content="重做厨房"))
    again = read(desk, id)
    assert (again.state, again.finished_at, again.opinion) == (State.DISPATCHED, None, None)


def test_dsp_2_a_later_end_is_the_slip_s_later_limit(desk: Desk) -> None:
    id, slip_id = at_work(desk)
    later = read(desk, id).starts_at + timedelta(days=1)
    step(desk, "reschedule", id, RescheduleDraft(starts_at=later, reason="业主改期"))
    slip = desk.read_slip(slip_id)
    assert (slip.limit_at, slip.extensions[0].reason) == (read(desk, id).ends_at, "业主改期")
    assert (slip.state, read(desk, id).moves) == (SlipState.ISSUED, 1)


def test_voiding_calls_the_slip_back_and_the_entry_has_its_result(desk: Desk) -> None:
    id, slip_id = at_work(desk)
    step(desk, "void", id, VoidDraft(reason="业主取消", receipt="TK3"))
    assert desk.read_slip(slip_id).state is SlipState.VOIDED
    entry = desk.read_entry(read(desk, id).entry_id)
    assert (entry.state, entry.result) == (EntryState.RESULT_KNOWN, "业主取消")


def test_a_slip_that_is_called_back_leaves_its_order_undone(desk: Desk) -> None:
    id, slip_id = at_work(desk)
    desk.step("slips", "void", slip_id, ReasonDraft(reason="派错部门"))
    assert (read(desk, id).state, read(desk, id).fail_reason) == (State.NOT_DONE, "派错部门")


def test_a_slip_issued_from_the_entry_itself_is_the_order_s(desk: Desk) -> None:
    made = order(desk)
    slip = desk.slip(entry_id=made.entry_id, item=Item.SPECIAL_SERVICE, department_id=2)
    assert (read(desk, made.id).state, read(desk, made.id).slip_id) == (State.DISPATCHED, slip.id)
    assert [ref.number for ref in desk.read_slip(slip.id).linked] == [made.number]


def test_two_orders_of_one_entry_keep_their_own_slips(desk: Desk) -> None:
    first = order(desk)
    second = order(desk, entry_id=first.entry_id)
    step(desk, "dispatch", first.id, DispatchDraft(department_id=2))
    assert read(desk, second.id).slip_id is None
    step(desk, "dispatch", second.id, DispatchDraft(department_id=1))
    assert read(desk, first.id).slip_id != read(desk, second.id).slip_id


def test_without_a_slip_the_entry_goes_along_with_the_order(desk: Desk) -> None:
    id = bring(desk, "ordered", "", "")
    entry_id = read(desk, id).entry_id
    step(desk, "start", id, form("start", desk, id))
    step(desk, "finish", id, form("finish", desk, id))
    assert (desk.read_entry(entry_id).state, desk.read_entry(entry_id).result) == (EntryState.RESULT_KNOWN, "按约完成")
    step(desk, "close", id, CloseDraft(opinion=Opinion.SATISFIED))
    assert (desk.read_entry(entry_id).state, desk.read_entry(entry_id).opinion) == (
        EntryState.CLOSED, Opinion.SATISFIED,
    )  # fmt: skip


def test_a_steward_follows_the_work_of_the_own_area_only(desk: Desk) -> None:
    id = bring(desk, "dispatched", "", "")
    far = order(desk, unit="5-1-0603")
    steward = desk.as_(Role.STEWARD)
    assert list(steward.call("specials.ids", query=Query())) == [id]
    step(steward, "start", id, form("start", desk, id))
    with pytest.raises(NotAllowed):
        steward.call("specials.detail", id=far.id)
    with pytest.raises(NotAllowed):
        step(steward, "close", id, CloseDraft())


# What others hear and read


def test_4_7_4_the_figures_by_item(desk: Desk) -> None:
    since = desk.clock.now - HOUR
    quick = order(desk, unit="5-1-0603")
    for verb in ("start", "finish"):
        step(desk, verb, quick.id, form(verb, desk, quick.id))
    step(desk, "close", quick.id, CloseDraft(opinion=Opinion.SATISFIED))
    slow = on_account(desk)
    glass = order(desk, item_id=item_named(desk, "擦玻璃"))
    step(desk, "void", glass.id, VoidDraft(reason="取消", receipt="TK4"))
    desk.clock.now = slow.starts_at + HOUR
    step(desk, "start", slow.id, StartDraft(started_at=desk.clock.now, workers="李芳"))
    poor = FinishDraft(finished_at=desk.clock.now, result="好", quality=Quality.POOR)
    step(desk, "finish", slow.id, poor)
    found = {row.item: row for row in desk.call("specials.figures", since=since, until=desk.clock.now + HOUR)}
    clean = found["日常保洁"]
    assert (clean.orders, clean.voided, clean.income) == (2, 0, Decimal(90))
    assert (clean.finished, clean.in_time, clean.judged, clean.good) == (2, 1, 1, 0)
    assert (clean.asked, clean.satisfied) == (1, 1)
    assert (found["擦玻璃"].orders, found["擦玻璃"].voided, found["擦玻璃"].income) == (0, 1, 0)
    assert desk.call("specials.figures", since=since - HOUR, until=since) == ()
    assert {row.item for row in desk.as_(Role.STEWARD).call("specials.figures", since=since, until=desk.clock.now)} == {
        "日常保洁", "擦玻璃",
    }  # fmt: skip


def test_the_list_of_a_day_and_of_a_month(desk: Desk) -> None:
    first = order(desk)
    voided = order(desk)
    step(desk, "void", voided.id, VoidDraft(reason="取消", receipt="TK5"))
    desk.clock.forward(days=1)
    order(desk)
    day = desk.call("specials.period", id=int(f"{first.at.astimezone():%Y%m%d}"))
    assert (day.number, [row.id for row in day.rows]) == (f"{first.at.astimezone():%Y-%m-%d}", [first.id, voided.id])
    assert (day.amount, day.paid) == (Decimal(90), Decimal(90))
    assert len(desk.call("specials.period", id=202611).rows) == 3
    assert desk.call("specials.period", id=202612).rows == ()
    for wrong in (0, 20261301, 2026, 20260230, 10**12):
        with pytest.raises(NotFound):
            desk.call("specials.period", id=wrong)


def test_the_unit_s_page_has_its_orders(desk: Desk) -> None:
    made = order(desk)
    unit_id = made.unit_id or 0
    assert made.number in {event_.ref.number for event_ in desk.call("directory.unit_history", unit_id=unit_id)}


def test_today_s_services_have_their_chip(desk: Desk) -> None:
    order(desk)
    soon = order(desk, starts_at=desk.clock.now + HOUR / 2)
    assert list(desk.call("specials.ids", query=Query(chip="today"))) == [soon.id]
    assert set(desk.call("specials.ids", query=Query(chip="mine", sort="due"))) == {1, 2}


@pytest.mark.parametrize("role", [Role.RECEPTIONIST, Role.STEWARD])
@pytest.mark.parametrize("verb", ["specials.counts", "today.list"])
def test_g3_what_follows_every_save_walks_no_table(desk: Desk, role: Role, verb: str) -> None:
    seen: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        seen.append((statement, parameters))

    person, engine = desk.as_(role), desk.office.core.database.reader
    event.listen(engine, "before_cursor_execute", note)
    person.call(verb)
    event.remove(engine, "before_cursor_execute", note)
    with engine.connect() as connection:
        for statement, parameters in seen:
            if statement.startswith("SELECT"):
                plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
                assert not [row[3] for row in plan if row[3] == "SCAN special"], statement
    assert seen


def test_the_whole_file_stands_the_check(desk: Desk) -> None:
    for state in ("ordered", "dispatched", "in_hand", "paused", "not_done", "done", "closed", "voided"):
        bring(desk, state, "resume" if state == "paused" else "", "in_hand")
    report = desk.as_(Role.SUPERVISOR).call("journal.check")
    assert report.findings == ()
    assert (report.rows["specials"], report.rows["prices"]) == (8, len(desk.call("prices.list")))
