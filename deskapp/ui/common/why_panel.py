"""Why is it due then? The sentence, the timeline, and every mark in words, below the clock of an entry (``ALL-10``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout

from deskapp.domain.deadlines import Explained, TimeMark, TimeMarkKind, mark_time, mark_words, reason
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.common.parts import clear, label, while_alive
from deskapp.ui.common.why_bar import MarkSign, TimeBar

if TYPE_CHECKING:
    from deskapp.errors import DeskError
    from deskapp.ui.context import Context

#: More stretches of one kind and name than this are one line of the list.
_SINGLY = 3
_NOT_COUNTED = frozenset({TimeMarkKind.REST, TimeMarkKind.OFF_DUTY})


class WhyPanel(QFrame):
    """Opened and closed by its key or its link; read anew whenever the entry is. ``opened`` says which."""

    opened = Signal(bool)

    def __init__(self, context: Context, register: str) -> None:
        super().__init__()
        theme.look(self, "banner")
        self.context = context
        self.register = register
        self._entry = 0
        self._told: Explained | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(12), theme.px(10), theme.px(12), theme.px(10))
        column.setSpacing(theme.px(8))
        self.sentence = label("", wrap=True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.bar = TimeBar()
        self.bar.setAccessibleName(context.word("deadline.why"))
        self._marks = QGridLayout()
        self._marks.setHorizontalSpacing(theme.px(8))
        self._marks.setVerticalSpacing(theme.px(4))
        self._marks.setColumnStretch(1, 1)
        column.addWidget(self.sentence)
        column.addWidget(self.bar)
        column.addLayout(self._marks)
        self.hide()

    def setVisible(self, visible: bool) -> None:
        """Qt: whoever shows the same sentence elsewhere goes by whether this is open."""
        super().setVisible(visible)
        self.opened.emit(visible)

    def open_for(self, entry_id: int) -> None:
        """Show why for an entry."""
        self._entry = entry_id
        told, refused = while_alive(self, self._show), while_alive(self, self._refused)
        self.context.ask(
            "deadlines.explain", told, refused, owner=self, token="why", register=self.register, id=entry_id
        )

    def follow(self, entry_id: int, *, running: bool) -> None:
        """Another entry, or this one anew: what is no longer asked for is put away."""
        if self.isHidden():
            return
        if running and entry_id == self._entry:
            self.open_for(entry_id)
        else:
            self.hide()

    def tick(self) -> None:
        """Time has gone on."""
        self.bar.update()

    def lines(self) -> list[str]:
        """Every mark in words, as the list has them."""
        if self._told is None:
            return []
        return [self._line(mark, count) for mark, count in gathered(self._told.marks)]

    def _show(self, told: Explained) -> None:
        self._told = told
        self.sentence.setText("\n".join(reason(told, self.context.language, fmt.clock)))
        self.bar.show_explained(told)
        self.bar.setAccessibleDescription("\n".join(self.lines()))
        clear(self._marks)
        for at, (mark, count) in enumerate(gathered(told.marks)):
            words = label(self._line(mark, count), wrap=True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._marks.addWidget(MarkSign(mark.kind), at, 0, Qt.AlignmentFlag.AlignTop)
            self._marks.addWidget(words, at, 1)
        self.bar.show()
        self.show()

    def _refused(self, error: DeskError) -> None:
        """It was stopped a moment ago: said here, where it was asked."""
        self._told = None
        self.sentence.setText(self.context.error_text(error))
        clear(self._marks)
        self.bar.hide()
        self.show()

    def _line(self, mark: TimeMark, count: int) -> str:
        said = mark_words(mark, self.context.language, fmt.clock)
        said = f"{mark_time(mark, fmt.clock)} · {said}"
        return f"{said} × {count}" if count > 1 else said


def gathered(marks: Sequence[TimeMark]) -> Iterator[tuple[TimeMark, int]]:
    """The marks in their order; many stretches of one kind and name (nights, weekends) as one, with how many."""
    for (kind, _), run in groupby(marks, key=_alike):
        found = list(run)
        if kind in _NOT_COUNTED and len(found) > _SINGLY:
            yield replace(found[0], until=found[-1].until), len(found)
        else:
            yield from ((mark, 1) for mark in found)


def _alike(mark: TimeMark) -> tuple[TimeMarkKind, str]:
    return mark.kind, mark.name
