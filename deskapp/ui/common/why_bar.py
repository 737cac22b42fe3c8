"""A deadline drawn: from start to due time, what is not counted hatched, moves and the present moment marked."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from deskapp.domain.deadlines import Explained, TimeMark, TimeMarkKind
from deskapp.ui import format as fmt
from deskapp.ui import theme

#: How much of the bar may show how late it is: the time before stays readable.
_LATE_PART = 0.35
_HATCHES = {
    TimeMarkKind.REST: Qt.BrushStyle.BDiagPattern,
    TimeMarkKind.OFF_DUTY: Qt.BrushStyle.Dense6Pattern,
    TimeMarkKind.PAUSED: Qt.BrushStyle.VerPattern,
}


def draw_stretch(painter: QPainter, box: QRectF, kind: TimeMarkKind) -> None:
    """What is not counted, each kind with a pattern of its own."""
    tokens = theme.tokens()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.surface))
    painter.drawRect(box)
    painter.setBrush(QBrush(QColor(tokens.warn if kind is TimeMarkKind.PAUSED else tokens.muted), _HATCHES[kind]))
    painter.setPen(QPen(QColor(tokens.edge), 1))
    painter.drawRect(box)


def draw_moment(painter: QPainter, middle: QPointF, size: float, kind: TimeMarkKind) -> None:
    """The start a ring, a move a diamond, the due time a filled square."""
    tokens = theme.tokens()
    r = size / 2
    painter.setPen(QPen(QColor(tokens.accent if kind is not TimeMarkKind.MOVED else tokens.warn), max(1.5, size / 7)))
    painter.setBrush(QColor(tokens.surface))
    if kind is TimeMarkKind.STARTED:
        painter.drawEllipse(middle, r * 0.75, r * 0.75)
    elif kind is TimeMarkKind.MOVED:
        x, y = middle.x(), middle.y()
        painter.drawPolygon(QPolygonF([QPointF(x, y - r), QPointF(x + r, y), QPointF(x, y + r), QPointF(x - r, y)]))
    else:
        painter.setBrush(QColor(tokens.accent))
        painter.drawRect(QRectF(middle.x() - r * 0.7, middle.y() - r * 0.7, r * 1.4, r * 1.4))


def _over(mark: TimeMark) -> bool:
    """What is drawn over the others: moments over stretches."""
    return mark.kind not in _HATCHES


class TimeBar(QWidget):
    """One line from start to due; what it shows is said in words by the list below it and to a screen reader."""

    def __init__(self) -> None:
        super().__init__()
        self._told: Explained | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_explained(self, told: Explained) -> None:
        """Draw another one."""
        self._told = told
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: a line of words, the bar, a line of words."""
        return QSize(theme.px(200), self._top() + self.fontMetrics().height() + theme.px(24))

    def _top(self) -> int:
        """Where the bar begins: below the names of holidays, if it has any."""
        named = self._told is not None and any(mark.name for mark in self._told.marks)
        return theme.px(4) + (self.fontMetrics().height() if named else 0)

    def minimumSizeHint(self) -> QSize:
        """Qt: it gives way in width."""
        return QSize(theme.px(80), self.sizeHint().height())

    def _end(self, told: Explained, now: datetime) -> datetime:
        """The right end: the due time, or how late it is by now."""
        whole = max(told.due - told.start, timedelta(minutes=1))
        return max(told.due, min(now, told.due + whole * _LATE_PART))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw it."""
        if self._told is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        told, now, edge = self._told, fmt.now(), theme.px(9)
        end = self._end(told, now)
        whole = max((end - told.start).total_seconds(), 60.0)
        width = self.width() - 2 * edge

        def x(moment: datetime) -> float:
            part = (moment - told.start).total_seconds() / whole
            return edge + width * min(max(part, 0.0), 1.0)

        bar = QRectF(edge, self._top(), width, theme.px(14))
        self._draw_bar(painter, bar, (x(told.due), x(now)))
        for mark in sorted(told.marks, key=_over):
            self._draw_mark(painter, bar, mark, (x(mark.at), x(mark.until or end)))
        self._draw_now(painter, bar, x(now) if told.start <= now else None)
        self._draw_ends(painter, bar, told, x(told.due))
        painter.end()

    def _draw_bar(self, painter: QPainter, bar: QRectF, at: tuple[float, float]) -> None:
        """What has gone by is filled, what is left is open, what is late is crossed."""
        due, now = at
        tokens = theme.tokens()
        painter.setPen(QPen(QColor(tokens.edge), 1))
        painter.setBrush(QColor(tokens.surface))
        painter.drawRect(QRectF(bar.left(), bar.top(), due - bar.left(), bar.height()))
        painter.setBrush(QColor(tokens.accent_soft))
        gone = min(now, due)
        if gone > bar.left():
            painter.drawRect(QRectF(bar.left(), bar.top(), gone - bar.left(), bar.height()))
        if now > due:
            late = QRectF(due, bar.top(), now - due, bar.height())
            painter.setBrush(QColor(tokens.danger_soft))
            painter.drawRect(late)
            painter.setBrush(QBrush(QColor(tokens.danger), Qt.BrushStyle.DiagCrossPattern))
            painter.drawRect(late)

    def _draw_mark(self, painter: QPainter, bar: QRectF, mark: TimeMark, at: tuple[float, float]) -> None:
        begin, end = at
        if mark.kind in _HATCHES:
            box = QRectF(begin, bar.top(), max(end - begin, 2.0), bar.height())
            draw_stretch(painter, box, mark.kind)
            self._draw_name(painter, box, mark.name)
        else:
            draw_moment(painter, QPointF(begin, bar.center().y()), bar.height() * 1.1, mark.kind)

    def _draw_name(self, painter: QPainter, box: QRectF, name: str) -> None:
        """A holiday's name above its stretch, where there is room; the list below has all of them."""
        wide = self.fontMetrics().horizontalAdvance(name)
        if name and wide <= max(box.width(), theme.px(24)) + theme.px(24):
            left = min(max(box.center().x() - wide / 2, 0), self.width() - wide)
            painter.setPen(QColor(theme.tokens().muted))
            painter.drawText(QPointF(left, self.fontMetrics().ascent()), name)

    def _draw_now(self, painter: QPainter, bar: QRectF, x: float | None) -> None:
        if x is None:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.tokens().text))
        r, y = theme.px(5), bar.bottom() + 2
        painter.drawPolygon(QPolygonF([QPointF(x, bar.top() - 2), QPointF(x + 1, y), QPointF(x - 1, y)]))
        painter.drawPolygon(QPolygonF([QPointF(x, y), QPointF(x + r, y + r), QPointF(x - r, y + r)]))

    def _draw_ends(self, painter: QPainter, bar: QRectF, told: Explained, due: float) -> None:
        """Start and due below the ends, and the present moment between them where there is room."""
        metrics = self.fontMetrics()
        y = bar.bottom() + theme.px(6) + metrics.ascent()
        start, end = fmt.clock(told.start), fmt.clock(told.due)
        right = min(max(due - metrics.horizontalAdvance(end) / 2, 0), self.width() - metrics.horizontalAdvance(end))
        painter.setPen(QColor(theme.tokens().muted))
        if metrics.horizontalAdvance(start) + theme.px(8) < right:
            painter.drawText(QPointF(0, y), start)
        painter.setPen(QColor(theme.tokens().text))
        painter.drawText(QPointF(right, y), end)


class MarkSign(QWidget):
    """One mark of the bar, beside its words."""

    def __init__(self, kind: TimeMarkKind) -> None:
        super().__init__()
        self._kind = kind
        self.setFixedSize(theme.px(20), theme.px(16))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 2, -1, -2)
        if self._kind in _HATCHES:
            draw_stretch(painter, box, self._kind)
        else:
            draw_moment(painter, box.center(), box.height(), self._kind)
        painter.end()
