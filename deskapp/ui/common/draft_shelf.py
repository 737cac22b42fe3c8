"""The kept drafts of the signed-in person that belong to one register (``ALL-7``)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QPushButton

from deskapp.domain.drafts import FormDraft
from deskapp.ui import format as fmt
from deskapp.ui.common.parts import while_alive

if TYPE_CHECKING:
    from deskapp.ui.context import Context

_SHOWN = 40
#: The fields a draft is known by.
_TOLD = ("unit", "caller", "content", "text", "reason", "result")


class DraftShelf(QPushButton):
    """A button with the number of kept drafts; away when there is none. ``taken`` carries the one chosen."""

    taken = Signal(object)

    def __init__(self, context: Context, register: str) -> None:
        super().__init__()
        self.context = context
        self.register = register
        self.drafts: tuple[FormDraft, ...] = ()
        self._busy = ""
        self.setProperty("kind", "chip")
        self.setAutoDefault(False)
        self.menu_ = QMenu(self)
        self.clicked.connect(self._open)
        context.drafts_changed.connect(self._again)
        self.hide()

    def load(self, restore: bool = False) -> None:
        """Read the drafts; with ``restore`` the one that was being typed is taken at once."""
        then = self._restored if restore else self._came
        self.context.ask("drafts.list", while_alive(self, then), owner=self, token="drafts")

    def _again(self) -> None:
        # With a token of its own, so as not to take the answer away from who restores a draft.
        if self.context.actor is not None:
            self.context.ask("drafts.list", while_alive(self, self._came), owner=self, token="again")

    def busy(self, client_id: str) -> None:
        """The draft that is open in a form is not offered."""
        self._busy = client_id
        self._show()

    def _came(self, drafts: Sequence[FormDraft]) -> None:
        actor = self.context.actor
        held = {
            draft.client_id: draft
            for (person, _), draft in self.context.unkept.items()
            if actor is not None and person == actor.staff_id
        }
        found = (*held.values(), *(draft for draft in drafts if draft.client_id not in held))
        self.drafts = tuple(draft for draft in found if draft.place.startswith(f"{self.register}."))
        self._show()

    def _restored(self, drafts: Sequence[FormDraft]) -> None:
        self._came(drafts)
        interrupted = next((draft for draft in self.drafts if not draft.body.get("left")), None)
        if interrupted is not None:
            self.taken.emit(interrupted)

    def _show(self) -> None:
        offered = [draft for draft in self.drafts if draft.client_id != self._busy]
        self.setVisible(bool(offered))
        self.setText(self.tr("Drafts {count}").format(count=len(offered)))
        self.menu_.clear()
        for draft in offered:
            action = self.menu_.addAction(self._words(draft))
            action.triggered.connect(partial(self._take, draft))

    def _words(self, draft: FormDraft) -> str:
        verb = draft.place.partition(":")[0]
        register, _, step = verb.partition(".")
        title = self.context.word(f"{register}.step.{step}")
        typed = draft.body.get("fields", {})
        words = [str(typed[name]) for name in _TOLD if typed.get(name)]
        about = " ".join(" ".join(words).split())
        return f"{fmt.clock(draft.saved_at)}   {title}   {about[:_SHOWN]}"

    def _open(self, _on: bool = False) -> None:
        self.menu_.popup(self.mapToGlobal(QPoint(0, self.height())))

    def _take(self, draft: FormDraft, _on: bool = False) -> None:
        self.taken.emit(draft)
