"""When to speak up: once quietly before something falls due, once clearly when it does, never twice (``REC-3``)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from deskapp.domain.common import AMBER, TodayItem


class Stage(StrEnum):
    """How clearly it is said."""

    SOON = "soon"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something to say now."""

    item: TodayItem
    stage: Stage


_Key = tuple[str, int, str, datetime]


@dataclass
class Reminders:
    """What was said already. ``since`` is the moment up to which everything that ran out has been looked at."""

    since: datetime
    _said: dict[tuple[_Key, Stage], datetime] = field(default_factory=dict)

    def take(self, items: Iterable[TodayItem], now: datetime) -> list[Reminder]:
        """What to say of these clocks now. What fell due before ``since`` is in the list and is not said any more."""
        found: list[Reminder] = []
        for item in items:
            stage = _stage(item, now)
            if stage is None or item.due is None or (_key(item), stage) in self._said:
                continue
            if item.due > self.since or (_key(item), Stage.SOON) in self._said:
                found.append(Reminder(item, stage))
            self._said[_key(item), stage] = item.due
        self.since = max(self.since, now)
        self._forget(now)
        return found

    def next(self, items: Iterable[TodayItem], now: datetime) -> datetime | None:
        """The next moment at which there may be something to say; None when nothing runs."""
        moments = (moment for item in items for moment in _moments(item) if moment > now)
        return min(moments, default=None)

    def _forget(self, now: datetime) -> None:
        """What ran out long ago is not asked about again: ``since`` keeps it silent."""
        old = [key for key, due in self._said.items() if due < now - timedelta(days=2)]
        for key in old:
            del self._said[key]


def _key(item: TodayItem) -> _Key:
    assert item.due is not None
    return item.register, item.ref.id if item.ref else 0, item.tick or item.text, item.due


def _moments(item: TodayItem) -> tuple[datetime, ...]:
    if item.due is None or item.count > 1:
        return ()
    start = item.started or item.due
    return item.due - (item.due - start) * AMBER, item.due


def _stage(item: TodayItem, now: datetime) -> Stage | None:
    moments = _moments(item)
    if not moments or now < moments[0]:
        return None
    return Stage.DUE if now >= moments[1] else Stage.SOON
