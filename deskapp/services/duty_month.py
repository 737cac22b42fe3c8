"""The month's duty report: hours, shifts, weekends, holidays by person; swaps; late handovers (``reports.md``)."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import aliased

from deskapp.domain import handovers, swaps
from deskapp.domain.calendar import DayKind
from deskapp.domain.duty_month import DutyFigures, DutyReport, LateLine, SwapLine
from deskapp.domain.people import COUNTER, OFFICE
from deskapp.domain.roster import Cell, DutyDay, Person
from deskapp.domain.roster_rules import span
from deskapp.domain.shifts import Shift
from deskapp.models.duty_log import DutyLogRow, DutySign
from deskapp.models.handovers import Handover, taken_late
from deskapp.models.staff import Staff
from deskapp.models.swaps import Swap
from deskapp.services import periods, roster_reads
from deskapp.services.calendar import CalendarService
from deskapp.services.shifts import as_shift, shift_rows
from deskapp.services.verbs import Service, Tx, reads

if TYPE_CHECKING:
    from deskapp.services.office import Core


class DutyMonthService(Service):
    """The report of any month, worked out from the registers each time."""

    name = "duty_month"

    @reads(COUNTER)
    def table(self, tx: Tx, id: int) -> DutyReport:
        """The report of a month (202611)."""
        return report(self.core, tx, id)

    @reads(OFFICE)
    def write_table(self, tx: Tx, id: int, path: str) -> str:
        """The same figures in a file, Excel by its ending or else CSV. Returns its path."""
        from deskapp.services.excel import duty_lines, month_table

        found = report(self.core, tx, id)
        return month_table.write("form.duty_month_table", duty_lines.lines(found), path, tx.now)


def report(core: Core, tx: Tx, month: int) -> DutyReport:
    """Count a month; one that is not over yet stands for now."""
    name, since, until = periods.month(month)
    at = min(until, tx.now) if since <= tx.now else None
    if at is None:
        return DutyReport(number=name, at=None)
    days = roster_reads.days_of(date.fromisoformat(f"{name}-01"))
    changed = tuple(_swaps(tx, days))
    sheet = roster_reads.published(tx, name)
    people = _people(core, tx, days, at) if sheet is not None else ()
    return DutyReport(
        number=name, at=at, edition=f"{sheet.month}/{sheet.edition}" if sheet is not None else "",
        total=_total(people, len(changed)), people=people, swaps=changed, late=tuple(_late(tx, since, at)),
        unsigned=_unsigned(core, tx, days, at),
    )  # fmt: skip


def _people(core: Core, tx: Tx, days: Sequence[date], at: datetime) -> tuple[DutyFigures, ...]:
    """Everybody who is on the roster or was on duty, in the roster's order."""
    shifts = {row.id: as_shift(row) for row in shift_rows(tx)}
    cells = [cell for cell in roster_reads.published_cells(tx, days[0], days[-1]) if cell.shift_id is not None]
    done = [(cell, shifts[cell.shift_id or 0]) for cell in cells]
    done = [(cell, shift) for cell, shift in done if span(cell.day, shift)[1].astimezone() <= at]
    kinds = {day.day: day.kind for day in roster_reads.grid_days(core, tx, days)}
    both = tx.session.execute(select(Swap.staff_id, Swap.other_id).where(_approved(days)))
    part = Counter(who for pair in both for who in pair)
    everybody = roster_reads.people(tx, besides=frozenset(cell.staff_id for cell in cells) | part.keys())
    return tuple(_figures(person, done, kinds, part[person.staff_id]) for person in everybody)


def _figures(
    person: Person, done: Sequence[tuple[Cell, Shift]], kinds: dict[date, DutyDay], swapped: int
) -> DutyFigures:
    own = [(cell.day, shift) for cell, shift in done if cell.staff_id == person.staff_id]
    of_kind = Counter(kinds[day] for day, _ in own)
    return DutyFigures(
        code=person.code, name=person.name, shifts=len(own), hours=round(sum(shift.hours for _, shift in own), 2),
        late=sum(shift.late for _, shift in own), weekends=of_kind[DutyDay.WEEKEND],
        holidays=of_kind[DutyDay.HOLIDAY], swaps=swapped,
    )  # fmt: skip


def _total(people: Sequence[DutyFigures], swapped: int) -> DutyFigures:
    """Everybody together; a swap counts once, though two had a part in it."""
    names = ("shifts", "hours", "late", "weekends", "holidays")
    sums = {name: round(sum(getattr(row, name) for row in people), 2) for name in names}
    return dataclasses.replace(DutyFigures(swaps=swapped), **sums)


def _approved(days: Sequence[date]) -> ColumnElement[bool]:
    """Swaps of duties of some days that stand."""
    here = or_(Swap.day.between(days[0], days[-1]), Swap.other_day.between(days[0], days[-1]))
    return and_(Swap.state == swaps.State.APPROVED, here)


def _swaps(tx: Tx, days: Sequence[date]) -> Iterator[SwapLine]:
    short = {shift.id: shift.short for shift in shift_rows(tx)}
    for row in tx.session.scalars(select(Swap).where(_approved(days)).order_by(Swap.day, Swap.id)):
        yield SwapLine(
            number=row.number, kind=row.kind, person=row.person, day=row.day, shift=short[row.shift_id],
            other=row.other, other_day=row.other_day, other_shift=short.get(row.other_shift_id or 0, ""),
        )  # fmt: skip


def _late(tx: Tx, since: datetime, at: datetime) -> Iterator[LateLine]:
    """Handovers that somebody came late to, in the order in which they were taken."""
    outgoing, incoming = aliased(Staff), aliased(Staff)
    asked = (
        select(Handover, outgoing.name, incoming.name)
        .join(outgoing, outgoing.id == Handover.outgoing_id)
        .join(incoming, incoming.id == Handover.incoming_id)
        .where(taken_late(), Handover.taken_at >= since, Handover.taken_at < at)
        .where(Handover.state != handovers.State.VOIDED)
        .order_by(Handover.taken_at, Handover.id)
    )
    for row, gone, come in tx.session.execute(asked):
        assert row.taken_at is not None
        yield LateLine(number=row.number, at=row.taken_at, outgoing=gone, incoming=come, minutes=row.late_minutes)


def _unsigned(core: Core, tx: Tx, days: Sequence[date], at: datetime) -> tuple[date, ...]:
    """Working days since the log was begun, and over by then, that nobody has countersigned (``DUTY-5``)."""
    begun = tx.session.scalar(select(func.min(DutyLogRow.at)))
    if begun is None:
        return ()
    looks = core.service(CalendarService).looks(tx, days[0], days[-1])
    signed = set(tx.session.scalars(select(DutySign.day).where(DutySign.day.between(days[0], days[-1]))))
    first, over = begun.astimezone().date(), (at - timedelta(microseconds=1)).astimezone().date()
    # Of a month that is over its last day is too; today never is.
    last = over if at < tx.now else over - timedelta(days=1)
    return tuple(
        day for day in days if first <= day <= last and looks[day].kind is DayKind.WORKING and day not in signed
    )


SERVICE = DutyMonthService
