"""Today: the month's fixed days, what ran out between two moments, and when a reminder speaks up."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from deskapp.domain.common import Ref, TodayItem, Urgent
from deskapp.domain.people import Role
from deskapp.domain.reception import Kind, PassOnDraft
from deskapp.domain.reminders import Reminders, Stage
from deskapp.errors import NotAllowed, NotFound
from deskapp.services import journal
from tests.factories import START, Desk

SLIPS, SLIPS_REPORT, ROSTER = "dispatch.count_window", "dispatch.report_day", "duty.roster_published_by"
SPECIALS, SPECIALS_REPORT = "special_service.count_window", "special_service.report_day"


def local(month: int, day: int, hour: int = 9, minute: int = 0, year: int = 2026) -> datetime:
    """A moment in the office's time."""
    return datetime(year, month, day, hour, minute).astimezone()


def fixed(desk: Desk, at: datetime) -> dict[str, TodayItem]:
    """The fixed days that Today shows at a moment, by their tick."""
    desk.clock.now = at
    return {item.tick: item for item in desk.call("today.list") if item.tick}


def span(item: TodayItem) -> tuple[datetime | None, datetime | None]:
    return item.started, item.due


# Fixed days


def test_a_window_shows_from_two_days_before_until_it_is_five_days_over(desk: Desk) -> None:
    tick = f"{SLIPS} 2026-11"
    seen = [
        tick in fixed(desk, at)
        for at in (
            local(11, 22, 23, 59),
            local(11, 23, 0, 0),
            local(11, 27, 23),
            local(12, 2, 23, 58),
            local(12, 3, 0, 0),
        )
    ]
    assert seen == [False, True, True, True, False]


def test_a_window_names_its_days_and_lasts_to_the_end_of_the_last(desk: Desk) -> None:
    item = fixed(desk, local(11, 24))[f"{SLIPS} 2026-11"]
    assert (item.text, item.register, item.params["first"], item.params["last"]) == (
        "today.fixed.window",
        "slips",
        25,
        27,
    )
    assert span(item) == (local(11, 25, 0), local(11, 27, 23, 59))


def test_a_single_day_is_the_whole_day(desk: Desk) -> None:
    item = fixed(desk, local(11, 28))[f"{SLIPS_REPORT} 2026-11"]
    assert (item.text, *span(item)) == ("today.fixed.day", local(11, 28, 0), local(11, 28, 23, 59))


def test_a_fixed_day_presses_more_and_more_until_it_is_late(desk: Desk) -> None:
    tick = f"{SLIPS} 2026-11"
    pressing = [fixed(desk, at)[tick].urgent for at in (local(11, 23), local(11, 25), local(11, 27, 12), local(11, 28))]
    assert pressing == [Urgent.LATER, Urgent.LATER, Urgent.SOON, Urgent.LATE]


def test_in_a_short_month_a_day_that_is_not_there_is_the_last_one(desk: Desk) -> None:
    shown = fixed(desk, local(2, 28, year=2027))
    end = local(2, 28, 23, 59, year=2027)
    assert {shown[f"{key} 2027-02"].due for key in (ROSTER, SPECIALS, SPECIALS_REPORT)} == {end}
    assert shown[f"{SPECIALS} 2027-02"].text == "today.fixed.day", "28 and 29 fall together"
    assert fixed(desk, local(11, 29))[f"{ROSTER} 2026-11"].due == local(11, 30, 23, 59)
    assert fixed(desk, local(2, 28, year=2028))[f"{SPECIALS} 2028-02"].text == "today.fixed.window"


def test_the_fifth_is_the_next_months_own(desk: Desk) -> None:
    key = "complaint.monthly_report_by"
    assert not any(tick.startswith(key) for tick in fixed(desk, local(12, 2, 23, 59)))
    assert f"{key} 2026-12" in fixed(desk, local(12, 3, 0, 0))


