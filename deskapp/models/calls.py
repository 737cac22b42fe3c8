"""The call lists' tables: the list, its units, every call (``FUP-3``)."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.calls import Kind, Result, State
from deskapp.models.base import CLOCK_RUNS, Base, Clocked, Id, MaybeStaffId, StaffId, Str, Versioned, Word, one_of

_OPEN = text("state = 'open'")


class CallList(Versioned, Clocked, Base):
    """A call list. How far it has come is counted here too: the table reads one row."""

    __tablename__ = "call_list"
    __table_args__ = (
        one_of("state", State),
        one_of("kind", Kind),
        CheckConstraint("state <> 'reported' OR reported_at IS NOT NULL", name="reported_when"),
        CheckConstraint("state <> 'reported' OR outcome <> ''", name="reported_what"),
        CheckConstraint("state <> 'voided' OR void_reason <> ''", name="voided_why"),
        CheckConstraint("joining <= reached AND reached <= tried AND tried <= total", name="counted"),
        Index("ix_call_list_open", "recorder_id", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_call_list_due", "due_at", **CLOCK_RUNS),
        Index("ix_call_list_created", "created_at"),
        Index("ix_call_list_state", "state"),
    )
    #: A list has many units: they are its lines.
    unit_id: ClassVar[None] = None
    unit_code: ClassVar[str] = ""

    id: Mapped[Id]
    number: Mapped[str] = mapped_column(String(24), unique=True)
    client_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    state: Mapped[State] = mapped_column(Word(State))
    kind: Mapped[Kind] = mapped_column(Word(Kind))
    title: Mapped[Str]
    ordered_by: Mapped[Str]
    say: Mapped[Str]
    saved_as: Mapped[Str]
    created_at: Mapped[datetime]
    recorder_id: Mapped[StaffId]
    done_by: Mapped[datetime | None]
    total: Mapped[int] = mapped_column(default=0)
    tried: Mapped[int] = mapped_column(default=0)
    reached: Mapped[int] = mapped_column(default=0)
    joining: Mapped[int] = mapped_column(default=0)
    outcome: Mapped[Str]
    report_to: Mapped[Str]
    untried_reason: Mapped[Str]
    reported_at: Mapped[datetime | None]
    void_reason: Mapped[Str]


class CallLineRow(Base):
    """One unit to be phoned, with what came of the last call."""

    __tablename__ = "call_line"
    __table_args__ = (one_of("result", Result), UniqueConstraint("list_id", "unit_id"))

    id: Mapped[Id]
    list_id: Mapped[int] = mapped_column(ForeignKey("call_list.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    unit_code: Mapped[Str]
    contact: Mapped[Str]
    phone: Mapped[Str]
    result: Mapped[Result] = mapped_column(Word(Result), default=Result.TO_CALL)
    words: Mapped[Str]
    called_at: Mapped[datetime | None]
    by_id: Mapped[MaybeStaffId]
    attempts: Mapped[int] = mapped_column(default=0)
    removed: Mapped[Str]


class CallAttemptRow(Base):
    """One call."""

    __tablename__ = "call_attempt"
    __table_args__ = (one_of("result", Result),)

    id: Mapped[Id]
    line_id: Mapped[int] = mapped_column(ForeignKey("call_line.id"), index=True)
    at: Mapped[datetime]
    by_id: Mapped[StaffId]
    result: Mapped[Result] = mapped_column(Word(Result))
    words: Mapped[Str]
    taken_back: Mapped[bool] = mapped_column(default=False)
