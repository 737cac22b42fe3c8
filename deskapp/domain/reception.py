"""The reception log 接待记录: one entry for each contact at the counter [001·1·4.1, 4.7; 001·9; 002·3]."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from deskapp.domain.fields import Choice, Flag, Hidden, Moment, Phone, Pick, Text, UnitCode
from deskapp.domain.lifecycle import NEW, Step, each, table
from deskapp.domain.people import COUNTER, COUNTER_AND_STEWARD, OFFICE

REGISTER = "reception"
PREFIX = "JD"


class Kind(StrEnum):
    """The kinds of reception entry."""

    INQUIRY = "inquiry"
    VISIT = "visit"
    REPAIR = "repair"
    SPECIAL_SERVICE = "special_service"
    COMPLAINT = "complaint"
    SUGGESTION = "suggestion"
    PRAISE = "praise"
    EMERGENCY = "emergency"


class Channel(StrEnum):
    """How the contact came."""

    COUNTER = "counter"
    PHONE = "phone"
    LETTER = "letter"
    EMAIL = "email"
    ONLINE = "online"
    INTERCOM = "intercom"


class Urgency(StrEnum):
    """How soon it must be seen to."""

    NORMAL = "normal"
    URGENT = "urgent"
    EMERGENCY = "emergency"


class Category(StrEnum):
    """The eight categories of a complaint [001·1·4.1.3.1]."""

    SECURITY = "security"
    CLEANING = "cleaning"
    GREENING = "greening"
    ENGINEERING = "engineering"
    MAIL = "mail"
    FITTING_OUT = "fitting_out"
    STAFF_ATTITUDE = "staff_attitude"
    OTHER = "other"


class Opinion(StrEnum):
    """The caller's opinion, in four levels [001·6·4.4]."""

    VERY_SATISFIED = "very_satisfied"
    SATISFIED = "satisfied"
    RATHER_DISSATISFIED = "rather_dissatisfied"
    VERY_DISSATISFIED = "very_dissatisfied"


DISSATISFIED = frozenset({Opinion.RATHER_DISSATISFIED, Opinion.VERY_DISSATISFIED})


class ToldHow(StrEnum):
    """How a result reached the caller."""

    COUNTER = "counter"
    PHONE = "phone"
    VISIT = "visit"
    WRITTEN = "written"
    MESSAGE = "message"


class State(StrEnum):
    """Where an entry stands.

    ``alarm`` is an emergency that nobody has been told of yet (``REC-5``); ``in_complaint`` is followed as a complaint,
    with the complaint's own clocks and steps.
    """

    OPEN = "open"
    ALARM = "alarm"
    PASSED_ON = "passed_on"
    IN_COMPLAINT = "in_complaint"
    ANSWERED = "answered"
    PROMISED = "promised"
    DISPATCHED = "dispatched"
    RESULT_KNOWN = "result_known"
    CALLER_TOLD = "caller_told"
    CLOSED = "closed"
    VOIDED = "voided"


#: Kinds that may be saved without an answer or a promise: thanks need none, an emergency is passed on at once, a
#: complaint's clocks start by themselves (``CMP-1``).
NO_PROMISE = frozenset({Kind.PRAISE, Kind.EMERGENCY, Kind.COMPLAINT})
#: Kinds of matter that several units may have at once: their entries can be one incident (``REC-8``).
INCIDENT_KINDS = frozenset({Kind.REPAIR, Kind.COMPLAINT, Kind.EMERGENCY, Kind.INQUIRY})
#: States in which an entry still waits for what will be answered: a later caller can join it.
UNSETTLED = (
    State.OPEN,
    State.ALARM,
    State.PASSED_ON,
    State.IN_COMPLAINT,
    State.PROMISED,
    State.DISPATCHED,
    State.RESULT_KNOWN,
)
#: Kinds with a way of their own: a correction cannot turn an entry into one of them, or back.
OWN_WAY = frozenset({Kind.EMERGENCY, Kind.COMPLAINT})


@dataclass(frozen=True, kw_only=True)
class AmendDraft:
    """A correction of what was written down; the journal keeps the old words."""

    unit: Annotated[str, UnitCode()] = ""
    resident_id: Annotated[int | None, Hidden()] = None
    caller: Annotated[str, Text(max=60, required=True)] = ""
    phone: Annotated[str, Phone()] = ""
    channel: Annotated[Channel, Choice(required=True)] = Channel.COUNTER
    kind: Annotated[Kind, Choice(required=True)] = Kind.INQUIRY
    category: Annotated[Category | None, Choice()] = None
    written: Annotated[bool, Flag()] = False
    urgency: Annotated[Urgency, Choice(required=True)] = Urgency.NORMAL
    content: Annotated[str, Text(max=3000, lines=4, required=True)] = ""


