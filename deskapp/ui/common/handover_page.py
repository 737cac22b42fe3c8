"""The page of one handover: what stands in the way, what is handed over, counts, checks, note (``DUTY-4``, ``DUTY-7``).

It is worked downwards by Enter. What is finished is kept at once in the register, what is half typed as a draft.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from deskapp.domain.drafts import FormDraft
from deskapp.domain.fields import fields_of
from deskapp.domain.handovers import REGISTER, Check, Count, HandoverDetail, Obstacle, PrepareDraft, State
from deskapp.errors import Conflict, DeskError, Invalid, Problem
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.common.drafts import DraftKeeper
from deskapp.ui.common.editors import LinesEditor
from deskapp.ui.common.handover_facts import together
from deskapp.ui.common.handover_fields import CheckRow, CountRow, HandoverLine, WrappedLink, section
from deskapp.ui.common.handover_items import HandedList
from deskapp.ui.common.mail_boxes import Scrolled
from deskapp.ui.common.parts import clear, keyed, label, while_alive

if TYPE_CHECKING:
    from deskapp.ui.context import Context

VERB = f"{REGISTER}.prepare"
_LAID_OUT_MS = 40
#: Where the draft of a handover's page belongs.
PLACE = f"{VERB}:"


class HandoverPage(QFrame):
    """``opening`` carries an entry that is wanted, ``stale`` that the handover must be read again.

    ``going_on`` asks for the next step of the whole, ``kept`` carries the draft's id while something is half typed.
    """

    opening = Signal(object)
    stale = Signal()
    going_on = Signal()
    kept = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.detail: HandoverDetail | None = None
        self.keeper: DraftKeeper | None = None
        self._saving = self._again = self._unread = False
        self._sent: dict[object, Any] = {}
        self.area = Scrolled()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(10))
        column.addWidget(self.area)
        self._build(self.area.column)
        self.area.verticalScrollBar().rangeChanged.connect(self._keep_in_view)

    # How it is made

    def _build(self, column: QVBoxLayout) -> None:
        column.setSpacing(theme.px(14))
        self.title = label("", "title", wrap=True)
        self.banner = QFrame()
        self._lines = QVBoxLayout(self.banner)
        self._lines.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
        self._lines.setSpacing(theme.px(4))
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        self.items = HandedList(self.context)
        self.items.opening.connect(self._open)
        self.items_said = label("", "muted", wrap=True)
        self.counts = {what: CountRow(self.context, what) for what in Count}
        self.checks = {what: CheckRow(self.context, what) for what in Check}
        self.blind = label(self.tr("The registers' figure is told once you have counted."), "small", wrap=True)
        self.note = self._note()
        self.next = keyed("", "Ctrl+Return", "primary")
        self.next.clicked.connect(self._go_on)
        for widget in (
            self.title,
            self.banner,
            self.problem,
            section(self.context.label(REGISTER, "items"), self.items_said, self.items),
            section(self.tr("One count to go home"), self.blind, *self.counts.values()),
            section(self.context.label(REGISTER, "checks"), *self.checks.values()),
            section(self.context.label(REGISTER, "note"), self.note),
            self.next,
        ):
            column.addWidget(widget)
        column.addStretch(1)
        rows = [*self.counts.values(), *self.checks.values()]
        for at, row in enumerate(rows):
            row.typed.connect(self._typed)
            row.settled.connect(self.save)
            row.entered.connect(partial(self._enter, rows[at + 1] if at + 1 < len(rows) else None))

    def _note(self) -> LinesEditor:
        spec = next(spec for spec in fields_of(PrepareDraft) if spec.name == "note")
        made = LinesEditor(self.context, spec, self.context.label(REGISTER, "note"))
        made.changed.connect(self._note_typed)
        made.text.installEventFilter(self)
        self._note_dirty = False
        return made

    @property
    def rows(self) -> Iterator[HandoverLine]:
        """Every line that is worked."""
        yield from self.counts.values()
        yield from self.checks.values()

    @property
    def open_(self) -> bool:
        """Whether it is still being prepared."""
        return self.detail is not None and self.detail.state is State.OPEN

    @property
    def dirty(self) -> bool:
        """Whether something is typed that the register does not have."""
        return self._note_dirty or any(row.dirty for row in self.rows)

    @property
    def busy(self) -> bool:
        """Whether what stands in the way may be told anew any moment: something is being kept."""
        return self._saving or self._again or self._unread

    # What is shown

    def show_detail(self, detail: HandoverDetail) -> None:
        """Show a handover as it stands; what is being typed stays."""
        if self.detail is None or self.detail.id != detail.id:
            self.forget()
            self.area.verticalScrollBar().setValue(0)
        self.detail, self._unread = detail, False
        if self.open_ and self.keeper is None:
            self.keeper = DraftKeeper(self, self.context, f"{PLACE}{detail.id}", self.body)
        self.title.setText(" · ".join(filter(None, (detail.number, detail.shift, detail.outgoing))))
        self._show_items(detail)
        for counted in detail.counts:
            self.counts[counted.what].show_count(counted, open_=self.open_)
        looked = {each.what: each for each in detail.checks}
        for what, row in self.checks.items():
            row.show_check(looked.get(what), open_=self.open_)
        self.blind.setVisible(self.open_)
        self._lock_note()
        if not self._note_dirty:
            self.note.set_value(detail.note)
        self._show_banner(detail)

    def _lock_note(self) -> None:
        text = self.note.text
        if text.isReadOnly() == self.open_:
            text.setReadOnly(not self.open_)
            text.style().unpolish(text)
            text.style().polish(text)

    def _show_items(self, detail: HandoverDetail) -> None:
        self.items.show_items(detail.items, given=detail.given_at)
        self.items.setVisible(bool(detail.items))
        when = self.tr("gathered at {time}").format(time=fmt.clock(detail.gathered_at))
        said = self.tr("{count} matter(s)").format(count=detail.matters)
        if not detail.items:
            said = self.tr("Nothing is left over")
        hint = self.tr("Enter opens one, F12 comes back") if detail.items and self.open_ else ""
        self.items_said.setText(" · ".join(filter(None, (said, when, hint))))

    def _show_banner(self, detail: HandoverDetail) -> None:
        clear(self._lines)
        if detail.state is State.OPEN and detail.obstacles:
            theme.look(self.banner, "banner-soon")
            self._lines.addWidget(label(self.tr("Before it can be given:"), "strong", wrap=True))
            for obstacles in together(detail.obstacles):
                self._lines.addWidget(self._obstacle(obstacles))
            return
        self._lines.addWidget(label(self._state(detail), "strong", wrap=True))
        if detail.passed_by:
            said = self.tr("Let pass by {name}: {reason}")
            self._lines.addWidget(label(said.format(name=detail.passed_by, reason=detail.passed_reason), wrap=True))
        theme.look(self.banner, "banner-ok" if detail.state is State.OPEN else "banner-info")

    def _obstacle(self, obstacles: Sequence[Obstacle]) -> QWidget:
        """One line for what stands in the way; several things that were only not looked at yet share theirs."""
        first, word = obstacles[0], self.context.word
        said = word(f"{REGISTER}.obstacle.{first.code}", **first.params)
        if len(obstacles) > 1:
            names = self.tr(", ").join(word(each.params["what"]) for each in obstacles)
            said = word(f"{REGISTER}.obstacle.{first.code}", what=names)
        made = WrappedLink(f"→ {said}")
        made.followed.connect(partial(self._jump, first))  # F6 goes through them by keys
        return made

    def _state(self, detail: HandoverDetail) -> str:
        if detail.state is State.OPEN:
            return self.tr("Nothing stands in the way.")
        if detail.state is State.GIVEN:
            return self.tr("Given by {name}; waits for whoever takes over.").format(name=detail.outgoing)
        return self.context.word(f"{REGISTER}.state.{detail.state}")

    def offer(self, words: str) -> None:
        """The button at the end of the page, for where the pane with its buttons is not in sight."""
        self.title.setVisible(bool(words))
        self.next.setText(words)
        self.next.setVisible(bool(words))

    # Going through it

    def _jump(self, obstacle: Obstacle) -> None:
        what = str(obstacle.params.get("what", "")).rpartition(".")[2]
        if obstacle.code == "important":
            self.items.bring_important()
        elif what in set(Count):
            self.counts[Count(what)].begin()
        elif what in set(Check):
            self.checks[Check(what)].begin()

    def to_next(self) -> bool:
        """To the first thing that is still to be done here; False if there is none."""
        obstacles = self.detail.obstacles if self.detail is not None and self.open_ else ()
        own = sorted(obstacles, key=lambda each: each.code == "important")  # what can be done right here comes first
        if own:
            self._jump(own[0])
        return bool(own)

    def take_keys(self) -> None:
        """The keys come back to where they were."""
        last = self.focusWidget()
        if last is not None and last is not self and last.isVisibleTo(self):
            last.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.begin()

    def begin(self) -> None:
        """The keys go to what is to be done first; where nothing is, to the note or the list."""
        if not self.to_next():
            target: QWidget = self.note.text if self.open_ or not self.items.matters else self.items
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(_LAID_OUT_MS, self, self._keep_in_view)

    def _keep_in_view(self, *_range: int) -> None:
        """Once everything has its place, and when something above grew."""
        focus = self.focusWidget()
        if focus is not None and focus.hasFocus() and focus is not self.items and self.area.isAncestorOf(focus):
            self.area.ensureWidgetVisible(focus, 0, self.fontMetrics().height() * 2)

    def _enter(self, following: HandoverLine | None) -> None:
        if following is not None:
            following.begin()
        else:
            self.note.text.setFocus(Qt.FocusReason.TabFocusReason)

    def _open(self, ref: Any) -> None:
        self.opening.emit(ref)

    def _go_on(self, _on: bool = False) -> None:
        self.going_on.emit()

    # Keeping it

    def _typed(self) -> None:
        if self.keeper is not None:
            self.keeper.touch()
            self.kept.emit(self.keeper.client_id)

    def _note_typed(self) -> None:
        self._note_dirty = True
        self._typed()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: leaving the note keeps it."""
        if event.type() == QEvent.Type.FocusOut and self._note_dirty:
            self.save()
        return super().eventFilter(watched, event)

    def save(self) -> None:
        """Keep everything that can be read; one call after the other, the last one with the last word."""
        if not self.open_ or not self.dirty or self.context.actor is None:
            return
        if self._saving:
            self._again = True
            return
        detail, draft = self.detail, self.draft()
        assert detail is not None
        self._saving = True
        self._sent = self._as_typed()
        done, refused = while_alive(self, self._saved), while_alive(self, self._refused)
        self.context.do(VERB, done, refused, id=detail.id, version=detail.version, draft=draft)

    def draft(self) -> PrepareDraft:
        """What stands on the page; a line that cannot be read stays as the register has it."""
        counts = tuple(row.draft() if row.readable else row.kept() for row in self.counts.values())
        checks = tuple(line for row in self.checks.values() if (line := row.draft()) is not None)
        return PrepareDraft(counts=counts, checks=checks, note=self.note.value())

    def _as_typed(self) -> dict[object, Any]:
        typed: dict[object, Any] = {row: row.raw() for row in self.rows}
        return typed | {self.note: self.note.raw()}

    def _saved(self, _change: Any) -> None:
        self._saving, self._unread = False, True
        now = self._as_typed()
        for row in self.rows:
            unread = isinstance(row, CountRow) and not row.readable
            row.dirty = row.dirty and (now[row] != self._sent[row] or unread)
        self._note_dirty = self._note_dirty and now[self.note] != self._sent[self.note]
        self.problem.hide()
        if self.keeper is not None and not self.dirty:
            self.keeper.drop()
        self.stale.emit()

    def _refused(self, error: DeskError) -> None:
        """Said on the page; what was typed stays, and stays a draft."""
        self._saving = self._again = False
        loose = self._refuse_lines(error.problems) if isinstance(error, Invalid) else self.context.error_text(error)
        self.problem.setText(loose)
        self.problem.setVisible(bool(loose))
        self._typed()
        if isinstance(error, Conflict):
            self.stale.emit()

    def _refuse_lines(self, problems: Iterable[Problem]) -> str:
        """Say what is wrong at its line; what is about no count is said for the whole."""
        loose = []
        for problem in problems:
            sentence = self.context.word(f"problem.{problem.code}", **problem.params)
            place, _, rest = problem.field.partition(".")
            if place == "counts":
                self.counts[tuple(Count)[int(rest.partition(".")[0])]].tell(sentence)
            else:
                loose.append(sentence)
        return " ".join(loose)

    def came_back(self) -> None:
        """The handover was read again after it was kept: what was typed meanwhile follows."""
        if self._again:
            self._again = False
            self.save()

    # Drafts

    def body(self) -> dict[str, Any]:
        """What a draft keeps: every line as typed that the register does not have. No PIN is ever typed here."""
        lines = {row.what.value: row.raw() for row in self.rows if row.dirty}
        return {"fields": lines | ({"note": self.note.raw()} if self._note_dirty else {})}

    def restore(self, draft: FormDraft) -> None:
        """Bring half-typed lines back as they were."""
        if not self.open_:
            return
        self.keeper = DraftKeeper(self, self.context, draft.place, self.body, draft.client_id)
        kept: dict[str, Any] = draft.body.get("fields", {})
        for row in self.rows:
            if row.what.value not in kept:
                continue
            row.dirty = True
            first, second = kept[row.what.value]
            if isinstance(row, CountRow):
                row.field.setText(str(first))
                row.explanation.setText(str(second))
                row.tell(row.fault())
            elif isinstance(row, CheckRow):
                row.fine = first if isinstance(first, bool) else None
                row.remark.setText(str(second))
                row.tell()
        if "note" in kept:
            self._note_dirty = True
            self.note.set_raw(kept["note"])

    def keep(self) -> None:
        """Write down at once what is half typed."""
        if self.keeper is not None and self.dirty:
            self.keeper.keep()

    def forget(self) -> None:
        """Another handover or another person: what is half typed here belongs to its draft."""
        self.keep()
        self.detail, self.keeper = None, None
        self._note_dirty = self._saving = self._again = self._unread = False
        self.problem.hide()
        for row in self.rows:
            row.dirty = False
            theme.mark_problem(row.field, False) if isinstance(row, CountRow) else None
