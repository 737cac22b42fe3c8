"""The reads of the roster: an edition as its grid shows it, editions, what changed (``DUTY-1``, ``DUTY-2``)."""

from __future__ import annotations

import calendar as almanac
import dataclasses
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Select, and_, case, func, literal_column, select
from sqlalchemy.orm import aliased

from deskapp.domain import leaves
from deskapp.domain.calendar import DayKind
from deskapp.domain.fields import EARLIEST, LATEST
from deskapp.domain.people import OFFICE
from deskapp.domain.roster import (
    PUBLIC,
    Away,
    Cell,
    CellChange,
    DutyDay,
    Edition,
    GridDay,
    Load,
    Person,
    Rules,
    Sheet,
    State,
)
from deskapp.domain.roster_rules import broken
from deskapp.domain.shifts import Shift
from deskapp.errors import Invalid, Problem
from deskapp.models.roster import RosterCell, RosterPerson, RosterSheet
from deskapp.models.staff import Staff
from deskapp.models.swaps import Leave
from deskapp.services.calendar import CalendarService
from deskapp.services.rulebook import RulebookService
from deskapp.services.shifts import as_shift, shift_rows
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.office import Core
    from deskapp.services.roster import RosterService

#: Fairness looks back so many months.
_BACK = 12
#: Days before the month that rest and runs are judged with.
_BEFORE = timedelta(days=14)
#: A month of sixty people is nearly two thousand cells: made into entities they cost more than they tell.
_PLAIN = select(RosterCell.staff_id, RosterCell.day, RosterCell.shift_id, RosterCell.pinned)


def month_named(text: str, problems: list[Problem], field: str = "month") -> date | None:
    """The first day of the month that a text names (``2026-12``); a problem for none."""
    if any(problem.field == field for problem in problems):
        return None
    try:
        month = date.fromisoformat(f"{text.strip()}-01")
    except ValueError:
        month = date.min
    if EARLIEST.date() <= month < LATEST.date():
        return month
    problems.append(Problem(field, "impossible_date", {"value": text.strip()[:20]}))
    return None


def days_of(month: date) -> list[date]:
    """The days of a month."""
    count = almanac.monthrange(month.year, month.month)[1]
    return [month.replace(day=day) for day in range(1, count + 1)]


def draft(tx: Tx, month: str) -> RosterSheet | None:
    """A month's draft."""
    return _of(tx, month, State.DRAFT)


def published(tx: Tx, month: str) -> RosterSheet | None:
    """The edition of a month that everybody follows."""
    return _of(tx, month, State.PUBLISHED)


def _of(tx: Tx, month: str, state: State) -> RosterSheet | None:
    return tx.session.scalars(select(RosterSheet).where(RosterSheet.month == month, RosterSheet.state == state)).first()


def cell_rows(tx: Tx, sheet_id: int) -> Sequence[RosterCell]:
    """The cells of an edition."""
    return tx.session.scalars(select(RosterCell).where(RosterCell.sheet_id == sheet_id)).all()


def copied(tx: Tx, old: int, new: int) -> Iterator[RosterCell]:
    """The cells of one edition for another."""
    for cell in cell_rows(tx, old):
        yield RosterCell(sheet_id=new, staff_id=cell.staff_id, day=cell.day, shift_id=cell.shift_id, pinned=cell.pinned)


def published_cells(tx: Tx, since: date, until: date) -> list[Cell]:
    """What is published for some days, of whatever months."""
    asked = (
        _PLAIN.join(RosterSheet, RosterSheet.id == RosterCell.sheet_id)
        .where(RosterSheet.state == State.PUBLISHED, RosterCell.day.between(since, until))
        .order_by(RosterCell.day, RosterCell.staff_id)
    )
    return _cells(tx, asked)


def _cells(tx: Tx, asked: Select[int, date, int | None, bool]) -> list[Cell]:
    found = tx.session.execute(asked)
    return [Cell(staff_id=who, day=day, shift_id=shift, pinned=pinned) for who, day, shift, pinned in found]


def people(tx: Tx, *, everybody: bool = False, besides: frozenset[int] = frozenset()) -> tuple[Person, ...]:
    """Who is on the roster, in its order; ``besides`` others who have cells; ``everybody`` all of the staff."""
    asked = select(Staff, RosterPerson).outerjoin(RosterPerson, RosterPerson.staff_id == Staff.id)
    found = []
    for staff, row in tx.session.execute(asked.order_by(Staff.code)):
        on_roster = row is not None and row.on_roster and staff.active
        if on_roster or staff.id in besides or (everybody and staff.active):
            person = Person(
                staff_id=staff.id, code=staff.code, name=staff.name, role=staff.role, on_roster=on_roster,
                experienced=row is not None and row.experienced, hours=row.hours if row else None,
                shifts=row.shifts if row else "", note=row.note if row else "", version=row.version if row else 0,
            )  # fmt: skip
            found.append((not on_roster, row.position if row else 0, person))
    return tuple(person for *_, person in sorted(found, key=lambda each: each[:2]))


