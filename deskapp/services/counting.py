"""Whoever's places can be counted says so by one service of this kind; the counts find it by walking the services.

The key cabinet's hooks are one, the places of the mail shelves another; lockers, meters would be a new file each.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, NamedTuple

from deskapp.domain.common import Option
from deskapp.domain.inventories import Expected, Found, Place, Resolution
from deskapp.models.inventories import InventoryLine
from deskapp.services.verbs import Service, Tx


class Figure(NamedTuple):
    """How many things of a category are in a state."""

    category: str
    state: str
    things: int


class Countable(Service):
    """What a count asks of the register whose places it counts.

    ``window_rule`` and ``report_rule`` are the fixed days of the month that counting and reporting tick off. ``many``
    says that several things lie at a place, each counted by its own code.
    """

    subject: ClassVar[str]
    window_rule: ClassVar[str] = ""
    report_rule: ClassVar[str] = ""
    many: ClassVar[bool] = False

    @abstractmethod
    def parts(self, tx: Tx) -> Sequence[Option]:
        """What can be counted by itself: cabinets, shelves."""

    @abstractmethod
    def places(self, tx: Tx, part_id: int | None) -> Sequence[Place]:
        """The places to be counted, in the order in which one walks past them."""

    def expected(self, tx: Tx, place_ids: Sequence[int]) -> Mapping[int, Expected]:
        """What the register says of places now; a place that nothing belongs to may be left out."""
        return {}

    def lying(self, tx: Tx, place_ids: Sequence[int]) -> Mapping[int, Sequence[Expected]]:
        """Where several things lie at a place: every one that should lie there now."""
        return {}

    @abstractmethod
    def found(self, tx: Tx, code: str, place_id: int | None = None) -> Found | None:
        """What a scanned code stands for; of several things meant by a part of it, the one at ``place_id``."""

    @abstractmethod
    def settle(self, tx: Tx, line: InventoryLine, resolution: Resolution, reason: str) -> None:
        """Do in the register what a difference calls for; raises Invalid at ``resolution`` where it cannot be done."""

    @abstractmethod
    def figures(self, tx: Tx) -> Iterable[Figure]:
        """The register's figures now, kept with the count."""
