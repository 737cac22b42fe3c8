"""The duty log: a day like a book's page, written on and put right but never changed, countersigned by the day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent

from deskapp.domain.common import Change
from deskapp.domain.duty_log import REGISTER, WRITTEN
from deskapp.domain.people import OFFICE, Role
from deskapp.errors import DeskError
from deskapp.ui import format as fmt
from deskapp.ui.actions import native
from deskapp.ui.common.log_book import kind_of
from deskapp.ui.common.log_pages import ChainPage
from deskapp.ui.common.log_sides import LogSides
from deskapp.ui.common.parts import clicked, while_alive
from deskapp.ui.common.printing import form_of
from deskapp.ui.common.resident_pane import Push
from deskapp.ui.context import Context
from deskapp.ui.spec import DeskSpec

PAPER = "duty_log"
#: What Today's row opens: the days that are not countersigned.
UNSIGNED = "unsigned"


class DutyLogDesk(LogSides):
    """What the keys do, and what the window asks."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        context.changed.connect(self._changed)
        context.signed_in.connect(self._signed_in)
        if context.actor is not None:
            self.shelf.load(restore=True)
            self.reload()

    # What the keys do

    def pushed(self, key: str) -> None:
        """Single keys of the lists; on an empty day too."""
        if kind := kind_of(key):
            self.acts.write(kind)
            return
        acts: dict[str, Callable[[], None]] = {
            "left": partial(self.turn_day, -1), "right": partial(self.turn_day, 1), "t": self._today,
            "g": self.top.day.target.setFocus, "f": self._to_search, "/": self._to_search, "c": self.correct,
            "j": self.jump, "s": self.sign, "shift+s": self.acts.sign_read, "u": self.show_unsigned,
            "h": self.foot.copy, "k": self.show_chain, "o": self.open_about, "n": self.new_entry,
        }  # fmt: skip
        act = acts.get(key)
        if act is not None:
            act()

    def _today(self) -> None:
        self.look_at(fmt.now().astimezone().date())

    def _to_search(self) -> None:
        self.top.text.setFocus()
        self.top.text.selectAll()

    def sign(self) -> None:
        """Countersign the day in front (``DUTY-5``)."""
        if self.main is self.days:
            self.acts.sign(self.days.day)
        elif self.page is not None and self.main is self.book:
            (day,) = self.page.days
            if not day.signed:
                self.acts.sign(day)

    def show_chain(self) -> None:
        """Prove the chain beside the book."""
        self.acts.leave()
        page = ChainPage(self.context)
        self.pane.show_page(page, self.tr("The chain of the log"))
        self.pane.offer(
            [Push(self.tr("Check again"), "", page.prove), Push(self.tr("Back"), "Esc", self.escape, "quiet")]
        )
        self.turn(page=True)
        page.line.setFocus()
        page.prove()

    def done(self, change: Change) -> None:
        """Something was written: the book is open at it; a day that was signed leads back to the list it came from."""
        if change.verb == "duty_log.sign":
            self.pane.show_page(None, "")
            self.reload()
            if self.listed:
                self.show_unsigned()
            else:
                self.entry_page()
                self.keys_to_main()
            self.turn(page=False)
        else:
            self.show_entry(change.id)

    # What happens elsewhere

    def _changed(self, change: Change) -> None:
        if REGISTER in {ref.register for ref in (change.ref, *change.also)} or change.verb == "handovers.take":
            self.reload()

    def _signed_in(self, _actor: object) -> None:
        if self.newcomer():
            self.acts.leave()
            self.acts.read.clear()
            self.pages.close_preview()
            self.look_at(fmt.now().astimezone().date())
        else:
            self.reload()
        self.shelf.load()

    # The window asks (``spec.Desk``)

    def new_entry(self) -> None:
        """F2: write down what happened."""
        self.pages.close_preview()
        self.acts.write()

    def show_entry(self, entry_id: int) -> None:
        """Open the book at an entry."""
        self.pages.close_preview()
        gone = while_alive(self, self._gone)
        self.context.ask("duty_log.detail", while_alive(self, self.go_to), gone, owner=self, token="go", id=entry_id)

    def _gone(self, error: DeskError) -> None:
        self.context.say_error(error)

    def show_chip(self, chip: str) -> None:
        """Today leads to the days that are not countersigned, or to the one (``2026-11-20``)."""
        self.pages.close_preview()
        if chip == UNSIGNED:
            self.show_unsigned()
        elif chip:
            self.look_at(date.fromisoformat(chip))

    def save(self) -> None:
        """Ctrl+S: save the form, or the paper that is looked at."""
        if self.pages.preview is not None:
            self.pages.preview.save_pdf()
        elif self.pane.form is not None:
            self.pane.form.save()

    def next_step(self) -> None:
        """Enter, Ctrl+Enter: open the day of the list; the entry where it stands; save the form; else sign."""
        if self.pages.preview is not None:
            self.pages.preview.print_now()
        elif self.pane.form is not None:
            self.save()
        elif self.main is self.days:
            if self.days.day is not None:
                self.look_at(self.days.day.day)
        elif self.main is self.found:
            if self.found.entry is not None:
                self.go_to(self.found.entry)
        elif self.narrow and self.pane.isHidden():
            self.turn(page=True)
        else:
            self.sign()

    def steps_menu(self) -> None:
        """Ctrl+M: print the month, check the chain, erase."""
        self.menu.clear()
        day = self.tr("Print the day {day}").format(day=self.day)
        self.menu.addAction(day).triggered.connect(partial(clicked, self.print_entry))
        month = self.tr("Print the month {month}").format(month=f"{self.day:%Y-%m}")
        self.menu.addAction(month).triggered.connect(partial(clicked, self.print_month))
        self.menu.addAction(self.tr("Check the chain, compare a printed head…")).triggered.connect(
            partial(clicked, self.show_chain)
        )
        entry = self.entry
        if entry is not None and not entry.erased and self.context.acts_as({Role.DIRECTOR}):
            said = self.tr("Erase the words of #{seq}…").format(seq=entry.seq)
            self.menu.addAction(said).triggered.connect(partial(clicked, partial(self.acts.erase, entry)))
        self.menu.popup(self.top.more.mapToGlobal(self.top.more.rect().bottomLeft()))
        self.menu.setActiveAction(self.menu.actions()[0])

    def print_entry(self) -> None:
        """Ctrl+P: the day on paper."""
        self._paper(int(f"{self.day:%Y%m%d}"))

    def print_month(self) -> None:
        """The month on paper."""
        self._paper(int(f"{self.day:%Y%m}"))

    def _paper(self, period: int) -> None:
        if self.pages.preview is None and self.page is not None and form_of(self.context, PAPER) is not None:
            self.pages.show_paper(PAPER, period)

    def escape(self) -> None:
        """Esc: out of the paper, the form, the list; back to the book."""
        if self.pages.preview is not None:
            self.pages.close_preview()
            return
        form = self.pane.form is not None or isinstance(self.pane.page, ChainPage)
        self.acts.leave()
        self.shelf.load()
        self.turn(page=False)
        if form and self.main is not self.days:
            self.entry_page()
        elif form:
            self.offer_days()
        elif self.main is not self.book:
            self.top.text.clear()
            self.look_at(self.day)
        self.keys_to_main()

    def keep_drafts(self) -> None:
        """Write down at once what is half typed."""
        if self.pane.form is not None:
            self.pane.form.keeper.keep()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: on an empty day the keys of the book work all the same."""
        self.book.keyPressEvent(event)

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this place."""
        office = [
            ("S", self.tr("Countersign the day")), ("Shift+S", self.tr("Countersign all days that were read")),
        ]  # fmt: skip
        return [
            (f"1–{len(WRITTEN)}", self.tr("New entry of a kind: event, round, report, visitor, equipment, note")),
            ("C", self.tr("Put the entry right by a new one")),
            ("J", self.tr("To the correction, and back")),
            (f"{native('Left')} {native('Right')}", self.tr("The day before, the next day")),
            ("T  G", self.tr("Today; go to a day")),
            ("F", self.tr("Find in the log")),
            ("U", self.tr("Days not countersigned")),
            *(office if self.context.acts_as(OFFICE) else []),
            ("H  K", self.tr("Copy the head; check the chain")),
            ("O", self.tr("Open what the entry is about")),
        ]

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt: the keys go to the form, or to the list."""
        if self.pane.form is not None:
            self.pane.form.begin()
        elif self.stack.currentWidget() is self.main:
            self.main.setFocus(Qt.FocusReason.OtherFocusReason)


DESK = DeskSpec(
    code="duty_log", order=25, title="register.duty_log", icon="mdi6.notebook-outline", build=DutyLogDesk,
    registers=(REGISTER,),
)  # fmt: skip
