"""Speed, measured against a floor in the same run: G1 to G7 of the goals (docs/decisions)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

#: So many entries are enough for a run of a few minutes; ``FULL`` is what the goals speak of.
ENTRIES, FULL = 100_000, 1_000_000


def run(
    ids: Iterable[str] | None = None,
    *,
    database: str | Path | None = None,
    entries: int = ENTRIES,
    progress: Callable[[str], None] | None = None,
) -> dict[str, Any]:
    """Measure; return ``{"machine", "results": [{"id", "what", "floor", "ours", "unit", "ratio", "goal", "met"}…]}``.

    ``ids`` names some goals (``G4``), all by default. ``database`` is a demo file to measure on, which is only read;
    without it one of ``entries`` is made and thrown away. ``progress`` hears what is being measured.
    """
    from deskapp.bench.runner import run as really_run

    return really_run(ids, database=database, entries=entries, progress=progress)


def report(found: dict[str, Any]) -> str:
    """The results as a table: floor, ours, ratio, goal, met; by how much a goal is missed."""
    from deskapp.bench.figures import as_table

    return as_table(found)
