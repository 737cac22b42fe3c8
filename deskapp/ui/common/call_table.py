"""The lines of a call list: hundreds of units in one table, with a letter for each result (``FUP-3``)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from deskapp.domain.calls import LETTERS, CallLine, Result
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.common.editors import is_enter
from deskapp.ui.common.parts import em
from deskapp.ui.common.register_spec import Mark, Shape
from deskapp.ui.common.table import draw_mark, tone_colour
from deskapp.ui.context import Context

Index = QModelIndex | QPersistentModelIndex
LINE_ROLE = Qt.ItemDataRole.UserRole + 1
_ROOT = QModelIndex()
_COLUMNS = ("unit", "contact", "phone", "result")
#: In characters: the result takes the rest.
_WIDTHS = (5.0, 4.2, 6.8)
_ROWS_SHOWN = 5
_RESULTS = {letter: result for result, letter in LETTERS.items()}
MARKS = {
    Result.TO_CALL: Mark(Shape.RING, "muted"),
    Result.REACHED: Mark(Shape.CHECK, "ok"),
    Result.TAKES_PART: Mark(Shape.DOT, "ok"),
    Result.REFUSED: Mark(Shape.CROSS, "muted"),
    Result.NOBODY: Mark(Shape.HALF, "soon"),
    Result.WRONG_NUMBER: Mark(Shape.BANG, "late"),
}
_REMOVED = Mark(Shape.CROSS, "muted")


class CallModel(QAbstractTableModel):
    """All lines of one list; a list of six hundred is a tuple in memory."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.lines: Sequence[CallLine] = ()

    def show_lines(self, lines: Sequence[CallLine]) -> None:
        """Take other lines; where only words changed, the rows stay where they are."""
        if [line.id for line in lines] == [line.id for line in self.lines]:
            self.lines = lines
            if lines:
                self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, len(_COLUMNS) - 1))
            return
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Qt: how many rows."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Qt: how many columns."""
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """Qt: the columns' names."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.context.label("calls", _COLUMNS[section])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt: a cell's words; ``LINE_ROLE`` gives the whole line."""
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return (line.unit, line.contact, fmt.phone(line.phone), self.result(line))[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.result(line)
        return None

    def result(self, line: CallLine) -> str:
        """What came of a line, how many calls it took, and the words written down."""
        if line.removed:
            return " · ".join((self.context.word("calls.step.remove"), line.removed))
        times = f" ×{line.attempts}" if line.attempts > 1 else ""
        said = self.context.word(f"calls.result.{line.result}") + times
        return " · ".join(part for part in (said, line.words) if part)


class _Delegate(QStyledItemDelegate):
    """The result is a shape and a word; a line that was taken off is pale."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: words, colours and weight of one cell."""
        super().initStyleOption(option, index)
        line: CallLine = index.data(LINE_ROLE)
        option.textElideMode = Qt.TextElideMode.ElideRight
        option.state &= ~QStyle.StateFlag.State_HasFocus
        option.font.setBold(index.column() == 0 and not line.attempts and not line.removed)
        tone = "muted" if line.removed or (index.column() == 3 and not line.attempts) else "text"
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
            option.palette.setColor(role, tone_colour(tone))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: the shape stands before the result."""
        if index.column() != 3:
            super().paint(painter, option, index)
            return
        side, line = theme.px(11), index.data(LINE_ROLE)
        self.initStyleOption(option, index)
        text, option.text = option.text, ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        place = option.rect.adjusted(theme.px(4), 0, -theme.px(2), 0)
        box = QRectF(place.left(), place.center().y() - side / 2, side, side)
        draw_mark(painter, box, _REMOVED if line.removed else MARKS[line.result])
        place.setLeft(place.left() + side + theme.px(6))
        said = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.setFont(option.font)
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), said)


class CallTable(QTableView):
    """Arrows choose, a letter writes the result down, Enter goes on to the words.

    ``answered`` carries a ``Result``, ``entered`` is Enter, ``taken_back`` Backspace, ``dropped`` Delete; ``chosen``
    tells that another line is in front.
    """

    answered = Signal(object)
    entered = Signal()
    taken_back = Signal()
    dropped = Signal()
    chosen = Signal()

    def __init__(self, model: CallModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(_Delegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setStyleSheet(f"QHeaderView::section {{ padding-left: {theme.px(3)}px; }}")
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(round(self.fontMetrics().height() * 1.6))
        self.fill(0)
        self.selectionModel().currentRowChanged.connect(self._row_changed)

    def fill(self, height: int) -> None:
        """Take this height, but never less than a few rows."""
        least = self.horizontalHeader().sizeHint().height() + self.verticalHeader().defaultSectionSize() * _ROWS_SHOWN
        self.setFixedHeight(max(height, least))

    def _row_changed(self, _current: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: the result takes the room that is left."""
        super().resizeEvent(event)
        unit, room = em(self), self.viewport().width()
        widths = [round(width * unit) + theme.px(8) for width in _WIDTHS]
        rest = max(room - sum(widths), unit * 4)
        for at, width in enumerate((*widths, rest)):
            self.horizontalHeader().resizeSection(at, width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: letters are results here."""
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier}
        if is_enter(event) and event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        }:
            self.entered.emit()
        elif plain and event.key() == Qt.Key.Key_Backspace:
            self.taken_back.emit()
        elif plain and event.key() == Qt.Key.Key_Delete:
            self.dropped.emit()
        elif plain and (result := result_of(event)) is not None:
            self.answered.emit(result)
        elif plain and event.text().isprintable() and event.text():
            event.accept()  # no other letter jumps to a row
        else:
            super().keyPressEvent(event)


def result_of(event: QKeyEvent) -> Result | None:
    """The result that a letter stands for, also while a Chinese input method has the keys."""
    letter = chr(event.key()) if Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z else ""
    return _RESULTS.get(letter)
