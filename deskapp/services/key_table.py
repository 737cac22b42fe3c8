"""The monthly key table: made from the count of the month, the loans, the deposits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from deskapp.domain.inventories import KEYS
from deskapp.domain.inventories import State as Counted
from deskapp.domain.key_table import FIGURES, KeyTable, KeyTableRow
from deskapp.domain.keys import Category, State
from deskapp.domain.loans import Kind
from deskapp.domain.loans import State as LoanState
from deskapp.models.base import inline
from deskapp.models.inventories import Inventory, InventoryFigure
from deskapp.models.loans import Loan, LoanLineRow
from deskapp.services import periods
from deskapp.services.counted_keys import OVERDUE
from deskapp.services.counting import Figure
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.inventories import InventoryService

#: The figures of a row, by their field, and the state they are counted under.
_STATES = {"hung": State.IN, "out": State.OUT, "overdue": OVERDUE, "handed": State.HANDED, "missing": State.MISSING}


def table(service: InventoryService, tx: Tx, month: int) -> KeyTable:
    """The table of a month (202611); of one that was counted with the figures of that moment."""
    name, since, until = periods.month(month)
    counted = _counted(tx, name)
    at = counted.compared_at if counted is not None else tx.now if since <= tx.now < until else None
    loans, lent, outside, lost = _loans(tx, since, until)
    deposits, held = _deposits(tx, min(at or until, tx.now))
    figures: Iterable[Figure] = ()
    if counted is not None:
        kept = select(InventoryFigure.category, InventoryFigure.state, InventoryFigure.things)
        figures = map(Figure._make, tx.session.execute(kept.where(InventoryFigure.inventory_id == counted.id)))
    elif at is not None:
        figures = service.countable(KEYS).figures(tx)
    return KeyTable(
        number=name, at=at, inventory=counted.number if counted else "", inventory_id=counted.id if counted else None,
        hooks=counted.total if counted else 0, differences=counted.different if counted else 0,
        rows=_rows(figures) if at is not None else (), loans=loans, sets_lent=lent, outside=outside, lost=lost,
        deposits=deposits, deposits_held=held,
    )  # fmt: skip


def _counted(tx: Tx, month: str) -> Inventory | None:
    """The month's last count of all cabinets that was compared."""
    here = (Inventory.subject == KEYS, Inventory.month == month, Inventory.part_id == 0)
    done = Inventory.state.in_(inline(Counted.COMPARED, Counted.CLOSED))
    return tx.session.scalars(select(Inventory).where(*here, done).order_by(Inventory.id.desc()).limit(1)).first()


def _loans(tx: Tx, since: datetime, until: datetime) -> tuple[int, int, int, int]:
    """The loans that began in a month: how many, of how many sets, how many to outsiders; the sets lost in it."""
    stands = Loan.state != LoanState.VOIDED
    here = (Loan.lent_at >= since, Loan.lent_at < until, stands)
    count, lent = tx.session.execute(select(func.count(), func.sum(Loan.total)).where(*here)).one()
    outside = tx.session.scalar(select(func.count()).where(*here, Loan.kind == Kind.OUTSIDE))
    lost = select(func.count(LoanLineRow.id)).join(Loan, Loan.id == LoanLineRow.loan_id)
    gone = tx.session.scalar(lost.where(stands, LoanLineRow.lost_at >= since, LoanLineRow.lost_at < until))
    return int(count), int(lent or 0), int(outside or 0), int(gone or 0)


def _deposits(tx: Tx, at: datetime) -> tuple[int, Decimal]:
    """The deposits that were held at a moment."""
    unsettled = Loan.settled_at.is_(None) | (Loan.settled_at > at)
    held = (Loan.deposit > Decimal(0), Loan.state != LoanState.VOIDED, Loan.lent_at <= at, unsettled)
    count, total = tx.session.execute(select(func.count(), func.sum(Loan.deposit)).where(*held)).one()
    return int(count), Decimal(total or 0)


def _rows(figures: Iterable[Figure]) -> tuple[KeyTableRow, ...]:
    """A row for every category, and their sum."""
    things: defaultdict[tuple[str, str], int] = defaultdict(int)
    for category, state, count in figures:
        things[category, state] += count
    rows = []
    for category in Category:
        told = {name: things[category.value, str(state)] for name, state in _STATES.items()}
        told["total"] = sum(count for name, count in told.items() if name != "overdue")
        rows.append(KeyTableRow(category=category, **told))
    return (*rows, KeyTableRow(category=None, **{name: sum(getattr(row, name) for row in rows) for name in FIGURES}))
