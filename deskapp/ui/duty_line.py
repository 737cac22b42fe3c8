"""Who is on duty now and next, at the foot of the window (``DUTY-1``)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from deskapp.domain.roster import DutyNow, OnDuty
from deskapp.errors import DeskError
from deskapp.ui import format as fmt
from deskapp.ui.common.line import Line
from deskapp.ui.common.parts import while_alive

if TYPE_CHECKING:
    from deskapp.domain.common import Change
    from deskapp.ui.context import Context

#: Whose entries change who is on duty.
_FOLLOWED = frozenset({"roster", "swaps", "shifts", "staff"})
#: A computer that slept has lost its timer's time: an hour later at most it is right again.
_AT_MOST = timedelta(hours=1)
_AT_LEAST = timedelta(seconds=1)


class DutyLine(Line):
    """One line, read again when a shift begins or ends and when a roster changes; ``shown`` brings what it says.

    Where there is little room, who comes next goes first, then until when; the tool tip has all of it.
    """

    shown = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._shorter: tuple[str, ...] = ()
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setTimerType(Qt.TimerType.PreciseTimer)  # a coarse one is minutes late after hours
        self.timer.timeout.connect(self.read)
        context.changed.connect(self._changed)

    def read(self) -> None:
        """Ask who is on duty; before somebody is signed in nothing is said."""
        self.timer.stop()
        if self._context.actor is None or self._context.office is None:
            self._say("")
            return
        shown, refused = while_alive(self, self._show), while_alive(self, self._refused)
        self._context.ask("roster.on_duty", shown, refused, owner=self, token="on_duty")

    def _changed(self, change: Change) -> None:
        if {ref.register for ref in (change.ref, *change.also)} & _FOLLOWED and change.verb != "roster.put":
            self.read()

    def _refused(self, _error: DeskError) -> None:
        """Tried again later: a foot does not complain."""
        self.timer.start(round(_AT_MOST / timedelta(milliseconds=1)))

    def _show(self, duty: DutyNow) -> None:
        if self._context.actor is None:
            return  # asked for before the window was locked
        self._say(*self._words(duty))
        at = fmt.now()
        left = _AT_MOST if duty.changes_at is None else min(max(duty.changes_at - at, _AT_LEAST), _AT_MOST)
        self.timer.start(round(left / timedelta(milliseconds=1)))
        self.shown.emit(duty)

    def _say(self, whole: str, *shorter: str) -> None:
        self._shorter = shorter
        self.say(whole)

    def _fit(self) -> None:
        room = self.contentsRect().width()
        says = (self.toolTip(), *self._shorter)
        fits = (text for text in says if self.fontMetrics().horizontalAdvance(text) <= room)
        last = self.fontMetrics().elidedText(says[-1], Qt.TextElideMode.ElideRight, room)
        self.setText(next(fits, last))

    def _words(self, duty: DutyNow) -> tuple[str, ...]:
        """All there is to say, then ever less."""
        if not duty.published and not duty.now:
            return (self.tr("No roster published for this month"),)
        said = self.tr("On duty: {people}")
        short = (said.format(people=self._until(duty.now)), said.format(people=self._names(duty.now)))
        now = short if duty.now else (self.tr("Nobody on duty"),)
        if not duty.next:
            return now
        begin = duty.next[0].since
        names = self._names(duty.next)
        following = self.tr("next: {people} at {time}").format(people=names, time=fmt.clock(begin))
        return (f"{now[0]} · {following}", *now)

    def _until(self, people: Sequence[OnDuty]) -> str:
        """Everybody, those together who go at the same time."""
        by_end: dict[datetime, list[OnDuty]] = {}
        for each in people:
            by_end.setdefault(each.until, []).append(each)
        said = self.tr("{people} until {time}")
        return self.tr(", ").join(
            said.format(people=self._names(each), time=fmt.clock(until)) for until, each in sorted(by_end.items())
        )

    def _names(self, people: Sequence[OnDuty]) -> str:
        return self.tr(", ").join(each.name for each in people)
