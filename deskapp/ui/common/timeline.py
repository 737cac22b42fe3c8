"""An entry's own history (``ALL-3``): when, who, which step, and what changed by it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from deskapp.domain.common import FieldChange, HistoryRow
from deskapp.domain.words import has_word
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.common.parts import clear, label

if TYPE_CHECKING:
    from deskapp.ui.context import Context

_LONGEST = 90
# Fields whose change says nothing that the step's own name does not.
_SILENT = {
    "state",
    "version",
    "handler_id",
    "recorder_id",
    "unit_id",
    "resident_id",
    "client_id",
    "closed_at",
    "recorded_at",
    # The end of the duty log, and the seal of what was handed over, stand beside it in a form that can be read.
    "head_seq",
    "head_count",
    "head_at",
    "head_hash",
    "sealed",
    # A clock says when; why it is that time stands beside it.
    "due_start",
    "due_what",
    "due_rule",
    "due_span",
}


class Timeline(QWidget):
    """The newest line last, as it is read aloud."""

    def __init__(self, context: Context, register: str, creating: frozenset[str]) -> None:
        super().__init__()
        self.context = context
        self.register = register
        self.creating = creating
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(10))
        self._grid.setVerticalSpacing(theme.px(4))
        self._grid.setColumnStretch(1, 1)

    def show_rows(self, rows: Sequence[HistoryRow]) -> None:
        """Show a history."""
        clear(self._grid)
        for at, row in enumerate(rows):
            when = label(fmt.clock(row.at), "small")
            when.setAlignment(Qt.AlignmentFlag.AlignTop)
            what = label(self.sentence(row), wrap=True)
            what.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(when, at, 0)
            self._grid.addWidget(what, at, 1)

    def sentence(self, row: HistoryRow) -> str:
        """One line: the step, who took it, what changed."""
        register, _, verb = row.verb.rpartition(".")
        register = register or self.register
        # An entry may be born of another register's step: then its first line is everything it began with.
        born = any(change.field == "number" and change.old is None for change in row.changes)
        first = born or (verb in self.creating and register == self.register)
        step = self.tr("Recorded") if first else self._word(f"{register}.step.{verb}", verb)
        head = f"{step} · {row.who}" if row.who else step
        if first:
            return head
        told = " · ".join(text for change in row.changes if (text := self._change(change)))
        return f"{head}\n{told}" if told else head

    def _word(self, key: str, otherwise: str) -> str:
        return self.context.word(key) if has_word(key) else otherwise

    def _change(self, change: FieldChange) -> str:
        name = change.field
        known = has_word(f"{self.register}.field.{name}") or has_word(f"field.{name}")
        row_number = name.endswith("_id") and isinstance(change.new, int)
        if name in _SILENT or row_number or not known or change.new in (None, ""):
            return ""
        title = self.context.label(self.register, name)
        return title if change.new is True else f"{title} {self._value(name, change.new)}"

    def _value(self, name: str, value: Any) -> str:
        if isinstance(value, str):
            for key in (f"{self.register}.{name}.{value}", f"reception.{name}.{value}"):
                if has_word(key):
                    return self.context.word(key)
            if len(value) >= 16 and value[4:5] == "-" and value[10:11] == "T":
                return fmt.clock(datetime.fromisoformat(value))
        text = " ".join(str(value).split())
        return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
