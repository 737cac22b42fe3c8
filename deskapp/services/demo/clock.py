"""Days and hours of an office, as whole seconds since 1970: a million moments are quick to make and to write."""

from __future__ import annotations

from bisect import bisect
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import accumulate
from random import Random

DAY = 86_400
HOUR = 3_600
OPENS, CLOSES = 7 * HOUR + 1_800, 20 * HOUR
#: How busy each hour is: the morning's rush, after lunch, people home from work, a few calls at night.
_HOURS = (2, 1, 1, 0, 0, 1, 3, 28, 70, 95, 90, 60, 35, 45, 75, 80, 70, 75, 85, 70, 20, 12, 7, 4)
_HOURS_SUM = tuple(accumulate(_HOURS))
#: Monday to Sunday.
_WEEK = (1.2, 1.05, 1.0, 1.0, 1.1, 0.95, 0.8)
#: January to December: frozen pipes, spring rain, air conditioners.
_YEAR = (1.1, 0.95, 0.95, 0.95, 1.0, 1.1, 1.25, 1.2, 1.0, 0.9, 0.95, 1.1)
_TIMES = tuple(f"{s // HOUR:02d}:{s // 60 % 60:02d}:{s % 60:02d}" for s in range(DAY))


@lru_cache(4096)
def _date(day: int) -> str:
    return datetime.fromtimestamp(day * DAY, UTC).date().isoformat()


def iso(moment: int) -> str:
    """A moment as the journal keeps it: ``2026-11-21T10:00:00+00:00``."""
    return f"{_date(moment // DAY)}T{_TIMES[moment % DAY]}+00:00"


def stored(moment: str) -> str:
    """The journal's form as SQLite keeps it."""
    return f"{moment[:10]} {moment[11:19]}.000000"


class OfficeClock:
    """The days from a first to a last moment, in the office's local time."""

    def __init__(self, now: datetime, years: float) -> None:
        self.now = int(now.timestamp())
        first = (now - timedelta(days=round(365 * years))).astimezone()
        self._midnight = first.replace(hour=0, minute=0, second=0, microsecond=0)
        offset = now.astimezone().utcoffset() or timedelta()
        self._offset = int(offset.total_seconds())
        self.days = [self._midnight.date() + timedelta(days=n) for n in range(self._count())]

    def _count(self) -> int:
        return (self.now - self.midnight(0)) // DAY + 1

    def midnight(self, day: int) -> int:
        """The moment at which the n-th day begins."""
        return (int(self._midnight.timestamp()) + self._offset) // DAY * DAY - self._offset + day * DAY

    def shares(self, total: int) -> list[int]:
        """How many of ``total`` contacts come on each day; the last days of a quiet office are a little livelier."""
        weights = [_WEEK[day.weekday()] * _YEAR[day.month - 1] for day in self.days]
        if total < 20 * len(weights):
            weights[-4:] = [weight * 3 for weight in weights[-4:]]
        weights[-1] *= self._passed(len(weights) - 1) / _HOURS_SUM[-1]
        sums = list(accumulate(weights))
        if not sums[-1]:
            return [0] * len(weights)
        marks = [round(total * done / sums[-1]) for done in sums]
        return [mark - before for mark, before in zip(marks, [0, *marks], strict=False)]

    def _passed(self, day: int) -> float:
        """How much of a day's calls have come when history ends."""
        gone = min(self.now - self.midnight(day), DAY)
        if gone <= 0:
            return 0.0
        hour = min(gone // HOUR, 23)
        return (_HOURS_SUM[hour - 1] if hour else 0) + _HOURS[hour] * (gone - hour * HOUR) / HOUR

    def moments(self, rng: Random, day: int, count: int) -> list[int]:
        """``count`` moments of one day, in order, all before the end of history."""
        start, passed = self.midnight(day), self._passed(day)
        found = []
        for _ in range(count):
            roll = rng.random() * passed
            hour = bisect(_HOURS_SUM, roll)
            into = (roll - (_HOURS_SUM[hour - 1] if hour else 0)) / _HOURS[hour]
            found.append(min(start + int((hour + into) * HOUR), self.now - 1))
        return sorted(found)

    def working(self, rng: Random, moment: float) -> int:
        """The same moment, or the next morning if the office is closed then."""
        moment = int(moment)
        clock = (moment + self._offset) % DAY
        if OPENS <= clock < CLOSES:
            return moment
        return moment - clock + (DAY if clock >= CLOSES else 0) + OPENS + int(rng.random() ** 2 * 2 * HOUR)
