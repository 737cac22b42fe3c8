"""What an empty table says: what the place is for, and which key starts it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskapp.ui import theme
from deskapp.ui.common.parts import label


class EmptyState(QWidget):
    """Two lines in the middle."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(24), theme.px(24), theme.px(24), theme.px(24))
        column.setSpacing(theme.px(6))
        self.headline = label("", "heading", wrap=True)
        self.line = label("", "muted", wrap=True)
        column.addStretch(2)
        for part in (self.headline, self.line):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(part)
        column.addStretch(3)

    def say(self, headline: str, line: str) -> None:
        """Say it."""
        self.headline.setText(headline)
        self.line.setText(line)
