"""The tables of leaves and swaps: what changes a roster, and who said so (``DUTY-1``, ``DUTY-2``)."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain import leaves, swaps
from deskapp.models.base import Base, Id, MaybeStaffId, StaffId, Str, Versioned, Word, one_of

_ASKED = text("state = 'asked'")
_OPEN = text("state IN ('asked', 'agreed')")


class Leave(Versioned, Base):
    """Days on which somebody is not to be on duty, once they are approved. ``person`` is the name as it was then."""

    __tablename__ = "leave"
    __table_args__ = (
        one_of("state", leaves.State),
        one_of("kind", leaves.Kind),
        CheckConstraint("since <= until", name="span"),
        CheckConstraint("state NOT IN ('approved', 'refused') OR decided_at IS NOT NULL", name="decided_when"),
        CheckConstraint("state <> 'voided' OR void_reason <> ''", name="voided_why"),
        Index("ix_leave_asked", "id", sqlite_where=_ASKED, postgresql_where=_ASKED),
        Index("ix_leave_staff", "staff_id", "until"),
        Index("ix_leave_until", "until"),
    )
    #: Nobody's home has to do with it.
    unit_id: ClassVar[None] = None
    unit_code: ClassVar[str] = ""

    id: Mapped[Id]
    number: Mapped[str] = mapped_column(String(24), unique=True)
    client_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    state: Mapped[leaves.State] = mapped_column(Word(leaves.State))
    staff_id: Mapped[StaffId]
    person: Mapped[Str]
    kind: Mapped[leaves.Kind] = mapped_column(Word(leaves.Kind))
    since: Mapped[date] = mapped_column(Date)
    until: Mapped[date] = mapped_column(Date)
    reason: Mapped[Str]
    asked_at: Mapped[datetime]
    recorder_id: Mapped[StaffId]
    decided_by_id: Mapped[MaybeStaffId]
    decided_at: Mapped[datetime | None]
    decided_reason: Mapped[Str]
    withdrawn_reason: Mapped[Str]
    void_reason: Mapped[Str]


class Swap(Versioned, Base):
    """A swap; ``sheet_id`` is the edition of the roster that it made, ``other_sheet_id`` that of the other month."""

    __tablename__ = "swap"
    __table_args__ = (
        one_of("state", swaps.State),
        one_of("kind", swaps.Kind),
        CheckConstraint("staff_id <> other_id", name="two"),
        CheckConstraint("kind <> 'swap' OR other_day IS NOT NULL", name="swap_for_what"),
        CheckConstraint("state <> 'approved' OR (decided_at IS NOT NULL AND sheet_id IS NOT NULL)", name="approved"),
        CheckConstraint("state <> 'voided' OR void_reason <> ''", name="voided_why"),
        CheckConstraint("state NOT IN ('agreed', 'approved') OR agreed_at IS NOT NULL", name="agreed_when"),
        CheckConstraint("state <> 'refused' OR decided_at IS NOT NULL", name="refused_when"),
        Index("ix_swap_open", "id", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_swap_day", "day"),
        Index("ix_swap_staff", "staff_id"),
        Index("ix_swap_other", "other_id"),
    )
    #: Nobody's home has to do with it.
    unit_id: ClassVar[None] = None
    unit_code: ClassVar[str] = ""

    id: Mapped[Id]
    number: Mapped[str] = mapped_column(String(24), unique=True)
    client_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    state: Mapped[swaps.State] = mapped_column(Word(swaps.State))
    kind: Mapped[swaps.Kind] = mapped_column(Word(swaps.Kind))
    staff_id: Mapped[StaffId]
    person: Mapped[Str]
    day: Mapped[date] = mapped_column(Date)
    shift_id: Mapped[int] = mapped_column(ForeignKey("shift.id"))
    other_id: Mapped[StaffId]
    other: Mapped[Str]
    other_day: Mapped[date | None] = mapped_column(Date)
    other_shift_id: Mapped[int | None] = mapped_column(ForeignKey("shift.id"))
    reason: Mapped[Str]
    asked_at: Mapped[datetime]
    recorder_id: Mapped[StaffId]
    agreed_by_id: Mapped[MaybeStaffId]
    agreed_at: Mapped[datetime | None]
    decided_by_id: Mapped[MaybeStaffId]
    decided_at: Mapped[datetime | None]
    decided_note: Mapped[Str]
    sheet_id: Mapped[int | None] = mapped_column(ForeignKey("roster_sheet.id"))
    other_sheet_id: Mapped[int | None] = mapped_column(ForeignKey("roster_sheet.id"))
    withdrawn_reason: Mapped[Str]
    void_reason: Mapped[Str]
