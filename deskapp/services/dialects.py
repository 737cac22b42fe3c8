"""The only place where SQLite and PostgreSQL differ: connections, triggers, error codes, number locks, search index."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, event, exc, inspect, text
from sqlalchemy.engine import URL
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from deskapp.errors import DeskError, Invalid, Problem, StorageError
from deskapp.services import guards

APPLICATION_ID = 0x4445534B  # "DESK"
#: A question to the search index: all of the terms, any of a term's ways, all of a way's tokens.
Terms = Sequence[Sequence[Sequence[str]]]
#: The columns of ``DialectAdapter.spans`` beside ``place``, which counts from zero.
SPAN = ("since", "until", "number")


class DialectAdapter(Protocol):
    """What the rest of the services needs a database to be told in its own tongue."""

    is_file: bool

    def engine_options(self, *, writing: bool) -> dict[str, Any]:
        """Arguments of ``create_engine``."""
        ...

    def listen(self, engine: Engine, *, writing: bool) -> None:
        """Set up every connection before its first use."""
        ...

    def revision(self, connection: Connection) -> str:
        """The schema's revision, or an empty string."""
        ...

    def chained(self, table: str) -> list[str]:
        """The statements that keep a chain a chain: rows in sequence, none changed or removed."""
        ...

    def erasable(self, table: str) -> list[str]:
        """The statements that keep the words of such a table: written once, erased at most."""
        ...

    def append_only(self, table: str, key: str) -> list[str]:
        """The statements that let a table take new rows only."""
        ...

    def search_tables(self, index: str) -> list[str]:
        """The statements that make one register's search index."""
        ...

    def search_put(
        self, session: Session, index: str, entry_id: int, tokens: Iterable[str], before: Iterable[str] | None
    ) -> None:
        """Keep an entry under ``tokens``; ``before`` are those it was kept under until now, none for a new one."""
        ...

    def search_find(self, session: Session, index: str, terms: Terms, limit: int) -> Generator[int, None, None]:
        """The ids that have all the terms, newest first, read as they are asked for."""
        ...

    def spans(self) -> str:
        """What ``:spans``, a JSON list of since, until and a number, is as a table: its parameters are one."""
        ...


class SqliteAdapter:
    """SQLite: WAL, FULL, immediate transactions; one writer, readers that cannot write."""

    is_file = True

    def engine_options(self, *, writing: bool) -> dict[str, Any]:
        """One connection for the writer, a few for readers."""
        return {
            "poolclass": QueuePool,
            "pool_size": 1 if writing else 4,
            "max_overflow": 0 if writing else 4,
            "connect_args": {"check_same_thread": False},
        }

    def listen(self, engine: Engine, *, writing: bool) -> None:
        """PRAGMAs before the first checkout; transactions begun by us, not guessed by the driver."""
        event.listen(engine, "connect", _prepare_writer if writing else _prepare_reader)
        event.listen(engine, "begin", _begin_immediate if writing else _begin_deferred)

    def revision(self, connection: Connection) -> str:
        """Read ``alembic_version`` without importing Alembic; a foreign file is refused."""
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        if not tables:
            return ""
        if "alembic_version" not in tables:
            raise StorageError("not_a_database", path=str(connection.engine.url.database))
        return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() or "")

    def chained(self, table: str) -> list[str]:
        """Triggers."""
        return guards.sqlite(table)

    def erasable(self, table: str) -> list[str]:
        """Triggers."""
        return guards.sqlite_words(table)

    def append_only(self, table: str, key: str) -> list[str]:
        """Before INSERT as well, for the same reason."""
        refuse = f"SELECT RAISE(ABORT, '{table} is append-only');"
        there = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})"
        return [
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN {refuse} END",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN {refuse} END",
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} {there} BEGIN {refuse} END",
        ]

    def search_tables(self, index: str) -> list[str]:
        """FTS5 with our own tokens: nothing stored but ids."""
        # "ascii" takes every character beyond ASCII as it is; "unicode61" knows Unicode 6.1 and cuts 𬭎 out of a name.
        return [
            f"CREATE VIRTUAL TABLE search_{index} USING fts5(tokens, content='', detail=none, columnsize=0, "
            "tokenize=\"ascii tokenchars '~#^_'\")"
        ]

    def search_put(
        self, session: Session, index: str, entry_id: int, tokens: Iterable[str], before: Iterable[str] | None
    ) -> None:
        """A contentless index forgets an entry only by the very tokens it was given."""
        connection = session.connection()
        if before is not None:
            forget = f"INSERT INTO search_{index} (search_{index}, rowid, tokens) VALUES ('delete', ?, ?)"
            connection.exec_driver_sql(forget, (entry_id, " ".join(sorted(before))))
        keep = f"INSERT INTO search_{index} (rowid, tokens) VALUES (?, ?)"
        if words := " ".join(sorted(tokens)):
            connection.exec_driver_sql(keep, (entry_id, words))
        else:  # for good: forgetting is a note beside the old words, which are gone once all is one
            connection.exec_driver_sql(f"INSERT INTO search_{index} (search_{index}) VALUES ('optimize')")

    def search_find(self, session: Session, index: str, terms: Terms, limit: int) -> Generator[int, None, None]:
        """FTS5 walks the ids backwards and stops when nobody asks for more."""
        find = f"SELECT rowid FROM search_{index} WHERE search_{index} MATCH ? ORDER BY rowid DESC LIMIT ?"
        with session.connection().exec_driver_sql(find, (match_expression(terms), limit)) as result:
            for row in result:
                yield row[0]

    def spans(self) -> str:
        """Moments are compared as they are kept."""
        columns = ", ".join(f"json_extract(value, '$[{at}]') AS {name}" for at, name in enumerate(SPAN))
        return f"(SELECT key AS place, {columns} FROM json_each(:spans))"


