"""Special services 特约服务: ordered at a price, paid when ordered, followed to the end [001·1·4.1.5, 4.6.1, 4.7]."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from deskapp.domain.fields import Choice, Flag, Hidden, Moment, Money, Phone, Pick, Text, UnitCode
from deskapp.domain.lifecycle import NEW, Step, each, table
from deskapp.domain.people import COUNTER, COUNTER_AND_STEWARD, OFFICE
from deskapp.domain.reception import Channel, Opinion, ReasonDraft

REGISTER = "specials"
PREFIX = "TY"


class State(StrEnum):
    """Where an order stands; what is paid of it stands beside, in ``paid``."""

    ORDERED = "ordered"
    DISPATCHED = "dispatched"
    IN_HAND = "in_hand"
    PAUSED = "paused"
    NOT_DONE = "not_done"
    DONE = "done"
    CLOSED = "closed"
    VOIDED = "voided"


class Method(StrEnum):
    """How an order is paid: when it is ordered, or later."""

    CASH = "cash"
    WECHAT = "wechat"
    ALIPAY = "alipay"
    CARD = "card"
    ON_ACCOUNT = "on_account"


class Tender(StrEnum):
    """How a sum changes hands (``CASH-1``)."""

    CASH = "cash"
    WECHAT = "wechat"
    ALIPAY = "alipay"
    CARD = "card"


class Quality(StrEnum):
    """What the office finds of the work itself [001·1·4.7.3]."""

    GOOD = "good"
    FLAWED = "flawed"
    POOR = "poor"


@dataclass(frozen=True, kw_only=True)
class OrderDraft:
    """An order in the order of the conversation.

    ``amount`` None takes price × quantity; another sum wants its reason. ``ends_at`` None takes the item's time limit.
    Money is taken now (``receipt``, ``sum``, ``payer``), or later: on account, with the reason why [001·1·4.6.1.1].
    """

    entry_id: Annotated[int | None, Hidden()] = None
    unit: Annotated[str, UnitCode()] = ""
    contact: Annotated[str, Text(max=60, required=True)] = ""
    phone: Annotated[str, Phone()] = ""
    channel: Annotated[Channel, Choice(required=True)] = Channel.COUNTER
    item_id: Annotated[int | None, Pick(source="prices.options", required=True)] = None
    quantity: Annotated[Decimal, Money(required=True, max=Decimal(9999))] = Decimal(1)
    content: Annotated[str, Text(max=1000, lines=2)] = ""
    starts_at: Annotated[datetime | None, Moment(required=True)] = None
    ends_at: Annotated[datetime | None, Moment()] = None
    amount: Annotated[Decimal | None, Money()] = None
    amount_reason: Annotated[str, Text(max=200)] = ""
    method: Annotated[Method, Choice(required=True)] = Method.CASH
    receipt: Annotated[str, Text(max=30)] = ""
    sum: Annotated[Decimal | None, Money()] = None
    payer: Annotated[str, Text(max=60)] = ""
    unpaid_reason: Annotated[str, Text(max=200)] = ""
    signed: Annotated[bool, Flag()] = False
    note: Annotated[str, Text(max=500, lines=2)] = ""
    happened_at: Annotated[datetime | None, Moment(when="past")] = None
    happened_reason: Annotated[str, Text(max=200)] = ""
    client_id: Annotated[str, Hidden()] = ""


@dataclass(frozen=True, kw_only=True)
class AmendDraft:
    """A correction; the item and its price stay as they were ordered."""

    unit: Annotated[str, UnitCode()] = ""
    contact: Annotated[str, Text(max=60, required=True)] = ""
    phone: Annotated[str, Phone()] = ""
    quantity: Annotated[Decimal, Money(required=True, max=Decimal(9999))] = Decimal(1)
    content: Annotated[str, Text(max=1000, lines=2)] = ""
    amount: Annotated[Decimal | None, Money()] = None
    amount_reason: Annotated[str, Text(max=200)] = ""
    note: Annotated[str, Text(max=500, lines=2)] = ""


@dataclass(frozen=True, kw_only=True)
class TakeMoneyDraft:
    """A sum taken: with its receipt, how, from whom (``CASH-1``); who took it is named by the sign-in."""

    sum: Annotated[Decimal | None, Money(required=True)] = None
    method: Annotated[Tender, Choice(required=True)] = Tender.CASH
    receipt: Annotated[str, Text(max=30, required=True)] = ""
    payer: Annotated[str, Text(max=60, required=True)] = ""
    signed: Annotated[bool, Flag()] = False


@dataclass(frozen=True, kw_only=True)
class RefundDraft:
    """A sum given back, by which the order costs less; the receipt is the one that the resident signs for it."""

    sum: Annotated[Decimal | None, Money(required=True)] = None
    method: Annotated[Tender, Choice(required=True)] = Tender.CASH
    receipt: Annotated[str, Text(max=30, required=True)] = ""
    payer: Annotated[str, Text(max=60, required=True)] = ""
    reason: Annotated[str, Text(max=500, lines=2, required=True)] = ""


@dataclass(frozen=True, kw_only=True)
class VoidDraft:
    """Voiding; what was paid is given back with it, on a receipt of its own."""

    reason: Annotated[str, Text(max=500, lines=2, required=True)] = ""
    method: Annotated[Tender, Choice(required=True)] = Tender.CASH
    receipt: Annotated[str, Text(max=30)] = ""


@dataclass(frozen=True, kw_only=True)
class SignDraft:
    """The resident signed the paper after all [001·1·4.6.1.2]."""

    signed_at: Annotated[datetime | None, Moment(when="past", required=True)] = None


@dataclass(frozen=True, kw_only=True)
class DispatchDraft:
    """Whom the slip goes to; everything else is carried over [001·1·4.7.2]."""

    department_id: Annotated[int | None, Pick(source="directory.departments", required=True)] = None
    note: Annotated[str, Text(max=500, lines=2)] = ""


@dataclass(frozen=True, kw_only=True)
class StartDraft:
    """Who came, and when."""

    started_at: Annotated[datetime | None, Moment(when="past", required=True)] = None
    workers: Annotated[str, Text(max=100, required=True)] = ""


@dataclass(frozen=True, kw_only=True)
class FinishDraft:
    """When it was done, how well, and whether the resident signed for it [001·1·4.7.3]."""

    finished_at: Annotated[datetime | None, Moment(when="past", required=True)] = None
    result: Annotated[str, Text(max=2000, lines=2, required=True)] = ""
    quality: Annotated[Quality | None, Choice()] = None
    quality_note: Annotated[str, Text(max=500, lines=2)] = ""
    accepted: Annotated[bool, Flag()] = False


@dataclass(frozen=True, kw_only=True)
class RescheduleDraft:
    """A time agreed anew; once the agreed time has passed, with the apology given. What is left empty moves along."""

    starts_at: Annotated[datetime | None, Moment(when="future")] = None
    ends_at: Annotated[datetime | None, Moment(when="future")] = None
    reason: Annotated[str, Text(max=500, lines=2, required=True)] = ""
    apology: Annotated[str, Text(max=500, lines=2)] = ""


@dataclass(frozen=True, kw_only=True)
class JudgeDraft:
    """How well it was done, where that is known only later: an order that its slip has finished [001·1·4.7.3]."""

    quality: Annotated[Quality | None, Choice(required=True)] = None
    quality_note: Annotated[str, Text(max=500, lines=2)] = ""
    accepted: Annotated[bool, Flag()] = False


@dataclass(frozen=True, kw_only=True)
class CloseDraft:
    """Closing; quality and the resident's opinion if they were asked. What is left out stays as it is."""

    quality: Annotated[Quality | None, Choice()] = None
    quality_note: Annotated[str, Text(max=500, lines=2)] = ""
    accepted: Annotated[bool, Flag()] = False
    opinion: Annotated[Opinion | None, Choice()] = None
    note: Annotated[str, Text(max=500, lines=2)] = ""


