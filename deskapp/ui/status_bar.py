"""The strip at the foot: who is signed in, who is on duty, when something was last saved, which program this is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import PurePath

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from deskapp import __version__
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.common.parts import while_alive
from deskapp.ui.common.print_queue import waiting
from deskapp.ui.context import Context
from deskapp.ui.duty_line import DutyLine
from deskapp.ui.lights_out import KitLine
from deskapp.ui.skeleton import FOOT
from deskapp.ui.tasks import Task

_EDGE, _GAP = 16, 18


class StatusBar(QFrame):
    """Says quietly that all is well. Where there is little room, the names of those on duty go last."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        theme.look(self, "foot")
        self.setFixedHeight(theme.px(FOOT))
        self._person, self._saved, self.waiting = QLabel(), QLabel(), QLabel()
        self._names: tuple[str, ...] = ("",)
        self.program = program = QLabel(self._program())
        program.setToolTip(_shown(context.settings.database_now, whole=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(_EDGE, 0, _EDGE, 0)
        row.setSpacing(theme.px(_GAP))
        for label in (self._person, self._saved, program):
            theme.look(label, "small")
        theme.look(self.waiting, "soon")
        self.waiting.setToolTip(self.tr("☰, Print what is waiting"))
        self.waiting.hide()
        self.duty = DutyLine(context)
        theme.look(self.duty, "small")
        row.addWidget(self._person)
        row.addWidget(self.duty, 1)
        self.kit = KitLine(context)
        row.addWidget(self.kit)
        row.addWidget(self.waiting)
        for label in (self._saved, program):
            row.addWidget(label)
        self.duty.shown.connect(self._make_room)
        context.saved.connect(self._on_saved)
        context.queued.connect(self.count_waiting)
        self.set_person()

    def set_person(self) -> None:
        """Show who is signed in."""
        actor = self._context.actor
        if actor is None:
            self._names = (self.tr("Nobody is signed in"),)
        else:
            role = self._context.word(f"role.{actor.role.value}")
            whole = self.tr("At the desk: {name} ({code}) · {role}")
            self._names = (whole.format(name=actor.name, code=actor.code, role=role), actor.code)
        self._person.setToolTip(self._names[0])
        self._person.setAccessibleName(self._names[0])
        self._make_room()
        self.duty.read()
        self.kit.read()
        self.count_waiting()

    @property
    def person(self) -> str:
        """Who is signed in, as it stands there."""
        return self._person.text()

    def event(self, event: QEvent) -> bool:
        """Qt: something is longer now, or the window narrower."""
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Resize} and hasattr(self, "duty"):
            self._make_room()
        return super().event(event)

    def _make_room(self) -> None:
        """The file's name goes first, then all but the code of whoever is signed in: the header has the name."""
        gap = theme.px(_GAP)
        others = [each for each in (self.kit, self.waiting, self._saved) if each.isVisibleTo(self)]
        room = self.width() - 2 * _EDGE - sum(each.sizeHint().width() + gap for each in others)
        room -= self.duty.least + gap
        program = self.program.sizeHint().width() + gap
        said = [self._person.fontMetrics().horizontalAdvance(name) for name in self._names]
        self.program.setVisible(said[0] + program <= room)
        fits = (name for name, width in zip(self._names, said, strict=True) if width <= room)
        self._person.setText(next(fits, self._names[-1]))

    def count_waiting(self) -> None:
        """Look how much is still to print."""
        work, failed = partial(waiting, self._context.settings), while_alive(self, self._not_counted)
        self._context.runner.read(Task(work, while_alive(self, self._counted), failed, self, "waiting"))

    def _counted(self, files: Sequence[PurePath]) -> None:
        self.waiting.setText(self.tr("%n waiting to print", None, len(files)))
        self.waiting.setVisible(bool(files))

    def _not_counted(self, error: Exception) -> None:
        self.waiting.hide()
        if not isinstance(error, OSError):
            raise error

    def _on_saved(self, _result: object) -> None:
        self._saved.setText("✓ " + self.tr("saved {time}").format(time=fmt.clock(fmt.now())))

    def _program(self) -> str:
        return f"{_shown(self._context.settings.database_now)} · {__version__}"


def _shown(database: str, *, whole: bool = False) -> str:
    """A file's name or path; of a URL the part that holds no password."""
    if "://" in database:
        return database.rpartition("@")[2].rpartition("//")[2]
    return database if whole else PurePath(database).name
