"""The composition root of the window: the only place that brings window, services and paper together.

``run`` opens the window on a screen; ``build_window`` makes one around services that are there already (tests,
pictures, the offscreen demo). Nothing heavy is imported before the first paint.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QElapsedTimer, QEventLoop, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from deskapp.settings import Settings
from deskapp.ui import language, theme
from deskapp.ui.main_window import MainWindow

if TYPE_CHECKING:
    import logging

    from deskapp.domain.office import Office
    from deskapp.domain.paper import Papers
    from deskapp.domain.people import Actor
    from deskapp.errors import DeskError
    from deskapp.ui.context import Context
    from deskapp.ui.one_window import OneWindow
    from deskapp.ui.tasks import Runner

#: Longer than any pause the window makes before it shows what was asked for.
_SETTLED_MS = 400
#: A window in which something moves on its own is taken as it is after so many looks.
_SETTLES_AT_MOST = 10


class Opened(NamedTuple):
    """What an opener hands over: the open register and, for the demo, who is signed in already."""

    office: Office
    actor: Actor | None = None


#: Opens the register on a worker; raises DeskError when it cannot.
Opener = Callable[[], Opened]


def application(settings: Settings) -> QApplication:
    """The one QApplication, dressed and speaking as the settings say."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
        app = QApplication(["deskapp"])
        app.setApplicationName("deskapp")
        app.setDesktopFileName("deskapp")
    theme.load_font()
    theme.apply(settings)
    language.install(settings.language_now)
    return app


def run(settings: Settings | None = None, opener: Opener | None = None) -> int:
    """Open the window and stay until it is closed.

    Args:
        settings: The workplace's settings, by default those kept in the person's configuration folder.
        opener: Opens the register on a worker, by default the one the settings name.
    """
    settings = settings or Settings.load()
    app = application(settings)
    program = Program(settings, opener)
    program.window.show()
    code = app.exec()
    program.close()
    return code


def build_window(
    settings: Settings, office: Office, papers: Papers | None, runner: Runner, actor: Actor | None = None
) -> MainWindow:
    """A furnished window around services that are open already; the caller shows it."""
    application(settings)
    _load_the_rest()
    window = MainWindow(settings)
    context = _context(settings, runner)
    context.office, context.papers, context.actor = office, papers, actor
    window.furnish(context)
    window.office_ready()
    return window


def picture(window: MainWindow, path: Path) -> None:
    """Keep what the window shows as a PNG, once everything that waits for a moment has been shown."""
    before = window.grab()  # the first paint asks for the rows it shows
    for _ in range(_SETTLES_AT_MOST):
        clock = QElapsedTimer()
        clock.start()
        while clock.elapsed() < _SETTLED_MS:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, _SETTLED_MS)
        shown, before = before, window.grab()
        if shown.toImage() == before.toImage():
            break
    if not before.save(str(path), "PNG"):
        raise OSError(f"{path} cannot be written")


def open_papers() -> Papers:
    """The forms; ReportLab is imported when the first one is drawn."""
    from deskapp.paper.forms import PaperOffice

    papers: Papers = PaperOffice()
    return papers


