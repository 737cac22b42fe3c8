"""The month's duty report 值班月报表: by person; swaps, late handovers, days not countersigned; signatures [001·5]."""

from __future__ import annotations

from collections.abc import Iterator

from deskapp.domain.duty_month import FIGURES, DutyFigures, DutyReport, LateLine, SwapLine
from deskapp.domain.paper import PrintOptions
from deskapp.domain.swaps import Kind
from deskapp.paper import pages
from deskapp.paper.cells import Block, Caption, Cell, Row, Text
from deskapp.paper.count_parts import SUPERVISOR_SIGNS, signatures
from deskapp.paper.forms import Form
from deskapp.paper.kit import Head, Press
from deskapp.paper.lists import listed
from deskapp.paper.sheet import MM
from deskapp.paper.speech import Label, term

_MONTH, _AT = Label("月份", "Month"), Label("统计时点", "As it stood")
_MADE = Label("统计人签名", "Made by, signs")
_NOTE = Label("说明", "Note")
_NAME, _ROW, _LINE = 34 * MM, 7.6 * MM, 6.2 * MM
#: So many lines for people, and of room for each list, has the blank form.
_BLANK, _LIST = 12, 22 * MM
_LISTS = ("swap_list", "late_list", "unsigned_list")


def _head(press: Press) -> Row:
    """The figures' names."""
    cells = [Cell(Caption(term(f"duty_month.{name}"), press.speech), shaded=True) for name in ("name", *FIGURES)]
    cells[0].width = _NAME
    return Row(cells, least=8 * MM)


def _row(title: str, row: DutyFigures | None, *, strong: bool = False) -> Row:
    """One line; without figures it is filled in by hand."""
    cells = [Cell(Text(title, strong=strong), width=_NAME)]
    for name in FIGURES:
        figure = f"{getattr(row, name):g}" if row is not None else ""
        cells.append(Cell(Text(figure, align="c", strong=strong)))
    return Row(cells, least=_ROW)


def _rows(press: Press, found: DutyReport | None) -> list[Block]:
    word = press.speech.word
    if found is None:
        return [*(_row("", None) for _ in range(_BLANK)), _row(word("duty_month.sum"), None, strong=True)]
    if found.at is None or not found.edition:
        said = word("duty_month.to_come" if found.at is None else "duty_month.empty")
        return [Row([Cell(Text(said, align="c"))], least=12 * MM)]
    people = (_row(f"{row.name} {row.code}", row) for row in found.people)
    return [*people, _row(word("duty_month.sum"), found.total, strong=True)]


def _lists(press: Press, found: DutyReport | None) -> Iterator[Block]:
    """What was swapped, who came late, which days lack a signature: a line each, none said to be so."""
    for name in _LISTS:
        title = Cell(Caption(term(f"duty_month.{name}"), press.speech), width=_NAME, shaded=True)
        if found is None:
            yield Row([title, Cell(Text(""))], least=_LIST)
            continue
        lines = list(_lines(press, found, name)) or [press.speech.word("duty_month.none")]
        for at, line in enumerate(lines):
            again = title if at == 0 else Cell(Text(""), width=_NAME, shaded=True)
            yield Row([again, Cell(Text(line))], least=_LINE)


def _lines(press: Press, found: DutyReport, name: str) -> Iterator[str]:
    if name == "swap_list":
        yield from (_swap(press, line) for line in found.swaps)
    elif name == "late_list":
        yield from (_late(press, line) for line in found.late)
    elif found.unsigned:
        yield " ".join(f"{day:%m-%d}" for day in found.unsigned)


def _swap(press: Press, line: SwapLine) -> str:
    key = "swap" if line.kind is Kind.SWAP else "cover"
    back = {"other_day": f"{line.other_day:%m-%d}", "other_shift": line.other_shift} if line.other_day else {}
    known = {"number": line.number, "person": line.person, "day": f"{line.day:%m-%d}", "shift": line.shift,
             "other": line.other}  # fmt: skip
    return press.speech.fill_lines(term(f"duty_month.{key}"), {**known, **back})


def _late(press: Press, line: LateLine) -> str:
    known = {"number": line.number, "at": press.speech.clock(line.at), "incoming": line.incoming,
             "outgoing": line.outgoing, "minutes": line.minutes}  # fmt: skip
    return press.speech.fill_lines(term("duty_month.late_line"), known)


def draw(found: DutyReport | None, options: PrintOptions) -> bytes:
    """The report of a month, or a blank one."""
    title = term("form.duty_month_table")
    number = found.number if found is not None else ""
    press = Press(options, title=f"{title.zh} {number}".strip())
    at = press.speech.clock(found.at) if found is not None else ""
    edition = (found.edition or "–") if found is not None else ""
    first: list[Block] = [
        press.row(
            press.pair(_MONTH, number, 0.6, strong=True),
            press.pair(term("duty_month.edition"), edition, 0.8),
            press.pair(_AT, press.moment(at) if found is None or found.at is not None else "–", 1.4),
        )
    ]
    rows = [*_rows(press, found), *_lists(press, found)]
    last: list[Block] = [
        press.row(press.pair(_NOTE, ""), least=16 * MM),
        signatures(press, _MADE, SUPERVISOR_SIGNS),
    ]
    head = Head(title=title, number=number)
    listed(press, head, first, _head(press), rows, last, size=pages.A4, margin=14 * MM)
    return press.document.finish()


FORM = Form(
    code="duty_month_table",
    register="roster",
    source="duty_month.table",
    papers=("a4",),
    draw=draw,
    period=True,
)
