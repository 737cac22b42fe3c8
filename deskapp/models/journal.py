"""The journal: append-only (triggers say so too), each row bound by hash to the one before.

What may name a person stands in ``journal_body``, tied in by a salted commitment: blanking it leaves the chain whole.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.models.base import Base, Digest


class JournalRow(Base):
    """One change of one entry. ``row_digest`` is the digest of the entry's row after the change."""

    __tablename__ = "journal"
    __table_args__ = (Index("ix_journal_entry", "register", "entry_id"),)

    seq: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=False
    )
    at: Mapped[datetime]
    staff_id: Mapped[int] = mapped_column(default=0)
    verb: Mapped[str] = mapped_column(String(40))
    register: Mapped[str] = mapped_column(String(24))
    entry_id: Mapped[int] = mapped_column(BigInteger)
    number: Mapped[str] = mapped_column(String(24), default="")
    row_digest: Mapped[Digest]
    commitment: Mapped[Digest]
    hash: Mapped[Digest]


class JournalBody(Base):
    """What changed, as JSON; blanked when a person's data is erased."""

    __tablename__ = "journal_body"

    seq: Mapped[int] = mapped_column(ForeignKey("journal.seq"), primary_key=True, autoincrement=False)
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    body: Mapped[str]