@dataclass(frozen=True, kw_only=True)
class EntryDraft(AmendDraft):
    """A contact as it is typed, in the order of the conversation (``REC-1``, ``REC-2``, ``ALL-9``).

    ``answered`` means handled on the spot; otherwise ``promised_at`` is required (``REC-2``); ``promise_rule`` names the
    rule it was proposed by, if the proposal was left as it was, and ``promise_learned`` the minutes it was shortened to by
    what the office really needs (``REC-9``); ``quoted`` is the number of the article the answer was
    taken from (``REC-6``), ``incident_id`` an entry whose incident it joins (``REC-8``). ``client_id`` is made by
    the one who saves: the same one twice is the same entry.
    """

    answered: Annotated[bool, Flag()] = False
    result: Annotated[str, Text(max=2000, lines=2)] = ""
    promised_at: Annotated[datetime | None, Moment(when="future")] = None
    promise_rule: Annotated[str, Hidden()] = ""
    promise_learned: Annotated[int | None, Hidden()] = None
    quoted: Annotated[str, Hidden()] = ""
    incident_id: Annotated[int | None, Hidden()] = None
    happened_at: Annotated[datetime | None, Moment(when="past")] = None
    happened_reason: Annotated[str, Text(max=200)] = ""
    client_id: Annotated[str, Hidden()] = ""


@dataclass(frozen=True, kw_only=True)
class AnswerDraft:
    """The result, as it will be told to the caller; ``quoted`` as in ``EntryDraft`` (``REC-6``)."""

    result: Annotated[str, Text(max=2000, lines=4, required=True)] = ""
    quoted: Annotated[str, Hidden()] = ""


@dataclass(frozen=True, kw_only=True)
class PromiseDraft:
    """The first promise of an entry saved without one."""

    promised_at: Annotated[datetime | None, Moment(when="future", required=True)] = None


@dataclass(frozen=True, kw_only=True)
class NewPromiseDraft:
    """A new time for a promise that will not be or was not kept; the first stays on record (``REC-3``)."""

    promised_at: Annotated[datetime | None, Moment(when="future", required=True)] = None
    reason: Annotated[str, Text(max=500, lines=2, required=True)] = ""
    apology: Annotated[str, Text(max=500, lines=2)] = ""


@dataclass(frozen=True, kw_only=True)
class TellDraft:
    """When and how the caller heard the result, and the opinion given."""

    told_at: Annotated[datetime | None, Moment(when="past", required=True)] = None
    told_how: Annotated[ToldHow, Choice(required=True)] = ToldHow.PHONE
    opinion: Annotated[Opinion | None, Choice()] = None


@dataclass(frozen=True, kw_only=True)
class TellAllDraft:
    """One message to every caller of an incident whose result is known; opinions are asked one by one (``REC-8``)."""

    told_at: Annotated[datetime | None, Moment(when="past", required=True)] = None
    told_how: Annotated[ToldHow, Choice(required=True)] = ToldHow.MESSAGE


@dataclass(frozen=True, kw_only=True)
class CloseDraft:
    """Closing; the opinion if it was asked only now."""

    opinion: Annotated[Opinion | None, Choice()] = None
    note: Annotated[str, Text(max=500, lines=2)] = ""


@dataclass(frozen=True, kw_only=True)
class ReasonDraft:
    """A step that only needs its reason (void, reopen)."""

    reason: Annotated[str, Text(max=500, lines=2, required=True)] = ""


@dataclass(frozen=True, kw_only=True)
class AssessDraft:
    """What became of a suggestion (``REC-7``)."""

    assessment: Annotated[str, Text(max=1000, lines=3, required=True)] = ""
    department_id: Annotated[int | None, Pick(source="directory.departments")] = None
    adopted: Annotated[bool, Flag()] = False
    reply: Annotated[str, Text(max=1000, lines=2)] = ""
    reward: Annotated[str, Text(max=200)] = ""


@dataclass(frozen=True, kw_only=True)
class PassOnDraft:
    """To whom an emergency was passed, and when [001·1·4.1.4]; the caller is told that it is being seen to."""

    passed_to: Annotated[str, Text(max=100, required=True)] = ""
    passed_at: Annotated[datetime | None, Moment(when="past", required=True)] = None


@dataclass(frozen=True, kw_only=True)
class ComplainDraft:
    """What else must be known when an entry turns out to be a complaint."""

    category: Annotated[Category | None, Choice(required=True)] = None
    written: Annotated[bool, Flag()] = False


@dataclass(frozen=True, kw_only=True)
class JoinDraft:
    """A later contact on the same matter, joined to the entry instead of doubling it (``REC-1``)."""

    caller: Annotated[str, Text(max=60, required=True)] = ""
    phone: Annotated[str, Phone()] = ""
    channel: Annotated[Channel, Choice(required=True)] = Channel.PHONE
    content: Annotated[str, Text(max=1000, lines=3, required=True)] = ""


def _step(
    verb: str, source: State | str, target: State, form: type | None = None, *, primary: bool = False, undo: str = ""
) -> Step:
    return Step(verb=verb, source=source, target=target, who=COUNTER, form=form, primary=primary, undo=undo)


