"""When sets of keys last changed hands: whatever is written down next did not happen earlier (``ALL-9``)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from deskapp.domain.loans import State as LoanState
from deskapp.domain.transfers import State as TransferState
from deskapp.models.loans import Loan, LoanLineRow
from deskapp.models.transfers import Transfer, TransferLineRow
from deskapp.services.verbs import Tx


class Move(NamedTuple):
    """A moment, and the word's key of what happened then; no moment where nothing did."""

    at: datetime | None
    other: str


def last(tx: Tx, set_ids: Iterable[int]) -> Move:
    """The last return from a loan or hand-over of some sets; what was voided never happened."""
    ids = list(set_ids)
    back = (
        select(func.max(LoanLineRow.back_at))
        .join(Loan, Loan.id == LoanLineRow.loan_id)
        .where(LoanLineRow.set_id.in_(ids), Loan.state != LoanState.VOIDED)
    )
    handed = (
        select(func.max(Transfer.at))
        .join(TransferLineRow, TransferLineRow.transfer_id == Transfer.id)
        .where(TransferLineRow.set_id.in_(ids), Transfer.state != TransferState.VOIDED)
    )
    moves = (
        Move(tx.session.scalar(back), "loans.field.back_at"), Move(tx.session.scalar(handed), "transfers.field.at"),
    )  # fmt: skip
    return max(moves, key=_moment)


def _moment(move: Move) -> float:
    return move.at.timestamp() if move.at is not None else 0.0
