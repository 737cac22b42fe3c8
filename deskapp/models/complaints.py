"""The complaints' tables: the complaint, the units that joined, the steps up, the progress of other bodies."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.complaints import Cause, Level, Mode, State, Validity, WaitingFor
from deskapp.domain.reception import Category, Opinion, ToldHow
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
_UNCLASSED = text("validity IS NULL AND state <> 'voided'")
_COLLECTIVE = text("collective_at IS NOT NULL")
_FOLLOWS = text("previous_id IS NOT NULL")
_BY_ENTRY = text("entry_id IS NOT NULL")


class Complaint(Versioned, Clocked, Base):
    """A complaint of a reception entry; what concerns the words stands there too and is kept alike.

    ``at`` is when it was heard as a complaint; ``stood`` the seconds its running clock has stood still so far.
    """

    __tablename__ = "complaint"
    __table_args__ = (
        one_of("state", State),
        one_of("category", Category),
        one_of("validity", Validity),
        one_of("cause", Cause),
        one_of("mode", Mode),
        one_of("level", Level),
        one_of("waiting_for", WaitingFor),
        CheckConstraint("state <> 'replied' OR replied_at IS NOT NULL", name="replied_when"),
        CheckConstraint("state <> 'closed' OR (closed_at IS NOT NULL AND opinion IS NOT NULL)", name="closed_when"),
        CheckConstraint("state <> 'voided' OR void_reason <> ''", name="voided_why"),
        CheckConstraint("collective = (collective_at IS NOT NULL)", name="collective_since"),
        Index("ix_complaint_running", "state", sqlite_where=_RUNNING, postgresql_where=_RUNNING),
        Index("ix_complaint_handler", "handler_id", sqlite_where=_RUNNING, postgresql_where=_RUNNING),
        Index("ix_complaint_unclassed", "id", sqlite_where=_UNCLASSED, postgresql_where=_UNCLASSED),
        Index("ix_complaint_collective", "collective_at", sqlite_where=_COLLECTIVE, postgresql_where=_COLLECTIVE),
        Index("ix_complaint_previous", "previous_id", sqlite_where=_FOLLOWS, postgresql_where=_FOLLOWS),
        Index("ix_complaint_due", "due_at", **CLOCK_RUNS),
        Index("ix_complaint_unit", "unit_id"),
        Index("ix_complaint_at", "at"),
    )

    id: Mapped[Id]
    number: Mapped[str] = mapped_column(String(24), unique=True)
    client_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    state: Mapped[State] = mapped_column(Word(State))
    at: Mapped[datetime]
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), unique=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    unit_code: Mapped[Str]
    caller: Mapped[Str]
    phone: Mapped[Str]
    content: Mapped[Str]
    category: Mapped[Category] = mapped_column(Word(Category))
    written: Mapped[bool] = mapped_column(default=False)
    on_spot: Mapped[bool] = mapped_column(default=False)
    from_company: Mapped[bool] = mapped_column(default=False)
    collective: Mapped[bool] = mapped_column(default=False)
    collective_at: Mapped[datetime | None]
    director_told_at: Mapped[datetime | None]
    director_note: Mapped[Str]
    validity: Mapped[Validity | None] = mapped_column(Word(Validity))
    cause: Mapped[Cause | None] = mapped_column(Word(Cause))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    classed_at: Mapped[datetime | None]
    classer_id: Mapped[MaybeStaffId]
    class_note: Mapped[Str]
    contacted_at: Mapped[datetime | None]
    contact_how: Mapped[ToldHow | None] = mapped_column(Word(ToldHow))
    agreed_at: Mapped[datetime | None]
    contact_note: Mapped[Str]
    referred_to: Mapped[Str]
    notice_number: Mapped[Str]
    referred_at: Mapped[datetime | None]
    progress_at: Mapped[datetime | None]
    solved_at: Mapped[datetime | None]
    investigation: Mapped[Str]
    remedy: Mapped[Str]
    approver_id: Mapped[MaybeStaffId]
    approved_at: Mapped[datetime | None]
    approve_note: Mapped[Str]
    replied_at: Mapped[datetime | None]
    mode: Mapped[Mode | None] = mapped_column(Word(Mode))
    also_written: Mapped[bool] = mapped_column(default=False)
    reply: Mapped[Str]
    quoted: Mapped[Str]
    opinion: Mapped[Opinion | None] = mapped_column(Word(Opinion))
    signed: Mapped[bool] = mapped_column(default=False)
    company_told_at: Mapped[datetime | None]
    company_note: Mapped[Str]
    level: Mapped[Level | None] = mapped_column(Word(Level))
    waiting_for: Mapped[WaitingFor | None] = mapped_column(Word(WaitingFor))
    stood: Mapped[int] = mapped_column(default=0)
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("complaint.id"))
    closed_at: Mapped[datetime | None]
    void_reason: Mapped[Str]
    note: Mapped[Str]
    recorder_id: Mapped[StaffId]
    handler_id: Mapped[StaffId]


def running() -> ColumnElement[bool]:
    """Complaints neither closed nor voided, in the words of the partial indexes."""
    return Complaint.state.not_in(inline(State.CLOSED, State.VOIDED))


def not_voided() -> ColumnElement[bool]:
    """Complaints that count, in the words of the partial indexes."""
    return Complaint.state != inline(State.VOIDED)


class ComplaintUnit(Base):
    """A unit that joined (``CMP-2``), by an entry of its own or by word of mouth."""

    __tablename__ = "complaint_unit"
    __table_args__ = (
        Index("ix_complaint_unit_entry", "entry_id", sqlite_where=_BY_ENTRY, postgresql_where=_BY_ENTRY),
        Index("ix_complaint_unit_unit", "unit_id"),
    )

    id: Mapped[Id]
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    unit_code: Mapped[Str]
    caller: Mapped[Str]
    phone: Mapped[Str]
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"))
    at: Mapped[datetime]
    by_id: Mapped[StaffId]
    withdrawn: Mapped[bool] = mapped_column(default=False)


class ComplaintStep(Base):
    """One step up, and the instruction given there (``CMP-5``)."""

    __tablename__ = "complaint_step"
    __table_args__ = (one_of("level", Level),)

    id: Mapped[Id]
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    level: Mapped[Level] = mapped_column(Word(Level))
    at: Mapped[datetime]
    by_id: Mapped[StaffId]
    reason: Mapped[Str]
    instruction: Mapped[Str]
    instructor: Mapped[Str]
    instructed_at: Mapped[datetime | None]


class ComplaintProgress(Base):
    """One word from the body that can solve it (``CMP-4``)."""

    __tablename__ = "complaint_progress"

    id: Mapped[Id]
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    at: Mapped[datetime]
    by_id: Mapped[StaffId]
    text: Mapped[Str]
    told: Mapped[bool] = mapped_column(default=True)
