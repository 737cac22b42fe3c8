"""The next note that the signed-in person has still to read, from wherever they are (``DUTY-8``)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from deskapp.domain.common import Ref
from deskapp.domain.must_read import REGISTER
from deskapp.ui.common.parts import while_alive

if TYPE_CHECKING:
    from deskapp.domain.must_read import NoteRow
    from deskapp.ui.common.register_desk import RegisterDesk
    from deskapp.ui.context import Context


def open_next(context: Context, owner: QObject) -> None:
    """Show the oldest unread note; where there is none, say so."""
    shown = while_alive(owner, partial(_open, context))
    context.ask("must_read.unread", shown, owner=owner, token="next_note")


def after_one(desk: RegisterDesk) -> None:
    """A note was read: the next one comes to the front at once."""
    shown = while_alive(desk, partial(_go_on, desk))
    desk.context.ask("must_read.unread", shown, owner=desk, token="next_note")


def _open(context: Context, notes: Sequence[NoteRow]) -> None:
    if notes:
        context.open(Ref(REGISTER, notes[0].id, notes[0].number))
    else:
        _say_all_read(context)


def _go_on(desk: RegisterDesk, notes: Sequence[NoteRow]) -> None:
    if not notes:
        _say_all_read(desk.context)
    elif desk.pane.form is None:  # whoever has begun to type something meanwhile goes on with that
        desk.show_entry(notes[0].id)


def _say_all_read(context: Context) -> None:
    context.say(QCoreApplication.translate("UnreadNotes", "You have read every must-read note."), kind="ok")
