"""The journal: every change of every register, chained by hash; an entry's own history; the check."""

from __future__ import annotations

import hashlib
import json
import os
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Column, bindparam, insert, inspect, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import History

from deskapp.domain import attachments
from deskapp.domain.common import Caution, FieldChange, HistoryRow
from deskapp.domain.journal import REGISTER, CheckReport, Head
from deskapp.domain.people import COUNTER, EVERYONE, OFFICE, Role
from deskapp.models.attachments import Attachment
from deskapp.models.base import Base, as_json, digest, row_values
from deskapp.models.journal import JournalBody, JournalRow
from deskapp.models.staff import Staff
from deskapp.services.verbs import Service, Tx, reads

ZERO = bytes(32)
#: Values that never stand in the journal, not even masked.
SECRET = frozenset({"pin_hash"})
_EMPTY = (None, "", False, 0)
#: A clock set back by more than this since the last entry is worth a warning (``ALL-2``).
CLOCK_SLACK = timedelta(minutes=1)

# Made once: every save runs these, and building a statement costs more than running it.
_LAST = select(JournalRow.seq, JournalRow.hash, JournalRow.at).order_by(JournalRow.seq.desc()).limit(1)
_ADD_ROW = insert(JournalRow)
_ADD_BODY = insert(JournalBody)
_LINES = (
    select(JournalRow.seq, JournalRow.at, JournalRow.verb, JournalRow.number, JournalBody.body, Staff.name)
    .join(JournalBody, JournalBody.seq == JournalRow.seq)
    .outerjoin(Staff, Staff.id == JournalRow.staff_id)
    .order_by(JournalRow.seq)
)
_ATTACHED = select(Attachment.id).where(
    Attachment.register == bindparam("register"), Attachment.entry_id == bindparam("entry")
)


def chain(
    previous: bytes,
    seq: int,
    at: datetime,
    staff_id: int,
    verb: str,
    register: str,
    entry_id: int,
    number: str,
    row_digest: bytes,
    commitment: bytes,
) -> bytes:
    """The hash of one journal row, bound to the one before."""
    text = json.dumps(
        [seq, as_json(at), staff_id, verb, register, entry_id, number], ensure_ascii=False, separators=(",", ":")
    )
    return hashlib.sha256(previous + text.encode() + row_digest + commitment).digest()


def commit_to(salt: bytes, body: str) -> bytes:
    """The commitment to a body: it can be blanked without breaking the chain."""
    return hashlib.sha256(salt + body.encode("utf-8", "surrogatepass")).digest()


def changes_of(row: Any) -> dict[str, list[Any]]:
    """What an unflushed row changes: column → [old, new] as JSON values. A new row's empty values are left out."""
    state = inspect(row)
    if not state.persistent:
        return _all_of(row_values(row))
    found: dict[str, list[Any]] = {}
    for attribute in state.mapper.column_attrs:
        if attribute.key in SECRET or attribute.key == "version":
            continue
        history: History = state.attrs[attribute.key].history
        if not history.has_changes():
            continue
        new = as_json(history.added[0]) if history.added else None
        old = as_json(history.deleted[0]) if history.deleted else None
        if new != old:
            found[attribute.key] = [old, new]
    return found


def _all_of(values: dict[str, Any]) -> dict[str, list[Any]]:
    left_out = SECRET | {"version", "id"}
    return {name: [None, value] for name, value in values.items() if value not in _EMPTY and name not in left_out}


def write(
    tx: Tx,
    register: str,
    row: Any,
    *,
    verb: str = "",
    number: str = "",
    entry_id: int = 0,
    more: dict[str, Any] | None = None,
) -> None:
    """Flush ``row`` and journal what changed in it under ``verb`` (the transaction's own by default)."""
    fresh = not inspect(row).persistent
    changes = {} if fresh else changes_of(row)
    tx.session.flush()
    values = row_values(row)
    if fresh:
        changes = _all_of(values)
    append(tx, verb or tx.verb, register, entry_id or row.id, number, digest(values), changes | (more or {}))


