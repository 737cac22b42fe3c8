"""The tables of lists of mail that goes back to its carrier (``MAIL-7``)."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.mail import Reason
from deskapp.domain.mail import State as ItemState
from deskapp.domain.returns import State
from deskapp.models.base import Base, Id, StaffId, Str, Versioned, Word, one_of

_OPEN = text("state = 'open'")
_SIGNED = text("state = 'signed'")


class MailReturn(Versioned, Base):
    """A list for one carrier; nothing on it has left before it is signed."""

    __tablename__ = "mail_return"
    __table_args__ = (
        one_of("state", State),
        CheckConstraint(
            "state <> 'signed' OR (signed AND signer <> '' AND signed_at IS NOT NULL AND total > 0)", name="signed_who"
        ),
        CheckConstraint("state <> 'voided' OR void_reason <> ''", name="voided_why"),
        Index("ix_mail_return_open", "id", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_mail_return_signed", "id", sqlite_where=_SIGNED, postgresql_where=_SIGNED),
        Index("ix_mail_return_made", "made_at"),
    )
    #: A list has items of many units.
    unit_id: ClassVar[None] = None
    unit_code: ClassVar[str] = ""

    id: Mapped[Id]
    number: Mapped[str] = mapped_column(String(24), unique=True)
    client_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    state: Mapped[State] = mapped_column(Word(State))
    carrier: Mapped[Str]
    made_at: Mapped[datetime]
    recorder_id: Mapped[StaffId]
    total: Mapped[int]
    signer: Mapped[Str]
    phone: Mapped[Str]
    signed: Mapped[bool] = mapped_column(default=False)
    signed_at: Mapped[datetime | None]
    note: Mapped[Str]
    void_reason: Mapped[Str]


class ReturnLine(Base):
    """One item of a list, and how it stood before: a signed list that was a mistake puts it back there."""

    __tablename__ = "mail_return_line"
    __table_args__ = (
        one_of("before", ItemState),
        one_of("reason", Reason),
        UniqueConstraint("return_id", "item_id"),
        Index("ix_mail_return_line_item", "item_id"),
    )

    id: Mapped[Id]
    return_id: Mapped[int] = mapped_column(ForeignKey("mail_return.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("mail_item.id"))
    before: Mapped[ItemState] = mapped_column(Word(ItemState))
    before_place_id: Mapped[int | None] = mapped_column(ForeignKey("mail_place.id"))
    before_due_start: Mapped[datetime]
    reason: Mapped[Reason] = mapped_column(Word(Reason))
    note: Mapped[Str]
