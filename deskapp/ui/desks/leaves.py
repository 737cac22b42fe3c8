"""The desk of the leaves: asked for, approved, and which duties need somebody else by it (``DUTY-1``)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from deskapp.domain import leaves
from deskapp.domain.leaves import LeaveDetail, LeaveDraft, LeaveRow, State
from deskapp.ui import format as fmt
from deskapp.ui.common.register_desk import RegisterDesk
from deskapp.ui.common.register_spec import (
    FIRST_COLUMNS,
    Cell,
    Column,
    Fact,
    Mark,
    RegisterSpec,
    Shape,
    field_fact,
    linked_facts,
    not_somebody_elses,
    written_down,
)
from deskapp.ui.common.swap_help import AskHelp, day_words
from deskapp.ui.spec import DeskSpec

if TYPE_CHECKING:
    from deskapp.ui.context import Context

_MARKS = {
    State.ASKED: Mark(Shape.RING, "soon"),
    State.APPROVED: Mark(Shape.CHECK, "ok"),
    State.REFUSED: Mark(Shape.BANG, "muted"),
    State.WITHDRAWN: Mark(Shape.ARROW, "muted"),
    State.VOIDED: Mark(Shape.CROSS, "muted"),
}


def mark(row: LeaveRow | LeaveDetail) -> Mark:
    """How a leave is drawn: one that leaves duties open is not done with."""
    if row.state is State.APPROVED and row.duties:
        return Mark(Shape.TRIANGLE, "late")
    return _MARKS[row.state]


def title(context: Context, detail: LeaveDetail) -> str:
    """Who, and what kind."""
    return f"{detail.person} · {context.word(f'leaves.kind.{detail.kind}')}"


def facts(context: Context, detail: LeaveDetail) -> Sequence[Fact]:
    """From when until when, why, which duties, who decided."""
    line = partial(field_fact, context, "leaves")
    by = " · ".join(part for part in (detail.decided_by, fmt.clock(detail.decided_at)) if part)
    comma = QCoreApplication.translate("LeavesDesk", ", ")
    return [
        line("since", day_words(context, detail.since), "strong"),
        line("until", day_words(context, detail.until), "strong"),
        line("days", str(detail.days)),
        line("reason", detail.reason),
        line("duties", comma.join(detail.duties), "late"),
        line("decided_by", by),
        line("decided_reason", detail.decided_reason),
        line("withdrawn_reason", detail.withdrawn_reason),
        Fact(label=context.word("leaves.step.void"), text=detail.void_reason),
        *linked_facts(context, detail.linked),
    ]


def _until_said(_context: Context, row: LeaveRow) -> str:
    return f"{row.until:%Y-%m-%d}"


def _since_said(_context: Context, row: LeaveRow) -> str:
    return f"{row.since:%Y-%m-%d}"


def _duties_said(_context: Context, row: LeaveRow) -> str:
    return str(row.duties) if row.duties else ""


def _new_title() -> str:
    return QCoreApplication.translate("LeavesDesk", "Ask for leave")


def _empty(chip: str) -> tuple[str, str]:
    start_here = QCoreApplication.translate(
        "LeavesDesk", "F2 asks for days off. The supervisor approves; then the roster shows them."
    )
    if chip == "asked":
        return QCoreApplication.translate("LeavesDesk", "Nothing waits for approval"), start_here
    if chip == "mine":
        return QCoreApplication.translate("LeavesDesk", "You have asked for nothing"), start_here
    return QCoreApplication.translate("LeavesDesk", "No leave here"), start_here


SPEC = RegisterSpec(
    register=leaves.REGISTER,
    lifecycle=leaves.LIFECYCLE,
    chips=leaves.CHIPS,
    columns=(
        *FIRST_COLUMNS[:3],
        Column(name="person", width=5, sort="person"),
        Column(name="kind", cell=Cell.WORD, width=5, rank=1),
        Column(name="since", width=5.5, sort="since", says=_since_said),
        Column(name="until", width=5.5, sort="until", says=_until_said),
        Column(name="duties", width=3.6, says=_duties_said),
        Column(name="reason"),
        Column(name="decided_by", width=4, rank=5),
    ),
    mark=mark,
    new_verb="ask",
    new_draft=LeaveDraft,
    new_title=_new_title,
    title=title,
    subtitle=written_down("asked_at"),
    facts=facts,
    empty=_empty,
    assists={"ask": AskHelp},
    beside=("refuse", "withdraw"),
    fits=not_somebody_elses,
)


def build(context: Context) -> RegisterDesk:
    """The leaves."""
    return RegisterDesk(context, SPEC)


DESK = DeskSpec(
    code="leaves",
    order=27,
    title="register.leaves",
    icon="mdi6.calendar-remove-outline",
    build=build,
    registers=("leaves",),
)
