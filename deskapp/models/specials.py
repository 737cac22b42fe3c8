"""The special services' tables: the price list, the orders, the sums that changed hands."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, String, and_, text
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.reception import Opinion
from deskapp.domain.specials import Method, Quality, State, Tender
from deskapp.models.base import CLOCK_RUNS, Base, Clocked, Id, StaffId, Str, Versioned, Word, inline, one_of

_RUNNING = text("state NOT IN ('closed', 'voided')")
_UNPAID = text("state = 'done' AND paid < amount")


class ServiceItem(Versioned, Base):
    """One line of the price list; it is withdrawn, never deleted."""

    __tablename__ = "service_item"
    __table_args__ = (CheckConstraint("price >= 0", name="price"),)

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(40), unique=True)
    category: Mapped[Str]
    measure: Mapped[Str]
    price: Mapped[Decimal]
    limit_span: Mapped[Str]
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    note: Mapped[Str]
    active: Mapped[bool] = mapped_column(default=True)


class Special(Versioned, Clocked, Base):
    """An order. ``item``, ``measure``, ``price`` and ``limit_span`` are the price list's when it was ordered.

    ``at`` is when it was ordered, ``recorded_at`` when that was written down (``ALL-9``); ``starts_at`` and ``ends_at``
    are the agreed time of the service; ``paid`` is what was taken less what was given back, ``receipts`` their numbers.
    """

    __tablename__ = "special"
    __table_args__ = (
        one_of("state", State),
        one_of("method", Method),
        CheckConstraint("at <= recorded_at", name="happened_first"),
        CheckConstraint("starts_at < ends_at", name="time"),
        CheckConstraint("quantity > 0 AND price >= 0 AND amount >= 0", name="price"),
        CheckConstraint("paid >= 0 AND (paid <= amount OR state = 'voided')", name="paid"),
        CheckConstraint("state NOT IN ('done', 'closed') OR finished_at IS NOT NULL", name="finished_when"),
        CheckConstraint("state <> 'closed' OR (closed_at IS NOT NULL AND paid >= amount)", name="closed_when"),
        CheckConstraint("state <> 'voided' OR (void_reason <> '' AND paid = 0)", name="voided_why"),
        Index("ix_special_running", "state", sqlite_where=_RUNNING, postgresql_where=_RUNNING),
        Index("ix_special_recorder", "recorder_id", sqlite_where=_RUNNING, postgresql_where=_RUNNING),
        Index("ix_special_start", "starts_at", sqlite_where=_RUNNING, postgresql_where=_RUNNING),
        Index("ix_special_unpaid", "unit_id", sqlite_where=_UNPAID, postgresql_where=_UNPAID),
        Index("ix_special_due", "due_at", **CLOCK_RUNS),
        Index("ix_special_unit", "unit_id"),
        Index("ix_special_entry", "entry_id"),
        Index("ix_special_slip", "slip_id"),
        Index("ix_special_at", "at"),
        Index("ix_special_finished", "finished_at"),
    )

    id: Mapped[Id]
    number: Mapped[str] = mapped_column(String(24), unique=True)
    client_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    state: Mapped[State] = mapped_column(Word(State))
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    slip_id: Mapped[int | None] = mapped_column(ForeignKey("slip.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    unit_code: Mapped[Str]
    contact: Mapped[Str]
    phone: Mapped[Str]
    item_id: Mapped[int] = mapped_column(ForeignKey("service_item.id"))
    item: Mapped[Str]
    measure: Mapped[Str]
    price: Mapped[Decimal]
    limit_span: Mapped[Str]
    quantity: Mapped[Decimal]
    amount: Mapped[Decimal]
    amount_reason: Mapped[Str]
    content: Mapped[Str]
    note: Mapped[Str]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    moves: Mapped[int] = mapped_column(default=0)
    apology: Mapped[Str]
    method: Mapped[Method] = mapped_column(Word(Method))
    unpaid_reason: Mapped[Str]
    paid: Mapped[Decimal] = mapped_column(default=Decimal(0))
    receipts: Mapped[Str]
    signed_at: Mapped[datetime | None]
    at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    happened_reason: Mapped[Str]
    recorder_id: Mapped[StaffId]
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    workers: Mapped[Str]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    result: Mapped[Str]
    fail_reason: Mapped[Str]
    quality: Mapped[Quality | None] = mapped_column(Word(Quality))
    quality_note: Mapped[Str]
    accepted: Mapped[bool] = mapped_column(default=False)
    opinion: Mapped[Opinion | None] = mapped_column(Word(Opinion))
    closed_at: Mapped[datetime | None]
    void_reason: Mapped[Str]


def running() -> ColumnElement[bool]:
    """Orders neither closed nor voided, in the words of the partial indexes."""
    return Special.state.not_in(inline(State.CLOSED, State.VOIDED))


def unpaid() -> ColumnElement[bool]:
    """Orders done and not yet paid in full, in the words of the partial index."""
    return and_(Special.state == inline(State.DONE), Special.paid < Special.amount)


class SpecialPayment(Base):
    """A sum that changed hands for an order (``CASH-1``); below zero it was given back."""

    __tablename__ = "special_payment"
    __table_args__ = (
        one_of("method", Tender),
        CheckConstraint("sum <> 0", name="sum"),
        CheckConstraint("receipt <> '' AND payer <> ''", name="named"),
    )

    id: Mapped[Id]
    special_id: Mapped[int] = mapped_column(ForeignKey("special.id"), index=True)
    at: Mapped[datetime] = mapped_column(index=True)
    sum: Mapped[Decimal]
    method: Mapped[Tender] = mapped_column(Word(Tender))
    receipt: Mapped[str] = mapped_column(String(30), unique=True)
    payer: Mapped[Str]
    taker_id: Mapped[StaffId]
