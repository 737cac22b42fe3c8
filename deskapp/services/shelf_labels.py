"""What stands on the labels of a shelf: its places in the order of its boards (``MAIL-9``)."""

from __future__ import annotations

from sqlalchemy import select

from deskapp.domain.mail_lists import ShelfLabels
from deskapp.errors import NotFound
from deskapp.models.mail import MailPlace, MailShelf
from deskapp.services import key_hooks
from deskapp.services.verbs import Tx


def of_shelf(tx: Tx, id: int) -> ShelfLabels:
    """The labels of every place of a shelf in use."""
    shelf = tx.session.get(MailShelf, id)
    if shelf is None or not shelf.active:
        raise NotFound(number=f"#{id}" if shelf is None else shelf.code)
    asked = select(MailPlace.label).where(MailPlace.shelf_id == id).order_by(MailPlace.row, MailPlace.column)
    return ShelfLabels(
        id=id, number=shelf.code, name=shelf.name, building=key_hooks.building_names(tx)[shelf.building_id],
        labels=tuple(tx.session.scalars(asked)),
    )  # fmt: skip
