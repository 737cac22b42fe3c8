"""The follow-ups' desk: yesterday's finished work is gone through one after the other, each answer in a few keys."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout

from deskapp.domain import followups
from deskapp.domain.followups import (
    AmendDraft,
    Attempt,
    FollowupDetail,
    FollowupDraft,
    FollowupRow,
    HandKind,
    State,
    Visit,
    falls_short,
)
from deskapp.ui import format as fmt
from deskapp.ui.common.caller_help import CallerHelp
from deskapp.ui.common.desk_acts import step_key
from deskapp.ui.common.rates_strip import RatesStrip
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
from deskapp.ui.common.visit_help import VisitHelp
from deskapp.ui.common.why import clock_box
from deskapp.ui.spec import DeskSpec

if TYPE_CHECKING:
    from deskapp.domain.common import Change
    from deskapp.ui.common.form import Form
    from deskapp.ui.context import Context

PAPER = "followup_record"
_MARKS = {
    State.DUE: Mark(Shape.RING, "info"),
    State.TO_PUT_RIGHT: Mark(Shape.BANG, "soon"),
    State.SATISFIED: Mark(Shape.CHECK, "ok"),
    State.WAIVED: Mark(Shape.ARROW, "muted"),
    State.WITHDRAWN: Mark(Shape.HALF, "muted"),
    State.VOIDED: Mark(Shape.CROSS, "muted"),
}
# Chips that are gone through: what was asked makes room for the next.
_WALKED = frozenset({"yesterday", "due", "mine", "late"})
_IF_WRONG = frozenset({"measures", "department_id", "responsible", "put_right_by"})


def mark(row: FollowupRow | FollowupDetail) -> Mark:
    """How a follow-up's state is drawn."""
    return _MARKS[row.state]


def title(context: Context, detail: FollowupDetail) -> str:
    """Kind and unit, or whom to ask where there is no unit."""
    return f"{context.word(f'followups.kind.{detail.kind}')} · {detail.unit or detail.contact}"


def subtitle(context: Context, detail: FollowupDetail) -> str:
    """Number, where it comes from, which round, who handles it."""
    source = detail.source.number if detail.source else ""
    round = ""
    if detail.visits and detail.state in followups.PENDING:
        words = QCoreApplication.translate("FollowupsDesk", "Visit no. {count}")
        round = words.format(count=len(detail.visits) + (detail.state is State.DUE))
    return " · ".join(part for part in (detail.number, source, round, detail.handler) if part)


def clock(context: Context, detail: FollowupDetail) -> ClockBox | None:
    """The time of the visit, or of what is put right, and why it is this one (``ALL-10``)."""
    wrong = detail.due_what == "put_right"
    return clock_box(
        context, detail.deadline, context.label("followups", "put_right_by" if wrong else "due_at"), detail.handler
    )


def facts(context: Context, detail: FollowupDetail) -> Sequence[Fact]:
    """Whom to ask about what, and what was done; then every round, the newest first."""
    line = partial(field_fact, context, "followups")
    made = [
        line("contact", detail.contact, "strong"),
        line("phone", fmt.phone(detail.phone), "strong"),
        line("content", detail.content),
        line("result", detail.result),
        line("department_id", detail.department),
        line("finished_at", fmt.clock(detail.finished_at)),
        line("end_reason", _ended(detail)),
    ]
    made += linked_facts(context, detail.linked)
    made += [line("attempts", "\n".join(_tried(context, each) for each in detail.attempts))]
    for visit in reversed(detail.visits):
        heading = QCoreApplication.translate("FollowupsDesk", "Visit no. {count}").format(count=visit.round)
        made += [Fact(label=heading, text="", heading=True), *_round(context, visit)]
    return made


def _ended(detail: FollowupDetail) -> str:
    if detail.state is State.WITHDRAWN and not detail.end_reason:
        return QCoreApplication.translate("FollowupsDesk", "The work was taken up again before anybody asked.")
    return detail.end_reason


def _tried(context: Context, tried: Attempt) -> str:
    parts = (fmt.clock(tried.tried_at), context.word(f"followups.mode.{tried.mode}"), tried.by, tried.note)
    return " · ".join(part for part in parts if part)


