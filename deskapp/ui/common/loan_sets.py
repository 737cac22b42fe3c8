"""What stands beside each key set that is typed or scanned into a form: which one it is, whether it can be had."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from deskapp.domain.keys import PREFIX, KeyHit, KeySetDetail, State
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.common.editor_rows import RowsEditor
from deskapp.ui.common.parts import em, label, while_alive

if TYPE_CHECKING:
    from deskapp.ui.common.editors import Editor
    from deskapp.ui.common.form import Form

# Long enough that a typed hook is one question, short enough to be felt as none.
_PAUSE_MS = 90
_LINE_EM = 9


class SetsHelp(QObject):
    """Watches the field ``sets``: says of every line whom it means, and takes scanned sets (``KEY-2``, ``KEY-3``).

    ``wanted`` is the state that a set has to be in; ``known`` tells that another set is known now.
    """

    known = Signal()

    def __init__(self, form: Form, wanted: State) -> None:
        super().__init__(form)
        self.form = form
        self.wanted = wanted
        self.rows = cast(RowsEditor, form.editors["sets"])
        self._said: dict[str, tuple[str, str]] = {}
        self._sets: dict[str, KeySetDetail] = {}
        self._asked: set[str] = set()
        self._labels: dict[Editor, QLabel] = {}
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        form.edited.connect(self._edited)
        form.scans = self.take_scan
        self._ask()

    def typed(self) -> list[str]:
        """What stands in the lines, the empty ones left out."""
        return [text for text in (str(cell.value()) for cell in self.rows.cells) if text]

    def sets(self) -> list[KeySetDetail]:
        """The sets that are known by now, each once, in the order of the lines."""
        found = {self._sets[text].id: self._sets[text] for text in self.typed() if text in self._sets}
        return list(found.values())

    def forget(self) -> None:
        """What was found may have changed: ask anew."""
        self._asked.clear()
        self._ask()

    def _edited(self, name: str) -> None:
        if name == "sets":
            self._tell()
            self._pause.start()

    def _ask(self) -> None:
        """Ask for what is not known yet."""
        for text in self.typed():
            if text not in self._asked:
                self._asked.add(text)
                then = while_alive(self, partial(self._resolved, text))
                self.form.context.ask("keys.resolve", then, owner=self, token=f"resolve {text}", text=text)
        self._tell()

    def _resolved(self, text: str, hits: Sequence[KeyHit]) -> None:
        ids = [hit.set_id for hit in hits if hit.set_id is not None]
        if len(ids) == 1:
            then = while_alive(self, partial(self._found, text))
            self.form.context.ask("keys.detail", then, owner=self, token=f"set {text}", id=ids[0])
            return
        word = self.form.context.word
        hooks = QCoreApplication.translate("LoanHelp", ", ").join(hit.hook or hit.number for hit in hits if hit.set_id)
        if ids:
            self._said[text] = (word("problem.several_keys", value=text, hooks=hooks), "soon")
        elif hits:
            empty = QCoreApplication.translate("LoanHelp", "{hook}: nothing hangs there")
            self._said[text] = (empty.format(hook=hits[0].hook), "late")
        else:
            self._said[text] = (word("problem.unknown_key", value=text), "late")
        self._tell()

    def _found(self, text: str, found: KeySetDetail) -> None:
        self._sets[text] = found
        self._said[text] = (self._fit(found), "words") if found.state is self.wanted else (self._unfit(found), "late")
        self._tell()
        self.known.emit()

    def _fit(self, found: KeySetDetail) -> str:
        keys = QCoreApplication.translate("LoanHelp", "{count} keys").format(count=found.keys)
        return " · ".join(part for part in (found.hook or found.number, found.place, keys) if part)

    def _unfit(self, found: KeySetDetail) -> str:
        """Why it cannot be had: with whom it is, or what became of it (``KEY-3``)."""
        if found.state is State.OUT:
            lent = QCoreApplication.translate("LoanHelp", "{hook} · lent: {name}, back {time}")
            return lent.format(hook=found.hook, name=found.borrower, time=fmt.clock(found.due_at))
        word = self.form.context.word(f"keys.state.{found.state}")
        return " · ".join(part for part in (found.hook or found.number, found.place, word) if part)

    def _tell(self) -> None:
        """Write beside every line what is known of it."""
        seen: set[int] = set()
        for cell in self.rows.cells:
            text = str(cell.value())
            said, tone = self._said.get(text, ("", ""))
            found = self._sets.get(text)
            if found is not None and found.id in seen:
                value = found.hook or found.number
                said, tone = self.form.context.word("problem.named_twice", value=value), "late"
            if found is not None:
                seen.add(found.id)
            beside = self.beside(cell)
            beside.setText(said)
            theme.look(beside, tone or "muted")

    def beside(self, cell: Editor) -> QLabel:
        """The words beside a line."""
        if cell not in self._labels:
            made = label("", "muted", wrap=True)
            for line in cell.findChildren(QLineEdit):
                line.setFixedWidth(em(line) * _LINE_EM)
            cell.box.addSpacing(em(cell) // 2)
            cell.box.addWidget(made, 1)
            self._labels[cell] = made
        return self._labels[cell]

    # Scanning

    def take_scan(self, code: str) -> bool:
        """A label was scanned: its set stands in the next line; one that stands there already is said to."""
        number = code.partition("/")[0]
        if not number.startswith(f"{PREFIX}-"):
            return False
        if number in self.typed() or any(found.number == number for found in self.sets()):
            said = self.form.context.word("problem.named_twice", value=number)
            self.form.context.say(said, kind="warning")
            return True
        self.add(number)
        return True

    def add(self, key: str) -> None:
        """One more set, as if it had been typed."""
        here = QApplication.focusWidget()
        inside = here is not None and self.rows.isAncestorOf(here)
        self.rows.set_raw([*self.rows.raw(), {"key": key}])
        self.rows.changed.emit()
        self._ask()
        if inside:
            free = next((cell for cell in self.rows.cells if not cell.value()), self.rows.cells[-1])
            free.target.setFocus(Qt.FocusReason.OtherFocusReason)
