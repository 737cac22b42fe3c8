"""Who could have entered: a unit, a span, and everybody who overlaps it; printed, or written to a file (``KEY-8``)."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from deskapp.domain.entry import REGISTER, EntryAsk, EntryList
from deskapp.domain.fields import fields_of
from deskapp.domain.people import COUNTER, OFFICE
from deskapp.errors import DeskError, Invalid
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.actions import native
from deskapp.ui.common.editors import Editor, Unread, editor_for
from deskapp.ui.common.empty_state import EmptyState
from deskapp.ui.common.entry_table import EntryTable
from deskapp.ui.common.files import file_dialog
from deskapp.ui.common.form_row import FormRow
from deskapp.ui.common.paper_pages import PaperPages
from deskapp.ui.common.parts import FlowLayout, em, keyed, label, while_alive
from deskapp.ui.context import Context
from deskapp.ui.quiet_desk import QuietDesk
from deskapp.ui.spec import DeskSpec

if TYPE_CHECKING:
    from deskapp.domain.common import Change
    from deskapp.ui.preview import PreviewPage

PAPER = "entry_list"
#: What is looked at when nothing else is said.
_DAYS = 7
_TELLING = frozenset({"loans", "slips", "transfers", "keys"})


class EntryDesk(QuietDesk):
    """Above what is asked, below who it could have been; Enter leads to the entry that says so."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Tab goes on to what stands in it
        self.found: EntryList | None = None
        self._until_now = False  # the answer goes on to now, however late it gets
        self.editors: dict[str, Editor] = {}
        self.rows: dict[str, FormRow] = {}
        self.table = EntryTable(context)
        self.nothing = EmptyState()
        self.head = label("", "strong", wrap=True)
        self._build()
        self.table.entered.connect(self.open_line)
        self.table.cellDoubleClicked.connect(self.open_line)
        QShortcut(QKeySequence("Ctrl+Shift+E"), self).activated.connect(self.export)
        context.changed.connect(self._changed)
        context.signed_in.connect(self._signed_in)
        self._begin()

    def _build(self) -> None:
        main = QWidget()
        column = QVBoxLayout(main)
        column.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(10))
        column.setSpacing(theme.px(10))
        holder = QWidget()
        self.asked = FlowLayout(holder, gap=theme.px(10))
        for spec in fields_of(EntryAsk):
            title = self.context.label(REGISTER, spec.name)
            editor = editor_for(self.context, spec, title, REGISTER)
            editor.entered.connect(partial(self._entered, spec.name))
            row = FormRow(editor, title, required=spec.marker.required and spec.name != "until")
            row.stack(True, 0)
            row.setFixedWidth(em(self) * (17 if spec.name == "unit" else 22))
            self.editors[spec.name], self.rows[spec.name] = editor, row
            self.asked.addWidget(row)
        self.rows["until"].explain(self.tr("Left empty: now"))
        since = fmt.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=_DAYS)
        self.editors["since"].set_value(since)
        self.asked.addWidget(self._buttons())
        column.addWidget(holder)
        column.addLayout(self._above())
        card = QFrame()
        card.setProperty("kind", "card")
        self.inside = QStackedLayout(card)
        self.inside.setContentsMargins(1, 1, 1, 1)
        self.inside.addWidget(self.nothing)
        self.inside.addWidget(self.table)
        column.addWidget(card, 1)
        self.pages = PaperPages(self.context, self, main)

    def _above(self) -> QHBoxLayout:
        """Over the answer: what was asked, and what can be done with it; the fields stay where they are."""
        self.print_button = keyed(self.tr("Print"), "Ctrl+P")
        self.export_button = keyed(self.tr("To a file"), "Ctrl+Shift+E")
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        line.addWidget(self.head, 1)
        self.head.hide()
        for one, act in ((self.print_button, self.print_entry), (self.export_button, self.export)):
            one.clicked.connect(act)
            line.addWidget(one)
        return line

    def _buttons(self) -> QWidget:
        """The question is put in line with the fields whose labels stand over them."""
        self.show_button = keyed(self.tr("Show"), "Ctrl+Return", "primary")
        self.show_button.clicked.connect(self.look)
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        column.addWidget(label(" ", "muted"))
        column.addWidget(self.show_button)
        return made

    # Asking

    def _entered(self, name: str) -> None:
        """Enter goes on to the next field, and from the last one to the answer."""
        names = list(self.editors)
        at = names.index(name) + 1
        if at < len(names):
            self.editors[names[at]].target.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.look()

    def look(self, _on: bool = False) -> None:
        """Ask who could have entered."""
        asked = self._asked()
        if asked is not None:
            self._until_now = self.editors["until"].value() is None
            shown, refused = while_alive(self, self._answered), while_alive(self, self._refused)
            self.context.ask("entry.who", shown, refused, owner=self, token="who", **asked)

    def _asked(self) -> dict[str, Any] | None:
        """What stands in the fields; None where one of them cannot be read."""
        values: dict[str, Any] = {}
        for name, editor in self.editors.items():
            self.rows[name].refuse("")
            try:
                values[name] = editor.value()
            except Unread as error:
                self._refuse(name, self.context.word(f"problem.{error.code}", **error.params))
                return None
        if values["since"] is None:
            self._refuse("since", self.context.word("problem.required"))
            return None
        return values | {"until": values["until"] or fmt.now()}

    def _refused(self, error: DeskError) -> None:
        if not isinstance(error, Invalid):
            self.context.say_error(error)
            return
        for problem in reversed(error.problems):
            self._refuse(problem.field, self.context.word(f"problem.{problem.code}", **problem.params))

    def _refuse(self, name: str, sentence: str) -> None:
        self.rows[name].refuse(sentence)
        self.editors[name].target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answered(self, found: EntryList) -> None:
        """What was asked for is shown, the keys in it."""
        self._show(found)
        if found.lines:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, found: EntryList) -> None:
        self.found = found
        since, until = fmt.clock(found.since), fmt.clock(found.until)
        said = self.tr("{unit}, {since} – {until}: {count}")
        self.head.setText(said.format(unit=found.number, since=since, until=until, count=len(found.lines)))
        self.head.show()
        self.table.show_lines(found.lines)
        self.inside.setCurrentWidget(self.table if found.lines else self.nothing)
        self.nothing.say(
            self.tr("Nobody is on record"),
            self.tr("No loan, slip, hand-over or missing set of this unit overlaps the span."),
        )
        self._offer()

    def _offer(self) -> None:
        role = self.context.actor.role if self.context.actor else None
        self.print_button.setVisible(self.found is not None)
        self.export_button.setVisible(self.found is not None and role in OFFICE)
        self.show_button.setVisible(role in COUNTER)

    def _changed(self, change: Change) -> None:
        """Something that is told here has changed: the same question is asked again."""
        if self.found is not None and _TELLING & {ref.register for ref in (change.ref, *change.also)}:
            until = fmt.now() if self._until_now else self.found.until
            asked = {"unit": self.found.number, "since": self.found.since, "until": until}
            quiet = while_alive(self, self._show)
            self.context.ask("entry.who", quiet, _gone, owner=self, token="who", **asked)

    def _signed_in(self, _actor: object) -> None:
        """What one person asked is not shown to the next."""
        if self.newcomer():
            self.close_preview()
            self._begin()

    def _begin(self) -> None:
        """Nothing is asked yet."""
        self.found = None
        self.head.hide()
        self.table.show_lines(())
        role = self.context.actor.role if self.context.actor else None
        if role is None or role in COUNTER:
            about = self.tr("Every loan of its keys, every slip, every hand-over and every missing set that overlaps.")
            self.nothing.say(self.tr("A unit and a span: who could have entered?"), about)
        else:
            self.nothing.say(self.tr("This page is not part of your work"), "")
        self.inside.setCurrentWidget(self.nothing)
        self._offer()

    # Going on

    def open_line(self, *_where: int) -> None:
        """Enter: the loan, slip, hand-over or set that says so."""
        line = self.table.line
        if line is not None:
            self.context.open(line.ref)

    def export(self, _on: bool = False) -> None:
        """Write the list to a file that table programs open."""
        if self.found is None or self.export_button.isHidden():
            return
        dialog = file_dialog(self, self.tr("Write who could have entered {unit}").format(unit=self.found.number))
        dialog.setNameFilter(self.tr("Table") + " (*.csv)")
        dialog.setDefaultSuffix("csv")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(f"{self.context.word('register.entry')} {self.found.number}.csv")
        dialog.fileSelected.connect(self.write)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write(self, path: str) -> None:
        """Write the list that is shown."""
        if self.found is not None:
            asked: dict[str, Any] = {
                "unit": self.found.number, "since": self.found.since, "until": self.found.until,
            }  # fmt: skip
            done = while_alive(self, self._written)
            self.context.do("entry.write_csv", done, path=path, language=self.context.language, **asked)

    def _written(self, path: str) -> None:
        self.context.say(self.tr("{path} is written.").format(path=path), kind="ok")

    # The window asks (``spec.Desk``)

    def new_entry(self) -> None:
        """F2: another question."""
        self.close_preview()
        self.editors["unit"].set_value("")
        self.editors["unit"].target.setFocus(Qt.FocusReason.OtherFocusReason)

    def next_step(self) -> None:
        """Ctrl+Enter: show the answer; in the preview, print it."""
        if self.preview is not None:
            self.preview.print_now()
        else:
            self.look()

    def save(self) -> None:
        """Ctrl+S: in the preview, save the paper."""
        if self.preview is not None:
            self.preview.save_pdf()

    def print_entry(self, _on: bool = False) -> None:
        """Ctrl+P: the list on paper."""
        if self.found is not None and self.preview is None:
            self.pages.show_paper(PAPER, self.found.id)

    @property
    def preview(self) -> PreviewPage | None:
        """The paper that is looked at over the page."""
        return self.pages.preview

    def close_preview(self) -> None:
        """Back from the paper."""
        self.pages.close_preview()

    def escape(self) -> None:
        """Esc: out of the preview, back to the question."""
        if self.preview is not None:
            if not self.preview.busy:
                self.close_preview()
        else:
            self.editors["unit"].target.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_chip(self, chip: str) -> None:
        """Another desk asks about a unit (``3-2-1102``)."""
        if chip:
            self.close_preview()
            self.editors["unit"].set_value(chip)
            self.look()

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this place."""
        office = self.context.acts_as(OFFICE)
        return [
            ("F2", self.tr("Ask about another unit")),
            (native("Ctrl+Return"), self.tr("Show who could have entered")),
            (native("Return"), self.tr("Open what the line is about")),
            *([(native("Ctrl+Shift+E"), self.tr("Write the list to a file"))] if office else []),
        ]

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: the keys go to the answer, or to the question."""
        super().focusInEvent(event)
        if self.preview is not None:
            self.preview.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.found is not None and self.found.lines:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.editors["unit"].target.setFocus(Qt.FocusReason.OtherFocusReason)


def _gone(_error: DeskError) -> None:
    """What was shown stays: it was so when it was asked."""


DESK = DeskSpec(code="entry", order=84, title="register.entry", icon="mdi6.door-open", build=EntryDesk)
