"""What a slip's steps ask of its running round."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from deskapp.errors import Problem
from deskapp.models.slips import SlipRound

_ORDER = ("issued_at", "received_at", "arrived_at", "finished_at", "told_at")


def backwards(running: SlipRound, values: dict[str, Any]) -> Iterable[Problem]:
    """A step cannot have happened before the one before it."""
    for name, value in values.items():
        if not isinstance(value, datetime):
            continue
        earlier = _ORDER[: _ORDER.index(name)] if name in _ORDER else _ORDER[:1]
        for other in reversed(earlier):
            before = getattr(running, other)
            if before is not None and value.replace(second=59, microsecond=999_999) < before:
                words = {"other": f"slips.field.{'at' if other == 'issued_at' else other}", "value": before}
                yield Problem(name, "before", words)
                break


def facts(values: dict[str, Any]) -> dict[str, Any]:
    """What a step says of its round, as the journal keeps it."""
    return {
        name: [None, value.isoformat() if isinstance(value, datetime) else str(value)]
        for name, value in values.items()
        if value
    }
