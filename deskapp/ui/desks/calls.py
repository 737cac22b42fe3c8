"""The call lists' desk: a list is made in one form and called from top to bottom by single letters (``FUP-3``)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtWidgets import QApplication

from deskapp.domain import calls
from deskapp.domain.calls import LETTERS, CallDetail, CallListDraft, CallRow, Scope, State, UnitsDraft, UnitsFound
from deskapp.ui import format as fmt
from deskapp.ui.actions import native
from deskapp.ui.common.call_board import CallBoard
from deskapp.ui.common.parts import while_alive
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
)
from deskapp.ui.common.why import clock_box
from deskapp.ui.spec import DeskSpec

if TYPE_CHECKING:
    from deskapp.errors import DeskError
    from deskapp.ui.common.form import Form
    from deskapp.ui.context import Context

PAPER = "call_list"
_MARKS = {
    State.OPEN: Mark(Shape.HALF, "info"),
    State.REPORTED: Mark(Shape.CHECK, "muted"),
    State.VOIDED: Mark(Shape.CROSS, "muted"),
}
#: The field that each way of choosing units asks for.
_ASKED = {Scope.BUILDINGS: "buildings", Scope.AREA: "area_id", Scope.TYPED: "codes", Scope.SAVED: "choice_id"}
#: Steps about one unit begin with the one in front.
_OF_A_UNIT = frozenset({"remove", "take_back"})


def mark(row: CallRow | CallDetail) -> Mark:
    """How a list's state is drawn."""
    return _MARKS[row.state]


def title(_context: Context, detail: CallDetail) -> str:
    """Its title."""
    return detail.title


def subtitle(context: Context, detail: CallDetail) -> str:
    """Number, why, when and by whom it was made."""
    kind = context.word(f"calls.kind.{detail.kind}")
    return " · ".join((detail.number, kind, fmt.clock(detail.created_at), detail.recorder))


def clock(context: Context, detail: CallDetail) -> ClockBox | None:
    """When it is to be done, and who said so (``ALL-10``)."""
    return clock_box(context, detail.deadline, context.label("calls", "due_at"), detail.recorder)


def facts(context: Context, detail: CallDetail) -> Sequence[Fact]:
    """Who ordered it, and what was reported; its lines stand in the panel."""
    line = partial(field_fact, context, "calls")
    return [
        line("outcome", detail.outcome, "strong"),
        line("report_to", detail.report_to),
        line("reported_at", fmt.clock(detail.reported_at)),
        line("untried_reason", detail.untried_reason),
        line("ordered_by", detail.ordered_by),
        line("due_at", fmt.clock(detail.due_at) if detail.deadline is None else ""),
        line("saved_as", detail.saved_as),
        Fact(label=context.word("calls.step.void"), text=detail.void_reason),
    ]


def calls_for(detail: CallDetail) -> str:
    """Once every unit was tried, the outcome is reported."""
    done = detail.state is State.OPEN and detail.total > 0 and detail.tried == detail.total
    return "report" if done else ""


def start(context: Context, verb: str, detail: CallDetail | None) -> Mapping[str, Any]:
    """What a step's form begins with: the outcome in figures, as it is reported."""
    if detail is None:
        return {}
    if verb == "amend":
        return {name: getattr(detail, name) for name in ("title", "ordered_by", "say", "due_at")}
    if verb == "report":
        said = QCoreApplication.translate(
            "CallsDesk", "{total} units, {tried} called, {reached} reached, {joining} take part."
        )
        figures = said.format(total=detail.total, tried=detail.tried, reached=detail.reached, joining=detail.joining)
        return {"outcome": figures, "report_to": detail.ordered_by}
    return {"scope": Scope.TYPED} if verb == "add_units" else {}


def hides(values: Mapping[str, Any]) -> Collection[str]:
    """Only the field of the chosen way is asked."""
    return [name for scope, name in _ASKED.items() if scope != values["scope"]]


