"""*Generate*: the roster as a problem, solved beside the window's work, stopped when somebody says so (``DUTY-1``)."""

from __future__ import annotations

import importlib.util
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from deskapp.domain.people import OFFICE
from deskapp.domain.roster import State
from deskapp.domain.roster_solving import REGISTER, Keep, Problem, Progress, Solution
from deskapp.errors import DeskError, NotFound, WrongStep
from deskapp.models.roster import RosterSheet
from deskapp.resources import install_command
from deskapp.services import roster_reads
from deskapp.services.roster import RosterService
from deskapp.services.verbs import Service, Tx, reads

if TYPE_CHECKING:
    from deskapp.services.office import Core


@dataclass(eq=False)
class _Search:
    """One search under way."""

    stop: threading.Event = field(default_factory=threading.Event)
    progress: Progress = field(default_factory=lambda: Progress(found=0, best=None))

    def tell(self, progress: Progress) -> None:
        """How far it is."""
        self.progress = progress


class RosterSolver(Service):
    """Proposals for a draft. Nothing is changed by them: whoever takes one puts its cells."""

    name = REGISTER
    #: The package that the extra ``roster`` brings.
    package = "ortools"

    def __init__(self, core: Core) -> None:
        super().__init__(core)
        self._searches: dict[str, _Search] = {}
        self._guard = threading.Lock()

    @reads(OFFICE)
    def available(self, tx: Tx) -> bool:
        """Whether OR-Tools is installed; it is loaded only when it is asked for a roster."""
        return importlib.util.find_spec(self.package) is not None

    @reads(OFFICE)
    def problem(self, tx: Tx, id: int, keep: Keep = Keep.DECIDED) -> Problem:
        """What a draft's roster has to keep."""
        row = tx.session.get(RosterSheet, id)
        if row is None:
            raise NotFound(number=f"#{id}")
        if row.state is not State.DRAFT:
            raise WrongStep(number=f"{row.month}/{row.edition}", state=f"roster.state.{row.state}", verb="solve")
        sheet = roster_reads.sheet(self.core.service(RosterService), tx, row)
        kept = tuple(cell for cell in sheet.cells if cell.pinned or keep is Keep.DECIDED)
        gone = {person.staff_id for person in sheet.people if not person.on_roster}
        leaving = (cell for cell in sheet.cells if cell.staff_id in gone and cell.shift_id is not None)
        return Problem(
            days=sheet.days, people=sheet.people, shifts=sheet.shifts, kept=kept, before=sheet.before,
            away=sheet.away, loads=sheet.loads, rules=sheet.rules,
            leaving=tuple(cell for cell in leaving if cell not in kept),
        )  # fmt: skip

    @reads(OFFICE)
    def solve(self, tx: Tx, problem: Problem, ticket: str, seconds: int = 30) -> Solution:
        """Look for a roster for so many seconds; it asks the database nothing, and may run in a thread of its own.

        One at a time: whoever begins another one has done with the one before, which ends with the best it has.
        """
        if importlib.util.find_spec(self.package) is None:
            raise DeskError("no_solver", command=install_command())
        from deskapp.services.solver import search as solver

        search = _Search()
        with self._guard:
            for other in self._searches.values():
                other.stop.set()
            self._searches[ticket] = search
        try:
            return solver.solve(problem, seconds, search.tell, search.stop.is_set)
        finally:
            with self._guard:
                if self._searches.get(ticket) is search:
                    del self._searches[ticket]

    @reads(OFFICE)
    def progress(self, tx: Tx, ticket: str) -> Progress | None:
        """How far a search has come; None for one that is over or never began."""
        search = self._searches.get(ticket)
        return search.progress if search is not None else None

    @reads(OFFICE)
    def cancel(self, tx: Tx, ticket: str) -> bool:
        """Stop a search: its answer is the best so far."""
        search = self._searches.get(ticket)
        if search is not None:
            search.stop.set()
        return search is not None


SERVICE = RosterSolver
