"""The tables of attachments: what belongs to which entry, and the files themselves by their hash (``ALL-8``).

They are in the register itself, so that one file and its backup hold everything. A file is kept once however many
entries it belongs to; it is never changed (triggers say so too) and nothing is deleted (``ALL-1``).
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.attachments import Kind, Media
from deskapp.models.base import Base, Id, MaybeStaffId, StaffId, Str, Versioned, Word, one_of

_COUNTS = text("void_reason = ''")


class AttachmentContent(Base):
    """The bytes of a file under the SHA-256 they have."""

    __tablename__ = "attachment_body"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class Attachment(Versioned, Base):
    """A file that belongs to the entry ``entry_id`` of ``register``, whose number is ``entry_number``."""

    __tablename__ = "attachment"
    __table_args__ = (
        one_of("kind", Kind),
        one_of("media", Media),
        CheckConstraint("size > 0 AND name <> ''", name="whole"),
        CheckConstraint("(voided_at IS NULL) = (void_reason = '')", name="voided_why"),
        Index("ix_attachment_entry", "register", "entry_id"),
        Index(
            "ix_attachment_once", "register", "entry_id", "sha256", unique=True, sqlite_where=_COUNTS,
            postgresql_where=_COUNTS,
        ),
    )  # fmt: skip

    id: Mapped[Id]
    register: Mapped[str] = mapped_column(String(24))
    entry_id: Mapped[int] = mapped_column(BigInteger)
    entry_number: Mapped[str] = mapped_column(String(24))
    kind: Mapped[Kind] = mapped_column(Word(Kind))
    name: Mapped[Str]
    media: Mapped[Media] = mapped_column(Word(Media))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64), ForeignKey("attachment_body.sha256"))
    at: Mapped[datetime]
    recorder_id: Mapped[StaffId]
    note: Mapped[Str]
    voided_at: Mapped[datetime | None]
    voided_by_id: Mapped[MaybeStaffId]
    void_reason: Mapped[Str]
