"""The monthly key table 钥匙月报表: each category's sets with a chart, loans, deposits [001·1·4.5.6]."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from deskapp.domain.key_table import FIGURES, KeyTable, KeyTableRow
from deskapp.domain.keys import Category
from deskapp.domain.paper import PrintOptions
from deskapp.paper import pages
from deskapp.paper.cells import PAD, Block, Caption, Cell, Row, Text, base_line
from deskapp.paper.count_parts import SUPERVISOR_SIGNS, signatures
from deskapp.paper.forms import Form
from deskapp.paper.kit import Head, Press
from deskapp.paper.lists import listed
from deskapp.paper.sheet import MM, Sheet
from deskapp.paper.speech import Label, field, money, term

_MONTH, _AT = Label("月份", "Month"), Label("统计时点", "As it stood")
_MADE = Label("统计人签名", "Made by, signs")
_CHART = Label("分布", "Shares")
_NOTHING = Label("—", "–")
_NAME, _ROW, _BAR = 40 * MM, 8 * MM, 3.2 * MM


@dataclass(slots=True)
class _Bar:
    """A category's sets by where they are: black on the hook, white lent, grey handed over, crossed missing."""

    row: KeyTableRow
    most: int

    def fit(self, _width: float) -> float:
        """See ``Content``."""
        return 6 * MM

    def draw(self, sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
        """See ``Content``."""
        if not self.most:
            return
        x, y, high = x + PAD, y + (height - _BAR) / 2, _BAR
        for name in ("hung", "out", "handed", "missing"):
            wide = (width - 2 * PAD) * getattr(self.row, name) / self.most
            if not wide:
                continue
            if name == "hung":
                sheet.fill(x, y, wide, high)
            elif name == "handed":
                sheet.shade(x, y, wide, high)
            sheet.frame(x, y, wide, high)
            if name == "missing":
                sheet.rule(x, y, x + wide, y + high)
                sheet.rule(x, y + high, x + wide, y)
            x += wide


@dataclass(slots=True)
class _Legend:
    """What the bars' looks mean."""

    words: Sequence[str]

    def fit(self, _width: float) -> float:
        """See ``Content``."""
        return 6 * MM

    def draw(self, sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
        """See ``Content``."""
        side, top = 3.2 * MM, y + (height - 3.2 * MM) / 2
        step = (width - 2 * PAD) / len(self.words)
        for at, word in enumerate(self.words):
            left = x + PAD + at * step
            if at == 0:
                sheet.fill(left, top, side, side)
            elif at == 2:
                sheet.shade(left, top, side, side)
            sheet.frame(left, top, side, side)
            if at == 3:
                sheet.rule(left, top, left + side, top + side)
                sheet.rule(left, top + side, left + side, top)
            sheet.text(left + side + 1.4 * MM, top + side / 2 - 4 + base_line(8) - 1, word, 8)


def _header(press: Press) -> Row:
    labels = [field("keys", "category"), *(term(f"inventories.table.{name}") for name in FIGURES)]
    cells = [Cell(Caption(label, press.speech), shaded=True) for label in labels]
    cells[0].width = _NAME
    return Row(cells, least=8 * MM)


def _name(press: Press, category: Category | None) -> Cell:
    key = f"keys.category.{category}" if category is not None else "inventories.table.sum"
    return Cell(Text(press.speech.word(key), strong=category is None), width=_NAME)


def _row(press: Press, row: KeyTableRow) -> Row:
    strong = row.category is None
    figures = [Cell(Text(str(getattr(row, name)), align="c", strong=strong)) for name in FIGURES]
    return Row([_name(press, row.category), *figures], least=_ROW)


def _empty(press: Press, category: Category | None) -> Row:
    """A line of the blank table: filled in by hand."""
    return Row([_name(press, category), *(Cell(Text("")) for _ in FIGURES)], least=_ROW)


def _rows(press: Press, found: KeyTable | None) -> list[Block]:
    if found is None:
        return [_empty(press, category) for category in (*Category, None)]
    if not found.rows:
        return [Row([Cell(Text(press.speech.word("inventories.table.not_counted"), align="c"))], least=12 * MM)]
    return [_row(press, row) for row in found.rows]


def _last(press: Press, found: KeyTable | None) -> list[Block]:
    made: list[Block] = list(_chart(press, found)) if found is not None else []
    pair = press.pair

    def told(name: str) -> str:
        if found is None:
            return ""
        return money(found.deposits_held) if name == "deposits_held" else str(getattr(found, name))

    lines = (("loans", "sets_lent"), ("outside", "lost"), ("deposits", "deposits_held"), ("hooks", "differences"))
    for line in lines:
        cells = [cell for name in line for cell in _wide(press, name, told(name))]
        made.append(Row(cells, least=_ROW))
    if found is not None and found.empty:
        made.append(Row([Cell(Text(press.speech.word("inventories.table.empty"), align="c"))], least=10 * MM))
    made.append(press.row(pair(Label("说明", "Note"), ""), least=16 * MM))
    return [*made, signatures(press, _MADE, SUPERVISOR_SIGNS)]


def _wide(press: Press, name: str, value: str) -> tuple[Cell, Cell]:
    """A longer label than most and its figure."""
    label = term(f"inventories.table.{name}")
    return Cell(Caption(label, press.speech), width=44 * MM, shaded=True), Cell(Text(value, align="r"))


def _chart(press: Press, found: KeyTable) -> Sequence[Row]:
    kinds = [row for row in found.rows if row.category is not None]
    most = max((row.total for row in kinds), default=0)
    if not most:
        return ()
    words = [press.speech.word(f"inventories.table.{name}") for name in ("hung", "out", "handed", "missing")]
    legend = Row([Cell(Caption(_CHART, press.speech), width=_NAME, shaded=True), Cell(_Legend(words))])
    bars = [Row([_name(press, row.category), Cell(_Bar(row, most))]) for row in kinds]
    return (legend, *bars)


def draw(found: KeyTable | None, options: PrintOptions) -> bytes:
    """The table of a month, or a blank one."""
    title = term("form.key_month_table")
    press = Press(options, title=f"{title.zh} {found.number}" if found is not None else title.zh)
    number = found.number if found is not None else ""
    head = Head(title=title, number=number, code=found.inventory if found is not None else "")
    pair, speech = press.pair, press.speech
    at = speech.clock(found.at) if found is not None else ""
    counted = found.inventory or speech.say(_NOTHING) if found is not None else ""
    first: list[Block] = [
        press.row(
            pair(_MONTH, number, 0.6, strong=True),
            pair(_AT, press.moment(at), 1.4),
            pair(term("inventories.table.inventory"), counted),
        )
    ]
    listed(press, head, first, _header(press), _rows(press, found), _last(press, found), size=pages.A4, margin=14 * MM)
    return press.document.finish()


FORM = Form(
    code="key_month_table",
    register="inventories",
    source="inventories.table",
    papers=("a4",),
    draw=draw,
    period=True,
)
