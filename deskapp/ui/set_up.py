"""The first start, one page: the letterhead and the first person."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from deskapp.domain.common import Change
from deskapp.domain.directory import SetUpDraft
from deskapp.domain.fields import Secret, fields_of
from deskapp.errors import DeskError, Invalid
from deskapp.ui import theme
from deskapp.ui.common.parts import while_alive
from deskapp.ui.context import Context
from deskapp.ui.gate import Gate

_FIRST_OF_PERSON = "staff_code"


class SetUpPage(Gate):
    """Every problem stands at its field, and what was typed stays (``ALL-4``)."""

    done = Signal(str, str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("office-building-outline", "", "", width=560, parent=parent)
        self._context = context
        self.title.setText(self.tr("Welcome. Whose counter is this?"))
        self.words.setText(
            self.tr(
                "The estate's name and phones stand on every form. You are the first person; others can be added later."
            )
        )
        self.words.show()
        self.fields: dict[str, QLineEdit] = {}
        self.problems: dict[str, QLabel] = {}
        form = QFormLayout()
        form.setHorizontalSpacing(theme.px(16))
        form.setVerticalSpacing(theme.px(8))
        for spec in fields_of(SetUpDraft):
            if spec.name == _FIRST_OF_PERSON:
                form.addRow(self._heading(self.tr("You")))
            mark = " *" if spec.marker.required else ""
            label = QLabel(context.label("directory", spec.name) + mark)
            theme.look(label, "muted")
            form.addRow(label, self._field(spec.name, secret=isinstance(spec.marker, Secret), label=label))
        self.box.addSpacing(theme.px(6))
        self.box.addWidget(self._heading(self.tr("Letterhead")))
        self.box.addLayout(form)
        self._general = QLabel()
        theme.look(self._general, "error")
        self._general.setWordWrap(True)
        self._general.hide()
        self.button = QPushButton(self.tr("Begin"))
        theme.look(self.button, "primary")
        self.button.clicked.connect(self.save)
        self.box.addWidget(self._general)
        self.box.addWidget(self.button)

    def start(self) -> None:
        """The cursor in the first field."""
        self.fields["estate"].setFocus()

    def save(self) -> None:
        """Hand the page in (also on Ctrl+S)."""
        if not self.button.isEnabled():
            return
        for name in self.fields:
            self._mark(name, "")
        self._general.hide()
        self.button.setEnabled(False)
        draft = SetUpDraft(**{name: self._typed(name) for name in self.fields})
        saved, refused = while_alive(self, partial(self._saved, draft)), while_alive(self, self._refused)
        self._context.do("staff.set_up", saved, refused, draft=draft)

    def _typed(self, name: str) -> str:
        text = self.fields[name].text()
        return text if name.startswith("pin") else text.strip()

    def _heading(self, text: str) -> QLabel:
        label = QLabel(text)
        theme.look(label, "strong")
        label.setContentsMargins(0, theme.px(6), 0, 0)
        return label

    def _field(self, name: str, *, secret: bool, label: QLabel) -> QWidget:
        edit = QLineEdit()
        if secret:
            edit.setEchoMode(QLineEdit.EchoMode.Password)
        label.setBuddy(edit)
        edit.setAccessibleName(label.text())
        edit.returnPressed.connect(self._next)
        problem = QLabel()
        theme.look(problem, "error")
        problem.setWordWrap(True)
        problem.hide()
        both = QWidget()
        box = QVBoxLayout(both)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(edit)
        box.addWidget(problem)
        self.fields[name], self.problems[name] = edit, problem
        return both

    def _next(self) -> None:
        """Enter goes on to the next field, from the last one on to saving."""
        edits = list(self.fields.values())
        at = next((i for i, edit in enumerate(edits) if edit.hasFocus()), len(edits) - 1)
        if at + 1 < len(edits):
            edits[at + 1].setFocus()
            self.ensureWidgetVisible(edits[at + 1])
        else:
            self.save()

    def _mark(self, name: str, text: str) -> None:
        self.problems[name].setText(text)
        self.problems[name].setVisible(bool(text))
        self.fields[name].setAccessibleDescription(text)
        theme.mark_problem(self.fields[name], bool(text))

    def _saved(self, draft: SetUpDraft, _change: Change) -> None:
        self.done.emit(draft.staff_code, draft.pin)

    def _refused(self, error: DeskError) -> None:
        self.button.setEnabled(True)
        if not isinstance(error, Invalid):
            self._general.setText(self._context.error_text(error))
            self._general.show()
            return
        for problem in error.problems:
            self._mark(problem.field, self._context.word(f"problem.{problem.code}", **problem.params))
        first = next((edit for name, edit in self.fields.items() if self.problems[name].text()), None)
        if first is not None:
            first.setFocus()
            self.ensureWidgetVisible(first)
