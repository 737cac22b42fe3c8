"""The tables of pickups and of the proxies who may take a unit's mail (``MAIL-5``, ``MAIL-8``)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain import proxies
from deskapp.domain.directory import IdType
from deskapp.domain.mail import Channel
from deskapp.domain.mail import State as ItemState
from deskapp.domain.pickups import Check, Kind, State
from deskapp.models.base import Base, Id, MaybeStaffId, StaffId, Str, Versioned, Word, one_of

_OPEN = text("state IN ('asked', 'approved')")
#: Nearly all mail is fetched by its residents.
_PROXYS, _STEWARDS = text("proxy_id IS NOT NULL"), text("steward_id IS NOT NULL")


class Proxy(Versioned, Base):
    """Who may take a unit's mail for its resident, until a day or for one pickup."""

    __tablename__ = "mail_proxy"
    __table_args__ = (
        one_of("state", proxies.State),
        one_of("relation", proxies.Relation),
        one_of("id_type", IdType),
        CheckConstraint("name <> '' AND resident <> ''", name="named"),
        CheckConstraint("id_type <> 'none' AND id_number <> ''", name="shown"),
        CheckConstraint(
            "state NOT IN ('approved', 'ended') OR (approved_by_id IS NOT NULL AND approved_at IS NOT NULL)",
            name="approved_who",
        ),
        CheckConstraint("state <> 'refused' OR refused_reason <> ''", name="refused_why"),
        CheckConstraint("(state = 'ended') <= (ended_at IS NOT NULL)", name="ended_when"),
        CheckConstraint("state <> 'voided' OR void_reason <> ''", name="voided_why"),
        Index("ix_mail_proxy_open", "unit_id", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_mail_proxy_unit", "unit_id"),
    )

    id: Mapped[Id]
    number: Mapped[str] = mapped_column(String(24), unique=True)
    client_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    state: Mapped[proxies.State] = mapped_column(Word(proxies.State))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    unit_code: Mapped[Str]
    resident: Mapped[Str]
    resident_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    name: Mapped[Str]
    relation: Mapped[proxies.Relation] = mapped_column(Word(proxies.Relation))
    phone: Mapped[Str]
    id_type: Mapped[IdType] = mapped_column(Word(IdType))
    id_number: Mapped[Str]
    until: Mapped[date | None] = mapped_column(Date)
    asked_at: Mapped[datetime]
    recorder_id: Mapped[StaffId]
    approved_by_id: Mapped[MaybeStaffId]
    approved_at: Mapped[datetime | None]
    asked_resident: Mapped[bool] = mapped_column(default=False)
    approve_note: Mapped[Str]
    refused_reason: Mapped[Str]
    ended_at: Mapped[datetime | None]
    ended_reason: Mapped[Str]
    note: Mapped[Str]
    void_reason: Mapped[Str]


class Pickup(Versioned, Base):
    """Items that went out together, signed once. ``unit_id`` is theirs where they are all of one unit."""

    __tablename__ = "mail_pickup"
    __table_args__ = (
        one_of("state", State),
        one_of("kind", Kind),
        CheckConstraint("\"check\" IN ('known', 'document', 'phone')", name="check"),
        one_of("id_type", IdType),
        CheckConstraint("picked_at <= recorded_at", name="happened_first"),
        CheckConstraint("taker <> ''", name="named"),
        CheckConstraint("total > 0", name="something"),
        CheckConstraint("signed", name="signed"),
        CheckConstraint("kind <> 'proxy' OR proxy_id IS NOT NULL", name="proxy_who"),
        CheckConstraint("kind <> 'steward' OR steward_id IS NOT NULL", name="steward_who"),
        CheckConstraint("state <> 'voided' OR void_reason <> ''", name="voided_why"),
        Index("ix_mail_pickup_picked", "picked_at"),
        Index("ix_mail_pickup_unit", "unit_id"),
        Index("ix_mail_pickup_proxy", "proxy_id", sqlite_where=_PROXYS, postgresql_where=_PROXYS),
        Index("ix_mail_pickup_resident", "resident_id"),
        Index("ix_mail_pickup_steward", "steward_id", sqlite_where=_STEWARDS, postgresql_where=_STEWARDS),
    )

    id: Mapped[Id]
    number: Mapped[str] = mapped_column(String(24), unique=True)
    client_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    state: Mapped[State] = mapped_column(Word(State))
    kind: Mapped[Kind] = mapped_column(Word(Kind))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    unit_code: Mapped[Str]
    taker: Mapped[Str]
    resident_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    phone: Mapped[Str]
    check: Mapped[Check] = mapped_column(Word(Check), default=Check.KNOWN)
    id_type: Mapped[IdType] = mapped_column(Word(IdType), default=IdType.NONE)
    id_number: Mapped[Str]
    proxy_id: Mapped[int | None] = mapped_column(ForeignKey("mail_proxy.id"))
    steward_id: Mapped[MaybeStaffId]
    signed: Mapped[bool]
    total: Mapped[int]
    picked_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    happened_reason: Mapped[Str]
    recorder_id: Mapped[StaffId]
    note: Mapped[Str]
    void_reason: Mapped[Str]


class PickupLine(Base):
    """One item of a pickup, and how it stood before, its clock too: a pickup that was a mistake puts it back there."""

    __tablename__ = "mail_pickup_line"
    __table_args__ = (
        one_of("before", ItemState),
        UniqueConstraint("pickup_id", "item_id"),
        Index("ix_mail_pickup_line_item", "item_id"),
        Index("ix_mail_pickup_line_unit", "unit_id"),
    )

    id: Mapped[Id]
    pickup_id: Mapped[int] = mapped_column(ForeignKey("mail_pickup.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("mail_item.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    before: Mapped[ItemState] = mapped_column(Word(ItemState))
    before_pickup_id: Mapped[int | None] = mapped_column(ForeignKey("mail_pickup.id"))
    before_place_id: Mapped[int | None] = mapped_column(ForeignKey("mail_place.id"))
    place: Mapped[Str]
    before_due_at: Mapped[datetime | None]
    before_due_start: Mapped[datetime | None]
    before_due_what: Mapped[Str]
    before_due_rule: Mapped[Str]
    before_due_span: Mapped[Str]
    before_next_channel: Mapped[Channel | None] = mapped_column(Word(Channel))
    before_next_at: Mapped[datetime | None]
