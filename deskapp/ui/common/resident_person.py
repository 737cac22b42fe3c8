"""A resident's page: everything about one person, and two records of one person made one (``DIR-1``, ``DIR-2``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from deskapp.domain.common import FieldChange, Ref
from deskapp.domain.directory import CallerHit, IdType, Relation, ResidentDetail, Sex
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.common.facts import Facts, divider
from deskapp.ui.common.parts import em, label, while_alive
from deskapp.ui.common.register_spec import Fact
from deskapp.ui.common.resident_unit import span_of
from deskapp.ui.common.timeline import Timeline

if TYPE_CHECKING:
    from deskapp.ui.context import Context

_PAUSE_MS = 120
_MOST = 20


class PersonPage(QWidget):
    """One resident, read only."""

    def __init__(self, context: Context, detail: ResidentDetail) -> None:
        super().__init__()
        self.context = context
        self.detail = detail
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        facts = Facts(context)
        facts.show_facts(self._facts())
        column.addWidget(facts)
        column.addWidget(divider())
        history = Timeline(context, "directory", frozenset())
        history.show_rows([replace(row, changes=tuple(map(self._told, row.changes))) for row in detail.history])
        column.addWidget(label(self.tr("Changes"), "strong"))
        column.addWidget(history)

    def _told(self, change: FieldChange) -> FieldChange:
        """Ties as the journal keeps them, in words."""
        if change.field != "ties" or not isinstance(change.new, list):
            return change
        words = {relation.value: self.context.word(f"directory.relation.{relation.value}") for relation in Relation}
        lines = (" ".join(words.get(part, part) for part in str(line).split()) for line in change.new)
        return FieldChange(change.field, change.old, "; ".join(lines) or "–")

    def _facts(self) -> list[Fact]:
        detail, word = self.detail, self.context.word
        known_id = detail.id_type is not IdType.NONE
        document = f"{word(f'directory.id_type.{detail.id_type.value}')} {detail.id_number_masked}" if known_id else ""
        plain = (
            ("address_as", detail.address_as),
            ("phones", "\n".join(fmt.phone(phone) for phone in detail.phones)),
            ("sex", word(f"directory.sex.{detail.sex.value}") if detail.sex is not Sex.UNKNOWN else ""),
            ("id_number", document),
            ("emergency_contact", detail.emergency_contact),
            ("notes", detail.notes),
        )
        facts = [Fact(label=self.context.label("directory", name), text=text) for name, text in plain]
        if detail.merged_into is not None:
            there = Ref("resident", detail.merged_into)
            facts.insert(0, Fact(label=self.tr("Merged"), text=self.tr("into another record"), ref=there))
        for at, tie in enumerate(detail.ties):
            relation = word(f"directory.relation.{tie.relation.value}")
            text = " · ".join(part for part in (tie.unit, relation, span_of(tie)) if part)
            title = self.context.label("directory", "ties") if at == 0 else ""
            facts.append(Fact(label=title, text=text, tone="muted" if tie.past else ""))
        return facts


class MergePage(QWidget):
    """Choose the record that goes into this one. ``chosen`` tells that a choice stands."""

    chosen = Signal(bool)

    def __init__(self, context: Context, keep: ResidentDetail) -> None:
        super().__init__()
        self.context = context
        self.keep = keep
        self.gone = 0
        self._hits: list[CallerHit] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        words = self.tr("Find the other record of the same person: a name, a unit, or the end of a phone.")
        column.addWidget(label(words, "muted", wrap=True))
        self.line = QLineEdit()
        self.line.setAccessibleName(self.tr("The other record"))
        self.line.textEdited.connect(self._typed)
        self.line.returnPressed.connect(self._entered)
        column.addWidget(self.line)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Records found"))
        self.list.setMinimumHeight(em(self) * 9)
        self.list.currentRowChanged.connect(self._row)
        column.addWidget(self.list)
        self.banner = QFrame()
        self.banner.setProperty("kind", "banner-soon")
        inside = QVBoxLayout(self.banner)
        self.sentence = label("", "", wrap=True)
        inside.addWidget(self.sentence)
        self.banner.hide()
        column.addWidget(self.banner)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.setFocusProxy(self.line)

    def begin(self) -> None:
        """Propose people of the same name."""
        self.line.setText(self.keep.name)
        self.line.selectAll()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._ask()

    def _typed(self, _text: str) -> None:
        self._pause.start()

    def _ask(self) -> None:
        text = self.line.text().strip()
        found = while_alive(self, self._found)
        self.context.ask("directory.find_caller", found, owner=self, token="merge", text=text, limit=_MOST)

    def _found(self, hits: Sequence[CallerHit]) -> None:
        people = {hit.resident_id: hit for hit in reversed(hits) if hit.resident_id not in (None, self.keep.id)}
        self._hits = list(reversed(people.values()))
        self.list.clear()
        for hit in self._hits:
            phone = fmt.phone(hit.phone) if hit.phone else ""
            QListWidgetItem("   ".join(part for part in (hit.name, hit.unit, phone) if part), self.list)
        if not self._hits:
            QListWidgetItem(self.tr("No other record of this name"), self.list).setFlags(Qt.ItemFlag.NoItemFlags)
        self._row(-1)

    def _entered(self) -> None:
        if self._hits:
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            self.list.setCurrentRow(0)

    def _row(self, row: int) -> None:
        hit = self._hits[row] if 0 <= row < len(self._hits) else None
        self.gone = (hit.resident_id or 0) if hit else 0
        self.banner.setVisible(hit is not None)
        if hit is not None:
            text = self.tr("{gone} ({unit}) goes into {keep}. Ties, phones and entries of both are kept.")
            self.sentence.setText(text.format(gone=hit.name, unit=hit.unit, keep=self.keep.name))
        self.chosen.emit(hit is not None)
