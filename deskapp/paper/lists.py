"""The template of a list: facts over a table whose head stands again on every page, as many pages as it needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from deskapp.paper.cells import Block, Row, draw, flow, total
from deskapp.paper.kit import Head, Press
from deskapp.paper.pages import CONTINUED_HIGH
from deskapp.paper.sheet import MM, Sheet


def listed(
    press: Press, head: Head, first: Sequence[Block], header: Row, rows: Sequence[Block], last: Sequence[Block],
    *, size: tuple[float, float], margin: float, under: Callable[[Sequence[Block]], Row] | None = None,
) -> None:  # fmt: skip
    """``first`` stands over the table on the first page, ``last`` under its last row.

    ``under`` makes a row that ends each page, of what stands on it; it is as high whatever stands there.
    """
    width, height = size[0] - 2 * margin, size[1] - 15 * MM
    room = height - press.head_height(width) - press.foot_height(width)
    if under is not None:
        room -= under(()).fit(width)
    for block in (*first, header):
        block.fit(width)
    left = room - header.height
    dealt = flow([*rows, *last], width, left - total(first), left)
    if len(dealt) > 1:  # every page but the last says where it goes on
        left -= CONTINUED_HIGH
        dealt = flow([*rows, *last], width, left - total(first), left)
        _company(dealt, rows, left)
    for number, blocks in enumerate(dealt, 1):
        sheet = Sheet(press.document, *size)
        if head.watermark is not None:
            high = press.head_height(width)
            press.watermark(sheet, margin, 8 * MM + high, width, height - high, head.watermark)
        press.head(sheet, margin, 8 * MM, width, head)
        over = [*first, header] if number == 1 else [header]
        if under is not None:
            blocks.append(under(blocks))
            blocks[-1].fit(width)
        bottom = draw([*over, *blocks], sheet, margin, 8 * MM + press.head_height(width))
        if number < len(dealt):
            press.continued(sheet, margin, bottom + 0.5 * MM, width, number + 1)
        press.foot(sheet, margin, 8 * MM + height, width, number, len(dealt))


def _company(dealt: list[list[Block]], rows: Sequence[Block], room: float) -> None:
    """What stands under the table does not go on alone under an empty head: it takes its lines and one row with it."""
    lines = {id(row) for row in rows}
    before, end = dealt[-2:]
    while len(before) > 1 and id(end[0]) not in lines and total([before[-1], *end]) <= room:
        end.insert(0, before.pop())
