"""Draws the hooks of a cabinet: grounds once for each look, words laid out once for each sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap, QPolygonF, QStaticText

from deskapp.ui import theme
from deskapp.ui.common.register_spec import Mark, Shape
from deskapp.ui.common.table import draw_mark, tone_colour
from deskapp.ui.common.wall_layout import Detail, Grid, detail_of
from deskapp.ui.common.wall_look import AWAY, MARKS, TICKS, Look, Tick, keys_text, legend, look_of, short_due

if TYPE_CHECKING:
    from deskapp.domain.keys import HookCell

#: So many sentences are kept laid out; a cabinet has a few thousand.
_KEPT = 30_000
#: What is not in the light of the legend is seen through a veil.
_VEIL = 0.3
#: From this width on, at 100 % of the text, the words keep more distance from the edge.
_ROOMY = 74


@dataclass(frozen=True, slots=True)
class Dress:
    """What a cell wears besides its set: chosen for a loan, counted, not in the light, hidden from who counts."""

    marked: bool = False
    tick: Tick | None = None
    dim: bool = False
    blind: bool = False


PLAIN = Dress()


class WallPaint:
    """Everything that is kept between two frames; made anew for another size, theme or screen."""

    def __init__(self, font: QFont, grid: Grid, unit: float, zoom: float, ratio: float) -> None:
        self.grid = grid
        self.unit = unit
        self.ratio = ratio
        self.detail = detail_of(grid.wide, unit)
        self._zoom = min(max(zoom, 0.8), 2.1)
        self._now = theme.tokens()
        self.fonts = {
            "hook": self._font(font, 11),
            "place": self._font(font, 13, bold=True),
            "line": self._font(font, 12),
            "due": self._font(font, 12, bold=True),
        }
        if self.detail is not Detail.ALL:
            # The smaller the cell, the more of it belongs to the hook's own number.
            self.fonts["hook"].setPixelSize(max(min(round(11 * unit), round(grid.wide / 3.4)), 7))
            self.fonts["place"].setPixelSize(max(min(round(12 * unit), round(grid.wide / 4.2)), 9))
        self._metrics = {name: QFontMetrics(made) for name, made in self.fonts.items()}
        self._grounds: dict[tuple[Look, bool, bool], QPixmap] = {}
        self._texts: dict[tuple[str, str, int], QStaticText] = {}

    def _font(self, font: QFont, size: float, *, bold: bool = False) -> QFont:
        made = QFont(font)
        made.setPixelSize(round(size * self.unit * self._zoom))
        made.setBold(bold)
        return made

    # A cell

    def draw(self, painter: QPainter, cell: HookCell, at: datetime, dress: Dress = PLAIN) -> None:
        """Draw one hook where it hangs."""
        box = self.grid.rect(cell.row, cell.column)
        look = Look.EMPTY if dress.blind else look_of(cell, at)
        if dress.dim:
            painter.setOpacity(_VEIL)
        painter.drawPixmap(box.topLeft(), self._ground(look, marked=dress.marked, blind=dress.blind))
        if self.detail >= Detail.HOOK:
            self._words(painter, cell, look, box, at, dress)
        if cell.wanted_by and not dress.blind:
            self._flag(painter, box)
        if dress.tick is not None:
            self._badge(painter, box, TICKS[dress.tick])
        elif dress.marked:
            self._badge(painter, box, Mark(Shape.CHECK, "info"))
        if dress.dim:
            painter.setOpacity(1)

    def _words(self, painter: QPainter, cell: HookCell, look: Look, box: QRect, at: datetime, dress: Dress) -> None:
        now = self._now
        pad = max(round(self.unit * (7 if self.grid.wide >= _ROOMY * self.unit else 5)), 2)
        pad = min(pad, 3) if self.detail <= Detail.HOOK else pad
        left, room = box.x() + pad, box.width() - 2 * pad
        if self.detail is Detail.HOOK:
            hook = self._metrics["hook"]
            top = box.y() + (1 if box.height() < 2 * hook.height() else 3)
            ink = now.text if look is not Look.EMPTY else now.muted
            self._text(painter, "hook", cell.hook, QRect(left, top, room, hook.height()), ink)
            return
        y = box.y() + max(round(4 * self.unit * min(self._zoom, 1)), 2)
        self._text(painter, "hook", cell.hook, QRect(left, y, room, 1), now.muted)
        if look is Look.EMPTY:
            return
        y += self._metrics["hook"].height() + (1 if self.detail is Detail.ALL else 0)
        area = QRect(left, y, room, box.bottom() - y - 1)
        if self.detail is Detail.ALL:
            self._all(painter, cell, look, area, at)
        else:
            self._text(painter, "place", self._end_of(cell.place or cell.unit, room), area, now.text)

    def _end_of(self, said: str, room: int) -> str:
        """As much of a unit's code as fits, from its end: the building stands before the row."""
        parts = said.split("-")
        ends = ("-".join(parts[at:]) for at in range(len(parts)))
        return next((end for end in ends if self._metrics["place"].horizontalAdvance(end) <= room), parts[-1])

    def _all(self, painter: QPainter, cell: HookCell, look: Look, area: QRect, at: datetime) -> None:
        """The place, and under it the keys that hang there, or who has them and until when."""
        place, line = self._metrics["place"].height() - 1, self._metrics["line"].height() - 1
        ink = tone_colour(MARKS[look].tone).name() if look is not Look.IN else self._now.muted
        if look in AWAY:
            self._text(painter, "place", cell.place or cell.unit, area, self._now.text)
            self._text(painter, "line", cell.borrower, area.adjusted(0, place, 0, 0), ink)
            self._marked_line(painter, look, short_due(cell, look, at), area.adjusted(0, place + line, 0, 0), ink)
            return
        lines = self._broken(cell.place or cell.unit, area.width())
        for at_line, part in enumerate(lines):
            self._text(painter, "place", part, area.adjusted(0, at_line * place, 0, 0), self._now.text)
        said = (keys_text(cell.keys), str(cell.keys)) if look is Look.IN else (legend(look), "")
        area.setTop(area.y() + len(lines) * place)
        area.setTop(area.y() + max((area.height() - line) // 2, 0))
        self._marked_line(painter, look, said, area, ink)

    def _broken(self, said: str, room: int) -> tuple[str, ...]:
        """A long name in two lines; what is still too long is elided in the middle of the second."""
        metrics = self._metrics["place"]
        if metrics.horizontalAdvance(said) <= room:
            return (said,)
        fits = next(at for at in range(len(said), 0, -1) if at == 1 or metrics.horizontalAdvance(said[:at]) <= room)
        return said[:fits].strip(), said[fits:].strip()

    def _marked_line(self, painter: QPainter, look: Look, said: tuple[str, str], box: QRect, ink: str) -> None:
        """A shape and its words, the shorter ones where room is short; a plain loan has the outline for its shape."""
        name = "line" if look is Look.IN else "due"
        metrics, side = self._metrics[name], 0
        if look is not Look.OUT:
            side = round(self.unit * 10 * min(self._zoom, 1.4))
            draw_mark(painter, QRectF(box.x(), box.y() + (metrics.height() - side) / 2, side, side), MARKS[look])
            side += round(self.unit * 4)
        whole, short = said
        fits = not short or metrics.horizontalAdvance(whole) <= box.width() - side
        self._text(painter, name, whole if fits else short, box.adjusted(side, 0, 0, 0), ink)

    def _text(self, painter: QPainter, font: str, said: str, box: QRect, ink: str) -> None:
        """One line at the top of a box, laid out once; too long a one is elided in its middle."""
        if not said:
            return
        key = (font, said, box.width())
        laid = self._texts.get(key)
        if laid is None:
            if len(self._texts) > _KEPT:
                self._texts.clear()
            laid = QStaticText(self._metrics[font].elidedText(said, Qt.TextElideMode.ElideMiddle, box.width()))
            laid.setTextFormat(Qt.TextFormat.PlainText)
            laid.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
            laid.prepare(font=self.fonts[font])
            self._texts[key] = laid
        painter.setFont(self.fonts[font])
        painter.setPen(QColor(ink))
        painter.drawStaticText(box.topLeft(), laid)

    # Grounds

    def _ground(self, look: Look, *, marked: bool, blind: bool) -> QPixmap:
        key = (look, marked, blind)
        if (made := self._grounds.get(key)) is None:
            size = QSize(self.grid.wide, self.grid.high)
            made = QPixmap(size * self.ratio)
            made.setDevicePixelRatio(self.ratio)
            made.fill(Qt.GlobalColor.transparent)
            painter = QPainter(made)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw_ground(painter, QRectF(0, 0, size.width(), size.height()), look, marked=marked, blind=blind)
            painter.end()
            self._grounds[key] = made
        return made

    def _draw_ground(self, painter: QPainter, box: QRectF, look: Look, *, marked: bool, blind: bool) -> None:
        now, small = self._now, self.detail <= Detail.HOOK
        heavy = 1.6 if small else 2.0
        # Where there is room for the shape alone, a filled cell is a set on its hook.
        full = now.accent_soft if self.detail > Detail.SHAPE else _between(now.accent, now.accent_soft)
        fills = {Look.IN: full, Look.LATE: now.danger_soft}
        edges = {Look.IN: full, Look.OUT: now.accent, Look.DUE: now.warn, Look.LATE: now.danger}
        pen = QPen(QColor(edges.get(look, now.edge)), heavy if look in AWAY else 1.0)
        if look is Look.EMPTY and not blind:
            pen.setStyle(Qt.PenStyle.DashLine)
        fill = QColor(now.sunken if look is Look.EMPTY else fills.get(look, now.surface))
        if marked:
            pen, fill = QPen(QColor(now.accent), heavy), QColor(now.selected)
        inner = box.adjusted(pen.widthF() / 2, pen.widthF() / 2, -pen.widthF() / 2, -pen.widthF() / 2)
        radius = min(6 * self.unit, box.height() / 5)
        painter.setPen(pen)
        painter.setBrush(fill)
        painter.drawRoundedRect(inner, radius, radius)
        if look is Look.MISSING:
            self._cross(painter, inner)
        if self.detail is not Detail.ALL and look not in (Look.EMPTY, Look.IN):
            self._small_mark(painter, box, look)

    def _cross(self, painter: QPainter, box: QRectF) -> None:
        """Crossed from corner to corner, so lightly that the words before it are read."""
        colour = QColor(self._now.danger)
        colour.setAlphaF(0.28)
        painter.setPen(QPen(colour, 1.6))
        painter.drawLines([QLineF(box.topLeft(), box.bottomRight()), QLineF(box.topRight(), box.bottomLeft())])

    def _small_mark(self, painter: QPainter, box: QRectF, look: Look) -> None:
        """Where there is no room for words, the shape alone; under the hook's number if that is there."""
        area = box.adjusted(2, 2, -2, -2)
        if self.detail is Detail.HOOK:
            area.setTop(box.top() + self._metrics["hook"].height())
        side = min(area.width(), area.height(), 12 * self.unit)
        if self.detail is Detail.PLACE:
            side = 9 * self.unit
            area = QRectF(box.right() - side - 4, box.top() + 4, side, side)
        if side >= 3:
            draw_mark(
                painter, QRectF(area.center().x() - side / 2, area.center().y() - side / 2, side, side), MARKS[look]
            )

    # Over the cells

    def _flag(self, painter: QPainter, box: QRect) -> None:
        """A pennant in the corner: an open slip asks for this key (``DSP-8``)."""
        small = self.detail is not Detail.ALL
        side = min(self.unit * (8 if small else 11), box.width() / 3)
        x, y = box.right() - side - 2, (box.bottom() - side - 1 if small else box.y() + 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._now.warn), 1.4))
        painter.drawLine(QPointF(x, y), QPointF(x, y + side))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._now.warn))
        painter.drawPolygon(
            QPolygonF([QPointF(x, y), QPointF(x + side * 0.9, y + side * 0.3), QPointF(x, y + side * 0.6)])
        )

    def _badge(self, painter: QPainter, box: QRect, mark: Mark) -> None:
        """A round badge in the corner: chosen, or counted."""
        small = self.detail <= Detail.HOOK
        side = min(box.width(), box.height()) * (0.62 if small else 0.0) or self.unit * 18
        area = QRectF(box.right() - side - 1, box.y() + 2, side, side)
        if small:
            area.moveCenter(QPointF(box.center().x(), box.bottom() - side / 2))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tone_colour(mark.tone), 1))
        painter.setBrush(QColor(self._now.surface))
        painter.drawEllipse(area)
        inset = side * 0.24
        draw_mark(painter, area.adjusted(inset, inset, -inset, -inset), mark)

    def ring(self, painter: QPainter, row: int, column: int, *, focused: bool) -> None:
        """Where the keys are: a ring around the hook, strong while the picture has them."""
        reach = min(self.grid.gap / 2 + 1, 3.5)
        box = QRectF(self.grid.rect(row, column)).adjusted(-reach, -reach, reach, reach)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._now.text if focused else self._now.edge), 2.6 if focused else 1.8))
        radius = min(8 * self.unit, box.height() / 4)
        painter.drawRoundedRect(box, radius, radius)


def _between(one: str, other: str) -> str:
    """A colour half the way from one to the other."""
    a, b = QColor(one), QColor(other)
    return QColor((a.red() + b.red()) // 2, (a.green() + b.green()) // 2, (a.blue() + b.blue()) // 2).name()
