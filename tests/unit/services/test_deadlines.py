"""The engine of the deadlines: every unit, the working calendar, duty hours, pauses and moves, and why (``ALL-10``)."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from deskapp.domain.calendar import DayDraft, DayKind
from deskapp.domain.common import FieldChange, HistoryRow
from deskapp.domain.deadlines import Explained, Span, SpanUnit, TimeMark, mark_words
from deskapp.domain.people import Role
from deskapp.domain.reception import Channel, Kind, NewPromiseDraft, Opinion, Urgency
from deskapp.domain.slips import ExtendDraft, Item, ReworkDraft
from deskapp.domain.words import Language
from deskapp.errors import DeskError, NotFound
from deskapp.services import deadlines
from deskapp.services.clocks import Clock
from deskapp.services.deadlines import reckon
from deskapp.services.office import OpenOffice
from deskapp.services.verbs import Tx
from tests.factories import Desk

Marks = tuple[TimeMark, ...]


@contextmanager
def zone(name: str) -> Iterator[None]:
    """The computer stands in another time zone for a while."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = name
    time.tzset()
    try:
        yield
    finally:
        os.environ.pop("TZ", None)
        os.environ.update({"TZ": before} if before is not None else {})
        time.tzset()


@pytest.fixture(autouse=True)
def in_china() -> Iterator[None]:
    """The office's own zone, which has no summer time."""
    with zone("Asia/Shanghai"):
        yield


@pytest.fixture
def tx(office: OpenOffice, desk: Desk) -> Iterator[Tx]:
    """A look at the register."""
    with office.core.transaction(desk.actor, "test.read", writing=False) as found:
        yield found


def at(text: str) -> datetime:
    """A moment of the office's own clock."""
    return datetime.fromisoformat(text).astimezone()


def ends(tx: Tx, office: OpenOffice, start: str, span: str) -> tuple[str, Marks]:
    """When a span is over, as the office's clock shows it, with what was not counted."""
    found, marks = reckon(tx, office.core, at(start), Span.parse(span))
    return f"{found.astimezone():%Y-%m-%d %H:%M:%S}".removesuffix(":00"), marks


def stretches(marks: Marks) -> list[tuple[str, str, str, str]]:
    return [
        (mark.kind.value, f"{mark.at.astimezone():%m-%d %H:%M}", f"{mark.until.astimezone():%m-%d %H:%M}", mark.name)
        for mark in marks
        if mark.until is not None
    ]


# Spans


