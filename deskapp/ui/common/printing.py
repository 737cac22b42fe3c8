"""From a form's PDF to the printer, or to the queue of what is still to print: nothing is lost (F10)."""

from __future__ import annotations

import re
import shutil
import sys
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from platformdirs import user_data_path
from PySide6.QtCore import QCoreApplication, QObject, QProcess, QTemporaryDir, QTimer, Signal

from deskapp.domain.common import Change, Ref
from deskapp.domain.paper import FormInfo, PaperLanguage, PrintOptions
from deskapp.errors import DeskError
from deskapp.ui import format as fmt
from deskapp.ui.common.parts import while_alive
from deskapp.ui.tasks import Task

if TYPE_CHECKING:
    from deskapp.domain.directory import Estate
    from deskapp.domain.paper import Papers
    from deskapp.domain.slips import Printed
    from deskapp.settings import Settings
    from deskapp.ui.context import Context

_PATIENCE_MS = 30_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintChoice:
    """What a workplace remembers for a form; no printer is the system's own, ``at_once`` prints without a look."""

    paper: str = ""
    language: str = PaperLanguage.CHINESE.value
    printer: str = ""
    copies: int = 1
    at_once: bool = False

    @classmethod
    def of(cls, settings: Settings, form: FormInfo) -> PrintChoice:
        """The choice remembered for a form; what does not fit it any more is left out."""
        kept = settings.forms.get(form.code, {})
        plain = cls(paper=form.papers[0])
        good: dict[str, Any] = {
            name: value for name, value in kept.items() if isinstance(value, type(getattr(plain, name, None)))
        }
        choice = replace(plain, **good)
        if choice.paper not in form.papers:
            choice = replace(choice, paper=plain.paper)
        languages = {language.value for language in PaperLanguage}
        return choice if choice.language in languages else replace(choice, language=plain.language)

    def remember(self, settings: Settings, form: FormInfo) -> None:
        """Keep it for the next time; what else is kept for the form (offsets) stays."""
        settings.forms[form.code] = {**settings.forms.get(form.code, {}), **asdict(self)}
        settings.save()


def queue_folder(settings: Settings) -> Path:
    """Where PDFs wait for a printer: beside the register's file, or with the person's own data."""
    place = settings.database_now
    base = user_data_path("deskapp", appauthor=False) if "://" in place else Path(place).parent
    return base / "print-queue"


def waiting(settings: Settings) -> list[Path]:
    """The PDFs that are still to print, the oldest first."""
    folder = queue_folder(settings)
    return sorted(folder.glob("*.pdf")) if folder.is_dir() else []


def form_of(context: Context, code: str) -> FormInfo | None:
    """A form by its code."""
    forms = context.papers.forms() if context.papers is not None else ()
    return next((form for form in forms if form.code == code), None)


class Printers(QObject):
    """The names of the printers there are, asked for without waiting."""

    found = Signal(list)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._process = QProcess(self)
        self._process.finished.connect(self._listed)

    def ask(self) -> None:
        """``found`` follows."""
        if sys.platform == "win32":
            from PySide6.QtPrintSupport import QPrinterInfo

            self.found.emit(QPrinterInfo.availablePrinterNames())
        elif program := shutil.which("lpstat"):
            self._process.start(program, ["-e"])
        else:
            self.found.emit([])

    def _listed(self) -> None:
        text = bytes(self._process.readAllStandardOutput().data()).decode("utf-8", "replace")
        self.found.emit([line.strip() for line in text.splitlines() if line.strip()])


class Press(QObject):
    """Prints one PDF. ``printed`` carries the printer's name, ``queued`` the reason and the path it waits at."""

    printed = Signal(str)
    queued = Signal(str, str)

    def __init__(self, parent: QObject, settings: Settings) -> None:
        super().__init__(parent)
        self._settings = settings
        self._pdf = b""
        self._name = ""
        self._printer = ""
        self._folder: QTemporaryDir | None = None
        self._process: QProcess | None = None

    def send(self, pdf: bytes, name: str, choice: PrintChoice) -> None:
        """Send a PDF to the printer chosen; where that fails it goes to the queue."""
        self._pdf, self._name, self._printer = pdf, name, choice.printer
        program = shutil.which("lp")
        if program is None:
            self.queue(self.tr("there is no printing system here"))
            return
        self._folder = QTemporaryDir()
        file = Path(self._folder.path()) / f"{name}.pdf"
        file.write_bytes(pdf)
        arguments = ["-n", str(choice.copies), "-t", name, *_media(choice.paper), "--", str(file)]
        if choice.printer:
            arguments = ["-d", choice.printer, *arguments]
        self._process = QProcess(self)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._broke)
        QTimer.singleShot(_PATIENCE_MS, self, self._too_long)
        self._process.start(program, arguments)

    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        if self._process is None:
            return
        said = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace").strip()
        self._process = None
        if code == 0 and status == QProcess.ExitStatus.NormalExit:
            self.printed.emit(self._printer)
        else:
            self.queue(said or self.tr("the printer does not answer"))

    def _broke(self, _error: QProcess.ProcessError) -> None:
        if self._process is not None and self._process.state() == QProcess.ProcessState.NotRunning:
            self._process = None
            self.queue(self.tr("the printing system could not be started"))

    def _too_long(self) -> None:
        if self._process is not None:
            self._process.kill()

    def queue(self, reason: str) -> None:
        """Keep the PDF in the queue of what is still to print."""
        folder = queue_folder(self._settings)
        folder.mkdir(parents=True, exist_ok=True)
        stamp = fmt.now().strftime("%Y%m%d-%H%M%S")
        file = folder / f"{stamp}_{re.sub(r'[^0-9A-Za-z._-]', '-', self._name)}.pdf"
        part = file.with_suffix(".part")
        part.write_bytes(self._pdf)
        part.replace(file)
        self.queued.emit(reason, str(file))


