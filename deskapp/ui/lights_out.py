"""The lights-out kit kept ready: two pages and a pad of blank forms as files, refreshed at each shift's start.

They lie beside the register's file, so that they are there when nothing else is (``DUTY-9``).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QPushButton, QWidget

from deskapp.domain.lights_out import FORM, PAD, REGISTER, Stand
from deskapp.domain.paper import PaperLanguage, PrintOptions
from deskapp.domain.people import COUNTER
from deskapp.errors import DeskError
from deskapp.ui import format as fmt
from deskapp.ui.common.parts import while_alive
from deskapp.ui.common.print_queue import queue_folder
from deskapp.ui.tasks import Task

if TYPE_CHECKING:
    from deskapp.domain.common import Change
    from deskapp.domain.office import Office
    from deskapp.domain.paper import Papers
    from deskapp.domain.people import Actor
    from deskapp.settings import Settings
    from deskapp.ui.context import Context

#: Whose entries move when a shift begins; its own say that the pages are printed.
_FOLLOWED = frozenset({"roster", "swaps", "shifts", "rulebook", REGISTER})
#: A computer that slept has lost its timer's time: an hour later at most it is right again.
_AT_MOST, _AT_LEAST = timedelta(hours=1), timedelta(seconds=1)
#: So many copies of each form the pad in the folder has.
_COPIES = 5


def kit_folder(settings: Settings) -> Path:
    """Where the pages and the pad lie: beside the register's file, or with the person's own data."""
    return queue_folder(settings).parent / "lights-out"


class KitLine(QPushButton):
    """At the foot of the window, until they are printed: which shift's pages are ready.

    A workplace that remembers nothing (tests, pictures) keeps no files. After a lock the last person's name stands on
    what is refreshed: somebody has to have asked.
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._for: Actor | None = None
        self._written: datetime | None = None
        self.setProperty("kind", "link")
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clicked.connect(self._open)
        self.hide()
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self._look)
        context.changed.connect(self._changed)

    def read(self) -> None:
        """Look soon; several wishes at once are one."""
        self.timer.start(0)

    def _look(self) -> None:
        """Ask which shift it is; where its pages are not ready yet, write them."""
        context, actor = self._context, self._context.actor
        if actor is not None:
            self._for = actor if actor.role in COUNTER else None
        self.setVisible(False)
        if context.office is None or context.papers is None or self._for is None:
            return
        folder = kit_folder(context.settings) if context.settings.path is not None else None
        work = partial(refreshed, context.office, context.papers, self._for, folder, self._written, context.language)
        task = Task(work, while_alive(self, self._show), while_alive(self, self._failed), self, "kit")
        context.runner.read(task)

    def _show(self, stand: Stand) -> None:
        self._written = stand.shift_at
        shift = fmt.clock(stand.shift_at)
        self.setText(self.tr("Lights-out pages of {shift} ready: print").format(shift=shift))
        self.setToolTip(self.tr("They lie in {path}").format(path=kit_folder(self._context.settings)))
        self.setVisible(self._context.actor is not None and stand.printed_at is None)
        self._wait(stand.next_at - fmt.now())

    def _failed(self, error: Exception) -> None:
        """A full disk is said where the pages would be; everything else is tried again."""
        if not isinstance(error, (DeskError, OSError)):
            raise error
        if isinstance(error, OSError):
            self.setText(self.tr("The lights-out pages could not be written"))
            self.setVisible(self._context.actor is not None)
        self._wait(_AT_MOST)

    def _wait(self, left: timedelta) -> None:
        self.timer.start(round(min(max(left, _AT_LEAST), _AT_MOST) / timedelta(milliseconds=1)))

    def _changed(self, change: Change) -> None:
        if {ref.register for ref in (change.ref, *change.also)} & _FOLLOWED and change.verb != "roster.put":
            self.read()

    def _open(self, _on: bool = False) -> None:
        self._context.desk_wanted.emit(REGISTER, "print")


def refreshed(
    office: Office, papers: Papers, actor: Actor, folder: Path | None, written: datetime | None, language: Any
) -> Stand:
    """How the pages stand; on a worker. Another shift than the one that was ``written`` gets its pages now."""
    stand: Stand = office.call(actor, "lights_out.stand")
    if folder is None or stand.shift_at == written:
        return stand
    estate = office.call(actor, "directory.estate")
    options = PrintOptions(
        estate=estate, printed_at=fmt.now(), printed_by=actor.name, language=PaperLanguage(language.value)
    )
    _whole(folder / f"{FORM}.pdf", partial(_drawn, office, papers, actor, FORM, 1, options))
    if not (folder / f"{PAD}.pdf").exists():
        _whole(folder / f"{PAD}.pdf", partial(_drawn, office, papers, actor, PAD, _COPIES, options))
    return stand


def _drawn(office: Office, papers: Papers, actor: Actor, code: str, id: int, options: PrintOptions) -> bytes:
    source = next(form.source for form in papers.forms() if form.code == code)
    return papers.render(code, office.call(actor, source, id=id), options)


def _whole(file: Path, made: Callable[[], bytes]) -> None:
    """Write a file whole or not at all: what lay there before stays until the new one is complete."""
    pdf = made()
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(".part")
    part.write_bytes(pdf)
    part.replace(file)