class UnitsHelp(QObject):
    """Says how many units are meant, before the list is made."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self.form = form
        form.edited.connect(self._edited)
        self._ask()

    def _edited(self, name: str) -> None:
        if name == "scope" or name in _ASKED.values():
            self._ask()

    def _ask(self) -> None:
        values = self.form.values()
        draft = UnitsDraft(**{name: values[name] for name in ("scope", *_ASKED.values())})
        then, none = while_alive(self, self._found), while_alive(self, self._not_yet)
        self.form.context.ask("calls.units_found", then, none, owner=self, token="units", draft=draft)

    def _found(self, found: UnitsFound) -> None:
        words = QCoreApplication.translate("CallsDesk", "{units} unit(s), {without} without a phone")
        self.form.rows["scope"].explain(words.format(units=found.units, without=found.without_phone))

    def _not_yet(self, _error: DeskError) -> None:
        """Half typed: saving says what is missing."""
        self.form.rows["scope"].explain("")


def _call(desk: RegisterDesk, _detail: CallDetail) -> None:
    desk.go_in()


class CallsDesk(RegisterDesk):
    """The call lists; steps about one unit begin with the unit in front."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, SPEC)
        assert isinstance(self.pane.panel, CallBoard)
        self.board = self.pane.panel
        self.board.dropped.connect(self._drop)

    def take_step(self, verb: str) -> None:
        """A step about one unit begins with the one in front."""
        line = self.board.line()
        self.steps.take(verb, {"unit": line.unit} if verb in _OF_A_UNIT and line is not None else None)

    def _drop(self, _unit: str) -> None:
        self.take_step("remove")

    def escape(self) -> None:
        """Esc: from the words or the results back to the lines; else as everywhere."""
        focus = QApplication.focusWidget()
        free = self.preview is None and self.pane.form is None
        if free and focus is not None and self.board.work.isAncestorOf(focus):
            self.board.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().escape()

    def keys(self) -> list[tuple[str, str]]:
        """The letters of the results come first here."""
        letters = [(letter, self.context.word(f"calls.result.{result}")) for result, letter in LETTERS.items()]
        more = [
            (native("Return"), QCoreApplication.translate("CallsDesk", "To the words of a call, then to the results")),
            (native("Backspace"), QCoreApplication.translate("CallsDesk", "Take the unit's last call back")),
            (native("Del"), QCoreApplication.translate("CallsDesk", "Take the unit off the list")),
        ]
        return [*letters, *more, *super().keys()]


def _new_title() -> str:
    return QCoreApplication.translate("CallsDesk", "New call list")


def _empty(chip: str) -> tuple[str, str]:
    start_here = QCoreApplication.translate(
        "CallsDesk", "F2 makes a list of units to be phoned, by a superior's order or for an activity."
    )
    if chip == "late":
        return QCoreApplication.translate("CallsDesk", "No call list is overdue"), start_here
    return QCoreApplication.translate("CallsDesk", "No call lists here"), start_here


STATE, NUMBER, AT, _UNIT = FIRST_COLUMNS
SPEC = RegisterSpec(
    register=calls.REGISTER,
    lifecycle=calls.LIFECYCLE,
    chips=calls.CHIPS,
    columns=(
        STATE,
        NUMBER,
        AT,
        Column(name="kind", cell=Cell.WORD, width=4.4, rank=2),
        Column(name="title"),
        Column(name="progress", width=4.4),
        Column(name="due", cell=Cell.CLOCK, width=6.4, sort="due"),
        Column(name="ordered_by", width=5, rank=4),
        Column(name="handler", width=4, rank=5),
    ),
    mark=mark,
    new_verb="make",
    new_draft=CallListDraft,
    new_title=_new_title,
    title=title,
    subtitle=subtitle,
    facts=facts,
    clock=clock,
    empty=_empty,
    start=start,
    hides={"make": hides, "add_units": hides},
    assists={"make": UnitsHelp, "add_units": UnitsHelp},
    beside=("report", "add_units", "call"),
    acts={"call": _call},
    calls_for=calls_for,
    paper=PAPER,
    panel=CallBoard,
)

DESK = DeskSpec(
    code="calls",
    order=15,
    title="register.calls",
    icon="mdi6.phone-outgoing-outline",
    build=CallsDesk,
    registers=("calls",),
)
