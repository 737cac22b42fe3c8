"""Reminders: quietly before something falls due, clearly when it does, once each; nothing is polled (``REC-3``)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from deskapp.domain.common import TodayItem
from deskapp.domain.reminders import Reminders as Said
from deskapp.domain.reminders import Stage
from deskapp.ui import format as fmt
from deskapp.ui.common.parts import while_alive
from deskapp.ui.context import Context
from deskapp.ui.emergency_bar import EMERGENCY

_NEVER_LOOKED = datetime.min.replace(tzinfo=UTC)
#: Where a register has more than Today lists singly, its further clocks are looked up this far ahead.
_AHEAD = timedelta(hours=1)
_MORE = "today.more"
_LONGEST = timedelta(days=1)
_QUIET_SECONDS, _CLEAR_SECONDS = 8, 20


class Reminders(QObject):
    """Fed with what Today reads; one timer waits for the next moment at which there is something to say.

    ``stale`` asks for Today to be read again, ``wanted`` for Today to be shown. The clock of the wall is looked at
    each minute, when Today counts down anyway: a computer that slept, or whose clock was set, is found out there.
    """

    stale = Signal()
    wanted = Signal()

    def __init__(self, context: Context, parent: QObject, now: Callable[[], datetime] = fmt.now) -> None:
        super().__init__(parent)
        self._context = context
        self._now = now
        self._said = Said(_NEVER_LOOKED)
        self._items: tuple[TodayItem, ...] = ()
        self._ahead: tuple[TodayItem, ...] = ()
        self._deep = False
        self._arriving = False
        self.next: datetime | None = None
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setTimerType(Qt.TimerType.PreciseTimer)
        self.timer.timeout.connect(self.look)

    def arrive(self) -> None:
        """Somebody signed in: what fell due meanwhile is summed up as soon as Today is read."""
        self._arriving = True

    def leave(self) -> None:
        """Nobody is there to hear anything."""
        self.timer.stop()
        self._items, self._ahead, self.next = (), (), None

    def heard(self, items: Sequence[TodayItem]) -> None:
        """Today was read. What stands in it at the program's start with somebody signed in is no news."""
        self._items = tuple(item for item in items if item.text != EMERGENCY)
        self._deep = any(item.text == _MORE for item in items)
        first = self._said.since == _NEVER_LOOKED
        if not first and (self._arriving or self._missed()):
            self.look()
            return
        if first and not self._arriving:
            self._said.take(self._items, self._now())
        else:
            self._speak(self._items)
        self._look_ahead()
        self._arm()

    def minute(self) -> None:
        """A minute has passed: the timer counts running time, the wall's clock may be elsewhere."""
        if self._missed():
            self.look()
        elif self.next is not None:
            self._arm()

    def look(self) -> None:
        """Something falls due: ask what, however long the list is."""
        self.timer.stop()
        self.next = None
        until = self._now()
        if self._context.actor is None or until < self._said.since:
            self._arm()  # the clock was set back: what was said stays said
            return
        got = while_alive(self, self._got)
        self._context.ask("today.due", got, owner=self, token="due", since=self._said.since, until=until)

    def _got(self, items: Sequence[TodayItem]) -> None:
        if self._context.actor is None:
            return
        due = tuple(item for item in items if item.text != EMERGENCY)
        self._speak((*due, *self._items, *self._ahead))
        self._arm()
        self.stale.emit()

    def _look_ahead(self) -> None:
        """Beyond what Today lists singly."""
        self._ahead = ()
        if self._deep:
            now, then = self._now(), while_alive(self, self._got_ahead)
            self._context.ask("today.due", then, owner=self, token="ahead", since=now, until=now + _AHEAD)

    def _got_ahead(self, items: Sequence[TodayItem]) -> None:
        self._ahead = tuple(items)
        self._speak(self._ahead)
        self._arm()

    def _missed(self) -> bool:
        return self.next is not None and self._now() >= self.next

    def _arm(self) -> None:
        """Let the timer wait for the next moment."""
        now = self._now()
        self.next = self._said.next((*self._items, *self._ahead), now)
        if self._deep:
            self.next = min(self.next or now + _AHEAD, now + _AHEAD)
        if self.next is None:
            self.timer.stop()
        else:
            self.timer.start(int(min(self.next - now, _LONGEST).total_seconds() * 1000) + 1)

    # Saying it

    def _speak(self, items: Sequence[TodayItem]) -> None:
        first = self._said.since == _NEVER_LOOKED
        found = self._said.take(items, self._now())
        due = [each.item for each in found if each.stage is Stage.DUE]
        soon = [each.item for each in found if each.stage is Stage.SOON]
        arriving, self._arriving = self._arriving, False
        if arriving:
            self._sum_up(due, soon, first)
            return
        if soon:
            self._say(soon, self._soon_words(soon), "info", _QUIET_SECONDS)
        if due:
            self._say(due, self._due_words(due), "warning", _CLEAR_SECONDS)

    def _sum_up(self, due: list[TodayItem], soon: list[TodayItem], first: bool) -> None:
        """One sentence for whoever comes in."""
        parts = []
        if due and first:
            parts.append(self.tr("%n are late", None, len(due)))
        elif due:
            parts.append(self.tr("%n fell due while nobody was signed in", None, len(due)))
        if soon:
            parts.append(self.tr("%n fall due soon", None, len(soon)))
        if parts:
            seconds, kind = (_CLEAR_SECONDS, "warning") if due else (_QUIET_SECONDS, "info")
            self._say([*due, *soon], " · ".join(parts), kind, seconds)

    def _soon_words(self, items: list[TodayItem]) -> str:
        first = self._words(items[0])
        if len(items) == 1:
            return self.tr("Soon due: {what}, {time}").format(what=first, time=fmt.due(items[0].due, self._now()))
        return self.tr("%n fall due soon", None, len(items)) + self._first(first)

    def _due_words(self, items: list[TodayItem]) -> str:
        first = self._words(items[0])
        if len(items) == 1:
            return self.tr("Due now: {what}").format(what=first)
        return self.tr("%n have fallen due", None, len(items)) + self._first(first)

    def _first(self, what: str) -> str:
        return " · " + self.tr("first {what}").format(what=what)

    def _words(self, item: TodayItem) -> str:
        return fmt.phones(self._context.word(item.text, **item.params)).strip()

    def _say(self, items: Sequence[TodayItem], text: str, kind: str, seconds: int) -> None:
        act, action = self._show_today, self.tr("Show Today")
        if len(items) == 1 and items[0].ref is not None:
            act, action = partial(self._context.open, items[0].ref), self.tr("Open")
        quiet = kind == "info"
        self._context.say(text, kind=kind, action="" if quiet else action, act=None if quiet else act, seconds=seconds)

    def _show_today(self) -> None:
        self.wanted.emit()
