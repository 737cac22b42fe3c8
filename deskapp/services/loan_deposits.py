"""Deposits of the key loans: the sum by the rulebook, numbered envelopes, receipts (``KEY-2``, ``KEY-9``)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, select

from deskapp.domain.common import Ref
from deskapp.domain.loans import Deposit, Envelope, Envelopes, Kind, LoanDraft, RefundDraft
from deskapp.domain.specials import Tender
from deskapp.errors import Problem
from deskapp.models.base import inline
from deskapp.models.loans import Loan
from deskapp.services.numbering import plain
from deskapp.services.rulebook import RulebookService
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deskapp.services.loans import LoanService
    from deskapp.services.office import Core

#: What an outsider leaves for each set of keys.
RATE = "keys.outside_deposit"
NOTHING = Decimal(0)


def held() -> ColumnElement[bool]:
    """Loans whose deposit lies in its envelope, in the words of the partial index."""
    return Loan.deposit_state == inline(Deposit.HELD)


def by_rule(core: Core, tx: Tx, kind: Kind, sets: int) -> Decimal:
    """The deposit of a loan by the rulebook: a sum for every set, nothing from the staff [001·1·4.5.4.2]."""
    if kind is Kind.STAFF:
        return NOTHING
    return Decimal(core.service(RulebookService).value(tx, RATE)) * sets


def lowest_free(tx: Tx) -> int:
    """The lowest number of an envelope that lies empty (``KEY-9``)."""
    number = 1
    for taken in tx.session.scalars(select(Loan.envelope).where(held()).order_by(Loan.envelope)):
        if taken != number:
            break
        number += 1
    return number


def by_receipt(service: LoanService, tx: Tx, number: str) -> Ref | None:
    """The loan whose deposit's receipt has this number."""
    row = tx.session.scalars(select(Loan).where(Loan.receipt == number)).first()
    return service.ref(row) if row is not None else None


def asked(core: Core, tx: Tx, draft: LoanDraft, problems: list[Problem]) -> tuple[Decimal, int | None]:
    """The deposit of a loan and its envelope; another sum than the rulebook's has its reason (``KEY-2``)."""
    if draft.kind is Kind.STAFF:
        return NOTHING, None
    rule = by_rule(core, tx, draft.kind, len(draft.sets))
    refused = {problem.field for problem in problems}
    if "deposit" in refused:
        return NOTHING, None
    deposit = rule if draft.deposit is None else draft.deposit
    if deposit != rule and not draft.deposit_reason.strip():
        problems.append(Problem("deposit_reason", "deposit_differs", {"value": f"{rule:,.2f}"}))
    if not deposit or "envelope" in refused:
        return deposit, None
    if draft.envelope is None:
        return deposit, lowest_free(tx)
    other = tx.session.scalars(select(Loan).where(held(), Loan.envelope == draft.envelope)).first()
    if other is not None:
        problems.append(Problem("envelope", "envelope_used", {"value": draft.envelope, "number": other.number}))
    return deposit, draft.envelope


def taken(draft: LoanDraft, deposit: Decimal, envelope: int | None) -> dict[str, Any]:
    """The columns of a deposit as it is taken; its receipt is numbered with its loan."""
    outside = draft.kind is Kind.OUTSIDE
    return {
        "deposit": deposit,
        "deposit_state": Deposit.HELD if deposit else Deposit.NONE,
        "deposit_reason": draft.deposit_reason.strip() if outside else "",
        "method": draft.method if deposit else Tender.CASH,
        "envelope": envelope,
    }


def settle(tx: Tx, row: Loan, state: Deposit, method: Tender | None = None, *, signed: bool = False) -> None:
    """A deposit leaves its envelope: given back, or kept."""
    row.deposit_state, row.settled_at, row.settled_by_id = state, tx.now, tx.staff_id
    row.settled_method, row.settled_signed = method, signed


def against_receipt(row: Loan, draft: RefundDraft) -> Iterator[Problem]:
    """A deposit is given back against the number of its own receipt (``KEY-9``)."""
    number = plain(draft.receipt)
    if number and number != row.receipt:
        yield Problem("receipt", "other_receipt", {"value": number[:24], "number": row.number})


def envelopes(tx: Tx) -> Envelopes:
    """The deposits held now, by the numbers on their envelopes: counted at the handover (``KEY-9``)."""
    rows = tuple(
        Envelope(
            envelope=row.envelope or 0, receipt=row.receipt or "", deposit=row.deposit, method=row.method,
            loan_id=row.id, loan=row.number, borrower=row.borrower, since=row.lent_at,
        )
        for row in tx.session.scalars(select(Loan).where(held()).order_by(Loan.envelope))
    )  # fmt: skip
    cash = sum((row.deposit for row in rows if row.method is Tender.CASH), NOTHING)
    return Envelopes(count=len(rows), total=sum((row.deposit for row in rows), NOTHING), cash=cash, rows=rows)
