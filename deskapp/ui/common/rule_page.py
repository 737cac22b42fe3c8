"""One rule beside the list: what it is, what it was, what it governs, and its editor for whoever may change it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from deskapp.domain.common import HistoryRow
from deskapp.domain.deadlines import span_words
from deskapp.domain.drafts import FormDraft
from deskapp.domain.people import OFFICE
from deskapp.domain.rulebook import Rule, RuleDetail, clause_word, governs
from deskapp.domain.rulebook_words import value_words
from deskapp.errors import Conflict, DeskError, Invalid
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.common.drafts import DraftKeeper
from deskapp.ui.common.facts import Facts, divider
from deskapp.ui.common.parts import label, while_alive
from deskapp.ui.common.register_spec import Fact
from deskapp.ui.common.rule_editor import RuleEditor

if TYPE_CHECKING:
    from deskapp.domain.common import Change
    from deskapp.ui.context import Context


def may_change(context: Context) -> bool:
    """Whether the signed-in person may change the rulebook (``roles.md``)."""
    return context.acts_as(OFFICE)


class RulePage(QWidget):
    """Shows; ``saved`` carries the key of a rule that is in force now, ``stale`` says that it is to be read again."""

    saved = Signal(str)
    stale = Signal()
    entered = Signal()

    def __init__(self, context: Context, detail: RuleDetail) -> None:
        super().__init__()
        self.context = context
        self.detail = detail
        self.editor: RuleEditor | None = None
        self.keeper: DraftKeeper | None = None
        self.dirty = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(12))
        self.message = label("", "error", wrap=True)
        self.message.hide()
        self._column.addWidget(self.message)
        self.facts = Facts(context)
        self.facts.show_facts(list(self._facts()))
        self.running = label("", wrap=True)
        self._column.addWidget(self.facts)
        self._column.addWidget(self._running())
        if not may_change(context):
            self._column.addWidget(label(self.tr("Supervisors and the director change it."), "muted", wrap=True))
        if detail.history:
            self._column.addWidget(divider())
            self._column.addWidget(label(self.tr("History"), "strong"))
        for line in detail.history:
            told = label(self._told(line), wrap=True)
            told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._column.addWidget(told)

    @property
    def rule(self) -> Rule:
        """The rule it shows."""
        return self.detail.rule

    def said(self, value: str) -> str:
        """A value of the rule in words."""
        return value_words(self.rule, value, self.context.language)

    def _facts(self) -> list[Fact]:
        rule, word = self.rule, self.context.word
        own = "◆ " if rule.own else ""
        since = f"{fmt.clock(rule.since)} · {rule.by}" if rule.since else self.tr("As the procedures come")
        return [
            Fact(label=self.tr("Value"), text=own + self.said(rule.value), tone="strong"),
            Fact(label=self.tr("Default"), text=self.said(rule.default)),
            Fact(label=self.tr("Clause"), text=clause_word(rule.clause, self.context.language)),
            Fact(label=self.tr("Since"), text=since),
            Fact(label=self.tr("Governs"), text=word(governs(rule))),
            Fact(label=self.tr("Key"), text=rule.key, tone="small"),
        ]

    def _running(self) -> QWidget:
        """How many clocks run by it, and which of them keep the number they started with."""
        found = self.detail.running
        lines = [
            self.tr("%n running clock(s) still go by {span}, as when they started.", "", kept.count).format(
                span=span_words(kept.span, self.context.language)
            )
            for kept in found.kept
        ]
        if found.count:
            lines.append(self.tr("%n running clock(s) go by the value of today.", "", found.count))
        box = QFrame()
        theme.look(box, "banner-soon" if found.kept else "banner")
        inside = QVBoxLayout(box)
        inside.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        self.running.setText("\n".join(lines))
        inside.addWidget(self.running)
        box.setVisible(bool(lines))
        return box

    def _told(self, line: HistoryRow) -> str:
        changed = {change.field: change for change in line.changes}.get("value")
        before = self.said(str(changed.old)) if changed and changed.old else self.said(self.rule.default)
        after = self.said(str(changed.new)) if changed else ""
        value = f"{before} → {after}" if after else self.tr("set again")
        return f"{fmt.clock(line.at)} · {line.who}\n{value}"

    # Editing

    def edit(self, draft: FormDraft | None = None) -> None:
        """Put the editor in front, with what was typed before if anything was."""
        if not may_change(self.context):
            return
        if self.editor is None:
            self.editor = RuleEditor(self.context, self.rule)
            place = f"rulebook.change:{self.rule.key}"
            client = draft.client_id if draft is not None else ""
            self.keeper = DraftKeeper(self, self.context, place, self._body, client)
            if draft is not None:
                self.editor.set_raw(draft.body.get("fields", {}))
                self.dirty = True
            self.editor.changed.connect(self._touched)
            self.editor.entered.connect(self.entered)
            self._column.insertWidget(1, self.editor)
        self.editor.begin()

    def _body(self) -> dict[str, Any]:
        assert self.editor is not None
        typed = f"{self.rule.title(self.context.language)} {self.editor.value()}"
        return {"fields": {"content": typed, **self.editor.raw()}}

    def _touched(self) -> None:
        self.dirty = True
        if self.keeper is not None:
            self.keeper.touch()

    def leave(self) -> None:
        """Go away from the editor; what was typed is kept."""
        if self.keeper is not None and self.dirty:
            self.keeper.keep(left=True)

    def save(self) -> None:
        """Hand the value in."""
        if self.editor is not None:
            self._change(self.editor.value())

    def reset(self) -> None:
        """Back to the value that the procedures give."""
        if may_change(self.context) and self.rule.own:
            self._change(self.rule.default)

    def _change(self, value: str) -> None:
        self.message.hide()
        if self.keeper is not None:
            self.keeper.rest()
        done, refused = while_alive(self, self._saved), while_alive(self, self._refused)
        key, expected = self.rule.key, self.rule.value
        self.context.do("rulebook.change", done, refused, key=key, value=value, expected=expected)

    def _saved(self, _change: Change) -> None:
        if self.keeper is not None:
            self.keeper.drop()
        self.dirty = False
        self.saved.emit(self.rule.key)

    def _refused(self, error: DeskError) -> None:
        if self.keeper is not None and self.dirty:
            self.keeper.touch()
        if isinstance(error, Invalid) and self.editor is not None:
            words = self.context.word
            self.editor.refuse("\n".join(words(f"problem.{p.code}", **p.params) for p in error.problems))
            self.editor.begin()
        elif isinstance(error, Conflict):
            self.stale.emit()
        else:
            self.context.say_error(error)

    def now_reads(self, detail: RuleDetail) -> None:
        """Somebody else changed it meanwhile: what it is now is said, and what was typed stays."""
        self.detail = detail
        self.facts.show_facts(self._facts())
        changed = self.tr(
            "{who} has changed it to {value} meanwhile. What you typed is still here; saving replaces it."
        )
        self.message.setText(changed.format(who=detail.rule.by, value=self.said(detail.rule.value)))
        self.message.show()
        if self.editor is not None:
            self.editor.begin()
