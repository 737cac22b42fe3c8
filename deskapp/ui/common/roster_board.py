"""A month's roster as its grid holds it: cells, cover, loads, and what is broken where (``DUTY-1``)."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from deskapp.domain.roster import Away, Broken, Cell, CellPut, DutyDay, GridDay, Load, Person, Sheet
from deskapp.domain.roster_rules import cover, span
from deskapp.domain.shifts import Shift

#: Whose day.
Place = tuple[int, date]
#: What is to stand where; None for nothing decided.
Puts = Mapping[Place, Cell | None]
#: A day off that was decided, as it is put and typed.
OFF = "-"


class Board:
    """One edition; ``put`` changes it, ``judged`` takes in what is broken now."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.version = sheet.version  # grows with every change that is saved
        self.days = sheet.days
        self.people = sheet.people
        self.shifts = {shift.id: shift for shift in sheet.shifts}
        self.by_letter = {shift.letter: shift for shift in sheet.shifts if shift.active}
        self.needed = tuple(shift for shift in sheet.shifts if shift.active and _needed_ever(shift))
        self.cells: dict[Place, Cell] = {(cell.staff_id, cell.day): cell for cell in sheet.cells}
        self.before = {load.staff_id: load for load in sheet.loads}
        self.away = _away(sheet)
        self._kinds = {day.day: day.kind for day in sheet.days}
        self._around = {
            (outer.id, inner.id) for outer in sheet.shifts for inner in sheet.shifts if _reaches_over(outer, inner)
        }
        self._there: dict[date, dict[int, int]] = {}
        self._loads: dict[int, Load] = {}
        self.faults: dict[Place, tuple[Broken, ...]] = {}
        self.judged(sheet.broken)

    def put(self, puts: Puts) -> dict[Place, Cell | None]:
        """Change cells; what really changed comes back with what stood there before."""
        before: dict[Place, Cell | None] = {}
        for place, cell in puts.items():
            if (old := self.cells.get(place)) == cell:
                continue
            before[place] = old
            if cell is None:
                del self.cells[place]
            else:
                self.cells[place] = cell
            self._there.pop(place[1], None)
            self._loads.pop(place[0], None)
        return before

    def now(self) -> Sheet:
        """The edition with the cells as they stand here."""
        return dataclasses.replace(self.sheet, cells=tuple(self.cells.values()))

    def judged(self, broken: tuple[Broken, ...]) -> set[Place]:
        """Take in what is broken; the places where that is another thing than before come back."""
        found: defaultdict[Place, list[Broken]] = defaultdict(list)
        for each in broken:
            # Cover has no person (0), what is judged over the whole month no day (``date.max``).
            found[each.staff_id or 0, each.day or date.max].append(each)
        faults = {place: tuple(each) for place, each in found.items()}
        changed = {place for place in faults.keys() | self.faults.keys() if faults.get(place) != self.faults.get(place)}
        self.broken, self.faults = broken, faults
        return changed

    # What is told of it

    def of_cell(self, place: Place) -> tuple[Broken, ...]:
        """What is broken in a cell."""
        return self.faults.get(place, ())

    def of_person(self, staff_id: int) -> tuple[Broken, ...]:
        """What somebody's whole month breaks."""
        return self.faults.get((staff_id, date.max), ())

    def of_day(self, day: date) -> tuple[Broken, ...]:
        """What is lacking on a day, whoever it may be."""
        return self.faults.get((0, day), ())

    def shift_of(self, place: Place) -> Shift | None:
        """The shift of a cell."""
        cell = self.cells.get(place)
        return self.shifts[cell.shift_id] if cell is not None and cell.shift_id is not None else None

    def there(self, day: date, shift: Shift) -> int:
        """How many are there for the whole of a shift."""
        if day not in self._there:
            worked = [made for person in self.people if (made := self.shift_of((person.staff_id, day))) is not None]
            self._there[day] = {
                each.id: sum((other.id, each.id) in self._around for other in worked) for each in self.needed
            }
        return self._there[day][shift.id]

    def load(self, person: Person) -> Load:
        """What somebody has to do this month."""
        made = self._loads.get(person.staff_id)
        if made is None:
            days = [(day.day, shift) for day in self.days if (shift := self.shift_of((person.staff_id, day.day)))]
            kinds = [self._kinds[day] for day, _ in days]
            made = self._loads[person.staff_id] = Load(
                staff_id=person.staff_id,
                hours=sum(shift.hours for _, shift in days),
                late=sum(shift.late for _, shift in days),
                weekends=kinds.count(DutyDay.WEEKEND),
                holidays=kinds.count(DutyDay.HOLIDAY),
            )
        return made

    def earlier(self, person: Person) -> Load:
        """What they did in the months before, for fairness."""
        return self.before.get(person.staff_id) or Load(staff_id=person.staff_id)


def needs(day: GridDay, shift: Shift) -> int:
    """How many a shift needs on a day."""
    return cover(day, shift)


def as_put(board: Board, place: Place, cell: Cell | None) -> CellPut:
    """A cell as the service is asked for it."""
    who, day = place
    if cell is None:
        return CellPut(staff_id=who, day=day)
    letter = OFF if cell.shift_id is None else board.shifts[cell.shift_id].letter
    return CellPut(staff_id=who, day=day, shift=letter, pinned=cell.pinned)


def written(board: Board, place: Place) -> str:
    """A cell as it is copied: a shift's short word, ``-``, or nothing."""
    cell = board.cells.get(place)
    if cell is None:
        return ""
    return OFF if cell.shift_id is None else board.shifts[cell.shift_id].short


def read_block(board: Board, text: str) -> list[list[Shift | str | None]] | None:
    """A block copied here or in a spreadsheet: shifts, ``-`` for days off, None for nothing; None if it is no block."""
    known: dict[str, Shift | str | None] = {"": None, "·": OFF, OFF: OFF, ".": OFF}
    for shift in board.by_letter.values():
        known |= {word.casefold(): shift for word in (shift.letter, shift.short, shift.name)}
    lines = [line.split("\t") for line in text.rstrip("\r\n").splitlines()]
    block = [[known.get(word.strip().casefold(), word) for word in line] for line in lines]
    read = all(word is None or word == OFF or isinstance(word, Shift) for line in block for word in line)
    return block if read and any(block) else None


def places(people: Iterable[Person], days: Iterable[GridDay]) -> list[Place]:
    """The places of some people on some days."""
    columns = list(days)
    return [(person.staff_id, day.day) for person in people for day in columns]


def _needed_ever(shift: Shift) -> bool:
    return bool(shift.cover_working or shift.cover_weekend or shift.cover_holiday)


def _reaches_over(outer: Shift, inner: Shift) -> bool:
    """Whether somebody of the outer shift is there for the whole of the inner one of the same day."""
    some_day = date(2026, 1, 1)
    (since, until), (begin, end) = span(some_day, outer), span(some_day, inner)
    return since <= begin and end <= until


def _away(sheet: Sheet) -> Mapping[Place, Collection[Away]]:
    found: defaultdict[Place, list[Away]] = defaultdict(list)
    for each in sheet.away:
        day = max(each.since, sheet.days[0].day)
        while day <= min(each.until, sheet.days[-1].day):
            found[each.staff_id, day].append(each)
            day += timedelta(days=1)
    return found
