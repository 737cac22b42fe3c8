"""What a handover says of itself: its state, title, facts, what it calls for (``DUTY-4``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from deskapp.domain.duty_papers import typed_head
from deskapp.domain.handovers import REGISTER, Counted, HandoverDetail, HandoverRow, Obstacle, State
from deskapp.ui import format as fmt
from deskapp.ui.common.register_spec import FIRST_COLUMNS, Column, Fact, Mark, Shape, field_fact

if TYPE_CHECKING:
    from deskapp.ui.context import Context

_MARKS = {
    State.OPEN: Mark(Shape.HALF, "info"),
    State.GIVEN: Mark(Shape.ARROW, "soon"),
    State.TAKEN: Mark(Shape.DOT, "soon"),
    State.SIGNED: Mark(Shape.CHECK, "muted"),
    State.VOIDED: Mark(Shape.CROSS, "muted"),
}


def mark(row: HandoverRow | HandoverDetail) -> Mark:
    """How a handover's state is drawn."""
    return _MARKS[row.state]


def title(_context: Context, detail: HandoverDetail) -> str:
    """Whose shift goes to whom."""
    return " → ".join(filter(None, (detail.outgoing, detail.incoming)))


def subtitle(_context: Context, detail: HandoverDetail) -> str:
    """Number, shift and when it was begun."""
    return " · ".join(filter(None, (detail.number, detail.shift, fmt.clock(detail.begun_at))))


def facts(context: Context, detail: HandoverDetail) -> Sequence[Fact]:
    """Times and people, what differed, the log's head; the rest stands on the page."""
    line = partial(field_fact, context, REGISTER)
    late = str(detail.late_minutes) if detail.late_minutes else ""
    differences = [_difference(context, each) for each in detail.counts if each.differs]
    return [
        line("open_matters", str(detail.matters)),
        line("differences", "\n".join(differences), "soon"),
        line("note", detail.note),
        line("gathered_at", fmt.clock(detail.gathered_at)),
        line("given_at", fmt.clock(detail.given_at)),
        line("taken_at", fmt.clock(detail.taken_at)),
        line("late_minutes", late, "late"),
        line("remark", detail.remark),
        line("passed_by", " ".join(filter(None, (detail.passed_by, fmt.clock(detail.passed_at))))),
        line("passed_reason", detail.passed_reason),
        line("signed_at", fmt.clock(detail.signed_at)),
        *_head(context, detail),
        Fact(label=context.word("handovers.step.void"), text=detail.void_reason),
    ]


def _difference(context: Context, each: Counted) -> str:
    word = context.word(f"{REGISTER}.what.{each.what}")
    pair = (str(each.counted), str(each.expected))
    if each.expected_cash is not None:
        pair = (fmt.money(each.counted_cash), fmt.money(each.expected_cash))
    words = QCoreApplication.translate("HandoversDesk", "{what}: {counted} counted, {expected} in the registers")
    said = words.format(what=word, counted=pair[0], expected=pair[1])
    return " · ".join(filter(None, (said, each.explanation)))


def _head(context: Context, detail: HandoverDetail) -> Sequence[Fact]:
    """The end of the duty log as it is printed: sequence, entries, time and 80 bits (``DUTY-3``)."""
    head = detail.head
    if not head.hash:
        return ()
    return (
        Fact(
            label=context.label(REGISTER, "head_seq"),
            text=" · ".join((f"{head.seq} / {head.count}", fmt.clock(head.at))),
        ),
        Fact(label=context.label(REGISTER, "head_hash"), text=typed_head(head.seq, head.short), tone="strong"),
    )


def calls_for(detail: HandoverDetail) -> str:
    """First what can be done right here, then the supervisor's word, then it is given."""
    if detail.state is not State.OPEN:
        return ""
    codes = {obstacle.code for obstacle in detail.obstacles}
    if codes - {"important"}:
        return "prepare"
    return "let_pass" if codes else "give"


def fits(detail: HandoverDetail, verb: str) -> bool:
    """It is given once nothing stands in its way; let pass is what may be."""
    if verb == "give":
        return not detail.obstacles
    return verb != "let_pass" or any(obstacle.passable for obstacle in detail.obstacles)


def start(_context: Context, verb: str, _detail: HandoverDetail | None) -> Mapping[str, Any]:
    """The paper is signed about now."""
    return {"signed_at": fmt.now()} if verb == "sign" else {}


#: Signed paper older than this is looked up: nobody comes to the desk by it any more.
_JUST_TAKEN = timedelta(hours=1)


def change_button(context: Context, detail: HandoverDetail, now: datetime | None = None) -> str:
    """After taking over somebody else sits here; the paper may have been signed first. ``now`` is this moment."""
    actor = context.actor
    if detail.state not in {State.TAKEN, State.SIGNED} or actor is None or actor.code == detail.incoming_code:
        return ""
    if detail.state is State.SIGNED and (detail.taken_at is None or (now or fmt.now()) - detail.taken_at > _JUST_TAKEN):
        return ""
    return QCoreApplication.translate("HandoversDesk", "Sign in as {name}").format(name=detail.incoming)


def together(obstacles: Sequence[Obstacle]) -> Iterator[list[Obstacle]]:
    """What waits for nothing but its turn stands in one line, everything else singly."""
    for code, group in groupby(obstacles, key=lambda each: each.code):
        if code in {"not_counted", "not_checked"}:
            yield list(group)
        else:
            yield from ([each] for each in group)


def empty(chip: str) -> tuple[str, str]:
    """What an empty chip says."""
    begin = QCoreApplication.translate(
        "HandoversDesk", "F12 begins one from anywhere, F2 from here. It may be broken off and gone on with any time."
    )
    if chip == "open":
        return QCoreApplication.translate("HandoversDesk", "No handover is under way"), begin
    if chip == "unsigned":
        return QCoreApplication.translate("HandoversDesk", "Every sheet is signed"), ""
    if chip == "late":
        return QCoreApplication.translate("HandoversDesk", "Nobody came late"), ""
    return QCoreApplication.translate("HandoversDesk", "No handovers here"), begin


def _late_said(_context: Context, row: HandoverRow) -> str:
    return str(row.late_minutes) if row.late_minutes else ""


def _count_said(_context: Context, row: HandoverRow) -> str:
    return str(row.differences) if row.differences else ""


def _passed_said(context: Context, row: HandoverRow) -> str:
    return context.label(REGISTER, "passed") if row.passed else ""


COLUMNS = (
    *FIRST_COLUMNS[:3],
    Column(name="shift", width=4, rank=4),
    Column(name="outgoing", width=5, sort="outgoing"),
    Column(name="incoming", sort="incoming"),
    Column(name="open_matters", width=5, rank=3),
    Column(name="differences", width=3.4, rank=2, says=_count_said),
    Column(name="late_minutes", width=4.6, rank=1, says=_late_said),
    Column(name="passed", width=4.6, sort="passed", rank=5, says=_passed_said),
)
