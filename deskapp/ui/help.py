"""F1: every key of the place one is in, made from the action registry and from the desk itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from deskapp.ui import theme

Keys = Sequence[tuple[str, str]]


class Help(QWidget):
    """A sheet over the window; Esc, F1 or a click beside it closes it, and the cursor is back where it was."""

    closed = Signal()

    def __init__(self, window: QWidget, groups: Sequence[tuple[str, Keys]]) -> None:
        super().__init__(window)
        self._before = window.focusWidget()
        self._window = window
        self._card = QFrame()
        self._card.setObjectName("help")
        title = QLabel(self.tr("Keys"))
        theme.look(title, "title")
        close = QPushButton(self.tr("Close  Esc"))
        close.clicked.connect(self.close_help)
        top = QHBoxLayout()
        top.addWidget(title)
        top.addStretch(1)
        top.addWidget(close)
        inner = QWidget()
        theme.look(inner, "clear")
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, inner)
        self._columns.setSpacing(theme.px(36))
        for name, keys in groups:
            if keys:
                self._columns.addLayout(_column(name, keys), 1)
        self.area = scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        box = QVBoxLayout(self._card)
        box.setContentsMargins(*(theme.px(22),) * 4)
        box.setSpacing(theme.px(14))
        box.addLayout(top)
        box.addWidget(scroll)
        middle = QVBoxLayout(self)
        middle.addWidget(self._card)
        self._inner = inner
        window.installEventFilter(self)
        self._fit()
        self.show()
        self.raise_()
        close.setFocus()

    def close_help(self) -> None:
        """Go away."""
        self._window.removeEventFilter(self)
        self.closed.emit()
        self.hide()
        self.deleteLater()
        if self._before is not None:
            self._before.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the window whatever its size."""
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        self.setGeometry(self._window.rect())
        ways = QBoxLayout.Direction
        self._columns.setDirection(ways.LeftToRight)
        self._wrap(False)
        if self._inner.sizeHint().width() > self.width() - theme.px(90):
            self._columns.setDirection(ways.TopToBottom)  # all of it is seen by going down
            self._wrap(True)
        wanted = self._inner.sizeHint()
        side = max((self.width() - wanted.width() - theme.px(90)) // 2, 24)
        above = max((self.height() - wanted.height() - theme.px(112)) // 2, 24)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(side, above, side, above)

    def _wrap(self, on: bool) -> None:
        """A long sentence takes two lines where the groups stand below each other."""
        for said in self._inner.findChildren(QLabel, "what"):
            said.setWordWrap(on)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dim what lies behind."""
        QPainter(self).fillRect(self.rect(), QColor(0, 0, 0, 110))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the sheet."""
        if not self._card.geometry().contains(event.position().toPoint()):
            self.close_help()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc and F1 close; nothing goes through to what lies behind."""
        down = self.area.verticalScrollBar()
        steps = {Qt.Key.Key_Down: down.singleStep(), Qt.Key.Key_PageDown: down.pageStep()}
        steps |= {Qt.Key.Key_Up: -down.singleStep(), Qt.Key.Key_PageUp: -down.pageStep()}
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F1):
            self.close_help()
        else:
            down.setValue(down.value() + steps.get(Qt.Key(event.key()), 0))


def _column(name: str, keys: Keys) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.px(14))
    grid.setVerticalSpacing(theme.px(7))
    heading = QLabel(name)
    theme.look(heading, "muted")
    grid.addWidget(heading, 0, 0, 1, 2)
    for line, (key, what) in enumerate(keys, 1):
        cap = QLabel(key)
        theme.look(cap, "key")
        grid.addWidget(cap, line, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        said = QLabel(what)
        said.setObjectName("what")
        grid.addWidget(said, line, 1)
    grid.setColumnStretch(1, 1)
    grid.setRowStretch(len(keys) + 1, 1)
    return grid
