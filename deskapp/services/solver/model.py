"""The roster as constraints for OR-Tools' CP-SAT: hard rules, and what is shared out fairly (``DUTY-1``).

Nothing here is shared with ``domain/roster_rules.py``: what is found is proved by a checker that knows nothing of this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from ortools.sat.python import cp_model

from deskapp.domain.roster import Away, DutyDay, Person
from deskapp.domain.roster_solving import Problem, worked
from deskapp.domain.shifts import Shift

#: How much an inequality of each kind weighs against the others, and one person too many on a shift against them.
_WISH, _HOLIDAYS, _WEEKENDS, _LATE, _HOURS, _SPARE = 20, 6, 4, 2, 2, 1
#: Hours are shared out to about this much, in tenths.
_HALF_SHIFT = 30
#: What a group of constraints is called: the rule, and the shift or the day it is about.
Counts = Callable[[DutyDay, Shift], bool]
Group = tuple[str, int | None, date | None]


class Model:
    """The variables of one problem, and its rules; with ``by_group`` each rule holds only where its literal does."""

    def __init__(self, problem: Problem, *, by_group: bool = False) -> None:
        self.problem = problem
        self.model = cp_model.CpModel()
        self.by_group = by_group
        self.groups: dict[Group, Any] = {}
        self.on = {
            (person.staff_id, day.day, shift.id): self.model.new_bool_var("")
            for person in problem.people
            for day in problem.days
            for shift in problem.shifts
            if shift.active
        }
        self.earlier = worked(problem.before)
        self._rules()

    def _hold(self, constraint: Any, *group: Any) -> None:
        """A rule always holds, or as long as its group's literal does."""
        if not self.by_group:
            return
        key: Group = (*group, *(None,) * (3 - len(group)))
        if key not in self.groups:
            self.groups[key] = self.model.new_bool_var("")
        constraint.only_enforce_if(self.groups[key])

    def at(self, who: int, day: date) -> list[Any]:
        """The variables of somebody's day."""
        return [self.on[key] for shift in self.problem.shifts if (key := (who, day, shift.id)) in self.on]

    def _rules(self) -> None:
        for person in self.problem.people:
            for day in self.problem.days:
                self.model.add_at_most_one(self.at(person.staff_id, day.day))
        self._kept()
        self._cover()
        self._rest()
        self._runs()
        self._months()
        self._absences()

    def _kept(self) -> None:
        for cell in self.problem.kept:
            for shift in self.problem.shifts:
                if (variable := self.on.get((cell.staff_id, cell.day, shift.id))) is not None:
                    self._hold(self.model.add(variable == int(cell.shift_id == shift.id)), "kept")

    def present(self, day: date, needed: Shift, *, experienced: bool = False) -> list[Any]:
        """The variables of everybody who would be there for the whole of a shift."""
        around = [shift.id for shift in self.problem.shifts if _holds(shift, needed)]
        people = [person for person in self.problem.people if person.experienced or not experienced]
        found = ((person.staff_id, day, id) for person in people for id in around)
        return [self.on[key] for key in found if key in self.on]

    def _cover(self) -> None:
        for day in self.problem.days:
            for shift in self.problem.shifts:
                if not (needed := _needed(day.kind, shift)):
                    continue
                there = sum(self.present(day.day, shift))
                self._hold(self.model.add(there >= needed), "cover", shift.id, day.day)
                skilled = sum(self.present(day.day, shift, experienced=True))
                least = self.problem.rules.experienced
                self._hold(self.model.add(skilled >= least), "experienced", shift.id, day.day)

    def _rest(self) -> None:
        """Two shifts too close to each other are not both somebody's."""
        days = [day.day for day in self.problem.days]
        for before, after in pairwise([days[0] - timedelta(days=1), *days]):
            for first in self.problem.shifts:
                for second in self.problem.shifts:
                    gap = _begin(after, second) - _end(before, first)
                    if gap < timedelta(hours=self.problem.rules.rest_hours):
                        self._not_both(before, first, after, second)

    def _not_both(self, before: date, first: Shift, after: date, second: Shift) -> None:
        for person in self.problem.people:
            later = self.on.get((person.staff_id, after, second.id))
            if later is None:
                continue
            sooner = self.on.get((person.staff_id, before, first.id))
            if sooner is not None:
                self._hold(self.model.add_bool_or(~sooner, ~later), "rest")
            elif self.earlier.get((person.staff_id, before)) == first.id:
                self._hold(self.model.add(later == 0), "rest")

    def _runs(self) -> None:
        """Of any so many days and one more, one is off."""
        length = self.problem.rules.longest_run + 1
        first, count = self.problem.days[0].day, len(self.problem.days)
        for person in self.problem.people:
            for start in range(-length + 1, count - length + 1):
                days = [first + timedelta(days=start + at) for at in range(length)]
                had = sum((person.staff_id, day) in self.earlier for day in days if day < first)
                mine = [variable for day in days for variable in self.at(person.staff_id, day)]
                if mine:
                    self._hold(self.model.add(sum(mine) <= length - 1 - had), "run")

    def _months(self) -> None:
        """Days off and hours of the whole month; hours in tenths, since constraints are whole numbers."""
        rules = self.problem.rules
        for person in self.problem.people:
            mine = [variable for day in self.problem.days for variable in self.at(person.staff_id, day.day)]
            self._hold(self.model.add(sum(mine) <= len(self.problem.days) - rules.days_off), "days_off")
            most = person.hours if person.hours is not None else rules.most_hours
            self._hold(self.model.add(self.tenths(person.staff_id) <= most * 10), "hours")

    def tenths(self, who: int) -> Any:
        """Somebody's hours of the month in tenths."""
        return sum(
            round(shift.hours * 10) * variable
            for shift in self.problem.shifts
            for day in self.problem.days
            if (variable := self.on.get((who, day.day, shift.id))) is not None
        )

    def _absences(self) -> None:
        """Leaves, and shifts that somebody does not take; what stays in its cell stays."""
        kept = {(cell.staff_id, cell.day) for cell in self.problem.kept}
        away = {(each.staff_id, day) for each in self.problem.away if not each.wish for day in _days(each)}
        for (who, day, shift), variable in self.on.items():
            if (who, day) in away:
                self._hold(self.model.add(variable == 0), "leave")
            elif (who, day) not in kept and not self._takes(who, shift):
                self._hold(self.model.add(variable == 0), "not_allowed")

    def _takes(self, who: int, shift: int) -> bool:
        person = next(person for person in self.problem.people if person.staff_id == who)
        letter = next(each.letter for each in self.problem.shifts if each.id == shift)
        return person.on_roster and (not person.shifts or letter in person.shifts)

    # What is wished for

    def share_out(self) -> None:
        """Wishes, weekends, holidays, late shifts and hours, the months before counted in."""
        wishes = [
            variable
            for each in self.problem.away
            if each.wish
            for day in _days(each)
            for variable in self.at(each.staff_id, day)
        ]
        weighed = [_WISH * sum(wishes)] if wishes else []
        loads = {load.staff_id: load for load in self.problem.loads}
        for weight, of, had in (
            (_WEEKENDS, lambda kind, _: kind is DutyDay.WEEKEND, {who: load.weekends for who, load in loads.items()}),
            (_HOLIDAYS, lambda kind, _: kind is DutyDay.HOLIDAY, {who: load.holidays for who, load in loads.items()}),
            (_LATE, lambda _, shift: shift.late, {who: load.late for who, load in loads.items()}),
        ):
            total = sum(self._least(of))
            weighed.append(weight * self._unequal(self._counts(of), had, total))
        hours = {person.staff_id: self.tenths(person.staff_id) for person in self.sharing()}
        had = {who: round(load.hours * 10) for who, load in loads.items()}
        total = sum(self._least(lambda *_: True, lambda shift: round(shift.hours * 10)))
        weighed.append(_HOURS * self._unequal(hours, had, total, _HALF_SHIFT))
        weighed.append(_SPARE * sum(self.on.values()))
        self.model.minimize(sum(weighed))

    def _least(self, counts: Counts, worth: Callable[[Shift], int] = lambda _: 1) -> Iterator[int]:
        """What the cover needs at least of some shifts: whatever is shared out adds up to about that."""
        for day in self.problem.days:
            for shift in self.problem.shifts:
                if counts(day.kind, shift):
                    yield _needed(day.kind, shift) * worth(shift)

    def sharing(self) -> list[Person]:
        """Who is on the roster: others keep what is in their cells."""
        return [person for person in self.problem.people if person.on_roster]

    def _counts(self, counts: Counts) -> dict[int, Any]:
        return {
            person.staff_id: sum(
                self.on[key]
                for day in self.problem.days
                for shift in self.problem.shifts
                if counts(day.kind, shift) and (key := (person.staff_id, day.day, shift.id)) in self.on
            )
            for person in self.sharing()
        }

    def _unequal(self, counts: Mapping[int, Any], before: Mapping[int, int], total: int, step: int = 1) -> Any:
        """How far everybody is from an equal share, in steps; whoever is new begins with the least of the others.

        A sum of distances: a search comes closer step by step; the distance of the two furthest would not show it.
        """
        begin = min((before[who] for who in counts if who in before), default=0)
        had = {who: before.get(who, begin) - begin for who in counts}
        share = (total + sum(had.values())) // max(len(counts), 1)
        distances = []
        for who, count in counts.items():
            distance = self.model.new_int_var(0, 10_000, "")
            self.model.add(distance * step >= count + had[who] - share)
            self.model.add(distance * step >= share - count - had[who])
            distances.append(distance)
        return sum(distances)


def _needed(kind: DutyDay, shift: Shift) -> int:
    """How many people a shift needs on a day of a kind."""
    if not shift.active:
        return 0
    return {
        DutyDay.WORKING: shift.cover_working,
        DutyDay.WEEKEND: shift.cover_weekend,
        DutyDay.HOLIDAY: shift.cover_holiday,
    }[kind]


def _begin(day: date, shift: Shift) -> datetime:
    return datetime.combine(day, shift.starts)


def _end(day: date, shift: Shift) -> datetime:
    overnight = shift.ends <= shift.starts
    return datetime.combine(day + timedelta(days=overnight), shift.ends)


def _holds(longer: Shift, shift: Shift) -> bool:
    """Whether whoever has one shift is there for the whole of another."""
    day = date(2000, 1, 1)
    return _begin(day, longer) <= _begin(day, shift) and _end(day, shift) <= _end(day, longer)


def _days(away: Away) -> Iterator[date]:
    return (away.since + timedelta(days=day) for day in range((away.until - away.since).days + 1))
