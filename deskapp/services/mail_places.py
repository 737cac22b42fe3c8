"""Places on the shelves: numbered, found by their labels, proposed for what comes in (``MAIL-2``, ``MAIL-9``)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import and_, bindparam, func, select

from deskapp.domain.mail import GONE
from deskapp.domain.shelves import PlaceRow
from deskapp.errors import Problem
from deskapp.models.base import inline
from deskapp.models.directory import Unit
from deskapp.models.mail import MailItem, MailPlace, MailShelf
from deskapp.services import key_hooks
from deskapp.services.verbs import Tx

#: ``A-1-03``, ``a1 3``, ``A 1-3``: a shelf's letters, the board, the place on it.
_PLACE = re.compile(r"([A-Z]{1,6})[\s-]*(\d{1,2})[\s-]+0*(\d{1,2})")
#: ``A103`` typed without lines, where nothing but a place is meant: one figure is the board's, two the place's.
_SQUEEZED = re.compile(r"([A-Z]{1,6})(\d)(\d{2})")


#: Asked for everything that comes in: put into words once. What lies here has not left: said for the sake of its index.
_LYING = (
    select(MailItem.unit_id, MailPlace.id, MailPlace.label, MailShelf.building_id)
    .join(MailPlace, MailPlace.id == MailItem.place_id)
    .join(MailShelf, MailShelf.id == MailPlace.shelf_id)
    .where(MailItem.unit_id.in_(bindparam("units", expanding=True)), MailItem.state.not_in(inline(*GONE)))
    .where(MailItem.place_id.is_not(None), MailShelf.active)
    .order_by(MailItem.id)
)
_LOADS = select(MailItem.place_id, func.count()).where(MailItem.place_id.is_not(None)).group_by(MailItem.place_id)
_PLACES = (
    select(MailPlace.id, MailPlace.label, MailShelf.building_id)
    .join(MailShelf, MailShelf.id == MailPlace.shelf_id)
    .where(MailShelf.active)
    .order_by(MailShelf.code, MailPlace.row, MailPlace.column)
)


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


def label_typed(text: str) -> str:
    """The same in a field that asks for a place: there ``b102`` is B-1-02 too, elsewhere it may be a unit or a name."""
    found = _SQUEEZED.fullmatch(key_hooks.plain(text))
    return label(found[1], int(found[2]), int(found[3])) if found is not None else label_named(text)


def exists(tx: Tx, label: str) -> bool:
    """Whether there is such a place, be it on a shelf that was given up: what only looks like one may be a unit."""
    return tx.session.scalar(select(MailPlace.id).where(MailPlace.label == label)) is not None


def named(tx: Tx, text: str) -> MailPlace | None:
    """The place in use that a text or a scanned label stands for."""
    return _in_use(tx, label_named(text))


def _in_use(tx: Tx, wanted: str) -> MailPlace | None:
    in_use = select(MailPlace).join(MailShelf, MailShelf.id == MailPlace.shelf_id).where(MailShelf.active)
    return tx.session.scalars(in_use.where(MailPlace.label == wanted)).first() if wanted else None


def chosen(tx: Tx, text: str, unit: Unit | None, problems: list[Problem], field: str = "place") -> MailPlace | None:
    """The place that was named, or the one proposed; a problem for one there is not."""
    if not text.strip():
        return proposed(tx, unit)
    found = _in_use(tx, label_typed(text))
    if found is None:
        problems.append(Problem(field, "unknown_mail_place", {"value": text.strip()}))
    return found


def proposed(tx: Tx, unit: Unit | None) -> MailPlace | None:
    """Where a unit's mail lies already; else the emptiest place of its building's shelf, of everybody's, of all."""
    lying = _lying(tx, [unit.id]) if unit is not None else {}
    if unit is not None and unit.id in lying:
        return tx.session.get(MailPlace, lying[unit.id].id)
    emptiest = _emptiest(_free(tx), unit.building_id if unit else None)
    return tx.session.get(MailPlace, emptiest.id) if emptiest else None


def proposals(tx: Tx, unit_ids: Iterable[int]) -> dict[int, str]:
    """The place proposed for each of some units, by its label; without shelves there is none."""
    found = {unit_id: place.label for unit_id, place in _lying(tx, unit_ids).items()}
    others = [unit_id for unit_id in unit_ids if unit_id not in found]
    if not others:
        return found
    free = _free(tx)
    for unit_id, building_id in tx.session.execute(select(Unit.id, Unit.building_id).where(Unit.id.in_(others))):
        if place := _emptiest(free, building_id):
            found[unit_id] = place.label
    return found


class _Place(NamedTuple):
    """A place in use: whose shelf it is on, and how many items lie there."""

    id: int
    label: str
    building_id: int | None
    items: int


def _lying(tx: Tx, unit_ids: Iterable[int]) -> dict[int, _Place]:
    """Where the newest item of each unit lies, on a shelf that is in use."""
    found = tx.session.execute(_LYING, {"units": list(unit_ids)})
    return {unit_id: _Place(id, label, building, 0) for unit_id, id, label, building in found if unit_id is not None}


def _free(tx: Tx) -> list[_Place]:
    """Every place in use in the order of shelves and boards; counted is only what lies here."""
    items = dict(iter(tx.session.execute(_LOADS)))
    return [_Place(id, label, building, items.get(id, 0)) for id, label, building in tx.session.execute(_PLACES)]


def _emptiest(places: list[_Place], building_id: int | None) -> _Place | None:
    """The emptiest of the building's own shelf, else of those kept for nobody, else of all."""
    for wanted in (building_id, None):
        if kept := [place for place in places if place.building_id == wanted]:
            return min(kept, key=_items)
    return min(places, key=_items, default=None)


def _items(place: _Place) -> int:
    return place.items


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
