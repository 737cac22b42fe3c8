"""What the roster for the wall is made of: the heads of its days, its cells, the key to its signs (``DUTY-1``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from deskapp.domain.roster import DutyDay, GridDay
from deskapp.domain.shifts import Colour
from deskapp.paper.cells import PAD
from deskapp.paper.fonts import bold, regular
from deskapp.paper.lines import fitted
from deskapp.paper.sheet import MM, Sheet

Ink = tuple[float, float, float]

#: The inks of shifts: dark enough that a printer without colours prints them nearly black.
INKS: dict[Colour, Ink] = {
    Colour.BLUE: (0.04, 0.26, 0.55),
    Colour.ORANGE: (0.54, 0.26, 0.0),
    Colour.GREEN: (0.04, 0.36, 0.18),
    Colour.PURPLE: (0.35, 0.17, 0.56),
    Colour.TEAL: (0.04, 0.32, 0.34),
    Colour.RED: (0.6, 0.08, 0.14),
    Colour.BROWN: (0.38, 0.22, 0.1),
    Colour.GREY: (0.22, 0.26, 0.3),
}
_LETTER, _SIDES = 11.0, 0.3 * MM


class Ground(StrEnum):
    """What a column is filled with: told apart without colours."""

    PLAIN = "plain"
    SHADED = "shaded"
    HATCHED = "hatched"
    DOTTED = "dotted"

    @classmethod
    def of(cls, day: GridDay | None) -> Ground:
        """A day's: weekends shaded, public holidays hatched, make-up working days dotted."""
        if day is None:
            return cls.PLAIN
        if day.make_up:
            return cls.DOTTED
        kinds = {DutyDay.WORKING: cls.PLAIN, DutyDay.WEEKEND: cls.SHADED, DutyDay.HOLIDAY: cls.HATCHED}
        return kinds[day.kind]

    def draw(self, sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
        """Fill a rectangle."""
        if self is Ground.SHADED:
            sheet.shade(x, y, width, height)
        elif self is Ground.HATCHED:
            sheet.hatched(x, y, width, height)
        elif self is Ground.DOTTED:
            sheet.dotted(x, y, width, height)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What stands in a cell: its letters and their ink; pale ones are days without duty."""

    text: str = ""
    ink: Ink | None = None
    pale: bool = False
    changed: bool = False
    #: On duty in spite of an approved leave.
    away: str = ""


@dataclass(slots=True)
class Square:
    """One cell of the grid; ``scale`` is 1 on A4."""

    mark: Mark
    ground: Ground
    scale: float = 1

    def fit(self, _width: float) -> float:
        """See ``Content``."""
        return 0

    def draw(self, sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
        """See ``Content``."""
        mark = self.mark
        self.ground.draw(sheet, x, y, width, height)
        if mark.changed:
            for inset in (0.5, 0.9):
                sheet.frame(x + inset, y + inset, width - 2 * inset, height - 2 * inset)
            sheet.corner(x + width - 0.5, y + 0.5, 1.5 * MM * self.scale)
        style, size = (regular(), 7.0) if mark.pale else (bold(), _LETTER)
        said, size = fitted(mark.text, width - 2 * _SIDES, size * self.scale, style, 4.0)
        strong, grey = not mark.pale, 0.4 if mark.pale else 0
        low = y + height / 2 + 0.36 * size
        sheet.text(x + width / 2, low, said, size, strong=strong, grey=grey, ink=mark.ink, align="c")
        if mark.away:
            sheet.text(x + 0.5 * MM, y + height - 0.5 * MM, mark.away, 5 * self.scale)


@dataclass(slots=True)
class Lines:
    """Short lines one over the other, each shrunk to the width, on a ground: (text, size, strong)."""

    said: Sequence[tuple[str, float, bool]]
    ground: Ground = Ground.PLAIN
    align: str = "c"
    edge: float = 0.7 * MM

    def fit(self, _width: float) -> float:
        """See ``Content``."""
        return sum(size * 1.18 for text, size, _strong in self.said if text) + 0.8 * MM

    def draw(self, sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
        """See ``Content``."""
        self.ground.draw(sheet, x, y, width, height)
        top = y + (height - self.fit(width)) / 2 + 0.4 * MM
        left = x + width / 2 if self.align == "c" else x + self.edge
        for text, size, strong in self.said:
            if not text:
                continue
            said, fits = fitted(text, width - 2 * self.edge, size, bold() if strong else regular(), 4.0)
            sheet.text(left, top + size * 0.95, said, fits, strong=strong, align=self.align)
            top += size * 1.18


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of the key: the cell as it looks, and what it means."""

    square: Square
    said: str


@dataclass(slots=True)
class Key:
    """The signs and their meanings beside each other, in as many lines as they need."""

    signs: Sequence[Sign]
    scale: float = 1
    places: list[tuple[float, int, str, float]] = field(default_factory=list)

    def fit(self, width: float) -> float:
        """See ``Content``."""
        self.places, x, line, most = [], 0.0, 0, width - 2 * PAD
        for sign in self.signs:
            said, size = fitted(sign.said, most - self._box - 1 * MM, 7.6 * self.scale, regular())
            wide = self._box + 1 * MM + regular().measure(said, size)
            if x and x + wide > most:
                x, line = 0.0, line + 1
            self.places.append((x, line, said, size))
            x += wide + 4 * MM
        return (line + 1) * self._step + 1.2 * MM

    @property
    def _box(self) -> float:
        return 6 * MM * self.scale

    @property
    def _step(self) -> float:
        return 5 * MM * self.scale

    def draw(self, sheet: Sheet, x: float, y: float, _width: float, height: float) -> None:
        """See ``Content``."""
        high = 4.2 * MM * self.scale
        top = y + (height - (self.places[-1][1] + 1) * self._step) / 2 + (self._step - high) / 2 if self.places else y
        for sign, (left, line, said, size) in zip(self.signs, self.places, strict=True):
            at = x + PAD + left, top + line * self._step
            sheet.frame(*at, self._box, high)
            sign.square.draw(sheet, *at, self._box, high)
            sheet.text(at[0] + self._box + 1 * MM, at[1] + high / 2 + 0.36 * size, said, size)
