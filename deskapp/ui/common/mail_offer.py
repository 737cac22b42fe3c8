"""The items that can go in one step, all ticked: walked by their places, unticked by a key (``MAIL-5``)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from deskapp.domain import carriers
from deskapp.domain.mail import REGISTER, Condition, ItemHit, State
from deskapp.ui import format as fmt
from deskapp.ui.common.line_table import LineDelegate, LineModel, LineTable
from deskapp.ui.common.register_spec import Mark, Shape
from deskapp.ui.context import Context
from deskapp.ui.scanner import FASTEST_TYPING

#: After so long a pause a key was no part of a code.
_PAUSE_MS = round(FASTEST_TYPING * 1000) + 10
#: More keys than these at once are a scanner's.
_FINGERS = 5
_COLUMNS = ("place", "recipient", "carrier", "tracking", "received_at")
_TICKED, _LEFT = Mark(Shape.CHECK, "ok"), Mark(Shape.RING, "muted")


class OfferModel(LineModel):
    """The items of one unit; ``ticked`` are the ids that go, ``seen`` those that were scanned."""

    register = REGISTER
    lines: Sequence[ItemHit]

    def __init__(self, context: Context) -> None:
        super().__init__(context, _COLUMNS)
        self.ticked: set[int] = set()
        self.seen: set[int] = set()

    def show_items(self, items: Sequence[ItemHit], seen: Sequence[int]) -> None:
        """Other items, all of them to go."""
        self.ticked = {item.id for item in items}
        self.seen = set(seen)
        self.take(items, _COLUMNS)

    def going(self) -> list[ItemHit]:
        """What is ticked, in the order of the walk."""
        return [item for item in self.lines if item.id in self.ticked]

    def words(self, column: str, line: ItemHit) -> str:
        """What stands in a cell."""
        word = self.context.word
        if column == "place":
            return word(f"mail.state.{State.STEWARD}") if line.state is State.STEWARD else line.place
        if column == "carrier":
            name = carriers.name(line.carrier, self.context.language)
            state = word(f"mail.state.{line.state}") if line.state in {State.HELD, State.RETURN} else ""
            wrong = "" if line.condition is Condition.GOOD else f"▲ {word(f'mail.condition.{line.condition}')}"
            return " · ".join(part for part in (wrong, word(f"mail.kind.{line.kind}"), name, state) if part)
        if column == "tracking":
            return line.tracking or line.number
        return line.recipient if column == "recipient" else fmt.clock(line.at)


class _Delegate(LineDelegate):
    """Ticked or left; the place is read from afar."""

    marked = 0

    def __init__(self, model: OfferModel) -> None:
        super().__init__()
        self._model = model

    def mark(self, line: ItemHit) -> Mark:
        """Whether it goes."""
        return _TICKED if line.id in self._model.ticked else _LEFT

    def waits(self, line: ItemHit) -> bool:
        """Its place is bold while it goes."""
        return line.id in self._model.ticked

    def pale(self, line: ItemHit, column: int) -> bool:
        """What stays behind says little."""
        return line.id not in self._model.ticked


class OfferTable(LineTable):
    """``letter`` carries a key that is not about the row in front; ``changed`` tells that a tick was set or taken.

    A key acts once it is clear that it is a finger's: the letters and figures of a scanned code choose nobody and tick
    nothing (``ALL-11``).
    """

    widths = {"place": 7.4, "recipient": 6, "tracking": 9.6, "received_at": 6.4}  # noqa: RUF012
    rows_shown = 4
    letter = Signal(int, str)
    changed = Signal()

    def __init__(self, model: OfferModel) -> None:
        super().__init__(model, _Delegate(model))
        self.items = model
        self.clicked.connect(self._clicked)
        self._typed: list[tuple[int, str]] = []
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.act_on_keys)

    def typed(self, event: QKeyEvent) -> bool:
        """Space ticks or unticks the row in front, A all of them; other keys are the page's."""
        if not event.text():
            return False
        self._typed.append((event.key(), event.text()))
        self._pause.start()
        return True

    def forget_keys(self) -> None:
        """They were a scanner's."""
        self._pause.stop()
        self._typed.clear()

    def act_on_keys(self) -> None:
        """They were a finger's, unless there are more of them than fingers press at once."""
        typed, self._typed = self._typed, []
        self._pause.stop()
        for key, text in typed if len(typed) <= _FINGERS else ():
            if key == Qt.Key.Key_Space:
                self.toggle()
            elif key == Qt.Key.Key_A:
                every = {item.id for item in self.items.lines}
                self._tick(set() if self.items.ticked == every else every)
            else:
                self.letter.emit(key, text)

    def toggle(self) -> None:
        """The row in front goes, or stays."""
        row = self.currentIndex().row()
        if 0 <= row < len(self.items.lines):
            self._tick(self.items.ticked ^ {self.items.lines[row].id})

    def _tick(self, ticked: set[int]) -> None:
        self.items.ticked = ticked
        self.viewport().update()
        self.changed.emit()

    def _clicked(self, _index: object) -> None:
        self.toggle()

    def bring(self, item_id: int) -> bool:
        """An item was scanned: it goes, and is in front; False where it is none of these."""
        row = next((row for row, item in enumerate(self.items.lines) if item.id == item_id), -1)
        if row < 0:
            return False
        self.items.seen.add(item_id)
        self._tick(self.items.ticked | {item_id})
        self.setCurrentIndex(self.items.index(row, 0))
        return True
