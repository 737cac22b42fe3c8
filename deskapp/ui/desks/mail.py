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
        "Not built yet: here letters and parcels will be received, notified and handed out against a signature.",
    )
    return ToComePage(context, DESK.icon, DESK.title, purpose)


DESK = DeskSpec(code="mail", order=4, title="register.mail", icon="mdi6.package-variant-closed", build=build)
