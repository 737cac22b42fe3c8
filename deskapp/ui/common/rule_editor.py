"""The editor of one rule's value, fitting its unit: numbers with their unit, days, times of the day, words."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from deskapp.domain.deadlines import CLOCK_UNITS, Span, SpanUnit
from deskapp.domain.rulebook import Rule
from deskapp.domain.rulebook_words import value_words
from deskapp.ui import theme
from deskapp.ui.common.parts import em, label

if TYPE_CHECKING:
    from deskapp.ui.context import Context

_PAIRS = frozenset({"span", "days"})
_TIMES = frozenset({"span", "time"})
_WIDE = {"span": 5.0, "time": 5.0}


class RuleEditor(QWidget):
    """``value`` is what the service is handed; ``raw`` what a draft keeps. What it means is said below in words.

    ``changed`` tells that something was typed, ``entered`` that Enter was pressed in its last field.
    """

    changed = Signal()
    entered = Signal()

    def __init__(self, context: Context, rule: Rule) -> None:
        super().__init__()
        self.context = context
        self.rule = rule
        self.lines = [QLineEdit() for _ in range(2 if rule.unit in _PAIRS else 1)]
        self.units: QComboBox | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        self._fill_row(row)
        column.addLayout(row)
        self.words = label("", "muted", wrap=True)
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        column.addWidget(self.words)
        column.addWidget(self.problem)
        self.setFocusProxy(self.lines[0])
        self.set_value(rule.value)

    def _fill_row(self, row: QHBoxLayout) -> None:
        title = self.rule.title(self.context.language)
        for at, line in enumerate(self.lines):
            if at:
                row.addWidget(label("–"))
            line.setMinimumWidth(round(em(self) * _WIDE.get(self.rule.unit, 4.5)))
            line.setMaximumWidth(round(em(self) * _WIDE.get(self.rule.unit, 4.5) * 1.6))
            line.setAccessibleName(title)
            line.textEdited.connect(self._edited)
            line.returnPressed.connect(self._enter)
            row.addWidget(line)
        if self.rule.clock:
            self.units = QComboBox()
            self.units.setAccessibleName(self.tr("Unit of {rule}").format(rule=title))
            for unit in CLOCK_UNITS:
                self.units.addItem(self.context.word(f"span.unit.{unit}"), unit.value)
            self.units.activated.connect(self._edited)
            row.addWidget(self.units)
        elif suffix := self._suffix():
            row.addWidget(label(suffix, "muted"))
        row.addStretch(1)

    def _suffix(self) -> str:
        """The unit of a value that has only one."""
        if self.rule.unit in CLOCK_UNITS:
            return self.context.word(f"span.unit.{self.rule.unit}")
        return {
            "%": "%",
            "s": self.tr("seconds"),
            "year": self.tr("years"),
            "yuan": self.tr("yuan"),
            "day": self.tr("(day of the month)"),
            "days": self.tr("(days of the month)"),
        }.get(self.rule.unit, "")

    # Its value

    def value(self) -> str:
        """What stands there, as the service reads it."""
        parts = [_plain(line.text()) for line in self.lines]
        if self.rule.unit in _TIMES:
            parts = [_time(part) for part in parts]
        if len(parts) > 1:
            return "-".join(parts) if any(parts) else ""
        if self.units is not None and parts[0] and self.units.currentData() != self.rule.unit:
            return f"{parts[0]} {self.units.currentData()}"
        return parts[0]

    def set_value(self, value: str) -> None:
        """Show a value as the rulebook keeps it."""
        if self.units is not None:
            span = Span.parse(value, self.rule.unit)
            self.units.setCurrentIndex(self.units.findData(span.unit.value))
            value = f"{span.amount.normalize():f}"
        parts = value.split("-") if len(self.lines) > 1 else [value]
        for line, part in zip(self.lines, parts, strict=False):
            line.setText(part)
        self._say()

    def raw(self) -> dict[str, Any]:
        """What stands there as it was typed."""
        return {"lines": [line.text() for line in self.lines], "unit": self.units.currentData() if self.units else ""}

    def set_raw(self, raw: dict[str, Any]) -> None:
        """Show what ``raw`` gave."""
        for line, text in zip(self.lines, raw.get("lines", ()), strict=False):
            line.setText(str(text))
        if self.units is not None and (at := self.units.findData(raw.get("unit"))) >= 0:
            self.units.setCurrentIndex(at)
        self._say()

    def refuse(self, sentence: str) -> None:
        """Say at the field what is wrong with it; empty takes it back."""
        for line in self.lines:
            theme.mark_problem(line, bool(sentence))
            line.setAccessibleDescription(sentence)
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def begin(self) -> None:
        """The keys go in, all of it marked to be typed over."""
        self.lines[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self.lines[0].selectAll()

    def _enter(self) -> None:
        """On to the next field; from the last one out of the editor."""
        if self.lines[0].hasFocus() and len(self.lines) > 1:
            self.lines[1].setFocus(Qt.FocusReason.TabFocusReason)
            self.lines[1].selectAll()
        else:
            self.entered.emit()

    def _edited(self, _what: object = None) -> None:
        self.refuse("")
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        """The value in words, as far as it can be read yet."""
        value = self.value()
        readable = bool(value) and (self.rule.unit not in CLOCK_UNITS or _is_span(value, self.rule.unit))
        said = value_words(self.rule, value, self.context.language) if readable else ""
        self.words.setText(self.tr("That is: {value}").format(value=said) if said else "")


def _is_span(value: str, unit: str) -> bool:
    try:
        return Span.parse(value, unit).unit in set(SpanUnit)
    except ValueError:
        return False


def _plain(text: str) -> str:
    """Digits and colons as input methods leave them behind, made plain."""
    return unicodedata.normalize("NFKC", text).replace(" ", "")


def _time(text: str) -> str:
    """``7:30`` and ``0730`` as ``07:30``; what is no time is left for the service to refuse."""
    found = re.fullmatch(r"(\d{1,2})[:.]?(\d{2})", text)
    return f"{int(found[1]):02}:{found[2]}" if found else text
