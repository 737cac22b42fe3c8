"""A month's roster as a problem, what a solver found, and which rules stand against each other (``DUTY-1``)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from deskapp.domain.roster import Away, Cell, GridDay, Load, Person, Rules
from deskapp.domain.shifts import Shift

REGISTER = "roster_solver"


class Keep(StrEnum):
    """Which cells a proposal leaves as they are: all that something is decided of, or those that are pinned."""

    DECIDED = "decided"
    PINNED = "pinned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """All that a roster has to keep, as plain data: days, people, shifts, cells that stay, the days before.

    ``leaving`` are shifts of people who are not on the roster any more: a proposal makes days off of them.
    """

    days: tuple[GridDay, ...]
    people: tuple[Person, ...]
    shifts: tuple[Shift, ...]
    kept: tuple[Cell, ...]
    before: tuple[Cell, ...]
    away: tuple[Away, ...]
    loads: tuple[Load, ...]
    rules: Rules
    leaving: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Collision:
    """One of the rules that cannot all be kept: ``roster_solver.collision.<code>`` with what its sentence names.

    ``people`` are those it is about, where it is about some; without any it is about everybody, or about a shift.
    """

    code: str
    params: dict[str, Any] = field(default_factory=dict)
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """How good a roster is: wishes passed over, and how far apart the most and the least that anybody has are.

    The months before are counted in, as far as one month makes up for them.
    """

    wishes: int
    weekends: int
    holidays: int
    late: int
    hours: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a search has come: rosters found so far, and how good the best one is."""

    found: int
    best: Quality | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """What came out: the cells to put, or the rules that collide. ``proved``: there is no better one.

    Without either the time was too short to say.
    """

    cells: tuple[Cell, ...] = ()
    collisions: tuple[Collision, ...] = ()
    best: Quality | None = None
    proved: bool = False


def worked(cells: Iterable[Cell]) -> dict[tuple[int, date], int]:
    """Whose shift of which day, days off left out."""
    return {(cell.staff_id, cell.day): cell.shift_id for cell in cells if cell.shift_id is not None}
