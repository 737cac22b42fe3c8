"""Accountable mail 给据邮件: registered letters, express, parcels, remittances, one by one [001·1·4.2.4; 001·2]."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from deskapp.domain.common import Deadline, HistoryRow, Ref
from deskapp.domain.fields import Choice, Day, Flag, Hidden, Moment, Phone, Text, UnitCode
from deskapp.domain.lifecycle import NEW, Step, each, table
from deskapp.domain.people import COUNTER, COUNTER_AND_STEWARD
from deskapp.domain.reception import ReasonDraft

REGISTER = "mail"
PREFIX = "YJ"


class Kind(StrEnum):
    """What an item is: each one is signed for by name."""

    REGISTERED = "registered"
    EXPRESS = "express"
    PARCEL = "parcel"
    REMITTANCE = "remittance"


class State(StrEnum):
    """Where an item is. ``return`` waits for its carrier, ``steward`` is in the area steward's hands."""

    WAITING = "waiting"
    HELD = "held"
    STEWARD = "steward"
    UNKNOWN = "unknown"
    RETURN = "return"
    COLLECTED = "collected"
    RETURNED = "returned"
    MISSING = "missing"
    VOIDED = "voided"


class Condition(StrEnum):
    """How an item arrived; noted before the carrier leaves (``MAIL-2``)."""

    GOOD = "good"
    DAMAGED = "damaged"
    WET = "wet"
    OPENED = "opened"


class Channel(StrEnum):
    """How a resident is told, in the order in which it is tried (``MAIL-4``)."""

    PHONE = "phone"
    MESSAGE = "message"
    NOTICE = "notice"
    DOOR = "door"


class Outcome(StrEnum):
    """What came of an attempt; ``left`` is a word or a slip left behind."""

    REACHED = "reached"
    LEFT = "left"
    NO_ANSWER = "no_answer"
    WRONG = "wrong"


class Reason(StrEnum):
    """Why an item goes back [001·1·4.2.6.2; 001·2·4.7]."""

    UNKNOWN = "unknown"
    MOVED = "moved"
    REFUSED = "refused"
    OVERDUE = "overdue"
    MISSENT = "missent"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class ItemDraft:
    """An item as it is checked in: scanned, addressed, on its shelf (``MAIL-2``).

    ``carrier`` is a code of ``domain.carriers`` or a name typed; ``place`` empty takes the proposed one; ``unknown``
    says that nobody of this name is known here (``MAIL-3``), and then needs no unit; ``again`` that an item of the same
    tracking number has left before and has come once more.
    """

    tracking: Annotated[str, Text(max=40)] = ""
    unit: Annotated[str, UnitCode()] = ""
    recipient: Annotated[str, Text(max=60, required=True)] = ""
    resident_id: Annotated[int | None, Hidden()] = None
    phone: Annotated[str, Phone()] = ""
    kind: Annotated[Kind, Choice(required=True)] = Kind.PARCEL
    carrier: Annotated[str, Text(max=40)] = ""
    place: Annotated[str, Text(max=20)] = ""
    condition: Annotated[Condition, Choice(required=True)] = Condition.GOOD
    damage: Annotated[str, Text(max=300)] = ""
    sender: Annotated[str, Text(max=60)] = ""
    origin: Annotated[str, Text(max=60)] = ""
    unknown: Annotated[bool, Flag()] = False
    again: Annotated[bool, Flag()] = False
    note: Annotated[str, Text(max=300, lines=2)] = ""
    happened_at: Annotated[datetime | None, Moment(when="past")] = None
    happened_reason: Annotated[str, Text(max=200)] = ""
    client_id: Annotated[str, Hidden()] = ""


@dataclass(frozen=True, kw_only=True)
class ContactDraft:
    """One attempt to reach the resident (``MAIL-4``)."""

    channel: Annotated[Channel, Choice(required=True)] = Channel.PHONE
    outcome: Annotated[Outcome, Choice(required=True)] = Outcome.REACHED
    note: Annotated[str, Text(max=200)] = ""
    happened_at: Annotated[datetime | None, Moment(when="past")] = None
    happened_reason: Annotated[str, Text(max=200)] = ""


@dataclass(frozen=True, kw_only=True)
class IdentifyDraft:
    """Whose an item is after all (``MAIL-3``)."""

    unit: Annotated[str, UnitCode(required=True)] = ""
    recipient: Annotated[str, Text(max=60, required=True)] = ""
    resident_id: Annotated[int | None, Hidden()] = None
    phone: Annotated[str, Phone()] = ""


