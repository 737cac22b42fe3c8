"""A reception entry as its desk shows it: mark, title, clock, lines (``REC-3``, ``REC-8``)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from deskapp.domain import reception
from deskapp.domain.common import Ref
from deskapp.domain.reception import Kind, State
from deskapp.domain.reception_rows import EntryDetail, EntryRow, IncidentEntry
from deskapp.ui import format as fmt
from deskapp.ui.common.register_spec import ClockBox, Fact, Mark, Shape, field_fact
from deskapp.ui.common.why import clock_box

if TYPE_CHECKING:
    from deskapp.ui.context import Context

# From so many units on an incident is shown as one.
_SEVERAL = 2
# A link stands in one line; a longer name is read in the entry itself.
_NAME = 8
_MARKS = {
    State.OPEN: Mark(Shape.RING, "info"),
    State.ALARM: Mark(Shape.TRIANGLE, "late"),
    State.PASSED_ON: Mark(Shape.HALF, "soon"),
    State.IN_COMPLAINT: Mark(Shape.BANG, "soon"),
    State.PROMISED: Mark(Shape.HALF, "info"),
    State.DISPATCHED: Mark(Shape.DOT, "info"),
    State.RESULT_KNOWN: Mark(Shape.ARROW, "soon"),
    State.CALLER_TOLD: Mark(Shape.CHECK, "ok"),
    State.ANSWERED: Mark(Shape.CHECK, "ok"),
    State.CLOSED: Mark(Shape.CHECK, "muted"),
    State.VOIDED: Mark(Shape.CROSS, "muted"),
}


def mark(row: EntryRow | EntryDetail) -> Mark:
    """How an entry's state is drawn; an emergency stands out until it is closed."""
    running = row.state not in {State.CLOSED, State.VOIDED}
    if running and row.kind is Kind.EMERGENCY:
        return Mark(Shape.TRIANGLE, "late")
    return _MARKS[row.state]


def title(context: Context, detail: EntryDetail) -> str:
    """Kind and unit, or who it was where there is no unit."""
    return f"{context.word(f'reception.kind.{detail.kind}')} · {detail.unit or detail.caller}"


def subtitle(context: Context, detail: EntryDetail) -> str:
    """Number, time, channel, and who handles it."""
    channel = context.word(f"reception.channel.{detail.channel}")
    handler = context.label("reception", "handler")
    return f"{detail.number} · {fmt.clock(detail.at)} · {channel} · {handler} {detail.handler}"


def content(context: Context, row: EntryRow) -> str:
    """The matter in the table, with the number of units that called about it (``REC-8``)."""
    words = " ".join(row.content.split())
    if row.incident < _SEVERAL:
        return words
    units = QCoreApplication.translate("ReceptionDesk", "[{count} units]").format(count=row.incident)
    return f"{units} {words}"


def clock(context: Context, detail: EntryDetail) -> ClockBox | None:
    """The promise that runs, and whether it was moved; a missed one says what is owed (``REC-3``)."""
    note = ""
    if overdue(detail):
        note = QCoreApplication.translate(
            "ReceptionDesk", "Not kept: apologise, say why, and promise a new time, or tell the result at once."
        )
    elif detail.promises_moved and detail.first_promise is not None:
        note = QCoreApplication.translate("ReceptionDesk", "Moved {count} time(s); first promised for {time}")
        note = note.format(count=detail.promises_moved, time=fmt.clock(detail.first_promise))
    return clock_box(context, detail.deadline, context.label("reception", "promised_at"), detail.handler, note)


def overdue(detail: EntryDetail) -> bool:
    """Whether a promise that is still to be kept has run out (``REC-3``)."""
    return detail.deadline is not None and detail.deadline.due <= fmt.now()


def promise_record(detail: EntryDetail) -> str:
    """What became of the promise: first for when, how often moved and missed, kept or not (``REC-3``)."""
    if detail.first_promise is None:
        return ""
    missed = detail.promises_missed + overdue(detail)
    if not missed and not detail.promises_moved and detail.told_at is None:
        return ""  # it runs: the clock says it all
    said = [
        QCoreApplication.translate("ReceptionDesk", "first for {time}").format(time=fmt.clock(detail.first_promise))
    ]
    if detail.promises_moved:
        moved = QCoreApplication.translate("ReceptionDesk", "moved {count} time(s)")
        said.append(moved.format(count=detail.promises_moved))
    if missed:
        said.append(QCoreApplication.translate("ReceptionDesk", "missed {count} time(s)").format(count=missed))
    elif detail.told_at is not None:
        said.append(QCoreApplication.translate("ReceptionDesk", "kept"))
    return " · ".join(said)


