"""The desk of keys handed over and entrusted: itemised, signed, and where the keys are since (``KEY-5``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from deskapp.domain import transfers
from deskapp.domain.common import Ref
from deskapp.domain.directory import IdType
from deskapp.domain.transfers import AmendDraft, HandItem, Kind, State, TransferDetail, TransferDraft, TransferRow
from deskapp.ui import format as fmt
from deskapp.ui.common.desk_acts import print_or_show, step_key
from deskapp.ui.common.parts import while_alive
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
    written_down,
)
from deskapp.ui.common.transfer_help import AmendHelp, TransferHelp, hides
from deskapp.ui.spec import DeskSpec

if TYPE_CHECKING:
    from deskapp.domain.common import Change
    from deskapp.domain.keys import KeyHit, KeySetDetail
    from deskapp.ui.context import Context

PAPER = "key_handover"
_MARKS = {
    State.RECORDED: Mark(Shape.ARROW, "soon"),
    State.SIGNED: Mark(Shape.CHECK, "ok"),
    State.VOIDED: Mark(Shape.CROSS, "muted"),
}


def mark(row: TransferRow | TransferDetail) -> Mark:
    """How an entry is drawn: keys in trust are half the office's, until the owner has them back."""
    if row.state is State.SIGNED and row.kind is Kind.ENTRUSTED:
        return Mark(Shape.HALF, "info") if row.returned_at is None else Mark(Shape.CHECK, "muted")
    return _MARKS[row.state]


def title(context: Context, detail: TransferDetail) -> str:
    """Which way the keys went, and of which unit."""
    return f"{context.word(f'transfers.kind.{detail.kind}')} · {detail.unit}"


def facts(context: Context, detail: TransferDetail) -> Sequence[Fact]:
    """Who, with what document, which keys, what for, until when."""
    line = partial(field_fact, context, "transfers")
    person = f"{detail.resident}（{context.word(f'directory.relation.{detail.relation}')}）"
    shown = detail.id_type is not IdType.NONE
    document = f"{context.word(f'directory.id_type.{detail.id_type}')} {detail.id_number_masked}" if shown else ""
    unsigned = QCoreApplication.translate("TransfersDesk", "not yet")
    over = bool(detail.until and detail.returned_at is None and detail.until < fmt.now().astimezone().date())
    return [
        line("resident", person, "strong"),
        line("phone", fmt.phone(detail.phone)),
        line("id_type", document),
        *_keys(context, detail),
        line("instruction", detail.instruction, "strong"),
        line("until", f"{detail.until:%Y-%m-%d}" if detail.until else "", "late" if over else ""),
        line("returned_at", fmt.clock(detail.returned_at)),
        line("signed_at", fmt.clock(detail.signed_at) or unsigned, "" if detail.signed_at else "soon"),
        line("note", detail.note),
        line("happened_reason", detail.happened_reason),
        Fact(label=context.word("transfers.step.void"), text=detail.void_reason),
        *linked_facts(context, detail.linked),
    ]


def _keys(context: Context, detail: TransferDetail) -> list[Fact]:
    """Every line of the list, under its set, which leads to the cabinet."""
    label = context.label("transfers", "items")
    made: dict[int, list[str]] = {}
    for line in detail.lines:
        made.setdefault(line.set_id, [" ".join(part for part in (line.hook, line.number) if part)])
        made[line.set_id].append(f"{line.description} × {line.count}")
    numbers = {line.set_id: line.number for line in detail.lines}
    return [
        Fact(label=label, text=" · ".join(texts), ref=Ref("keys", id, numbers[id])) for id, texts in made.items()
    ]  # fmt: skip


def start(_context: Context, verb: str, detail: TransferDetail | None) -> Mapping[str, Any]:
    """What a step's form begins with."""
    if verb == "sign":
        return {"signed_at": fmt.now()}
    if verb == "amend" and detail is not None:
        return {field.name: getattr(detail, field.name) for field in fields(AmendDraft)}
    return {}


def _done(desk: RegisterDesk, verb: str, change: Change, _wish: str) -> None:
    """What was recorded is printed, to be signed by both."""
    if verb == "record":
        print_or_show(desk, change.id)


def _new_title() -> str:
    return QCoreApplication.translate("TransfersDesk", "New hand-over")


def _sign_text() -> str:
    return QCoreApplication.translate("TransfersDesk", "The resident has signed")


def _empty(chip: str) -> tuple[str, str]:
    start_here = QCoreApplication.translate(
        "TransfersDesk", "F2 writes down keys that an owner takes at move-in, leaves in trust, or takes back."
    )
    if chip == "unsigned":
        return QCoreApplication.translate("TransfersDesk", "Everything is signed"), start_here
    if chip in {"trusted", "ended"}:
        return QCoreApplication.translate("TransfersDesk", "No keys in trust here"), start_here
    return QCoreApplication.translate("TransfersDesk", "No keys handed over here"), start_here


SPEC = RegisterSpec(
    register=transfers.REGISTER,
    lifecycle=transfers.LIFECYCLE,
    chips=transfers.CHIPS,
    columns=(
        *FIRST_COLUMNS,
        Column(name="kind", cell=Cell.WORD, width=5, rank=1),
        Column(name="resident", width=5, sort="resident"),
        Column(name="items"),
        Column(name="handler", width=4, rank=5),
    ),
    mark=mark,
    new_verb="record",
    new_draft=TransferDraft,
    new_title=_new_title,
    title=title,
    subtitle=written_down("at"),
    facts=facts,
    empty=_empty,
    start=start,
    hides={"record": hides},
    assists={"record": TransferHelp, "amend": AmendHelp},
    beside=("amend",),
    keys=(step_key("Ctrl+E", _sign_text, "sign"),),
    done=_done,
    paper=PAPER,
)


class TransfersDesk(RegisterDesk):
    """Keys handed over and entrusted; other desks ask it to begin with a set."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, SPEC)

    def handle(self, wish: str, argument: str) -> None:
        """``hand_over:A007`` gives the set of a hook to its owner; ``entrust:3-2-1102`` leaves a unit's keys here."""
        self.close_preview()
        if wish == "hand_over":
            self.context.ask("keys.resolve", while_alive(self, self._resolved), owner=self, token="key", text=argument)
        elif wish == "entrust":
            self.steps.leave()
            self.steps.begin_new({"kind": Kind.ENTRUSTED, "unit": argument})

    def _resolved(self, hits: tuple[KeyHit, ...]) -> None:
        if hits and hits[0].set_id is not None:
            then = while_alive(self, self._read)
            self.context.ask("keys.detail", then, owner=self, token="set", id=hits[0].set_id)

    def _read(self, found: KeySetDetail) -> None:
        self.steps.leave()
        word = QCoreApplication.translate("TransfersDesk", "Door key")
        form = self.steps.begin_new({"unit": found.unit})
        form.fill({"items": (HandItem(key=found.hook, description=word, count=found.keys),)})


DESK = DeskSpec(
    code="transfers",
    order=19,
    title="register.transfers",
    icon="mdi6.key-arrow-right",
    build=TransfersDesk,
    registers=("transfers",),
)