_RUNNING = (
    State.OPEN,
    State.ALARM,
    State.PASSED_ON,
    State.IN_COMPLAINT,
    State.PROMISED,
    State.DISPATCHED,
    State.RESULT_KNOWN,
    State.CALLER_TOLD,
    State.ANSWERED,
)
_COMPLAINED = (State.OPEN, State.PROMISED, State.DISPATCHED, State.RESULT_KNOWN, State.CALLER_TOLD, State.ANSWERED)

LIFECYCLE = table(
    REGISTER,
    _step("record", NEW, State.OPEN, EntryDraft),
    _step("record", NEW, State.ANSWERED, EntryDraft),
    _step("record", NEW, State.PROMISED, EntryDraft),
    _step("record", NEW, State.ALARM, EntryDraft),
    # A later caller of an emergency that was passed on already (REC-8).
    _step("record", NEW, State.PASSED_ON, EntryDraft),
    _step("record", NEW, State.IN_COMPLAINT, EntryDraft),
    _step("pass_on", State.ALARM, State.PASSED_ON, PassOnDraft, primary=True),
    _step("answer", State.OPEN, State.ANSWERED, AnswerDraft, primary=True),
    _step("promise", State.OPEN, State.PROMISED, PromiseDraft),
    Step(
        verb="result",
        source=State.PROMISED,
        target=State.RESULT_KNOWN,
        who=COUNTER_AND_STEWARD,
        form=AnswerDraft,
        primary=True,
    ),
    Step(
        verb="result",
        source=State.PASSED_ON,
        target=State.RESULT_KNOWN,
        who=COUNTER_AND_STEWARD,
        form=AnswerDraft,
        primary=True,
    ),
    Step(
        verb="result",
        source=State.DISPATCHED,
        target=State.RESULT_KNOWN,
        who=COUNTER_AND_STEWARD,
        form=AnswerDraft,
        primary=True,
    ),
    each(
        State.PROMISED,
        State.DISPATCHED,
        State.PASSED_ON,
        State.RESULT_KNOWN,
        verb="promise_again",
        who=COUNTER,
        form=NewPromiseDraft,
    ),
    # One answer for all entries of an incident, then one message to all their callers (REC-8).
    _step("answer_incident", State.OPEN, State.ANSWERED, AnswerDraft),
    _step("answer_incident", State.PASSED_ON, State.RESULT_KNOWN, AnswerDraft),
    _step("answer_incident", State.PROMISED, State.RESULT_KNOWN, AnswerDraft),
    _step("answer_incident", State.DISPATCHED, State.RESULT_KNOWN, AnswerDraft),
    # "dispatch" is taken by issuing a slip from the entry (REC-4); it has no form of its own.
    _step("dispatch", State.OPEN, State.DISPATCHED),
    _step("dispatch", State.ALARM, State.DISPATCHED),
    _step("dispatch", State.PASSED_ON, State.DISPATCHED),
    _step("dispatch", State.IN_COMPLAINT, State.IN_COMPLAINT),
    _step("dispatch", State.PROMISED, State.DISPATCHED),
    _step("dispatch", State.RESULT_KNOWN, State.DISPATCHED),
    _step("dispatch", State.CALLER_TOLD, State.DISPATCHED),
    _step("tell", State.RESULT_KNOWN, State.CALLER_TOLD, TellDraft, primary=True),
    _step("tell_all", State.RESULT_KNOWN, State.CALLER_TOLD, TellAllDraft),
    _step("close", State.CALLER_TOLD, State.CLOSED, CloseDraft, primary=True, undo="reopen"),
    _step("close", State.ANSWERED, State.CLOSED, CloseDraft, primary=True, undo="reopen"),
    each(*_COMPLAINED, State.PASSED_ON, to=State.IN_COMPLAINT, verb="complain", who=COUNTER, form=ComplainDraft),
    # "conclude" is taken by closing the complaint; it has no form of its own.
    _step("conclude", State.IN_COMPLAINT, State.CLOSED),
    each(*_RUNNING, verb="amend", who=COUNTER, form=AmendDraft),
    each(*_RUNNING, verb="join", who=COUNTER, form=JoinDraft),
    each(*_RUNNING, verb="leave_incident", who=COUNTER, form=ReasonDraft),
    each(*_COMPLAINED, verb="assess", who=COUNTER, form=AssessDraft),
    _step("reopen", State.CLOSED, State.CALLER_TOLD, ReasonDraft),
    _step("reopen", State.CLOSED, State.ANSWERED, ReasonDraft),
    _step("reopen", State.CLOSED, State.IN_COMPLAINT, ReasonDraft),
    each(*_RUNNING, to=State.VOIDED, verb="void", who=COUNTER, form=ReasonDraft),
    each(State.CLOSED, to=State.VOIDED, verb="void", who=OFFICE, form=ReasonDraft),
)

#: The chips over the table, in order.
CHIPS = ("open", "mine", "today", "complaints", "incidents", "overdue", "all")
