"""The template of a list: facts over a table whose head stands again on every page, as many pages as it needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from deskapp.paper.cells import Block, Row, draw, flow, total
from deskapp.paper.kit import Head, Press
from deskapp.paper.pages import CONTINUED_HIGH
from deskapp.paper.sheet import MM, Sheet

#: So many rows at least stand on the page with the signatures: what is signed, and who signs it.
_SIGNED = 4


def listed(
    press: Press, head: Head, first: Sequence[Block], header: Row, rows: Sequence[Block], last: Sequence[Block],
    *, size: tuple[float, float], margin: float, under: Callable[[Sequence[Block]], Row] | None = None,
    apart: bool = False,
) -> None:  # fmt: skip
    """``first`` stands over the table on the first page, ``last`` under its last row.

    ``under`` makes a row that ends each page, of what stands on it; it is as high whatever stands there. ``apart`` says
    that ``last`` has heads of its own: it goes on where it comes, on pages that are its alone without the table's head.
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
        _company(dealt, rows, left, apart)
    headed = _headed(dealt, rows, width, left - total(first), left) if apart else len(dealt)
    for number, blocks in enumerate(dealt, 1):
        sheet = Sheet(press.document, *size)
        if head.watermark is not None:
            high = press.head_height(width)
            press.watermark(sheet, margin, 8 * MM + high, width, height - high, head.watermark)
        press.head(sheet, margin, 8 * MM, width, head)
        over = [*(first if number == 1 else ()), *([header] if number <= headed else ())]
        if under is not None:
            blocks.append(under(blocks))
            blocks[-1].fit(width)
        bottom = draw([*over, *blocks], sheet, margin, 8 * MM + press.head_height(width))
        if number < len(dealt):
            press.continued(sheet, margin, bottom + 0.5 * MM, width, number + 1)
        press.foot(sheet, margin, 8 * MM + height, width, number, len(dealt))


def _headed(dealt: Sequence[Sequence[Block]], rows: Sequence[Block], width: float, first: float, left: float) -> int:
    """How many pages have lines of the table on them: the head stands over lines."""
    lines = {id(row) for row in rows}
    if len(dealt) == 1 or any(id(block) in lines for block in dealt[-1]):
        return len(dealt)
    return len(flow(rows, width, first, left))


def _company(dealt: list[list[Block]], rows: Sequence[Block], room: float, apart: bool) -> None:
    """What stands under the table does not go on alone under an empty head: it takes its lines and one row with it.

    What goes on ``apart`` has its signatures on no page of their own.
    """
    lines = {id(row) for row in rows}
    before, end = dealt[-2:]
    while len(before) > 1 and total([before[-1], *end]) <= room:
        alone = len(end) < _SIGNED if apart else id(end[0]) not in lines
        if not alone and not before[-1].leads:
            break
        end.insert(0, before.pop())
