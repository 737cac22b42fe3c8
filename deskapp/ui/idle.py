"""The screen locks after idle time; what is open stays open behind it (``roles.md``)."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

_E = QEvent.Type
#: What a person does: a key, a click, the wheel, the mouse moved. Everything else the program does to itself.
_TOUCHES = frozenset({_E.KeyPress, _E.MouseButtonPress, _E.Wheel, _E.MouseMove, _E.TabletPress})
#: The one stands still while the computer sleeps, the other goes wrong when it is set.
Clocks = Callable[[], tuple[float, float]]


def both_clocks() -> tuple[float, float]:
    """Seconds by the monotonic clock and by the one on the wall."""
    return time.monotonic(), time.time()


class Idle(QObject):
    """Says when nobody has touched the program for ``limit`` seconds, by either clock; one timer, no polling."""

    left_alone = Signal()

    def __init__(self, app: QApplication, clocks: Clocks = both_clocks) -> None:
        super().__init__(app)
        self._clocks = clocks
        self._touched = clocks()
        self._limit = 0.0
        self.timer = QTimer(self, singleShot=True)
        self.timer.timeout.connect(self._look)
        app.installEventFilter(self)

    def begin(self, limit: float) -> None:
        """Somebody is there now: watch for ``limit`` seconds without a touch; 0 watches no more."""
        self._limit = limit
        self._touched = self._clocks()
        self.timer.start(round(limit * 1000)) if limit > 0 else self.timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note a touch; the first one after the computer slept too long goes to nobody's work."""
        if event.type() not in _TOUCHES or self._limit <= 0:
            return False
        if self._left() <= 0:
            self._look()
            return True
        self._touched = self._clocks()
        return False

    def _left(self) -> float:
        return self._limit - max(now - then for now, then in zip(self._clocks(), self._touched, strict=True))

    def _look(self) -> None:
        left = self._left()
        if left > 0:
            self.timer.start(max(1, round(left * 1000)))
        else:
            self.begin(0)
            self.left_alone.emit()
