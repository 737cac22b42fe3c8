"""What the detail of an item says: whose, where it lies, how it arrived, every attempt to tell its resident."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from deskapp.domain import carriers
from deskapp.domain.mail import GONE, HERE, Condition, Contact, ItemDetail, ItemRow, State
from deskapp.ui import format as fmt
from deskapp.ui.common.register_spec import ClockBox, Fact, Mark, Shape, field_fact
from deskapp.ui.common.why import clock_box

if TYPE_CHECKING:
    from deskapp.domain.common import Ref
    from deskapp.ui.context import Context

_MARKS = {
    State.WAITING: Mark(Shape.RING, "info"),
    State.HELD: Mark(Shape.HALF, "info"),
    State.STEWARD: Mark(Shape.ARROW, "info"),
    State.UNKNOWN: Mark(Shape.BANG, "soon"),
    State.RETURN: Mark(Shape.ARROW, "soon"),
    State.COLLECTED: Mark(Shape.CHECK, "muted"),
    State.RETURNED: Mark(Shape.CHECK, "muted"),
    State.MISSING: Mark(Shape.TRIANGLE, "late"),
    State.VOIDED: Mark(Shape.CROSS, "muted"),
}


def mark(row: ItemRow | ItemDetail) -> Mark:
    """How an item's state is drawn; what is overdue stands out by shape and colour (``MAIL-7``)."""
    due = row.due if isinstance(row, ItemRow) else row.due_at
    late = row.state not in GONE and due is not None and due <= fmt.now()
    return Mark(Shape.BANG, "late") if late else _MARKS[row.state]


def title(_context: Context, detail: ItemDetail) -> str:
    """Where it lies, whose it is: what the hand and the mouth need first."""
    place = detail.place if detail.state in HERE else ""
    return " · ".join(part for part in (place, detail.unit, detail.recipient) if part)


def subtitle(context: Context, detail: ItemDetail) -> str:
    """Number, kind, carrier, when it came, who took it in."""
    parts = (
        detail.number,
        context.word(f"mail.kind.{detail.kind}"),
        carriers.name(detail.carrier, context.language),
        fmt.clock(detail.received_at),
        detail.recorder,
    )
    return " · ".join(part for part in parts if part)


def clock(context: Context, detail: ItemDetail) -> ClockBox | None:
    """What falls due when, and why then (``ALL-10``)."""
    what = {
        State.WAITING: QCoreApplication.translate("MailDesk", "To be collected by"),
        State.HELD: QCoreApplication.translate("MailDesk", "Held until"),
        State.STEWARD: QCoreApplication.translate("MailDesk", "The steward has it until"),
        State.UNKNOWN: QCoreApplication.translate("MailDesk", "To be sent back by"),
        State.RETURN: QCoreApplication.translate("MailDesk", "To be handed to the carrier by"),
    }.get(detail.state, context.label("mail", "due"))
    return clock_box(context, detail.deadline, what, detail.recorder)


def facts(context: Context, detail: ItemDetail) -> Sequence[Fact]:
    """The lines of an item."""
    line = partial(field_fact, context, "mail")
    gone = detail.state not in HERE
    reason = context.word(f"mail.return_reason.{detail.return_reason}") if detail.return_reason else ""
    return [
        line("place", detail.place, "muted" if gone else "strong"),
        line("tracking", detail.tracking),
        line("phone", fmt.phone(detail.phone), "strong"),
        line("condition", _condition(context, detail), "late" if detail.condition is not Condition.GOOD else ""),
        line("sender", " · ".join(part for part in (detail.sender, detail.origin) if part)),
        *_told(context, detail),
        line("held_until", _held(detail)),
        line("return_reason", " · ".join(part for part in (reason, detail.return_note) if part), "soon"),
        line("steward", detail.steward if detail.state is State.STEWARD else ""),
        *_leads(context, detail),
        line("done_at", fmt.clock(detail.done_at)),
        line("missing_reason", _missing(detail), "late" if detail.state is State.MISSING else ""),
        line("note", detail.note),
        line("happened_reason", detail.happened_reason),
        line("void_reason", detail.void_reason),
    ]


def _condition(context: Context, detail: ItemDetail) -> str:
    if detail.condition is Condition.GOOD:
        return ""
    return " · ".join((context.word(f"mail.condition.{detail.condition}"), detail.damage))


def _held(detail: ItemDetail) -> str:
    if detail.held_until is None or detail.state is not State.HELD:
        return ""
    return " · ".join(part for part in (f"{detail.held_until:%Y-%m-%d}", detail.hold_reason) if part)


def _missing(detail: ItemDetail) -> str:
    return " · ".join(part for part in (fmt.clock(detail.missing_at), detail.missing_reason) if part)


def _told(context: Context, detail: ItemDetail) -> Iterator[Fact]:
    """Every attempt to reach the resident, the newest first, and the one that is next (``MAIL-4``)."""
    if detail.contacts or detail.next_try is not None:
        yield Fact(label=context.label("mail", "contacts"), text="", heading=True)
    if detail.next_try is not None and detail.state is State.WAITING:
        how = context.word(f"mail.channel.{detail.next_try.channel}")
        late = detail.next_try.at <= fmt.now()
        text = f"{how} · {fmt.due(detail.next_try.at)}"
        yield Fact(label=context.label("mail", "next_try"), text=text, tone="soon" if late else "strong")
    for contact in reversed(detail.contacts):
        yield Fact(label=fmt.clock(contact.at), text=_contact(context, contact))


def _contact(context: Context, contact: Contact) -> str:
    how = context.word(f"mail.channel.{contact.channel}")
    what = context.word(f"mail.outcome.{contact.outcome}")
    return " · ".join(part for part in (how, what, contact.note, contact.by) if part)


def _leads(context: Context, detail: ItemDetail) -> Iterator[Fact]:
    """What belongs to it leads there: its pickup, its return list, whatever else."""
    named: dict[tuple[str, int], Ref] = {}
    for ref in (detail.pickup, detail.return_list, *detail.linked):
        if ref is not None:
            named.setdefault((ref.register, ref.id), ref)
    for ref in named.values():
        yield Fact(label=context.word(f"register.{ref.register}.one"), text=ref.number, ref=ref)
