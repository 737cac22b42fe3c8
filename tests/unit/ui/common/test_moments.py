"""Times as they are typed at a counter."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from deskapp.ui.common.moments import Unreadable, read_day, read_moment, write_moment

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC).astimezone()


def local(day: int, hour: int, minute: int = 0, month: int = 11, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute).astimezone()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("14:30", local(NOW.day, 14, 30)),
        ("1430", local(NOW.day, 14, 30)),
        ("930", local(NOW.day, 9, 30)),
        ("\uff11\uff14\uff1a\uff13\uff10", local(NOW.day, 14, 30)),  # full width
        ("14点半", local(NOW.day, 14, 30)),
        ("11-22 14:30", local(22, 14, 30)),
        ("11-22 1430", local(22, 14, 30)),
        ("2027-01-02 08:05", local(2, 8, 5, month=1, year=2027)),
        ("11月22日 9:00", local(22, 9)),
        ("+2h", NOW + timedelta(hours=2)),
        ("+30m", NOW + timedelta(minutes=30)),
        ("+1d 2h", NOW + timedelta(days=1, hours=2)),
        ("-15m", NOW - timedelta(minutes=15)),
        ("明天 9:00", local(NOW.day + 1, 9)),
        ("明天9点", local(NOW.day + 1, 9)),
        ("Tomorrow 9:00", local(NOW.day + 1, 9)),
        ("yesterday 23:50", local(NOW.day - 1, 23, 50)),
        ("  ", None),
    ],
)
def test_what_is_typed_is_understood(typed: str, meant: datetime | None) -> None:
    assert read_moment(typed, NOW) == meant


@pytest.mark.parametrize(
    "typed", ["25:00", "abc", "13-40 10:00", "+", "2026-02-30 10:00", "tomorrow", "12 34 56", "+h"]
)
def test_what_is_no_time_is_said_to_be_none(typed: str) -> None:
    with pytest.raises(Unreadable):
        read_moment(typed, NOW)


@pytest.mark.parametrize("moment", [local(21, 14, 30), local(30, 9), local(2, 8, month=1, year=2027)])
def test_what_is_written_is_read_back(moment: datetime) -> None:
    assert read_moment(write_moment(moment, NOW), NOW) == moment


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-12-01", date(2026, 12, 1)),
        ("12-01", date(2026, 12, 1)),
        ("20261201", date(2026, 12, 1)),
        ("+7", date(2026, 11, 28)),
        ("明天", date(2026, 11, 22)),
        ("", None),
    ],
)
def test_days(typed: str, meant: date | None) -> None:
    assert read_day(typed, date(2026, 11, 21)) == meant


def test_an_impossible_day_is_refused() -> None:
    with pytest.raises(Unreadable):
        read_day("2026-02-30", date(2026, 11, 21))
