"""What the counter must know of a unit: who lives there, instructions, what waits, the same matter (``REC-1``)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from deskapp.domain.common import Urgent, Waiting
from deskapp.domain.directory import ResidentTie, UnitCard
from deskapp.domain.reception_rows import AlikeHit, EntryRow, Scope
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.common.facts import ElidingRef, RefButton
from deskapp.ui.common.parts import FlowLayout, button, clear, keyed, label
from deskapp.ui.common.register_spec import Mark, Shape
from deskapp.ui.common.sign import Sign

if TYPE_CHECKING:
    from deskapp.ui.context import Context

_RESIDENTS = 6
_WAITING = 6
_ALIKE = 2
# So much of what was said tells whether it is the same.
_SAID = 48
_SIGNS = {Urgent.LATE: Mark(Shape.TRIANGLE, "late"), Urgent.SOON: Mark(Shape.BANG, "soon")}


class UnitCardView(QFrame):
    """A quiet box under the unit field.

    ``chosen`` is a resident taken as the caller, ``joined`` an entry of the unit to join, ``neighbours`` what others of
    the house called about (``REC-8``); taken once more it is left again.
    """

    chosen = Signal(object)
    joined = Signal(object)
    neighbours = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.setProperty("kind", "banner")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.px(10), theme.px(8), theme.px(10), theme.px(8))
        self._column.setSpacing(theme.px(4))
        self._card: UnitCard | None = None
        self.same: Sequence[EntryRow] = ()
        self.alike: Sequence[AlikeHit] = ()
        self.taken: int | None = None
        self.hide()

    def show_card(self, card: UnitCard | None) -> None:
        """Show a unit, or none."""
        self._card = card
        if card is None:
            self.same, self.alike = (), ()
        self._lay()

    def show_same(self, rows: Sequence[EntryRow]) -> None:
        """Show what is open already on the same matter."""
        self.same = rows
        self._lay()

    def show_alike(self, hits: Sequence[AlikeHit], taken: int | None) -> None:
        """Show what neighbours called about, and which of it the new entry belongs to."""
        self.alike, self.taken = hits, taken
        self._lay()

    def _lay(self) -> None:
        clear(self._column)
        self.setVisible(self._card is not None or bool(self.same) or bool(self.alike))
        for row in self.same[:1]:
            self._column.addWidget(self._same_line(row))
        for hit in self.alike[:_ALIKE]:
            self._column.addWidget(self._alike_line(hit))
        if self._card is None:
            return
        for waiting in self._card.waiting:
            if waiting.first:
                self._column.addWidget(self._first(waiting))
        for instruction in self._card.instructions:
            kind = self.context.word(f"directory.kind.{instruction.kind}")
            until = self.tr("until {day}").format(day=f"{instruction.until:%m-%d}")
            said = self.tr("{kind}: {text} ({until})").format(kind=kind, text=instruction.text, until=until)
            self._column.addWidget(_marked(Mark(Shape.TRIANGLE, "soon"), said))
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
        return _with(line, join)

    def _alike_line(self, hit: AlikeHit) -> QWidget:
        """Where, how many, what the first one said; joined with a key of its own, the entry stays an entry."""
        context, taken = self.context, hit.first.id == self.taken
        scope = f"reception.scope.{hit.scope}"
        scope += ".entrance" if hit.entrance and hit.scope is not Scope.BUILDING else ""
        words = {"building": hit.building, "entrance": hit.entrance, "floor": hit.floor, "column": hit.column}
        said = self.tr("{place}: {count} unit(s) called on this kind of matter")
        if taken:
            said = self.tr("Joins {number}. {place}: with this one {count} unit(s)")
        place = context.word(scope, **words)
        text = said.format(place=place, count=hit.units + taken, number=hit.first.number)
        first = " ".join((hit.unit, fmt.clock(hit.at), *hit.content.split()))
        sign = Mark(Shape.CHECK, "ok") if taken else Mark(Shape.DOT, "info")
        line = _marked(sign, f"{text}\n{first[:_SAID]}")
        key = "Ctrl+J" if taken or (hit is self.alike[0] and not self.same and self.taken is None) else ""
        join = keyed(self.tr("Leave it") if taken else self.tr("Same incident"), key)
        join.clicked.connect(partial(self._take, hit))
        return _with(line, join)

    def _take(self, hit: AlikeHit, _on: bool = False) -> None:
        self.neighbours.emit(hit)

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
            made = label(text) if waiting.ref is None else ElidingRef(self.context, waiting.ref, text)
            flow.addWidget(_pressing(_SIGNS[waiting.urgent], made) if waiting.urgent in _SIGNS else made)
        if (more := len(lines) - _WAITING) > 0:
            rest = label(f"  +{more}", "muted")
            rest.setToolTip("\n".join(self.context.word(one.text, **one.params) for one in lines[_WAITING:]))
            flow.addWidget(rest)
        return _titled(self.tr("Waiting"), inside)

    def _residents(self, ties: Sequence[ResidentTie]) -> QWidget:
        inside = QWidget()
        flow = FlowLayout(inside, gap=0)
        for tie in ties[:_RESIDENTS]:
            relation = self.context.word(f"directory.relation.{tie.relation}")
            said = self.tr("{name} ({relation})").format(name=tie.address_as or tie.name, relation=relation)
            made = button(said, "link")
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


def _pressing(mark: Mark, words: QWidget) -> QWidget:
    """What is late or nearly so has its sign before it, on the same line."""
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(0)
    sign = Sign(12)
    sign.show_mark(mark)
    line.addWidget(sign, 0, Qt.AlignmentFlag.AlignVCenter)
    line.addWidget(words)
    return holder


def _with(line: QWidget, push: QWidget) -> QWidget:
    layout = line.layout()
    assert layout is not None
    layout.addWidget(push)
    layout.setAlignment(push, Qt.AlignmentFlag.AlignTop)
    return line


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
