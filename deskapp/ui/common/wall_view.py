"""The picture of a cabinet as it hangs on the wall (``KEY-1``): one painted widget, thousands of hooks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from deskapp.domain.keys import HookCell, State, Wall
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.common.editors import is_enter
from deskapp.ui.common.wall_heads import WallHeads
from deskapp.ui.common.wall_layout import ZOOM_KEYS, Grid, grid_for, next_place, zoom_step
from deskapp.ui.common.wall_look import Look, Tick, describe, look_of, row_heads, ticked
from deskapp.ui.common.wall_paint import PLAIN, Dress, WallPaint

if TYPE_CHECKING:
    from deskapp.ui.context import Context

_NOTCH = 120
#: So far the ring around a hook reaches; no further than the gap to the next hook at the usual sizes.
_RING = 5


def _lendable(cell: HookCell) -> bool:
    return cell.state is State.IN


class WallView(QAbstractScrollArea):
    """One cabinet.

    ``looked_at`` carries the hook the keys are on (None: no cabinet), ``entered`` is Enter or a double click,
    ``marked`` says that other hooks are chosen, ``typing`` carries a character that begins a search, ``zoomed`` says
    that the size changed. For a count (``KEY-6``) ``set_ticks`` puts ticks on the hooks: Space and a double click are
    then ``ticked``, which carries a hook's id; ``blind`` shows nothing of what is expected to hang there. ``markable``
    says which hooks may be chosen together.
    """

    looked_at = Signal(object)
    entered = Signal(object)
    marked = Signal()
    typing = Signal(str)
    zoomed = Signal()
    ticked = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.wall: Wall | None = None
        self.zoom = 1.0
        self.grid = Grid(0, 0, 1, 1, 0, 0)
        self.markable: Callable[[HookCell], bool] = _lendable
        self._cells: dict[tuple[int, int], HookCell] = {}
        self._at = (1, 1)
        self._marks: dict[int, None] = {}
        self._ticks: Mapping[int, Tick] | None = None
        self._blind = False
        self._light: frozenset[Look] = frozenset()
        self.paint: WallPaint | None = None
        self.drawn = 0  # hooks of the last frame
        self.heads = WallHeads(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("kind", "plain")
        self.setCornerWidget(QWidget())

    # What is shown

    def show_wall(self, wall: Wall | None) -> None:
        """Show a cabinet, or another state of it: the hook the keys are on and the chosen ones stay."""
        other = self.wall is None or wall is None or self.wall.id != wall.id
        chosen = {cell.hook_id: cell.state for cell in self.marks}
        self.wall = wall
        self._cells = {(cell.row, cell.column): cell for cell in wall.hooks} if wall else {}
        if other:
            self._at = (1, 1)
            self._marks.clear()
            self.verticalScrollBar().setValue(0)
            self.horizontalScrollBar().setValue(0)
        else:
            now = {cell.hook_id: cell.state for cell in self._cells.values()}
            self._marks = {hook: None for hook, state in chosen.items() if now.get(hook) is state}
        self._head()
        self.marked.emit()

    def _head(self) -> None:
        """The rows' headings; whoever counts blind is not told where what should hang."""
        self.heads.show_heads(row_heads(self.wall) if self.wall and not self._blind else {})
        self._lay()
        self._tell()

    def set_ticks(self, ticks: Mapping[int, Tick] | None) -> None:
        """A count's ticks by the hooks' ids (``KEY-6``); None is no count."""
        self._ticks = ticks
        self.viewport().update()
        self._tell()

    @property
    def blind(self) -> bool:
        """Whether nothing is shown of what is expected to hang there (``KEY-6``)."""
        return self._blind

    @blind.setter
    def blind(self, on: bool) -> None:
        self._blind = on
        self._head()

    def light(self, looks: Collection[Look]) -> None:
        """Let only hooks of these looks stand out; none: all of them."""
        self._light = frozenset(looks)
        self.viewport().update()

    def tick(self) -> None:
        """Time has gone on: what was out may be late now."""
        self.viewport().update()
        self._tell()

    @property
    def current(self) -> HookCell | None:
        """The hook the keys are on."""
        return self._cells.get(self._at)

    @property
    def marks(self) -> tuple[HookCell, ...]:
        """The hooks chosen together, in the order in which they were chosen."""
        by_id = {cell.hook_id: cell for cell in self._cells.values()}
        return tuple(by_id[hook] for hook in self._marks)

    def clear_marks(self) -> None:
        """Choose none any more."""
        self._marks.clear()
        self.viewport().update()
        self.marked.emit()

    def mark(self, cell: HookCell) -> bool:
        """Choose a hook with the others, or no longer; False where it may not be."""
        if cell.hook_id in self._marks:
            del self._marks[cell.hook_id]
        elif not self.markable(cell):
            return False
        else:
            self._marks[cell.hook_id] = None
        self._update_cell(cell.row, cell.column)
        self.marked.emit()
        return True

    def go_to(self, hook_id: int) -> bool:
        """Put the keys on a hook of this cabinet; False if it is not there."""
        cell = next((cell for cell in self._cells.values() if cell.hook_id == hook_id), None)
        if cell is not None:
            self._move_to(cell.row, cell.column)
        return cell is not None

    def go_on(self, looks: Collection[Look], by: int = 1) -> bool:
        """On to the next hook of these looks, or back; False if there is none."""
        at = fmt.now()
        places = sorted(place for place, cell in self._cells.items() if look_of(cell, at) in looks)
        if not places:
            return False
        self._move_to(*next_place(places, self._at, by))
        return True

    # Where things are

    def _lay(self) -> None:
        """Give the cells their size and the scroll bars their range."""
        wall = self.wall
        rows, columns = (wall.rows, wall.columns) if wall else (0, 0)
        for _ in range(2):  # the headings take room from the cells, and lower cells do without headings
            self.grid = grid_for(rows, columns, self.viewport().size(), self.zoom, theme.px(100) / 100)
            margin = self.heads.wanted()
            if self.viewportMargins().left() == margin:
                break
            self.setViewportMargins(margin, 0, 0, 0)
        self.heads.setGeometry(0, 0, margin, self.viewport().height())
        self.paint = None
        whole, room = self.grid.size, self.viewport().size()
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setRange(0, max(whole.width() - room.width(), 0))
        down.setRange(0, max(whole.height() - room.height(), 0))
        across.setPageStep(room.width())
        down.setPageStep(room.height())
        across.setSingleStep(self.grid.wide + self.grid.gap)
        down.setSingleStep(self.grid.high + self.grid.gap)
        self.viewport().update()
        self.heads.update()

    def _offset(self) -> QPoint:
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def rect_of(self, cell: HookCell) -> QRect:
        """Where a hook is seen in the viewport."""
        return self.grid.rect(cell.row, cell.column).translated(-self._offset())

    def cell_at(self, point: QPointF) -> HookCell | None:
        """The hook under a point of the viewport."""
        place = self.grid.at(point + QPointF(self._offset()))
        return self._cells.get(place) if place else None

    def _update_cell(self, row: int, column: int) -> None:
        box = self.grid.rect(row, column).translated(-self._offset())
        self.viewport().update(box.adjusted(-_RING, -_RING, _RING, _RING))

    def zoom_to(self, zoom: float) -> None:
        """Another size: 1 is the usual one, 0 the whole cabinet at once."""
        self.zoom = zoom
        self._lay()
        self._in_view()
        self.zoomed.emit()

    def zoom_by(self, by: int) -> None:
        """A step larger or smaller; 0: the usual size."""
        self.zoom_to(zoom_step(self.zoom, by))

    def _in_view(self) -> None:
        box = self.grid.rect(*self._at)
        offset, room, reach = self._offset(), self.viewport().rect(), self.grid.edge + self.grid.gap
        for bar, low, high, start, length in (
            (self.horizontalScrollBar(), box.left(), box.right(), offset.x(), room.width()),
            (self.verticalScrollBar(), box.top(), box.bottom(), offset.y(), room.height()),
        ):
            if low - reach < start:
                bar.setValue(low - reach)
            elif high + reach > start + length:
                bar.setValue(high + reach - length)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: other room, other cells."""
        super().resizeEvent(event)
        self._lay()
        self._in_view()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Qt: what is seen already is moved, only the rest is drawn."""
        self.viewport().scroll(dx, dy)
        self.heads.update()

    def changeEvent(self, event: QEvent) -> None:
        """Qt: another font is another size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange) and self.wall is not None:
            self._lay()

    # What is drawn

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw the hooks that are exposed, and no others."""
        ratio = self.devicePixelRatioF()
        if self.paint is None or self.paint.ratio != ratio:
            self.paint = WallPaint(self.font(), self.grid, theme.px(100) / 100, self.zoom, ratio)
        paint, at, offset = self.paint, fmt.now(), self._offset()
        painter = QPainter(self.viewport())
        painter.translate(-offset)
        self.drawn = 0
        for place in self.grid.places(event.region().translated(offset)):
            if (cell := self._cells.get(place)) is not None:
                paint.draw(painter, cell, at, self._dress(cell, at))
                self.drawn += 1
        if self._cells:
            paint.ring(painter, *self._at, focused=self.hasFocus())
        painter.end()

    def _dress(self, cell: HookCell, at: datetime) -> Dress:
        if not (self._marks or self._ticks or self._light or self._blind):
            return PLAIN
        return Dress(
            marked=cell.hook_id in self._marks,
            tick=self._ticks.get(cell.hook_id) if self._ticks else None,
            dim=bool(self._light) and look_of(cell, at) not in self._light,
            blind=self._blind,
        )

    # Told to the eye elsewhere, and to the ear

    def words(self, cell: HookCell) -> str:
        """A hook in words; of a blind count only its number and its tick."""
        said = cell.hook if self._blind else describe(self.context, cell, fmt.now())
        if cell.hook_id in self._marks:
            said = self.tr("{hook}, chosen").format(hook=said)
        tick = self._ticks.get(cell.hook_id) if self._ticks else None
        return f"{said} · {ticked(tick)}" if tick is not None else said

    def _tell(self) -> None:
        """A screen reader hears the hook that the keys are on."""
        cell = self.current
        self.setAccessibleName(self.words(cell) if cell is not None else self.tr("Key cabinet"))
        where = self.tr("Row {row}, hook {column} of {columns}")
        columns = self.wall.columns if self.wall else 0
        self.setAccessibleDescription(where.format(row=self._at[0], column=self._at[1], columns=columns))
        if self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    # Keys

    def _move_to(self, row: int, column: int) -> None:
        if (row, column) not in self._cells:
            return
        before, self._at = self._at, (row, column)
        self._update_cell(*before)
        self._update_cell(row, column)
        self._in_view()
        self._tell()
        if before != self._at:
            self.looked_at.emit(self.current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: arrows, Home, End and the pages go; Space chooses; Enter goes in; what is typed looks for a hook."""
        key, held = Qt.Key(event.key()), event.modifiers()
        control = bool(held & Qt.KeyboardModifier.ControlModifier)
        if control and key in ZOOM_KEYS:
            self.zoom_by(ZOOM_KEYS[key])
        elif (place := self.grid.beside(self._at, key, self.viewport().height(), control=control)) is not None:
            self._move_to(*place)
        elif key == Qt.Key.Key_Space:
            self._act()
        elif is_enter(event) and not control and self.current is not None:
            self.entered.emit(self.current)
        elif event.text().strip() and event.text().isprintable() and not control:
            self.typing.emit(event.text())
        else:
            super().keyPressEvent(event)

    def _act(self) -> None:
        """Space: tick the hook in a count, else choose it with others."""
        cell = self.current
        if cell is None:
            return
        if self._ticks is not None:
            self.ticked.emit(cell.hook_id)
        elif not self.mark(cell):
            self.context.say(self.tr("{hook} cannot be chosen with the others.").format(hook=cell.hook))
        self._tell()

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: a click looks at a hook; with Ctrl it chooses it as well."""
        cell = self.cell_at(event.position())
        if cell is None:
            return
        self._move_to(cell.row, cell.column)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._act()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: the press did it all."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Qt: go in; in a count, tick."""
        if (cell := self.cell_at(event.position())) is None:
            return
        if self._ticks is not None:
            self.ticked.emit(cell.hook_id)
        else:
            self.entered.emit(cell)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Qt: with Ctrl the wheel changes the size."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if notches := event.angleDelta().y() // _NOTCH:
                self.zoom_by(1 if notches > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Qt: everything about the hook where the mouse rests, also what its cell had no room for."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            cell = self.cell_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.words(cell) if cell else "", self.viewport())
            return True
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: the ring is strong."""
        super().focusInEvent(event)
        self._update_cell(*self._at)
        self._tell()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt: the ring is faint."""
        super().focusOutEvent(event)
        self._update_cell(*self._at)