class PostgresAdapter:
    """PostgreSQL: for an office with several counters."""

    is_file = False

    def engine_options(self, *, writing: bool) -> dict[str, Any]:
        """A small pool each."""
        return {"pool_size": 2 if writing else 4, "pool_pre_ping": True}

    def listen(self, engine: Engine, *, writing: bool) -> None:
        """Readers cannot write; writers wait a bounded time for a lock."""
        event.listen(engine, "connect", _postgres_writer if writing else _postgres_reader)
        if writing:
            event.listen(engine, "begin", _one_writer)

    def revision(self, connection: Connection) -> str:
        """Read ``alembic_version`` without importing Alembic."""
        if not inspect(connection).has_table("alembic_version"):
            return ""
        return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")

    def chained(self, table: str) -> list[str]:
        """A trigger with its function."""
        return guards.postgres(table)

    def erasable(self, table: str) -> list[str]:
        """A trigger with its function."""
        return guards.postgres_words(table)

    def append_only(self, table: str, key: str) -> list[str]:
        """A key that is there already is refused by the key itself."""
        return [
            f"CREATE FUNCTION {table}_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"RAISE EXCEPTION '{table} is append-only'; END $$",
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_guard()",
        ]

    def search_tables(self, index: str) -> list[str]:
        """The same tokens under a GIN index."""
        return [
            f"CREATE TABLE search_{index} (id bigint PRIMARY KEY, tokens text[] NOT NULL)",
            f"CREATE INDEX ix_search_{index}_tokens ON search_{index} USING gin (tokens)",
        ]

    def search_put(
        self, session: Session, index: str, entry_id: int, tokens: Iterable[str], before: Iterable[str] | None
    ) -> None:
        """One row an entry."""
        keep = (
            f"INSERT INTO search_{index} (id, tokens) VALUES (%s, %s) "
            "ON CONFLICT (id) DO UPDATE SET tokens = excluded.tokens"
        )
        session.connection().exec_driver_sql(keep, (entry_id, sorted(tokens)))

    def search_find(self, session: Session, index: str, terms: Terms, limit: int) -> Generator[int, None, None]:
        """Found first and ordered afterwards: walking the ids backwards would read the whole table for a rare word."""
        condition = " AND ".join(f"({' OR '.join('tokens @> %s::text[]' for _ in term)})" for term in terms)
        find = (
            f"WITH found AS MATERIALIZED (SELECT id FROM search_{index} WHERE {condition}) "
            "SELECT id FROM found ORDER BY id DESC LIMIT %s"
        )
        ways = [list(way) for term in terms for way in term]
        for row in session.connection().exec_driver_sql(find, (*ways, limit)):
            yield row[0]

    def spans(self) -> str:
        """Moments carry no zone, and are UTC."""
        since, until, number = (f"(value ->> {at})" for at in range(len(SPAN)))
        columns = (
            f"CAST({since} || '+00' AS timestamptz) AS {SPAN[0]}, CAST({until} || '+00' AS timestamptz) AS {SPAN[1]}, "
            f"CAST({number} AS bigint) AS {SPAN[2]}"
        )
        rows = "jsonb_array_elements(CAST(:spans AS jsonb)) WITH ORDINALITY AS listed (value, n)"
        return f"(SELECT n - 1 AS place, {columns} FROM {rows})"


