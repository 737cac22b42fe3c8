"""The key loans' tables: the loan, its sets (``KEY-2`` to ``KEY-4``, ``KEY-9``)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.directory import IdType
from deskapp.domain.loans import Deposit, Kind, LineState, Remedy, State
from deskapp.domain.specials import Tender
from deskapp.models.base import CLOCK_RUNS, Base, Clocked, Id, MaybeStaffId, StaffId, Str, Versioned, Word, one_of

_RUNNING = text("state NOT IN ('closed', 'voided')")
_HELD = text("deposit_state = 'held'")
_LINE_OUT = text("state = 'out'")


class Loan(Versioned, Clocked, Base):
    """A loan. ``lent_at`` is when the keys went out, ``recorded_at`` when that was written down (``ALL-9``).

    ``return_by`` is the time agreed last; ``total``, ``out`` and ``lost`` count its sets; ``unit_id`` is theirs where
    they are all of one unit.
    """

    __tablename__ = "loan"
    __table_args__ = (
        one_of("state", State),
        one_of("kind", Kind),
        one_of("id_type", IdType),
        one_of("deposit_state", Deposit),
        CheckConstraint("lent_at <= recorded_at", name="happened_first"),
        CheckConstraint("lent_at < return_by", name="time"),
        CheckConstraint("borrower <> '' AND purpose <> ''", name="named"),
        CheckConstraint("kind <> 'staff' OR staff_id IS NOT NULL", name="staff_who"),
        CheckConstraint("kind <> 'outside' OR (id_type <> 'none' AND id_number <> '')", name="shown"),
        CheckConstraint("total > 0 AND out >= 0 AND lost >= 0 AND out + lost <= total", name="counted"),
        CheckConstraint("state NOT IN ('back', 'closed', 'voided') OR out = 0", name="all_back"),
        CheckConstraint("(state IN ('out', 'part')) = (due_at IS NOT NULL)", name="clock"),
        CheckConstraint("state <> 'closed' OR deposit_state <> 'held'", name="settled_first"),
        CheckConstraint("deposit >= 0 AND (deposit > 0) = (deposit_state <> 'none')", name="deposit"),
        CheckConstraint("deposit_state = 'none' OR (envelope IS NOT NULL AND receipt IS NOT NULL)", name="envelope"),
        CheckConstraint("deposit_state NOT IN ('refunded', 'kept') OR settled_at IS NOT NULL", name="settled_when"),
        CheckConstraint("deposit_state <> 'kept' OR kept_reason <> ''", name="kept_why"),
        CheckConstraint("state <> 'voided' OR void_reason <> ''", name="voided_why"),
        Index("ix_loan_running", "state", sqlite_where=_RUNNING, postgresql_where=_RUNNING),
        Index("ix_loan_recorder", "recorder_id", sqlite_where=_RUNNING, postgresql_where=_RUNNING),
        Index("ix_loan_envelope", "envelope", unique=True, sqlite_where=_HELD, postgresql_where=_HELD),
        Index("ix_loan_due", "due_at", **CLOCK_RUNS),
        Index("ix_loan_unit", "unit_id"),
        Index("ix_loan_slip", "slip_id"),
        Index("ix_loan_staff", "staff_id"),
        Index("ix_loan_lent", "lent_at"),
    )

    id: Mapped[Id]
    number: Mapped[str] = mapped_column(String(24), unique=True)
    client_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    state: Mapped[State] = mapped_column(Word(State))
    kind: Mapped[Kind] = mapped_column(Word(Kind))
    staff_id: Mapped[MaybeStaffId]
    borrower: Mapped[Str]
    company: Mapped[Str]
    phone: Mapped[Str]
    id_type: Mapped[IdType] = mapped_column(Word(IdType), default=IdType.NONE)
    id_number: Mapped[Str]
    purpose: Mapped[Str]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    unit_code: Mapped[Str]
    slip_id: Mapped[int | None] = mapped_column(ForeignKey("slip.id"))
    lent_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    happened_reason: Mapped[Str]
    recorder_id: Mapped[StaffId]
    return_by: Mapped[datetime]
    extensions: Mapped[int] = mapped_column(default=0)
    signed: Mapped[bool] = mapped_column(default=False)
    total: Mapped[int]
    out: Mapped[int]
    lost: Mapped[int] = mapped_column(default=0)
    hooks: Mapped[Str]
    deposit: Mapped[Decimal] = mapped_column(default=Decimal(0))
    deposit_reason: Mapped[Str]
    deposit_state: Mapped[Deposit] = mapped_column(Word(Deposit), default=Deposit.NONE)
    method: Mapped[Tender] = mapped_column(Word(Tender), default=Tender.CASH)
    envelope: Mapped[int | None]
    receipt: Mapped[str | None] = mapped_column(String(24), unique=True)
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[MaybeStaffId]
    settled_method: Mapped[Tender | None] = mapped_column(Word(Tender))
    settled_signed: Mapped[bool] = mapped_column(default=False)
    kept_reason: Mapped[Str]
    note: Mapped[Str]
    returned_at: Mapped[datetime | None]
    void_reason: Mapped[Str]


class LoanLineRow(Base):
    """One set of a loan; no set is out twice (``KEY-3``)."""

    __tablename__ = "loan_line"
    __table_args__ = (
        one_of("state", LineState),
        UniqueConstraint("loan_id", "set_id"),
        CheckConstraint("(state = 'returned') = (back_at IS NOT NULL)", name="back_when"),
        CheckConstraint("state <> 'lost' OR (lost_at IS NOT NULL AND remedy IS NOT NULL)", name="lost_how"),
        Index("ix_loan_line_one_hand", "set_id", unique=True, sqlite_where=_LINE_OUT, postgresql_where=_LINE_OUT),
        Index("ix_loan_line_set", "set_id"),
        Index("ix_loan_line_unit", "unit_id"),
    )

    id: Mapped[Id]
    loan_id: Mapped[int] = mapped_column(ForeignKey("loan.id"))
    set_id: Mapped[int] = mapped_column(ForeignKey("key_set.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    hook: Mapped[Str]
    place: Mapped[Str]
    keys: Mapped[int]
    state: Mapped[LineState] = mapped_column(Word(LineState), default=LineState.OUT)
    back_at: Mapped[datetime | None]
    lost_at: Mapped[datetime | None]
    taker_id: Mapped[MaybeStaffId]
    remedy: Mapped[Remedy | None] = mapped_column(Word(Remedy))
    note: Mapped[Str]
