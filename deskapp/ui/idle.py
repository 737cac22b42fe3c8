"""The screen locks after idle time; what is open stays open behind it (``roles.md``)."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

#: What a person does: a key, a click, the wheel, the mouse moved. Everything else the program does to itself.
_E = QEvent.Type
_TOUCHES = frozenset({_E.KeyPress, _E.MouseButtonPress, _E.Wheel, _E.MouseMove, _E.TabletPress})


class Idle(QObject):
    """Says when nobody has touched the program for ``limit`` seconds; one timer, set anew only when it runs out."""

    left_alone = Signal()

    def __init__(self, app: QApplication, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(app)
        self._clock = clock
        self._touched = clock()
        self._limit = 0.0
        self.timer = QTimer(self, singleShot=True)
        self.timer.timeout.connect(self._look)
        app.installEventFilter(self)

    def begin(self, limit: float) -> None:
        """Somebody is there now: watch for ``limit`` seconds without a touch; 0 watches no more."""
        self._limit = limit
        self._touched = self._clock()
        self.timer.start(round(limit * 1000)) if limit > 0 else self.timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note a touch; nothing is taken away."""
        if event.type() in _TOUCHES:
            self._touched = self._clock()
        return False

    def _look(self) -> None:
        left = self._touched + self._limit - self._clock()
        if left > 0:
            self.timer.start(max(1, round(left * 1000)))
        else:
            self.left_alone.emit()
