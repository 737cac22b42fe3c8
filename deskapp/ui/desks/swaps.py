"""The desk of the swaps: asked, agreed to, approved; what the roster would break by it stands beside (``DUTY-2``)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from deskapp.domain import swaps
from deskapp.domain.swaps import State, SwapDetail, SwapDraft, SwapRow
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
from deskapp.ui.common.roster_look import fault_line
from deskapp.ui.common.swap_help import ApproveHelp, SwapHelp, changes
from deskapp.ui.spec import DeskSpec

if TYPE_CHECKING:
    from deskapp.ui.context import Context

_MARKS = {
    State.ASKED: Mark(Shape.RING, "soon"),
    State.AGREED: Mark(Shape.HALF, "info"),
    State.APPROVED: Mark(Shape.CHECK, "ok"),
    State.REFUSED: Mark(Shape.BANG, "muted"),
    State.WITHDRAWN: Mark(Shape.ARROW, "muted"),
    State.VOIDED: Mark(Shape.CROSS, "muted"),
}


def mark(row: SwapRow | SwapDetail) -> Mark:
    """How a swap is drawn."""
    return _MARKS[row.state]


def title(context: Context, detail: SwapDetail) -> str:
    """Who with whom."""
    return f"{context.word(f'swaps.kind.{detail.kind}')} · {detail.person} → {detail.other}"


def facts(context: Context, detail: SwapDetail) -> Sequence[Fact]:
    """Which shifts change hands, what would be broken, who agreed, who decided, what edition it made."""
    line = partial(field_fact, context, "swaps")

    def by(who: str, at: str) -> str:
        return " · ".join(part for part in (who, at) if part)

    waits = QCoreApplication.translate("SwapsDesk", "not yet") if detail.state is State.ASKED else ""
    given = changes(context, detail)
    return [
        line("shift", given[0], "strong"),
        *(line("other_shift", text, "strong") for text in given[1:]),
        line("reason", detail.reason),
        *(line("broken", fault_line(context, each), "soon" if each.soft else "late") for each in detail.broken),
        line("agreed_by", by(detail.agreed_by, fmt.clock(detail.agreed_at)) or waits, "soon" if waits else ""),
        line("decided_by", by(detail.decided_by, fmt.clock(detail.decided_at))),
        line("decided_note", detail.decided_note),
        line("sheets", QCoreApplication.translate("SwapsDesk", ", ").join(detail.sheets)),
        line("withdrawn_reason", detail.withdrawn_reason),
        Fact(label=context.word("swaps.step.void"), text=detail.void_reason),
        *linked_facts(context, detail.linked),
    ]


def _day_said(_context: Context, row: SwapRow) -> str:
    return f"{row.day:%m-%d} {row.shift}"


def _other_day_said(_context: Context, row: SwapRow) -> str:
    return f"{row.other_day:%m-%d} {row.other_shift}" if row.other_day is not None else ""


def _new_title() -> str:
    return QCoreApplication.translate("SwapsDesk", "Ask for a swap")


def _empty(chip: str) -> tuple[str, str]:
    start_here = QCoreApplication.translate(
        "SwapsDesk", "F2 asks somebody to swap or to cover. The other agrees, the supervisor approves, then it stands."
    )
    if chip in {"open", "agreed"}:
        return QCoreApplication.translate("SwapsDesk", "No swap is open"), start_here
    if chip == "mine":
        return QCoreApplication.translate("SwapsDesk", "No swap of yours"), start_here
    return QCoreApplication.translate("SwapsDesk", "No swaps here"), start_here


SPEC = RegisterSpec(
    register=swaps.REGISTER,
    lifecycle=swaps.LIFECYCLE,
    chips=swaps.CHIPS,
    columns=(
        *FIRST_COLUMNS[:3],
        Column(name="kind", cell=Cell.WORD, width=4, rank=2),
        Column(name="person", width=5, sort="person"),
        Column(name="day", title="shift", width=5, sort="day", says=_day_said),
        Column(name="other", width=5, sort="other"),
        Column(name="other_day", title="other_shift", width=5, sort="other_day", says=_other_day_said),
        Column(name="reason"),
        Column(name="decided_by", width=4, rank=5),
    ),
    mark=mark,
    new_verb="ask",
    new_draft=SwapDraft,
    new_title=_new_title,
    title=title,
    subtitle=written_down("asked_at"),
    facts=facts,
    empty=_empty,
    assists={"ask": SwapHelp, "approve": ApproveHelp},
    beside=("refuse", "withdraw"),
    fits=not_somebody_elses,
)


def build(context: Context) -> RegisterDesk:
    """The swaps."""
    return RegisterDesk(context, SPEC)


DESK = DeskSpec(
    code="swaps",
    order=28,
    title="register.swaps",
    icon="mdi6.swap-horizontal",
    build=build,
    registers=("swaps",),
)