def _media(paper: str) -> list[str]:
    size = re.match(r"a\d", paper)
    return ["-o", f"media={size[0].upper()}", "-o", "fit-to-page=false"] if size else []


class PrintJob(QObject):
    """One entry's form: read, drawn, counted, printed or saved.

    ``known`` says that the entry was read, ``drawn`` carries (pdf, pictures), ``ready`` the counted PDF and its
    ``Printed``.
    """

    known = Signal()
    drawn = Signal(object, object)
    ready = Signal(object, object)
    refused = Signal(object)

    def __init__(self, context: Context, form: FormInfo, entry_id: int) -> None:
        super().__init__(context)
        self.context = context
        self.form = form
        self.entry_id = entry_id
        self.data: Any = None
        self.estate: Estate | None = None

    def read(self) -> None:
        """Read the entry and the letterhead; ``known`` follows."""
        self.context.ask("directory.estate", while_alive(self, self._got_estate), self.refused.emit)

    def _got_estate(self, estate: Estate) -> None:
        self.estate = estate
        self.context.ask(self.form.source, while_alive(self, self._got_data), self.refused.emit, id=self.entry_id)

    def _got_data(self, data: Any) -> None:
        self.data = data
        self.known.emit()

    def draw(self, choice: PrintChoice, dpi: int, printed: Printed | None = None) -> None:
        """Draw the PDF on a worker: with pictures for a preview, with its reprint number once it is counted."""
        papers, actor, estate = self.context.papers, self.context.actor, self.estate
        if papers is None or estate is None or self.data is None:
            return
        options = PrintOptions(
            estate=estate,
            printed_at=printed.at if printed else fmt.now(),
            printed_by=printed.by if printed else (actor.name if actor else ""),
            paper=choice.paper,
            language=PaperLanguage(choice.language),
            reprint=printed.reprint if printed else 0,
        )
        work = partial(_draw, papers, self.form.code, self.data, options, dpi)
        then = while_alive(self, partial(self._drew, printed))
        self.context.runner.read(Task(work, then, while_alive(self, self._failed), self, "draw"))

    def _drew(self, printed: Printed | None, result: tuple[bytes, Any]) -> None:
        if printed is None:
            self.drawn.emit(*result)
        else:
            self.ready.emit(result[0], printed)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        self.refused.emit(error)

    def count(self, choice: PrintChoice) -> None:
        """Count the print (``DSP-1``) and draw it with its number; ``ready`` follows."""
        then = while_alive(self, partial(self._counted, choice))
        self.context.do(self.form.counted, then, self.refused.emit, id=self.entry_id)

    def _counted(self, choice: PrintChoice, printed: Printed) -> None:
        # The answer is no Change: whoever shows the entry still has to learn of its count.
        self.context.changed.emit(Change(self.form.counted, Ref(self.form.register, self.entry_id, printed.number)))
        self.draw(choice, 0, printed)


def _draw(papers: Papers, code: str, data: Any, options: PrintOptions, dpi: int) -> tuple[bytes, Any]:
    pdf = papers.render(code, data, options)
    return pdf, papers.pictures(pdf, dpi) if dpi else []


def name_of(printed: Printed) -> str:
    """A file's name for a print."""
    return printed.number if not printed.reprint else f"{printed.number}-r{printed.reprint}"


def say_printed(context: Context, printer: str) -> None:
    """Tell that it is on its way."""
    text = (
        QCoreApplication.translate("Printing", "Sent to the printer {printer}")
        if printer
        else QCoreApplication.translate("Printing", "Sent to the printer")
    )
    context.say(text.format(printer=printer), kind="ok")


def say_queued(context: Context, reason: str, path: str) -> None:
    """Tell that nothing came out, and that nothing is lost."""
    text = QCoreApplication.translate("Printing", "Not printed: {reason}. The PDF is kept to be printed: {path}")
    context.say(text.format(reason=reason, path=path), kind="warning", seconds=12)


class _Unseen(QObject):
    """Prints an entry's form without a preview."""

    def __init__(self, context: Context, form: FormInfo, entry_id: int, choice: PrintChoice) -> None:
        super().__init__(context)
        self.context, self.choice = context, choice
        self.job = PrintJob(context, form, entry_id)
        self.press = Press(self, context.settings)
        self.job.known.connect(self._read)
        self.job.ready.connect(self._ready)
        self.job.refused.connect(self._refused)
        self.press.printed.connect(self._printed)
        self.press.queued.connect(self._queued)
        self.job.read()

    def _read(self) -> None:
        self.job.count(self.choice)

    def _ready(self, pdf: bytes, printed: Printed) -> None:
        self.press.send(pdf, name_of(printed), self.choice)

    def _refused(self, error: DeskError) -> None:
        self.context.say_error(error)
        self._end()

    def _printed(self, printer: str) -> None:
        say_printed(self.context, printer)
        self._end()

    def _queued(self, reason: str, path: str) -> None:
        say_queued(self.context, reason, path)
        self._end()

    def _end(self) -> None:
        self.job.deleteLater()
        self.deleteLater()


def at_once(context: Context, code: str, entry_id: int) -> bool:
    """Print without a look if this workplace chose so; says whether it did."""
    form = form_of(context, code)
    if form is None:
        return False
    choice = PrintChoice.of(context.settings, form)
    if choice.at_once:
        _Unseen(context, form, entry_id, choice)
    return choice.at_once
