"""Several short tables on one page that never becomes two: each gets its share, what is left out is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from deskapp.paper.cells import LEADING, PAD, PAD_Y, Block, Cell, Row, Text, base_line
from deskapp.paper.fonts import bold, regular
from deskapp.paper.kit import Press
from deskapp.paper.lines import fitted
from deskapp.paper.sheet import MM, Sheet
from deskapp.paper.speech import Label, Speech

LINE_SIZE = 8.0
_LEAST_SIZE = 7.0
_ROW = 4.9 * MM
_MORE = Label("…还有 {n} 件，见系统", "… and {n} more, in the program")
_NONE = Label("无", "None")


@dataclass(slots=True)
class Line:
    """Words on one line, cut where the cell ends: on these pages a row stays a row."""

    text: str
    strong: bool = False
    size: float = LINE_SIZE

    def fit(self, _width: float) -> float:
        """See ``Content``."""
        return self.size * LEADING + PAD_Y

    def draw(self, sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
        """See ``Content``."""
        style = bold() if self.strong else regular()
        said, size = fitted(" ".join(self.text.split()), width - 2 * PAD, self.size, style, _LEAST_SIZE)
        low = y + (height - size * LEADING) / 2 + base_line(size)
        sheet.text(x + PAD, low, said, size, strong=self.strong)


@dataclass(slots=True)
class Section:
    """A table: its title, its columns' heads, and its rows, each with how many things it stands for.

    ``total`` counts the things there are; a blank one has lines to write on in place of "none".
    """

    title: Label
    header: Row | None
    rows: Sequence[tuple[Row, int]]
    total: int
    note: str = ""
    blank: bool = False
    shown: int = field(default=0, init=False)

    @property
    def complete(self) -> bool:
        """Whether everything there is stands on the page."""
        return sum(count for _row, count in self.rows[: self.shown]) >= self.total

    def blocks(self, speech: Speech) -> list[Row]:
        """The rows that are shown, under the title, over how many are left out."""
        title = speech.say(self.title) if self.blank else f"{speech.say(self.title)}  {self.total}"
        made = [Row([Cell(Line(f"{title}    {self.note}".rstrip(), strong=True, size=9), shaded=True)], least=_ROW)]
        if self.header is not None and (self.rows or self.blank):
            made.append(self.header)
        made += [row for row, _count in self.rows[: self.shown]]
        if not self.blank and not self.complete:
            left = self.total - sum(count for _row, count in self.rows[: self.shown])
            made.append(
                Row([Cell(Text(speech.fill(_MORE, {"n": left}), LINE_SIZE, strong=True, align="r"))], least=_ROW)
            )
        elif not self.blank and not self.total:
            made.append(Row([Cell(Text(speech.say(_NONE), LINE_SIZE, grey=0.35, align="c"))], least=_ROW))
        return made


def row(cells: Sequence[tuple[str, float]], *, strong: int = -1) -> Row:
    """A row of one line: words and shares; one of them may be strong."""
    made = [Cell(Line(text, strong=at == strong), share) for at, (text, share) in enumerate(cells)]
    return Row(made, least=_ROW)


def dealt(press: Press, sections: Sequence[Section], width: float, room: float) -> list[Block]:
    """What of the sections stands on one page: row by row in turn, so that a long one leaves room for the others."""
    for section in sections:
        section.shown = 0
    growing = [section for section in sections if section.rows]
    while growing:
        for section in list(growing):
            section.shown += 1
            if _height(press, sections, width) > room:
                section.shown -= 1
                growing.remove(section)
            elif section.shown == len(section.rows):
                growing.remove(section)
    return [block for section in sections for block in section.blocks(press.speech)]


def _height(press: Press, sections: Sequence[Section], width: float) -> float:
    return sum(block.fit(width) for section in sections for block in section.blocks(press.speech))