@pytest.mark.parametrize(
    ("start", "span", "due"),
    [
        ("2026-11-20 10:00", "90 s", "2026-11-20 10:01:30"),
        ("2026-11-20 10:00", "30 min", "2026-11-20 10:30"),
        ("2026-11-20 23:50", "0.5 h", "2026-11-21 00:20"),
        ("2026-11-20 10:00", "24 h", "2026-11-21 10:00"),
        ("2026-11-20 10:00", "3 d", "2026-11-23 10:00"),
        ("2026-11-20 10:00", "1.5 d", "2026-11-21 22:00"),
        ("2026-11-20 10:00", "0 day_end", "2026-11-20 23:59"),
        ("2026-11-20 10:00", "1 day_end", "2026-11-21 23:59"),
        ("2026-12-31 10:00", "1 day_end", "2027-01-01 23:59"),
        # the end of duty of the same day, of the next one's where it is over
        ("2026-11-20 10:00", "0 duty_end", "2026-11-20 20:00"),
        ("2026-11-20 05:00", "0 duty_end", "2026-11-20 20:00"),
        ("2026-11-20 20:00", "0 duty_end", "2026-11-21 20:00"),
        ("2026-11-20 21:30", "0 duty_end", "2026-11-21 20:00"),
        ("2026-11-20 21:30", "1 duty_end", "2026-11-21 20:00"),
        ("2026-12-31 10:00", "1 duty_end", "2027-01-01 20:00"),
        # months keep the day, or end on the last one there is
        ("2026-01-31 10:00", "1 mo", "2026-02-28 10:00"),
        ("2028-01-31 10:00", "1 mo", "2028-02-29 10:00"),
        ("2028-02-29 10:00", "12 mo", "2029-02-28 10:00"),
        ("2026-11-30 10:00", "3 mo", "2027-02-28 10:00"),
        ("2026-12-15 10:00", "1 mo", "2027-01-15 10:00"),
        ("2028-02-28 10:00", "1 d", "2028-02-29 10:00"),
        # working days
        ("2026-11-20 10:00", "1 wd", "2026-11-23 10:00"),
        ("2026-11-20 10:00", "6 wd", "2026-11-30 10:00"),
        ("2026-11-21 10:00", "1 wd", "2026-11-23 10:00"),
        ("2026-09-18 10:00", "1 wd", "2026-09-20 10:00"),
        ("2026-09-30 16:00", "1 wd", "2026-10-08 16:00"),
        ("2026-09-30 16:00", "3 wd", "2026-10-10 16:00"),
        ("2026-10-03 09:00", "1 wd", "2026-10-08 09:00"),
        # duty hours, 07:30 to 20:00
        ("2026-11-20 10:00", "2 duty", "2026-11-20 12:00"),
        ("2026-11-20 19:00", "1 duty", "2026-11-20 20:00"),
        ("2026-11-20 19:00", "2 duty", "2026-11-21 08:30"),
        ("2026-11-20 21:00", "2 duty", "2026-11-21 09:30"),
        ("2026-11-20 05:00", "2 duty", "2026-11-20 09:30"),
        ("2026-11-20 07:30", "12.5 duty", "2026-11-20 20:00"),
        ("2026-11-20 20:00", "0.5 duty", "2026-11-21 08:00"),
        ("2026-11-20 10:00", "30 duty", "2026-11-22 15:00"),
        # no time at all
        ("2026-11-20 10:00", "0 h", "2026-11-20 10:00"),
        ("2026-11-20 10:00", "0 d", "2026-11-20 10:00"),
        ("2026-11-21 10:00", "0 wd", "2026-11-21 10:00"),
        ("2026-11-20 10:00", "0 mo", "2026-11-20 10:00"),
        ("2026-11-20 10:00", "0 duty", "2026-11-20 10:00"),
        ("2026-11-20 21:00", "0 duty", "2026-11-21 07:30"),
    ],
)
def test_all_10_a_span_is_over_when_its_unit_says(tx: Tx, office: OpenOffice, start: str, span: str, due: str) -> None:
    assert ends(tx, office, start, span)[0] == due


def test_every_unit_a_rule_can_have_is_reckoned(tx: Tx, office: OpenOffice) -> None:
    for unit in SpanUnit:
        assert ends(tx, office, "2026-11-20 10:00", f"1 {unit}")[0] > "2026-11-20 10:00"


def test_all_10_the_holiday_week_is_one_stretch_with_its_name(tx: Tx, office: OpenOffice) -> None:
    _, marks = ends(tx, office, "2026-09-30 16:00", "3 wd")
    assert stretches(marks) == [("rest", "10-01 00:00", "10-08 00:00", "国庆节")]


def test_all_10_the_timeline_names_a_holiday_in_the_readers_language(tx: Tx, office: OpenOffice) -> None:
    _, (mark,) = ends(tx, office, "2026-09-30 16:00", "3 wd")
    said = {language: mark_words(mark, language, str) for language in Language}
    assert said == {Language.ENGLISH: "National Day, not counted", Language.CHINESE: "国庆节，不计时"}


def test_all_10_a_start_on_a_rest_day_marks_what_is_left_of_it(tx: Tx, office: OpenOffice) -> None:
    _, marks = ends(tx, office, "2026-11-21 10:00", "1 wd")
    assert stretches(marks) == [("rest", "11-21 10:00", "11-23 00:00", "")]