def grid_days(core: Core, tx: Tx, days: Sequence[date]) -> tuple[GridDay, ...]:
    """What the days are by the office's calendar: a named day of rest is a holiday, any other one a weekend."""
    looks = core.service(CalendarService).looks(tx, days[0], days[-1])
    return tuple(
        GridDay(
            day=day,
            kind=DutyDay.WORKING
            if looks[day].kind is DayKind.WORKING
            else DutyDay.HOLIDAY
            if looks[day].name
            else DutyDay.WEEKEND,
            name=looks[day].name,
            name_en=looks[day].name_en,
            make_up=looks[day].kind is DayKind.WORKING and day.weekday() >= 5,
        )
        for day in days
    )


def rules(core: Core, tx: Tx) -> Rules:
    """The rulebook's numbers for rosters."""
    book = core.service(RulebookService)
    return Rules(
        rest_hours=book.span(tx, "duty.rest_hours") / timedelta(hours=1),
        longest_run=book.number(tx, "duty.longest_run"),
        days_off=book.number(tx, "duty.days_off"),
        most_hours=book.number(tx, "duty.most_hours"),
        experienced=book.number(tx, "duty.experienced"),
    )


def sheet(service: RosterService, tx: Tx, row: RosterSheet) -> Sheet:
    """One edition with everything its grid shows, and the rules it breaks."""
    days = days_of(date.fromisoformat(f"{row.month}-01"))
    cells = tuple(_cells(tx, _PLAIN.where(RosterCell.sheet_id == row.id)))
    used = {cell.shift_id for cell in cells}
    shifts = tuple(as_shift(each) for each in shift_rows(tx) if each.active or each.id in used)
    before = published_cells(tx, days[0] - _BEFORE, days[0] - timedelta(days=1))
    every = {each.id: as_shift(each) for each in shift_rows(tx)}
    known = {shift.id for shift in shifts}
    shifts += tuple(every[id] for id in {cell.shift_id for cell in before} - known if id is not None)
    names = _names(tx, (row.made_by_id, row.published_by_id))
    shown = Sheet(
        id=row.id, version=row.version, month=row.month, edition=row.edition, state=row.state, note=row.note,
        made_by=names.get(row.made_by_id, ""), made_at=row.made_at, published_at=row.published_at,
        published_by=names.get(row.published_by_id or 0, ""), days=grid_days(service.core, tx, days),
        people=people(tx, besides=frozenset(cell.staff_id for cell in cells)), shifts=shifts, cells=cells,
        before=tuple(before), away=away(tx, days[0], days[-1]), loads=loads(service.core, tx, days[0], every),
        rules=rules(service.core, tx),
    )  # fmt: skip
    return dataclasses.replace(shown, broken=broken(shown))


def _names(tx: Tx, ids: tuple[int | None, ...]) -> dict[int, str]:
    return dict(iter(tx.session.execute(select(Staff.id, Staff.name).where(Staff.id.in_([id for id in ids if id])))))


def away(tx: Tx, since: date, until: date) -> tuple[Away, ...]:
    """Approved leaves and wishes that touch some days."""
    here = (Leave.state == leaves.State.APPROVED, Leave.until >= since, Leave.since <= until)
    return tuple(
        Away(
            staff_id=row.staff_id, since=row.since, until=row.until, wish=row.kind is leaves.Kind.WISH,
            number=row.number, words=row.reason,
        )
        for row in tx.session.scalars(select(Leave).where(*here).order_by(Leave.since, Leave.id))
    )  # fmt: skip


def loads(core: Core, tx: Tx, first: date, shifts: dict[int, Shift]) -> tuple[Load, ...]:
    """What everybody has done in the twelve months before a month."""
    days = grid_days(core, tx, _between(date(first.year - 1, first.month, 1), first - timedelta(days=1)))
    found: dict[int, Load] = {}
    months = dict(iter(tx.session.execute(_months(days))))
    for who, shift_id, kind, count in tx.session.execute(_worked(days)):
        shift, before = shifts[shift_id], found.get(who, Load(staff_id=who, months=months[who]))
        found[who] = dataclasses.replace(
            before,
            hours=before.hours + shift.hours * count,
            late=before.late + shift.late * count,
            weekends=before.weekends + (kind == DutyDay.WEEKEND) * count,
            holidays=before.holidays + (kind == DutyDay.HOLIDAY) * count,
        )
    return tuple(found.values())


