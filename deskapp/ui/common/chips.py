"""The named filters over a table, with how many each holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from deskapp.ui import theme
from deskapp.ui.common.parts import ChipButton, FlowLayout

if TYPE_CHECKING:
    from deskapp.ui.context import Context

# The services stop counting here.
_CAP = 1000


class Chips(QWidget):
    """One chip is taken at a time; Tab comes to it, the arrow keys move it."""

    chosen = Signal(str)

    def __init__(self, context: Context, register: str, chips: Sequence[str]) -> None:
        super().__init__()
        self._flow = FlowLayout(self, gap=theme.px(6))
        self._titles = {chip: context.word(f"{register}.chip.{chip}") for chip in chips}
        self.buttons: dict[str, QPushButton] = {}
        for chip, title in self._titles.items():
            made = _Chip(self, title)
            made.setObjectName(chip)
            made.clicked.connect(self._clicked)
            self.buttons[chip] = made
            self._flow.addWidget(made)
        self.current = chips[0]
        self.choose(chips[0])

    def add(self, widget: QWidget) -> None:
        """Put something more beside the chips."""
        self._flow.addWidget(widget)

    def choose(self, chip: str) -> None:
        """Show a chip as taken; says nothing."""
        self.current = chip
        for name, made in self.buttons.items():
            made.setChecked(name == chip)
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus if name == chip else Qt.FocusPolicy.ClickFocus)

    def count(self, counts: Mapping[str, int]) -> None:
        """Show how many each holds."""
        for chip, made in self.buttons.items():
            number = counts.get(chip)
            shown = "" if number is None else f"{_CAP - 1}+" if number >= _CAP else str(number)
            made.setText(f"{self._titles[chip]} {shown}".strip())
        self._flow.invalidate()

    def _clicked(self, _on: bool) -> None:
        self.take(self.sender().objectName())

    def take(self, chip: str) -> None:
        """Choose a chip and say so."""
        self.choose(chip)
        self.chosen.emit(chip)

    def step(self, by: int) -> None:
        """Go on to the chip beside."""
        names = list(self.buttons)
        self.take(names[(names.index(self.current) + by) % len(names)])
        self.buttons[self.current].setFocus(Qt.FocusReason.TabFocusReason)


class _Chip(ChipButton):
    def __init__(self, chips: Chips, text: str) -> None:
        super().__init__(text)
        self._chips = chips

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._chips.step(step)
