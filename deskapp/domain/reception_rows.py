"""Entries of the reception log as they are shown: a row of the table, everything about one, a promise's proposal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from deskapp.domain.common import Deadline, HistoryRow, Ref
from deskapp.domain.reception import Category, Channel, Kind, Opinion, State, ToldHow, Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """An entry as the table shows it. ``due`` is what it waits for next: its promise, or nothing."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseDefault:
    """The time proposed for a promise (``REC-2``): the rulebook's, or what this office really needs (``REC-9``).

    ``learned`` is the length, in minutes, that held for the rulebook's share of ``cases`` of this kind at this hour; None
    while there are too few.
    """

    deadline: Deadline
    due: datetime
    learned: int | None = None
    cases: int = 0
    share: int = 0
