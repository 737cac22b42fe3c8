"""The duty roster: people × days, drafted by keys and mouse, published in editions (``DUTY-1``, ``DUTY-2``)."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from deskapp.domain.fields import EARLIEST, LATEST
from deskapp.domain.people import OFFICE
from deskapp.domain.roster import REGISTER, Cell, Sheet, State
from deskapp.domain.roster_rules import broken
from deskapp.errors import Conflict, DeskError
from deskapp.ui.actions import native
from deskapp.ui.common.paper_pages import PaperPages
from deskapp.ui.common.parts import clicked, while_alive
from deskapp.ui.common.roster_acts import PAPER, RosterActs
from deskapp.ui.common.roster_board import Board, Place, Puts
from deskapp.ui.common.roster_edits import RosterEdits
from deskapp.ui.common.roster_empty import RosterEmpty
from deskapp.ui.common.roster_faults import RosterFaults
from deskapp.ui.common.roster_generate import GeneratePage
from deskapp.ui.common.roster_sides import RosterSides
from deskapp.ui.quiet_desk import QuietDesk
from deskapp.ui.spec import DeskSpec

if TYPE_CHECKING:
    from deskapp.domain.common import Change
    from deskapp.domain.shifts import Shift
    from deskapp.ui.context import Context

#: Whose entries change what a roster shows.
_FOLLOWED = frozenset({REGISTER, "roster_person", "shifts", "leaves", "swaps", "staff", "calendar", "rulebook"})


class RosterDesk(QuietDesk):
    """One month at a time: the office has its draft in front, everybody else what is published."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.month = f"{date.today():%Y-%m}"
        self.sheet: Sheet | None = None
        self.board: Board | None = None
        self._edition = 0  # the one that was asked for, instead of the month's own
        self._unread = False
        self.sides = RosterSides(context)
        self.view = self.sides.view
        self.edits = RosterEdits(context, self)
        self.acts = RosterActs(self)
        self.faults = RosterFaults(self)
        self.empty = RosterEmpty(context, self.sides.nothing)
        self.menu = QMenu(self)
        self.pages = PaperPages(context, self, self.sides)
        self._connect()
        self.sides.show_page(None)
        if context.actor is not None:
            self._load()

    def _connect(self) -> None:
        view, edits, top = self.view, self.edits, self.sides.top
        view.looked_at.connect(self.faults.tell)
        view.wanted.connect(self._wanted)
        view.undone.connect(self._undo)
        view.redone.connect(self._redo)
        view.entered.connect(self._entered)
        edits.put.connect(self._put)
        edits.judged.connect(self._judged)
        edits.refused.connect(self._refused)
        edits.settled.connect(self._settled)
        top.turned.connect(self.turn)
        self.sides.legend.put.connect(self._put_chosen)
        self.sides.pane.left.connect(self.escape)
        for made, act in (
            (top.check, self.faults.go_on), (top.generate, self.acts.generate), (top.editions, self.acts.editions),
            (top.new, self.new_entry), (top.publish, self.next_step), (top.more, self.steps_menu),
        ):  # fmt: skip
            made.clicked.connect(partial(clicked, act))
        for keys, act in (
            ("Ctrl+PgDown", partial(self.turn, 1)), ("Ctrl+PgUp", partial(self.turn, -1)), ("F3", self.faults.go_on),
            ("Shift+F3", partial(self.faults.go_on, -1)), ("Ctrl+G", self.acts.generate),
            ("Ctrl+E", self.acts.editions), ("Ctrl+J", self.acts.faults), ("Ctrl+Shift+P", self.acts.report),
        ):  # fmt: skip
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        self.context.changed.connect(self._changed)
        self.context.signed_in.connect(self._signed_in)

    @property
    def office(self) -> bool:
        """Whether the person signed in makes rosters."""
        return self.context.acts_as(OFFICE)

    @property
    def editable(self) -> bool:
        """Whether a draft stands in front of somebody who may change it."""
        return self.office and self.sheet is not None and self.sheet.state is State.DRAFT

    @property
    def entry_id(self) -> int:
        """The edition in front."""
        return self.sheet.id if self.sheet is not None else 0

    # Reading

    def _load(self) -> None:
        self.acts.look_around()
        self.read_again()

    def read_again(self) -> None:
        """Read the month anew, once everything of it is saved."""
        self._unread = not self.edits.idle
        if self._unread:
            return
        shown, refused = while_alive(self, self._show), while_alive(self, self._not_read)
        if self._edition:
            self.context.ask("roster.sheet", shown, refused, owner=self, token="month", id=self._edition)
        else:
            self.context.ask("roster.month", shown, refused, owner=self, token="month", month=self.month)

    def _settled(self) -> None:
        self.acts.follow()
        if self._unread:
            self.read_again()

    def _show(self, sheet: Sheet | None) -> None:
        had = self.view.hasFocus() or self.hasFocus() or self.sides.hasFocus()
        other = sheet is None or self.sheet is None or sheet.id != self.sheet.id
        self.sheet = sheet
        self.board = Board(sheet) if sheet is not None else None
        if sheet is not None:
            self.month = sheet.month
        self.edits.begin(self.board if self.editable else None)
        shown = self.board if sheet is not None and sheet.people else None
        first = self.view.board is None
        self.view.show_board(shown, editable=self.editable)
        self.sides.show_grid(shown is not None)
        if shown is None:
            self.empty.explain(self.month, sheet, office=self.office)
        elif first:
            self._to_today()
        if other and self.sides.pane.form is None:
            self.sides.show_page(None)
        self.show_buttons()
        self.faults.tell()
        self.acts.judged()
        if had and self.sides.pane.form is None:
            self.give_keys()

    def _to_today(self) -> None:
        today = date.today()
        if self.view.board is not None and self.view.place is not None:
            self.view.go_to((self.view.place[0], today))

    def _not_read(self, error: DeskError) -> None:
        self._edition = 0
        self.sheet = self.board = None
        self.view.show_board(None)
        self.sides.show_grid(False)
        self.sides.nothing.say(self.context.word("register.roster"), self.context.error_text(error))
        self.show_buttons()

    def show_buttons(self) -> None:
        """What may be done with what is in front."""
        top = self.sides.top
        top.show_month(self.month, self.sheet, office=self.office, editable=self.editable)
        self.sides.legend.show_shifts(self.sheet, editable=self.editable)
        top.generate.setVisible(self.editable and self.acts.generator is not None)

    def _changed(self, change: Change) -> None:
        touched = {ref.register for ref in (change.ref, *change.also)}
        own = change.verb == "roster.put" and self.edits.sending
        if touched & _FOLLOWED and not own:
            self.read_again()

    def _signed_in(self, _actor: object) -> None:
        if self.newcomer():
            self.close_page()
            self._edition = 0
        self._load()

    # Months and editions

    def turn(self, by: int) -> None:
        """The month after or before."""
        if self.pages.preview is not None:
            return
        first = date.fromisoformat(f"{self.month}-01")
        to = (first + timedelta(days=32)) if by > 0 else first - timedelta(days=1)
        if EARLIEST.date() <= to < LATEST.date():
            self.show_month(f"{to:%Y-%m}")

    def show_month(self, month: str) -> None:
        """A month (``2026-12``): its draft, or what is published."""
        self._edition, self.month = 0, month
        self.read_again()

    def show_entry(self, entry_id: int) -> None:
        """One edition, an older one too."""
        self._edition = entry_id
        self.read_again()

    def show_chip(self, chip: str) -> None:
        """Today leads to the month whose roster is due (``2026-12``)."""
        month = chip[:7]
        if len(month) == 7 and month[4] == "-" and month.replace("-", "").isdecimal():
            self.show_month(month)

    # Changing cells

    def _wanted(self, puts: Puts) -> None:
        if self.editable and not self.view.proposed:
            self.edits.do(puts)

    def _put_chosen(self, shift: Shift) -> None:
        """A shift of the legend: as its letter."""
        if self.editable:
            self.view.hands.type(shift)
            self.give_keys()

    def _put(self, places: tuple[Place, ...]) -> None:
        self.view.changed(places)
        self.faults.tell()

    def _judged(self, places: tuple[Place, ...]) -> None:
        self.view.judged(places)
        self.faults.tell()
        self.acts.judged()

    def _undo(self) -> None:
        if not self.edits.undo():
            self.context.say(self.tr("There is nothing to take back."))

    def _redo(self) -> None:
        if not self.edits.redo():
            self.context.say(self.tr("There is nothing to make again."))

    def _refused(self, error: DeskError) -> None:
        """Somebody else changed it meanwhile, or it cannot be: what the register has is shown again."""
        if isinstance(error, Conflict):
            said = self.tr("Somebody else changed this roster: it was read again. Your last change is not in it.")
            self.context.say(said, kind="warning", seconds=10)
        else:
            self.context.say_error(error)
        self.read_again()

    def preview_cells(self, cells: tuple[Cell, ...] | None) -> None:
        """Show a proposal in the grid without taking it; None: what really stands there."""
        if self.board is None:
            return
        if cells is None:
            if self.view.proposed:
                self.view.show_board(self.board, editable=self.editable)
                self.faults.tell()
            return
        shown = Board(self.board.sheet)
        shown.put({**dict.fromkeys(shown.cells), **self.board.cells})
        others = shown.put({(cell.staff_id, cell.day): cell for cell in cells})
        shown.judged(broken(shown.now()))
        self.view.show_board(shown, editable=False)
        self.view.propose(others)
        self.faults.tell()

    # The window asks (``spec.Desk``)

    def new_entry(self) -> None:
        """F2: a new draft; where nobody or no shift is there for one, the place where they are set up."""
        self.pages.close_preview()
        if self.empty.place and self.office:
            self.context.desk_wanted.emit(self.empty.place, "")
        else:
            self.acts.begin()

    def save(self) -> None:
        """Ctrl+S: the page's form; cells are saved already."""
        if self.sides.pane.form is not None:
            self.sides.pane.form.save()

    def next_step(self) -> None:
        """Ctrl+Enter: save the page, take the proposal; else publish the draft, or begin one."""
        page = self.sides.pane.page
        if self.pages.preview is not None:
            return
        if self.sides.pane.form is not None:
            self.sides.pane.form.save()
        elif isinstance(page, GeneratePage):
            self.acts.take() if page.cells else page.start()
        elif self.editable:
            self.acts.publish()
        elif self.office:
            self.new_entry()

    def steps_menu(self) -> None:
        """Ctrl+M: the rarer steps."""
        if self.sheet is None or self.pages.preview is not None:
            return
        self.acts.fill(self.menu)
        more = self.sides.top.more
        self.menu.popup(more.mapToGlobal(QPoint(0, more.height())))
        self.menu.setActiveAction(self.menu.actions()[0])

    def print_entry(self) -> None:
        """Ctrl+P: the edition in front, for the wall."""
        if self.sheet is not None and self.acts.printable:
            self.pages.show_paper(PAPER, self.sheet.id)

    def _entered(self) -> None:
        """Enter: what is broken, in words, beside the grid."""
        if self.view.board is not None and self.view.board.broken:
            self.acts.faults()

    def escape(self) -> None:
        """Esc, one thing at a time: paper, page, block, an older edition."""
        if self.pages.preview is not None:
            self.pages.close_preview()
        elif self.sides.open:
            self.close_page()
        elif self.view.anchor != self.view.at:
            self.view.move_to(self.view.at)
        elif self._edition:
            self.show_month(self.month)
        self.give_keys()

    def close_page(self) -> None:
        """The grid alone again; what was half typed is kept."""
        page, form, keys = self.sides.pane.page, self.sides.pane.form, QApplication.focusWidget()
        had = keys is not None and self.sides.pane.isAncestorOf(keys)
        if form is not None and form.dirty:
            form.keeper.keep(left=True)
        if isinstance(page, GeneratePage):
            page.leave()
        self.preview_cells(None)
        self.sides.show_page(None)
        if had:
            self.give_keys()  # else they go to whatever is next, and letters into the search box

    def keep_drafts(self) -> None:
        """Write down at once what is half typed."""
        if self.sides.pane.form is not None and self.sides.pane.form.dirty:
            self.sides.pane.form.keeper.keep()

    def give_keys(self) -> None:
        """The keys go to the grid, or to what stands in its place."""
        if self.pages.preview is None:
            self.sides.main.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: the keys go to the grid."""
        super().focusInEvent(event)
        self.give_keys()

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this place."""
        found = [
            ("← → ↑ ↓", self.tr("A cell on; with Shift choose a block")),
            (f"{native('Ctrl+PgUp')} {native('Ctrl+PgDown')}", self.tr("The month before, the next month")),
            ("F3", self.tr("On to the next broken rule")),
            (native("Ctrl+J"), self.tr("What the rules say")),
            (native("Ctrl+E"), self.tr("Editions, and what changed")),
            (native("Ctrl+C"), self.tr("Copy the block")),
            (native("Ctrl+Shift+P"), self.context.word("form.duty_month_table")),
        ]
        if not self.editable:
            return found
        letters = " ".join(sorted(self.board.by_letter)).upper() if self.board is not None else ""
        return [
            (letters, self.tr("Put a shift")),
            ("-  .", self.tr("Day off")),
            (native("Del"), self.tr("Nothing decided")),
            ("P", self.tr("Pin: the generator leaves it alone (Space too)")),
            (f"{native('Ctrl+Z')} {native('Ctrl+Y')}", self.tr("Take back, make again")),
            (native("Ctrl+V"), self.tr("Paste the block")),
            *([(native("Ctrl+G"), self.tr("Generate the roster"))] if self.acts.generator is not None else []),
            *found,
        ]


def build(context: Context) -> QWidget:
    """Make the page."""
    return RosterDesk(context)


DESK = DeskSpec(
    code="roster", order=5, title="register.roster", icon="mdi6.calendar-account-outline", build=build,
    registers=(REGISTER,),
)  # fmt: skip
