"""Places on the shelves: numbered, found by their labels, proposed for what comes in (``MAIL-2``, ``MAIL-9``)."""

from __future__ import annotations

import re

from sqlalchemy import and_, func, select

from deskapp.domain.shelves import PlaceRow
from deskapp.errors import Problem
from deskapp.models.directory import Unit
from deskapp.models.mail import MailItem, MailPlace, MailShelf
from deskapp.services import key_hooks
from deskapp.services.verbs import Tx

#: ``A-1-03``, ``a1 3``, ``A 1-3``: a shelf's letters, the board, the place on it.
_PLACE = re.compile(r"([A-Z]{1,6})[\s-]*(\d{1,2})[\s-]+0*(\d{1,2})")


def label(code: str, row: int, column: int) -> str:
    """A place's number as it stands on the shelf: ``A-1-03``."""
    return f"{code}-{row}-{column:02d}"


def places_of(shelf: MailShelf) -> list[MailPlace]:
    """The places of a shelf, board by board."""
    return [
        MailPlace(shelf_id=shelf.id, row=row, column=column, label=label(shelf.code, row, column))
        for row in range(1, shelf.rows + 1)
        for column in range(1, shelf.columns + 1)
    ]


def label_named(text: str) -> str:
    """The place's number that ``a1-3`` stands for, there or not; empty for any other text."""
    found = _PLACE.fullmatch(key_hooks.plain(text))
    return label(found[1], int(found[2]), int(found[3])) if found is not None else ""


def named(tx: Tx, text: str) -> MailPlace | None:
    """The place in use that a text or a scanned label stands for."""
    wanted = label_named(text)
    in_use = select(MailPlace).join(MailShelf, MailShelf.id == MailPlace.shelf_id).where(MailShelf.active)
    return tx.session.scalars(in_use.where(MailPlace.label == wanted)).first() if wanted else None


def chosen(tx: Tx, text: str, unit: Unit | None, problems: list[Problem], field: str = "place") -> MailPlace | None:
    """The place that was named, or the one proposed; a problem for one there is not."""
    if not text.strip():
        return proposed(tx, unit)
    found = named(tx, text)
    if found is None:
        problems.append(Problem(field, "unknown_mail_place", {"value": text.strip()}))
    return found


def proposed(tx: Tx, unit: Unit | None) -> MailPlace | None:
    """Where a unit's mail lies already; else the emptiest place of its building's shelf, or of all of them."""
    if unit is not None:
        lying = select(MailItem.place_id).where(MailItem.unit_id == unit.id, MailItem.place_id.is_not(None))
        if (there := tx.session.scalars(lying.order_by(MailItem.id.desc())).first()) is not None:
            return tx.session.get(MailPlace, there)
    of_building = MailShelf.building_id == (unit.building_id if unit else None)
    emptiest = (
        select(MailPlace)
        .join(MailShelf, MailShelf.id == MailPlace.shelf_id)
        .outerjoin(MailItem, and_(MailItem.place_id == MailPlace.id, MailItem.place_id.is_not(None)))
        .where(MailShelf.active)
        .group_by(MailPlace.id, MailShelf.id)
    )
    order = (func.count(MailItem.id), MailShelf.code, MailPlace.row, MailPlace.column)
    kept = tx.session.scalars(emptiest.where(of_building).order_by(*order).limit(1)).first()
    return kept or tx.session.scalars(emptiest.order_by(*order).limit(1)).first()


def rows(tx: Tx, shelf_id: int) -> tuple[PlaceRow, ...]:
    """The places of a shelf in order, and how many items lie at each."""
    asked = (
        select(MailPlace, MailShelf.code, func.count(MailItem.id))
        .join(MailShelf, MailShelf.id == MailPlace.shelf_id)
        .outerjoin(MailItem, and_(MailItem.place_id == MailPlace.id, MailItem.place_id.is_not(None)))
        .where(MailPlace.shelf_id == shelf_id)
        .group_by(MailPlace.id, MailShelf.id)
        .order_by(MailPlace.row, MailPlace.column)
    )
    return tuple(
        PlaceRow(id=row.id, label=row.label, shelf=shelf, row=row.row, column=row.column, items=items)
        for row, shelf, items in tx.session.execute(asked)
    )
