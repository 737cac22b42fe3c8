"""What a demo writes: rows as the tables keep them, their journal, their words, gathered day by day."""

from __future__ import annotations

import hashlib
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from random import Random
from types import SimpleNamespace
from typing import Any

import msgspec
from sqlalchemy import Boolean, LargeBinary, inspect

from deskapp.models.base import Base, Fen, UtcDateTime
from deskapp.services.demo.clock import DAY, iso, stored
from deskapp.services.tokens import Searchable, tokens_of

Row = dict[str, Any]
#: The canonical form of ``models.base.digest``, many times faster; the full check proves that it is the same.
_canonical = msgspec.json.Encoder(order="sorted").encode
_json = msgspec.json.Encoder().encode
_UNSAID = frozenset({"id", "version", "pin_hash", "id_number"})


@dataclass
class Batch:
    """Some days' worth, ready to be written: table → rows, journal rows in order, index → entries with their tokens."""

    rows: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    journal: list[tuple[Any, ...]] = field(default_factory=list)
    words: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    done: float = 0.0


class Sheet:
    """One table: a row with its defaults, and a row as it is stored. Values are held as the journal writes them."""

    def __init__(self, model: type[Base]) -> None:
        columns = inspect(model).columns
        self.name = str(model.__tablename__)
        self.columns = [column.key for column in columns]
        self.empty = {column.key: _default(column) for column in columns}
        self._stored = [_how_stored(column) for column in columns]

    def row(self, **values: Any) -> Row:
        """A row with its defaults; a column that does not exist is a mistake."""
        made = self.empty | values
        if len(made) != len(self.empty):
            raise KeyError(f"{self.name}: {sorted(made.keys() - self.empty.keys())}")
        return made

    def stored(self, row: Row) -> tuple[Any, ...]:
        """The row as SQLite keeps it."""
        return tuple(
            [
                value if how is None or value is None else how(value)
                for how, value in zip(self._stored, row.values(), strict=True)
            ]
        )


@cache
def sheet(model: Any) -> Sheet:
    """The sheet of a model."""
    return Sheet(model)


def _default(column: Any) -> Any:
    value = column.default.arg if column.default is not None and column.default.is_scalar else None
    if isinstance(column.type, Fen):
        return None if value is None else format(value, "f")
    return getattr(value, "value", value)


def _how_stored(column: Any) -> Callable[[Any], Any] | None:
    if isinstance(column.type, UtcDateTime):
        return stored
    if isinstance(column.type, Fen):
        return _fen
    if isinstance(column.type, LargeBinary):
        return _bytes
    return int if isinstance(column.type, Boolean) else None


def _bytes(value: bytes | str) -> bytes:
    """What is journalled is held as the journal writes it."""
    return bytes.fromhex(value) if isinstance(value, str) else value


def _fen(yuan: str) -> int:
    return round(float(yuan) * 100)


def yuan(fen: int) -> str:
    """A sum as the journal writes it: no zeros at its end."""
    whole, rest = divmod(fen, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".") if rest else str(whole)


def _id(row: Row) -> int:
    return row["id"]  # type: ignore[no-any-return]


class Ledger:
    """Collects rows, journal and words; ``flush`` hands over what lies before a moment, in order of time."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        #: What is not written yet, by table; and the identities of these rows, and of those that are held.
        self._rows: defaultdict[Sheet, list[Row]] = defaultdict(list)
        self._open: set[int] = set()
        self._held: set[int] = set()
        self._words: list[tuple[str, Row, Callable[[Any], Searchable]]] = []
        self._journal: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
        self._order = 0
        self.ids: Counter[str] = Counter()
        self.series: dict[tuple[str, str], int] = {}

    def new(self, model: type[Base], **values: Any) -> Row:
        """A new row with the next id; what is changed in it before the next flush is written as well (``hold``)."""
        kind = sheet(model)
        self.ids[kind.name] += 1
        if "id" in kind.empty:
            values["id"] = self.ids[kind.name]
        row = kind.row(**values)
        self._rows[kind].append(row)
        self._open.add(id(row))
        return row

    def hold(self, *rows: Row) -> None:
        """Leave rows out of every flush until they are let go: a later day will still change them."""
        self._held.update(map(id, rows))

    def let_go(self, *rows: Row) -> None:
        """Nothing more will change in these."""
        self._held.difference_update(map(id, rows))

    def unwritten(self, model: type[Base], after: int = 0) -> Iterator[Row]:
        """The rows of one table made since the last flush, and those held; only those ``after`` an id."""
        rows = self._rows[sheet(model)]
        return islice(rows, bisect(rows, after, key=_id), None) if after else iter(rows)

    def number(self, prefix: str, month: str) -> str:
        """The next number of a prefix in a month (``ALL-1``)."""
        last = self.series[prefix, month] = self.series.get((prefix, month), 0) + 1
        return f"{prefix}-{month}-{last:04d}"

    def findable(self, index: str, row: Row, words: Callable[[Any], Searchable]) -> None:
        """Index a row by the words its service finds it by, as they are at the next flush."""
        self._words.append((index, row, words))

    def created(self, at: int, verb: str, staff: int, register: str, row: Row, number: str = "") -> None:
        """Journal a new row: everything that is not empty."""
        self.note(
            at, verb, staff, register, row, number, {k: [None, v] for k, v in row.items() if v and k not in _UNSAID}
        )

    def change(
        self, at: int, verb: str, staff: int, register: str, row: Row, values: Row, more: Row | None = None
    ) -> None:
        """Change a numbered row and journal old and new; one that is written already can no longer be changed."""
        if id(row) not in self._open:
            raise KeyError(f"{row['number']} is written")
        changes = {name: [row[name], value] for name, value in values.items() if row[name] != value}
        row.update(values)
        row["version"] += 1
        if more:
            changes.update((name, [None, value]) for name, value in more.items() if value)
        self.note(at, verb, staff, register, row, row["number"], changes)

    def note(
        self, at: int, verb: str, staff: int, register: str, row: Row, number: str, changes: dict[str, list[Any]]
    ) -> None:
        """Journal a row as it is now."""
        body = _json(changes)
        salt = self._rng.randbytes(16)
        self._order += 1
        self._journal[at // DAY].append(
            (
                at, self._order, iso(at), staff, verb, register, row.get("id", 1), number,
                hashlib.sha256(_canonical(row)).digest(), salt, body.decode(), hashlib.sha256(salt + body).digest(),
            )
        )  # fmt: skip

    def flush(self, before: int) -> Batch:
        """Hand over all rows but those that are held, and the journal up to a moment."""
        batch, held = Batch(), self._held
        for kind, rows in self._rows.items():
            batch.rows[kind.name] = [kind.stored(row) for row in rows if id(row) not in held]
            rows[:] = [row for row in rows if id(row) in held]
        for index, row, words in self._words:
            if id(row) not in held:
                tokens = tokens_of(words(SimpleNamespace(**row)))
                batch.words.setdefault(index, []).append((row["id"], " ".join(tokens)))
        self._words = [line for line in self._words if id(line[1]) in held]
        self._open &= held
        for day in sorted(day for day in self._journal if day * DAY < before):
            notes = sorted(self._journal.pop(day))
            batch.journal += [note[2:] for note in notes if note[0] < before]
            later = [note for note in notes if note[0] >= before]
            if later:
                self._journal[day] = later
        return batch

    def last(self) -> Batch:
        """The rest of the journal, and the number series."""
        self._held.clear()
        batch = self.flush(1 << 40)
        batch.rows["number_series"] = [(*key, last) for key, last in sorted(self.series.items())]
        return batch
