"""What the special events ask of a draft beyond its single fields."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from deskapp.domain.events import EventDraft
from deskapp.errors import Problem
from deskapp.models.events import Event

#: A minute is as exact as anybody writes times down.
_SLACK = timedelta(minutes=1)


def contradictions(draft: EventDraft) -> Iterable[Problem]:
    """It happened somewhere; it was passed to somebody at some time."""
    if not draft.unit.strip() and not draft.place.strip():
        yield Problem("place", "place_required")
    if draft.passed_at is not None and not draft.passed_to.strip():
        yield Problem("passed_to", "passed_both")
    if draft.passed_to.strip() and draft.passed_at is None:
        yield Problem("passed_at", "passed_both")
    if _earlier(draft.passed_at, draft.happened_at):
        yield _before("passed_at", draft.happened_at)


def before_it_happened(row: Event, field: str, at: datetime | None) -> Iterable[Problem]:
    """Nobody was told before it happened."""
    if _earlier(at, row.happened_at):
        yield _before(field, row.happened_at)


def _earlier(at: object, happened: object) -> bool:
    both = isinstance(at, datetime) and isinstance(happened, datetime)
    return both and at < happened - _SLACK  # type: ignore[operator]


def _before(field: str, happened: datetime | None) -> Problem:
    return Problem(field, "before", {"other": "events.field.at", "value": happened})
