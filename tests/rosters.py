"""Roster problems of a test's own, and the sheet that the checker judges their answers on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from deskapp.domain.people import Role
from deskapp.domain.roster import Broken, Cell, DutyDay, GridDay, Person, Rules, Sheet, State
from deskapp.domain.roster_rules import broken
from deskapp.domain.roster_solving import Problem
from deskapp.domain.shifts import Colour, Shift

FIRST = date(2026, 12, 1)
NAMES = {"z": "早班", "w": "晚班", "y": "夜班", "c": "长班"}
RULES = Rules(rest_hours=11, longest_run=6, days_off=4, most_hours=200, experienced=0)


def shift(id: int, letter: str, starts: str, ends: str, cover: int | tuple[int, int, int], **more: object) -> Shift:
    """A shift that needs so many people, on every day or by its kind."""
    working, weekend, holiday = cover if isinstance(cover, tuple) else (cover, cover, cover)
    values: dict[str, object] = {"pause": 0, "late": letter in "wy", "active": True} | more
    return Shift(
        id=id, version=1, name=NAMES[letter], short=letter, letter=letter,
        starts=time.fromisoformat(starts), ends=time.fromisoformat(ends), colour=Colour.BLUE, cover_working=working,
        cover_weekend=weekend, cover_holiday=holiday, **values,  # type: ignore[arg-type]
    )  # fmt: skip


def early(cover: int | tuple[int, int, int] = 1, **more: object) -> Shift:
    return shift(1, "z", "07:30", "14:00", cover, **more)


def late(cover: int | tuple[int, int, int] = 1, **more: object) -> Shift:
    return shift(2, "w", "14:00", "22:00", cover, **more)


def night(cover: int | tuple[int, int, int] = 1, **more: object) -> Shift:
    return shift(3, "y", "22:00", "07:30", cover, **more)


def long(cover: int | tuple[int, int, int] = 0, **more: object) -> Shift:
    return shift(4, "c", "07:30", "22:00", cover, **more)


def person(id: int, **more: object) -> Person:
    values: dict[str, object] = {"on_roster": True, "experienced": False, "hours": None, "shifts": ""} | more
    return Person(
        staff_id=id, code=f"Q{id}", name=f"员工{id}", role=Role.RECEPTIONIST, **values,  # type: ignore[arg-type]
    )  # fmt: skip


def day(number: int) -> date:
    """A day of the problem, 1 the first; 0 and less are of the month before."""
    return FIRST + timedelta(days=number - 1)


def cell(who: int, number: int, shift_id: int | None) -> Cell:
    return Cell(staff_id=who, day=day(number), shift_id=shift_id)


def problem(people: int | Iterable[Person], days: int, shifts: Iterable[Shift], **more: object) -> Problem:
    """Some people and days; 5 December 2026 is the first Saturday."""
    staff = [person(id) for id in range(1, people + 1)] if isinstance(people, int) else list(people)
    values: dict[str, object] = {"kept": (), "before": (), "away": (), "loads": (), "rules": RULES} | more
    dates = [day(number) for number in range(1, days + 1)]
    return Problem(
        days=tuple(
            GridDay(day=each, kind=DutyDay.WEEKEND if each.weekday() > 4 else DutyDay.WORKING) for each in dates
        ),
        people=tuple(staff), shifts=tuple(shifts), **values,  # type: ignore[arg-type]
    )  # fmt: skip


def sheet(asked: Problem, cells: Iterable[Cell]) -> Sheet:
    """A roster as the checker is shown it."""
    moment = datetime(2026, 11, 20, 9, 0)
    return Sheet(
        id=1, version=1, month="2026-12", edition=1, state=State.DRAFT, note="", made_by="", made_at=moment,
        published_by="", published_at=None, days=asked.days, people=asked.people, shifts=asked.shifts,
        cells=(*asked.kept, *cells), before=asked.before, away=asked.away, loads=asked.loads, rules=asked.rules,
    )  # fmt: skip


def faults(asked: Problem, cells: Iterable[Cell]) -> list[Broken]:
    """What the checker finds, wishes left out."""
    return [each for each in broken(sheet(asked, cells)) if not each.soft]
