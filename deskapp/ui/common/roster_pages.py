"""The pages beside the roster's grid: what is broken, the month's editions, what changed between two (``DUTY-2``)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from deskapp.domain.roster import Broken, CellChange, Edition, State
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.common import roster_look as look
from deskapp.ui.common.parts import button, clear, label, while_alive

if TYPE_CHECKING:
    from deskapp.ui.context import Context

#: So many broken rules are listed; who mends some sees the rest.
_LISTED = 100
_TONES = {State.DRAFT: "badge-soon", State.PUBLISHED: "badge-ok"}


class _Page(QWidget):
    """A column of lines."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.px(4))


class FaultsPage(_Page):
    """Every broken rule with its reason; ``wanted`` carries the one to go to."""

    wanted = Signal(object)

    def __init__(self, context: Context, faults: Sequence[Broken]) -> None:
        super().__init__(context)
        self.lines: list[QPushButton] = []
        self.show_faults(faults)

    def show_faults(self, faults: Sequence[Broken]) -> None:
        """List them: the hard ones first."""
        clear(self.column)
        self.lines = []
        ordered = sorted(faults, key=_soft)
        if not faults:
            self.column.addWidget(label("✓ " + self.tr("No rule is broken."), "ok", wrap=True))
        for fault in ordered[:_LISTED]:
            self.column.addWidget(self._line(fault))
        if len(faults) > _LISTED:
            self.column.addWidget(label(self.tr("and %n more", "", len(faults) - _LISTED), "muted"))

    def _line(self, fault: Broken) -> QWidget:
        """Where it is, to go there, and what it is."""
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        day = self.tr("Month") if fault.day is None else f"{fault.day:%m-%d} {look.weekday(self.context, fault.day)}"
        to = button(day, "link")
        to.setAccessibleName(look.fault_line(self.context, fault))
        to.setToolTip(self.context.word(f"roster.rule.{fault.rule}"))
        to.clicked.connect(partial(self._want, fault))
        self.lines.append(to)
        said = ("○ " if fault.soft else "! ") + look.fault_words(self.context, fault)
        line.addWidget(to, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(label(said, wrap=True), 1)
        return row

    def _want(self, fault: Broken, _on: bool = False) -> None:
        self.wanted.emit(fault)


def _soft(fault: Broken) -> bool:
    return fault.soft


class EditionsPage(_Page):
    """The editions of a month, the newest first; ``shown`` carries the id of the one to look at (``DUTY-2``)."""

    shown = Signal(int)
    read = Signal()

    def __init__(self, context: Context, month: str, front: int) -> None:
        super().__init__(context)
        self.front = front
        self._editions: tuple[Edition, ...] = ()
        self._open: QWidget | None = None
        context.ask("roster.editions", while_alive(self, self._show), owner=self, token="editions", month=month)

    def _show(self, editions: tuple[Edition, ...]) -> None:
        self._editions = editions
        for at, edition in enumerate(editions):
            self.column.addWidget(self._card(edition, editions[at + 1] if at + 1 < len(editions) else None))
        self.read.emit()

    def _card(self, edition: Edition, before: Edition | None) -> QFrame:
        card = QFrame()
        theme.look(card, "banner-info" if edition.id == self.front else "banner")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        inside.setSpacing(theme.px(2))
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Edition {number}").format(number=edition.edition), "strong"), 1)
        state = label(self.context.word(f"roster.state.{edition.state}"), _TONES.get(edition.state, "badge"))
        head.addWidget(state, 0, Qt.AlignmentFlag.AlignTop)
        inside.addLayout(head)
        inside.addWidget(label(f"{fmt.clock(edition.at)} · {edition.by}", "small", wrap=True))
        if edition.note:
            inside.addWidget(label(edition.note, wrap=True))
        if edition.state is not State.DROPPED:
            inside.addWidget(self._buttons(edition, before))
        return card

    def _buttons(self, edition: Edition, before: Edition | None) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        if edition.id != self.front:
            look_at = button(self.tr("Look at it"), "link")
            look_at.clicked.connect(partial(self._want, edition.id))
            line.addWidget(look_at)
        if before is not None and before.state is not State.DROPPED:
            said = self.tr("What changed since edition {number}").format(number=before.edition)
            compare = button(said, "link")
            compare.clicked.connect(partial(self._compare, before, edition))
            line.addWidget(compare)
        line.addStretch(1)
        return row

    def _want(self, id: int, _on: bool = False) -> None:
        self.shown.emit(id)

    def _compare(self, old: Edition, new: Edition, _on: bool = False) -> None:
        then = while_alive(self, partial(self._show_changes, old, new))
        self.context.ask("roster.changes", then, owner=self, token="changes", old=old.id, new=new.id)

    def _show_changes(self, old: Edition, new: Edition, changes: tuple[CellChange, ...]) -> None:
        """What changed, below the editions."""
        if self._open is not None:
            self.column.removeWidget(self._open)
            self._open.deleteLater()
        self._open = ChangesList(self.context, old, new, changes)
        self.column.addWidget(self._open)
        self._open.show()
        self.read.emit()


class ChangesList(_Page):
    """The cells that differ between two editions, by day (``DUTY-2``)."""

    def __init__(self, context: Context, old: Edition, new: Edition, changes: Sequence[CellChange]) -> None:
        super().__init__(context)
        title = self.tr("Edition {new} against {old}: %n change(s)", "", len(changes))
        self.column.addWidget(label(title.format(new=new.edition, old=old.edition), "strong", wrap=True))
        for change in changes:
            day = f"{change.day:%m-%d} {look.weekday(context, change.day)}"
            said = f"{day} · {change.name}   {change.old or '–'} → {change.new or '–'}"
            self.column.addWidget(label(said, wrap=True))
