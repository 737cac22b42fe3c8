"""Entries of the reception log as they are shown: a row of the table, everything about one, a promise's proposal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from deskapp.domain.common import Deadline, HistoryRow, Ref
from deskapp.domain.reception import Category, Channel, Kind, Opinion, State, ToldHow, Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """An entry as the table shows it.

    ``due`` is what it waits for next: its promise, or nothing; ``incident`` how many units called on the same matter.
    """

    id: int
    version: int
    number: str
    state: State
    at: datetime
    unit: str
    caller: str
    phone: str
    kind: Kind
    channel: Channel
    urgency: Urgency
    content: str
    due: datetime | None
    started: datetime
    handler: str
    incident: int = 0


class Scope(StrEnum):
    """How near two units are to each other, the nearest first (``REC-8``)."""

    RISER = "riser"
    FLOOR = "floor"
    BUILDING = "building"


@dataclass(frozen=True, slots=True, kw_only=True)
class AlikeHit:
    """A matter of neighbours that a new entry may belong to (``REC-8``).

    ``first`` is the entry that is joined. ``column`` are the last two characters of the room, shared by a riser.
    """

    first: Ref
    scope: Scope
    building: str
    entrance: str
    floor: int
    column: str
    units: int
    at: datetime
    unit: str
    content: str
    promised_at: datetime | None
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentEntry:
    """One entry of an incident, as whoever rings its callers needs it."""

    ref: Ref
    unit: str
    caller: str
    phone: str
    at: datetime
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """Entries of several units on one matter (``REC-8``).

    ``collective`` says that so many units have called that it is a collective complaint; ``to_answer`` and ``to_tell``
    count the entries that still wait for the answer, and the callers who still wait to hear it.
    """

    first: Ref
    units: int
    entries: tuple[IncidentEntry, ...]
    collective: bool
    to_answer: int
    to_tell: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseTally:
    """What became of the promises to callers of one kind of matter (``REC-3``).

    ``given`` counts the entries of the span that were given a promise; a voided one is not counted. Each is one of:
    ``kept_first``, the caller heard by the first promise; ``kept_moved``, it was moved before it ran out, and the caller
    heard by the new one; ``missed``, it ran out once at least; ``running``, it has not run out yet; ``as_complaint``, it
    was followed as a complaint before it ran out. ``kept_share`` is the percentage kept of what is decided; None while
    nothing is.
    """

    kind: Kind
    given: int
    kept_first: int
    kept_moved: int
    missed: int
    running: int
    as_complaint: int
    kept_share: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PassTo:
    """Whom an emergency can be passed on to (``REC-5``)."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A later contact on the same matter."""

    at: datetime
    by: str
    caller: str
    phone: str
    channel: Channel
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionDetail:
    """What became of a suggestion."""

    assessment: str
    department_id: int | None
    department: str
    adopted: bool
    reply: str
    reward: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDetail:
    """Everything about one entry."""

    id: int
    version: int
    number: str
    state: State
    at: datetime
    recorded_at: datetime
    happened_reason: str
    unit: str
    unit_id: int | None
    resident_id: int | None
    caller: str
    phone: str
    channel: Channel
    kind: Kind
    category: Category | None
    written: bool
    urgency: Urgency
    content: str
    answered_on_spot: bool
    result: str
    first_promise: datetime | None
    promised_at: datetime | None
    promises_moved: int
    promises_missed: int
    promise_rule: str
    promise_span: str
    promise_start: datetime | None
    deadline: Deadline | None
    apology: str
    passed_to: str
    passed_at: datetime | None
    incident_id: int | None
    quoted: str
    told_at: datetime | None
    told_how: ToldHow | None
    opinion: Opinion | None
    closed_at: datetime | None
    void_reason: str
    note: str
    recorder: str
    handler: str
    slips: tuple[Ref, ...] = ()
    linked: tuple[Ref, ...] = ()
    contacts: tuple[Contact, ...] = ()
    suggestion: SuggestionDetail | None = None
    history: tuple[HistoryRow, ...] = ()
    incident: Incident | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseDefault:
    """The time proposed for a promise (``REC-2``): the rulebook's, or what this office really needs (``REC-9``).

    ``deadline`` is the rule's, ``due`` the time proposed. ``learned`` is the length, in minutes, that held for the
    rulebook's ``share`` (per cent) of ``cases`` of this kind at this hour; None while there are too few.
    """

    deadline: Deadline
    due: datetime
    learned: int | None = None
    cases: int = 0
    share: int = 0
