"""The schema that the migrations make is the schema that the models declare, made whole or not at all."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import OperationalError

from deskapp.errors import NewerDatabase, NoDatabase
from deskapp.models import head_revision, load_all
from deskapp.services import dialects, migrate
from deskapp.services.database import Database
from deskapp.services.office import open_office


def statements(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """Every table and index of ours with the lines of its definition, in any order."""
    found = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type <> 'trigger'")
    return {
        name: sorted(line.strip().rstrip(",") for line in sql.replace("\n)", "").splitlines())
        for name, sql in found
        if not name.startswith("search_") and name != "alembic_version"
    }


def test_migrated_and_declared_schema_are_the_same(tmp_path: Path) -> None:
    database = Database(tmp_path / "desk.db", create=True)

    def ours(name: str | None, kind: str, _parents: object) -> bool:
        return not (kind == "table" and name is not None and name.startswith("search_"))

    with database.reader.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": ours, "compare_type": True})
        assert compare_metadata(context, load_all()) == []
    database.close()


def test_constraints_and_partial_indexes_are_the_same_to_the_letter(tmp_path: Path) -> None:
    Database(tmp_path / "desk.db", create=True).close()
    engine = create_engine(f"sqlite:///{tmp_path / 'models.db'}")
    load_all().create_all(engine)
    engine.dispose()
    with (
        closing(sqlite3.connect(tmp_path / "desk.db")) as made,
        closing(sqlite3.connect(tmp_path / "models.db")) as told,
    ):
        assert statements(made) == statements(told)


class Broken(dialects.SqliteAdapter):
    """A dialect whose last statement cannot be carried out."""

    def chained(self, table: str) -> list[str]:
        return [*super().chained(table), "CREATE INDEX nowhere ON no_such_table (id)"]


def _upgrade(engine: Engine) -> None:
    made = migrate.config()
    with engine.begin() as connection:
        made.attributes |= {"extras": Broken(), "connection": connection}
        command.upgrade(made, "head")


def test_a_migration_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    engine = create_engine(f"sqlite:///{path}")
    Broken().listen(engine, writing=True)
    with pytest.raises(OperationalError, match="no_such_table"):
        _upgrade(engine)
    engine.dispose()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    office = open_office(path, create=True)
    assert office.call(None, "staff.is_set_up") is False
    office.close()


def test_a_register_is_only_made_when_it_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(NoDatabase):
        Database(tmp_path / "missing.db")
    assert not (tmp_path / "missing.db").exists()


def test_a_newer_register_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    Database(path, create=True).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerDatabase) as refused:
        Database(path)
    assert refused.value.params == {"found": "9999", "known": head_revision()}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET verb = 'x'",
        "DELETE FROM journal",
        "INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE seq = 1",
    ],
)
def test_the_journal_is_append_only(place: Path, statement: str) -> None:
    with closing(sqlite3.connect(place)) as connection, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(statement)
