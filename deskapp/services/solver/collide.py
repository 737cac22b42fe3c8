"""Where no roster keeps every rule: a few that cannot be kept together, found by leaving others out (``DUTY-1``)."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ortools.sat.python import cp_model

from deskapp.domain.roster_solving import Collision, Problem
from deskapp.services.solver.model import Group, Model, asked_for

#: Finding out may take so long in seconds, each try and all together.
_TRY, _ALL = 4.0, 30.0
#: Whole rules are left out first, in this order: what is left says most about the month.
_ORDER = ("kept", "not_allowed", "experienced", "run", "days_off", "hours", "rest", "leave", "cover")
Stopped = Callable[[], bool]


class _Tries:
    """Whether some groups of rules collide, asked again and again within a time."""

    def __init__(self, problem: Problem, stopped: Stopped) -> None:
        self.made = Model(problem, by_group=True)
        self._until = time.monotonic() + _ALL
        self._stopped = stopped

    @property
    def over(self) -> bool:
        """No more tries."""
        return time.monotonic() > self._until or self._stopped()

    def collide(self, groups: Sequence[Group]) -> bool:
        """Whether no roster keeps these rules, as far as can be told in time."""
        wanted, model = set(groups), self.made.model.clone()
        for group, literal in self.made.groups.items():
            model.add(model.get_bool_var_from_proto_index(literal.index) == int(group in wanted))
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = _TRY
        solver.parameters.num_workers = 1
        solver.parameters.linearization_level = 2
        return bool(solver.solve(model) == cp_model.INFEASIBLE)

    def without(self, core: list[Group], some: Sequence[Group]) -> list[Group]:
        """The groups without some of them where the others collide all the same; where not, without half of those."""
        if not some or self.over:
            return core
        left = set(some)
        if self.collide(rest := [group for group in core if group not in left]):
            return rest
        if len(some) == 1:
            return core
        half = len(some) // 2
        return self.without(self.without(core, some[:half]), some[half:])


def core_of(problem: Problem, stopped: Stopped) -> list[Group]:
    """Rules that collide, as few as the time allows: without any one of them there would be a roster."""
    tries = _Tries(problem, stopped)
    core = list(tries.made.groups)
    for rule in _ORDER:
        if not tries.over:
            rest = [group for group in core if group[0] != rule]
            if len(rest) < len(core) and tries.collide(rest):
                core = rest
    for rule in _ORDER:
        core = tries.without(core, [group for group in core if group[0] == rule])
    return core


def collisions(problem: Problem, stopped: Stopped) -> Iterator[Collision]:
    """Each rule once, with the shift, the days and the people it is about."""
    core = _too_few(problem) or core_of(problem, stopped)
    rules, names = problem.rules, {person.staff_id: person.name for person in problem.people}
    plain: dict[str, dict[str, Any]] = {
        "rest": {"hours": f"{rules.rest_hours:g}"}, "run": {"most": rules.longest_run},
        "days_off": {"count": rules.days_off}, "hours": {"most": rules.most_hours},
        "leave": {}, "not_allowed": {}, "kept": {},
    }  # fmt: skip
    for rule in ("cover", "experienced"):
        yield from _of_shifts(problem, rule, [group for group in core if group[0] == rule])
    for rule in dict.fromkeys(group[0] for group in core):
        if rule in plain:
            about = [names[who] for name, who, _ in core if name == rule]
            people = tuple(about) if len(about) < len(names) else ()
            yield Collision(code=rule, params=plain[rule], people=people)


def _too_few(problem: Problem) -> list[Group]:
    """The days that ask for more people than take part at all: told as they are, whatever else collides."""
    found: list[Group] = []
    for day in problem.days:
        for shift in problem.shifts:
            needed = asked_for(day.kind, shift)
            found += [("cover", shift.id, day.day)] if needed > len(problem.people) else []
            found += [("experienced", shift.id, day.day)] if needed and _lacks_experience(problem) else []
    return found


def _lacks_experience(problem: Problem) -> bool:
    return problem.rules.experienced > sum(person.experienced for person in problem.people)


def _of_shifts(problem: Problem, rule: str, core: Sequence[Group]) -> Iterator[Collision]:
    people = [person for person in problem.people if rule == "cover" or person.experienced]
    kinds = {day.day: day.kind for day in problem.days}
    for shift in problem.shifts:
        if days := [day for _, about, day in core if about == shift.id and day is not None]:
            most = max(asked_for(kinds[day], shift) for day in days)
            params = {
                "shift": shift.name, "first": min(days), "days": len(days), "of": len(problem.days),
                "needed": most if rule == "cover" else problem.rules.experienced, "people": len(people),
            }  # fmt: skip
            yield Collision(code=rule, params=params)
