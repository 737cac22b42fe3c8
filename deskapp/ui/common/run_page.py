"""A page for a run of scans: a line to scan or type into, what came of it so far, the list of the run (``ALL-11``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from deskapp.ui import theme
from deskapp.ui.common.editors import is_enter
from deskapp.ui.common.empty_state import EmptyState
from deskapp.ui.common.parts import keyed, label, on_card
from deskapp.ui.common.run_table import AnyTable

if TYPE_CHECKING:
    from deskapp.ui.context import Context


class RunWords(NamedTuple):
    """What a page of this kind is called, in words; ``stranger`` answers a ``{code}`` of another paper.

    ``start`` and ``listed`` stand where the list will be: what to scan first, and what the list will be for.
    """

    title: str
    done: str
    hint: str
    line: str
    list: str
    stranger: str
    start: str
    listed: str


class RunPage(QWidget):
    """``take`` is one more scan; ``left`` is Esc. ``prefix`` is that of the numbers on the labels that are scanned."""

    left = Signal()
    prefix = ""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.table = table = self.make_table()
        self._words = words = self.words()
        self.line = QLineEdit()
        self.line.setPlaceholderText(words.hint)
        self.line.setAccessibleName(words.line)
        self.line.installEventFilter(self)
        theme.look(self.line, "heading")
        self.summary = label("", "strong", wrap=True)
        table.setAccessibleName(words.list)
        table.entered.connect(self.open_line)
        table.doubleClicked.connect(self.open_line)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(10))
        column.setSpacing(theme.px(10))
        head = QHBoxLayout()
        head.addWidget(label(words.title, "title"), 1)
        leave = keyed(words.done, "Esc", "quiet")
        leave.clicked.connect(self.escape)
        head.addWidget(leave)
        column.addLayout(head)
        for widget in (self.line, self.summary, *self.notes()):
            column.addWidget(widget)
        self.card, nothing = on_card(table), EmptyState()
        nothing.say(words.start, words.listed)
        self.blank = on_card(nothing)
        column.addWidget(self.card, 1)
        column.addWidget(self.blank, 1)

    def tell(self, said: str) -> None:
        """What came of the run so far; before its first scan the page says what it is for."""
        begun = bool(self.table.lines)
        self.summary.setText(said)
        for widget, there in ((self.summary, begun), (self.card, begun), (self.blank, not begun)):
            widget.setVisible(there)

    def words(self) -> RunWords:
        """What the page is called."""
        raise NotImplementedError

    def make_table(self) -> AnyTable:
        """The list of the run."""
        raise NotImplementedError

    def notes(self) -> tuple[QWidget, ...]:
        """What stands between the summary and the list besides."""
        return ()

    def take(self, text: str) -> None:
        """One more scan."""
        raise NotImplementedError

    def open_line(self, _index: object = None) -> None:
        """Enter in the list: to the entry of the line in front."""
        raise NotImplementedError

    def begin(self) -> None:
        """The keys go to the line."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def escape(self, _on: bool = False) -> None:
        """Esc: the run is over."""
        self.left.emit()

    def focusInEvent(self, event: Any) -> None:
        """Qt: the keys go to the line."""
        super().focusInEvent(event)
        self.begin()

    def take_scan(self, code: str) -> bool:
        """A label was scanned; another paper's code is not for this place."""
        number = code.partition("/")[0]
        if number.startswith(f"{self.prefix}-"):
            self.take(number)
        else:
            self.context.say(self._words.stranger.format(code=code), kind="warning")
        return True

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
