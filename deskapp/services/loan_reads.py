"""The reads of the key loans: rows, the detail, who holds what, a unit's loans, the month's figures (``KEY-3``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, select

from deskapp.domain.common import Ref, Waiting
from deskapp.domain.directory import UnitEvent
from deskapp.domain.loans import (
    REGISTER,
    Holding,
    LineState,
    LoanDetail,
    LoanLine,
    LoanRow,
    State,
)
from deskapp.models.base import inline
from deskapp.models.keys import KeySet
from deskapp.models.loans import Loan, LoanLineRow
from deskapp.models.slips import Slip
from deskapp.services import directory_codes as codes
from deskapp.services import journal, loan_deposits
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.loans import LoanService

#: So many of a set's loans are named with it.
_OF_A_SET = 20


def away() -> ColumnElement[bool]:
    """Loans with keys in somebody's hands, in the words of the partial index: their clock runs."""
    return Loan.due_at.is_not(None)


def running() -> ColumnElement[bool]:
    """Loans neither closed nor voided, in the words of the partial index."""
    return Loan.state.not_in(inline(State.CLOSED, State.VOIDED))


def chip(tx: Tx, name: str) -> ColumnElement[bool] | None:
    """The condition of a chip; ``today`` has what is due today, ``deposits`` whatever lies in its envelope."""
    due_today = and_(Loan.due_at >= tx.midnight, Loan.due_at < tx.midnight + timedelta(days=1))
    conditions: dict[str, ColumnElement[bool] | None] = {
        "out": away(),
        "today": and_(away(), due_today),
        "overdue": and_(away(), Loan.due_at <= tx.now),
        "deposits": loan_deposits.held(),
        "mine": and_(running(), Loan.recorder_id == tx.staff_id),
        "all": None,
    }
    return conditions[name]


def as_rows(service: LoanService, tx: Tx, found: Sequence[Loan]) -> Iterator[LoanRow]:
    """Loans as the table shows them."""
    names = service.staff_names(tx, (row.recorder_id for row in found))
    for row in found:
        yield LoanRow(
            **service.columns(row, LoanRow, "deposit"),
            at=row.lent_at,
            unit=row.unit_code,
            keys=row.hooks,
            progress=f"{row.total - row.out - row.lost}/{row.total}",
            due=row.due_at,
            started=row.due_start or row.lent_at,
            deposit=row.deposit or None,
            handler=names[row.recorder_id],
        )


def detail(service: LoanService, tx: Tx, row: Loan) -> LoanDetail:
    """Everything about one loan; the document's number is masked."""
    slip = tx.session.get(Slip, row.slip_id) if row.slip_id else None
    found = select(LoanLineRow).where(LoanLineRow.loan_id == row.id).order_by(LoanLineRow.id)
    lines = tx.session.scalars(found).all()
    names = service.staff_names(tx, (row.recorder_id, row.settled_by_id, *(line.taker_id for line in lines)))
    slips = (Ref("slips", slip.id, slip.number),) if slip else ()
    return LoanDetail(
        **service.columns(row, LoanDetail, "receipt"),
        unit=row.unit_code if row.unit_id else "",
        id_number_masked=codes.mask(row.id_number),
        slip=slip.number if slip else "",
        recorder=names[row.recorder_id],
        receipt=row.receipt or "",
        settled_by=names[row.settled_by_id],
        deadline=service.clock(row).deadline,
        lines=_lines(tx, lines, names),
        linked=(*slips, *service.linked_to(tx, row)),
        history=journal.history(tx.session, REGISTER, row.id),
    )


def _lines(tx: Tx, lines: Sequence[LoanLineRow], names: dict[int | None, str]) -> tuple[LoanLine, ...]:
    ids = [line.set_id for line in lines]
    numbers = dict(iter(tx.session.execute(select(KeySet.id, KeySet.number).where(KeySet.id.in_(ids)))))
    return tuple(
        LoanLine(
            id=line.id, set_id=line.set_id, number=numbers[line.set_id], hook=line.hook, place=line.place,
            keys=line.keys, state=line.state, back_at=line.back_at, taker=names[line.taker_id], remedy=line.remedy,
            note=line.note,
        )
        for line in lines
    )  # fmt: skip


# Who holds what (``KEY-3``)


def holdings(tx: Tx) -> tuple[Holding, ...]:
    """Every set in somebody's hands with how to reach them, what is late longest first."""
    asked = (
        select(
            LoanLineRow.set_id, LoanLineRow.hook, LoanLineRow.place, LoanLineRow.keys, Loan.id, Loan.number,
            Loan.borrower, Loan.company, Loan.phone, Loan.lent_at, Loan.due_at,
        )
        .join(Loan, Loan.id == LoanLineRow.loan_id)
        .where(LoanLineRow.state == inline(LineState.OUT))
        .order_by(Loan.due_at, Loan.id, LoanLineRow.id)
    )  # fmt: skip
    return tuple(
        Holding(
            loan_id=row.id, loan=row.number, set_id=row.set_id, hook=row.hook, place=row.place, keys=row.keys,
            borrower=row.borrower, company=row.company, phone=row.phone, lent_at=row.lent_at, due=row.due_at,
            late=row.due_at is not None and row.due_at <= tx.now,
        )
        for row in tx.session.execute(asked)
    )  # fmt: skip


def linked(service: LoanService, tx: Tx, register: str, id: int) -> Iterable[Ref]:
    """The loans of a slip; of a set the newest ones."""
    if register == "slips":
        found = select(Loan).where(Loan.slip_id == id).order_by(Loan.id)
    elif register == "keys":
        newest = select(LoanLineRow.loan_id).where(LoanLineRow.set_id == id).order_by(LoanLineRow.id.desc())
        found = select(Loan).where(Loan.id.in_(newest.limit(_OF_A_SET))).order_by(Loan.id.desc())
    else:
        return ()
    return [service.ref(row) for row in tx.session.scalars(found)]


# A unit's


def waiting(service: LoanService, tx: Tx, unit_id: int) -> Iterator[Waiting]:
    """The keys of a unit that somebody has (``REC-1``)."""
    out = (
        select(LoanLineRow.hook, Loan)
        .join(Loan, Loan.id == LoanLineRow.loan_id)
        .where(LoanLineRow.unit_id == unit_id, LoanLineRow.state == inline(LineState.OUT))
        .order_by(Loan.due_at)
        .limit(5)
    )
    for hook, row in tx.session.execute(out):
        params = {"hook": hook, "borrower": row.borrower, "due": row.return_by}
        urgent = service.presses(tx, row)
        yield Waiting(register=REGISTER, text="waiting.loans", params=params, ref=service.ref(row), urgent=urgent)


def unit_events(service: LoanService, tx: Tx, unit_id: int, limit: int) -> Iterator[UnitEvent]:
    """The loans that had a unit's keys, the newest first."""
    here = select(LoanLineRow.loan_id).where(LoanLineRow.unit_id == unit_id)
    found = select(Loan).where(Loan.id.in_(here)).order_by(Loan.id.desc()).limit(limit)
    for row in tx.session.scalars(found):
        title = " · ".join(part for part in (row.hooks, row.borrower, row.purpose) if part)[:120]
        yield UnitEvent(at=row.lent_at, ref=service.ref(row), title=title, state=f"loans.state.{row.state}")
