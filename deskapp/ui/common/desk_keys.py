"""The keys of a register's desk: those that every desk has, and its own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence, QShortcut

from deskapp.ui.actions import native
from deskapp.ui.common.attachments_part import ATTACH_KEY
from deskapp.ui.common.facts import WHY_KEY

if TYPE_CHECKING:
    from deskapp.ui.common.register_desk import RegisterDesk


def install(desk: RegisterDesk) -> None:
    """Let the keys work while the desk is in front."""
    for keys, act in (("F8", desk.table.sort_next), ("Shift+F8", desk.table.sort_other_way)):
        QShortcut(QKeySequence(keys), desk).activated.connect(act)
    desk.pane.own_key.connect(partial(_pushed, desk))
    QShortcut(QKeySequence(WHY_KEY), desk).activated.connect(partial(_why, desk))
    QShortcut(QKeySequence(ATTACH_KEY), desk).activated.connect(partial(_attach, desk))
    QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), desk).activated.connect(partial(_paste, desk))
    for key in desk.spec.keys:
        QShortcut(QKeySequence(key.key), desk).activated.connect(partial(_act, key.act, desk))


def listed(desk: RegisterDesk) -> list[tuple[str, str]]:
    """The keys with what they do, for F1."""
    return [
        *((native(key.key), key.title()) for key in desk.spec.keys),
        (native(WHY_KEY), QCoreApplication.translate("DeskKeys", "Why is it due then")),
        (native(ATTACH_KEY), QCoreApplication.translate("DeskKeys", "Attach a photo or scan to the entry")),
        (native("Ctrl+V"), QCoreApplication.translate("DeskKeys", "Attach the picture that was copied")),
        ("↑ ↓", QCoreApplication.translate("DeskKeys", "Choose an entry")),
        (native("F8"), QCoreApplication.translate("DeskKeys", "Sort by the next column")),
        (native("Shift+F8"), QCoreApplication.translate("DeskKeys", "Sort the other way round")),
        (
            native("Return"),
            QCoreApplication.translate("DeskKeys", "Into the entry; in a form, on to the next field"),
        ),
        (
            "← →",
            QCoreApplication.translate(
                "DeskKeys", "Between chips and between choices; a letter, pinyin or digit chooses"
            ),
        ),
    ]


def _pushed(desk: RegisterDesk, key: str) -> None:
    """The button of a key does what the key does."""
    for own in (own for own in desk.spec.keys if own.key == key):
        own.act(desk)


def _why(desk: RegisterDesk) -> None:
    if desk.preview is None:
        desk.show_pane()
        desk.pane.toggle_why()


def _attach(desk: RegisterDesk) -> None:
    if desk.preview is None:
        desk.show_pane()
        desk.pane.attachments.toggle()


def _paste(desk: RegisterDesk) -> None:
    if desk.preview is None:
        desk.pane.attachments.paste()


def _act(act: Any, desk: RegisterDesk) -> None:
    act(desk)
