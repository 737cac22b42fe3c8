"""Running notices 运行通知: a power cut, a water cut, and who was told of it [001·9·4.10; 002·5.1] (``REC-6``)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from deskapp.domain.common import Deadline, HistoryRow, Ref
from deskapp.domain.fields import Choice, Hidden, Moment, Text
from deskapp.domain.lifecycle import NEW, Step, each, table
from deskapp.domain.people import COUNTER, OFFICE
from deskapp.domain.reception import ReasonDraft

REGISTER = "notices"
PREFIX = "TZ"


class Kind(StrEnum):
    """What is cut off or under way."""

    POWER = "power"
    WATER = "water"
    GAS = "gas"
    HEATING = "heating"
    LIFT = "lift"
    WORKS = "works"
    PEST_CONTROL = "pest_control"
    OTHER = "other"


class State(StrEnum):
    """Where a notice stands; whether it is in force is a matter of the time (``Phase``)."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ENDED = "ended"
    VOIDED = "voided"


class Phase(StrEnum):
    """What the clock makes of a notice: reckoned whenever it is looked at, so that no job has to run."""

    UNPUBLISHED = "unpublished"
    COMING = "coming"
    IN_FORCE = "in_force"
    PAST = "past"


class Audience(StrEnum):
    """Who is told [001·9·4.10: departments and tenants]."""

    RESIDENTS = "residents"
    DEPARTMENT = "department"
    STEWARDS = "stewards"
    OTHER = "other"


class ToldBy(StrEnum):
    """How they are told."""

    POSTED = "posted"
    GROUP = "group"
    PHONE = "phone"
    DOOR = "door"
    BROADCAST = "broadcast"
    IN_PERSON = "in_person"


@dataclass(frozen=True, kw_only=True)
class NoticeDraft:
    """A notice as it is written. ``buildings`` empty stands for all of them; English words are for the English print."""

    kind: Annotated[Kind | None, Choice(required=True)] = None
    title: Annotated[str, Text(max=60, required=True)] = ""
    starts_at: Annotated[datetime | None, Moment(required=True)] = None
    ends_at: Annotated[datetime | None, Moment(when="future", required=True)] = None
    buildings: Annotated[str, Text(max=300)] = ""
    announced_by: Annotated[str, Text(max=60)] = ""
    content: Annotated[str, Text(max=2000, lines=5, required=True)] = ""
    title_en: Annotated[str, Text(max=100)] = ""
    content_en: Annotated[str, Text(max=3000, lines=3)] = ""
    client_id: Annotated[str, Hidden()] = ""


@dataclass(frozen=True, kw_only=True)
class ExtendDraft:
    """It lasts longer: the new end, and why; the old end is kept."""

    ends_at: Annotated[datetime | None, Moment(when="future", required=True)] = None
    reason: Annotated[str, Text(max=500, lines=2, required=True)] = ""


@dataclass(frozen=True, kw_only=True)
class TellDraft:
    """Who was told, how and when. ``whom`` empty: everybody the notice touches."""

    audience: Annotated[Audience, Choice(required=True)] = Audience.RESIDENTS
    whom: Annotated[str, Text(max=100)] = ""
    told_by: Annotated[ToldBy, Choice(required=True)] = ToldBy.POSTED
    told_at: Annotated[datetime | None, Moment(when="past", required=True)] = None


@dataclass(frozen=True, kw_only=True)
class EndDraft:
    """It is over; before its time only with a reason."""

    ended_at: Annotated[datetime | None, Moment(when="past", required=True)] = None
    reason: Annotated[str, Text(max=500, lines=2)] = ""


LIFECYCLE = table(
    REGISTER,
    Step(verb="announce", source=NEW, target=State.PUBLISHED, who=COUNTER, form=NoticeDraft),
    Step(verb="draft", source=NEW, target=State.DRAFT, who=COUNTER, form=NoticeDraft),
    Step(verb="publish", source=State.DRAFT, target=State.PUBLISHED, who=COUNTER, primary=True),
    Step(verb="tell", source=State.PUBLISHED, target=State.PUBLISHED, who=COUNTER, form=TellDraft, primary=True),
    Step(verb="end", source=State.PUBLISHED, target=State.ENDED, who=COUNTER, form=EndDraft, undo="reopen"),
    Step(verb="reopen", source=State.ENDED, target=State.PUBLISHED, who=COUNTER, form=ReasonDraft),
    each(State.PUBLISHED, verb="extend", who=COUNTER, form=ExtendDraft),
    each(State.DRAFT, State.PUBLISHED, verb="amend", who=COUNTER, form=NoticeDraft),
    each(State.DRAFT, State.PUBLISHED, to=State.VOIDED, verb="void", who=COUNTER, form=ReasonDraft),
    each(State.ENDED, to=State.VOIDED, verb="void", who=OFFICE, form=ReasonDraft),
)

CHIPS = ("open", "in_force", "coming", "past", "all")


def phase(state: State, starts_at: datetime, ends_at: datetime, now: datetime) -> Phase:
    """What the clock makes of a notice now."""
    if state is State.DRAFT:
        return Phase.UNPUBLISHED
    if state is not State.PUBLISHED or ends_at <= now:
        return Phase.PAST
    return Phase.COMING if now < starts_at else Phase.IN_FORCE


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow:
    """A notice as the table shows it. ``buildings`` names them shortly, ``1–5, 8``."""

    id: int
    version: int
    number: str
    state: State
    phase: Phase
    at: datetime
    kind: Kind
    title: str
    buildings: str
    starts_at: datetime
    ends_at: datetime
    due: datetime | None
    started: datetime
    told: int
    handler: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One line of who was told."""

    at: datetime
    audience: Audience
    whom: str
    told_by: ToldBy
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """One extension of a notice, with the end that it had before."""

    at: datetime
    by: str
    old_end: datetime
    new_end: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDetail:
    """Everything about one notice. ``places`` are the names of its buildings, empty with ``everywhere``."""

    id: int
    version: int
    number: str
    state: State
    phase: Phase
    kind: Kind
    title: str
    content: str
    title_en: str
    content_en: str
    starts_at: datetime
    ends_at: datetime
    everywhere: bool
    buildings: str
    places: tuple[str, ...]
    announced_by: str
    created_at: datetime
    recorder: str
    published_at: datetime | None
    ended_at: datetime | None
    end_reason: str
    void_reason: str
    deadline: Deadline | None
    told: tuple[Told, ...] = ()
    extensions: tuple[Extension, ...] = ()
    linked: tuple[Ref, ...] = ()
    history: tuple[HistoryRow, ...] = ()
