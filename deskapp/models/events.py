"""The special events' table."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ColumnElement, ForeignKey, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.events import Kind, State
from deskapp.models.base import (
    CLOCK_RUNS,
    Base,
    Clocked,
    Id,
    MaybeStaffId,
    StaffId,
    Str,
    Versioned,
    Word,
    inline,
    one_of,
)

_RUNNING = text("state NOT IN ('closed', 'voided')")
_KEY = BigInteger().with_variant(Integer(), "sqlite")


class Event(Versioned, Clocked, Base):
    """One special event. Its clock is the report's: it runs since the event happened, until the director knows.

    ``complaint_id`` is the complaint that became collective (``CMP-2``): each has one event at most.
    """

    __tablename__ = "event"
    __table_args__ = (
        one_of("state", State),
        one_of("kind", Kind),
        CheckConstraint("happened_at <= created_at", name="happened_first"),
        CheckConstraint("state NOT IN ('reported', 'closed') OR reported_at IS NOT NULL", name="reported_when"),
        CheckConstraint("state <> 'closed' OR closed_at IS NOT NULL", name="closed_when"),
        CheckConstraint("state <> 'voided' OR void_reason <> ''", name="voided_why"),
        Index("ix_event_due", "due_at", **CLOCK_RUNS),
        Index("ix_event_running", "state", sqlite_where=_RUNNING, postgresql_where=_RUNNING),
        Index("ix_event_unit", "unit_id"),
        Index("ix_event_entry", "entry_id"),
        Index("ix_event_happened", "happened_at"),
    )

    id: Mapped[Id]
    number: Mapped[str] = mapped_column(String(24), unique=True)
    client_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    state: Mapped[State] = mapped_column(Word(State))
    kind: Mapped[Kind] = mapped_column(Word(Kind))
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"))
    complaint_id: Mapped[int | None] = mapped_column(_KEY, unique=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    unit_code: Mapped[Str]
    place: Mapped[Str]
    caller: Mapped[Str]
    phone: Mapped[Str]
    happened_at: Mapped[datetime]
    happened_reason: Mapped[Str]
    created_at: Mapped[datetime]
    recorder_id: Mapped[StaffId]
    content: Mapped[Str]
    measures: Mapped[Str]
    harmed: Mapped[Str]
    passed_to: Mapped[Str]
    passed_at: Mapped[datetime | None]
    reported_to: Mapped[Str]
    reported_at: Mapped[datetime | None]
    company_to: Mapped[Str]
    company_at: Mapped[datetime | None]
    outcome: Mapped[Str]
    cause: Mapped[Str]
    prevention: Mapped[Str]
    closed_at: Mapped[datetime | None]
    closer_id: Mapped[MaybeStaffId]
    void_reason: Mapped[Str]


def running() -> ColumnElement[bool]:
    """Events neither closed nor voided, in the words of the partial index."""
    return Event.state.not_in(inline(State.CLOSED, State.VOIDED))
