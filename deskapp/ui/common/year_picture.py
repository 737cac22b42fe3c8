"""A year at a glance: twelve small months, what is no plain day told by letter and shape as well as by colour."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from deskapp.domain.calendar import CalendarYear, Day, DayKind, by_the_week, weekend
from deskapp.domain.fields import EARLIEST, LATEST
from deskapp.domain.words import Language
from deskapp.ui import theme
from deskapp.ui.common.editors import is_enter

if TYPE_CHECKING:
    from deskapp.ui.context import Context

_WEEK = 7
_WEEKS = 6
_MONTHS = 12
#: A day's least width and height, and the room between two months, at 100 % of the text.
_CELL = (24, 21)
_GAP = 12
#: From this width on a day's number and its letter stand beside each other in full size.
_ROOMY = 27
#: Lines above a month's days: its name, the days of the week.
_HEAD = 2


def locale_of(language: Language) -> QLocale:
    """How days and months are called."""
    if language is Language.CHINESE:
        return QLocale(QLocale.Language.Chinese, QLocale.Country.China)
    return QLocale(QLocale.Language.English)


class YearPicture(QWidget):
    """``chosen`` carries the day that is looked at, ``entered`` is Enter, ``turned`` another year."""

    chosen = Signal(object)
    entered = Signal()
    turned = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.today = date.today()
        self.day = self.today
        self.year = CalendarYear(year=self.today.year, announced=True, days=())
        self._special: dict[date, Day] = {}
        self._locale = locale_of(context.language)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(False)

    def show_year(self, year: CalendarYear) -> None:
        """Show a year; the day that is looked at stays if it lies in it."""
        self.year = year
        self._special = {day.day: day for day in year.days}
        self.update()
        self._tell()

    def look_at(self, day: date) -> None:
        """Look at a day; one of another year turns the page."""
        if not EARLIEST.date() <= day < LATEST.date():
            return
        self.day = day
        if day.year != self.year.year:
            self.turned.emit(day.year)
        self.update()
        self._tell()
        self.chosen.emit(day)

    def kind(self, day: date) -> DayKind:
        """Whether people work on a day."""
        return self._special[day].kind if day in self._special else by_the_week(day)

    def words(self, day: date) -> str:
        """A day in words: date, weekday, what it is, its name."""
        special, word = self._special.get(day), self.context.word
        weekday = self._locale.standaloneDayName(day.isoweekday(), QLocale.FormatType.LongFormat)
        kind = word("calendar.make_up") if special and special.make_up else word(f"calendar.kind.{self.kind(day)}")
        own = word("calendar.day_source.office") if special and special.own else ""
        name = special.called(self.context.language) if special else ""
        today = self.tr("today") if day == self.today else ""
        return " · ".join(part for part in (f"{day} {weekday}", kind, name, own, today) if part)

    def _tell(self) -> None:
        """A screen reader hears the day that is looked at."""
        self.setAccessibleName(self.words(self.day))

    # Where things are

    def _columns(self) -> int:
        """How many months stand beside each other: as many as make the days largest in this room."""
        width, gap = max(self.width(), 1), theme.px(_GAP)
        fits = max(1, (width + gap) // (_WEEK * theme.px(_CELL[0]) + gap))
        return max((columns for columns in (1, 2, 3, 4, 6) if columns <= fits), key=self._largest)

    def _room(self, columns: int) -> tuple[float, float]:
        """How wide and high a day may be with so many months beside each other."""
        rows, gap = _MONTHS // columns, theme.px(_GAP)
        wide = (self.width() - gap * columns) / (columns * _WEEK)
        return wide, (self.height() - gap * rows) / (rows * (_WEEKS + _HEAD))

    def _largest(self, columns: int) -> float:
        wide, high = self._room(columns)
        return min(wide / _CELL[0], high / _CELL[1])

    def _cell(self) -> tuple[float, float]:
        """A day's size: as large as the room allows, never smaller than its words."""
        wide, high = self._room(self._columns())
        return min(max(wide, theme.px(_CELL[0])), theme.px(46)), min(max(high, theme.px(_CELL[1])), theme.px(34))

    def _corner(self, month: int) -> QPointF:
        columns = self._columns()
        wide, high = self._cell()
        column, row = (month - 1) % columns, (month - 1) // columns
        gap = theme.px(_GAP)
        across = (self.width() - columns * _WEEK * wide) / columns
        return QPointF(across / 2 + column * (_WEEK * wide + across), gap / 2 + row * ((_WEEKS + _HEAD) * high + gap))

    def rect_of(self, day: date) -> QRectF:
        """Where a day is drawn."""
        wide, high = self._cell()
        place = day.day - 1 + day.replace(day=1).weekday()
        corner = self._corner(day.month)
        top = corner.y() + (_HEAD + place // _WEEK) * high
        return QRectF(corner.x() + place % _WEEK * wide, top, wide, high)

    def day_at(self, point: QPointF) -> date | None:
        """The day under a point."""
        return next((day for day in self._days() if self.rect_of(day).contains(point)), None)

    def _days(self) -> list[date]:
        first = date(self.year.year, 1, 1)
        return [first + timedelta(days=n) for n in range(366 if calendar.isleap(first.year) else 365)]

    def sizeHint(self) -> QSize:
        """Qt: the smallest it is still read at."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Qt: one month beside the other as many as fit, so far as the width is known."""
        rows = _MONTHS // self._columns()
        high = rows * ((_WEEKS + _HEAD) * theme.px(_CELL[1]) + theme.px(_GAP))
        return QSize(_WEEK * theme.px(_CELL[0]) + theme.px(_GAP), high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: another width is another number of rows."""
        self.updateGeometry()

    # What is drawn

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for month in range(1, _MONTHS + 1):
            self._draw_head(painter, month)
        for day in self._days():
            self._draw_day(painter, day)
        painter.end()

    def _draw_head(self, painter: QPainter, month: int) -> None:
        wide, high = self._cell()
        corner = self._corner(month)
        line = QRectF(corner.x(), corner.y(), _WEEK * wide, high)
        strong = QFont(self.font())
        strong.setBold(True)
        painter.setFont(strong)
        painter.setPen(QColor(theme.tokens().text))
        name = self._locale.standaloneMonthName(month, QLocale.FormatType.ShortFormat)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        painter.setFont(self._small(12))
        painter.setPen(QColor(theme.tokens().muted))
        if month <= len(self.year.working_days):
            days = self.tr("%n working", "", self.year.working_days[month - 1])
            painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, days)
        for weekday in range(_WEEK):
            box = QRectF(corner.x() + weekday * wide, corner.y() + high, wide, high)
            letter = self._locale.standaloneDayName(weekday + 1, QLocale.FormatType.NarrowFormat)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)

    def _small(self, size: int) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(theme.px(size))
        return font

    def _draw_day(self, painter: QPainter, day: date) -> None:
        tokens, special = theme.tokens(), self._special.get(day)
        box = self.rect_of(day).adjusted(1, 1, -1, -1)
        rest, make_up = self.kind(day) is DayKind.REST, special is not None and special.make_up
        named = special is not None and (make_up or special.own or bool(special.name))
        ground = tokens.warn_soft if make_up else tokens.ok_soft if rest and named else tokens.hover if rest else ""
        painter.setPen(Qt.PenStyle.NoPen)
        if ground:
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(box, 3, 3)
        if day == self.day:
            self._draw_chosen(painter, box)
        ink = tokens.warn if make_up else tokens.ok if rest and named else tokens.muted if rest else tokens.text
        roomy = box.width() > theme.px(_ROOMY)
        font = self._small(13 if roomy else 12)
        font.setBold((named and roomy) or day == self.today)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        side = Qt.AlignmentFlag.AlignLeft if named else Qt.AlignmentFlag.AlignHCenter
        painter.drawText(
            box.adjusted(2 if roomy else 0, 0, 0, 0) if named else box,
            side | Qt.AlignmentFlag.AlignVCenter,
            str(day.day),
        )
        if named:
            self._draw_letter(painter, box, day)
        if special is not None and special.own:
            self._draw_own(painter, box)
        if day == self.today:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.text), 1.4))
            painter.drawRoundedRect(box, 8, 8)

    def _draw_letter(self, painter: QPainter, box: QRectF, day: date) -> None:
        """休 or 班 in the corner."""
        painter.setFont(self._small(10 if box.width() > theme.px(_ROOMY) else 9))
        letter = self.context.word(f"calendar.short.{self.kind(day)}")
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, letter)

    def _draw_own(self, painter: QPainter, box: QRectF) -> None:
        """A small diamond: the office's own word."""
        r, x, y = theme.px(3.2), box.right() - theme.px(5), box.bottom() - theme.px(4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.tokens().accent))
        painter.drawPolygon(QPolygonF([QPointF(x, y - r), QPointF(x + r, y), QPointF(x, y + r), QPointF(x - r, y)]))

    def _draw_chosen(self, painter: QPainter, box: QRectF) -> None:
        tokens = theme.tokens()
        painter.setBrush(QColor(tokens.selected))
        painter.setPen(QPen(QColor(tokens.accent), 2.4 if self.hasFocus() else 1))
        painter.drawRoundedRect(box, 3, 3)

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: arrows go by days and weeks, PageUp and PageDown by months, with Shift by years."""
        days = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -_WEEK, Qt.Key.Key_Down: _WEEK}
        months = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        key = Qt.Key(event.key())
        if is_enter(event):
            self.entered.emit()
        elif key in days:
            self.look_at(self.day + timedelta(days=days[key]))
        elif key in months:
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.look_at(moved(self.day, months[key] * (_MONTHS if shifted else 1)))
        elif key == Qt.Key.Key_Home:
            self.look_at(self.day.replace(day=1))
        elif key == Qt.Key.Key_End:
            self.look_at(self.day.replace(day=calendar.monthrange(self.day.year, self.day.month)[1]))
        elif key == Qt.Key.Key_T:
            self.look_at(self.today)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: look at the day that is clicked."""
        if (day := self.day_at(event.position())) is not None:
            self.look_at(day)

    def event(self, event: QEvent) -> bool:
        """Qt: a day's name where the mouse rests."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            day = self.day_at(QPointF(event.pos()))
            named = day is not None and (day in self._special or weekend(day))
            QToolTip.showText(event.globalPos(), self.words(day) if day is not None and named else "", self)
            return True
        return super().event(event)


def moved(day: date, months: int) -> date:
    """The same day so many months on, or the month's last one."""
    whole = day.year * _MONTHS + day.month - 1 + months
    year, month = divmod(whole, _MONTHS)
    if not EARLIEST.year <= year < LATEST.year:
        return day
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
