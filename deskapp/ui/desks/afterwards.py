"""Entered afterwards: what was written by hand, typed line by line, checked, entered once (``DUTY-9``)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from deskapp.domain.afterwards import LOOKS, REGISTER, PaperLine, SheetDraft, Verdict
from deskapp.domain.lights_out import FORM, PAD
from deskapp.domain.people import COUNTER
from deskapp.ui import theme
from deskapp.ui.actions import native
from deskapp.ui.common import afterwards_faults
from deskapp.ui.common.afterwards_model import AfterwardsModel
from deskapp.ui.common.afterwards_rows import PaperRow
from deskapp.ui.common.afterwards_run import EnteringRun
from deskapp.ui.common.afterwards_table import AfterwardsTable
from deskapp.ui.common.drafts import DraftKeeper
from deskapp.ui.common.paper_pages import PaperPages
from deskapp.ui.common.parts import FlowLayout, em, keyed, label, while_alive
from deskapp.ui.context import Context
from deskapp.ui.quiet_desk import QuietDesk
from deskapp.ui.spec import DeskSpec

if TYPE_CHECKING:
    from deskapp.domain.drafts import FormDraft
    from deskapp.ui.preview import PreviewPage

#: So many copies of each blank form are looked at first.
_COPIES = 5
#: A page of less height, in characters, is all grid.
_LOW = 26


class AfterwardsDesk(QuietDesk):
    """Why it comes late and what can be done, the grid, and what is wrong with the cell in front."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.model = AfterwardsModel(context)
        self.table = AfterwardsTable(self.model)
        self.keeper = self._keeper()
        self.run = EnteringRun(context, self)
        self.run.settled.connect(self._settled)
        self.run.finished.connect(self._finished)
        self._build()
        self.table.moved.connect(self._tell)
        self.table.opened.connect(context.open)
        self.model.typed.connect(self._typed)
        self.reason.textEdited.connect(self._typed)
        for keys, act in (
            ("Ctrl+D", self.table.from_above), ("Ctrl+Shift+P", self.print_pad), ("Ctrl+E", self.tidy),
        ):  # fmt: skip
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        context.signed_in.connect(self._signed_in)
        self._begin()

    def _keeper(self, client_id: str = "") -> DraftKeeper:
        return DraftKeeper(self, self.context, REGISTER, self._body, client_id)

    def _build(self) -> None:
        main = QWidget()
        column = QVBoxLayout(main)
        column.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(10))
        column.setSpacing(theme.px(8))
        column.addWidget(self._top())
        self.legend = label("", "muted", wrap=True)
        column.addWidget(self.legend)
        card = QFrame()
        card.setProperty("kind", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        column.addWidget(card, 1)
        self.note = label("", "", wrap=True)
        self.note.setMinimumHeight(self.note.fontMetrics().lineSpacing() * 2)
        column.addWidget(self.note)
        self.table.setAccessibleName(self.context.word(f"register.{REGISTER}"))
        letters = (f"{look.letter} {self.context.word(f'{REGISTER}.what.{what}')}" for what, look in LOOKS.items())
        told = self.tr("A time without a day is of the day above.")
        self.legend.setText(" · ".join((*letters, told)))
        self.pages = PaperPages(self.context, self, main)
        QWidget.setTabOrder(self.table, self.reason)  # the keys begin in the grid

    def _top(self) -> QWidget:
        title = label(self.context.label(REGISTER, "reason"), "muted")
        self.reason = QLineEdit()
        self.reason.setMinimumWidth(em(self) * 16)
        self.reason.setAccessibleName(title.text())
        title.setBuddy(self.reason)
        why = QWidget()
        line = QHBoxLayout(why)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(title)
        line.addWidget(self.reason)
        self.check_button = keyed(self.tr("Check"), "Ctrl+Return")
        self.save_button = keyed(self.tr("Enter all"), "Ctrl+S", "primary")
        self.tidy_button = keyed(self.tr("Clear entered"), "Ctrl+E", "quiet")
        self.pages_button = keyed(self.tr("Lights-out pages"), "Ctrl+P", "quiet")
        self.pad_button = keyed(self.tr("Blank forms"), "Ctrl+Shift+P", "quiet")
        holder = QWidget()
        flow = FlowLayout(holder, gap=theme.px(8))
        flow.addWidget(why)
        for made, act in (
            (self.check_button, self.check), (self.save_button, self.save), (self.tidy_button, self.tidy),
            (self.pages_button, self.print_entry), (self.pad_button, self.print_pad),
        ):  # fmt: skip
            made.clicked.connect(act)
            flow.addWidget(made)
        return holder

    # The draft

    def _body(self) -> dict[str, Any]:
        rows = [row.kept() for row in self.model.rows if not row.empty]
        return {"reason": self.reason.text(), "rows": rows}

    def _begin(self) -> None:
        """An empty sheet, then what was half typed before."""
        self.keeper = self._keeper()
        self.reason.setText(self.context.word(f"{REGISTER}.reason"))
        self.model.take(())
        self._offer()
        self._tell()
        if self._mine:
            self.context.ask("drafts.list", while_alive(self, self._restored), owner=self, token="draft")

    def _offer(self) -> None:
        """Whose work this is not looks at an empty page."""
        for widget in (self.table, self.reason, self.check_button, self.save_button, self.tidy_button,
                       self.pages_button, self.pad_button):  # fmt: skip
            widget.setEnabled(self._mine)

    @property
    def _mine(self) -> bool:
        return self.context.acts_as(COUNTER)

    def _restored(self, drafts: Sequence[FormDraft]) -> None:
        found = next((draft for draft in drafts if draft.place == REGISTER), None)
        if found is None or any(not row.empty for row in self.model.rows):
            return
        self.keeper = self._keeper(found.client_id)
        rows = (PaperRow.of(kept) for kept in found.body.get("rows", ()))
        self.reason.setText(str(found.body.get("reason") or self.reason.text()))
        self.model.take([row for row in rows if row is not None])
        self._tell()

    def _typed(self, _text: str = "") -> None:
        if self._mine:
            self.keeper.touch()
        self._tell()

    def _signed_in(self, _actor: object) -> None:
        """What one person typed is not shown to the next."""
        self.run.stop()
        if self.newcomer():
            self.close_preview()
            self._begin()

    # Checking and entering

    def check(self, _on: bool = False) -> None:
        """Ask the registers about every line, all at once; nothing is entered."""
        asked = self._asked()
        if not asked:
            self._say(self.tr("There is nothing to check yet."))
            return
        draft = SheetDraft(lines=tuple(line for _row, line in asked))
        then = while_alive(self, partial(self._checked, [row for row, _line in asked]))
        refused = while_alive(self, self.context.say_error)
        # Asked and not done: the registers try every line and take it back, so that nothing is saved.
        self.context.ask("afterwards.check", then, refused, owner=self, token="check", draft=draft)

    def _asked(self) -> list[tuple[PaperRow, PaperLine]]:
        self.table.delegate.finish()
        return [(row, row.line(self.reason.text())) for row in self.model.open_rows]

    def _checked(self, rows: Sequence[PaperRow], verdicts: Sequence[Verdict]) -> None:
        found = {verdict.client_id: verdict.faults for verdict in verdicts}
        for row in rows:
            afterwards_faults.checked(self.context, row, found.get(row.client_id, ()))
        self.model.show_all()
        bad = [row for row in rows if row.faults]
        if bad:
            self._to_fault(bad[0])
            self._sum_up(self.tr("%n lines are to be mended, marked in their cells.", None, len(bad)), bad=True)
        else:
            self._sum_up(self.tr("All %n lines can be entered.", None, len(rows)), bad=False)

    def _to_fault(self, row: PaperRow) -> None:
        column = next((name for name in self.model.columns if name in row.faults), self.model.columns[0])
        self.table.choose(self.model.rows.index(row), column)

    def save(self, _on: bool = False) -> None:
        """Ctrl+S: enter every line, one after the other in order of time; in the preview, save the paper."""
        if self.preview is not None:
            self.preview.save_pdf()
            return
        asked = self._asked()
        if self.run.running or not asked:
            self._say(self.tr("There is nothing to enter yet."))
            return
        asked.sort(key=_in_time)
        self.run.start([row for row, _line in asked], self.reason.text())
        self.model.show_all()

    def _settled(self, row: PaperRow) -> None:
        if row in self.model.rows:
            self.model.show_row(self.model.rows.index(row))
        if self._mine:
            self.keeper.touch()

    def _finished(self, entered: int, refused: int) -> None:
        self.keeper.keep()
        said = self.tr("%n lines are entered.", None, entered)
        if refused:
            said += " " + self.tr("%n were refused and stay here with the reason.", None, refused)
            first = next((row for row in self.model.rows if row.faults), None)
            if first is not None:
                self._to_fault(first)
        self._sum_up(said, bad=bool(refused))

    def tidy(self, _on: bool = False) -> None:
        """Ctrl+E: the lines that are entered leave the sheet; an empty sheet has no draft."""
        self.table.delegate.finish()
        self.model.take([row for row in self.model.rows if row.ref is None and not row.empty])
        if any(not row.empty for row in self.model.rows):
            self.keeper.touch()
        else:
            self.keeper.drop()
            self.keeper = self._keeper()
        self._tell()

    # Saying it

    def _sum_up(self, text: str, bad: bool) -> None:
        """What came of all lines, and what is wrong with the cell in front."""
        self._say(" ".join(part for part in (text, self._fault()) if part), "late" if bad else "ok")

    def _fault(self) -> str:
        row, column = self.table.place
        shown = self.model.rows[row] if row < len(self.model.rows) else None
        return shown.faults.get(self.model.columns[column], "") if shown is not None else ""

    def _say(self, text: str, kind: str = "") -> None:
        theme.look(self.note, kind or "muted")
        self.note.setText(text)

    def _tell(self) -> None:
        """What is wrong with the cell in front."""
        row = self.table.place[0]
        shown = self.model.rows[row] if row < len(self.model.rows) else None
        if fault := self._fault():
            self._say(fault, "late")
        elif shown is not None and shown.ref is not None:
            self._say(self.tr("Entered as {number}. Enter opens it.").format(number=shown.ref.number))
        elif not self._mine:
            self._say(self.tr("This page is not part of your work"))
        elif all(each.empty for each in self.model.rows):
            told = self.tr("Type line by line, or paste from a table program. Ctrl+D copies from the cell above.")
            self._say(told)
        else:
            self._say("")

    # The window asks (``spec.Desk``)

    def new_entry(self) -> None:
        """F2: on to the first empty line."""
        self.close_preview()
        self.table.delegate.finish()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        at = next((at for at, row in enumerate(self.model.rows) if row.empty and not row.fixed), 0)
        self.table.choose(at, self.model.columns[0])

    def next_step(self) -> None:
        """Ctrl+Enter: check; in the preview, print."""
        if self.preview is not None:
            self.preview.print_now()
        else:
            self.check()

    def print_entry(self, _on: bool = False) -> None:
        """Ctrl+P: the two lights-out pages as of now."""
        self._paper(FORM, 1)

    def print_pad(self, _on: bool = False) -> None:
        """Ctrl+Shift+P: the pad of blank forms."""
        self._paper(PAD, _COPIES)

    def _paper(self, code: str, id: int) -> None:
        if self._mine and self.preview is None and self.context.papers is not None:
            self.table.delegate.finish()
            self.pages.show_paper(code, id)

    @property
    def preview(self) -> PreviewPage | None:
        """The paper that is looked at over the page."""
        return self.pages.preview

    def close_preview(self) -> None:
        """Back from the paper."""
        self.pages.close_preview()

    def escape(self) -> None:
        """Esc: out of the preview, back to the grid."""
        if self.preview is not None:
            if not self.preview.busy:
                self.close_preview()
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_chip(self, chip: str) -> None:
        """Today asks for the pages to be printed."""
        if chip == "print":
            self.print_entry()

    def take_scan(self, code: str) -> bool:
        """A label that is scanned goes into the line in front."""
        return self.preview is None and self.table.take_scan(code)

    def keep_drafts(self) -> None:
        """Write down at once what is half typed."""
        self.table.delegate.finish()
        self.keeper.keep()

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this place."""
        return [
            (native("Ctrl+Return"), self.tr("Check every line")),
            (native("Ctrl+S"), self.tr("Enter every line that is right")),
            ("Tab", self.tr("On to the next cell")),
            (native("Return"), self.tr("On to the next line; on an entered one, open it")),
            (native("Ctrl+D"), self.tr("Copy from the cell above")),
            (native("Ctrl+V"), self.tr("Paste cells from a table program")),
            (f"{native('Ctrl+Z')} {native('Ctrl+Y')}", self.tr("Take back, make again")),
            (native("Shift+Delete"), self.tr("Take the line off the sheet")),
            (native("Ctrl+E"), self.tr("Take the entered lines off the sheet")),
            (native("Ctrl+P"), self.tr("Print the lights-out pages")),
            (native("Ctrl+Shift+P"), self.tr("Print the pad of blank forms")),
        ]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: where there is little height, the grid has it; what goes is told by F1."""
        super().resizeEvent(event)
        low = self.height() < em(self) * _LOW
        for widget in (self.legend, self.tidy_button, self.pages_button, self.pad_button):
            widget.setVisible(not low)
        self.note.setMinimumHeight(self.note.fontMetrics().lineSpacing() * (1 if low else 2))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: the keys go to the grid."""
        super().focusInEvent(event)
        target = self.preview if self.preview is not None else self.table
        target.setFocus(Qt.FocusReason.OtherFocusReason)


def _in_time(pair: tuple[PaperRow, PaperLine]) -> tuple[bool, float]:
    """What has no time comes last: it is refused anyway."""
    when = pair[1].when
    return (when is None, when.timestamp() if when is not None else 0.0)


DESK = DeskSpec(
    code=REGISTER, order=30, title="register.afterwards", icon="mdi6.table-clock", build=AfterwardsDesk,
    registers=(REGISTER, "lights_out"),
)  # fmt: skip
