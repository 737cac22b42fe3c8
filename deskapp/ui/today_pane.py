"""Today: what falls due, the same list for everyone on duty; one click goes there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from deskapp.domain.common import TodayItem, Urgent
from deskapp.errors import DeskError
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.common.parts import while_alive
from deskapp.ui.context import Context

_Index = QModelIndex | QPersistentModelIndex
ROW = int(Qt.ItemDataRole.UserRole) + 1
# What is cut in a narrow pane is read here, by pointer or by ear.
_SPOKEN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)


@dataclass(frozen=True, slots=True)
class _Heading:
    """The name of a group and how many stand in it."""

    urgent: Urgent
    text: str


class TodayPane(QFrame):
    """Read again after every write; the minutes count down without asking anybody."""

    counted = Signal(int, int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._items: tuple[TodayItem, ...] = ()
        theme.look(self, "pane")
        title = QLabel(self.tr("Today"))
        theme.look(title, "heading")
        title.setContentsMargins(10, 0, 0, 0)
        self.model = _Model(context, self)
        self.list = QListView()
        self.list.setObjectName("today_list")
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Delegate(context, self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setMouseTracking(True)
        self.list.setAccessibleName(self.tr("Today"))
        self.list.clicked.connect(self._go)
        self.list.activated.connect(self._activated)
        self._empty = QLabel(
            self.tr("Nothing falls due. Promises, slips and copies that are out will stand here, the latest first.")
        )
        theme.look(self._empty, "muted")
        self._empty.setWordWrap(True)
        self._empty.setContentsMargins(10, 4, 10, 0)
        self._lay_out(title)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._ask)
        self._minute = QTimer(self)
        self._minute.setInterval(60_000)
        self._minute.timeout.connect(self._show)
        self._minute.start()
        context.changed.connect(self.refresh)
        self._clicked_row = -1
        self._show()

    def _lay_out(self, title: QLabel) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(6, 14, 4, 4)
        box.setSpacing(6)
        box.addWidget(title)
        box.addWidget(self._empty)
        box.addWidget(self.list, 1)
        box.addStretch(0)  # without the list the words stay on top

    @property
    def items(self) -> tuple[TodayItem, ...]:
        """What is listed, in the order of the service."""
        return self._items

    def refresh(self, _change: object = None) -> None:
        """Read again soon; several wishes at once are one."""
        self._soon.start()

    def forget(self) -> None:
        """Show nothing (nobody is signed in)."""
        self._soon.stop()
        self._items = ()
        self._show()

    def _ask(self) -> None:
        if self._context.actor is not None and self._context.office is not None:
            received, refused = while_alive(self, self._received), while_alive(self, self._refused)
            self._context.ask("today.list", received, refused, owner=self, token="today")

    def _received(self, items: tuple[TodayItem, ...]) -> None:
        self._items = tuple(items)
        self._show()

    def _refused(self, error: DeskError) -> None:
        self._items = ()
        self._show()
        self._empty.setText(self._context.error_text(error))

    def _show(self) -> None:
        at = fmt.now()
        groups: dict[Urgent, list[TodayItem]] = {urgent: [] for urgent in Urgent}
        for item in self._items:
            # What was not late when it was read may be late by now.
            groups[Urgent.LATE if item.due is not None and item.due < at else item.urgent].append(item)
        names = {
            Urgent.LATE: self.tr("Late"),
            Urgent.SOON: self.tr("Soon"),
            Urgent.LATER: self.tr("Later"),
            Urgent.SOMETIME: self.tr("Without a time"),
        }
        rows: list[_Heading | TodayItem] = []
        for urgent, items in groups.items():
            if items:
                rows += [_Heading(urgent, f"{names[urgent]} {sum(item.count for item in items)}"), *items]
        self.model.show(rows)
        self._empty.setVisible(not rows)
        self.list.setVisible(bool(rows))
        self.counted.emit(sum(i.count for i in groups[Urgent.LATE]), sum(i.count for i in self._items))

    def _activated(self, index: QModelIndex) -> None:
        # A click activates too on some desktops; it was followed already.
        if index.row() != self._clicked_row:
            self._follow(index.data(ROW))
        self._clicked_row = -1

    def _go(self, index: QModelIndex) -> None:
        self._clicked_row = index.row()
        QTimer.singleShot(0, self._click_done)
        self._follow(index.data(ROW))

    def _click_done(self) -> None:
        self._clicked_row = -1

    def _follow(self, row: object) -> None:
        if not isinstance(row, TodayItem):
            return
        if row.ref is not None and row.count == 1:
            self._context.open(row.ref)
        else:
            self._context.desk_wanted.emit(row.register, row.chip)


class _Model(QAbstractListModel):
    """Headings and items; headings cannot be chosen."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._rows: list[_Heading | TodayItem] = []

    def show(self, rows: list[_Heading | TodayItem]) -> None:
        """Show these rows; the same ones are only painted again, so that the chosen row stays."""
        if rows == self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """How many lines."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Only items can be chosen."""
        heading = isinstance(self._rows[index.row()], _Heading)
        return Qt.ItemFlag.ItemIsEnabled if heading else Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The line itself, and for who cannot see it its words."""
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role not in _SPOKEN:
            return None
        if isinstance(row, _Heading):
            return row.text
        parts = (self._context.word(row.text, **row.params), fmt.due(row.due), str(row.count) if row.count > 1 else "")
        return " · ".join(part for part in parts if part)


class _Delegate(QStyledItemDelegate):
    """A heading in the colour of its urgency; an item with its words, its time and how far that is."""

    def __init__(self, context: Context, view: QListView) -> None:
        super().__init__(view)
        self._context = context

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """An item with a time takes two lines."""
        row = index.data(ROW)
        if isinstance(row, _Heading):
            return QSize(10, theme.px(30))
        return QSize(10, theme.px(44) if row.due else theme.px(30))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one line."""
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        row = index.data(ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = rect.adjusted(10, 0, -10, 0)
        if isinstance(row, _Heading):
            self._font(painter, 12, bold=True)
            painter.setPen(QColor(_colour(row.urgent)))
            mark = {Urgent.LATE: "▲ ", Urgent.SOON: "● "}.get(row.urgent, "")
            painter.drawText(
                inner.adjusted(0, theme.px(6), 0, 0),
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                mark + row.text,
            )
        else:
            self._ground(painter, rect, state)
            self._item(painter, inner, row)
        painter.restore()

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
        text = self._context.word(item.text, **item.params)
        upper = inner
        if item.due is not None:
            upper = QRect(inner.x(), inner.y() + theme.px(4), inner.width(), theme.px(19))
            lower = QRect(inner.x(), upper.bottom(), inner.width(), theme.px(18))
            self._font(painter, 12)
            painter.setPen(QColor(now.muted))
            painter.drawText(lower, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, fmt.clock(item.due, at))
            painter.setPen(QColor(_colour(_urgent(item, at))))
            self._font(painter, 12, bold=item.urgent is not Urgent.LATER)
            painter.drawText(
                lower, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, fmt.distance(item.due, at)
            )
        if item.count > 1:
            self._font(painter, 13, bold=True)
            painter.setPen(QColor(now.muted))
            painter.drawText(upper, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(item.count))
            upper = upper.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(str(item.count)) - 8, 0)
        self._font(painter, 13)
        painter.setPen(QColor(now.text))
        cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, upper.width())
        painter.drawText(upper, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, cut)

    def _font(self, painter: QPainter, size: int, *, bold: bool = False) -> None:
        font = QFont(QApplication.font())
        font.setPixelSize(theme.px(size))
        font.setBold(bold)
        painter.setFont(font)


def _urgent(item: TodayItem, at: datetime) -> Urgent:
    return Urgent.LATE if item.due is not None and item.due < at else item.urgent


def _colour(urgent: Urgent) -> str:
    now = theme.tokens()
    return {Urgent.LATE: now.danger, Urgent.SOON: now.warn}.get(urgent, now.muted)
