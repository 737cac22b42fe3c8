"""The desk of letters and newspapers: counted in by building, told of, signed for area by area (``MAIL-1``)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from deskapp.domain import letters
from deskapp.domain.letters import Condition, LetterDetail, LetterDraft, LetterItem, LetterRow, State
from deskapp.ui import format as fmt
from deskapp.ui.actions import native
from deskapp.ui.common.desk_acts import step_key
from deskapp.ui.common.desk_steps import DeskSteps
from deskapp.ui.common.letter_board import LetterBoard
from deskapp.ui.common.letter_help import CountHelp, SignHelp, of_steward, to_sign
from deskapp.ui.common.period_menu import PeriodMenu, list_key
from deskapp.ui.common.register_desk import RegisterDesk
from deskapp.ui.common.register_spec import (
    Cell,
    ClockBox,
    Column,
    Fact,
    Mark,
    RegisterSpec,
    Shape,
    field_fact,
    linked_facts,
    written_down,
)
from deskapp.ui.common.why import clock_box
from deskapp.ui.spec import DeskSpec

if TYPE_CHECKING:
    from deskapp.ui.common.register_spec import Values
    from deskapp.ui.context import Context

PAPER, RECORD = "letters_batch", "letters_record"
_MARKS = {
    State.RECEIVED: Mark(Shape.DOT, "info"),
    State.NOTIFIED: Mark(Shape.ARROW, "soon"),
    State.PART: Mark(Shape.HALF, "soon"),
    State.SIGNED: Mark(Shape.CHECK, "ok"),
    State.VOIDED: Mark(Shape.CROSS, "muted"),
}
# Steps about one area's share.
_OF_AN_AREA = frozenset({"sign", "unsign"})


def mark(row: LetterRow | LetterDetail) -> Mark:
    """How a delivery's state is drawn; what was not fetched in time stands out."""
    due = row.due if isinstance(row, LetterRow) else row.deadline.due if row.deadline is not None else None
    late = row.state in letters.WAITING and due is not None and due <= fmt.now()
    return Mark(Shape.BANG, "late") if late else _MARKS[row.state]


def title(context: Context, detail: LetterDetail) -> str:
    """From whom it came."""
    parts = (context.word(f"letters.source.{detail.source}"), detail.deliverer)
    return " · ".join(part for part in parts if part)


def clock(context: Context, detail: LetterDetail) -> ClockBox | None:
    """By when it is to be fetched, and why then (``ALL-10``)."""
    return clock_box(context, detail.deadline, context.word("letters.chip.waiting"), detail.recorder)


def facts(context: Context, detail: LetterDetail) -> Sequence[Fact]:
    """Whether it was whole, when the stewards were told, when the last one signed."""
    line = partial(field_fact, context, "letters")
    damaged = detail.condition is Condition.DAMAGED
    condition = context.word(f"letters.condition.{detail.condition}")
    how = context.word(f"letters.means.{detail.means}") if detail.means is not None else ""
    return [
        line("condition", condition, "late" if damaged else ""),
        line("damage", detail.damage, "strong"),
        line("notified_at", " · ".join(part for part in (fmt.clock(detail.notified_at), how) if part)),
        line("signed_at", fmt.clock(detail.signed_at)),
        line("note", detail.note),
        line("happened_reason", detail.happened_reason),
        Fact(label=context.word("letters.step.void"), text=detail.void_reason),
        *linked_facts(context, detail.linked),
    ]


def start(context: Context, verb: str, detail: LetterDetail | None) -> Mapping[str, Any]:
    """What a step's form begins with: what is known, the next area to sign with its steward."""
    if detail is None:
        return {}
    match verb:
        case "notify":
            return {"notified_at": fmt.now()} | ({"means": detail.means} if detail.means is not None else {})
        case "sign" | "unsign":
            return _of_share(context, verb, detail, None)
        case "amend":
            kept = {name: getattr(detail, name) for name in ("source", "deliverer", "condition", "damage", "note")}
            return kept | {"lines": tuple(_item(line) for line in detail.lines)}
        case _:
            return {}


def _item(line: letters.LetterLine) -> LetterItem:
    return LetterItem(building=line.building, letters=line.letters or None, newspapers=line.newspapers or None)


def _of_share(context: Context, verb: str, detail: LetterDetail, line: letters.LetterLine | None) -> dict[str, Any]:
    """The share of the line in front if the step is for it, else the first one that it is for."""
    signed = verb == "unsign"
    share = to_sign(detail, signed=signed)
    if line is not None and (line.signed_at is not None) is signed:
        share = next(share for share in detail.shares if share.area_id == line.area_id)
    if share is None:
        return {}
    if signed:
        return {"area_id": share.area_id}
    steward = share.steward_id if not of_steward(context) else None
    return {"area_id": share.area_id, "signer_id": steward, "signed_at": fmt.now()}


