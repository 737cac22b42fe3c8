"""A register as an older program left it: its rows written by hand into the schema of then."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from alembic import command
from sqlalchemy import Connection, Engine, MetaData, text

from deskapp.services import dialects, migrate

AT = datetime(2026, 11, 25, 2, tzinfo=UTC)


def up_to(engine: Engine, revision: str, extras: dialects.DialectAdapter | None = None) -> None:
    """Bring a schema up to a revision."""
    made = migrate.config()
    with engine.begin() as connection:
        made.attributes |= {"extras": extras or dialects.SqliteAdapter(), "connection": connection}
        command.upgrade(made, revision)


def put(connection: Connection, of: str, /, **values: Any) -> None:
    """A row of a table as it was then; what is not named is empty."""
    found = MetaData()
    found.reflect(connection, only=[of])
    table = found.tables[of]
    blank: dict[str, Any] = {
        column.name: "" if column.type.python_type is str else column.type.python_type()
        for column in table.columns
        if not column.nullable and not column.primary_key and column.name not in values
    }
    connection.execute(table.insert().values(**blank | values))


def count_of_before(connection: Connection) -> None:
    """A count of the keys that is under way, with two lines and what was expected."""
    put(connection, "staff", id=1, code="0001", name="周敏", role="supervisor", active=True)
    count = {"number": "QD-202611-0001", "state": "counting", "subject": "keys", "month": "2026-11"}
    put(connection, "inventory", id=7, **count, begun_at=AT, recorder_id=1, total=2, counted=1, version=3)
    seen = {"place_id": 11, "place": "A001", "mark": "present", "keys": 2, "counted_at": AT, "by_id": 1}
    put(connection, "inventory_line", id=21, inventory_id=7, position=1, **seen, expected_words="水泵房")
    put(connection, "inventory_line", id=22, inventory_id=7, position=2, place_id=12, place="A002")
    put(connection, "inventory_figure", inventory_id=7, category="unit", state="in", things=120)


def assert_count_stands(connection: Connection) -> None:
    """It stands as it stood."""
    (kept,) = connection.execute(text("SELECT number, counted, version FROM inventory WHERE id = 7")).all()
    asked = text("SELECT id, place, thing, keys, expected_words FROM inventory_line ORDER BY id")
    assert kept == ("QD-202611-0001", 1, 3)
    assert connection.execute(asked).all() == [(21, "A001", "", 2, "水泵房"), (22, "A002", "", None, "")]
    assert connection.execute(text("SELECT things FROM inventory_figure")).scalar() == 120
