"""What the detail of a complaint says: head, clock, and its lines in the order in which it goes on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from deskapp.domain.common import Ref
from deskapp.domain.complaint_rows import ComplaintDetail, Escalation, JoinedUnit
from deskapp.ui import format as fmt
from deskapp.ui.common.register_spec import ClockBox, Fact
from deskapp.ui.common.why import clock_box

if TYPE_CHECKING:
    from deskapp.ui.context import Context


def title(context: Context, detail: ComplaintDetail) -> str:
    """Category and unit, or who complains where there is no unit."""
    return f"{context.word(f'complaints.category.{detail.category}')} · {detail.unit or detail.caller}"


def subtitle(context: Context, detail: ComplaintDetail) -> str:
    """Number, when it was heard, its class, who handles it."""
    validity = context.word(f"complaints.validity.{detail.validity}") if detail.validity else ""
    handler = f"{context.label('complaints', 'handler')} {detail.handler}"
    collective = ""
    if detail.collective:
        words = QCoreApplication.translate("ComplaintsDesk", "Collective: {count} units")
        collective = words.format(count=detail.unit_count)
    parts = (detail.number, fmt.clock(detail.at), validity, collective, handler)
    return " · ".join(part for part in parts if part)


def clock(context: Context, detail: ComplaintDetail) -> ClockBox | None:
    """What falls due, and why it is this time (``ALL-10``)."""
    if detail.deadline is None:
        return None
    what = context.word(f"today.complaints.{detail.due_what}", unit="", number=detail.number).strip()
    note = ""
    if detail.waiting_for is not None:
        words = QCoreApplication.translate("ComplaintsDesk", "Waiting for: {whom}")
        note = words.format(whom=context.word(f"complaints.waiting_for.{detail.waiting_for}"))
    return clock_box(context, detail.deadline, what, detail.handler, note)


class _Lines:
    """Makes the lines of one complaint."""

    def __init__(self, context: Context, detail: ComplaintDetail) -> None:
        self.context = context
        self.detail = detail

    def line(self, name: str, text: str, tone: str = "") -> Fact:
        return Fact(label=self.context.label("complaints", name), text=text, tone=tone)

    def plain(self, *names: str) -> Iterator[Fact]:
        for name in names:
            value = getattr(self.detail, name)
            yield self.line(name, value if isinstance(value, str) else fmt.clock(value))

    def member(self, name: str, value: Any, register: str = "complaints", group: str = "") -> Fact:
        return self.line(name, self.context.word(f"{register}.{group or name}.{value}") if value else "")

    def yes(self, name: str, value: bool) -> Fact:
        return self.line(name, QCoreApplication.translate("ComplaintsDesk", "Yes") if value else "")

    def ref(self, name: str, ref: Ref | None) -> list[Fact]:
        return [] if ref is None else [Fact(label=self.context.label("complaints", name), text=ref.number, ref=ref)]


def facts(context: Context, detail: ComplaintDetail) -> Sequence[Fact]:
    """The lines of a complaint."""
    lines = _Lines(context, detail)
    return [
        *_heard(lines),
        *_classed(lines),
        *_done(lines),
        *_replied(lines),
        *_steps(context, detail.steps),
        *_units(context, detail.units),
        *_linked(context, detail),
    ]


def _heard(lines: _Lines) -> Iterable[Fact]:
    detail = lines.detail
    yield lines.line("caller", detail.caller, "strong")
    yield lines.line("phone", fmt.phone(detail.phone))
    yield lines.line("content", detail.content)
    yield lines.yes("written", detail.written)
    yield lines.yes("from_company", detail.from_company)
    yield lines.line("result", detail.result if detail.on_spot else "")
    yield from lines.ref("previous", detail.previous)
    yield from lines.ref("following", detail.following)
    yield from lines.ref("entry", detail.entry)


def _classed(lines: _Lines) -> Iterable[Fact]:
    detail = lines.detail
    yield lines.member("validity", detail.validity)
    yield lines.member("cause", detail.cause)
    yield lines.line("department_id", detail.department)
    yield from lines.plain("class_note")
    yield lines.line("director_told_at", _beside(fmt.clock(detail.director_told_at), detail.director_note))


def _done(lines: _Lines) -> Iterable[Fact]:
    detail, context = lines.detail, lines.context
    how = context.word(f"reception.told_how.{detail.contact_how}") if detail.contact_how else ""
    yield lines.line("contacted_at", _beside(fmt.clock(detail.contacted_at), how))
    yield from lines.plain("contact_note", "agreed_at", "referred_to", "notice_number", "referred_at")
    for word in detail.progress:
        yield lines.line("progress", f"{fmt.clock(word.at)} · {word.by}\n{word.text}")
    yield from lines.plain("solved_at", "investigation", "remedy")
    yield lines.line("approver", _beside(detail.approver, fmt.clock(detail.approved_at)))
    yield from lines.plain("approve_note")


def _replied(lines: _Lines) -> Iterable[Fact]:
    detail, context = lines.detail, lines.context
    how = context.word(f"complaints.mode.{detail.mode}") if detail.mode else ""
    written = context.label("complaints", "also_written") if detail.also_written else ""
    yield lines.line("replied_at", _beside(fmt.clock(detail.replied_at), how, written))
    yield from lines.plain("reply")
    yield lines.member("opinion", detail.opinion, "reception")
    yield lines.yes("signed", detail.signed)
    yield lines.line("company_told_at", _beside(fmt.clock(detail.company_told_at), detail.company_note))
    missed = str(detail.missed) if detail.missed else ""
    yield lines.line("missed", missed, "late")
    yield from lines.plain("note")
    yield Fact(label=context.word("complaints.step.void"), text=detail.void_reason)


def _steps(context: Context, steps: Sequence[Escalation]) -> Iterable[Fact]:
    for step in steps:
        head = _beside(context.word("complaints.step.escalate"), context.word(f"complaints.level.{step.level}"))
        yield Fact(label=head, text="", heading=True)
        when = _beside(fmt.clock(step.at), step.by)
        yield Fact(label=context.label("complaints", "reason"), text=f"{step.reason}\n{when}")
        said = _beside(step.instructor, fmt.clock(step.instructed_at))
        words = f"{step.instruction}\n{said}" if step.instruction else ""
        yield Fact(label=context.label("complaints", "instruction"), text=words)


def _units(context: Context, units: Sequence[JoinedUnit]) -> Iterable[Fact]:
    label = context.word("complaints.step.join_unit")
    for unit in units:
        withdrawn = context.label("complaints", "withdrawn") if unit.withdrawn else ""
        text = _beside(
            unit.unit, unit.caller, fmt.phone(unit.phone), unit.entry.number if unit.entry else "", withdrawn
        )
        yield Fact(label=label, text=text, ref=unit.entry, tone="muted" if unit.withdrawn else "")


def _linked(context: Context, detail: ComplaintDetail) -> Iterable[Fact]:
    for ref in (*detail.slips, *detail.linked):
        quoted = context.label("complaints", "quoted") if ref.number == detail.quoted else ""
        yield Fact(label=quoted or context.word(f"register.{ref.register}.one"), text=ref.number, ref=ref)


def _beside(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
