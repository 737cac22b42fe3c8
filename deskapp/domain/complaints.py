"""Complaints 投诉: a reception entry that is classed, contacted, looked into, approved and replied to [001·12; 001·1·4.1.2]."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from deskapp.domain.fields import Choice, Flag, Hidden, Moment, Phone, Pick, Text, UnitCode
from deskapp.domain.lifecycle import NEW, Step, each, table
from deskapp.domain.people import COUNTER, COUNTER_AND_STEWARD, OFFICE, Role
from deskapp.domain.reception import Category, Channel, Opinion, ReasonDraft, ToldHow

REGISTER = "complaints"
PREFIX = "TS"


class State(StrEnum):
    """Where a complaint stands.

    ``settled`` was put right on the spot and still owes its reply; ``approved`` has what will be answered.
    """

    RECEIVED = "received"
    SETTLED = "settled"
    CLASSED = "classed"
    CONTACTED = "contacted"
    REFERRED = "referred"
    INVESTIGATED = "investigated"
    APPROVED = "approved"
    REPLIED = "replied"
    CLOSED = "closed"
    VOIDED = "voided"


class Validity(StrEnum):
    """The three classes, with a clock of its own each [001·12 definitions] (``CMP-1``)."""

    VALID = "valid"
    ASSIST = "assist"
    INVALID = "invalid"


class Cause(StrEnum):
    """What it is really about: the matter, or how somebody was treated."""

    MATTER = "matter"
    MOOD = "mood"


class Mode(StrEnum):
    """How the reply is brought [001·12·6–7]; the words are those of ``reception.ToldHow``."""

    VISIT = "visit"
    PHONE = "phone"
    WRITTEN = "written"
    COUNTER = "counter"


class Level(StrEnum):
    """To whom a complaint is taken when it is beyond one's power, one after the other [001·12·3(8)] (``CMP-5``)."""

    SUPERVISOR = "supervisor"
    DIRECTOR = "director"
    COMPANY = "company"


class WaitingFor(StrEnum):
    """Whom a clock that stands still waits for."""

    RESIDENT = "resident"
    BODY = "body"


#: What a complaint's running clock asks for: ``today.complaints.<due>`` says it.
DIRECTOR_DUE = "director"


def next_level(level: Level | None, role: Role) -> Level | None:
    """The next level above the one that has it, or above the one who holds it in hand; None above the company."""
    own = {Role.SUPERVISOR: 0, Role.DIRECTOR: 1}.get(role, -1)
    order = list(Level)
    at = max(own, order.index(level) if level else -1) + 1
    return order[at] if at < len(order) else None


@dataclass(frozen=True, kw_only=True)
class ComplaintDraft:
    """A complaint as it is heard; the reception entry is written with it. ``quoted`` as in ``EntryDraft``."""

    unit: Annotated[str, UnitCode()] = ""
    resident_id: Annotated[int | None, Hidden()] = None
    caller: Annotated[str, Text(max=60, required=True)] = ""
    phone: Annotated[str, Phone()] = ""
    channel: Annotated[Channel, Choice(required=True)] = Channel.COUNTER
    category: Annotated[Category | None, Choice(required=True)] = None
    written: Annotated[bool, Flag()] = False
    from_company: Annotated[bool, Flag()] = False
    content: Annotated[str, Text(max=3000, lines=4, required=True)] = ""
    answered: Annotated[bool, Flag()] = False
    result: Annotated[str, Text(max=2000, lines=2)] = ""
    happened_at: Annotated[datetime | None, Moment(when="past")] = None
    happened_reason: Annotated[str, Text(max=200)] = ""
    incident_id: Annotated[int | None, Hidden()] = None
    quoted: Annotated[str, Hidden()] = ""
    client_id: Annotated[str, Hidden()] = ""


@dataclass(frozen=True, kw_only=True)
class ClassifyDraft:
    """What the supervisor makes of it; the clock follows (``CMP-1``)."""

    validity: Annotated[Validity | None, Choice(required=True)] = None
    cause: Annotated[Cause, Choice(required=True)] = Cause.MATTER
    department_id: Annotated[int | None, Pick(source="directory.departments")] = None
    from_company: Annotated[bool, Flag()] = False
    class_note: Annotated[str, Text(max=500, lines=2)] = ""


@dataclass(frozen=True, kw_only=True)
class ContactDraft:
    """The resident was reached, and perhaps a time agreed for the reply [001·12·3(1), 6(2)]."""

    contacted_at: Annotated[datetime | None, Moment(when="past", required=True)] = None
    told_how: Annotated[ToldHow, Choice(required=True)] = ToldHow.PHONE
    agreed_at: Annotated[datetime | None, Moment(when="future")] = None
    contact_note: Annotated[str, Text(max=500, lines=2)] = ""


