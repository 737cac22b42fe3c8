"""Sign in: the list of staff and a PIN, as a page of the window; what was open stays open behind it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QListWidgetItem, QPushButton, QWidget

from deskapp.domain.common import Option
from deskapp.domain.people import Actor
from deskapp.errors import DeskError
from deskapp.ui import theme
from deskapp.ui.common.parts import while_alive
from deskapp.ui.context import Context
from deskapp.ui.gate import Gate

_CODE = int(Qt.ItemDataRole.UserRole) + 1


class SignInPage(Gate):
    """The last person is marked already and the cursor stands in the PIN; up and down change the person."""

    done = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("account-lock-outline", "", "", width=380, parent=parent)
        self._context = context
        self.title.setText(self.tr("Sign in"))
        self.people = QListWidget()
        self.people.setAccessibleName(self.tr("Name"))
        self.people.setUniformItemSizes(True)
        self.people.setMinimumHeight(min(theme.px(150), 190))
        self.people.setMaximumHeight(min(theme.px(220), 230))
        self.people.currentItemChanged.connect(self._person_changed)
        self.pin = QLineEdit()
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setMaxLength(128)
        self.pin.setPlaceholderText(self.tr("PIN or password"))
        self.pin.setAccessibleName(self.tr("PIN or password"))
        self.pin.returnPressed.connect(self._try)
        self.pin.textEdited.connect(self._calm)
        self.pin.installEventFilter(self)
        self._problem = QLabel()
        theme.look(self._problem, "error")
        self._problem.setWordWrap(True)
        self.button = QPushButton(self.tr("Sign in"))
        theme.look(self.button, "primary")
        self.button.clicked.connect(self._try)
        for part in (self.people, self.pin, self._problem, self.button):
            self.box.addWidget(part)
        self._problem.hide()
        context.ask("staff.people", while_alive(self, self._list), owner=self, token="people")

    @property
    def problem(self) -> str:
        """What the page says against the last try."""
        return "" if self._problem.isHidden() else self._problem.text()

    def set_estate(self, name: str) -> None:
        """Say whose register this is."""
        self.words.setText(name)
        self.words.setVisible(bool(name))

    def start(self) -> None:
        """The cursor in the PIN."""
        self.pin.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down in the PIN choose the person."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
            if step:
                row = min(max(self.people.currentRow() + step, 0), self.people.count() - 1)
                self.people.setCurrentRow(row)
                return True
        return super().eventFilter(watched, event)

    def _list(self, people: tuple[Option, ...]) -> None:
        self.people.clear()
        for person in people:
            item = QListWidgetItem(f"{person.text}    {person.code}")
            item.setData(_CODE, person.code)
            self.people.addItem(item)
            if person.code == self._context.settings.last_person:
                self.people.setCurrentItem(item)
        if self.people.currentRow() < 0:
            self.people.setCurrentRow(0)
        self.start()

    def _person_changed(self) -> None:
        self.pin.clear()
        self._calm()

    def _calm(self) -> None:
        self._problem.hide()
        theme.mark_problem(self.pin, False)

    def _try(self) -> None:
        person = self.people.currentItem()
        if person is None or not self.button.isEnabled():
            return
        if not self.pin.text():
            self._say(self._context.word("problem.required"))
            return
        self.button.setEnabled(False)
        self._context.ask(
            "staff.sign_in",
            while_alive(self, self._welcome),
            while_alive(self, self._refused),
            owner=self,
            token="sign_in",
            code=person.data(_CODE),
            pin=self.pin.text(),
        )

    def _welcome(self, actor: Actor) -> None:
        self.button.setEnabled(True)
        self.pin.clear()
        self.done.emit(actor)

    def _refused(self, error: DeskError) -> None:
        self.button.setEnabled(True)
        self._say(self._context.error_text(error))
        self.pin.selectAll()

    def _say(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.show()
        theme.mark_problem(self.pin, True)
        self.pin.setFocus()
