"""The grid of the page "Entered afterwards": typed, copied and pasted as in a table program, by keys alone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QKeyCombination,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from deskapp.ui import theme
from deskapp.ui.common.afterwards_model import ROW_ROLE, STATE, AfterwardsModel
from deskapp.ui.common.afterwards_rows import PaperRow, copied, pasted
from deskapp.ui.common.afterwards_undo import AfterwardsUndo
from deskapp.ui.common.editors import is_enter
from deskapp.ui.common.parts import em

Index = QModelIndex | QPersistentModelIndex
#: In characters; what the matter is takes the rest.
_WIDTHS = {
    "when": 7.2, "what": 6.6, "unit": 6, "name": 5.6, "ref": 9.2, "result": 8, "by": 5.4, "paper": 5, STATE: 9,
}  # fmt: skip
_LEAST = 9


class AfterwardsDelegate(QStyledItemDelegate):
    """Refused cells have a frame and a mark, cells that a kind does without are hatched, entered lines are pale."""

    entered = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.editor: QLineEdit | None = None

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Qt: one line to type in."""
        self.editor = QLineEdit(parent)
        self.editor.setFrame(False)
        self.editor.setAccessibleName(index.model().headerData(index.column(), Qt.Orientation.Horizontal))
        return self.editor

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """Qt: it was typed."""
        if editor is self.editor:
            self.editor = None
        super().destroyEditor(editor, index)

    def finish(self) -> None:
        """What stands in an open cell counts as typed."""
        if (editor := self.editor) is not None:
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: Enter takes the cell and goes on to the next line."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and is_enter(event):
            if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                return False
            self.finish()
            self.entered.emit()
            return True
        return super().eventFilter(watched, event)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: words and their colour."""
        super().initStyleOption(option, index)
        row: PaperRow = index.data(ROW_ROLE)
        tokens = theme.tokens()
        model = index.model()
        assert isinstance(model, AfterwardsModel)
        name = model.columns[index.column()]
        colour = tokens.muted if row.fixed else tokens.text
        if name == STATE:
            colour = tokens.accent if row.ref is not None else tokens.danger
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
            option.palette.setColor(role, QColor(colour))
        option.textElideMode = Qt.TextElideMode.ElideRight

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: a cell, and over it what is to be said of it without a word."""
        model = index.model()
        assert isinstance(model, AfterwardsModel)
        row: PaperRow = index.data(ROW_ROLE)
        name, tokens = model.columns[index.column()], theme.tokens()
        if row.fixed:
            painter.fillRect(option.rect, QColor(tokens.sunken))
        elif name in row.faults:
            painter.fillRect(option.rect, QColor(tokens.danger_soft))
        elif model.idle(row, name) and not row.cells.get(name):
            painter.fillRect(option.rect, QColor(tokens.hover))
        super().paint(painter, option, index)
        if name in row.faults and not row.fixed:
            _mark(painter, option.rect)


def _mark(painter: QPainter, rect: QRect) -> None:
    """A frame and a corner, so that not the colour alone says it."""
    painter.save()
    colour = QColor(theme.tokens().danger)
    painter.setPen(QPen(colour, theme.px(2)))
    painter.drawRect(rect.adjusted(1, 1, -2, -2))
    side = theme.px(7)
    painter.fillRect(rect.right() - side, rect.top() + 1, side, side, colour)
    painter.restore()


#: Redo where it is called that, beside the system's own key.
_AGAIN = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Y)


