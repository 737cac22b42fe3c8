"""A month of sixty people is generated, and proved by the checker that shares no code with the generator (``DUTY-1``).

Looked for at most as long as an office waits, a minute; left as soon as its shares are near to equal.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from deskapp.bench.rosters import problem, shared
from deskapp.domain.roster_solving import Progress, Solution
from deskapp.services.solver.search import solve
from tests.rosters import faults

SECONDS = 60
ASKED = problem(people=60, shifts=4)
pytestmark = pytest.mark.timeout(240)


@pytest.fixture(scope="module")
def month() -> Solution:
    told: list[Progress] = []
    found = solve(ASKED, SECONDS, told.append, lambda: bool(told) and shared(told[-1]))
    assert told[-1].best == found.best, "the best so far is what comes out"
    return found


def test_duty_1_sixty_people_a_month_of_four_shifts_and_the_rules_proved_on_the_result(month: Solution) -> None:
    assert Counter(each.staff_id for each in month.cells) == dict.fromkeys(range(1, 61), 31), "every cell is decided"
    assert faults(ASKED, month.cells) == []


def test_duty_1_its_wishes_are_kept_and_its_burdens_shared(month: Solution) -> None:
    assert month.best is not None
    assert month.best.wishes == 0
    assert max(month.best.weekends, month.best.holidays, month.best.late) <= 5


def test_duty_1_the_checker_sees_every_single_duty_that_is_taken_out_of_it(month: Solution) -> None:
    """Nobody is there who is not needed: one person fewer, on whatever shift, is a fault."""
    spare = Counter((each.day, each.shift_id) for each in month.cells)
    for place in range(0, len(month.cells), 53):
        each = month.cells[place]
        shift = next((shift for shift in ASKED.shifts if shift.id == each.shift_id), None)
        if shift is None:
            continue
        day = next(day for day in ASKED.days if day.day == each.day)
        needed = {"working": shift.cover_working, "weekend": shift.cover_weekend, "holiday": shift.cover_holiday}
        fewer = [*month.cells[:place], replace(each, shift_id=None), *month.cells[place + 1 :]]
        seen = [fault for fault in faults(ASKED, fewer) if fault.day == each.day and fault.shift_id == shift.id]
        assert seen or spare[each.day, shift.id] > needed[day.kind]
