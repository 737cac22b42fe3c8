"""The special services' desk: an order with its price and its money, followed until it is done and paid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from deskapp.domain import specials
from deskapp.domain.common import Ref
from deskapp.domain.special_rows import SpecialDetail
from deskapp.domain.specials import AmendDraft, CloseDraft, JudgeDraft, Method, OrderDraft, SpecialRow, State
from deskapp.ui import format as fmt
from deskapp.ui.common.desk_acts import step_key
from deskapp.ui.common.parts import while_alive
from deskapp.ui.common.period_menu import PeriodMenu, list_key
from deskapp.ui.common.printing import at_once
from deskapp.ui.common.register_desk import RegisterDesk
from deskapp.ui.common.register_spec import (
    FIRST_COLUMNS,
    Cell,
    ClockBox,
    Column,
    Fact,
    Mark,
    RegisterSpec,
    Shape,
    field_fact,
    linked_facts,
)
from deskapp.ui.common.special_help import AmendHelp, OrderHelp, VoidHelp
from deskapp.ui.common.why import clock_box
from deskapp.ui.spec import DeskSpec

if TYPE_CHECKING:
    from deskapp.domain.common import Change
    from deskapp.ui.context import Context

PAPER = "special_service"
LIST = "special_service_list"
SLIP = "dispatch_order"
_MARKS = {
    State.ORDERED: Mark(Shape.RING, "info"),
    State.DISPATCHED: Mark(Shape.HALF, "info"),
    State.IN_HAND: Mark(Shape.DOT, "info"),
    State.PAUSED: Mark(Shape.HALF, "muted"),
    State.NOT_DONE: Mark(Shape.BANG, "late"),
    State.DONE: Mark(Shape.CHECK, "ok"),
    State.CLOSED: Mark(Shape.CHECK, "muted"),
    State.VOIDED: Mark(Shape.CROSS, "muted"),
}


def mark(row: SpecialRow | SpecialDetail) -> Mark:
    """How an order's state is drawn; one that is done and not paid points to the money."""
    return Mark(Shape.ARROW, "soon") if row.state is State.DONE and row.owed else _MARKS[row.state]


def title(context: Context, detail: SpecialDetail) -> str:
    """Item and unit, or whom to call where there is no unit."""
    return f"{detail.item} · {detail.unit or detail.contact}"


def subtitle(context: Context, detail: SpecialDetail) -> str:
    """Number, department, when and by whom it was registered."""
    parts = [detail.number, detail.department, fmt.clock(detail.at), detail.recorder]
    return " · ".join(part for part in parts if part)


def clock(context: Context, detail: SpecialDetail) -> ClockBox | None:
    """The agreed beginning, then the agreed end (``ALL-10``)."""
    note = ""
    if detail.moves:
        words = QCoreApplication.translate("SpecialsDesk", "Agreed anew {count} time(s)")
        note = words.format(count=detail.moves)
    what = context.label("specials", "starts_at" if detail.due_what == "start" else "ends_at")
    return clock_box(context, detail.deadline, what, detail.recorder, note)


def facts(context: Context, detail: SpecialDetail) -> Sequence[Fact]:
    """The lines of an order: who, what, when, for how much, and what became of it."""
    line = partial(field_fact, context, "specials")
    quantity = f"{detail.quantity.normalize():f} {detail.measure}"
    judged = _said(context, "specials.quality", detail.quality, detail.quality_note)
    done = detail.state in {State.DONE, State.CLOSED}
    unjudged = QCoreApplication.translate("SpecialsDesk", "not recorded yet") if done and not judged else ""
    made = [
        line("contact", detail.contact, "strong"),
        line("phone", fmt.phone(detail.phone)),
        line("service", f"{detail.item} × {quantity}"),
        line("content", detail.content),
        line("due", f"{fmt.clock(detail.starts_at)} – {fmt.clock(detail.ends_at)}"),
        line("note", detail.note),
        *_money(context, detail),
        line("workers", detail.workers),
        line("started_at", fmt.clock(detail.started_at)),
        line("finished_at", fmt.clock(detail.finished_at)),
        line("result", detail.result),
        line("quality", judged or unjudged, "soon" if unjudged else ""),
        line("fail_reason", detail.fail_reason if detail.state is State.NOT_DONE else ""),
        line("apology", detail.apology),
        line("opinion", _said(context, "reception.opinion", detail.opinion)),
        line("happened_reason", detail.happened_reason),
        line("void_reason", detail.void_reason),
    ]
    if detail.accepted:
        made.append(line("accepted", QCoreApplication.translate("SpecialsDesk", "Yes")))
    refs = [("entry_id", Ref("reception", detail.entry_id, detail.entry_number))]
    refs += [("slip_id", Ref("slips", detail.slip_id, detail.slip_number))] if detail.slip_id else []
    made += [Fact(label=context.label("specials", name), text=ref.number, ref=ref) for name, ref in refs]
    return [
        *made,
        *linked_facts(context, detail.linked),
    ]


