"""Messages in the window's corner; nothing has to be clicked away, some offer to take a step back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from deskapp.ui import icons, theme
from deskapp.ui.actions import native

_ICONS = {"info": "check-circle-outline", "warning": "alert-outline", "error": "alert-circle-outline"}
_MOST = 3
ACT_KEYS = "Alt+Z"


class Toasts(QObject):
    """At most three at a time, the newest at the bottom."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._shown: list[Toast] = []
        window.installEventFilter(self)

    @property
    def shown(self) -> list[Toast]:
        """Those on screen, the newest last."""
        return list(self._shown)

    def say(self, text: str, kind: str, action: str, act: Callable[[], None] | None, seconds: int) -> None:
        """Show one more."""
        for same in [toast for toast in self._shown if toast.text == text]:
            self._drop(same)
        toast = Toast(self._window, text, kind, action, act, seconds)
        toast.over.connect(self._drop)
        self._shown.append(toast)
        for old in self._shown[:-_MOST]:
            self._drop(old)
        self._place()

    def act(self) -> None:
        """Do what the newest one with a button offers; a step that can be taken back goes before a reminder."""
        offers = [toast for toast in reversed(self._shown) if toast.button is not None]
        offers.sort(key=lambda toast: toast.kind != "ok")
        if offers and (button := offers[0].button) is not None:
            button.click()

    def clear(self) -> None:
        """Take all of them away (before the window locks)."""
        for toast in self.shown:
            self._drop(toast)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _drop(self, toast: Toast) -> None:
        if toast in self._shown:
            self._shown.remove(toast)
            toast.hide()
            toast.deleteLater()
            self._place()

    def _place(self) -> None:
        bottom = self._window.height() - theme.px(28) - 12
        for toast in reversed(self._shown):
            toast.setMaximumWidth(min(theme.px(560), self._window.width() - 32))
            toast.adjustSize()
            toast.move(16, bottom - toast.height())
            bottom -= toast.height() + 8
            toast.raise_()
            toast.show()


class Toast(QFrame):
    """One message. It waits as long as the pointer rests on it."""

    over = Signal(object)

    def __init__(
        self, window: QWidget, text: str, kind: str, action: str, act: Callable[[], None] | None, seconds: int
    ) -> None:
        super().__init__(window)
        self.setObjectName("toast")
        self.text, self.kind = text, kind
        self._act = act
        now = theme.tokens()
        mark = QLabel()
        mark.setPixmap(icons.pixmap(_ICONS.get(kind, _ICONS["info"]), theme.px(18), now.window))
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(len(text) > 40)
        if len(text) > 40:
            label.setMinimumWidth(theme.px(380))
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 14, 10)
        row.setSpacing(10)
        row.addWidget(mark)
        row.addWidget(label, 1)
        self.button: QPushButton | None = None
        if action and act is not None:
            self.button = QPushButton(f"{action}  {native(ACT_KEYS)}")
            self.button.clicked.connect(self._clicked)
            row.addWidget(self.button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(seconds * 1000)
        self._timer.timeout.connect(self._ended)
        self._timer.start()
        self.setAccessibleName(text)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def enterEvent(self, event: QEvent) -> None:
        """Wait while it is read."""
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Go on counting."""
        self._timer.start()

    def _ended(self) -> None:
        self.over.emit(self)

    def _clicked(self) -> None:
        act = self._act
        self.over.emit(self)
        if act is not None:
            act()
