"""Keys handed to an owner, and keys an owner leaves in trust 钥匙领取与托管 [001·1·4.5.1.2, 4.5.5] (``KEY-5``)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from deskapp.domain.common import HistoryRow, Ref
from deskapp.domain.directory import IdType, Relation
from deskapp.domain.fields import Choice, Day, Flag, Hidden, Moment, Number, Phone, Rows, Text, UnitCode
from deskapp.domain.lifecycle import NEW, Step, each, table
from deskapp.domain.people import COUNTER, OFFICE
from deskapp.domain.reception import ReasonDraft

REGISTER = "transfers"
PREFIX = "LQ"


class Kind(StrEnum):
    """Which way the keys go: to the owner (at move-in, or out of trust), or into the office's trust."""

    HANDED_OVER = "handed_over"
    ENTRUSTED = "entrusted"


class State(StrEnum):
    """Where an entry stands: its paper is still to be signed, or is."""

    RECORDED = "recorded"
    SIGNED = "signed"
    VOIDED = "voided"


@dataclass(frozen=True, kw_only=True)
class HandItem:
    """One line of what the owner takes. ``key`` names the set by hook or number; empty: it belongs to the set above."""

    key: Annotated[str, Text(max=60)] = ""
    description: Annotated[str, Text(max=60, required=True)] = ""
    count: Annotated[int | None, Number(min=1, max=99)] = None


@dataclass(frozen=True, kw_only=True)
class TrustItem:
    """One line of what the owner leaves.

    ``key`` is the number of a set that was handed over before; without it a new set is hung. ``hook`` is where it goes,
    empty: the next free one. A line with neither belongs to the set above.
    """

    key: Annotated[str, Text(max=24)] = ""
    hook: Annotated[str, Text(max=20)] = ""
    description: Annotated[str, Text(max=60, required=True)] = ""
    count: Annotated[int | None, Number(min=1, max=99)] = None


@dataclass(frozen=True, kw_only=True)
class TransferDraft:
    """A hand-over in the order of the conversation: which unit, who, with what document, which keys (``KEY-5``).

    ``items`` are asked where the owner takes keys, ``trusted``, ``instruction`` and ``until`` where they are left here.
    """

    kind: Annotated[Kind, Choice(required=True)] = Kind.HANDED_OVER
    unit: Annotated[str, UnitCode(required=True)] = ""
    resident_id: Annotated[int | None, Hidden()] = None
    resident: Annotated[str, Text(max=60, required=True)] = ""
    phone: Annotated[str, Phone()] = ""
    relation: Annotated[Relation, Choice(required=True)] = Relation.OWNER
    id_type: Annotated[IdType, Choice()] = IdType.NONE
    id_number: Annotated[str, Text(max=40)] = ""
    items: Annotated[tuple[HandItem, ...], Rows(row=HandItem, max=60)] = ()
    trusted: Annotated[tuple[TrustItem, ...], Rows(row=TrustItem, max=60)] = ()
    instruction: Annotated[str, Text(max=300, lines=2)] = ""
    until: Annotated[date | None, Day(when="future")] = None
    signed: Annotated[bool, Flag()] = False
    note: Annotated[str, Text(max=300, lines=2)] = ""
    happened_at: Annotated[datetime | None, Moment(when="past")] = None
    happened_reason: Annotated[str, Text(max=200)] = ""
    client_id: Annotated[str, Hidden()] = ""


@dataclass(frozen=True, kw_only=True)
class SignDraft:
    """The resident signed the paper after all."""

    signed_at: Annotated[datetime | None, Moment(when="past", required=True)] = None


@dataclass(frozen=True, kw_only=True)
class AmendDraft:
    """Put right who it was and what the owner asks; the keys stay as they were itemised."""

    resident: Annotated[str, Text(max=60, required=True)] = ""
    phone: Annotated[str, Phone()] = ""
    relation: Annotated[Relation, Choice(required=True)] = Relation.OWNER
    instruction: Annotated[str, Text(max=300, lines=2)] = ""
    until: Annotated[date | None, Day(when="future")] = None
    note: Annotated[str, Text(max=300, lines=2)] = ""


LIFECYCLE = table(
    REGISTER,
    Step(verb="record", source=NEW, target=State.RECORDED, who=COUNTER, form=TransferDraft),
    # The paper may be signed while it is written down.
    Step(verb="record", source=NEW, target=State.SIGNED, who=COUNTER, form=TransferDraft),
    Step(verb="sign", source=State.RECORDED, target=State.SIGNED, who=COUNTER, form=SignDraft, primary=True),
    each(State.RECORDED, State.SIGNED, verb="amend", who=COUNTER, form=AmendDraft),
    each(State.RECORDED, to=State.VOIDED, verb="void", who=COUNTER, form=ReasonDraft),
    each(State.SIGNED, to=State.VOIDED, verb="void", who=OFFICE, form=ReasonDraft),
    # A trust is over, or goes on after all, along with the entry by which its owner took the keys.
    each(State.RECORDED, State.SIGNED, verb="take_back", who=frozenset()),
    each(State.RECORDED, State.SIGNED, verb="keep_on", who=frozenset()),
)

CHIPS = ("all", "today", "unsigned", "trusted", "ended")


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferRow:
    """An entry as the table shows it; ``keys`` is how many keys it names, ``returned_at`` ends a trust."""

    id: int
    version: int
    number: str
    state: State
    kind: Kind
    at: datetime
    unit: str
    resident: str
    phone: str
    relation: Relation
    items: str
    keys: int
    until: date | None
    returned_at: datetime | None
    handler: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferLine:
    """One line of the itemised list: its set, the hook it came from or went to, what it is, how many."""

    set_id: int
    number: str
    hook: str
    description: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferDetail:
    """Everything about one entry. The document's number is masked."""

    id: int
    version: int
    number: str
    state: State
    kind: Kind
    unit: str
    unit_id: int
    resident_id: int | None
    resident: str
    phone: str
    relation: Relation
    id_type: IdType
    id_number_masked: str
    keys: int
    instruction: str
    until: date | None
    returned_at: datetime | None
    note: str
    at: datetime
    recorded_at: datetime
    happened_reason: str
    recorder: str
    signed_at: datetime | None
    void_reason: str
    lines: tuple[TransferLine, ...] = ()
    linked: tuple[Ref, ...] = ()
    history: tuple[HistoryRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Somebody of the unit as the directory has them; the document's number is masked."""

    resident_id: int
    name: str
    phone: str
    relation: Relation
    id_type: IdType
    id_number_masked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSet:
    """A set that can change hands: its hook, or its number where it has none."""

    key: str
    keys: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a unit before anything is typed: its people, the sets that hang here, the sets handed over."""

    people: tuple[Party, ...]
    here: tuple[KnownSet, ...]
    handed: tuple[KnownSet, ...]
