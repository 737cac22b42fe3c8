"""The tables of keys handed over and entrusted (``KEY-5``), and of the slips that ask for a key (``DSP-8``)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ColumnElement, Date, ForeignKey, Index, String, and_, text
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.directory import IdType, Relation
from deskapp.domain.keys import Category
from deskapp.domain.transfers import Kind, State
from deskapp.models.base import Base, Id, StaffId, Str, Versioned, Word, inline, one_of

_UNSIGNED = text("state = 'recorded'")
_TRUSTED = text("kind = 'entrusted' AND returned_at IS NULL AND state <> 'voided'")


class Transfer(Versioned, Base):
    """An entry. ``items`` says its lines in words, ``keys`` counts them; ``returned_at`` ends a trust.

    ``at`` is when the keys changed hands, ``recorded_at`` when that was written down (``ALL-9``).
    """

    __tablename__ = "transfer"
    __table_args__ = (
        one_of("state", State),
        one_of("kind", Kind),
        one_of("relation", Relation),
        one_of("id_type", IdType),
        CheckConstraint("at <= recorded_at", name="happened_first"),
        CheckConstraint("resident <> ''", name="named"),
        CheckConstraint("id_number = '' OR id_type <> 'none'", name="shown"),
        CheckConstraint("keys > 0", name="keys"),
        CheckConstraint("kind = 'entrusted' OR (instruction = '' AND until IS NULL)", name="of_trust"),
        CheckConstraint("returned_at IS NULL OR kind = 'entrusted'", name="returned"),
        CheckConstraint("state <> 'signed' OR signed_at IS NOT NULL", name="signed_when"),
        CheckConstraint("state <> 'voided' OR void_reason <> ''", name="voided_why"),
        Index("ix_transfer_unsigned", "id", sqlite_where=_UNSIGNED, postgresql_where=_UNSIGNED),
        Index("ix_transfer_trusted", "until", sqlite_where=_TRUSTED, postgresql_where=_TRUSTED),
        Index("ix_transfer_unit", "unit_id"),
        Index("ix_transfer_at", "at"),
    )

    id: Mapped[Id]
    number: Mapped[str] = mapped_column(String(24), unique=True)
    client_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    state: Mapped[State] = mapped_column(Word(State))
    kind: Mapped[Kind] = mapped_column(Word(Kind))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    unit_code: Mapped[Str]
    resident_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    resident: Mapped[Str]
    phone: Mapped[Str]
    relation: Mapped[Relation] = mapped_column(Word(Relation))
    id_type: Mapped[IdType] = mapped_column(Word(IdType), default=IdType.NONE)
    id_number: Mapped[Str]
    items: Mapped[Str]
    keys: Mapped[int]
    instruction: Mapped[Str]
    until: Mapped[date | None] = mapped_column(Date)
    returned_at: Mapped[datetime | None]
    note: Mapped[Str]
    at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    happened_reason: Mapped[Str]
    recorder_id: Mapped[StaffId]
    signed_at: Mapped[datetime | None]
    void_reason: Mapped[Str]


class TransferLineRow(Base):
    """One line. ``hung`` says that this entry hung the set, ``category`` what the set was for before."""

    __tablename__ = "transfer_line"
    __table_args__ = (
        CheckConstraint("count > 0", name="count"),
        CheckConstraint("description <> ''", name="described"),
        Index("ix_transfer_line_transfer", "transfer_id"),
        Index("ix_transfer_line_set", "set_id"),
    )

    id: Mapped[Id]
    transfer_id: Mapped[int] = mapped_column(ForeignKey("transfer.id"))
    set_id: Mapped[int] = mapped_column(ForeignKey("key_set.id"))
    hook: Mapped[Str]
    description: Mapped[Str]
    count: Mapped[int]
    hung: Mapped[bool] = mapped_column(default=False)
    category: Mapped[Category] = mapped_column(Word(Category))


class SlipKey(Base):
    """A slip that asks for its unit's key (``DSP-8``): beside it, so that slips of older files stay as they are."""

    __tablename__ = "slip_key"

    slip_id: Mapped[int] = mapped_column(ForeignKey("slip.id"), primary_key=True)


def in_trust() -> ColumnElement[bool]:
    """Entries whose keys are still here in trust, in the words of the partial index."""
    return and_(
        Transfer.kind == inline(Kind.ENTRUSTED), Transfer.returned_at.is_(None), Transfer.state != inline(State.VOIDED)
    )


def unsigned() -> ColumnElement[bool]:
    """Entries whose paper is still to be signed, in the words of the partial index."""
    return Transfer.state == inline(State.RECORDED)
