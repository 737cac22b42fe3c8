"""A roster looked for with OR-Tools; where there is none, the rules that stand against each other (``DUTY-1``)."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from ortools.sat.python import cp_model

from deskapp.domain.roster import Cell
from deskapp.domain.roster_solving import Collision, Problem, Progress, Solution
from deskapp.services.solver.model import Group, Model

#: Finding out which rules collide may take so long in seconds, each try and all together.
_TRY, _ALL = 5.0, 20.0
_WORKERS = 8
#: How often a running search looks whether somebody has stopped it, in seconds.
_LOOK = 0.2
Say = Callable[[Progress], None]
Stopped = Callable[[], bool]


class _Told(cp_model.CpSolverSolutionCallback):
    """Every better roster, told as it is found."""

    def __init__(self, say: Say) -> None:
        super().__init__()
        self._say, self._found = say, 0

    def on_solution_callback(self) -> None:
        """One more."""
        self._found += 1
        self._say(Progress(found=self._found, best=round(self.objective_value)))


def solve(problem: Problem, seconds: float, say: Say, stopped: Stopped) -> Solution:
    """The best roster that is found in so many seconds, or the rules that cannot all be kept."""
    made = Model(problem)
    made.share_out()
    solver = _solver(seconds)
    with _watched(solver, stopped):
        status = solver.solve(made.model, _Told(say))
    if status == cp_model.INFEASIBLE:
        return Solution(collisions=tuple(_collisions(problem, stopped)), proved=True)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Solution()
    best, proved = round(solver.objective_value), status == cp_model.OPTIMAL
    return Solution(cells=tuple(_cells(problem, solver, made)), best=best, proved=proved)


def _solver(seconds: float) -> Any:
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = _WORKERS
    return solver


@contextmanager
def _watched(solver: Any, stopped: Stopped) -> Iterator[None]:
    """A search that ends soon after somebody has stopped it."""
    over = threading.Event()

    def look() -> None:
        while not over.wait(_LOOK):
            if stopped():
                solver.stop_search()
                return

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()


def _cells(problem: Problem, solver: Any, made: Model) -> Iterator[Cell]:
    """Every cell that does not stay: a shift, or a day off."""
    kept = {(cell.staff_id, cell.day) for cell in problem.kept}
    for person in made.sharing():
        for day in problem.days:
            if (person.staff_id, day.day) in kept:
                continue
            mine = ((shift.id, made.on.get((person.staff_id, day.day, shift.id))) for shift in problem.shifts)
            taken = [id for id, variable in mine if variable is not None and solver.boolean_value(variable)]
            yield Cell(staff_id=person.staff_id, day=day.day, shift_id=taken[0] if taken else None)


def _collisions(problem: Problem, stopped: Stopped) -> Iterator[Collision]:
    """A set of rules that collide, as small as the time allows: without any one of them there would be a roster."""
    until = time.monotonic() + _ALL
    made = Model(problem, by_group=True)
    core = _core(made, list(made.groups)) or []
    for group in sorted(core, key=str):
        if time.monotonic() > until or stopped():
            break
        rest = [other for other in core if other != group]
        if (smaller := _core(made, rest)) is not None:
            core = smaller
    return _told_of(problem, core)


def _core(made: Model, groups: list[Group]) -> list[Group] | None:
    """Those of some groups that cannot hold together; None where they can, or where it could not be said in time."""
    made.model.clear_assumptions()
    made.model.add_assumptions([made.groups[group] for group in groups])
    solver = _solver(_TRY)
    solver.parameters.num_workers = 1
    if solver.solve(made.model) != cp_model.INFEASIBLE:
        return None
    found = set(solver.sufficient_assumptions_for_infeasibility())
    return [group for group in groups if made.groups[group].index in found]


def _told_of(problem: Problem, core: list[Group]) -> Iterator[Collision]:
    """Each rule once, with the shift and the days it is about."""
    names = {shift.id: shift for shift in problem.shifts}
    rules, days = problem.rules, {day.day: day for day in problem.days}
    plain: dict[str, dict[str, Any]] = {
        "rest": {"hours": rules.rest_hours}, "run": {"most": rules.longest_run}, "days_off": {"count": rules.days_off},
        "hours": {"most": rules.most_hours}, "leave": {}, "not_allowed": {}, "kept": {},
    }  # fmt: skip
    for rule in dict.fromkeys(group[0] for group in core):
        if rule in plain:
            yield Collision(code=rule, params=plain[rule])
    for rule in ("cover", "experienced"):
        for shift in dict.fromkeys(group[1] for group in core if group[0] == rule and group[1] is not None):
            about = [group[2] for group in core if group[:2] == (rule, shift) and group[2] is not None]
            params = {"shift": names[shift].name, "first": min(about), "days": len(about), "of": len(days)}
            yield Collision(code=rule, params=params)
