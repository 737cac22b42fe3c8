"""The declarative base, the column types all registers share, and the canonical digest of a row."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, TypeVar

from sqlalchemy import (
    BigInteger,
    BindParameter,
    CheckConstraint,
    DateTime,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    TypeDecorator,
    bindparam,
    inspect,
    text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, kept in UTC (``ALL-2``). SQLite drops the zone, so it is put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive moment: it would be ambiguous."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime cannot be stored")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        return None if value is None else value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


E = TypeVar("E", bound=StrEnum)


class Word(TypeDecorator[E]):
    """A member of a string enumeration, kept as its value."""

    impl = String(24)
    cache_ok = True

    def __init__(self, kind: type[E]) -> None:
        super().__init__()
        self.kind = kind
        self._members: dict[Any, E] = {member.value: member for member in kind}

    def process_bind_param(self, value: E | None, dialect: Dialect) -> str | None:
        """The member's value."""
        return None if value is None else value.value

    def process_result_value(self, value: Any, dialect: Dialect) -> E | None:
        """The member: looked up, since a list of thousands asks for thousands."""
        return None if value is None else self._members.get(value) or self.kind(value)


class Fen(TypeDecorator[Decimal]):
    """Yuan with two decimals, kept as whole fen: exact on every database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """Yuan to fen."""
        return None if value is None else int((value * 100).to_integral_value())

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """Fen to yuan."""
        return None if value is None else Decimal(value) / 100


def one_of(column: str, kind: type[StrEnum]) -> CheckConstraint:
    """The state invariant in the schema: the column holds a member of ``kind``."""
    values = ", ".join(f"'{member.value}'" for member in kind)
    return CheckConstraint(f"{column} IN ({values})", name=column)


def inline(*members: StrEnum) -> BindParameter[Any]:
    """Members written into the statement itself: SQLite takes a partial index only for the words it was made with."""
    values = [member.value for member in members]
    many = len(values) > 1
    return bindparam(None, values if many else values[0], String(), unique=True, expanding=many, literal_execute=True)


Id = Annotated[int, mapped_column(BigInteger().with_variant(Integer(), "sqlite"), primary_key=True)]
StaffId = Annotated[int, mapped_column(ForeignKey("staff.id"))]
MaybeStaffId = Annotated[int | None, mapped_column(ForeignKey("staff.id"))]
Str = Annotated[str, mapped_column(String, default="")]
Digest = Annotated[bytes, mapped_column(LargeBinary(32))]


class Base(DeclarativeBase):
    """The root of all tables."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {datetime: UtcDateTime(), Decimal: Fen()}  # noqa: RUF012


class Versioned:
    """A row that is edited: a stale version is a ``Conflict``."""

    version: Mapped[int] = mapped_column(default=1)


class Clocked:
    """A row with one running clock (``ALL-10``).

    ``due_at`` is None where none runs; ``due_what`` says what falls due, ``due_rule`` is the rulebook's key (empty:
    agreed by hand), ``due_span`` the rule's value when the clock started; ``missed`` counts the clocks that ran out.
    """

    due_at: Mapped[datetime | None]
    due_start: Mapped[datetime | None]
    due_what: Mapped[Str]
    due_rule: Mapped[Str]
    due_span: Mapped[Str]
    paused_at: Mapped[datetime | None]
    missed: Mapped[int] = mapped_column(default=0)


#: The words of the partial index every ``Clocked`` table has: ``Index("ix_<table>_due", "due_at", **CLOCK_RUNS)``.
_DUE = text("due_at IS NOT NULL")
CLOCK_RUNS: dict[str, Any] = {"sqlite_where": _DUE, "postgresql_where": _DUE}


def row_values(row: Any) -> dict[str, Any]:
    """The stored values of a row by column name, as JSON keeps them."""
    mapper = inspect(row).mapper
    return {attribute.key: as_json(getattr(row, attribute.key)) for attribute in mapper.column_attrs}


def as_json(value: Any) -> Any:
    """One stored value as JSON keeps it: moments in ISO with their zone, sums and enumerations as text."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, StrEnum):
        return value.value
    return value.hex() if isinstance(value, bytes) else value


def digest(values: dict[str, Any]) -> bytes:
    """SHA-256 of a row's values in canonical form: a change made outside the program shows against the journal."""
    canonical = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).digest()
