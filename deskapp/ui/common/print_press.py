"""One PDF on its way to a printer: through ``lp`` where there is one, else as pictures; what fails waits (F10)."""

from __future__ import annotations

import re
import shutil
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, QTemporaryDir, QTimer, Signal

from deskapp.errors import DeskError
from deskapp.ui.common.parts import while_alive
from deskapp.ui.common.print_queue import Ticket, drop, file_name, keep, ticket_of, waiting
from deskapp.ui.tasks import Task

if TYPE_CHECKING:
    from deskapp.ui.context import Context

_PATIENCE_MS = 30_000
_STOPPED_MS = 500


class Printers(QObject):
    """The names of the printers there are, asked for without waiting."""

    found = Signal(list)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._process = QProcess(self)
        self._process.finished.connect(self._listed)

    def ask(self) -> None:
        """``found`` follows."""
        if self._process.state() != QProcess.ProcessState.NotRunning:
            return
        if program := shutil.which("lpstat"):
            self._process.start(program, ["-e"])
        else:
            told, none = while_alive(self, self.found.emit), while_alive(self, self._none)
            self._context.runner.read(Task(_names, told, none, self, "printers"))

    def stop(self) -> None:
        """Nobody wants to know any more; a process must not be left to a page that goes."""
        if self._process.state() != QProcess.ProcessState.NotRunning:
            self._process.blockSignals(True)
            self._process.kill()
            self._process.waitForFinished(_STOPPED_MS)
            self._process.blockSignals(False)

    def _none(self, error: Exception) -> None:
        self.found.emit([])
        raise error

    def _listed(self) -> None:
        text = bytes(self._process.readAllStandardOutput().data()).decode("utf-8", "replace")
        self.found.emit([line.strip() for line in text.splitlines() if line.strip()])


class Press(QObject):
    """Sends one PDF to its printer; lives until that is done, whatever page asked for it.

    ``printed`` carries the printer's name (none: the system's own), ``failed`` the reason.
    """

    printed = Signal(str)
    failed = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.context = context
        self._printer = ""
        self._folder: QTemporaryDir | None = None
        self._process: QProcess | None = None

    def send(self, pdf: bytes, ticket: Ticket) -> None:
        """Print a PDF; ``printed`` or ``failed`` follows."""
        self._printer = ticket.printer
        if program := shutil.which("lp"):
            self._by_lp(program, pdf, ticket)
        else:
            self.as_pictures(pdf, ticket)

    def _by_lp(self, program: str, pdf: bytes, ticket: Ticket) -> None:
        self._folder = QTemporaryDir()
        file = Path(self._folder.path()) / f"{file_name(ticket.name)}.pdf"
        file.write_bytes(pdf)
        arguments = ["-n", str(ticket.copies), "-t", ticket.name, *_media(ticket.paper), "--", str(file)]
        if ticket.printer:
            arguments = ["-d", ticket.printer, *arguments]
        self._process = QProcess(self)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._broke)
        QTimer.singleShot(_PATIENCE_MS, self, self._too_long)
        self._process.start(program, arguments)

    def as_pictures(self, pdf: bytes, ticket: Ticket) -> None:
        """Print page images through Qt, where there is no program that takes a PDF."""
        from deskapp.ui.common.print_pictures import print_pictures

        papers = self.context.papers
        assert papers is not None
        work = partial(print_pictures, papers, pdf, ticket)
        self.context.runner.read(Task(work, while_alive(self, self._went), while_alive(self, self._did_not)))

    def _went(self, _nothing: None) -> None:
        self._printed()

    def _did_not(self, error: Exception) -> None:
        if isinstance(error, DeskError):
            self._failed(self.context.error_text(error))
        else:
            self._failed(self.tr("the printing system could not be started"))
            raise error

    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        if self._process is None:
            return
        said = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace").strip()
        self._process = None
        if code == 0 and status == QProcess.ExitStatus.NormalExit:
            self._printed()
        else:
            self._failed(self._reason(said))

    def _reason(self, said: str) -> str:
        """Why ``lp`` refused, without its own name; where no printer is set up, in the window's words."""
        if "default destination" in said:
            return self.context.word("error.no_printer")
        return re.sub(r"^(\S*lp: )?(Error - )?", "", said) or self.tr("the printer does not answer")

    def _broke(self, _error: QProcess.ProcessError) -> None:
        if self._process is not None and self._process.state() == QProcess.ProcessState.NotRunning:
            self._process = None
            self._failed(self.tr("the printing system could not be started"))

    def _too_long(self) -> None:
        if self._process is not None:
            self._process.kill()

    def _printed(self) -> None:
        self.printed.emit(self._printer)
        self.deleteLater()

    def _failed(self, reason: str) -> None:
        self.failed.emit(reason)
        self.deleteLater()