def _money(context: Context, detail: SpecialDetail) -> list[Fact]:
    """What it costs, what is paid of it and how, what is owed (``CASH-1``)."""
    label = partial(context.label, "specials")
    amount = f"¥{fmt.money(detail.amount)}"
    if detail.amount != detail.listed:
        by_list = QCoreApplication.translate("SpecialsDesk", "{amount} (by the list {listed}: {reason})")
        listed = f"¥{fmt.money(detail.listed)}"
        amount = by_list.format(amount=amount, listed=listed, reason=detail.amount_reason)
    made = [Fact(label=label("amount"), text=amount, tone="strong")]
    for paid in detail.payments:
        how = context.word(f"specials.method.{paid.method}")
        parts = (f"¥{fmt.money(paid.sum)} {how}", paid.receipt, paid.payer, fmt.clock(paid.at), paid.taker)
        name = context.word("specials.step.refund") if paid.sum < 0 else label("paid")
        made.append(Fact(label=name, text=" · ".join(parts)))
    owed = f"¥{fmt.money(detail.owed)}" if detail.owed else ""
    reason = f"{owed} · {detail.unpaid_reason}" if owed and detail.unpaid_reason else owed
    made.append(Fact(label=label("owed"), text=reason, tone="soon"))
    unsigned = QCoreApplication.translate("SpecialsDesk", "not yet")
    signed = fmt.clock(detail.signed_at) or unsigned
    return [*made, Fact(label=label("signed_at"), text=signed, tone="" if detail.signed_at else "muted")]


def _said(context: Context, group: str, value: str | None, note: str = "") -> str:
    return " · ".join(part for part in (context.word(f"{group}.{value}") if value else "", note) if part)


def calls_for(detail: SpecialDetail) -> str:
    """Money that is owed comes first, unless it goes on account until the service is done [001·1·4.6.1.1]."""
    due_now = detail.state is State.ORDERED and detail.method is not Method.ON_ACCOUNT and not detail.paid
    return "take_money" if detail.owed and (detail.state is State.DONE or due_now) else ""


def offers(detail: SpecialDetail, verb: str) -> bool:
    """Only what is owed is taken, only what was paid is given back, and a signature is given once."""
    sense = {"take_money": bool(detail.owed), "refund": bool(detail.paid), "sign": detail.signed_at is None}
    return sense.get(verb, True)


def start(_context: Context, verb: str, detail: SpecialDetail | None) -> Mapping[str, Any]:
    """What a step's form begins with: now for what has just happened, what is known already."""
    if detail is None:
        return {}
    match verb:
        case "take_money":
            return {"sum": detail.owed, "payer": detail.contact}
        case "refund":
            return {"payer": detail.contact}
        case "sign":
            return {"signed_at": fmt.now()}
        case "dispatch":
            return {"department_id": detail.department_id}
        case "start":
            return {"started_at": fmt.now(), "workers": detail.workers}
        case "finish":
            return {"finished_at": fmt.now()}
        case "judge":
            return {field.name: getattr(detail, field.name) for field in fields(JudgeDraft)}
        case "close":
            return {field.name: getattr(detail, field.name) for field in fields(CloseDraft)}
        case "amend":
            return {field.name: getattr(detail, field.name) for field in fields(AmendDraft)}
        case _:
            return {}


