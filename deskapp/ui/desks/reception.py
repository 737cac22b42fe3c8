"""The reception log's desk: what a caller says is written down in the order of the conversation."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from deskapp.domain import reception
from deskapp.domain.reception import EntryDraft, Kind, State
from deskapp.domain.reception_rows import EntryDetail, EntryRow
from deskapp.ui import format as fmt
from deskapp.ui.common import knowledge_panel, phrases
from deskapp.ui.common.caller_help import CallerHelp
from deskapp.ui.common.record_help import RecordHelp
from deskapp.ui.common.register_desk import RegisterDesk
from deskapp.ui.common.register_spec import (
    FIRST_COLUMNS,
    Cell,
    ClockBox,
    Column,
    DeskKey,
    Fact,
    FormAct,
    Mark,
    RegisterSpec,
    Shape,
)
from deskapp.ui.common.why import clock_box
from deskapp.ui.spec import DeskSpec

if TYPE_CHECKING:
    from deskapp.domain.common import Change, Ref
    from deskapp.ui.common.form import Form
    from deskapp.ui.context import Context

PAPER = "reception_record"
_MARKS = {
    State.OPEN: Mark(Shape.RING, "info"),
    State.ALARM: Mark(Shape.TRIANGLE, "late"),
    State.PASSED_ON: Mark(Shape.HALF, "soon"),
    State.IN_COMPLAINT: Mark(Shape.BANG, "soon"),
    State.PROMISED: Mark(Shape.HALF, "info"),
    State.DISPATCHED: Mark(Shape.DOT, "info"),
    State.RESULT_KNOWN: Mark(Shape.ARROW, "soon"),
    State.CALLER_TOLD: Mark(Shape.CHECK, "ok"),
    State.ANSWERED: Mark(Shape.CHECK, "ok"),
    State.CLOSED: Mark(Shape.CHECK, "muted"),
    State.VOIDED: Mark(Shape.CROSS, "muted"),
}


def mark(row: EntryRow | EntryDetail) -> Mark:
    """How an entry's state is drawn; an emergency stands out until it is closed."""
    running = row.state not in {State.CLOSED, State.VOIDED}
    if running and row.kind is Kind.EMERGENCY:
        return Mark(Shape.TRIANGLE, "late")
    return _MARKS[row.state]


def title(context: Context, detail: EntryDetail) -> str:
    """Kind and unit, or who it was where there is no unit."""
    return f"{context.word(f'reception.kind.{detail.kind}')} · {detail.unit or detail.caller}"


def subtitle(context: Context, detail: EntryDetail) -> str:
    """Number, time, channel, and who handles it."""
    channel = context.word(f"reception.channel.{detail.channel}")
    handler = context.label("reception", "handler")
    return f"{detail.number} · {fmt.clock(detail.at)} · {channel} · {handler} {detail.handler}"


def clock(context: Context, detail: EntryDetail) -> ClockBox | None:
    """The promise that runs, and whether it was moved (``REC-3``)."""
    note = ""
    if detail.promises_moved and detail.first_promise is not None:
        note = QCoreApplication.translate("ReceptionDesk", "Moved {count} time(s); first promised for {time}")
        note = note.format(count=detail.promises_moved, time=fmt.clock(detail.first_promise))
    return clock_box(context, detail.deadline, context.label("reception", "promised_at"), detail.handler, note)


