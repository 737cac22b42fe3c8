"""The unit field: a code in any punctuation, a name, pinyin, a phone's last four; shows who it means (``REC-1``)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QListWidget

from deskapp.domain.directory import CallerHit
from deskapp.domain.fields import FieldSpec
from deskapp.ui import format as fmt
from deskapp.ui.common.editors import LineEditor
from deskapp.ui.common.line_choices import LineChoices
from deskapp.ui.common.parts import label, while_alive

if TYPE_CHECKING:
    from deskapp.errors import DeskError
    from deskapp.ui.context import Context

# Long enough that a typed word is one question, short enough to be felt as none.
_PAUSE_MS = 90


class UnitField(LineEditor):
    """Asks the directory as one types; ``picked`` carries the ``CallerHit`` that was taken."""

    picked = Signal(object)

    def __init__(self, context: Context, spec: FieldSpec, title: str, _register: str = "") -> None:
        super().__init__(context, spec, title)
        self.line.setPlaceholderText(self.tr("3-2-1102, name, zs, or last 4 of a phone"))
        self.choices = LineChoices(self.line, self.tr("Who is meant"))
        self.choices.entered.connect(self._enter)
        self.choices.given_up.connect(self.choices.close)
        self.choices.left.connect(self._leave)
        self.choices.clicked.connect(self._clicked)
        self.meaning = label("", "muted")
        self.meaning.hide()
        self.box.addWidget(self.meaning)
        self._hits: tuple[CallerHit, ...] = ()
        self._take_when_known = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._ask)

    @property
    def popup(self) -> QListWidget | None:
        """The list under the line, once there was one."""
        return self.choices.popup

    def _edited(self, text: str) -> None:
        super()._edited(text)
        self._mean(None)
        self._hits = ()
        if text.strip():
            self._pause.start()
        else:
            self._pause.stop()
            self.choices.close()

    def set_value(self, value: Any) -> None:
        """Show a code."""
        super().set_value(value)
        self._mean(None)
        self._pause.stop()
        self.choices.close()

    def _ask(self) -> None:
        text = self.line.text().strip()
        if text:
            self.context.ask(
                "directory.find_caller",
                while_alive(self, self._found),
                self._unanswered,
                owner=self,
                token="caller",
                text=text,
            )

    def _unanswered(self, error: DeskError) -> None:
        """A field that cannot look up is still a field; but that it cannot is said."""
        go_on, self._take_when_known = self._take_when_known and self.line.hasFocus(), False
        self.context.say_error(error)
        if go_on:
            self.entered.emit()

    def _found(self, hits: tuple[CallerHit, ...]) -> None:
        self._hits = hits
        if self._take_when_known:
            self._take_when_known = False
            self._take_sure(go_on=self.line.hasFocus())
        elif self.line.hasFocus():
            self._show(hits)

    def _show(self, hits: tuple[CallerHit, ...]) -> None:
        self.choices.show_rows([self._words(hit) for hit in hits], self.tr("Nobody and no unit of this name"))

    def _words(self, hit: CallerHit) -> str:
        relation = self.context.word(f"directory.relation.{hit.relation}") if hit.relation else ""
        phone = fmt.phone(hit.phone) if hit.phone else ""
        return "   ".join(part for part in (hit.unit, hit.name, relation, phone) if part)

    def _clicked(self, row: int) -> None:
        self._pick(self._hits[row])

    def _pick(self, hit: CallerHit) -> None:
        self._pause.stop()
        self.choices.close()
        self.line.setText(hit.unit)
        self._mean(hit)
        self.changed.emit()
        self.picked.emit(hit)

    def _mean(self, hit: CallerHit | None) -> None:
        text = "" if hit is None else " · ".join(part for part in (hit.address_as or hit.name,) if part)
        self.meaning.setText(text)
        self.meaning.setVisible(bool(text))

    def _enter(self) -> None:
        """Enter takes the row shown; while the answer is on its way it waits for it, and then goes on."""
        if self.choices.open and self._hits:
            self._pick(self._hits[max(0, self.choices.row)])
            self.entered.emit()
        elif self._pause.isActive():
            self._pause.stop()
            self._take_when_known = True
            self._ask()
        else:
            self.entered.emit()

    def _leave(self) -> None:
        """Leaving the field takes what is certain: the unit typed whole, or the only answer."""
        self.choices.close()
        if self._pause.isActive():
            self._pause.stop()
            self._take_when_known = True
            self._ask()
        elif not self.meaning.text() and self._hits:
            self._take_sure(go_on=False)

    def _take_sure(self, *, go_on: bool) -> None:
        typed = bare(self.line.text())
        units = {hit.unit for hit in self._hits}
        whole = [hit for hit in self._hits if bare(hit.unit) == typed]
        if len(whole) == 1:
            self._pick(whole[0])
        elif whole:
            # The unit is certain, which of its residents is calling is not.
            self._pick(replace(whole[0], resident_id=None, name="", address_as="", phone="", relation=None))
        elif len(units) == 1:
            self._pick(self._hits[0])
        elif self._hits and go_on:
            self._show(self._hits)
            return
        if go_on:
            self.entered.emit()


def bare(code: str) -> str:
    """A unit's code without its punctuation, for telling whether two are the same."""
    return re.sub(r"[\W_]+", "", code).lower()