@dataclass(frozen=True, kw_only=True)
class DisownDraft:
    """Nobody of this name is here, or not any more: from now on the two days run (``MAIL-3``)."""

    reason: Annotated[Reason, Choice(required=True)] = Reason.MOVED
    note: Annotated[str, Text(max=200)] = ""


@dataclass(frozen=True, kw_only=True)
class HoldDraft:
    """Kept for a resident who still lives here, until a day (``MAIL-7``) [001·1·4.2.6.2]."""

    until: Annotated[date | None, Day(when="future", required=True)] = None
    reason: Annotated[str, Text(max=200, required=True)] = ""


@dataclass(frozen=True, kw_only=True)
class SendBackDraft:
    """An item is to go back to its carrier (``MAIL-7``)."""

    reason: Annotated[Reason, Choice(required=True)] = Reason.OVERDUE
    note: Annotated[str, Text(max=200)] = ""


@dataclass(frozen=True, kw_only=True)
class ShelveDraft:
    """The place an item lies at from now on (``MAIL-9``)."""

    place: Annotated[str, Text(max=20, required=True)] = ""


@dataclass(frozen=True, kw_only=True)
class BringBackDraft:
    """What the steward could not hand out lies here again; ``place`` empty takes the proposed one."""

    place: Annotated[str, Text(max=20)] = ""
    note: Annotated[str, Text(max=200)] = ""


@dataclass(frozen=True, kw_only=True)
class FindDraft:
    """A missing item came to light; ``place`` empty takes the proposed one."""

    reason: Annotated[str, Text(max=500, lines=2, required=True)] = ""
    place: Annotated[str, Text(max=20)] = ""


@dataclass(frozen=True, kw_only=True)
class AmendDraft:
    """What was written of an item, put right; its unit only where it was never told to anybody."""

    tracking: Annotated[str, Text(max=40)] = ""
    unit: Annotated[str, UnitCode()] = ""
    recipient: Annotated[str, Text(max=60, required=True)] = ""
    phone: Annotated[str, Phone()] = ""
    kind: Annotated[Kind, Choice(required=True)] = Kind.PARCEL
    carrier: Annotated[str, Text(max=40)] = ""
    condition: Annotated[Condition, Choice(required=True)] = Condition.GOOD
    damage: Annotated[str, Text(max=300)] = ""
    sender: Annotated[str, Text(max=60)] = ""
    origin: Annotated[str, Text(max=60)] = ""
    note: Annotated[str, Text(max=300, lines=2)] = ""


#: Items that lie on the shelf.
HERE = (State.WAITING, State.HELD, State.UNKNOWN, State.RETURN)
#: Items that a resident can still have.
FOR_PICKUP = (State.WAITING, State.HELD, State.RETURN, State.STEWARD)
#: Items that have left for good, or never came.
GONE = (State.COLLECTED, State.RETURNED, State.VOIDED)


def _follows(verb: str, target: State, *sources: State) -> tuple[Step, ...]:
    """A step an item takes along with a pickup or a return list; nobody takes it by itself."""
    return each(*sources, to=target, verb=verb, who=frozenset())