def _round(context: Context, visit: Visit) -> list[Fact]:
    made = (fmt.clock(visit.made_at), context.word(f"followups.mode.{visit.mode}"), visit.by, visit.spoke_to)
    who = " · ".join(part for part in (visit.department, visit.responsible) if part)
    yes = QCoreApplication.translate("FollowupsDesk", "Yes")
    words = {
        "made_at": " · ".join(part for part in made if part),
        "opinion": context.word(f"reception.opinion.{visit.opinion}"),
        "quality": context.word(f"followups.quality.{visit.quality}"),
        "effect": context.word(f"followups.effect.{visit.effect}"),
        "shortcomings": visit.shortcomings,
        "suggestions": visit.suggestions,
        "signed": yes if visit.signed else "",
        "measures": visit.measures,
        "responsible": who,
        "put_right_by": fmt.clock(visit.put_right_by),
        "put_right_at": fmt.clock(visit.put_right_at),
        "remedy": visit.remedy,
    }
    wrong = falls_short(visit.opinion, visit.quality, visit.effect)
    tones = {"opinion": "late" if wrong else "strong"}
    return [
        Fact(label=context.label("followups", name), text=text, tone=tones.get(name, ""))
        for name, text in words.items()
    ]


def start(_context: Context, verb: str, detail: FollowupDetail | None) -> Mapping[str, Any]:
    """What a step's form begins with: now for what has just happened, what is known already."""
    if detail is None:
        return {}
    last = detail.visits[-1] if detail.visits else None
    match verb:
        case "visit":
            return {"made_at": fmt.now(), "spoke_to": detail.contact, "department_id": detail.department_id}
        case "attempt":
            return {"tried_at": fmt.now()}
        case "put_right":
            return {"put_right_at": fmt.now()}
        case "amend":
            return {field.name: getattr(detail, field.name) for field in fields(AmendDraft)}
        case "dispatch" if last is not None:
            said = (last.measures, last.shortcomings, detail.content)
            content = "\n".join(part for part in said if part)
            department = last.department_id or detail.department_id
            return {"department_id": department, "item": detail.item, "content": content}
        case _:
            return {}


def fits(detail: FollowupDetail, verb: str) -> bool:
    """Only a repair that nobody was asked about yet is classed anew [001·3·1.2]."""
    return verb != "reclass" or (detail.kind in followups.REPAIRS and not detail.visits)


def hides(values: Mapping[str, Any]) -> Collection[str]:
    """What is to be put right is asked only where something is."""
    wrong = falls_short(values.get("opinion"), values.get("quality"), values.get("effect"))
    return frozenset() if wrong else _IF_WRONG


def hides_new(values: Mapping[str, Any]) -> Collection[str]:
    """A round of visits follows no finished work."""
    return {"finished_at"} if values.get("kind") is HandKind.VISIT else ()


def _caller(form: Form) -> CallerHelp:
    return CallerHelp(form, "contact")


class FollowupsDesk(RegisterDesk):
    """The follow-ups, with their rates over the table; after one was asked the next comes to the front (``FUP-4``)."""

    strip: RatesStrip | None = None

    def __init__(self, context: Context) -> None:
        self._next = 0
        self._rates_wanted = False
        super().__init__(context, SPEC)
        self.strip = RatesStrip(context)
        main = self.pages.widget(0)
        column = main.layout() if main is not None else None
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(1, self.strip)
        if context.actor is not None:
            self.strip.ask()

    def _count(self) -> None:
        super()._count()
        if self.strip is not None:
            self.strip.ask()

    def _changed(self, change: Change) -> None:
        """What was asked leaves the chip: who stands after it is remembered before the table is read again."""
        ids, row = self.model.ids, self.model.row_of(change.id) if change.ref.register == followups.REGISTER else -1
        self._next = 0
        if 0 <= row < len(ids) - 1:
            self._next = ids[row + 1]
        elif row > 0 and change.verb == "followups.visit":
            self._next = ids[0]  # past the last one it begins again with what was left out
        super()._changed(change)

    def go_on(self) -> None:
        """The next of the chip comes to the front."""
        if self._next and self.chips.current in _WALKED:
            self.show_entry(self._next)
            self.wait_for(self._next)

    def turn_rates(self) -> None:
        """This month's rates, then the last month's; where there is little room they come and go with the key."""
        if self.strip is None:
            return
        if self.strip.isHidden():
            self._rates_wanted = True
        elif self.strip.back and self.sides.narrow:
            self._rates_wanted = False
            self.strip.turn()
        else:
            self.strip.turn()
        self._turn(detail=self.sides.detail_alone)

    def _turn(self, *, detail: bool) -> None:
        super()._turn(detail=detail)
        if self.strip is not None:
            self.strip.setVisible(not self.sides.narrow or (self._rates_wanted and not self.sides.detail_alone))


