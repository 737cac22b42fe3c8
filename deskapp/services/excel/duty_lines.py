"""The lines of the month's duty report in a file."""

from __future__ import annotations

from collections.abc import Iterator

from deskapp.domain.duty_month import FIGURES, DutyFigures, DutyReport
from deskapp.services.excel.month_table import Line, told
from deskapp.services.excel.workbook import both


def lines(found: DutyReport) -> Iterator[Line]:
    """By person, the swaps, the late handovers, the days not countersigned."""
    yield (both("form.duty_month_table"), found.number)
    yield (both("duty_month.at"), told(found.at))
    yield (both("duty_month.edition"), found.edition)
    if found.at is None or not found.edition:
        yield (both("duty_month.to_come" if found.at is None else "duty_month.empty"),)
    yield (both("duty_month.name"), both("field.code"), *(both(f"duty_month.{name}") for name in FIGURES))
    for row in found.people:
        yield (row.name, row.code, *_figures(row))
    yield (both("duty_month.sum"), "", *_figures(found.total))
    yield (both("duty_month.swap_list"), len(found.swaps))
    for swap in found.swaps:
        back = (swap.other_day.isoformat(), swap.other_shift) if swap.other_day is not None else ("", "")
        yield (swap.number, both(f"swaps.kind.{swap.kind}"), swap.person, swap.day.isoformat(), swap.shift,
               swap.other, *back)  # fmt: skip
    yield (both("duty_month.late_list"), len(found.late))
    for late in found.late:
        yield (late.number, told(late.at), late.outgoing, late.incoming, late.minutes)
    yield (both("duty_month.unsigned_list"), len(found.unsigned))
    for day in found.unsigned:
        yield (day.isoformat(),)


def _figures(row: DutyFigures) -> Iterator[float]:
    yield from (getattr(row, name) for name in FIGURES)
