"""The measures of label sheets, from ``resources/labels.toml``; what would not fit its paper is refused."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from deskapp.errors import DeskError
from deskapp.paper.sheet import MM
from deskapp.resources import resource

_NUMBERS = ("left", "top")
_PAIRS = ("page", "label", "pitch")
_COUNTS = ("columns", "rows")
_NAMES = {*_NUMBERS, *_PAIRS, *_COUNTS, "cut"}
#: The smallest label on which hook and code can still be read.
_LEAST = (25.0, 15.0)
#: Measures are published to a tenth of a millimetre.
_HAIR = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelSheet:
    """One kind of sheet, in millimetres; ``cut`` ones are plain paper with the outlines printed."""

    page: tuple[float, float]
    label: tuple[float, float]
    columns: int
    rows: int
    left: float
    top: float
    pitch: tuple[float, float]
    cut: bool = False

    @property
    def places(self) -> int:
        """How many labels a sheet has."""
        return self.columns * self.rows

    def place(self, at: int) -> tuple[float, float, float, float]:
        """Left, top, width and height in points of the label ``at``, counted along the rows from 0."""
        row, column = divmod(at, self.columns)
        x, y = self.left + column * self.pitch[0], self.top + row * self.pitch[1]
        return x * MM, y * MM, self.label[0] * MM, self.label[1] * MM


@cache
def label_sheets() -> dict[str, LabelSheet]:
    """The sheets that come with the program, by name. Raises DeskError ``bad_label_sheets``."""
    return read(resource("labels.toml"))


def read(path: Path) -> dict[str, LabelSheet]:
    """The sheets of a file; raises DeskError ``bad_label_sheets`` that says which sheet and what about it."""
    try:
        known = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DeskError("bad_label_sheets", file=path.name, reason=str(error)) from error
    problems = [f"[{name}] {problem}" for name, values in known.items() for problem in _problems(values)]
    if problems or not known:
        raise DeskError("bad_label_sheets", file=path.name, reason="; ".join(problems) or "[]")
    return {name: _made(values) for name, values in known.items()}


def _made(values: dict[str, Any]) -> LabelSheet:
    found: dict[str, Any] = {name: values[name] for name in (*_NUMBERS, *_COUNTS)}
    found |= {name: (float(values[name][0]), float(values[name][1])) for name in _PAIRS}
    return LabelSheet(**found, cut=values.get("cut", False))


def _problems(values: Any) -> Iterator[str]:
    """What is wrong with one sheet; its measures are compared only when all of them are there."""
    wrong = list(_malformed(values))
    yield from wrong
    if wrong:
        return
    for axis, (name, count, start) in enumerate(
        (("columns", values["columns"], "left"), ("rows", values["rows"], "top"))
    ):
        wide, step, page = values["label"][axis], values["pitch"][axis], values["page"][axis]
        if wide < _LEAST[axis]:
            yield f"label {wide} < {_LEAST[axis]} mm"
        if count > 1 and step < wide - _HAIR:
            yield f"pitch {step} < label {wide}: {name}"
        end = values[start] + (count - 1) * step + wide
        if end > page + _HAIR:
            yield f"{name}: {end:.2f} > page {page}"


def _malformed(values: Any) -> Iterator[str]:
    if not isinstance(values, dict):
        yield repr(values)
        return
    yield from (f"{name}?" for name in sorted(values.keys() - _NAMES))
    for name in (*_NUMBERS, *_COUNTS):
        value: Any = values.get(name)
        whole = name in _COUNTS
        if isinstance(value, bool) or not isinstance(value, int if whole else int | float) or value < int(whole):
            yield f"{name} = {value!r}"
    for name in _PAIRS:
        value = values.get(name)
        if not (isinstance(value, list) and len(value) == 2 and all(map(_positive, value))):
            yield f"{name} = {value!r}"
    if not isinstance(values.get("cut", False), bool):
        yield f"cut = {values['cut']!r}"


def _positive(value: Any) -> bool:
    # ``inf`` and ``nan`` are numbers to TOML.
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 2000
