"""The roster's tables: shifts, who takes part, editions of a month with their cells (``DUTY-1``, ``DUTY-2``)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.roster import State
from deskapp.domain.shifts import Colour
from deskapp.models.base import Base, Id, MaybeStaffId, StaffId, Str, Versioned, Word, one_of

_DRAFT = text("state = 'draft'")
_PUBLISHED = text("state = 'published'")


class ShiftRow(Versioned, Base):
    """A shift; one no longer used stays for the rosters that have it. Times are ``HH:MM``."""

    __tablename__ = "shift"
    __table_args__ = (
        one_of("colour", Colour),
        CheckConstraint("name <> '' AND short <> '' AND letter <> ''", name="named"),
        CheckConstraint("cover_working >= 0 AND cover_weekend >= 0 AND cover_holiday >= 0", name="cover"),
        CheckConstraint("pause >= 0", name="pause"),
    )

    id: Mapped[Id]
    client_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(20), unique=True)
    short: Mapped[Str]
    letter: Mapped[str] = mapped_column(String(6), unique=True)
    starts: Mapped[str] = mapped_column(String(8))
    ends: Mapped[str] = mapped_column(String(8))
    pause: Mapped[int] = mapped_column(default=0)
    colour: Mapped[Colour] = mapped_column(Word(Colour))
    late: Mapped[bool] = mapped_column(default=False)
    cover_working: Mapped[int]
    cover_weekend: Mapped[int]
    cover_holiday: Mapped[int]
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)


class RosterPerson(Versioned, Base):
    """How one of the staff takes part in the roster; whoever has no row does not."""

    __tablename__ = "roster_person"

    id: Mapped[Id]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), unique=True)
    on_roster: Mapped[bool] = mapped_column(default=True)
    experienced: Mapped[bool] = mapped_column(default=False)
    hours: Mapped[int | None]
    shifts: Mapped[Str]
    position: Mapped[int] = mapped_column(default=0)
    note: Mapped[Str]


class RosterSheet(Versioned, Base):
    """One edition of a month's roster: at most one draft and one published at a time; none is ever removed."""

    __tablename__ = "roster_sheet"
    __table_args__ = (
        one_of("state", State),
        UniqueConstraint("month", "edition"),
        CheckConstraint("edition > 0", name="edition"),
        CheckConstraint("state NOT IN ('published', 'superseded') OR published_at IS NOT NULL", name="published_when"),
        Index("ix_roster_sheet_draft", "month", unique=True, sqlite_where=_DRAFT, postgresql_where=_DRAFT),
        Index("ix_roster_sheet_published", "month", unique=True, sqlite_where=_PUBLISHED, postgresql_where=_PUBLISHED),
    )

    id: Mapped[Id]
    client_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    month: Mapped[str] = mapped_column(String(8))
    edition: Mapped[int]
    state: Mapped[State] = mapped_column(Word(State))
    based_on_id: Mapped[int | None] = mapped_column(ForeignKey("roster_sheet.id"))
    note: Mapped[Str]
    made_by_id: Mapped[StaffId]
    made_at: Mapped[datetime]
    published_by_id: Mapped[MaybeStaffId]
    published_at: Mapped[datetime | None]


class RosterCell(Base):
    """One cell of an edition; those of a published one do not change any more."""

    __tablename__ = "roster_cell"
    __table_args__ = (UniqueConstraint("sheet_id", "staff_id", "day"), Index("ix_roster_cell_day", "day"))

    id: Mapped[Id]
    sheet_id: Mapped[int] = mapped_column(ForeignKey("roster_sheet.id"))
    staff_id: Mapped[StaffId]
    day: Mapped[date] = mapped_column(Date)
    shift_id: Mapped[int | None] = mapped_column(ForeignKey("shift.id"))
    pinned: Mapped[bool] = mapped_column(default=False)
