"""Follow-up visits 回访: the resident is asked afterwards, until satisfied [001·3; 001·9·4.8–4.9]."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from deskapp.domain.common import Deadline, HistoryRow, Ref
from deskapp.domain.fields import Choice, Flag, Hidden, Moment, Phone, Pick, Text, UnitCode
from deskapp.domain.lifecycle import NEW, Step, each, table
from deskapp.domain.people import COUNTER, COUNTER_AND_STEWARD, OFFICE
from deskapp.domain.reception import DISSATISFIED, Opinion, ReasonDraft, Urgency
from deskapp.domain.slips import Item

REGISTER = "followups"
PREFIX = "HF"


class Kind(StrEnum):
    """What is followed up; each kind has its time and its rate in the rulebook [001·3·1, 2]."""

    COMPLAINT = "complaint"
    MINOR_REPAIR = "minor_repair"
    MAJOR_REPAIR = "major_repair"
    SPECIAL_HALFWAY = "special_halfway"
    SPECIAL_END = "special_end"
    ACTIVITY = "activity"
    OTHER = "other"
    VISIT = "visit"


#: A repair can be classed as the one or the other [001·3·1.2].
REPAIRS = frozenset({Kind.MINOR_REPAIR, Kind.MAJOR_REPAIR})


class HandKind(StrEnum):
    """The kinds that are written down by hand; the others make themselves."""

    VISIT = "visit"
    ACTIVITY = "activity"
    OTHER = "other"


class Mode(StrEnum):
    """How the resident was asked."""

    PHONE = "phone"
    VISIT = "visit"


class Grade(StrEnum):
    """How the work, and what it brought about, were found [001·3·4]; poor is not up to standard."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"


class State(StrEnum):
    """Where a follow-up stands. ``withdrawn``: its work was taken up again before anybody asked."""

    DUE = "due"
    TO_PUT_RIGHT = "to_put_right"
    SATISFIED = "satisfied"
    WAIVED = "waived"
    WITHDRAWN = "withdrawn"
    VOIDED = "voided"


#: Somebody still has to do something.
PENDING = (State.DUE, State.TO_PUT_RIGHT)


@dataclass(frozen=True, kw_only=True)
class AmendDraft:
    """A correction of whom to ask and about what."""

    unit: Annotated[str, UnitCode()] = ""
    contact: Annotated[str, Text(max=60, required=True)] = ""
    phone: Annotated[str, Phone()] = ""
    content: Annotated[str, Text(max=3000, lines=3, required=True)] = ""


@dataclass(frozen=True, kw_only=True)
class FollowupDraft(AmendDraft):
    """A follow-up or a visit 巡访 written down by hand; ``due_at`` empty takes the rulebook's time for the kind."""

    kind: Annotated[HandKind, Choice(required=True)] = HandKind.VISIT
    finished_at: Annotated[datetime | None, Moment(when="past")] = None
    due_at: Annotated[datetime | None, Moment(when="future")] = None
    client_id: Annotated[str, Hidden()] = ""


@dataclass(frozen=True, kw_only=True)
class VisitDraft:
    """What the resident said [001·3·4]; who is not satisfied is told what will be put right, by whom, by when."""

    mode: Annotated[Mode, Choice(required=True)] = Mode.PHONE
    made_at: Annotated[datetime | None, Moment(when="past", required=True)] = None
    spoke_to: Annotated[str, Text(max=60)] = ""
    quality: Annotated[Grade | None, Choice(required=True)] = None
    effect: Annotated[Grade | None, Choice(required=True)] = None
    opinion: Annotated[Opinion | None, Choice(required=True)] = None
    shortcomings: Annotated[str, Text(max=1000, lines=2)] = ""
    suggestions: Annotated[str, Text(max=1000, lines=2)] = ""
    signed: Annotated[bool, Flag()] = False
    measures: Annotated[str, Text(max=1000, lines=2)] = ""
    department_id: Annotated[int | None, Pick(source="directory.departments")] = None
    responsible: Annotated[str, Text(max=40)] = ""
    put_right_by: Annotated[datetime | None, Moment(when="future")] = None

    @property
    def falls_short(self) -> bool:
        """Not satisfied, or not up to standard: put right and ask again [001·3·5.2]."""
        return falls_short(self.opinion, self.quality, self.effect)


def falls_short(opinion: Opinion | None, *grades: Grade | None) -> bool:
    """Whether what was found must be put right before the next visit (``FUP-1``)."""
    return opinion in DISSATISFIED or Grade.POOR in grades


@dataclass(frozen=True, kw_only=True)
class AttemptDraft:
    """Nobody was there, or nobody answered: it does not count as a visit."""

    tried_at: Annotated[datetime | None, Moment(when="past", required=True)] = None
    mode: Annotated[Mode, Choice(required=True)] = Mode.PHONE
    note: Annotated[str, Text(max=200)] = ""


