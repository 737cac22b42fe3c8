"""Who is on duty now and next, by what is published (``DUTY-1``, ``DUTY-6``)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from deskapp.domain.roster import DutyNow, OnDuty, State
from deskapp.domain.roster_rules import span
from deskapp.models.roster import RosterSheet
from deskapp.models.staff import Staff
from deskapp.services.roster_reads import published_cells
from deskapp.services.rulebook import RulebookService
from deskapp.services.shifts import as_shift, shift_rows
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.office import Core

#: How far ahead "next" is looked for.
_AHEAD = timedelta(days=8)


def duty_now(core: Core, tx: Tx) -> DutyNow:
    """Who is on duty now and next; whoever comes early to take over, or stays to hand over, counts as rostered."""
    on = sorted(around(tx, tx.now), key=lambda each: (each.since, each.until, each.staff_id))
    now = tuple(each for each in on if each.since <= tx.now < each.until)
    later = [each for each in on if each.since > tx.now]
    following = tuple(each for each in later if each.since == later[0].since)
    around_it = core.service(RulebookService).span(tx, "duty.around_shift")
    mine = [each for each in on if each.staff_id == tx.staff_id]
    rostered = any(each.since - around_it <= tx.now < each.until + around_it for each in mine)
    arrivals = (each.since - around_it for each in mine if each.since - around_it > tx.now)
    moments = [*(each.until for each in now), *(each.since for each in following), *arrivals]
    month = f"{tx.now.astimezone():%Y-%m}"
    here = select(RosterSheet.id).where(RosterSheet.month == month, RosterSheet.state == State.PUBLISHED)
    published = tx.session.scalars(here).first() is not None
    changes_at = min(moments, default=None)
    return DutyNow(published=published, now=now, next=following, rostered=rostered, changes_at=changes_at)


def around(tx: Tx, moment: datetime) -> Iterator[OnDuty]:
    """Everybody on duty from the day before a moment to a week after it, in no order; whoever left is not."""
    today = moment.astimezone().date()
    cells = published_cells(tx, today - timedelta(days=1), today + _AHEAD)
    shifts = {row.id: as_shift(row) for row in shift_rows(tx)}
    ids = {cell.staff_id for cell in cells}
    staff = {row.id: row for row in tx.session.scalars(select(Staff).where(Staff.id.in_(ids), Staff.active))}
    for cell in (cell for cell in cells if cell.shift_id is not None and cell.staff_id in staff):
        shift, who = shifts[cell.shift_id or 0], staff[cell.staff_id]
        begin, end = (local.astimezone() for local in span(cell.day, shift))
        yield OnDuty(staff_id=who.id, name=who.name, phone=who.phone, shift=shift.name, since=begin, until=end)
