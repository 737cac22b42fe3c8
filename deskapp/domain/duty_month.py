"""The month's duty report 值班月报表: who was on duty how long, swaps, late handovers, log days not countersigned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from deskapp.domain.swaps import Kind

#: The figures of a person, in the order of their columns.
FIGURES = ("shifts", "hours", "late", "weekends", "holidays", "swaps")


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyFigures:
    """One person's month, or everybody's (without a name): duties that were over when it was counted.

    ``swaps`` are the approved ones they had a part in.
    """

    code: str = ""
    name: str = ""
    shifts: int = 0
    hours: float = 0
    late: int = 0
    weekends: int = 0
    holidays: int = 0
    swaps: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapLine:
    """One approved swap of the month's duties; a cover has no duty that comes back."""

    number: str
    kind: Kind
    person: str
    day: date
    shift: str
    other: str
    other_day: date | None
    other_shift: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LateLine:
    """One handover that somebody came late to."""

    number: str
    at: datetime
    outgoing: str
    incoming: str
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyReport:
    """One month. ``at`` is the moment it stands for: its end, or now; None where it is still to come.

    ``edition`` is the published one that everybody followed last (``2026-12/3``), empty where none was published.
    ``unsigned`` are the working days whose log nobody has countersigned until now (``DUTY-5``).
    """

    number: str
    at: datetime | None
    edition: str = ""
    total: DutyFigures = DutyFigures()
    people: tuple[DutyFigures, ...] = ()
    swaps: tuple[SwapLine, ...] = ()
    late: tuple[LateLine, ...] = ()
    unsigned: tuple[date, ...] = ()
