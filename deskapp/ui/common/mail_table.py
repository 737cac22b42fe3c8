"""The mail's table, and what an item calls for: its columns, the step offered first, what forms begin with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from deskapp.domain import carriers
from deskapp.domain.mail import AmendDraft, Channel, IdentifyDraft, ItemDetail, ItemRow, Reason, State
from deskapp.ui import format as fmt
from deskapp.ui.common.register_spec import Cell, Column

if TYPE_CHECKING:
    from deskapp.ui.context import Context


def start(_context: Context, verb: str, detail: ItemDetail | None) -> Mapping[str, Any]:
    """What a step's form begins with: the attempt proposed, what is known already."""
    if detail is None:
        return {}
    match verb:
        case "notify":
            return {"channel": detail.next_try.channel if detail.next_try else Channel.PHONE}
        case "send_back":
            usual = Reason.UNKNOWN if detail.state is State.UNKNOWN else Reason.OVERDUE
            return {"reason": detail.return_reason or usual}
        case "amend" | "identify":
            draft = AmendDraft if verb == "amend" else IdentifyDraft
            return {field.name: getattr(detail, field.name) for field in fields(draft)}
        case _:
            return {}


def calls_for(detail: ItemDetail) -> str:
    """Whoever waits is told first; nobody who was reached is told again until it is overdue (``MAIL-4``)."""
    if detail.state is not State.WAITING:
        return ""
    never = not detail.attempts
    again = detail.next_try is not None and detail.next_try.at <= fmt.now()
    return "notify" if never or again else ""


def ahead(detail: ItemDetail) -> tuple[str, ...]:
    """What is at hand beside the main step: an attempt while it waits, else what its state is about."""
    return {State.WAITING: ("notify",), State.HELD: ("notify",), State.UNKNOWN: ("identify",)}.get(detail.state, ())


def _carrier_said(context: Context, row: ItemRow) -> str:
    return carriers.name(row.carrier, context.language)


def _attempts_said(_context: Context, row: ItemRow) -> str:
    return f"×{row.attempts}" if row.attempts else "–"


def empty(chip: str) -> tuple[str, str]:
    """What a chip with nothing in it says."""
    translate = QCoreApplication.translate
    begin = translate("MailDesk", "F2 checks in: scan, two or three characters of the name or unit, Enter, the next.")
    said = {
        "here": translate("MailDesk", "No item lies here"),
        "notify": translate("MailDesk", "Everybody who has mail here has been told"),
        "overdue": translate("MailDesk", "Nothing is overdue"),
        "unknown": translate("MailDesk", "Every item has its addressee"),
        "return": translate("MailDesk", "Nothing is to go back"),
        "steward": translate("MailDesk", "The stewards have nothing in hand"),
        "damaged": translate("MailDesk", "Nothing here is damaged"),
        "today": translate("MailDesk", "Nothing has come today yet"),
    }
    return said.get(chip, translate("MailDesk", "No items yet")), begin


COLUMNS = (
    Column(name="state", cell=Cell.STATE, width=1.2),
    Column(name="number", cell=Cell.NUMBER, width=7.6, sort="id", rank=7),
    Column(name="place", width=4.6),
    Column(name="unit", width=5, sort="unit"),
    Column(name="recipient", width=6),
    Column(name="carrier", width=5.6, rank=2, says=_carrier_said),
    Column(name="tracking", rank=0),
    Column(name="at", cell=Cell.MOMENT, width=6, sort="at", rank=4),
    Column(name="attempts", width=3.6, rank=5, says=_attempts_said),
    Column(name="due", cell=Cell.CLOCK, width=6.8, sort="due"),
    Column(name="handler", width=4, rank=8),
)
