"""Small things all parts of a desk share: sizes in characters, a layout that wraps, callbacks that outlive nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QMargins, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QLayoutItem, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from deskapp.ui.actions import native


def while_alive(owner: QObject, then: Callable[[Any], None]) -> Callable[[Any], None]:
    """``then``, unless ``owner`` is gone by the time the answer comes."""
    return partial(_if_alive, owner, then)


def _if_alive(owner: QObject, then: Callable[[Any], None], result: Any) -> None:
    if isValid(owner):
        then(result)


def clicked(act: Callable[[], None], _on: bool = False) -> None:
    """Do something without being told whether the button is down (the head of a ``partial``)."""
    act()


def em(widget: QWidget) -> int:
    """The width of one Chinese character in the widget's font: what sizes are counted in."""
    return max(8, widget.fontMetrics().horizontalAdvance("中"))


def label(text: str = "", kind: str = "", *, wrap: bool = False) -> QLabel:
    """A label of one kind; what people typed is shown as typed, never read as markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if wrap:
        made.setMinimumWidth(1)
    if kind:
        made.setProperty("kind", kind)
    return made


def button(text: str, kind: str = "") -> QPushButton:
    """A button of one kind."""
    made = QPushButton(text)
    if kind:
        made.setProperty("kind", kind)
    made.setAutoDefault(False)
    return made


def keyed(text: str, key: str, kind: str = "") -> QPushButton:
    """A button that names its key as this desktop writes it."""
    return button(f"{text}  {native(key)}" if key else text, kind)


def on_card(widget: QWidget) -> QFrame:
    """A card around a list or picture."""
    card = QFrame()
    card.setProperty("kind", "card")
    inside = QVBoxLayout(card)
    inside.setContentsMargins(1, 1, 1, 1)
    inside.addWidget(widget)
    return card


class ChipButton(QPushButton):
    """A pill that can be taken; it keeps room for its words in bold, which is how the taken one is written."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setProperty("kind", "chip")
        self.setCheckable(True)
        self.setAutoDefault(False)

    def sizeHint(self) -> QSize:
        """Qt: the room it takes."""
        self.ensurePolished()
        bold = QFont(self.font())
        bold.setBold(True)
        more = QFontMetrics(bold).horizontalAdvance(self.text()) - self.fontMetrics().horizontalAdvance(self.text())
        return super().sizeHint() + QSize(max(more, 0) + 2, 0)

    def minimumSizeHint(self) -> QSize:
        """Qt: never cut."""
        return self.sizeHint()


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)


class FlowLayout(QLayout):
    """Puts its widgets beside each other and goes on below where they do not fit (chips, segments, text at 200 %)."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setSpacing(gap)
        self.setContentsMargins(QMargins())

    def addItem(self, item: QLayoutItem) -> None:
        """Qt: take over an item."""
        self._items.append(item)

    def count(self) -> int:
        """Qt: how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Qt: one item, or none."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Qt: give one item back."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Qt: wants no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Qt: narrower is taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Qt: the height that the rows take."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Qt: place everything."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        """Qt: all in one row."""
        shown = self._shown()
        width = sum(item.sizeHint().width() for item in shown) + self.spacing() * max(0, len(shown) - 1)
        height = max((item.sizeHint().height() for item in shown), default=0)
        return QSize(width, height).grownBy(self.contentsMargins())

    def minimumSize(self) -> QSize:
        """Qt: the widest single item."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size.grownBy(self.contentsMargins())

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, whole: QRect, *, move: bool) -> int:
        edge = self.contentsMargins()
        rect = whole.marginsRemoved(edge)
        x, y, row = rect.x(), rect.y(), 0
        for item in self._shown():
            hint = item.sizeHint()
            if x > rect.x() and x + hint.width() > rect.right() + 1:
                x, y, row = rect.x(), y + row + self.spacing(), 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), QSize(min(hint.width(), rect.width()), hint.height())))
            x += hint.width() + self.spacing()
            row = max(row, hint.height())
        return y + row - rect.y() + edge.top() + edge.bottom()
