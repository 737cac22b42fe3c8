"""A run of labels: dealt out to the places of label sheets, from the first free one on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from deskapp.domain.paper import PrintOptions
from deskapp.paper.fonts import bold, regular
from deskapp.paper.label_sheets import LabelSheet, label_sheets
from deskapp.paper.pdf import Document
from deskapp.paper.sheet import MM, Sheet

L = TypeVar("L")
Box = tuple[float, float, float, float]


def run(
    options: PrintOptions, labels: Sequence[L] | None, paint: Callable[[Sheet, Box, L], None], *, title: str
) -> bytes:
    """Sheets of labels; without any, one that shows the outlines, to hold against a sheet.

    Not even in the file's own words is the estate named: a label found in the street opens no door.
    """
    kind = label_sheets()[options.paper]
    document = Document(title=title, subject="", author="", language="zh-CN")
    begin = min(max(options.first, 1), kind.places) - 1
    places = [divmod(begin + at, kind.places) for at in range(len(labels or ()))]
    for page in range(places[-1][0] + 1 if places else 1):
        sheet = _sheet(document, kind, outlines=labels is None or kind.cut)
        for (on, place), label in zip(places, labels or (), strict=True):
            if on == page:
                paint(sheet, kind.place(place), label)
    return document.finish()


def _sheet(document: Document, kind: LabelSheet, *, outlines: bool) -> Sheet:
    sheet = Sheet(document, kind.page[0] * MM, kind.page[1] * MM)
    if outlines:
        for at in range(kind.places):
            sheet.frame(*kind.place(at))
    return sheet


def fitting(text: str, room: float, sizes: Sequence[float], *, strong: bool) -> float:
    """The largest size in which the text fits in one line, or the smallest."""
    style = bold() if strong else regular()
    return next((size for size in sizes if style.measure(text, size) <= room), sizes[-1])
