"""The working calendar: mainland public holidays from a maintained library, and the office's own word over it."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select

from deskapp.domain.calendar import (
    REGISTER,
    CalendarYear,
    Day,
    DayDetail,
    DayDraft,
    DayKind,
    DaySource,
    by_the_week,
    weekend,
)
from deskapp.domain.common import Change, Ref
from deskapp.domain.fields import EARLIEST, LATEST
from deskapp.domain.people import EVERYONE, OFFICE
from deskapp.errors import Invalid, NotFound, Problem
from deskapp.models.calendar import CalendarDay
from deskapp.models.journal import JournalRow
from deskapp.models.staff import Staff
from deskapp.services import journal
from deskapp.services.calendar_lists import lines_of, read, write_text
from deskapp.services.verbs import Service, Tx, reads, writes

#: The library writes a day that was moved as Americans do, in English.
_AMERICAN = re.compile(r"(\d\d)/(\d\d)/(\d{4})")


class _Year(NamedTuple):
    """What the library knows of a year."""

    rest: dict[date, tuple[str, str]]
    make_up: frozenset[date]


class Look(NamedTuple):
    """What a day is and what it is called, in Chinese and in English; empty for an ordinary weekday or weekend."""

    kind: DayKind
    name: str = ""
    name_en: str = ""


@cache
def _library(year: int) -> _Year:
    import holidays

    try:
        known, english = (holidays.country_holidays("CN", years=year, language=lang) for lang in ("zh_CN", "en_US"))
    except (NotImplementedError, ValueError, OverflowError):
        return _Year({}, frozenset())
    made_up = frozenset(day for day in known.weekend_workdays if day.year == year)
    names = {day: (str(name), _AMERICAN.sub(r"\3-\1-\2", str(english.get(day, "")))) for day, name in known.items()}
    return _Year(names, made_up)


def _by_library(day: date) -> Look:
    """What a day is without the office."""
    known = _library(day.year)
    if day in known.make_up:
        return Look(DayKind.WORKING)
    return Look(DayKind.REST, *known.rest[day]) if day in known.rest else Look(by_the_week(day))


def _by_office(row: CalendarDay) -> Look:
    """What the office says of a day; a name that is the library's own has the library's English."""
    library = _by_library(row.day)
    return Look(row.kind, row.name, library.name_en if row.name == library.name else "")


class CalendarService(Service):
    """Which days are working days."""

    name = REGISTER
    model = CalendarDay

    def working(self, tx: Tx, day: date) -> bool:
        """Whether a day is a working day: the office's own word, the library's, the weekday."""
        return self.look(tx, day).kind is DayKind.WORKING

    def look(self, tx: Tx, day: date) -> Look:
        """What a day is: the office's own word, else the library's."""
        own = tx.session.scalars(select(CalendarDay).where(CalendarDay.day == day)).first()
        return _by_office(own) if own is not None and not own.follows else _by_library(day)

    @reads(EVERYONE)
    def year(self, tx: Tx, year: int) -> CalendarYear:
        """The special days of a year, the office's own among them."""
        return self._year(tx, year)

    def _year(self, tx: Tx, year: int) -> CalendarYear:
        if not EARLIEST.year <= year < LATEST.year:
            raise Invalid(Problem("year", "out_of_range", {"min": EARLIEST.year, "max": LATEST.year - 1}))
        known = _library(year)
        days = {day: Day(day=day, kind=DayKind.REST, name=n, name_en=en) for day, (n, en) in known.rest.items()}
        days |= {day: Day(day=day, kind=DayKind.WORKING, name="") for day in known.make_up}
        days |= {day.day: day for day in self._own(tx, year)}
        return CalendarYear(
            year=year,
            announced=bool(known.make_up) or self._imported(tx, year),
            days=tuple(days[day] for day in sorted(days)),
            working_days=tuple(_working_days(year, month, days) for month in range(1, 13)),
        )

    def _own(self, tx: Tx, year: int) -> Iterator[Day]:
        asked = select(CalendarDay, Staff.name).join(Staff, Staff.id == CalendarDay.by_id)
        here = asked.where(CalendarDay.day.between(date(year, 1, 1), date(year, 12, 31)), ~CalendarDay.follows)
        for row, who in tx.session.execute(here):
            yield Day(day=row.day, own=True, by=who, since=row.set_at, **_by_office(row)._asdict())

    def _imported(self, tx: Tx, year: int) -> bool:
        """Whether a list that was imported names a working weekend of the year: a single day set by hand does not."""
        by_list = select(JournalRow.entry_id).where(
            JournalRow.register == REGISTER, JournalRow.verb == f"{REGISTER}.import"
        )
        here = CalendarDay.day.between(date(year, 1, 1), date(year, 12, 31))
        working = select(CalendarDay.day).where(here, ~CalendarDay.follows, CalendarDay.kind == DayKind.WORKING)
        return any(weekend(day) for day in tx.session.scalars(working.where(CalendarDay.id.in_(by_list))))

    @reads(EVERYONE)
    def day(self, tx: Tx, day: date) -> DayDetail:
        """One day: what it is, by whose word, and its history."""
        _in_range(day)
        row = tx.session.scalars(select(CalendarDay).where(CalendarDay.day == day)).first()
        library = _by_library(day)
        own = row is not None and not row.follows
        plain = library.kind is by_the_week(day) and not library.name
        by = tx.session.get(Staff, row.by_id) if row is not None else None
        return DayDetail(
            day=day,
            **(_by_office(row) if row is not None and own else library)._asdict(),
            source=DaySource.OFFICE if own else DaySource.WEEK if plain else DaySource.LIBRARY,
            library_kind=library.kind,
            library_name=library.name,
            library_name_en=library.name_en,
            by=by.name if by is not None and own else "",
            since=row.set_at if row is not None and own else None,
            history=journal.history(tx.session, REGISTER, row.id) if row is not None else (),
        )

    @writes(OFFICE)
    def set_day(self, tx: Tx, draft: DayDraft) -> Change:
        """Say of one day what it is; clocks that run keep the time they have."""
        self.validated(tx, draft)
        return Change(tx.verb, self._ref(self._set(tx, draft)))

    def _set(self, tx: Tx, draft: DayDraft, *, follows: bool = False) -> CalendarDay:
        assert draft.day is not None
        row = tx.session.scalars(select(CalendarDay).where(CalendarDay.day == draft.day)).first()
        row = row or CalendarDay(day=draft.day)
        row.kind, row.name, row.follows = draft.kind, draft.name.strip(), follows
        row.set_at, row.by_id = tx.now, tx.staff_id
        tx.session.add(row)
        journal.write(tx, REGISTER, row, number=draft.day.isoformat())
        return row

    @staticmethod
    def _ref(row: CalendarDay) -> Ref:
        return Ref(REGISTER, row.id, row.day.isoformat())

    @writes(OFFICE)
    def follow_library(self, tx: Tx, day: date) -> Change:
        """Take the office's own word back: the day is again what the library says it is, now and later."""
        row = tx.session.scalars(select(CalendarDay).where(CalendarDay.day == day, ~CalendarDay.follows)).first()
        if row is None:
            raise NotFound(number=day.isoformat())
        said = DayDraft(day=day, kind=_by_library(day).kind, name=_by_library(day).name)
        return Change(tx.verb, self._ref(self._set(tx, said, follows=True)))

    @writes(OFFICE)
    def import_(self, tx: Tx, text: str) -> Change:
        """Take over a list of days, ``2027-02-05 rest 春节`` a line: all of it or nothing, every bad line named.

        Days that are so already stay as they are.
        """
        drafts, problems = read(text)
        if problems or not drafts:
            raise Invalid(*(problems or [Problem("text", "nothing_to_import")]))
        new = [draft for draft in drafts if draft.day and self.look(tx, draft.day)[:2] != (draft.kind, draft.name)]
        if not new:
            raise Invalid(Problem("text", "nothing_changed"))
        first, *more = (self._ref(self._set(tx, draft)) for draft in new)
        return Change(tx.verb, first, tuple(more))

    @reads(EVERYONE)
    def export(self, tx: Tx, year: int) -> str:
        """The special days of a year as the text that can be imported again."""
        return self._text(tx, year)

    def _text(self, tx: Tx, year: int) -> str:
        short = {DayKind.REST: "休", DayKind.WORKING: "班"}
        days = self._year(tx, year).days
        return "".join(f"{day.day} {short[day.kind]} {day.name}".rstrip() + "\n" for day in days)

    @reads(EVERYONE)
    def write_list(self, tx: Tx, year: int, path: str) -> str:
        """The same text in a file. Returns its path."""
        write_text(Path(path), self._text(tx, year))
        return path

    @reads(OFFICE)
    def read_list(self, tx: Tx, path: str) -> str:
        """The lines of a text, CSV or Excel file, to be looked at before they are imported."""
        return lines_of(Path(path))


def _in_range(day: date) -> None:
    if not EARLIEST.date() <= day < LATEST.date():
        raise Invalid(Problem("day", "impossible_date", {"value": day}))


def _working_days(year: int, month: int, special: Mapping[date, Day]) -> int:
    last = calendar.monthrange(year, month)[1]
    days = (date(year, month, day) for day in range(1, last + 1))
    return sum((special[day].kind if day in special else by_the_week(day)) is DayKind.WORKING for day in days)


SERVICE = CalendarService