def append(
    tx: Tx, verb: str, register: str, entry_id: int, number: str, row_digest: bytes, changes: dict[str, Any]
) -> None:
    """Add one row to the chain."""
    connection = tx.session.connection()
    last = connection.execute(_LAST).first()
    seq, previous = (last.seq + 1, last.hash) if last else (1, ZERO)
    if last is not None and last.at - tx.now > CLOCK_SLACK and not tx.cautions:
        tx.cautions.append(Caution("clock_set_back", {"now": tx.now, "last": last.at}))
    body = json.dumps(changes, ensure_ascii=False, separators=(",", ":"))
    salt = os.urandom(16)
    commitment = commit_to(salt, body)
    values = {
        "seq": seq,
        "at": tx.now,
        "staff_id": tx.staff_id,
        "verb": verb,
        "register": register,
        "entry_id": entry_id,
        "number": number,
        "row_digest": row_digest,
        "commitment": commitment,
        "hash": chain(previous, seq, tx.now, tx.staff_id, verb, register, entry_id, number, row_digest, commitment),
    }
    connection.execute(_ADD_ROW, values)
    connection.execute(_ADD_BODY, {"seq": seq, "salt": salt, "body": body})


def history(session: Session, register: str, entry_id: int, without: Collection[str] = ()) -> tuple[HistoryRow, ...]:
    """An entry's own history, oldest first (``ALL-3``); what it refers to is told by its name or number.

    What was attached to it is told there too (``ALL-8``). Verbs of ``without`` are told elsewhere: thousands of them
    are not read at all.
    """
    asked = _LINES.where(JournalRow.register == register, JournalRow.entry_id == entry_id)
    found = list(session.execute(asked.where(JournalRow.verb.not_in(without)) if without else asked))
    if attached := session.scalars(_ATTACHED, {"register": register, "entry": entry_id}).all():
        more = _LINES.where(JournalRow.register == attachments.REGISTER, JournalRow.entry_id.in_(attached))
        found = sorted((*found, *session.execute(more)), key=_seq)
    bodies: list[dict[str, list[Any]]] = [json.loads(r.body or "{}") for r in found]
    names = _names(session, bodies)
    return tuple(
        HistoryRow(
            seq=r.seq,
            at=r.at,
            who=r.name or "",
            verb=r.verb,
            number=r.number,
            changes=tuple(
                FieldChange(field, *(names[field].get(value, value) if field in names else value for value in pair))
                for field, pair in body.items()
            ),
        )
        for r, body in zip(found, bodies, strict=True)
    )


def _seq(line: Any) -> int:
    return line.seq  # type: ignore[no-any-return]


@cache
def _told_by() -> dict[str, Column[Any]]:
    """What a column that refers to another table is told by: the number, name or code that people know it by."""
    columns = [column for table in Base.metadata.tables.values() for column in table.columns if column.foreign_keys]
    found: dict[str, Column[Any]] = {}
    for column in columns:
        there = next(iter(column.foreign_keys)).column.table.columns
        if known := [there[name] for name in ("number", "name", "code") if name in there]:
            found[column.name] = known[0]
    return found


def _names(session: Session, bodies: Iterable[dict[str, list[Any]]]) -> dict[str, dict[Any, Any]]:
    """The name or number of what some changes refer to, by the column that does.

    Not of what an entry began with: nobody reads that in its history, and asking would cost more than the history.
    """
    ids: defaultdict[str, set[int]] = defaultdict(set)
    for body in (body for body in bodies if "number" not in body):
        for field in body.keys() & _told_by().keys():
            ids[field].update(value for value in body[field] if type(value) is int)
    names: dict[str, dict[Any, Any]] = {}
    for field, wanted in ids.items():
        column = _told_by()[field]
        asked = select(column.table.c.id, column).where(column.table.c.id.in_(wanted))
        names[field] = dict(iter(session.execute(asked)))
    return names


class JournalService(Service):
    """Reading and checking the journal."""

    name = REGISTER

    @reads(COUNTER)
    def history(self, tx: Tx, register: str, id: int) -> tuple[HistoryRow, ...]:
        """An entry's own history (``ALL-3``)."""
        return history(tx.session, register, id)

    @reads(EVERYONE)
    def head(self, tx: Tx) -> Head:
        """The journal's last row."""
        last = tx.session.connection().execute(_LAST).first()
        return Head(seq=last.seq, at=last.at, hash=last.hash.hex()) if last else Head(seq=0, at=None, hash=ZERO.hex())

    @reads(OFFICE | {Role.ADMIN})
    def check(self, tx: Tx, head: str = "") -> CheckReport:
        """Prove the file: its pages, its references, the chains, every row against its last digest, every number.

        ``head`` is a duty log's head as it was typed in from paper (``DUTY-3``).
        """
        from deskapp.services.check import check
        from deskapp.services.duty_chain import printed

        return check(self.core, tx, printed(head or None))


SERVICE = JournalService
