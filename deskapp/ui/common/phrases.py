"""The procedure's words where they are needed: greeting, asking to wait, apology when late, parting (``REC-10``)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from deskapp.domain.knowledge import AtHand, Occasion
from deskapp.domain.reception import State
from deskapp.ui import theme
from deskapp.ui.actions import native
from deskapp.ui.common.parts import FlowLayout, button, label, while_alive

if TYPE_CHECKING:
    from deskapp.domain.common import Change
    from deskapp.errors import DeskError
    from deskapp.ui.common.form import Form
    from deskapp.ui.common.register_desk import RegisterDesk

#: So many phrases get a button and a key.
_MOST = 4
_SECONDS = 6


class PhraseButtons(QObject):
    """Phrases under a field: a button or its key puts the words in at the cursor."""

    def __init__(self, form: Form, field: str, occasion: Occasion) -> None:
        super().__init__(form)
        self.form = form
        self.field = field
        self.buttons: list[Any] = []
        self.line = QWidget()
        self._flow = FlowLayout(self.line, gap=theme.px(4))
        self.line.hide()
        form.insert_below(field, self.line)
        if form.context.settings.phrases:
            ask, shown = form.context.ask, while_alive(self, self._show)
            ask("knowledge.phrases", shown, _nothing_said, owner=self, token="phrases", occasion=occasion)

    def _show(self, phrases: tuple[str, ...]) -> None:
        for number, words in enumerate(phrases[:_MOST], 1):
            key = f"Ctrl+{number}"
            made = button(f"{words}  {native(key)}", "chip")
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes on in the form; the key is the keyboard's way
            made.setAccessibleName(words)
            made.clicked.connect(partial(self._put, words))
            shortcut = QShortcut(QKeySequence(key), self.form)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._put, words))
            self._flow.addWidget(made)
            self.buttons.append(made)
        self.line.setVisible(bool(phrases) and not self.form.rows[self.field].isHidden())

    def _put(self, words: str, _on: bool = False) -> None:
        target = self.form.editors[self.field].target
        if isinstance(target, QPlainTextEdit):
            target.insertPlainText(words)
        elif isinstance(target, QLineEdit):
            target.insert(words)
            target.textEdited.emit(target.text())
        target.setFocus(Qt.FocusReason.OtherFocusReason)


def apologies(form: Form) -> PhraseButtons:
    """The apologies, under the note of the one that was made (``REC-3``)."""
    return PhraseButtons(form, "apology", Occasion.APOLOGY)


class GreetingLine(QObject):
    """One quiet line over a new entry: how this channel is answered, and how one asks to wait."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self.form = form
        self.words = label("", "small", wrap=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.words.hide()
        form.layout_.insertWidget(0, self.words)
        if form.context.settings.phrases:
            form.edited.connect(self._edited)
            self._ask()

    def _edited(self, name: str) -> None:
        if name == "channel":
            self._ask()

    def _ask(self) -> None:
        ask, shown = self.form.context.ask, while_alive(self, self._show)
        channel = self.form.values()["channel"]
        ask("knowledge.at_hand", shown, _nothing_said, owner=self, token="at_hand", channel=channel)

    def _show(self, at_hand: AtHand) -> None:
        said = "".join(part for part in (at_hand.greeting, at_hand.inquiry) if part)
        said = at_hand.greeting if said.count("请问") > 1 else said
        parts = [f"“{words}”" for words in (said, at_hand.wait) if words]
        self.words.setText("　".join(parts))
        self.words.setVisible(bool(parts))


def parting(desk: RegisterDesk, verb: str, change: Change) -> None:
    """When the caller has the answer: the words to part with, for a few seconds."""
    if verb in {"record", "answer", "tell"} and desk.context.settings.phrases:
        then = while_alive(desk, partial(_answered, desk))
        desk.context.ask("reception.detail", then, _nothing_said, owner=desk, token="parting", id=change.id)


def _answered(desk: RegisterDesk, entry: Any) -> None:
    if entry.state in {State.ANSWERED, State.CALLER_TOLD}:
        then = while_alive(desk, partial(_part, desk))
        desk.context.ask("knowledge.at_hand", then, _nothing_said, owner=desk, token="part", channel=entry.channel)


def _part(desk: RegisterDesk, at_hand: AtHand) -> None:
    if at_hand.parting:
        words = QCoreApplication.translate("Phrases", "Parting words: “{words}”")
        desk.context.say(words.format(words=at_hand.parting), seconds=_SECONDS)


def _nothing_said(_error: DeskError) -> None:
    """The words are a help; where they cannot be read the work goes on without."""
