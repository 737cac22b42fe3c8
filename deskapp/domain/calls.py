"""Call lists 电话通知: units to be phoned by a superior's order or for an activity [001·1·4.9] (``FUP-3``)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from deskapp.domain.common import Deadline, HistoryRow, Ref
from deskapp.domain.fields import Choice, Hidden, Moment, Pick, Text, UnitCode
from deskapp.domain.lifecycle import NEW, Step, each, table
from deskapp.domain.people import COUNTER, OFFICE
from deskapp.domain.reception import ReasonDraft

REGISTER = "calls"
PREFIX = "DH"


class Kind(StrEnum):
    """Why the units are phoned."""

    ORDER = "order"
    ACTIVITY = "activity"


class State(StrEnum):
    """Where a call list stands."""

    OPEN = "open"
    REPORTED = "reported"
    VOIDED = "voided"


class Scope(StrEnum):
    """How the units are chosen."""

    ALL = "all"
    BUILDINGS = "buildings"
    AREA = "area"
    TYPED = "typed"
    SAVED = "saved"


class Result(StrEnum):
    """What came of the last call to a unit."""

    TO_CALL = "to_call"
    REACHED = "reached"
    TAKES_PART = "takes_part"
    REFUSED = "refused"
    NOBODY = "nobody"
    WRONG_NUMBER = "wrong_number"


#: Somebody was spoken to.
SPOKEN = frozenset({Result.REACHED, Result.TAKES_PART, Result.REFUSED})
#: The key of each result, as the calling goes on by single letters.
LETTERS = {
    Result.REACHED: "R",
    Result.TAKES_PART: "P",
    Result.REFUSED: "D",
    Result.NOBODY: "N",
    Result.WRONG_NUMBER: "W",
}


@dataclass(frozen=True, kw_only=True)
class UnitsDraft:
    """Which units: all with somebody registered, some buildings, an area, a list of codes, or a choice kept before."""

    scope: Annotated[Scope, Choice(required=True)] = Scope.ALL
    buildings: Annotated[str, Text(max=300)] = ""
    area_id: Annotated[int | None, Pick(source="directory.areas")] = None
    codes: Annotated[str, Text(max=20_000, lines=4)] = ""
    choice_id: Annotated[int | None, Pick(source="calls.choices")] = None


@dataclass(frozen=True, kw_only=True)
class CallListDraft:
    """A call list as it is made. ``save_as`` keeps its units under a name, to be chosen again."""

    kind: Annotated[Kind, Choice(required=True)] = Kind.ORDER
    title: Annotated[str, Text(max=80, required=True)] = ""
    ordered_by: Annotated[str, Text(max=60, required=True)] = ""
    say: Annotated[str, Text(max=1000, lines=3, required=True)] = ""
    due_at: Annotated[datetime | None, Moment(when="future")] = None
    scope: Annotated[Scope, Choice(required=True)] = Scope.ALL
    buildings: Annotated[str, Text(max=300)] = ""
    area_id: Annotated[int | None, Pick(source="directory.areas")] = None
    codes: Annotated[str, Text(max=20_000, lines=4)] = ""
    choice_id: Annotated[int | None, Pick(source="calls.choices")] = None
    save_as: Annotated[str, Text(max=40)] = ""
    client_id: Annotated[str, Hidden()] = ""


@dataclass(frozen=True, kw_only=True)
class AmendDraft:
    """What a list says of itself, put right."""

    title: Annotated[str, Text(max=80, required=True)] = ""
    ordered_by: Annotated[str, Text(max=60, required=True)] = ""
    say: Annotated[str, Text(max=1000, lines=3, required=True)] = ""
    due_at: Annotated[datetime | None, Moment()] = None


@dataclass(frozen=True, kw_only=True)
class CallDraft:
    """One call. ``attempts`` is how many there were when it was made: nobody else's call is written over."""

    unit: Annotated[str, UnitCode(required=True)] = ""
    result: Annotated[Result, Choice(required=True)] = Result.REACHED
    words: Annotated[str, Text(max=300)] = ""
    attempts: Annotated[int | None, Hidden()] = None


@dataclass(frozen=True, kw_only=True)
class TakeBackDraft:
    """The unit whose last call was written down by mistake."""

    unit: Annotated[str, UnitCode(required=True)] = ""


@dataclass(frozen=True, kw_only=True)
class RemoveDraft:
    """A unit that is not phoned after all, and why."""

    unit: Annotated[str, UnitCode(required=True)] = ""
    reason: Annotated[str, Text(max=200, required=True)] = ""


@dataclass(frozen=True, kw_only=True)
class ReportDraft:
    """What came of it, as it is reported; a list with units never tried needs the reason."""

    outcome: Annotated[str, Text(max=1000, lines=3, required=True)] = ""
    report_to: Annotated[str, Text(max=60)] = ""
    reason: Annotated[str, Text(max=500, lines=2)] = ""


LIFECYCLE = table(
    REGISTER,
    Step(verb="make", source=NEW, target=State.OPEN, who=COUNTER, form=CallListDraft),
    Step(verb="call", source=State.OPEN, target=State.OPEN, who=COUNTER, form=CallDraft, primary=True),
    Step(verb="report", source=State.OPEN, target=State.REPORTED, who=COUNTER, form=ReportDraft, undo="reopen"),
    each(State.OPEN, verb="take_back", who=COUNTER, form=TakeBackDraft),
    each(State.OPEN, verb="add_units", who=COUNTER, form=UnitsDraft),
    each(State.OPEN, verb="remove", who=COUNTER, form=RemoveDraft),
    each(State.OPEN, verb="amend", who=COUNTER, form=AmendDraft),
    each(State.REPORTED, to=State.OPEN, verb="reopen", who=COUNTER, form=ReasonDraft),
    each(State.OPEN, to=State.VOIDED, verb="void", who=COUNTER, form=ReasonDraft),
    each(State.REPORTED, to=State.VOIDED, verb="void", who=OFFICE, form=ReasonDraft),
)

CHIPS = ("open", "mine", "late", "reported", "all")


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRow:
    """A call list as the table shows it; ``progress`` is reached of all, ``12 / 40``."""

    id: int
    version: int
    number: str
    state: State
    at: datetime
    kind: Kind
    title: str
    ordered_by: str
    progress: str
    due: datetime | None
    started: datetime
    handler: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallLine:
    """One unit of a list and what came of the last call; ``removed`` says why it is not phoned after all."""

    id: int
    unit_id: int
    unit: str
    contact: str
    phone: str
    result: Result
    words: str
    at: datetime | None
    by: str
    attempts: int
    removed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallAttempt:
    """One call, as it was written down at the time; ``taken_back`` was a mistake."""

    at: datetime
    by: str
    result: Result
    words: str
    taken_back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsFound:
    """What a choice of units comes to: how many, how many of them without a phone."""

    units: int
    without_phone: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CallDetail:
    """Everything about one call list. Single calls stand in its lines, not in its history."""

    id: int
    version: int
    number: str
    state: State
    kind: Kind
    title: str
    ordered_by: str
    say: str
    saved_as: str
    created_at: datetime
    recorder: str
    total: int
    tried: int
    reached: int
    joining: int
    outcome: str
    report_to: str
    untried_reason: str
    reported_at: datetime | None
    void_reason: str
    due_at: datetime | None
    deadline: Deadline | None
    lines: tuple[CallLine, ...] = ()
    linked: tuple[Ref, ...] = ()
    history: tuple[HistoryRow, ...] = ()
