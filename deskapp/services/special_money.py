"""Sums that change hands for a special service: each with its receipt, method, payer, purpose, taker (``CASH-1``)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import select

from deskapp.domain.specials import Payment, Tender
from deskapp.models.specials import Special, SpecialPayment
from deskapp.services.numbering import plain
from deskapp.services.verbs import Tx


class Sum(NamedTuple):
    """One sum; below zero it is given back."""

    sum: Decimal
    method: Tender
    receipt: str
    payer: str


def take(tx: Tx, row: Special, money: Sum) -> dict[str, Any]:
    """Book a sum on its order; what the journal says of it. Its purpose is the order itself."""
    receipt = plain(money.receipt)
    kept = SpecialPayment(
        special_id=row.id, at=tx.now, sum=money.sum, method=money.method, receipt=receipt, payer=money.payer,
        taker_id=tx.staff_id,
    )  # fmt: skip
    tx.session.add(kept)
    row.paid += money.sum
    row.receipts = f"{row.receipts} {receipt}".strip()
    said = {"sum": f"{money.sum:.2f}", "method": money.method.value, "receipt": receipt, "payer": money.payer}
    return {name: [None, value] for name, value in said.items()}


def payments(tx: Tx, row: Special, names: dict[int | None, str]) -> tuple[Payment, ...]:
    """Every sum of an order, the first one first; ``names`` are those of the staff."""
    return tuple(
        Payment(at=p.at, sum=p.sum, method=p.method, receipt=p.receipt, payer=p.payer, taker=names[p.taker_id])
        for p in sums(tx, row)
    )


def sums(tx: Tx, row: Special) -> list[SpecialPayment]:
    """The sums of an order as they are kept."""
    found = select(SpecialPayment).where(SpecialPayment.special_id == row.id).order_by(SpecialPayment.id)
    return list(tx.session.scalars(found))
