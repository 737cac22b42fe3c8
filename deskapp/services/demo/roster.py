"""The roster's share: shifts, who takes part, the month before and this one published, the next a draft with faults."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from deskapp.domain.people import Role
from deskapp.domain.roster import REGISTER, State
from deskapp.domain.shifts import REGISTER as SHIFTS
from deskapp.models.roster import RosterCell, RosterPerson, RosterSheet, ShiftRow
from deskapp.models.staff import Staff
from deskapp.services.demo.clock import DAY, HOUR, iso
from deskapp.services.demo.ledger import Row
from deskapp.services.demo.world import World
from deskapp.services.roster_reads import days_of
from deskapp.services.shifts import PERSON, starting_shifts

#: The counter's people take turns by four; so do those who help them out.
_TURNS = 4
_HELPERS = (Role.STEWARD, Role.SUPERVISOR)
_SUNDAY = 6


class _Put(NamedTuple):
    """One cell: who, which day, which shift (None: a day off)."""

    who: int
    day: date
    shift: str | None


class RosterShare:
    """Everything is there on the first day: a roster tells what is to come."""

    order = 3

    def begin(self, world: World) -> None:
        """Set up, then month by month."""
        self._by = world.staff[Role.SUPERVISOR.value][0]
        self._set_up = max(world.clock.midnight(0) - 30 * DAY + 9 * HOUR, 0) + 2 * HOUR
        self._shifts = dict(self._furnish(world))
        self._take_part(world)
        today = world.clock.days[-1]
        this = today.replace(day=1)
        before, after = (this - timedelta(days=1)).replace(day=1), (this + timedelta(days=32)).replace(day=1)
        self._published(world, before)
        self._swapped(world, this, today)
        self._draft(world, after)

    def day(self, world: World, day: int) -> None:
        """Nothing more: swaps tell their own story."""

    def _furnish(self, world: World) -> Iterator[tuple[str, int]]:
        for position, known in enumerate(starting_shifts()):
            row = world.ledger.new(ShiftRow, **known, position=position)
            world.ledger.created(self._set_up - 2 * HOUR, "staff.set_up", 0, SHIFTS, row, row["short"])
            yield row["short"], row["id"]

    def _take_part(self, world: World) -> None:
        """The counter, and those who help out; every other one of them knows the work well."""
        counter = world.staff[Role.RECEPTIONIST.value]
        helpers = [id for role in _HELPERS for id in world.staff[role.value]]
        self._groups = (counter[:_TURNS], helpers[:_TURNS])
        codes = {row["id"]: row["code"] for row in world.ledger.unwritten(Staff)}
        for position, who in enumerate((*self._groups[0], *self._groups[1])):
            turn = position % _TURNS
            row = world.ledger.new(
                RosterPerson, staff_id=who, position=position, experienced=turn % 2 == position // _TURNS, version=1
            )
            world.ledger.created(self._set_up, "roster.set_person", self._by, PERSON, row, codes[who])

    # Who is on duty when

    def _month(self, month: date) -> list[_Put]:
        """Early, late the evening before, two days off; on Sundays one of the helpers stays the whole day."""
        return [put for day in days_of(month) for put in self._day(day)]

    def _day(self, day: date) -> Iterator[_Put]:
        turn = (day - date(1970, 1, 1)).days
        counter, helpers = self._groups
        # Whoever stays alone for a whole Sunday beside the counter knows the work well.
        long = day.weekday() == _SUNDAY and turn % 2 == 1
        # The same turns as ``World.on_duty``: whoever wrote an entry was on duty.
        early, late = turn % _TURNS, (turn + 1) % _TURNS
        early_too, late_too = (turn + 2) % _TURNS, (turn + 3) % _TURNS
        for at, who in enumerate(counter):
            yield _Put(who, day, "早" if at == early else "晚" if at == late else None)
        for at, who in enumerate(helpers):
            shift = ("长" if long else "早") if at == early_too else "晚" if at == late_too and not long else None
            yield _Put(who, day, shift)

    # Editions

    def _published(self, world: World, month: date) -> Row:
        """A month's first edition, published on the day that the rulebook asks for."""
        sheet = self._begin(world, month, 1, None)
        at = self._moment(world, month) + DAY
        self._put(world, sheet, self._month(month), at - HOUR)
        self._publish(world, sheet, at, "")
        return sheet

    def _swapped(self, world: World, month: date, today: date) -> None:
        """The month that runs has a second edition: two have changed an evening."""
        old = self._published(world, month)
        at = max(self._moment(world, month) + 2 * DAY, world.clock.midnight(0))
        if at >= world.now:
            return
        new = self._begin(world, month, 2, old, at - HOUR)
        puts = self._month(month)
        first = next(put for put in puts if put.day.day == 9 and put.shift == "晚" and put.who in self._groups[0])
        other = next(put for put in puts if put.day == first.day and put.shift is None and put.who in self._groups[0])
        changed = {first: first._replace(shift=None), other: other._replace(shift="晚")}
        self._put(world, new, [changed.get(put, put) for put in puts], at - HOUR // 2)
        old.update(state=State.SUPERSEDED.value)
        self._note(world, old, at, "roster.publish", {"state": [State.PUBLISHED.value, State.SUPERSEDED.value]})
        self._publish(world, new, at, "两人调班，经主管同意")

    def _draft(self, world: World, month: date) -> None:
        """Next month is in the making: a week is open, somebody comes early after a late shift."""
        sheet = self._begin(world, month, 1, None, min(self._moment(world, month), world.now - 2 * HOUR))
        puts = {(put.who, put.day): put for put in self._month(month)}
        days = days_of(month)
        puts = {at: put for at, put in puts.items() if put.day < days[-6] or put.who in self._groups[0]}
        late = next(put for put in puts.values() if put.shift == "晚" and put.day.day > 8)
        tired = (late.who, late.day + timedelta(days=1))
        puts[late.who, late.day] = late._replace(shift="长")
        puts[tired] = puts[tired]._replace(shift="早")
        busy = self._groups[0][2]
        for day in days[14:22]:
            if puts[busy, day].shift is None:
                puts[busy, day] = _Put(busy, day, "早")
        lacking = next(put for put in puts.values() if put.day.day == 5 and put.shift == "晚")
        puts[lacking.who, lacking.day] = lacking._replace(shift=None)
        self._put(world, sheet, list(puts.values()), min(self._moment(world, month) + HOUR, world.now - HOUR), pinned=3)

    @staticmethod
    def _moment(world: World, month: date) -> int:
        """The twenty-fifth of the month before, in the morning."""
        day = (month - timedelta(days=1)).replace(day=25)
        return world.clock.midnight((day - world.clock.days[0]).days) + 9 * HOUR

    def _begin(self, world: World, month: date, edition: int, based_on: Row | None, at: int = 0) -> Row:
        at = at or self._moment(world, month)
        sheet = world.ledger.new(
            RosterSheet, month=f"{month:%Y-%m}", edition=edition, state=State.DRAFT.value, made_by_id=self._by,
            made_at=iso(at), based_on_id=based_on["id"] if based_on else None, version=1,
        )  # fmt: skip
        world.ledger.created(at, "roster.begin", self._by, REGISTER, sheet, _number(sheet))
        return sheet

    def _put(self, world: World, sheet: Row, puts: list[_Put], at: int, pinned: int = 0) -> None:
        for put in puts:
            world.ledger.new(
                RosterCell, sheet_id=sheet["id"], staff_id=put.who, day=put.day.isoformat(),
                shift_id=self._shifts[put.shift] if put.shift else None, pinned=put.day.day <= pinned,
            )  # fmt: skip
        self._note(world, sheet, at, "roster.put", {"cells": [None, len(puts)]})

    def _publish(self, world: World, sheet: Row, at: int, note: str) -> None:
        values = {
            "state": State.PUBLISHED.value, "note": note, "published_at": iso(at), "published_by_id": self._by,
        }  # fmt: skip
        changes = {name: [sheet[name], value] for name, value in values.items() if sheet[name] != value}
        sheet.update(values)
        self._note(world, sheet, at, "roster.publish", changes)

    def _note(self, world: World, sheet: Row, at: int, verb: str, changes: dict[str, list[object]]) -> None:
        sheet["version"] += 1
        world.ledger.note(at, verb, self._by, REGISTER, sheet, _number(sheet), changes)


def _number(sheet: Row) -> str:
    return f"{sheet['month']}/{sheet['edition']}"


SHARE = RosterShare()
