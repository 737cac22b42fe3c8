"""The rows of Today: headings, what falls due, and the month's fixed days with a box to tick."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QApplication, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from deskapp.domain.common import TodayItem, Urgent
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.context import Context

Index = QModelIndex | QPersistentModelIndex
ROW = int(Qt.ItemDataRole.UserRole) + 1
# What is cut in a narrow pane is read here, by pointer or by ear.
_SPOKEN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
#: The box of a fixed day, and the room it takes with what stands around it.
_BOX, _BOX_ROOM = 16, 26
_EDGE = 10


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of a group and how many stand in it."""

    urgent: Urgent
    text: str


class TodayList(QListView):
    """The list; ``ticked`` comes with a fixed day whose box was clicked, or that was chosen when Space was pressed."""

    ticked = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._boxed: TodayItem | None = None
        self.setObjectName("today_list")
        self.setItemDelegate(_Delegate(context, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks the chosen fixed day off."""
        row = self.currentIndex().data(ROW)
        if event.key() == Qt.Key.Key_Space and isinstance(row, TodayItem) and row.tick:
            self.ticked.emit(row)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press in a box is not a click on its row."""
        self._boxed = self._in_box(event)
        if self._boxed is None:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go in the same box, it is ticked."""
        boxed, self._boxed = self._boxed, None
        if boxed is None:
            super().mouseReleaseEvent(event)
        elif self._in_box(event) == boxed:
            self.ticked.emit(boxed)

    def _in_box(self, event: QMouseEvent) -> TodayItem | None:
        at = event.position().toPoint()
        index = self.indexAt(at)
        row = index.data(ROW)
        if event.button() != Qt.MouseButton.LeftButton or not isinstance(row, TodayItem) or not row.tick:
            return None
        return row if at.x() < self.visualRect(index).left() + _EDGE + theme.px(_BOX_ROOM) else None


class TodayModel(QAbstractListModel):
    """Headings and items; headings cannot be chosen."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._rows: list[Heading | TodayItem] = []

    def show(self, rows: list[Heading | TodayItem]) -> None:
        """Show these rows; the same ones are only painted again, so that the chosen row stays."""
        if rows == self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many lines."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only items can be chosen."""
        heading = isinstance(self._rows[index.row()], Heading)
        return Qt.ItemFlag.ItemIsEnabled if heading else Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The line itself, and for who cannot see it its words; a fixed day is a box that is not ticked."""
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.CheckStateRole and isinstance(row, TodayItem) and row.tick:
            return Qt.CheckState.Unchecked
        if role not in _SPOKEN:
            return None
        if isinstance(row, Heading):
            return row.text
        words = fmt.phones(self._context.word(row.text, **row.params))
        due = " · ".join(_time(row, fmt.now())) if row.due else ""
        parts = (words, due, str(row.count) if row.count > 1 else "")
        spoken = " · ".join(part for part in parts if part)
        if role == Qt.ItemDataRole.ToolTipRole and row.tick:
            return spoken + "\n" + self.tr("Space, or a click on the box: done")
        return spoken


class _Delegate(QStyledItemDelegate):
    """A heading in the colour of its urgency; an item with its words, its time and how far that is."""

    def __init__(self, context: Context, view: QListView) -> None:
        super().__init__(view)
        self._context = context

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """An item with a time takes two lines."""
        row = index.data(ROW)
        if isinstance(row, Heading):
            return QSize(10, theme.px(30))
        return QSize(10, theme.px(44) if row.due else theme.px(30))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one line."""
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        row = index.data(ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = rect.adjusted(_EDGE, 0, -_EDGE, 0)
        if isinstance(row, Heading):
            self._heading(painter, inner, row)
        else:
            self._ground(painter, rect, state)
            self._item(painter, inner, row)
        painter.restore()

    def _heading(self, painter: QPainter, inner: QRect, row: Heading) -> None:
        self._font(painter, 12, bold=True)
        painter.setPen(QColor(_colour(row.urgent)))
        mark = {Urgent.LATE: "▲ ", Urgent.SOON: "● "}.get(row.urgent, "")
        _left(painter, inner.adjusted(0, theme.px(6), 0, 0), mark + row.text)

    def _ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        now = theme.tokens()
        focused = state & QStyle.StateFlag.State_Selected and state & QStyle.StateFlag.State_HasFocus
        if not focused and not state & QStyle.StateFlag.State_MouseOver:
            return
        painter.setPen(QColor(now.accent) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(now.selected if focused else now.hover))
        painter.drawRoundedRect(rect.adjusted(2, 1, -2, -1), 4, 4)

    def _item(self, painter: QPainter, inner: QRect, item: TodayItem) -> None:
        now, at = theme.tokens(), fmt.now()
        if item.tick:
            inner = self._box(painter, inner)
        upper = inner
        if item.due is not None:
            upper = QRect(inner.x(), inner.y() + theme.px(4), inner.width(), theme.px(19))
            lower = QRect(inner.x(), upper.bottom(), inner.width(), theme.px(18))
            clock, distance = _time(item, at)
            self._font(painter, 12)
            painter.setPen(QColor(now.muted))
            _left(painter, lower, clock)
            painter.setPen(QColor(_colour(urgency(item, at))))
            self._font(painter, 12, bold=item.urgent is not Urgent.LATER)
            _right(painter, lower, distance)
        if item.count > 1:
            self._font(painter, 13, bold=True)
            painter.setPen(QColor(now.muted))
            _right(painter, upper, str(item.count))
            upper = upper.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(str(item.count)) - 8, 0)
        self._font(painter, 13)
        painter.setPen(QColor(now.text))
        text = fmt.phones(self._context.word(item.text, **item.params))
        _left(painter, upper, painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, upper.width()))

    def _box(self, painter: QPainter, inner: QRect) -> QRect:
        """The box to tick; what is left beside it."""
        now, side = theme.tokens(), theme.px(_BOX)
        painter.setPen(QPen(QColor(now.edge), 1.4))
        painter.setBrush(QColor(now.surface))
        painter.drawRoundedRect(QRect(inner.x(), inner.y() + theme.px(6), side, side), 3, 3)
        return inner.adjusted(theme.px(_BOX_ROOM), 0, 0, 0)

    def _font(self, painter: QPainter, size: int, *, bold: bool = False) -> None:
        font = QFont(QApplication.font())
        font.setPixelSize(theme.px(size))
        font.setBold(bold)
        painter.setFont(font)


def urgency(item: TodayItem, at: datetime) -> Urgent:
    """How an item presses now: what was not late when it was read may be late by now."""
    return Urgent.LATE if item.due is not None and item.due < at else item.urgent


def _time(item: TodayItem, at: datetime) -> tuple[str, str]:
    """When an item falls due and how far that is; a fixed day is a day, and its minute is nobody's business."""
    if item.due is None:
        return "", ""
    clock = f"{item.due.astimezone():%m-%d}" if item.tick else fmt.clock(item.due, at)
    return clock, fmt.distance(item.due, at)


def _left(painter: QPainter, rect: QRect, text: str) -> None:
    painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


def _right(painter: QPainter, rect: QRect, text: str) -> None:
    painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)


def _colour(urgent: Urgent) -> str:
    now = theme.tokens()
    return {Urgent.LATE: now.danger, Urgent.SOON: now.warn}.get(urgent, now.muted)
