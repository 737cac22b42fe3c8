"""The place of a count that is in front, in type to be read from the cabinet (``KEY-6``)."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from deskapp.ui import theme
from deskapp.ui.common.parts import label


class PlaceCard(QFrame):
    """``place`` and ``part`` say where one is, ``tally`` how far, ``said`` what was seen there."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "banner-info")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        inside.setSpacing(theme.px(2))
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        self.place, self.part = label("", "title"), label("", "muted", wrap=True)
        self.tally = label("", "strong")  # stays in sight while the progress over it does not
        line.addWidget(self.place)
        line.addWidget(self.part, 1)
        line.addWidget(self.tally)
        inside.addLayout(line)
        self.said = label("", wrap=True)
        inside.addWidget(self.said)
