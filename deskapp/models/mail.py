"""The mail register's tables: shelves and their places, accountable items, attempts to reach the resident."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.mail import Channel, Condition, Kind, Outcome, Reason, State
from deskapp.models.base import CLOCK_RUNS, Base, Clocked, Id, MaybeStaffId, StaffId, Str, Versioned, Word, one_of

_RUNNING = text("state NOT IN ('collected', 'returned', 'voided')")
_IN_THE_HOUSE = text("tracking <> '' AND state NOT IN ('collected', 'returned', 'voided')")
_ON_A_PLACE = text("place_id IS NOT NULL")
_UNKNOWN = text("unknown_at IS NOT NULL")
_MISSED = text("missing_at IS NOT NULL")
_DAMAGED = text("condition <> 'good' AND state NOT IN ('collected', 'returned', 'voided')")


class MailShelf(Versioned, Base):
    """A shelf for mail; one that is given up stays on record."""

    __tablename__ = "mail_shelf"
    __table_args__ = (CheckConstraint('"rows" > 0 AND "columns" > 0', name="size"),)

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(String(6), unique=True)
    name: Mapped[Str]
    rows: Mapped[int]
    columns: Mapped[int]
    building_id: Mapped[int | None] = mapped_column(ForeignKey("building.id"))
    client_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    active: Mapped[bool] = mapped_column(default=True)


class MailPlace(Base):
    """One numbered place of a shelf; ``row`` and ``column`` from 1. Several items may lie there."""

    __tablename__ = "mail_place"
    __table_args__ = (
        UniqueConstraint("shelf_id", "row", "column"),
        CheckConstraint('"row" > 0 AND "column" > 0', name="place"),
    )

    id: Mapped[Id]
    shelf_id: Mapped[int] = mapped_column(ForeignKey("mail_shelf.id"))
    row: Mapped[int]
    column: Mapped[int]
    label: Mapped[str] = mapped_column(String(20), unique=True)


class MailItem(Versioned, Clocked, Base):
    """An accountable item (``MAIL-2``). ``place`` is its place's label, kept when it has left for the record.

    Two items of one tracking number are never in the house together; what has left has its pickup or its return list,
    and those are signed (``MAIL-7``).
    """

    __tablename__ = "mail_item"
    __table_args__ = (
        one_of("state", State),
        one_of("kind", Kind),
        one_of("condition", Condition),
        one_of("return_reason", Reason),
        CheckConstraint("received_at <= recorded_at", name="happened_first"),
        CheckConstraint("recipient <> ''", name="named"),
        CheckConstraint(
            "state NOT IN ('waiting', 'held', 'steward', 'collected') OR unit_id IS NOT NULL", name="whose"
        ),
        CheckConstraint("condition = 'good' OR damage <> ''", name="damaged_how"),
        CheckConstraint("state NOT IN ('collected', 'steward') OR pickup_id IS NOT NULL", name="picked_up"),
        CheckConstraint("state <> 'steward' OR steward_id IS NOT NULL", name="steward_who"),
        CheckConstraint("state <> 'returned' OR return_id IS NOT NULL", name="sent_off"),
        CheckConstraint("(state IN ('collected', 'returned')) = (done_at IS NOT NULL)", name="done_when"),
        CheckConstraint("state NOT IN ('return', 'returned') OR return_reason IS NOT NULL", name="returned_why"),
        CheckConstraint("state <> 'held' OR held_until IS NOT NULL", name="held"),
        CheckConstraint("state NOT IN ('collected', 'returned', 'steward', 'voided') OR place_id IS NULL", name="left"),
        CheckConstraint(
            "(state IN ('waiting', 'held', 'steward', 'unknown', 'return')) = (due_at IS NOT NULL)", name="clock"
        ),
        CheckConstraint("state <> 'missing' OR missing_reason <> ''", name="missing_why"),
        CheckConstraint("state <> 'voided' OR void_reason <> ''", name="voided_why"),
        Index(
            "ix_mail_item_one_here",
            "tracking",
            unique=True,
            sqlite_where=_IN_THE_HOUSE,
            postgresql_where=_IN_THE_HOUSE,
        ),
        Index("ix_mail_item_running", "state", sqlite_where=_RUNNING, postgresql_where=_RUNNING),
        # Of a unit's or of late mail nearly all has left: what is here is asked of what is here.
        Index("ix_mail_item_unit_here", "unit_id", sqlite_where=_RUNNING, postgresql_where=_RUNNING),
        Index("ix_mail_item_received_here", "received_at", sqlite_where=_RUNNING, postgresql_where=_RUNNING),
        Index("ix_mail_item_unknown", "unknown_at", sqlite_where=_UNKNOWN, postgresql_where=_UNKNOWN),
        Index("ix_mail_item_missing", "missing_at", sqlite_where=_MISSED, postgresql_where=_MISSED),
        Index("ix_mail_item_damaged", "id", sqlite_where=_DAMAGED, postgresql_where=_DAMAGED),
        Index("ix_mail_item_place", "place_id", sqlite_where=_ON_A_PLACE, postgresql_where=_ON_A_PLACE),
        Index("ix_mail_item_due", "due_at", **CLOCK_RUNS),
        Index("ix_mail_item_tracking", "tracking"),
        Index("ix_mail_item_unit", "unit_id"),
        Index("ix_mail_item_received", "received_at"),
        Index("ix_mail_item_done", "done_at"),
        Index("ix_mail_item_pickup", "pickup_id"),
        Index("ix_mail_item_return", "return_id"),
    )

    id: Mapped[Id]
    number: Mapped[str] = mapped_column(String(24), unique=True)
    client_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    state: Mapped[State] = mapped_column(Word(State))
    kind: Mapped[Kind] = mapped_column(Word(Kind))
    tracking: Mapped[str] = mapped_column(String(40), default="")
    carrier: Mapped[Str]
    sender: Mapped[Str]
    origin: Mapped[Str]
    recipient: Mapped[Str]
    resident_id: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))
    phone: Mapped[Str]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    unit_code: Mapped[Str]
    condition: Mapped[Condition] = mapped_column(Word(Condition), default=Condition.GOOD)
    damage: Mapped[Str]
    place_id: Mapped[int | None] = mapped_column(ForeignKey("mail_place.id"))
    place: Mapped[Str]
    received_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    happened_reason: Mapped[Str]
    recorder_id: Mapped[StaffId]
    attempts: Mapped[int] = mapped_column(default=0)
    next_channel: Mapped[Channel | None] = mapped_column(Word(Channel))
    next_at: Mapped[datetime | None]
    unknown_at: Mapped[datetime | None]
    held_until: Mapped[date | None] = mapped_column(Date)
    hold_reason: Mapped[Str]
    return_reason: Mapped[Reason | None] = mapped_column(Word(Reason))
    return_note: Mapped[Str]
    return_id: Mapped[int | None] = mapped_column(ForeignKey("mail_return.id"))
    pickup_id: Mapped[int | None] = mapped_column(ForeignKey("mail_pickup.id"))
    steward_id: Mapped[MaybeStaffId]
    done_at: Mapped[datetime | None]
    missing_at: Mapped[datetime | None]
    missing_reason: Mapped[Str]
    note: Mapped[Str]
    void_reason: Mapped[Str]


class MailContact(Base):
    """One attempt to reach the resident (``MAIL-4``)."""

    __tablename__ = "mail_contact"
    __table_args__ = (one_of("channel", Channel), one_of("outcome", Outcome), Index("ix_mail_contact_item", "item_id"))

    id: Mapped[Id]
    item_id: Mapped[int] = mapped_column(ForeignKey("mail_item.id"))
    at: Mapped[datetime]
    channel: Mapped[Channel] = mapped_column(Word(Channel))
    outcome: Mapped[Outcome] = mapped_column(Word(Outcome))
    note: Mapped[Str]
    by_id: Mapped[StaffId]
