"""The rules of a roster as constraints for OR-Tools' CP-SAT (``DUTY-1``).

Nothing here is shared with ``domain/roster_rules.py``: what is found is proved by a checker that knows nothing of this.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from ortools.sat.python import cp_model

from deskapp.domain.roster import Away, DutyDay, Person
from deskapp.domain.roster_solving import Problem, worked
from deskapp.domain.shifts import Shift

_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)
#: What a group of constraints is called: the rule, the shift or the person it is about, and the day.
Group = tuple[str, int, date | None]
#: Somebody's shift of a day.
Place = tuple[int, date, int]


class Model:
    """The variables of one problem, and its rules; with ``by_group`` each rule holds only where its literal does.

    What stays in its cell is taken as it is: a rule that such cells break by themselves is not asked for again there,
    so that one exception, decided by hand, does not stand in the way of the rest of the month.
    """

    def __init__(self, problem: Problem, *, by_group: bool = False) -> None:
        self.problem = problem
        self.model = cp_model.CpModel()
        self.by_group = by_group
        self.groups: dict[Group, Any] = {}
        self.days = [day.day for day in problem.days]
        self.shifts = {shift.id: shift for shift in problem.shifts}
        self.kept = {(cell.staff_id, cell.day): cell.shift_id for cell in problem.kept}
        self.people = {person.staff_id: person for person in problem.people}
        self.earlier = worked(problem.before)
        self.on: dict[Place, Any] = {place: self.model.new_bool_var("") for place in self._places()}
        self._rules()

    def _places(self) -> Iterator[Place]:
        """Every shift that somebody may have; one that is not used any more only where it stays in its cell."""
        for person in self.problem.people:
            for day in self.days:
                for shift in self.problem.shifts:
                    if shift.active or self.kept.get((person.staff_id, day)) == shift.id:
                        yield person.staff_id, day, shift.id

    def _hold(self, constraint: Any, rule: str, about: int, day: date | None = None) -> None:
        """A rule always holds, or as long as its group's literal does."""
        if not self.by_group:
            return
        key: Group = (rule, about, day)
        if key not in self.groups:
            self.groups[key] = self.model.new_bool_var("")
        constraint.only_enforce_if(self.groups[key])

    def stays(self, place: Place) -> bool:
        """Whether a shift is one that stays in its cell."""
        who, day, shift = place
        return self.kept.get((who, day)) == shift

    def _at_most(self, places: Sequence[Place], most: int, rule: str, who: int) -> None:
        """So many of some shifts, or as many as stay in their cells."""
        if places:
            least = sum(map(self.stays, places))
            self._hold(self.model.add(sum(self.on[place] for place in places) <= max(most, least)), rule, who)

    def of(self, who: int, day: date) -> list[Place]:
        """What somebody may have on a day."""
        return [place for shift in self.shifts if (place := (who, day, shift)) in self.on]

    def _rules(self) -> None:
        self._kept()
        self._cover()
        close = list(self._too_close())
        for person in self.problem.people:
            who = person.staff_id
            for day in self.days:
                self.model.add_at_most_one(self.on[place] for place in self.of(who, day))
            self._rest(who, close)
            self._runs(who)
            self._month(person)
        self._absences()

    def _kept(self) -> None:
        for (who, day), shift in self.kept.items():
            for place in self.of(who, day):
                self._hold(self.model.add(self.on[place] == int(place[2] == shift)), "kept", who)

    def _cover(self) -> None:
        for day in self.problem.days:
            for shift in self.problem.shifts:
                if not (needed := asked_for(day.kind, shift)):
                    continue
                around = [other.id for other in self.problem.shifts if _holds(other, shift)]
                for rule, least, people in (
                    ("cover", needed, self.problem.people),
                    ("experienced", self.problem.rules.experienced, [p for p in self.problem.people if p.experienced]),
                ):
                    places = ((person.staff_id, day.day, id) for person in people for id in around)
                    there = [self.on[place] for place in places if place in self.on]
                    self._hold(self.model.add(cp_model.LinearExpr.sum(there) >= least), rule, shift.id, day.day)

    # One person

    def _too_close(self) -> Iterator[tuple[date, tuple[int, ...], date, tuple[int, ...]]]:
        """Shifts of a day, and those of a later one that begin too soon after any of them."""
        rest = timedelta(hours=self.problem.rules.rest_hours)
        reach = rest // _DAY + 2
        for later in self.days:
            for day in (later - back * _DAY for back in range(1, reach + 1)):
                after: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
                for second in self.problem.shifts:
                    firsts = [first.id for first in self.problem.shifts if _gap(day, first, later, second) < rest]
                    after[tuple(firsts)].append(second.id)
                yield from ((day, firsts, later, tuple(seconds)) for firsts, seconds in after.items() if firsts)

    def _rest(self, who: int, close: Sequence[tuple[date, tuple[int, ...], date, tuple[int, ...]]]) -> None:
        """Of shifts too close to each other somebody has one."""
        for day, firsts, later, seconds in close:
            after = [place for second in seconds if (place := (who, later, second)) in self.on]
            if day >= self.days[0]:
                before = [place for first in firsts if (place := (who, day, first)) in self.on]
                if before and after:
                    self._at_most([*before, *after], 1, "rest", who)
            elif self.earlier.get((who, day)) in firsts:
                self._at_most(after, 0, "rest", who)

    def _runs(self, who: int) -> None:
        """Of any so many days and one more, one is off."""
        length = self.problem.rules.longest_run + 1
        for start in range(1 - length, len(self.days) - length + 1):
            days = [self.days[0] + (start + at) * _DAY for at in range(length)]
            had = sum((who, day) in self.earlier for day in days if day < self.days[0])
            self._at_most([place for day in days for place in self.of(who, day)], length - 1 - had, "run", who)

    def _month(self, person: Person) -> None:
        """Days off and hours of the whole month."""
        who, rules = person.staff_id, self.problem.rules
        places = [place for day in self.days for place in self.of(who, day)]
        self._at_most(places, len(self.days) - rules.days_off, "days_off", who)
        most = person.hours if person.hours is not None else rules.most_hours
        least = sum(minutes(self.shifts[place[2]]) for place in places if self.stays(place))
        self._hold(self.model.add(self.minutes_of(who) <= max(most * 60, least)), "hours", who)

    def minutes_of(self, who: int) -> Any:
        """What somebody's duties of the month last together."""
        places = [place for day in self.days for place in self.of(who, day)]
        lengths = [minutes(self.shifts[shift]) for *_, shift in places]
        return cp_model.LinearExpr.weighted_sum([self.on[place] for place in places], lengths)

    def _absences(self) -> None:
        """Leaves, and shifts that somebody does not take."""
        away = {(each.staff_id, day) for each in self.problem.away if not each.wish for day in days_of(each)}
        for place, variable in self.on.items():
            who, day, shift = place
            if self.stays(place):
                continue
            if (who, day) in away:
                self._hold(self.model.add(variable == 0), "leave", who)
            if not _takes(self.people[who], self.shifts[shift]):
                self._hold(self.model.add(variable == 0), "not_allowed", who)


