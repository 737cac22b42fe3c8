"""Whether Today stands beside the desks: its button with the counts, and the room a narrow window leaves it."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton, QWidget

from deskapp.ui import theme
from deskapp.ui.context import Context
from deskapp.ui.skeleton import TODAY
from deskapp.ui.today_pane import TodayPane

#: Below this width (at 100 %) Today makes room and opens only when asked for.
_ROOM = 1000


class TodaySide(QObject):
    """The pane and the button over it. ``wanted`` is what the person chose: None leaves it to the room there is."""

    def __init__(self, context: Context, parent: QWidget, wanted: bool | None) -> None:
        super().__init__(parent)
        self._context = context
        self.wanted = wanted
        self.pane = TodayPane(context)
        self.pane.setFixedWidth(theme.px(TODAY))
        self.pane.counted.connect(self._count)
        self.button = QPushButton(self.tr("Today"))
        theme.look(self.button, "quiet")
        self.button.setCheckable(True)
        self.button.clicked.connect(self.toggle)

    def toggle(self) -> None:
        """Show or hide it."""
        self._want(self.pane.isHidden())

    def open(self) -> None:
        """Show it, with the keys in it."""
        self._want(True)

    def _want(self, shown: bool) -> None:
        self.wanted = shown
        self.pane.setVisible(shown)
        self.button.setChecked(shown)
        if shown:
            self.pane.list.setFocus()

    def fit(self, width: int) -> None:
        """Make room in a narrow window."""
        shown = width >= theme.px(_ROOM) if self.wanted is None else self.wanted
        self.pane.setVisible(shown)
        self.button.setChecked(shown)

    def _count(self, late: int, every: int) -> None:
        words = [self.tr("Today {count}").format(count=every) if every else self.tr("Today")]
        text = " · ".join([*words, self.tr("{count} late").format(count=late)] if late else words)
        close = late and self._context.settings.scale >= theme.CLOSE
        self.button.setText(f"{words[0]} · ▲ {late}" if close else text)
        self.button.setAccessibleName(text)
        self.button.setToolTip(text)
        self.button.ensurePolished()  # a row laid out before the style came would cut the words
        self.button.setMinimumWidth(self.button.sizeHint().width())
