"""A new SQLite file being filled in bulk, faster than rows of the services' own could be written."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class BulkFile:
    """A new SQLite file being filled in bulk: fast, and good for nothing if the machine stops before ``finish``.

    Only for a file that has another name until it is whole.
    """

    #: FTS5 gathers this much before it writes a segment, while the file is being filled and afterwards.
    FILLING, USUAL = 64 << 20, 1 << 20

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection = sqlite3.connect(path, isolation_level=None)
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE", "cache_size=-200000"):
            self._connection.execute(f"PRAGMA {pragma}")
        tables = "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE search_%'"
        self._indexes = [name for (name,) in self._connection.execute(tables)]
        self._configure("hashsize", self.FILLING)

    def _configure(self, option: str, value: int | None = None) -> None:
        for name in self._indexes:
            if value is None:
                self._connection.execute(f"INSERT INTO {name} ({name}) VALUES (?)", (option,))
            else:
                self._connection.execute(f"INSERT INTO {name} ({name}, rank) VALUES (?, ?)", (option, value))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One transaction."""
        self._connection.execute("BEGIN")
        yield
        self._connection.execute("COMMIT")

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Add rows to a table."""
        marks = ", ".join("?" * len(columns))
        names = ", ".join(f'"{column}"' for column in columns)
        self._connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)

    def index(self, index: str, entries: Iterable[tuple[int, str]]) -> None:
        """Add entries with their tokens to a search index."""
        self._connection.executemany(f"INSERT INTO search_{index} (rowid, tokens) VALUES (?, ?)", entries)

    def finish(self) -> None:
        """Merge the indexes, go back to the usual ways, and make sure that all of it is on the disk."""
        self._configure("optimize")
        self._configure("hashsize", self.USUAL)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.close()
        with self._path.open("rb+") as file:
            os.fsync(file.fileno())

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()
