"""The signature given before, in the detail of a pickup (``MAIL-8``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from deskapp.ui.common.detail_panel import DetailPanel
from deskapp.ui.common.mail_earlier import EarlierSignature

if TYPE_CHECKING:
    from deskapp.domain.pickups import PickupDetail
    from deskapp.ui.context import Context


class SignaturePanel(DetailPanel):
    """Its picture over the facts, to be laid beside the signature on the paper; no room where there is none."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.earlier = EarlierSignature(context)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.earlier)

    def show_detail(self, detail: PickupDetail) -> None:
        """Show what whoever took this mail had signed before."""
        self.earlier.show_earlier(detail.earlier)
