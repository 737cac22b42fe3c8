"""Page templates: how the rows of one or more copies are dealt out to sheets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from deskapp.paper.cells import Block, draw, flow, spread
from deskapp.paper.kit import Head, Press
from deskapp.paper.sheet import MM, Sheet

A4 = (210 * MM, 297 * MM)
A5_LANDSCAPE = (210 * MM, 148 * MM)
CONTINUED_HIGH = 4 * MM
#: What a row of stretch 1 may grow by: a stretched row stays a row.
STRETCH_MOST = 14 * MM


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of a form: what stands over it, and its rows, made anew each time they are asked for."""

    head: Head
    rows: Callable[[], Sequence[Block]]


@dataclass(frozen=True, slots=True)
class Frame:
    """Where one page of a copy stands on its sheet."""

    x: float
    y: float
    width: float
    height: float

    def room(self, press: Press) -> float:
        """The height left for rows between head and foot."""
        return self.height - press.head_height(self.width) - press.foot_height(self.width)


@dataclass(slots=True)
class _Part:
    """One page of a copy, dealt out and waiting to be drawn."""

    copy: Copy
    blocks: list[Block]
    number: int
    of: int


def single(press: Press, copies: Sequence[Copy], size: tuple[float, float], margin: float) -> None:
    """Each copy on pages of its own."""
    frame = Frame(margin, 8 * MM, size[0] - 2 * margin, size[1] - 15 * MM)
    for copy in copies:
        for part in _deal(press, copy, frame, frame):
            sheet = Sheet(press.document, *size)
            _draw(press, sheet, frame, part)


def thirds(press: Press, copies: Sequence[Copy]) -> None:
    """Three copies on one A4, to be cut apart.

    What does not fit into its third goes on a second A4 in thirds when that is enough for all three, otherwise on
    whole pages for each copy.
    """
    high = A4[1] / 3
    frames = [Frame(12 * MM, index * high + 4.6 * MM, A4[0] - 24 * MM, high - 7.4 * MM) for index in range(3)]
    whole = Frame(12 * MM, 10 * MM, A4[0] - 24 * MM, A4[1] - 18 * MM)
    dealt = [_deal(press, copy, frames[0], frames[0]) for copy in copies]
    in_thirds = max(len(parts) for parts in dealt)
    if in_thirds > 2:
        dealt = [_deal(press, copy, frames[0], whole) for copy in copies]
        in_thirds = 1
    for number in range(in_thirds):
        sheet = Sheet(press.document, *A4)
        for index in range(1, 3):
            sheet.cut_line(index * high)
        for frame, parts in zip(frames, dealt, strict=True):
            if number < len(parts):
                _draw(press, sheet, frame, parts[number])
    for parts in dealt:
        for part in parts[in_thirds:]:
            _draw(press, Sheet(press.document, *A4), whole, part)


def _deal(press: Press, copy: Copy, first: Frame, further: Frame) -> list[_Part]:
    room = first.room(press)
    pages = flow(copy.rows(), first.width, room, further.room(press))
    if len(pages) > 1:
        # Every page but the last says where it goes on.
        pages = flow(copy.rows(), first.width, room - CONTINUED_HIGH, further.room(press) - CONTINUED_HIGH)
    return [_Part(copy, blocks, number, len(pages)) for number, blocks in enumerate(pages, 1)]


def _draw(press: Press, sheet: Sheet, frame: Frame, part: _Part) -> None:
    head = part.copy.head
    last = part.number == part.of
    if head.watermark is not None:
        high = press.head_height(frame.width)
        press.watermark(sheet, frame.x, frame.y + high, frame.width, frame.height - high, head.watermark)
    press.head(sheet, frame.x, frame.y, frame.width, head)
    if last:
        spread(part.blocks, frame.room(press), STRETCH_MOST)
    bottom = draw(part.blocks, sheet, frame.x, frame.y + press.head_height(frame.width))
    if not last:
        press.continued(sheet, frame.x, bottom + 0.5 * MM, frame.width, part.number + 1)
    press.foot(sheet, frame.x, frame.y + frame.height, frame.width, part.number, part.of)