def hides(values: Mapping[str, Any]) -> Collection[str]:
    """What is whole has no damage to be told; what came just now no reason for being late."""
    hidden = set()
    if values.get("condition") is not Condition.DAMAGED and not values.get("damage"):
        hidden.add("damage")
    if "happened_at" in values and values["happened_at"] is None:
        hidden.add("happened_reason")
    return hidden


def _brought_said(context: Context, row: LetterRow) -> str:
    """Who brought it, and that it was damaged."""
    parts = [context.word(f"letters.source.{row.source}"), row.deliverer]
    if row.condition is Condition.DAMAGED:
        parts.append(context.word("letters.condition.damaged"))
    return " · ".join(part for part in parts if part)


def _new_title() -> str:
    return QCoreApplication.translate("LettersDesk", "New delivery")


def _notify_text() -> str:
    return QCoreApplication.translate("LettersDesk", "Tell the stewards again")


def _empty(chip: str) -> tuple[str, str]:
    start_here = QCoreApplication.translate(
        "LettersDesk", "F2 counts in what the postal worker brought: letters and newspapers, building by building."
    )
    if chip == "waiting":
        return QCoreApplication.translate("LettersDesk", "Everything is fetched and signed for"), start_here
    if chip == "today":
        return QCoreApplication.translate("LettersDesk", "No letters or newspapers today yet"), start_here
    if chip == "damaged":
        return QCoreApplication.translate("LettersDesk", "Nothing came damaged"), start_here
    return QCoreApplication.translate("LettersDesk", "No letters or newspapers here"), start_here


SPEC = RegisterSpec(
    register=letters.REGISTER,
    lifecycle=letters.LIFECYCLE,
    chips=letters.CHIPS,
    columns=(
        Column(name="state", cell=Cell.STATE, width=1.2),
        Column(name="number", cell=Cell.NUMBER, width=7.6, sort="id", rank=4),
        Column(name="at", cell=Cell.MOMENT, width=6, sort="at", rank=1),
        Column(name="source", says=_brought_said),
        Column(name="letters", cell=Cell.NUMBER, width=3.4, sort="letters"),
        Column(name="newspapers", cell=Cell.NUMBER, width=3.4, sort="newspapers"),
        Column(name="waiting_for", width=7, rank=3),
        Column(name="due", cell=Cell.CLOCK, width=6.8, sort="due"),
        Column(name="handler", width=4, rank=5),
    ),
    mark=mark,
    new_verb="receive",
    new_draft=LetterDraft,
    new_title=_new_title,
    title=title,
    subtitle=written_down("at"),
    facts=facts,
    clock=clock,
    empty=_empty,
    start=start,
    hides={"receive": hides, "amend": hides},
    assists={"sign": SignHelp, "amend": CountHelp},
    beside=("notify", "amend"),
    keys=(step_key("Ctrl+E", _notify_text, "notify"), list_key()),
    paper=PAPER,
    panel=LetterBoard,
)


class LetterSteps(DeskSteps):
    """A signature is for the area of the line in front."""

    def take(self, verb: str, start: Values | None = None) -> None:
        """Take a step; one about an area's share begins with the line in front."""
        detail, board = self.desk.pane.detail, self.desk.pane.panel
        if verb in _OF_AN_AREA and start is None and detail is not None and isinstance(board, LetterBoard):
            start = _of_share(self.context, verb, detail, board.line())
        super().take(verb, start)


class LettersDesk(RegisterDesk):
    """The deliveries; Enter on a building signs for its area."""

    steps_kind = LetterSteps

    def __init__(self, context: Context) -> None:
        self.lists: PeriodMenu | None = None
        super().__init__(context, SPEC)
        assert isinstance(self.pane.panel, LetterBoard)
        self.board = self.pane.panel
        self.board.wanted.connect(self._sign)
        self.lists = PeriodMenu(self, RECORD, attrgetter("at"))
        self.lists.button.setVisible(self.steps.may("receive"))

    def _sign(self) -> None:
        self.steps.take("sign")

    def _load(self, *, restore: bool = False) -> None:
        if self.lists is not None:
            self.lists.button.setVisible(self.steps.may("receive"))
        super()._load(restore=restore)

    def keys(self) -> list[tuple[str, str]]:
        """Enter on a building comes first."""
        own = (native("Return"), QCoreApplication.translate("LettersDesk", "On a building: its area signs"))
        return [own, *super().keys()]


DESK = DeskSpec(
    code="letters",
    order=25,
    title="register.letters",
    icon="mdi6.email-multiple-outline",
    build=LettersDesk,
    registers=("letters",),
)
