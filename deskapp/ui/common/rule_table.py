"""The list of the rules: by what they belong to, those of the office's own marked, found as one types."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from deskapp.domain.rulebook import Rule, clause_word
from deskapp.domain.rulebook_words import value_words
from deskapp.domain.words import Language
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.common.list_table import ListTable
from deskapp.ui.common.parts import em

if TYPE_CHECKING:
    from deskapp.ui.context import Context

_KEY = Qt.ItemDataRole.UserRole
#: Widths in characters: value, clause, since, by; and how wide the table must be for the last two.
_WIDTHS = (9.0, 8.0, 6.2, 4.2)
_ROOMY = 44


class RuleTable(ListTable):
    """``chosen`` carries a rule's key, ``typed`` a letter that is meant for the search."""

    chosen = Signal(str)
    typed = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__(5)
        self.context = context
        self.rules: tuple[Rule, ...] = ()
        self._showing = False
        titles = (self.tr("Rule"), self.tr("Value"), self.tr("Clause"), self.tr("Since"), self.tr("By"))
        self.setHorizontalHeaderLabels(titles)
        self.setAccessibleName(context.word("register.rulebook"))
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() + theme.px(12))
        header = self.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.currentCellChanged.connect(self._moved)

    # What it shows

    def show_rules(self, rules: Sequence[Rule], text: str = "", wanted: str = "") -> None:
        """Show the rules that fit the words typed; the one that was chosen stays chosen if it is among them."""
        wanted = wanted or self.key
        self.rules = tuple(rule for rule in rules if self.fits(rule, text))
        self._showing = True
        self.clearSpans()
        self.setRowCount(0)
        order = list(dict.fromkeys(rule.group for rule in rules))
        for group, found in groupby(sorted(self.rules, key=lambda rule: order.index(rule.group)), key=_group):
            self._heading(self.context.word(group))
            for rule in found:
                self._row(rule)
        self._showing = False
        row = next((row for row in range(self.rowCount()) if wanted and self.key_at(row) == wanted), -1)
        if row < 0 and self.rules:
            row = self._step(-1, 1)
        self.setCurrentCell(row, 0)
        self.scrollTo(self.model().index(row, 0), QTableWidget.ScrollHint.PositionAtCenter)

    def fits(self, rule: Rule, text: str) -> bool:
        """Whether every word typed stands in the rule: titles, key, clause, value, group."""
        language = self.context.language
        clauses = (clause_word(rule.clause, each) for each in Language)
        where = (rule.title_zh, rule.title_en, rule.key, *clauses, self.context.word(rule.group))
        whole = "\n".join((*where, value_words(rule, rule.value, language))).casefold()
        return all(part in whole for part in text.casefold().split())

    def _heading(self, text: str) -> None:
        row = self.rowCount()
        self.insertRow(row)
        item = QTableWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = QFont(self.font())
        font.setBold(True)
        item.setFont(font)
        self.setItem(row, 0, item)
        self.setSpan(row, 0, 1, self.columnCount())

    def _row(self, rule: Rule) -> None:
        row = self.rowCount()
        self.insertRow(row)
        value = value_words(rule, rule.value, self.context.language)
        clause = clause_word(rule.clause, self.context.language)
        since = fmt.clock(rule.since) if rule.since else "–"
        for column, text in enumerate((rule.title(self.context.language), value, clause, since, rule.by or "–")):
            item = QTableWidgetItem(text)
            item.setData(_KEY, rule.key)
            item.setToolTip(f"{text}\n{rule.key}" if column == 0 else text)
            self.setItem(row, column, item)
        if rule.own:
            self._mark_own(row, rule, value)

    def _mark_own(self, row: int, rule: Rule, value: str) -> None:
        """A value of the office's own: a shape before it, and the word for whoever does not see it."""
        item = self.item(row, 1)
        if item is None:
            return
        font = QFont(self.font())
        font.setBold(True)
        item.setFont(font)
        item.setText(f"◆ {value}")
        default = value_words(rule, rule.default, self.context.language)
        said = self.tr("{value}, changed here; by default {default}").format(value=value, default=default)
        item.setToolTip(said)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, said)

    # Which is chosen

    @property
    def key(self) -> str:
        """The key of the chosen rule."""
        return self.key_at(self.currentRow())

    def key_at(self, row: int) -> str:
        """The key of the rule in a row; empty for a heading."""
        item = self.item(row, 0)
        return str(item.data(_KEY) or "") if item is not None else ""

    def _step(self, row: int, way: int) -> int:
        """The next row with a rule in it; the one it is if there is none."""
        at = row + way
        while 0 <= at < self.rowCount():
            if self.key_at(at):
                return at
            at += way
        return row

    def _moved(self, row: int, _column: int, _before: int, _before_column: int) -> None:
        if not self._showing and (key := self.key_at(row)):
            self.chosen.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: headings are passed over; letters go to the search."""
        ways = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in ways and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            row = self._step(self.currentRow(), ways[Qt.Key(event.key())])
            self.setCurrentCell(row, 0)
            if row > 0 and not self.key_at(row - 1):
                self.scrollTo(self.model().index(row - 1, 0))  # its heading is seen with it
        elif event.text().isprintable() and event.text().strip() and not event.modifiers():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)
            if not self.key and self.rules:
                self.setCurrentCell(self._step(self.currentRow(), 1), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: who and when give way first, then the clause."""
        super().resizeEvent(event)
        size = em(self)
        for column, width in enumerate(_WIDTHS, 1):
            self.setColumnWidth(column, round(size * width))
        roomy = self.viewport().width() >= size * _ROOMY
        for column in (3, 4):
            self.setColumnHidden(column, not roomy)
        self.setColumnHidden(2, self.viewport().width() < size * 26)


def _group(rule: Rule) -> str:
    return rule.group
