"""Times that a draft brings along: told why where they come late, in the order in which things happen (``ALL-9``)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from deskapp.domain.fields import CLOCK_SLACK
from deskapp.errors import Problem


class Dated(Protocol):
    """A draft that may say when it happened, and why that is only written down now."""

    @property
    def happened_at(self) -> datetime | None:
        """When it happened; None: now."""

    @property
    def happened_reason(self) -> str:
        """Why it comes late."""


def late_entry(draft: Dated) -> Iterable[Problem]:
    """What is entered later than it happened says why."""
    if draft.happened_at is not None and not draft.happened_reason.strip():
        yield Problem("happened_reason", "reason_required")


def not_before(field: str, value: object, earlier: object, other: str) -> Iterable[Problem]:
    """Nothing happened before what it follows, ``other`` by its word's key; times are typed to the minute."""
    if not isinstance(value, datetime) or not isinstance(earlier, datetime):
        return
    if value.tzinfo is not None and earlier.tzinfo is not None and value < earlier - CLOCK_SLACK:
        yield Problem(field, "before", {"other": other, "value": earlier})
