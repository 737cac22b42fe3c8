"""A second reader of our PDFs, fast enough for hundreds: where each run of text stands, by the file's own tables."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdf

_STEP = re.compile(rb"/(F\d+) ([\d.]+) Tf|1 0 0 1 (-?[\d.]+) (-?[\d.]+) Tm <([0-9A-F]*)> Tj")
_ENTRY = re.compile(rb"^<([0-9A-F]{4})> <((?:[0-9A-F]{4})+)>$", re.MULTILINE)


class Run(NamedTuple):
    """Text drawn in one go, and the box it takes."""

    text: str
    left: float
    right: float
    low: float
    high: float


class Font:
    """What the file says of one of its fonts: characters and widths by code."""

    def __init__(self, entry: Any) -> None:
        _head, _, table = entry["/ToUnicode"].get_object().get_data().partition(b"endcodespacerange")
        blocks = [int(count) for count in re.findall(rb"(\d+) beginbfchar", table)]
        assert max(blocks) <= 100
        self.chars = {
            int(code, 16): bytes.fromhex(digits.decode()).decode("utf-16-be", "surrogatepass")
            for code, digits in _ENTRY.findall(table)
        }
        assert len(self.chars) == sum(blocks)
        self.widths: dict[int, float] = {}
        array = list(entry["/DescendantFonts"][0].get_object().get("/W", []))
        for first, widths in zip(array[0::2], array[1::2], strict=True):
            self.widths.update({int(first) + place: float(width) for place, width in enumerate(widths)})

    def width(self, code: int) -> float:
        return self.widths.get(code, 1000.0)


def read(pdf: bytes) -> Iterator[tuple[Any, list[Run]]]:
    """Each page with its runs, without what stands askew (watermarks)."""
    fonts: dict[str, Font] = {}
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        for name, entry in page["/Resources"]["/Font"].items():
            fonts.setdefault(name[1:], Font(entry.get_object()))
        content = page.get_contents()
        assert content is not None
        *_, upright = content.get_data().partition(b"\n0 g\n")
        yield page, list(_runs(upright, fonts))


def _runs(content: bytes, fonts: dict[str, Font]) -> Iterator[Run]:
    font, size = Font.__new__(Font), 0.0
    for name, points, x, y, digits in _STEP.findall(content):
        if name:
            font, size = fonts[name.decode()], float(points)
            continue
        codes = [int(digits[at : at + 4], 16) for at in range(0, len(digits), 4)]
        wide = sum(map(font.width, codes)) * size / 1000
        text = "".join(font.chars[code] for code in codes)
        left, base = float(x), float(y)
        yield Run(text, left, left + wide, base - 0.12 * size, base + 0.88 * size)


def text_of(pdf: bytes) -> str:
    """All text in the order of drawing, without blanks."""
    return "".join("".join(run.text for _page, runs in read(pdf) for run in runs).split())


def faults(pdf: bytes) -> list[str]:
    """Text over other text, or off the page."""
    found = []
    for number, (page, runs) in enumerate(read(pdf), 1):
        wide, high = float(page.mediabox.width), float(page.mediabox.height)
        off = [r for r in runs if r.left < 8 or r.right > wide - 8 or r.low < 8 or r.high > high - 8]
        found += [f"page {number}: off the page: {run}" for run in off]
        found += [f"page {number}: {one} over {other}" for one, other in overlaps(runs)]
    return found


def overlaps(runs: list[Run]) -> Iterator[tuple[Run, Run]]:
    """Pairs of runs whose boxes share more than a hair's breadth."""
    ordered = sorted((run for run in runs if run.right - run.left > 0.1), key=_low)
    for place, run in enumerate(ordered):
        for other in ordered[place + 1 :]:
            if other.low > run.high - 0.3:
                break
            if min(run.right, other.right) - max(run.left, other.left) > 0.3:
                yield run, other


def _low(run: Run) -> float:
    return run.low
