"""Buildings, areas and departments as short lists: choose one to change it, or add one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from deskapp.domain.common import Option
from deskapp.ui import theme
from deskapp.ui.common.parts import FlowLayout, button, label, while_alive

if TYPE_CHECKING:
    from deskapp.ui.context import Context

LISTS = ("buildings", "areas", "departments")


class ListsPage(QWidget):
    """``wanted`` carries the list's name and an id, 0 for a new row."""

    wanted = Signal(str, object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.flows: dict[str, FlowLayout] = {}
        self.adds: dict[str, QPushButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        for name in LISTS:
            head = QHBoxLayout()
            head.addWidget(label(context.word(f"workbook.sheet.{name}"), "strong"), 1)
            more = button(self.tr("+ Add"), "link")
            more.setAccessibleName(f"{context.word(f'workbook.sheet.{name}')}: {self.tr('+ Add')}")
            more.clicked.connect(partial(self._wanted, name, 0))
            head.addWidget(more)
            self.adds[name] = more
            column.addLayout(head)
            holder = QWidget()
            self.flows[name] = FlowLayout(holder, gap=theme.px(6))
            column.addWidget(holder, 0, Qt.AlignmentFlag.AlignTop)
            then = while_alive(self, partial(self._came, name))
            context.ask(f"directory.{name}", then, owner=self, token=name)

    def _came(self, name: str, options: Sequence[Option]) -> None:
        for option in options:
            made = button(f"{option.code} {option.text}".strip(), "chip")
            made.clicked.connect(partial(self._wanted, name, option.id))
            self.flows[name].addWidget(made)

    def _wanted(self, name: str, id: int, _on: bool = False) -> None:
        self.wanted.emit(name, id)
