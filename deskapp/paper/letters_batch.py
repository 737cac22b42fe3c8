"""One delivery of letters and newspapers on A4: each area's share to be signed for [001·1·4.2.3] (``MAIL-1``)."""

from __future__ import annotations

from collections.abc import Iterator

from deskapp.domain.letters import LetterDetail, State
from deskapp.domain.paper import PrintOptions
from deskapp.paper.cells import Cell, Row, Text
from deskapp.paper.forms import Form
from deskapp.paper.kit import VOID, Head, Press
from deskapp.paper.letter_rows import condition, empty_rows, header, said, share_row, signatures, sums_row
from deskapp.paper.lists import listed
from deskapp.paper.sheet import MM
from deskapp.paper.speech import Label, term

_A4 = (210 * MM, 297 * MM)
_SUMS = Label("合计", "In all")
_EMPTY_LINES = 18


def _facts(press: Press, detail: LetterDetail | None) -> Iterator[Row]:
    """When and from whom it came, whether it was whole, when the stewards were told."""
    speech = press.speech
    source = speech.word(f"letters.source.{detail.source}") if detail else ""
    means = speech.word(f"letters.means.{detail.means}") if detail and detail.means else ""
    yield press.row(
        press.pair(said("at"), press.moment(speech.clock(detail.at) if detail else "")),
        press.pair(said("source"), source),
        press.pair(said("deliverer"), detail.deliverer if detail else ""),
    )
    yield press.row(
        press.pair(said("notified_at"), press.moment(speech.clock(detail.notified_at) if detail else "")),
        press.pair(said("means"), means),
        press.pair(said("recorder"), detail.recorder if detail else ""),
    )
    yield press.row(press.pair(said("condition"), condition(press, detail) if detail else ""))
    if detail is not None and detail.note:
        yield press.row(press.pair(term("field.note"), detail.note))


def _shares(press: Press, detail: LetterDetail | None) -> Iterator[Row]:
    if detail is None:
        yield from empty_rows(_EMPTY_LINES)
        return
    yield from (share_row(press, share) for share in detail.shares)


def draw(detail: LetterDetail | None, options: PrintOptions) -> bytes:
    """The sheet of a delivery, or a blank one for a power cut."""
    title = term("form.letters_batch")
    press = Press(options, title=f"{title.zh} {detail.number}" if detail else title.zh)
    number = detail.number if detail else ""
    voided = detail is not None and detail.state is State.VOIDED
    head = Head(title=title, number=number, code=number, watermark=VOID if voided else None)
    last: list[Row] = []
    if detail is not None:
        last.append(sums_row(press, press.speech.say(_SUMS), detail.letters, detail.newspapers))
        if voided:
            words = f"{press.speech.word('field.void_reason')} {detail.void_reason}"
            last.append(Row([Cell(Text(words, strong=True))]))
    last.append(signatures(press))
    first, rows = list(_facts(press, detail)), list(_shares(press, detail))
    listed(press, head, first, header(press), rows, last, size=_A4, margin=12 * MM)
    return press.document.finish()


FORM = Form(code="letters_batch", register="letters", source="letters.detail", papers=("a4",), draw=draw)
