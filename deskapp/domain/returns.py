"""Return lists 退件清单: mail that goes back, signed for by the carrier [001·1·4.2.6.2; 001·2·4.7] (``MAIL-7``)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from deskapp.domain.common import HistoryRow, Ref
from deskapp.domain.fields import Flag, Hidden, Moment, Phone, Rows, Text
from deskapp.domain.lifecycle import NEW, Step, each, table
from deskapp.domain.mail import ItemHit, Reason
from deskapp.domain.mail import State as ItemState
from deskapp.domain.people import COUNTER, OFFICE
from deskapp.domain.pickups import ItemPick
from deskapp.domain.reception import ReasonDraft

REGISTER = "returns"
PREFIX = "TJ"


class State(StrEnum):
    """Where a list stands; only ``signed`` has its items out of the house."""

    OPEN = "open"
    SIGNED = "signed"
    VOIDED = "voided"


@dataclass(frozen=True, kw_only=True)
class ReturnDraft:
    """A list for one carrier; without ``items`` it takes all of that carrier's that are to go back."""

    carrier: Annotated[str, Text(max=40)] = ""
    items: Annotated[tuple[ItemPick, ...], Rows(row=ItemPick, max=200)] = ()
    note: Annotated[str, Text(max=300, lines=2)] = ""
    client_id: Annotated[str, Hidden()] = ""


@dataclass(frozen=True, kw_only=True)
class ItemsDraft:
    """Items put on an open list, or taken off it."""

    items: Annotated[tuple[ItemPick, ...], Rows(row=ItemPick, max=200, required=True)] = ()


@dataclass(frozen=True, kw_only=True)
class SignDraft:
    """The carrier's worker took the items and signed; ``signed`` has to be true (``MAIL-7``)."""

    signer: Annotated[str, Text(max=60, required=True)] = ""
    phone: Annotated[str, Phone()] = ""
    signed_at: Annotated[datetime | None, Moment(when="past", required=True)] = None
    signed: Annotated[bool, Flag()] = False


LIFECYCLE = table(
    REGISTER,
    Step(verb="make", source=NEW, target=State.OPEN, who=COUNTER, form=ReturnDraft),
    Step(verb="sign", source=State.OPEN, target=State.SIGNED, who=COUNTER, form=SignDraft, primary=True),
    each(State.OPEN, verb="add", who=COUNTER, form=ItemsDraft),
    each(State.OPEN, verb="drop", who=COUNTER, form=ItemsDraft),
    # Whoever collects an item after all takes it off the list.
    each(State.OPEN, verb="lose_item", who=frozenset()),
    each(State.OPEN, to=State.VOIDED, verb="void", who=COUNTER, form=ReasonDraft),
    each(State.SIGNED, to=State.VOIDED, verb="void", who=OFFICE, form=ReasonDraft),
)

CHIPS = ("open", "signed", "all")

#: Items that are to go back to their carrier.
TO_GO = (ItemState.UNKNOWN, ItemState.RETURN)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRow:
    """A list as the table shows it."""

    id: int
    version: int
    number: str
    state: State
    at: datetime
    carrier: str
    items: int
    signer: str
    signed_at: datetime | None
    handler: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnLine:
    """One item that goes back, and why; ``due`` is when it has to be gone, None once it is."""

    id: int
    item: ItemHit
    reason: Reason
    note: str
    due: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """What waits to go back to one carrier and is on no list yet; ``due`` is the first that has to be gone."""

    carrier: str
    items: int
    late: int
    due: datetime | None
    lines: tuple[ReturnLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnDetail:
    """Everything about one list."""

    id: int
    version: int
    number: str
    state: State
    carrier: str
    made_at: datetime
    recorder: str
    total: int
    signer: str
    phone: str
    signed: bool
    signed_at: datetime | None
    note: str
    void_reason: str
    lines: tuple[ReturnLine, ...] = ()
    linked: tuple[Ref, ...] = ()
    history: tuple[HistoryRow, ...] = ()
