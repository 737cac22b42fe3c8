"""Shelves on which accountable mail lies, and their numbered places [001·1·4.2.5; 001·2·4.2.2] (``MAIL-9``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from deskapp.domain.fields import Hidden, Number, Pick, Text

REGISTER = "shelves"
#: A shelf's boards, and the places of a board.
MOST = 60


@dataclass(frozen=True, kw_only=True)
class ShelfDraft:
    """A shelf of ``rows`` boards × ``columns`` places, numbered from its letter: A-1-01 on.

    ``building_id`` keeps it for one building's mail; None: for everybody's.
    """

    code: Annotated[str, Text(max=6, required=True)] = ""
    name: Annotated[str, Text(max=40, required=True)] = ""
    rows: Annotated[int, Number(min=1, max=MOST, required=True)] = 5
    columns: Annotated[int, Number(min=1, max=MOST, required=True)] = 6
    building_id: Annotated[int | None, Pick(source="directory.buildings")] = None
    client_id: Annotated[str, Hidden()] = ""


@dataclass(frozen=True, kw_only=True)
class ShelfAmendDraft:
    """What a shelf is called, and whose mail it is kept for; its places keep their numbers."""

    name: Annotated[str, Text(max=40, required=True)] = ""
    building_id: Annotated[int | None, Pick(source="directory.buildings")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfRow:
    """A shelf as it is set up, and how many items lie on it."""

    id: int
    version: int
    code: str
    name: str
    rows: int
    columns: int
    building: str
    building_id: int | None
    active: bool
    places: int
    items: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """One place of a shelf, by row and column from 1, and how many items lie there."""

    id: int
    label: str
    shelf: str
    row: int
    column: int
    items: int
