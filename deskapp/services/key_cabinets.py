"""Cabinets put up, called otherwise, made larger, taken down; on record for good [001·1·4.5.2]."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select

from deskapp.domain.keys import MOST, CabinetDraft
from deskapp.errors import Problem
from deskapp.models.keys import Cabinet, Hook, KeySet
from deskapp.services import key_hooks, racks
from deskapp.services.verbs import Tx

#: What the journal calls them.
REGISTER = "cabinet"


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
    return racks.put_up(tx, REGISTER, row, key_hooks.hooks_of)


def rename(tx: Tx, row: Cabinet, name: str) -> Cabinet:
    """Another name."""
    row.name = name.strip()
    return racks.saved(tx, REGISTER, row)


def grow(tx: Tx, row: Cabinet, rows: int) -> Cabinet:
    """More rows, numbered on from the last hook."""
    first, row.rows = row.rows + 1, rows
    tx.session.add_all(key_hooks.hooks_of(row, first))
    return racks.saved(tx, REGISTER, row)


def take_down(tx: Tx, row: Cabinet) -> Cabinet:
    """No longer in use; raises Invalid ``cabinet_not_empty`` while something hangs in it or is to come back to it."""
    count = select(func.count()).select_from(KeySet).join(Hook, Hook.id == KeySet.hook_id)
    return racks.give_up(tx, REGISTER, row, count.where(Hook.cabinet_id == row.id), "cabinet_not_empty")
