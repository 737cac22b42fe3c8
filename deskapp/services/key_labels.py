"""What stands on the labels of key sets: hook and number, read without their doors (``KEY-7``)."""

from __future__ import annotations

from sqlalchemy import select

from deskapp.domain.key_labels import KeyLabel, KeyLabels
from deskapp.errors import NotFound
from deskapp.models.keys import Cabinet, Hook, KeySet
from deskapp.services.verbs import Tx


def of_cabinet(tx: Tx, id: int) -> KeyLabels:
    """The labels of every set that belongs in a cabinet in use, in the order of its hooks."""
    cabinet = tx.session.get(Cabinet, id)
    if cabinet is None or not cabinet.active:
        raise NotFound(number=f"#{id}" if cabinet is None else cabinet.code)
    asked = (
        select(Hook.label, KeySet.number)
        .join(KeySet, KeySet.hook_id == Hook.id)
        .where(Hook.cabinet_id == id)
        .order_by(Hook.row, Hook.column)
    )
    labels = tuple(KeyLabel(hook=hook, number=number) for hook, number in tx.session.execute(asked))
    return KeyLabels(id=id, number=cabinet.code, labels=labels)


def of_set(row: KeySet) -> KeyLabels:
    """The label of one set."""
    return KeyLabels(id=row.id, number=row.number, labels=(KeyLabel(hook=row.hook, number=row.number),))
