"""A table of an entry's own lines, worked by single keys: the units of a call list, the places of a count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

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

from deskapp.ui import theme
from deskapp.ui.common.editors import is_enter
from deskapp.ui.common.parts import em
from deskapp.ui.common.register_spec import Mark
from deskapp.ui.common.table import draw_mark, tone_colour
from deskapp.ui.context import Context

Index = QModelIndex | QPersistentModelIndex
LINE_ROLE = Qt.ItemDataRole.UserRole + 1
_ROOT = QModelIndex()
_WORDS = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
_PLAIN = {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier}
#: In characters: the column that takes the rest is never narrower.
_REST = 5


class LineModel(QAbstractTableModel):
    """All lines of one entry, a tuple in memory; a subclass says their words. Lines have an ``id``."""

    register: ClassVar[str]

    def __init__(self, context: Context, columns: tuple[str, ...]) -> None:
        super().__init__()
        self.context = context
        self.lines: Sequence[Any] = ()
        self.columns = columns

    def words(self, column: str, line: Any) -> str:
        """What stands in a cell."""
        raise NotImplementedError

    def tip(self, column: str, line: Any) -> str:
        """What the mouse is told over a cell: its words, uncut."""
        return self.words(column, line)

    def title(self, column: str) -> str:
        """What stands over a column."""
        return self.context.label(self.register, column)

    def take(self, lines: Sequence[Any], columns: tuple[str, ...]) -> None:
        """Show other lines; where only words changed, the rows stay where they are."""
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
        return self.title(self.columns[section])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt: a cell's words; ``LINE_ROLE`` gives the whole line."""
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], self.columns[index.column()]
        if role == LINE_ROLE:
            return line
        if role in _WORDS:
            return self.words(column, line)
        return self.tip(column, line) if role == Qt.ItemDataRole.ToolTipRole else None


class LineDelegate(QStyledItemDelegate):
    """One column, ``marked``, is a shape and words; the rest is words."""

    marked: ClassVar[int]

    def mark(self, line: Any) -> Mark:
        """The shape before a line's words."""
        raise NotImplementedError

    def waits(self, line: Any) -> bool:
        """Whether something is still to be done about a line: its first word is bold."""
        raise NotImplementedError

    def pale(self, line: Any, column: int) -> bool:
        """Whether a cell says little."""
        raise NotImplementedError

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: words, colours and weight of one cell."""
        super().initStyleOption(option, index)
        line = index.data(LINE_ROLE)
        option.textElideMode = Qt.TextElideMode.ElideRight
        option.state &= ~QStyle.StateFlag.State_HasFocus
        option.font.setBold(index.column() == 0 and self.waits(line))
        colour = tone_colour("muted" if self.pale(line, index.column()) else "text")
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
            option.palette.setColor(role, colour)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: the shape stands before the words."""
        if index.column() != self.marked:
            super().paint(painter, option, index)
            return
        side = theme.px(11)
        self.initStyleOption(option, index)
        text, option.text = option.text, ""
        option.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        place = option.rect.adjusted(theme.px(4), 0, -theme.px(2), 0)
        box = QRectF(place.left(), place.center().y() - side / 2, side, side)
        draw_mark(painter, box, self.mark(index.data(LINE_ROLE)))
        place.setLeft(place.left() + side + theme.px(6))
        said = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.setFont(option.font)
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), said)


class LineTable(QTableView):
    """Arrows choose a line, single keys say what became of it (``typed``).

    ``entered`` is Enter, ``taken_back`` Backspace; ``chosen`` tells that another line is in front. ``widths`` are in
    characters by column; a column without one takes the rest.
    """

    widths: ClassVar[Mapping[str, float]]
    rows_shown = 5
    entered = Signal()
    taken_back = Signal()
    chosen = Signal()

    def __init__(self, model: LineModel, delegate: LineDelegate) -> None:
        super().__init__()
        self.lines = model
        self.delegate = delegate
        self.setModel(model)
        delegate.setParent(self)
        self.setItemDelegate(delegate)
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
        least = self.horizontalHeader().sizeHint().height()
        least += self.verticalHeader().defaultSectionSize() * self.rows_shown
        self.setFixedHeight(max(height, least))

    def typed(self, event: QKeyEvent) -> bool:
        """Take a single key without Ctrl or Alt; False lets it go."""
        raise NotImplementedError

    def _row_changed(self, _current: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit()

    def _share_out(self) -> None:
        unit, room = em(self), self.viewport().width()
        widths = [round(self.widths.get(name, 0) * unit) for name in self.lines.columns]
        for at, width in enumerate(widths):
            self.horizontalHeader().resizeSection(at, width or max(room - sum(widths), unit * _REST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: share the room out."""
        super().resizeEvent(event)
        self._share_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: single keys mean something here."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier not in _PLAIN:
            super().keyPressEvent(event)
        elif is_enter(event):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Backspace:
            self.taken_back.emit()
        elif self.typed(event):
            return
        elif event.text() and event.text().isprintable():
            event.accept()  # no other letter jumps to a row
        else:
            super().keyPressEvent(event)
