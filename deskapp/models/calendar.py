"""What the office says of single days itself, and which fixed days of a month are done."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.calendar import DayKind
from deskapp.models.base import Base, Id, StaffId, Str, Word, one_of


class CalendarDay(Base):
    """One day, as the office has it; ``follows`` is one whose word the office has taken back."""

    __tablename__ = "calendar_day"
    __table_args__ = (one_of("kind", DayKind),)

    id: Mapped[Id]
    day: Mapped[date] = mapped_column(unique=True)
    kind: Mapped[DayKind] = mapped_column(Word(DayKind))
    name: Mapped[Str]
    follows: Mapped[bool] = mapped_column(default=False)
    set_at: Mapped[datetime]
    by_id: Mapped[StaffId]


class FixedDay(Base):
    """A fixed day of a month (``2026-11``) that somebody has ticked off."""

    __tablename__ = "fixed_day"
    __table_args__ = (UniqueConstraint("key", "month"),)

    id: Mapped[Id]
    key: Mapped[str] = mapped_column(String(60))
    month: Mapped[str] = mapped_column(String(8))
    done: Mapped[bool]
    done_at: Mapped[datetime]
    by_id: Mapped[StaffId]