def test_the_first_of_a_month_shows_in_the_last_days_of_the_month_before(desk: Desk) -> None:
    desk.as_(Role.SUPERVISOR).call("rulebook.change", key=SLIPS_REPORT, value="1")
    shown = fixed(desk, local(11, 29, 0))[f"{SLIPS_REPORT} 2026-12"]
    assert span(shown) == (local(12, 1, 0), local(12, 1, 23, 59))
    assert f"{SLIPS_REPORT} 2027-01" in fixed(desk, local(12, 31)), "over the year's end too"


def test_a_missed_one_stands_beside_the_next_months(desk: Desk) -> None:
    office = desk.as_(Role.SUPERVISOR)
    office.call("rulebook.change", key="desk.fixed_day_kept", value="40")
    ticks = [tick for tick in fixed(desk, local(12, 27)) if tick.startswith(SLIPS)]
    assert ticks == [f"{SLIPS} 2026-11", f"{SLIPS} 2026-12"], "late first"


def test_what_is_ticked_off_is_gone_and_comes_back_when_it_was_not_done(desk: Desk) -> None:
    tick = f"{SLIPS} 2026-11"
    assert tick in fixed(desk, local(11, 26))
    desk.call("today.tick", key=SLIPS, month="2026-11")
    assert tick not in fixed(desk, local(11, 27))
    assert f"{SLIPS_REPORT} 2026-11" in fixed(desk, local(11, 27)), "each by itself"
    desk.call("today.untick", key=SLIPS, month="2026-11")
    assert tick in fixed(desk, local(11, 27))
    desk.call("today.tick", key=SLIPS, month="2026-11")
    assert f"{SLIPS} 2026-12" in fixed(desk, local(12, 25)), "next month has its own"


def test_a_tick_is_journalled(desk: Desk) -> None:
    fixed(desk, local(11, 26))
    change = desk.call("today.tick", key=SLIPS, month="2026-11")
    with desk.office.core.transaction(desk.actor, "today.list", writing=False) as tx:
        (line,) = journal.history(tx.session, "today", change.id)
    assert (line.verb, line.who, line.number) == ("today.tick", desk.actor.name, "2026-11")


@pytest.mark.parametrize(
    ("key", "month"),
    [
        ("dispatch.limit.repair", "2026-11"),
        ("nothing", "2026-11"),
        (SLIPS, "2026-13"),
        (SLIPS, "november"),
        (SLIPS, ""),
    ],
)
def test_only_a_fixed_day_of_a_month_can_be_ticked(desk: Desk, key: str, month: str) -> None:
    with pytest.raises(NotFound):
        desk.call("today.tick", key=key, month=month)


@pytest.mark.parametrize("role", [Role.STEWARD, Role.CASHIER, Role.ADMIN])
def test_fixed_days_are_the_counters_own(desk: Desk, role: Role) -> None:
    other = desk.as_(role)
    assert not fixed(other, local(11, 26))
    with pytest.raises(NotAllowed):
        other.call("today.tick", key=SLIPS, month="2026-11")


# What ran out between two moments


def test_due_names_every_clock_that_ran_out_between_two_moments(desk: Desk) -> None:
    first = desk.entry(promised_at=START + timedelta(minutes=10))
    second = desk.entry(promised_at=START + timedelta(minutes=20))
    desk.entry(promised_at=START + timedelta(minutes=30))
    since, until = START + timedelta(minutes=10), START + timedelta(minutes=20)
    assert [item.ref.id for item in desk.call("today.due", since=START, until=until)] == [first.id, second.id]
    assert [item.ref.id for item in desk.call("today.due", since=since, until=until)] == [second.id]


def test_due_knows_what_the_list_only_counts(desk: Desk) -> None:
    for _ in range(51):
        last = desk.entry(promised_at=START + timedelta(minutes=10))
    listed = desk.call("today.list")
    assert [item.count for item in listed if item.text == "today.more"] == [1]
    due = desk.call("today.due", since=START, until=START + timedelta(minutes=10))
    assert last.id in {item.ref.id for item in due}
    assert len(due) == 51


