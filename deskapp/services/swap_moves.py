"""What a swap does to the roster: which cells, whether they stand as they stood, which rules it breaks (``DUTY-2``)."""

from __future__ import annotations

import calendar as almanac
from dataclasses import replace
from datetime import date, datetime, timedelta

from deskapp.domain.roster import Broken, Sheet
from deskapp.domain.roster_rules import span
from deskapp.domain.swap_effects import moved, worse
from deskapp.errors import Conflict
from deskapp.models.roster import ShiftRow
from deskapp.models.staff import Staff
from deskapp.models.swaps import Swap
from deskapp.services import roster_reads
from deskapp.services.roster import RosterService
from deskapp.services.shifts import as_shift
from deskapp.services.swap_cells import Place, moves, was
from deskapp.services.verbs import Tx


def published(tx: Tx, who: int, day: date) -> int | None:
    """The shift that somebody has on a day by the published roster."""
    cells = roster_reads.published_cells(tx, day, day)
    return next((cell.shift_id for cell in cells if cell.staff_id == who), None)


def begins(tx: Tx, day: date, shift_id: int) -> datetime:
    """When a shift of a day begins."""
    shift = tx.session.get_one(ShiftRow, shift_id)
    return span(day, as_shift(shift))[0].astimezone()


def still_stands(tx: Tx, row: Swap) -> None:
    """Refuse what was overtaken: somebody left, a shift has begun, or the roster is another one meanwhile."""
    for who, name in ((row.staff_id, row.person), (row.other_id, row.other)):
        if not tx.session.get_one(Staff, who).active:
            raise Conflict("swap_left", number=row.number, name=name)
    for day, shift_id in ((row.day, row.shift_id), (row.other_day, row.other_shift_id)):
        if day is not None and shift_id is not None and begins(tx, day, shift_id) <= tx.now:
            raise Conflict("swap_begun", number=row.number, day=day)
    for (who, day), shift_id in was(row).items():
        if published(tx, who, day) != shift_id:
            name = row.person if who == row.staff_id else row.other
            raise Conflict("swap_changed", number=row.number, name=name, day=day)


def breaks(roster: RosterService, tx: Tx, row: Swap) -> tuple[Broken, ...]:
    """What the published roster would break by it and does not break now, in every month that feels it."""
    changed, found = moves(row), list[Broken]()
    for month in sorted({month for _, day in changed for month in _felt(day)}):
        there = roster_reads.published(tx, month)
        if there is not None:
            now = _with_everybody(tx, roster_reads.sheet(roster, tx, there), changed)
            found += worse(moved(now, {}).broken, moved(now, changed).broken)
    return tuple(found)


def _felt(day: date) -> tuple[str, ...]:
    """The month of a day; the next one too, where rest and runs are judged with the days before it."""
    last = day.replace(day=almanac.monthrange(day.year, day.month)[1])
    return f"{day:%Y-%m}", f"{last + timedelta(days=1):%Y-%m}"


def _with_everybody(tx: Tx, sheet: Sheet, changed: dict[Place, int | None]) -> Sheet:
    """The rules are judged of both, also of one who had no shift in this month so far."""
    besides = frozenset(cell.staff_id for cell in sheet.cells) | {who for who, _ in changed}
    return replace(sheet, people=roster_reads.people(tx, besides=besides))