def facts(context: Context, detail: EntryDetail) -> Sequence[Fact]:
    """The lines of an entry."""

    def line(name: str, text: str, tone: str = "") -> Fact:
        return Fact(label=context.label("reception", name), text=text, tone=tone)

    def member(name: str, value: Any) -> Fact:
        return line(name, context.word(f"reception.{name}.{value}") if value else "")

    urgent = detail.urgency is not reception.Urgency.NORMAL
    told = fmt.clock(detail.told_at) + (
        f" · {context.word(f'reception.told_how.{detail.told_how}')}" if detail.told_how else ""
    )
    made = [
        line("caller", detail.caller, "strong"),
        line("phone", fmt.phone(detail.phone)),
        line("urgency", context.word(f"reception.urgency.{detail.urgency}") if urgent else "", "soon"),
        member("category", detail.category),
        line("content", detail.content),
        line("result", detail.result),
        line("told_at", told.strip(" ·")),
        member("opinion", detail.opinion),
        line("apology", detail.apology),
        line("passed_to", detail.passed_to),
        line("passed_at", fmt.clock(detail.passed_at)),
        line("happened_reason", detail.happened_reason),
        line("note", detail.note),
        Fact(label=context.word("slips.step.void"), text=detail.void_reason),
    ]
    made += [
        Fact(label=_linked_as(context, detail, ref), text=ref.number, ref=ref)
        for ref in (*detail.slips, *(each for each in detail.linked if each.register != "slips"))
    ]
    made += _suggestion(context, detail)
    return [*made, *_contacts(context, detail)]


def _linked_as(context: Context, detail: EntryDetail, ref: Ref) -> str:
    quoted = ref.number == detail.quoted
    return context.label("reception", "quoted") if quoted else context.word(f"register.{ref.register}.one")


def _suggestion(context: Context, detail: EntryDetail) -> list[Fact]:
    kept = detail.suggestion
    if kept is None or not kept.assessment:
        return []
    adopted = (
        QCoreApplication.translate("ReceptionDesk", "Yes")
        if kept.adopted
        else QCoreApplication.translate("ReceptionDesk", "No")
    )
    words = {
        "assessment": kept.assessment,
        "department_id": kept.department,
        "adopted": adopted,
        "reply": kept.reply,
        "reward": kept.reward,
    }
    return [Fact(label=context.label("reception", name), text=text) for name, text in words.items()]


def _contacts(context: Context, detail: EntryDetail) -> list[Fact]:
    step = context.word("reception.step.join")
    return [
        Fact(label=step, text=f"{fmt.clock(each.at)} · {each.caller} {fmt.phone(each.phone)}\n{each.content}")
        for each in detail.contacts
    ]


def start(_context: Context, verb: str, detail: EntryDetail | None) -> Mapping[str, Any]:
    """What a step's form begins with: now for what has just happened, what is known already."""
    if detail is None:
        return {}
    match verb:
        case "tell":
            return {"told_at": fmt.now()}
        case "pass_on":
            return {"passed_at": fmt.now()}
        case "complain":
            return {"category": detail.category, "written": detail.written}
        case "answer" | "result":
            return {"result": detail.result, "quoted": detail.quoted}
        case "join":
            return {"caller": detail.caller, "phone": detail.phone}
        case "close":
            return {"opinion": detail.opinion, "note": detail.note}
        case "amend":
            same = (
                "unit",
                "resident_id",
                "caller",
                "phone",
                "channel",
                "kind",
                "category",
                "written",
                "urgency",
                "content",
            )
            return {name: getattr(detail, name) for name in same}
        case "assess" if detail.suggestion is not None:
            kept = detail.suggestion
            names = ("assessment", "department_id", "adopted", "reply", "reward")
            return {name: getattr(kept, name) for name in names}
        case _:
            return {}


def hides(values: Mapping[str, Any]) -> Collection[str]:
    """The fields that this conversation does not need."""
    hidden = set()
    if values.get("kind") is not Kind.COMPLAINT:
        hidden |= {"category", "written"}
    if "answered" in values:
        hidden |= {"promised_at"} if values["answered"] else {"result"}
        if values.get("kind") in reception.NO_PROMISE and not values["answered"]:
            hidden |= {"promised_at"}
    if values.get("happened_at") is None:
        hidden.add("happened_reason")
    return hidden


def _amend_help(form: Form) -> CallerHelp:
    return CallerHelp(form, "caller", resident="resident_id")


