"""Dispatch slips 派工单, in triplicate: stub, work copy, customer copy [001·1·4.10]."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from deskapp.domain.common import Deadline, HistoryRow, Ref
from deskapp.domain.fields import Choice, Flag, Hidden, Moment, Money, Phone, Pick, Rows, Text, UnitCode
from deskapp.domain.lifecycle import NEW, Step, each, table
from deskapp.domain.people import COUNTER, COUNTER_AND_STEWARD, OFFICE
from deskapp.domain.reception import Opinion, ReasonDraft, ToldHow, Urgency

REGISTER = "slips"
PREFIX = "PG"


class Item(StrEnum):
    """What the department is asked for; each has its limit in the rulebook."""

    PLUMBING = "plumbing"
    ELECTRICAL = "electrical"
    DOORS_WINDOWS = "doors_windows"
    LIFT = "lift"
    INTERCOM = "intercom"
    CLEANING = "cleaning"
    GREENING = "greening"
    SECURITY = "security"
    SPECIAL_SERVICE = "special_service"
    OTHER = "other"


class State(StrEnum):
    """Where a slip stands."""

    DRAFT = "draft"
    ISSUED = "issued"
    RECEIVED = "received"
    IN_HAND = "in_hand"
    DONE = "done"
    NOT_DONE = "not_done"
    TOLD = "told"
    RECOVERED = "recovered"
    CLOSED = "closed"
    VOIDED = "voided"


class Copy(StrEnum):
    """The three copies 一式三联."""

    STUB = "stub"
    WORK = "work"
    CUSTOMER = "customer"


@dataclass(frozen=True, kw_only=True)
class SlipDraft:
    """An order as it is written; from an entry everything is carried over (``REC-4``).

    ``limit_at`` empty takes the rulebook's limit for the item and urgency; ``key_wanted`` asks for the unit's key, so
    that whoever takes the slip takes it along (``DSP-8``).
    """

    entry_id: Annotated[int | None, Hidden()] = None
    unit: Annotated[str, UnitCode()] = ""
    contact: Annotated[str, Text(max=60, required=True)] = ""
    phone: Annotated[str, Phone()] = ""
    department_id: Annotated[int | None, Pick(source="directory.departments", required=True)] = None
    item: Annotated[Item, Choice(required=True)] = Item.OTHER
    urgency: Annotated[Urgency, Choice(required=True)] = Urgency.NORMAL
    content: Annotated[str, Text(max=3000, lines=4, required=True)] = ""
    limit_at: Annotated[datetime | None, Moment(when="future")] = None
    appointment: Annotated[datetime | None, Moment(when="future")] = None
    key_wanted: Annotated[bool, Flag()] = False
    note: Annotated[str, Text(max=500, lines=2)] = ""
    client_id: Annotated[str, Hidden()] = ""


@dataclass(frozen=True, kw_only=True)
class ReceiveDraft:
    """Who of the department took the slip and signed the stub."""

    received_by: Annotated[str, Text(max=40, required=True)] = ""
    received_at: Annotated[datetime | None, Moment(when="past", required=True)] = None


@dataclass(frozen=True, kw_only=True)
class StartDraft:
    """Who went, and when they arrived."""

    workers: Annotated[str, Text(max=100, required=True)] = ""
    arrived_at: Annotated[datetime | None, Moment(when="past", required=True)] = None


@dataclass(frozen=True, kw_only=True)
class Material:
    """One line of the materials table: name, size, quantity, unit price in yuan."""

    name: Annotated[str, Text(max=60, required=True)] = ""
    size: Annotated[str, Text(max=40)] = ""
    quantity: Annotated[Decimal, Money(required=True)] = Decimal(1)
    price: Annotated[Decimal, Money()] = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class FinishDraft:
    """What was done, with what, for how much."""

    finished_at: Annotated[datetime | None, Moment(when="past", required=True)] = None
    result: Annotated[str, Text(max=2000, lines=3, required=True)] = ""
    labour: Annotated[Decimal, Money()] = Decimal(0)
    materials: Annotated[tuple[Material, ...], Rows(row=Material, max=20)] = ()


@dataclass(frozen=True, kw_only=True)
class FailDraft:
    """Why it could not be done."""

    reason: Annotated[str, Text(max=1000, lines=3, required=True)] = ""


@dataclass(frozen=True, kw_only=True)
class ExtendDraft:
    """A new limit, with the apology and explanation given to the resident (``DSP-2``)."""

    limit_at: Annotated[datetime | None, Moment(when="future", required=True)] = None
    reason: Annotated[str, Text(max=500, lines=2, required=True)] = ""
    apology: Annotated[str, Text(max=500, lines=2, required=True)] = ""


@dataclass(frozen=True, kw_only=True)
class TellDraft:
    """The result told to the resident and the opinion asked (``DSP-3``)."""

    told_at: Annotated[datetime | None, Moment(when="past", required=True)] = None
    told_how: Annotated[ToldHow, Choice(required=True)] = ToldHow.PHONE
    opinion: Annotated[Opinion | None, Choice(required=True)] = None


@dataclass(frozen=True, kw_only=True)
class RecoverDraft:
    """The signed work copy came back to the counter."""

    recovered_at: Annotated[datetime | None, Moment(when="past", required=True)] = None
    note: Annotated[str, Text(max=200)] = ""


@dataclass(frozen=True, kw_only=True)
class ReworkDraft:
    """Another round on the same number, since the resident is not satisfied (``DSP-3``)."""

    content: Annotated[str, Text(max=1000, lines=3, required=True)] = ""
    limit_at: Annotated[datetime | None, Moment(when="future")] = None


@dataclass(frozen=True, kw_only=True)
class CloseDraft:
    """Closing; closing over a dissatisfied resident needs a supervisor and a reason (``DSP-3``)."""

    reason: Annotated[str, Text(max=500, lines=2)] = ""


def _step(
    verb: str, source: State | str, target: State, form: type | None = None, *, primary: bool = False, undo: str = ""
) -> Step:
    who = COUNTER_AND_STEWARD if verb in {"start", "finish", "fail"} else COUNTER
    return Step(verb=verb, source=source, target=target, who=who, form=form, primary=primary, undo=undo)


_WITH_DEPARTMENT = (State.ISSUED, State.RECEIVED, State.IN_HAND)
_PRINTED = (*_WITH_DEPARTMENT, State.DONE, State.NOT_DONE, State.TOLD, State.RECOVERED)

LIFECYCLE = table(
    REGISTER,
    _step("draft", NEW, State.DRAFT, SlipDraft),
    _step("order", NEW, State.ISSUED, SlipDraft),
    _step("issue", State.DRAFT, State.ISSUED, primary=True),
    _step("receive", State.ISSUED, State.RECEIVED, ReceiveDraft, primary=True),
    _step("start", State.RECEIVED, State.IN_HAND, StartDraft, primary=True),
    _step("finish", State.IN_HAND, State.DONE, FinishDraft, primary=True),
    _step("tell", State.DONE, State.TOLD, TellDraft, primary=True),
    # The work copy may be back at the counter before the resident is reached.
    _step("tell", State.DONE, State.RECOVERED, TellDraft),
    _step("tell", State.NOT_DONE, State.TOLD, TellDraft, primary=True),
    _step("tell", State.NOT_DONE, State.RECOVERED, TellDraft),
    _step("recover", State.TOLD, State.RECOVERED, RecoverDraft, primary=True),
    _step("close", State.RECOVERED, State.CLOSED, CloseDraft, primary=True, undo="reopen"),
    each(State.DONE, State.NOT_DONE, verb="recover", who=COUNTER, form=RecoverDraft),
    each(*_WITH_DEPARTMENT, to=State.NOT_DONE, verb="fail", who=COUNTER_AND_STEWARD, form=FailDraft),
    each(*_WITH_DEPARTMENT, verb="extend", who=COUNTER, form=ExtendDraft),
    _step("extend", State.NOT_DONE, State.RECEIVED, ExtendDraft),
    each(State.TOLD, State.RECOVERED, to=State.ISSUED, verb="rework", who=COUNTER, form=ReworkDraft),
    each(State.DRAFT, verb="amend", who=COUNTER, form=SlipDraft),
    each(*_PRINTED, State.CLOSED, State.VOIDED, verb="print", who=COUNTER_AND_STEWARD),
    _step("reopen", State.CLOSED, State.RECOVERED, ReasonDraft),
    each(State.DRAFT, *_PRINTED, to=State.VOIDED, verb="void", who=COUNTER, form=ReasonDraft),
    each(State.CLOSED, to=State.VOIDED, verb="void", who=OFFICE, form=ReasonDraft),
)

CHIPS = ("open", "mine", "today", "late", "copies_out", "keys_wanted", "all")


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipRow:
    """A slip as the table shows it. ``due`` is its limit while the department has it."""

    id: int
    version: int
    number: str
    state: State
    at: datetime
    unit: str
    contact: str
    department: str
    item: Item
    urgency: Urgency
    content: str
    due: datetime | None
    started: datetime
    round: int
    extensions: int
    handler: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One round of work on a slip (``DSP-3``): round 1 is the first order, each rework adds one."""

    round: int
    content: str
    issued_at: datetime | None
    limit_at: datetime | None
    received_by: str
    received_at: datetime | None
    workers: str
    arrived_at: datetime | None
    finished_at: datetime | None
    result: str
    labour: Decimal
    materials: tuple[Material, ...]
    fail_reason: str
    told_at: datetime | None
    told_how: ToldHow | None
    opinion: Opinion | None
    recovered_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """One extension of a limit (``DSP-2``)."""

    at: datetime
    by: str
    old_limit: datetime
    new_limit: datetime
    reason: str
    apology: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipDetail:
    """Everything about one slip; what belongs to a round stands in ``rounds``, the running one last.

    ``hooks`` are those of its unit's key sets that hang here now.
    """

    id: int
    version: int
    number: str
    state: State
    entry_id: int | None
    entry_number: str
    entry_channel: str
    entry_kind: str
    entry_at: datetime | None
    unit: str
    unit_id: int | None
    contact: str
    phone: str
    department_id: int
    department: str
    item: Item
    urgency: Urgency
    content: str
    note: str
    created_at: datetime
    issued_at: datetime | None
    issued_by: str
    limit_at: datetime | None
    limit_rule: str
    limit_span: str
    deadline: Deadline | None
    appointment: datetime | None
    prints: int
    closed_at: datetime | None
    close_reason: str
    void_reason: str
    key_wanted: bool = False
    hooks: str = ""
    linked: tuple[Ref, ...] = ()
    rounds: tuple[Round, ...] = ()
    extensions: tuple[Extension, ...] = ()
    history: tuple[HistoryRow, ...] = ()

    @property
    def now(self) -> Round:
        """The running round."""
        return self.rounds[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyOut:
    """One work copy that is out (``DSP-4``)."""

    id: int
    number: str
    department: str
    unit: str
    state: State
    issued_at: datetime
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """The answer to ``print``: which print this is; 0 for the first, n for reprint 重打 n (``DSP-1``)."""

    id: int
    number: str
    reprint: int
    at: datetime
    by: str
