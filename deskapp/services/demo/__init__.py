"""A made-up estate for trying the program, for pictures, tests and measuring: same seed, same day, same content."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from deskapp.domain.demo import DemoSummary

UNITS, YEARS, ENTRIES, SEED = 600, 2, 3000, 1


def generate(
    place: str | Path,
    *,
    units: int = UNITS,
    years: float = YEARS,
    entries: int = ENTRIES,
    seed: int = SEED,
    now: datetime | None = None,
    progress: Callable[[float], None] | None = None,
) -> DemoSummary:
    """Make a new register file with a believable estate and its last ``years``; everybody's PIN is 1234.

    ``now`` is where its history ends, by default today's midnight; the duty log alone then goes on until this very
    moment. ``progress`` hears the part done, 0 to 1, on the calling thread. The file is built under another name and
    appears whole or not at all.
    Raises DeskError ``file_exists`` when there is something at ``place``, StorageError when it cannot be written.
    """
    from deskapp.services.demo.maker import Plan, make

    until = now or datetime.now().astimezone()
    plan = Plan(units=units, years=years, entries=entries, seed=seed, now=now or last_midnight(), until=until)
    return make(place, plan, progress)


def last_midnight() -> datetime:
    """The office's midnight before now, aware."""
    return datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