def test_all_10_a_make_up_sunday_is_not_a_rest_day(tx: Tx, office: OpenOffice) -> None:
    _, marks = ends(tx, office, "2026-09-18 10:00", "2 wd")
    assert stretches(marks) == [("rest", "09-19 00:00", "09-20 00:00", "")]


def test_all_10_nights_are_off_duty_stretches(tx: Tx, office: OpenOffice) -> None:
    _, marks = ends(tx, office, "2026-11-20 19:00", "14 duty")
    assert stretches(marks) == [
        ("off_duty", "11-20 20:00", "11-21 07:30", ""),
        ("off_duty", "11-21 20:00", "11-22 07:30", ""),
    ]


def test_the_offices_own_rest_day_moves_a_deadline(desk: Desk, office: OpenOffice) -> None:
    chief = desk.as_(Role.SUPERVISOR)
    chief.call("calendar.set_day", draft=DayDraft(day=date(2026, 11, 23), kind=DayKind.REST, name="停电"))
    with office.core.transaction(desk.actor, "test.read", writing=False) as tx:
        due, marks = ends(tx, office, "2026-11-20 10:00", "1 wd")
    assert due == "2026-11-24 10:00"
    assert stretches(marks) == [("rest", "11-21 00:00", "11-24 00:00", "停电")]


def test_duty_hours_follow_the_rulebook(desk: Desk, office: OpenOffice) -> None:
    desk.as_(Role.SUPERVISOR).call("rulebook.change", key="duty.hours", value="09:00-17:00")
    with office.core.transaction(desk.actor, "test.read", writing=False) as tx:
        assert ends(tx, office, "2026-11-20 16:00", "2 duty")[0] == "2026-11-21 10:00"


@pytest.mark.parametrize("span", ["120 mo", "3650 d", "2000 wd", "87600 h", "20000 duty"])
def test_all_4_the_longest_span_a_rule_may_have_still_ends(tx: Tx, office: OpenOffice, span: str) -> None:
    assert ends(tx, office, "2026-11-20 10:00", span)[0] > "2031"


@pytest.mark.parametrize(
    ("start", "span", "due"),
    [
        ("2026-10-24 12:00", "24 h", "2026-10-25 11:00"),  # the clock went back: an hour more of this day
        ("2026-10-24 12:00", "1 d", "2026-10-25 12:00"),
        ("2026-10-23 12:00", "1 wd", "2026-10-26 12:00"),
        ("2026-09-25 12:00", "1 mo", "2026-10-25 12:00"),
        ("2026-10-24 19:00", "2 duty", "2026-10-25 08:30"),
        ("2026-03-28 02:30", "1 d", "2026-03-29 03:30"),  # 02:30 is not there on that day
        ("2026-03-28 19:30", "1 duty", "2026-03-29 08:00"),
        ("2026-03-29 00:00", "0 day_end", "2026-03-29 23:59"),
    ],
)
def test_where_summer_time_ends_hours_are_hours_and_days_keep_their_hour(
    tx: Tx, office: OpenOffice, start: str, span: str, due: str
) -> None:
    with zone("Europe/Berlin"):
        assert ends(tx, office, start, span)[0] == due


# The one clock of a row


@dataclass
class Row:
    """The columns of ``Clocked``."""

    due_at: datetime | None = None
    due_start: datetime | None = None
    due_what: str = ""
    due_rule: str = ""
    due_span: str = ""
    paused_at: datetime | None = None
    missed: int = 0


@pytest.fixture
def row(tx: Tx, office: OpenOffice) -> Row:
    """A row whose clock runs for two hours."""
    made = Row()
    deadlines.start(tx, office.core, made, "contact", "complaint.valid_contact_within")
    return made