def _step(
    verb: str, source: State | str, target: State, form: type | None = None, *, primary: bool = False, undo: str = ""
) -> Step:
    who = COUNTER_AND_STEWARD if verb in {"start", "finish", "fail"} else COUNTER
    return Step(verb=verb, source=source, target=target, who=who, form=form, primary=primary, undo=undo)


#: The service is still to come or under way.
AHEAD = (State.ORDERED, State.DISPATCHED, State.IN_HAND)
_OPEN = (*AHEAD, State.PAUSED, State.NOT_DONE, State.DONE)

LIFECYCLE = table(
    REGISTER,
    _step("order", NEW, State.ORDERED, OrderDraft),
    _step("dispatch", State.ORDERED, State.DISPATCHED, DispatchDraft, primary=True),
    _step("dispatch", State.NOT_DONE, State.DISPATCHED, DispatchDraft),
    # What was not done well is sent out again.
    _step("dispatch", State.DONE, State.DISPATCHED, DispatchDraft),
    _step("start", State.DISPATCHED, State.IN_HAND, StartDraft, primary=True),
    _step("start", State.ORDERED, State.IN_HAND, StartDraft),
    _step("start", State.PAUSED, State.IN_HAND, StartDraft),
    _step("finish", State.IN_HAND, State.DONE, FinishDraft, primary=True),
    _step("finish", State.DISPATCHED, State.DONE, FinishDraft),
    _step("finish", State.PAUSED, State.DONE, FinishDraft),
    _step("close", State.DONE, State.CLOSED, CloseDraft, primary=True, undo="reopen"),
    each(*AHEAD, State.PAUSED, to=State.NOT_DONE, verb="fail", who=COUNTER_AND_STEWARD, form=ReasonDraft),
    _step("reschedule", State.NOT_DONE, State.ORDERED, RescheduleDraft, primary=True),
    each(*AHEAD, verb="reschedule", who=COUNTER, form=RescheduleDraft),
    each(*AHEAD, to=State.PAUSED, verb="pause", who=COUNTER, form=ReasonDraft),
    *(_step("resume", State.PAUSED, target, primary=True) for target in AHEAD),
    each(*_OPEN, verb="take_money", who=COUNTER, form=TakeMoneyDraft),
    each(*_OPEN, State.CLOSED, verb="refund", who=COUNTER, form=RefundDraft),
    each(*_OPEN, verb="sign", who=COUNTER, form=SignDraft),
    each(*_OPEN, verb="amend", who=COUNTER, form=AmendDraft),
    each(State.DONE, State.CLOSED, verb="judge", who=COUNTER_AND_STEWARD, form=JudgeDraft),
    _step("reopen", State.CLOSED, State.DONE, ReasonDraft),
    each(*_OPEN, to=State.VOIDED, verb="void", who=COUNTER, form=VoidDraft),
    each(State.CLOSED, to=State.VOIDED, verb="void", who=OFFICE, form=VoidDraft),
)

