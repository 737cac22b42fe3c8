"""The reception log's rules, each by its id."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from deskapp.domain.common import Query
from deskapp.domain.directory import BuildingDraft, UnitDraft
from deskapp.domain.people import Role
from deskapp.domain.reception import (
    AmendDraft,
    AnswerDraft,
    AssessDraft,
    Category,
    Channel,
    CloseDraft,
    JoinDraft,
    Kind,
    NewPromiseDraft,
    Opinion,
    ReasonDraft,
    State,
    TellDraft,
)
from deskapp.errors import Conflict, Invalid, NotAllowed, NotFound
from deskapp.services.office import OpenOffice
from tests.factories import Desk

NAIVE = datetime(2026, 11, 21, 3, 0)


def refused(desk: Desk, **values: object) -> dict[str, str]:
    """Field → code of a refused entry, with proof that nothing was half saved."""
    before = desk.call("journal.head").seq
    with pytest.raises(Invalid) as caught:
        desk.call("reception.record", draft=desk.entry_draft(**values))
    assert desk.call("journal.head").seq == before
    return {problem.field: problem.code for problem in caught.value.problems}


def test_all_1_numbers_run_without_a_gap_by_month(desk: Desk) -> None:
    first = [desk.entry().number for _ in range(3)]
    refused(desk, content="")
    desk.clock.forward(days=20)
    later = [desk.entry().number for _ in range(2)]
    assert first == ["JD-202611-0001", "JD-202611-0002", "JD-202611-0003"]
    assert later == ["JD-202612-0001", "JD-202612-0002"]
    assert not desk.as_(Role.SUPERVISOR).call("journal.check").findings


def test_all_1_a_voided_entry_keeps_its_number(desk: Desk) -> None:
    voided = desk.entry_in("voided")
    assert desk.call("search.by_code", code=voided.number).id == voided.id
    assert voided.void_reason == "重复登记"
    assert desk.entry().number == "JD-202611-0002"


def test_all_2_a_clock_set_back_is_said_with_both_times(desk: Desk) -> None:
    desk.entry()
    last = desk.clock.now
    desk.clock.forward(hours=-1)
    change = desk.call("reception.record", draft=desk.entry_draft())
    assert [caution.code for caution in change.warnings] == ["clock_set_back"]
    assert change.warnings[0].params == {"now": desk.clock.now, "last": last}
    assert not desk.as_(Role.SUPERVISOR).call("journal.check").findings


def test_all_3_the_journal_keeps_old_and_new(desk: Desk) -> None:
    entry = desk.entry()
    words = AmendDraft(unit="3-2-1202", caller="陈女士", content="卫生间漏水", kind=Kind.REPAIR)
    desk.step("reception", "amend", entry.id, words)
    recorded, amended = desk.read_entry(entry.id).history
    assert recorded.verb == "reception.record"
    assert recorded.who == amended.who == desk.actor.name
    changes = {change.field: (change.old, change.new) for change in amended.changes}
    assert changes["content"] == ("厨房下水管漏水,已关总阀", "卫生间漏水")
    assert changes["unit_code"] == ("3-2-1102", "3-2-1202")


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({"caller": "  "}, "caller", "required"),
        ({"content": "长" * 3001}, "content", "too_long"),
        ({"content": "铃\x07"}, "content", "control_character"),
        ({"content": "半\ud83d个"}, "content", "control_character"),
        ({"caller": "两\n行"}, "caller", "control_character"),
        ({"phone": "打这个"}, "phone", "phone"),
        ({"unit": "9-9-9999"}, "unit", "unknown_unit"),
        ({"kind": Kind.COMPLAINT, "category": None}, "category", "category_required"),
        ({"kind": "repair!"}, "kind", "wrong_type"),
        ({"resident_id": 999}, "resident_id", "unknown_resident"),
        ({"resident_id": 2**63}, "resident_id", "unknown_choice"),
    ],
)
def test_all_4_bad_input_is_refused_at_its_field(desk: Desk, values: dict[str, object], field: str, code: str) -> None:
    assert refused(desk, **values) == {field: code}


def test_all_4_every_problem_is_said_at_once(desk: Desk) -> None:
    assert refused(desk, caller="", content="", phone="x", promised_at=None).keys() == {
        "caller", "content", "phone", "promised_at",
    }  # fmt: skip


def test_all_4_a_promise_in_the_past_is_refused(desk: Desk) -> None:
    past = desk.clock.now - timedelta(minutes=1)
    assert refused(desk, promised_at=past) == {"promised_at": "in_past"}
    assert refused(desk, promised_at=past.replace(tzinfo=None)) == {"promised_at": "wrong_type"}


def test_all_9_happened_earlier_needs_a_reason_and_is_never_later_than_now(desk: Desk) -> None:
    earlier = desk.clock.now - timedelta(hours=3)
    assert refused(desk, happened_at=earlier) == {"happened_reason": "reason_required"}
    future = desk.clock.now + timedelta(hours=1)
    assert refused(desk, happened_at=future, happened_reason="停电") == {"happened_at": "in_future"}
    entry = desk.entry(happened_at=earlier, happened_reason="停电")
    assert (entry.at, entry.recorded_at, entry.happened_reason) == (earlier, desk.clock.now, "停电")


def test_rec_1_the_same_matter_open_already_is_shown_and_joined(desk: Desk) -> None:
    first = desk.entry()
    desk.entry(unit="5-1-0603")
    desk.clock.forward(days=6)
    same = desk.call("reception.same_matter", unit="3-2-1102", kind=Kind.REPAIR)
    assert [row.id for row in same] == [first.id]
    assert not desk.call("reception.same_matter", unit="3-2-1102", kind=Kind.INQUIRY)
    desk.step("reception", "join", first.id, JoinDraft(caller="陈先生", phone="13900001111", content="还在漏"))
    joined = desk.read_entry(first.id)
    assert [contact.content for contact in joined.contacts] == ["还在漏"]
    assert joined.state is State.PROMISED
    desk.clock.forward(days=2)
    assert not desk.call("reception.same_matter", unit="3-2-1102", kind=Kind.REPAIR)


def test_rec_2_not_answered_at_once_requires_a_promise(desk: Desk) -> None:
    assert refused(desk, promised_at=None) == {"promised_at": "promise_required"}
    assert desk.entry().state is State.PROMISED
    spot = desk.entry(promised_at=None, answered=True, result="已说明")
    assert (spot.state, spot.answered_on_spot) == (State.ANSWERED, True)
    assert refused(desk, promised_at=None, answered=True) == {"result": "answer_required"}


@pytest.mark.parametrize(
    ("kind", "channel", "hours", "clause"),
    [
        (Kind.INQUIRY, Channel.EMAIL, 1, "001·intro"),
        (Kind.COMPLAINT, Channel.PHONE, 2, "001·12·3(1)"),
        (Kind.REPAIR, Channel.COUNTER, 24, "001·intro"),
        (Kind.EMERGENCY, Channel.PHONE, 0.5, "001·1·4.10.2"),
    ],
)
def test_rec_2_the_default_comes_from_the_rulebook(
    desk: Desk, kind: Kind, channel: Channel, hours: float, clause: str
) -> None:
    default = desk.call("reception.promise_default", kind=kind, channel=channel)
    assert default.deadline.clause == clause
    assert default.due == desk.clock.now + timedelta(hours=hours)


def test_rec_2_the_default_follows_the_office_own_number(desk: Desk) -> None:
    desk.as_(Role.SUPERVISOR).call("rulebook.change", key="email.reply_within", value="3")
    default = desk.call("reception.promise_default", kind=Kind.INQUIRY, channel=Channel.EMAIL)
    assert (default.due, default.deadline.span) == (desk.clock.now + timedelta(hours=3), "3 h")


def test_all_10_a_proposal_left_as_it_was_keeps_its_rule_and_clause(desk: Desk) -> None:
    default = desk.call("reception.promise_default", kind=Kind.REPAIR, channel=Channel.COUNTER)
    kept = desk.entry(promised_at=default.due, promise_rule=default.deadline.rule)
    assert kept.deadline == default.deadline
    assert desk.entry(promise_rule="email.reply_within").deadline.clause == ""
    again = NewPromiseDraft(promised_at=default.due, reason="等配件")
    desk.step("reception", "promise_again", kept.id, again)
    assert desk.read_entry(kept.id).promise_rule == ""


def test_rec_3_a_missed_promise_asks_for_apology_reason_and_new_time(desk: Desk) -> None:
    entry = desk.entry()
    desk.clock.forward(hours=3)
    again = NewPromiseDraft(promised_at=desk.clock.now + timedelta(hours=1), reason="等配件")
    with pytest.raises(Invalid) as caught:
        desk.step("reception", "promise_again", entry.id, again)
    assert [problem.code for problem in caught.value.problems] == ["apology_required"]
    desk.step("reception", "promise_again", entry.id, replace(again, apology="已电话致歉"))
    moved = desk.read_entry(entry.id)
    assert (moved.first_promise, moved.promised_at) == (entry.promised_at, again.promised_at)
    assert (moved.promises_moved, moved.apology) == (1, "已电话致歉")


def test_rec_3_today_shows_a_promise_late_soon_and_later(desk: Desk) -> None:
    entry = desk.entry()

    def pressing() -> str:
        return next(str(item.urgent) for item in desk.call("today.list") if item.ref and item.ref.id == entry.id)

    assert pressing() == "later"
    desk.clock.forward(minutes=91)
    assert pressing() == "soon"
    desk.clock.forward(minutes=30)
    assert pressing() == "late"


def test_rec_4_issuing_a_slip_dispatches_the_entry(desk: Desk) -> None:
    entry = desk.entry()
    draft = desk.call("slips.from_entry", entry_id=entry.id)
    assert (draft.unit, draft.contact, draft.phone, draft.content) == (
        entry.unit,
        entry.caller,
        entry.phone,
        entry.content,
    )
    change = desk.call("slips.order", draft=replace(draft, department_id=1))
    assert [(ref.register, ref.id) for ref in change.also] == [("reception", entry.id)]
    dispatched = desk.read_entry(entry.id)
    assert dispatched.state is State.DISPATCHED
    assert [slip.number for slip in dispatched.slips] == [change.number]


def test_rec_7_a_suggestion_carries_what_became_of_it(desk: Desk) -> None:
    entry = desk.entry(kind=Kind.SUGGESTION, content="加装扶手")
    assessed = AssessDraft(assessment="可行", department_id=1, adopted=True, reply="下月安装", reward="感谢信")
    desk.step("reception", "assess", entry.id, assessed)
    kept = desk.read_entry(entry.id).suggestion
    assert kept is not None
    assert (kept.assessment, kept.department, kept.adopted, kept.reward) == ("可行", "工程部", True, "感谢信")
    with pytest.raises(Invalid):
        desk.step("reception", "assess", desk.entry().id, assessed)


def test_a_complaint_is_recorded_with_its_category(desk: Desk) -> None:
    entry = desk.entry(kind=Kind.COMPLAINT, category=Category.FITTING_OUT, written=True)
    assert (entry.category, entry.written) == (Category.FITTING_OUT, True)


def test_the_whole_way_of_a_promise(desk: Desk) -> None:
    entry = desk.entry()
    desk.step("reception", "result", entry.id, AnswerDraft(result="已更换接头"))
    told = TellDraft(told_at=desk.clock.forward(minutes=30), opinion=Opinion.VERY_SATISFIED)
    desk.step("reception", "tell", entry.id, told)
    desk.step("reception", "close", entry.id, CloseDraft(note="无"))
    closed = desk.read_entry(entry.id)
    assert (closed.state, closed.opinion, closed.closed_at) == (State.CLOSED, Opinion.VERY_SATISFIED, desk.clock.now)


def test_a_caller_cannot_be_told_before_asking(desk: Desk) -> None:
    entry = desk.entry()
    desk.step("reception", "result", entry.id, AnswerDraft(result="好"))
    with pytest.raises(Invalid) as caught:
        desk.step("reception", "tell", entry.id, TellDraft(told_at=desk.clock.now - timedelta(hours=1)))
    assert caught.value.problems[0].code == "before"


def test_a_stale_version_is_a_conflict(desk: Desk) -> None:
    entry = desk.entry()
    desk.step("reception", "result", entry.id, AnswerDraft(result="好"))
    with pytest.raises(Conflict):
        desk.call("reception.result", id=entry.id, version=entry.version, draft=AnswerDraft(result="好"))
    with pytest.raises(NotFound):
        desk.call("reception.detail", id=999)


def test_the_same_client_id_is_the_same_entry(desk: Desk) -> None:
    draft = desk.entry_draft(client_id="one")
    first, second = (desk.call("reception.record", draft=draft) for _ in range(2))
    assert first.ref == second.ref
    assert len(desk.call("reception.ids", query=Query())) == 1


@pytest.mark.parametrize("client_id", ["\ud83d", "a\0b", 5])
def test_all_4_a_client_id_that_cannot_be_kept_is_refused(desk: Desk, client_id: object) -> None:
    assert list(refused(desk, client_id=client_id)) == ["client_id"]


def test_chips_choose_and_count(desk: Desk) -> None:
    running, closed = desk.entry(), desk.entry_in("closed")
    complaint = desk.entry(kind=Kind.COMPLAINT, category=Category.OTHER)
    desk.clock.forward(hours=3)
    chosen = {
        chip: list(desk.call("reception.ids", query=Query(chip=chip)))
        for chip in ("open", "complaints", "overdue", "all")
    }
    assert chosen["open"] == [complaint.id, running.id]
    assert chosen["complaints"] == [complaint.id]
    assert chosen["overdue"] == [running.id]
    assert chosen["all"] == [complaint.id, closed.id, running.id]
    assert desk.call("reception.counts")["open"] == 2
    assert [row.id for row in desk.call("reception.rows", ids=[closed.id, 999, running.id])] == [closed.id, running.id]


@pytest.mark.parametrize(
    "sort", ["id", "-number", "at", "unit", "-caller", "kind", "due", "state", "handler", "urgency", "content"]
)
def test_every_column_sorts_in_sql(desk: Desk, sort: str) -> None:
    for unit in ("5-1-0603", "3-2-1102", ""):
        desk.entry(unit=unit)
    assert len(desk.call("reception.ids", query=Query(sort=sort))) == 3


def test_f16_roles_are_refused_at_the_service(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        desk.as_(Role.CASHIER).call("reception.record", draft=desk.entry_draft())
    with pytest.raises(NotAllowed):
        desk.office.call(None, "reception.counts")


def test_a_steward_sees_and_works_on_the_own_area_only(desk: Desk) -> None:
    own, other = desk.entry(unit="3-2-1102"), desk.entry(unit="5-1-0603")
    steward = desk.as_(Role.STEWARD)
    assert list(steward.call("reception.ids", query=Query())) == [own.id]
    steward.step("reception", "result", own.id, AnswerDraft(result="已查看"))
    with pytest.raises(NotAllowed) as caught:
        steward.call("reception.detail", id=other.id)
    assert caught.value.code == "not_your_area"


def test_roles_a_steward_reads_nothing_of_another_area(desk: Desk) -> None:
    entry = desk.entry(unit="5-1-0603", content="西区路灯不亮")
    slip = desk.slip(unit="5-1-0603", content="西区路灯不亮", entry_id=entry.id)
    steward = desk.as_(Role.STEWARD)
    for register, id in (("reception", entry.id), ("slips", slip.id)):
        assert steward.call(f"{register}.rows", ids=[id]) == ()
    assert steward.call("search.find", text="路灯") == ()
    assert steward.call("today.list") == ()
    assert steward.call("slips.copies_out") == ()
    assert steward.call("directory.unit_card", unit="5-1-0603").waiting == ()
    assert steward.call("directory.unit_history", unit_id=entry.unit_id) == ()
    with pytest.raises(NotAllowed):
        steward.call("journal.history", register="reception", id=entry.id)
    own = desk.entry(unit="3-2-1102", content="东区路灯不亮")
    assert [hit.ref.id for hit in steward.call("search.find", text="路灯")] == [own.id]
    assert [item.ref.id for item in steward.call("today.list")] == [own.id]


def test_roles_a_steward_without_an_area_reads_nothing_anywhere(desk: Desk, office: OpenOffice) -> None:
    chief = desk.as_(Role.DIRECTOR)
    chief.call("directory.save_building", draft=BuildingDraft(code="9", name="9 栋", floors=6))
    chief.call("directory.save_unit", draft=UnitDraft(code="9-1-0101"))
    entry = desk.entry(unit="9-1-0101")
    steward = replace(desk.as_(Role.STEWARD).actor, area_id=None)
    assert list(office.call(steward, "reception.ids", query=Query())) == []
    with pytest.raises(NotAllowed):
        office.call(steward, "reception.detail", id=entry.id)


def test_an_entry_that_ends_names_the_slips_that_still_run(desk: Desk) -> None:
    entry = desk.entry()
    slip = desk.slip(entry_id=entry.id)
    change = desk.step("reception", "void", entry.id, ReasonDraft(reason="重复登记"))
    assert [(caution.code, caution.params["number"]) for caution in change.warnings] == [("slip_open", slip.number)]


@pytest.mark.parametrize("query", [Query(chip="nope"), Query(sort="nope"), Query(sort="-metadata")])
@pytest.mark.parametrize("register", ["reception", "slips"])
def test_all_4_a_question_nobody_knows_is_refused(desk: Desk, register: str, query: Query) -> None:
    with pytest.raises(Invalid):
        desk.call(f"{register}.ids", query=query)


@pytest.mark.parametrize(
    ("state", "verb", "draft", "field"),
    [
        ("result_known", "tell", TellDraft(told_at=NAIVE), "told_at"),
        ("promised", "promise_again", NewPromiseDraft(promised_at=NAIVE, reason="x"), "promised_at"),
    ],
)
def test_all_4_a_step_takes_no_value_of_another_kind(
    desk: Desk, state: str, verb: str, draft: object, field: str
) -> None:
    entry = desk.entry_in(state)
    with pytest.raises(Invalid) as caught:
        desk.step("reception", verb, entry.id, draft)
    assert {problem.field: problem.code for problem in caught.value.problems}[field] == "wrong_type"
    assert desk.read_entry(entry.id) == entry


def test_all_4_a_suggestion_names_a_department_that_is_there(desk: Desk) -> None:
    entry = desk.entry(kind=Kind.SUGGESTION)
    with pytest.raises(Invalid) as caught:
        desk.step("reception", "assess", entry.id, AssessDraft(assessment="可行", department_id=99))
    assert [(p.field, p.code) for p in caught.value.problems] == [("department_id", "unknown_choice")]


def test_four_threads_at_once_lose_nothing(office: OpenOffice, desk: Desk) -> None:
    def work() -> None:
        for _ in range(10):
            desk.call("reception.record", draft=desk.entry_draft())

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rows = desk.call("reception.rows", ids=desk.call("reception.ids", query=Query(sort="id")))
    assert [row.number for row in rows] == [f"JD-202611-{n:04d}" for n in range(1, 41)]
