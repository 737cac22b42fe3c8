"""Whose an item is: two or three characters of a name or a unit, and a list to take the first of (``MAIL-3``)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtWidgets import QLineEdit

from deskapp.domain.mail import Addressee
from deskapp.ui import format as fmt
from deskapp.ui.common.line_choices import LineChoices
from deskapp.ui.common.parts import while_alive
from deskapp.ui.common.unit_field import bare

if TYPE_CHECKING:
    from deskapp.errors import DeskError
    from deskapp.ui.context import Context

# Long enough that a typed word is one question, short enough to be felt as none.
_PAUSE_MS = 90


class WhoField(QObject):
    """Asks as one types; ``picked`` carries the ``Addressee`` taken, ``edited`` what stands in the line now.

    Enter takes the row in front. Pressed before the list was there to be seen it takes only what is certain, and else
    shows the list: nobody gets a neighbour's parcel by a fast hand (``ALL-11``). ``on`` is Enter with nothing to take.
    """

    picked = Signal(object)
    edited = Signal(str)
    on = Signal()

    def __init__(self, context: Context, line: QLineEdit) -> None:
        super().__init__(line)
        self.context = context
        self.line = line
        self.hits: Sequence[Addressee] = ()
        self._take_when_known = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.choices = LineChoices(line, QCoreApplication.translate("MailDesk", "Whose it may be"))
        self.choices.entered.connect(self._enter)
        self.choices.given_up.connect(self.choices.close)
        self.choices.left.connect(self.choices.close)
        self.choices.clicked.connect(self._clicked)
        line.textEdited.connect(self._typed)

    def rest(self) -> None:
        """Nothing is asked any more: the line belongs to another item, or somebody was taken."""
        self._pause.stop()
        self._take_when_known = False
        self.hits = ()
        self.choices.close()

    def _typed(self, text: str) -> None:
        self.rest()
        self.edited.emit(text)
        if text.strip():
            self._pause.start()

    def _ask(self) -> None:
        text = self.line.text().strip()
        if text:
            found, refused = while_alive(self, partial(self._found, text)), while_alive(self, self._unanswered)
            self.context.ask("mail.addressees", found, refused, owner=self, token="who", text=text)

    def _unanswered(self, error: DeskError) -> None:
        self._take_when_known = False
        self.context.say_error(error)

    def _found(self, asked: str, hits: Sequence[Addressee]) -> None:
        if asked != self.line.text().strip():
            return  # the next item was scanned meanwhile
        self.hits = hits
        sure, self._take_when_known = self._take_when_known, False
        if sure and (one := self._certain()) is not None:
            self._pick(one)
        elif self.line.hasFocus():
            nobody = QCoreApplication.translate("MailDesk", "Nobody and no unit of this name. Ctrl+U: nobody knows")
            self.choices.show_rows([said(self.context, hit) for hit in hits], nobody)

    def _certain(self) -> Addressee | None:
        """The only answer, or the only one who lives there under exactly these words."""
        if len(self.hits) == 1:
            return self.hits[0]
        typed = bare(self.line.text())
        whole = [hit for hit in self.hits if typed in {bare(hit.unit), bare(hit.name)}]
        return whole[0] if len(whole) == 1 and not whole[0].moved else None

    def _clicked(self, row: int) -> None:
        self._pick(self.hits[row])

    def _pick(self, hit: Addressee) -> None:
        self.rest()
        self.picked.emit(hit)

    def _enter(self) -> None:
        if self.choices.open and self.hits:
            self._pick(self.hits[max(0, self.choices.row)])
        elif self._pause.isActive():
            self._pause.stop()
            self._take_when_known = True
            self._ask()
        elif not self.hits:
            self.on.emit()


def said(context: Context, who: Addressee) -> str:
    """One row of the list: unit, name, phone; gone from there; what waits; what the unit has asked for."""
    translate = QCoreApplication.translate
    waits = translate("MailDesk", "{count} waiting here").format(count=who.waiting) if who.waiting else ""
    moved = translate("MailDesk", "▲ moved away") if who.moved else ""
    parts = (who.unit, who.name, fmt.phone(who.phone), moved, waits, who.instruction)
    return "   ".join(part for part in parts if part)
