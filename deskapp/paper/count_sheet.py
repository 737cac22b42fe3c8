"""The count sheet 清点表: every place in order, to be ticked by hand, blind (``KEY-6``); here a cabinet's hooks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from deskapp.domain.inventories import KEYS, Mark, Sheet, SheetLine, State, papers_of, said
from deskapp.domain.paper import PrintOptions
from deskapp.paper import count_things, pages
from deskapp.paper.cells import Block, Caption, Cell, Content, Row, Text, Ticks
from deskapp.paper.count_parts import COUNTER_SIGNS, SECOND_SIGNS, about, counted, signatures
from deskapp.paper.forms import Form
from deskapp.paper.kit import Head, Press, state_mark
from deskapp.paper.lists import listed
from deskapp.paper.sheet import MM
from deskapp.paper.speech import Label, term

_PRESENT, _EMPTY = Label("在位", "In"), Label("空位", "Empty")
_REMARK, _HOOK = Label("备注", "Remark"), Label("挂位", "Hook")
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


def draw(found: Sheet | None, options: PrintOptions, subject: str = KEYS) -> bytes:
    """The sheet of a count, or a blank one for places that are not in the register yet."""
    subject = found.subject if found is not None else subject
    title = term(f"form.{papers_of(subject)[0]}")
    number = found.number if found is not None else ""
    press = Press(options, title=number or title.zh)
    voided = found is not None and found.state is State.VOIDED
    head = Head(title=title, number=number, code=number, watermark=state_mark(voided, False))
    how = press.pair(_HOW_TO, press.speech.word(said(subject, "how")))
    first: list[Block] = [about(press, found), press.row(how)]
    if found is not None and found.void_reason:
        first.append(press.voided(found.void_reason))
    many = subject != KEYS
    header = count_things.header(press) if many else _header(press)
    if found is not None:
        rows = list(count_things.rows(press, found.lines) if many else _rows(press, found.lines))
    elif many:
        rows = count_things.blank(press)
    else:
        rows = [Row([*_half(press, None), *_half(press, None)], least=_ROW, spare=True) for _ in range(_BLANK_ROWS)]
    last: list[Block] = [
        press.prose(counted("note"), found.note if found is not None else "", least_lines=2),
        signatures(press, COUNTER_SIGNS, SECOND_SIGNS),
    ]
    listed(press, head, first, header, rows, last, size=pages.A4, margin=12 * MM)
    return press.document.finish()


FORM = Form(code="key_count_sheet", register="inventories", source="inventories.sheet", papers=("a4",), draw=draw)
