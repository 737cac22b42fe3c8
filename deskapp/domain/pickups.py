"""Pickups 领取: mail handed out against a signature, to a resident, a proxy or the area steward (``MAIL-5``, ``MAIL-8``)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from deskapp.domain.common import HistoryRow, Ref
from deskapp.domain.directory import IdType, Instruction
from deskapp.domain.fields import Choice, Flag, Hidden, Moment, Phone, Pick, Rows, Text
from deskapp.domain.lifecycle import NEW, Step, each, table
from deskapp.domain.mail import ItemHit
from deskapp.domain.people import COUNTER, COUNTER_AND_STEWARD
from deskapp.domain.reception import ReasonDraft

REGISTER = "pickups"
PREFIX = "LJ"


class Kind(StrEnum):
    """Who takes the mail: the resident, somebody for the resident, or the area steward to bring it round."""

    RESIDENT = "resident"
    PROXY = "proxy"
    STEWARD = "steward"


class Check(StrEnum):
    """How the resident's identity was checked [001·2·4.6]."""

    KNOWN = "known"
    DOCUMENT = "document"
    PHONE = "phone"


class State(StrEnum):
    """A pickup is signed from its first moment on (``MAIL-7``); one that was a mistake is voided."""

    DONE = "done"
    VOIDED = "voided"


@dataclass(frozen=True, kw_only=True)
class ItemPick:
    """One item, by its number, its tracking number or the code of its label."""

    item: Annotated[str, Text(max=60, required=True)] = ""


@dataclass(frozen=True, kw_only=True)
class PickupDraft:
    """Items that go out in one step, signed once (``MAIL-5``, ``MAIL-8``).

    A resident is named and checked; a proxy is one of the approved (``proxy_id``); a steward is picked from the staff.
    ``signed`` has to be true: nothing leaves without a signature (``MAIL-7``).
    """

    items: Annotated[tuple[ItemPick, ...], Rows(row=ItemPick, max=200, required=True)] = ()
    kind: Annotated[Kind, Choice(required=True)] = Kind.RESIDENT
    taker: Annotated[str, Text(max=60)] = ""
    resident_id: Annotated[int | None, Hidden()] = None
    phone: Annotated[str, Phone()] = ""
    check: Annotated[Check, Choice(required=True)] = Check.KNOWN
    id_type: Annotated[IdType, Choice()] = IdType.NONE
    id_number: Annotated[str, Text(max=40)] = ""
    proxy_id: Annotated[int | None, Pick(source="proxies.options")] = None
    steward_id: Annotated[int | None, Pick(source="staff.people")] = None
    signed: Annotated[bool, Flag()] = False
    note: Annotated[str, Text(max=300, lines=2)] = ""
    happened_at: Annotated[datetime | None, Moment(when="past")] = None
    happened_reason: Annotated[str, Text(max=200)] = ""
    client_id: Annotated[str, Hidden()] = ""


@dataclass(frozen=True, kw_only=True)
class AmendDraft:
    """Put right what was written of whoever took the mail."""

    taker: Annotated[str, Text(max=60, required=True)] = ""
    phone: Annotated[str, Phone()] = ""
    note: Annotated[str, Text(max=300, lines=2)] = ""


LIFECYCLE = table(
    REGISTER,
    Step(verb="hand_out", source=NEW, target=State.DONE, who=COUNTER_AND_STEWARD, form=PickupDraft),
    each(State.DONE, verb="amend", who=COUNTER, form=AmendDraft),
    each(State.DONE, to=State.VOIDED, verb="void", who=COUNTER, form=ReasonDraft),
)

CHIPS = ("today", "proxy", "steward", "mine", "all")


@dataclass(frozen=True, slots=True, kw_only=True)
class PickupRow:
    """A pickup as the table shows it; ``items`` counts what went out."""

    id: int
    version: int
    number: str
    state: State
    at: datetime
    kind: Kind
    unit: str
    taker: str
    phone: str
    items: int
    handler: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PickupLine:
    """One item of a pickup, and the place it lay at."""

    id: int
    item: ItemHit
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """The signature that whoever takes the mail gave before, as a picture (``MAIL-8``): an attachment of ``ref``."""

    attachment_id: int
    ref: Ref
    at: datetime
    taker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PickupDetail:
    """Everything about one pickup. The document's number is masked."""

    id: int
    version: int
    number: str
    state: State
    kind: Kind
    unit: str
    taker: str
    resident_id: int | None
    phone: str
    check: Check
    id_type: IdType
    id_number_masked: str
    proxy: Ref | None
    relation: str
    approved_by: str
    steward: str
    signed: bool
    total: int
    picked_at: datetime
    recorded_at: datetime
    happened_reason: str
    recorder: str
    note: str
    void_reason: str
    lines: tuple[PickupLine, ...] = ()
    earlier: Earlier | None = None
    linked: tuple[Ref, ...] = ()
    history: tuple[HistoryRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Taker:
    """Somebody who may take a unit's mail: whoever lives there, an approved proxy valid today, the area's steward.

    One of the three ids is set, as ``kind`` says. ``relation`` is a word key (``directory.relation.owner``,
    ``proxies.relation.family``; the steward's is ``role.steward``); ``for_`` whom a proxy takes it for; ``until`` None
    with a proxy: for this one pickup; ``addressed`` counts the items that bear the name.
    """

    kind: Kind
    name: str
    resident_id: int | None = None
    proxy_id: int | None = None
    steward_id: int | None = None
    phone: str = ""
    relation: str = ""
    for_: str = ""
    id_type: IdType = IdType.NONE
    id_number_masked: str = ""
    until: date | None = None
    addressed: int = 0
    earlier: Earlier | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferUnit:
    """One of several units that may be meant, with how much waits for it: to choose from by ``pickups.for_unit``."""

    unit: str
    names: str
    items: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What the counter hands out, from any scan or word: one unit's items in one step (``MAIL-5``).

    ``unit`` empty: nothing was meant, or one of the ``choices``. ``items`` may all go: what lies here first, by its
    place, then what the steward has. ``meant`` are the ids of those that the very words meant (the code scanned).
    ``kept`` are the unit's items that may not go: missing, or disowned.
    """

    unit: str = ""
    items: tuple[ItemHit, ...] = ()
    meant: tuple[int, ...] = ()
    kept: tuple[ItemHit, ...] = ()
    takers: tuple[Taker, ...] = ()
    instructions: tuple[Instruction, ...] = ()
    choices: tuple[OfferUnit, ...] = ()
