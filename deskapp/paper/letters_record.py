"""The letters and newspapers of a day or a month on A4, each area's share to be signed for [001·1·5.8] (``MAIL-1``)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from deskapp.domain.letters import LetterList, State
from deskapp.domain.paper import PrintOptions
from deskapp.paper.cells import Cell, Row, Text
from deskapp.paper.forms import Form
from deskapp.paper.kit import Head, Press
from deskapp.paper.letter_rows import (
    Joined,
    delivery_row,
    empty_delivery,
    empty_rows,
    header,
    share_row,
    signatures,
    sums_row,
)
from deskapp.paper.listing import A4_LANDSCAPE, listing
from deskapp.paper.sheet import MM
from deskapp.paper.speech import Label, term

_SUMS = Label("合计（{n} 次投递，作废不计）", "In all ({n} deliveries, void ones left out)")
_NONE = Label("本期没有收到信件、报刊。", "No letters or newspapers came in this period.")
#: On a blank list: so many deliveries, with so many lines to write on for each.
_DELIVERIES, _EMPTY_LINES = 4, 3


def _rows(press: Press, found: LetterList | None) -> Iterator[Row]:
    if found is None:
        for _ in range(_DELIVERIES):
            yield empty_delivery(press)
            yield from empty_rows(_EMPTY_LINES)
        return
    for detail in found.rows:
        voided = detail.state is State.VOIDED
        first, *further = [delivery_row(press, detail), *(share_row(press, one) for one in detail.shares if not voided)]
        yield Joined(cells=(), parts=[first, *further[:1]])
        yield from further[1:]
    if not found.rows:
        yield Row([Cell(Text(press.speech.say(_NONE), align="c"))], least=12 * MM)
        return
    counted = sum(detail.state is not State.VOIDED for detail in found.rows)
    yield sums_row(press, press.speech.fill(_SUMS, {"n": counted}), found.letters, found.newspapers)
    yield signatures(press)


def draw(found: LetterList | None, options: PrintOptions) -> bytes:
    """The list of a period, or a blank one to go on with by hand."""
    title = term("form.letters_record")
    press = Press(options, title=f"{title.zh} {found.number}" if found else title.zh)
    head = Head(title=title, number=found.number if found else "")
    listing(press, head, partial(header, press), list(_rows(press, found)), A4_LANDSCAPE, 10 * MM)
    return press.document.finish()


FORM = Form(code="letters_record", register="letters", source="letters.period", papers=("a4",), draw=draw, period=True)