def test_a_clock_starts_with_its_rule_and_the_rules_length(row: Row, tx: Tx) -> None:
    assert (row.due_what, row.due_rule, row.due_span) == ("contact", "complaint.valid_contact_within", "2 h")
    assert (row.due_start, row.due_at, row.paused_at) == (tx.now, tx.now + timedelta(hours=2), None)


def test_a_clock_may_start_before_now(tx: Tx, office: OpenOffice) -> None:
    made, since = Row(), tx.now - timedelta(hours=3)
    found = deadlines.start(tx, office.core, made, "contact", "complaint.valid_contact_within", since)
    assert (found.start, found.due) == (since, since + timedelta(hours=2))
    assert deadlines.late(tx, made)


def test_stopped_in_time_it_was_kept(row: Row, tx: Tx) -> None:
    tx.now += timedelta(hours=2)
    assert deadlines.stop(tx, row)
    assert row == Row()


def test_stopped_too_late_it_was_missed(row: Row, tx: Tx) -> None:
    tx.now += timedelta(hours=2, seconds=1)
    assert not deadlines.stop(tx, row)
    assert row == Row(missed=1)


def test_what_counts_is_when_it_was_done_not_when_it_was_written_down(row: Row, tx: Tx) -> None:
    done = tx.now + timedelta(hours=1)
    tx.now += timedelta(hours=5)
    assert deadlines.stop(tx, row, done)
    assert row.missed == 0


def test_a_moved_clock_that_had_run_out_counts_as_missed_once(row: Row, tx: Tx) -> None:
    tx.now += timedelta(hours=3)
    agreed = tx.now + timedelta(hours=1)
    deadlines.by_hand(tx, row, "contact", agreed)
    assert (row.missed, row.due_rule, row.due_at, row.due_start) == (1, "", agreed, tx.now)
    assert deadlines.stop(tx, row)
    assert row.missed == 1


def test_a_paused_clock_stands_still_and_goes_on_with_what_was_left(row: Row, tx: Tx) -> None:
    tx.now += timedelta(hours=1)
    deadlines.pause(tx, row)
    tx.now += timedelta(hours=5)
    assert not deadlines.late(tx, row), "nothing runs out while it stands still"
    deadlines.resume(tx, row)
    assert (row.due_at, row.paused_at) == (tx.now + timedelta(hours=1), None)
    deadlines.resume(tx, row)
    assert row.due_at == tx.now + timedelta(hours=1)


def test_a_clock_that_is_stopped_while_paused_was_kept(row: Row, tx: Tx) -> None:
    deadlines.pause(tx, row)
    tx.now += timedelta(hours=9)
    assert deadlines.stop(tx, row)


def test_a_computer_clock_set_back_harms_no_clock(row: Row, tx: Tx) -> None:
    due = row.due_at
    deadlines.pause(tx, row)
    tx.now -= timedelta(hours=4)
    assert not deadlines.late(tx, row)
    deadlines.resume(tx, row)
    assert row.due_at == due, "no time is taken away"
    assert deadlines.stop(tx, row)


# Rules


def test_rec_2_every_promise_has_its_rule() -> None:
    assert deadlines.promise_rule(Kind.EMERGENCY, Channel.PHONE) == "dispatch.limit.emergency"
    assert deadlines.promise_rule(Kind.COMPLAINT, Channel.EMAIL) == "complaint.valid_contact_within"
    assert deadlines.promise_rule(Kind.INQUIRY, Channel.EMAIL) == "email.reply_within"
    assert deadlines.promise_rule(Kind.REPAIR, Channel.PHONE) == "complex.solution_within"


def test_running_clocks_keep_their_number_when_the_rule_changes(desk: Desk) -> None:
    slip = desk.slip()
    chief = desk.as_(Role.SUPERVISOR)
    chief.call("rulebook.change", key="dispatch.limit.repair", value="3 wd")
    told = explain(desk, "slips", slip.id)
    assert (told.span, told.span_now, told.due) == ("24 h", "3 wd", slip.limit_at)
    other = explain(desk, "slips", desk.slip().id)
    assert (other.span, other.span_now) == ("3 wd", "")
    chief.call("rulebook.change", key="dispatch.limit.repair", value="24")
    assert explain(desk, "slips", slip.id).span_now == ""


