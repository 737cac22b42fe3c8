"""A unit's page: instructions, who lives there, what waits, its whole history (``REC-1``, ``DIR-1``, ``DIR-4``)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from deskapp.domain.common import Waiting
from deskapp.domain.directory import Instruction, ResidentTie, UnitCard, UnitEvent
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.common.facts import RefButton, divider
from deskapp.ui.common.parts import button, clear, label

if TYPE_CHECKING:
    from deskapp.ui.context import Context


class UnitPage(QWidget):
    """Shows; what is to be done is said by signals.

    ``resident_wanted`` and ``instruction_ended`` carry an id; ``instruction_wanted`` asks for the form of a new one.
    """

    resident_wanted = Signal(object)
    instruction_wanted = Signal()
    instruction_ended = Signal(object)

    def __init__(self, context: Context, card: UnitCard, *, may_write: bool) -> None:
        super().__init__()
        self.context = context
        self.card = card
        self.may_write = may_write
        self.names: list[QPushButton] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.px(8))
        for line in card.instructions:
            self.column.addWidget(self._instruction(line))
        self._residents([tie for tie in card.residents if not tie.past], self.tr("Residents"))
        past = [tie for tie in card.residents if tie.past]
        if past:
            self._residents(past, self.tr("Before"))
        self._waiting()
        self.history = QGridLayout()
        self.column.addWidget(divider())
        self.column.addWidget(label(self.tr("History"), "strong"))
        self.history_note = label(self.tr("Reading…"), "small")
        self.column.addWidget(self.history_note)
        self.history.setHorizontalSpacing(theme.px(10))
        self.history.setVerticalSpacing(theme.px(2))
        self.history.setColumnStretch(1, 1)
        self.column.addLayout(self.history)

    # Instructions

    def _instruction(self, line: Instruction) -> QWidget:
        """One standing instruction, so that it cannot be overlooked."""
        frame = QFrame()
        frame.setProperty("kind", "banner-soon")
        row = QHBoxLayout(frame)
        row.setContentsMargins(theme.px(12), theme.px(8), theme.px(8), theme.px(8))
        words = QVBoxLayout()
        words.setSpacing(theme.px(1))
        head = self.context.word(f"directory.kind.{line.kind.value}")
        words.addWidget(label(head, "soon", wrap=True))
        words.addWidget(label(line.text, wrap=True))
        until = self.tr("until {day} · {who}").format(day=line.until.isoformat(), who=line.by)
        words.addWidget(label(until, "small", wrap=True))
        row.addLayout(words, 1)
        if self.may_write:
            end = button(self.tr("End"), "link")
            end.setAccessibleName(self.tr("End this instruction: {text}").format(text=line.text))
            end.clicked.connect(partial(self._end, line.id))
            row.addWidget(end, 0, Qt.AlignmentFlag.AlignTop)
        return frame

    def _end(self, id: int, _on: bool = False) -> None:
        self.instruction_ended.emit(id)

    # Residents

    def _residents(self, ties: Sequence[ResidentTie], title: str) -> None:
        self.column.addWidget(label(title, "strong"))
        if not ties:
            self.column.addWidget(label(self.tr("Nobody is entered here. F2 adds a resident."), "muted", wrap=True))
        for tie in ties:
            self.column.addWidget(self._resident(tie))

    def _resident(self, tie: ResidentTie) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, theme.px(4))
        column.setSpacing(theme.px(1))
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        name = button(tie.name, "link")
        name.setAccessibleName(self.tr("Open {name}").format(name=tie.name))
        name.clicked.connect(partial(self._open, tie.resident_id))
        name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.names.append(name)
        line.addWidget(name)
        relation = label(self.context.word(f"directory.relation.{tie.relation.value}"), "badge")
        line.addWidget(relation, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(label(tie.address_as, "muted"))
        line.addStretch(1)
        column.addLayout(line)
        phones = "   ".join(fmt.phone(phone) for phone in tie.phones)
        for text, kind in ((phones, "strong" if not tie.past else "muted"), (span_of(tie), "small"), (tie.notes, "")):
            if text:
                words = label(text, kind, wrap=True)
                words.setContentsMargins(theme.px(5), 0, 0, 0)
                words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                column.addWidget(words)
        return made

    def _open(self, id: int, _on: bool = False) -> None:
        self.resident_wanted.emit(id)

    # What waits, what was

    def _waiting(self) -> None:
        if not self.card.waiting:
            return
        self.column.addWidget(divider())
        self.column.addWidget(label(self.tr("Waiting for this unit"), "strong"))
        for line in sorted(self.card.waiting, key=_said_later):
            text = self.context.word(line.text, **line.params)
            made = RefButton(self.context, line.ref, text) if line.ref else label(text, wrap=True)
            self.column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)

    def show_history(self, events: Sequence[UnitEvent]) -> None:
        """Everything of this unit in every register, the newest first."""
        clear(self.history)
        self.history_note.setVisible(not events)
        self.history_note.setText(self.tr("Nothing yet."))
        for row, event in enumerate(events):
            when = label(fmt.clock(event.at), "small")
            what = RefButton(self.context, event.ref, event.ref.number)
            state = label(self.context.word(event.state) if event.state else "", "small")
            words = label(" ".join(event.title.split()), wrap=True)
            words.setContentsMargins(theme.px(5), 0, 0, theme.px(6))
            self.history.addWidget(when, row * 2, 0, Qt.AlignmentFlag.AlignVCenter)
            self.history.addWidget(what, row * 2, 1, Qt.AlignmentFlag.AlignLeft)
            self.history.addWidget(state, row * 2, 2, Qt.AlignmentFlag.AlignVCenter)
            self.history.addWidget(words, row * 2 + 1, 1, 1, 2)


def _said_later(line: Waiting) -> bool:
    return not line.first


def span_of(tie: ResidentTie) -> str:
    """From when to when, as far as it is known: ``2020-01-01 –``."""
    since = tie.since.isoformat() if tie.since else ""
    until = tie.until.isoformat() if tie.until else ""
    return f"{since} – {until}".strip() if since or until else ""
