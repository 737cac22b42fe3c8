"""The checker of rosters: every rule found in its cell, and by chance the same as said a second way (``DUTY-1``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskapp.domain.people import Role
from deskapp.domain.roster import Away, Broken, Cell, DutyDay, GridDay, Person, Rule, Rules, Sheet, State
from deskapp.domain.roster_rules import broken
from deskapp.domain.shifts import Colour, Shift

FIRST = date(2026, 12, 1)
ANN, BEN, CHI = 1, 2, 3
EARLY, LATE, LONG, NIGHT = 1, 2, 3, 4
RULES = Rules(rest_hours=11, longest_run=3, days_off=2, most_hours=100, experienced=1)
TIMES = {EARLY: ("07:30", "14:00"), LATE: ("14:00", "20:00"), LONG: ("07:30", "20:00"), NIGHT: ("20:00", "07:30")}


def shift(id: int, cover: int = 0, **values: Any) -> Shift:
    starts, ends = (time.fromisoformat(text) for text in TIMES[id])
    known: dict[str, Any] = {
        "id": id, "version": 1, "name": f"班{id}", "short": str(id), "letter": "abcd"[id - 1], "starts": starts,
        "ends": ends, "pause": 0, "colour": Colour.BLUE, "late": False, "cover_working": cover,
        "cover_weekend": cover, "cover_holiday": cover,
    }  # fmt: skip
    return Shift(**{**known, **values})


def person(id: int, **values: Any) -> Person:
    known: dict[str, Any] = {
        "staff_id": id, "code": f"{id:04d}", "name": f"员工{id}", "role": Role.RECEPTIONIST, "on_roster": True,
        "experienced": True, "hours": None, "shifts": "",
    }  # fmt: skip
    return Person(**{**known, **values})


def days(count: int = 10, kinds: Mapping[int, DutyDay] | None = None) -> tuple[GridDay, ...]:
    at = {day: (kinds or {}).get(day, DutyDay.WORKING) for day in range(count)}
    return tuple(GridDay(day=FIRST + timedelta(days=day), kind=kind) for day, kind in at.items())


def cells(duties: Mapping[tuple[int, int], int | None]) -> tuple[Cell, ...]:
    """Whose shift at which day of the month (0: the first, negative: the month before)."""
    return tuple(Cell(staff_id=who, day=FIRST + timedelta(days=at), shift_id=id) for (who, at), id in duties.items())


def sheet(duties: Mapping[tuple[int, int], int | None], **values: Any) -> Sheet:
    inside = {place: id for place, id in duties.items() if place[1] >= 0}
    before = {place: id for place, id in duties.items() if place[1] < 0}
    known: dict[str, Any] = {
        "id": 1, "version": 1, "month": "2026-12", "edition": 1, "state": State.DRAFT, "note": "", "made_by": "",
        "made_at": datetime(2026, 11, 25, tzinfo=UTC), "published_by": "", "published_at": None, "days": days(),
        "people": (person(ANN), person(BEN)), "shifts": tuple(map(shift, TIMES)), "cells": cells(inside),
        "before": cells(before), "away": (), "loads": (), "rules": RULES,
    }  # fmt: skip
    return Sheet(**{**known, **values})


def found(made: Sheet, rule: Rule) -> list[tuple[int | None, int | None]]:
    """Where a rule is broken: whose, and which day of the month (0: the first)."""
    return [
        (each.staff_id, (each.day - FIRST).days if each.day is not None else None)
        for each in broken(made)
        if each.rule is rule
    ]


# Rule by rule


def test_duty_1_too_few_for_a_shift() -> None:
    needy = (shift(EARLY, cover_working=2, cover_weekend=1, cover_holiday=0), shift(LATE))
    kinds = {1: DutyDay.WEEKEND, 2: DutyDay.HOLIDAY}
    made = sheet({(ANN, 0): EARLY, (ANN, 1): EARLY}, shifts=needy, days=days(3, kinds))
    (fault,) = broken(replace(made, rules=replace(RULES, days_off=0)))
    assert (fault.rule, fault.day, fault.shift_id, fault.staff_id) == (Rule.COVER, FIRST, EARLY, None)
    assert fault.params == {"shift": "班1", "there": 1, "needed": 2}


def test_duty_1_a_longer_shift_stands_for_those_it_reaches_over() -> None:
    needy = (shift(EARLY, 1), shift(LATE, 1), shift(LONG))
    at_work = sheet({(ANN, 0): LONG}, shifts=needy, days=days(1), rules=replace(RULES, days_off=0))
    assert found(at_work, Rule.COVER) == []
    needy = (shift(EARLY), shift(LATE), shift(LONG, 1))
    halves = sheet({(ANN, 0): EARLY, (BEN, 0): LATE}, shifts=needy, days=days(1), rules=replace(RULES, days_off=0))
    assert found(halves, Rule.COVER) == [(None, 0)], "two halves are no whole: nobody is there all of it"


def test_duty_1_an_experienced_person_in_each_shift_that_needs_somebody() -> None:
    people = (person(ANN), person(BEN, experienced=False))
    made = sheet({(ANN, 0): EARLY, (BEN, 0): EARLY, (BEN, 1): EARLY, (BEN, 2): LATE}, people=people,
                 shifts=(shift(EARLY, 1), shift(LATE)))  # fmt: skip
    assert found(made, Rule.EXPERIENCED) == [(None, 1)], "a shift that needs nobody needs no experienced one either"


def test_duty_1_where_nobody_is_only_cover_is_lacking() -> None:
    made = sheet({}, shifts=(shift(EARLY, 1),), days=days(1), rules=replace(RULES, days_off=0))
    assert [fault.rule for fault in broken(made)] == [Rule.COVER]


@pytest.mark.parametrize(("rest", "where"), [(11.5, []), (12, [(ANN, 1)])])
def test_duty_1_rest_between_shifts_to_the_minute(rest: float, where: list[tuple[int, int]]) -> None:
    made = sheet({(ANN, 0): LATE, (ANN, 1): EARLY}, rules=replace(RULES, rest_hours=rest))
    assert found(made, Rule.REST) == where, "from 20:00 to 07:30 there are eleven hours and a half"


def test_duty_1_rest_after_a_night_and_after_the_month_before() -> None:
    made = sheet(
        {(ANN, 3): NIGHT, (ANN, 4): LATE, (BEN, -1): LATE, (BEN, 0): EARLY}, rules=replace(RULES, rest_hours=12)
    )
    assert found(made, Rule.REST) == [(BEN, 0), (ANN, 4)]


def test_duty_1_what_was_broken_before_the_month_is_not_told_again() -> None:
    duties = {(ANN, -2): LATE, (ANN, -1): EARLY} | {(BEN, at): EARLY for at in range(-6, 0)}
    made = sheet(duties, rules=replace(RULES, rest_hours=12))
    assert (found(made, Rule.REST), found(made, Rule.RUN)) == ([], [])


def test_duty_1_each_day_that_makes_a_run_too_long() -> None:
    made = sheet({(ANN, at): EARLY for at in (0, 1, 2, 3, 4, 6)})
    assert found(made, Rule.RUN) == [(ANN, 3), (ANN, 4)]
    assert broken(made)[0].params == {"name": "员工1", "run": 4, "most": 3}


def test_duty_1_a_run_goes_on_from_the_month_before() -> None:
    made = sheet({(ANN, at): EARLY for at in (-3, -2, -1, 0)} | {(BEN, -2): EARLY, (BEN, 0): EARLY})
    assert found(made, Rule.RUN) == [(ANN, 0)]


def test_duty_1_too_few_days_off_and_too_many_hours() -> None:
    duties = {(ANN, at): EARLY for at in range(9)} | {(BEN, at): EARLY for at in range(8)}
    made = sheet(duties, rules=replace(RULES, longest_run=10, most_hours=52))
    assert found(made, Rule.DAYS_OFF) == [(ANN, None)]
    assert found(made, Rule.HOURS) == [(ANN, None)], "52 hours are not more than 52"


def test_duty_1_a_persons_own_limit_of_hours_goes_before_the_rulebooks() -> None:
    people = (person(ANN, hours=6), person(BEN, hours=0))
    assert found(sheet({(ANN, 0): EARLY}, people=people), Rule.HOURS) == [(ANN, None)]
    assert found(sheet({(BEN, 0): EARLY}, people=people), Rule.HOURS) == [(BEN, None)], "none at all is a limit too"


def test_duty_1_a_pause_does_not_count_as_hours() -> None:
    shifts = (shift(LONG, pause=30),)
    made = sheet({(ANN, 0): LONG}, shifts=shifts, people=(person(ANN, hours=12),))
    assert found(made, Rule.HOURS) == []
    assert found(replace(made, shifts=(shift(LONG, pause=29),)), Rule.HOURS) == [(ANN, None)]


def test_duty_1_a_shift_somebody_does_not_take_and_somebody_who_takes_no_part() -> None:
    people = (person(ANN, shifts="ac"), person(BEN, on_roster=False))
    made = sheet({(ANN, 0): EARLY, (ANN, 2): LATE, (BEN, 1): EARLY}, people=people)
    assert found(made, Rule.NOT_ALLOWED) == [(BEN, 1), (ANN, 2)]


def test_duty_1_a_leave_is_a_fault_a_wish_is_soft() -> None:
    at = {"since": FIRST, "until": FIRST + timedelta(days=1)}
    away = (
        Away(staff_id=ANN, wish=False, number="QJ-1", words="体检", **at),
        Away(staff_id=BEN, wish=True, number="QJ-2", words="家长会", **at),
    )
    made = sheet({(who, day): EARLY for who in (ANN, BEN) for day in (1, 2)}, away=away)
    told = [fault for fault in broken(made) if fault.rule in (Rule.LEAVE, Rule.WISH)]
    assert [(fault.rule, fault.staff_id, fault.day, fault.soft) for fault in told] == [
        (Rule.LEAVE, ANN, FIRST + timedelta(days=1), False),
        (Rule.WISH, BEN, FIRST + timedelta(days=1), True),
    ]
    assert told[0].params == {"name": "员工1", "words": "体检", "number": "QJ-1"}


def test_duty_1_days_off_and_open_cells_break_nothing() -> None:
    assert broken(sheet({(who, at): None for who in (ANN, BEN) for at in range(-3, 10)})) == ()


# The same, said a second way and by minutes, over rosters made by chance


def minutes(day: date, worked: Shift) -> set[int]:
    """The minutes of a shift, counted from an early day on."""
    begin = (day - date(2026, 1, 1)).days * 1440 + worked.starts.hour * 60 + worked.starts.minute
    end = (day - date(2026, 1, 1)).days * 1440 + worked.ends.hour * 60 + worked.ends.minute
    return set(range(begin, end if end > begin else end + 1440))


Place = tuple[Rule, date | None, int | None]


def naive(made: Sheet) -> Iterator[Place]:
    """Where which rule is broken, with no thought for how long it takes to say so."""
    shifts = {each.id: each for each in made.shifts}
    duties = {
        (cell.staff_id, cell.day): shifts[cell.shift_id]
        for cell in (*made.before, *made.cells)
        if cell.shift_id is not None
    }
    month = [day.day for day in made.days]
    yield from naive_cover(made, duties)
    for who in made.people:
        own = {day: worked for (staff, day), worked in duties.items() if staff == who.staff_id}
        for day in (day for day in month if day in own):
            yield from ((rule, day, who.staff_id) for rule in naive_day(made, who, own, day))
        worked_days = [own[day] for day in month if day in own]
        if len(month) - len(worked_days) < made.rules.days_off:
            yield Rule.DAYS_OFF, None, who.staff_id
        pauses = sum(worked.pause for worked in worked_days)
        total = sum(len(minutes(FIRST, worked)) for worked in worked_days) - pauses
        if total > 60 * (made.rules.most_hours if who.hours is None else who.hours):
            yield Rule.HOURS, None, who.staff_id


def naive_cover(made: Sheet, duties: Mapping[tuple[int, date], Shift]) -> Iterator[Place]:
    for day in made.days:
        for each in made.shifts:
            there = [
                who
                for who in made.people
                if (who.staff_id, day.day) in duties
                and minutes(day.day, each) <= minutes(day.day, duties[who.staff_id, day.day])
            ]
            needed = getattr(each, f"cover_{day.kind}")
            if len(there) < needed:
                yield Rule.COVER, day.day, None
            if there and needed and len([who for who in there if who.experienced]) < made.rules.experienced:
                yield Rule.EXPERIENCED, day.day, None


def naive_day(made: Sheet, who: Person, own: Mapping[date, Shift], day: date) -> Iterable[Rule]:
    one = timedelta(days=1)
    earlier = [other for other in own if other < day]
    if earlier:
        gap = min(minutes(day, own[day])) - max(minutes(max(earlier), own[max(earlier)])) - 1
        if gap < 60 * made.rules.rest_hours:
            yield Rule.REST
    if all(day - at * one in own for at in range(made.rules.longest_run + 1)):
        yield Rule.RUN
    if not who.on_roster or (who.shifts and own[day].letter not in who.shifts):
        yield Rule.NOT_ALLOWED
    for each in made.away:
        if each.staff_id == who.staff_id and each.since <= day <= each.until:
            yield Rule.WISH if each.wish else Rule.LEAVE


@st.composite
def rosters(draw: st.DrawFn) -> Sheet:
    """A few people, a few days, any shifts."""
    chance = st.booleans()
    shifts = tuple(
        shift(id, cover_working=draw(st.integers(0, 2)), cover_weekend=draw(st.integers(0, 1)),
              pause=draw(st.sampled_from([0, 30])))
        for id in TIMES
    )  # fmt: skip
    people = tuple(
        person(id, experienced=draw(chance), on_roster=draw(st.sampled_from([True, True, False])),
               hours=draw(st.sampled_from([None, None, 30])), shifts=draw(st.sampled_from(["", "ab", "c"])))
        for id in range(1, draw(st.integers(1, 3)) + 1)
    )  # fmt: skip
    shown = days(7, {at: draw(st.sampled_from(list(DutyDay))) for at in range(7)})
    duty = st.sampled_from([None, EARLY, LATE, LONG, NIGHT])
    duties = {(who.staff_id, at): draw(duty) for who in people for at in range(-4, 7) if draw(chance)}
    away = tuple(
        Away(staff_id=draw(st.integers(1, 3)), since=FIRST + timedelta(days=at), until=FIRST + timedelta(days=at + 1),
             wish=draw(chance))
        for at in draw(st.lists(st.integers(-2, 6), max_size=2))
    )  # fmt: skip
    rules = Rules(
        rest_hours=draw(st.sampled_from([0, 11, 11.5, 12])), longest_run=draw(st.integers(1, 4)),
        days_off=draw(st.integers(0, 4)), most_hours=draw(st.sampled_from([20, 39, 100])),
        experienced=draw(st.integers(0, 2)),
    )  # fmt: skip
    return sheet(duties, people=people, shifts=shifts, days=shown, away=away, rules=rules)


@settings(max_examples=150, deadline=None)
@given(rosters())
def test_duty_1_by_chance_the_checker_says_what_is_said_a_second_way(made: Sheet) -> None:
    told: tuple[Broken, ...] = broken(made)
    assert sorted(map(str, ((fault.rule, fault.day, fault.staff_id) for fault in told))) == sorted(
        map(str, naive(made))
    )
    assert list(told) == sorted(told, key=lambda fault: (fault.day or date.max, fault.staff_id or 0, fault.rule))
