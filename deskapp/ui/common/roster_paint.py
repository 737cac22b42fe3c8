"""Draws the roster's grid: a cell's look is painted once and put wherever it stands (``DUTY-1``)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap, QPolygonF

from deskapp.domain.roster import DutyDay, GridDay, Person
from deskapp.ui import theme
from deskapp.ui.common import roster_look as look
from deskapp.ui.common.roster_board import Board, Place, needs
from deskapp.ui.common.roster_layout import At, RosterGrid

if TYPE_CHECKING:
    from deskapp.ui.context import Context

_CENTRE = Qt.AlignmentFlag.AlignCenter
#: Where the month's number stands in a row, and that of the months before.
_ABOVE, _BELOW = 0.47, 0.87
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Dress(NamedTuple):
    """Everything that two cells of one look share."""

    shift: int | None
    decided: bool
    pinned: bool
    away: str
    fault: str
    proposed: bool


class RosterPaint:
    """What is kept between two frames; made anew for another size, theme, screen or edition."""

    def __init__(self, context: Context, board: Board, grid: RosterGrid, font: QFont, ratio: float) -> None:
        self.context, self.board, self.grid, self.ratio = context, board, grid, ratio
        self.unit = theme.px(100) / 100
        self.today = date.today()
        self._now = theme.tokens()
        self._font = font
        self._fonts = {
            "word": self._made(14, bold=True),
            "number": self._made(13, bold=True),
            "plain": self._made(13),
            "small": self._made(11),
            "tiny": self._made(10),
            "lacking": self._made(11, bold=True),
            "mark": self._made(9, bold=True),
        }
        self._looks: dict[Dress, QPixmap] = {}
        self._runs = look.runs_of_names(context, board.days)

    def _made(self, size: float, *, bold: bool = False) -> QFont:
        made = QFont(self._font)
        made.setPixelSize(round(size * self.unit))
        made.setBold(bold)
        return made

    # Cells

    def dress(self, place: Place, *, proposed: bool) -> Dress:
        """What a cell wears."""
        cell, away, faults = self.board.cells.get(place), self.board.away.get(place, ()), self.board.of_cell(place)
        leave = "leave" if any(not each.wish for each in away) else "wish" if away else ""
        fault = "" if not faults else "soft" if all(each.soft for each in faults) else "hard"
        shift = cell.shift_id if cell is not None else None
        return Dress(shift, cell is not None, cell is not None and cell.pinned, leave, fault, proposed)

    def cell(self, painter: QPainter, at: At, box: QRect, *, proposed: bool = False) -> None:
        """Draw one cell where it stands."""
        person, day = self.board.people[at[0]], self.board.days[at[1]]
        self._ground(painter, box, day)
        painter.setPen(QColor(self._now.line))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        dress = self.dress((person.staff_id, day.day), proposed=proposed)
        if any(dress):
            painter.drawPixmap(box.topLeft(), self._look(dress))

    def _ground(self, painter: QPainter, box: QRect, day: GridDay) -> None:
        tones = {DutyDay.WEEKEND: self._now.hover, DutyDay.HOLIDAY: self._now.ok_soft}
        painter.fillRect(box, QColor(tones.get(day.kind, self._now.warn_soft if day.make_up else self._now.surface)))

    def _look(self, dress: Dress) -> QPixmap:
        if (made := self._looks.get(dress)) is None:
            size = QSize(self.grid.wide, self.grid.high)
            made = QPixmap(size * self.ratio)
            made.setDevicePixelRatio(self.ratio)
            made.fill(Qt.GlobalColor.transparent)
            painter = QPainter(made)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw_look(painter, QRectF(0, 0, size.width(), size.height()), dress)
            painter.end()
            self._looks[dress] = made
        return made

    def _draw_look(self, painter: QPainter, box: QRectF, dress: Dress) -> None:
        now = self._now
        edge = max(self.unit, 1)
        inner = box.adjusted(edge, edge * 2.5, -edge, -edge * 2.5)
        radius = 5 * self.unit
        ink = now.muted
        if dress.away == "leave":
            painter.fillRect(box.adjusted(0, 0, 0, -1), QBrush(QColor(now.edge), Qt.BrushStyle.BDiagPattern))
        if dress.shift is not None:
            ground, ink = look.tint(self.board.shifts[dress.shift].colour)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(inner, radius, radius)
        self._outline(painter, inner, radius, dress)
        self._word(painter, inner, dress, ink)
        if dress.pinned:
            self._pin(painter, inner, ink)
        if dress.fault:
            self._bang(painter, inner, now.danger if dress.fault == "hard" else now.warn)

    def _bang(self, painter: QPainter, inner: QRectF, colour: str) -> None:
        """A mark in the corner, beside the outline: nothing is said by colour alone."""
        side = 11 * self.unit
        disc = QRectF(inner.right() - side + 1, inner.top() - 1.5 * self.unit, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawEllipse(disc)
        painter.setFont(self._fonts["mark"])
        painter.setPen(QColor(self._now.surface))
        painter.drawText(disc, _CENTRE, "!")

    def _outline(self, painter: QPainter, inner: QRectF, radius: float, dress: Dress) -> None:
        """A broken rule: red, for a wish that is passed over amber and dashed; a proposal: dashed blue."""
        now = self._now
        pens = {
            "hard": QPen(QColor(now.danger), 2 * self.unit),
            "soft": QPen(QColor(now.warn), 1.6 * self.unit, Qt.PenStyle.DashLine),
        }
        pen = pens.get(dress.fault)
        if pen is None and dress.proposed:
            pen = QPen(QColor(now.accent), 1.6 * self.unit, Qt.PenStyle.DotLine)
        if pen is not None:
            half = pen.widthF() / 2
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inner.adjusted(half, half, -half, -half), radius, radius)

    def _word(self, painter: QPainter, inner: QRectF, dress: Dress, ink: str) -> None:
        if dress.shift is not None:
            word = self.board.shifts[dress.shift].short
            font = self._fonts["word"]
            if QFontMetrics(font).horizontalAdvance(word) > inner.width():
                font = QFont(font)
                font.setPixelSize(max(round(font.pixelSize() * inner.width() / (len(word) * font.pixelSize())), 8))
        elif dress.away:
            word = look.short_leave() if dress.away == "leave" else look.short_wish()
            font, ink = self._fonts["small"], self._now.text
            side = QFontMetrics(font).height()
            ground = QRectF(inner.center().x() - side / 2, inner.center().y() - side / 2, side, side)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._now.surface))
            painter.drawEllipse(ground)
        else:
            word, font = "·" if dress.decided else "", self._fonts["word"]
        painter.setFont(font)
        painter.setPen(QColor(ink))
        painter.drawText(inner, _CENTRE, word)

    def _pin(self, painter: QPainter, inner: QRectF, ink: str) -> None:
        """A filled corner: *Generate* leaves this cell alone."""
        side, corner = 8 * self.unit, inner.topLeft()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ink))
        painter.drawPolygon(QPolygonF([corner, corner + QPointF(side, 0), corner + QPointF(0, side)]))

    def ring(self, painter: QPainter, box: QRect, *, focused: bool, handle: bool) -> None:
        """Where the keys are; ``handle`` is the corner that fills when it is drawn."""
        now = self._now
        painter.setPen(QPen(QColor(now.text if focused else now.edge), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(box).adjusted(1, 1, -1, -2))
        if handle:
            painter.fillRect(self.handle(box), QColor(now.accent))

    def handle(self, box: QRect) -> QRect:
        """The corner by which a cell is drawn over others."""
        side = round(7 * self.unit)
        return QRect(box.right() - side + 1, box.bottom() - side, side, side)

    def chosen(self, painter: QPainter, box: QRect) -> None:
        """A cell of the block that is chosen."""
        colour = QColor(self._now.accent)
        colour.setAlphaF(0.22)
        painter.fillRect(box, colour)

    # Around the cells

    def name(self, painter: QPainter, row: int, box: QRect, *, here: bool) -> None:
        """Who: name, number, whether experienced."""
        person, now = self.board.people[row], self._now
        painter.fillRect(box, QColor(now.selected if here else now.surface))
        painter.setPen(QColor(now.line))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        faults = self.board.of_person(person.staff_id)
        area = box.adjusted(round(10 * self.unit), 0, -round(6 * self.unit), 0)
        right = self._behind_name(painter, person, area, bool(faults))
        area.setRight(right)
        font = self._fonts["plain"]
        painter.setFont(font)
        painter.setPen(QColor(now.danger if faults else now.text if person.on_roster else now.muted))
        name = QFontMetrics(font).elidedText(person.name, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, _LEFT, name)
        wide = QFontMetrics(font).horizontalAdvance(name) + round(6 * self.unit)
        small = QFontMetrics(self._fonts["small"])
        if wide + small.horizontalAdvance(person.code) <= area.width():
            painter.setFont(self._fonts["small"])
            painter.setPen(QColor(now.muted))
            painter.drawText(area.adjusted(wide, 0, 0, 0), _LEFT, person.code)

    def _behind_name(self, painter: QPainter, person: Person, area: QRect, broken: bool) -> int:
        """A star for the experienced, a mark for a month that breaks a rule; where the name has to end."""
        right = area.right()
        painter.setFont(self._fonts["number"])
        for shown, sign, ink in ((broken, "!", self._now.danger), (person.experienced, "★", self._now.warn)):
            if shown:
                wide = QFontMetrics(self._fonts["number"]).horizontalAdvance(sign)
                painter.setPen(QColor(ink))
                painter.drawText(QRect(right - wide, area.top(), wide + 1, area.height()), _CENTRE, sign)
                right -= wide + round(3 * self.unit)
        return right

    def sums(self, painter: QPainter, row: int, scrolled: QPoint) -> None:
        """Hours, late shifts, weekends, holidays of the month, and small below what the months before had."""
        person, now = self.board.people[row], self._now
        whole = self.grid.sums(row, scrolled)
        painter.fillRect(whole, QColor(now.surface))
        painter.setPen(QColor(now.line))
        painter.drawLine(whole.bottomLeft(), whole.bottomRight())
        broken = bool(self.board.of_person(person.staff_id))
        loads = zip(look.sums_of(self.board.load(person)), look.sums_of(self.board.earlier(person)), strict=True)
        for which, (month, before) in enumerate(loads):
            box = self.grid.sum_box(row, which, scrolled).adjusted(0, 0, -round(8 * self.unit), 0)
            ink = now.danger if broken and which == 0 else now.text
            self._figure(painter, "plain", look.figure(round(month, 1)), box, _ABOVE, ink)
            self._figure(painter, "tiny", look.figure(round(before)), box, _BELOW, now.muted)

    def _figure(self, painter: QPainter, font: str, said: str, box: QRect, share: float, ink: str) -> None:
        """A number at the right of a box, standing at a share of its height: two fit into the lowest row."""
        painter.setFont(self._fonts[font])
        painter.setPen(QColor(ink))
        wide = QFontMetrics(self._fonts[font]).horizontalAdvance(said)
        painter.drawText(box.right() - wide + 1, box.top() + round(box.height() * share), said)

    def sum_heads(self, painter: QPainter, scrolled: QPoint, before: str) -> None:
        """What the sums are."""
        painter.setPen(QColor(self._now.muted))
        for which, title in enumerate(look.sum_titles()):
            box = self.grid.sum_box(-1, which, scrolled).adjusted(0, 0, -round(8 * self.unit), -round(4 * self.unit))
            middle = box.adjusted(0, self.grid.band + round(3 * self.unit), 0, 0)
            right = Qt.AlignmentFlag.AlignRight
            painter.setFont(self._fonts["small"])
            painter.drawText(middle, right | Qt.AlignmentFlag.AlignTop, title)
            painter.setFont(self._fonts["tiny"])
            painter.drawText(middle, right | Qt.AlignmentFlag.AlignBottom, before)

    def day(self, painter: QPainter, column: int, box: QRect, *, here: bool) -> None:
        """A column's head: number and weekday, on the ground of what the day is."""
        day, now = self.board.days[column], self._now
        self._ground(painter, box, day)
        top = box.top() + self.grid.band
        number = QRect(box.left(), top, box.width(), round(18 * self.unit))
        rest = day.kind is not DutyDay.WORKING
        ink = now.danger if rest else now.warn if day.make_up else now.text
        if day.day == self.today:
            side = min(box.width() - 2, round(24 * self.unit))
            pill = QRectF(number.center().x() - side / 2 + 0.5, number.top(), side, number.height())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(now.accent_fill))
            painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
            ink = now.on_accent
        painter.setFont(self._fonts["number"])
        painter.setPen(QColor(ink))
        painter.drawText(number, _CENTRE, str(day.day.day))
        painter.setFont(self._fonts["small"])
        painter.setPen(QColor(now.danger if rest else now.warn if day.make_up else now.muted))
        under = QRect(box.left(), number.bottom() + 1, box.width(), box.bottom() - number.bottom() - 1)
        painter.drawText(under, _CENTRE, look.weekday(self.context, day.day, short=True))
        if here:
            painter.fillRect(QRect(box.left(), box.bottom() - 2, box.width(), 3), QColor(now.accent))

    def names_of_days(self, painter: QPainter, columns: range, scrolled: QPoint) -> None:
        """What holidays and make-up days are called, across their columns."""
        painter.setFont(self._fonts["tiny"])
        metrics = QFontMetrics(self._fonts["tiny"])
        for first, last, day, called in self._runs:
            if last < columns.start or first >= columns.stop:
                continue
            box = self.grid.day(first, scrolled).united(self.grid.day(last, scrolled))
            box.setHeight(self.grid.band)
            said = self.context.word("calendar.short.working") if day.make_up else called
            painter.setPen(QColor(self._now.warn if day.make_up else self._now.danger))
            if first == last and metrics.horizontalAdvance(said) > box.width():
                said = self.context.word("calendar.short.rest")
            painter.drawText(box, _CENTRE, metrics.elidedText(said, Qt.TextElideMode.ElideRight, box.width()))

    def cover(self, painter: QPainter, column: int, scrolled: QPoint) -> None:
        """How many are there of how many that are needed; where it is short, red and written as a fraction."""
        day, now = self.board.days[column], self._now
        whole = self.grid.covers_of(column, scrolled)
        self._ground(painter, whole, day)
        lacking = {fault.shift_id for fault in self.board.of_day(day.day)}
        for which, shift in enumerate(self.board.needed):
            there, needed = self.board.there(day.day, shift), needs(day, shift)
            short = there < needed
            marked = short or shift.id in lacking
            said = f"{there}/{needed}" if short else f"{there}!" if marked else str(there)
            painter.setFont(self._fonts["lacking" if marked else "small"])
            painter.setPen(QColor(now.danger if marked else now.muted))
            painter.drawText(self.grid.cover(column, which, scrolled), _CENTRE, said)

    def cover_name(self, painter: QPainter, which: int, box: QRect) -> None:
        """Which shift's cover a line is, and how many it needs."""
        shift = self.board.needed[which]
        numbers = {shift.cover_working, shift.cover_weekend, shift.cover_holiday}
        least, most = min(numbers), max(numbers)
        said = self.context.word("roster.cover_line", shift=shift.name)
        painter.setFont(self._fonts["small"])
        painter.setPen(QColor(self._now.muted))
        area = box.adjusted(round(10 * self.unit), 0, -round(4 * self.unit), 0)
        said = f"{said} ≥ {least}" if least == most else f"{said} ≥ {least}–{most}"
        painter.drawText(
            area, _LEFT, QFontMetrics(painter.font()).elidedText(said, Qt.TextElideMode.ElideRight, area.width())
        )
