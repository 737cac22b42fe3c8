"""A page that stands before the work: sign-in, the first start, a file that cannot be opened."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from deskapp.ui import icons, theme


class Gate(QScrollArea):
    """One card in the middle; it scrolls where the text is large and the window small."""

    def __init__(self, icon: str, title: str, words: str, width: int = 420, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ground = QWidget()
        theme.look(ground, "clear")
        card = QFrame()
        theme.look(card, "card")
        card.setFixedWidth(theme.px(width))
        self.box = QVBoxLayout(card)
        self.box.setContentsMargins(*(min(theme.px(26), 34),) * 4)
        self.box.setSpacing(theme.px(9))
        mark = QLabel()
        mark.setPixmap(icons.pixmap(icon, theme.px(32), theme.tokens().accent))
        self.title = QLabel(title)
        theme.look(self.title, "title")
        self.title.setWordWrap(True)
        self.words = QLabel(words)
        theme.look(self.words, "muted")
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setVisible(bool(words))
        top = QHBoxLayout()
        top.setSpacing(theme.px(12))
        top.addWidget(mark)
        top.addWidget(self.title, 1)
        self.box.addLayout(top)
        self.box.addWidget(self.words)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card)
        row.addStretch(1)
        column = QVBoxLayout(ground)
        column.setContentsMargins(8, 8, 8, 8)
        column.addStretch(2)
        column.addLayout(row)
        column.addStretch(3)
        self.setWidget(ground)

    def start(self) -> None:
        """Put the cursor where it is needed."""
