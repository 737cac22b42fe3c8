"""What a roster is to be like besides keeping its rules: wishes, and burdens shared over the months (``DUTY-1``)."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from ortools.sat.python import cp_model

from deskapp.domain.roster import Cell, DutyDay, Load
from deskapp.domain.roster_solving import Problem, Quality, worked
from deskapp.domain.shifts import Shift
from deskapp.services.solver.model import Model, asked_for, days_of, minutes

#: What a wish passed over weighs against unequal shares; a shift that nobody asks for; one person too many.
_WISH, _UNASKED, _SPARE = 30, 60, 20
#: Beyond so many steps from the equal share a step more costs no more than the one before.
_FURTHEST = 5
#: Whoever is away for so many days of a month, or takes some shifts only, may have less than the others.
_AWAY = 7
#: So does whoever can be there on so few days more than they should be.
_OPEN = 1


class Burden(NamedTuple):
    """Something that is shared out: how much a shift on a day of a kind is of it, and who had how much before.

    ``step`` is how much of it is one step away from the equal share; ``most`` is how many steps one month makes up
    for those before it.
    """

    weight: int
    of: Callable[[DutyDay, Shift], int]
    had: Callable[[Load], float]
    step: int
    most: int


HOLIDAYS = Burden(6, lambda kind, _: int(kind is DutyDay.HOLIDAY), lambda load: load.holidays, 1, 2)
WEEKENDS = Burden(4, lambda kind, _: int(kind is DutyDay.WEEKEND), lambda load: load.weekends, 1, 2)
LATE = Burden(2, lambda _, shift: int(shift.late), lambda load: load.late, 1, 3)
MINUTES = Burden(2, lambda _, shift: minutes(shift), lambda load: load.hours * 60, 180, 4)
BURDENS = (HOLIDAYS, WEEKENDS, LATE, MINUTES)


class Fairness:
    """What is shared out in one problem, and how much of it would be an equal share."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.kinds = {day.day: day.kind for day in problem.days}
        self.shifts = {shift.id: shift for shift in problem.shifts}
        self.sharing = [person.staff_id for person in problem.people if person.on_roster]
        self.before = {burden: self._before(burden) for burden in BURDENS}
        self.share = {burden: self._share(burden) for burden in BURDENS}
        self.wishes = {(each.staff_id, day) for each in problem.away if each.wish for day in days_of(each)}
        self._bound = set(self._bound_people())

    def _before(self, burden: Burden) -> dict[int, int]:
        """How much more or less than usual everybody had in the months in which they were on duty.

        Who is new, or was away for months, begins as everybody: what others did meanwhile is not made up for.
        """
        loads = [load for load in self.problem.loads if load.staff_id in self.sharing]
        months = {load.staff_id: max(load.months, 1) for load in loads}
        rate = sum(map(burden.had, loads)) / max(sum(months.values()), 1)
        limit = burden.most * burden.step
        more = {load.staff_id: round(burden.had(load) - months[load.staff_id] * rate) for load in loads}
        return {who: max(-limit, min(limit, more.get(who, 0))) for who in self.sharing}

    def _share(self, burden: Burden) -> float:
        least = sum(
            asked_for(day.kind, shift) * burden.of(day.kind, shift)
            for day in self.problem.days
            for shift in self.problem.shifts
        )
        return (least + sum(self.before[burden].values())) / max(len(self.sharing), 1)

    def _bound_people(self) -> Iterator[int]:
        """Those who cannot be asked for an equal share."""
        for person in self.problem.people:
            mine = (each for each in self.problem.away if each.staff_id == person.staff_id and not each.wish)
            away = {day for each in mine for day in days_of(each)} & self.kinds.keys()
            if len(away) > _AWAY or person.shifts or person.hours is not None:
                yield person.staff_id

    # For the model

    def least(self, made: Model) -> Any:
        """As few wishes passed over, shifts that nobody asks for, and people too many as can be."""
        places = made.on.items()
        unasked = [taken for (_, day, id), taken in places if not asked_for(self.kinds[day], self.shifts[id])]
        return _WISH * sum(self._wished(made)) + _UNASKED * sum(unasked) + _SPARE * sum(made.on.values())

    def share_out(self, made: Model) -> None:
        """Everybody as near to an equal share as can be: twice as far costs four times as much.

        So the last ones who are far off always count, whoever else cannot be brought nearer.
        """
        costs = (burden.weight * sum(self._costs(made, burden)) for burden in BURDENS)
        made.model.minimize(self.least(made) + sum(costs))

    def bind(self, made: Model, steps: Sequence[int], most: int | None) -> None:
        """Everybody so many steps from an equal share at most: where there is such a roster it is found soon.

        No more people are taken than are asked for, and no more wishes passed over than ``most``, or as few as can be.
        """
        for burden, apart in zip(BURDENS, steps, strict=True):
            for who in self.sharing:
                counted, _ = self._counted(made, burden, who)
                wanted, room = self.share[burden] - self.before[burden][who], apart * burden.step
                free = who not in self._bound and (burden is MINUTES or self._open(made, burden, who) >= wanted + _OPEN)
                least = max(math.floor(wanted) - room, 0) if free else 0
                made.model.add_linear_constraint(counted, least, max(math.ceil(wanted) + room, 0))
        self._no_more(made)
        wishes = self._wished(made)
        if most is None:
            made.model.minimize(sum(wishes))
        else:
            made.model.add(sum(wishes) <= most)

    def _open(self, made: Model, burden: Burden, who: int) -> int:
        """On how many days of a burden somebody can be there at all."""
        away = {day for each in self.problem.away if each.staff_id == who for day in days_of(each)}
        return sum(
            day not in away and any(burden.of(kind, self.shifts[place[2]]) for place in made.of(who, day))
            for day, kind in self.kinds.items()
        )

    def _no_more(self, made: Model) -> None:
        """Of every shift as many as are asked for, or as stay in their cells."""
        for day, kind in self.kinds.items():
            for id, shift in self.shifts.items():
                places = [place for who in made.people if (place := (who, day, id)) in made.on]
                kept = sum(map(made.stays, places))
                made.model.add(sum(made.on[place] for place in places) <= max(asked_for(kind, shift), kept))

    def _wished(self, made: Model) -> list[Any]:
        """The shifts of days that somebody wants off."""
        return [made.on[place] for who, day in self.wishes for place in made.of(who, day)]

    def _counted(self, made: Model, burden: Burden, who: int) -> tuple[Any, int]:
        """What somebody has of a burden, and how much it can be at most."""
        taken, worth = [], []
        for day, kind in self.kinds.items():
            for place in made.of(who, day):
                if weight := burden.of(kind, self.shifts[place[2]]):
                    taken.append(made.on[place])
                    worth.append(weight)
        return cp_model.LinearExpr.weighted_sum(taken, worth), sum(worth)

    def _costs(self, made: Model, burden: Burden) -> Iterator[Any]:
        share = round(self.share[burden])
        for who in self.sharing:
            counted, most = self._counted(made, burden, who)
            aim = share - self.before[burden][who]
            off = made.model.new_int_var(-abs(aim), most + abs(aim), "")
            made.model.add(off == counted - aim)
            cost = made.model.new_int_var(0, 10**7, "")
            for far in range(-_FURTHEST, _FURTHEST):
                made.model.add(burden.step * cost >= (2 * far + 1) * off - far * (far + 1) * burden.step)
            yield cost

    # For what was found

    def judge(self, cells: Iterable[Cell]) -> tuple[float, Quality]:
        """How good a roster is, with the cells that stay: the less the better, and in figures."""
        duties = {
            place: shift for place, shift in worked((*cells, *self.problem.kept)).items() if place[1] in self.kinds
        }
        passed = len(self.wishes & duties.keys())
        unasked = sum(not asked_for(self.kinds[day], self.shifts[id]) for (_, day), id in duties.items())
        score: float = _WISH * passed + _UNASKED * unasked + _SPARE * len(duties)
        spread = {}
        for burden in BURDENS:
            had = self._had(burden, duties)
            score += burden.weight * sum(((each - self.share[burden]) / burden.step) ** 2 for each in had)
            spread[burden] = max(had, default=0) - min(had, default=0)
        return score, Quality(
            wishes=passed, weekends=spread[WEEKENDS], holidays=spread[HOLIDAYS], late=spread[LATE],
            hours=round(spread[MINUTES] / 60, 1),
        )  # fmt: skip

    def _had(self, burden: Burden, duties: dict[tuple[int, date], int]) -> list[int]:
        """What everybody has of a burden, with the months before."""
        had = dict(self.before[burden])
        for (who, day), id in duties.items():
            if who in had:
                had[who] += burden.of(self.kinds[day], self.shifts[id])
        return list(had.values())
