"""What the window can do by key and menu, declared in one list."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QMenu

from deskapp.ui import icons
from deskapp.ui.actions import Action
from deskapp.ui.arrivals import CLOSE_KEY, READ_KEY
from deskapp.ui.common.parts import while_alive
from deskapp.ui.common.print_press import QueueRun
from deskapp.ui.desk_tabs import FIXED
from deskapp.ui.emergency_bar import KEYS as EMERGENCY_KEYS
from deskapp.ui.help import Help
from deskapp.ui.spec import Desk, DeskSpec, desks

if TYPE_CHECKING:
    from deskapp.domain.common import Ref
    from deskapp.errors import DeskError
    from deskapp.ui.main_window import MainWindow
    from deskapp.ui.scanner import Scan


class WindowActions(QObject):
    """The actions of one window, and the little that each of them does."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._openers: list[_Opener] = []
        self._help: Help | None = None
        self._queue_run: QueueRun | None = None

    def declare(self) -> list[Action]:
        """Every action, in the window's language."""
        self._openers = [_Opener(self._window, spec) for spec in desks()]
        return [*self._entry_actions(), *self._desk_actions(), *self._window_actions(), *self._arrival_actions()]

    def desk_ids(self) -> list[str]:
        """The ids of the actions that open desks."""
        return [f"desk_{spec.code}" for spec in desks()]

    def _entry_actions(self) -> list[Action]:
        return [
            Action(id="new", title=self.tr("New entry"), do=self.new, keys=("F2",), group="entry", icon="plus"),
            Action(id="save", title=self.tr("Save"), do=self._window.save, keys=("Ctrl+S",), group="entry"),
            Action(
                id="next",
                title=self.tr("The next step; in a form, save"),
                do=self.next,
                keys=("Ctrl+Return", "Ctrl+Enter"),
                group="entry",
            ),
            Action(id="steps", title=self.tr("Other steps"), do=self.steps, keys=("Ctrl+M",), group="entry"),
            Action(id="print", title=self.tr("Print"), do=self.print, keys=("Ctrl+P",), group="entry"),
            Action(
                id="escape",
                title=self.tr("Leave the form; the draft stays"),
                do=self.escape,
                keys=("Esc",),
                group="entry",
            ),
        ]

    def _desk_actions(self) -> list[Action]:
        word = self._window.context.word
        made = []
        for opener in self._openers:
            spec = opener.spec
            fixed = spec.order <= FIXED
            made.append(
                Action(
                    id=f"desk_{spec.code}",
                    title=word(spec.title),
                    do=opener.open,
                    keys=(f"Alt+{spec.order}",) if fixed else (("Ctrl+,",) if spec.code == "settings" else ()),
                    group="desk",
                    icon=spec.icon,
                    menu=not fixed,
                )
            )
        return made

    def _window_actions(self) -> list[Action]:
        window = self._window
        return [
            Action(id="find", title=self.tr("Find anything"), do=self.find, keys=("Ctrl+K",), icon="magnify"),
            Action(
                id="today",
                title=self.tr("Show or hide Today"),
                do=self.today,
                keys=("F7",),
                icon="calendar-today",
                menu=True,
            ),
            *self._counter_actions(),
            Action(id="undo", title=self.tr("Take the step back (while it is offered)"), do=self.undo, keys=("Alt+Z",)),
            Action(id="close_tab", title=self.tr("Close this tab"), do=self.close_tab, keys=("Ctrl+W",)),
            Action(id="menu", title=self.tr("Menu"), do=self.menu, keys=("Alt+M", "F10")),
            Action(
                id="lock",
                title=self.tr("Lock, or change person"),
                do=window.lock,
                keys=("Ctrl+L",),
                icon="lock-outline",
                menu=True,
            ),
            Action(id="help", title=self.tr("Keys"), do=self.help, keys=("F1",), icon="keyboard-outline", menu=True),
            Action(
                id="print_waiting",
                title=self.tr("Print what is waiting"),
                do=self.print_waiting,
                icon="printer-outline",
                menu=True,
            ),
            Action(id="quit", title=self.tr("Quit"), do=self.quit, keys=("Ctrl+Q",), icon="exit-to-app", menu=True),
        ]

    def _arrival_actions(self) -> list[Action]:
        return [
            Action(id="read_note", title=self.tr("Open the next unread note"), do=self.read_note, keys=(READ_KEY,)),
            Action(id="put_away", title=self.tr("Put the notice away"), do=self.put_away, keys=(CLOSE_KEY,)),
        ]

    def _counter_actions(self) -> list[Action]:
        return [
            Action(
                id="emergency",
                title=self.tr("Pass the waiting emergency on"),
                do=self.emergency,
                keys=(EMERGENCY_KEYS,),
            ),
            Action(id="hand_over", title=self.tr("Hand over, or go on with it"), do=self.hand_over, keys=("F12",)),
        ]

    def fill(self, menu: QMenu) -> None:
        """Put under ☰ what belongs there: the further desks first."""
        before = ""
        for action in self._window.actions_:
            if not action.menu:
                continue
            if before and before != action.group:
                menu.addSeparator()
            before = action.group
            made = self._window.actions_.qt(action.id)
            made.setIcon(icons.icon(action.icon))
            menu.addAction(made)

    # Each action

    def new(self) -> None:
        """F2."""
        self._window.to_desk(_new)

    def next(self) -> None:
        """Ctrl+Enter."""
        self._window.to_desk(_next)

    def steps(self) -> None:
        """Ctrl+M."""
        self._window.to_desk(_steps)

    def print(self) -> None:
        """Ctrl+P."""
        self._window.to_desk(_print)

    def escape(self) -> None:
        """Esc: first what lies on top, then the desk."""
        search = self._window.header.search
        if self._help is not None:
            self._help.close_help()
        elif search.hasFocus() or search.popup_open:
            search.leave()
            self._window.tabs.focus()
        else:
            self._window.to_desk(_escape)

    def find(self) -> None:
        """Ctrl+K."""
        self._window.header.search.start()

    def today(self) -> None:
        """F7."""
        self._window.side.toggle()

    def emergency(self) -> None:
        """F9."""
        self._window.watch.pass_on()

    def hand_over(self) -> None:
        """F12."""
        self._window.open_chip("handovers", "begin:")

    def read_note(self) -> None:
        """F11."""
        self._window.arrivals.read()

    def put_away(self) -> None:
        """Shift+F11."""
        self._window.arrivals.put_away()

    def undo(self) -> None:
        """Alt+Z."""
        self._window.toasts.act()

    def close_tab(self) -> None:
        """Ctrl+W."""
        self._window.tabs.close_current()

    def menu(self) -> None:
        """Alt+M."""
        self._window.header.menu.showMenu()

    def print_waiting(self) -> None:
        """Try again what no printer took; one run at a time."""
        if self._queue_run is None:
            self._queue_run = QueueRun(self._window.context)
            self._queue_run.over.connect(self._queue_over)
            self._queue_run.start()

    def _queue_over(self) -> None:
        self._queue_run = None

    def quit(self) -> None:
        """Ctrl+Q."""
        self._window.close()

    def help(self) -> None:
        """F1: the keys of this place; once more closes them."""
        if self._help is not None:
            self._help.close_help()
            return
        actions, desk = self._window.actions_, self._window.tabs.desk
        here = desk.keys() if desk is not None and self._window.at_work else []
        own = {key for key, _ in here}
        entry = [pair for pair in actions.group("entry") if pair[0] not in own]
        groups = [
            (self._window.context.word(self._window.tabs.spec.title), [*entry, *here]),
            (self.tr("Go to"), actions.group("desk")),
            (self.tr("Everywhere"), actions.group("window")),
        ]
        self._help = Help(self._window, groups)
        self._help.closed.connect(self._help_closed)

    def _help_closed(self) -> None:
        self._help = None

    def scanned(self, scan: Scan) -> None:
        """A code came from the hand scanner."""
        window = self._window
        if window.context.actor is None or _taken_here(scan.code):
            return
        if scan.again:
            window.context.say(self.tr("{code} is already scanned.").format(code=scan.code), kind="warning")
        window.context.ask(
            "search.by_code",
            while_alive(window, partial(self._found, scan)),
            while_alive(window, self._not_found),
            owner=self,
            token="scan",
            code=scan.code,
        )

    def _found(self, scan: Scan, ref: Ref | None) -> None:
        context = self._window.context
        if ref is None:
            context.say(self.tr("Nothing here has the code {code}.").format(code=scan.code), kind="error")
            return
        context.open(ref)
        if len(scan.run) > 1 and not scan.again:
            codes = ", ".join(scan.run)
            context.say(self.tr("Scanned {count}: {codes}").format(count=len(scan.run), codes=codes))

    def _not_found(self, error: DeskError) -> None:
        self._window.context.say_error(error)


def _taken_here(code: str) -> bool:
    """Whether what has the keys, or what it stands in, makes something of the code: a run of returns, a form."""
    widget = QApplication.focusWidget()
    while widget is not None:
        taker = getattr(widget, "take_scan", None)
        if taker is not None and taker(code):
            return True
        widget = widget.parentWidget()
    return False


class _Opener(QObject):
    """Opens one desk."""

    def __init__(self, window: MainWindow, spec: DeskSpec) -> None:
        super().__init__(window)
        self._window = window
        self.spec = spec

    def open(self) -> None:
        """Bring it to the front."""
        self._window.tabs.go(self.spec.code)
        self._window.tabs.focus()


def _new(desk: Desk) -> None:
    desk.new_entry()


def _next(desk: Desk) -> None:
    desk.next_step()


def _steps(desk: Desk) -> None:
    desk.steps_menu()


def _print(desk: Desk) -> None:
    desk.print_entry()


def _escape(desk: Desk) -> None:
    desk.escape()
