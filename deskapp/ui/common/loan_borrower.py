"""Who borrows: a part of a name, pinyin, a phone's last four or a company finds staff and earlier borrowers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from deskapp.domain.loans import Borrower
from deskapp.ui import format as fmt
from deskapp.ui.common.editors import LineEditor
from deskapp.ui.common.line_choices import LineChoices
from deskapp.ui.common.parts import while_alive

if TYPE_CHECKING:
    from deskapp.errors import DeskError
    from deskapp.ui.context import Context

_PAUSE_MS = 90


class BorrowerLookup(QObject):
    """Watches a line: ``picked`` carries the ``Borrower`` taken, ``stranger`` says that the name is nobody known."""

    picked = Signal(object)
    stranger = Signal()

    def __init__(self, context: Context, editor: LineEditor) -> None:
        super().__init__(editor)
        self.context = context
        self.editor = editor
        self.line = editor.line
        self.line.setPlaceholderText(
            QCoreApplication.translate("LoanHelp", "Name, pinyin, last 4 of a phone, company, staff number")
        )
        self.choices = LineChoices(self.line, QCoreApplication.translate("LoanHelp", "Who borrows"), around=True)
        self._hits: Sequence[Borrower] = ()
        self._settled = True  # what stands in the line was taken from the list, or is as good as that
        self._go_on: bool | None = None  # what is to follow once the answer is there
        self._asking = False  # the answer to what stands in the line is on its way
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.line.textEdited.connect(self._edited)
        self.choices.entered.connect(self._enter)
        self.choices.given_up.connect(self._nobody_known)
        self.choices.left.connect(self._leave)
        self.choices.clicked.connect(self._clicked)

    @property
    def open(self) -> bool:
        """Whether the list is on screen."""
        return self.choices.open

    def _edited(self, text: str) -> None:
        self._settled, self._hits = False, ()
        if text.strip():
            self._pause.start()
        else:
            self._pause.stop()
            self.choices.close()

    def _ask(self) -> None:
        found, refused = while_alive(self, self._found), while_alive(self, self._unanswered)
        text = self.line.text().strip()
        self._asking = True
        self.context.ask("loans.borrowers", found, refused, owner=self, token="borrowers", text=text)

    def _unanswered(self, error: DeskError) -> None:
        """A field that cannot look up is still a field; but that it cannot is said."""
        self.context.say_error(error)
        self._asking = False
        go_on, self._go_on = self._go_on, None
        if go_on:
            self.editor.entered.emit()

    def _found(self, hits: Sequence[Borrower]) -> None:
        if self._pause.isActive():
            return  # that was asked about fewer letters
        self._asking = False
        self._hits = hits
        go_on, self._go_on = self._go_on, None
        if go_on is not None:
            self._take(go_on=go_on)
        elif self.line.hasFocus() and hits:
            self._show()
        else:
            self.choices.close()

    # The list

    def _show(self) -> None:
        somebody = QCoreApplication.translate("LoanHelp", "Somebody new: {name}")
        rows = [self._words(hit) for hit in self._hits]
        self.choices.show_rows([*rows, somebody.format(name=self.line.text().strip())])

    def _words(self, hit: Borrower) -> str:
        """Name, company or staff, phone, and what speaks against it."""
        staff = QCoreApplication.translate("LoanHelp", "Staff") if hit.staff_id is not None else ""
        late = QCoreApplication.translate("LoanHelp", "{count} overdue").format(count=hit.overdue)
        parts = (hit.name, staff or hit.company, fmt.phone(hit.phone), late if hit.overdue else "")
        return "   ".join(part for part in parts if part)

    def _clicked(self, _row: int) -> None:
        self._choose(go_on=True)

    # Taking one

    def _pick(self, hit: Borrower) -> None:
        self._pause.stop()
        self.choices.close()
        self._settled = True
        self.line.setText(hit.name)
        self.picked.emit(hit)

    def _nobody_known(self) -> None:
        self.choices.close()
        self._settled = True
        self.stranger.emit()

    def _choose(self, *, go_on: bool) -> None:
        """The row in front: one of the hits, or below them somebody new."""
        at = self.choices.row
        if 0 <= at < len(self._hits):
            self._pick(self._hits[at])
        else:
            self._nobody_known()
        if go_on:
            self.editor.entered.emit()

    def _take(self, *, go_on: bool) -> None:
        """The answer came after the key: Enter takes the first, leaving only what is certain."""
        if go_on and self._hits:
            self._pick(self._hits[0])
        elif (sure := self._sure()) is not None:
            self._pick(sure)
        else:
            self._nobody_known()
        if go_on:
            self.editor.entered.emit()

    def _sure(self) -> Borrower | None:
        """The only one of this very name, or the only one found by letters or digits."""
        typed = self.line.text().strip()
        hits = self._hits if typed.isascii() else [hit for hit in self._hits if hit.name == typed]
        return hits[0] if len(hits) == 1 else None

    def _enter(self) -> None:
        """Enter takes the row in front; while the answer is on its way it waits for it, and then goes on."""
        if self._settled or not self.line.text().strip():
            self.editor.entered.emit()
        elif not self._waits(go_on=True):
            if self.choices.open:
                self._choose(go_on=True)
            else:
                self._take(go_on=True)

    def _leave(self) -> None:
        """Leaving the line takes what is certain."""
        self.choices.close()
        if not self._settled and self.line.text().strip() and not self._waits(go_on=False):
            self._take(go_on=False)

    def _waits(self, *, go_on: bool) -> bool:
        """Whether what stands in the line is still being asked about; then it is gone on with by the answer."""
        if not self._pause.isActive() and not self._asking:
            return False
        self._go_on = go_on
        if self._pause.isActive():
            self._pause.stop()
            self._ask()
        return True
