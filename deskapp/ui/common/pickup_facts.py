"""What the detail of a pickup says: who took which items, how that person was known, what was signed before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from deskapp.domain.common import Ref
from deskapp.domain.directory import IdType
from deskapp.domain.mail import REGISTER as MAIL
from deskapp.domain.pickups import Kind, PickupDetail, PickupLine, PickupRow
from deskapp.ui import format as fmt
from deskapp.ui.common.register_spec import Fact, field_fact
from deskapp.ui.common.shown_document import masked

if TYPE_CHECKING:
    from deskapp.ui.context import Context

#: So many units are named; of a steward's pile the others are counted.
_UNITS = 3
#: A recipient's name is cut after so many characters.
_NAME = 10


def units(row: PickupRow | PickupDetail) -> str:
    """The units of a pickup; many are counted."""
    codes = row.unit.split()
    if len(codes) <= _UNITS:
        return " ".join(codes)
    return QCoreApplication.translate("PickupsDesk", "{first} …, {count} units").format(
        first=codes[0], count=len(codes)
    )


def related(name: str, relation: str) -> str:
    """Somebody, and what they are to the resident."""
    both = QCoreApplication.translate("PickupsDesk", "{name} ({relation})")
    return both.format(name=name, relation=relation) if relation else name


def title(_context: Context, detail: PickupDetail) -> str:
    """Who took how much, of which unit."""
    said = QCoreApplication.translate("PickupsDesk", "{count} item(s)").format(count=detail.total)
    return " · ".join(part for part in (detail.taker, units(detail), said) if part)


def subtitle(context: Context, detail: PickupDetail) -> str:
    """Number, to whom, when, by whom."""
    parts = (detail.number, context.word(f"pickups.kind.{detail.kind}"), fmt.clock(detail.picked_at), detail.recorder)
    return " · ".join(part for part in parts if part)


def facts(context: Context, detail: PickupDetail) -> Sequence[Fact]:
    """Who and how known, the items one by one, the signature before."""
    line = partial(field_fact, context, "pickups")
    resident = detail.kind is Kind.RESIDENT
    relation = context.word(detail.relation) if detail.relation else ""
    who = related(detail.taker, relation)
    return [
        line("taker", who, "strong"),
        line("phone", fmt.phone(detail.phone)),
        line("check", context.word(f"pickups.check.{detail.check}") if resident else ""),
        line("id_number", _document(context, detail)),
        line("approved_by", detail.approved_by),
        *_proxy(context, detail),
        *_items(detail),
        *_earlier(context, detail),
        line("happened_reason", detail.happened_reason),
        line("note", detail.note),
        line("void_reason", detail.void_reason),
        *_linked(context, detail),
    ]


def _document(context: Context, detail: PickupDetail) -> str:
    return "" if detail.id_type is IdType.NONE else masked(context, detail.id_type, detail.id_number_masked)


def _proxy(context: Context, detail: PickupDetail) -> Iterator[Fact]:
    if detail.proxy is not None:
        yield Fact(label=context.label("pickups", "proxy"), text=detail.proxy.number, ref=detail.proxy)


def _items(detail: PickupDetail) -> Iterator[Fact]:
    """Each item with the place it lay at, or with its unit where there are several; it leads to the item."""
    said = QCoreApplication.translate("PickupsDesk", "{count} item(s), signed for").format(count=detail.total)
    yield Fact(label=said, text="", heading=True)
    several = len(detail.unit.split()) > 1
    for line in detail.lines:
        label = line.item.unit if several else line.place
        yield Fact(label=label or "–", text=_item(line), ref=Ref(MAIL, line.item.id, line.item.number))


def _item(line: PickupLine) -> str:
    """What leads somewhere stands on one line: a long name is cut, the item itself says all of it."""
    name = line.item.recipient
    return f"{line.item.number} · {name if len(name) <= _NAME else name[: _NAME - 1] + '…'}"


def _earlier(context: Context, detail: PickupDetail) -> Iterator[Fact]:
    """Where the picture of the signature before lies (``MAIL-8``)."""
    if detail.earlier is not None:
        text = f"{detail.earlier.ref.number} · {fmt.clock(detail.earlier.at)}"
        yield Fact(label=context.label("pickups", "earlier"), text=text, ref=detail.earlier.ref)


def _linked(context: Context, detail: PickupDetail) -> Iterator[Fact]:
    """What belongs to it besides what is named above."""
    named = {line.item.id for line in detail.lines}
    for ref in detail.linked:
        if not (ref.register == MAIL and ref.id in named) and ref != detail.proxy:
            yield Fact(label=context.word(f"register.{ref.register}.one"), text=ref.number, ref=ref)
