"""The tables of letters and newspapers in bulk: the delivery, and what came for each building (``MAIL-1``)."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.letters import WAITING, Condition, Means, Source, State
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

_WAITING = text("state IN ('received', 'notified', 'part')")
_DAMAGED = text("condition = 'damaged'")


class LetterBatch(Clocked, Versioned, Base):
    """A delivery. ``letters`` and ``newspapers`` are its sums; ``waiting_for`` names the areas that have not signed.

    ``at`` is when it came, ``recorded_at`` when that was written down (``ALL-9``).
    """

    __tablename__ = "letter_batch"
    __table_args__ = (
        one_of("state", State),
        one_of("source", Source),
        one_of("condition", Condition),
        one_of("means", Means),
        CheckConstraint("at <= recorded_at", name="happened_first"),
        CheckConstraint("letters >= 0 AND newspapers >= 0 AND letters + newspapers > 0", name="counted"),
        CheckConstraint("(condition = 'damaged') = (damage <> '')", name="damaged_how"),
        CheckConstraint("state NOT IN ('notified', 'part', 'signed') OR notified_at IS NOT NULL", name="told_when"),
        CheckConstraint("(notified_at IS NULL) = (means IS NULL)", name="told_how"),
        CheckConstraint("(state = 'signed') = (signed_at IS NOT NULL) OR state = 'voided'", name="signed_when"),
        CheckConstraint("state <> 'signed' OR waiting_for = ''", name="signed_by_all"),
        CheckConstraint("state <> 'voided' OR void_reason <> ''", name="voided_why"),
        Index("ix_letter_batch_waiting", "id", sqlite_where=_WAITING, postgresql_where=_WAITING),
        Index("ix_letter_batch_damaged", "id", sqlite_where=_DAMAGED, postgresql_where=_DAMAGED),
        Index("ix_letter_batch_due", "due_at", **CLOCK_RUNS),
        Index("ix_letter_batch_at", "at"),
    )
    #: What came in bulk is for many units.
    unit_id: ClassVar[None] = None
    unit_code: ClassVar[str] = ""

    id: Mapped[Id]
    number: Mapped[str] = mapped_column(String(24), unique=True)
    client_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    state: Mapped[State] = mapped_column(Word(State))
    at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    happened_reason: Mapped[Str]
    recorder_id: Mapped[StaffId]
    source: Mapped[Source] = mapped_column(Word(Source))
    deliverer: Mapped[Str]
    condition: Mapped[Condition] = mapped_column(Word(Condition))
    damage: Mapped[Str]
    letters: Mapped[int]
    newspapers: Mapped[int]
    waiting_for: Mapped[Str]
    means: Mapped[Means | None] = mapped_column(Word(Means))
    notified_at: Mapped[datetime | None]
    signed_at: Mapped[datetime | None]
    note: Mapped[Str]
    void_reason: Mapped[Str]


class LetterLineRow(Base):
    """One building's share. Its area is the one it was in when it came; whoever signed is kept by name too."""

    __tablename__ = "letter_line"
    __table_args__ = (
        UniqueConstraint("batch_id", "building_id"),
        CheckConstraint("letters >= 0 AND newspapers >= 0 AND letters + newspapers > 0", name="counted"),
        CheckConstraint("(signed_at IS NULL) = (signer = '')", name="signed_who"),
        CheckConstraint("(signed_at IS NULL) = (recorder_id IS NULL)", name="signed_kept"),
        CheckConstraint("signer_id IS NULL OR signed_at IS NOT NULL", name="signed_when"),
    )

    id: Mapped[Id]
    batch_id: Mapped[int] = mapped_column(ForeignKey("letter_batch.id"))
    building_id: Mapped[int] = mapped_column(ForeignKey("building.id"))
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    letters: Mapped[int] = mapped_column(default=0)
    newspapers: Mapped[int] = mapped_column(default=0)
    signed_at: Mapped[datetime | None]
    signer_id: Mapped[MaybeStaffId]
    signer: Mapped[Str]
    recorder_id: Mapped[MaybeStaffId]


def waiting() -> ColumnElement[bool]:
    """Deliveries of which some still lies at the counter, in the words of the partial index."""
    return LetterBatch.state.in_(inline(*WAITING))


def damaged() -> ColumnElement[bool]:
    """Deliveries that came damaged, in the words of the partial index."""
    return LetterBatch.condition == inline(Condition.DAMAGED)
