"""Breaking text into lines: Chinese anywhere but before a closing or after an opening mark, English between words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deskapp.paper.fonts import BOXED, Style, regular

_NEVER_FIRST = frozenset("、。，,．.；;：:！!？?…—～~·・》〉」』】〕）]),}｝’”％%℃°々ー")
_NEVER_LAST = frozenset("《〈「『【〔（([｛{‘“￥¥$#@№")
#: What stays with the character before it: marks, variation selectors, skin tones; a joiner also holds the next.
_MARKS = "\u0300-\u036f\u20d0-\u20ff\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef"
_TOKEN = re.compile(rf"[ ]+|[!-~\u00a1-\u02af\u0370-\u058f]+|.[{_MARKS}]*(?:\u200d.[{_MARKS}]*)*", re.DOTALL)
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


def paragraphs(text: str) -> list[str]:
    """The text between its own line breaks; a tab is four spaces."""
    return _BREAK.split(text.replace("\t", "    "))


def wrap(text: str, width: float, size: float, style: Style) -> list[str]:
    """Lines of at most ``width`` points; every character is on one of them."""
    lines: list[str] = []
    limit = width * 1000 / size
    for paragraph in paragraphs(text):
        if sum(map(style.__getitem__, paragraph)) <= limit:
            lines.append(paragraph)
        else:
            lines.extend(_fill(paragraph, limit, style))
    return lines


def _fill(paragraph: str, limit: float, style: Style) -> Iterator[str]:
    line, used = "", 0.0
    for unit in _units(paragraph):
        wide = sum(map(style.__getitem__, unit.rstrip(" ")))
        if line and used + wide > limit:
            yield line
            line, used = "", 0.0
        if wide > limit:
            *whole, unit = _cut(unit, limit, style)
            yield from whole
        line += unit
        used += sum(map(style.__getitem__, unit))
    yield line


def _units(paragraph: str) -> Iterator[str]:
    """Pieces that stay together: a word with the space after it, a character with the marks that belong to it."""
    unit, held = "", False
    for match in _TOKEN.finditer(paragraph):
        token = match.group()
        joins = token[0] == " " or token[0] in _NEVER_FIRST or held
        # A run of marks longer than a few characters may be parted after all.
        if unit and (not joins or len(unit) > 60):
            yield unit
            unit = ""
        unit += token
        held = token[-1] in _NEVER_LAST
    if unit:
        yield unit


def _cut(unit: str, limit: float, style: Style) -> list[str]:
    """A unit wider than a line, cut where the line is full."""
    pieces, piece, used = [], "", 0.0
    for char in unit:
        wide = style[char]
        if piece and used + wide > limit:
            pieces.append(piece)
            piece, used = "", 0.0
        piece += char
        used += wide
    pieces.append(piece)
    return pieces


def fitted(text: str, width: float, size: float, style: Style, least: float = 5.0) -> tuple[str, float]:
    """One line in the largest type that fits, half a point at a time, and at the smallest cut with an ellipsis."""
    while size > least and style.measure(text, size) > width:
        size -= 0.5
    if style.measure(text, size) <= width:
        return text, size
    while text and style.measure(f"{text}…", size) > width:
        text = text[:-1]
    return f"{text}…", size


def missing_characters(text: str) -> str:
    """The characters no font of this machine has, each once: they are printed as boxes, and the window says so."""
    style = regular()
    found = dict.fromkeys(char for line in paragraphs(text) for char in line)
    return "".join(char for char in found if style[char] and style.where.get(char) == BOXED)
