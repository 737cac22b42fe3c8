"""The keys of the mail's pages, for F1 and for the guide (``ALL-6``)."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from deskapp.ui.actions import native

Keys = list[tuple[str, str]]


def check_in() -> Keys:
    """Of a check-in run."""
    translate = QCoreApplication.translate
    return [
        ("F3", translate("MailKeys", "Another kind of item")),
        ("F4", translate("MailKeys", "Another carrier")),
        (native("Ctrl+U"), translate("MailKeys", "Nobody here knows the name: goes back within its days")),
        (native("Ctrl+D"), translate("MailKeys", "Arrived damaged, wet or opened")),
        (native("Ctrl+R"), translate("MailKeys", "It has left before and has come again")),
        ("F5", translate("MailKeys", "Into the list of the run; Enter goes on with a line")),
        ("F6", translate("MailKeys", "Take the last one back")),
        (native("Ctrl+P"), translate("MailKeys", "Print the labels of the run")),
    ]


def hand_out() -> Keys:
    """Of handing out."""
    translate = QCoreApplication.translate
    return [
        (translate("MailKeys", "Space"), translate("MailKeys", "The item in front goes, or stays")),
        ("A", translate("MailKeys", "All of them, or none")),
        ("1 – 9", translate("MailKeys", "Who takes it")),
        ("0", translate("MailKeys", "Somebody else, as a proxy")),
        ("K D P", translate("MailKeys", "Known in person, document shown, last digits of the phone")),
        ("S", translate("MailKeys", "Signed for")),
        (native("Ctrl+P"), translate("MailKeys", "Print the sheet to be signed, or that of the last pickup")),
    ]


def shelving() -> Keys:
    """Of putting on the shelf."""
    translate = QCoreApplication.translate
    return [
        ("Enter", translate("MailKeys", "Take what was typed: an item or a place")),
    ]


def listed() -> Keys:
    """Of all the pages."""
    return [*check_in(), *hand_out(), *shelving()]
