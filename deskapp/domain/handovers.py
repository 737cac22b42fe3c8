"""Handover 交接班: gathered, counted, checked, confirmed by both, printed and signed [001·5·4.2] (``DUTY-4``, ``DUTY-7``)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, NamedTuple

from deskapp.domain.common import HistoryRow, Ref
from deskapp.domain.duty_log import Head
from deskapp.domain.fields import Choice, Flag, Hidden, Moment, Money, Number, Pick, Rows, Secret, Text
from deskapp.domain.lifecycle import NEW, Step, each, table
from deskapp.domain.people import COUNTER_AND_STEWARD, OFFICE
from deskapp.domain.reception import ReasonDraft

REGISTER = "handovers"
PREFIX = "JJ"


class State(StrEnum):
    """Where a handover stands: being prepared, confirmed by the outgoing, by both, signed on paper too."""

    OPEN = "open"
    GIVEN = "given"
    TAKEN = "taken"
    SIGNED = "signed"
    VOIDED = "voided"


class Count(StrEnum):
    """What is counted by hand to go home (``DUTY-7``)."""

    KEYS_OUT = "keys_out"
    PARCELS = "parcels"
    ENVELOPES = "envelopes"
    CASH = "cash"
    SLIPS = "slips"


class Check(StrEnum):
    """What is looked at before the shift changes [001·5·4.2.1.2, 4.2.2]."""

    AREA = "area"
    EQUIPMENT = "equipment"
    DESK = "desk"
    PHONE = "phone"
    EVIDENCE = "evidence"


@dataclass(frozen=True, kw_only=True)
class HandoverDraft:
    """A handover as the outgoing person begins it; the rest gathers by itself (``DUTY-4``)."""

    note: Annotated[str, Text(max=2000, lines=4)] = ""
    client_id: Annotated[str, Hidden()] = ""


@dataclass(frozen=True, kw_only=True)
class CountLine:
    """One thing counted by hand. Cash is in yuan, everything else in pieces."""

    what: Annotated[Count, Choice(required=True)] = Count.KEYS_OUT
    counted: Annotated[int | None, Number(min=0, max=100_000)] = None
    cash: Annotated[Decimal | None, Money()] = None
    explanation: Annotated[str, Text(max=300)] = ""


@dataclass(frozen=True, kw_only=True)
class CheckLine:
    """One thing that was looked at: in order, or what is not."""

    what: Annotated[Check, Choice(required=True)] = Check.AREA
    fine: Annotated[bool, Flag()] = True
    remark: Annotated[str, Text(max=300)] = ""


@dataclass(frozen=True, kw_only=True)
class PrepareDraft:
    """What the outgoing person has counted, looked at and wants to say; saved as often as one likes."""

    counts: Annotated[tuple[CountLine, ...], Rows(row=CountLine, max=20)] = ()
    checks: Annotated[tuple[CheckLine, ...], Rows(row=CheckLine, max=20)] = ()
    note: Annotated[str, Text(max=2000, lines=4)] = ""


@dataclass(frozen=True, kw_only=True)
class GiveDraft:
    """The outgoing person confirms with the own PIN."""

    pin: Annotated[str, Secret(required=True)] = ""


@dataclass(frozen=True, kw_only=True)
class TakeDraft:
    """The incoming person confirms with the own PIN, having read what must be read (``DUTY-8``).

    ``read`` are the ids of must-read notes that were read while taking over: the PIN says by whom.
    """

    incoming_id: Annotated[int | None, Pick(source="handovers.takers", required=True)] = None
    read: Annotated[tuple[int, ...], Hidden()] = ()
    pin: Annotated[str, Secret(required=True)] = ""
    remark: Annotated[str, Text(max=500, lines=2)] = ""


@dataclass(frozen=True, kw_only=True)
class LetPassDraft:
    """The supervisor lets it pass though something important is unfinished or a count differs; at the counter by PIN."""

    supervisor_id: Annotated[int | None, Pick(source="handovers.supervisors")] = None
    pin: Annotated[str, Secret()] = ""
    reason: Annotated[str, Text(max=500, lines=2, required=True)] = ""


@dataclass(frozen=True, kw_only=True)
class SignDraft:
    """The printed sheet is signed by both; a picture of it can be attached (``ALL-8``)."""

    signed_at: Annotated[datetime | None, Moment(when="past", required=True)] = None


LIFECYCLE = table(
    REGISTER,
    Step(verb="begin", source=NEW, target=State.OPEN, who=COUNTER_AND_STEWARD, form=HandoverDraft),
    each(State.OPEN, verb="prepare", who=COUNTER_AND_STEWARD, form=PrepareDraft),
    each(State.OPEN, verb="gather", who=COUNTER_AND_STEWARD),
    Step(verb="give", source=State.OPEN, target=State.GIVEN, who=COUNTER_AND_STEWARD, form=GiveDraft, primary=True),
    each(State.OPEN, verb="let_pass", who=COUNTER_AND_STEWARD, form=LetPassDraft),
    Step(verb="take", source=State.GIVEN, target=State.TAKEN, who=COUNTER_AND_STEWARD, form=TakeDraft, primary=True),
    each(State.GIVEN, to=State.OPEN, verb="reopen", who=COUNTER_AND_STEWARD, form=ReasonDraft),
    Step(verb="sign", source=State.TAKEN, target=State.SIGNED, who=COUNTER_AND_STEWARD, form=SignDraft, primary=True),
    each(State.OPEN, State.GIVEN, to=State.VOIDED, verb="void", who=COUNTER_AND_STEWARD, form=ReasonDraft),
    each(State.TAKEN, State.SIGNED, to=State.VOIDED, verb="void", who=OFFICE, form=ReasonDraft),
)

#: The line that stands for everything of a register beyond what is said singly.
MORE = f"{REGISTER}.item.more"
CHIPS = ("open", "unsigned", "late", "all")


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """One thing a register hands over by itself (``DUTY-4``): word key with parameters, where it leads.

    ``important`` things unfinished block the handover until the supervisor lets it pass (``passed``).
    """

    register: str
    text: str
    params: dict[str, Any] = field(default_factory=dict)
    ref: Ref | None = None
    due: datetime | None = None
    important: bool = False
    passed: bool = False


class Figures(NamedTuple):
    """What is there of something: pieces, and of cash the sum."""

    pieces: int = 0
    cash: Decimal | None = None


class Expected(NamedTuple):
    """What a register says should be there of something that is counted (``DUTY-7``)."""

    what: Count
    pieces: int = 0
    cash: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One count: what the registers said when it was counted, what was counted, and why they differ (``DUTY-7``).

    ``now`` and ``now_cash`` are what the registers say by now, ``passed`` that the supervisor let the difference pass.
    """

    what: Count
    expected: int
    expected_cash: Decimal | None
    counted: int | None
    counted_cash: Decimal | None
    explanation: str
    now: int
    now_cash: Decimal | None
    passed: bool = False

    @property
    def differs(self) -> bool:
        """Whether it was counted and is not what the registers say."""
        if self.expected_cash is not None:
            return self.counted_cash is not None and self.counted_cash != self.expected_cash
        return self.counted is not None and self.counted != self.expected

    @property
    def done(self) -> bool:
        """Whether it was counted at all."""
        return self.counted is not None or self.counted_cash is not None

    @property
    def differs_now(self) -> bool:
        """Whether it was counted and is not what the registers say by now."""
        seen = (self.now, None) if self.now_cash is None else (None, self.now_cash)
        return self.done and (self.counted, self.counted_cash) != seen

    @property
    def moved(self) -> bool:
        """Whether the registers have moved since it was counted, away from what was counted."""
        return self.differs_now and (self.expected, self.expected_cash) != (self.now, self.now_cash)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One thing looked at."""

    what: Check
    fine: bool
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """Why a handover cannot go on (``handovers.obstacle.<code>``); ``passable`` ones the supervisor may let pass."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)
    passable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverRow:
    """A handover as the table shows it."""

    id: int
    version: int
    number: str
    state: State
    at: datetime
    outgoing: str
    incoming: str
    shift: str
    open_matters: int
    differences: int
    passed: bool
    late_minutes: int
    handler: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverDetail:
    """Everything about one handover.

    ``unread`` names the must-read notes that whoever looks has not read; ``changed`` says that what was gathered is not
    what would be gathered now; ``incoming_code`` is what the incoming person signs in with.
    """

    id: int
    version: int
    number: str
    state: State
    shift: str
    outgoing: str
    incoming: str
    incoming_code: str
    begun_at: datetime
    gathered_at: datetime
    given_at: datetime | None
    taken_at: datetime | None
    late_minutes: int
    note: str
    remark: str
    passed_by: str
    passed_reason: str
    passed_at: datetime | None
    signed_at: datetime | None
    head: Head
    void_reason: str
    changed: bool = False
    items: tuple[Handed, ...] = ()
    counts: tuple[Counted, ...] = ()
    checks: tuple[Checked, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    unread: tuple[Ref, ...] = ()
    linked: tuple[Ref, ...] = ()
    history: tuple[HistoryRow, ...] = ()

    @property
    def matters(self) -> int:
        """How many matters are handed over; one line may stand for many."""
        return sum(int(each.params.get("count", 1)) if each.text == MORE else 1 for each in self.items)
