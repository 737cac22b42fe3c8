"""The one window: header, tabs, Today and the foot; before somebody is signed in, a page in their place."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from deskapp.ui import theme
from deskapp.ui.skeleton import Skeleton

if TYPE_CHECKING:
    from deskapp.domain.common import Change, Ref
    from deskapp.domain.directory import Estate
    from deskapp.domain.people import Actor
    from deskapp.errors import DeskError
    from deskapp.settings import Settings
    from deskapp.ui.context import Context
    from deskapp.ui.gate import Gate
    from deskapp.ui.spec import Desk, DeskSpec
    from deskapp.ui.today_side import TodaySide

_AT_WORK = (
    "new", "save", "next", "steps", "print", "escape", "find", "today", "undo", "close_tab", "lock", "print_waiting",
    "emergency", "hand_over", "read_note", "put_away",
)  # fmt: skip


class MainWindow(QMainWindow):
    """Painted at once as a skeleton, furnished when everything is imported, opened when the register is.

    ``painted`` comes once, after the first paint. ``try_again``, ``other_file`` and ``fresh_file`` are the answers to
    the page that says why the register cannot be opened.
    """

    side: TodaySide
    painted = Signal()
    try_again = Signal()
    other_file = Signal(str)
    fresh_file = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self.setWindowTitle(self.tr("Front desk"))
        self.setMinimumSize(960, 600)
        self.resize(1366, 768)
        skeleton = Skeleton(self)
        skeleton.painted.connect(self.painted)
        self.setCentralWidget(skeleton)
        self._gate: Gate | None = None
        self._estate_name = ""
        self._told_unkept: frozenset[tuple[int, str]] = frozenset()

    # Making

    def furnish(self, context: Context) -> None:
        """Build the content; from here on the window is of use."""
        from deskapp.ui.actions import Actions
        from deskapp.ui.arrivals import Arrivals
        from deskapp.ui.idle import Idle
        from deskapp.ui.scanner import Scanner
        from deskapp.ui.toast import Toasts
        from deskapp.ui.watch import Watch
        from deskapp.ui.window_actions import WindowActions

        self.context = context
        self.actions_ = Actions(self)
        self._commands = WindowActions(self)
        self.toasts = Toasts(self)
        self.watch = Watch(context, self)
        self.arrivals = Arrivals(context, self)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.scanner = Scanner(app)
        self.scanner.scanned.connect(self._commands.scanned)
        self.idle = Idle(app)
        self.idle.left_alone.connect(self.lock)
        context.opened.connect(self.open_entry)
        context.desk_wanted.connect(self.open_chip)
        context.said.connect(self._say)
        context.changed.connect(self._changed)
        context.appearance_changed.connect(self._appearance)
        app.styleHints().colorSchemeChanged.connect(self._desktop_changed)
        self._build()

    def _build(self) -> None:
        from deskapp.ui.desk_tabs import DeskTabs
        from deskapp.ui.header import Header
        from deskapp.ui.status_bar import StatusBar
        from deskapp.ui.today_side import TodaySide

        wanted = self.side.wanted if hasattr(self, "side") else None
        self.actions_.clear()
        self.actions_.add(self._commands.declare())
        content = QWidget()
        self.setWindowTitle(self.tr("Front desk"))
        self.header = Header(self.context, self.actions_, QMenu(content), content)
        self._commands.fill(self.header.menu.menu())
        self.header.search.desk_chosen.connect(self._open_desk)
        self.header.search.left.connect(self._focus_desk)
        self.tabs = DeskTabs(self.context, content)
        self.tabs.current_changed.connect(self._tab_changed)
        self.side = TodaySide(self.context, content, wanted)
        self.today = self.side.pane
        self.watch.attach()
        self.foot = StatusBar(self.context)
        self.arrivals.attach()
        self._body = QStackedWidget()
        self._body.addWidget(self._work())
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.header, self.watch.bar, self.arrivals.bar, self._body, self.foot):
            column.addWidget(part, 1 if part is self._body else 0)
        self.setCentralWidget(content)
        self.header.set_estate(self._estate_name)
        self._enable()
        self.side.fit(self.width())

    def _work(self) -> QWidget:
        work = QWidget()
        strip = QFrame()
        theme.look(strip, "strip")
        line = QHBoxLayout(strip)
        line.setContentsMargins(8, 0, 8, 0)
        line.addWidget(self.tabs.bar, 1)
        line.addWidget(self.side.button)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.tabs.pages, 1)
        row.addWidget(self.today)
        box = QVBoxLayout(work)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(strip)
        box.addLayout(row, 1)
        return work

    # The register is open

    def office_ready(self) -> None:
        """The context has its office: go to work, or first to the page that is due."""
        from deskapp.ui.common.parts import while_alive

        if self.context.actor is not None:
            self._to_work()
            return
        self.context.ask("staff.is_set_up", while_alive(self, self._set_up_or_sign_in), self.trouble)

    def trouble(self, error: DeskError) -> None:
        """Show why the register cannot be opened."""
        from deskapp.ui.trouble import TroublePage

        page = TroublePage(self.context, error)
        page.again.connect(self.try_again)
        page.other.connect(self.other_file)
        page.fresh.connect(self.fresh_file)
        self._show_gate(page)

    def opening(self) -> None:
        """The register is being opened (again): the work's own outline says so."""
        self._show_gate(None)

    def _set_up_or_sign_in(self, is_set_up: bool) -> None:
        from deskapp.ui.set_up import SetUpPage

        if is_set_up:
            self.sign_in()
            return
        page = SetUpPage(self.context)
        page.done.connect(self._set_up_done)
        self._show_gate(page)

    def _set_up_done(self, code: str, pin: str) -> None:
        from deskapp.ui.common.parts import while_alive

        # Somebody is there now, whatever becomes of signing in: the page has done its work.
        refused = while_alive(self, self._not_signed_in)
        self.context.ask("staff.sign_in", while_alive(self, self.welcome), refused, code=code, pin=pin)

    def _not_signed_in(self, error: DeskError) -> None:
        self.context.say_error(error)
        self.sign_in()

    def sign_in(self) -> None:
        """Show the sign-in page; what is open stays open behind it."""
        from deskapp.ui.common.parts import while_alive
        from deskapp.ui.sign_in import SignInPage

        page = SignInPage(self.context)
        page.set_estate(self._estate_name)
        page.done.connect(self.welcome)
        self._show_gate(page)
        self.watch.left()
        self.arrivals.left()
        self.context.ask("directory.estate", while_alive(self, self._got_estate))

    def welcome(self, actor: Actor) -> None:
        """Somebody signed in."""
        self.context.actor = actor
        self.watch.arrived()
        self.context.settings.last_person = actor.code
        self.context.settings.save()
        self._to_work()
        self.context.signed_in.emit(actor)

    def lock(self) -> None:
        """Sign out; drafts are written down, nothing is closed."""
        if self.context.actor is None:
            return
        self.keep_drafts()
        self.context.actor = None
        self.idle.begin(0)
        self.toasts.clear()
        self.header.search.leave()
        self.today.forget()
        self.sign_in()

    def _to_work(self) -> None:
        from deskapp.ui.common.parts import while_alive

        self._show_gate(None)
        self.context.ask("directory.estate", while_alive(self, self._got_estate))
        self.context.ask("rulebook.seconds", while_alive(self, self.idle.begin), key="desk.idle_lock_after")
        self.tabs.wake()
        self.today.refresh()
        self._focus_desk()

    def _changed(self, change: Change) -> None:
        from deskapp.ui.common.parts import while_alive

        if change.verb == "directory.save_estate":
            self.context.ask("directory.estate", while_alive(self, self._got_estate))
        elif change.verb == "rulebook.change" and self.context.actor is not None:
            self.context.ask("rulebook.seconds", while_alive(self, self.idle.begin), key="desk.idle_lock_after")

    def _got_estate(self, estate: Estate) -> None:
        from deskapp.ui.sign_in import SignInPage

        english = self.context.language.value == "en" and estate.name_en
        self._estate_name = estate.name_en if english else estate.name
        self.header.set_estate(self._estate_name)
        self.setWindowTitle(self._estate_name or self.tr("Front desk"))
        if isinstance(self._gate, SignInPage):
            self._gate.set_estate(self._estate_name)

    def _show_gate(self, page: Gate | None) -> None:
        old, self._gate = self._gate, page
        if page is not None:
            self._body.addWidget(page)
            self._body.setCurrentWidget(page)
            page.start()
        else:
            self._body.setCurrentIndex(0)
        if old is not None:
            self._body.removeWidget(old)
            old.deleteLater()
        self._enable()

    def _enable(self) -> None:
        self.actions_.enable([*_AT_WORK, *self._commands.desk_ids()], self.at_work)
        if self._gate is not None and hasattr(self._gate, "save"):
            self.actions_.enable(["save"], True)
        self.header.set_person()
        self.foot.set_person()

    @property
    def at_work(self) -> bool:
        """Somebody is signed in, and no page stands before the work."""
        return self.context.actor is not None and self._gate is None

    # What the actions and the context ask for

    def to_desk(self, act: Callable[[Desk], None]) -> None:
        """Let the desk in front do something."""
        if self._gate is None and self.tabs.desk is not None:
            act(self.tabs.desk)

    def save(self) -> None:
        """Ctrl+S: the desk's form, or the page that stands before the work."""
        if self._gate is not None and hasattr(self._gate, "save"):
            self._gate.save()
        elif (desk := self.tabs.desk) is not None:
            desk.save()

    def open_entry(self, ref: Ref) -> None:
        """Show an entry where it belongs."""
        if self.context.actor is None:
            return
        if not self.tabs.go(ref.register):
            self.context.say(self.tr("There is no page for this yet."))
        elif (desk := self.tabs.desk) is not None:
            # A desk of several registers needs to know which one the id belongs to.
            show_ref = getattr(desk, "show_ref", None)
            show_ref(ref) if show_ref is not None else desk.show_entry(ref.id)

    def open_chip(self, code: str, chip: str) -> None:
        """Show a desk, and in it what Today points at."""
        if self.context.actor is None:
            return
        if not self.tabs.go(code):
            self.context.say(self.tr("There is no page for this yet."))
        elif (desk := self.tabs.desk) is not None and chip:
            desk.show_chip(chip)

    def keep_drafts(self) -> None:
        """Let every desk write down what is half typed."""
        for _, desk in self.tabs.built():
            desk.keep_drafts()

    def _open_desk(self, spec: DeskSpec) -> None:
        self.tabs.go(spec.code)
        self._focus_desk()

    def _focus_desk(self) -> None:
        if self._gate is None:
            self.tabs.focus()

    def _tab_changed(self) -> None:
        self.header.search.leave()

    def _say(self, message: tuple[str, str, str, Callable[[], None] | None, int]) -> None:
        self.toasts.say(*message)

    # How it looks

    def _desktop_changed(self) -> None:
        if self._settings.theme == "auto":
            self._appearance()

    def _appearance(self) -> None:
        """Language, theme or text size changed: soon, since the one who changed it is still at work."""
        QTimer.singleShot(0, self.rebuild)

    def rebuild(self) -> None:
        """Make the content anew; the open tabs, the one in front and its entry stay."""
        from deskapp.ui import language

        self.keep_drafts()
        codes, front = self.tabs.codes(), self.tabs.spec.code
        entries = {code: int(getattr(desk, "entry_id", 0)) for code, desk in self.tabs.built()}
        language.install(self.context.language)
        theme.apply(self._settings)
        old, gate = self.centralWidget(), self._gate
        self._gate = None
        self.toasts.clear()
        self._build()
        if old is not None:
            old.deleteLater()
        if self.context.office is None:
            return
        if self.context.actor is None:
            self.office_ready()
            return
        for code in [*(c for c in codes if c not in self.tabs.codes()), front]:
            self.tabs.go(code)
            if entries.get(code) and self.tabs.desk is not None:
                self.tabs.desk.show_entry(entries[code])
        self._to_work()
        if gate is not None:
            gate.deleteLater()

    def resizeEvent(self, event: object) -> None:
        """Today makes room in a narrow window."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        if hasattr(self, "side"):
            self.side.fit(self.width())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is half typed."""
        if hasattr(self, "tabs"):
            self.keep_drafts()
            lost = frozenset(self.context.unkept)
            if lost - self._told_unkept:
                self._told_unkept = lost
                told = self.tr("What is half typed could not be written down. Save it, or close once more to lose it.")
                self.context.say(told, kind="error", seconds=15)
                event.ignore()
                return
            self.scanner.stop()
        super().closeEvent(event)
