"""A board that is worked from top to bottom: how far it is, the line in front, what is done with it, all lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from deskapp.ui import theme
from deskapp.ui.common.detail_panel import DetailPanel
from deskapp.ui.common.line_table import LineModel, LineTable
from deskapp.ui.common.parts import label

if TYPE_CHECKING:
    from deskapp.errors import DeskError
    from deskapp.ui.context import Context

_EDGE = 4


class LineBoard(DetailPanel):
    """The base of calling and counting: a subclass says what a line's card shows and what its keys do.

    ``card`` tells of the line in front, ``work`` holds what is done with it; the next line that waits comes by itself.
    """

    card: QFrame
    work: QWidget
    model: LineModel
    table: LineTable

    def __init__(self, context: Context, table: LineTable) -> None:
        super().__init__()
        self.context = context
        self.detail: Any = None
        self.table = table
        self.model = table.lines
        self._current = 0
        self._saving = False

    def lay_out(self, counted: str, lines: str) -> None:
        """Put the parts under each other; what the progress counts, and what the lines are, is told to the ear."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        self.progress = label("", "strong", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(counted)
        self.table.setAccessibleName(lines)
        for widget in (self.progress, self.bar, self.card, self.work, self.table):
            column.addWidget(widget)
        self.table.chosen.connect(self._chosen)

    def show_line(self, line: Any, *, other: bool) -> None:
        """Show the line in front; ``other`` says that it was not in front before."""
        raise NotImplementedError

    # The line in front

    def line(self) -> Any:
        """The line in front, None where there is none."""
        row = self.table.currentIndex().row()
        return self.model.lines[row] if 0 <= row < len(self.model.lines) else None

    def _bring(self, line_id: int) -> None:
        """Bring a line to the front."""
        row = next((row for row, line in enumerate(self.model.lines) if line.id == line_id), 0)
        if self.model.lines:
            self.table.setCurrentIndex(self.model.index(row, 0))
            # In the middle: the table is as tall as the pane, and its end may lie under the edge.
            self.table.scrollTo(self.model.index(row, 0), QAbstractItemView.ScrollHint.PositionAtCenter)
        self._chosen()

    def _chosen(self) -> None:
        line = self.line()
        self.card.setVisible(line is not None)
        if line is not None:
            other, self._current = line.id != self._current, line.id
            self.show_line(line, other=other)

    def _next(self, after: int) -> int:
        """The next line that waits, from the one after ``after`` on and round; 0 for none."""
        lines, waits = self.model.lines, self.table.delegate.waits
        at = next((row for row, line in enumerate(lines) if line.id == after), -1)
        return next((line.id for line in [*lines[at + 1 :], *lines[: at + 1]] if waits(line)), 0)

    def go_in(self) -> bool:
        """The keys go to the lines, and on to one that waits."""
        if self.detail is None or not self.model.lines:
            return False
        line = self.line()
        if line is None or not self.table.delegate.waits(line):
            self._bring(self._next(self._current) or self._current)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self.fit)
        return True

    def _refused(self, error: DeskError) -> None:
        self._saving = False
        self.context.say_error(error)

    # Room

    def _area(self) -> QScrollArea | None:
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        return area

    def fit(self) -> None:
        """The lines take what room the pane has under the one in front."""
        if (area := self._area()) is not None:
            over = self.table.y() - self.card.y() + 2 * theme.px(_EDGE)
            self.table.fill(area.viewport().height() - over)
            focus = QApplication.focusWidget()
            if focus is not None and self.isAncestorOf(focus):
                QTimer.singleShot(0, self, self._in_sight)

    def _in_sight(self) -> None:
        """Scroll the pane so that the line in front stands at its top, with the work and the lines under it."""
        area = self._area()
        if area is not None and (body := area.widget()) is not None:
            top = self.card.mapTo(body, QPoint(0, 0)).y()
            area.verticalScrollBar().setValue(top - theme.px(_EDGE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: share the room out once everything stands in its place."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self.fit)
