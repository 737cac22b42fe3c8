"""The top of the mail's desk: the chips, and its buttons beside them or, where room is short, under them."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QWidget

_WAYS = QBoxLayout.Direction


def put_beside(top: QWidget, *buttons: QPushButton) -> None:
    """These, at the end of the row; one that is in the row already comes along."""
    row = cast(QBoxLayout, top.layout())
    beside = QHBoxLayout()
    beside.addStretch(1)
    for button in buttons:
        row.removeWidget(button)
        beside.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(beside)


def turn(top: QWidget, *, narrow: bool) -> None:
    """The chips have a row of their own where they would be pressed into a column."""
    cast(QBoxLayout, top.layout()).setDirection(_WAYS.TopToBottom if narrow else _WAYS.LeftToRight)
