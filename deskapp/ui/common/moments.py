"""Times as people type them: ``14:30``, ``1430``, ``11-21 14:30``, ``+2h``, ``tomorrow 9:00``, ``明天 9:00``."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta

_DAYS = {
    "today": 0,
    "今天": 0,
    "tomorrow": 1,
    "明天": 1,
    "后天": 2,
    "yesterday": -1,
    "昨天": -1,
    "前天": -2,
}
_CLOCK = r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2})|点(?P<half>半)?(?:(?P<minutes>\d{1,2})分?)?)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_CLOCK}",
        r"(?P<hour>\d{1,2})(?P<minute>\d{2})",
        rf"(?P<word>[a-z]+|[一-鿿]{{2}})\s*(?:{_CLOCK})?",
        rf"(?:(?P<year>\d{{4}})[-/.年])?(?P<month>\d{{1,2}})[-/.月](?P<day>\d{{1,2}})日?(?:[\sT]+{_CLOCK})?",
        r"(?:(?P<year>\d{4})[-/])?(?P<month>\d{1,2})[-/](?P<day>\d{1,2})\s+(?P<hour>\d{1,2})(?P<minute>\d{2})",
    )
)
_DISTANCE = re.compile(
    r"(?P<sign>[+-])\s*(?:(?P<days>\d{1,3})\s*(?:d|天))?\s*(?:(?P<hours>\d{1,3}(?:\.\d)?)\s*(?:h|小时|时))?"
    r"\s*(?:(?P<minutes>\d{1,4})\s*(?:m|min|分钟|分)?)?",
    re.IGNORECASE,
)


class Unreadable(ValueError):
    """What was typed cannot be read as a time or a day."""


def read_moment(text: str, now: datetime) -> datetime | None:
    """The moment meant by ``text``, seen from ``now`` (aware); ``None`` for nothing typed.

    Raises:
        Unreadable: It is not a time.
    """
    plain = _plain(text)
    if not plain:
        return None
    here = now.astimezone().replace(second=0, microsecond=0)
    if plain in {"now", "现在"}:
        return here
    if (far := _DISTANCE.fullmatch(plain)) and any(far.group("days", "hours", "minutes")):
        return _moved(here, far)
    for form in _FORMS:
        if found := form.fullmatch(plain):
            moment = _on_the_clock(found.groupdict(), here)
            if moment is not None:
                return moment
    raise Unreadable(text)


def read_day(text: str, today: date) -> date | None:
    """The day meant by ``text``: ``2026-11-21``, ``11-21``, ``+3``, ``tomorrow``; ``None`` for nothing typed.

    Raises:
        Unreadable: It is not a day.
    """
    plain = _plain(text)
    if not plain:
        return None
    if far := re.fullmatch(r"([+-]\d{1,4})\s*(?:d|天)?", plain):
        return today + timedelta(days=int(far[1]))
    if plain in _DAYS:
        return today + timedelta(days=_DAYS[plain])
    found = re.fullmatch(r"(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?", plain) or re.fullmatch(
        r"(\d{4})(\d{2})(\d{2})", plain
    )
    if found is None:
        raise Unreadable(text)
    try:
        return date(int(found[1] or today.year), int(found[2]), int(found[3]))
    except ValueError as error:
        raise Unreadable(text) from error


def write_moment(moment: datetime | None, now: datetime) -> str:
    """A moment as it would be typed: as short as its day allows."""
    if moment is None:
        return ""
    local, here = moment.astimezone(), now.astimezone()
    if local.date() == here.date():
        return local.strftime("%H:%M")
    return local.strftime("%m-%d %H:%M" if local.year == here.year else "%Y-%m-%d %H:%M")


def _plain(text: str) -> str:
    # Input methods leave full-width digits, colons and spaces behind.
    return " ".join(unicodedata.normalize("NFKC", text).lower().split())


def _moved(here: datetime, far: re.Match[str]) -> datetime:
    distance = timedelta(days=int(far["days"] or 0), hours=float(far["hours"] or 0), minutes=int(far["minutes"] or 0))
    return here + distance if far["sign"] == "+" else here - distance


def _on_the_clock(parts: dict[str, str | None], here: datetime) -> datetime | None:
    word = parts.get("word")
    if parts.get("hour") is None or (word is not None and word not in _DAYS):
        return None
    day = here.date() + timedelta(days=_DAYS.get(word or "", 0))
    hour = int(parts["hour"] or 0)
    minute = 30 if parts.get("half") else int(parts.get("minute") or parts.get("minutes") or 0)
    try:
        if parts.get("month"):
            day = date(int(parts.get("year") or here.year), int(parts["month"] or 0), int(parts["day"] or 0))
        return datetime(day.year, day.month, day.day, hour, minute).astimezone()
    except (ValueError, OverflowError):
        return None
