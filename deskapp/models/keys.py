"""The key cabinet's tables: cabinets, their hooks, the sets that hang on them [001·1·4.5.2]."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.keys import Category, State
from deskapp.models.base import Base, Id, StaffId, Str, Versioned, Word, one_of

_OUT = text("state = 'out'")
_MISSING = text("state = 'missing'")


class Cabinet(Versioned, Base):
    """A cabinet on the wall; one that is taken down stays on record, without hooks in use."""

    __tablename__ = "cabinet"
    __table_args__ = (CheckConstraint('"rows" > 0 AND "columns" > 0', name="size"),)

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(String(6), unique=True)
    name: Mapped[Str]
    rows: Mapped[int]
    columns: Mapped[int]
    client_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    active: Mapped[bool] = mapped_column(default=True)


class Hook(Base):
    """One numbered hook; ``row`` and ``column`` from 1, as it is seen on the wall."""

    __tablename__ = "hook"
    __table_args__ = (
        UniqueConstraint("cabinet_id", "row", "column"),
        CheckConstraint('"row" > 0 AND "column" > 0', name="place"),
    )

    id: Mapped[Id]
    cabinet_id: Mapped[int] = mapped_column(ForeignKey("cabinet.id"))
    row: Mapped[int]
    column: Mapped[int]
    label: Mapped[str] = mapped_column(String(20), unique=True)


class KeySet(Versioned, Base):
    """A set of keys. ``hook`` is its hook's label; ``loan_id`` the one loan it is out on (``KEY-3``).

    A set has one holder because it has one ``loan_id``, and none unless it is out.
    """

    __tablename__ = "key_set"
    __table_args__ = (
        one_of("state", State),
        one_of("category", Category),
        CheckConstraint("keys > 0", name="keys"),
        CheckConstraint("(state = 'out') = (loan_id IS NOT NULL)", name="one_holder"),
        CheckConstraint("(hook_id IS NULL) = (state IN ('handed', 'retired'))", name="on_hook"),
        CheckConstraint("state <> 'missing' OR missing_reason <> ''", name="missing_why"),
        CheckConstraint("state <> 'retired' OR retired_reason <> ''", name="retired_why"),
        CheckConstraint("unit_id IS NOT NULL OR building_id IS NOT NULL OR room <> ''", name="of_something"),
        Index("ix_key_set_out", "loan_id", sqlite_where=_OUT, postgresql_where=_OUT),
        Index("ix_key_set_missing", "id", sqlite_where=_MISSING, postgresql_where=_MISSING),
        Index("ix_key_set_unit", "unit_id"),
        Index("ix_key_set_building", "building_id"),
        Index("ix_key_set_state", "state"),
    )

    id: Mapped[Id]
    number: Mapped[str] = mapped_column(String(24), unique=True)
    client_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    state: Mapped[State] = mapped_column(Word(State))
    hook_id: Mapped[int | None] = mapped_column(ForeignKey("hook.id"), unique=True)
    hook: Mapped[Str]
    category: Mapped[Category] = mapped_column(Word(Category))
    building_id: Mapped[int | None] = mapped_column(ForeignKey("building.id"))
    floor: Mapped[int | None]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    unit_code: Mapped[Str]
    room: Mapped[Str]
    keys: Mapped[int]
    note: Mapped[Str]
    loan_id: Mapped[int | None] = mapped_column(ForeignKey("loan.id"))
    hung_at: Mapped[datetime]
    recorder_id: Mapped[StaffId]
    missing_at: Mapped[datetime | None]
    missing_reason: Mapped[Str]
    retired_reason: Mapped[Str]