@dataclass(frozen=True, kw_only=True)
class PutRightDraft:
    """What was done about it; the resident is asked again (``FUP-1``)."""

    put_right_at: Annotated[datetime | None, Moment(when="past", required=True)] = None
    remedy: Annotated[str, Text(max=1000, lines=3, required=True)] = ""


@dataclass(frozen=True, kw_only=True)
class DispatchDraft:
    """A dispatch slip for what must be put right; unit, contact and phone are the follow-up's own."""

    department_id: Annotated[int | None, Pick(source="directory.departments", required=True)] = None
    item: Annotated[Item, Choice(required=True)] = Item.OTHER
    urgency: Annotated[Urgency, Choice(required=True)] = Urgency.NORMAL
    content: Annotated[str, Text(max=3000, lines=4, required=True)] = ""
    limit_at: Annotated[datetime | None, Moment(when="future")] = None
    appointment: Annotated[datetime | None, Moment(when="future")] = None


def _step(verb: str, source: State | str, target: State, form: type, *, primary: bool = False) -> Step:
    return Step(verb=verb, source=source, target=target, who=COUNTER_AND_STEWARD, form=form, primary=primary)


LIFECYCLE = table(
    REGISTER,
    _step("record", NEW, State.DUE, FollowupDraft),
    _step("visit", State.DUE, State.SATISFIED, VisitDraft, primary=True),
    _step("visit", State.DUE, State.TO_PUT_RIGHT, VisitDraft),
    _step("put_right", State.TO_PUT_RIGHT, State.DUE, PutRightDraft, primary=True),
    _step("attempt", State.DUE, State.DUE, AttemptDraft),
    each(State.TO_PUT_RIGHT, verb="dispatch", who=COUNTER, form=DispatchDraft),
    each(State.DUE, verb="reclass", who=COUNTER, form=ReasonDraft),
    each(*PENDING, verb="amend", who=COUNTER_AND_STEWARD, form=AmendDraft),
    # A mistaken "satisfied", or a resident who thinks otherwise a day later.
    each(State.SATISFIED, State.WAIVED, to=State.DUE, verb="reopen", who=COUNTER, form=ReasonDraft),
    each(*PENDING, to=State.WAIVED, verb="waive", who=OFFICE, form=ReasonDraft),
    each(*PENDING, to=State.WITHDRAWN, verb="withdraw", who=OFFICE, form=ReasonDraft),
    each(*PENDING, State.SATISFIED, State.WAIVED, to=State.VOIDED, verb="void", who=OFFICE, form=ReasonDraft),
)

CHIPS = ("yesterday", "due", "mine", "late", "to_put_right", "done", "all")


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowupRow:
    """A follow-up as the table shows it; ``due`` is the running clock: of the visit, or of what is put right."""

    id: int
    version: int
    number: str
    state: State
    at: datetime
    unit: str
    contact: str
    kind: Kind
    content: str
    source: str
    due: datetime | None
    started: datetime
    visits: int
    attempts: int
    opinion: Opinion | None
    handler: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One round: what was found, and what became of it (``FUP-1``)."""

    round: int
    made_at: datetime
    by: str
    mode: Mode
    spoke_to: str
    quality: Grade
    effect: Grade
    opinion: Opinion
    shortcomings: str
    suggestions: str
    signed: bool
    measures: str
    department_id: int | None
    department: str
    responsible: str
    put_right_by: datetime | None
    slip: Ref | None
    put_right_at: datetime | None
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One time that nobody was reached."""

    tried_at: datetime
    by: str
    mode: Mode
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowupDetail:
    """Everything about one follow-up; ``result`` and ``item`` are those of the work it asks about."""

    id: int
    version: int
    number: str
    state: State
    kind: Kind
    source: Ref | None
    unit: str
    unit_id: int | None
    contact: str
    phone: str
    content: str
    result: str
    department_id: int | None
    department: str
    item: Item
    finished_at: datetime | None
    visit_by: datetime
    visited_at: datetime | None
    deadline: Deadline | None
    due_what: str
    handler: str
    created_at: datetime
    ended_at: datetime | None
    end_reason: str
    linked: tuple[Ref, ...] = ()
    visits: tuple[Visit, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    history: tuple[HistoryRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRate:
    """How a kind stands against its target in a stretch of time (``FUP-2``).

    ``due`` were owed by the end of the stretch and by now, ``done`` of them were asked at least once, ``in_time`` by
    their first due time, ``satisfied`` in the end; ``open`` may still be done in time. ``rate`` is done ÷ due in per
    cent, None of nothing; ``target`` None: the procedure sets none [001·3·2.5].
    """

    kind: Kind
    due: int
    done: int
    in_time: int
    satisfied: int
    open: int
    rate: Decimal | None
    target: int | None

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is none, or nothing was due."""
        return None if self.rate is None or self.target is None else self.rate >= self.target
