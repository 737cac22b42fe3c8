"""Cabinets put up, called otherwise, made larger, taken down; on record for good [001·1·4.5.2]."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select

from deskapp.domain.keys import MOST, CabinetDraft
from deskapp.errors import Conflict, Invalid, NotFound, Problem
from deskapp.models.drafts import FormDraftRow
from deskapp.models.keys import Cabinet, Hook, KeySet
from deskapp.services import journal, key_hooks
from deskapp.services.verbs import Tx

#: What the journal calls them.
REGISTER = "cabinet"


def load(tx: Tx, id: int, version: int) -> Cabinet:
    """A cabinet in use; raises NotFound, Conflict for a stale version."""
    row = tx.session.get(Cabinet, id)
    if row is None or not row.active:
        raise NotFound(number=f"#{id}" if row is None else row.code)
    if row.version != version:
        raise Conflict(number=row.code)
    return row


def same_client(tx: Tx, client_id: str) -> Cabinet | None:
    """The cabinet that the very same draft put up before (F4)."""
    if not isinstance(client_id, str) or not client_id:
        return None
    return tx.session.scalars(select(Cabinet).where(Cabinet.client_id == client_id)).first()


def code_problems(tx: Tx, typed: str) -> Iterator[Problem]:
    """A code is letters, as hooks are numbered from it, and of no other cabinet, in use or taken down."""
    code = key_hooks.plain(typed)
    if not code:
        return
    if not (code.isascii() and code.isalpha()):
        yield Problem("code", "letters_only")
    elif tx.session.scalar(select(Cabinet.id).where(Cabinet.code == code)):
        yield Problem("code", "duplicate", {"value": code})


def size_problems(row: Cabinet, more: int) -> Iterator[Problem]:
    """A cabinet grows up to the size in which a new one could be put up."""
    if more > MOST - row.rows:
        yield Problem("more", "too_much", {"max": MOST - row.rows})


def put_up(tx: Tx, draft: CabinetDraft) -> Cabinet:
    """A new cabinet with its hooks; the form draft it was typed in goes."""
    row = Cabinet(
        code=key_hooks.plain(draft.code), name=draft.name.strip(), rows=draft.rows, columns=draft.columns,
        active=True, client_id=draft.client_id or None,
    )  # fmt: skip
    tx.session.add(row)
    journal.write(tx, REGISTER, row, number=row.code)
    tx.session.add_all(key_hooks.hooks_of(row))
    tx.session.flush()
    if draft.client_id and (kept := tx.session.get(FormDraftRow, draft.client_id)) is not None:
        tx.session.delete(kept)
    return row


def rename(tx: Tx, row: Cabinet, name: str) -> Cabinet:
    """Another name."""
    row.name = name.strip()
    return _saved(tx, row)


def grow(tx: Tx, row: Cabinet, rows: int) -> Cabinet:
    """More rows, numbered on from the last hook."""
    first, row.rows = row.rows + 1, rows
    tx.session.add_all(key_hooks.hooks_of(row, first))
    return _saved(tx, row)


def take_down(tx: Tx, row: Cabinet) -> Cabinet:
    """No longer in use; raises Invalid ``cabinet_not_empty`` while something hangs in it or is to come back to it."""
    count = select(func.count()).select_from(KeySet).join(Hook, Hook.id == KeySet.hook_id)
    if held := tx.session.scalar(count.where(Hook.cabinet_id == row.id)):
        raise Invalid(Problem("id", "cabinet_not_empty", {"value": row.code, "count": held}))
    row.active = False
    return _saved(tx, row)


def _saved(tx: Tx, row: Cabinet) -> Cabinet:
    row.version += 1
    journal.write(tx, REGISTER, row, number=row.code)
    return row
