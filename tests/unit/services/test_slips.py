"""The dispatch slips' rules, each by its id."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from deskapp.domain.common import Query
from deskapp.domain.people import Role
from deskapp.domain.reception import AnswerDraft, Opinion, ReasonDraft, Urgency
from deskapp.domain.reception import State as EntryState
from deskapp.domain.slips import (
    CloseDraft,
    ExtendDraft,
    FailDraft,
    FinishDraft,
    Item,
    Material,
    ReceiveDraft,
    RecoverDraft,
    ReworkDraft,
    StartDraft,
    State,
    TellDraft,
)
from deskapp.errors import Invalid, WrongStep
from tests.factories import Desk


def codes(caught: pytest.ExceptionInfo[Invalid]) -> dict[str, str]:
    return {problem.field: problem.code for problem in caught.value.problems}


def test_dsp_1_reprints_are_numbered(desk: Desk) -> None:
    slip = desk.slip()
    assert [desk.call("slips.print", id=slip.id).reprint for _ in range(3)] == [0, 1, 2]
    with pytest.raises(WrongStep):
        desk.call("slips.print", id=desk.slip_in("draft").id)


@pytest.mark.parametrize(
    ("item", "urgency", "hours", "rule"),
    [
        (Item.PLUMBING, Urgency.NORMAL, 24, "dispatch.limit.repair"),
        (Item.PLUMBING, Urgency.EMERGENCY, 0.5, "dispatch.limit.emergency"),
        (Item.CLEANING, Urgency.URGENT, 72, "dispatch.limit.other"),
    ],
)
def test_the_limit_comes_from_the_rulebook(desk: Desk, item: Item, urgency: Urgency, hours: float, rule: str) -> None:
    slip = desk.slip(item=item, urgency=urgency)
    assert (slip.limit_at, slip.limit_rule) == (desk.clock.now + timedelta(hours=hours), rule)
    why = desk.call("slips.limit_default", item=item, urgency=urgency)
    assert why == slip.deadline
    assert (why.due, why.clause) == (slip.limit_at, "001·1·4.10.2")


def test_a_limit_set_by_hand_stands(desk: Desk) -> None:
    by_hand = desk.clock.now + timedelta(hours=5)
    assert desk.slip(limit_at=by_hand).limit_at == by_hand


def test_dsp_2_past_its_limit_a_slip_is_extended_with_apology_and_the_count_is_kept(desk: Desk) -> None:
    slip = desk.slip()
    desk.clock.forward(hours=25)
    assert list(desk.call("slips.ids", query=Query(chip="late"))) == [slip.id]
    extension = ExtendDraft(limit_at=desk.clock.now + timedelta(hours=4), reason="等配件", apology="已致歉")
    with pytest.raises(Invalid) as caught:
        desk.step("slips", "extend", slip.id, replace(extension, apology=" "))
    assert codes(caught) == {"apology": "required"}
    desk.step("slips", "extend", slip.id, extension)
    longer = replace(extension, limit_at=desk.clock.now + timedelta(hours=9))
    desk.step("slips", "extend", slip.id, longer)
    kept = desk.read_slip(slip.id)
    assert (kept.limit_at, len(kept.extensions), kept.extensions[0].old_limit) == (longer.limit_at, 2, slip.limit_at)
    assert desk.call("slips.rows", ids=[slip.id])[0].extensions == 2
    assert not desk.call("slips.ids", query=Query(chip="late"))


def test_dsp_2_an_extension_must_lie_later(desk: Desk) -> None:
    slip = desk.slip()
    assert slip.limit_at is not None
    sooner = ExtendDraft(limit_at=slip.limit_at - timedelta(hours=1), reason="x", apology="y")
    with pytest.raises(Invalid) as caught:
        desk.step("slips", "extend", slip.id, sooner)
    assert codes(caught) == {"limit_at": "limit_sooner"}


def test_dsp_3_opinion_is_asked_before_it_can_close(desk: Desk) -> None:
    slip = desk.slip_in("done")
    with pytest.raises(WrongStep):
        desk.step("slips", "close", slip.id, CloseDraft())
    with pytest.raises(Invalid) as caught:
        desk.step("slips", "tell", slip.id, TellDraft(told_at=desk.clock.now))
    assert codes(caught) == {"opinion": "required"}


def test_dsp_3_not_satisfied_opens_another_round_on_the_same_number(desk: Desk) -> None:
    slip = desk.slip_in("told", opinion=Opinion.VERY_DISSATISFIED)
    desk.clock.forward(hours=1)
    desk.step("slips", "rework", slip.id, ReworkDraft(content="仍渗水"))
    again = desk.read_slip(slip.id)
    assert (again.number, again.state, len(again.rounds)) == (slip.number, State.ISSUED, 2)
    assert (again.now.content, again.rounds[0].opinion, again.rounds[0].result) == (
        "仍渗水",
        Opinion.VERY_DISSATISFIED,
        "更换接头",
    )
    assert again.limit_at == desk.clock.now + timedelta(hours=24)


def test_dsp_3_rework_is_for_the_dissatisfied_only(desk: Desk) -> None:
    with pytest.raises(Invalid) as caught:
        desk.step("slips", "rework", desk.slip_in("told").id, ReworkDraft(content="再来"))
    assert codes(caught) == {"content": "satisfied"}


def test_dsp_3_only_the_office_closes_over_a_dissatisfied_resident(desk: Desk) -> None:
    slip = desk.slip_in("recovered", opinion=Opinion.RATHER_DISSATISFIED)
    with pytest.raises(Invalid):
        desk.step("slips", "close", slip.id, CloseDraft(reason="业主出国"))
    supervisor = desk.as_(Role.SUPERVISOR)
    with pytest.raises(Invalid) as caught:
        supervisor.step("slips", "close", slip.id, CloseDraft())
    assert codes(caught) == {"reason": "dissatisfied"}
    supervisor.step("slips", "close", slip.id, CloseDraft(reason="业主出国"))
    assert desk.read_slip(slip.id).state is State.CLOSED


def test_dsp_4_copies_out_are_listed_by_department_and_age(desk: Desk) -> None:
    old = desk.slip(department_id=2)
    desk.clock.forward(days=3)
    new, back = desk.slip(department_id=1), desk.slip_in("recovered")
    newer = desk.slip(department_id=2)
    desk.slip_in("voided")
    desk.slip_in("draft")
    out = desk.call("slips.copies_out")
    departments = {1: "工程部", 2: "保洁部"}
    assert {(row.id, row.department, row.days) for row in out} == {
        (old.id, departments[2], 3),
        (newer.id, departments[2], 0),
        (new.id, departments[1], 0),
    }
    shown = desk.call("slips.ids", query=Query(chip="copies_out", sort="department"))
    assert list(shown) == [row.id for row in out]
    assert [row.department for row in out] == sorted(row.department for row in out)
    assert back.id not in desk.call("slips.ids", query=Query(chip="copies_out"))
    assert desk.call("slips.counts")["copies_out"] == 3


def test_the_copy_may_come_back_before_the_resident_is_told(desk: Desk) -> None:
    slip = desk.slip_in("done")
    desk.step("slips", "recover", slip.id, RecoverDraft(recovered_at=desk.clock.now))
    assert desk.read_slip(slip.id).state is State.DONE
    with pytest.raises(Invalid):
        desk.step("slips", "recover", slip.id, RecoverDraft(recovered_at=desk.clock.now))
    desk.step("slips", "tell", slip.id, TellDraft(told_at=desk.clock.now, opinion=Opinion.SATISFIED))
    assert desk.read_slip(slip.id).state is State.RECOVERED


def test_rec_4_the_entry_goes_along_to_its_end(desk: Desk) -> None:
    entry = desk.entry()
    slip = desk.slip_in("issued", entry_id=entry.id)
    now = desk.clock.now

    def state() -> EntryState:
        return desk.read_entry(entry.id).state

    desk.step("slips", "receive", slip.id, ReceiveDraft(received_by="李强", received_at=now))
    desk.step("slips", "start", slip.id, StartDraft(workers="李强", arrived_at=now))
    assert state() is EntryState.DISPATCHED
    desk.step("slips", "finish", slip.id, FinishDraft(finished_at=now, result="修好了"))
    assert (state(), desk.read_entry(entry.id).result) == (EntryState.RESULT_KNOWN, "修好了")
    desk.step("slips", "tell", slip.id, TellDraft(told_at=now, opinion=Opinion.SATISFIED))
    assert (state(), desk.read_entry(entry.id).opinion) == (EntryState.CALLER_TOLD, Opinion.SATISFIED)
    desk.step("slips", "recover", slip.id, RecoverDraft(recovered_at=now))
    desk.step("slips", "close", slip.id, CloseDraft())
    assert state() is EntryState.CLOSED
    verbs = [line.verb for line in desk.read_entry(entry.id).history]
    assert verbs[1:] == ["reception.dispatch", "reception.result", "reception.tell", "reception.close"]


def test_rec_4_with_two_slips_the_entry_waits_for_both(desk: Desk) -> None:
    entry = desk.entry()
    first, second = (desk.slip(entry_id=entry.id) for _ in range(2))
    now = desk.clock.now
    for slip in (first, second):
        assert desk.read_entry(entry.id).state is EntryState.DISPATCHED
        desk.step("slips", "receive", slip.id, ReceiveDraft(received_by="李强", received_at=now))
        desk.step("slips", "start", slip.id, StartDraft(workers="李强", arrived_at=now))
        desk.step("slips", "finish", slip.id, FinishDraft(finished_at=now, result="好"))
    assert desk.read_entry(entry.id).state is EntryState.RESULT_KNOWN


def test_rework_dispatches_the_entry_again(desk: Desk) -> None:
    entry = desk.entry()
    slip = desk.slip_in("told", opinion=Opinion.RATHER_DISSATISFIED, entry_id=entry.id)
    desk.step("slips", "rework", slip.id, ReworkDraft(content="仍漏"))
    assert desk.read_entry(entry.id).state is EntryState.DISPATCHED


def test_no_slip_from_an_entry_that_is_over(desk: Desk) -> None:
    closed = desk.entry_in("closed")
    with pytest.raises(Invalid) as caught:
        desk.slip(entry_id=closed.id)
    assert codes(caught) == {"entry_id": "entry_closed"}


def test_a_draft_is_amended_and_issued(desk: Desk) -> None:
    draft = desk.slip_in("draft")
    assert (draft.issued_at, draft.number) == (None, "PG-202611-0001")
    desk.step("slips", "amend", draft.id, desk.slip_draft(content="改为阳台漏水"))
    change = desk.call("slips.issue", id=draft.id, version=desk.read_slip(draft.id).version)
    issued = desk.read_slip(change.id)
    assert (issued.content, issued.now.content, issued.issued_at) == ("改为阳台漏水", "改为阳台漏水", desk.clock.now)


def test_materials_and_labour_are_kept_to_the_fen(desk: Desk) -> None:
    slip = desk.slip_in("in_hand")
    lines = (
        Material(name="止水带", size="20 m", quantity=Decimal("2.5"), price=Decimal("3.35")),
        Material(name="接头", quantity=Decimal(1), price=Decimal("12.00")),
    )
    done = FinishDraft(finished_at=desk.clock.now, result="好", labour=Decimal("35.50"), materials=lines)
    desk.step("slips", "finish", slip.id, done)
    assert (desk.read_slip(slip.id).now.materials, desk.read_slip(slip.id).now.labour) == (lines, Decimal("35.5"))


@pytest.mark.parametrize(
    ("material", "field", "code"),
    [
        (Material(name=""), "materials.0.name", "required"),
        (Material(name="x", price=Decimal(-1)), "materials.0.price", "negative_money"),
        (Material(name="x", price=Decimal("0.001")), "materials.0.price", "cents"),
        (Material(name="x", price=Decimal("NaN")), "materials.0.price", "negative_money"),
    ],
)
def test_all_4_a_bad_line_of_the_materials_table(desk: Desk, material: Material, field: str, code: str) -> None:
    slip = desk.slip_in("in_hand")
    with pytest.raises(Invalid) as caught:
        desk.step(
            "slips", "finish", slip.id, FinishDraft(finished_at=desk.clock.now, result="好", materials=(material,))
        )
    assert codes(caught) == {field: code}
    assert not desk.read_slip(slip.id).now.materials


def test_a_slip_issued_in_the_last_moment_of_a_minute_is_received_in_that_minute(desk: Desk) -> None:
    minute = desk.clock.now.replace(second=0, microsecond=0)
    desk.clock.now = minute.replace(second=59, microsecond=600_000)
    slip = desk.slip()
    desk.step("slips", "receive", slip.id, ReceiveDraft(received_by="李强", received_at=minute))  # typed to the minute
    assert desk.read_slip(slip.id).state == "received"


def test_a_step_cannot_happen_before_the_one_before(desk: Desk) -> None:
    slip = desk.slip()
    early = ReceiveDraft(received_by="李强", received_at=desk.clock.now - timedelta(hours=1))
    with pytest.raises(Invalid) as caught:
        desk.step("slips", "receive", slip.id, early)
    assert codes(caught) == {"received_at": "before"}


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({"department_id": None}, "department_id", "required"),
        ({"department_id": 77}, "department_id", "unknown_choice"),
        ({"content": ""}, "content", "required"),
        ({"unit": "1-1-1"}, "unit", "unknown_unit"),
        ({"entry_id": 77}, "entry_id", "unknown_choice"),
    ],
)
def test_all_4_a_bad_order_is_refused(desk: Desk, values: dict[str, object], field: str, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        desk.slip(**values)
    assert codes(caught) == {field: code}
    assert not desk.call("slips.ids", query=Query())


def test_undo_of_a_closing_is_the_reopen_step(desk: Desk) -> None:
    slip = desk.slip_in("closed")
    desk.step("slips", "reopen", slip.id, ReasonDraft(reason="undo"))
    reopened = desk.read_slip(slip.id)
    assert (reopened.state, reopened.closed_at) == (State.RECOVERED, None)


def test_a_steward_reports_the_result_but_does_not_issue(desk: Desk) -> None:
    slip = desk.slip_in("received")
    steward = desk.as_(Role.STEWARD)
    steward.step("slips", "start", slip.id, StartDraft(workers="李强", arrived_at=desk.clock.now))
    steward.step("slips", "finish", slip.id, FinishDraft(finished_at=desk.clock.now, result="好"))
    assert desk.read_slip(slip.id).state is State.DONE


def test_today_lists_limits_and_copies_out(desk: Desk) -> None:
    slip = desk.slip()
    desk.slip_in("done")
    items = desk.call("today.list")
    due = next(item for item in items if item.text == "today.slip_due")
    assert (due.ref.id, due.due) == (slip.id, slip.limit_at)
    counts = {item.text: item.count for item in items if item.ref is None}
    assert (counts["today.slips_to_tell"], counts["today.copies_out"]) == (1, 2)


def test_what_waits_for_a_unit_names_its_slips(desk: Desk) -> None:
    entry = desk.entry()
    slip = desk.slip(entry_id=entry.id)
    desk.step("reception", "result", desk.entry(unit="5-1-0603").id, AnswerDraft(result="x"))
    card = desk.call("directory.unit_card", unit="3-2-1102")
    assert {(row.register, row.ref.id) for row in card.waiting} == {("reception", entry.id), ("slips", slip.id)}


def test_rec_4_what_could_not_be_done_goes_out_again_and_the_entry_waits_for_the_new_result(desk: Desk) -> None:
    entry = desk.entry()
    slip = desk.slip_in("not_done", entry_id=entry.id)
    desk.step("slips", "recover", slip.id, RecoverDraft(recovered_at=desk.clock.now))
    assert desk.call("slips.copies_out") == ()
    later = ExtendDraft(limit_at=desk.clock.now + timedelta(days=2), reason="等配件", apology="已致歉")
    assert desk.step("slips", "extend", slip.id, later).also[0].id == entry.id
    assert desk.read_entry(entry.id).state is EntryState.DISPATCHED
    assert [copy.id for copy in desk.call("slips.copies_out")] == [slip.id]
    desk.step("slips", "start", slip.id, StartDraft(workers="李强", arrived_at=desk.clock.now))
    desk.step("slips", "finish", slip.id, FinishDraft(finished_at=desk.clock.now, result="配件到货，已修好"))
    assert desk.read_entry(entry.id).result == "配件到货，已修好"


def test_reopening_a_slip_reopens_the_entry_that_closed_with_it(desk: Desk) -> None:
    entry = desk.entry()
    slip = desk.slip_in("closed", entry_id=entry.id)
    assert desk.read_entry(entry.id).state is EntryState.CLOSED
    desk.step("slips", "reopen", slip.id, ReasonDraft(reason="点错了"))
    assert desk.read_entry(entry.id).state is EntryState.CALLER_TOLD
    desk.step("slips", "close", slip.id, CloseDraft())
    assert desk.read_entry(entry.id).state is EntryState.CLOSED


NAIVE = datetime(2026, 11, 21, 3, 0)


@pytest.mark.parametrize(
    ("state", "verb", "draft", "field"),
    [
        ("issued", "receive", ReceiveDraft(received_by=5, received_at=NAIVE), "received_by"),  # type: ignore[arg-type]
        ("issued", "extend", ExtendDraft(limit_at=NAIVE, reason="x", apology="y"), "limit_at"),
        ("issued", "fail", FailDraft(reason=5), "reason"),  # type: ignore[arg-type]
        ("received", "start", StartDraft(workers="x", arrived_at=NAIVE), "arrived_at"),
        ("in_hand", "finish", FinishDraft(result="x", materials=None), "materials"),  # type: ignore[arg-type]
        ("done", "tell", TellDraft(told_at=NAIVE, opinion=Opinion.SATISFIED), "told_at"),
        ("told", "recover", RecoverDraft(recovered_at=NAIVE), "recovered_at"),
        ("recovered", "close", CloseDraft(reason=5), "reason"),  # type: ignore[arg-type]
    ],
)
def test_all_4_a_step_takes_no_value_of_another_kind(
    desk: Desk, state: str, verb: str, draft: object, field: str
) -> None:
    slip = desk.slip_in(state)
    with pytest.raises(Invalid) as caught:
        desk.step("slips", verb, slip.id, draft)
    assert codes(caught)[field] == "wrong_type"
    assert desk.read_slip(slip.id) == slip
