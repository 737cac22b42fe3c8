"""Swaps 换班、顶班: asked, approved by the supervisor, then they stand; never private [001·5·4.1.5 d] (``DUTY-2``)."""

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
from deskapp.domain.roster import Broken
from deskapp.domain.shifts import Shift

REGISTER = "swaps"
PREFIX = "HB"


class Kind(StrEnum):
    """Two exchange their shifts, or one takes the other's."""

    SWAP = "swap"
    COVER = "cover"


class State(StrEnum):
    """Where a swap stands; only ``approved`` changes the roster.

    ``asked`` waits for the other one's word, ``agreed`` for the supervisor's.
    """

    ASKED = "asked"
    AGREED = "agreed"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    VOIDED = "voided"


@dataclass(frozen=True, kw_only=True)
class SwapDraft:
    """Whose shift of which day goes to whom; in a swap theirs of ``other_day`` comes back."""

    kind: Annotated[Kind, Choice(required=True)] = Kind.SWAP
    staff_id: Annotated[int | None, Pick(source="staff.people")] = None
    day: Annotated[date | None, Day(required=True)] = None
    other_id: Annotated[int | None, Pick(source="staff.people", required=True)] = None
    other_day: Annotated[date | None, Day()] = None
    reason: Annotated[str, Text(max=300, lines=2, required=True)] = ""
    client_id: Annotated[str, Hidden()] = ""


@dataclass(frozen=True, kw_only=True)
class ApproveDraft:
    """The supervisor's word. Where the roster breaks rules by it, the reason it stands all the same."""

    note: Annotated[str, Text(max=300, lines=2)] = ""


LIFECYCLE = table(
    REGISTER,
    Step(verb="ask", source=NEW, target=State.ASKED, who=EVERYONE, form=SwapDraft),
    Step(verb="agree", source=State.ASKED, target=State.AGREED, who=EVERYONE, primary=True),
    Step(verb="approve", source=State.AGREED, target=State.APPROVED, who=OFFICE, form=ApproveDraft, primary=True),
    each(State.ASKED, State.AGREED, to=State.REFUSED, verb="refuse", who=OFFICE, form=ReasonDraft),
    each(State.ASKED, State.AGREED, to=State.WITHDRAWN, verb="withdraw", who=EVERYONE, form=ReasonDraft),
    each(State.ASKED, State.AGREED, to=State.VOIDED, verb="void", who=OFFICE, form=ReasonDraft),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a swap that is still being typed is about: both shifts, and what the roster would break by it."""

    shift: Shift | None
    other_shift: Shift | None
    broken: tuple[Broken, ...] = ()


CHIPS = ("open", "agreed", "coming", "mine", "all")


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapRow:
    """A swap as the table shows it."""

    id: int
    version: int
    number: str
    state: State
    at: datetime
    kind: Kind
    person: str
    day: date
    shift: str
    other: str
    other_day: date | None
    other_shift: str
    reason: str
    decided_by: str
    handler: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapDetail:
    """Everything about one swap.

    ``broken`` is what the roster would break by it and does not break now, ``sheets`` the editions that it made,
    ``may`` the steps that whoever looks may take.
    """

    id: int
    version: int
    number: str
    state: State
    kind: Kind
    staff_id: int
    person: str
    day: date
    shift: str
    other_id: int
    other: str
    other_day: date | None
    other_shift: str
    reason: str
    asked_at: datetime
    recorder: str
    agreed_by: str
    agreed_at: datetime | None
    decided_by: str
    decided_at: datetime | None
    decided_note: str
    withdrawn_reason: str
    void_reason: str
    sheets: tuple[str, ...] = ()
    broken: tuple[Broken, ...] = ()
    may: tuple[str, ...] = ()
    linked: tuple[Ref, ...] = ()
    history: tuple[HistoryRow, ...] = ()
