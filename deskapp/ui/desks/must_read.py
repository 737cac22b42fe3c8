"""The desk of the must-read notes: written once, read by everybody on duty, with their names (``DUTY-8``)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QAbstractSlider

from deskapp.domain import must_read
from deskapp.domain.must_read import NoteDetail, NoteDraft, NoteRow, State
from deskapp.ui import format as fmt
from deskapp.ui.common.desk_steps import DeskSteps
from deskapp.ui.common.register_desk import RegisterDesk
from deskapp.ui.common.register_spec import (
    FIRST_COLUMNS,
    Column,
    DeskKey,
    Fact,
    Mark,
    RegisterSpec,
    Shape,
    field_fact,
    linked_facts,
)
from deskapp.ui.common.unread_notes import after_one
from deskapp.ui.spec import DeskSpec

if TYPE_CHECKING:
    from deskapp.domain.common import Change
    from deskapp.ui.common.form import Form
    from deskapp.ui.context import Context

_PAGE = QAbstractSlider.SliderAction
_MARKS = {
    State.ENDED: Mark(Shape.ARROW, "muted"),
    State.VOIDED: Mark(Shape.CROSS, "muted"),
}


def lapsed(row: NoteRow | NoteDetail) -> bool:
    """Whether a note's last day is over: nobody has to read it any more, though nobody has ended it."""
    return row.state is State.IN_FORCE and row.until is not None and row.until < _today()


def _today() -> date:
    return fmt.now().astimezone().date()


def to_read(row: NoteRow | NoteDetail) -> bool:
    """Whether whoever looks has still to read it."""
    return row.state is State.IN_FORCE and not row.read and not lapsed(row)


def mark(row: NoteRow | NoteDetail) -> Mark:
    """How a note is drawn: what is still to be read stands out."""
    if to_read(row):
        return Mark(Shape.BANG, "soon")
    if lapsed(row):
        return Mark(Shape.RING, "muted")
    return _MARKS.get(row.state) or Mark(Shape.CHECK, "ok")


def title(_context: Context, detail: NoteDetail) -> str:
    """Its title."""
    return detail.title


def subtitle(_context: Context, detail: NoteDetail) -> str:
    """Number, when, by whom, and whether its day is over."""
    over = QCoreApplication.translate("MustReadDesk", "its last day is over") if lapsed(detail) else ""
    return " · ".join(part for part in (detail.number, fmt.clock(detail.written_at), detail.recorder, over) if part)


def facts(context: Context, detail: NoteDetail) -> Sequence[Fact]:
    """First what is to be read; then until when, who has not read it, who has and when."""
    line = partial(field_fact, context, "must_read")
    comma = QCoreApplication.translate("MustReadDesk", ", ")
    ended = " · ".join(part for part in (fmt.clock(detail.ended_at), detail.ended_reason) if part)
    made = [
        line("content", detail.content),
        line("until", f"{detail.until:%Y-%m-%d}" if detail.until else ""),
        line("ended_at", ended),
        Fact(label=context.word("must_read.step.void"), text=detail.void_reason),
        *linked_facts(context, detail.linked),
        line("missing", _count(comma.join(detail.missing), len(detail.missing)), "soon"),
    ]
    if detail.readers:
        heading = f"{context.label('must_read', 'readers')} {len(detail.readers)}"
        made.append(Fact(label=heading, text="", heading=True))
    return [*made, *(Fact(label=fmt.clock(reader.at), text=reader.name) for reader in detail.readers)]


def _count(names: str, count: int) -> str:
    """Names with their number, where there are more than one glance takes in."""
    return QCoreApplication.translate("MustReadDesk", "{count}: {names}").format(count=count, names=names) * bool(names)


def _fits(detail: NoteDetail, verb: str) -> bool:
    """Reading is offered to whoever has not read it."""
    return verb != "read" or to_read(detail)


