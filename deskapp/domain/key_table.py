"""The monthly key table 钥匙月报表 [001·1·4.5.6]: where the sets of each category are, the month's loans, deposits held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from deskapp.domain.keys import Category

#: The figures of a row, in the order of its columns.
FIGURES = ("total", "hung", "out", "overdue", "handed", "missing")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyTableRow:
    """The sets of one category; ``overdue`` are among those that are ``out``. None: of all categories."""

    category: Category | None
    total: int = 0
    hung: int = 0
    out: int = 0
    overdue: int = 0
    handed: int = 0
    missing: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyTable:
    """One month. ``rows`` is empty where nothing was counted and the month is over; the last of them is the sum.

    ``at`` is the moment the sets were looked at: when they were counted (``inventory``), or now. ``lost`` are the sets
    that were lost in the month, whenever they were lent.
    """

    number: str
    at: datetime | None
    inventory: str
    inventory_id: int | None
    hooks: int
    differences: int
    rows: tuple[KeyTableRow, ...]
    loans: int
    sets_lent: int
    outside: int
    lost: int
    deposits: int
    deposits_held: Decimal

    @property
    def empty(self) -> bool:
        """There were no keys and no loans."""
        return not (self.loans or self.lost or self.deposits) and not any(row.total for row in self.rows)
