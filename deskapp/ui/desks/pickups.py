"""The desk of the pickups: what went out today, to whom, on which signature (``MAIL-5``, ``MAIL-8``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from deskapp.domain import pickups
from deskapp.domain.pickups import AmendDraft, ItemPick, Kind, PickupDetail, PickupDraft, PickupRow, State
from deskapp.ui import format as fmt
from deskapp.ui.common.pickup_facts import facts, subtitle, title, units
from deskapp.ui.common.pickup_help import PickupHelp
from deskapp.ui.common.pickup_signature import SignaturePanel
from deskapp.ui.common.printing import at_once, form_of
from deskapp.ui.common.register_desk import RegisterDesk
from deskapp.ui.common.register_spec import Cell, Column, Mark, RegisterSpec, Shape
from deskapp.ui.common.shown_document import document_key
from deskapp.ui.spec import DeskSpec

if TYPE_CHECKING:
    from deskapp.domain.common import Change
    from deskapp.ui.context import Context

PAPER = "pickup_sheet"


def mark(row: PickupRow | PickupDetail) -> Mark:
    """How a pickup is drawn: what the steward took is still on its way."""
    if row.state is State.VOIDED:
        return Mark(Shape.CROSS, "muted")
    if row.kind is Kind.STEWARD:
        return Mark(Shape.HALF, "info")
    return Mark(Shape.CHECK, "ok")


def start(_context: Context, verb: str, detail: PickupDetail | None) -> Mapping[str, Any]:
    """What a step's form begins with."""
    if verb == "amend" and detail is not None:
        return {field.name: getattr(detail, field.name) for field in fields(AmendDraft)}
    return {}


def _units_said(_context: Context, row: PickupRow) -> str:
    return units(row)


def _phone_said(_context: Context, row: PickupRow) -> str:
    return fmt.phone(row.phone)


def _items_said(_context: Context, row: PickupRow) -> str:
    return str(row.items)


def _items_title() -> str:
    return QCoreApplication.translate("PickupsDesk", "Items")


def _new_title() -> str:
    return QCoreApplication.translate("PickupsDesk", "Hand out")


def _empty(chip: str) -> tuple[str, str]:
    start_here = QCoreApplication.translate(
        "PickupsDesk", "F2 hands mail out: scan an item or name the unit, choose who takes it, have it signed."
    )
    if chip in {"today", "mine"}:
        return QCoreApplication.translate("PickupsDesk", "Nothing went out today"), start_here
    return QCoreApplication.translate("PickupsDesk", "No pickups here"), start_here


def _done(desk: RegisterDesk, verb: str, change: Change, _wish: str) -> None:
    """The sheet is printed at once where the workplace chose so."""
    if verb == "hand_out":
        at_once(desk.context, PAPER, change.id)


SPEC = RegisterSpec(
    register=pickups.REGISTER,
    lifecycle=pickups.LIFECYCLE,
    chips=pickups.CHIPS,
    columns=(
        Column(name="state", cell=Cell.STATE, width=1.2),
        Column(name="number", cell=Cell.NUMBER, width=7.6, sort="id", rank=3),
        Column(name="at", cell=Cell.MOMENT, width=6, sort="at", rank=1),
        Column(name="unit", width=6.5, sort="unit", says=_units_said),
        Column(name="items", heading=_items_title, width=2.6, sort="items", says=_items_said),
        Column(name="taker"),
        Column(name="kind", cell=Cell.WORD, width=5, rank=4),
        Column(name="phone", width=6.6, rank=5, says=_phone_said),
        Column(name="handler", width=4, rank=6),
    ),
    mark=mark,
    new_verb="hand_out",
    new_draft=PickupDraft,
    new_title=_new_title,
    title=title,
    subtitle=subtitle,
    facts=facts,
    empty=_empty,
    start=start,
    assists={"hand_out": PickupHelp},
    beside=("amend",),
    keys=(document_key(),),
    done=_done,
    paper=PAPER,
    panel=SignaturePanel,
)


class PickupsDesk(RegisterDesk):
    """What went out; other desks ask it to hand out an item."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, SPEC)

    def handle(self, wish: str, argument: str) -> None:
        """``items:YJ-202611-0001 YJ-202611-0002``: a pickup of these items."""
        if wish == "items":
            self.close_preview()
            self.steps.leave()
            self.steps.begin_new({"items": tuple(ItemPick(item=number) for number in argument.split())})

    def print_entry(self) -> None:
        """Ctrl+P: the sheet of the pickup in front; over the form that hands out, the one to be signed (``MAIL-7``)."""
        form = self.pane.form
        if form is None or form.plan.verb != "hand_out" or self.preview is not None:
            super().print_entry()
        elif form_of(self.context, PAPER) is not None:
            form.look_ahead("pickups.sheet_of", self._to_sign)

    def _to_sign(self, draft: PickupDraft, _sheet: object) -> None:
        self.pages.show_paper(PAPER, 0, ("pickups.sheet_of", {"draft": draft}))


DESK = DeskSpec(
    code="pickups",
    order=22,
    title="register.pickups",
    icon="mdi6.package-up",
    build=PickupsDesk,
    registers=("pickups",),
)
