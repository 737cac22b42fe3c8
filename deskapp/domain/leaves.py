"""Leaves 请假: days on which somebody cannot be on duty, or would rather not be [001·5·4.1.5 d] (``DUTY-1``)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from deskapp.domain.common import HistoryRow, Ref
from deskapp.domain.fields import Choice, Day, Hidden, Pick, Text
from deskapp.domain.lifecycle import NEW, Step, each, table
from deskapp.domain.people import EVERYONE, OFFICE
from deskapp.domain.reception import ReasonDraft

REGISTER = "leaves"
PREFIX = "QJ"


class Kind(StrEnum):
    """Why; a ``wish`` is a day off wanted, which a roster may have to pass over."""

    ANNUAL = "annual"
    SICK = "sick"
    PERSONAL = "personal"
    TRAINING = "training"
    OTHER = "other"
    WISH = "wish"


class State(StrEnum):
    """Where a leave stands; before it is approved nothing follows from it."""

    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    VOIDED = "voided"


@dataclass(frozen=True, kw_only=True)
class LeaveDraft:
    """Days asked for; ``staff_id`` None: by whoever is signed in. The office may ask for somebody who called in sick."""

    staff_id: Annotated[int | None, Pick(source="staff.people")] = None
    kind: Annotated[Kind, Choice(required=True)] = Kind.ANNUAL
    since: Annotated[date | None, Day(required=True)] = None
    until: Annotated[date | None, Day(required=True)] = None
    reason: Annotated[str, Text(max=300, lines=2, required=True)] = ""
    client_id: Annotated[str, Hidden()] = ""


LIFECYCLE = table(
    REGISTER,
    Step(verb="ask", source=NEW, target=State.ASKED, who=EVERYONE, form=LeaveDraft),
    Step(verb="approve", source=State.ASKED, target=State.APPROVED, who=OFFICE, primary=True),
    each(State.ASKED, to=State.REFUSED, verb="refuse", who=OFFICE, form=ReasonDraft),
    each(State.ASKED, State.APPROVED, to=State.WITHDRAWN, verb="withdraw", who=EVERYONE, form=ReasonDraft),
    each(State.ASKED, State.APPROVED, to=State.VOIDED, verb="void", who=OFFICE, form=ReasonDraft),
)

CHIPS = ("asked", "coming", "mine", "all")


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveRow:
    """A leave as the table shows it; ``duties`` counts published shifts to come that need somebody else by it."""

    id: int
    version: int
    number: str
    state: State
    at: datetime
    person: str
    kind: Kind
    since: date
    until: date
    days: int
    reason: str
    duties: int
    decided_by: str
    handler: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveDetail:
    """Everything about one leave.

    ``duties`` are the published shifts to come that need somebody else by it, ``may`` the steps that whoever looks may take.
    """

    id: int
    version: int
    number: str
    state: State
    staff_id: int
    person: str
    kind: Kind
    since: date
    until: date
    days: int
    reason: str
    duties: tuple[str, ...]
    asked_at: datetime
    recorder: str
    decided_by: str
    decided_at: datetime | None
    decided_reason: str
    withdrawn_reason: str
    void_reason: str
    may: tuple[str, ...] = ()
    linked: tuple[Ref, ...] = ()
    history: tuple[HistoryRow, ...] = ()
