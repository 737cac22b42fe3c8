"""Where the hooks of a cabinet are drawn, and how much each of them has room to say."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QPointF, QRect, QRectF, QSize

#: A hook at 100 %: width, height, room between two, in pixels at 100 % of the text.
CELL = (88, 76)
GAP = 6
#: Narrower and wider than this a hook of the usual picture does not become, so that its names are read.
NARROWEST, WIDEST = 74, 124
#: The steps of the zoom; below the first the whole cabinet is fitted into the window.
ZOOMS = (0.36, 0.5, 0.66, 0.82, 1.0, 1.2, 1.45, 1.75, 2.1)
_FULL, _SHORT, _HOOK = 66, 44, 27


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

    def within(self, area: QRect) -> tuple[range, range]:
        """The rows and columns that an area touches; a ring around a hook reaches into the gap."""
        down, across = self.high + self.gap, self.wide + self.gap
        top, bottom = (area.top() - self.edge) // down, (area.bottom() - self.edge + self.gap) // down
        left, right = (area.left() - self.edge) // across, (area.right() - self.edge + self.gap) // across
        rows = range(max(top + 1, 1), min(bottom + 1, self.rows) + 1)
        return rows, range(max(left + 1, 1), min(right + 1, self.columns) + 1)


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
    if zoom == 1 and columns:
        share = (room.width() - 2 * edge + gap) // columns - gap
        wide = min(max(share, round(NARROWEST * unit)), round(WIDEST * unit))
    return Grid(rows, columns, wide, high, gap, edge)


def _whole(rows: int, columns: int, room: QSize, unit: float) -> Grid:
    """All hooks at once, however small."""
    edge = 5
    across = (room.width() - 2 * edge) // max(columns, 1)
    down = (room.height() - 2 * edge) // max(rows, 1)
    gap = 3 if min(across, down) > 16 else 1
    wide = min(max(across - gap, 6), round(CELL[0] * unit))
    high = min(max(down - gap, 6), round(CELL[1] * unit), max(wide, 6))
    return Grid(rows, columns, wide, high, gap, edge)
