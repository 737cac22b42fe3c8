"""Letters and newspapers 信件报刊: counted in bulk by building, signed for by the area's steward [001·1·4.2] (``MAIL-1``)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from deskapp.domain.common import Deadline, HistoryRow, Ref
from deskapp.domain.fields import Choice, Flag, Hidden, Moment, Number, Pick, Tally, Text
from deskapp.domain.lifecycle import NEW, Step, each, table
from deskapp.domain.people import COUNTER, COUNTER_AND_STEWARD, OFFICE
from deskapp.domain.reception import ReasonDraft

REGISTER = "letters"
PREFIX = "XB"
#: By when the stewards have fetched what came [001·1·3.2].
RULE = "mail.letters_collected_within"


class State(StrEnum):
    """Where a delivery stands: sorted, its stewards told, some of them or all of them signed."""

    RECEIVED = "received"
    NOTIFIED = "notified"
    PART = "part"
    SIGNED = "signed"
    VOIDED = "voided"


#: The states in which some of it still lies at the counter.
WAITING = (State.RECEIVED, State.NOTIFIED, State.PART)


class Source(StrEnum):
    """Who brought it."""

    POST = "post"
    PRESS = "press"
    OTHER = "other"


class Condition(StrEnum):
    """What the look at it found [001·1·4.2.1]."""

    INTACT = "intact"
    DAMAGED = "damaged"


class Means(StrEnum):
    """How the stewards were told [001·1·4.2.3]."""

    MESSAGE = "message"
    PHONE = "phone"
    SPOKEN = "spoken"


@dataclass(frozen=True, kw_only=True)
class LetterItem:
    """What came for one building; a building without either is none of the delivery's."""

    building: Annotated[str, Text(max=10, required=True)] = ""
    letters: Annotated[int | None, Number(max=9999)] = None
    newspapers: Annotated[int | None, Number(max=9999)] = None


@dataclass(frozen=True, kw_only=True)
class LetterDraft:
    """A delivery as it is taken in: by whom it came, whether it is whole, how much for each building (``MAIL-1``)."""

    source: Annotated[Source, Choice(required=True)] = Source.POST
    deliverer: Annotated[str, Text(max=40)] = ""
    condition: Annotated[Condition, Choice(required=True)] = Condition.INTACT
    damage: Annotated[str, Text(max=300, lines=2)] = ""
    lines: Annotated[tuple[LetterItem, ...], Tally(row=LetterItem, source="letters.buildings", required=True)] = ()
    note: Annotated[str, Text(max=300, lines=2)] = ""
    happened_at: Annotated[datetime | None, Moment(when="past")] = None
    happened_reason: Annotated[str, Text(max=200)] = ""
    client_id: Annotated[str, Hidden()] = ""


@dataclass(frozen=True, kw_only=True)
class AmendDraft:
    """Put right what was written down; what a steward has signed for stays as it was signed."""

    source: Annotated[Source, Choice(required=True)] = Source.POST
    deliverer: Annotated[str, Text(max=40)] = ""
    condition: Annotated[Condition, Choice(required=True)] = Condition.INTACT
    damage: Annotated[str, Text(max=300, lines=2)] = ""
    lines: Annotated[tuple[LetterItem, ...], Tally(row=LetterItem, source="letters.buildings", required=True)] = ()
    note: Annotated[str, Text(max=300, lines=2)] = ""


@dataclass(frozen=True, kw_only=True)
class NotifyDraft:
    """It is sorted, and the stewards were told to come [001·1·4.2.2, 4.2.3]."""

    means: Annotated[Means, Choice(required=True)] = Means.MESSAGE
    notified_at: Annotated[datetime | None, Moment(when="past", required=True)] = None


@dataclass(frozen=True, kw_only=True)
class SignDraft:
    """One area's share was fetched and signed for.

    Without ``area_id`` it is the buildings that belong to no area: ``signer`` names whoever took theirs. An area's
    share goes to its steward, or to another of the staff (``signer_id``).
    """

    area_id: Annotated[int | None, Pick(source="directory.areas")] = None
    signer_id: Annotated[int | None, Pick(source="staff.people")] = None
    signer: Annotated[str, Text(max=40)] = ""
    signed_at: Annotated[datetime | None, Moment(when="past", required=True)] = None
    signed: Annotated[bool, Flag()] = False