def _done(desk: RegisterDesk, verb: str, _change: Change, _wish: str) -> None:
    if isinstance(desk, FollowupsDesk) and verb in {"visit", "attempt"}:
        desk.go_on()


def _yesterday(desk: RegisterDesk) -> None:
    desk.show_chip("yesterday")


def _yesterday_text() -> str:
    return QCoreApplication.translate("FollowupsDesk", "What was finished yesterday")


def _attempt_text() -> str:
    return QCoreApplication.translate("FollowupsDesk", "Nobody there")


def _dispatch_text() -> str:
    return QCoreApplication.translate("FollowupsDesk", "Issue a slip for what must be put right")


def _turn_month(desk: RegisterDesk) -> None:
    if isinstance(desk, FollowupsDesk):
        desk.turn_rates()


def _month_text() -> str:
    return QCoreApplication.translate("FollowupsDesk", "Rates of this month and the last")


def _new_title() -> str:
    return QCoreApplication.translate("FollowupsDesk", "New visit")


def _finished_title() -> str:
    return QCoreApplication.translate("FollowupsDesk", "Source")


def _empty(chip: str) -> tuple[str, str]:
    start_here = QCoreApplication.translate(
        "FollowupsDesk",
        "Closed complaints, repairs and special services come here by themselves; F2 writes down a visit of your own.",
    )
    if chip == "yesterday":
        return QCoreApplication.translate("FollowupsDesk", "Everything finished yesterday was asked about"), start_here
    if chip == "late":
        return QCoreApplication.translate("FollowupsDesk", "No follow-up is late"), start_here
    if chip == "to_put_right":
        return QCoreApplication.translate("FollowupsDesk", "Nothing waits to be put right"), start_here
    return QCoreApplication.translate("FollowupsDesk", "No follow-ups here"), start_here


SPEC = RegisterSpec(
    register=followups.REGISTER,
    lifecycle=followups.LIFECYCLE,
    chips=followups.CHIPS,
    columns=(
        *FIRST_COLUMNS,
        Column(name="contact", width=4.6, rank=1),
        Column(name="kind", cell=Cell.WORD, width=5.4, rank=2),
        Column(name="content"),
        Column(name="source", heading=_finished_title, cell=Cell.NUMBER, width=7.6, rank=6),
        Column(name="due", cell=Cell.CLOCK, width=6.4, sort="due"),
        Column(name="handler", width=4, rank=5),
    ),
    mark=mark,
    new_verb="record",
    new_draft=FollowupDraft,
    new_title=_new_title,
    title=title,
    subtitle=subtitle,
    facts=facts,
    clock=clock,
    empty=_empty,
    start=start,
    hides={"visit": hides, "record": hides_new},
    assists={"record": _caller, "amend": _caller, "visit": VisitHelp},
    beside=("attempt", "dispatch"),
    fits=fits,
    keys=(
        DeskKey(key="Ctrl+G", title=_yesterday_text, act=_yesterday),
        step_key("Ctrl+U", _attempt_text, "attempt"),
        step_key("Ctrl+D", _dispatch_text, "dispatch"),
        DeskKey(key="Ctrl+B", title=_month_text, act=_turn_month),
    ),
    done=_done,
    paper=PAPER,
    chip_sorts={"yesterday": "due", "due": "due", "mine": "due", "late": "due", "to_put_right": "due"},
)

DESK = DeskSpec(
    code="followups",
    order=12,
    title="register.followups",
    icon="mdi6.account-check-outline",
    build=FollowupsDesk,
    registers=("followups",),
)
