"""The cabinet's map 钥匙柜挂位图: every hook as it hangs on the wall, true as of its printing (``KEY-1``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from deskapp.domain.keys import HookCell, RowHead, State, Wall
from deskapp.domain.paper import PrintOptions
from deskapp.paper import key_words
from deskapp.paper.cells import Block, Caption, Cell, Content, Row, Text
from deskapp.paper.fonts import bold, regular
from deskapp.paper.forms import Form
from deskapp.paper.kit import Head, Press
from deskapp.paper.lines import fitted
from deskapp.paper.listing import A4_LANDSCAPE
from deskapp.paper.lists import listed
from deskapp.paper.sheet import MM, Sheet
from deskapp.paper.speech import Label, Speech, term

_CABINET, _SIZE, _COUNTS = Label("钥匙柜", "Cabinet"), Label("规格", "Size"), Label("现有", "Holds")
_VALID = Label("有效至", "Valid up to")
_UNTIL = Label(
    "{at}，此后有借还、换挂位，以程序为准", "{at}; what is lent, returned or moved later stands in the program"
)
_ROWS_COLUMNS = Label("{rows} 行 × {columns}", "{rows} rows × {columns}")
_LEGEND = Label(
    "实框：在位　粗框：借出（借用人、应还）　打叉：缺失　虚框：空挂位",
    "Frame: in · thick frame: lent, with whom, until when · crossed: missing · dashed: empty hook",
)
_COLUMNS = Label("第 {first}–{last} 列", "Hooks {first}–{last} of each row")
_EMPTY = Label("空挂位", "Empty")
_FLOORS, _ROW = Label("{span} 层", "Floor {span}"), Label("第 {row} 排", "Row {row}")
_HEADING, _HIGH, _GAP, _EDGE = 24 * MM, 15.5 * MM, 0.8 * MM, 1.2 * MM
#: So many hooks stand beside each other on a landscape A4; a wider cabinet goes on below, in equal parts.
_ACROSS = 14
_MARGIN = 10 * MM
_LABEL, _PLACE, _STATE = 8.5, 8.0, 7.0


@dataclass(slots=True)
class _Hook:
    """One hook; None where the row is shorter."""

    cell: HookCell | None
    speech: Speech

    def fit(self, _width: float) -> float:
        """See ``Content``."""
        return _HIGH

    def draw(self, sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
        """See ``Content``."""
        if self.cell is None:
            return
        x, y, width, height = x + _GAP, y + _GAP, width - 2 * _GAP, height - 2 * _GAP
        self._frame(sheet, x, y, width, height)
        room, left = width - 2 * _EDGE, x + _EDGE
        for (text, size, strong), low in zip(self._lines(), (3.1, 7.3, 10.3, 13.0), strict=False):
            said, fits = fitted(text, room, size, bold() if strong else regular())
            sheet.text(left, y + low * MM, said, fits, strong=strong)

    def _frame(self, sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
        state = self.cell.state if self.cell is not None else None
        if state is None:
            sheet.dashed(x, y, width, height)
            return
        sheet.frame(x, y, width, height)
        if state is State.OUT:
            for inset in (0.4, 0.8, 1.2):
                sheet.frame(x + inset, y + inset, width - 2 * inset, height - 2 * inset)
        elif state is State.MISSING:
            sheet.crossed(x, y, width, height)

    def _lines(self) -> Iterator[tuple[str, float, bool]]:
        cell = self.cell
        assert cell is not None
        yield cell.hook, _LABEL, False
        if cell.state is None:
            return
        yield cell.place, _PLACE, True
        if cell.state is State.OUT:
            yield cell.borrower, _STATE, False
            yield f"{cell.due.astimezone():%m-%d %H:%M}" if cell.due else "", _STATE, True
        elif cell.state is State.MISSING:
            yield self.speech.word("keys.state.missing"), _STATE, True
        else:
            yield key_words.keys(self.speech, cell.keys), _STATE, False


def _heading(speech: Speech, hooks: Iterable[HookCell], row: int) -> str:
    """Which buildings and floors a row is for, or its number; there is no room for two languages."""
    head = RowHead.of(hooks)
    said = (_FLOORS.zh if speech.zh else _FLOORS.en).format(span=head.span) if head.floors else ""
    named = head.named("、" if speech.zh else ", ")
    return "\n".join(part for part in (named, said) if part) or (_ROW.zh if speech.zh else _ROW.en).format(row=row)


def _bands(columns: int) -> list[range]:
    """The columns in parts that fit the paper's width, as equal as can be."""
    parts = -(-columns // _ACROSS)
    wide = -(-columns // parts)
    return [range(first, min(first + wide, columns + 1)) for first in range(1, columns + 1, wide)]


def _rows(press: Press, wall: Wall) -> Iterator[Block]:
    at = {(hook.row, hook.column): hook for hook in wall.hooks}
    bands = _bands(wall.columns)
    for band in bands:
        if len(bands) > 1:
            said = press.speech.fill(_COLUMNS, {"first": band[0], "last": band[-1]})
            yield Row([Cell(Text(said, align="c", strong=True), shaded=True)], least=6 * MM)
        for row in range(1, wall.rows + 1):
            hooks = [at.get((row, column)) for column in band]
            heading = _heading(press.speech, filter(None, hooks), row)
            first = Cell(Text(heading, 7.5, align="c"), width=_HEADING, shaded=True)
            cells: list[Content] = [_Hook(hook, press.speech) for hook in hooks]
            yield Row([first, *(Cell(content) for content in cells)], least=_HIGH)


def _counts(press: Press, wall: Wall) -> str:
    """How many hang, are lent, are missed, and how many hooks are empty."""
    states = [hook.state for hook in wall.hooks]
    word = press.speech.word
    told = [(word(f"keys.state.{state}"), states.count(state)) for state in (State.IN, State.OUT, State.MISSING)]
    told.append((press.speech.say(_EMPTY), states.count(None)))
    return "  ".join(f"{name} {count}" for name, count in told)


def _empty_wall(options: PrintOptions) -> Wall:
    """A cabinet of nobody's, to be filled in by hand."""
    hooks = tuple(
        HookCell(hook_id=0, hook="", row=row, column=column) for row in range(1, 10) for column in range(1, _ACROSS + 1)
    )
    return Wall(id=0, version=0, code="", name="", rows=9, columns=_ACROSS, at=options.printed_at, hooks=hooks)


def draw(wall: Wall | None, options: PrintOptions) -> bytes:
    """One cabinet, or an empty grid."""
    title = term("form.cabinet_map")
    press = Press(options, title=f"{title.zh} {wall.code}" if wall is not None else title.zh)
    shown = wall if wall is not None else _empty_wall(options)
    head = Head(title=title, number=shown.code, code="")
    pair, speech = press.pair, press.speech
    until = speech.fill(_UNTIL, {"at": speech.clock(shown.at)}) if wall is not None else ""
    size = speech.fill(_ROWS_COLUMNS, {"rows": shown.rows, "columns": shown.columns}) if wall is not None else ""
    first: list[Block] = [
        press.row(
            pair(_CABINET, f"{shown.code} {shown.name}".strip(), strong=True),
            pair(_SIZE, size, 0.7),
            pair(_COUNTS, _counts(press, shown) if wall is not None else "", 1.6),
        ),
        press.row(pair(_VALID, Text(until, strong=True))),
    ]
    legend = Row([Cell(Caption(_LEGEND, speech), shaded=True)], least=5 * MM)
    listed(press, head, first, legend, list(_rows(press, shown)), [], size=A4_LANDSCAPE, margin=_MARGIN)
    return press.document.finish()


FORM = Form(code="cabinet_map", register="cabinet", source="keys.wall", papers=("a4",), draw=draw)
