"""The count sheet 钥匙清点表: every hook in cabinet order, to be ticked by hand, blind (``KEY-6``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from deskapp.domain.inventories import Mark, Sheet, SheetLine, State
from deskapp.domain.paper import PrintOptions
from deskapp.paper import pages
from deskapp.paper.cells import Block, Caption, Cell, Content, Row, Text, Ticks
from deskapp.paper.count_parts import COUNTER_SIGNS, SECOND_SIGNS, about, counted, signatures
from deskapp.paper.forms import Form
from deskapp.paper.kit import Head, Press, state_mark
from deskapp.paper.lists import listed
from deskapp.paper.sheet import MM
from deskapp.paper.speech import Label, term

_PRESENT, _EMPTY = Label("在位", "In"), Label("空位", "Empty")
_REMARK, _HOOK = Label("备注", "Remark"), Label("挂位", "Hook")
_HOW = Label(
    "请看实物逐位清点：在位、空位打√，把数按实数填写，挂错的在备注写明标签编号。",
    "Look at each hook: tick in or empty, write how many keys; where another set hangs, write its code.",
)
_HOW_TO = Label("填写说明", "How")
#: Two hooks stand beside each other, as they do on the wall: hook, in, empty, keys, remark.
_WIDTHS = (17 * MM, 12 * MM, 12 * MM, 13 * MM, 0.0)
_ROW, _BLANK_ROWS = 7.2 * MM, 30


def _header(press: Press) -> Row:
    labels = (_HOOK, _PRESENT, _EMPTY, counted("keys"), _REMARK)
    made = [
        Cell(Caption(label, press.speech), width=width, shaded=True)
        for label, width in zip(labels * 2, _WIDTHS * 2, strict=True)
    ]
    return Row(made, least=4.6 * MM)


def _half(press: Press, line: SheetLine | None) -> list[Cell]:
    """One hook: its boxes, ticked where it was counted before the sheet was printed."""
    mark = line.mark if line is not None else None
    words = ""
    if line is not None and mark is Mark.OTHER:
        words = f"{press.speech.word('inventories.mark.other')} {line.code}"
    contents: tuple[Content, ...] = (
        Text(line.place if line is not None else "", strong=True, align="c"),
        Ticks([""], 0 if mark is Mark.PRESENT else None),
        Ticks([""], 0 if mark is Mark.EMPTY else None),
        Text(str(line.keys) if line is not None and line.keys else "", align="c"),
        Text(words, 7),
    )
    return [Cell(content, width=width) for content, width in zip(contents, _WIDTHS, strict=True)]


def _rows(press: Press, lines: Sequence[SheetLine]) -> Iterator[Row]:
    for part, group in groupby(lines, key=_part):
        here = list(group)
        yield Row([Cell(Text(f"{part} · {len(here)}", 8, strong=True), shaded=True)], least=5 * MM)
        for at in range(0, len(here), 2):
            right = _half(press, here[at + 1]) if at + 1 < len(here) else [Cell(Text(""), width=w) for w in _WIDTHS]
            yield Row([*_half(press, here[at]), *right], least=_ROW)


def _part(line: SheetLine) -> str:
    return line.part


def draw(found: Sheet | None, options: PrintOptions) -> bytes:
    """The sheet of a count, or a blank one for a cabinet that is not in the register yet."""
    title = term("form.key_count_sheet")
    number = found.number if found is not None else ""
    press = Press(options, title=number or title.zh)
    voided = found is not None and found.state is State.VOIDED
    head = Head(title=title, number=number, code=number, watermark=state_mark(voided, False))
    first: list[Block] = [about(press, found), press.row(press.pair(_HOW_TO, press.speech.say(_HOW)))]
    if found is not None and found.void_reason:
        first.append(press.voided(found.void_reason))
    if found is not None:
        rows = list(_rows(press, found.lines))
    else:
        rows = [Row([*_half(press, None), *_half(press, None)], least=_ROW, spare=True) for _ in range(_BLANK_ROWS)]
    last: list[Block] = [
        press.prose(counted("note"), found.note if found is not None else "", least_lines=2),
        signatures(press, COUNTER_SIGNS, SECOND_SIGNS),
    ]
    listed(press, head, first, _header(press), rows, last, size=pages.A4, margin=12 * MM)
    return press.document.finish()


FORM = Form(code="key_count_sheet", register="inventories", source="inventories.sheet", papers=("a4",), draw=draw)