CHIPS = ("open", "mine", "today", "late", "unpaid", "all")


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialRow:
    """An order as the table and the list show it. ``due`` is its agreed time: of the beginning, then of the end."""

    id: int
    version: int
    number: str
    state: State
    at: datetime
    unit: str
    contact: str
    phone: str
    item: str
    quantity: Decimal
    measure: str
    amount: Decimal
    paid: Decimal
    receipts: str
    starts_at: datetime
    ends_at: datetime
    finished_at: datetime | None
    due: datetime | None
    started: datetime
    quality: Quality | None
    opinion: Opinion | None
    content: str
    handler: str

    @property
    def service(self) -> str:
        """What is done: item, quantity, what the caller said of it."""
        said = f"{self.item} × {self.quantity.normalize():f} {self.measure}"
        return f"{said} · {self.content}" if self.content else said

    @property
    def owed(self) -> Decimal | None:
        """What is still to be paid; None for nothing."""
        left = self.amount - self.paid
        return left if left > 0 and self.state is not State.VOIDED else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """A sum that changed hands (``CASH-1``); below zero it was given back."""

    at: datetime
    sum: Decimal
    method: Tender
    receipt: str
    payer: str
    taker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialList:
    """The orders registered on a day or in a month, with their sums; ``number`` names the period (``2026-11``)."""

    number: str
    rows: tuple[SpecialRow, ...]
    amount: Decimal
    paid: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialFigures:
    """One item's figures of a period [001·1·4.7.4].

    ``orders`` were registered in it (voided ones apart), ``income`` changed hands in it; of the services that ended in
    it, ``in_time`` began and ended by the times agreed, ``good`` was of good quality out of ``judged``, and
    ``satisfied`` were the residents out of those ``asked``.
    """

    item_id: int
    item: str
    orders: int = 0
    voided: int = 0
    income: Decimal = Decimal(0)
    finished: int = 0
    in_time: int = 0
    judged: int = 0
    good: int = 0
    asked: int = 0
    satisfied: int = 0
