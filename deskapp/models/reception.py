"""The reception log's tables."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.reception import Category, Channel, Kind, Opinion, State, ToldHow, Urgency
from deskapp.models.base import Base, Id, MaybeStaffId, StaffId, Str, Versioned, Word, inline, one_of

_RUNNING = text("state NOT IN ('closed', 'voided')")

_JOINED = text("incident_id IS NOT NULL")


class Entry(Versioned, Base):
    """One contact. ``at`` is when it happened, ``recorded_at`` when it was written down (``ALL-9``).

    ``promise_learned`` are the minutes of a promise left as the office's own ``promise_cases`` proposed it (``REC-9``).
    ``incident_id`` is the first entry of the incident it belongs to (that one's own id too, ``REC-8``); ``quoted`` the
    number of the article or notice its answer was taken from (``REC-6``).
    """

    __tablename__ = "entry"
    __table_args__ = (
        one_of("state", State),
        one_of("kind", Kind),
        one_of("channel", Channel),
        one_of("urgency", Urgency),
        CheckConstraint("at <= recorded_at", name="happened_first"),
        CheckConstraint("state <> 'promised' OR promised_at IS NOT NULL", name="promised_when"),
        CheckConstraint("state <> 'closed' OR closed_at IS NOT NULL", name="closed_when"),
        CheckConstraint("state <> 'voided' OR void_reason <> ''", name="voided_why"),
        Index("ix_entry_running", "state", sqlite_where=_RUNNING, postgresql_where=_RUNNING),
        Index("ix_entry_promise", "promised_at", sqlite_where=_RUNNING, postgresql_where=_RUNNING),
        Index("ix_entry_handler", "handler_id", sqlite_where=_RUNNING, postgresql_where=_RUNNING),
        Index("ix_entry_unit_kind", "unit_id", "kind"),
        Index("ix_entry_kind", "kind", "at"),
        Index("ix_entry_incident", "incident_id", sqlite_where=_JOINED, postgresql_where=_JOINED),
        Index("ix_entry_at", "at"),
        Index(
            "ix_entry_complaints",
            "id",
            sqlite_where=text("kind = 'complaint'"),
            postgresql_where=text("kind = 'complaint'"),
        ),
    )

    id: Mapped[Id]
    number: Mapped[str] = mapped_column(String(24), unique=True)
    client_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    state: Mapped[State] = mapped_column(Word(State))
    at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    happened_reason: Mapped[Str]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    unit_code: Mapped[Str]
    resident_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    caller: Mapped[Str]
    phone: Mapped[Str]
    channel: Mapped[Channel] = mapped_column(Word(Channel))
    kind: Mapped[Kind] = mapped_column(Word(Kind))
    category: Mapped[Category | None] = mapped_column(Word(Category))
    written: Mapped[bool] = mapped_column(default=False)
    urgency: Mapped[Urgency] = mapped_column(Word(Urgency))
    content: Mapped[Str]
    answered_on_spot: Mapped[bool] = mapped_column(default=False)
    result: Mapped[Str]
    first_promise: Mapped[datetime | None]
    promised_at: Mapped[datetime | None]
    promises_moved: Mapped[int] = mapped_column(default=0)
    promises_missed: Mapped[int] = mapped_column(default=0)
    promise_rule: Mapped[Str]
    promise_span: Mapped[Str]
    promise_start: Mapped[datetime | None]
    promise_learned: Mapped[int] = mapped_column(default=0)
    promise_cases: Mapped[int] = mapped_column(default=0)
    apology: Mapped[Str]
    passed_to: Mapped[Str]
    passed_at: Mapped[datetime | None]
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"))
    quoted: Mapped[Str]
    told_at: Mapped[datetime | None]
    told_how: Mapped[ToldHow | None] = mapped_column(Word(ToldHow))
    opinion: Mapped[Opinion | None] = mapped_column(Word(Opinion))
    closed_at: Mapped[datetime | None]
    void_reason: Mapped[Str]
    note: Mapped[Str]
    recorder_id: Mapped[StaffId]
    handler_id: Mapped[MaybeStaffId]


def running() -> ColumnElement[bool]:
    """Entries neither closed nor voided, in the words of the partial indexes."""
    return Entry.state.not_in(inline(State.CLOSED, State.VOIDED))


class EntryContact(Base):
    """A later contact on the same matter (``REC-1``)."""

    __tablename__ = "entry_contact"

    id: Mapped[Id]
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    at: Mapped[datetime]
    by_id: Mapped[StaffId]
    caller: Mapped[Str]
    phone: Mapped[Str]
    channel: Mapped[Channel] = mapped_column(Word(Channel))
    content: Mapped[Str]


class Suggestion(Base):
    """What became of a suggestion (``REC-7``)."""

    __tablename__ = "suggestion"

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), primary_key=True)
    assessment: Mapped[Str]
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    adopted: Mapped[bool] = mapped_column(default=False)
    reply: Mapped[Str]
    reward: Mapped[Str]
