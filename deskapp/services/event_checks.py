"""What the special events ask of a draft beyond its single fields."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from deskapp.domain.events import EventDraft
from deskapp.errors import Problem
from deskapp.models.events import Event
from deskapp.services import times

#: What others follow.
_HAPPENED = "events.field.at"


def contradictions(draft: EventDraft) -> Iterable[Problem]:
    """It happened somewhere; it was passed to somebody at some time."""
    if not draft.unit.strip() and not draft.place.strip():
        yield Problem("place", "place_required")
    if draft.passed_at is not None and not draft.passed_to.strip():
        yield Problem("passed_to", "passed_both")
    if draft.passed_to.strip() and draft.passed_at is None:
        yield Problem("passed_at", "passed_both")
    yield from times.not_before("passed_at", draft.passed_at, draft.happened_at, _HAPPENED)


def before_it_happened(row: Event, field: str, at: datetime | None) -> Iterable[Problem]:
    """Nobody was told before it happened."""
    return times.not_before(field, at, row.happened_at, _HAPPENED)
