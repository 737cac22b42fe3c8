"""The working calendar: mainland public holidays from a maintained library, and the office's own word over it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import select

from deskapp.domain.calendar import REGISTER, CalendarYear, Day, DayDraft, DayKind
from deskapp.domain.common import Change, Ref
from deskapp.domain.fields import EARLIEST, LATEST, check, unprintable
from deskapp.domain.people import EVERYONE, OFFICE
from deskapp.errors import Invalid, NotFound, Problem
from deskapp.models.calendar import CalendarDay
from deskapp.models.staff import Staff
from deskapp.services import journal
from deskapp.services.verbs import Service, Tx, reads, writes

_LINE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[\s,，;；]+(\S+?)(?:[\s,，;；]+(.*))?")
_KINDS = {
    "rest": DayKind.REST, "休": DayKind.REST, "休息": DayKind.REST, "放假": DayKind.REST, "休息日": DayKind.REST,
    "working": DayKind.WORKING, "班": DayKind.WORKING, "上班": DayKind.WORKING, "工作日": DayKind.WORKING,
}  # fmt: skip
_SATURDAY = 5


class _Year(NamedTuple):
    """What the library knows of a year."""

    rest: dict[date, str]
    make_up: frozenset[date]


@cache
def _library(year: int) -> _Year:
    import holidays

    try:
        known: Any = holidays.country_holidays("CN", years=year, language="zh_CN")
    except (NotImplementedError, ValueError, OverflowError):
        return _Year({}, frozenset())
    made_up = frozenset(day for day in known.weekend_workdays if day.year == year)
    return _Year({day: str(name) for day, name in known.items()}, made_up)


class CalendarService(Service):
    """Which days are working days."""

    name = REGISTER
    model = CalendarDay

    def working(self, tx: Tx, day: date) -> bool:
        """Whether a day is a working day: the office's own word, the library's, the weekday."""
        return self.look(tx, day)[0] is DayKind.WORKING

    def look(self, tx: Tx, day: date) -> tuple[DayKind, str]:
        """What a day is, and what it is called; empty for an ordinary weekday or weekend."""
        own = tx.session.scalars(select(CalendarDay).where(CalendarDay.day == day)).first()
        if own is not None:
            return own.kind, own.name
        known = _library(day.year)
        if day in known.make_up:
            return DayKind.WORKING, ""
        rest = day in known.rest or day.weekday() >= _SATURDAY
        return (DayKind.REST if rest else DayKind.WORKING), known.rest.get(day, "")

    @reads(EVERYONE)
    def year(self, tx: Tx, year: int) -> CalendarYear:
        """The special days of a year, the office's own among them."""
        if not EARLIEST.year <= year < LATEST.year:
            raise Invalid(Problem("year", "out_of_range", {"min": EARLIEST.year, "max": LATEST.year - 1}))
        known = _library(year)
        days = {day: Day(day=day, kind=DayKind.REST, name=name) for day, name in known.rest.items()}
        days |= {day: Day(day=day, kind=DayKind.WORKING, name="") for day in known.make_up}
        own = {day.day: day for day in self._own(tx, year)}
        ordered = dict(sorted((days | own).items()))
        made_up = any(day.kind is DayKind.WORKING for day in ordered.values())
        return CalendarYear(year=year, announced=made_up, days=tuple(ordered.values()))

    def _own(self, tx: Tx, year: int) -> Iterator[Day]:
        asked = select(CalendarDay, Staff.name).join(Staff, Staff.id == CalendarDay.by_id)
        here = asked.where(CalendarDay.day.between(date(year, 1, 1), date(year, 12, 31)))
        for row, who in tx.session.execute(here):
            yield Day(day=row.day, kind=row.kind, name=row.name, own=True, by=who)

    @writes(OFFICE)
    def set_day(self, tx: Tx, draft: DayDraft) -> Change:
        """Say of one day what it is; clocks that run keep the time they have."""
        if refusals := check(draft, tx.now):
            raise Invalid(*(Problem(r.field, r.code, r.params) for r in refusals))
        return Change(tx.verb, Ref(REGISTER, self._set(tx, draft)))

    def _set(self, tx: Tx, draft: DayDraft) -> int:
        assert draft.day is not None
        row = tx.session.scalars(select(CalendarDay).where(CalendarDay.day == draft.day)).first()
        row = row or CalendarDay(day=draft.day)
        row.kind, row.name, row.set_at, row.by_id = draft.kind, draft.name.strip(), tx.now, tx.staff_id
        tx.session.add(row)
        journal.write(tx, REGISTER, row, number=draft.day.isoformat())
        return row.id

    @writes(OFFICE)
    def follow_library(self, tx: Tx, day: date) -> Change:
        """Take the office's own word back: the day is again what the library says it is."""
        row = tx.session.scalars(select(CalendarDay).where(CalendarDay.day == day)).first()
        if row is None:
            raise NotFound(number=day.isoformat())
        kind, name = DayKind.REST, _library(day.year).rest.get(day, "")
        if day in _library(day.year).make_up or (day.weekday() < _SATURDAY and not name):
            kind = DayKind.WORKING
        return Change(tx.verb, Ref(REGISTER, self._set(tx, DayDraft(day=day, kind=kind, name=name))))

    @writes(OFFICE)
    def import_(self, tx: Tx, text: str) -> Change:
        """Take over a list of days, ``2027-02-05 rest 春节`` a line: all of it or nothing, every bad line named."""
        drafts, problems = _read(text)
        if problems or not drafts:
            raise Invalid(*(problems or [Problem("text", "nothing_to_import")]))
        ids = [self._set(tx, draft) for draft in drafts]
        return Change(tx.verb, Ref(REGISTER, ids[0]), tuple(Ref(REGISTER, id) for id in ids[1:]))


def _read(text: str) -> tuple[list[DayDraft], list[Problem]]:
    drafts: dict[date, DayDraft] = {}
    problems: list[Problem] = []
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip().lstrip("\ufeff")
        if not line or line.startswith("#"):
            continue
        draft = _read_line(line)
        if draft is None or draft.day is None:
            problems.append(Problem("text", "calendar_line", {"line": number, "text": line[:40]}))
        elif draft.day in drafts:
            problems.append(Problem("text", "calendar_twice", {"day": draft.day}))
        else:
            drafts[draft.day] = draft
    return list(drafts.values()), problems


def _read_line(line: str) -> DayDraft | None:
    found = _LINE.fullmatch(line)
    kind = _KINDS.get(found[4].casefold()) if found else None
    if found is None or kind is None or unprintable(line, lines=False):
        return None
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
    fits = EARLIEST.date() <= day < LATEST.date() and len(found[5] or "") <= 40
    return DayDraft(day=day, kind=kind, name=(found[5] or "").strip()) if fits else None


SERVICE = CalendarService
