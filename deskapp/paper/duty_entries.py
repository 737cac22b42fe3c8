"""An entry of the duty log on paper: its words flow over pages, those put right are struck through (``DUTY-3``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from deskapp.paper.cells import LEADING, PAD, PAD_Y, ROW, Prose, Text, base_line
from deskapp.paper.fonts import regular
from deskapp.paper.lines import wrap
from deskapp.paper.sheet import MM, Sheet

#: Sequence, time, kind; what happened takes what is left; by whom.
LEFT, RIGHT = (12 * MM, 25 * MM, 22 * MM), 20 * MM


@dataclass(slots=True)
class EntryRow(Prose):
    """An entry in its columns. ``ahead`` is said of it before its words and is never struck through."""

    seq: int = 0
    left: Sequence[Text] = ()
    by: Text | None = None
    ahead: str = ""
    struck: bool = False
    plain: int = 0
    beside: float = 0

    def fit(self, width: float) -> float:
        """See ``Content``."""
        self.width = width
        if self.lines is None:
            room = width - sum(LEFT) - RIGHT - 2 * PAD
            ahead = wrap(self.ahead, room, self.size, regular()) if self.ahead else []
            self.plain = len(ahead)
            self.lines = ahead + (wrap(self.text, room, self.size, regular()) if self.text else [])
        sides = [text.fit(wide) for text, wide in zip(self.left, LEFT, strict=True)]
        self.beside = max(*sides, self.by.fit(RIGHT) if self.by is not None else 0, ROW)
        self.height = max(len(self.lines) * self.size * LEADING + 2 * PAD_Y, self.beside)
        return self.height

    def part(self, room: float) -> tuple[Prose, Prose] | None:
        """See ``Prose``: the rest says again whose it is."""
        lines, count = self.lines or [], int((room - 2 * PAD_Y) / (self.size * LEADING))
        if count < 2 or len(lines) < 3 or room < self.beside:
            return None
        count = min(count, len(lines) - 1)
        again = (self.left[0], Text("…", top=True), Text(""))
        first = replace(self, lines=lines[:count])
        rest = replace(self, lines=lines[count:], plain=max(self.plain - count, 0), left=again, by=Text(""))
        first.fit(self.width)
        rest.fit(self.width)
        return first, rest

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """See ``Row``."""
        wide = self.width - sum(LEFT) - RIGHT
        for text, width in zip(self.left, LEFT, strict=True):
            sheet.frame(x, y, width, self.height)
            text.draw(sheet, x, y, width, self.height)
            x += width
        sheet.frame(x, y, wide, self.height)
        self._words(sheet, x + PAD, y + PAD_Y)
        sheet.frame(x + wide, y, RIGHT, self.height)
        if self.by is not None:
            self.by.draw(sheet, x + wide, y, RIGHT, self.height)

    def _words(self, sheet: Sheet, x: float, y: float) -> None:
        for number, line in enumerate(self.lines or []):
            struck = self.struck and number >= self.plain
            sheet.text(x, y + base_line(self.size), line, self.size, grey=0.25 if struck or number < self.plain else 0)
            if struck and line.strip():
                middle = y + base_line(self.size) - 0.3 * self.size
                sheet.rule(x, middle, x + regular().measure(line.rstrip(), self.size), middle)
            y += self.size * LEADING
