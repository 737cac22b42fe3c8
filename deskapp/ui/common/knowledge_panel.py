"""Answers from the knowledge base where an answer is typed: ``/`` and words, or F3 (``REC-6``).

``KnowledgePanel(form)`` serves any form with a text of several lines (``result``) and a hidden field ``quoted``;
``EntryKnowledge(form)`` is for a new entry, where it also proposes what may answer the matter. A desk with such
forms lists ``KEY`` among its keys.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QScrollArea, QWidget

from deskapp.domain.knowledge import Found
from deskapp.ui import theme
from deskapp.ui.actions import native
from deskapp.ui.common.editors import is_enter
from deskapp.ui.common.knowledge_popup import KnowledgePopup, place_of, title_of
from deskapp.ui.common.parts import FlowLayout, button, clear, label, while_alive
from deskapp.ui.common.phrases import GreetingLine
from deskapp.ui.common.register_spec import DeskKey

if TYPE_CHECKING:
    from deskapp.errors import DeskError
    from deskapp.ui.common.form import Form
    from deskapp.ui.common.register_desk import RegisterDesk

F3 = "F3"
#: Long enough that a typed word is one question, short enough to be felt as none.
_PAUSE_MS = 60
#: What is proposed unasked may take its time.
_QUIET_MS = 350
_LONGEST = 40
_SLASHES = "/／"
#: After these a slash begins a question; within a word or a number it is a slash.
_BEFORE = " \t　。，、；：！？（“"
_ABOUT = frozenset({"content", "kind", "unit"})


class KnowledgePanel(QObject):
    """Watches the field where the answer is typed; Enter puts an article's words there and notes its number."""

    def __init__(self, form: Form, field: str = "result") -> None:
        super().__init__(form)
        self.form = form
        self.field = field
        self.proposed: Sequence[Found] = ()
        self.popup: KnowledgePopup | None = None
        self._slash = -1  # where the question begins
        self._left = -1  # a slash that was no question after all
        self._own_slash = False
        self._own_tick = False
        self._shown_for: str | None = None
        self._take_when_known = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        text = form.editors[field].target
        assert isinstance(text, QPlainTextEdit)
        self.text = text
        text.installEventFilter(self)
        text.cursorPositionChanged.connect(self._moved)
        text.textChanged.connect(self._typed)
        form.edited.connect(self._edited)
        if number := str(form.editors["quoted"].value() or ""):
            self._say_quoted(number)
        else:
            self._hint()

    @property
    def open(self) -> bool:
        """Whether the list is on screen."""
        return self.popup is not None and self.popup.isVisible()

    # Asking

    def begin(self, first: Found | None = None) -> None:
        """F3: ask at the cursor; what is proposed stands first. ``first`` is the one to be chosen."""
        if self.open:
            self._leave()
            return
        if self.form.rows[self.field].isHidden() and "answered" in self.form.editors:
            self._own_tick = True
            self.form.fill({"answered": True})
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._own_slash = True
        self._slash = self.text.textCursor().position()
        self.text.insertPlainText(_SLASHES[0])
        self._pause.stop()
        if first is not None or self.proposed:
            self._show(self.proposed)
            if first is not None and first in self.proposed and self.popup is not None:
                self.popup.list.setCurrentRow(list(self.proposed).index(first))
        else:
            self._ask()

    def _question(self) -> str | None:
        """What stands between the slash and the cursor; None when that is no question any more."""
        cursor = self.text.textCursor()
        words = self._between(self._slash, cursor.position())
        fits = words[:1] in tuple(_SLASHES) and "\n" not in words and len(words) <= _LONGEST
        return words[1:] if fits and not cursor.hasSelection() else None

    def _between(self, start: int, end: int) -> str:
        """The text between two places, which Qt counts in another way than Python: a rare character is two."""
        if not 0 <= start <= end < self.text.document().characterCount():
            return ""
        cursor = self.text.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText().replace("\u2029", "\n")

    def _typed(self) -> None:
        """A slash at the beginning of a word begins a question."""
        if not self.text.hasFocus():
            return
        if self._slash < 0:
            self._slash, self._own_slash = self._slash_before(), False
        if self._slash >= 0 and self._question() is not None:
            self._pause.start()

    def _slash_before(self) -> int:
        """Where the question before the cursor begins; -1 where there is none, or it was left by Esc."""
        cursor = self.text.textCursor()
        words = self._between(cursor.block().position(), cursor.position())
        for place in range(len(words) - 1, max(len(words) - _LONGEST, 0) - 1, -1):
            if words[place] in _SLASHES and (place == 0 or words[place - 1] in _BEFORE):
                found = cursor.position() - len(words[place:].encode("utf-16-le", "surrogatepass")) // 2
                # With nothing after it, it was typed anew.
                return -1 if found == self._left and place < len(words) - 1 else found
        self._left = -1
        return -1

    def _moved(self) -> None:
        if self._slash >= 0 and self._question() is None:
            self._close()

    def _ask(self) -> None:
        question = self._question() if self._slash >= 0 else None
        if question is None:
            return
        then, refused = while_alive(self, partial(self._found, question)), while_alive(self, self._refused)
        self.form.context.ask("knowledge.search", then, refused, owner=self, token="find", text=question)

    def _found(self, question: str, found: tuple[Found, ...]) -> None:
        if self._slash < 0 or self._question() != question or not self.text.hasFocus():
            return
        self._show(found if question.strip() else (*self.proposed, *found), question)
        if self._take_when_known and found:
            self.quote(found[0])
        self._take_when_known = False

    def _refused(self, error: DeskError) -> None:
        self._close()
        self.form.context.say_error(error)

    def _show(self, found: Sequence[Found], question: str = "") -> None:
        self._shown_for = question
        unique = tuple({(each.ref, each.text): each for each in found}.values())
        self._made().show_found(unique, self.tr("Nothing of this in the knowledge base"), place_of(self.text))
        QTimer.singleShot(0, self, self._place)  # a field that was hidden has its place only now

    def _place(self) -> None:
        if self.open and self.popup is not None:
            self._into_view()
            self.popup.place(place_of(self.text))

    def _into_view(self) -> None:
        around = self.text.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is not None:
            around.ensureWidgetVisible(self.text, 0, theme.px(16))

    def _made(self) -> KnowledgePopup:
        if self.popup is None or self.popup.parentWidget() is not self.text.window():
            if self.popup is not None:
                self.popup.deleteLater()
            self.popup = KnowledgePopup(self.form.context, self.text.window())
            self.popup.taken.connect(self.quote)
            self.destroyed.connect(self.popup.deleteLater)
        return self.popup

    # Answering

    def quote(self, found: Found) -> None:
        """Put the words at the cursor in place of the question, and note what they are from."""
        cursor = self.text.textCursor()
        if self._slash >= 0 and self._question() is not None:
            cursor.setPosition(self._slash, QTextCursor.MoveMode.KeepAnchor)
        self._slash = -1
        self._own_tick = False
        cursor.insertText(found.text)
        self.text.setTextCursor(cursor)
        self._close()
        self.form.fill({"quoted": found.ref.number})
        self._say_quoted(found.ref.number, title_of(self.form.context, found))
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_quoted(self, number: str, title: str = "") -> None:
        said = self.tr("Quoted: {number}").format(number=number)
        self.form.rows[self.field].explain(f"{said}  {title}".strip())

    def _hint(self) -> None:
        self.form.rows[self.field].explain(self.tr("/ and words, or {key}: the knowledge base").format(key=native(F3)))

    def _edited(self, name: str) -> None:
        """An answer thrown away quotes nothing; nor does an entry that is not answered."""
        number = str(self.form.editors["quoted"].value() or "")
        unanswered = "answered" in self.form.editors and not self.form.editors["answered"].value()
        if number and (unanswered or not self.text.toPlainText().strip()):
            self.form.editors["quoted"].set_value("")
            self._hint()

    def _leave(self) -> None:
        """Esc: a question asked by F3 goes with the list, a slash that was typed stays."""
        if self._own_slash and self._slash >= 0 and self._question() is not None:
            cursor = self.text.textCursor()
            cursor.setPosition(self._slash, QTextCursor.MoveMode.KeepAnchor)
            self._slash = -1
            cursor.removeSelectedText()
        else:
            self._left = self._slash
        untick = self._own_tick and not self.text.toPlainText().strip()
        self._close()
        if untick:
            self.form.fill({"answered": False})
            self.form.editors["answered"].target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self) -> None:
        self._slash = -1
        self._own_slash = self._own_tick = self._take_when_known = False
        self._shown_for = None
        self._pause.stop()
        if self.popup is not None:
            self.popup.hide()

    # Keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: the list is worked from the field; Esc closes it before it leaves the form."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape and self.open:
                event.accept()
                return True
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._slash >= 0:
            return self._key(event)
        elif event.type() in {QEvent.Type.FocusOut, QEvent.Type.Hide} and self.open:
            self._close()
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        question = self._question()
        if is_enter(event) and question and question != self._shown_for:
            # Typed faster than found: the answer is on its way, and never one to an older question.
            self._take_when_known = True
            self._pause.stop()
            self._ask()
            return True
        if not self.open or self.popup is None:
            return False
        moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        pages = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        key = Qt.Key(event.key())
        if key in moves:
            self.popup.move_by(moves[key])
        elif key in pages:
            self.popup.read_on(pages[key])
        elif key == Qt.Key.Key_Escape:
            self._leave()
        elif is_enter(event) and (found := self.popup.chosen()) is not None:
            self.quote(found)
        else:
            return False
        return True


