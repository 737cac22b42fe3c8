"""The cells that a swap is about, and which swaps that stand a roster would undo (``DUTY-2``)."""

from __future__ import annotations

import calendar as almanac
from datetime import date

from sqlalchemy import or_, select

from deskapp.domain.swaps import Kind, State
from deskapp.models.roster import RosterSheet
from deskapp.models.swaps import Swap
from deskapp.services import roster_reads
from deskapp.services.verbs import Tx

#: Whose cell of which day.
Place = tuple[int, date]


def moves(row: Swap) -> dict[Place, int | None]:
    """The cells as they are to be; None: a day off."""
    if row.kind is Kind.SWAP and row.other_day == row.day:
        return {(row.staff_id, row.day): row.other_shift_id, (row.other_id, row.day): row.shift_id}
    put = {(row.staff_id, row.day): None, (row.other_id, row.day): row.shift_id}
    if row.kind is Kind.SWAP:
        assert row.other_day is not None
        put |= {(row.other_id, row.other_day): None, (row.staff_id, row.other_day): row.other_shift_id}
    return put


def was(row: Swap) -> dict[Place, int | None]:
    """The cells as they were when it was asked for."""
    there = dict.fromkeys(moves(row)) | {(row.staff_id, row.day): row.shift_id}
    if row.kind is Kind.SWAP:
        assert row.other_day is not None
        there[row.other_id, row.other_day] = row.other_shift_id
    return there


def undone_by(tx: Tx, draft: RosterSheet) -> list[tuple[Swap, list[Place]]]:
    """The swaps that stand in what is published of a month and would not in a draft of it, and by which cells."""
    there = roster_reads.published(tx, draft.month)
    if there is None:
        return []
    first = date.fromisoformat(f"{draft.month}-01")
    last = first.replace(day=almanac.monthrange(first.year, first.month)[1])
    here = or_(Swap.day.between(first, last), Swap.other_day.between(first, last))
    stand = select(Swap).where(Swap.state == State.APPROVED, here).order_by(Swap.id)
    rows = tx.session.scalars(stand).all()
    now, then = (_shifts(tx, sheet.id) if rows else {} for sheet in (there, draft))
    undone = []
    for row in rows:
        put = {at: shift for at, shift in moves(row).items() if first <= at[1] <= last}
        # An earlier one may have been overtaken by a later: what does not stand now is undone by nobody.
        stands = all(now.get(at) == shift for at, shift in put.items())
        if stands and (other := [at for at, shift in put.items() if then.get(at) != shift]):
            undone.append((row, sorted(other, key=lambda at: at[1])))
    return undone


def _shifts(tx: Tx, sheet_id: int) -> dict[Place, int | None]:
    return {(cell.staff_id, cell.day): cell.shift_id for cell in roster_reads.cell_rows(tx, sheet_id)}
