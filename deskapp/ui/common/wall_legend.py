"""The legend of the wall picture: each look with its count; one that is taken stands out in the picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from deskapp.ui import theme
from deskapp.ui.common.parts import ChipButton, FlowLayout
from deskapp.ui.common.table import draw_mark, tone_colour
from deskapp.ui.common.wall_look import AWAY, MARKS, Look, legend

_SIDE = 14


class WallLegend(QWidget):
    """Tab comes to one look, the arrow keys go along; ``taken`` carries the look that is to stand out, or none."""

    taken = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Legend"))
        flow = FlowLayout(self, gap=theme.px(6))
        self.current: Look | None = None
        self.buttons: dict[Look, _Swatch] = {}
        for look in Look:
            made = _Swatch(self, look)
            made.clicked.connect(self._clicked)
            self.buttons[look] = made
            flow.addWidget(made)
        self._flow = flow
        self._stop()

    def _shown(self) -> list[Look]:
        return [look for look, made in self.buttons.items() if not made.isHidden()] or list(Look)

    def _stop(self) -> None:
        """Tab comes to the look that stands out, else to the first."""
        stop = self.buttons[self.current or self._shown()[0]]
        for made in self.buttons.values():
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus if made is stop else Qt.FocusPolicy.ClickFocus)

    def count(self, counts: Mapping[Look, int], *, shown: bool = True) -> None:
        """Show how many hooks have each look; looks that none has need not be ``shown``."""
        found = Counter(counts)
        for look, made in self.buttons.items():
            made.setVisible(shown or bool(found[look]) or look is self.current)
            made.setText(f"{legend(look)} {found[look]}")
        self._stop()
        self._flow.invalidate()

    def take(self, look: Look | None) -> None:
        """Let a look stand out, or none."""
        self.current = look
        for each, made in self.buttons.items():
            made.setChecked(each is look)
        self._stop()
        self.taken.emit(look)

    def step(self, by: int) -> None:
        """The keys go on to the swatch beside."""
        looks = self._shown()
        here = next((at for at, look in enumerate(looks) if self.buttons[look].hasFocus()), 0)
        self.buttons[looks[(here + by) % len(looks)]].setFocus(Qt.FocusReason.TabFocusReason)

    def _clicked(self, on: bool) -> None:
        look = Look(self.sender().objectName())
        self.take(look if on else None)


class _Swatch(ChipButton):
    """One look: a hook in small, its words, its count."""

    def __init__(self, legend_: WallLegend, look: Look) -> None:
        super().__init__(legend(look))
        self._legend = legend_
        self.setObjectName(look.value)
        self.setIcon(QIcon(_swatch(look, self.devicePixelRatioF())))
        self.setIconSize(QSize(theme.px(_SIDE), theme.px(_SIDE)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: left and right go along the legend."""
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._legend.step(step)


def _swatch(look: Look, ratio: float) -> QPixmap:
    """A hook in small, as it is drawn where there is room for its shape alone."""
    side, now = theme.px(_SIDE), theme.tokens()
    made = QPixmap(QSize(side, side) * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    mark = MARKS.get(look)
    edge = tone_colour(mark.tone) if mark is not None and look in AWAY else QColor(now.edge)
    pen = QPen(edge, 1.6 if look in AWAY else 1)
    if look is Look.EMPTY:
        pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen if look is not Look.IN else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(now.accent if look is Look.IN else now.surface))
    painter.drawRoundedRect(QRectF(1, 1, side - 2, side - 2), 3, 3)
    if mark is not None and look not in (Look.IN, Look.OUT):
        inset = side * 0.24
        draw_mark(painter, QRectF(inset, inset, side - 2 * inset, side - 2 * inset), mark)
    painter.end()
    return made
