"""The complaints' desk: heard, classed, looked into, answered, each with its clock (``CMP-1`` to ``CMP-5``)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from deskapp.domain import complaints
from deskapp.domain.complaint_rows import ComplaintDetail, ComplaintRow
from deskapp.domain.complaints import DIRECTOR_DUE, ComplaintDraft, Mode, State, Validity, next_level
from deskapp.domain.reception import DISSATISFIED
from deskapp.ui import format as fmt
from deskapp.ui.common.caller_help import CallerHelp
from deskapp.ui.common.complaint_facts import clock, facts, subtitle, title
from deskapp.ui.common.desk_acts import step_key
from deskapp.ui.common.knowledge_panel import KEY, KnowledgePanel
from deskapp.ui.common.register_desk import RegisterDesk
from deskapp.ui.common.register_spec import FIRST_COLUMNS, Cell, Column, DeskKey, Mark, RegisterSpec, Shape
from deskapp.ui.spec import DeskSpec

if TYPE_CHECKING:
    from deskapp.domain.common import Change
    from deskapp.ui.common.form import Form
    from deskapp.ui.context import Context

PAPER, REPORT, CIRCULATION = "complaint_record", "complaint_report", "circulation_slip"
_MARKS = {
    State.RECEIVED: Mark(Shape.RING, "soon"),
    State.SETTLED: Mark(Shape.ARROW, "info"),
    State.CLASSED: Mark(Shape.RING, "info"),
    State.CONTACTED: Mark(Shape.HALF, "info"),
    State.REFERRED: Mark(Shape.ARROW, "info"),
    State.INVESTIGATED: Mark(Shape.DOT, "info"),
    State.APPROVED: Mark(Shape.ARROW, "soon"),
    State.REPLIED: Mark(Shape.CHECK, "ok"),
    State.CLOSED: Mark(Shape.CHECK, "muted"),
    State.VOIDED: Mark(Shape.CROSS, "muted"),
}
_OVER = frozenset({State.CLOSED, State.VOIDED})


def mark(row: ComplaintRow | ComplaintDetail) -> Mark:
    """How a complaint's state is drawn; a collective one stands out while it runs."""
    if row.collective and row.state not in _OVER:
        return Mark(Shape.TRIANGLE, "late")
    return _MARKS[row.state]


def calls_for(detail: ComplaintDetail) -> str:
    """What the class, the director, the company or a dissatisfied resident asks for first."""
    if detail.due_what == DIRECTOR_DUE:
        return "tell_director"
    if detail.deadline is not None and detail.deadline.paused_since is not None:
        return "resume"
    if detail.state is State.CLASSED:
        ways = {Validity.ASSIST: "refer", Validity.INVALID: "reply"}
        return ways.get(detail.validity or Validity.VALID, "")
    if detail.state is State.REPLIED and detail.opinion in DISSATISFIED:
        return "renew"
    if detail.state is State.REPLIED and detail.from_company and detail.company_told_at is None:
        return "report_company"
    return ""


def fits(detail: ComplaintDetail, verb: str) -> bool:
    """Whether this complaint is offered a step that its state allows."""
    paused = detail.deadline is not None and detail.deadline.paused_since is not None
    runs = detail.deadline is not None and not paused and detail.due_what != DIRECTOR_DUE
    first = detail.state is State.CLASSED
    unhappy = detail.opinion in DISSATISFIED
    waits = any(step.instructed_at is None for step in detail.steps)
    kept = {
        "contact": not first or detail.validity is Validity.VALID,
        "refer": detail.validity is Validity.ASSIST,
        "reply": not first or detail.validity is Validity.INVALID,
        "close": not unhappy,
        "renew": unhappy,
        "tell_director": detail.collective and detail.director_told_at is None,
        "instruct": waits,
        "report_company": detail.from_company,
        "pause": runs,
        "resume": paused,
    }
    return kept.get(verb, True)


def start(context: Context, verb: str, detail: ComplaintDetail | None) -> Mapping[str, Any]:
    """What a step's form begins with: now for what has just happened, what is known already."""
    if detail is None:
        return {}
    match verb:
        case "classify":
            names = ("validity", "department_id", "from_company", "class_note")
            return {name: getattr(detail, name) for name in names} | ({"cause": detail.cause} if detail.cause else {})
        case "contact" | "refer" | "solve" | "tell_director" | "report_company":
            times = {
                "contact": "contacted_at", "refer": "referred_at", "solve": "solved_at",
                "tell_director": "director_told_at", "report_company": "company_told_at",
            }  # fmt: skip
            return {times[verb]: fmt.now()}
        case "investigate":
            return {name: getattr(detail, name) for name in ("investigation", "remedy", "department_id")}
        case "reply":
            return _reply(detail)
        case "renew":
            return {"content": detail.content, "category": detail.category}
        case "escalate" if context.actor is not None:
            return {"level": next_level(detail.level, context.actor.role)}
        case "note":
            return {"note": detail.note}
        case _:
            return {}


def _reply(detail: ComplaintDetail) -> Mapping[str, Any]:
    """A reply given at the counter is known; a valid complaint is answered by visit where that can be [001·12·6(3)]."""
    told_there = detail.state is State.SETTLED
    by_visit = detail.collective or detail.validity is Validity.VALID
    return {
        "replied_at": (detail.told_at if told_there else None) or fmt.now(),
        "mode": Mode.COUNTER if told_there else Mode.VISIT if by_visit else Mode.PHONE,
        "also_written": detail.written,
        "reply": detail.reply or detail.remedy or detail.result,
        "quoted": detail.quoted,
    }


