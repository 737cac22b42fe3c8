"""What the papers of the mail register say in the same way: carriers, kinds, tracking numbers, times, empty cells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from deskapp.domain.mail import Condition, Kind
from deskapp.domain.words import has_word
from deskapp.paper.cells import Cell, Row, Text
from deskapp.paper.speech import Label, Speech, field, term

_mail = partial(field, "mail")

ORDINAL, ITEM = Label("序", "No."), Label("编号", "Number")
UNIT = term("field.unit")
TRACKING, KIND, CARRIER, RECIPIENT = _mail("tracking"), _mail("kind"), _mail("carrier"), _mail("recipient")
PLACE, CONDITION, RECEIVED = _mail("place"), _mail("condition"), _mail("received_at")
OFFICE_SIGNS = Label("经办人签名", "Office signs")
DOCUMENT = Label("证件", "ID document")
SIGNED_AT = Label("签收时间", "Signed at")
_ITEM, _ITEMS = Label("{n} 件", "{n} item"), Label("{n} 件", "{n} items")
#: What is said of a number on paper that others see: its end.
TAIL = 4


def carrier(speech: Speech, code: str) -> str:
    """A carrier's name: its word where it has one, else as it was typed."""
    key = f"carrier.{code}"
    return speech.word(key) if code and has_word(key) else code


def kind(speech: Speech, value: Kind) -> str:
    """What an item is."""
    return speech.word(f"mail.kind.{value}")


def items(speech: Speech, count: int) -> str:
    """How many items."""
    return speech.fill(_ITEM if count == 1 else _ITEMS, {"n": count})


def condition(speech: Speech, value: Condition, damage: str) -> str:
    """How an item arrived; what is damaged says how (``MAIL-2``)."""
    said = speech.word(f"mail.condition.{value}")
    return f"{said}\n{damage}" if damage else said


def tail(tracking: str) -> str:
    """The end of a tracking number, before the count of its pieces: it tells items apart and fetches none."""
    return tracking.partition("-")[0][-TAIL:]


def short(moment: datetime | None) -> str:
    """A moment of this year in little room."""
    return f"{moment.astimezone():%m-%d %H:%M}" if moment is not None else ""


def lines(*parts: str) -> str:
    """What is said, each on a line of its own."""
    return "\n".join(part for part in parts if part)


def cells(contents: Sequence[Text], widths: Sequence[float]) -> list[Cell]:
    """A row's cells in their columns; a width of 0 takes what is left."""
    return [Cell(content, width=width) for content, width in zip(contents, widths, strict=True)]


def empty(widths: Sequence[float], least: float) -> Row:
    """A row to write in, left out where there is no room for it."""
    return Row(cells([Text("") for _ in widths], widths), least=least, spare=True)
