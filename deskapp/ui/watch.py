"""The window's watch: what Today reads goes on to the tabs' counts, the reminders and the emergency bar, unasked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from deskapp.domain.common import TodayItem
from deskapp.domain.people import COUNTER
from deskapp.ui import format as fmt
from deskapp.ui.common.parts import while_alive
from deskapp.ui.emergency_bar import EMERGENCY, EmergencyBar, Siren
from deskapp.ui.reminders import Reminders

if TYPE_CHECKING:
    from deskapp.domain.common import Ref
    from deskapp.ui.context import Context
    from deskapp.ui.main_window import MainWindow

PASS_ON = "pass_on"


class Watch(QObject):
    """Lives as long as the window; the parts it feeds are made anew with language and theme."""

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._known: frozenset[int] = frozenset()
        self.reminders = Reminders(context, self)
        self.reminders.stale.connect(self._read_again)
        self.reminders.wanted.connect(self._show_today)
        self.siren = Siren(context, self)
        self.siren.heard.connect(self._still_waiting)
        self.bar = EmergencyBar(context)

    def attach(self) -> None:
        """Feed the parts that the window has just made."""
        self.bar = EmergencyBar(self._context)
        self.bar.pass_on.connect(self._pass_on)
        pane = self._window.today
        pane.read.connect(self.reminders.heard)
        pane.shown.connect(self._shown)

    def arrived(self) -> None:
        """Somebody signed in."""
        self.reminders.arrive()

    def left(self) -> None:
        """Nobody is signed in: that an emergency waits is seen and heard all the same."""
        self.reminders.leave()
        self._count()

    def pass_on(self) -> None:
        """The emergency key."""
        if self.bar.isHidden():
            self._context.say(self.tr("No emergency waits to be passed on."))
        self.bar.take()

    def _pass_on(self, ref: Ref) -> None:
        """Its form, at once; what is half typed elsewhere on that desk is kept as a draft."""
        tabs = self._window.tabs
        if tabs.go(ref.register) and (steps := getattr(tabs.desk, "steps", None)) is not None:
            steps.take_on(ref.id, PASS_ON, {"passed_at": fmt.now()})

    def _shown(self, items: Sequence[TodayItem]) -> None:
        """Today was read, or a minute has passed."""
        if self._context.actor is None:
            return
        self._window.tabs.count(items)
        self.reminders.minute()
        alarms = [item for item in items if item.text == EMERGENCY]
        if alarms:
            self.bar.name(alarms, self._context.actor.role in COUNTER)
            self._alarm(frozenset(item.ref.id for item in alarms if item.ref is not None))
        elif self._context.actor.role in COUNTER:
            self._calm()
        else:
            self._count()

    def _count(self) -> None:
        """How many wait, without their names: nobody who may read them is here."""
        if self._context.office is not None:
            got = while_alive(self, self._counted)
            self._context.ask("today.alarms", got, owner=self, token="alarms")

    def _counted(self, ids: tuple[int, ...]) -> None:
        actor = self._context.actor
        if actor is not None and actor.role in COUNTER:
            return  # somebody has come meanwhile
        if ids:
            self.bar.hint()
            self._alarm(frozenset(ids))
        else:
            self._calm()

    def _alarm(self, waiting: frozenset[int]) -> None:
        new, self._known = waiting - self._known, waiting
        if new:
            self.siren.start()
            window = self._window
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
            window.raise_()
            QApplication.alert(window)
        elif not self.siren.timer.isActive():
            self.siren.start()

    def _calm(self) -> None:
        self._known = frozenset()
        self.bar.calm()
        self.siren.stop()

    def _still_waiting(self) -> None:
        """Somebody at another counter may have passed it on."""
        if self._context.actor is None:
            self._count()
        else:
            self._read_again()

    def _read_again(self) -> None:
        self._window.today.refresh()

    def _show_today(self) -> None:
        self._window.side.open()
