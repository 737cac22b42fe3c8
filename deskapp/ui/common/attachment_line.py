"""One attached or chosen file as a line that can be opened: a small picture, its name, and what is known of it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton

from deskapp.ui import icons, theme
from deskapp.ui.common.parts import em

_PICTURE = 44
_GAP, _EDGE = 10, 6


class FileLine(QPushButton):
    """Two lines of words beside a small picture; what does not fit ends in dots and is told by the tool tip."""

    def __init__(self, title: str, words: str, *, crossed: bool = False) -> None:
        super().__init__()
        self.setProperty("kind", "quiet")
        self.setAutoDefault(False)
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
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QPainter(self)
        self.style().drawControl(QStyle.ControlElement.CE_PushButtonBevel, option, painter, self)
        edge, side = theme.px(_EDGE), theme.px(_PICTURE)
        self._paint_picture(painter, QRect(edge, (self.height() - side) // 2, side, side))
        left = edge + side + theme.px(_GAP)
        self._paint_words(painter, QRect(left, 0, self.width() - left - edge, self.height()))
        painter.end()

    def _paint_picture(self, painter: QPainter, box: QRect) -> None:
        found = self._picture or icons.pixmap("file-outline", theme.px(24))
        size = found.deviceIndependentSize().toSize()
        place = QRect(box.center() - QRect(0, 0, size.width(), size.height()).center(), size)
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
