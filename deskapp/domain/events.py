"""Special events 特别事件: burst pipe, outage, accident, collective complaint, and their report [001·1·4.1.4; 001·12·4]."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from deskapp.domain.common import Deadline, HistoryRow, Ref
from deskapp.domain.fields import Choice, Hidden, Moment, Phone, Text, UnitCode
from deskapp.domain.lifecycle import NEW, Step, each, table
from deskapp.domain.people import COUNTER, OFFICE
from deskapp.domain.reception import PassOnDraft, ReasonDraft

REGISTER = "events"
PREFIX = "SJ"


class Kind(StrEnum):
    """What happened."""

    BURST_PIPE = "burst_pipe"
    OUTAGE = "outage"
    LIFT_TRAPPED = "lift_trapped"
    FIRE = "fire"
    ACCIDENT = "accident"
    FIGHT = "fight"
    COLLECTIVE_COMPLAINT = "collective_complaint"
    OTHER = "other"


class State(StrEnum):
    """Where the report stands: not yet reported to the director, reported, closed with outcome and prevention."""

    OPEN = "open"
    REPORTED = "reported"
    CLOSED = "closed"
    VOIDED = "voided"


#: What a caller's words say about the kind, the first that fits: smoke from a lift is a fire, a fight by a pipe a fight.
_HINTS = (
    (Kind.LIFT_TRAPPED, ("困梯", "被困", "关人", "困人", "困在电梯", "trapped", "stuck in the lift")),
    (
        Kind.FIRE,
        ("着火", "起火", "失火", "火灾", "火警", "冒烟", "浓烟", "烟雾", "焦味", "燃气", "煤气", "fire", "smoke"),
    ),
    (Kind.FIGHT, ("打架", "斗殴", "打人", "动手", "持刀", "fight")),
    (
        Kind.ACCIDENT,
        (
            "摔",
            "跌",
            "晕",
            "受伤",
            "砸",
            "撞",
            "坠",
            "溺",
            "触电",
            "急救",
            "疾病",
            "流血",
            "accident",
            "injured",
            "fell",
        ),
    ),
    (Kind.OUTAGE, ("停电", "断电", "没电", "跳闸", "停水", "断水", "power cut", "no power", "outage")),
    (Kind.BURST_PIPE, ("爆管", "爆裂", "跑水", "漏水", "喷水", "水淹", "涌水", "burst", "flood")),
)


def kind_of(words: str) -> Kind:
    """The kind that a caller's words speak of; ``other`` where they name none."""
    said = words.lower()
    return next((kind for kind, hints in _HINTS if any(hint in said for hint in hints)), Kind.OTHER)


@dataclass(frozen=True, kw_only=True)
class EventDraft:
    """A special event as it is written down: unit or place, what happened, what was done, who was told.

    ``happened_reason`` is asked for when it is written down after it should have been reported (``ALL-9``).
    """

    unit: Annotated[str, UnitCode()] = ""
    place: Annotated[str, Text(max=100)] = ""
    kind: Annotated[Kind, Choice(required=True)] = Kind.OTHER
    happened_at: Annotated[datetime | None, Moment(when="past", required=True)] = None
    caller: Annotated[str, Text(max=60)] = ""
    phone: Annotated[str, Phone()] = ""
    content: Annotated[str, Text(max=3000, lines=4, required=True)] = ""
    measures: Annotated[str, Text(max=2000, lines=3)] = ""
    harmed: Annotated[str, Text(max=1000, lines=2)] = ""
    passed_to: Annotated[str, Text(max=100)] = ""
    passed_at: Annotated[datetime | None, Moment(when="past")] = None
    happened_reason: Annotated[str, Text(max=200)] = ""
    client_id: Annotated[str, Hidden()] = ""


@dataclass(frozen=True, kw_only=True)
class ReportDraft:
    """To whom in the office it was reported, and when [001·1·4.1.4; 001·12·4(1)]."""

    reported_to: Annotated[str, Text(max=60, required=True)] = ""
    reported_at: Annotated[datetime | None, Moment(when="past", required=True)] = None


