"""The dispatch slips' desk: an order is issued and printed in one key, and followed until its work copy is back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject

from deskapp.domain import slips
from deskapp.domain.common import Ref
from deskapp.domain.people import COUNTER
from deskapp.domain.reception import DISSATISFIED, Urgency
from deskapp.domain.slips import SlipDetail, SlipDraft, SlipRow, State
from deskapp.ui import format as fmt
from deskapp.ui.common import phrases
from deskapp.ui.common.caller_help import CallerHelp
from deskapp.ui.common.desk_acts import draft_act, draft_key, print_or_show, step_key
from deskapp.ui.common.parts import while_alive
from deskapp.ui.common.register_desk import RegisterDesk
from deskapp.ui.common.register_spec import (
    FIRST_COLUMNS,
    Cell,
    ClockBox,
    Column,
    DeskKey,
    Fact,
    Mark,
    RegisterSpec,
    Shape,
    field_fact,
    linked_facts,
)
from deskapp.ui.common.why import clock_box, sentence
from deskapp.ui.spec import DeskSpec

if TYPE_CHECKING:
    from deskapp.domain.common import Change, Deadline
    from deskapp.ui.common.form import Form
    from deskapp.ui.context import Context

PAPER = "dispatch_order"
_WITH_DEPARTMENT = frozenset({State.ISSUED, State.RECEIVED, State.IN_HAND})
_MARKS = {
    State.DRAFT: Mark(Shape.RING, "muted"),
    State.ISSUED: Mark(Shape.RING, "info"),
    State.RECEIVED: Mark(Shape.HALF, "info"),
    State.IN_HAND: Mark(Shape.DOT, "info"),
    State.DONE: Mark(Shape.ARROW, "soon"),
    State.NOT_DONE: Mark(Shape.BANG, "late"),
    State.TOLD: Mark(Shape.CHECK, "ok"),
    State.RECOVERED: Mark(Shape.CHECK, "ok"),
    State.CLOSED: Mark(Shape.CHECK, "muted"),
    State.VOIDED: Mark(Shape.CROSS, "muted"),
}


def mark(row: SlipRow | SlipDetail) -> Mark:
    """How a slip's state is drawn."""
    return _MARKS[row.state]


def title(context: Context, detail: SlipDetail) -> str:
    """Item and unit, or whom to call where there is no unit."""
    return f"{context.word(f'slips.item.{detail.item}')} · {detail.unit or detail.contact}"


def subtitle(context: Context, detail: SlipDetail) -> str:
    """Number, department, when and by whom it was issued."""
    parts = [detail.number, detail.department, fmt.clock(detail.issued_at or detail.created_at), detail.issued_by]
    if detail.rounds and detail.now.round > 1:
        parts.append(f"{context.label('slips', 'round')} {detail.now.round}")
    return " · ".join(part for part in parts if part)


def clock(context: Context, detail: SlipDetail) -> ClockBox | None:
    """The limit while the department has the slip, and why it is this time (``ALL-10``)."""
    note = ""
    if detail.extensions:
        last = detail.extensions[-1]
        words = QCoreApplication.translate("SlipsDesk", "Extended {count} time(s), last on {time}: {reason}")
        note = words.format(count=len(detail.extensions), time=fmt.clock(last.at), reason=last.reason)
    who = "" if detail.extensions else detail.issued_by
    return clock_box(context, detail.deadline, context.label("slips", "limit_at"), who, note)


def facts(context: Context, detail: SlipDetail) -> Sequence[Fact]:
    """The lines of a slip, its rounds with the newest first."""
    line = partial(field_fact, context, "slips")
    urgent = detail.urgency is not Urgency.NORMAL
    made = [
        line("contact", detail.contact, "strong"),
        line("phone", fmt.phone(detail.phone)),
        line("urgency", context.word(f"reception.urgency.{detail.urgency}") if urgent else "", "soon"),
        line("content", detail.content),
        line("appointment", fmt.clock(detail.appointment)),
        line("key_wanted", _key(detail) if detail.key_wanted else "", "strong"),
        line("note", detail.note),
    ]
    if detail.entry_id is not None:
        ref = Ref("reception", detail.entry_id, detail.entry_number)
        made.append(Fact(label=context.label("slips", "entry_id"), text=detail.entry_number, ref=ref))
    made += linked_facts(context, detail.linked)
    if detail.prints:
        words = QCoreApplication.translate("SlipsDesk", "{count} time(s)").format(count=detail.prints)
        made.append(Fact(label=context.word("slips.step.print"), text=words))
    for each in reversed(detail.rounds):
        if len(detail.rounds) > 1:
            made.append(Fact(label=f"{context.label('slips', 'round')} {each.round}", text="", heading=True))
        made += _round(context, each, first=each.round == 1)
    made.append(line("reason", detail.close_reason))
    return [*made, Fact(label=context.word("slips.step.void"), text=detail.void_reason)]


