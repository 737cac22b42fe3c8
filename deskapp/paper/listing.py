"""Lists over as many pages as they need, the columns' heads on each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from deskapp.paper.cells import Row, draw
from deskapp.paper.kit import Head, Press
from deskapp.paper.pages import CONTINUED_HIGH, Frame
from deskapp.paper.sheet import MM, Sheet

A4_LANDSCAPE = (297 * MM, 210 * MM)


def listing(
    press: Press, head: Head, header: Callable[[], Row], rows: Sequence[Row], size: tuple[float, float], margin: float
) -> None:
    """Deal the rows out; none is parted, and the last two (sum, signatures) stay on one page with a line above them."""
    frame = Frame(margin, 8 * MM, size[0] - 2 * margin, size[1] - 15 * MM)
    top = header()
    room = frame.room(press) - top.fit(frame.width) - CONTINUED_HIGH
    pages: list[list[Row]] = [[]]
    left = room
    for at, row in enumerate(rows):
        high = row.fit(frame.width)
        kept = high if at != len(rows) - 3 else high + sum(later.fit(frame.width) for later in rows[-2:])
        if kept > left and pages[-1]:
            pages.append([])
            left = room
        pages[-1].append(row)
        left -= high
    for number, part in enumerate(pages, 1):
        sheet = Sheet(press.document, *size)
        press.head(sheet, frame.x, frame.y, frame.width, head)
        bottom = draw([top, *part], sheet, frame.x, frame.y + press.head_height(frame.width))
        if number < len(pages):
            press.continued(sheet, frame.x, bottom + 0.5 * MM, frame.width, number + 1)
        press.foot(sheet, frame.x, frame.y + frame.height, frame.width, number, len(pages))
