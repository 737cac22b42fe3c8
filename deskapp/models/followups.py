"""The follow-up visits' tables: the follow-up, its rounds, the times that nobody was reached."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.followups import PENDING, Grade, Kind, Mode, State
from deskapp.domain.reception import Opinion
from deskapp.models.base import CLOCK_RUNS, Base, Clocked, Id, StaffId, Str, Versioned, Word, inline, one_of

_PENDING = text("state IN ('due', 'to_put_right')")
_ASKED_FOR = text("state IN ('due', 'to_put_right') AND source_id IS NOT NULL")


class Followup(Versioned, Clocked, Base):
    """One thing that a resident is asked about. ``visit_by`` and ``visited_at`` are those of the first visit."""

    __tablename__ = "followup"
    __table_args__ = (
        one_of("state", State),
        one_of("kind", Kind),
        CheckConstraint("state NOT IN ('due', 'to_put_right') OR due_at IS NOT NULL", name="due_when"),
        CheckConstraint("state NOT IN ('satisfied', 'to_put_right') OR visited_at IS NOT NULL", name="visited_when"),
        CheckConstraint("state IN ('due', 'to_put_right') OR ended_at IS NOT NULL", name="ended_when"),
        CheckConstraint("state NOT IN ('waived', 'voided') OR end_reason <> ''", name="ended_why"),
        # Never two pending for one piece of work; an activity is followed up once in every unit that took part.
        Index(
            "uq_followup_pending", "source_register", "source_id", "kind", "unit_code",
            unique=True, sqlite_where=_ASKED_FOR, postgresql_where=_ASKED_FOR,
        ),
        Index("ix_followup_pending", "state", sqlite_where=_PENDING, postgresql_where=_PENDING),
        Index("ix_followup_finished", "finished_at", sqlite_where=_PENDING, postgresql_where=_PENDING),
        Index("ix_followup_due", "due_at", **CLOCK_RUNS),
        Index("ix_followup_visit_by", "visit_by"),
        Index("ix_followup_source", "source_register", "source_id"),
        Index("ix_followup_unit", "unit_id"),
        Index("ix_followup_entry", "entry_id"),
    )  # fmt: skip

    id: Mapped[Id]
    number: Mapped[str] = mapped_column(String(24), unique=True)
    client_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    state: Mapped[State] = mapped_column(Word(State))
    kind: Mapped[Kind] = mapped_column(Word(Kind))
    source_register: Mapped[Str]
    source_id: Mapped[int | None]
    source_number: Mapped[Str]
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    unit_code: Mapped[Str]
    contact: Mapped[Str]
    phone: Mapped[Str]
    content: Mapped[Str]
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    finished_at: Mapped[datetime | None]
    visit_by: Mapped[datetime]
    visited_at: Mapped[datetime | None]
    visits: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    opinion: Mapped[Opinion | None] = mapped_column(Word(Opinion))
    handler_id: Mapped[StaffId]
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[Str]


def pending() -> ColumnElement[bool]:
    """Follow-ups that somebody still has to do something about, in the words of the partial indexes."""
    return Followup.state.in_(inline(*PENDING))


class FollowupVisit(Base):
    """One round (``FUP-1``): what was found, what must be put right, and what was."""

    __tablename__ = "followup_visit"
    __table_args__ = (
        UniqueConstraint("followup_id", "round"),
        one_of("mode", Mode),
        one_of("quality", Grade),
        one_of("effect", Grade),
        one_of("opinion", Opinion),
    )

    id: Mapped[Id]
    followup_id: Mapped[int] = mapped_column(ForeignKey("followup.id"))
    round: Mapped[int]
    made_at: Mapped[datetime]
    by_id: Mapped[StaffId]
    mode: Mapped[Mode] = mapped_column(Word(Mode))
    spoke_to: Mapped[Str]
    quality: Mapped[Grade] = mapped_column(Word(Grade))
    effect: Mapped[Grade] = mapped_column(Word(Grade))
    opinion: Mapped[Opinion] = mapped_column(Word(Opinion))
    shortcomings: Mapped[Str]
    suggestions: Mapped[Str]
    signed: Mapped[bool] = mapped_column(default=False)
    measures: Mapped[Str]
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    responsible: Mapped[Str]
    put_right_by: Mapped[datetime | None]
    slip_id: Mapped[int | None] = mapped_column(ForeignKey("slip.id"), index=True)
    put_right_at: Mapped[datetime | None]
    remedy: Mapped[Str]


class FollowupAttempt(Base):
    """One time that nobody was reached."""

    __tablename__ = "followup_attempt"
    __table_args__ = (one_of("mode", Mode),)

    id: Mapped[Id]
    followup_id: Mapped[int] = mapped_column(ForeignKey("followup.id"), index=True)
    tried_at: Mapped[datetime]
    by_id: Mapped[StaffId]
    mode: Mapped[Mode] = mapped_column(Word(Mode))
    note: Mapped[Str]
