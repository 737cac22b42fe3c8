"""One key set in words: where it hangs, who has it and until when, what can be done with it now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from deskapp.domain import loans
from deskapp.domain.common import Ref
from deskapp.domain.keys import LIFECYCLE, REGISTER, AmendDraft, KeySetDetail, State
from deskapp.domain.lifecycle import Step, table
from deskapp.domain.people import COUNTER
from deskapp.ui import format as fmt
from deskapp.ui.common.register_spec import ClockBox, Fact, Mark, Shape
from deskapp.ui.common.wall_look import keys_text

if TYPE_CHECKING:
    from deskapp.ui.context import Context

#: What the wall offers for a set: the steps of its loan beside its own; nobody takes the steps that only follow.
STEPS = table(
    REGISTER,
    Step(verb="lend", source=State.IN, target=State.OUT, who=COUNTER, form=loans.LoanDraft, primary=True),
    Step(verb="take_back", source=State.OUT, target=State.IN, who=COUNTER, primary=True),
    Step(verb="extend", source=State.OUT, target=State.OUT, who=COUNTER, form=loans.ExtendDraft),
    Step(verb="lose", source=State.OUT, target=State.MISSING, who=COUNTER, form=loans.LoseDraft),
    *(step for step in LIFECYCLE.steps if step.source and step.who),
)
#: A set is lent again and again: so many of the entries it took part in are offered, the history has them all.
_LINKED = 3
_MARKS = {
    State.IN: Mark(Shape.DOT, "info"),
    State.OUT: Mark(Shape.RING, "info"),
    State.HANDED: Mark(Shape.ARROW, "muted"),
    State.MISSING: Mark(Shape.CROSS, "late"),
    State.RETIRED: Mark(Shape.CROSS, "muted"),
}


def mark(detail: KeySetDetail) -> Mark:
    """How a set's state is drawn; one that is late stands out."""
    late = detail.state is State.OUT and detail.due_at is not None and detail.due_at <= fmt.now()
    return Mark(Shape.BANG, "late") if late else _MARKS[detail.state]


def title(_context: Context, detail: KeySetDetail) -> str:
    """Hook and door."""
    return " · ".join(part for part in (detail.hook, detail.place) if part)


def subtitle(context: Context, detail: KeySetDetail) -> str:
    """How many keys, what kind of set, its number, its cabinet."""
    kind = context.word(f"keys.category.{detail.category}")
    return " · ".join(part for part in (keys_text(detail.keys), kind, detail.number, detail.cabinet) if part)


def clock(context: Context, detail: KeySetDetail) -> ClockBox | None:
    """Until when the set is lent; why it is this time the loan says (``ALL-10``)."""
    if detail.state is not State.OUT or detail.due_at is None or detail.lent_at is None:
        return None
    return ClockBox(start=detail.lent_at, due=detail.due_at, what=context.label("loans", "due_at"))


def facts(context: Context, detail: KeySetDetail) -> Sequence[Fact]:
    """The lines of a set: who has it, then what it says of itself."""

    def line(name: str, text: str, tone: str = "", register: str = REGISTER) -> Fact:
        return Fact(label=context.label(register, name), text=text, tone=tone)

    wanted = QCoreApplication.translate("KeysDesk", "A slip asks for it")
    made = [Fact(label=wanted, text=detail.wanted_by, tone="soon")]
    if detail.loan_id is not None:
        who = " · ".join(part for part in (detail.borrower, detail.company) if part)
        made += [
            line("borrower", who, "strong"),
            line("phone", fmt.phone(detail.phone)),
            line("purpose", detail.purpose, register="loans"),
            line("lent_at", fmt.clock(detail.lent_at), register="loans"),
            Fact(
                label=context.word("register.loans.one"),
                text=detail.loan,
                ref=Ref("loans", detail.loan_id, detail.loan),
            ),
        ]
    made += [
        line("missing_at", fmt.clock(detail.missing_at), "late"),
        line("missing_reason", detail.missing_reason),
        line("retired_reason", detail.retired_reason),
        line("note", detail.note),
    ]
    others = [ref for ref in detail.linked if (ref.register, ref.id) != ("loans", detail.loan_id)][:_LINKED]
    made += [Fact(label=context.word(f"register.{ref.register}.one"), text=ref.number, ref=ref) for ref in others]
    return made


def start(_context: Context, verb: str, detail: KeySetDetail | None) -> Mapping[str, Any]:
    """What a step's form begins with."""
    if detail is None:
        return {}
    match verb:
        case "amend":
            return {field.name: getattr(detail, field.name) for field in fields(AmendDraft)}
        case "find":
            return {"hook": detail.hook}
        case _:
            return {}