def _dispatch(desk: RegisterDesk, detail: EntryDetail) -> None:
    desk.context.desk_wanted.emit("slips", f"from_entry:{detail.id}")


def _save_and_dispatch(_desk: RegisterDesk, form: Form) -> None:
    """Ctrl+D while typing: the entry is saved first, then goes on as a slip (``REC-4``)."""
    form.save(wish="dispatch")


def _dispatch_key(desk: RegisterDesk) -> None:
    form = desk.pane.form
    if form is not None and form.plan.verb == "record":
        _save_and_dispatch(desk, form)
    elif form is None:
        desk.steps.take("dispatch")


def _join_key(desk: RegisterDesk) -> None:
    form = desk.pane.form
    help_ = form.findChild(RecordHelp) if form is not None else None
    if help_ is not None and help_.caller.card.same:
        help_.join(help_.caller.card.same[0])
    elif form is None:
        desk.steps.take("join")


def _done(desk: RegisterDesk, verb: str, change: Change, wish: str) -> None:
    phrases.parting(desk, verb, change)
    if wish == "dispatch":
        desk.context.desk_wanted.emit("slips", f"from_entry:{change.id}")


def _empty(chip: str) -> tuple[str, str]:
    start_here = QCoreApplication.translate(
        "ReceptionDesk", "F2 writes down the next contact: counter, phone, letter, online."
    )
    if chip in {"open", "all"}:
        return QCoreApplication.translate("ReceptionDesk", "Nobody is waiting for an answer"), start_here
    if chip == "overdue":
        return QCoreApplication.translate("ReceptionDesk", "No promise has been missed"), start_here
    return QCoreApplication.translate("ReceptionDesk", "Nothing here"), start_here


def _new_title() -> str:
    return QCoreApplication.translate("ReceptionDesk", "New entry")


def _slip_text() -> str:
    return QCoreApplication.translate("ReceptionDesk", "Issue slip")


def _slip_key() -> str:
    return QCoreApplication.translate("ReceptionDesk", "Turn the entry into a dispatch slip")


def _join_title() -> str:
    return QCoreApplication.translate("ReceptionDesk", "Join the same matter that is open already")


SPEC = RegisterSpec(
    register=reception.REGISTER,
    lifecycle=reception.LIFECYCLE,
    chips=reception.CHIPS,
    columns=(
        *FIRST_COLUMNS,
        Column(name="caller", width=4.6, rank=1),
        Column(name="kind", cell=Cell.WORD, width=4.4, rank=2),
        Column(name="content"),
        Column(name="due", cell=Cell.CLOCK, width=6.4, sort="due"),
        Column(name="handler", width=4, rank=5),
    ),
    mark=mark,
    new_verb="record",
    new_draft=EntryDraft,
    new_title=_new_title,
    title=title,
    subtitle=subtitle,
    facts=facts,
    clock=clock,
    empty=_empty,
    start=start,
    hides={"record": hides, "amend": hides},
    assists={
        "record": RecordHelp,
        "amend": _amend_help,
        "answer": knowledge_panel.KnowledgePanel,
        "result": knowledge_panel.KnowledgePanel,
        "promise_again": phrases.apologies,
    },
    form_acts={"record": (FormAct(text=_slip_text, key="Ctrl+D", act=_save_and_dispatch),)},
    beside=("dispatch", "promise_again", "promise"),
    acts={"dispatch": _dispatch},
    keys=(
        DeskKey(key="Ctrl+D", title=_slip_key, act=_dispatch_key, verb="dispatch"),
        DeskKey(key="Ctrl+J", title=_join_title, act=_join_key, verb="join"),
        knowledge_panel.KEY,
    ),
    done=_done,
    paper=PAPER,
)


def _build(context: Context) -> RegisterDesk:
    return RegisterDesk(context, SPEC)


DESK = DeskSpec(
    code="reception",
    order=1,
    title="register.reception",
    icon="mdi6.account-voice",
    build=_build,
    registers=("reception",),
)
