"""How one find is drawn: icon, title, what it is about, its state and time at the right."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QApplication, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from deskapp.domain.common import Hit
from deskapp.domain.words import has_word
from deskapp.ui import format as fmt
from deskapp.ui import icons, theme
from deskapp.ui.context import Context
from deskapp.ui.spec import DeskSpec, desks

HIT = int(Qt.ItemDataRole.UserRole) + 1
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class HitDelegate(QStyledItemDelegate):
    """Two lines a row."""

    def __init__(self, context: Context, view: QListView) -> None:
        super().__init__(view)
        self._context = context
        self._icons = {register: desk.icon for desk in desks() for register in desk.registers}

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as two lines and some air."""
        return QSize(theme.px(300), theme.px(46))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one find, or a desk of that name."""
        row: Hit | DeskSpec = index.data(HIT)
        now = theme.tokens()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(now.selected if chosen else now.hover))
            painter.drawRoundedRect(rect, 4, 4)
        size, gap = theme.px(18), theme.px(10)
        name = row.icon if isinstance(row, DeskSpec) else self._icons.get(row.ref.register, "file-document-outline")
        painter.drawPixmap(rect.x() + gap, rect.y() + (rect.height() - size) // 2, icons.pixmap(name, size))
        inner = rect.adjusted(gap * 2 + size, 0, -gap, 0)
        if isinstance(row, DeskSpec):
            self._line(painter, inner, self._context.word(row.title), now.text, bold=True)
            self._line(painter, inner, self.tr("Open this desk"), now.muted, align=_RIGHT)
        else:
            self._hit(painter, inner, row)
        painter.restore()

    def _hit(self, painter: QPainter, inner: QRect, hit: Hit) -> None:
        now = theme.tokens()
        half = inner.height() // 2
        upper = QRect(inner.x(), inner.y() + theme.px(3), inner.width(), half - theme.px(3))
        lower = QRect(inner.x(), inner.y() + half, inner.width(), half - theme.px(3))
        state = self._context.word(hit.state) if has_word(hit.state) else hit.state
        about = " · ".join(part for part in (hit.ref.number, hit.subtitle) if part and part != hit.title)
        taken = self._line(painter, upper, state, now.muted, align=_RIGHT, small=True)
        self._line(painter, upper.adjusted(0, 0, -taken - theme.px(8), 0), hit.title, now.text, bold=True)
        taken = self._line(painter, lower, fmt.clock(hit.at), now.muted, align=_RIGHT, small=True)
        self._line(painter, lower.adjusted(0, 0, -taken - theme.px(8), 0), about, now.muted, small=True)

    def _line(
        self,
        painter: QPainter,
        rect: QRect,
        text: str,
        colour: str,
        *,
        bold: bool = False,
        small: bool = False,
        align: Qt.AlignmentFlag = _LEFT,
    ) -> int:
        """Draw one line, cut where there is no more room; return how wide it became."""
        font = QFont(QApplication.font())
        font.setPixelSize(theme.px(12 if small else 14))
        font.setBold(bold)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        cut = painter.fontMetrics().elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, align, cut)
        return painter.fontMetrics().horizontalAdvance(cut)
