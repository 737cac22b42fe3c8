"""What the counter must know of a unit: who lives there, instructions, what waits, the same matter (``REC-1``)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from deskapp.domain.common import Waiting
from deskapp.domain.directory import ResidentTie, UnitCard
from deskapp.domain.reception_rows import EntryRow
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.common.facts import RefButton
from deskapp.ui.common.parts import FlowLayout, button, clear, keyed, label
from deskapp.ui.common.register_spec import Mark, Shape
from deskapp.ui.common.sign import Sign

if TYPE_CHECKING:
    from deskapp.ui.context import Context

_RESIDENTS = 6
_WAITING = 3


class UnitCardView(QFrame):
    """A quiet box under the unit field. ``chosen`` is a resident taken as the caller, ``joined`` an entry to join."""

    chosen = Signal(object)
    joined = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.setProperty("kind", "banner")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.px(10), theme.px(8), theme.px(10), theme.px(8))
        self._column.setSpacing(theme.px(4))
        self._card: UnitCard | None = None
        self.same: Sequence[EntryRow] = ()
        self.hide()

    def show_card(self, card: UnitCard | None) -> None:
        """Show a unit, or none."""
        self._card = card
        if card is None:
            self.same = ()
        self._lay()

    def show_same(self, rows: Sequence[EntryRow]) -> None:
        """Show what is open already on the same matter."""
        self.same = rows
        self._lay()

    def _lay(self) -> None:
        clear(self._column)
        self.setVisible(self._card is not None or bool(self.same))
        for row in self.same[:1]:
            self._column.addWidget(self._same_line(row))
        if self._card is None:
            return
        for waiting in self._card.waiting:
            if waiting.first:
                self._column.addWidget(self._first(waiting))
        for instruction in self._card.instructions:
            kind = self.context.word(f"directory.kind.{instruction.kind}")
            until = self.tr("until {day}").format(day=f"{instruction.until:%m-%d}")
            self._column.addWidget(_marked(Mark(Shape.TRIANGLE, "soon"), f"{kind}: {instruction.text} ({until})"))
        if any(not waiting.first for waiting in self._card.waiting):
            self._column.addWidget(self._waiting())
        here = [tie for tie in self._card.residents if not tie.past]
        if here:
            self._column.addWidget(self._residents(here))
        else:
            state = self.context.word(f"directory.state.{self._card.state}")
            words = self.tr("{state}. Nobody is registered here.").format(state=state)
            self._column.addWidget(label(words, "muted", wrap=True))

    def _same_line(self, row: EntryRow) -> QWidget:
        state = self.context.word(f"reception.state.{row.state}")
        kind = self.context.word(f"reception.kind.{row.kind}")
        said = self.tr("Open already: {number}, {kind}, {time}, {state}")
        text = said.format(number=row.number, kind=kind, time=fmt.clock(row.at), state=state)
        line = _marked(Mark(Shape.BANG, "soon"), f"{text}\n{row.content}")
        join = keyed(self.tr("Join"), "Ctrl+J")
        join.clicked.connect(partial(self._join, row))
        layout = line.layout()
        assert layout is not None
        layout.addWidget(join)
        layout.setAlignment(join, Qt.AlignmentFlag.AlignTop)
        return line

    def _first(self, waiting: Waiting) -> QWidget:
        """What is said before anything else (``REC-6``): a notice in force."""
        text = self.context.word(waiting.text, **waiting.params)
        line = _marked(Mark(Shape.BANG, "late"), text, "late")
        if waiting.ref is not None:
            there = RefButton(self.context, waiting.ref, waiting.ref.number)
            layout = line.layout()
            assert layout is not None
            layout.addWidget(there)
            layout.setAlignment(there, Qt.AlignmentFlag.AlignTop)
        return line

    def _waiting(self) -> QWidget:
        assert self._card is not None
        inside = QWidget()
        flow = FlowLayout(inside, gap=0)
        lines = [waiting for waiting in self._card.waiting if not waiting.first]
        for waiting in lines[:_WAITING]:
            text = self.context.word(waiting.text, **waiting.params)
            flow.addWidget(label(text) if waiting.ref is None else RefButton(self.context, waiting.ref, text))
        if (more := len(lines) - _WAITING) > 0:
            flow.addWidget(label(f"  +{more}", "muted"))
        return _titled(self.tr("Waiting"), inside)

    def _residents(self, ties: Sequence[ResidentTie]) -> QWidget:
        inside = QWidget()
        flow = FlowLayout(inside, gap=0)
        for tie in ties[:_RESIDENTS]:
            relation = self.context.word(f"directory.relation.{tie.relation}")
            made = button(f"{tie.address_as or tie.name} ({relation})", "link")
            phones = ", ".join(fmt.phone(phone) for phone in tie.phones)
            made.setToolTip("\n".join(part for part in (tie.name, phones, tie.notes) if part))
            made.clicked.connect(partial(self._choose, tie))
            flow.addWidget(made)
        if len(ties) > _RESIDENTS:
            flow.addWidget(label(f"  +{len(ties) - _RESIDENTS}", "muted"))
        return _titled(self.tr("Lives here"), inside)

    def _choose(self, tie: ResidentTie, _on: bool = False) -> None:
        self.chosen.emit(tie)

    def _join(self, row: EntryRow, _on: bool = False) -> None:
        self.joined.emit(row)


def _titled(title: str, inside: QWidget) -> QWidget:
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme.px(6))
    name = label(title, "muted")
    name.setContentsMargins(0, theme.px(3), 0, 0)
    line.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(inside, 1)
    return holder


def _marked(mark: Mark, text: str, kind: str = "") -> QWidget:
    holder = QWidget()
    line: Any = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme.px(6))
    sign = Sign(14)
    sign.show_mark(mark)
    line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(label(text, kind, wrap=True), 1)
    return holder
