"""The dispatch slips' tables: the slip, its rounds of work, materials, extensions."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, String, UniqueConstraint, and_, text
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.reception import Opinion, ToldHow, Urgency
from deskapp.domain.slips import Item, State
from deskapp.models.base import Base, Id, StaffId, Str, Versioned, Word, inline, one_of

_RUNNING = text("state NOT IN ('closed', 'voided')")
_COPY_OUT = text("recovered_at IS NULL AND issued_at IS NOT NULL AND state <> 'voided'")


class Slip(Versioned, Base):
    """A dispatch slip. Times of the running round stand here as well: the table and its clocks read one row."""

    __tablename__ = "slip"
    __table_args__ = (
        one_of("state", State),
        one_of("item", Item),
        one_of("urgency", Urgency),
        CheckConstraint("state IN ('draft', 'voided') OR issued_at IS NOT NULL", name="issued_when"),
        CheckConstraint("state IN ('draft', 'voided') OR limit_at IS NOT NULL", name="limit_when"),
        CheckConstraint("state <> 'closed' OR closed_at IS NOT NULL", name="closed_when"),
        CheckConstraint("state <> 'voided' OR void_reason <> ''", name="voided_why"),
        Index("ix_slip_running", "state", sqlite_where=_RUNNING, postgresql_where=_RUNNING),
        Index("ix_slip_limit", "limit_at", sqlite_where=_RUNNING, postgresql_where=_RUNNING),
        Index("ix_slip_issuer", "issuer_id", sqlite_where=_RUNNING, postgresql_where=_RUNNING),
        Index("ix_slip_copy_out", "issued_at", sqlite_where=_COPY_OUT, postgresql_where=_COPY_OUT),
        Index("ix_slip_unit", "unit_id"),
        Index("ix_slip_entry", "entry_id"),
        Index("ix_slip_created", "created_at"),
    )

    id: Mapped[Id]
    number: Mapped[str] = mapped_column(String(24), unique=True)
    client_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    state: Mapped[State] = mapped_column(Word(State))
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    unit_code: Mapped[Str]
    contact: Mapped[Str]
    phone: Mapped[Str]
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    item: Mapped[Item] = mapped_column(Word(Item))
    urgency: Mapped[Urgency] = mapped_column(Word(Urgency))
    content: Mapped[Str]
    note: Mapped[Str]
    created_at: Mapped[datetime]
    issued_at: Mapped[datetime | None]
    issuer_id: Mapped[StaffId]
    limit_at: Mapped[datetime | None]
    limit_rule: Mapped[Str]
    limit_span: Mapped[Str]
    appointment: Mapped[datetime | None]
    prints: Mapped[int] = mapped_column(default=0)
    round: Mapped[int] = mapped_column(default=1)
    extensions: Mapped[int] = mapped_column(default=0)
    opinion: Mapped[Opinion | None] = mapped_column(Word(Opinion))
    recovered_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    close_reason: Mapped[Str]
    void_reason: Mapped[Str]


def running() -> ColumnElement[bool]:
    """Slips neither closed nor voided, in the words of the partial indexes."""
    return Slip.state.not_in(inline(State.CLOSED, State.VOIDED))


def copy_is_out() -> ColumnElement[bool]:
    """Slips whose work copy is out (``DSP-4``): a closed one cannot be without it, a voided one needs none."""
    return and_(Slip.recovered_at.is_(None), Slip.issued_at.is_not(None), Slip.state != inline(State.VOIDED))


class SlipRound(Base):
    """One round of work (``DSP-3``)."""

    __tablename__ = "slip_round"
    __table_args__ = (UniqueConstraint("slip_id", "round"),)

    id: Mapped[Id]
    slip_id: Mapped[int] = mapped_column(ForeignKey("slip.id"))
    round: Mapped[int]
    content: Mapped[Str]
    issued_at: Mapped[datetime | None]
    limit_at: Mapped[datetime | None]
    received_by: Mapped[Str]
    received_at: Mapped[datetime | None]
    workers: Mapped[Str]
    arrived_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    result: Mapped[Str]
    labour: Mapped[Decimal] = mapped_column(default=Decimal(0))
    fail_reason: Mapped[Str]
    told_at: Mapped[datetime | None]
    told_how: Mapped[ToldHow | None] = mapped_column(Word(ToldHow))
    opinion: Mapped[Opinion | None] = mapped_column(Word(Opinion))
    recovered_at: Mapped[datetime | None]


class SlipMaterial(Base):
    """One line of the materials table of a round."""

    __tablename__ = "slip_material"

    id: Mapped[Id]
    round_id: Mapped[int] = mapped_column(ForeignKey("slip_round.id"), index=True)
    name: Mapped[Str]
    size: Mapped[Str]
    quantity: Mapped[Decimal]
    price: Mapped[Decimal]


class SlipExtension(Base):
    """One extension of a limit, with what was said to the resident (``DSP-2``)."""

    __tablename__ = "slip_extension"

    id: Mapped[Id]
    slip_id: Mapped[int] = mapped_column(ForeignKey("slip.id"), index=True)
    at: Mapped[datetime]
    by_id: Mapped[StaffId]
    old_limit: Mapped[datetime]
    new_limit: Mapped[datetime]
    reason: Mapped[Str]
    apology: Mapped[Str]
