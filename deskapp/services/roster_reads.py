"""The reads of the roster: an edition as its grid shows it, editions, what changed (``DUTY-1``, ``DUTY-2``)."""

from __future__ import annotations

import calendar as almanac
import dataclasses
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from deskapp.domain import leaves
from deskapp.domain.calendar import DayKind
from deskapp.domain.people import OFFICE
from deskapp.domain.roster import (
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

#: What the journal calls those who take part.
PERSON = "roster_person"
#: Fairness looks back so many months.
_BACK = 12
#: Days before the month that rest and runs are judged with.
_BEFORE = timedelta(days=14)


def month_named(text: str, problems: list[Problem], field: str = "month") -> date | None:
    """The first day of the month that a text names (``2026-12``); a problem for none."""
    if any(problem.field == field for problem in problems):
        return None
    try:
        return date.fromisoformat(f"{text.strip()}-01")
    except ValueError:
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
        select(RosterCell)
        .join(RosterSheet, RosterSheet.id == RosterCell.sheet_id)
        .where(RosterSheet.state == State.PUBLISHED, RosterCell.day.between(since, until))
        .order_by(RosterCell.day, RosterCell.staff_id)
    )
    return [_as_cell(row) for row in tx.session.scalars(asked)]


def _as_cell(row: RosterCell) -> Cell:
    return Cell(staff_id=row.staff_id, day=row.day, shift_id=row.shift_id, pinned=row.pinned)


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
                shifts=row.shifts if row else "", note=row.note if row else "",
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
    cells = tuple(map(_as_cell, cell_rows(tx, row.id)))
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
    since = date(first.year - 1, first.month, 1)
    cells = [cell for cell in published_cells(tx, since, first - timedelta(days=1)) if cell.shift_id is not None]
    if not cells:
        return ()
    kinds = {day.day: day.kind for day in grid_days(core, tx, _between(cells[0].day, cells[-1].day))}
    found: dict[int, Load] = {}
    months = Counter(who for who, _ in {(cell.staff_id, f"{cell.day:%Y-%m}") for cell in cells})
    for cell in cells:
        shift, kind = shifts[cell.shift_id or 0], kinds[cell.day]
        before = found.get(cell.staff_id, Load(staff_id=cell.staff_id, months=months[cell.staff_id]))
        found[cell.staff_id] = dataclasses.replace(
            before,
            hours=before.hours + shift.hours,
            late=before.late + shift.late,
            weekends=before.weekends + (kind is DutyDay.WEEKEND),
            holidays=before.holidays + (kind is DutyDay.HOLIDAY),
        )
    return tuple(found.values())


def _between(first: date, last: date) -> list[date]:
    return [first + timedelta(days=day) for day in range((last - first).days + 1)]


def editions(tx: Tx, month: str) -> tuple[Edition, ...]:
    """The editions of a month, the newest first, and how much each changed of the one it was based on."""
    rows = tx.session.scalars(
        select(RosterSheet).where(RosterSheet.month == month).order_by(RosterSheet.edition.desc())
    ).all()
    office = tx.actor is not None and tx.actor.role in OFFICE
    names = _names(tx, tuple(id for row in rows for id in (row.made_by_id, row.published_by_id)))
    return tuple(
        Edition(
            id=row.id, month=row.month, edition=row.edition, state=row.state, note=row.note,
            by=names.get(row.published_by_id or row.made_by_id, ""), at=row.published_at or row.made_at,
            changed=len(changes(tx, row.based_on_id, row.id)) if row.based_on_id else 0,
        )
        for row in rows
        if office or row.state in (State.PUBLISHED, State.SUPERSEDED)
    )  # fmt: skip


def changes(tx: Tx, old: int, new: int) -> tuple[CellChange, ...]:
    """The cells that differ between two editions; of two months nothing can be compared."""
    months = set(tx.session.scalars(select(RosterSheet.month).where(RosterSheet.id.in_((old, new)))))
    if len(months) > 1:
        raise Invalid(Problem("new", "roster_other_month", {"value": max(months)}))
    short = {row.id: row.short for row in shift_rows(tx)}
    was, now = ({(cell.staff_id, cell.day): cell for cell in cell_rows(tx, id)} for id in (old, new))
    cells = sorted(was.keys() | now.keys(), key=lambda at: (at[1], at[0]))
    names = _names(tx, tuple(who for who, _ in cells))
    found = []
    for at in cells:
        who, day = at
        before, after = (short.get(there[at].shift_id or 0, "") if at in there else "" for there in (was, now))
        if before != after:
            found.append(CellChange(staff_id=who, name=names[who], day=day, old=before, new=after))
    return tuple(found)