class AfterwardsTable(QTableView):
    """Tab and Enter go on, Ctrl+D copies from above, Ctrl+C and Ctrl+V as in a table program.

    ``opened`` is Enter on a line that is entered, ``moved`` that another cell is in front.
    """

    opened = Signal(object)
    moved = Signal()

    def __init__(self, model: AfterwardsModel) -> None:
        super().__init__()
        self.sheet = model
        self.setModel(model)
        self.steps = AfterwardsUndo(model)
        self.delegate = AfterwardsDelegate(self)
        self.setItemDelegate(self.delegate)
        self.delegate.entered.connect(self._next_line)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.EditKeyPressed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setWordWrap(False)
        self.setAlternatingRowColors(False)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setStyleSheet(f"QHeaderView::section {{ padding-left: {theme.px(3)}px; }}")
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.7))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentChanged.connect(self._current_changed)
        model.modelReset.connect(self._begin)

    # Where the keys are

    @property
    def place(self) -> tuple[int, int]:
        """The line and column of the cell in front."""
        here = self.currentIndex()
        return (here.row(), here.column()) if here.isValid() else (0, 0)

    @property
    def current(self) -> PaperRow:
        """The line in front."""
        return self.sheet.rows[self.place[0]]

    def go(self, row: int, column: int) -> None:
        """Bring a cell to the front."""
        self.setCurrentIndex(self.sheet.index(min(row, self.sheet.rowCount() - 1), column))

    def _begin(self) -> None:
        at = next((at for at, row in enumerate(self.sheet.rows) if row.empty and not row.fixed), 0)
        self.go(at, 0)

    def _next_line(self) -> None:
        self.go(self.place[0] + 1, 0)

    def _current_changed(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.moved.emit()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: what a table program's keys do."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if is_enter(event) and plain:
            row = self.current
            if row.ref is not None:
                self.opened.emit(row.ref)
            else:
                self._next_line()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QGuiApplication.clipboard().text())
        elif event.matches(QKeySequence.StandardKey.Undo):
            self._step(self.steps.undo)
        elif event.matches(QKeySequence.StandardKey.Redo) or event.keyCombination() == _AGAIN:
            self._step(self.steps.redo)
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and plain:
            self.clear_cells()
        elif event.key() == Qt.Key.Key_Delete and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self.sheet.remove([index.row() for index in self.selectedIndexes()] or [self.place[0]])
        elif event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End} and plain:
            self.go(self.place[0], 0 if event.key() == Qt.Key.Key_Home else len(self.sheet.columns) - 2)
        else:
            super().keyPressEvent(event)

    def from_above(self) -> None:
        """Ctrl+D: what stands in the cell above."""
        row, column = self.place
        if row and self.sheet.columns[column] != STATE and not self.current.fixed:
            self.delegate.finish()
            self.sheet.setData(self.sheet.index(row, column), self._above(row - 1, self.sheet.columns[column]))
            self.moved.emit()

    def _above(self, row: int, name: str) -> str:
        return self.sheet.rows[row].cells.get(name, "")

    def clear_cells(self) -> None:
        """Delete: the chosen cells are empty, in one step."""
        for index in self.selectedIndexes() or [self.currentIndex()]:
            if self.sheet.flags(index) & Qt.ItemFlag.ItemIsEditable:
                self.sheet.put(index.row(), self.sheet.columns[index.column()], "")
        self.sheet.typed.emit()

    def _step(self, act: Callable[[], bool]) -> None:
        row, column = self.place
        if act():
            self.go(row, column)
            self.moved.emit()

    def copy(self) -> None:
        """Ctrl+C: the chosen cells, for table programs too."""
        chosen = self.selectedIndexes() or [self.currentIndex()]
        rows = sorted({index.row() for index in chosen})
        columns = sorted({index.column() for index in chosen})
        cells = [[self.sheet.words(self.sheet.rows[row], self.sheet.columns[at]) for at in columns] for row in rows]
        QGuiApplication.clipboard().setText(copied(cells))

    def paste(self, text: str) -> None:
        """Ctrl+V: cells from a table program, from the one in front on; lines that are entered are left as they are."""
        at, first = self.place
        names = self.sheet.columns[:-1]
        for cells in pasted(text):
            while at < self.sheet.rowCount() and self.sheet.rows[at].fixed:
                at += 1
            if at >= self.sheet.rowCount():
                break
            for name, cell in zip(names[first:], cells, strict=False):
                if cell:
                    self.sheet.put(at, name, cell)
            at += 1
        self.sheet.typed.emit()

    def take_scan(self, code: str) -> bool:
        """A label that is scanned stands in its column of the line in front."""
        row = self.place[0]
        if self.current.fixed:
            return False
        self.delegate.finish()
        column = self.sheet.columns.index("ref")
        before = self.sheet.rows[row].cells.get("ref", "")
        self.sheet.setData(self.sheet.index(row, column), f"{before} {code}".strip())
        self.go(row, column)
        return True

    # Room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: the matter takes what room is left."""
        super().resizeEvent(event)
        unit = em(self)
        widths = {name: round(wide * unit) for name, wide in _WIDTHS.items()}
        rest = max(self.viewport().width() - sum(widths.values()), _LEAST * unit)
        for at, name in enumerate(self.sheet.columns):
            self.setColumnWidth(at, widths.get(name, rest))

    def choose(self, row: int, column: str) -> None:
        """Bring a cell to the front and let it alone be chosen."""
        index = self.sheet.index(row, self.sheet.columns.index(column))
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)
