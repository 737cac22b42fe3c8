"""DUTY-1: a roster of sixty people, shared out evenly, against the first that keeps the rules at all."""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Iterable
from datetime import date, timedelta
from datetime import time as clock
from random import Random
from typing import Any

from deskapp.bench.figures import Goal, figure
from deskapp.bench.ground import Ground
from deskapp.domain.people import Role
from deskapp.domain.roster import Away, DutyDay, GridDay, Load, Person, Rules
from deskapp.domain.roster_solving import Problem, Progress
from deskapp.domain.shifts import Colour, Shift

_FIRST = date(2026, 10, 1)
#: The first week of October is a holiday.
_HOLIDAYS, _SATURDAY = 7, 5
#: What an office waits, in seconds; and how far apart the most and the least of anybody may be.
_MINUTE, _APART = 60, 5
#: Name, letter, from, until, pause, late; how many of sixty people it needs on a working day, a weekend, a holiday.
_SHIFTS = (
    ("早班", "z", "07:30", "14:00", 0, False, (12, 10, 8)),
    ("晚班", "w", "14:00", "20:00", 0, True, (10, 10, 8)),
    ("夜班", "y", "20:00", "07:30", 60, True, (5, 5, 5)),
    ("日班", "r", "09:00", "17:00", 60, False, (8, 4, 2)),
)


def problem(people: int = 60, shifts: int = 4, seed: int = 1) -> Problem:
    """So many people for October: leaves, wishes, and a year of duties that was not quite fair."""
    chance = Random(seed)
    days = [_FIRST + timedelta(days=day) for day in range(31)]
    staff = range(1, people + 1)
    return Problem(
        days=tuple(GridDay(day=day, kind=_kind(day)) for day in days),
        people=tuple(_person(who, experienced=who % 2 == 0) for who in staff),
        shifts=tuple(_shift(at, people) for at in range(shifts)),
        kept=(),
        before=(),
        away=tuple(_away(chance, days, people, wish=wish) for wish in (False, True, True) for _ in range(people // 3)),
        loads=tuple(_load(chance, who) for who in staff),
        rules=Rules(rest_hours=11, longest_run=6, days_off=4, most_hours=200, experienced=1),
    )


def _kind(day: date) -> DutyDay:
    if day.day <= _HOLIDAYS:
        return DutyDay.HOLIDAY
    return DutyDay.WEEKEND if day.weekday() >= _SATURDAY else DutyDay.WORKING


def _person(who: int, *, experienced: bool) -> Person:
    return Person(
        staff_id=who, code=f"Q{who:02d}", name=f"员工{who}", role=Role.RECEPTIONIST, on_roster=True,
        experienced=experienced, hours=None, shifts="",
    )  # fmt: skip


def _shift(at: int, people: int) -> Shift:
    name, letter, starts, ends, pause, late, cover = _SHIFTS[at]
    working, weekend, holiday = (max(count * people // 60, 1) for count in cover)
    return Shift(
        id=at + 1, version=1, name=name, short=name[0], letter=letter, starts=clock.fromisoformat(starts),
        ends=clock.fromisoformat(ends), pause=pause, colour=Colour.BLUE, late=late, cover_working=working,
        cover_weekend=weekend, cover_holiday=holiday,
    )  # fmt: skip


def _away(chance: Random, days: list[date], people: int, *, wish: bool) -> Away:
    first = chance.randrange(len(days) - 4)
    last = first if wish else first + chance.randrange(4)
    return Away(staff_id=chance.randint(1, people), since=days[first], until=days[last], wish=wish)


def _load(chance: Random, who: int) -> Load:
    return Load(
        staff_id=who, hours=1500 + chance.randrange(40), late=100 + chance.randrange(5),
        weekends=50 + chance.randrange(5), holidays=10 + chance.randrange(4), months=12,
    )  # fmt: skip


def shared(told: Progress) -> bool:
    """Whether a roster is one to be taken: no wish passed over, and nobody far from an equal share."""
    best = told.best
    return best is not None and not best.wishes and max(best.weekends, best.holidays, best.late) <= _APART


def measure(_ground: Ground) -> Iterable[dict[str, Any]]:
    """The first roster that keeps the rules, and the first that is to be taken, within the minute that is asked for."""
    if importlib.util.find_spec("ortools") is None:
        return
    from deskapp.services.solver.search import solve

    asked, start = problem(), time.perf_counter()
    seen: list[tuple[float, Progress]] = []
    solve(
        asked, _MINUTE, lambda told: seen.append((time.perf_counter() - start, told)),
        lambda: bool(seen) and shared(seen[-1][1]),
    )  # fmt: skip
    taken = next((at for at, told in seen if shared(told)), time.perf_counter() - start)
    first = seen[0][0] if seen else taken
    yield figure("DUTY-1", "60 people × 31 days × 4 shifts", first, taken, "s", Goal(most=_MINUTE))


MEASURES = {"DUTY-1": measure}
