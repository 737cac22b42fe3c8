"""Tables of a form: rows of cells that measure themselves, and their flow over the room there is.

A row knows its least height. What does not fit goes on to further pages: long prose is parted between lines,
every other row stays whole, and spare blank rows are left out before anything is parted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from deskapp.paper.fonts import bold, regular
from deskapp.paper.lines import wrap
from deskapp.paper.sheet import MM, Sheet
from deskapp.paper.speech import Label, Speech

#: Type sizes: values, labels in one language, the two lines of a label in both.
SIZE, LABEL_SIZE, LABEL_ZH, LABEL_EN = 9.0, 7.8, 7.2, 5.6
#: One line of text in type sizes.
LEADING = 1.3
PAD = 1.6 * MM
PAD_Y = 0.7 * MM
ROW = 5.2 * MM
#: What a pen needs (``forms.md``): at least this high; the cells are far wider than 35 mm.
SIGN_HIGH = 9.2 * MM
SIGN_WIDE = 36 * MM
#: So much of a prose stands under the row that leads it.
_LED = 12 * MM


class Content(Protocol):
    """What stands in a cell."""

    def fit(self, width: float) -> float:
        """Lay out for a width; the height it takes."""
        ...

    def draw(self, sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
        """Draw into the cell."""
        ...


@dataclass(slots=True)
class Text:
    """Words, wrapped. ``align`` l, c, r; ``top`` keeps them at the upper edge."""

    text: str
    size: float = SIZE
    strong: bool = False
    grey: float = 0
    align: str = "l"
    top: bool = False
    lines: list[str] = field(default_factory=list)

    def fit(self, width: float) -> float:
        """See ``Content``."""
        style = bold() if self.strong else regular()
        self.lines = wrap(self.text, width - 2 * PAD, self.size, style) if self.text else []
        return len(self.lines) * self.size * LEADING + 2 * PAD_Y

    def draw(self, sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
        """See ``Content``."""
        step = self.size * LEADING
        y += PAD_Y if self.top else (height - len(self.lines) * step) / 2
        x += PAD if self.align == "l" else width - PAD if self.align == "r" else width / 2
        for line in self.lines:
            low = y + base_line(self.size)
            sheet.text(x, low, line, self.size, strong=self.strong, grey=self.grey, align=self.align)
            y += step


def base_line(size: float) -> float:
    """How far under its upper edge a line of this size has its base line."""
    return size * (LEADING - 1) / 2 + size * 0.88


class Caption:
    """A label, centred; in both languages the Chinese stands over the English."""

    def __init__(self, label: Label, speech: Speech) -> None:
        self._parts: list[Text]
        if speech.zh and speech.en and label.zh != label.en:
            self._parts = [Text(label.zh, LABEL_ZH, align="c"), Text(label.en, LABEL_EN, grey=0.2, align="c")]
        else:
            # Six characters still stand on one line, a little smaller.
            size = LABEL_SIZE if speech.zh and len(label.zh) < 6 else LABEL_ZH
            self._parts = [Text(speech.say(label), size, align="c")]
        self._heights: list[float] = []

    def fit(self, width: float) -> float:
        """See ``Content``."""
        # A label may come closer to its frame than a value.
        self._heights = [part.fit(width + 2 * PAD - 1.2 * MM) - 2 * PAD_Y for part in self._parts]
        return sum(self._heights) + PAD_Y

    def draw(self, sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
        """See ``Content``."""
        y += (height - sum(self._heights)) / 2
        for part, high in zip(self._parts, self._heights, strict=True):
            part.draw(sheet, x, y, width, high)
            y += high


@dataclass(slots=True)
class Ticks:
    """Boxes to tick; ``chosen`` is the number of the one that is ticked already. They wrap where the cell is narrow."""

    options: Sequence[str]
    chosen: int | None = None
    places: list[tuple[float, int]] = field(default_factory=list)

    _SIDE = 3.1 * MM
    _GAP = 4.5 * MM
    _STEP = 4.6 * MM

    def fit(self, width: float) -> float:
        """See ``Content``."""
        self.places, x, line = [], 0.0, 0
        for option in self.options:
            wide = self._SIDE + 1.2 * MM + regular().measure(option, SIZE)
            if x and x + wide > width - 2 * PAD:
                x, line = 0.0, line + 1
            self.places.append((x, line))
            x += wide + self._GAP
        return (line + 1) * self._STEP + 2 * PAD_Y

    def draw(self, sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
        """See ``Content``."""
        lines = self.places[-1][1] + 1
        top = y + (height - lines * self._STEP) / 2
        for index, (option, (left, line)) in enumerate(zip(self.options, self.places, strict=True)):
            at = top + line * self._STEP
            sheet.tick_box(x + PAD + left, at + (self._STEP - self._SIDE) / 2, self._SIDE, index == self.chosen)
            low = at + (self._STEP - SIZE * LEADING) / 2 + base_line(SIZE)
            sheet.text(x + PAD + left + self._SIDE + 1.2 * MM, low, option, SIZE, strong=index == self.chosen)


@dataclass(slots=True)
class Cell:
    """A content and its width: points, or a share of what the fixed ones leave."""

    content: Content
    share: float = 1
    width: float = 0
    shaded: bool = False


@dataclass(slots=True)
class Row:
    """A row that stays whole. ``spare`` ones may be left out; ``stretch`` is its share of what room is left over.

    One that ``leads`` is the head of what comes next: it does not end a page.
    """

    cells: Sequence[Cell]
    least: float = ROW
    stretch: float = 0
    spare: bool = False
    leads: bool = False
    height: float = 0
    widths: list[float] = field(default_factory=list)

    def fit(self, width: float) -> float:
        """Lay out for a width; the least height."""
        shares = sum(cell.share for cell in self.cells if not cell.width)
        left = width - sum(cell.width for cell in self.cells)
        self.widths = [cell.width or left * cell.share / shares for cell in self.cells]
        self.height = max(self.least, *(cell.content.fit(w) for cell, w in zip(self.cells, self.widths, strict=True)))
        return self.height

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw with its upper left corner at x, y."""
        for cell, width in zip(self.cells, self.widths, strict=True):
            if cell.shaded:
                sheet.shade(x, y, width, self.height)
            sheet.frame(x, y, width, self.height)
            cell.content.draw(sheet, x, y, width, self.height)
            x += width