@dataclass(frozen=True, kw_only=True)
class ReferDraft:
    """The written notice to the body that can solve it [001·12·3(2)] (``CMP-4``)."""

    referred_to: Annotated[str, Text(max=100, required=True)] = ""
    notice_number: Annotated[str, Text(max=40)] = ""
    referred_at: Annotated[datetime | None, Moment(when="past", required=True)] = None


@dataclass(frozen=True, kw_only=True)
class ProgressDraft:
    """How far the other body has come, and whether the resident knows [001·12·8] (``CMP-4``)."""

    progress: Annotated[str, Text(max=1000, lines=3, required=True)] = ""
    told: Annotated[bool, Flag()] = True


@dataclass(frozen=True, kw_only=True)
class SolveDraft:
    """What the other body did in the end (``CMP-4``)."""

    solved_at: Annotated[datetime | None, Moment(when="past", required=True)] = None
    remedy: Annotated[str, Text(max=2000, lines=3, required=True)] = ""


@dataclass(frozen=True, kw_only=True)
class InvestigateDraft:
    """What was found, and what was done about it [001·12·3(7)]."""

    investigation: Annotated[str, Text(max=2000, lines=3, required=True)] = ""
    remedy: Annotated[str, Text(max=2000, lines=3, required=True)] = ""
    department_id: Annotated[int | None, Pick(source="directory.departments")] = None


@dataclass(frozen=True, kw_only=True)
class ApproveDraft:
    """The remedy is approved and may be told."""

    approve_note: Annotated[str, Text(max=500, lines=2)] = ""


@dataclass(frozen=True, kw_only=True)
class ReplyDraft:
    """What the resident was told, how, and the opinion given [001·12·6–9] (``CMP-2``).

    ``quoted`` is the number of the article or notice that the reply was taken from (``REC-6``).
    """

    replied_at: Annotated[datetime | None, Moment(when="past", required=True)] = None
    mode: Annotated[Mode, Choice(required=True)] = Mode.VISIT
    also_written: Annotated[bool, Flag()] = False
    reply: Annotated[str, Text(max=2000, lines=3, required=True)] = ""
    quoted: Annotated[str, Hidden()] = ""
    opinion: Annotated[Opinion | None, Choice(required=True)] = None
    signed: Annotated[bool, Flag()] = False


@dataclass(frozen=True, kw_only=True)
class CloseDraft:
    """Closing; the entry closes with it."""

    note: Annotated[str, Text(max=500, lines=2)] = ""


@dataclass(frozen=True, kw_only=True)
class RenewDraft:
    """What the resident is not satisfied with: it is heard as a new complaint [001·12·10] (``CMP-3``)."""

    content: Annotated[str, Text(max=3000, lines=4, required=True)] = ""
    channel: Annotated[Channel, Choice(required=True)] = Channel.PHONE
    category: Annotated[Category | None, Choice(required=True)] = None
    written: Annotated[bool, Flag()] = False


@dataclass(frozen=True, kw_only=True)
class EscalateDraft:
    """Beyond one's power: to the next level, and why (``CMP-5``)."""

    level: Annotated[Level | None, Choice(required=True)] = None
    reason: Annotated[str, Text(max=1000, lines=3, required=True)] = ""


@dataclass(frozen=True, kw_only=True)
class InstructDraft:
    """What the level that has it says is to be done; whose words they are, if the company's (``CMP-5``)."""

    instruction: Annotated[str, Text(max=1000, lines=3, required=True)] = ""
    instructor: Annotated[str, Text(max=40)] = ""


@dataclass(frozen=True, kw_only=True)
class JoinUnitDraft:
    """Another unit with the same complaint (``CMP-2``)."""

    unit: Annotated[str, UnitCode(required=True)] = ""
    caller: Annotated[str, Text(max=60, required=True)] = ""
    phone: Annotated[str, Phone()] = ""


@dataclass(frozen=True, kw_only=True)
class TellDirectorDraft:
    """The director heard of a collective complaint [001·12·4(1)] (``CMP-2``)."""

    director_told_at: Annotated[datetime | None, Moment(when="past", required=True)] = None
    director_note: Annotated[str, Text(max=200)] = ""


@dataclass(frozen=True, kw_only=True)
class ReportDraft:
    """The result was reported to the company that passed the complaint on [001·12·4(3)]."""

    company_told_at: Annotated[datetime | None, Moment(when="past", required=True)] = None
    company_note: Annotated[str, Text(max=200)] = ""


