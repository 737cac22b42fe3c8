"""What the key cabinet's desk says of itself: its buttons, its keys for F1, its empty page."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from deskapp.ui.actions import native
from deskapp.ui.common.facts import WHY_KEY


def lend_text() -> str:
    """The button of a new loan."""
    return QCoreApplication.translate("KeysDesk", "Lend")


def set_up_text() -> str:
    """The same button where there is no cabinet yet."""
    return QCoreApplication.translate("KeysDesk", "Put up a cabinet")


def run_text() -> str:
    """The button of the run of returns."""
    return QCoreApplication.translate("KeysDesk", "Scan back")


def nothing_meant(text: str) -> str:
    """What was typed is nothing here."""
    said = QCoreApplication.translate("KeysDesk", "No hook and no key set is meant by “{text}”.")
    return said.format(text=text)


def empty(_chip: str) -> tuple[str, str]:
    """What the place is for, before there is a cabinet."""
    return (
        QCoreApplication.translate("KeysDesk", "The key cabinet as it hangs on the wall"),
        QCoreApplication.translate(
            "KeysDesk", "Every hook with its keys, who has them and until when. No cabinet is put up yet."
        ),
    )


def start_here() -> str:
    """The same for those who may put the first cabinet up."""
    return QCoreApplication.translate(
        "KeysDesk",
        "Every hook with its keys, who has them and until when. No cabinet is put up yet: F2 goes to the page "
        "where one is made of rows and hooks.",
    )


def listed() -> list[tuple[str, str]]:
    """The keys of the place, for F1."""
    size = f"{native('Ctrl++')} {native('Ctrl+-')} {native('Ctrl+0')}"
    return [
        ("↑ ↓ ← →", QCoreApplication.translate("KeysDesk", "From hook to hook")),
        ("/", QCoreApplication.translate("KeysDesk", "Find a hook: just type its number, a unit, a name")),
        (native("Space"), QCoreApplication.translate("KeysDesk", "Choose several sets for one loan or return")),
        (native("Return"), QCoreApplication.translate("KeysDesk", "Into the set; an empty hook takes one")),
        ("F3", QCoreApplication.translate("KeysDesk", "To the next set that is out; with Shift back")),
        (native("Ctrl+B"), QCoreApplication.translate("KeysDesk", "Take keys back, one scan after another")),
        (native("Ctrl+H"), QCoreApplication.translate("LoansDesk", "Who holds what")),
        (
            f"{native('Ctrl+PgUp')} {native('Ctrl+PgDown')}",
            QCoreApplication.translate("KeysDesk", "The cabinet beside"),
        ),
        (size, QCoreApplication.translate("KeysDesk", "Larger, smaller, the usual size")),
        (native("Ctrl+P"), QCoreApplication.translate("KeysDesk", "Print the cabinet's map")),
        (native("Ctrl+Shift+L"), QCoreApplication.translate("KeysDesk", "Print the cabinet's labels")),
        (native("Ctrl+Shift+N"), QCoreApplication.translate("KeysDesk", "Print the label of the set in front")),
        (native(WHY_KEY), QCoreApplication.translate("KeysDesk", "Why is it due then")),
    ]
