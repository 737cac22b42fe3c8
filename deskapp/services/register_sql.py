"""What makes the questions of every register quick: plain ids and columns instead of entities."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from typing import Any

from sqlalchemy import Select, TypeDecorator, bindparam, inspect, select

from deskapp.services.verbs import Tx


def plain_ids(tx: Tx, chosen: Select[Any]) -> Iterator[int]:
    """From the driver's own cursor: made into SQLAlchemy's rows, a million ids take six times as long."""
    with tx.session.connection().execute(chosen) as result:
        cursor: Any = result.cursor
        while some := cursor.fetchmany(10_000):
            yield from [id for (id,) in some]


@cache
def shared(model: Any, kind: Any) -> tuple[str, ...]:
    """The names that a table's columns and a data class's fields have in common."""
    stored = inspect(model).column_attrs
    return tuple(field.name for field in fields(kind) if field.name in stored)


@cache
def plain(model: Any) -> Select[Any]:
    """Some rows' plain columns: a search looks at many, and making entities of them costs more than finding them."""
    table: Any = inspect(model).local_table
    columns = [column for column in table.columns if not isinstance(column.type, TypeDecorator)]
    return select(*columns).where(table.c.id.in_(bindparam("ids", expanding=True)))
