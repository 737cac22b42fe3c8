"""The list of a day's or a month's key loans [001·1·4.5.4.2]."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import select

from deskapp.domain.loan_list import LoanEntry, LoanList
from deskapp.domain.loans import State
from deskapp.models.loans import Loan
from deskapp.services import directory_codes as codes
from deskapp.services import periods
from deskapp.services.verbs import Tx


def listed(tx: Tx, digits: int) -> LoanList:
    """The loans that began in a period, in order; raises NotFound for no such period."""
    name, since, until = periods.period(digits)
    here = select(Loan).where(Loan.lent_at >= since, Loan.lent_at < until)
    found = tx.session.scalars(here.order_by(Loan.lent_at, Loan.id)).all()
    rows = tuple(_entry(row) for row in found)
    taken = sum((row.deposit for row in rows if row.state is not State.VOIDED), Decimal(0))
    return LoanList(number=name, rows=rows, deposits=taken)


def _entry(row: Loan) -> LoanEntry:
    return LoanEntry(
        number=row.number, state=row.state, lent_at=row.lent_at, keys=row.hooks,
        progress=f"{row.total - row.out - row.lost}/{row.total}", borrower=row.borrower, company=row.company,
        phone=row.phone, id_type=row.id_type, id_number_masked=codes.mask(row.id_number), purpose=row.purpose,
        return_by=row.return_by, returned_at=row.returned_at, deposit=row.deposit, receipt=row.receipt or "",
        envelope=row.envelope,
    )  # fmt: skip
