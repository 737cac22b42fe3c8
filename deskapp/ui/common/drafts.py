"""Half-typed forms are written down while they are typed, and found again (``ALL-7``)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from deskapp.errors import DeskError
    from deskapp.ui.context import Context

_PAUSE_MS = 400

Body = dict[str, Any]


class DraftKeeper(QObject):
    """Keeps one form's draft: a moment after the last key, or at once when asked.

    ``client_id`` names the draft and, for a new entry, the entry it will become: saving twice makes one.
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
        if self.kept:
            self.kept = False
            self.context.do("drafts.drop", client_id=self.client_id)

    def _write(self, *, left: bool = False) -> None:
        self._pause.stop()
        self.kept = True
        body = {**self._body(), "left": left}
        self.context.do("drafts.keep", None, self._refused, client_id=self.client_id, place=self.place, body=body)

    def _refused(self, error: DeskError) -> None:
        """Say once that drafts cannot be kept; typing must go on."""
        if not self._told:
            self._told = True
            self.context.say_error(error)