def _done(desk: RegisterDesk, verb: str, _change: Change, _wish: str) -> None:
    """After one note comes the next: everything unread is read by one key again and again."""
    if verb == "read":
        after_one(desk)


class NoteHelp:
    """What the form says of its own."""

    def __init__(self, form: Form) -> None:
        whole = QCoreApplication.translate(
            "MustReadDesk", "It cannot be changed afterwards: what is different is a new note, read anew."
        )
        form.rows["content"].explain(whole)
        until = QCoreApplication.translate("MustReadDesk", "The last day it is to be read; empty: until it is ended.")
        form.rows["until"].explain(until)


def _until_said(_context: Context, row: NoteRow) -> str:
    return f"{row.until:%Y-%m-%d}" if row.until else ""


def _read_said(context: Context, row: NoteRow) -> str:
    """Read, still to be read, or nothing for what nobody has to read any more."""
    if to_read(row):
        return context.word("must_read.chip.unread")
    return "✓" if row.read else ""


def _on_title() -> str:
    return QCoreApplication.translate("MustReadDesk", "Read on in a long note")


def _back_title() -> str:
    return QCoreApplication.translate("MustReadDesk", "Back in a long note")


def _scroll(action: QAbstractSlider.SliderAction, desk: RegisterDesk) -> None:
    """What is longer than the pane is read without a mouse as well."""
    desk.pane.area.verticalScrollBar().triggerAction(action)


def _new_title() -> str:
    return QCoreApplication.translate("MustReadDesk", "Write a must-read note")


def _empty(chip: str) -> tuple[str, str]:
    start_here = QCoreApplication.translate(
        "MustReadDesk", "F2 writes down what everybody on duty has to know; their names stand with it once it is read."
    )
    headlines = {
        "unread": QCoreApplication.translate("MustReadDesk", "You have read everything"),
        "in_force": QCoreApplication.translate("MustReadDesk", "No note is in force"),
    }
    return headlines.get(chip, QCoreApplication.translate("MustReadDesk", "No notes yet")), start_here


STATE, NUMBER, AT, _UNIT = FIRST_COLUMNS
SPEC = RegisterSpec(
    register=must_read.REGISTER,
    lifecycle=must_read.LIFECYCLE,
    chips=must_read.CHIPS,
    columns=(
        STATE,
        NUMBER,
        AT,
        Column(name="title"),
        Column(name="until", width=5.5, says=_until_said, rank=1),
        Column(name="read", width=3.4, says=_read_said, chips=("in_force", "all")),
        Column(name="readers", width=4, rank=2),
        Column(name="handler", title="recorder", width=4, sort="handler", rank=5),
    ),
    mark=mark,
    new_verb="write",
    new_draft=NoteDraft,
    new_title=_new_title,
    title=title,
    subtitle=subtitle,
    facts=facts,
    empty=_empty,
    assists={"write": NoteHelp},
    beside=("end",),
    keys=(
        DeskKey(key="Ctrl+Down", title=_on_title, act=partial(_scroll, _PAGE.SliderPageStepAdd)),
        DeskKey(key="Ctrl+Up", title=_back_title, act=partial(_scroll, _PAGE.SliderPageStepSub)),
    ),
    fits=_fits,
    done=_done,
)


class NoteSteps(DeskSteps):
    """Reading asks for no version: what a colleague has read meanwhile is no conflict (``DUTY-8``)."""

    def version_of(self, verb: str, detail: Any) -> int | None:
        """None: whatever stands there."""
        return None if verb == "read" else super().version_of(verb, detail)


class NotesDesk(RegisterDesk):
    """The desk."""

    steps_kind = NoteSteps


def build(context: Context) -> RegisterDesk:
    """The must-read notes."""
    return NotesDesk(context, SPEC)


DESK = DeskSpec(
    code="must_read",
    order=29,
    title="register.must_read",
    icon="mdi6.email-alert-outline",
    build=build,
    registers=("must_read",),
)
