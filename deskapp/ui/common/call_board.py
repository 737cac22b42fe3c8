"""Calling from a list: who is next, what to say, a letter for each result; the next unit comes by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from deskapp.domain.calls import (
    LETTERS,
    CallAttempt,
    CallDetail,
    CallDraft,
    CallLine,
    Kind,
    Result,
    State,
    TakeBackDraft,
)
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.common.call_table import CallModel, CallTable, result_of
from deskapp.ui.common.editors import is_enter
from deskapp.ui.common.line_board import LineBoard
from deskapp.ui.common.parts import FlowLayout, button, label, while_alive

if TYPE_CHECKING:
    from deskapp.domain.common import Change
    from deskapp.ui.context import Context

_CALLS_SHOWN = 4


class CallBoard(LineBoard):
    """Works by keys alone (``FUP-3``): arrows and letters in the table, Enter to the words and on to the results.

    ``dropped`` carries the code of a unit that is to be taken off the list.
    """

    dropped = Signal(str)
    model: CallModel
    table: CallTable
    detail: CallDetail | None

    def __init__(self, context: Context) -> None:
        super().__init__(context, CallTable(CallModel(context)))
        self.card = self._next_unit()
        self.work = self._results()
        self.lay_out(self.tr("Reached"), self.tr("Units to be phoned"))
        self.table.answered.connect(self.answer)
        self.table.entered.connect(self.to_words)
        self.table.taken_back.connect(self.take_back)
        self.table.dropped.connect(self._drop)

    def _next_unit(self) -> QFrame:
        """Who is called now, in type to be read with a receiver in hand."""
        card = QFrame()
        card.setProperty("kind", "banner-info")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        inside.setSpacing(theme.px(2))
        line = QHBoxLayout()
        self.who, self.phone = label("", "heading", wrap=True), label("", "title")
        self.phone.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        line.addWidget(self.who, 1)
        line.addWidget(self.phone)
        inside.addLayout(line)
        self.say, self.before = label("", wrap=True), label("", "small", wrap=True)
        inside.addWidget(self.say)
        inside.addWidget(self.before)
        return card

    def _results(self) -> QWidget:
        """The words, and a button for each result with its letter."""
        work = QWidget()
        column = QVBoxLayout(work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        self.words = QLineEdit()
        self.words.setPlaceholderText(self.tr("Words if need be, Enter, then a letter"))
        self.words.setAccessibleName(self.context.label("calls", "words"))
        self.words.setMaxLength(300)
        self.words.installEventFilter(self)
        column.addWidget(self.words)
        choices = QWidget()
        flow = FlowLayout(choices, gap=theme.px(6))
        self.buttons: list[QPushButton] = []
        for result, letter in LETTERS.items():
            made = button(f"{letter}  {self.context.word(f'calls.result.{result}')}")
            made.clicked.connect(partial(self._clicked, result))
            made.installEventFilter(self)
            self.buttons.append(made)
            flow.addWidget(made)
        column.addWidget(choices)
        return work

    # What is shown

    def show_detail(self, detail: CallDetail) -> None:
        """Show a list; the unit that was in front stays there."""
        other = self.detail is None or self.detail.id != detail.id
        self.detail = detail
        if other:
            self.words.clear()
            self._current = 0
            self.table.clearSelection()
        self.model.show_lines(detail.lines)
        self.say.setText(detail.say)
        self.progress.setText(self._progress(detail))
        self.bar.setRange(0, max(detail.total, 1))
        self.bar.setValue(detail.reached)
        self.work.setVisible(detail.state is State.OPEN)
        self._bring(self._current or self._next(0))
        QTimer.singleShot(0, self, self.fit)

    def _progress(self, detail: CallDetail) -> str:
        said = self.tr("{reached} / {total} reached · {left} to call")
        if detail.kind is Kind.ACTIVITY:
            said = self.tr("{reached} / {total} reached · {joining} take part · {left} to call")
        left = detail.total - detail.tried
        return said.format(reached=detail.reached, total=detail.total, joining=detail.joining, left=left)

    def line(self) -> CallLine | None:
        """The unit in front."""
        return cast("CallLine | None", super().line())

    def show_line(self, line: CallLine, *, other: bool) -> None:
        """Show who is in front, and the calls there were."""
        self.who.setText(" · ".join(part for part in (line.unit, line.contact) if part))
        self.phone.setText(fmt.phone(line.phone) or self.tr("no phone"))
        self.before.setText(self.model.result(line))
        self.work.setEnabled(not line.removed)
        if line.attempts > 1:
            then = while_alive(self, partial(self._called, line.id))
            self.context.ask("calls.attempts", then, owner=self, token="attempts", line_id=line.id)
        elif line.attempts:
            self.before.setText(" · ".join((fmt.clock(line.at), self.model.result(line), line.by)))

    def _called(self, line_id: int, calls: Sequence[CallAttempt]) -> None:
        if line_id != self._current:
            return
        lines = [
            " · ".join(filter(None, (fmt.clock(call.at), self.context.word(f"calls.result.{call.result}"), call.words)))
            for call in calls
            if not call.taken_back
        ]
        self.before.setText("\n".join(lines[-_CALLS_SHOWN:]))

    # What is done

    def go_in(self) -> bool:
        """The keys go to the lines of a list that is being called."""
        return self.detail is not None and self.detail.state is State.OPEN and super().go_in()

    def to_words(self) -> None:
        """Enter: the keys go to the words."""
        if self.work.isVisible() and self.work.isEnabled():
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def answer(self, result: Result) -> None:
        """Write one call down."""
        line, detail = self.line(), self.detail
        if self._saving or line is None or line.removed or detail is None or detail.state is not State.OPEN:
            return
        self._saving = True
        words = self.words.text().strip()
        draft = CallDraft(unit=line.unit, result=result, words=words, attempts=line.attempts)
        done = while_alive(self, partial(self._answered, replace(line, result=result, attempts=line.attempts + 1)))
        self.context.do("calls.call", done, while_alive(self, self._refused), id=detail.id, draft=draft)

    def _answered(self, line: CallLine, _change: Change) -> None:
        """The next one comes to the front; the whole list is on its way."""
        self._saving = False
        self.words.clear()
        self.model.show_lines([line if each.id == line.id else each for each in self.model.lines])
        following = self._next(line.id)
        self._bring(following or line.id)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if not following:
            self.context.say(self.tr("Every unit was called. Ctrl+Enter reports the outcome."), kind="ok")

    def take_back(self) -> None:
        """The last call to the unit in front was written down by mistake."""
        line, detail = self.line(), self.detail
        if line is None or detail is None or not line.attempts or detail.state is not State.OPEN:
            return
        done = while_alive(self, partial(self._taken_back, line))
        refused = while_alive(self, self._refused)
        self.context.do("calls.take_back", done, refused, id=detail.id, draft=TakeBackDraft(unit=line.unit))

    def _taken_back(self, line: CallLine, _change: Change) -> None:
        self.context.say(self.tr("{unit}: the last call was taken back").format(unit=line.unit), kind="ok")

    def _drop(self) -> None:
        line = self.line()
        if line is not None and not line.removed:
            self.dropped.emit(line.unit)

    def _clicked(self, result: Result, _on: bool = False) -> None:
        self.answer(result)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: Enter goes from the words to the results; there a letter is the result, Esc goes back to the lines."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier}
        if watched is self.words:
            if is_enter(event) and plain:
                self.buttons[0].setFocus(Qt.FocusReason.TabFocusReason)
                return True
            return super().eventFilter(watched, event)
        if plain and (result := result_of(event)) is not None:
            self.answer(result)
            return True
        if plain and is_enter(event) and isinstance(watched, QPushButton):
            watched.click()
            return True
        return super().eventFilter(watched, event)
