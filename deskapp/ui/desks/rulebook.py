"""The rulebook: every number of the procedures with its clause, changed by a supervisor, in force from then on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from deskapp.domain.common import Change
from deskapp.domain.drafts import FormDraft
from deskapp.domain.rulebook import REGISTER, Rule, RuleDetail
from deskapp.domain.rulebook_words import value_words
from deskapp.domain.words import Language
from deskapp.errors import DeskError
from deskapp.ui.actions import native
from deskapp.ui.common.draft_shelf import DraftShelf
from deskapp.ui.common.parts import label, while_alive
from deskapp.ui.common.resident_pane import Push
from deskapp.ui.common.rule_page import RulePage, may_change
from deskapp.ui.common.rule_table import RuleTable
from deskapp.ui.common.side_desk import SideDesk
from deskapp.ui.context import Context
from deskapp.ui.spec import DeskSpec


class _Search(QLineEdit):
    """The words that are looked for; down and Enter go on to the list."""

    def __init__(self, desk: RulebookDesk) -> None:
        super().__init__()
        self._desk = desk
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._desk.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)


class RulebookDesk(SideDesk):
    """The list at the left, the chosen rule beside it."""

    share = 36

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.rules: tuple[Rule, ...] = ()
        self.table = RuleTable(context)
        self.shelf = DraftShelf(context, REGISTER)
        self.search = _Search(self)
        self.count = label("", "muted")
        self._editing = False
        self._wanted: FormDraft | None = None
        self._build()
        self.table.chosen.connect(self._chosen)
        self.table.entered.connect(self.next_step)
        self.table.cellClicked.connect(self._clicked)
        self.table.typed.connect(self._typed)
        self.search.textChanged.connect(self._filter)
        self.shelf.taken.connect(self._restore)
        context.changed.connect(self._changed)
        context.signed_in.connect(self._signed_in)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self._find)
        self.pane.show_page(None, "")
        if context.actor is not None:
            self._load(restore=True)

    def _build(self) -> None:
        top = QHBoxLayout()
        self.search.setPlaceholderText(self.tr("Find a rule: name, key, clause, value") + f"   {native('Ctrl+F')}")
        self.search.setAccessibleName(self.tr("Find a rule"))
        top.addWidget(self.search, 1)
        top.addWidget(self.shelf)
        top.addWidget(self.count)
        self.column.addLayout(top)
        self.hold(self.table)

    # The list

    def _load(self, *, restore: bool = False) -> None:
        self.shelf.load(restore)
        self.context.ask("rulebook.list", while_alive(self, self._show), owner=self, token="list")

    def _signed_in(self, _actor: object) -> None:
        self._leave()
        self.pane.show_page(None, "")
        self._load(restore=True)
        self._read(self.table.key)

    def _show(self, rules: tuple[Rule, ...]) -> None:
        self.rules = rules
        self._filter()

    def _filter(self, _text: str = "") -> None:
        wanted = self._wanted.place.partition(":")[2] if self._wanted is not None else ""
        self.table.show_rules(self.rules, self.search.text(), wanted)
        own = sum(rule.own for rule in self.rules)
        said = self.tr("%n rule(s)", "", len(self.table.rules))
        self.count.setText(f"{said} · ◆ " + self.tr("%n changed here", "", own) if own else said)
        if not self.table.rules:
            self._leave()
            self.pane.show_page(label(self.tr("No rule has these words."), "muted", wrap=True), "")

    def _typed(self, letter: str) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.setText(self.search.text() + letter)

    def _find(self) -> None:
        self.turn(page=False)
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _changed(self, change: Change) -> None:
        if change.ref.register == REGISTER:
            self._load()
            if change.ref.number == self.table.key and not self._editing:
                self._read(change.ref.number)

    def _clicked(self, row: int, _column: int) -> None:
        if self.table.key_at(row):
            self.turn(page=True)

    # The rule beside it

    @property
    def page(self) -> RulePage | None:
        """The chosen rule's page."""
        return self.pane.page if isinstance(self.pane.page, RulePage) else None

    def _chosen(self, key: str) -> None:
        if self.page is None or self.page.rule.key != key:
            self._leave()
            self._read(key)

    def _read(self, key: str) -> None:
        if key:
            shown, gone = while_alive(self, self._open), while_alive(self, self._gone)
            self.context.ask("rulebook.detail", shown, gone, owner=self, token="detail", key=key)

    def _gone(self, error: DeskError) -> None:
        self.context.say_error(error)

    def _open(self, detail: RuleDetail) -> None:
        page = RulePage(self.context, detail)
        page.saved.connect(self._saved)
        page.stale.connect(self._stale)
        page.entered.connect(self._to_primary)
        rule, language = detail.rule, self.context.language
        other = Language.CHINESE if language is Language.ENGLISH else Language.ENGLISH
        badge = self.tr("changed here") if rule.own else ""
        self.pane.show_page(page, rule.title(language), rule.title(other), badge, "badge-soon")
        self._editing = False
        self._offer()
        if self._wanted is not None and self._wanted.place.endswith(f":{rule.key}"):
            self._edit(self._wanted)
            self._wanted = None

    def _to_primary(self) -> None:
        if self.pane.primary is not None:
            self.pane.primary.setFocus(Qt.FocusReason.TabFocusReason)

    def _offer(self) -> None:
        page = self.page
        if page is None or not may_change(self.context):
            return
        default = self.tr("Back to {default}").format(default=page.said(page.rule.default))
        back = [Push(default, "", page.reset)] if page.rule.own else []
        if self._editing:
            save = Push(self.tr("Save"), "Ctrl+S", self.save)
            self.pane.offer([save, *back, Push(self.tr("Leave"), "Esc", self.escape, "quiet")])
        else:
            self.pane.offer([Push(self.tr("Change"), "Return", self.next_step), *back])

    def _edit(self, draft: FormDraft | None = None) -> None:
        page = self.page
        if page is None:
            return
        if not may_change(self.context):
            self.context.say(self.tr("Supervisors and the director change the rulebook."))
            return
        place = f"{REGISTER}.change:{page.rule.key}"
        draft = draft or next((kept for kept in self.shelf.drafts if kept.place == place), None)
        self._editing = True
        self._offer()
        self.turn(page=True)
        page.edit(draft)
        if page.keeper is not None:
            self.shelf.busy(page.keeper.client_id)

    def _restore(self, draft: FormDraft) -> None:
        """Go on with what was typed before."""
        self._leave()
        self._wanted = draft
        self.search.clear()
        key = draft.place.partition(":")[2]
        if self.rules:
            self.table.show_rules(self.rules, "", key)
        self._read(key)

    def _saved(self, key: str) -> None:
        """The page is read again; what is in force now is said with the clocks that keep their number."""
        self._editing = False
        self.shelf.busy("")
        self.shelf.load()
        told = while_alive(self, self._tell)
        self.context.ask("rulebook.detail", told, owner=self, token="saved", key=key)
        self._read(key)
        self.main.setFocus(Qt.FocusReason.OtherFocusReason)
        self.turn(page=False)

    def _tell(self, detail: RuleDetail) -> None:
        rule, language = detail.rule, self.context.language
        value = value_words(rule, rule.value, language)
        said = self.tr("{rule}: {value}, in force from now on.").format(rule=rule.title(language), value=value)
        if kept := sum(each.count for each in detail.running.kept):
            said += " " + self.tr("%n running clock(s) keep the number they started with.", "", kept)
        self.context.say(said, kind="ok", seconds=8)

    def _stale(self) -> None:
        page = self.page
        if page is not None:
            read = while_alive(page, page.now_reads)
            self.context.ask("rulebook.detail", read, owner=self, token="stale", key=page.rule.key)

    def _leave(self) -> None:
        if self.page is not None and self._editing:
            self.page.leave()
        self._editing = False
        self.shelf.busy("")

    # The window asks (``spec.Desk``)

    def new_entry(self) -> None:
        """F2: rules come with the procedures; the chosen one is changed."""
        self._edit()

    def save(self) -> None:
        """Ctrl+S: save what is typed."""
        if self.page is not None and self._editing:
            self.page.save()

    def next_step(self) -> None:
        """Enter, Ctrl+Enter: change the chosen rule; save it. Where room is short, first show it."""
        if self.narrow and self.pane.isHidden():
            self.turn(page=True)
            self._to_primary()
        elif self._editing:
            self.save()
        else:
            self._edit()

    def escape(self) -> None:
        """Esc: out of the editor, what was typed stays kept; then out of the search."""
        if self._editing:
            self._leave()
            self._read(self.table.key)
        elif self.search.text():
            self.search.clear()
        self.turn(page=False)
        self.main.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep_drafts(self) -> None:
        """Write down at once what is half typed."""
        if self.page is not None and self.page.keeper is not None and self._editing:
            self.page.keeper.keep()

    def show_chip(self, chip: str) -> None:
        """Another page leads to a rule by its key."""
        if chip:
            self.search.clear()
            self.table.show_rules(self.rules, "", chip)
            self._read(chip)

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this place."""
        return [
            ("↑ ↓", self.tr("Choose a rule")),
            (native("Return"), self.tr("Change the rule; in its editor, Ctrl+S saves")),
            (native("Ctrl+F"), self.tr("Find a rule")),
        ]


def build(context: Context) -> QWidget:
    """Make the page."""
    return RulebookDesk(context)


DESK = DeskSpec(
    code="rulebook", order=81, title="register.rulebook", icon="mdi6.book-cog-outline", build=build,
    registers=(REGISTER,),
)  # fmt: skip
