"""The key cabinets small: a box for every hook, black where its keys are out; too many hooks: the lent ones by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from deskapp.domain.keys import HookCell, State, Wall
from deskapp.paper.cells import Cell, Row
from deskapp.paper.fonts import bold, regular
from deskapp.paper.kit import Press
from deskapp.paper.lines import fitted
from deskapp.paper.sections import Line, row
from deskapp.paper.sheet import MM, Sheet
from deskapp.paper.speech import Label

_CELL_HIGH, _CELL_WIDE, _GAP = 3.6 * MM, 7.2 * MM, 0.3 * MM
_NAME = 24 * MM
#: The map may take so much of the page; beyond that the lent hooks are named instead.
_MOST_HIGH = 74 * MM
_WIDTH = 190 * MM
_TYPE, _LEAST = 5.2, 3.6
_LENT = Label("借出 {out}；缺失 {missing}", "out {out}; missing {missing}")
_NOTHING = Label("无", "none")


@dataclass(slots=True)
class _Grid:
    """One cabinet: rows of boxes in the order in which they hang."""

    wall: Wall

    def fit(self, _width: float) -> float:
        """See ``Content``."""
        return self.wall.rows * _CELL_HIGH + 1.2 * MM

    def draw(self, sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
        """See ``Content``."""
        wide = min((width - 2 * MM) / max(self.wall.columns, 1), _CELL_WIDE)
        for hook in self.wall.hooks:
            left, top = x + 1 * MM + (hook.column - 1) * wide, y + 0.6 * MM + (hook.row - 1) * _CELL_HIGH
            _box(sheet, hook, self.wall.code, (left + _GAP, top + _GAP, wide - 2 * _GAP, _CELL_HIGH - 2 * _GAP))


def _box(sheet: Sheet, hook: HookCell, code: str, box: tuple[float, float, float, float]) -> None:
    x, y, wide, high = box
    out = hook.state is State.OUT
    if hook.state is None:
        sheet.dashed(x, y, wide, high)
        return
    if out:
        sheet.fill(x, y, wide, high)
    else:
        sheet.frame(x, y, wide, high)
    if hook.state is State.MISSING:
        sheet.crossed(x, y, wide, high)
    label = hook.hook.removeprefix(code).strip("- ") or hook.hook
    said, size = fitted(label, wide - 0.6, _TYPE, bold() if out else regular(), _LEAST)
    sheet.text(x + wide / 2, y + high / 2 + size * 0.36, said, size, strong=out, grey=1 if out else 0.25, align="c")


def grid_rows(press: Press, walls: Sequence[Wall]) -> Iterator[Row]:
    """A row for each cabinet."""
    high = sum(_Grid(wall).fit(0) for wall in walls)
    small = all((_WIDTH - _NAME) / max(wall.columns, 1) >= _CELL_WIDE / 2 for wall in walls)
    for wall in walls:
        name = f"{wall.code} {wall.name}".strip()
        if high <= _MOST_HIGH and small:
            yield Row([Cell(Line(name, strong=True), width=_NAME, shaded=True), Cell(_Grid(wall))])
        else:
            yield row([(name, 1.2), (f"{len(wall.hooks)}", 0.4), (_named(press, wall), 6)], strong=0)


def _named(press: Press, wall: Wall) -> str:
    """The hooks whose keys are out or missed; there is no room for two languages."""
    nothing, label = (_NOTHING.zh, _LENT.zh) if press.speech.zh else (_NOTHING.en, _LENT.en)
    hooks = {state: [hook.hook for hook in wall.hooks if hook.state is state] for state in (State.OUT, State.MISSING)}
    told = [f"{len(each)} {' '.join(each)}" if each else nothing for each in hooks.values()]
    return label.format(out=told[0], missing=told[1])