@dataclass(frozen=True, kw_only=True)
class PauseDraft:
    """The clock stands still while somebody else has to move."""

    waiting_for: Annotated[WaitingFor, Choice(required=True)] = WaitingFor.RESIDENT
    reason: Annotated[str, Text(max=500, lines=2, required=True)] = ""


@dataclass(frozen=True, kw_only=True)
class NoteDraft:
    """A note on the complaint."""

    note: Annotated[str, Text(max=500, lines=2, required=True)] = ""


def _step(
    verb: str, source: State | str, target: State, form: type | None = None, *, primary: bool = False, undo: str = ""
) -> Step:
    who = OFFICE if verb in {"classify", "approve"} else COUNTER_AND_STEWARD if verb == "investigate" else COUNTER
    return Step(verb=verb, source=source, target=target, who=who, form=form, primary=primary, undo=undo)


#: What is being worked on.
AT_WORK = (State.CLASSED, State.CONTACTED, State.REFERRED, State.INVESTIGATED, State.APPROVED)
RUNNING = (State.RECEIVED, State.SETTLED, *AT_WORK, State.REPLIED)
_BEFORE_REPLY = (State.RECEIVED, *AT_WORK)

LIFECYCLE = table(
    REGISTER,
    _step("record", NEW, State.RECEIVED, ComplaintDraft),
    _step("record", NEW, State.SETTLED, ComplaintDraft),
    _step("classify", State.RECEIVED, State.CLASSED, ClassifyDraft, primary=True),
    _step("contact", State.CLASSED, State.CONTACTED, ContactDraft, primary=True),
    _step("refer", State.CLASSED, State.REFERRED, ReferDraft),
    # An invalid one is explained at once.
    _step("reply", State.CLASSED, State.REPLIED, ReplyDraft),
    _step("investigate", State.CONTACTED, State.INVESTIGATED, InvestigateDraft, primary=True),
    _step("approve", State.INVESTIGATED, State.APPROVED, ApproveDraft, primary=True),
    _step("solve", State.REFERRED, State.APPROVED, SolveDraft, primary=True),
    _step("reply", State.APPROVED, State.REPLIED, ReplyDraft, primary=True),
    _step("reply", State.SETTLED, State.REPLIED, ReplyDraft, primary=True),
    _step("close", State.REPLIED, State.CLOSED, CloseDraft, primary=True, undo="reopen"),
    _step("renew", State.REPLIED, State.CLOSED, RenewDraft),
    # Another class is another way; the same class, or what is answered already, stays where it is.
    each(State.CLASSED, State.CONTACTED, State.REFERRED, State.INVESTIGATED, to=State.CLASSED, verb="classify",
         who=OFFICE, form=ClassifyDraft),
    each(State.SETTLED, State.CONTACTED, State.REFERRED, State.INVESTIGATED, State.REPLIED, State.CLOSED,
         verb="classify", who=OFFICE, form=ClassifyDraft),
    each(State.CONTACTED, State.INVESTIGATED, State.APPROVED, verb="contact", who=COUNTER, form=ContactDraft),
    each(State.REFERRED, verb="progress", who=COUNTER, form=ProgressDraft),
    each(State.INVESTIGATED, verb="investigate", who=COUNTER_AND_STEWARD, form=InvestigateDraft),
    each(State.REPLIED, verb="reply", who=COUNTER, form=ReplyDraft),
    each(*_BEFORE_REPLY, verb="join_unit", who=COUNTER, form=JoinUnitDraft),
    each(*RUNNING, verb="tell_director", who=COUNTER, form=TellDirectorDraft),
    each(*_BEFORE_REPLY, verb="escalate", who=COUNTER, form=EscalateDraft),
    each(*_BEFORE_REPLY, verb="instruct", who=OFFICE, form=InstructDraft),
    each(State.REPLIED, verb="report_company", who=COUNTER, form=ReportDraft),
    each(*_BEFORE_REPLY, verb="pause", who=COUNTER, form=PauseDraft),
    each(*_BEFORE_REPLY, verb="resume", who=COUNTER),
    each(*RUNNING, verb="note", who=COUNTER, form=NoteDraft),
    _step("reopen", State.CLOSED, State.REPLIED, ReasonDraft),
    each(*RUNNING, to=State.VOIDED, verb="void", who=COUNTER, form=ReasonDraft),
    each(State.CLOSED, to=State.VOIDED, verb="void", who=OFFICE, form=ReasonDraft),
)  # fmt: skip

CHIPS = ("open", "unclassed", "mine", "late", "collective", "referred", "all")
