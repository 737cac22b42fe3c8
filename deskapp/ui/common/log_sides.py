"""The duty log's page: a day like a book's page, what was found, the days to be signed; beside it one entry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QMenu, QStackedWidget, QWidget

from deskapp.domain.common import Change
from deskapp.domain.duty_log import REGISTER, LogEntry, LogPage, SignedDay
from deskapp.domain.fields import EARLIEST, LATEST
from deskapp.domain.people import COUNTER_AND_STEWARD, OFFICE
from deskapp.ui import format as fmt
from deskapp.ui.common.empty_state import EmptyState
from deskapp.ui.common.log_acts import LogActs
from deskapp.ui.common.log_book import BookTable, DaysTable
from deskapp.ui.common.log_pages import EntryPage, LogFoot
from deskapp.ui.common.log_top import LogTop
from deskapp.ui.common.paper_pages import PaperPages
from deskapp.ui.common.parts import clicked, em, while_alive
from deskapp.ui.common.resident_pane import Push
from deskapp.ui.common.side_desk import SideDesk
from deskapp.ui.context import Context


class LogSides(SideDesk):
    """At the left the day, what was found, or the days to be signed; beside it one entry or a form."""

    share = 34

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.day = fmt.now().astimezone().date()
        self.page: LogPage | None = None
        self.wanted = 0
        self.listed = False  # the day was opened from the list of those that are not signed
        self.book, self.found, self.days = BookTable(context), BookTable(context), DaysTable(context)
        self.nothing = EmptyState()
        self.nothing.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.stack = QStackedWidget()
        self.foot = LogFoot(context)
        self.top = LogTop(context)
        self.shelf = self.top.shelf
        self.acts = LogActs(self)
        self.menu = QMenu(self)
        self._build()
        self._connect()
        self.pane.show_page(None, "")

    def _build(self) -> None:
        self.column.addWidget(self.top)
        for part in (self.book, self.found, self.days):
            self.stack.addWidget(part)
        self.stack.addWidget(self.nothing)
        self.hold(self.stack)
        self.inside.addWidget(self.foot)
        self.main = self.book
        holder = QWidget()
        self.column.removeWidget(self.splitter)
        self.pages = PaperPages(self.context, holder, self.splitter)
        self.column.addWidget(holder, 1)
        holder.setFocusProxy(self.book)

    def _connect(self) -> None:
        top = self.top
        top.turned.connect(self.turn_day)
        top.jumped.connect(self.look_at)
        top.sought.connect(self.seek)
        top.unsigned.connect(self.show_unsigned)
        top.new.clicked.connect(partial(clicked, self.new_entry))
        top.more.clicked.connect(partial(clicked, self.steps_menu))
        self.shelf.taken.connect(self.acts.restore)
        for table in (self.book, self.found):
            table.currentCellChanged.connect(self._chosen)
        for listed in (self.book, self.found, self.days):
            listed.pushed.connect(self.pushed)
            listed.entered.connect(self.next_step)
            listed.cellDoubleClicked.connect(self._double)
        self.foot.signed.connect(self.sign)
        self.foot.chained.connect(self.show_chain)

    def turn(self, *, page: bool) -> None:
        """Where room is short, a form has all of it."""
        super().turn(page=page)
        self.top.setVisible(self.context.acts_as(COUNTER_AND_STEWARD) and not (self.narrow and page))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: the room is shared out once the page, which papers are looked at over, has it."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._share_out)

    def _share_out(self) -> None:
        wide = self.splitter.width() - self.splitter.handleWidth()
        page = max(em(self) * self.least_em, wide * self.share // 100)
        self.splitter.setSizes([max(wide - page, 1), max(page, 1)])

    # Reading

    def reload(self) -> None:
        """Read the day and the days that are not signed again."""
        if not self.context.acts_as(COUNTER_AND_STEWARD):
            self._nobody()
            return
        shown = while_alive(self, self._show)
        self.context.ask("duty_log.page", shown, owner=self, token="page", since=self.day, until=self.day)
        self.context.ask("duty_log.unsigned", while_alive(self, self._show_unsigned), owner=self, token="days")

    def _nobody(self) -> None:
        self.nothing.say(self.tr("This page is not part of your work"), "")
        self.stack.setCurrentWidget(self.nothing)
        for part in (self.top, self.foot):
            part.hide()

    def _show(self, page: LogPage) -> None:
        self.page = page
        (day,) = page.days
        self.top.show()
        self.foot.show()
        self.top.show_day(day.day, rest=day.rest)
        choose, self.wanted = self.wanted, 0
        self.book.show_entries(page.entries, choose=choose)
        if self.main is self.book:
            self._front_book()
        shown = day if self.main is self.book else None
        self.foot.show_day(shown, page.head, may_sign=self.context.acts_as(OFFICE))
        if not page.entries and self.pane.form is None and self.main is self.book:
            self.pane.show_page(None, "")

    def _front_book(self) -> None:
        """The book is what is looked at: its day is read now."""
        assert self.page is not None
        (day,) = self.page.days
        self.acts.read[day.day] = day.last
        now = QApplication.focusWidget()
        keys = now is not None and (now is self or self.stack.isAncestorOf(now))
        self.main = self.book
        if self.page.entries:
            self.stack.setCurrentWidget(self.book)
        else:
            self.nothing.say(*self._empty(day))
            self.stack.setCurrentWidget(self.nothing)
        if keys:
            self.keys_to_main()

    def _empty(self, day: SignedDay) -> tuple[str, str]:
        head = self.tr("Nothing was written on this day")
        if day.day > fmt.now().astimezone().date():
            return head, self.tr("It has not come yet.")
        return head, self.tr("F2 writes down what happened; ← and → turn to another day.")

    def _show_unsigned(self, days: Sequence[SignedDay]) -> None:
        self.days.show_days(days, self.acts.read)
        self._count()

    def _count(self) -> None:
        self.top.count(len(self.days.days), shown=self.main is self.days)

    # Where one looks

    def look_at(self, day: date, choose: int = 0) -> None:
        """Open the book at a day; ``choose`` is the entry in front."""
        if not EARLIEST.date() <= day < LATEST.date():
            return
        self.acts.leave()
        self.day, self.wanted, self.listed = day, choose, self.main is self.days
        self.main = self.book
        self.stack.setCurrentWidget(self.book)
        self.pane.show_page(None, "")
        self.turn(page=False)
        self.reload()
        self.keys_to_main()
        self._count()

    def turn_day(self, days: int) -> None:
        """On or back by so many days."""
        self.look_at(self.day + timedelta(days=days))

    def seek(self, text: str) -> None:
        """Find words in the whole log, the newest first; nothing leads back to the day."""
        if not text:
            self.look_at(self.day)
            return
        shown = while_alive(self, partial(self._show_found, text))
        self.context.ask("duty_log.find", shown, owner=self, token="find", text=text)

    def _show_found(self, text: str, entries: Sequence[LogEntry]) -> None:
        self.acts.leave()
        self.main = self.found
        self.foot.show_day(None, None, may_sign=False)
        self.found.show_entries(entries, dated=True)
        self.pane.show_page(None, "")
        if entries:
            self.stack.setCurrentWidget(self.found)
            self.keys_to_main()
            self.entry_page()
        else:
            said = self.tr("Nothing in the log has “{text}”").format(text=text[:40])
            self.nothing.say(said, self.tr("Esc goes back to the day."))
            self.stack.setCurrentWidget(self.nothing)
        self._count()

    def show_unsigned(self) -> None:
        """The days that are not countersigned, the oldest first (``DUTY-5``)."""
        self.acts.leave()
        self.main, self.listed = self.days, False
        self.foot.show_day(None, None, may_sign=False)
        self.pane.show_page(None, "")
        self.turn(page=False)
        self.days.show_days(self.days.days, self.acts.read)
        if self.days.days:
            self.stack.setCurrentWidget(self.days)
            self.keys_to_main()
        else:
            self.nothing.say(
                self.tr("Every day is countersigned"),
                self.tr("Esc goes back to the day."),
            )
            self.stack.setCurrentWidget(self.nothing)
        self.offer_days()
        self._count()

    def offer_days(self) -> None:
        """What can be done with the days of the list."""
        pushes = [Push(self.tr("Open the day"), "Return", self.next_step)] if self.days.days else []
        if self.context.acts_as(OFFICE) and self.days.days:
            pushes.append(
                Push(
                    self.tr("Countersign all that were read"),
                    "Shift+S",
                    self.acts.sign_read,
                )
            )
        title = self.tr("Not countersigned")
        self.pane.show_page(
            None,
            title,
            self.tr("The supervisor reads each day and signs it [001·5·4.2.3]."),
        )
        self.pane.offer(pushes)

    def keys_to_main(self) -> None:
        """The keys go to what is looked at."""
        self.main.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.stack.currentWidget() is self.nothing:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to(self, entry: LogEntry) -> None:
        """Open the book at an entry."""
        self.look_at(entry.at.astimezone().date(), entry.seq)

    # One entry

    @property
    def entry(self) -> LogEntry | None:
        """The entry in front."""
        if self.main is self.days:
            return None
        return self.found.entry if self.main is self.found else self.book.entry

    def _chosen(self, row: int, _column: int, before: int, _before: int) -> None:
        if row >= 0 and row != before and self.sender() is self.main:
            self.acts.leave()
            self.entry_page()

    def entry_page(self) -> None:
        """Show the entry in front beside the list."""
        entry = self.entry
        if entry is None:
            self.pane.show_page(None, "")
            return
        badge = self.context.word(f"{REGISTER}.kind.{entry.kind}")
        tone = "badge" if entry.automatic else "badge-info"
        self.pane.show_page(EntryPage(self.context, entry), f"#{entry.seq}", self._about(entry), badge, tone)
        pushes = []
        if entry.corrected_by is None:
            pushes.append(Push(self.context.word("duty_log.step.correct"), "C", self.correct, "plain"))
        if entry.corrects is not None or entry.corrected_by is not None:
            to = self.tr("To the correction") if entry.corrected_by is not None else self.tr("To what it puts right")
            pushes.append(Push(to, "J", self.jump, "plain"))
        if entry.about is not None:
            pushes.append(
                Push(
                    self.tr("Open {number}").format(number=entry.about.number),
                    "O",
                    self.open_about,
                    "",
                )
            )
        self.pane.offer(pushes)

    def _about(self, entry: LogEntry) -> str:
        said = self.tr("written by the program") if entry.automatic else ""
        return " · ".join(filter(None, (fmt.clock(entry.at), entry.by, said)))

    def correct(self) -> None:
        """Put the entry in front right."""
        self.acts.correct(self.entry)

    def open_about(self) -> None:
        """Open what the entry in front is about."""
        if self.entry is not None and self.entry.about is not None:
            self.context.open(self.entry.about)

    def jump(self) -> None:
        """From an entry to what puts it right, and from there back to what was put right."""
        entry = self.entry
        other = (entry.corrected_by or entry.corrects) if entry is not None else None
        if other is not None and not (self.main is self.book and self.book.choose(other)):
            self.show_entry(other)

    # What the desk does

    def pushed(self, key: str) -> None:
        """A letter, digit or arrow in one of the lists."""
        raise NotImplementedError

    def sign(self) -> None:
        """Countersign the day in front."""
        raise NotImplementedError

    def show_chain(self) -> None:
        """Prove the chain."""
        raise NotImplementedError

    def done(self, change: Change) -> None:
        """A form was saved."""
        raise NotImplementedError

    def _double(self, _row: int, _column: int) -> None:
        self.next_step()