@dataclass(frozen=True, kw_only=True)
class UnsignDraft:
    """A signature was written down for the wrong area."""

    area_id: Annotated[int | None, Pick(source="directory.areas")] = None
    reason: Annotated[str, Text(max=500, lines=2, required=True)] = ""


LIFECYCLE = table(
    REGISTER,
    Step(verb="receive", source=NEW, target=State.RECEIVED, who=COUNTER, form=LetterDraft),
    Step(verb="notify", source=State.RECEIVED, target=State.NOTIFIED, who=COUNTER, form=NotifyDraft, primary=True),
    *(
        Step(verb="sign", source=source, target=target, who=COUNTER_AND_STEWARD, form=SignDraft, primary=True)
        for source in (State.NOTIFIED, State.PART)
        for target in (State.PART, State.SIGNED)
    ),
    each(State.NOTIFIED, State.PART, verb="notify", who=COUNTER, form=NotifyDraft),
    each(State.RECEIVED, State.NOTIFIED, State.PART, verb="amend", who=COUNTER, form=AmendDraft),
    # Nothing came for those who had not signed yet after all.
    Step(verb="amend", source=State.PART, target=State.SIGNED, who=COUNTER, form=AmendDraft),
    *(
        Step(verb="unsign", source=source, target=target, who=OFFICE, form=UnsignDraft)
        for source in (State.PART, State.SIGNED)
        for target in (State.NOTIFIED, State.PART)
    ),
    each(State.RECEIVED, State.NOTIFIED, to=State.VOIDED, verb="void", who=COUNTER, form=ReasonDraft),
    each(State.PART, State.SIGNED, to=State.VOIDED, verb="void", who=OFFICE, form=ReasonDraft),
)

CHIPS = ("waiting", "today", "damaged", "all")


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRow:
    """A delivery as the table shows it; ``waiting_for`` names the areas that have not signed yet."""

    id: int
    version: int
    number: str
    state: State
    at: datetime
    source: Source
    deliverer: str
    condition: Condition
    letters: int
    newspapers: int
    waiting_for: str
    due: datetime | None
    started: datetime | None
    handler: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterLine:
    """One building's share; ``name`` is what the building is called, ``area`` empty where it belongs to none."""

    id: int
    building: str
    name: str
    area_id: int | None
    area: str
    letters: int
    newspapers: int
    signed_at: datetime | None
    signer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterShare:
    """One area's share of a delivery, or (without ``area_id``) that of the buildings that belong to none.

    ``steward_id`` and ``steward`` are whose area it is now; ``recorder`` wrote the signature down.
    """

    area_id: int | None
    area: str
    steward_id: int | None
    steward: str
    letters: int
    newspapers: int
    signed_at: datetime | None
    signer: str
    recorder: str
    lines: tuple[LetterLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterDetail:
    """Everything about one delivery; an area steward sees the own area's share only."""

    id: int
    version: int
    number: str
    state: State
    at: datetime
    recorded_at: datetime
    happened_reason: str
    recorder: str
    source: Source
    deliverer: str
    condition: Condition
    damage: str
    letters: int
    newspapers: int
    waiting_for: str
    means: Means | None
    notified_at: datetime | None
    signed_at: datetime | None
    note: str
    void_reason: str
    deadline: Deadline | None
    shares: tuple[LetterShare, ...] = ()
    linked: tuple[Ref, ...] = ()
    history: tuple[HistoryRow, ...] = ()

    @property
    def lines(self) -> tuple[LetterLine, ...]:
        """The buildings, area by area."""
        return tuple(line for share in self.shares for line in share.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPlace:
    """A building as the form counts it: its code, what it is called, whose area it is in."""

    code: str
    name: str
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterList:
    """The deliveries of a day or a month in order; ``number`` names the period, the sums leave void ones out."""

    number: str
    rows: tuple[LetterDetail, ...]
    letters: int
    newspapers: int
