"""What the detail of a key loan says: head, clock, its sets one by one, the deposit in its envelope."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from deskapp.domain.directory import IdType
from deskapp.domain.loans import AWAY, Deposit, Kind, LineState, LoanDetail, LoanLine
from deskapp.ui import format as fmt
from deskapp.ui.common.register_spec import ClockBox, Fact, field_fact, linked_facts
from deskapp.ui.common.shown_document import masked
from deskapp.ui.common.why import clock_box

if TYPE_CHECKING:
    from deskapp.ui.context import Context

_DEPOSIT_TONES = {Deposit.HELD: "soon", Deposit.REFUNDED: "ok", Deposit.KEPT: "muted"}


def title(_context: Context, detail: LoanDetail) -> str:
    """Who has them, and which."""
    return f"{detail.borrower} · {hooks(detail)}"


def hooks(detail: LoanDetail) -> str:
    """The hooks of a loan's sets; many are counted."""
    named = [line.hook or line.number for line in detail.lines]
    if len(named) <= 4:
        return QCoreApplication.translate("LoansDesk", ", ").join(named)
    many = QCoreApplication.translate("LoansDesk", "{first} …, {total} sets")
    return many.format(first=named[0], total=len(named))


def subtitle(context: Context, detail: LoanDetail) -> str:
    """Number, kind, when and by whom they were given out."""
    parts = (detail.number, context.word(f"loans.kind.{detail.kind}"), fmt.clock(detail.lent_at), detail.recorder)
    return " · ".join(part for part in parts if part)


def clock(context: Context, detail: LoanDetail) -> ClockBox | None:
    """When they are to be back, and why then (``ALL-10``)."""
    note = ""
    if detail.extensions:
        words = QCoreApplication.translate("LoansDesk", "Extended {count} time(s)")
        note = words.format(count=detail.extensions)
    return clock_box(context, detail.deadline, context.label("loans", "due_at"), detail.recorder, note)


def facts(context: Context, detail: LoanDetail) -> Sequence[Fact]:
    """The lines of a loan: the sets, who has them and what for, the deposit, what became of it."""
    line = partial(field_fact, context, "loans")
    outside = detail.kind is Kind.OUTSIDE
    document = masked(context, detail.id_type, detail.id_number_masked)
    unsigned = QCoreApplication.translate("LoansDesk", "not yet")
    yes = QCoreApplication.translate("LoansDesk", "Yes")
    signed = (yes, "") if detail.signed else (unsigned, "muted")
    return [
        *_sets(context, detail),
        line("phone", fmt.phone(detail.phone), "strong"),
        line("company", detail.company),
        line("id_number", document if outside and detail.id_type is not IdType.NONE else ""),
        line("purpose", detail.purpose),
        *_deposit(context, detail),
        line("signed", *signed),
        line("lent_at", fmt.clock(detail.lent_at)),
        line("return_by", fmt.clock(detail.return_by) if detail.deadline is None else ""),
        line("returned_at", fmt.clock(detail.returned_at)),
        line("note", detail.note),
        line("happened_reason", detail.happened_reason),
        line("void_reason", detail.void_reason),
        *_linked(context, detail),
    ]


def _linked(context: Context, detail: LoanDetail) -> Iterator[Fact]:
    """What belongs to it leads there; a slip that leads nowhere is at least named."""
    if detail.slip and all(ref.register != "slips" for ref in detail.linked):
        yield Fact(label=context.label("loans", "slip"), text=detail.slip)
    yield from linked_facts(context, detail.linked)


def _sets(context: Context, detail: LoanDetail) -> Iterator[Fact]:
    """Each set with its door, its keys, and where it is (``KEY-4``)."""
    back = detail.total - detail.out - detail.lost
    said = QCoreApplication.translate("LoansDesk", "{total} set(s)")
    if back:
        said = QCoreApplication.translate("LoansDesk", "{total} set(s), {back} back")
    if detail.lost:
        said = QCoreApplication.translate("LoansDesk", "{total} set(s), {back} back, {lost} lost")
    heading = said.format(total=detail.total, back=back, lost=detail.lost)
    yield Fact(label=heading, text="", heading=True)
    for line in detail.lines:
        text, tone = _set(context, detail, line)
        yield Fact(label=line.hook or line.number, text=text, tone=tone)


def _set(context: Context, detail: LoanDetail, line: LoanLine) -> tuple[str, str]:
    keys = QCoreApplication.translate("LoansDesk", "{count} keys").format(count=line.keys)
    what = context.word(f"loans.line_state.{line.state}")
    remedy = context.word(f"loans.remedy.{line.remedy}") if line.remedy is not None else ""
    parts = (line.place, keys, what, fmt.clock(line.back_at), line.taker, remedy, line.note)
    tone = {LineState.OUT: "strong", LineState.LOST: "late"}.get(line.state, "muted")
    if line.state is LineState.OUT and detail.due_at is not None and detail.due_at <= fmt.now():
        tone = "late"
    return " · ".join(part for part in parts if part), tone


def _deposit(context: Context, detail: LoanDetail) -> Iterator[Fact]:
    """Sum, envelope and receipt, and whether it was given back or kept (``KEY-9``)."""
    label = context.label("loans", "deposit")
    if detail.deposit_state is Deposit.NONE:
        if detail.kind is Kind.OUTSIDE:
            none = QCoreApplication.translate("LoansDesk", "None taken")
            yield Fact(label=label, text=" · ".join(part for part in (none, detail.deposit_reason) if part))
        return
    held = QCoreApplication.translate("LoansDesk", "¥{sum} {how} · envelope {envelope} · receipt {receipt}")
    how = context.word(f"specials.method.{detail.method}")
    text = held.format(sum=fmt.money(detail.deposit), how=how, envelope=detail.envelope, receipt=detail.receipt or "–")
    yield Fact(label=label, text=text, tone="strong" if detail.deposit_state is Deposit.HELD else "")
    if detail.deposit_reason:
        yield Fact(label=context.label("loans", "deposit_reason"), text=detail.deposit_reason)
    state = context.word(f"loans.deposit.{detail.deposit_state}")
    owed = detail.deposit_state is Deposit.HELD and detail.state not in AWAY
    settled = (state, fmt.clock(detail.settled_at), detail.settled_by, detail.kept_reason)
    tone = _DEPOSIT_TONES[detail.deposit_state] if owed or detail.deposit_state is not Deposit.HELD else "muted"
    yield Fact(
        label=context.label("loans", "deposit_state"), text=" · ".join(part for part in settled if part), tone=tone
    )
