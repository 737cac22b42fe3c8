"""The tab of a register to come."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from deskapp.ui.context import Context
from deskapp.ui.quiet_desk import ToComePage
from deskapp.ui.spec import DeskSpec


def build(context: Context) -> QWidget:
    """One honest line."""
    purpose = QCoreApplication.translate(
        "ToCome",
        "Not built yet: here the month's roster will be made, and shifts handed over with their log.",
    )
    return ToComePage(context, DESK.icon, DESK.title, purpose)


DESK = DeskSpec(code="roster", order=5, title="register.roster", icon="mdi6.calendar-account-outline", build=build)