LIFECYCLE = table(
    REGISTER,
    Step(verb="receive", source=NEW, target=State.WAITING, who=COUNTER, form=ItemDraft),
    # A unit's mail is held on its standing instruction (DIR-4); nobody of the name is known (MAIL-3).
    Step(verb="receive", source=NEW, target=State.HELD, who=COUNTER, form=ItemDraft),
    Step(verb="receive", source=NEW, target=State.UNKNOWN, who=COUNTER, form=ItemDraft),
    # Out of the house only with a signature: along with a pickup, or with a list that the carrier signed (MAIL-7).
    _follows("hand_out", State.COLLECTED, *FOR_PICKUP),
    _follows("take_along", State.STEWARD, State.WAITING, State.HELD),
    _follows("send_off", State.RETURNED, State.UNKNOWN, State.RETURN),
    # A pickup or a list that was a mistake is voided: its items are where they were.
    *(_follows("hand_back", state, State.COLLECTED) for state in FOR_PICKUP),
    *(_follows("hand_back", state, State.STEWARD) for state in (State.WAITING, State.HELD)),
    *(_follows("come_back", state, State.RETURNED) for state in (State.UNKNOWN, State.RETURN)),
    # Put on a list that goes back, and taken off it, whatever it is that happened to it instead.
    *(_follows("enlist", state, state) for state in (State.UNKNOWN, State.RETURN)),
    *(_follows("unlist", state, state) for state in (*HERE, State.COLLECTED, State.MISSING, State.VOIDED)),
    Step(verb="notify", source=State.WAITING, target=State.WAITING, who=COUNTER_AND_STEWARD, form=ContactDraft),
    each(State.HELD, State.STEWARD, verb="notify", who=COUNTER_AND_STEWARD, form=ContactDraft),
    Step(verb="identify", source=State.UNKNOWN, target=State.WAITING, who=COUNTER, form=IdentifyDraft),
    each(State.WAITING, State.HELD, State.STEWARD, to=State.UNKNOWN, verb="disown", who=COUNTER, form=DisownDraft),
    each(State.WAITING, State.HELD, State.RETURN, to=State.HELD, verb="hold", who=COUNTER, form=HoldDraft),
    Step(verb="send_back", source=State.UNKNOWN, target=State.RETURN, who=COUNTER, form=SendBackDraft, primary=True),
    each(State.WAITING, State.HELD, to=State.RETURN, verb="send_back", who=COUNTER, form=SendBackDraft),
    each(State.RETURN, to=State.WAITING, verb="keep", who=COUNTER, form=ReasonDraft),
    each(State.STEWARD, to=State.WAITING, verb="bring_back", who=COUNTER_AND_STEWARD, form=BringBackDraft),
    each(*HERE, verb="shelve", who=COUNTER, form=ShelveDraft),
    each(*HERE, State.STEWARD, to=State.MISSING, verb="miss", who=COUNTER, form=ReasonDraft),
    Step(verb="find", source=State.MISSING, target=State.WAITING, who=COUNTER, form=FindDraft, primary=True),
    # What belonged to nobody known when it was missed still does.
    Step(verb="find", source=State.MISSING, target=State.UNKNOWN, who=COUNTER, form=FindDraft),
    each(*HERE, State.STEWARD, verb="amend", who=COUNTER, form=AmendDraft),
    each(*HERE, to=State.VOIDED, verb="void", who=COUNTER, form=ReasonDraft),
)

CHIPS = ("here", "notify", "overdue", "unknown", "return", "steward", "damaged", "today", "all")


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """An item as the table shows it; ``attempts`` counts how often the resident was tried."""

    id: int
    version: int
    number: str
    state: State
    at: datetime
    place: str
    unit: str
    recipient: str
    phone: str
    kind: Kind
    carrier: str
    tracking: str
    condition: Condition
    attempts: int
    due: datetime | None
    started: datetime | None
    done_at: datetime | None
    handler: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One attempt to reach the resident (``MAIL-4``)."""

    at: datetime
    channel: Channel
    outcome: Outcome
    note: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """Who may be meant by a name, its initials, a unit or a phone's end (``MAIL-3``).

    ``moved`` is set for somebody who lived there and is gone; ``waiting`` counts what lies here for the unit;
    ``instruction`` is what the unit has asked for its mail (``DIR-4``); ``place`` the shelf place proposed.
    """

    unit: str
    resident_id: int | None
    name: str
    phone: str
    moved: bool
    waiting: int
    instruction: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An earlier item of a tracking number: a repeated scan, or one that has left before (``MAIL-2``, ``ALL-11``)."""

    ref: Ref
    state: State
    unit: str
    recipient: str
    place: str
    at: datetime
    done_at: datetime | None

    @property
    def here(self) -> bool:
        """Whether it has not left: the code was scanned twice."""
        return self.state not in GONE


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemHit:
    """An item meant by what was typed or scanned at the counter: number, tracking, unit, name, shelf, last four."""

    id: int
    version: int
    number: str
    state: State
    unit: str
    recipient: str
    phone: str
    kind: Kind
    carrier: str
    tracking: str
    place: str
    at: datetime
    condition: Condition = Condition.GOOD


@dataclass(frozen=True, slots=True, kw_only=True)
class NextTry:
    """What to try next for an item, and when (``MAIL-4``)."""

    channel: Channel
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDetail:
    """Everything about one item."""

    id: int
    version: int
    number: str
    state: State
    kind: Kind
    tracking: str
    carrier: str
    sender: str
    origin: str
    unit: str
    recipient: str
    resident_id: int | None
    phone: str
    condition: Condition
    damage: str
    place: str
    received_at: datetime
    recorded_at: datetime
    happened_reason: str
    recorder: str
    attempts: int
    next_try: NextTry | None
    due_at: datetime | None
    deadline: Deadline | None
    missed: int
    unknown_at: datetime | None
    held_until: date | None
    hold_reason: str
    return_reason: Reason | None
    return_note: str
    steward: str
    pickup: Ref | None
    return_list: Ref | None
    done_at: datetime | None
    missing_at: datetime | None
    missing_reason: str
    note: str
    void_reason: str
    contacts: tuple[Contact, ...] = ()
    linked: tuple[Ref, ...] = ()
    history: tuple[HistoryRow, ...] = ()
