"""Runs the measures, found by walking this folder for ``MEASURES``, on a demo file."""

from __future__ import annotations

import importlib
import os
import pkgutil
import platform
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from deskapp import bench
from deskapp.bench.ground import Ground
from deskapp.services.demo import generate

Measure = Callable[[Ground], Iterable[dict[str, Any]]]


def measures() -> dict[str, Measure]:
    """Every measure by the goal it is about, in order."""
    modules = [
        importlib.import_module(f"{bench.__name__}.{info.name}") for info in pkgutil.iter_modules(bench.__path__)
    ]
    return dict(sorted(pair for module in modules for pair in getattr(module, "MEASURES", {}).items()))


def run(
    ids: Iterable[str] | None,
    *,
    database: str | Path | None,
    entries: int,
    progress: Callable[[str], None] | None,
) -> dict[str, Any]:
    """Measure; see ``deskapp.bench.run``."""
    known = measures()
    wanted = set(ids) if ids is not None else set(known)
    if unknown := wanted - set(known):
        raise ValueError(f"no such goal: {', '.join(sorted(unknown))}")
    say = progress or _nobody
    with TemporaryDirectory(prefix="deskapp-bench-", ignore_cleanup_errors=True) as folder:
        ground = _ground(Path(folder), database, entries, say)
        try:
            results = list(_results(known, wanted, ground, say))
            count = len(ground.ids)  # type: ignore[arg-type]
        finally:
            ground.close()
    return {"machine": machine() | {"entries": count}, "results": results}


def _ground(folder: Path, database: str | Path | None, entries: int, say: Callable[[str], None]) -> Ground:
    if database is not None:
        return Ground(Path(database), folder, own=False)
    say(f"demo {entries}")
    generate(folder / "demo.db", units=max(600, entries // 200), entries=entries)
    return Ground(folder / "demo.db", folder, own=True)


def _results(
    known: dict[str, Measure], wanted: set[str], ground: Ground, say: Callable[[str], None]
) -> Iterator[dict[str, Any]]:
    for id, measure in known.items():
        if id in wanted:
            say(id)
            yield from measure(ground)


def _nobody(_what: str) -> None:
    pass


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
    }
