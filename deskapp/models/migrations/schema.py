"""Tables in a migration's words: one line a column, the names of ``models.base.NAMING``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import context, op

_KINDS: dict[str, Any] = {
    "key": sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
    "big": sa.BigInteger(),
    "int": sa.Integer(),
    "flag": sa.Boolean(),
    "day": sa.Date(),
    "moment": sa.DateTime(timezone=True),
    "fen": sa.BigInteger(),
    "word": sa.String(24),
    "text": sa.String(),
    **{f"text({n})": sa.String(n) for n in (6, 8, 10, 20, 24, 30, 40, 60, 64, 80, 300)},
    "bytes": sa.LargeBinary(),
    **{f"bytes({n})": sa.LargeBinary(n) for n in (16, 32)},
}
#: The columns of ``models.base.Clocked``, and the words of its partial index.
CLOCKED = """
    due_at moment?
    due_start moment?
    due_what text
    due_rule text
    due_span text
    paused_at moment?
    missed int
"""
CLOCK_RUNS = "due_at IS NOT NULL"


def table(name: str, columns: str, *constraints: sa.schema.SchemaItem, key: str = "id") -> None:
    """A table, one line a column: name, kind (``?`` may be empty, ``>table`` refers to it), ``unique``."""
    parts = [part for line in columns.splitlines() if line.strip() for part in _column(name, *line.split())]
    op.create_table(name, *parts, *constraints, sa.PrimaryKeyConstraint(*key.split(), name=op.f(f"pk_{name}")))


def _column(table: str, name: str, kind: str, unique: str = "") -> Iterator[sa.schema.SchemaItem]:
    bare, maybe = kind.rstrip("?"), kind.endswith("?")
    if bare.startswith(">"):
        target, _, column = bare[1:].partition(".")
        refers = op.f(f"fk_{table}_{name}_{target}")
        yield sa.ForeignKeyConstraint([name], [f"{target}.{column or 'id'}"], name=refers)
        bare = "key"
    if unique:
        yield sa.UniqueConstraint(name, name=op.f(f"uq_{table}_{name}"))
    yield sa.Column(name, _KINDS[bare], nullable=maybe, autoincrement=False if name == "seq" else "auto")


def one_of(table: str, column: str, members: str) -> sa.CheckConstraint:
    """The column holds one of these words."""
    values = ", ".join(f"'{member}'" for member in members.split())
    return sa.CheckConstraint(f"{column} IN ({values})", name=op.f(f"ck_{table}_{column}"))


def must(table: str, name: str, condition: str) -> sa.CheckConstraint:
    """Another condition every row fulfils."""
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def unique(table: str, *columns: str) -> sa.UniqueConstraint:
    """No two rows have the same in all of these columns."""
    joined = "_".join(columns)
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{joined}"))


def index(name: str, columns: str, where: str = "", *, unique: bool = False) -> None:
    """``name`` is ``table:rest``; ``where`` makes it partial, on both databases alike."""
    of, rest = name.split(":")
    condition: dict[str, Any] = {"sqlite_where": sa.text(where), "postgresql_where": sa.text(where)} if where else {}
    op.create_index(op.f(f"ix_{of}_{rest}"), of, columns.split(), unique=unique, **condition)


def search_tables(*indexes: str) -> None:
    """The search indexes of some registers."""
    dialect = context.config.attributes["extras"]
    for statement in (statement for name in indexes for statement in dialect.search_tables(name)):
        op.execute(statement)
