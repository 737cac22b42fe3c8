"""Which broken rules a swap is blamed for: those that are new, and those that get worse (``DUTY-2``)."""

from __future__ import annotations

from datetime import date

from deskapp.domain.roster import Broken, Rule
from deskapp.domain.swap_effects import worse

DAY = date(2026, 12, 1)


def cover(there: int, day: date = DAY) -> Broken:
    return Broken(rule=Rule.COVER, day=day, staff_id=None, shift_id=1, params={"there": there, "needed": 2})


def hours(done: float) -> Broken:
    return Broken(rule=Rule.HOURS, day=None, staff_id=3, params={"hours": done, "most": 168})


def test_duty_2_what_was_broken_before_is_nobodys_fault() -> None:
    assert worse([cover(1), hours(176)], [cover(1), hours(170)]) == ()


def test_duty_2_what_gets_worse_is_named() -> None:
    assert worse([cover(1), hours(170)], [cover(0), hours(176)]) == (cover(0), hours(176))


def test_duty_2_what_is_new_is_named() -> None:
    assert worse([cover(1)], [cover(1), cover(1, date(2026, 12, 2))]) == (cover(1, date(2026, 12, 2)),)


def test_duty_2_a_leave_that_is_broken_either_way_is_not_named_twice() -> None:
    leave = Broken(rule=Rule.LEAVE, day=DAY, staff_id=3, shift_id=1, params={"name": "员工11"})
    assert worse([leave], [leave]) == ()