def test_rec_5_that_an_emergency_waits_is_known_without_a_name(desk: Desk) -> None:
    assert desk.office.call(None, "today.alarms") == ()
    entry = desk.entry(kind=Kind.EMERGENCY, promised_at=None)
    assert desk.office.call(None, "today.alarms") == (entry.id,)
    desk.step("reception", "pass_on", entry.id, PassOnDraft(passed_to="工程部", passed_at=desk.clock.now))
    assert desk.office.call(None, "today.alarms") == ()


def test_rec_5_an_emergency_stands_over_what_has_been_late_for_longer(desk: Desk) -> None:
    desk.entry(promised_at=START + timedelta(minutes=10))
    desk.clock.forward(hours=5)
    entry = desk.entry(kind=Kind.EMERGENCY, promised_at=None)
    first, second = desk.call("today.list")[:2]
    assert (first.text, first.ref.id) == ("today.emergency", entry.id)
    assert second.urgent is Urgent.LATE


# When a reminder speaks up


def clock(minutes: float, id: int = 1, *, span: float = 60) -> TodayItem:
    """A clock that runs out so many minutes after the start."""
    due = START + timedelta(minutes=minutes)
    return TodayItem(
        register="slips", text="today.slip_due", due=due, started=due - timedelta(minutes=span), ref=Ref("slips", id)
    )


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def test_rec_3_once_quietly_before_and_once_clearly_when_due() -> None:
    said, item = Reminders(START), clock(60)
    heard = [[each.stage for each in said.take([item], at(m))] for m in (0, 44, 45, 50, 59, 60, 61, 500)]
    assert heard == [[], [], [Stage.SOON], [], [], [Stage.DUE], [], []]


def test_rec_3_a_moved_clock_is_another_one() -> None:
    said = Reminders(START)
    assert [each.stage for each in said.take([clock(60)], at(60))] == [Stage.DUE]
    assert [each.stage for each in said.take([clock(120)], at(110))] == [Stage.SOON]


def test_what_fell_due_before_it_was_listened_is_not_said() -> None:
    said = Reminders(at(60))
    assert said.take([clock(30), clock(60)], at(61)) == []
    assert [each.item.ref for each in said.take([clock(61, 2)], at(61))] == []
    assert [each.item.ref for each in said.take([clock(62, 2)], at(70))] == [Ref("slips", 2)]


def test_what_was_said_to_be_due_soon_is_said_when_it_is_due_however_late() -> None:
    said, item = Reminders(START), clock(60)
    said.take([item], at(50))
    said.take([], at(90))
    assert [each.stage for each in said.take([item], at(91))] == [Stage.DUE]


def test_a_clock_set_back_makes_nobody_say_anything_twice() -> None:
    said, item = Reminders(START), clock(60)
    assert said.take([item], at(60))
    assert said.take([item], at(20)) == []
    assert said.take([item], at(60)) == []


def test_the_next_moment_is_the_nearest_one_ahead() -> None:
    said, items = Reminders(START), [clock(60), clock(30, 2), clock(400, 3)]
    assert [said.next(items, at(m)) for m in (0, 15, 30, 45, 60, 400)] == [
        at(15),
        at(30),
        at(45),
        at(60),
        at(385),
        None,
    ]


def test_groups_and_what_has_no_time_are_never_said() -> None:
    said = Reminders(START)
    group = TodayItem(register="slips", text="today.more", count=7, due=at(1), started=START)
    timeless = TodayItem(register="slips", text="today.copies_out", count=1)
    assert said.take([group, timeless], at(5)) == []
    assert said.next([group, timeless], START) is None


def test_two_fixed_days_of_one_register_are_two_things() -> None:
    said = Reminders(START)
    days = [
        TodayItem(register="slips", text="today.fixed.day", due=at(5), started=START, tick=tick)
        for tick in (f"{SLIPS} 2026-11", f"{SLIPS_REPORT} 2026-11")
    ]
    assert len(said.take(days, at(5))) == 2


def test_what_ran_out_days_ago_is_forgotten_and_stays_silent() -> None:
    said, item = Reminders(START), clock(60)
    said.take([item], at(60))
    later = at(60 * 24 * 3)
    said.take([], later)
    assert not said._said
    assert said.take([item], later) == []
