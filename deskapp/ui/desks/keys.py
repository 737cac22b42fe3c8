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
        "Not built yet: here the key cabinet will be seen as it hangs on the wall, with loans, returns and deposits.",
    )
    return ToComePage(context, DESK.icon, DESK.title, purpose)


DESK = DeskSpec(code="keys", order=3, title="register.keys", icon="mdi6.key-variant", build=build)
