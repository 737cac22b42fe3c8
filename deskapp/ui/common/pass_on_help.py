"""Passing an emergency on: the departments with their phones, one key each (``REC-5``)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from deskapp.domain.reception_rows import PassTo
from deskapp.ui.common.parts import FlowLayout, keyed, while_alive

if TYPE_CHECKING:
    from deskapp.ui.common.form import Form

# As many as there are digits to press.
_PICKS = 9


class PassOnHelp(QObject):
    """Buttons under the field; Ctrl and a digit picks."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self.form = form
        self.picks = QWidget()
        self._flow = FlowLayout(self.picks)
        form.insert_below("passed_to", self.picks)
        form.context.ask("reception.pass_to", while_alive(self, self._known), owner=self, token="pass_to")

    def _known(self, found: tuple[PassTo, ...]) -> None:
        for at, one in enumerate(found[:_PICKS], 1):
            text, key = " ".join(part for part in (one.name, one.phone) if part), f"Ctrl+{at}"
            made = keyed(text, key)
            made.clicked.connect(partial(self._pick, text))
            self._flow.addWidget(made)
            QShortcut(QKeySequence(key), self.form, context=Qt.ShortcutContext.WindowShortcut).activated.connect(
                partial(self._pick, text)
            )

    def _pick(self, text: str, _on: bool = False) -> None:
        self.form.fill({"passed_to": text})
        self.form.editors["passed_at"].target.setFocus(Qt.FocusReason.OtherFocusReason)
