"""The places of a count in one table: blind while they are counted, then what differs (``KEY-6``)."""

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

from deskapp.domain.inventories import Difference, DifferenceLine, Mark, SheetLine
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.common.editors import is_enter
from deskapp.ui.common.parts import em
from deskapp.ui.common.register_spec import Mark as Drawn
from deskapp.ui.common.register_spec import Shape
from deskapp.ui.common.table import draw_mark, tone_colour
from deskapp.ui.context import Context

Index = QModelIndex | QPersistentModelIndex
Line = SheetLine | DifferenceLine
LINE_ROLE = Qt.ItemDataRole.UserRole + 1
_ROOT = QModelIndex()
_COUNTING, _DIFFERING = ("place", "mark", "keys", "handler"), ("place", "difference", "expected", "seen")
#: In characters: the widest takes the rest.
_WIDTHS = {"place": 4.0, "keys": 3.2, "handler": 7.4, "expected": 7.0, "seen": 5.2}
_ROWS_SHOWN = 6
MARKS = {
    None: Drawn(Shape.RING, "muted"),
    Mark.PRESENT: Drawn(Shape.CHECK, "ok"),
    Mark.EMPTY: Drawn(Shape.RING, "ok"),
    Mark.OTHER: Drawn(Shape.TRIANGLE, "soon"),
}
_OPEN, _DONE = Drawn(Shape.BANG, "late"), Drawn(Shape.CHECK, "ok")


def drawn(line: Line) -> Drawn:
    """The shape before a line's words."""
    if isinstance(line, DifferenceLine):
        return _DONE if line.resolution is not None else _OPEN
    return MARKS[line.mark]


class CountModel(QAbstractTableModel):
    """All places of a count, or those that differ."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.lines: Sequence[Line] = ()
        self.columns = _COUNTING

    def show_lines(self, lines: Sequence[Line], *, counting: bool) -> None:
        """Take other lines; where only words changed, the rows stay where they are."""
        columns = _COUNTING if counting else _DIFFERING
        if columns == self.columns and [line.id for line in lines] == [line.id for line in self.lines]:
            self.lines = lines
            if lines:
                self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, len(columns) - 1))
            return
        self.beginResetModel()
        self.lines, self.columns = lines, columns
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Qt: how many rows."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Qt: how many columns."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """Qt: the columns' names."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        name = "counters" if self.columns[section] == "handler" else self.columns[section]
        return self.context.label("inventories", name)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt: a cell's words; ``LINE_ROLE`` gives the whole line."""
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return self._words(self.columns[index.column()], line)
        return None

    def _words(self, column: str, line: Line) -> str:
        if column == "place":
            return line.place
        if isinstance(line, DifferenceLine):
            return self.differs(column, line)
        if column == "mark":
            return self.seen(line)
        if column == "keys":
            return str(line.keys or "")
        return " ".join(part for part in (line.by, fmt.clock(line.at)) if part)

    def seen(self, line: Line) -> str:
        """What was seen at a place, and the code that was scanned there."""
        mark = self.context.word(f"inventories.mark.{line.mark or 'none'}")
        return " ".join((mark, line.code)) if line.mark is Mark.OTHER else mark

    def differs(self, column: str, line: DifferenceLine) -> str:
        """How a place differs: the difference with what was done, what was expected, what was seen."""
        word = self.context.word
        if column == "difference":
            done = word(f"inventories.resolution.{line.resolution}") if line.resolution else ""
            return " · ".join(part for part in (word(f"inventories.difference.{line.difference}"), done) if part)
        if column == "seen":
            return " ".join(part for part in (self.seen(line), f"×{line.keys}" if line.keys else "") if part)
        if not line.expected_code:
            return word("inventories.mark.empty")
        state = word(line.expected_state) if line.difference is Difference.UNEXPECTED else ""
        return " ".join(part for part in (line.expected_words, state, f"×{line.expected_keys}") if part)


class _Delegate(QStyledItemDelegate):
    """The second column is a shape and words; places still to count are bold."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: words, colours and weight of one cell."""
        super().initStyleOption(option, index)
        line: Line = index.data(LINE_ROLE)
        option.textElideMode = Qt.TextElideMode.ElideRight
        option.state &= ~QStyle.StateFlag.State_HasFocus
        waits = line.resolution is None if isinstance(line, DifferenceLine) else line.mark is None
        option.font.setBold(index.column() == 0 and waits)
        tone = "muted" if isinstance(line, SheetLine) and line.mark is None and index.column() else "text"
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
            option.palette.setColor(role, tone_colour(tone))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: the shape stands before the words."""
        if index.column() != 1:
            super().paint(painter, option, index)
            return
        side, line = theme.px(11), index.data(LINE_ROLE)
        self.initStyleOption(option, index)
        text, option.text = option.text, ""
        option.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        place = option.rect.adjusted(theme.px(4), 0, -theme.px(2), 0)
        draw_mark(painter, QRectF(place.left(), place.center().y() - side / 2, side, side), drawn(line))
        place.setLeft(place.left() + side + theme.px(6))
        said = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.setFont(option.font)
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), said)


class CountTable(QTableView):
    """Arrows choose a place, single keys say what is there.

    ``marked`` carries a ``Mark``, ``digit`` the first figure of how many keys there are, ``entered`` is Enter or ``/``,
    ``taken_back`` Backspace; ``chosen`` tells that another place is in front.
    """

    marked = Signal(object)
    digit = Signal(str)
    entered = Signal()
    taken_back = Signal()
    chosen = Signal()

    def __init__(self, model: CountModel) -> None:
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
        model.modelReset.connect(self._share_out)

    def fill(self, height: int) -> None:
        """Take this height, but never less than a few rows."""
        least = self.horizontalHeader().sizeHint().height() + self.verticalHeader().defaultSectionSize() * _ROWS_SHOWN
        self.setFixedHeight(max(height, least))

    def _row_changed(self, _current: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit()

    def _share_out(self) -> None:
        """The second column takes the room that is left."""
        model = self.model()
        assert isinstance(model, CountModel)
        unit, room = em(self), self.viewport().width()
        widths = [round(_WIDTHS.get(name, 0) * unit) for name in model.columns]
        for at, width in enumerate(widths):
            self.horizontalHeader().resizeSection(at, width or max(room - sum(widths), unit * 5))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: share the room out."""
        super().resizeEvent(event)
        self._share_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: single keys say what hangs there."""
        keypad = Qt.KeyboardModifier.KeypadModifier
        plain = event.modifiers() & ~keypad in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier}
        text = event.text()
        if plain and (is_enter(event) or event.key() == Qt.Key.Key_Slash):
            self.entered.emit()
        elif plain and event.key() == Qt.Key.Key_Backspace:
            self.taken_back.emit()
        elif plain and event.key() in KEYS:
            self.marked.emit(KEYS[Qt.Key(event.key())])
        elif plain and text.isascii() and text.isdigit():
            self.digit.emit(text)
        elif plain and text and text.isprintable():
            event.accept()  # no other letter jumps to a row
        else:
            super().keyPressEvent(event)


#: What single keys say; they are the keys themselves, also while a Chinese input method is on.
KEYS = {Qt.Key.Key_Space: Mark.PRESENT, Qt.Key.Key_E: Mark.EMPTY, Qt.Key.Key_O: Mark.OTHER}