def _key(detail: SlipDetail) -> str:
    """Where the unit's key hangs, which the slip asks for (``DSP-8``)."""
    none = QCoreApplication.translate("SlipsDesk", "none hangs here now")
    hooks = QCoreApplication.translate("SlipsDesk", "hook {hooks}")
    return hooks.format(hooks=detail.hooks) if detail.hooks else none


def _round(context: Context, each: slips.Round, *, first: bool) -> list[Fact]:
    told = fmt.clock(each.told_at)
    if each.told_how:
        told += f" · {context.word(f'reception.told_how.{each.told_how}')}"
    materials = "\n".join(map(_material, each.materials))
    words = {
        "content": "" if first else each.content,
        "received_by": _at(each.received_by, fmt.clock(each.received_at)),
        "workers": _at(each.workers, fmt.clock(each.arrived_at)),
        "finished_at": fmt.clock(each.finished_at),
        "result": each.result,
        "labour": fmt.money(each.labour) if each.labour else "",
        "materials": materials,
        "reason": each.fail_reason,
        "told_at": told,
        "opinion": context.word(f"reception.opinion.{each.opinion}") if each.opinion else "",
        "recovered_at": fmt.clock(each.recovered_at),
    }
    return [Fact(label=context.label("slips", name), text=text) for name, text in words.items()]


def _material(used: slips.Material) -> str:
    words = f"{used.name} {used.size}".strip() + f" × {used.quantity.normalize():f}"
    return f"{words}  ¥{fmt.money(used.quantity * used.price)}" if used.price else words


def _at(who: str, when: str) -> str:
    return " · ".join(part for part in (who, when) if part)


def calls_for(detail: SlipDetail) -> str:
    """A resident who is not satisfied is owed another round before anything else (``DSP-3``)."""
    told = detail.state in {State.TOLD, State.RECOVERED}
    return "rework" if told and detail.now.opinion in DISSATISFIED else ""


def start(_context: Context, verb: str, detail: SlipDetail | None) -> Mapping[str, Any]:
    """What a step's form begins with: now for what has just happened, what is known already."""
    if detail is None:
        return {}
    match verb:
        case "receive":
            return {"received_at": fmt.now()}
        case "start":
            return {"arrived_at": fmt.now()}
        case "finish":
            return {"finished_at": fmt.now()}
        case "tell":
            return {"told_at": fmt.now()}
        case "recover":
            return {"recovered_at": fmt.now()}
        case "rework":
            return {"content": detail.content}
        case "amend":
            names = [field.name for field in fields(SlipDraft) if field.name != "client_id"]
            return {name: getattr(detail, name) for name in names}
        case _:
            return {}


class OrderHelp(QObject):
    """What the order form knows: whom to call, and the rulebook's limit for the item (``DSP-1``)."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self.form = form
        self.caller = CallerHelp(form, "contact")
        form.edited.connect(self._edited)
        self._ask()

    def _edited(self, name: str) -> None:
        if name in {"item", "urgency", "limit_at"}:
            self._ask()

    def _ask(self) -> None:
        values = self.form.values()
        ask, then = self.form.context.ask, while_alive(self, self._known)
        ask("slips.limit_default", then, owner=self, token="limit", item=values["item"], urgency=values["urgency"])

    def _known(self, limit: Deadline) -> None:
        if self.form.editors["limit_at"].raw()["text"].strip():
            why = QCoreApplication.translate("SlipsDesk", "Set by hand. The rulebook says {due}.")
            self.form.rows["limit_at"].explain(why.format(due=fmt.due(limit.due)))
            return
        why = QCoreApplication.translate("SlipsDesk", "Left empty: {due}. {why}")
        self.form.rows["limit_at"].explain(why.format(due=fmt.due(limit.due), why=sentence(self.form.context, limit)))


def _draft_from(desk: RegisterDesk, draft: SlipDraft) -> None:
    desk.steps.leave()
    names = (field.name for field in fields(draft) if field.name != "client_id")
    desk.steps.begin_new({name: getattr(draft, name) for name in names})


class SlipsDesk(RegisterDesk):
    """The dispatch slips; other desks ask it for a slip ``from_entry``."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, SPEC)

    def handle(self, wish: str, argument: str) -> None:
        """``from_entry:5``: a slip with everything of the entry carried over (``REC-4``)."""
        if wish == "from_entry":
            self.close_preview()
            then = while_alive(self, self._carried_over)
            self.context.ask("slips.from_entry", then, owner=self, token="from_entry", entry_id=int(argument))

    def _carried_over(self, draft: SlipDraft) -> None:
        _draft_from(self, draft)