# Why this time?


def explain(desk: Desk, register: str, id: int) -> Explained:
    found = desk.call("deadlines.explain", register=register, id=id)
    assert isinstance(found, Explained)
    return found


def kinds(told: Explained) -> list[str]:
    return [mark.kind.value for mark in told.marks]


def test_all_10_a_slips_limit_says_rule_clause_and_start(desk: Desk) -> None:
    slip = desk.slip(urgency=Urgency.EMERGENCY)
    told = explain(desk, "slips", slip.id)
    assert (told.rule, told.clause, told.span) == ("dispatch.limit.emergency", "001·1·4.10.2", "0.5 h")
    assert (told.start, told.due) == (desk.clock.now, desk.clock.now + timedelta(minutes=30))
    assert kinds(told) == ["started", "due"]
    assert told.title is not None


def test_dsp_2_an_extended_slip_says_who_moved_it_from_when_to_when_and_why(desk: Desk) -> None:
    slip = desk.slip()
    assert slip.limit_at is not None
    issued = desk.clock.now
    for hours, why in ((4, "缺配件"), (8, "业主改约")):
        desk.clock.forward(hours=1)
        later = slip.limit_at + timedelta(hours=hours)
        desk.step("slips", "extend", slip.id, ExtendDraft(limit_at=later, reason=why, apology="已致歉"))
    told = explain(desk, "slips", slip.id)
    assert kinds(told) == ["started", "moved", "moved", "due"]
    first, second = told.marks[1:3]
    assert (first.before, first.after) == (slip.limit_at, slip.limit_at + timedelta(hours=4))
    assert (second.before, second.reason, second.who) == (first.after, "业主改约", desk.actor.name)
    assert (told.rule, told.by, told.agreed) == ("", desk.actor.name, desk.clock.now)
    assert (told.start, told.due) == (issued, second.after)


def test_dsp_3_another_round_is_another_clock(desk: Desk) -> None:
    other = desk.slip_in("recovered", Opinion.VERY_DISSATISFIED)
    desk.clock.forward(hours=30)
    desk.step("slips", "rework", other.id, ReworkDraft(content="仍渗水"))
    told = explain(desk, "slips", other.id)
    assert (kinds(told), told.start) == (["started", "due"], desk.clock.now)


def test_rec_3_a_moved_promise_begins_where_it_was_first_given(desk: Desk) -> None:
    entry = desk.entry()
    given = desk.clock.now
    desk.clock.forward(hours=1)
    later = desk.clock.now + timedelta(hours=6)
    desk.step("reception", "promise_again", entry.id, NewPromiseDraft(promised_at=later, reason="等配件"))
    told = explain(desk, "reception", entry.id)
    assert (told.start, told.agreed, told.due) == (given, desk.clock.now, later)
    assert kinds(told) == ["started", "moved", "due"]
    assert told.marks[1].reason == "等配件"


def test_all_10_working_days_show_the_rest_days_between(desk: Desk) -> None:
    desk.as_(Role.SUPERVISOR).call("rulebook.change", key="dispatch.limit.repair", value="2 wd")
    told = explain(desk, "slips", desk.slip(item=Item.PLUMBING).id)
    assert kinds(told) == ["started", "rest", "due"]
    assert stretches(told.marks) == [("rest", "11-21 10:21", "11-23 00:00", "")]


def test_what_has_no_running_clock_says_so(desk: Desk) -> None:
    with pytest.raises(DeskError) as caught:
        desk.call("deadlines.explain", register="slips", id=desk.slip_in("closed").id)
    assert caught.value.code == "no_clock"
    for register, id in (("slips", 10**6), ("nothing", 1), ("staff", 1)):
        with pytest.raises(NotFound):
            desk.call("deadlines.explain", register=register, id=id)


