"""What adds attachments to the entry in front: the field with its files, and the two ways out of it (``ALL-8``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from deskapp.ui import theme
from deskapp.ui.common.attach_field import AttachField
from deskapp.ui.common.parts import button, keyed

if TYPE_CHECKING:
    from deskapp.ui.context import Context


class AttachBox(QFrame):
    """Made when it is first asked for: every desk has room for one, few open it."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        theme.look(self, "banner")
        inside = QVBoxLayout(self)
        edge = theme.px(10)
        inside.setContentsMargins(edge, edge, edge, edge)
        self.field = AttachField(context)
        inside.addWidget(self.field)
        foot = QHBoxLayout()
        self.attach_button = button(self.tr("Attach"), "primary")
        self.leave_button = keyed(self.tr("Leave"), "Esc", "quiet")
        foot.addWidget(self.attach_button)
        foot.addWidget(self.leave_button)
        foot.addStretch(1)
        inside.addLayout(foot)
        self.hide()
