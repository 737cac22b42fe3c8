"""Complaints as they are shown: a row of the table, everything about one, the figures of a period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from deskapp.domain.common import Deadline, HistoryRow, Ref
from deskapp.domain.complaints import Cause, Level, Mode, State, Validity, WaitingFor
from deskapp.domain.reception import Category, Opinion, ToldHow


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintRow:
    """A complaint as the table shows it. ``due`` is None while its clock stands still."""

    id: int
    version: int
    number: str
    state: State
    at: datetime
    unit: str
    caller: str
    category: Category
    validity: Validity | None
    content: str
    department: str
    due: datetime | None
    started: datetime
    paused: bool
    collective: bool
    handler: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedUnit:
    """A unit that joined, by an entry of its own or by word of mouth; ``withdrawn`` if that entry was voided."""

    at: datetime
    by: str
    unit: str
    caller: str
    phone: str
    entry: Ref | None
    withdrawn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """One step up, and what was said there (``CMP-5``)."""

    level: Level
    at: datetime
    by: str
    reason: str
    instruction: str
    instructor: str
    instructed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """One word from the body that can solve it (``CMP-4``)."""

    at: datetime
    by: str
    text: str
    told: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintDetail:
    """Everything about one complaint."""

    id: int
    version: int
    number: str
    state: State
    at: datetime
    entry: Ref
    channel: str
    unit: str
    unit_id: int | None
    caller: str
    phone: str
    content: str
    category: Category
    written: bool
    on_spot: bool
    told_at: datetime | None
    result: str
    from_company: bool
    collective: bool
    collective_at: datetime | None
    director_told_at: datetime | None
    director_note: str
    validity: Validity | None
    cause: Cause | None
    department_id: int | None
    department: str
    classed_at: datetime | None
    classed_by: str
    class_note: str
    contacted_at: datetime | None
    contact_how: ToldHow | None
    agreed_at: datetime | None
    contact_note: str
    referred_to: str
    notice_number: str
    referred_at: datetime | None
    solved_at: datetime | None
    investigation: str
    remedy: str
    approver: str
    approved_at: datetime | None
    approve_note: str
    replied_at: datetime | None
    mode: Mode | None
    also_written: bool
    reply: str
    quoted: str
    opinion: Opinion | None
    signed: bool
    company_told_at: datetime | None
    company_note: str
    level: Level | None
    waiting_for: WaitingFor | None
    missed: int
    closed_at: datetime | None
    note: str
    void_reason: str
    recorder: str
    handler: str
    deadline: Deadline | None
    due_what: str
    previous: Ref | None
    following: Ref | None
    units_needed: int
    units: tuple[JoinedUnit, ...] = ()
    steps: tuple[Escalation, ...] = ()
    progress: tuple[Progress, ...] = ()
    slips: tuple[Ref, ...] = ()
    linked: tuple[Ref, ...] = ()
    history: tuple[HistoryRow, ...] = ()

    @property
    def unit_count(self) -> int:
        """How many units complain, this one included (``CMP-2``)."""
        return len({self.unit, *(joined.unit for joined in self.units if not joined.withdrawn)} - {""})


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures of the complaints received in a period [001·1·4.1.3.4].

    ``validity_rate`` is valid ÷ all, ``in_time_rate`` handled in time (no clock missed) ÷ all closed, both in percent:
    None of nothing.
    """

    total: int
    categories: dict[str, int]
    validities: dict[str, int]
    unclassed: int
    closed: int
    in_time: int
    collective: int
    renewed: int
    validity_rate: float | None
    in_time_rate: float | None
