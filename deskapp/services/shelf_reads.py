"""The shelves in use, as a list with what lies on them and as what can be chosen (``MAIL-9``)."""

from __future__ import annotations

from sqlalchemy import func, select

from deskapp.domain.common import Option
from deskapp.domain.shelves import ShelfRow
from deskapp.models.mail import MailItem, MailPlace, MailShelf
from deskapp.services import key_hooks
from deskapp.services.verbs import Tx


def listed(tx: Tx) -> tuple[ShelfRow, ...]:
    """The shelves in use with how much lies on each."""
    lying = (
        select(MailPlace.shelf_id, func.count())
        .join(MailItem, MailItem.place_id == MailPlace.id)
        .where(MailItem.place_id.is_not(None))
        .group_by(MailPlace.shelf_id)
    )
    items = dict(iter(tx.session.execute(lying)))
    buildings = key_hooks.building_names(tx)
    return tuple(
        ShelfRow(
            id=row.id, version=row.version, code=row.code, name=row.name, rows=row.rows, columns=row.columns,
            building=buildings[row.building_id], building_id=row.building_id, active=row.active,
            places=row.rows * row.columns, items=items.get(row.id, 0),
        )
        for row in tx.session.scalars(select(MailShelf).where(MailShelf.active).order_by(MailShelf.code))
    )  # fmt: skip


def options(tx: Tx) -> tuple[Option, ...]:
    """The shelves in use."""
    asked = select(MailShelf.id, MailShelf.name, MailShelf.code).where(MailShelf.active).order_by(MailShelf.code)
    return tuple(Option(id=id, text=f"{code} {name}", code=code) for id, name, code in tx.session.execute(asked))
