"""*Generate* beside the grid: what it will do, how far it is, a proposal to take or to leave (``DUTY-1``)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QCoreApplication, QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QProgressBar, QVBoxLayout, QWidget

from deskapp.domain.roster import Cell
from deskapp.domain.roster_solving import REGISTER, Collision, Keep, Problem, Progress, Quality, Solution
from deskapp.domain.words import Language
from deskapp.errors import DeskError
from deskapp.resources import install_command
from deskapp.ui import format as fmt
from deskapp.ui import theme
from deskapp.ui.common.parts import ChipButton, FlowLayout, clear, label, while_alive

if TYPE_CHECKING:
    from deskapp.ui.context import Context

_POLLED_MS = 400
#: The usual time first.
_SECONDS = (60, 180, 600)
#: So many names are told of those that a rule is about.
_NAMES = 5


class GeneratePage(QWidget):
    """``proposed`` carries the cells that were found (None: none any more), ``turned`` that other buttons fit now."""

    proposed = Signal(object)
    turned = Signal()

    def __init__(self, context: Context, sheet_id: int, *, available: bool) -> None:
        super().__init__()
        self.context = context
        self.sheet_id = sheet_id
        self.available = available
        self.running = self._stopping = False
        self.cells: tuple[Cell, ...] = ()
        self._ticket = ""
        self._since = QElapsedTimer()
        self._poll = QTimer(self)
        self._poll.setInterval(_POLLED_MS)
        self._poll.timeout.connect(self.look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        self.said = label("", wrap=True)
        self.told = QWidget()
        self._lines = QVBoxLayout(self.told)
        self._lines.setContentsMargins(0, 0, 0, 0)
        if not available:
            column.addWidget(label(self.tr("The generator is not installed here."), "strong", wrap=True))
            self._say_how(column)
            return
        self._build(column)
        if (program := QCoreApplication.instance()) is not None:
            program.aboutToQuit.connect(self.quit)

    def _build(self, column: QVBoxLayout) -> None:
        said = self.tr(
            "Looks for a roster that keeps every rule, with weekends, holidays and hours shared fairly. Nothing is "
            "changed until you take the proposal."
        )
        column.addWidget(label(said, "muted", wrap=True))
        self.only_open = ChipButton(self.tr("Only cells nothing is decided of"))
        self.all_but = ChipButton(self.tr("Everything but what is pinned"))
        column.addWidget(self._one_of(self.only_open, self.all_but))
        column.addWidget(label(self.tr("How long to look for a better one"), "small", wrap=True))
        self.spans = {seconds: ChipButton(fmt.span(timedelta(seconds=seconds))) for seconds in _SECONDS}
        column.addWidget(self._one_of(*self.spans.values()))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.bar.hide()
        column.addWidget(self.bar)
        column.addWidget(self.said)
        column.addWidget(self.told)

    def _say_how(self, column: QVBoxLayout) -> None:
        """What is missing, the very command that brings it, and what works without it."""
        how = self.tr("It needs OR-Tools. Close the program, and start it once like this, in its folder:")
        if (command := install_command()).startswith("pip"):
            how = self.tr("It needs OR-Tools. Close the program, and run this once:")
        column.addWidget(label(how, wrap=True))
        made = label(command, "strong", wrap=True)
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        column.addWidget(made)
        said = self.tr(
            "Everything else works without it: letters, copying, last month's roster; broken rules are marked all "
            "the same."
        )
        column.addWidget(label(said, "muted", wrap=True))

    def _one_of(self, *chips: ChipButton) -> QWidget:
        """Chips of which one is taken: the first."""
        row, group = QWidget(), QButtonGroup(self)
        flow = FlowLayout(row, gap=theme.px(6))
        for chip in chips:
            group.addButton(chip)
            flow.addWidget(chip)
        chips[0].setChecked(True)
        return row

    @property
    def seconds(self) -> int:
        """How long to look."""
        return next(seconds for seconds, chip in self.spans.items() if chip.isChecked())

    def start(self) -> None:
        """Read the problem and look for a roster beside the window's work."""
        if not self.available or self.running:
            return
        self._tell((), "")
        self.cells = ()
        self.proposed.emit(None)
        self.running, self._stopping, self._ticket = True, False, uuid4().hex
        self._since.start()
        self.bar.setRange(0, self.seconds)
        self.bar.setValue(0)
        self._enable()
        keep = Keep.DECIDED if self.only_open.isChecked() else Keep.PINNED
        got, refused = while_alive(self, self._solve), while_alive(self, self._refused)
        self.context.ask(f"{REGISTER}.problem", got, refused, owner=self, token="problem", id=self.sheet_id, keep=keep)
        self.turned.emit()

    def _solve(self, problem: Problem) -> None:
        if not self.running:
            return
        if self._stopping:
            self._solved(self._ticket, Solution())
            return
        self._poll.start()
        self.said.setText(self.tr("Looking…"))
        then, refused = while_alive(self, partial(self._solved, self._ticket)), while_alive(self, self._refused)
        self.context.ask(f"{REGISTER}.solve", then, refused, problem=problem, ticket=self._ticket, seconds=self.seconds)

    def look(self) -> None:
        """Ask how far it is."""
        self.bar.setValue(min(round(self._since.elapsed() / 1000), self.bar.maximum()))
        then = while_alive(self, self._on_progress)
        self.context.ask(f"{REGISTER}.progress", then, _nothing, owner=self, token="progress", ticket=self._ticket)

    def _on_progress(self, progress: Progress | None) -> None:
        if self._stopping:  # a search that had not begun yet has not heard it
            self.cancel()
        elif self.running and progress is not None and progress.best is not None:
            found = self.tr("%n roster(s) found.", "", progress.found)
            self.said.setText(f"{found}\n{self._how_good(progress.best)}")

    def _how_good(self, best: Quality) -> str:
        """In figures that can be counted after."""
        apart = self.tr(
            "Wishes passed over: {wishes}. Between the most and the least that anybody has, the months before "
            "counted in: weekends {weekends}, holidays {holidays}, late shifts {late}, hours {hours}."
        )
        return apart.format(
            wishes=best.wishes, weekends=best.weekends, holidays=best.holidays, late=best.late, hours=f"{best.hours:g}"
        )

    def cancel(self) -> None:
        """Stop looking: the best so far is the proposal, if there is one."""
        if self.running:
            self._stopping = True
            self.said.setText(self.tr("Stopping…"))
            self.context.ask(f"{REGISTER}.cancel", _nothing, _nothing, ticket=self._ticket)

    def _solved(self, ticket: str, solution: Solution) -> None:
        if ticket != self._ticket:
            return
        self._end()
        self.cells = solution.cells
        self._tell(solution.collisions, "")
        if self.cells:
            said = self.tr("A proposal stands in the grid, in dotted outlines. Take it, or leave it.")
            lines = [said, self._how_good(solution.best)] if solution.best is not None else [said]
            self.said.setText("\n".join([*lines, self.tr("There is no better one.")] if solution.proved else lines))
            self.proposed.emit(self.cells)
        elif solution.collisions:
            self.said.setText(self.tr("There is no roster that keeps every rule. These stand against each other:"))
        elif self._stopping:
            self.said.setText(self.tr("Stopped before a roster was found."))
        else:
            self.said.setText(self.tr("The time was too short: no roster was found, nor what stands against one."))
        self.turned.emit()

    def _refused(self, error: DeskError) -> None:
        self._end()
        self._tell((), self.context.error_text(error))
        self.turned.emit()

    def _end(self) -> None:
        self.running = False
        self._poll.stop()
        self._enable()
        self.said.clear()

    def _enable(self) -> None:
        for part in (self.only_open, self.all_but, *self.spans.values()):
            part.setEnabled(not self.running)
        self.bar.setVisible(self.running)

    def _tell(self, collisions: Sequence[Collision], error: str) -> None:
        clear(self._lines)
        for said in ([error] if error else []) + [_words(self.context, each) for each in collisions]:
            line = label(f"! {said}", wrap=True)
            self._lines.addWidget(line)
            line.show()

    def quit(self) -> None:
        """The program waits for what its threads do: a search is not waited for."""
        if self.running:
            self.context.now(f"{REGISTER}.cancel", ticket=self._ticket)

    def leave(self) -> None:
        """Nobody wants it any more."""
        self.cancel()
        self._ticket = ""
        self._poll.stop()


def _words(context: Context, collision: Collision) -> str:
    """What collides, in a sentence, and whom it is about."""
    said = context.word(f"{REGISTER}.collision.{collision.code}", **collision.params)
    if not (people := collision.people):
        return said
    names = ("、" if context.language is Language.CHINESE else ", ").join(people[:_NAMES])
    return said + context.word(
        f"{REGISTER}.collision.people", count=len(people), names=f"{names} …" if len(people) > _NAMES else names
    )


def _nothing(_answer: object) -> None:
    """What is polled may be over already."""
