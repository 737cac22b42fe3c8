"""A document's number stands masked; one key shows it whole for a while, and the journal notes it (``ALL-3``)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from deskapp.ui.actions import native
from deskapp.ui.common.parts import while_alive
from deskapp.ui.common.register_spec import DeskKey

if TYPE_CHECKING:
    from deskapp.domain.directory import IdType
    from deskapp.ui.common.register_desk import RegisterDesk
    from deskapp.ui.context import Context

#: Shows the document's number whole.
DOCUMENT_KEY = "Ctrl+I"
_READ_SECONDS = 20


def masked(context: Context, kind: IdType, number: str) -> str:
    """The document in the facts: its kind, its masked number, the key that shows all of it."""
    shows = QCoreApplication.translate("ShownDocument", "{kind} {number} ({key} shows all of it)")
    return shows.format(kind=context.word(f"directory.id_type.{kind}"), number=number, key=native(DOCUMENT_KEY))


def document_key(whose: str = "name") -> DeskKey:
    """The key of a desk whose register has a ``document`` verb; ``whose`` names the person in what it answers."""
    return DeskKey(key=DOCUMENT_KEY, title=_title, act=partial(_show, whose))


def _title() -> str:
    return QCoreApplication.translate("ShownDocument", "Show the document's number (it is noted down)")


def _show(whose: str, desk: RegisterDesk) -> None:
    """Only of the entry that is seen: nothing stands over the desk."""
    detail = desk.pane.detail
    if detail is None or not detail.id_number_masked or desk.pages.currentIndex() != 0:
        return
    told = while_alive(desk, partial(_tell, desk.context, whose))
    refused = while_alive(desk, desk.context.say_error)
    desk.context.do(f"{desk.spec.register}.document", told, refused, id=detail.id)


def _tell(context: Context, whose: str, shown: Any) -> None:
    kind = context.word(f"directory.id_type.{shown.id_type}")
    context.say(f"{getattr(shown, whose)}  {kind}  {shown.id_number}", seconds=_READ_SECONDS)