_ADAPTERS: dict[str, DialectAdapter] = {"sqlite": SqliteAdapter(), "postgresql": PostgresAdapter()}


def for_url(url: URL) -> DialectAdapter:
    """The adapter for a URL; raises StorageError for a database nobody has tried."""
    adapters: dict[str, type[SqliteAdapter] | type[PostgresAdapter]] = {
        "sqlite": SqliteAdapter,
        "postgresql": PostgresAdapter,
    }
    adapter = adapters.get(url.get_backend_name())
    if adapter is None:
        raise StorageError(reason=url.get_backend_name())
    return adapter()


def adapter_of(session: Session) -> DialectAdapter:
    """The adapter for the database a session works on."""
    return _ADAPTERS[session.get_bind().dialect.name]


def match_expression(terms: Terms) -> str:
    """A question in FTS5's own language."""
    ways = (" OR ".join(f"({' AND '.join(map(_quoted, way))})" for way in term) for term in terms)
    return " AND ".join(f"({term})" for term in ways)


def _quoted(token: str) -> str:
    return '"' + token.replace('"', '""') + '"'


def _prepare(connection: sqlite3.Connection, *pragmas: str) -> None:
    connection.isolation_level = None
    for pragma in (
        "busy_timeout=10000",
        "foreign_keys=ON",
        "trusted_schema=OFF",
        "mmap_size=0",
        "cache_size=-12000",  # each reader has its own, and they are full after a morning (G3)
        *pragmas,
    ):
        connection.execute(f"PRAGMA {pragma}")


def _prepare_writer(connection: sqlite3.Connection, _record: Any) -> None:
    _prepare(
        connection,
        "journal_mode=WAL",
        "synchronous=FULL",
        "wal_autocheckpoint=4000",
        f"application_id={APPLICATION_ID}",
    )


def _prepare_reader(connection: sqlite3.Connection, _record: Any) -> None:
    _prepare(connection, "query_only=ON")


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_deferred(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _postgres_writer(connection: Any, _record: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '10s'")
    connection.commit()


def _one_writer(connection: Connection) -> None:
    # The journal's chain has one end: whoever writes waits for the one before, as on SQLite.
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({APPLICATION_ID})")


def _postgres_reader(connection: Any, _record: Any) -> None:
    connection.read_only = True


@contextmanager
def said() -> Iterator[None]:
    """Turn a database's own errors into ``DeskError`` kinds; nothing else leaves the services."""
    try:
        yield
    except exc.IntegrityError as error:
        raise _broken_rule(error) from error
    except exc.DBAPIError as error:
        raise _broken_storage(error) from error
    except (UnicodeEncodeError, OverflowError) as error:
        # Half a character, or a number no column holds: nothing of the kind can be there.
        raise DeskError("unkeepable") from error
    except sqlite3.Error as error:
        raise _by_name(getattr(error, "sqlite_errorname", ""), str(error)) from error


def _broken_rule(error: exc.IntegrityError) -> DeskError:
    words = str(error.orig)
    if "UNIQUE" in words or "unique" in words:
        column = words.rsplit(".", maxsplit=1)[-1].split('"', maxsplit=1)[0].strip()
        return Invalid(Problem(column, "duplicate", {"value": column}))
    return DeskError("broken_rule", rule=words.splitlines()[0])


def _broken_storage(error: exc.DBAPIError) -> DeskError:
    return _by_name(getattr(error.orig, "sqlite_errorname", "") or type(error.orig).__name__, str(error.orig))


def _by_name(name: str, words: str) -> DeskError:
    if name == "SQLITE_FULL":
        return StorageError("disk_full")
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return StorageError("read_only")
    if name == "SQLITE_NOTADB":
        return StorageError("not_a_database", path="")
    if name.startswith("SQLITE_CORRUPT"):
        return StorageError("damaged", reason=words)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED", "LockNotAvailable")):
        return StorageError("busy", holder="?")
    return StorageError(reason=words.splitlines()[0] if words else name)


def integrity(connection: Connection) -> Iterator[tuple[str, dict[str, object]]]:
    """What the database finds wrong with itself: ``check.<code>`` and parameters. PostgreSQL keeps its own checks."""
    if connection.dialect.name != "sqlite":
        return
    for (verdict,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if verdict != "ok":
            yield "integrity", {"what": verdict}
    for table, row, *_ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield "foreign_key", {"table": table, "row": row}
