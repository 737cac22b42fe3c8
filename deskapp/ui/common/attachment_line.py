"""One attached or chosen file as a line that can be opened: a small picture, its name, and what is known of it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from deskapp.ui import icons, theme
from deskapp.ui.common.editors import is_enter
from deskapp.ui.common.parts import em

_PICTURE = 44
_GAP, _EDGE, _ROUND = 10, 4, 6


class FileLine(QAbstractButton):
    """Two lines of words beside a small picture; what does not fit ends in dots and is told by the tool tip."""

    def __init__(self, title: str, words: str, *, crossed: bool = False) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._picture: QPixmap | None = None
        self.title, self.words, self.crossed = title, words, crossed
        self.setToolTip(f"{title}\n{words}")
        self.setAccessibleName(f"{title}, {words}")

    def show_image(self, image: QImage) -> None:
        """The small picture, as sharp as the screen is."""
        ratio = self.devicePixelRatioF()
        side = round(theme.px(_PICTURE) * ratio)
        scaled = image.scaled(
            side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        self._picture = QPixmap.fromImage(scaled)
        self._picture.setDevicePixelRatio(ratio)
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: the picture, or two lines of words."""
        small = QFontMetrics(self._small())
        high = max(theme.px(_PICTURE), self.fontMetrics().height() + small.height()) + 2 * theme.px(_EDGE)
        return QSize(theme.px(_PICTURE) + em(self) * 12, high)

    def minimumSizeHint(self) -> QSize:
        """Qt: the picture and the beginning of its name."""
        return QSize(theme.px(_PICTURE) + em(self) * 5, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: ground, picture, words."""
        painter = QPainter(self)
        self._paint_ground(painter)
        edge, side = theme.px(_EDGE), theme.px(_PICTURE)
        self._paint_picture(painter, QRect(edge, (self.height() - side) // 2, side, side))
        left = edge + side + theme.px(_GAP)
        self._paint_words(painter, QRect(left, 0, self.width() - left - edge, self.height()))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Enter opens it as the space bar does."""
        if is_enter(event):
            self.click()
        else:
            super().keyPressEvent(event)

    def _paint_ground(self, painter: QPainter) -> None:
        now = theme.tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(now.accent), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        ground = now.hover if self.underMouse() or self.isDown() else ""
        painter.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), _ROUND, _ROUND)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _paint_picture(self, painter: QPainter, box: QRect) -> None:
        found = self._picture or icons.pixmap("file-outline", theme.px(24))
        size = found.deviceIndependentSize().toSize()
        place = QRect(box.center() - QRect(0, 0, size.width(), size.height()).center(), size)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setOpacity(0.4 if self.crossed else 1.0)
        painter.drawPixmap(place, found)
        painter.setOpacity(1.0)
        if self._picture is not None:
            painter.setPen(QColor(theme.tokens().line))
            painter.drawRect(place.adjusted(0, 0, -1, -1))

    def _paint_words(self, painter: QPainter, room: QRect) -> None:
        now, small = theme.tokens(), self._small()
        lines = self.fontMetrics().height() + QFontMetrics(small).height()
        top = room.top() + (room.height() - lines) // 2
        name = QFont(self.font())
        name.setStrikeOut(self.crossed)
        above = now.muted if self.crossed else now.text
        for font, colour, text in ((name, above, self.title), (small, now.muted, self.words)):
            metrics = QFontMetrics(font)
            painter.setFont(font)
            painter.setPen(QColor(colour))
            text = metrics.elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(QRect(room.left(), top, room.width(), metrics.height()), Qt.AlignmentFlag.AlignLeft, text)
            top += metrics.height()

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(theme.px(12))
        return font
