"""What the shares of a demo know of each other: its plan, its clock, its people and places."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from random import Random
from typing import Any, NamedTuple, Protocol

from deskapp.domain.handovers import Count
from deskapp.services import demo
from deskapp.services.demo.clock import OfficeClock
from deskapp.services.demo.ledger import Batch, Ledger, Row
from deskapp.services.rulebook import defaults

#: So many rows are handed over at a time.
ENOUGH = 2_000


@dataclass(frozen=True)
class Plan:
    """How large an estate, how long a history, from which seed, up to when; ``until`` when somebody is on duty."""

    units: int
    years: float
    entries: int
    seed: int
    now: datetime
    until: datetime


class Share(Protocol):
    """One register's part of the estate. A new register adds one file of this folder with ``SHARE``.

    ``order`` says who goes first: the directory, then the reception log, then what follows from its entries.
    """

    order: int

    def begin(self, world: World) -> None:
        """What is there on the first day."""
        ...

    def day(self, world: World, day: int) -> None:
        """What happens on the n-th day, and what will come of it."""
        ...


class Person(NamedTuple):
    """Somebody tied to a unit, as the counter knows them."""

    resident_id: int
    name: str
    phone: str
    unit_id: int
    unit: str
    area: int


@dataclass
class Again:
    """A dissatisfied resident who will complain again: from when on, who, in which words; then the entry made of it."""

    at: int
    caller: Person
    words: Row
    entry: Row | None = None


class Logged(NamedTuple):
    """An entry of the duty log: when, who, what; what it is about; and what is done once its place is known.

    ``happened`` is when it happened where that was earlier, ``corrects`` the sequence of what it puts right.
    """

    at: int
    staff_id: int
    kind: str
    said: Row
    register: str = ""
    entry_id: int = 0
    then: Callable[[int, bytes], None] | None = None
    happened: int = 0
    corrects: int | None = None


@dataclass
class World:
    """Everything the shares share."""

    plan: Plan
    rng: Random
    clock: OfficeClock
    ledger: Ledger
    counts: list[int] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    departments: dict[str, int] = field(default_factory=dict)
    buildings: dict[str, int] = field(default_factory=dict)
    staff: dict[str, list[int]] = field(default_factory=dict)
    workers: dict[str, list[str]] = field(default_factory=dict)
    #: Entries of the day that call for a dispatch slip: the entry's row, who, and when.
    to_dispatch: list[tuple[int, Row, Person]] = field(default_factory=list)
    #: What the later shares go on with, since the day began: complaints recorded, emergencies passed on, special
    #: services asked for, and everything that was closed and is owed a follow-up (register, when, row).
    complaints: list[tuple[int, Row, Person]] = field(default_factory=list)
    emergencies: list[tuple[int, Row]] = field(default_factory=list)
    specials: list[tuple[int, Row, Person]] = field(default_factory=list)
    #: Complaints that became collective, though it be on a later day.
    collective: list[tuple[int, Row]] = field(default_factory=list)
    finished: list[tuple[str, int, Row]] = field(default_factory=list)
    #: The key sets on their hooks, held (``Ledger.hold``) for whoever lends them or hands them over.
    key_sets: list[Row] = field(default_factory=list)
    #: The hashes of the files that are kept already (``ALL-8``).
    files: set[str] = field(default_factory=set)
    #: The day's entries of the duty log, in no order (``demo/duty_book.py``).
    duty: list[Logged] = field(default_factory=list)
    #: What came to the counter and left it since the last handover, in no order: when, what, how many (``DUTY-7``).
    tallies: list[tuple[int, Count, int]] = field(default_factory=list)
    #: The day's reliefs: when, who took over (``DUTY-8``).
    relieved: list[tuple[int, int]] = field(default_factory=list)
    #: Who complains again: the log's next complaints are theirs (``CMP-3``).
    again: list[Again] = field(default_factory=list)

    @classmethod
    def of(cls, plan: Plan) -> World:
        """A world before its first day."""
        rng = Random(f"{plan.seed} {plan.units} {plan.years} {plan.entries}")
        clock = OfficeClock(plan.now, plan.years)
        salts = Random(f"{plan.seed} salts")  # apart, so that a new share leaves the others' rows as they were
        return cls(plan, rng, clock, Ledger(salts), clock.shares(plan.entries))

    @property
    def now(self) -> int:
        """Where history ends."""
        return self.clock.now

    @property
    def until(self) -> int:
        """Until when somebody writes the duty log."""
        return int(self.plan.until.timestamp())

    def tally(self, at: int, what: Count, by: int) -> None:
        """So many more of something lie at the counter from a moment on, or fewer."""
        self.tallies.append((at, what, by))

    def comes_again(self, moment: int) -> Again | None:
        """Who is the next to complain again, if it is time."""
        return self.again[0] if self.again and self.again[0].at <= moment else None

    def complained(self, at: int, row: Row, caller: Person, again: Again | None) -> None:
        """A complaint was written down; perhaps one that somebody came back for."""
        if again is not None:
            self.again.remove(again)
            again.entry, caller = row, again.caller
        self.complaints.append((at, row, caller))

    def on_duty(self, moment: int) -> int:
        """The receptionist of the shift: early and late take turns."""
        desk = self.staff["receptionist"]
        return desk[(moment // 86_400 + (moment % 86_400 > 45_000)) % len(desk)]


@cache
def hours(rule: str) -> float:
    """A rule's length of time in hours."""
    known = defaults()[rule]
    return float(known["default"]) * {"h": 1.0, "min": 1 / 60, "d": 24.0, "mo": 730.0, "day_end": 12.0}[known["unit"]]


def span(rule: str) -> str:
    """A rule's length of time as its clocks keep it."""
    return f"{defaults()[rule]['default']} {defaults()[rule]['unit']}"


@cache
def shares() -> tuple[Share, ...]:
    """Every ``SHARE`` of this folder."""
    modules = [importlib.import_module(f"{demo.__name__}.{info.name}") for info in pkgutil.iter_modules(demo.__path__)]
    found: list[Any] = [module.SHARE for module in modules if hasattr(module, "SHARE")]
    return tuple(sorted(found, key=_order))


def _order(share: Share) -> int:
    return share.order


def produce(plan: Plan) -> Iterator[Batch]:
    """The whole history in order, in batches."""
    world = World.of(plan)
    for share in shares():
        share.begin(world)
    since = 0
    for day in range(len(world.clock.days)):
        for share in shares():
            share.day(world, day)
        for list_ in (world.complaints, world.emergencies, world.specials, world.collective, world.finished):
            list_.clear()
        since += world.counts[day]
        if since >= ENOUGH:
            since = 0
            batch = world.ledger.flush(world.clock.midnight(day + 1))
            batch.done = (day + 1) / len(world.clock.days)
            yield batch
    yield world.ledger.last()
