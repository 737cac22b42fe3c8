"""Who could have entered 进户查询单: a unit, a span, and everybody who overlaps it (``KEY-8``)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from deskapp.domain.entry import EntryLine, EntryList
from deskapp.domain.paper import PrintOptions
from deskapp.paper.cells import SIGN_HIGH, Cell, Row, Text
from deskapp.paper.forms import Form
from deskapp.paper.kit import Head, Press
from deskapp.paper.listing import A4_LANDSCAPE
from deskapp.paper.lists import listed
from deskapp.paper.sheet import MM
from deskapp.paper.speech import Label, field, phone, term

_SPAN, _COUNT, _ASKED = Label("时段", "Span"), Label("项数", "Entries"), Label("查询时间", "Asked at")
_FROM_UNTIL = Label("起止", "From – until")
_HANDS = Label("经手", "Given / taken back")
_NONE = Label("该时段内没有借用、派工、领取或缺失记录。", "No loan, slip, hand-over or missing set in this span.")
_WHY, _SIGNED, _CHECKED = (
    Label("查询原因", "Why asked"),
    Label("查询人签名", "Asked by"),
    Label("主管签名", "Supervisor"),
)
_SIZE = 8
_EMPTY_LINES = 14
_SHARES = (1.9, 1.3, 1.2, 1.5, 1.35, 2.6, 1.5, 1.1, 1.5)

_entry = partial(field, "entry")


def _header(press: Press) -> Row:
    names = (
        _FROM_UNTIL, _entry("way"), _entry("who"), _entry("company"), _entry("phone"), _entry("purpose"),
        _entry("keys"), _HANDS, _entry("number"),
    )  # fmt: skip
    return press.header_row(list(zip(names, _SHARES, strict=True)))


def _line(press: Press, line: EntryLine) -> Row:
    still = press.speech.word("entry.still")
    end = f"{line.until.astimezone():%Y-%m-%d %H:%M}" if line.until else still
    texts = (
        Text(f"{line.since.astimezone():%Y-%m-%d %H:%M} –\n{end}", _SIZE),
        Text(press.speech.word(f"entry.way.{line.way}"), _SIZE),
        Text(line.who, _SIZE, strong=True),
        Text(line.company, _SIZE),
        Text(phone(line.phone), _SIZE),
        Text(line.purpose, _SIZE),
        Text(line.keys, _SIZE),
        Text("\n".join(part for part in (line.given_by, line.taken_by) if part), _SIZE),
        Text(line.ref.number, _SIZE),
    )
    return Row([Cell(text, share) for text, share in zip(texts, _SHARES, strict=True)], least=8 * MM)


def _rows(press: Press, found: EntryList | None) -> Iterator[Row]:
    if found is None:
        for _ in range(_EMPTY_LINES):
            yield Row([Cell(Text(""), share) for share in _SHARES], least=8.6 * MM, spare=True)
    elif found.lines:
        yield from (_line(press, line) for line in found.lines)
    else:
        yield Row([Cell(Text(press.speech.say(_NONE), align="c"))], least=12 * MM)


def _first(press: Press, found: EntryList | None) -> Row:
    pair = press.pair
    if found is None:
        return press.row(pair(_entry("unit"), ""), pair(_SPAN, "", 2.4), pair(_ASKED, press.moment("")), least=8 * MM)
    since, until = (f"{at.astimezone():%Y-%m-%d %H:%M}" for at in (found.since, found.until))
    return press.row(
        pair(_entry("unit"), Text(found.number, 11, strong=True)),
        pair(_SPAN, f"{since}  –  {until}", 2, strong=True),
        pair(_COUNT, str(len(found.lines)), 0.6),
        pair(_ASKED, press.speech.clock(found.at), 1.4),
    )


def draw(found: EntryList | None, options: PrintOptions) -> bytes:
    """The list, or a blank one to be written by hand."""
    title = term("form.entry_list")
    press = Press(options, title=f"{title.zh} {found.number}" if found else title.zh)
    head = Head(title=title, number=found.number if found else "")
    signs = press.row(press.pair(_WHY, "", 1.6), press.pair(_SIGNED, ""), press.pair(_CHECKED, ""), least=SIGN_HIGH)
    listed(
        press, head, [_first(press, found)], _header(press), list(_rows(press, found)), [signs], size=A4_LANDSCAPE,
        margin=10 * MM,
    )  # fmt: skip
    return press.document.finish()


FORM = Form(code="entry_list", register="entry", source="entry.sheet", papers=("a4",), draw=draw, counted="entry.print")
