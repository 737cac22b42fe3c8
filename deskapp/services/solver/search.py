"""A roster looked for with OR-Tools: the best in so much time, or else the rules that collide (``DUTY-1``)."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from ortools.sat.python import cp_model

from deskapp.domain.roster import Cell
from deskapp.domain.roster_solving import Problem, Progress, Quality, Solution, worked
from deskapp.services.solver.collide import collisions
from deskapp.services.solver.fairness import Fairness
from deskapp.services.solver.model import Model

_WORKERS = 8
#: How many steps from an equal share everybody may be (holidays, weekends, late shifts, hours), and how many wishes may
#: be passed over: the first that can be kept, and then closer ones. Each may take so much of the time that is left.
_FIRST = (((1, 1, 1, 2), 0), ((1, 1, 1, 6), 0), ((4, 1, 1, 6), 0), ((1, 1, 1, 6), None), ((4, 2, 2, 9), None))
_CLOSER = ((0, 1, 1, 2), (0, 0, 1, 2), (0, 0, 0, 1))
_SLICE = 0.35
#: A search has at least so many seconds.
_LEAST = 0.3
#: How often a running search looks whether somebody has stopped it, in seconds.
_LOOK = 0.2
Say = Callable[[Progress], None]
Stopped = Callable[[], bool]


class _Found(cp_model.CpSolverSolutionCallback):
    """Every roster that is found, told; the best of them kept."""

    def __init__(self, problem: Problem, say: Say) -> None:
        super().__init__()
        self.made = Model(problem)
        self.fairness = Fairness(problem)
        self.cells: tuple[Cell, ...] | None = None
        self.best: Quality | None = None
        self._score = math.inf
        self._say, self._count = say, 0

    def on_solution_callback(self) -> None:
        """One more."""
        cells = _cells(self.made, self.boolean_value)
        score, best = self.fairness.judge(cells)
        self._count += 1
        if score < self._score:
            self._score, self.cells, self.best = score, cells, best
        self._say(Progress(found=self._count, best=self.best))


def solve(problem: Problem, seconds: float, say: Say, stopped: Stopped) -> Solution:
    """The best roster that is found in so many seconds, or the rules that cannot all be kept.

    First any roster; then one whose shares are near to equal from the outset, and nearer; then better and better ones.
    """
    search = _Search(problem, seconds, say, stopped)
    status = search.run()
    if status == cp_model.INFEASIBLE:
        return Solution(collisions=tuple(collisions(problem, stopped)), proved=True)
    if search.found.cells is None:
        return Solution()
    search.come_near()
    proved = search.share_out() == cp_model.OPTIMAL and not stopped()
    found = search.found
    return Solution(cells=(*(found.cells or ()), *_emptied(problem)), best=found.best, proved=proved)


class _Search:
    """Several searches, one after the other, in one span of time."""

    def __init__(self, problem: Problem, seconds: float, say: Say, stopped: Stopped) -> None:
        self.until = time.monotonic() + seconds
        self.problem, self.stopped = problem, stopped
        self.found = _Found(problem, say)

    def come_near(self) -> None:
        """Rosters within bounds, the bounds drawn closer as long as there is one."""
        if any(self._within(steps, most) for steps, most in _FIRST):
            for steps in _CLOSER:
                wishes = self.found.best.wishes if self.found.best is not None else None
                if not self._within(steps, wishes):
                    return

    def _within(self, steps: Sequence[int], most: int | None) -> bool:
        if self.stopped():
            return False
        self.found.made = Model(self.problem)
        self.found.fairness.bind(self.found.made, steps, most)
        return self.run(_SLICE) in (cp_model.OPTIMAL, cp_model.FEASIBLE)

    def share_out(self) -> Any:
        """Whatever is better than the best so far."""
        if self.stopped():
            return cp_model.UNKNOWN
        made = self.found.made = Model(self.problem)
        self.found.fairness.share_out(made)
        best = worked((*(self.found.cells or ()), *self.problem.kept))
        for place, variable in made.on.items():
            made.model.add_hint(variable, best.get(place[:2]) == place[2])
        return self.run()

    def run(self, share: float = 1) -> Any:
        """One search with a share of the time that is left; what it finds is in ``found``."""
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = max((self.until - time.monotonic()) * share, _LEAST)
        solver.parameters.num_workers = _WORKERS
        with _watched(solver, self.stopped):
            return solver.solve(self.found.made.model, self.found)


@contextmanager
def _watched(solver: Any, stopped: Stopped) -> Iterator[None]:
    """A search that ends soon after somebody has stopped it."""
    over = threading.Event()

    def look() -> None:
        while not over.wait(_LOOK):
            if stopped():
                solver.stop_search()

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()


def _cells(made: Model, value: Callable[[Any], bool]) -> tuple[Cell, ...]:
    """Every cell that does not stay: a shift, or a day off."""
    mine = {place[:2]: place[2] for place, variable in made.on.items() if value(variable)}
    return tuple(
        Cell(staff_id=person.staff_id, day=day, shift_id=mine.get((person.staff_id, day)))
        for person in made.problem.people
        if person.on_roster
        for day in made.days
        if (person.staff_id, day) not in made.kept
    )


def _emptied(problem: Problem) -> Iterator[Cell]:
    """Whoever is not on the roster any more has days off."""
    return (Cell(staff_id=cell.staff_id, day=cell.day, shift_id=None) for cell in problem.leaving)