def _print(desk: RegisterDesk, detail: SlipDetail) -> None:
    desk.show_paper(detail.id)


def _done(desk: RegisterDesk, verb: str, change: Change, _wish: str) -> None:
    """Issuing prints the three copies at once (``DSP-1``): unseen where the workplace chose so, else after a look."""
    if verb in {"order", "issue", "rework"}:
        print_or_show(desk, change.id)


def _lend(desk: RegisterDesk) -> None:
    """The keys of the unit, for whoever goes: the loan knows its slip (``DSP-8``)."""
    detail = desk.pane.detail
    if detail is not None and desk.pane.form is None and _may_lend(desk.context, detail):
        desk.context.desk_wanted.emit("loans", f"for_slip:{detail.number} {detail.hooks}")


def _may_lend(context: Context, detail: SlipDetail) -> bool:
    at_the_counter = context.acts_as(COUNTER)
    return at_the_counter and detail.state in _WITH_DEPARTMENT and bool(detail.hooks)


def _lend_button(context: Context, detail: SlipDetail) -> str:
    return _lend_text() if _may_lend(context, detail) else ""


def _lend_text() -> str:
    return QCoreApplication.translate("SlipsDesk", "Lend the key")


def _extend_text() -> str:
    return QCoreApplication.translate("SlipsDesk", "Extend the limit")


def _age_title() -> str:
    return QCoreApplication.translate("SlipsDesk", "Out for")


def _new_title() -> str:
    return QCoreApplication.translate("SlipsDesk", "New slip")


def _empty(chip: str) -> tuple[str, str]:
    start_here = QCoreApplication.translate(
        "SlipsDesk", "Ctrl+D on a reception entry turns it into a slip; F2 writes one without an entry."
    )
    if chip == "copies_out":
        return QCoreApplication.translate("SlipsDesk", "All work copies are back"), start_here
    if chip == "keys_wanted":
        return QCoreApplication.translate("SlipsDesk", "No slip waits for a key"), start_here
    if chip == "late":
        return QCoreApplication.translate("SlipsDesk", "No slip is past its limit"), start_here
    return QCoreApplication.translate("SlipsDesk", "No dispatch slips here"), start_here


SPEC = RegisterSpec(
    register=slips.REGISTER,
    lifecycle=slips.LIFECYCLE,
    chips=slips.CHIPS,
    columns=(
        *FIRST_COLUMNS,
        Column(name="department", title="department_id", width=5.4, sort="department", rank=1),
        Column(name="item", cell=Cell.WORD, width=4.4, rank=2),
        Column(name="content"),
        Column(name="at", heading=_age_title, cell=Cell.AGE, width=3.4, chips=("copies_out",)),
        Column(name="due", cell=Cell.CLOCK, width=6.4, sort="due"),
        Column(name="handler", width=4, rank=5),
    ),
    mark=mark,
    new_verb="order",
    new_draft=SlipDraft,
    new_title=_new_title,
    title=title,
    subtitle=subtitle,
    facts=facts,
    clock=clock,
    empty=_empty,
    start=start,
    assists={"order": OrderHelp, "amend": OrderHelp, "extend": phrases.apologies},
    form_acts={"order": (draft_act(),)},
    beside=("fail", "recover", "print", "rework", "amend", "extend"),
    calls_for=calls_for,
    acts={"print": _print},
    keys=(
        draft_key(),
        step_key("Ctrl+E", _extend_text, "extend"),
        DeskKey(key="Ctrl+Shift+K", title=_lend_text, act=_lend, button=_lend_button),
    ),
    done=_done,
    paper=PAPER,
    chip_sorts={"copies_out": "department"},
)

DESK = DeskSpec(
    code="slips",
    order=2,
    title="register.slips",
    icon="mdi6.clipboard-text-outline",
    build=SlipsDesk,
    registers=("slips",),
)
