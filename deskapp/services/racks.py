"""What is put up once and used for years, a key cabinet or a mail shelf: letters, rows × columns, kept on record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from sqlalchemy import Select, select

from deskapp.errors import Conflict, Invalid, NotFound, Problem
from deskapp.models.base import Base
from deskapp.models.keys import Cabinet
from deskapp.models.mail import MailShelf
from deskapp.services import drafts, journal, key_hooks
from deskapp.services.verbs import Tx

Rack = TypeVar("Rack", Cabinet, MailShelf)


def load(tx: Tx, kind: type[Rack], id: int, version: int) -> Rack:
    """One in use; raises NotFound, Conflict for a stale version."""
    row = tx.session.get(kind, id)
    if row is None or not row.active:
        raise NotFound(number=f"#{id}" if row is None else row.code)
    if row.version != version:
        raise Conflict(number=row.code)
    return row


def code_problems(tx: Tx, kind: type[Rack], typed: str) -> Iterator[Problem]:
    """A code is letters, as its places are numbered from it, and of no other of its kind, in use or given up."""
    code = key_hooks.plain(typed)
    if code and not (code.isascii() and code.isalpha()):
        yield Problem("code", "letters_only")
    elif code and tx.session.scalar(select(kind.id).where(kind.code == code)):
        yield Problem("code", "duplicate", {"value": code})


def put_up(tx: Tx, register: str, row: Rack, places: Callable[[Rack], Iterable[Base]]) -> Rack:
    """A new one with its places; the form draft it was typed in goes."""
    tx.session.add(row)
    journal.write(tx, register, row, number=row.code)
    tx.session.add_all(places(row))
    tx.session.flush()
    drafts.used(tx, row.client_id)
    return row


def saved(tx: Tx, register: str, row: Rack) -> Rack:
    """What was changed of it goes into the journal."""
    row.version += 1
    journal.write(tx, register, row, number=row.code)
    return row


def give_up(tx: Tx, register: str, row: Rack, held: Select[int], code: str) -> Rack:
    """No longer in use; raises Invalid with ``code`` while it holds something, as ``held`` counts it."""
    if count := tx.session.scalar(held):
        raise Invalid(Problem("id", code, {"value": row.code, "count": count}))
    row.active = False
    return saved(tx, register, row)