def test_roles_who_may_not_read_a_register_is_not_told_of_its_clocks(desk: Desk) -> None:
    slip = desk.slip()
    with pytest.raises(NotFound):
        desk.as_(Role.CASHIER).call("deadlines.explain", register="slips", id=slip.id)
    far = desk.slip(unit="5-1-0603")
    with pytest.raises(DeskError):
        desk.as_(Role.STEWARD).call("deadlines.explain", register="slips", id=far.id)


def line(hour: int, verb: str = "x", **changes: tuple[object, object]) -> HistoryRow:
    moment = at(f"2026-11-20 {hour:02}:00")
    changed = tuple(FieldChange(name, old, new) for name, (old, new) in changes.items())
    return HistoryRow(seq=hour, at=moment, who=f"p{hour}", verb=verb, changes=changed)


def test_all_10_pauses_are_told_with_who_and_why() -> None:
    t = [at(f"2026-11-20 {hour:02}:00").isoformat() for hour in range(24)]
    history = (
        line(8, due_at=(None, t[12]), due_what=("", "contact")),
        line(9, paused_at=(None, t[9]), reason=(None, "等业主")),
        line(11, paused_at=(t[9], None), due_at=(t[12], t[14])),
        line(12, paused_at=(None, t[12]), reason=(None, "停电")),
    )
    story = deadlines._story(history, Clock("due_at", at("2026-11-20 14:00")))
    told = [
        (mark.kind.value, mark.at.hour, mark.until and mark.until.hour, mark.who, mark.reason) for mark in story.marks
    ]
    assert told == [("paused", 9, 11, "p9", "等业主"), ("paused", 12, None, "p12", "停电")]
    assert story.by == "p8", "going on is nobody's agreement"


def test_all_10_the_next_clock_of_a_row_is_not_a_move_of_the_one_before() -> None:
    t = [at(f"2026-11-20 {hour:02}:00").isoformat() for hour in range(24)]
    history = (
        line(8, due_at=(None, t[10]), due_what=("", "class")),
        line(9, due_at=(t[10], t[11]), reason=(None, "改约")),
        line(10, due_at=(t[11], t[20]), due_what=("class", "contact")),
    )
    story = deadlines._story(history, Clock("due_at", at("2026-11-20 20:00")))
    assert (story.marks, story.begun, story.by) == ([], at("2026-11-20 10:00"), "p10")


def test_all_10_a_clock_begun_while_the_one_before_stood_still_says_who_set_it() -> None:
    t = [at(f"2026-11-20 {hour:02}:00").isoformat() for hour in range(24)]
    history = (
        line(8, due_at=(None, t[10]), due_what=("", "contact")),
        line(9, paused_at=(None, t[9]), reason=(None, "业主出差")),
        line(11, due_at=(t[10], t[20]), due_what=("contact", "reply"), paused_at=(t[9], None)),
    )
    story = deadlines._story(history, Clock("due_at", at("2026-11-20 20:00")))
    assert (story.marks, story.begun, story.by) == ([], at("2026-11-20 11:00"), "p11")


def test_a_start_later_than_now_is_explained_as_it_stands(desk: Desk) -> None:
    slip = desk.slip()
    desk.clock.forward(days=-2)
    told = explain(desk, "slips", slip.id)
    assert told.start > desk.clock.now
    assert kinds(told) == ["started", "due"]


def test_all_10_a_month_end_promise_reads_back(tx: Tx, office: OpenOffice) -> None:
    found = deadlines.due(tx, office.core, "followup.major_repair.within", datetime(2026, 1, 31, 2, tzinfo=UTC))
    assert (found.due, found.span) == (datetime(2026, 2, 28, 2, tzinfo=UTC), "1 mo")