class EntryKnowledge(KnowledgePanel):
    """The same for a new entry: what may answer it is proposed under the matter; the first words stand on top."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self.greeting = GreetingLine(form)
        self.line = QFrame()
        self._flow = FlowLayout(self.line, gap=theme.px(2))
        self.line.hide()
        form.insert_below("content", self.line)
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._quiet.timeout.connect(self.suggest)
        form.edited.connect(self._about)
        self.suggest()

    def _about(self, name: str) -> None:
        if name in _ABOUT:
            self._quiet.start()

    def suggest(self) -> None:
        """Ask what may answer the matter; an older answer is dropped, and a refusal is no news."""
        values = self.form.values()
        self.form.context.ask(
            "knowledge.suggest",
            while_alive(self, self._suggested),
            _nothing_said,
            owner=self,
            token="suggest",
            content=values["content"] or "",
            kind=values["kind"],
        )

    def _suggested(self, found: tuple[Found, ...]) -> None:
        if found == self.proposed:
            return
        self.proposed = found
        clear(self._flow)
        if found:
            key = native(F3)
            self._flow.addWidget(_centred(label(self.tr("May answer it ({key})").format(key=key), "small")))
        for each in found:
            made = button(title_of(self.form.context, each), "link")
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes on in the conversation; F3 comes here by keys
            made.setToolTip(each.text)
            made.clicked.connect(partial(self._clicked, each))
            self._flow.addWidget(made)
        self.line.setVisible(bool(found))

    def _clicked(self, found: Found, _on: bool = False) -> None:
        self.begin(found)


def _centred(widget: QWidget) -> QWidget:
    widget.setContentsMargins(0, theme.px(4), theme.px(4), 0)
    return widget


def _nothing_said(_error: DeskError) -> None:
    """Nobody asked: nobody is told."""


def _key_title() -> str:
    return QCoreApplication.translate("KnowledgePanel", "Answer from the knowledge base (or type / in the answer)")


def _begin(desk: RegisterDesk) -> None:
    form = desk.pane.form
    panel = form.findChild(KnowledgePanel) if form is not None else None
    if panel is not None:
        panel.begin()


#: F3, for the keys of a desk whose forms have a panel.
KEY = DeskKey(key=F3, title=_key_title, act=_begin)
