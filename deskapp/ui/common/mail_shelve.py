"""Putting on the shelf by scans: one item or several, then their place, and on (``MAIL-9``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from deskapp.domain import carriers
from deskapp.domain.common import Ref
from deskapp.domain.mail import PREFIX, REGISTER, ItemHit, ShelveDraft
from deskapp.ui import theme
from deskapp.ui.common import mail_keys
from deskapp.ui.common.editors import is_enter
from deskapp.ui.common.empty_state import EmptyState
from deskapp.ui.common.mail_boxes import line as make_line
from deskapp.ui.common.mail_run import RunTable
from deskapp.ui.common.mail_scan import PLACE
from deskapp.ui.common.parts import keyed, label, on_card, while_alive

if TYPE_CHECKING:
    from deskapp.domain.common import Change
    from deskapp.errors import DeskError
    from deskapp.ui.context import Context


@dataclass(slots=True, eq=False)
class Move:
    """One item of the run: where it lay, where it goes, what came of it."""

    typed: str
    item: ItemHit | None = None
    place: str = ""
    said: str = ""
    tone: str = "muted"
    done: bool = False


class ShelveRun(QWidget):
    """A line to scan into and a list of what was put where; ``left`` is Esc. No scan is lost, none is done twice."""

    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.table: RunTable[Move] = RunTable(
            (
                self.tr("No."), self.tr("Number"), context.label(REGISTER, "place"), context.label(REGISTER, "unit"),
                context.label(REGISTER, "recipient"), self.tr("What came of it"),
            ),
            (2.6, 9, 7, 6.4, 8, 0), self._cells, large=2, gives_way=(4,),
        )  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(10))
        column.setSpacing(theme.px(10))
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Put on the shelf"), "title"), 1)
        leave = keyed(self.tr("Done"), "Esc", "quiet")
        leave.clicked.connect(self.escape)
        head.addWidget(leave)
        column.addLayout(head)
        self.line = make_line(self.tr("Scan an item, then its place"), "heading")
        self.line.setAccessibleName(self.tr("Item or place"))
        self.line.installEventFilter(self)
        column.addWidget(self.line)
        self.summary = label("", "strong", wrap=True)
        column.addWidget(self.summary)
        self.table.setAccessibleName(self.tr("Scanned so far"))
        self.table.entered.connect(self._open_line)
        self.table.doubleClicked.connect(self._open_line)
        self.card = on_card(self.table)
        nothing = EmptyState()
        nothing.say(
            self.tr("Scan an item, or several of one unit, then the label of their place."),
            self.tr("What went where is listed here: ↓ goes into the list, Enter opens an item."),
        )
        self.blank = on_card(nothing)
        column.addWidget(self.card, 1)
        column.addWidget(self.blank, 1)
        self._say()

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this page, for F1."""
        return mail_keys.shelving()

    def begin(self) -> None:
        """The keys go to the line."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusInEvent(self, event: Any) -> None:
        """Qt: the keys go to the line."""
        super().focusInEvent(event)
        self.begin()

    # Scanning

    def take_scan(self, code: str) -> bool:
        """An item's label; another paper's code is not for this place."""
        number = code.partition("/")[0]
        if number.startswith(f"{PREFIX}-"):
            self.take(number)
        else:
            self.context.say(self.tr("{code} is no item's label.").format(code=code), kind="warning")
        return True

    def take(self, text: str) -> None:
        """One more scan: an item, or the place of those scanned since the last place."""
        text = carriers.tidy(text)
        if not text:
            return
        if PLACE.fullmatch(text):
            self._to_place(text)
            return
        before = next((move for move in self._open() if text in _names(move)), None)
        if before is not None:
            before.said, before.tone = self.tr("Already scanned: now its place"), "soon"
            self.table.show_line(before)
            return
        move = Move(typed=text)
        self._tell(move)
        then, refused = while_alive(self, partial(self._found, move)), while_alive(self, partial(self._refused, move))
        self.context.ask("mail.found", then, refused, text=text)

    def _open(self) -> list[Move]:
        """What still waits for its place."""
        return [move for move in self.table.lines if not move.done and not move.place and move.tone != "late"]

    def _found(self, move: Move, hits: Sequence[ItemHit]) -> None:
        if len(hits) != 1:
            none, several = self.tr("Nothing here has this code"), self.tr("Several items: scan the one that is meant")
            move.said, move.tone = several if hits else none, "late"
        else:
            move.item = hits[0]
            move.said = self.tr("Lies at {place}: scan its place").format(place=hits[0].place or "–")
            move.tone = "info"
        self._tell(move)

    def _to_place(self, place: str) -> None:
        waits = self._open()
        if not waits:
            self.context.say(self.tr("{place} is a place: scan an item first.").format(place=place), kind="warning")
        for move in waits:
            move.place = place
            if move.item is None:
                move.said, move.tone = self.tr("Not known yet: scan it once more"), "late"
                self._tell(move)
                continue
            done, refused = while_alive(self, partial(self._put, move)), while_alive(self, partial(self._refused, move))
            draft = ShelveDraft(place=place)
            self.context.do("mail.shelve", done, refused, id=move.item.id, version=move.item.version, draft=draft)

    def _put(self, move: Move, _change: Change) -> None:
        move.done, move.said, move.tone = True, self.tr("On the shelf"), "ok"
        self._tell(move)

    def _refused(self, move: Move, error: DeskError) -> None:
        move.said, move.tone = self.context.error_text(error), "late"
        self._tell(move)

    # The list

    def _tell(self, move: Move) -> None:
        self.table.show_line(move)
        self._say()

    def _cells(self, move: Move) -> tuple[tuple[str, ...], str]:
        item = move.item
        number = item.number if item else move.typed
        lies = item.place if item else ""
        place = lies if move.tone == "late" else move.place or lies
        return (number, place, item.unit if item else "", item.recipient if item else "", move.said or "…"), move.tone

    def _say(self) -> None:
        put = sum(1 for move in self.table.lines if move.done)
        waits = len(self._open())
        said = self.tr("{count} put on the shelf").format(count=put)
        if waits:
            said += self.tr(" · {count} wait for their place").format(count=waits)
        begun = bool(self.table.lines)
        self.summary.setText(said)
        for widget, there in ((self.summary, begun), (self.card, begun), (self.blank, not begun)):
            widget.setVisible(there)

    def _open_line(self, _index: object = None) -> None:
        move = self.table.current()
        if move is not None and move.item is not None:
            self.context.open(Ref(REGISTER, move.item.id, move.item.number))

    def escape(self, _on: bool = False) -> None:
        """Esc: the run is over."""
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: Enter takes what was typed; Down goes into the list."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if is_enter(event):
                text = self.line.text()
                self.line.clear()
                self.take(text)
                return True
            if event.key() == Qt.Key.Key_Down and self.table.lines:
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)
                self.table.selectRow(max(0, self.table.currentRow()))
                return True
        return super().eventFilter(watched, event)


def _names(move: Move) -> set[str]:
    """What a move's item is known by."""
    return {move.typed, *((move.item.number, move.item.tracking) if move.item else ())}