@dataclass(frozen=True, kw_only=True)
class CompanyDraft:
    """To whom in the company the office reported it, and when [001·12·4(1)]."""

    company_to: Annotated[str, Text(max=60, required=True)] = ""
    company_at: Annotated[datetime | None, Moment(when="past", required=True)] = None


@dataclass(frozen=True, kw_only=True)
class CloseDraft:
    """How it ended, why it happened, what keeps it from happening again."""

    measures: Annotated[str, Text(max=2000, lines=3, required=True)] = ""
    harmed: Annotated[str, Text(max=1000, lines=2)] = ""
    outcome: Annotated[str, Text(max=2000, lines=3, required=True)] = ""
    cause: Annotated[str, Text(max=1000, lines=2, required=True)] = ""
    prevention: Annotated[str, Text(max=1000, lines=2, required=True)] = ""


_RUNNING = (State.OPEN, State.REPORTED)

LIFECYCLE = table(
    REGISTER,
    Step(verb="record", source=NEW, target=State.OPEN, who=COUNTER, form=EventDraft),
    Step(verb="report", source=State.OPEN, target=State.REPORTED, who=COUNTER, form=ReportDraft, primary=True),
    Step(
        verb="close",
        source=State.REPORTED,
        target=State.CLOSED,
        who=OFFICE,
        form=CloseDraft,
        primary=True,
        undo="reopen",
    ),
    # "pass_on" is taken by passing the emergency on in the reception log as well (REC-5).
    each(*_RUNNING, verb="pass_on", who=COUNTER, form=PassOnDraft),
    each(*_RUNNING, verb="tell_company", who=OFFICE, form=CompanyDraft),
    each(*_RUNNING, verb="amend", who=COUNTER, form=EventDraft),
    Step(verb="reopen", source=State.CLOSED, target=State.REPORTED, who=OFFICE, form=ReasonDraft),
    # An emergency voided before anybody was told takes its report along.
    each(*_RUNNING, to=State.VOIDED, verb="void", who=COUNTER, form=ReasonDraft),
    each(State.CLOSED, to=State.VOIDED, verb="void", who=OFFICE, form=ReasonDraft),
)

#: The chips over the table, in order.
CHIPS = ("open", "to_report", "late", "today", "all")


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """An event as the table shows it. ``unit`` is the place where there is no unit; ``due`` the report's time."""

    id: int
    version: int
    number: str
    state: State
    at: datetime
    unit: str
    kind: Kind
    content: str
    passed_to: str
    due: datetime | None
    started: datetime
    handler: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCaller:
    """Somebody else who called about an event, by an entry of their own or as a unit that joined its complaint."""

    at: datetime
    unit: str
    caller: str
    phone: str
    ref: Ref | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDetail:
    """Everything about one event; ``linked`` begins with the entry and the complaint it comes from.

    ``callers`` are the others who called about it (``REC-8``, ``CMP-2``).
    """

    id: int
    version: int
    number: str
    state: State
    kind: Kind
    entry_id: int | None
    complaint_id: int | None
    unit: str
    unit_id: int | None
    place: str
    caller: str
    phone: str
    happened_at: datetime
    happened_reason: str
    created_at: datetime
    recorder: str
    content: str
    measures: str
    harmed: str
    passed_to: str
    passed_at: datetime | None
    reported_to: str
    reported_at: datetime | None
    company_to: str
    company_at: datetime | None
    outcome: str
    cause: str
    prevention: str
    missed: int
    deadline: Deadline | None
    closed_at: datetime | None
    closer: str
    void_reason: str
    callers: tuple[EventCaller, ...] = ()
    linked: tuple[Ref, ...] = ()
    history: tuple[HistoryRow, ...] = ()

    @property
    def where(self) -> str:
        """Unit and place."""
        return "  ".join(part for part in (self.unit, self.place) if part)