class Printing(QObject):
    """Prints a PDF and tells how it went: what no printer takes is kept to be printed. ``over`` is the end of it."""

    over = Signal()

    def __init__(self, context: Context, pdf: bytes, ticket: Ticket) -> None:
        super().__init__(context)
        self.context, self.pdf, self.ticket = context, pdf, ticket

    def start(self) -> None:
        """``over`` follows."""
        press = Press(self.context)
        press.printed.connect(self._printed)
        press.failed.connect(self.keep)
        press.send(self.pdf, self.ticket)

    def _printed(self, printer: str) -> None:
        said = self.tr("{name}: sent to the printer {printer}") if printer else self.tr("{name}: sent to the printer")
        self.context.say(said.format(name=self.ticket.name, printer=printer), kind="ok")
        self._end()

    def keep(self, reason: str) -> None:
        """Keep the PDF in the queue of what is still to print."""
        work = partial(keep, self.context.settings, self.pdf, self.ticket)
        kept, lost = while_alive(self, partial(self._kept, reason)), while_alive(self, self._lost)
        self.context.runner.read(Task(work, kept, lost))

    def _kept(self, reason: str, _file: Path) -> None:
        said = self.tr("{name} is not printed: {reason}. It waits to be printed: ☰, Print what is waiting.")
        self.context.say(said.format(name=self.ticket.name, reason=reason.rstrip(".。")), kind="warning", seconds=12)
        self.context.queued.emit()
        self._end()

    def _lost(self, error: Exception) -> None:
        self._end()
        if not isinstance(error, OSError):
            raise error
        self.context.say_error(DeskError("storage", reason=error.strerror or type(error).__name__))

    def _end(self) -> None:
        self.over.emit()
        self.deleteLater()


class QueueRun(QObject):
    """Prints what is waiting, one after the other; stops at the first that no printer takes. ``over`` is the end."""

    over = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.context = context
        self._files: list[Path] = []
        self._done = 0

    def start(self) -> None:
        """``over`` follows."""
        self._files = waiting(self.context.settings)
        if self._files:
            self._next()
        else:
            self.context.say(self.tr("Nothing is waiting to be printed."))
            self._end()

    def _next(self) -> None:
        press = Press(self.context)
        press.printed.connect(self._printed)
        press.failed.connect(self._failed)
        press.send(self._files[0].read_bytes(), ticket_of(self._files[0]))

    def _printed(self, _printer: str) -> None:
        drop(self._files.pop(0))
        self._done += 1
        self.context.queued.emit()
        if self._files:
            self._next()
        else:
            self.context.say(self.tr("%n sent to the printer; nothing waits any more.", None, self._done), kind="ok")
            self._end()

    def _failed(self, reason: str) -> None:
        said = self.tr("%n still wait to be printed: {reason}.", None, len(self._files))
        self.context.say(said.format(reason=reason.rstrip(".。")), kind="warning", seconds=12)
        self._end()

    def _end(self) -> None:
        self.over.emit()
        self.deleteLater()


def _names(_nothing: object = None) -> list[str]:
    from PySide6.QtPrintSupport import QPrinterInfo

    return QPrinterInfo.availablePrinterNames()


def _media(paper: str) -> list[str]:
    size = re.match(r"a\d", paper)
    return ["-o", f"media={size[0].upper()}", "-o", "print-scaling=none"] if size else []
