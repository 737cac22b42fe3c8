"""Everything about one special service, as its detail and its form show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from deskapp.domain.common import Deadline, HistoryRow, Ref
from deskapp.domain.reception import Opinion
from deskapp.domain.specials import Method, Payment, Quality, State


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialDetail:
    """Everything about one order. Item, price and limit are those of the price list when it was ordered."""

    id: int
    version: int
    number: str
    state: State
    entry_id: int
    entry_number: str
    slip_id: int | None
    slip_number: str
    unit: str
    unit_id: int | None
    contact: str
    phone: str
    item_id: int
    item: str
    measure: str
    price: Decimal
    limit_span: str
    quantity: Decimal
    listed: Decimal
    amount: Decimal
    amount_reason: str
    content: str
    note: str
    starts_at: datetime
    ends_at: datetime
    moves: int
    apology: str
    method: Method
    unpaid_reason: str
    paid: Decimal
    receipts: str
    signed_at: datetime | None
    at: datetime
    recorded_at: datetime
    happened_reason: str
    recorder: str
    department_id: int | None
    department: str
    workers: str
    started_at: datetime | None
    finished_at: datetime | None
    result: str
    fail_reason: str
    quality: Quality | None
    quality_note: str
    accepted: bool
    opinion: Opinion | None
    closed_at: datetime | None
    void_reason: str
    paused_at: datetime | None
    due_what: str
    missed: int
    deadline: Deadline | None
    payments: tuple[Payment, ...] = ()
    linked: tuple[Ref, ...] = ()
    history: tuple[HistoryRow, ...] = ()

    @property
    def owed(self) -> Decimal:
        """What is still to be paid; nothing for what was voided."""
        return Decimal(0) if self.state is State.VOIDED else max(self.amount - self.paid, Decimal(0))
