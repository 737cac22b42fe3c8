"""Which rules a roster breaks, and where: told of every roster, whoever or whatever made it (``DUTY-1``)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

from deskapp.domain.roster import Away, Broken, Cell, DutyDay, GridDay, Person, Rule, Sheet
from deskapp.domain.shifts import Shift

#: Whose shift of which day.
Grid = Mapping[int, Mapping[date, Shift]]


def broken(sheet: Sheet) -> tuple[Broken, ...]:
    """Every broken rule, by day and then by person."""
    shifts = {shift.id: shift for shift in sheet.shifts}
    grid = grid_of(sheet.cells, shifts)
    found = [*_cover(sheet, grid), *_experienced(sheet, grid)]
    earlier = grid_of(sheet.before, shifts)
    for person in sheet.people:
        days = grid.get(person.staff_id, {})
        found += _rest(sheet, person, {**earlier.get(person.staff_id, {}), **days})
        found += _run(sheet, person, {**earlier.get(person.staff_id, {}), **days})
        found += _month(sheet, person, days)
        found += _allowed(person, days)
        found += _away(sheet.away, person, days)
    return tuple(sorted(found, key=lambda each: (each.day or date.max, each.staff_id or 0, each.rule)))


def cover(day: GridDay, shift: Shift) -> int:
    """How many people a shift needs at least on a day; one that is no longer used needs nobody any more."""
    if not shift.active:
        return 0
    by_kind = {
        DutyDay.WORKING: shift.cover_working,
        DutyDay.WEEKEND: shift.cover_weekend,
        DutyDay.HOLIDAY: shift.cover_holiday,
    }
    return by_kind[day.kind]


def span(day: date, shift: Shift) -> tuple[datetime, datetime]:
    """From when until when a shift of a day lasts, in the office's local time; it may end on the day after."""
    begin, end = datetime.combine(day, shift.starts), datetime.combine(day, shift.ends)
    return begin, end if end > begin else end + timedelta(days=1)


def grid_of(cells: Sequence[Cell], shifts: Mapping[int, Shift]) -> Grid:
    """Cells by person and day; days off and days that nothing is decided of are not in it."""
    grid: defaultdict[int, dict[date, Shift]] = defaultdict(dict)
    for cell in cells:
        if cell.shift_id is not None:
            grid[cell.staff_id][cell.day] = shifts[cell.shift_id]
    return grid


def on_duty(sheet: Sheet, grid: Grid, day: date, shift: Shift) -> list[Person]:
    """Everybody who is there for the whole of a shift: those who have it, and those of a longer one around it."""
    begin, end = span(day, shift)
    found = []
    for person in sheet.people:
        worked = grid.get(person.staff_id, {}).get(day)
        since, until = span(day, worked) if worked is not None else (end, begin)
        if since <= begin and end <= until:
            found.append(person)
    return found


def _cover(sheet: Sheet, grid: Grid) -> Iterator[Broken]:
    for day in sheet.days:
        for shift in sheet.shifts:
            needed, there = cover(day, shift), len(on_duty(sheet, grid, day.day, shift))
            if there < needed:
                params: dict[str, object] = {"shift": shift.name, "there": there, "needed": needed}
                yield Broken(rule=Rule.COVER, day=day.day, staff_id=None, shift_id=shift.id, params=params)


def _experienced(sheet: Sheet, grid: Grid) -> Iterator[Broken]:
    for day in sheet.days:
        for shift in sheet.shifts:
            on = on_duty(sheet, grid, day.day, shift)
            there = sum(person.experienced for person in on)
            if on and cover(day, shift) and there < sheet.rules.experienced:
                params: dict[str, object] = {"shift": shift.name, "there": there, "needed": sheet.rules.experienced}
                yield Broken(rule=Rule.EXPERIENCED, day=day.day, staff_id=None, shift_id=shift.id, params=params)


def _rest(sheet: Sheet, person: Person, days: Mapping[date, Shift]) -> Iterator[Broken]:
    """Time between the end of a shift and the beginning of the next."""
    ordered = sorted(days.items())
    for (day, shift), (later, following) in pairwise(ordered):
        hours = (span(later, following)[0] - span(day, shift)[1]) / timedelta(hours=1)
        if hours < sheet.rules.rest_hours and later >= sheet.days[0].day:
            params: dict[str, object] = {"name": person.name, "hours": hours, "needed": sheet.rules.rest_hours}
            yield Broken(rule=Rule.REST, day=later, staff_id=person.staff_id, shift_id=following.id, params=params)


def _run(sheet: Sheet, person: Person, days: Mapping[date, Shift]) -> Iterator[Broken]:
    """Each day that makes a run of days longer than it may be."""
    run, before = 0, None
    for day in sorted(days):
        run = run + 1 if before is not None and day - before == timedelta(days=1) else 1
        before = day
        if run > sheet.rules.longest_run and day >= sheet.days[0].day:
            params: dict[str, object] = {"name": person.name, "run": run, "most": sheet.rules.longest_run}
            yield Broken(rule=Rule.RUN, day=day, staff_id=person.staff_id, params=params)


def _month(sheet: Sheet, person: Person, days: Mapping[date, Shift]) -> Iterator[Broken]:
    """Days off and hours of the whole month."""
    off = len(sheet.days) - len(days)
    if off < sheet.rules.days_off:
        params: dict[str, object] = {"name": person.name, "there": off, "needed": sheet.rules.days_off}
        yield Broken(rule=Rule.DAYS_OFF, day=None, staff_id=person.staff_id, params=params)
    most = person.hours if person.hours is not None else sheet.rules.most_hours
    worked = sum((shift.length for shift in days.values()), timedelta())
    if worked > timedelta(hours=most):  # exact: thirds of an hour do not add up as fractions
        params = {"name": person.name, "hours": round(worked / timedelta(hours=1), 1), "most": most}
        yield Broken(rule=Rule.HOURS, day=None, staff_id=person.staff_id, params=params)


def _allowed(person: Person, days: Mapping[date, Shift]) -> Iterator[Broken]:
    """Shifts that somebody does not take."""
    for day, shift in days.items():
        if not person.on_roster or (person.shifts and shift.letter not in person.shifts):
            params: dict[str, object] = {"name": person.name, "shift": shift.name}
            yield Broken(rule=Rule.NOT_ALLOWED, day=day, staff_id=person.staff_id, shift_id=shift.id, params=params)


def _away(away: Sequence[Away], person: Person, days: Mapping[date, Shift]) -> Iterator[Broken]:
    """Shifts on days of an approved leave, or on a day off that was wanted."""
    for each in (each for each in away if each.staff_id == person.staff_id):
        for day, shift in days.items():
            if each.since <= day <= each.until:
                rule = Rule.WISH if each.wish else Rule.LEAVE
                params: dict[str, object] = {"name": person.name, "words": each.words, "number": each.number}
                yield Broken(rule=rule, day=day, staff_id=person.staff_id, shift_id=shift.id, params=params)
