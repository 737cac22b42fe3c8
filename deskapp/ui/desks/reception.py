"""The reception log's desk: what a caller says is written down in the order of the conversation."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from deskapp.domain import reception
from deskapp.domain.common import Ref
from deskapp.domain.reception import EntryDraft, Kind
from deskapp.domain.reception_rows import EntryDetail
from deskapp.ui import format as fmt
from deskapp.ui.common import incident_help, knowledge_panel, phrases
from deskapp.ui.common.caller_help import CallerHelp
from deskapp.ui.common.entry_detail import clock, content, facts, mark, subtitle, title
from deskapp.ui.common.pass_on_help import PassOnHelp
from deskapp.ui.common.promise_help import PromiseHelp
from deskapp.ui.common.record_help import RecordHelp
from deskapp.ui.common.register_desk import RegisterDesk
from deskapp.ui.common.register_spec import (
    FIRST_COLUMNS,
    Cell,
    Column,
    DeskKey,
    FormAct,
    RegisterSpec,
)
from deskapp.ui.spec import DeskSpec

if TYPE_CHECKING:
    from deskapp.domain.common import Change, Ref
    from deskapp.ui.common.form import Form
    from deskapp.ui.context import Context

PAPER = "reception_record"


def start(_context: Context, verb: str, detail: EntryDetail | None) -> Mapping[str, Any]:
    """What a step's form begins with: now for what has just happened, what is known already."""
    if detail is None:
        return {}
    match verb:
        case "tell" | "tell_all":
            return {"told_at": fmt.now()}
        case "pass_on":
            return {"passed_at": fmt.now()}
        case "complain":
            return {"category": detail.category, "written": detail.written}
        case "answer" | "result" | "answer_incident":
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


def _late_help(form: Form) -> tuple[object, ...]:
    """A new time with its reason, and the words of apology at hand (``REC-3``, ``REC-10``)."""
    return PromiseHelp(form), phrases.apologies(form)


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
    """Ctrl+J: join in the form of a new entry, in the form of telling on to the next caller, else called again."""
    form = desk.pane.form
    help_ = form.findChild(RecordHelp) if form is not None else None
    if help_ is not None:
        help_.join_key()
    elif form is None:
        desk.steps.take("join")
    elif form.plan.verb == "tell":
        incident_help.skip(desk)


def _result_key(desk: RegisterDesk) -> None:
    if desk.pane.form is None:
        desk.steps.take("result")


def followed(detail: EntryDetail) -> Ref | None:
    """The complaint or the special-service order that an entry goes on in, if there is one."""
    return next((ref for ref in detail.linked if ref.register in {"complaints", "specials"}), None)


def _follow_text(_context: Context, detail: EntryDetail) -> str:
    ref = followed(detail)
    if ref is not None and ref.register == "complaints":
        return QCoreApplication.translate("ReceptionDesk", "To the complaint")
    if ref is not None:
        return QCoreApplication.translate("ReceptionDesk", "To the special service")
    if _may_order(detail):
        return QCoreApplication.translate("ReceptionDesk", "Order special service")
    return ""


def _may_order(detail: EntryDetail) -> bool:
    return detail.kind is Kind.SPECIAL_SERVICE and detail.state in reception.UNSETTLED


def _follow_key(desk: RegisterDesk) -> None:
    """Ctrl+T: on to the complaint; a special service is ordered from the entry, or its order is opened."""
    detail = desk.pane.detail
    if detail is None or desk.pane.form is not None:
        return
    if (ref := followed(detail)) is not None:
        desk.context.open(ref)
    elif _may_order(detail):
        desk.context.desk_wanted.emit("specials", f"from_entry:{detail.id}")


def _done(desk: RegisterDesk, verb: str, change: Change, wish: str) -> None:
    phrases.parting(desk, verb, change)
    if wish == "dispatch":
        desk.context.desk_wanted.emit("slips", f"from_entry:{change.id}")
    elif verb == "answer_incident":
        incident_help.answered(desk, change.id)
    elif verb == "tell":
        incident_help.go_on(desk, change.id)


def _empty(chip: str) -> tuple[str, str]:
    start_here = QCoreApplication.translate(
        "ReceptionDesk", "F2 writes down the next contact: counter, phone, letter, online."
    )
    if chip in {"open", "all"}:
        return QCoreApplication.translate("ReceptionDesk", "Nobody is waiting for an answer"), start_here
    if chip == "incidents":
        return QCoreApplication.translate("ReceptionDesk", "No matter of several units is open"), start_here
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
    return QCoreApplication.translate(
        "ReceptionDesk", "Join the same matter that is open already, or the neighbours' incident; not reached: the next"
    )


def _result_title() -> str:
    return QCoreApplication.translate("ReceptionDesk", "Write down the result")


def _follow_title() -> str:
    return QCoreApplication.translate("ReceptionDesk", "On to the complaint or the special service")


SPEC = RegisterSpec(
    register=reception.REGISTER,
    lifecycle=reception.LIFECYCLE,
    chips=reception.CHIPS,
    columns=(
        *FIRST_COLUMNS,
        Column(name="caller", width=4.6, rank=1),
        Column(name="kind", cell=Cell.WORD, width=4.4, rank=2),
        Column(name="content", says=content),
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
        "answer_incident": knowledge_panel.KnowledgePanel,
        "promise": PromiseHelp,
        "promise_again": _late_help,
        "pass_on": PassOnHelp,
        "tell": incident_help.TellHelp,
    },
    form_acts={"record": (FormAct(text=_slip_text, key="Ctrl+D", act=_save_and_dispatch),)},
    calls_for=incident_help.calls_for,
    fits=incident_help.fits,
    ahead=incident_help.ahead,
    beside=("result", "dispatch", "promise_again", "promise"),
    acts={"dispatch": _dispatch},
    keys=(
        DeskKey(key="Ctrl+D", title=_slip_key, act=_dispatch_key, verb="dispatch"),
        DeskKey(key="Ctrl+R", title=_result_title, act=_result_key, verb="result"),
        DeskKey(key="Ctrl+T", title=_follow_title, act=_follow_key, button=_follow_text),
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
