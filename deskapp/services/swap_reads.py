"""The reads of the swaps: rows, the detail with what the roster would break by it, what stands in Today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, func, or_, select

from deskapp.domain.common import TodayItem
from deskapp.domain.people import OFFICE
from deskapp.domain.roster import Broken
from deskapp.domain.swaps import REGISTER, Preview, State, SwapDetail, SwapRow
from deskapp.models.base import inline
from deskapp.models.roster import RosterSheet, ShiftRow
from deskapp.models.swaps import Swap
from deskapp.services import journal, swap_moves
from deskapp.services.directory_find import today as office_day
from deskapp.services.roster import RosterService
from deskapp.services.shifts import as_shift, shift_rows
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.swaps import SwapService

#: Whoever swaps is told of the decision in Today for so long.
TOLD = timedelta(days=2)


def open_ones() -> ColumnElement[bool]:
    """What waits for the other one or for the office, in the words of the partial index."""
    return Swap.state.in_(inline(State.ASKED, State.AGREED))


def chip(tx: Tx, name: str) -> ColumnElement[bool] | None:
    """The condition of a chip; ``coming`` lasts until both shifts are over."""
    day = office_day(tx)
    conditions: dict[str, ColumnElement[bool] | None] = {
        "open": open_ones(),
        "agreed": and_(open_ones(), Swap.state == State.AGREED),
        "coming": and_(Swap.state == State.APPROVED, or_(Swap.day >= day, Swap.other_day >= day)),
        "mine": or_(Swap.staff_id == tx.staff_id, Swap.other_id == tx.staff_id),
        "all": None,
    }
    return conditions[name]


def _shifts(tx: Tx) -> dict[int | None, str]:
    return {None: "", **dict(iter(tx.session.execute(select(ShiftRow.id, ShiftRow.short))))}


def as_rows(service: SwapService, tx: Tx, found: Sequence[Swap]) -> Iterator[SwapRow]:
    """Swaps as the table shows them."""
    names = service.staff_names(tx, (id for row in found for id in (row.recorder_id, row.decided_by_id)))
    shifts = _shifts(tx)
    for row in found:
        yield SwapRow(
            **service.columns(row, SwapRow),
            at=row.asked_at,
            shift=shifts[row.shift_id],
            other_shift=shifts[row.other_shift_id],
            decided_by=names[row.decided_by_id],
            handler=names[row.recorder_id],
        )


def detail(service: SwapService, tx: Tx, row: Swap) -> SwapDetail:
    """Everything about one swap."""
    names = service.staff_names(tx, (row.recorder_id, row.agreed_by_id, row.decided_by_id))
    shifts = _shifts(tx)
    return SwapDetail(
        **service.columns(row, SwapDetail),
        shift=shifts[row.shift_id],
        other_shift=shifts[row.other_shift_id],
        recorder=names[row.recorder_id],
        agreed_by=names[row.agreed_by_id],
        decided_by=names[row.decided_by_id],
        sheets=_sheets(tx, row),
        broken=_broken(service, tx, row),
        may=service.may(tx, row),
        linked=service.linked_to(tx, row),
        history=journal.history(tx.session, REGISTER, row.id),
    )


def _sheets(tx: Tx, row: Swap) -> tuple[str, ...]:
    ids = [id for id in (row.sheet_id, row.other_sheet_id) if id is not None]
    made = tx.session.scalars(select(RosterSheet).where(RosterSheet.id.in_(ids)).order_by(RosterSheet.month))
    return tuple(f"{sheet.month}/{sheet.edition}" for sheet in made)


def _broken(service: SwapService, tx: Tx, row: Swap) -> tuple[Broken, ...]:
    """Only of what is still to be decided: afterwards the roster itself says so."""
    if row.state not in (State.ASKED, State.AGREED):
        return ()
    return swap_moves.breaks(service.core.service(RosterService), tx, row)


def preview(tx: Tx, shift_id: int | None, other_id: int | None, broken: tuple[Broken, ...] = ()) -> Preview:
    """Both shifts as the form shows them."""
    shifts = {row.id: as_shift(row) for row in shift_rows(tx)}
    return Preview(shift=shifts.get(shift_id or 0), other_shift=shifts.get(other_id or 0), broken=broken)


def today(service: SwapService, tx: Tx) -> Iterator[TodayItem]:
    """For the office what waits for it; for the other one what waits for a word; for both what was decided."""
    agreed = select(func.count()).select_from(Swap).where(and_(open_ones(), Swap.state == State.AGREED))
    office = tx.acts_as(OFFICE)
    if office and (count := tx.session.scalar(agreed)):
        yield TodayItem(register=REGISTER, text="today.swaps_agreed", count=count, chip="agreed")
    waits = and_(open_ones(), Swap.state == State.ASKED, Swap.other_id == tx.staff_id)
    for row in tx.session.scalars(select(Swap).where(waits).order_by(Swap.id)):
        params = {"number": row.number, "name": row.person, "day": row.day}
        yield TodayItem(register=REGISTER, text="today.swaps_asked", params=params, ref=service.ref(row))
    mine = or_(Swap.staff_id == tx.staff_id, Swap.other_id == tx.staff_id)
    decided = Swap.state.in_((State.APPROVED, State.REFUSED)) & (Swap.decided_at >= tx.now - TOLD)
    for row in tx.session.scalars(select(Swap).where(mine, decided).order_by(Swap.id)):
        params = {"number": row.number, "person": row.person, "other": row.other, "day": row.day}
        yield TodayItem(register=REGISTER, text=f"today.swaps_{row.state}", params=params, ref=service.ref(row))
