"""The special events' desk: what came of an emergency, reported within the hour, closed with cause and prevention."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from deskapp.domain import events
from deskapp.domain.events import CloseDraft, EventDetail, EventDraft, EventRow, Kind, State
from deskapp.ui import format as fmt
from deskapp.ui.common.caller_help import CallerHelp
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
    linked_facts,
)
from deskapp.ui.common.why import clock_box
from deskapp.ui.spec import DeskSpec

if TYPE_CHECKING:
    from deskapp.ui.context import Context

PAPER = "event_report"
_MARKS = {
    State.OPEN: Mark(Shape.TRIANGLE, "late"),
    State.REPORTED: Mark(Shape.HALF, "soon"),
    State.CLOSED: Mark(Shape.CHECK, "muted"),
    State.VOIDED: Mark(Shape.CROSS, "muted"),
}


_HELP = partial(CallerHelp, who="caller")


def mark(row: EventRow | EventDetail) -> Mark:
    """How an event's state is drawn."""
    return _MARKS[row.state]


def title(context: Context, detail: EventDetail) -> str:
    """What it was, and where."""
    return f"{context.word(f'events.kind.{detail.kind}')} · {detail.unit or detail.place or detail.caller}"


def subtitle(context: Context, detail: EventDetail) -> str:
    """Number, when it happened, who wrote it down."""
    return (
        f"{detail.number} · {fmt.clock(detail.happened_at)} · {context.label('events', 'recorder')} {detail.recorder}"
    )


def clock(context: Context, detail: EventDetail) -> ClockBox | None:
    """By when it is to be reported, and why (``ALL-10``)."""
    return clock_box(context, detail.deadline, context.label("events", "due"), detail.recorder)


def facts(context: Context, detail: EventDetail) -> Sequence[Fact]:
    """The lines of an event, in the order of its report."""
    line = partial(field_fact, context, "events")
    late = QCoreApplication.translate("EventsDesk", "too late")
    untold = detail.kind is Kind.COLLECTIVE_COMPLAINT and detail.state is State.REPORTED and not detail.company_to
    owed = QCoreApplication.translate("EventsDesk", "not yet: before it is closed") if untold else ""
    return [
        line("place", detail.place),
        line("caller", detail.caller, "strong"),
        line("phone", fmt.phone(detail.phone)),
        *_callers(context, detail),
        line("content", detail.content),
        line("harmed", detail.harmed),
        line("measures", detail.measures),
        line("passed_to", _at(detail.passed_to, fmt.clock(detail.passed_at))),
        line("reported_to", _at(detail.reported_to, fmt.clock(detail.reported_at), late if detail.missed else "")),
        line("company_to", _at(detail.company_to, fmt.clock(detail.company_at)) or owed, "soon" if owed else ""),
        line("outcome", detail.outcome),
        line("cause", detail.cause),
        line("prevention", detail.prevention),
        line("happened_reason", detail.happened_reason),
        line("closed_at", _at(fmt.clock(detail.closed_at), detail.closer)),
        *linked_facts(context, detail.linked),
        Fact(label=context.word("events.step.void"), text=detail.void_reason),
    ]


def _callers(context: Context, detail: EventDetail) -> Iterator[Fact]:
    """Everybody else who called about it, each leading to their own entry (``REC-8``)."""
    for each in detail.callers:
        text = _at(each.unit, each.caller, fmt.phone(each.phone), fmt.clock(each.at))
        yield Fact(label=context.label("events", "callers"), text=text, ref=each.ref)


def _at(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def start(_context: Context, verb: str, detail: EventDetail | None) -> Mapping[str, Any]:
    """What a step's form begins with: now for what has just happened, what is known already."""
    now = fmt.now()
    if detail is None:
        return {"happened_at": now}
    known = {"pass_on": "passed_at", "report": "reported_at", "tell_company": "company_at"}
    if verb in known:
        return {known[verb]: now}
    draft = {"amend": EventDraft, "close": CloseDraft}.get(verb)
    names = [field.name for field in fields(draft) if field.name != "client_id"] if draft is not None else []
    return {name: getattr(detail, name) for name in names}


def calls_for(detail: EventDetail) -> str:
    """A collective complaint goes to the company first (``CMP-2``)."""
    collective = detail.kind is Kind.COLLECTIVE_COMPLAINT and detail.state is State.REPORTED
    return "tell_company" if collective and detail.company_at is None else ""


def _new_title() -> str:
    return QCoreApplication.translate("EventsDesk", "New special event")


def _empty(chip: str) -> tuple[str, str]:
    start_here = QCoreApplication.translate(
        "EventsDesk", "An emergency or a collective complaint opens its report by itself; F2 writes one down by hand."
    )
    if chip == "late":
        return QCoreApplication.translate("EventsDesk", "No report is late"), start_here
    if chip == "to_report":
        return QCoreApplication.translate("EventsDesk", "Everything has been reported"), start_here
    return QCoreApplication.translate("EventsDesk", "No special events here"), start_here


SPEC = RegisterSpec(
    register=events.REGISTER,
    lifecycle=events.LIFECYCLE,
    chips=events.CHIPS,
    columns=(
        *FIRST_COLUMNS,
        Column(name="kind", cell=Cell.WORD, width=6.4, sort="kind", rank=1),
        Column(name="content"),
        Column(name="passed_to", width=5.4, rank=6),
        Column(name="due", cell=Cell.CLOCK, width=6.4, sort="due"),
        Column(name="handler", width=4, rank=5),
    ),
    mark=mark,
    new_verb="record",
    new_draft=EventDraft,
    new_title=_new_title,
    title=title,
    subtitle=subtitle,
    facts=facts,
    clock=clock,
    empty=_empty,
    start=start,
    assists={"record": _HELP, "amend": _HELP},
    beside=("amend", "tell_company", "pass_on"),
    calls_for=calls_for,
    paper=PAPER,
)


def build(context: Context) -> RegisterDesk:
    """The desk of the special events."""
    return RegisterDesk(context, SPEC)


DESK = DeskSpec(
    code="events",
    order=14,
    title="register.events",
    icon="mdi6.alert-octagon-outline",
    build=build,
    registers=("events",),
)