def facts(context: Context, detail: EntryDetail) -> Sequence[Fact]:
    """The lines of an entry."""
    line = partial(field_fact, context, "reception")

    def member(name: str, value: Any) -> Fact:
        return line(name, context.word(f"reception.{name}.{value}") if value else "")

    urgent = detail.urgency is not reception.Urgency.NORMAL
    told = fmt.clock(detail.told_at) + (
        f" · {context.word(f'reception.told_how.{detail.told_how}')}" if detail.told_how else ""
    )
    made = [
        line("caller", detail.caller, "strong"),
        line("phone", fmt.phone(detail.phone)),
        line("urgency", context.word(f"reception.urgency.{detail.urgency}") if urgent else "", "soon"),
        member("category", detail.category),
        line("content", detail.content),
        line("result", detail.result),
        line("told_at", told.strip(" ·")),
        member("opinion", detail.opinion),
        line("promise_record", promise_record(detail), "late" if detail.promises_missed else ""),
        line("apology", detail.apology),
        line("passed_to", detail.passed_to),
        line("passed_at", fmt.clock(detail.passed_at)),
        line("happened_reason", detail.happened_reason),
        line("note", detail.note),
        Fact(label=context.word("slips.step.void"), text=detail.void_reason),
    ]
    made += [
        Fact(label=_linked_as(context, detail, ref), text=ref.number, ref=ref)
        for ref in (*detail.slips, *(each for each in detail.linked if each.register != "slips"))
    ]
    made += _suggestion(context, detail)
    return [*made, *_contacts(context, detail), *_incident(context, detail)]


def _linked_as(context: Context, detail: EntryDetail, ref: Ref) -> str:
    quoted = ref.number == detail.quoted
    return context.label("reception", "quoted") if quoted else context.word(f"register.{ref.register}.one")


def _suggestion(context: Context, detail: EntryDetail) -> list[Fact]:
    kept = detail.suggestion
    if kept is None or not kept.assessment:
        return []
    adopted = (
        QCoreApplication.translate("ReceptionDesk", "Yes")
        if kept.adopted
        else QCoreApplication.translate("ReceptionDesk", "No")
    )
    words = {
        "assessment": kept.assessment,
        "department_id": kept.department,
        "adopted": adopted,
        "reply": kept.reply,
        "reward": kept.reward,
    }
    return [Fact(label=context.label("reception", name), text=text) for name, text in words.items()]


def _incident(context: Context, detail: EntryDetail) -> list[Fact]:
    """Everybody who called on the same matter, each leading to their own entry (``REC-8``)."""
    found = detail.incident
    if found is None:
        return []
    heading = QCoreApplication.translate("ReceptionDesk", "One incident: {units} unit(s), {entries} entries")
    made = [Fact(label=heading.format(units=found.units, entries=len(found.entries)), text="", heading=True)]
    if found.collective and detail.kind in {Kind.REPAIR, Kind.EMERGENCY}:
        said = QCoreApplication.translate(
            "ReceptionDesk", "Enough units for a collective complaint: make {number} one."
        )
        made.append(Fact(label="", text=said.format(number=found.first.number), tone="late"))
    return made + [_caller(context, each, here=each.ref.id == detail.id) for each in found.entries]


def _caller(context: Context, each: IncidentEntry, *, here: bool) -> Fact:
    name = each.caller if len(each.caller) <= _NAME else f"{each.caller[:_NAME]}…"
    parts = (name, fmt.phone(each.phone), context.word(f"reception.state.{each.state}"))
    text = " · ".join(part for part in parts if part)
    ref: Ref | None = None if here else each.ref
    return Fact(label=each.unit or each.ref.number, text=text, ref=ref, tone="strong" if here else "")


def _contacts(context: Context, detail: EntryDetail) -> list[Fact]:
    step = context.word("reception.step.join")
    return [
        Fact(label=step, text=f"{fmt.clock(each.at)} · {each.caller} {fmt.phone(each.phone)}\n{each.content}")
        for each in detail.contacts
    ]
