"""What is done with an edition as a whole: begun, published, dropped, generated, compared, written (``DUTY-1``)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMenu

from deskapp.domain.common import Change
from deskapp.domain.people import COUNTER
from deskapp.domain.roster import REGISTER, BeginDraft, Broken, Cell, PublishDraft, Start, State
from deskapp.ui.actions import native
from deskapp.ui.common import roster_look as look
from deskapp.ui.common.form import Form, FormPlan
from deskapp.ui.common.parts import clicked, label, while_alive
from deskapp.ui.common.printing import form_of
from deskapp.ui.common.resident_excel import ask_file
from deskapp.ui.common.resident_pane import Push
from deskapp.ui.common.roster_board import Place
from deskapp.ui.common.roster_empty import SET_UP
from deskapp.ui.common.roster_generate import GeneratePage
from deskapp.ui.common.roster_pages import EditionsPage, FaultsPage

if TYPE_CHECKING:
    from deskapp.ui.desks.roster import RosterDesk

PAPER = "duty_roster"
REPORT = "duty_month_table"
_WORKBOOK = f"{REGISTER}.write_workbook"


class RosterActs(QObject):
    """The acts of one desk; their pages stand beside its grid."""

    def __init__(self, desk: RosterDesk) -> None:
        super().__init__(desk)
        self.desk = desk
        self.context = desk.context
        #: Whether the generator can work here; None: nobody has said yet, or it is not for whoever is here.
        self.generator: bool | None = None

    def look_around(self) -> None:
        """Ask whether the generator can work here."""
        self.generator = None
        if self.desk.office:
            known = while_alive(self, self._has_generator)
            self.context.ask("roster_solver.available", known, owner=self, token="solver")

    def _has_generator(self, available: bool) -> None:
        self.generator = available
        self.desk.show_buttons()

    def _form(self, plan: FormPlan, subtitle: str = "") -> Form:
        form = Form(self.context, plan)
        form.at_end.connect(self._at_end)
        form.conflicted.connect(self.desk.read_again)
        self.desk.sides.show_page(form, plan.title, subtitle)
        self.desk.sides.pane.offer([Push(plan.save_text, "Ctrl+Return", self.desk.next_step), self._leaving()])
        form.begin()
        return form

    def _leaving(self) -> Push:
        return Push(self.tr("Leave"), "Esc", self.desk.escape, "quiet")

    def _at_end(self) -> None:
        if (primary := self.desk.sides.pane.primary) is not None:
            primary.setFocus(Qt.FocusReason.TabFocusReason)

    # A new draft

    def begin(self) -> None:
        """F2: a draft of the month in front; where it is published, one that changes it."""
        desk = self.desk
        if not desk.office:
            self.context.say(self.tr("The roster is made by the supervisor and the director."))
            return
        if desk.editable:
            self.context.say(self.tr("This month has a draft: it stands here."))
            return
        published = desk.sheet is not None and desk.sheet.state is State.PUBLISHED
        start = {"month": desk.month, "start": Start.PUBLISHED if published else Start.LAST_MONTH}
        plan = FormPlan(
            register=REGISTER, verb="begin", draft=BeginDraft, title=self.context.word("roster.step.begin"),
            save_text=self.context.word("roster.step.begin"), start=start, first="start",
        )  # fmt: skip
        self._form(plan).saved.connect(self._begun)

    def _begun(self, change: Change) -> None:
        self.desk.close_page()
        self.desk.show_month(change.number.partition("/")[0])

    # Publishing

    def publish(self) -> None:
        """Ctrl+Enter: everybody follows this edition from now on; with rules broken it wants the reason."""
        desk = self.desk
        board = desk.board
        if board is None or not desk.editable:
            return
        if not desk.edits.idle:
            desk.edits.settled.connect(self.publish, Qt.ConnectionType.SingleShotConnection)
            return
        desk.edits.judge()
        hard = sum(not fault.soft for fault in board.broken)
        said = self.tr("From then on everybody follows it; what is published now is kept as an older edition.")
        if hard:
            told = self.tr("%n rule(s) are broken: say below why it is published all the same.", "", hard)
            said = f"! {told}\n{said}"
        title = self.tr("Publish {month}, edition {number}").format(
            month=look.month_title(self.context, desk.month), number=board.sheet.edition
        )
        plan = FormPlan(
            register=REGISTER, verb="publish", draft=PublishDraft, title=title,
            save_text=self.context.word("roster.step.publish"), subject=board.sheet.id, version=board.version,
            titles={"note": "roster.publish_why"} if hard else {},
        )  # fmt: skip
        form = self._form(plan, said)
        form.saved.connect(self._published)

    def follow(self) -> None:
        """A cell was changed while the page to publish is open: it is about the draft as it stands now."""
        form, board = self.desk.sides.pane.form, self.desk.board
        if form is not None and form.plan.verb == "publish" and board is not None:
            form.version = board.version

    def _published(self, change: Change) -> None:
        self.desk.close_page()
        self.context.say(self.tr("{number} is published.").format(number=change.number), kind="ok")

    # Dropping

    def drop(self) -> None:
        """Say first what it means: the cells are gone."""
        said = self.tr("The cells of this draft are thrown away. What is published stays as it is.")
        self.desk.sides.show_page(label(said, wrap=True), self.context.word("roster.step.drop"))
        sure = Push(self.context.word("roster.step.drop"), "", self._drop, "danger")
        self.desk.sides.pane.offer([sure, self._leaving()])
        self._at_end()

    def _drop(self) -> None:
        board = self.desk.board
        if board is not None and self.desk.editable:
            dropped = while_alive(self, self._dropped)
            self.context.do(f"{REGISTER}.drop", dropped, id=board.sheet.id, version=board.version)

    def _dropped(self, _change: Change) -> None:
        self.desk.close_page()
        self.desk.show_month(self.desk.month)

    # Editions, broken rules

    def editions(self) -> None:
        """Ctrl+E: every edition of the month, and what changed between them (``DUTY-2``)."""
        if (sheet := self.desk.sheet) is None:
            return
        page = EditionsPage(self.context, self.desk.month, sheet.id)
        page.shown.connect(self.desk.show_entry)
        self.desk.sides.show_page(page, self.tr("Editions"), look.month_title(self.context, self.desk.month))
        self.desk.sides.pane.offer([self._leaving()])

    def faults(self) -> None:
        """Every broken rule with its reason."""
        if (board := self.desk.board) is None:
            return
        page = FaultsPage(self.context, board.broken)
        page.wanted.connect(self._to_fault)
        self.desk.sides.show_page(page, self.tr("What the rules say"))
        self.desk.sides.pane.offer([self._leaving()])

    def judged(self) -> None:
        """The list goes with what is broken now."""
        page, board = self.desk.sides.pane.page, self.desk.board
        if isinstance(page, FaultsPage) and board is not None:
            page.show_faults(board.broken)

    def _to_fault(self, fault: Broken) -> None:
        self.desk.faults.go_to(fault)

    # Generate

    def generate(self) -> None:
        """Ctrl+G: the page of the generator."""
        board = self.desk.board
        if self.generator is None or board is None or not self.desk.editable:
            return
        page = GeneratePage(self.context, board.sheet.id, available=self.generator)
        page.proposed.connect(self._proposed)
        page.turned.connect(self._offer)
        self.desk.sides.show_page(page, self.tr("Generate the roster"))
        self._offer()
        QTimer.singleShot(0, self, self._at_end)

    def _offer(self) -> None:
        page = self.desk.sides.pane.page
        if not isinstance(page, GeneratePage):
            return
        if not page.available:
            pushes = [self._leaving()]
        elif page.running:
            pushes = [Push(self.tr("Stop looking"), "", page.cancel), self._leaving()]
        elif page.cells:
            again = Push(self.tr("Again"), "", page.start, "quiet")
            pushes = [Push(self.tr("Take it"), "Ctrl+Return", self.take), again, self._leaving()]
        else:
            pushes = [Push(self.tr("Generate"), "Ctrl+Return", page.start), self._leaving()]
        pane, keys = self.desk.sides.pane, QApplication.focusWidget()
        here = keys is not None and pane.isAncestorOf(keys)
        pane.offer(pushes)
        if here:
            QTimer.singleShot(0, self, self._at_end)  # the button that had the keys is gone, the new one not shown yet

    def _proposed(self, cells: tuple[Cell, ...] | None) -> None:
        self.desk.preview_cells(cells)

    def take(self) -> None:
        """The proposal becomes the draft: one change, which can be undone as one."""
        page, board = self.desk.sides.pane.page, self.desk.board
        if not isinstance(page, GeneratePage) or not page.cells or board is None:
            return
        cells = page.cells
        self.desk.preview_cells(None)
        puts: dict[Place, Cell | None] = {
            (cell.staff_id, cell.day): cell for cell in cells if board.cells.get((cell.staff_id, cell.day)) != cell
        }
        page.cells = ()
        self.desk.close_page()
        self.desk.edits.do(puts)

    # The rarer steps

    def fill(self, menu: QMenu) -> None:
        """What the menu offers now."""
        menu.clear()
        steps: list[tuple[str, str, Callable[[], None]]] = [
            (self.tr("What the rules say"), "Ctrl+J", self.faults),
            (self.tr("Editions, and what changed"), "Ctrl+E", self.editions),
        ]
        if self.printable:
            steps.insert(0, (self.tr("Print"), "Ctrl+P", self.desk.print_entry))
        if self.desk.office:
            steps.append((self.tr("To Excel…"), "", self.workbook))
        steps += self._month_papers()
        if self.desk.office:
            steps.append((self.tr("Shifts, and who takes part"), "", self._to_shifts))
        if self.desk.editable:
            steps.append((self.context.word("roster.step.drop"), "", self.drop))
        for said, key, act in steps:
            menu.addAction(f"{said}\t{native(key)}" if key else said).triggered.connect(partial(clicked, act))

    def _to_shifts(self) -> None:
        self.context.desk_wanted.emit(SET_UP, "")

    # Paper and Excel

    @property
    def printable(self) -> bool:
        """Whether there is a form to print."""
        return form_of(self.context, PAPER) is not None

    @property
    def _reportable(self) -> bool:
        return self.context.acts_as(COUNTER) and form_of(self.context, REPORT) is not None

    def _month_papers(self) -> list[tuple[str, str, Callable[[], None]]]:
        """The duty report of the month in front: printed at the counter, in Excel by the office."""
        named = f"{self.context.word(f'form.{REPORT}')}  {self.desk.month}"
        found: list[tuple[str, str, Callable[[], None]]] = []
        if self._reportable:
            found.append((named, "Ctrl+Shift+P", self.report))
        if self.desk.office:
            found.append((f"Excel: {named}", "", self.report_workbook))
        return found

    def report(self) -> None:
        """Ctrl+Shift+P: the duty report of the month in front (``reports.md``)."""
        if self._reportable:
            self.desk.pages.show_paper(REPORT, int(self.desk.month.replace("-", "")))

    def report_workbook(self) -> None:
        """The same report as a workbook."""
        word = self.context.word(f"form.{REPORT}")
        ask_file(self.desk, word, self._write_report, save_as=f"{word} {self.desk.month}.xlsx")

    def _write_report(self, path: str) -> None:
        month = int(self.desk.month.replace("-", ""))
        self.context.ask("duty_month.write_table", while_alive(self, self._written), id=month, path=path)

    def workbook(self) -> None:
        """The month as an Excel workbook."""
        name = self.tr("duty roster {month}.xlsx").format(month=self.desk.month)
        ask_file(self.desk, self.tr("Write an Excel workbook"), self._write, save_as=name)

    def _write(self, path: str) -> None:
        if (sheet := self.desk.sheet) is not None:
            written = while_alive(self, self._written)
            self.context.ask(_WORKBOOK, written, id=sheet.id, path=path)

    def _written(self, path: str) -> None:
        self.context.say(self.tr("{path} is written.").format(path=path), kind="ok")
