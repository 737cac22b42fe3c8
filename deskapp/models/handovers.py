"""The tables of handovers and of must-read notes (``DUTY-4``, ``DUTY-7``, ``DUTY-8``) [001·5·4.2]."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Date,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    literal_column,
)
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain import must_read
from deskapp.domain.handovers import Check, Count, State
from deskapp.models.base import Base, Id, MaybeStaffId, StaffId, Str, Versioned, Word, inline, one_of

_UNDER_WAY = sql("state IN ('open', 'given')")
_LATE = sql("late_minutes > 0")
_IN_FORCE = sql("state = 'in_force'")


class Handover(Versioned, Base):
    """A handover. Its items, counts and checks are kept as they stood when it was given: that is what is signed.

    ``counter`` is the counter it hands over (there is one): no two are under way for it. ``head_*`` is the end of the
    duty log when it was taken, as it is printed on its sheet (``DUTY-3``); ``sealed`` is the hash of all its parts
    since it was given.
    """

    __tablename__ = "handover"
    __table_args__ = (
        one_of("state", State),
        CheckConstraint("incoming_id IS NULL OR incoming_id <> outgoing_id", name="two"),
        CheckConstraint("state IN ('open', 'voided') OR given_at IS NOT NULL", name="given_when"),
        CheckConstraint(
            "state NOT IN ('taken', 'signed') OR (taken_at IS NOT NULL AND incoming_id IS NOT NULL)", name="taken_by"
        ),
        CheckConstraint("(taken_at IS NULL) = (head_hash IS NULL)", name="head"),
        CheckConstraint("state <> 'signed' OR signed_at IS NOT NULL", name="signed_when"),
        CheckConstraint("(passed_at IS NULL) = (passed_by_id IS NULL)", name="passed_by"),
        CheckConstraint("passed_at IS NULL OR passed_reason <> ''", name="passed_why"),
        CheckConstraint("state <> 'voided' OR void_reason <> ''", name="voided_why"),
        Index(
            "ix_handover_under_way", "counter", unique=True, sqlite_where=_UNDER_WAY, postgresql_where=_UNDER_WAY
        ),
        Index("ix_handover_late", "id", sqlite_where=_LATE, postgresql_where=_LATE),
        Index("ix_handover_state", "state"),
        Index("ix_handover_begun", "begun_at"),
    )  # fmt: skip
    #: Nobody's home has to do with it.
    unit_id: ClassVar[None] = None
    unit_code: ClassVar[str] = ""

    id: Mapped[Id]
    number: Mapped[str] = mapped_column(String(24), unique=True)
    client_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    state: Mapped[State] = mapped_column(Word(State))
    counter: Mapped[int] = mapped_column(default=1)
    shift: Mapped[Str]
    outgoing_id: Mapped[StaffId]
    incoming_id: Mapped[MaybeStaffId]
    begun_at: Mapped[datetime]
    gathered_at: Mapped[datetime]
    given_at: Mapped[datetime | None]
    taken_at: Mapped[datetime | None]
    late_minutes: Mapped[int] = mapped_column(default=0)
    open_matters: Mapped[int] = mapped_column(default=0)
    differences: Mapped[int] = mapped_column(default=0)
    note: Mapped[Str]
    remark: Mapped[Str]
    passed_by_id: Mapped[MaybeStaffId]
    passed_reason: Mapped[Str]
    passed_at: Mapped[datetime | None]
    signed_at: Mapped[datetime | None]
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    head_seq: Mapped[int] = mapped_column(default=0)
    head_count: Mapped[int] = mapped_column(default=0)
    head_at: Mapped[datetime | None]
    head_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    void_reason: Mapped[Str]


def under_way() -> ColumnElement[bool]:
    """Handovers not taken yet, in the words of the partial index."""
    return Handover.state.in_(inline(State.OPEN, State.GIVEN))


def taken_late() -> ColumnElement[bool]:
    """Handovers that somebody came late to, in the words of the partial index."""
    return Handover.late_minutes > literal_column("0")


class HandoverItem(Base):
    """One thing a register handed over (``DUTY-4``); ``entry_id`` is 0 where it stands for many."""

    __tablename__ = "handover_item"
    __table_args__ = (Index("ix_handover_item_handover", "handover_id"),)

    id: Mapped[Id]
    handover_id: Mapped[int] = mapped_column(ForeignKey("handover.id"))
    position: Mapped[int]
    register: Mapped[str] = mapped_column(String(24))
    entry_id: Mapped[int] = mapped_column(default=0)
    number: Mapped[Str]
    text: Mapped[str] = mapped_column(String(64))
    params: Mapped[Str]
    due: Mapped[datetime | None]
    important: Mapped[bool] = mapped_column(default=False)
    passed: Mapped[bool] = mapped_column(default=False)


class HandoverCount(Base):
    """One thing counted (``DUTY-7``). ``expected`` is what the registers said when it was counted."""

    __tablename__ = "handover_count"
    __table_args__ = (
        one_of("what", Count),
        UniqueConstraint("handover_id", "what"),
        CheckConstraint("(what = 'cash') = (expected_cash IS NOT NULL)", name="sum"),
        CheckConstraint("counted_cash IS NULL OR what = 'cash'", name="cash"),
        CheckConstraint("counted IS NULL OR what <> 'cash'", name="pieces"),
    )

    id: Mapped[Id]
    handover_id: Mapped[int] = mapped_column(ForeignKey("handover.id"))
    what: Mapped[Count] = mapped_column(Word(Count))
    expected: Mapped[int] = mapped_column(default=0)
    expected_cash: Mapped[Decimal | None]
    counted: Mapped[int | None]
    counted_cash: Mapped[Decimal | None]
    explanation: Mapped[Str]
    passed: Mapped[bool] = mapped_column(default=False)


class HandoverCheck(Base):
    """One thing looked at; what was not looked at has no row."""

    __tablename__ = "handover_check"
    __table_args__ = (one_of("what", Check), UniqueConstraint("handover_id", "what"))

    id: Mapped[Id]
    handover_id: Mapped[int] = mapped_column(ForeignKey("handover.id"))
    what: Mapped[Check] = mapped_column(Word(Check))
    fine: Mapped[bool]
    remark: Mapped[Str]


class MustReadNote(Versioned, Base):
    """A note that everybody on duty has to read; its words never change (``DUTY-8``)."""

    __tablename__ = "must_read"
    __table_args__ = (
        one_of("state", must_read.State),
        CheckConstraint("title <> '' AND content <> ''", name="said"),
        CheckConstraint("state <> 'ended' OR ended_at IS NOT NULL", name="ended_when"),
        CheckConstraint("state <> 'voided' OR void_reason <> ''", name="voided_why"),
        Index("ix_must_read_in_force", "id", sqlite_where=_IN_FORCE, postgresql_where=_IN_FORCE),
        Index("ix_must_read_written", "written_at"),
    )
    #: Nobody's home has to do with it.
    unit_id: ClassVar[None] = None
    unit_code: ClassVar[str] = ""

    id: Mapped[Id]
    number: Mapped[str] = mapped_column(String(24), unique=True)
    client_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    state: Mapped[must_read.State] = mapped_column(Word(must_read.State))
    title: Mapped[Str]
    content: Mapped[Str]
    until: Mapped[date | None] = mapped_column(Date)
    written_at: Mapped[datetime]
    recorder_id: Mapped[StaffId]
    ended_at: Mapped[datetime | None]
    ended_reason: Mapped[Str]
    void_reason: Mapped[Str]


class MustReadReader(Base):
    """Who has read a note, and when (``DUTY-8``)."""

    __tablename__ = "must_read_reader"
    __table_args__ = (UniqueConstraint("note_id", "staff_id"),)

    id: Mapped[Id]
    note_id: Mapped[int] = mapped_column(ForeignKey("must_read.id"))
    staff_id: Mapped[StaffId]
    at: Mapped[datetime]
