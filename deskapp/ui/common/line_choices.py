"""The list of what is meant under a line, worked from the line: the unit field, who borrows keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from deskapp.ui import theme
from deskapp.ui.common.editors import is_enter

_MOST_SHOWN = 8


class LineChoices(QObject):
    """Up and Down walk through the list, ``around`` its ends or not; the line keeps the keys.

    ``entered`` is Enter, ``given_up`` Esc while the list is open, ``left`` that the keys went elsewhere; ``clicked``
    carries the row the mouse took.
    """

    entered = Signal()
    given_up = Signal()
    left = Signal()
    clicked = Signal(int)

    def __init__(self, line: QLineEdit, name: str, *, around: bool = False) -> None:
        super().__init__(line)
        self.line = line
        self.popup: QListWidget | None = None
        self._name = name
        self._around = around
        self._count = 0
        # A form that has just been opened is still being laid out: its line moves once more.
        self._settled = QTimer(self, singleShot=True, interval=0)
        self._settled.timeout.connect(self._place)
        line.installEventFilter(self)

    @property
    def open(self) -> bool:
        """Whether the list is on screen."""
        return self.popup is not None and self.popup.isVisible()

    @property
    def row(self) -> int:
        """The row in front; the first where there is no list yet."""
        return self.popup.currentRow() if self.popup is not None else 0

    def show_rows(self, rows: Sequence[str], nothing: str = "") -> None:
        """List these under the line, the first one in front; ``nothing`` is said where there are none."""
        popup = self._list()
        popup.clear()
        popup.addItems(rows)
        if not rows:
            item = QListWidgetItem(nothing)
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            popup.addItem(item)
        self._count = len(rows)
        popup.setCurrentRow(0 if rows else -1)
        self._place()
        popup.show()
        popup.raise_()
        self._settled.start()

    def _place(self) -> None:
        """Right under the line, as wide as its rows where the window is."""
        if (popup := self.popup) is None:
            return
        window = self.line.window()
        corner = self.line.mapTo(window, QPoint(0, self.line.height() + 2))
        wanted = popup.sizeHintForColumn(0) + theme.px(32)
        width = min(max(wanted, self.line.width()), window.width() - 8)
        tall = popup.sizeHintForRow(0) * min(popup.count(), _MOST_SHOWN) + 2 * popup.frameWidth() + 2
        popup.setGeometry(min(corner.x(), window.width() - width - 8), corner.y(), width, tall)

    def close(self) -> None:
        """Take the list away."""
        if self.popup is not None:
            self.popup.hide()

    def _list(self) -> QListWidget:
        """The list hangs on the window, so that no scroll area cuts it."""
        window = self.line.window()
        if self.popup is None or self.popup.parentWidget() is not window:
            if self.popup is not None:
                self.popup.deleteLater()
            self.popup = QListWidget(window)
            self.popup.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.popup.setAccessibleName(self._name)
            self.popup.itemClicked.connect(self._clicked)
            self.line.destroyed.connect(self.popup.deleteLater)
        return self.popup

    def _clicked(self, item: QListWidgetItem) -> None:
        if self.popup is not None and self.popup.row(item) < self._count:
            self.clicked.emit(self.popup.row(item))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: the list is worked from the line; Esc closes it before it leaves the form."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape and self.open:
                event.accept()
                return True
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        elif event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if self.open and key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self._step(1 if key == Qt.Key.Key_Down else -1)
        elif self.open and key == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif is_enter(event):
            self.entered.emit()
        else:
            return False
        return True

    def _step(self, by: int) -> None:
        if self.popup is not None and self._count:
            to = self.row + by
            self.popup.setCurrentRow(to % self._count if self._around else max(0, min(to, self._count - 1)))