@dataclass(slots=True)
class Prose:
    """A labelled text of any length, parted between its lines where a page ends."""

    caption: Caption
    label_width: float
    text: str
    size: float = SIZE
    least_lines: int = 2
    strong: bool = False
    stretch: float = 0
    lines: list[str] | None = None
    height: float = 0
    width: float = 0
    spare = False
    leads = False

    def fit(self, width: float) -> float:
        """Lay out for a width; the least height."""
        self.width = width
        if self.lines is None:
            room = width - self.label_width - 2 * PAD
            self.lines = wrap(self.text, room, self.size, bold() if self.strong else regular()) if self.text else []
        shown = max(len(self.lines), self.least_lines)
        self.height = max(shown * self.size * LEADING + 2 * PAD_Y, self.caption.fit(self.label_width))
        return self.height

    def part(self, room: float) -> tuple[Prose, Prose] | None:
        """As many lines as fit into ``room`` and the rest; None when not even two lines fit."""
        lines = self.lines or []
        count = int((room - 2 * PAD_Y) / (self.size * LEADING))
        if count < 2 or len(lines) < 3:
            return None
        count = min(count, len(lines) - 1)
        first = replace(self, lines=lines[:count], least_lines=1)
        rest = replace(self, lines=lines[count:], least_lines=1)
        first.fit(self.width)
        rest.fit(self.width)
        return first, rest

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw with its upper left corner at x, y."""
        sheet.shade(x, y, self.label_width, self.height)
        sheet.frame(x, y, self.label_width, self.height)
        sheet.frame(x + self.label_width, y, self.width - self.label_width, self.height)
        # The caption is laid out again: both parts of a parted text share it.
        self.caption.fit(self.label_width)
        self.caption.draw(sheet, x, y, self.label_width, self.height)
        text = Text("", self.size, self.strong, top=True, lines=self.lines or [])
        text.draw(sheet, x + self.label_width, y, self.width - self.label_width, self.height)


Block = Row | Prose


def total(blocks: Sequence[Block]) -> float:
    """The height of fitted blocks."""
    return sum(block.height for block in blocks)


def flow(blocks: Sequence[Block], width: float, first: float, further: float) -> list[list[Block]]:
    """The blocks dealt out to pages: ``first`` is the room of the first one, ``further`` that of every other."""
    fitted = list(blocks)
    for block in fitted:
        block.fit(width)
    _squeeze(fitted, first)
    pages: list[list[Block]] = [[]]
    room = first
    while fitted:
        block = fitted.pop(0)
        if block.height + _next(block, fitted) <= room + 0.01:
            pages[-1].append(block)
            room -= block.height
            continue
        parts = block.part(room) if isinstance(block, Prose) else None
        if parts is not None:
            pages[-1].append(parts[0])
            fitted.insert(0, parts[1])
        elif not pages[-1] and room == further:
            pages[-1].append(block)  # taller than any page: cannot be, every field has its greatest length
            continue
        else:
            fitted.insert(0, block)
        pages.append([])
        room = further
    return pages


def _next(block: Block, further: Sequence[Block]) -> float:
    """How much of what it leads has to stand under a block on the same page."""
    if not block.leads or not further:
        return 0
    return min(further[0].height, _LED) if isinstance(further[0], Prose) else further[0].height


def _squeeze(blocks: list[Block], room: float) -> None:
    """Make it fit if that can be done in peace: leave out blank rows, the last first, then empty lines under prose."""
    while total(blocks) > room and (spares := [index for index, block in enumerate(blocks) if block.spare]):
        del blocks[spares[-1]]
    for block in blocks:
        if total(blocks) > room and isinstance(block, Prose) and block.lines:
            block.least_lines = 1
            block.fit(block.width)


def spread(blocks: Sequence[Block], room: float, most: float) -> None:
    """Give what room is left over to the rows that can use it, to each at most its share of ``most``."""
    left = room - total(blocks)
    shares = sum(block.stretch for block in blocks)
    if left > 0 and shares:
        for block in blocks:
            block.height += block.stretch * min(left / shares, most)


def draw(blocks: Sequence[Block], sheet: Sheet, x: float, y: float) -> float:
    """Draw blocks one under the other; where the last ends."""
    for block in blocks:
        block.draw(sheet, x, y)
        y += block.height
    return y
