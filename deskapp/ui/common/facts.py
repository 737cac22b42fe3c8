"""The lines of an entry's detail: label and words, some of them leading to other entries."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from deskapp.domain.common import Ref
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.common.parts import clear, em, keyed, label
from deskapp.ui.common.register_spec import ClockBox, Fact, Mark, Shape
from deskapp.ui.common.sign import Sign
from deskapp.ui.common.table import clock_tone

if TYPE_CHECKING:
    from deskapp.ui.context import Context


#: Opens and closes "why this time?" on every register's desk.
WHY_KEY = "Ctrl+Y"
#: So wide is a number with the beginning of its words.
_LEAST = 180


class Facts(QWidget):
    """Labels beside the words, or above them where there is little room."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._facts: Sequence[Fact] = ()
        self._above: bool | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(10))
        self._grid.setVerticalSpacing(theme.px(5))

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show these lines; those without words are left out."""
        self._facts = [fact for fact in facts if fact.text or fact.heading]
        self._above = None
        self._lay()

    def _lay(self) -> None:
        above = self.width() < em(self) * 20
        if above == self._above:
            return
        self._above = above
        clear(self._grid)
        widest = max((self.fontMetrics().horizontalAdvance(fact.label) for fact in self._facts), default=0)
        self._grid.setColumnMinimumWidth(0, 0 if above else min(max(widest + theme.px(4), em(self) * 5), em(self) * 7))
        self._grid.setColumnStretch(0 if above else 1, 1)
        self._grid.setColumnStretch(1 if above else 0, 0)
        row = 0
        for fact in self._facts:
            title = label(fact.label, "strong" if fact.heading else "muted", wrap=True)
            title.setAlignment(Qt.AlignmentFlag.AlignTop)
            if not above and not fact.heading:
                title.setMaximumWidth(em(self) * 7)
            self._grid.addWidget(title, row, 0, 1, 2 if above or fact.heading else 1)
            row += above
            if fact.text:
                self._grid.addWidget(self._words(fact), row, 0 if above else 1, 1, 2 if above else 1)
            row += 1

    def _words(self, fact: Fact) -> QWidget:
        if fact.ref is None:
            words = label(fact.text, fact.tone, wrap=True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            return words
        made = RefButton(self.context, fact.ref, fact.text)
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        made.setProperty("kind", "words")  # no room before the words: they stand under the others
        line.addWidget(made)
        line.addStretch(1)
        return holder

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: little room puts the labels above."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._lay)


class RefButton(QPushButton):
    """Words that lead to an entry."""

    def __init__(self, context: Context, ref: Ref, text: str) -> None:
        super().__init__(text)
        self.setProperty("kind", "link")
        self.setAutoDefault(False)
        self.clicked.connect(partial(_open, context, ref))


class ElidingRef(RefButton):
    """The same where room is short: what does not fit ends in dots, and the whole is told by the tool tip."""

    def __init__(self, context: Context, ref: Ref, text: str) -> None:
        super().__init__(context, ref, text)
        self.setToolTip(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Qt: a number at least."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), theme.px(_LEAST)), hint.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: as much of the words as fits."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        room = self.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self).width()
        option.text = option.fontMetrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)


def _open(context: Context, ref: Ref, _on: bool = False) -> None:
    context.open(ref)


class ClockFrame(QFrame):
    """The deadline that runs: how long is left, and why it is this time (``ALL-10``); ``asked`` wants to know more."""

    asked = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._box: ClockBox | None = None
        self._told = False
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        line.setSpacing(theme.px(10))
        self._sign = Sign(16)
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        self.headline: QLabel = label("", "soon", wrap=True)
        self.why = label("", "small", wrap=True)
        self.more = keyed(context.word("deadline.why"), WHY_KEY, "words")
        self.more.clicked.connect(self._ask)
        words.addWidget(self.headline)
        words.addWidget(self.why)
        words.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        line.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        self.hide()

    @property
    def runs(self) -> bool:
        """Whether a deadline is shown."""
        return self._box is not None

    def _ask(self, _on: bool = False) -> None:
        self.asked.emit()

    def show_clock(self, box: ClockBox | None) -> None:
        """Show a deadline, or none."""
        self._box = box
        self.setVisible(box is not None)
        self.tick()

    def tick(self) -> None:
        """Time has gone on."""
        if self._box is None:
            return
        tone = clock_tone(self._box.start, self._box.due)
        shapes = {"late": Shape.TRIANGLE, "soon": Shape.BANG}
        self._sign.show_mark(Mark(shapes.get(tone, Shape.RING), tone))
        theme.look(self, {"late": "banner-late", "soon": "banner-soon"}.get(tone, "banner"))
        theme.look(self.headline, {"late": "late", "soon": "soon"}.get(tone, "strong"))
        self.headline.setText(f"{self._box.what} {fmt.due(self._box.due)}")
        self.why.setText(self._box.why)
        self.why.setVisible(bool(self._box.why) and not self._told)

    def told_below(self, told: bool) -> None:
        """Whether the sentence stands in full below: it need not stand here as well."""
        self._told = told
        self.tick()


def divider() -> QFrame:
    """A thin line between two parts."""
    line = QFrame()
    line.setProperty("kind", "line")
    return line
