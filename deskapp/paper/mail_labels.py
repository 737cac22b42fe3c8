"""Labels of the mail's shelf: of items with code, unit and place, and of the places themselves (``MAIL-9``)."""

from __future__ import annotations

from deskapp.domain.key_labels import SHEETS
from deskapp.domain.mail_lists import ItemLabel, ItemLabels, ShelfLabels
from deskapp.domain.paper import PrintOptions
from deskapp.paper.fonts import bold, regular
from deskapp.paper.label_run import Box, fitting, run
from deskapp.paper.sheet import MM, Sheet
from deskapp.paper.speech import term

#: What a printer may be off, on each side of a label.
_EDGE = 1.6 * MM
#: The code's part of the label's width, at most, and the side that is enough for any reader.
_SHARE, _MOST = 0.38, 20 * MM
#: The white that a reader needs beside a code: four of its 21 modules.
_CLEAR = 4 / 21
_PLACES = tuple(float(size) for size in range(40, 6, -1))
_UNITS = tuple(size / 2 for size in range(36, 9, -1))
_NUMBERS = (9.0, 8.0, 7.0, 6.5, 6.0, 5.5, 5.0)
#: The least size in which the number is read with the label in the hand.
_READABLE = 6.5
#: How much of the height place, unit and number take where they stand one over the other.
_PLACE_HIGH, _UNIT_HIGH = 0.42, 0.28


def _line(sheet: Sheet, left: float, low: float, room: float, text: str, size: float, *, strong: bool) -> None:
    """A line in the middle of its room; what is too long even in the smallest type ends in an ellipsis."""
    style = bold() if strong else regular()
    if style.measure(text, size) > room:
        while text and style.measure(f"{text}…", size) > room:
            text = text[:-1]
        text = f"{text}…"
    sheet.text(left + room / 2, low, text, size, strong=strong, align="c")


def _item(sheet: Sheet, box: Box, label: ItemLabel) -> None:
    """The code at the left; beside it the place as large as it goes, then the unit, then the number."""
    x, y, wide, high = box
    side = min(high - 2 * _EDGE, wide * _SHARE, _MOST)
    room = wide - 2 * _EDGE - side * (1 + _CLEAR)
    if regular().measure(label.number, _READABLE) > room:
        _small_item(sheet, box, label)
        return
    sheet.qr(x + _EDGE, y + (high - side) / 2, side, label.number)
    left, inner = x + _EDGE + side * (1 + _CLEAR), high - 2 * _EDGE
    large = min(fitting(label.place, room, _PLACES, strong=True), inner * _PLACE_HIGH) if label.place else 0.0
    middle = min(fitting(label.unit, room, _UNITS, strong=True), inner * (_UNIT_HIGH if large else _PLACE_HIGH))
    small = fitting(label.number, room, _NUMBERS, strong=False)
    # The lines with their gaps stand in the middle of the label's height.
    steps = [step for step in (large * 1.02, middle * 1.08 if label.unit else 0.0, small) if step]
    low = y + (high - sum(steps)) / 2 - small * 0.1
    texts = [(label.place, large, True), (label.unit, middle, True), (label.number, small, False)]
    for (text, size, strong), step in zip([each for each in texts if each[0]], steps, strict=True):
        low += step
        _line(sheet, left, low - step * 0.12, room, text, size, strong=strong)


def _small_item(sheet: Sheet, box: Box, label: ItemLabel) -> None:
    """A small label: code and place beside each other, unit and number under both over the whole width."""
    x, y, wide, high = box
    left, room = x + _EDGE, wide - 2 * _EDGE
    small = fitting(label.number, room, _NUMBERS[2:], strong=False)
    low = y + high - _EDGE - small * 0.2
    _line(sheet, left, low, room, label.number, small, strong=False)
    low -= small * 1.15
    if label.unit and label.place:
        middle = fitting(label.unit, room, [size for size in _UNITS if size <= 8.5], strong=True)
        _line(sheet, left, low, room, label.unit, middle, strong=True)
        low -= middle * 0.95
    over = low - y - _EDGE
    side = min(over / (1 + _CLEAR), wide * _SHARE, _MOST)
    sheet.qr(left, y + _EDGE, side, label.number)
    beside, said = room - side * (1 + _CLEAR), label.place or label.unit
    large = min(fitting(said, beside, _PLACES, strong=True), side * 0.8)
    _line(sheet, left + side * (1 + _CLEAR), y + _EDGE + side / 2 + large * 0.36, beside, said, large, strong=True)


def _place(sheet: Sheet, box: Box, label: str) -> None:
    """A place's code and, as large as it goes, its name: read from two steps away."""
    x, y, wide, high = box
    side = min(high - 2 * _EDGE, wide * _SHARE, _MOST)
    sheet.qr(x + _EDGE, y + (high - side) / 2, side, label)
    left, room = x + _EDGE + side * (1 + _CLEAR), wide - 2 * _EDGE - side * (1 + _CLEAR)
    large = min(fitting(label, room, _PLACES, strong=True), high - 2 * _EDGE)
    _line(sheet, left, y + high / 2 + large * 0.36, room, label, large, strong=True)


def draw_items(found: ItemLabels | None, options: PrintOptions) -> bytes:
    """Labels of items from the first free place of a sheet on; a blank one shows the outlines."""
    title = term("form.mail_label").zh
    labels = found.labels if found is not None else None
    return run(options, labels, _item, title=f"{title} {found.number}" if found is not None else title)


def draw_places(found: ShelfLabels | None, options: PrintOptions) -> bytes:
    """Labels of a shelf's places in the order of its boards; a blank one shows the outlines."""
    title = term("form.shelf_labels").zh
    labels = found.labels if found is not None else None
    return run(options, labels, _place, title=f"{title} {found.number}" if found is not None else title)


#: The label sheets there are: the keys' own.
PAPERS = SHEETS
