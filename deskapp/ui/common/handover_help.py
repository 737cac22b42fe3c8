"""What the forms of a handover know: the notes to be read before taking over, who needs no PIN (``DUTY-8``)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSlider, QApplication, QFrame, QScrollArea, QVBoxLayout

from deskapp.domain.people import OFFICE
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.common.editor_choice import PickEditor
from deskapp.ui.common.editors import is_enter
from deskapp.ui.common.parts import keyed, label, while_alive

if TYPE_CHECKING:
    from deskapp.domain.handovers import HandoverDetail
    from deskapp.domain.must_read import NoteDetail, NoteRow
    from deskapp.ui.common.form import Form
    from deskapp.ui.context import Context

_LAID_OUT_MS = 60
_SCROLLS = {
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
}


class NotesReader(QFrame):
    """One must-read note after the other: ``read`` carries the id of each that was read, ``over`` that all were."""

    read = Signal(int)
    over = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.notes: list[NoteRow] = []
        self._total = 0
        self._wanted = False
        self.head = label("", "strong", wrap=True)
        self.title = label("", "heading", wrap=True)
        self.words = label("", wrap=True)
        self.by = label("", "small", wrap=True)
        self.button = keyed(self.tr("I have read this"), "Return")
        self.button.clicked.connect(self._confirm)
        self.button.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(12), theme.px(10), theme.px(12), theme.px(10))
        column.setSpacing(theme.px(6))
        for widget in (self.head, self.title, self.words, self.by, self.button):
            column.addWidget(widget)
        self.hide()

    def offer(self, notes: list[NoteRow], total: int, *, wanted: bool = False) -> None:
        """These are still to be read, of so many; ``wanted`` takes the keys once the first one stands there."""
        self.notes, self._total, self._wanted = notes, total, wanted
        self.setVisible(total > 0)
        self.button.setEnabled(False)
        if not notes:
            theme.look(self, "banner-ok")
            self.head.setText(self.tr("All {count} must-read note(s) are read.").format(count=total))
            for widget in (self.title, self.words, self.by, self.button):
                widget.hide()
            return
        theme.look(self, "banner-soon")
        at = total - len(notes) + 1
        self.head.setText(self.tr("Must be read before taking over: {at} of {total}").format(at=at, total=total))
        self.title.setText(notes[0].title)
        self.words.setText("")
        for widget in (self.title, self.words, self.by, self.button):
            widget.show()
        then = while_alive(self, self._show)
        self.context.ask("must_read.detail", then, owner=self, token="note", id=notes[0].id)

    def _show(self, detail: NoteDetail) -> None:
        """Only what stands on the screen can be read."""
        self.words.setText(detail.content)
        self.by.setText(" · ".join((detail.number, detail.recorder, fmt.clock(detail.written_at))))
        self.button.setEnabled(True)
        if self._wanted:
            self.begin()

    def begin(self) -> None:
        """The keys go to the button below the note, as soon as the note stands there."""
        self._wanted = bool(self.notes) and not self.button.isEnabled()
        if self.button.isEnabled():
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(_LAID_OUT_MS, self, self._from_the_top)

    def _around(self) -> QScrollArea | None:
        """What it is scrolled in."""
        widget = self.parentWidget()
        while widget is not None and not isinstance(widget, QScrollArea):
            widget = widget.parentWidget()
        return widget

    def _from_the_top(self) -> None:
        """A note is read from its beginning; where it is longer than the screen, arrows scroll it."""
        if (area := self._around()) is not None and self.notes:
            area.ensureWidgetVisible(self.title, 0, theme.px(4))

    def _confirm(self, _on: bool = False) -> None:
        if self.notes and self.button.isEnabled():
            note = self.notes[0]
            self.read.emit(note.id)
            self.offer(self.notes[1:], self._total, wanted=True)
            if not self.notes:
                self.over.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: Enter does what the button says."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and is_enter(event):
            if not event.isAutoRepeat():  # a key held down reads nothing
                self._confirm()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _SCROLLS:
            if (area := self._around()) is not None:
                area.verticalScrollBar().triggerAction(_SCROLLS[Qt.Key(event.key())])
            return True
        return super().eventFilter(watched, event)


class TakeHelp(QObject):
    """Whoever takes over reads here what they have not read, then gives their PIN (``DUTY-8``)."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self.form = form
        self.reader = NotesReader(form.context)
        self.reader.setObjectName("notes")
        self.reader.read.connect(self._read)
        self.reader.over.connect(self._all_read)
        form.insert_below("incoming_id", self.reader, self.reader.button)
        form.edited.connect(self._edited)
        form.editors["incoming_id"].entered.connect(self.reader.begin)
        form.editors["read"].set_value(tuple(form.editors["read"].value() or ()))
        self._ask()

    def _edited(self, name: str) -> None:
        if name == "incoming_id":
            self.form.editors["read"].set_value(())  # another person has read other notes
            self.form.editors["pin"].set_value("")
            self._ask()

    def _ask(self) -> None:
        incoming = self.form.values()["incoming_id"]
        if incoming is None:
            self.reader.offer([], 0)
            return
        then = while_alive(self, self._known)
        self.form.context.ask("must_read.unread", then, owner=self, token="unread", staff_id=incoming)

    def _known(self, notes: tuple[NoteRow, ...]) -> None:
        done = self.form.editors["read"].value()
        self.reader.offer([note for note in notes if note.id not in done], len(notes))

    def _read(self, note_id: int) -> None:
        editor = self.form.editors["read"]
        editor.set_value((*editor.value(), note_id))
        self.form.touched.add("read")
        self.form.keeper.touch()

    def _all_read(self) -> None:
        self.form.settle("incoming_id")
        self.form.editors["pin"].target.setFocus(Qt.FocusReason.OtherFocusReason)
        self.form.editors["pin"].try_again()


class PassHelp(QObject):
    """A supervisor who is signed in and does not hand over needs no name and no PIN."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self.form = form
        name = form.editors["supervisor_id"]
        assert isinstance(name, PickEditor)
        name.need()
        known = while_alive(self, self._known)
        form.context.ask("handovers.detail", known, owner=self, token="detail", id=form.plan.subject)

    def _known(self, detail: HandoverDetail) -> None:
        actor = self.form.context.actor
        if actor is None or actor.role not in OFFICE or actor.name == detail.outgoing:
            return
        self.form.plan = replace(self.form.plan, hides=_by_sign_in)
        self.form.arrange()
        focus = QApplication.focusWidget()
        if focus is None or not focus.isVisible() or self.form.isAncestorOf(focus):
            self.form.begin()


def _by_sign_in(_values: Mapping[str, Any]) -> Collection[str]:
    return {"supervisor_id", "pin"}
