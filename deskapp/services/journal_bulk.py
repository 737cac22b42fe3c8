"""Many rows at once into the journal: the same chain as ``journal.append``, written in batches."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import insert, select

from deskapp.models.base import digest, row_values
from deskapp.models.journal import JournalBody, JournalRow
from deskapp.services.journal import ZERO, chain, changes_of, commit_to
from deskapp.services.verbs import Tx

Hide = Callable[[dict[str, Any]], None]
BATCH = 2000


def add_all(tx: Tx, register: str, rows: Sequence[Any], hide: Hide | None = None) -> None:
    """Insert new rows of one register and journal each; ``hide`` masks what must not stand in the journal."""
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        changes = [changes_of(row) for row in batch]
        if hide is not None:
            for change in changes:
                hide(change)
        tx.session.add_all(batch)
        tx.session.flush()
        _append(tx, register, batch, changes)


def _append(tx: Tx, register: str, rows: Sequence[Any], changes: Sequence[dict[str, Any]]) -> None:
    last = tx.session.execute(select(JournalRow.seq, JournalRow.hash).order_by(JournalRow.seq.desc()).limit(1)).first()
    seq, previous = (last.seq, last.hash) if last else (0, ZERO)
    lines, bodies = [], []
    for row, change in zip(rows, changes, strict=True):
        seq += 1
        body = json.dumps(change, ensure_ascii=False, separators=(",", ":"))
        salt = os.urandom(16)
        bound, sums = commit_to(salt, body), digest(row_values(row))
        number = getattr(row, "number", "") or getattr(row, "code", "")
        previous = chain(previous, seq, tx.now, tx.staff_id, tx.verb, register, row.id, number, sums, bound)
        lines.append(
            {
                "seq": seq,
                "at": tx.now,
                "staff_id": tx.staff_id,
                "verb": tx.verb,
                "register": register,
                "entry_id": row.id,
                "number": number,
                "row_digest": sums,
                "commitment": bound,
                "hash": previous,
            }
        )
        bodies.append({"seq": seq, "salt": salt, "body": body})
    tx.session.execute(insert(JournalRow), lines)
    tx.session.execute(insert(JournalBody), bodies)
