"""The running notices' tables: the notice, its buildings, who was told, extensions (``REC-6``)."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.notices import Audience, Kind, State, ToldBy
from deskapp.models.base import CLOCK_RUNS, Base, Clocked, Id, StaffId, Str, Versioned, Word, inline, one_of

_RUNNING = text("state NOT IN ('ended', 'voided')")


class Notice(Versioned, Clocked, Base):
    """A notice. Its clock runs to its end while it is published."""

    __tablename__ = "notice"
    __table_args__ = (
        one_of("state", State),
        one_of("kind", Kind),
        CheckConstraint("ends_at > starts_at", name="span"),
        CheckConstraint("state IN ('draft', 'voided') OR published_at IS NOT NULL", name="published_when"),
        CheckConstraint("state <> 'ended' OR ended_at IS NOT NULL", name="ended_when"),
        CheckConstraint("state <> 'voided' OR void_reason <> ''", name="voided_why"),
        Index("ix_notice_running", "ends_at", sqlite_where=_RUNNING, postgresql_where=_RUNNING),
        Index("ix_notice_due", "due_at", **CLOCK_RUNS),
        Index("ix_notice_created", "created_at"),
    )
    #: A notice is nobody's own: it belongs to no single unit.
    unit_id: ClassVar[None] = None
    unit_code: ClassVar[str] = ""

    id: Mapped[Id]
    number: Mapped[str] = mapped_column(String(24), unique=True)
    client_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    state: Mapped[State] = mapped_column(Word(State))
    kind: Mapped[Kind] = mapped_column(Word(Kind))
    title: Mapped[Str]
    content: Mapped[Str]
    title_en: Mapped[Str]
    content_en: Mapped[Str]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    everywhere: Mapped[bool] = mapped_column(default=False)
    buildings: Mapped[Str]
    announced_by: Mapped[Str]
    created_at: Mapped[datetime]
    recorder_id: Mapped[StaffId]
    published_at: Mapped[datetime | None]
    told: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[Str]
    void_reason: Mapped[Str]


def running() -> ColumnElement[bool]:
    """Notices neither ended nor voided, in the words of the partial index."""
    return Notice.state.not_in(inline(State.ENDED, State.VOIDED))


class NoticeBuilding(Base):
    """One building that a notice touches; a notice for everywhere has none."""

    __tablename__ = "notice_building"
    __table_args__ = (UniqueConstraint("notice_id", "building_id"),)

    id: Mapped[Id]
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"))
    building_id: Mapped[int] = mapped_column(ForeignKey("building.id"))


class NoticeTold(Base):
    """Somebody was told."""

    __tablename__ = "notice_told"
    __table_args__ = (one_of("audience", Audience), one_of("told_by", ToldBy))

    id: Mapped[Id]
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"), index=True)
    audience: Mapped[Audience] = mapped_column(Word(Audience))
    whom: Mapped[Str]
    told_by: Mapped[ToldBy] = mapped_column(Word(ToldBy))
    told_at: Mapped[datetime]
    by_id: Mapped[StaffId]


class NoticeExtension(Base):
    """It lasted longer than announced."""

    __tablename__ = "notice_extension"

    id: Mapped[Id]
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"), index=True)
    at: Mapped[datetime]
    by_id: Mapped[StaffId]
    old_end: Mapped[datetime]
    new_end: Mapped[datetime]
    reason: Mapped[Str]