def hides(values: Mapping[str, Any]) -> Collection[str]:
    """The fields that this conversation does not need."""
    hidden = set() if values.get("answered") else {"result"}
    return hidden | ({"happened_reason"} if values.get("happened_at") is None else set())


def reply_hides(values: Mapping[str, Any]) -> Collection[str]:
    """Nobody signs on the phone."""
    return {"signed"} if values.get("mode") is Mode.PHONE else ()


def _record_help(form: Form) -> tuple[object, ...]:
    """The caller, and what may be answered on the spot (``REC-1``, ``REC-6``)."""
    return CallerHelp(form, "caller", resident="resident_id"), KnowledgePanel(form)


def _reply_help(form: Form) -> KnowledgePanel:
    """What the knowledge base says goes into the reply (``REC-6``)."""
    return KnowledgePanel(form, "reply")


def _join_help(form: Form) -> CallerHelp:
    return CallerHelp(form, "caller")


class ComplaintsDesk(RegisterDesk):
    """The complaints; each has three papers."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, SPEC)

    def show_form(self, code: str) -> None:
        """Preview another paper of the complaint in front."""
        if self.pane.detail is not None and self.pane.form is None:
            self.show_paper(self.pane.detail.id, code)


def _paper(code: str, desk: RegisterDesk) -> None:
    if isinstance(desk, ComplaintsDesk):
        desk.show_form(code)


def _slip(desk: RegisterDesk) -> None:
    """A slip from the complaint's entry (``REC-4``)."""
    if desk.pane.form is None and desk.pane.detail is not None and desk.pane.detail.state not in _OVER:
        desk.context.desk_wanted.emit("slips", f"from_entry:{desk.pane.detail.entry.id}")


def _done(desk: RegisterDesk, verb: str, change: Change, _wish: str) -> None:
    """The new complaint comes to the front."""
    if verb == "renew":
        desk.show_entry(change.id)


def _slip_text() -> str:
    return QCoreApplication.translate("ComplaintsDesk", "Issue a slip from the complaint's entry")


def _report_text() -> str:
    return QCoreApplication.translate("ComplaintsDesk", "Print the complaint report")


def _circulation_text() -> str:
    return QCoreApplication.translate("ComplaintsDesk", "Print the work circulation slip")


def _join_text() -> str:
    return QCoreApplication.translate("ComplaintsDesk", "Another unit complains of the same")


def _escalate_text() -> str:
    return QCoreApplication.translate("ComplaintsDesk", "Take it to the next level")


def _new_title() -> str:
    return QCoreApplication.translate("ComplaintsDesk", "New complaint")


def _empty(chip: str) -> tuple[str, str]:
    start_here = QCoreApplication.translate(
        "ComplaintsDesk", "F2 writes a complaint down; one recorded in the reception log comes here by itself."
    )
    heads = {
        "unclassed": QCoreApplication.translate("ComplaintsDesk", "Every complaint is classed"),
        "late": QCoreApplication.translate("ComplaintsDesk", "No complaint is late"),
        "collective": QCoreApplication.translate("ComplaintsDesk", "No collective complaint"),
        "referred": QCoreApplication.translate("ComplaintsDesk", "Nothing is with another body"),
    }
    return heads.get(chip) or QCoreApplication.translate("ComplaintsDesk", "No complaints here"), start_here


SPEC = RegisterSpec(
    register=complaints.REGISTER,
    lifecycle=complaints.LIFECYCLE,
    chips=complaints.CHIPS,
    columns=(
        *FIRST_COLUMNS,
        Column(name="caller", width=4.6, rank=2),
        Column(name="category", cell=Cell.WORD, width=5.4, rank=1),
        Column(name="content"),
        Column(name="department", title="department_id", width=5.4, sort="department", rank=6),
        Column(name="due", cell=Cell.CLOCK, width=6.4, sort="due"),
        Column(name="handler", width=4, rank=5),
    ),
    mark=mark,
    new_verb="record",
    new_draft=ComplaintDraft,
    new_title=_new_title,
    title=title,
    subtitle=subtitle,
    facts=facts,
    clock=clock,
    empty=_empty,
    start=start,
    hides={"record": hides, "reply": reply_hides},
    assists={"record": _record_help, "join_unit": _join_help, "reply": _reply_help},
    beside=("progress", "instruct", "classify", "join_unit"),
    calls_for=calls_for,
    fits=fits,
    keys=(
        DeskKey(key="Ctrl+D", title=_slip_text, act=_slip),
        step_key("Ctrl+J", _join_text, "join_unit"),
        step_key("Ctrl+E", _escalate_text, "escalate"),
        DeskKey(key="Ctrl+Shift+P", title=_report_text, act=partial(_paper, REPORT)),
        DeskKey(key="Ctrl+Shift+L", title=_circulation_text, act=partial(_paper, CIRCULATION)),
        KEY,
    ),
    done=_done,
    paper=PAPER,
    chip_sorts={"late": "due"},
)

DESK = DeskSpec(
    code="complaints",
    order=11,
    title="register.complaints",
    icon="mdi6.message-alert-outline",
    build=ComplaintsDesk,
    registers=("complaints",),
)
