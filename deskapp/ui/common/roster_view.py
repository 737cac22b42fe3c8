"""The month's roster as one painted picture: people × days, gone through and filled by keys and mouse (``DUTY-1``)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
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
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip

from deskapp.ui import theme
from deskapp.ui.common import roster_look as look
from deskapp.ui.common.roster_board import Board, Place
from deskapp.ui.common.roster_hands import RosterHands
from deskapp.ui.common.roster_layout import At, block, grid_for
from deskapp.ui.common.roster_paint import RosterPaint

if TYPE_CHECKING:
    from deskapp.ui.context import Context


class RosterView(QAbstractScrollArea):
    """One edition of a month.

    ``looked_at`` says that the keys went to another cell, ``wanted`` carries cells as they are to be (``Puts``),
    ``undone`` and ``redone`` ask for the last change to be taken back or made again, ``entered`` is Enter. What is
    shown follows the board: whoever changes it tells the view which places (``changed``).
    """

    looked_at = Signal()
    wanted = Signal(object)
    undone = Signal()
    redone = Signal()
    entered = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.board: Board | None = None
        self.editable = False
        self.proposed: frozenset[Place] = frozenset()
        self.grid = grid_for(0, 0, 0, QSize(), 1)
        self.at: At = (0, 0)
        self.anchor: At = (0, 0)
        self.paint: RosterPaint | None = None
        self.drawn = 0  # cells of the last frame
        self.hands = RosterHands(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("kind", "plain")
        # Letters are shifts: an input method would keep them to itself.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self._tell()

    # What is shown

    def show_board(self, board: Board | None, *, editable: bool = False) -> None:
        """Show an edition, or another state of it: in the same month the keys stay on their cell."""
        before = self.place if self.board is not None else None
        self.board, self.editable, self.proposed = board, editable, frozenset()
        rows = len(board.people) if board else 0
        at = self.at_of(before) if before is not None else None
        self.at = at or (min(self.at[0], max(rows - 1, 0)), 0)
        self.anchor = self.at
        self._lay()
        if at is None:
            self.horizontalScrollBar().setValue(0)
        self._in_view()
        self._tell()

    def propose(self, places: Iterable[Place]) -> None:
        """Mark cells as a proposal that is not taken yet."""
        self.proposed = frozenset(places)
        self.viewport().update()

    def changed(self, places: Collection[Place]) -> None:
        """Draw again what these places show: the cells, their days' cover, their people's sums and names."""
        assert self.board is not None
        rows = {person.staff_id: row for row, person in enumerate(self.board.people)}
        columns = {day.day: column for column, day in enumerate(self.board.days)}
        away = self.scrolled
        for who, day in places:
            row, column = rows.get(who), columns.get(day)
            if row is not None and column is not None:
                self.viewport().update(self._body(self.grid.cell((row, column), away)))
        for row in {rows[who] for who, _ in places if who in rows}:
            self.viewport().update(self._body(self.grid.sums(row, away)))
            self.viewport().update(self.grid.name(row, away))
        for column in {columns[day] for _, day in places if day in columns}:
            self.viewport().update(self.grid.covers_of(column, away))
        self._tell()

    def judged(self, places: Collection[Place]) -> None:
        """Draw again what is broken, or no longer, in these places: a person without a day is all of their month."""
        assert self.board is not None
        away = self.scrolled
        for who, day in places:
            if (at := self.at_of((who, day))) is not None:
                self._update_at(at)
            elif (row := self._row_of(who)) is not None:
                self.viewport().update(self.grid.name(row, away))
                self.viewport().update(self._body(self.grid.sums(row, away)))
            elif (column := next((at for at, each in enumerate(self.board.days) if each.day == day), None)) is not None:
                self.viewport().update(self.grid.covers_of(column, away))
        self._tell()

    def _row_of(self, who: int) -> int | None:
        people = self.board.people if self.board is not None else ()
        return next((row for row, person in enumerate(people) if person.staff_id == who), None)

    def _body(self, box: QRect) -> QRect:
        """What of a box is seen between the frozen parts."""
        return box.intersected(self.grid.body)

    @property
    def scrolled(self) -> QPoint:
        """How far the picture is scrolled."""
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    @property
    def place(self) -> Place | None:
        """Whose day the keys are on."""
        return self.place_of(self.at)

    def place_of(self, at: At) -> Place | None:
        """Whose day a cell is."""
        if self.board is None or at[0] >= len(self.board.people) or at[1] >= len(self.board.days):
            return None
        return self.board.people[at[0]].staff_id, self.board.days[at[1]].day

    def at_of(self, place: Place) -> At | None:
        """Where somebody's day is."""
        if self.board is None:
            return None
        row = next((row for row, person in enumerate(self.board.people) if person.staff_id == place[0]), None)
        column = next((column for column, day in enumerate(self.board.days) if day.day == place[1]), None)
        return None if row is None or column is None else (row, column)

    @property
    def chosen(self) -> list[At]:
        """The cells of the block that is chosen; of no block the one the keys are on."""
        rows, columns = block(self.anchor, self.at)
        return [(row, column) for row in rows for column in columns]

    def go_to(self, place: Place) -> bool:
        """Put the keys on somebody's day; False if it is not shown."""
        at = self.at_of(place)
        if at is not None:
            self.move_to(at)
        return at is not None

    def move_to(self, at: At, *, extend: bool = False) -> None:
        """Put the keys on a cell; ``extend`` draws the block on to it."""
        if self.place_of(at) is None:
            return
        before, whole = self.at, set(self.chosen)
        self.at = at
        if not extend:
            self.anchor = at
        for each in whole ^ set(self.chosen) | {before, at}:
            self._update_at(each)
        if before != at:
            self._update_heads(before)
            self._update_heads(at)
        self._in_view()
        self._tell()
        self.looked_at.emit()

    def _update_at(self, at: At) -> None:
        self.viewport().update(self._body(self.grid.cell(at, self.scrolled)))

    def _update_heads(self, at: At) -> None:
        self.viewport().update(self.grid.name(at[0], self.scrolled))
        self.viewport().update(self.grid.day(at[1], self.scrolled))

    # Where things are

    def _lay(self) -> None:
        """Give the cells their size and the scroll bars their range."""
        board = self.board
        rows, columns, covers = (len(board.people), len(board.days), len(board.needed)) if board else (0, 0, 0)
        named = board is not None and any(day.name or day.make_up for day in board.days)
        room, unit = self.viewport().size(), theme.px(100) / 100
        self.grid = grid_for(rows, columns, covers, room, unit, named=named)
        self.paint = None
        body, whole = self.grid.body, self.grid.whole
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setRange(0, max(whole.width() - body.width(), 0))
        down.setRange(0, max(whole.height() - body.height(), 0))
        across.setPageStep(max(body.width(), 1))
        down.setPageStep(max(body.height(), 1))
        across.setSingleStep(self.grid.wide)
        down.setSingleStep(self.grid.high)
        self.viewport().update()

    def _in_view(self) -> None:
        box, body = self.grid.cell(self.at, self.scrolled), self.grid.body
        for bar, low, high, first, last in (
            (self.horizontalScrollBar(), box.left(), box.right(), body.left(), body.right()),
            (self.verticalScrollBar(), box.top(), box.bottom(), body.top(), body.bottom()),
        ):
            if low < first:
                bar.setValue(bar.value() + low - first)
            elif high > last:
                bar.setValue(bar.value() + high - last)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: other room, other cells."""
        super().resizeEvent(event)
        self._lay()
        self._in_view()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Qt: the frozen parts stay, so what is seen is drawn again; its cells are kept as pictures."""
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        """Qt: another font is another size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange) and self.board is not None:
            self._lay()

    # What is drawn

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw what is exposed, and nothing else."""
        self.drawn = 0
        if self.board is None:
            return
        ratio = self.devicePixelRatioF()
        if self.paint is None or self.paint.ratio != ratio or self.paint.board is not self.board:
            self.paint = RosterPaint(self.context, self.board, self.grid, self.font(), ratio)
        painter = QPainter(self.viewport())
        chosen = set(self.chosen) if self.anchor != self.at else set()
        exposed = event.region()
        done: set[At] = set()
        for area in list(exposed):  # type: ignore[call-overload]  # its rectangles, which the binding's types do not tell
            self._draw_cells(painter, area, chosen, done)
            self._draw_around(painter, area)
        painter.end()
        self.drawn = len(done)

    def _draw_cells(self, painter: QPainter, area: QRect, chosen: set[At], done: set[At]) -> None:
        assert self.paint is not None
        away, grid = self.scrolled, self.grid
        painter.setClipRect(area.intersected(grid.body))
        for row in grid.rows_in(area, away):
            for column in grid.columns_in(area, away):
                at = (row, column)
                box = grid.cell(at, away)
                self.paint.cell(painter, at, box, proposed=self.place_of(at) in self.proposed)
                if at in chosen:
                    self.paint.chosen(painter, box)
                if at == self.at:
                    self.paint.ring(painter, box, focused=self.hasFocus(), handle=self.editable)
                if at in self.hands.over:
                    self.paint.chosen(painter, box)
                done.add(at)
            if area.right() >= grid.sums(row, away).left():
                self.paint.sums(painter, row, away)
        painter.setClipping(False)

    def _draw_around(self, painter: QPainter, area: QRect) -> None:
        """The frozen parts: names, heads, cover."""
        assert self.paint is not None
        away, grid, body = self.scrolled, self.grid, self.grid.body
        painter.setClipRect(area.intersected(QRect(0, body.top(), grid.names, body.height())))
        for row in grid.rows_in(area, away):
            self.paint.name(painter, row, grid.name(row, away), here=row == self.at[0])
        columns = grid.columns_in(area, away)
        if area.top() < body.top():
            painter.setClipRect(area.intersected(QRect(body.left(), 0, body.width(), body.top())))
            for column in columns:
                self.paint.day(painter, column, grid.day(column, away), here=column == self.at[1])
            self.paint.names_of_days(painter, columns, away)
            self.paint.sum_heads(painter, away, self.tr("before"))
        if area.bottom() > body.bottom():
            below = QRect(0, body.bottom() + 1, grid.room.width(), grid.foot)
            painter.setClipRect(area.intersected(below.adjusted(body.left(), 0, 0, 0)))
            for column in columns:
                self.paint.cover(painter, column, away)
            painter.setClipRect(area.intersected(below))
            for which in range(grid.covers):
                self.paint.cover_name(painter, which, grid.cover(-1, which, away))
        painter.setClipping(False)

    # Told to the eye elsewhere, and to the ear

    def words(self) -> str:
        """The cell that the keys are on, in words."""
        return self._words_of(self.at)

    def _words_of(self, at: At) -> str:
        if self.board is None or self.place_of(at) is None:
            return ""
        return look.cell_words(self.context, self.board, self.board.people[at[0]], self.board.days[at[1]])

    def words_at(self, point: QPoint) -> str:
        """What is under the mouse, in words: a cell, a person with their sums, a day with its cover."""
        if self.board is None:
            return ""
        away = self.scrolled
        if (at := self.grid.at(point, away)) is not None:
            return self._words_of(at)
        if (row := self.grid.row_at(point, away)) is not None:
            return look.person_words(self.context, self.board, self.board.people[row])
        if (column := self.grid.column_at(point, away)) is not None:
            return look.cover_words(self.context, self.board, self.board.days[column])
        return ""

    def _tell(self) -> None:
        """A screen reader hears the cell that the keys are on, then its person's month and its day's cover."""
        self.setAccessibleName(self.words() or self.tr("Duty roster"))
        told = ""
        if self.board is not None and self.place is not None:
            person, day = self.board.people[self.at[0]], self.board.days[self.at[1]]
            told = look.person_words(self.context, self.board, person)
            told += "\n" + look.cover_words(self.context, self.board, day)
        self.setAccessibleDescription(told)
        if self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    def viewportEvent(self, event: QEvent) -> bool:
        """Qt: everything about what the mouse rests on, the reasons of broken rules too."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.words_at(event.pos()).replace(" · ! ", "\n! "), self.viewport())
            return True
        return super().viewportEvent(event)

    # Hands

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: see ``RosterHands.press``."""
        if self.board is None or not self.hands.press(event):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: look at a cell; it may become a drag."""
        if self.board is not None and event.button() == Qt.MouseButton.LeftButton:
            self.hands.take(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt: drag."""
        if self.board is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self.hands.drag(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: let go."""
        if self.board is not None and event.button() == Qt.MouseButton.LeftButton:
            self.hands.let_go(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: the ring is strong."""
        super().focusInEvent(event)
        self._update_at(self.at)
        self._tell()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt: the ring is faint."""
        super().focusOutEvent(event)
        self._update_at(self.at)

    def redraw(self, ats: Iterable[At]) -> None:
        """Draw some cells again."""
        for at in ats:
            self._update_at(at)
