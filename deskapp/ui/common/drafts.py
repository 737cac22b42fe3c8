"""Half-typed forms are written down while they are typed, and found again (``ALL-7``)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer

from deskapp.domain.drafts import FormDraft
from deskapp.ui import format as fmt

if TYPE_CHECKING:
    from deskapp.errors import DeskError
    from deskapp.ui.context import Context

_PAUSE_MS = 400

Body = dict[str, Any]


class DraftKeeper(QObject):
    """Keeps one form's draft: a moment after the last key, or at once when asked.

    ``client_id`` names the draft and, for a new entry, the entry it will become: saving twice makes one. It is kept
    for whoever opened the form, and for nobody who sits down while it is still open.
    """

    def __init__(
        self, parent: QObject, context: Context, place: str, body: Callable[[], Body], client_id: str = ""
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.place = place
        self.client_id = client_id or uuid4().hex
        self.kept = bool(client_id)
        self._body = body
        self._person = self._mine[0]
        self._told = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._write)

    def touch(self) -> None:
        """Something was typed."""
        self._pause.start()

    def rest(self) -> None:
        """Write nothing more (it is being saved)."""
        self._pause.stop()

    def keep(self, *, left: bool = False) -> None:
        """Write down at once what is not written yet; ``left`` when the person went away from the form on purpose."""
        if self._pause.isActive() or (left and self.kept):
            self._write(left=left)

    def drop(self) -> None:
        """Throw the draft away."""
        self._pause.stop()
        self.context.unkept.pop(self._mine, None)
        if self.kept:
            self.kept = False
            self.context.do("drafts.drop", partial(_settled, self.context), client_id=self.client_id)

    def _write(self, *, left: bool = False) -> None:
        self._pause.stop()
        if self._mine[0] != self._person:
            return
        self.kept = True
        body = {**self._body(), "left": left}
        draft = FormDraft(client_id=self.client_id, place=self.place, body=body, saved_at=fmt.now())
        kept, refused = partial(self._kept, self._mine, left), partial(self._refused, self._mine, draft)
        self.context.do("drafts.keep", kept, refused, client_id=self.client_id, place=self.place, body=body)

    @property
    def _mine(self) -> tuple[int, str]:
        actor = self.context.actor
        return (actor.staff_id if actor is not None else 0, self.client_id)

    def _kept(self, mine: tuple[int, str], left: bool, _nothing: None) -> None:
        self.context.unkept.pop(mine, None)
        if left:
            self.context.drafts_changed.emit()

    def _refused(self, mine: tuple[int, str], draft: FormDraft, error: DeskError) -> None:
        """Hold it in memory; say once, and again when the form is left, that drafts cannot be kept."""
        self.context.unkept[mine] = draft
        self.context.drafts_changed.emit()
        if not self._told or draft.body["left"]:
            self._told = True
            self.context.say_error(error)


def _settled(context: Context, _nothing: None) -> None:
    context.drafts_changed.emit()