def _worked(days: Sequence[GridDay]) -> Select[int, int, str, int]:
    """How many published shifts of each kind everybody had on which kind of day: counted where they lie."""
    rest = {kind: [day.day for day in days if day.kind is kind] for kind in (DutyDay.WEEKEND, DutyDay.HOLIDAY)}
    kind = case(*((RosterCell.day.in_(on), literal_column(f"'{kind}'")) for kind, on in rest.items()), else_="")
    return (
        select(RosterCell.staff_id, RosterCell.shift_id, kind.label("kind"), func.count())
        .join(RosterSheet, RosterSheet.id == RosterCell.sheet_id)
        .where(*_on_duty(days))
        .group_by(RosterCell.staff_id, RosterCell.shift_id, "kind")
        .order_by(RosterCell.staff_id)
    )


def _months(days: Sequence[GridDay]) -> Select[int, int]:
    """In how many months everybody was on duty at all."""
    return (
        select(RosterCell.staff_id, func.count(RosterSheet.month.distinct()))
        .join(RosterSheet, RosterSheet.id == RosterCell.sheet_id)
        .where(*_on_duty(days))
        .group_by(RosterCell.staff_id)
    )


def _on_duty(days: Sequence[GridDay]) -> tuple[ColumnElement[bool], ...]:
    """Every published shift of some days."""
    here = RosterCell.day.between(days[0].day, days[-1].day)
    return RosterSheet.state == State.PUBLISHED, RosterCell.shift_id.is_not(None), here


def _between(first: date, last: date) -> list[date]:
    return [first + timedelta(days=day) for day in range((last - first).days + 1)]


def editions(tx: Tx, month: str) -> tuple[Edition, ...]:
    """The editions of a month, the newest first, and how much each changed of the one it was based on."""
    rows = tx.session.scalars(
        select(RosterSheet).where(RosterSheet.month == month).order_by(RosterSheet.edition.desc())
    ).all()
    office = tx.acts_as(OFFICE)
    names = _names(tx, tuple(id for row in rows for id in (row.made_by_id, row.published_by_id)))
    changed = _changed(tx, month)
    return tuple(
        Edition(
            id=row.id, month=row.month, edition=row.edition, state=row.state, note=row.note,
            by=names.get(row.published_by_id or row.made_by_id, ""), at=row.published_at or row.made_at,
            changed=changed.get(row.id, 0),
        )
        for row in rows
        if office or row.state in PUBLIC
    )  # fmt: skip


def _changed(tx: Tx, month: str) -> Counter[int]:
    """How many cells of each edition differ from the one it was based on: counted where they lie."""
    found = Counter[int]()
    new, old = aliased(RosterCell), aliased(RosterCell)
    for here, there, mine in ((new, old, RosterSheet.id), (old, new, RosterSheet.based_on_id)):
        theirs = RosterSheet.based_on_id if here is new else RosterSheet.id
        same = and_(there.sheet_id == theirs, there.staff_id == here.staff_id, there.day == here.day)
        # What only one of the two has counts once; a day off is like a day of which nothing is decided.
        differs = func.coalesce(here.shift_id, 0) != func.coalesce(there.shift_id, 0)
        once = differs if here is new else and_(there.id.is_(None), here.shift_id.is_not(None))
        asked = select(RosterSheet.id, func.count()).join(here, here.sheet_id == mine).outerjoin(there, same)
        based = RosterSheet.month == month, RosterSheet.based_on_id.is_not(None)
        found.update(dict(iter(tx.session.execute(asked.where(*based, once).group_by(RosterSheet.id)))))
    return found


def changes(tx: Tx, old: RosterSheet, new: RosterSheet) -> tuple[CellChange, ...]:
    """The cells that differ between two editions; of two months nothing can be compared."""
    if old.month != new.month:
        raise Invalid(Problem("new", "roster_other_month", {"value": new.month}))
    short = {row.id: row.short for row in shift_rows(tx)} | {None: ""}
    was, now = (
        {(cell.staff_id, cell.day): cell.shift_id for cell in _cells(tx, _PLAIN.where(RosterCell.sheet_id == each.id))}
        for each in (old, new)
    )
    different = [at for at in was.keys() | now.keys() if was.get(at) != now.get(at)]
    names = _names(tx, tuple(who for who, _ in different))
    return tuple(
        CellChange(
            staff_id=who, name=names[who], day=day, old=short[was.get((who, day))], new=short[now.get((who, day))]
        )
        for who, day in sorted(different, key=lambda at: (at[1], at[0]))
    )
