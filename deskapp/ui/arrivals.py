"""What somebody is told at sign-in: that the roster has another at this hour, and what is to be read.

Calmly: one line under the header that goes away by a key (``DUTY-6``, ``DUTY-8``).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from deskapp.domain.common import Change, Ref
from deskapp.domain.people import COUNTER_AND_STEWARD, Actor
from deskapp.ui import icons, theme
from deskapp.ui.common.parts import keyed, while_alive
from deskapp.ui.common.unread_notes import open_next

if TYPE_CHECKING:
    from deskapp.domain.duty_arrivals import Arrival
    from deskapp.domain.must_read import NoteRow
    from deskapp.domain.roster import DutyNow
    from deskapp.ui.context import Context
    from deskapp.ui.main_window import MainWindow

#: Opens the oldest unread note, from anywhere.
READ_KEY = "F11"
#: Takes the line away.
CLOSE_KEY = "Shift+F11"


class ArrivalBar(QFrame):
    """The line; it is not there while there is nothing to say."""

    reading = Signal()
    closing = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.look(self, "arrival")
        mark = QLabel()
        mark.setPixmap(icons.pixmap("information-outline", theme.px(18), theme.tokens().accent))
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setMinimumWidth(1)
        self.read = keyed(self.tr("Read"), READ_KEY)
        self.read.clicked.connect(self._read_clicked)
        self.close_ = keyed(self.tr("Noted"), CLOSE_KEY, "quiet")
        self.close_.clicked.connect(self._close_clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, theme.px(4), 16, theme.px(4))
        row.setSpacing(theme.px(10))
        row.addWidget(mark)
        row.addWidget(self._text, 1)
        row.addWidget(self.read)
        row.addWidget(self.close_)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return "" if self.isHidden() else self._text.text()

    def say(self, words: str, *, to_read: bool) -> None:
        """Say it, or nothing; ``to_read``: there is something to read."""
        new = bool(words) and words != self.text
        self._text.setText(words)
        self.setAccessibleName(words)
        self.read.setVisible(to_read)
        self.setVisible(bool(words))
        if new:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _read_clicked(self) -> None:
        self.reading.emit()

    def _close_clicked(self) -> None:
        self.closing.emit()


class Arrivals(QObject):
    """Lives as long as the window; the line is made anew with language and theme."""

    bar: ArrivalBar

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._came = False
        self._not_rostered: DutyNow | None = None
        self._unread: tuple[NoteRow, ...] = ()
        # Who has put the line away knows these notes; only another one brings it back.
        self._noted: dict[int, frozenset[int]] = {}
        context.signed_in.connect(self._arrived)
        context.changed.connect(self._changed)

    def attach(self) -> None:
        """Make the line that the window has a place for."""
        self.bar = ArrivalBar()
        self.bar.reading.connect(self.read)
        self.bar.closing.connect(self.put_away)
        self._window.foot.duty.shown.connect(self._on_duty)
        self._show()

    def left(self) -> None:
        """Nobody is signed in: what concerned the last person is nobody else's business."""
        self._came, self._not_rostered, self._unread = False, None, ()
        self._show()

    def read(self) -> None:
        """The key: the oldest unread note."""
        open_next(self._context, self)

    def put_away(self) -> None:
        """It was seen."""
        if self._context.actor is not None:
            self._noted[self._context.actor.staff_id] = frozenset(note.id for note in self._unread)
        self._not_rostered = None
        self._show()

    # Who comes

    def _arrived(self, actor: Actor) -> None:
        self.left()
        if actor.role in COUNTER_AND_STEWARD:
            self._came = True
            self._window.foot.duty.read()
            self._ask_unread()

    def _on_duty(self, duty: DutyNow) -> None:
        """The roster was looked into; only of whoever is not in it the log has to know (``DUTY-6``)."""
        came, self._came = self._came, False
        if came and duty.published and not duty.rostered:
            told = while_alive(self, partial(self._told, self._context.actor, duty))
            self._context.do("duty_log.arrive", told)
        elif duty.rostered and self._not_rostered is not None:
            self._not_rostered = None  # their own shift has begun, or a swap stands
            self._show()

    def _told(self, actor: Actor | None, duty: DutyNow, arrival: Arrival) -> None:
        if not arrival.tell:
            return
        self._context.changed.emit(Change("duty_log.arrive", Ref("duty_log", arrival.logged, f"#{arrival.logged}")))
        if actor is not None and self._context.actor == actor:
            self._not_rostered = duty
            self._show()

    # What is to be read

    def _ask_unread(self) -> None:
        got = while_alive(self, partial(self._got_unread, self._context.actor))
        self._context.ask("must_read.unread", got, owner=self, token="unread")

    def _got_unread(self, actor: Actor | None, notes: Sequence[NoteRow]) -> None:
        if actor is not None and self._context.actor == actor:
            self._unread = tuple(notes)
            self._show()

    def _changed(self, change: Change) -> None:
        actor = self._context.actor
        touched = {ref.register for ref in (change.ref, *change.also)}
        if "must_read" in touched and actor is not None and actor.role in COUNTER_AND_STEWARD:
            self._ask_unread()

    # The line

    def _show(self) -> None:
        unread = self._unread if self._still_new() else ()
        parts = (self._roster_words(), self._unread_words(unread))
        self.bar.say("  ".join(part for part in parts if part), to_read=bool(unread))

    def _still_new(self) -> bool:
        actor = self._context.actor
        noted = self._noted.get(actor.staff_id, frozenset()) if actor is not None else frozenset()
        return any(note.id not in noted for note in self._unread)

    def _roster_words(self) -> str:
        if self._not_rostered is None:
            return ""
        names = self.tr(", ").join(each.name for each in self._not_rostered.now)
        if not names:
            return self.tr("You are not on the duty roster for this shift; the duty log notes it.")
        said = self.tr("You are not on the duty roster for this shift; the duty log notes it. On duty: {people}.")
        return said.format(people=names)

    def _unread_words(self, notes: Sequence[NoteRow]) -> str:
        if not notes:
            return ""
        return self.tr("%n must-read notes to read: {title}", None, len(notes)).format(title=notes[0].title)
