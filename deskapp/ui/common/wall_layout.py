"""Where the hooks of a cabinet are drawn, and how much each of them has room to say."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QRegion

#: A hook at 100 %: width, height, room between two, in pixels at 100 % of the text.
CELL = (88, 78)
#: So wide is it in the usual picture of a cabinet that does not fit: more hooks are seen, the names still read.
_THIN = 74
GAP = 6
#: Where all hooks fit they share the room, but never so little that names are not read, nor so much that it is bare.
NARROWEST, WIDEST = 66, 124
LOWEST, HIGHEST = 73, 96
#: The steps of the zoom; below the first the whole cabinet is fitted into the window.
ZOOMS = (0.36, 0.5, 0.66, 0.82, 1.0, 1.2, 1.45, 1.75, 2.1)
_FULL, _SHORT, _HOOK = 62, 44, 27


ZOOM_KEYS = {
    Qt.Key.Key_Plus: 1,
    Qt.Key.Key_Equal: 1,
    Qt.Key.Key_Minus: -1,
    Qt.Key.Key_Underscore: -1,
    Qt.Key.Key_0: 0,
}
_ARROWS = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}
_PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class Detail(IntEnum):
    """How much a cell says: its shape, its number too, its place too, everything."""

    SHAPE = 0
    HOOK = 1
    PLACE = 2
    ALL = 3


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows × columns of equal cells; rows and columns count from 1."""

    rows: int
    columns: int
    wide: int
    high: int
    gap: int
    edge: int

    @property
    def size(self) -> QSize:
        """The room that all of it takes."""
        across = self.columns * (self.wide + self.gap) - self.gap
        down = self.rows * (self.high + self.gap) - self.gap
        return QSize(max(across, 0) + 2 * self.edge, max(down, 0) + 2 * self.edge)

    def rect(self, row: int, column: int) -> QRect:
        """Where a hook is."""
        return QRect(
            self.edge + (column - 1) * (self.wide + self.gap),
            self.edge + (row - 1) * (self.high + self.gap),
            self.wide,
            self.high,
        )

    def at(self, point: QPointF) -> tuple[int, int] | None:
        """The row and column under a point; the room between two belongs to none."""
        row = int((point.y() - self.edge) // (self.high + self.gap)) + 1
        column = int((point.x() - self.edge) // (self.wide + self.gap)) + 1
        inside = 1 <= row <= self.rows and 1 <= column <= self.columns
        return (row, column) if inside and QRectF(self.rect(row, column)).contains(point) else None

    def beside(self, at: tuple[int, int], key: Qt.Key, seen: int, *, control: bool) -> tuple[int, int] | None:
        """Where a key leads from a hook, past a row's end into the next, a page by what is ``seen``; None: nowhere."""
        row, column = at
        if key == Qt.Key.Key_Home:
            return (1 if control else row, 1)
        if key == Qt.Key.Key_End:
            return (self.rows if control else row, self.columns)
        if control:
            return None
        if key in _PAGES:
            page = max(seen // (self.high + self.gap) - 1, 1)
            return (min(max(row + page * _PAGES[key], 1), self.rows), column)
        if key not in _ARROWS:
            return None
        down, across = _ARROWS[key]
        place = (row - 1 + down) * self.columns + column - 1 + across
        if not 0 <= place < self.rows * self.columns:
            return at
        return place // self.columns + 1, place % self.columns + 1

    def within(self, area: QRect) -> tuple[range, range]:
        """The rows and columns of the hooks that an area touches; what touches the gap beside them is not theirs."""
        down, across = self.high + self.gap, self.wide + self.gap
        top, bottom = (area.top() - self.edge - self.high) // down + 1, (area.bottom() - self.edge) // down
        left, right = (area.left() - self.edge - self.wide) // across + 1, (area.right() - self.edge) // across
        rows = range(max(top + 1, 1), min(bottom + 1, self.rows) + 1)
        return rows, range(max(left + 1, 1), min(right + 1, self.columns) + 1)

    def places(self, region: QRegion) -> dict[tuple[int, int], None]:
        """The hooks that a region touches, each once: what lies between its pieces, far apart, is left as it is."""
        pieces: Any = region  # its rectangles one by one, which the binding's types do not tell
        touched = map(self.within, pieces)
        return dict.fromkeys((row, column) for rows, columns in touched for row in rows for column in columns)


def detail_of(wide: int, unit: float) -> Detail:
    """How much a cell so wide says; ``unit`` is a pixel at 100 % of the text."""
    if wide >= _FULL * unit:
        return Detail.ALL
    if wide >= _SHORT * unit:
        return Detail.PLACE
    return Detail.HOOK if wide >= _HOOK * unit else Detail.SHAPE


def grid_for(rows: int, columns: int, room: QSize, zoom: float, unit: float) -> Grid:
    """The grid at a zoom: at 1 the cells share the width as far as their names are read; at 0 all of it is seen."""
    if zoom <= 0:
        return _whole(rows, columns, room, unit)
    gap = max(round(GAP * unit * min(zoom, 1)), 2)
    edge = max(round(8 * unit * min(zoom, 1)), 5)
    wide, high = round(CELL[0] * unit * zoom), round(CELL[1] * unit * zoom)
    if zoom == 1 and columns and rows:
        wide = _share(
            room.width() - 2 * edge + gap, columns, gap, round(_THIN * unit), (NARROWEST * unit, WIDEST * unit)
        )
        high = _share(room.height() - 2 * edge + gap, rows, gap, high, (LOWEST * unit, HIGHEST * unit))
    return Grid(rows, columns, wide, high, gap, edge)


def next_place(places: list[tuple[int, int]], here: tuple[int, int], by: int) -> tuple[int, int]:
    """The next of these places, in their order, or the one before; past the last comes the first."""
    at = bisect_left(places, here)
    step = at - 1 if by < 0 else at + (at < len(places) and places[at] == here)
    return places[step % len(places)]


def zoom_step(zoom: float, by: int) -> float:
    """A step larger or smaller; 0: the usual size."""
    steps = (0.0, *ZOOMS)
    at = steps.index(zoom) if zoom in steps else steps.index(1.0)
    return 1.0 if by == 0 else steps[min(max(at + by, 0), len(steps) - 1)]


def _share(room: int, count: int, gap: int, usual: int, within: tuple[float, float]) -> int:
    """A cell's part of the room where all fit; where they do not, one scrolls anyway and has the usual size."""
    share = room // count - gap
    least, most = within
    return usual if share < least else min(share, round(most))


def _whole(rows: int, columns: int, room: QSize, unit: float) -> Grid:
    """All hooks at once, however small."""
    edge = 5
    across = (room.width() - 2 * edge) // max(columns, 1)
    down = (room.height() - 2 * edge) // max(rows, 1)
    gap = 3 if min(across, down) > 16 else 1
    wide = min(max(across - gap, 6), round(CELL[0] * unit))
    high = min(max(down - gap, 6), round(CELL[1] * unit), max(wide, 6))
    return Grid(rows, columns, wide, high, gap, edge)
