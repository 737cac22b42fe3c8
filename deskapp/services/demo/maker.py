"""Builds a demo file: a new register under another name, filled in bulk, then given its own name."""

from __future__ import annotations

import gc
import hashlib
import multiprocessing
import os
import queue as queues
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import msgspec

from deskapp.domain.demo import DemoSummary
from deskapp.errors import DeskError, StorageError
from deskapp.models import load_all
from deskapp.models.base import Base
from deskapp.services import dialects
from deskapp.services.database import Database
from deskapp.services.demo.bulk_file import BulkFile
from deskapp.services.demo.clock import stored
from deskapp.services.demo.estate import PIN
from deskapp.services.demo.ledger import Batch, sheet
from deskapp.services.demo.world import Plan, produce
from deskapp.services.journal import ZERO

__all__ = ["Plan", "make"]

#: From here on a second process makes what the first one writes.
LARGE = 10_000
_json = msgspec.json.Encoder().encode


def make(place: str | Path, plan: Plan, progress: Callable[[float], None] | None) -> DemoSummary:
    """Make the file; raises DeskError ``file_exists``, StorageError."""
    path = Path(place)
    if "://" in str(place):
        raise StorageError("not_a_database", path=str(place))
    if path.exists():
        raise DeskError("file_exists", path=str(path))
    started = time.perf_counter()
    part = path.with_name(f"{path.name}.part-{os.getpid()}")
    try:
        Database(part, create=True).close()
        rows = _fill(part, plan, progress)
        part.replace(path)
    finally:
        for left in part.parent.glob(f"{part.name}*"):
            left.unlink(missing_ok=True)
    return DemoSummary(
        path=str(path),
        rows=rows,
        size=path.stat().st_size,
        seconds=time.perf_counter() - started,
        sign_in="S01",
        pin=PIN,
    )


@contextmanager
def _not_collecting() -> Iterator[None]:
    """Millions of rows and not one circle among them: looking for circles would only cost time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _fill(part: Path, plan: Plan, progress: Callable[[float], None] | None) -> dict[str, int]:
    with _not_collecting(), dialects.said(), closing(BulkFile(part)) as file, _batches(plan) as batches:
        writer = _Writer(file)
        for batch in batches:
            writer.write(batch)
            if progress is not None:
                progress(batch.done * 0.95)
        file.finish()
    if progress is not None:
        progress(1.0)
    return dict(writer.rows)


class _Writer:
    """Writes batches and chains their journal."""

    def __init__(self, file: BulkFile) -> None:
        self._file = file
        load_all()
        models: list[Any] = [mapper.class_ for mapper in Base.registry.mappers]
        self._columns = {model.__tablename__: sheet(model).columns for model in models}
        self._seq = 0
        self._hash = ZERO
        self.rows: Counter[str] = Counter()

    def write(self, batch: Batch) -> None:
        """One batch, in one transaction."""
        with self._file.transaction():
            for table, rows in batch.rows.items():
                self._insert(table, rows)
            chained = list(self._chained(batch.journal))
            self._insert("journal", [row for row, _ in chained])
            self._insert("journal_body", [body for _, body in chained])
            for index, words in batch.words.items():
                self._file.index(index, words)

    def _insert(self, table: str, rows: list[tuple[Any, ...]]) -> None:
        self._file.insert(table, self._columns[table], rows)
        self.rows[table] += len(rows)

    def _chained(self, notes: list[tuple[Any, ...]]) -> Iterator[tuple[tuple[Any, ...], tuple[Any, ...]]]:
        """Journal rows with their place in the chain: the very hash of ``journal.chain``."""
        for at, staff, verb, register, entry_id, number, row_digest, salt, body, commitment in notes:
            self._seq += 1
            text = _json((self._seq, at, staff, verb, register, entry_id, number))
            self._hash = hashlib.sha256(self._hash + text + row_digest + commitment).digest()
            row = (self._seq, stored(at), staff, verb, register, entry_id, number, row_digest, commitment, self._hash)
            yield row, (self._seq, salt, body)


@contextmanager
def _batches(plan: Plan) -> Iterator[Iterator[Batch]]:
    """The history, made here or, when it is large, beside the writing."""
    if plan.entries < LARGE:
        yield produce(plan)
        return
    # A fresh interpreter: a forked one would share threads' locks with whoever called.
    context = multiprocessing.get_context("spawn")
    queue: Any = context.Queue(maxsize=8)
    process = context.Process(target=_produce_into, args=(plan, queue), daemon=True)
    process.start()
    try:
        yield _received(queue, process)
    finally:
        process.terminate()
        process.join()


def _produce_into(plan: Plan, queue: Any) -> None:
    with _not_collecting():
        for batch in produce(plan):
            queue.put(batch)
        queue.put(None)


def _received(queue: Any, process: Any) -> Iterator[Batch]:
    while (batch := _next(queue, process)) is not None:
        yield batch


def _next(queue: Any, process: Any) -> Batch | None:
    while True:
        try:
            batch: Batch | None = queue.get(timeout=1.0)
            return batch
        except queues.Empty:
            if not process.is_alive() and queue.empty():
                raise StorageError(reason=f"demo: {process.exitcode}") from None