def asked_for(kind: DutyDay, shift: Shift) -> int:
    """How many people a shift asks for on a day of a kind."""
    if not shift.active:
        return 0
    return {
        DutyDay.WORKING: shift.cover_working,
        DutyDay.WEEKEND: shift.cover_weekend,
        DutyDay.HOLIDAY: shift.cover_holiday,
    }[kind]


def minutes(shift: Shift) -> int:
    """How long a shift is: times are kept to the minute, so that nothing is lost by rounding."""
    return (_end(date.min, shift) - _begin(date.min, shift)) // _MINUTE - shift.pause


def days_of(away: Away) -> Iterator[date]:
    """The days of an absence."""
    return (away.since + day * _DAY for day in range((away.until - away.since).days + 1))


def _takes(person: Person, shift: Shift) -> bool:
    return person.on_roster and (not person.shifts or shift.letter in person.shifts)


def _begin(day: date, shift: Shift) -> datetime:
    return datetime.combine(day, shift.starts)


def _end(day: date, shift: Shift) -> datetime:
    overnight = shift.ends <= shift.starts
    return datetime.combine(day + overnight * _DAY, shift.ends)


def _gap(day: date, first: Shift, later: date, second: Shift) -> timedelta:
    """From the end of one shift to the beginning of another."""
    return _begin(later, second) - _end(day, first)


def _holds(longer: Shift, shift: Shift) -> bool:
    """Whether whoever has one shift is there for the whole of another."""
    day = date(2000, 1, 1)
    return _begin(day, longer) <= _begin(day, shift) and _end(day, shift) <= _end(day, longer)