class Program(QObject):
    """One run of the window, from its first paint to its end."""

    def __init__(self, settings: Settings, opener: Opener | None) -> None:
        super().__init__()
        self._settings = settings
        self._opener = opener
        self._context: Context | None = None
        self._one: OneWindow | None = None
        self._failures = Failures()
        self._failures.failed.connect(self._failed)
        self.window = MainWindow(settings)
        self.window.painted.connect(self._begin)
        self.window.try_again.connect(self.open)
        self.window.other_file.connect(self._open_other)
        self.window.fresh_file.connect(self._open_fresh)

    def open(self) -> None:
        """Open the register on the writer's thread."""
        first = not self._settings.database  # no register was ever opened here
        self._open(self._opener or partial(_open_database, self._settings.database_now, create=first))

    def close(self) -> None:
        """Finish what is being saved, let go of the file."""
        from deskapp.ui import icons

        self._failures.close()
        if self._one is not None:
            self._one.close()
        if self._context is not None:
            self._context.runner.close()
            if self._context.office is not None:
                self._context.office.close()
        icons.forget()

    def _begin(self) -> None:
        from deskapp.ui.one_window import call_the_other
        from deskapp.ui.tasks import TaskRunner

        if self._opener is None and call_the_other(self._settings.database_now):
            self.window.close()
            return
        self._context = _context(self._settings, TaskRunner())
        self.open()
        _load_the_rest()
        self.window.furnish(self._context)

    def _open(self, opener: Opener) -> None:
        from deskapp.ui.tasks import Task

        assert self._context is not None
        self._context.runner.write(Task(opener, self._opened, self._not_opened))

    def _open_other(self, path: str) -> None:
        self._settings.database = path
        self._opener = None
        self._open(partial(_open_database, path, create=False))

    def _open_fresh(self) -> None:
        self._open(partial(_open_database, self._settings.database_now, create=True))

    def _opened(self, opened: Opened) -> None:
        assert self._context is not None
        self._context.office, self._context.actor = opened.office, opened.actor
        self._context.papers = open_papers()
        if self._opener is None:
            self._settings.database = self._settings.database_now
            self._settings.save()
            self._listen()
        self.window.opening()
        self.window.office_ready()

    def _listen(self) -> None:
        from deskapp.ui.one_window import OneWindow

        if self._one is not None:
            self._one.close()
        self._one = OneWindow(self._settings.database)
        self._one.called.connect(self._to_front)

    def _to_front(self) -> None:
        window = self.window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.raise_()
        window.activateWindow()
        QApplication.alert(window)

    def _not_opened(self, error: Exception) -> None:
        from deskapp.errors import DeskError, StorageError

        if isinstance(error, DeskError):
            self.window.trouble(error)
            return
        self._failures.note(type(error), error, error.__traceback__)
        self.window.trouble(StorageError("internal", kind=type(error).__name__))

    def _failed(self, error: BaseException) -> None:
        if self._context is not None:
            self._context.say_error(_internal(error))


class Failures(QObject):
    """Whatever nobody caught, on whatever thread: written to the log, told in words on the window's own thread."""

    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._before = sys.excepthook
        sys.excepthook = self._uncaught
        threading.excepthook = self._in_thread

    def close(self) -> None:
        """Let Python have its own hook again."""
        sys.excepthook = self._before
        threading.excepthook = threading.__excepthook__

    def note(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        """Write it down where the office's administrator finds it."""
        import logging

        log = logging.getLogger("deskapp")
        if not log.handlers:
            log.addHandler(_log_file())
            log.propagate = False
        log.error("not caught", exc_info=(kind, error or kind(), trace))

    def _uncaught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        self.note(kind, error, trace)
        # Emitted on another thread it is queued, and told on the window's own.
        self.failed.emit(error)

    def _in_thread(self, caught: threading.ExceptHookArgs) -> None:
        self._uncaught(caught.exc_type, caught.exc_value or caught.exc_type(), caught.exc_traceback)


def _log_file() -> logging.Handler:
    import logging
    from logging.handlers import RotatingFileHandler

    from platformdirs import user_state_path

    try:
        folder = user_state_path("deskapp", appauthor=False, ensure_exists=True)
        made: logging.Handler = RotatingFileHandler(
            folder / "deskapp.log", maxBytes=1_000_000, backupCount=3, encoding="utf-8"
        )
    except OSError:
        made = logging.StreamHandler()  # no folder to write to: at least the terminal has it
    made.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(threadName)s %(message)s"))
    return made


def _internal(error: BaseException) -> DeskError:
    from deskapp.errors import DeskError

    return DeskError("internal", kind=type(error).__name__)


def _context(settings: Settings, runner: Runner) -> Context:
    from deskapp.ui.context import Context

    return Context(runner, settings)


def _load_the_rest() -> None:
    """What the first paint did without."""
    theme.load_font("Bold")


def _open_database(place: str, *, create: bool) -> Opened:
    """Open a file or URL (on a worker: this imports SQLAlchemy)."""
    import platform

    from deskapp.services import open_office

    return Opened(open_office(place, create=create, hold=True, holder=platform.node() or "deskapp"))
