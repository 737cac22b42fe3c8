"""The tables of counts: the count, its places with what was seen, the figures of that moment (``KEY-6``)."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.inventories import Difference, Mark, Resolution, State
from deskapp.models.base import Base, Id, MaybeStaffId, StaffId, Str, Versioned, Word, inline, one_of

_RUNNING = text("state IN ('counting', 'compared')")


class Inventory(Versioned, Base):
    """A count. ``part_id`` is 0 for everything; how far it has come is counted here too.

    ``total`` and ``counted`` are places; where several things lie at one, more may differ than there are places.
    """

    __tablename__ = "inventory"
    __table_args__ = (
        one_of("state", State),
        CheckConstraint("counted <= total AND explained <= different", name="counts"),
        CheckConstraint("state NOT IN ('compared', 'closed') OR compared_at IS NOT NULL", name="compared_when"),
        CheckConstraint("state <> 'counting' OR different = 0", name="blind"),
        CheckConstraint("state <> 'closed' OR (closed_at IS NOT NULL AND explained = different)", name="explained"),
        CheckConstraint("state <> 'voided' OR void_reason <> ''", name="voided_why"),
        Index(
            "ix_inventory_running", "subject", "part_id", unique=True, sqlite_where=_RUNNING, postgresql_where=_RUNNING
        ),
        Index("ix_inventory_month", "subject", "month"),
        Index("ix_inventory_state", "state"),
    )
    #: A count is nobody's own: it belongs to no single unit.
    unit_id: ClassVar[None] = None
    unit_code: ClassVar[str] = ""

    id: Mapped[Id]
    number: Mapped[str] = mapped_column(String(24), unique=True)
    client_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    state: Mapped[State] = mapped_column(Word(State))
    subject: Mapped[str] = mapped_column(String(24))
    month: Mapped[str] = mapped_column(String(8))
    part_id: Mapped[int] = mapped_column(default=0)
    part: Mapped[Str]
    note: Mapped[Str]
    begun_at: Mapped[datetime]
    recorder_id: Mapped[StaffId]
    total: Mapped[int] = mapped_column(default=0)
    counted: Mapped[int] = mapped_column(default=0)
    compared_at: Mapped[datetime | None]
    uncounted_reason: Mapped[Str]
    different: Mapped[int] = mapped_column(default=0)
    explained: Mapped[int] = mapped_column(default=0)
    counter_signed: Mapped[bool] = mapped_column(default=False)
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[MaybeStaffId]
    summary: Mapped[Str]
    reported_to: Mapped[Str]
    reported_at: Mapped[datetime | None]
    void_reason: Mapped[Str]


def running() -> ColumnElement[bool]:
    """Counts under way or to be explained, in the words of the partial index."""
    return Inventory.state.in_(inline(State.COUNTING, State.COMPARED))


class InventoryLine(Base):
    """One place: what was seen last, and what the register said of it at that moment.

    ``expected_*`` is written down with the count of the place, and for one that nobody counted when the counting ends.
    Where several things lie at a place each of them has a line of its own besides, ``thing`` being its code: those that
    were seen, and, from the moment the place is first counted, those that should lie there.
    """

    __tablename__ = "inventory_line"
    __table_args__ = (
        one_of("mark", Mark),
        one_of("difference", Difference),
        one_of("resolution", Resolution),
        UniqueConstraint("inventory_id", "place_id", "thing"),
        UniqueConstraint("inventory_id", "place", "thing"),
        CheckConstraint("(mark IS NULL) = (counted_at IS NULL)", name="counted_when"),
        CheckConstraint("mark <> 'other' OR code <> ''", name="other_what"),
        CheckConstraint("resolution IS NULL OR (difference IS NOT NULL AND explanation <> '')", name="explained_why"),
    )

    id: Mapped[Id]
    inventory_id: Mapped[int] = mapped_column(ForeignKey("inventory.id"))
    position: Mapped[int]
    place_id: Mapped[int]
    place: Mapped[str] = mapped_column(String(40))
    thing: Mapped[str] = mapped_column(String(60), default="")
    part: Mapped[Str]
    mark: Mapped[Mark | None] = mapped_column(Word(Mark))
    item_id: Mapped[int | None]
    code: Mapped[Str]
    keys: Mapped[int | None]
    counted_at: Mapped[datetime | None]
    by_id: Mapped[MaybeStaffId]
    times: Mapped[int] = mapped_column(default=0)
    expected_id: Mapped[int | None]
    expected_code: Mapped[Str]
    expected_there: Mapped[bool] = mapped_column(default=False)
    expected_keys: Mapped[int] = mapped_column(default=0)
    expected_state: Mapped[Str]
    expected_words: Mapped[Str]
    difference: Mapped[Difference | None] = mapped_column(Word(Difference))
    resolution: Mapped[Resolution | None] = mapped_column(Word(Resolution))
    explanation: Mapped[Str]
    explained_at: Mapped[datetime | None]
    explained_by_id: Mapped[MaybeStaffId]


class InventoryFigure(Base):
    """How many things of a category were in a state when the count was compared: the month's table keeps to it."""

    __tablename__ = "inventory_figure"
    __table_args__ = (UniqueConstraint("inventory_id", "category", "state"),)

    id: Mapped[Id]
    inventory_id: Mapped[int] = mapped_column(ForeignKey("inventory.id"))
    category: Mapped[str] = mapped_column(String(24))
    state: Mapped[str] = mapped_column(String(24))
    things: Mapped[int]
