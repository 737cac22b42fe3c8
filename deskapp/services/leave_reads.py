"""The reads of the leaves: rows, the detail, which published shifts need somebody else, what stands in Today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, func, select

from deskapp.domain import roster
from deskapp.domain.common import TodayItem
from deskapp.domain.leaves import REGISTER, Kind, LeaveDetail, LeaveRow, State
from deskapp.domain.people import OFFICE
from deskapp.models.base import inline
from deskapp.models.roster import RosterCell, RosterSheet, ShiftRow
from deskapp.models.swaps import Leave
from deskapp.services import journal
from deskapp.services.directory_find import today as office_day
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.leaves import LeaveService

#: Whoever asked is told of the decision in Today for so long.
TOLD = timedelta(days=2)


def asked() -> ColumnElement[bool]:
    """What waits for the office, in the words of the partial index."""
    return Leave.state == inline(State.ASKED)


def chip(tx: Tx, name: str) -> ColumnElement[bool] | None:
    """The condition of a chip; ``coming`` lasts until a leave is over."""
    conditions: dict[str, ColumnElement[bool] | None] = {
        "asked": asked(),
        "coming": and_(Leave.state == State.APPROVED, Leave.until >= office_day(tx)),
        "mine": Leave.staff_id == tx.staff_id,
        "all": None,
    }
    return conditions[name]


def duties(tx: Tx, rows: Iterable[Leave]) -> dict[int, tuple[str, ...]]:
    """The published shifts from today on that fall into each leave: ``12-24 早``. A wish leaves them where they are."""
    today, every = office_day(tx), list(rows)
    standing = (State.ASKED, State.APPROVED)
    needed = [row for row in every if row.kind is not Kind.WISH and row.state in standing and row.until >= today]
    published = (
        select(RosterCell.staff_id, RosterCell.day, ShiftRow.short)
        .join(ShiftRow, ShiftRow.id == RosterCell.shift_id)
        .join(RosterSheet, RosterSheet.id == RosterCell.sheet_id)
        .where(RosterSheet.state == roster.State.PUBLISHED, RosterCell.staff_id.in_({row.staff_id for row in needed}))
        .where(RosterCell.day.between(today, max((row.until for row in needed), default=today)))
        .order_by(RosterCell.day)
    )
    cells = tx.session.execute(published).all() if needed else []
    found: dict[int, tuple[str, ...]] = {row.id: () for row in every}
    for row in needed:
        mine = (cell for cell in cells if cell.staff_id == row.staff_id and row.since <= cell.day <= row.until)
        found[row.id] = tuple(f"{cell.day:%m-%d} {cell.short}" for cell in mine)
    return found


def as_rows(service: LeaveService, tx: Tx, found: Sequence[Leave]) -> Iterator[LeaveRow]:
    """Leaves as the table shows them."""
    names = service.staff_names(tx, (id for row in found for id in (row.recorder_id, row.decided_by_id)))
    needed = duties(tx, found)
    for row in found:
        yield LeaveRow(
            **service.columns(row, LeaveRow),
            at=row.asked_at,
            days=days(row),
            duties=len(needed[row.id]),
            decided_by=names[row.decided_by_id],
            handler=names[row.recorder_id],
        )


def days(row: Leave) -> int:
    """How many days it lasts, the first and the last counted."""
    return (row.until - row.since).days + 1


def detail(service: LeaveService, tx: Tx, row: Leave) -> LeaveDetail:
    """Everything about one leave."""
    names = service.staff_names(tx, (row.recorder_id, row.decided_by_id))
    return LeaveDetail(
        **service.columns(row, LeaveDetail),
        days=days(row),
        duties=duties(tx, (row,))[row.id],
        recorder=names[row.recorder_id],
        decided_by=names[row.decided_by_id],
        may=service.may(tx, row),
        linked=service.linked_to(tx, row),
        history=journal.history(tx.session, REGISTER, row.id),
    )


def today(service: LeaveService, tx: Tx) -> Iterator[TodayItem]:
    """For the office what waits for it and what needs somebody else; for whoever asked what was decided."""
    if tx.acts_as(OFFICE):
        if count := tx.session.scalar(select(func.count()).select_from(Leave).where(asked())):
            yield TodayItem(register=REGISTER, text="today.leaves_asked", count=count, chip="asked")
        coming = chip(tx, "coming")
        assert coming is not None
        rows = tx.session.scalars(select(Leave).where(coming).order_by(Leave.since, Leave.id)).all()
        needed = duties(tx, rows)
        for row in (row for row in rows if needed[row.id]):
            params = {"number": row.number, "name": row.person, "count": len(needed[row.id])}
            yield TodayItem(register=REGISTER, text="today.leaves_duties", params=params, ref=service.ref(row))
    decided = Leave.state.in_((State.APPROVED, State.REFUSED)) & (Leave.decided_at >= tx.now - TOLD)
    for row in tx.session.scalars(select(Leave).where(Leave.staff_id == tx.staff_id, decided).order_by(Leave.id)):
        params = {"number": row.number, "since": row.since, "until": row.until}
        yield TodayItem(register=REGISTER, text=f"today.leaves_{row.state}", params=params, ref=service.ref(row))
