"""One page being drawn: text, rules, boxes, QR codes, watermarks. Points, measured from the upper left corner."""

from __future__ import annotations

import math
from functools import lru_cache

from deskapp.paper.fonts import BOXED, UNSEEN, Style, bold, fallback_faces, regular
from deskapp.paper.pdf import Document, Embedded, Raster

MM = 72 / 25.4
#: How light the shade behind labels is; it stays readable on a worn-out printer.
SHADE = 0.93
RULE = 0.5

#: Hexadecimal digits in three by five dots, each row as three bits, for the box of a character no font has.
_DIGITS = tuple(int(rows, 8) for rows in (
    "75557", "26227", "71747", "71717", "55711", "74717", "74757", "71111",
    "75757", "75717", "75755", "65656", "74447", "65556", "74647", "74644",
))  # fmt: skip


class Sheet:
    """A page. What is drawn is kept in layers: watermarks, shades, rules, text."""

    def __init__(self, document: Document, width: float, height: float) -> None:
        self.document = document
        self.width = width
        self.height = height
        self._under: list[str] = []
        self._shades: list[str] = []
        self._rules: list[str] = []
        self._over: list[str] = []
        self._texts: list[str] = []
        #: The names of the pictures that are drawn on it.
        self.images: set[str] = set()
        self._font: tuple[str, float, str, float] = ("", 0.0, "", 0.0)
        document.add(self)

    def content(self) -> bytes:
        """The page's drawing orders."""
        parts = ["1 w 0 J", *self._under]
        if self._shades:
            parts += [f"{SHADE} g", *self._shades, "f"]
        if self._rules:
            parts += [f"0 G {RULE} w", *self._rules, "S"]
        parts += ["0 g", *self._over]
        if self._texts:
            parts += ["BT", *self._texts, "ET"]
        return "\n".join(parts).encode("ascii")

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        strong: bool = False,
        grey: float = 0,
        align: str = "l",
        spacing: float = 0,
        ink: tuple[float, float, float] | None = None,
    ) -> None:
        """A line of text with its base line at ``y``; ``align`` l, c or r of ``x``; ``ink`` is a colour, not a grey."""
        style = bold() if strong else regular()
        wide = style.measure(text, size)
        if align != "l":
            wide += spacing * max(len(text) - 1, 0)
            x -= wide if align == "r" else wide / 2
        tone = f"{grey:g} g" if ink is None else f"{ink[0]:g} {ink[1]:g} {ink[2]:g} rg"
        for embedded, run, offset in self._runs(style, text, size):
            state = (embedded.name, size, tone, spacing)
            if state != self._font:
                self._texts.append(f"/{embedded.name} {size:g} Tf {tone} {spacing:g} Tc")
                self._font = state
            codes = "".join(map(embedded.__getitem__, run))
            self._texts.append(f"1 0 0 1 {x + offset:.1f} {self.height - y:.1f} Tm <{codes}> Tj")
        if not style.is_plain(text):
            self._boxes(style, x, y, text, size)

    def _runs(self, style: Style, text: str, size: float) -> list[tuple[Embedded, str, float]]:
        """The text cut where the face changes, each piece with its distance from the start."""
        own = self.document.embedded(style.face)
        if style.is_plain(text):
            return [(own, text, 0.0)] if text else []
        runs: list[tuple[Embedded, str, float]] = []
        offset = 0.0
        for char in text:
            place = style.where.get(char, UNSEEN)
            face = own if place < 0 else self.document.embedded(fallback_faces()[place])
            if place < 0 and char in style.where:
                own.empty(char, style[char])
            if runs and runs[-1][0] is face:
                runs[-1] = (face, runs[-1][1] + char, runs[-1][2])
            else:
                runs.append((face, char, offset))
            offset += style[char] * size / 1000
        return runs

    def _boxes(self, style: Style, x: float, y: float, text: str, size: float) -> None:
        for char in text:
            if style.where.get(char) == BOXED:
                self._over.append(_code_point_box(ord(char), x, self.height - y, size))
            x += style[char] * size / 1000

    def shade(self, x: float, y: float, width: float, height: float) -> None:
        """A light grey ground."""
        self._shades.append(self._rectangle(x, y, width, height))

    def frame(self, x: float, y: float, width: float, height: float) -> None:
        """A thin frame."""
        self._rules.append(self._rectangle(x, y, width, height))

    def _rectangle(self, x: float, y: float, width: float, height: float) -> str:
        # The edges are rounded, not the lengths: the edge that two frames share is one line.
        left, right = round(x, 1), round(x + width, 1)
        high, low = round(self.height - y, 1), round(self.height - y - height, 1)
        return f"{left:g} {low:g} {right - left:.1f} {high - low:.1f} re"

    def rule(self, x: float, y: float, x2: float, y2: float) -> None:
        """A thin line."""
        self._rules.append(f"{x:.2f} {self.height - y:.2f} m {x2:.2f} {self.height - y2:.2f} l")

    def dashed(self, x: float, y: float, width: float, height: float) -> None:
        """A dashed frame, where nothing is."""
        self._over.append(f"q 0.5 G 0.6 w [2 2] 0 d {self._rectangle(x, y, width, height)} S Q")

    def crossed(self, x: float, y: float, width: float, height: float) -> None:
        """A cross over a frame, grey: what is written there can be read."""
        top, bottom = self.height - y, self.height - y - height
        lines = f"{x:.2f} {top:.2f} m {x + width:.2f} {bottom:.2f} l {x:.2f} {bottom:.2f} m {x + width:.2f} {top:.2f} l"
        self._over.append(f"q 0.6 G 0.8 w {lines} S Q")

    def hatched(self, x: float, y: float, width: float, height: float, gap: float = 3.2) -> None:
        """Thin slanting lines under everything else: told from a shade on any printer."""
        top, bottom = self.height - y, self.height - y - height
        box = f"{x:.2f} {bottom:.2f} {width:.2f} {height:.2f} re W n"
        # Counted from the sheet's corner: the lines of cells beside each other meet.
        first, last = math.floor((x - top) / gap), math.ceil((x + width - bottom) / gap)
        lines = " ".join(
            f"{at * gap + bottom:.2f} {bottom:.2f} m {at * gap + top:.2f} {top:.2f} l" for at in range(first, last + 1)
        )
        self._under.append(f"q 0.62 G 0.4 w {box} {lines} S Q")

    def dotted(self, x: float, y: float, width: float, height: float, gap: float = 3.0) -> None:
        """Fine dots under everything else, the third ground beside a shade and slanting lines."""
        low, steps = self.height - y - height, range(int(height // gap))
        lines = " ".join(
            f"{x:.2f} {low + (step + 0.5) * gap:.2f} m {x + width:.2f} {low + (step + 0.5) * gap:.2f} l"
            for step in steps
        )
        self._under.append(f"q 0.35 G 0.7 w 1 J [0 {gap:g}] {gap / 2:g} d {lines} S Q")

    def corner(self, x: float, y: float, side: float) -> None:
        """A small solid triangle whose right angle is at the upper right, x, y: a cell that was changed."""
        top = self.height - y
        self._over.append(f"{x - side:.2f} {top:.2f} m {x:.2f} {top:.2f} l {x:.2f} {top - side:.2f} l f")

    def fill(self, x: float, y: float, width: float, height: float, grey: float = 0) -> None:
        """A solid block."""
        self._over.append(f"{grey:g} g {self._rectangle(x, y, width, height)} f 0 g")

    def cut_line(self, y: float) -> None:
        """A dashed line across the page, where the copies are cut apart, with a pair of scissors at its left end."""
        at = self.height - y
        self._over.append(f"q 0.45 G 0.6 w [4 3] 0 d {6 * MM:.2f} {at:.2f} m {self.width:.2f} {at:.2f} l S Q")
        self._over.append(_scissors(2.2 * MM, at))

    def cut_down(self, x: float) -> None:
        """A dashed line down the page, where what stands beside each other is cut apart."""
        self._over.append(f"q 0.45 G 0.6 w [4 3] 0 d {x:.2f} {self.height:.2f} m {x:.2f} 0 l S Q")

    def tick_box(self, x: float, y: float, side: float, ticked: bool) -> None:
        """An empty square with its upper left corner at x, y, or one with a tick."""
        low = self.height - y - side
        self._over.append(f"q 0.8 w {x:.2f} {low:.2f} {side:.2f} {side:.2f} re S Q")
        if ticked:
            corners = ((0.14, 0.52, "m"), (0.42, 0.16, "l"), (1.06, 1.04, "l"))
            path = " ".join(f"{x + a * side:.2f} {low + b * side:.2f} {step}" for a, b, step in corners)
            self._over.append(f"q 1.7 w 1 j {path} S Q")

    def image(self, raster: Raster, x: float, y: float, width: float, height: float) -> None:
        """A picture over exactly this rectangle."""
        name = self.document.image(raster)
        self.images.add(name)
        self._over.append(f"q {width:.2f} 0 0 {height:.2f} {x:.2f} {self.height - y - height:.2f} cm /{name} Do Q")

    def qr(self, x: float, y: float, side: float, text: str) -> None:
        """A QR code as one filled path: no hair line parts its rows. The white around it is the caller's."""
        modules, path = qr_path(text)
        unit = side / modules
        self._over.append(f"q {unit:.4f} 0 0 {-unit:.4f} {x:.2f} {self.height - y:.2f} cm {path} f Q")

    def watermark(self, x: float, y: float, text: str, size: float, angle: float, grey: float = 0.87) -> None:
        """Large pale words under everything else, turned, centred on x, y."""
        style = bold()
        half = style.measure(text, size) / 2
        turn = f"{math.cos(angle):.4f} {math.sin(angle):.4f} {-math.sin(angle):.4f} {math.cos(angle):.4f}"
        self._under.append(f"q {grey:g} g {turn} {x:.2f} {self.height - y:.2f} cm BT")
        for embedded, run, offset in self._runs(style, text, size):
            codes = "".join(map(embedded.__getitem__, run))
            at = f"{offset - half:.2f} {-0.36 * size:.2f}"
            self._under.append(f"/{embedded.name} {size:g} Tf 1 0 0 1 {at} Tm <{codes}> Tj")
        self._under.append("ET Q")


@lru_cache(maxsize=512)
def qr_path(text: str) -> tuple[int, str]:
    """The number of modules a side, and the dark modules as rectangles in module units from the upper left corner."""
    import segno

    matrix = segno.make(text, error="m", micro=False).matrix
    parts: list[str] = []
    for row, line in enumerate(matrix):
        column = 0
        while column < len(line):
            start = column
            while column < len(line) and line[column]:
                column += 1
            if column > start:
                parts.append(f"{start} {row} {column - start} 1 re")
            column += 1
    return len(matrix), " ".join(parts)


def _code_point_box(code: int, x: float, y: float, size: float) -> str:
    """A frame of one em with the code point in it in two rows of dots, as browsers show what they have no font for."""
    digits = f"{code:04X}" if code < 0x10000 else f"{code:06X}"
    columns = len(digits) // 2
    dot = size * 0.72 / (columns * 4 - 1)
    tall = size * 0.74 / 11
    parts = [f"q 0.4 w {x + 0.05 * size:.2f} {y - 0.1 * size:.2f} {0.9 * size:.2f} {0.94 * size:.2f} re S"]
    for index, digit in enumerate(digits):
        left = x + 0.14 * size + index % columns * 4 * dot
        top = y + 0.74 * size - index // columns * 6 * tall
        bits = _DIGITS[int(digit, 16)]
        for place in range(15):
            if bits >> 14 - place & 1:
                across, down = place % 3, place // 3
                parts.append(f"{left + across * dot:.2f} {top - (down + 1) * tall:.2f} {dot:.2f} {tall:.2f} re")
    return " ".join([*parts, "f Q"])


def _scissors(x: float, y: float) -> str:
    """A small pair of scissors, open to the right."""
    rings = " ".join(_ring(x + 1.6, y + side * 2.1, 1.5) for side in (1, -1))
    blades = " ".join(f"{x + 2.8:.2f} {y + side * 1.3:.2f} m {x + 8.6:.2f} {y - side * 1.9:.2f} l" for side in (1, -1))
    return f"q 0.45 G 0.7 w {rings} {blades} S Q"


def _ring(x: float, y: float, radius: float) -> str:
    """A circle of four curves."""
    bend, corners = radius * 0.5523, ((1, 0), (0, 1), (-1, 0), (0, -1))
    parts = [f"{x + radius:.2f} {y:.2f} m"]
    for (a, b), (c, d) in zip(corners, (*corners[1:], corners[0]), strict=True):
        near = f"{x + a * radius - b * bend:.2f} {y + b * radius + a * bend:.2f}"
        far = f"{x + c * radius + d * bend:.2f} {y + d * radius - c * bend:.2f}"
        parts.append(f"{near} {far} {x + c * radius:.2f} {y + d * radius:.2f} c")
    return " ".join(parts)