def _done(desk: RegisterDesk, verb: str, change: Change, _wish: str) -> None:
    """A slip is printed as it is issued (``DSP-1``); the registration form where the workplace chose so."""
    if verb == "order":
        at_once(desk.context, PAPER, change.id)
    slip = next((ref for ref in change.also if ref.register == "slips"), None)
    if verb == "dispatch" and slip is not None and not at_once(desk.context, SLIP, slip.id):
        desk.show_paper(slip.id, SLIP)


def _dispatch_text() -> str:
    return QCoreApplication.translate("SpecialsDesk", "Issue a dispatch slip for the order")


def _money_text() -> str:
    return QCoreApplication.translate("SpecialsDesk", "Take money")


def _move_text() -> str:
    return QCoreApplication.translate("SpecialsDesk", "Agree another time")


def _amount_title() -> str:
    return QCoreApplication.translate("SpecialsDesk", "Amount")


def _owed_title() -> str:
    return QCoreApplication.translate("SpecialsDesk", "Owed")


def _new_title() -> str:
    return QCoreApplication.translate("SpecialsDesk", "New order")


def _empty(chip: str) -> tuple[str, str]:
    start_here = QCoreApplication.translate(
        "SpecialsDesk", "F2 registers an order with its price, its agreed time and its money."
    )
    if chip == "unpaid":
        return QCoreApplication.translate("SpecialsDesk", "Everything that is done is paid"), start_here
    if chip == "late":
        return QCoreApplication.translate("SpecialsDesk", "No agreed time has been missed"), start_here
    return QCoreApplication.translate("SpecialsDesk", "No special services here"), start_here


SPEC = RegisterSpec(
    register=specials.REGISTER,
    lifecycle=specials.LIFECYCLE,
    chips=specials.CHIPS,
    columns=(
        *FIRST_COLUMNS,
        Column(name="contact", width=4.4, rank=5),
        Column(name="service"),
        Column(name="due", cell=Cell.CLOCK, width=6.4, sort="due"),
        Column(name="amount", heading=_amount_title, cell=Cell.MONEY, width=4.6, sort="amount", rank=1),
        Column(name="owed", heading=_owed_title, cell=Cell.MONEY, width=4.6, rank=2),
        Column(name="handler", width=4, rank=6),
    ),
    mark=mark,
    new_verb="order",
    new_draft=OrderDraft,
    new_title=_new_title,
    title=title,
    subtitle=subtitle,
    facts=facts,
    clock=clock,
    empty=_empty,
    start=start,
    assists={"order": OrderHelp, "amend": AmendHelp, "void": VoidHelp},
    beside=("take_money", "reschedule", "dispatch", "judge"),
    calls_for=calls_for,
    fits=offers,
    keys=(
        step_key("Ctrl+D", _dispatch_text, "dispatch"),
        step_key("Ctrl+T", _money_text, "take_money"),
        step_key("Ctrl+E", _move_text, "reschedule"),
        list_key(),
    ),
    done=_done,
    paper=PAPER,
)


class SpecialsDesk(RegisterDesk):
    """The special services; other desks ask it for an order ``from_entry``."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, SPEC)
        self.lists = PeriodMenu(self, LIST, attrgetter("at"))

    def handle(self, wish: str, argument: str) -> None:
        """``from_entry:5``: an order with everything of the entry carried over (``REC-4``)."""
        if wish == "from_entry":
            self.close_preview()
            then = while_alive(self, self._carried_over)
            self.context.ask("specials.from_entry", then, owner=self, token="from_entry", entry_id=int(argument))

    def _carried_over(self, draft: OrderDraft) -> None:
        self.steps.leave()
        known = ("entry_id", "unit", "contact", "phone", "channel", "content")
        self.steps.begin_new({name: getattr(draft, name) for name in known})


DESK = DeskSpec(
    code="specials",
    order=13,
    title="register.specials",
    icon="mdi6.room-service-outline",
    build=SpecialsDesk,
    registers=("specials",),
)
