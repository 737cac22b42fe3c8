"""Where the roster's grid draws what: names at the left, days and sums beside them, the days' head and their cover."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt

#: A cell's width and height, at 100 % of the text: never less, never more.
NARROWEST, WIDEST = 23, 40
LOWEST, HIGHEST = 29, 40
#: The names' column, a sum's column, the two lines of the head, the line of holidays over it, one of the cover.
_NAMES, _SUM, _HEAD, _BAND, _COVER = 132, 46, 36, 15, 21
_EDGE = 8
#: Hours, late shifts, weekends, holidays.
SUMS = 4

_ARROWS = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}
_PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}

#: A row and a column, both counted from 0.
At = tuple[int, int]


@dataclass(frozen=True, slots=True)
class RosterGrid:
    """The sizes of one grid in a viewport; ``x`` and ``y`` is how far it is scrolled."""

    rows: int
    columns: int
    covers: int
    room: QSize
    wide: int
    high: int
    names: int
    sum: int
    head: int
    band: int
    line: int
    edge: int

    @property
    def whole(self) -> QSize:
        """The room that days, sums and people take, the frozen parts not counted."""
        return QSize(self.columns * self.wide + SUMS * self.sum + self.edge, self.rows * self.high)

    @property
    def foot(self) -> int:
        """The height of the cover."""
        return self.covers * self.line + (self.edge if self.covers else 0)

    @property
    def body(self) -> QRect:
        """Where cells and sums are seen."""
        high = max(min(self.room.height() - self.head - self.foot, self.rows * self.high), 0)
        return QRect(self.names, self.head, max(self.room.width() - self.names, 0), high)

    def cell(self, at: At, scrolled: QPoint) -> QRect:
        """Where a cell is."""
        row, column = at
        corner = self.body.topLeft() - scrolled
        return QRect(corner.x() + column * self.wide, corner.y() + row * self.high, self.wide, self.high)

    def sum_box(self, row: int, which: int, scrolled: QPoint) -> QRect:
        """Where one of a row's sums is; row -1 is its heading."""
        left = self.names - scrolled.x() + self.columns * self.wide + which * self.sum
        if row < 0:
            return QRect(left, 0, self.sum, self.head)
        return QRect(left, self.head - scrolled.y() + row * self.high, self.sum, self.high)

    def sums(self, row: int, scrolled: QPoint) -> QRect:
        """All sums of a row."""
        return self.sum_box(row, 0, scrolled).united(self.sum_box(row, SUMS - 1, scrolled))

    def name(self, row: int, scrolled: QPoint) -> QRect:
        """Where a name is."""
        return QRect(0, self.head - scrolled.y() + row * self.high, self.names, self.high)

    def day(self, column: int, scrolled: QPoint) -> QRect:
        """A column's head."""
        return QRect(self.names - scrolled.x() + column * self.wide, 0, self.wide, self.head)

    def cover(self, column: int, which: int, scrolled: QPoint) -> QRect:
        """A column's cover of one shift; column -1 is its name."""
        top = self.body.bottom() + 1 + self.edge // 2 + which * self.line
        if column < 0:
            return QRect(0, top, self.names, self.line)
        return QRect(self.names - scrolled.x() + column * self.wide, top, self.wide, self.line)

    def covers_of(self, column: int, scrolled: QPoint) -> QRect:
        """All of a column's cover."""
        return self.cover(column, 0, scrolled).united(self.cover(column, max(self.covers - 1, 0), scrolled))

    def at(self, point: QPoint, scrolled: QPoint) -> At | None:
        """The cell under a point."""
        if not self.body.contains(point):
            return None
        inside = point - self.body.topLeft() + scrolled
        row, column = inside.y() // self.high, inside.x() // self.wide
        return (row, column) if row < self.rows and column < self.columns else None

    def nearest(self, point: QPoint, scrolled: QPoint) -> At:
        """The cell nearest to a point, for a drag that leaves the grid."""
        inside = point - self.body.topLeft() + scrolled
        row, column = inside.y() // self.high, inside.x() // self.wide
        return min(max(row, 0), self.rows - 1), min(max(column, 0), self.columns - 1)

    def column_at(self, point: QPoint, scrolled: QPoint) -> int | None:
        """The day under a point, in its head and cover too."""
        column = (point.x() - self.names + scrolled.x()) // self.wide
        return column if point.x() >= self.names and 0 <= column < self.columns else None

    def row_at(self, point: QPoint, scrolled: QPoint) -> int | None:
        """The person under a point, in name and sums too."""
        row = (point.y() - self.head + scrolled.y()) // self.high
        inside = self.body.top() <= point.y() <= self.body.bottom()
        return row if inside and 0 <= row < self.rows else None

    def rows_in(self, area: QRect, scrolled: QPoint) -> range:
        """The rows that an area touches."""
        seen = area.intersected(QRect(0, self.body.top(), self.room.width(), self.body.height()))
        if seen.isEmpty():
            return range(0)
        first = (seen.top() - self.head + scrolled.y()) // self.high
        return range(max(first, 0), min((seen.bottom() - self.head + scrolled.y()) // self.high + 1, self.rows))

    def columns_in(self, area: QRect, scrolled: QPoint) -> range:
        """The days that an area touches."""
        left = max(area.left(), self.names)
        if area.right() < left:
            return range(0)
        first = (left - self.names + scrolled.x()) // self.wide
        last = (area.right() - self.names + scrolled.x()) // self.wide
        return range(max(first, 0), min(last + 1, self.columns))

    def beside(self, at: At, key: Qt.Key, *, control: bool) -> At | None:
        """Where a key leads; past an edge it stays. None: it leads nowhere."""
        row, column = at
        last_row, last = self.rows - 1, self.columns - 1
        if key == Qt.Key.Key_Home:
            return (0 if control else row, 0)
        if key == Qt.Key.Key_End:
            return (last_row if control else row, last)
        if key in _PAGES and not control:
            page = max(self.body.height() // self.high - 1, 1)
            return min(max(row + page * _PAGES[key], 0), last_row), column
        if key not in _ARROWS:
            return None
        down, across = _ARROWS[key]
        if control:
            down, across = down * self.rows, across * self.columns
        return min(max(row + down, 0), last_row), min(max(column + across, 0), last)


def grid_for(rows: int, columns: int, covers: int, room: QSize, unit: float, *, named: bool = False) -> RosterGrid:
    """Cells share the room as far as they are read, and scroll where it is too little; ``named``: days bear names."""
    names, total, edge = round(_NAMES * unit), round(_SUM * unit), round(_EDGE * unit)
    band, line = round(_BAND * unit) if named else 0, round(_COVER * unit)
    head = round(_HEAD * unit) + band
    across = (room.width() - names - SUMS * total - edge) // max(columns, 1)
    down = (room.height() - head - covers * line - edge) // max(rows, 1)
    wide = min(max(across, round(NARROWEST * unit)), round(WIDEST * unit))
    high = min(max(down, round(LOWEST * unit)), round(HIGHEST * unit))
    return RosterGrid(rows, columns, covers, room, wide, high, names, total, head, band, line, edge)


def block(one: At, other: At) -> tuple[range, range]:
    """The rows and columns of the block between two corners."""
    rows, columns = sorted((one[0], other[0])), sorted((one[1], other[1]))
    return range(rows[0], rows[1] + 1), range(columns[0], columns[1] + 1)
