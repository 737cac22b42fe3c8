"""G5: a page far down a long table, and jumping there, against the first page and a table that never asks anybody.

Today and the chips' counts are read anew after every save: against SQLite alone, asked for the same rows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from functools import partial
from typing import Any

from deskapp.bench.figures import Goal, compared, in_turn
from deskapp.bench.ground import Ground
from deskapp.bench.windows import jumps

PAGE = 200
#: Nothing the window waits for takes longer.
LONGEST = 50


def measure(ground: Ground) -> Iterable[dict[str, Any]]:
    """Pages by the service, then jumps in the window's own table."""
    ids: Any = ground.ids
    last = max(0, len(ids) - PAGE - 100)
    read = partial(ground.office.call, ground.actor, "reception.rows")
    first, far = partial(read, ids=ids[:PAGE]), partial(read, ids=ids[last : last + PAGE])
    in_turn(5, first, far)
    floors, found = in_turn(60, first, far)
    yield compared("G5", f"page at row {last:,}", floors, found, Goal(times=1.5))
    yield _after_a_save(ground)
    times = jumps(ground.place)
    yield compared("G5", "jump anywhere and repaint", times["static"], times["ours"], Goal(times=1.3))


def _after_a_save(ground: Ground) -> dict[str, Any]:
    office, actor = ground.office, ground.actor
    asked = [service.clock_questions for service in office.core.registers]
    # Values written out: the floor asks what the registers ask, and makes nothing of the answer.
    plain: dict[str, Any] = {"compile_kwargs": {"literal_binds": True}, "dialect": office.core.database.reader.dialect}
    questions = [str(part.compile(**plain)) for each in asked if each is not None for part in (each.first, each.total)]

    def ours() -> None:
        office.call(actor, "today.list")
        for service in office.core.registers:
            office.call(actor, f"{service.name}.counts")

    with closing(sqlite3.connect(ground.place)) as connection:

        def raw() -> None:
            for question in questions:
                connection.execute(question).fetchall()

        in_turn(5, raw, ours)
        floors, found = in_turn(60, raw, ours)
    what = "Today and every register's counts, read after a save, p95"
    return compared("G5", what, floors, found, Goal(most=LONGEST), by="p95")


MEASURES = {"G5": measure}
