"""Labels for sets of keys on label sheets: hook, code, number; never the door, nor whose keys these are (``KEY-7``)."""

from __future__ import annotations

from deskapp.domain.key_labels import SHEETS, KeyLabel, KeyLabels
from deskapp.domain.paper import PrintOptions
from deskapp.paper.fonts import regular
from deskapp.paper.forms import Form
from deskapp.paper.label_run import Box, fitting, run
from deskapp.paper.sheet import MM, Sheet
from deskapp.paper.speech import term

#: What a printer may be off, on each side of a label.
_EDGE = 1.6 * MM
_GAP = 1.4 * MM
#: The code's part of the label's width, at most, and the side that is enough for any reader.
_SHARE, _MOST = 0.44, 22 * MM
_HOOKS = tuple(float(size) for size in range(30, 6, -1))
#: The least size in which the number is read with the label in the hand.
_READABLE = 6.5
_NUMBERS = (9.0, 8.0, 7.0, 6.5, 6.0, 5.5, 5.0, 4.6, 4.2)


def _side(wide: float, high: float) -> float:
    """The code's side where nothing stands under it."""
    return min(high - 2 * _EDGE, wide * _SHARE, _MOST)


def _label(sheet: Sheet, box: Box, label: KeyLabel) -> None:
    """The code at the left; hook over number, centred in what is left, where the number can be read there."""
    x, y, wide, high = box
    side = _side(wide, high)
    if regular().measure(label.number, _READABLE) > wide - 2 * _EDGE - side - _GAP:
        _narrow(sheet, box, label)
        return
    sheet.qr(x + _EDGE, y + (high - side) / 2, side, label.number)
    left = x + _EDGE + side + _GAP
    room = x + wide - _EDGE - left
    middle, center = left + room / 2, y + high / 2
    small = fitting(label.number, room, _NUMBERS, strong=False)
    if not label.hook:
        sheet.text(middle, center + small * 0.36, label.number, small, align="c")
        return
    large = min(fitting(label.hook, room, _HOOKS, strong=True), (high - 2 * _EDGE) * 0.5)
    # Both lines with the gap between them stand in the middle of the label's height.
    top = center - (large * 0.74 + small * 1.5) / 2
    sheet.text(middle, top + large * 0.74, label.hook, large, strong=True, align="c")
    sheet.text(middle, top + large * 0.74 + small * 1.4, label.number, small, align="c")


def _narrow(sheet: Sheet, box: Box, label: KeyLabel) -> None:
    """A small label: code and hook beside each other, the number under both over the whole width."""
    x, y, wide, high = box
    room = wide - 2 * _EDGE
    small = fitting(label.number, room, _NUMBERS, strong=False)
    sheet.text(x + wide / 2, y + high - _EDGE - small * 0.22, label.number, small, align="c")
    over = high - 2 * _EDGE - small * 1.2 - 0.8 * MM  # a code keeps clear of what stands under it
    side = min(over, wide * _SHARE, _MOST)
    left = x + _EDGE
    if label.hook:
        beside = room - side - _GAP
        large = min(fitting(label.hook, beside, _HOOKS, strong=True), over * 0.6)
        middle = left + side + _GAP + beside / 2
        sheet.text(middle, y + _EDGE + over / 2 + large * 0.36, label.hook, large, strong=True, align="c")
    else:
        left = x + (wide - side) / 2
    sheet.qr(left, y + _EDGE + (over - side) / 2, side, label.number)


def draw(found: KeyLabels | None, options: PrintOptions) -> bytes:
    """Sheets of labels from the first free place on; a blank one shows the outlines, to hold against a sheet."""
    title = term("form.key_labels").zh
    labels = found.labels if found is not None else None
    return run(options, labels, _label, title=f"{title} {found.number}" if found is not None else title)


FORM = Form(code="key_labels", register="cabinet", source="keys.labels", papers=SHEETS, draw=draw, labels=True)
