"""The duty log: append-only (triggers say so too), each entry bound by hash to the one before (``DUTY-3``).

What was written, and may name a person, stands in ``duty_log_body``, tied in by a salted commitment: erasing it leaves
the chain whole.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.duty_log import Kind
from deskapp.models.base import Base, Digest, Id, StaffId, Str, Versioned, Word, one_of


class DutyLogRow(Base):
    """One entry. ``corrects`` is the sequence of the entry it puts right, ``register`` and ``entry_id`` its subject."""

    __tablename__ = "duty_log"
    __table_args__ = (
        one_of("kind", Kind),
        CheckConstraint("at <= recorded_at", name="happened_first"),
        CheckConstraint("(kind = 'correction') = (corrects IS NOT NULL)", name="corrects_what"),
        CheckConstraint("corrects IS NULL OR corrects < seq", name="corrects_earlier"),
        Index("ix_duty_log_at", "at"),
        Index("ix_duty_log_corrects", "corrects", unique=True),
    )

    seq: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=False
    )
    client_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    kind: Mapped[Kind] = mapped_column(Word(Kind))
    staff_id: Mapped[int]
    corrects: Mapped[int | None]
    register: Mapped[str] = mapped_column(String(24), default="")
    entry_id: Mapped[int] = mapped_column(default=0)
    commitment: Mapped[Digest]
    hash: Mapped[Digest]


class DutyLogBody(Base):
    """What was written, as JSON; emptied when a person's data is erased."""

    __tablename__ = "duty_log_body"

    seq: Mapped[int] = mapped_column(ForeignKey("duty_log.seq"), primary_key=True, autoincrement=False)
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    body: Mapped[str]


class DutySign(Versioned, Base):
    """A day's log read and signed by the supervisor, with the head it had then; anew once it grew (``DUTY-5``)."""

    __tablename__ = "duty_sign"
    __table_args__ = (UniqueConstraint("day", "by_id", "seq"),)

    id: Mapped[Id]
    day: Mapped[date] = mapped_column(Date)
    at: Mapped[datetime]
    by_id: Mapped[StaffId]
    seq: Mapped[int]
    hash: Mapped[Digest]
    remark: Mapped[Str]
