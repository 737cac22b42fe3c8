"""G5: a page far down a long table, and jumping there, against the first page and a table that never asks anybody."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from deskapp.bench.figures import Goal, compared, in_turn
from deskapp.bench.ground import Ground
from deskapp.bench.windows import jumps

PAGE = 200


def measure(ground: Ground) -> Iterable[dict[str, Any]]:
    """Pages by the service, then jumps in the window's own table."""
    ids: Any = ground.ids
    last = max(0, len(ids) - PAGE - 100)
    read = partial(ground.office.call, ground.actor, "reception.rows")
    first, far = partial(read, ids=ids[:PAGE]), partial(read, ids=ids[last : last + PAGE])
    in_turn(5, first, far)
    floors, found = in_turn(60, first, far)
    yield compared("G5", f"page at row {last:,}", floors, found, Goal(times=1.5))
    times = jumps(ground.place)
    yield compared("G5", "jump anywhere and repaint", times["static"], times["ours"], Goal(times=1.3))


MEASURES = {"G5": measure}
