"""The month's mail report 邮件月报表: by kind and by carrier, shares, each day's bars, signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from deskapp.domain.mail import Kind
from deskapp.domain.mail_report import BULK, FIGURES, TIMES, MailFigures, MailReport, shares
from deskapp.domain.paper import PrintOptions
from deskapp.paper import mail_parts as parts
from deskapp.paper import pages
from deskapp.paper.cells import PAD, Block, Caption, Cell, Row, Text, base_line
from deskapp.paper.count_parts import SUPERVISOR_SIGNS, signatures
from deskapp.paper.forms import Form
from deskapp.paper.kit import Head, Press
from deskapp.paper.lists import listed
from deskapp.paper.sheet import MM, Sheet
from deskapp.paper.speech import Label, Speech, term

_MONTH, _AT = Label("月份", "Month"), Label("统计时点", "As it stood")
_MADE = Label("统计人签名", "Made by, signs")
_NOTE = Label("说明", "Note")
_DAYS = Label("每日收件、领取", "Each day")
_NAME, _ROW = 34 * MM, 7.6 * MM
_BARS, _AXIS, _SMALL = 24 * MM, 4.2 * MM, 5.6
#: So many lines for carriers has the blank form.
_BLANK = 4


@dataclass(slots=True)
class _Days:
    """Two bars a day: black what came, white what was fetched; the highest stands in figures beside the axis."""

    days: Sequence[tuple[int, int]]
    said: Sequence[str]

    def fit(self, _width: float) -> float:
        """See ``Content``."""
        return _BARS + _AXIS + 6 * MM

    def draw(self, sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
        """See ``Content``."""
        self._legend(sheet, x + PAD, y + 1.2 * MM)
        left, floor = x + PAD + 7 * MM, y + height - _AXIS
        most = max(max(pair) for pair in self.days) or 1
        step = (width - 2 * PAD - 7 * MM) / len(self.days)
        sheet.text(left - 1 * MM, floor - _BARS + 3 * MM, str(most), _SMALL, align="r")
        sheet.rule(left, floor, left + step * len(self.days), floor)
        for at, pair in enumerate(self.days):
            wide = step * 0.4
            for place, count in enumerate(pair):
                high = (_BARS - 3 * MM) * count / most
                if not count:
                    continue
                bar = left + at * step + step * 0.1 + place * wide
                if place == 0:
                    sheet.fill(bar, floor - high, wide, high)
                sheet.frame(bar, floor - high, wide, high)
            sheet.text(left + (at + 0.5) * step, floor + 2.8 * MM, str(at + 1), _SMALL, align="c")

    def _legend(self, sheet: Sheet, x: float, y: float) -> None:
        side = 2.8 * MM
        for at, word in enumerate(self.said):
            left = x + at * 30 * MM
            if at == 0:
                sheet.fill(left, y, side, side)
            sheet.frame(left, y, side, side)
            sheet.text(left + side + 1.2 * MM, y + side / 2 - 4 + base_line(8) - 1, word, 8)


def _took(span: timedelta | None, speech: Speech) -> str:
    """How long it took: 1天3时, 5时20分."""
    if span is None:
        return "–"
    minutes = round(span.total_seconds() / 60)
    days, hours, left = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days:
        return speech.fill(Label("{days}天{hours}时", "{days}d {hours}h"), {"days": days, "hours": hours})
    if hours:
        return speech.fill(Label("{hours}时{left}分", "{hours}h {left}m"), {"hours": hours, "left": left})
    return speech.fill(Label("{left}分", "{left}m"), {"left": left})


def _head(press: Press, key: str) -> Row:
    """The figures' names; the first cell says what the lines under it are."""
    labels = [term(key), *(term(f"mail_month.{name}") for name in (*FIGURES, *TIMES))]
    cells = [Cell(Caption(label, press.speech), shaded=True) for label in labels]
    cells[0].width = _NAME
    return Row(cells, least=8 * MM)


def _row(press: Press, title: str, row: MailFigures | None, *, strong: bool = False) -> Row:
    """One line; without figures it is filled in by hand."""
    cells = [Cell(Text(title, strong=strong), width=_NAME)]
    for name in FIGURES:
        figure = str(getattr(row, name)) if row is not None else ""
        cells.append(Cell(Text(figure, align="c", strong=strong)))
    for name in TIMES:
        figure = _took(getattr(row, name), press.speech) if row is not None else ""
        cells.append(Cell(Text(figure, size=8, align="c", strong=strong)))
    return Row(cells, least=_ROW)


def _carrier(press: Press, row: MailFigures) -> str:
    return parts.carrier(press.speech, row.carrier or "") or press.speech.word("mail_month.no_carrier")


def _rows(press: Press, found: MailReport | None) -> list[Block]:
    word = press.speech.word
    if found is not None and (found.at is None or found.empty):
        said = word("mail_month.to_come" if found.at is None else "mail_month.empty")
        return [Row([Cell(Text(said, align="c"))], least=12 * MM)]
    kinds = {row.kind: row for row in found.kinds} if found is not None else {}
    made: list[Block] = [_row(press, parts.kind(press.speech, kind), kinds.get(kind)) for kind in Kind]
    made.append(_row(press, word("mail_month.sum"), found.total if found is not None else None, strong=True))
    made.append(_head(press, "mail_month.by_carrier"))
    if found is None:
        return [*made, *(_row(press, "", None) for _ in range(_BLANK))]
    return [*made, *(_row(press, _carrier(press, row), row) for row in found.carriers)]


def _last(press: Press, found: MailReport | None) -> list[Block]:
    word = press.speech.word
    made: list[Block] = []
    if found is not None and not found.empty:
        chart = _Days(found.days, (word("mail_month.came"), word("mail_month.collected")))
        made.append(Row([Cell(Caption(_DAYS, press.speech), width=_NAME, shaded=True), Cell(chart)]))
    told = shares(found.total if found is not None else MailFigures())
    told_of_bulk = {name: str(getattr(found, name, "")) for name in BULK}
    for pairs in (told, told_of_bulk):
        cells: list[Cell] = []
        for name, figure in pairs.items():
            cells.append(Cell(Caption(term(f"mail_month.{name}"), press.speech), width=_NAME, shaded=True))
            cells.append(Cell(Text(figure if found is not None else "", align="c")))
        made.append(Row(cells, least=9 * MM))
    made.append(press.row(press.pair(_NOTE, ""), least=16 * MM))
    return [*made, signatures(press, _MADE, SUPERVISOR_SIGNS)]


def draw(found: MailReport | None, options: PrintOptions) -> bytes:
    """The report of a month, or a blank one."""
    title = term("form.mail_month_table")
    number = found.number if found is not None else ""
    press = Press(options, title=f"{title.zh} {number}".strip())
    at = press.speech.clock(found.at) if found is not None else ""
    first: list[Block] = [
        press.row(
            press.pair(_MONTH, number, 0.6, strong=True),
            press.pair(_AT, press.moment(at) if found is None or found.at is not None else "–", 1.4),
        )
    ]
    header = _head(press, "mail_month.name")
    rows, last = _rows(press, found), _last(press, found)
    listed(press, Head(title=title, number=number), first, header, rows, last, size=pages.A4, margin=14 * MM)
    return press.document.finish()


FORM = Form(
    code="mail_month_table",
    register="mail",
    source="mail_month.table",
    papers=("a4",),
    draw=draw,
    period=True,
)
