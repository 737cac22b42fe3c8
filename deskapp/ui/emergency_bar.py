"""The red bar: it stands over everything until somebody says to whom an emergency was passed on (``REC-5``)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from deskapp.domain.common import TodayItem
from deskapp.ui import format as fmt
from deskapp.ui import icons, theme
from deskapp.ui.actions import native
from deskapp.ui.context import Context

#: The word of an emergency in Today.
EMERGENCY = "today.emergency"
KEYS = "F9"
#: How often it is heard.
EVERY_MS = 20_000


class EmergencyBar(QFrame):
    """Names unit, caller and since when; without names where nobody who may read them is signed in."""

    pass_on = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._items: tuple[TodayItem, ...] = ()
        theme.look(self, "alarm")
        self._mark = QLabel()
        self._mark.setPixmap(icons.pixmap("alert", theme.px(22), theme.tokens().on_alarm))
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setMinimumWidth(1)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.button = QPushButton(f"{context.word('reception.step.pass_on')}  {native(KEYS)}")
        self.button.clicked.connect(self._clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, theme.px(5), 16, theme.px(5))
        row.setSpacing(theme.px(10))
        row.addWidget(self._mark)
        row.addWidget(self._text, 1)
        row.addWidget(self.button)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return "" if self.isHidden() else self._text.text()

    def name(self, items: Sequence[TodayItem], may: bool) -> None:
        """Name the emergencies, the one that waits longest first; ``may``: the person may pass them on."""
        self._items = tuple(items)
        first, at = items[0], fmt.now()
        gone = max(at - (first.due or at), timedelta())
        since = self.tr("since {time} ({span})").format(time=fmt.clock(first.due, at), span=fmt.span(gone))
        words = f"{self._context.word(first.text, **first.params).strip()} · {since}"
        if len(items) > 1:
            words = self.tr("%n emergencies wait to be passed on", None, len(items)) + f" · {words}"
        else:
            words += " · " + self.tr("to be passed on")
        self.button.setVisible(may)
        self._say(words)

    def hint(self) -> None:
        """Say without names that one waits."""
        self._items = ()
        self.button.hide()
        signed_in = self._context.actor is not None
        asks = self.tr("An emergency waits to be passed on: call the counter")
        self._say(asks if signed_in else self.tr("An emergency waits to be passed on: sign in"))

    def calm(self) -> None:
        """None waits."""
        self._items = ()
        self.hide()

    def take(self) -> None:
        """Go to the one that waits longest."""
        if self._items and self._items[0].ref is not None:
            self.pass_on.emit(self._items[0].ref)

    def _clicked(self) -> None:
        self.take()

    def _say(self, words: str) -> None:
        new = self.isHidden()
        self._text.setText(words)
        self.setAccessibleName(words)
        self.show()
        if new:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))


class Siren(QObject):
    """Heard when an emergency comes and every 20 s until none waits; silent where the workplace chose so."""

    heard = Signal()

    def __init__(self, context: Context, parent: QObject, beep: Callable[[], None] = QApplication.beep) -> None:
        super().__init__(parent)
        self._settings = context.settings
        self._beep = beep
        self.timer = QTimer(self)
        self.timer.setInterval(EVERY_MS)
        self.timer.timeout.connect(self._again)

    def start(self) -> None:
        """Sound now, and from now on."""
        self._sound()
        self.timer.start()

    def stop(self) -> None:
        """Be still."""
        self.timer.stop()

    def _again(self) -> None:
        self._sound()
        self.heard.emit()

    def _sound(self) -> None:
        if self._settings.sound:
            self._beep()
