"""The directory's forms: records edited by their own id and version, and a resident's ties to units (``DIR-1``)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from deskapp.domain.directory import TieDraft
from deskapp.domain.fields import fields_of
from deskapp.errors import Invalid, Problem
from deskapp.ui import theme
from deskapp.ui.common.editor_choice import BoxEditor
from deskapp.ui.common.editor_moment import DayEditor
from deskapp.ui.common.editors import Editor, Unread
from deskapp.ui.common.form import Form, FormPlan
from deskapp.ui.common.parts import button, label
from deskapp.ui.common.unit_field import UnitField

if TYPE_CHECKING:
    from deskapp.domain.drafts import FormDraft
    from deskapp.ui.context import Context

TIES = "ties"


@dataclasses.dataclass(frozen=True, kw_only=True)
class RecordPlan(FormPlan):
    """A form whose draft carries its own id and version; ``key`` tells the forms of two records apart."""

    key: str = ""

    @property
    def place(self) -> str:
        """Where a draft of this form belongs."""
        return f"{self.register}.{self.verb}" + (f":{self.key}" if self.key else "")


def values_of(draft: Any) -> dict[str, Any]:
    """A draft's fields as a form begins with them."""
    return {field.name: getattr(draft, field.name) for field in dataclasses.fields(draft)}


class TieCard(QFrame):
    """One tie: the unit, what the resident is to it, since when, until when."""

    changed = Signal()
    removed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("kind", "banner")
        self.editors: dict[str, Editor] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(theme.px(10), theme.px(8), theme.px(10), theme.px(8))
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(4))
        kinds: tuple[Any, ...] = (UnitField, BoxEditor, DayEditor, DayEditor)
        for at, (spec, kind) in enumerate(zip(fields_of(TieDraft), kinds, strict=True)):
            title = context.label("directory", spec.name)
            editor: Editor = kind(context, spec, title, "directory")
            editor.changed.connect(self._changed)
            self.editors[spec.name] = editor
            row, column = divmod(at, 2)
            grid.addWidget(label(title, "small"), row * 2, column)
            grid.addWidget(editor, row * 2 + 1, column)
            grid.setColumnStretch(column, 1)
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        grid.addWidget(self.problem, 4, 0)
        self.away = button(self.tr("Remove"), "link")
        self.away.clicked.connect(self._away)
        grid.addWidget(self.away, 4, 1, Qt.AlignmentFlag.AlignRight)

    def _changed(self) -> None:
        self.refuse("")
        self.changed.emit()

    def _away(self, _on: bool = False) -> None:
        self.removed.emit()

    def show_tie(self, tie: TieDraft) -> None:
        """Show a tie."""
        for name, editor in self.editors.items():
            editor.set_value(getattr(tie, name))

    def tie(self) -> TieDraft:
        """The tie that stands there; raises Unread."""
        return TieDraft(**{name: editor.value() for name, editor in self.editors.items()})

    def refuse(self, sentence: str, name: str = "") -> None:
        """Say what is wrong with it, or that nothing is."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        for own, editor in self.editors.items():
            editor.mark(bool(sentence) and own == name)


class TiesPanel(QWidget):
    """A resident's ties, one card each."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.cards: list[TieCard] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, theme.px(4), 0, 0)
        self._column.setSpacing(theme.px(8))
        head = QHBoxLayout()
        head.addWidget(label(context.label("directory", TIES), "strong"), 1)
        self.more = button(self.tr("+ Unit"), "link")
        self.more.clicked.connect(self._more)
        head.addWidget(self.more)
        self._column.addLayout(head)

    def show_ties(self, ties: Iterable[TieDraft]) -> None:
        """Show these and no others."""
        for card in tuple(self.cards):
            self._drop(card)
        for tie in ties:
            self.add(tie)

    def add(self, tie: TieDraft) -> TieCard:
        """One card more."""
        card = TieCard(self.context)
        card.show_tie(tie)
        card.changed.connect(self.changed)
        card.removed.connect(self._removed)
        self.cards.append(card)
        self._column.addWidget(card)
        return card

    def _more(self, _on: bool = False) -> None:
        self.add(TieDraft()).editors["unit"].target.setFocus(Qt.FocusReason.TabFocusReason)
        self.changed.emit()

    def _removed(self) -> None:
        card = self.sender()
        assert isinstance(card, TieCard)
        self._drop(card)
        self.more.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _drop(self, card: TieCard) -> None:
        self.cards.remove(card)
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()

    def raw(self) -> list[dict[str, Any]]:
        """The cards as typed, for a draft."""
        return [{name: editor.raw() for name, editor in card.editors.items()} for card in self.cards]

    def set_raw(self, raw: Any) -> None:
        """Bring them back as they were typed."""
        self.show_ties(TieDraft() for _ in raw)
        for card, cells in zip(self.cards, raw, strict=True):
            for name, editor in card.editors.items():
                editor.set_raw(cells.get(name))

    def read(self) -> tuple[TieDraft, ...]:
        """The ties that stand there; a card without a unit is none. Raises Invalid."""
        ties, problems = [], []
        for at, card in enumerate(self.cards):
            try:
                tie = card.tie()
            except Unread as error:
                problems.append(Problem(f"{TIES}.{at}", error.code, error.params))
            else:
                ties.append(tie)
        if problems:
            raise Invalid(*problems)
        return tuple(ties)

    def refuse(self, problem: Problem, sentence: str) -> QWidget | None:
        """Mark the card that a problem is about; the widget to go to."""
        _, _, rest = problem.field.partition(".")
        at, _, name = rest.partition(".")
        if not at.isdecimal() or int(at) >= len(self.cards):
            return None
        card = self.cards[int(at)]
        card.refuse(sentence, name)
        return card.editors[name or "unit"].target


class ResidentForm(Form):
    """A resident's record with the ties below it."""

    def __init__(self, context: Context, plan: FormPlan, draft: FormDraft | None = None) -> None:
        self.panel = TiesPanel(context)
        super().__init__(context, dataclasses.replace(plan, hides=_hides), draft)
        self.layout_.insertWidget(self.layout_.count() - 1, self.panel)
        if draft is None:
            self.panel.show_ties(plan.start.get(TIES, ()))
        self.panel.changed.connect(self._ties_changed)

    def _ties_changed(self) -> None:
        self.touched.add(TIES)
        self.keeper.touch()

    def body(self) -> dict[str, Any]:
        """What a draft keeps, the ties as typed."""
        body = super().body()
        return {**body, "fields": {**body["fields"], TIES: self.panel.raw()}}

    def restore(self, draft: FormDraft) -> None:
        """Bring a draft back as it was typed."""
        super().restore(draft)
        self.panel.set_raw(draft.body.get("fields", {}).get(TIES, []))

    def read(self) -> Any:
        """The draft that stands in the form; raises Invalid."""
        return dataclasses.replace(super().read(), ties=self.panel.read())

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Mark what is refused, a tie at its own card."""
        problems = tuple(problems)
        for card in self.panel.cards:
            card.refuse("")
        own = [problem for problem in problems if problem.field.startswith(f"{TIES}.")]
        super().show_problems([problem for problem in problems if problem not in own])
        places = [
            self.panel.refuse(problem, self.context.word(f"problem.{problem.code}", **problem.params))
            for problem in own
        ]
        first = next((place for place in places if place is not None), None)
        if first is not None and len(own) == len(problems):
            first.setFocus(Qt.FocusReason.OtherFocusReason)


def _hides(_values: Any) -> tuple[str, ...]:
    return (TIES,)
