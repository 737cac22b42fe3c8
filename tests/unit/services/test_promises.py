"""Promises to callers: kept, moved, missed, and what is proposed from what the office really needs."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from deskapp.domain.common import Deadline, Urgent
from deskapp.domain.deadlines import by_rule, reason
from deskapp.domain.people import Role
from deskapp.domain.reception import (
    AnswerDraft,
    Category,
    Channel,
    ComplainDraft,
    Kind,
    NewPromiseDraft,
    PassOnDraft,
    ReasonDraft,
    State,
    TellDraft,
)
from deskapp.domain.reception_rows import EntryDetail, PromiseDefault, PromiseTally
from deskapp.domain.words import Language
from deskapp.errors import Invalid
from tests.factories import START, Desk

HOUR = timedelta(hours=1)


def move(desk: Desk, entry: EntryDetail, apology: str = "", **span: float) -> None:
    """Promise a new time, so long from now."""
    due = desk.clock.now + timedelta(**span)
    draft = NewPromiseDraft(promised_at=due, reason="等配件", apology=apology)
    desk.step("reception", "promise_again", entry.id, draft)


def answer(desk: Desk, entry: EntryDetail, told_at: datetime | None = None) -> EntryDetail:
    """The result is known, and the caller hears it."""
    if desk.read_entry(entry.id).state is not State.RESULT_KNOWN:
        desk.step("reception", "result", entry.id, AnswerDraft(result="已修好"))
    desk.step("reception", "tell", entry.id, TellDraft(told_at=told_at or desk.clock.now))
    return desk.read_entry(entry.id)


def tally(desk: Desk, kind: Kind = Kind.REPAIR) -> PromiseTally | None:
    found = desk.call("reception.promises", since=START - 9 * HOUR, until=START + 900 * HOUR)
    return next((row for row in found if row.kind is kind), None)


def urgent(desk: Desk, entry: EntryDetail) -> list[Urgent]:
    here = [item for item in desk.call("today.list") if item.register == "reception"]
    return [item.urgent for item in here if item.ref and item.ref.id == entry.id]


@pytest.mark.parametrize("state", ["promised", "dispatched", "result_known", "passed_on"])
def test_rec_3_a_promise_counts_down_until_the_caller_is_told(desk: Desk, state: str) -> None:
    entry = desk.entry_in(state)
    if state == "passed_on":  # it goes without one, until somebody promises to call back
        assert entry.deadline is None
        move(desk, entry, hours=2)
        entry = desk.read_entry(entry.id)
    assert entry.deadline is not None
    assert entry.deadline.due == entry.promised_at
    assert urgent(desk, entry) == [Urgent.LATER]
    desk.clock.forward(minutes=91)
    assert urgent(desk, entry) == [Urgent.SOON]
    desk.clock.forward(minutes=29)
    assert urgent(desk, entry) == [Urgent.LATE]
    (row,) = desk.call("reception.rows", ids=[entry.id])
    assert row.due == entry.promised_at
    told = answer(desk, entry)
    assert told.deadline is None
    assert urgent(desk, entry) == []


def test_rec_3_a_promise_moved_before_it_runs_out_is_not_missed(desk: Desk) -> None:
    entry = desk.entry()
    desk.clock.forward(hours=1)
    move(desk, entry, hours=3)
    moved = desk.read_entry(entry.id)
    assert (moved.promises_moved, moved.promises_missed) == (1, 0)
    assert (moved.first_promise, moved.promised_at) == (START + 2 * HOUR, START + 4 * HOUR)
    desk.clock.forward(hours=2)
    assert answer(desk, entry).promises_missed == 0


def test_rec_3_a_missed_promise_is_counted_when_moved_and_again_when_told_too_late(desk: Desk) -> None:
    entry = desk.entry()
    desk.clock.forward(hours=3)
    move(desk, entry, "已电话致歉", hours=1)
    assert desk.read_entry(entry.id).promises_missed == 1
    desk.clock.forward(hours=2)
    assert answer(desk, entry).promises_missed == 2


def test_rec_3_a_call_made_in_time_and_written_down_later_was_kept(desk: Desk) -> None:
    entry = desk.entry()
    desk.clock.forward(hours=5)
    assert urgent(desk, entry) == [Urgent.LATE]
    assert answer(desk, entry, told_at=START + HOUR).promises_missed == 0
    late = desk.entry()
    desk.clock.forward(hours=5)
    assert answer(desk, late, told_at=desk.clock.now - HOUR).promises_missed == 1


def test_rec_3_a_clock_set_back_counts_nothing_twice(desk: Desk) -> None:
    entry = desk.entry()
    desk.clock.forward(hours=3)
    move(desk, entry, "已致歉", hours=2)
    desk.clock.forward(hours=-2)
    move(desk, entry, hours=6)
    moved = desk.read_entry(entry.id)
    assert (moved.promises_moved, moved.promises_missed) == (2, 1)
    assert answer(desk, entry).promises_missed == 1


def test_rec_3_the_promise_of_what_happened_earlier_runs_from_when_it_was_given(desk: Desk) -> None:
    entry = desk.entry(happened_at=START - 5 * HOUR, happened_reason="停电")
    assert (entry.at, entry.promise_start) == (START - 5 * HOUR, START)
    assert urgent(desk, entry) == [Urgent.LATER]
    assert answer(desk, entry).promises_missed == 0


def test_rec_3_a_kept_promise_stays_kept_when_the_work_is_done_again(desk: Desk) -> None:
    entry = desk.entry()
    desk.clock.forward(minutes=20)
    answer(desk, entry)
    desk.slip(entry_id=entry.id)
    desk.clock.forward(hours=9)
    again = desk.read_entry(entry.id)
    assert (again.state, again.deadline) == (State.DISPATCHED, None)
    assert urgent(desk, entry) == []
    move(desk, entry, hours=1)
    again = desk.read_entry(entry.id)
    assert again.deadline is not None
    assert (again.promises_moved, again.promises_missed) == (0, 0)
    desk.clock.forward(hours=2)
    assert answer(desk, entry).promises_missed == 1


def test_rec_3_a_promise_that_ran_out_before_it_became_a_complaint_was_missed(desk: Desk) -> None:
    entry = desk.entry()
    desk.clock.forward(hours=3)
    desk.step("reception", "complain", entry.id, ComplainDraft(category=Category.ENGINEERING))
    assert desk.read_entry(entry.id).promises_missed == 1


def test_rec_3_kept_moved_missed_and_running_are_counted_by_kind(desk: Desk) -> None:
    assert tally(desk) is None
    kept, moved, missed, running, late, voided, complained = (desk.entry() for _ in range(7))
    desk.entry(kind=Kind.INQUIRY, promised_at=desk.clock.now + 90 * HOUR)
    desk.entry(kind=Kind.VISIT, promised_at=None, answered=True, result="已登记")
    answer(desk, kept)
    desk.step("reception", "void", voided.id, ReasonDraft(reason="重复登记"))
    desk.step("reception", "complain", complained.id, ComplainDraft(category=Category.ENGINEERING))
    for entry in (moved, running):
        move(desk, entry, hours=30)
    desk.clock.forward(hours=3)
    answer(desk, moved)
    answer(desk, missed)
    assert desk.read_entry(late.id).state is State.PROMISED
    assert tally(desk) == PromiseTally(
        kind=Kind.REPAIR, given=5, kept_first=1, kept_moved=1, missed=2, running=1, as_complaint=0, kept_share=50
    )
    inquiry, complaint = tally(desk, Kind.INQUIRY), tally(desk, Kind.COMPLAINT)
    assert inquiry is not None
    assert (inquiry.running, inquiry.kept_share) == (1, None)
    assert complaint is not None
    assert (complaint.given, complaint.as_complaint, complaint.kept_share) == (1, 1, None)
    assert tally(desk, Kind.VISIT) is None
    assert desk.call("reception.promises", since=START + HOUR, until=START + 2 * HOUR) == ()


# What the office really needs


def history(desk: Desk, count: int, minutes: int = 100, kind: Kind = Kind.REPAIR, hour: int = 0) -> None:
    """So many entries of a kind, one a day ending yesterday: the n-th was answered after n × ``minutes`` / count."""
    for number in range(1, count + 1):
        desk.clock.now = START + timedelta(days=number - count - 1, hours=hour)
        entry = desk.entry(kind=kind, promised_at=desk.clock.now + 24 * HOUR)
        desk.clock.forward(minutes=minutes * number / count)
        answer(desk, entry)
    desk.clock.now = START


def default(desk: Desk, kind: Kind = Kind.REPAIR, channel: Channel = Channel.PHONE) -> PromiseDefault:
    found = desk.call("reception.promise_default", kind=kind, channel=channel)
    assert isinstance(found, PromiseDefault)
    return found


def test_rec_9_the_default_leans_on_what_the_office_really_needs(desk: Desk) -> None:
    history(desk, 30)
    found = default(desk)
    assert (found.learned, found.cases, found.share) == (80, 30, 80)
    assert found.due == START + timedelta(minutes=80)
    assert found.deadline.due == START + 24 * HOUR


def test_rec_9_it_is_rounded_up_to_five_minutes(desk: Desk) -> None:
    history(desk, 30, minutes=102)  # 81.6 minutes
    assert default(desk).learned == 85


def test_rec_9_too_few_cases_leave_the_rule(desk: Desk) -> None:
    history(desk, 29)
    found = default(desk)
    assert (found.learned, found.cases, found.due) == (None, 0, START + 24 * HOUR)


@pytest.mark.parametrize(("hour", "counts"), [(-1, True), (1, True), (2, False), (-3, False)])
def test_rec_9_only_cases_of_about_this_hour_count(desk: Desk, hour: int, counts: bool) -> None:
    history(desk, 30, hour=hour)
    assert (default(desk).learned is not None) is counts


def test_rec_9_cases_of_another_kind_do_not_count(desk: Desk) -> None:
    history(desk, 30, kind=Kind.INQUIRY)
    assert default(desk).learned is None
    assert default(desk, Kind.INQUIRY).learned == 80


def test_rec_9_the_rule_stands_where_the_office_needs_longer(desk: Desk) -> None:
    history(desk, 30)
    found = default(desk, channel=Channel.EMAIL)
    assert (found.learned, found.due, found.deadline.span) == (80, START + HOUR, "1 h")


@pytest.mark.parametrize("kind", [Kind.EMERGENCY, Kind.COMPLAINT, Kind.PRAISE])
def test_rec_9_kinds_with_a_way_of_their_own_learn_nothing(desk: Desk, kind: Kind) -> None:
    assert default(desk, kind).learned is None


def test_rec_9_the_office_sets_share_and_least_number(desk: Desk) -> None:
    history(desk, 10)
    chief = desk.as_(Role.SUPERVISOR)
    chief.call("rulebook.change", key="reception.learned_cases", value="10")
    chief.call("rulebook.change", key="reception.learned_percentile", value="50")
    assert (default(desk).learned, default(desk).share) == (50, 50)


def test_rec_9_a_moved_promise_counts_from_the_first_and_one_entered_afterwards_not_at_all(desk: Desk) -> None:
    desk.as_(Role.SUPERVISOR).call("rulebook.change", key="reception.learned_cases", value="1")
    afterwards = desk.entry(happened_at=START - 3 * HOUR, happened_reason="停电")
    answer(desk, afterwards, told_at=START - 2 * HOUR)
    assert default(desk).learned is None
    entry = desk.entry()
    desk.clock.forward(minutes=30)
    move(desk, entry, hours=5)
    desk.clock.forward(minutes=30)
    answer(desk, entry)
    assert (default(desk).learned, default(desk).cases) == (60, 1)


def test_rec_9_a_proposal_left_as_it_was_says_what_it_rests_on(desk: Desk) -> None:
    history(desk, 30)
    found = default(desk)
    left = {"promised_at": found.due, "promise_rule": found.deadline.rule, "channel": Channel.PHONE}
    entry = desk.entry(**left, promise_learned=found.learned)
    assert isinstance(entry.deadline, Deadline)
    assert (entry.promise_rule, entry.promise_span) == ("complex.solution_within", "24 h")
    assert (entry.deadline.due, entry.deadline.learned, entry.deadline.cases) == (found.due, 80, 30)
    explained = desk.call("deadlines.explain", register="reception", id=entry.id)
    assert (explained.due, explained.rule, explained.span) == (found.due, "complex.solution_within", "24 h")
    assert (explained.learned, explained.cases) == (80, 30)
    move(desk, entry, hours=9)
    moved = desk.read_entry(entry.id)
    assert moved.deadline is not None
    assert (moved.deadline.rule, moved.deadline.learned) == ("", 0)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.ENGLISH, "1 h 20 min, as 30 cases of this kind at this hour really took; at most"),
        (Language.CHINESE, "按本处此时段 30 例同类事项的实际用时，约定 1 小时 20 分钟"),
    ],
)
def test_all_10_why_this_time_says_what_the_office_learned(desk: Desk, language: Language, said: str) -> None:
    history(desk, 30)
    found = default(desk)
    left = {"promised_at": found.due, "promise_rule": found.deadline.rule, "channel": Channel.PHONE}
    entry = desk.entry(**left, promise_learned=found.learned)
    explained = desk.call("deadlines.explain", register="reception", id=entry.id)
    assert isinstance(entry.deadline, Deadline)
    (sentence,) = reason(explained, language, str)
    assert sentence == by_rule(entry.deadline, language, str)
    assert sentence.startswith(said)


def test_rec_9_figures_that_nobody_has_are_not_claimed(desk: Desk) -> None:
    entry = desk.entry(promise_rule="complex.solution_within", promise_learned=120)
    assert (entry.promise_rule, entry.deadline.learned if entry.deadline else None) == ("", 0)


def test_rec_5_an_emergency_stays_until_somebody_says_whom_it_was_passed_to_and_when(desk: Desk) -> None:
    entry = desk.entry_in("alarm")
    (alarm,) = [item for item in desk.call("today.list") if item.text == "today.emergency"]
    assert (alarm.ref.id, alarm.urgent) == (entry.id, Urgent.LATE)
    with pytest.raises(Invalid) as caught:
        desk.step("reception", "pass_on", entry.id, PassOnDraft(passed_at=START + HOUR))
    assert {p.field: p.code for p in caught.value.problems} == {"passed_to": "required", "passed_at": "in_future"}
    desk.step("reception", "pass_on", entry.id, PassOnDraft(passed_to="工程部 8001", passed_at=START))
    passed = desk.read_entry(entry.id)
    assert (passed.state, passed.passed_to, passed.passed_at) == (State.PASSED_ON, "工程部 8001", START)
    assert not [item for item in desk.call("today.list") if item.text == "today.emergency"]


def test_rec_5_whom_to_pass_it_to_are_the_departments_with_their_phones(desk: Desk) -> None:
    found = desk.call("reception.pass_to")
    assert [(one.name, one.phone) for one in found] == [("工程部", "8001"), ("保洁部", "8001"), ("秩序维护部", "8001")]


def test_rec_1_what_waits_for_a_unit_begins_with_emergencies(desk: Desk) -> None:
    later, sooner = desk.entry(promised_at=START + 9 * HOUR), desk.entry(promised_at=START + HOUR)
    alarm = desk.entry_in("alarm")
    slip = desk.slip()
    waiting = desk.call("directory.unit_card", unit="3-2-1102").waiting
    assert [line.ref.id for line in waiting if line.register == "reception"] == [alarm.id, sooner.id, later.id]
    assert waiting[0].ref.id == alarm.id
    assert [line.ref.id for line in waiting if line.register == "slips"] == [slip.id]
    own = [line.urgent for line in waiting if line.register == "reception"]
    assert own[:2] == [Urgent.LATE, Urgent.LATER]
