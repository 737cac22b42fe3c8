"""What a change of some cells would do to a roster: which rules it breaks that were not broken before (``DUTY-2``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from deskapp.domain.roster import Broken, Cell, Rule, Sheet
from deskapp.domain.roster_rules import broken

#: Cells as they are to be, by person and day; None: a day off.
Moves = Mapping[tuple[int, date], int | None]
#: By which values of its sentence a broken rule is the worse: the greater less the smaller.
_GAPS = {
    Rule.COVER: ("needed", "there"),
    Rule.EXPERIENCED: ("needed", "there"),
    Rule.DAYS_OFF: ("needed", "there"),
    Rule.REST: ("needed", "hours"),
    Rule.RUN: ("run", "most"),
    Rule.HOURS: ("hours", "most"),
}


def moved(sheet: Sheet, moves: Moves) -> Sheet:
    """A month as it would be with some cells changed; cells of the days before it follow as well."""
    first, last = sheet.days[0].day, sheet.days[-1].day
    here = {at: shift for at, shift in moves.items() if first <= at[1] <= last}
    earlier = {at: shift for at, shift in moves.items() if at[1] < first}
    changed = replace(sheet, cells=_put(sheet.cells, here), before=_put(sheet.before, earlier))
    return replace(changed, broken=broken(changed))


def _put(cells: Sequence[Cell], moves: Moves) -> tuple[Cell, ...]:
    kept = [cell for cell in cells if (cell.staff_id, cell.day) not in moves]
    put = [Cell(staff_id=who, day=day, shift_id=shift) for (who, day), shift in moves.items()]
    return (*kept, *put)


def worse(before: Sequence[Broken], after: Sequence[Broken]) -> tuple[Broken, ...]:
    """What is broken afterwards and was not, or was broken less."""
    were = {_place(each): _gap(each) for each in before}
    return tuple(each for each in after if _place(each) not in were or _gap(each) > were[_place(each)])


def _place(each: Broken) -> tuple[object, ...]:
    return each.rule, each.day, each.staff_id, each.shift_id


def _gap(each: Broken) -> float:
    if each.rule not in _GAPS or each.params is None:
        return 0
    more, less = (each.params[name] for name in _GAPS[each.rule])
    assert isinstance(more, int | float)
    assert isinstance(less, int | float)
    return more - less
