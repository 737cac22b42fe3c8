"""How moments, distances in time, phones and money are written on screen, in both languages alike."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_MOBILE = re.compile(r"(?:(\+?86)[ -]?)?(1\d{2})(\d{4})(\d{4})")
_WRITTEN = re.compile(r"(?<![0-9-])(1[3-9]\d)(\d{4})(\d{4})(?![0-9-])", re.ASCII)
_LANDLINE = re.compile(r"(010|02\d|0[3-9]\d{2})-?(\d{3,4})(\d{4})")


def now() -> datetime:
    """This moment, aware."""
    return datetime.now(UTC)


def clock(moment: datetime | None, at: datetime | None = None) -> str:
    """A moment as the counter writes it: today ``10:21``, this year ``11-21 10:21``, else ``2025-11-21 10:21``."""
    if moment is None:
        return ""
    local, today = moment.astimezone(), (at or now()).astimezone()
    if local.date() == today.date():
        return f"{local:%H:%M}"
    return f"{local:%m-%d %H:%M}" if local.year == today.year else f"{local:%Y-%m-%d %H:%M}"


def moment(at: datetime) -> str:
    """A moment in one short line of a table: another year's is its day."""
    return clock(at) if at.astimezone().year == now().astimezone().year else f"{at.astimezone():%Y-%m-%d}"


def distance(due: datetime | None, at: datetime | None = None) -> str:
    """How far away a due moment is: ``in 25 min``, ``late 2 h``."""
    if due is None:
        return ""
    left = due - (at or now())
    text = span(abs(left))
    if left < timedelta():
        return QCoreApplication.translate("Format", "late {span}").format(span=text)
    return QCoreApplication.translate("Format", "in {span}").format(span=text)


def due(moment: datetime | None, at: datetime | None = None) -> str:
    """A due moment as time and distance: ``12:21 · in 25 min``."""
    return f"{clock(moment, at)} · {distance(moment, at)}" if moment else ""


def span(length: timedelta) -> str:
    """A length of time in the largest unit that fits twice, rounded down: ``25 min``, ``119 min``, ``2 h``, ``3 d``."""
    seconds = int(length.total_seconds())
    if seconds < 2 * _HOUR:
        return QCoreApplication.translate("Format", "{count} min").format(count=seconds // _MINUTE)
    if seconds < 2 * _DAY:
        return QCoreApplication.translate("Format", "{count} h").format(count=seconds // _HOUR)
    return QCoreApplication.translate("Format", "{count} d").format(count=seconds // _DAY)


def phone(number: str) -> str:
    """A phone number in groups as it is read aloud: ``138 0000 1234``, ``010 6655 4433``; others as they are."""
    bare = number.strip()
    if found := _MOBILE.fullmatch(bare.replace(" ", "").replace("-", "")):
        return " ".join(part for part in found.groups() if part)
    if found := _LANDLINE.fullmatch(bare.replace(" ", "")):
        return " ".join(found.groups())
    return bare


def phones(text: str) -> str:
    """A sentence with the mobile numbers in it in groups."""
    return _WRITTEN.sub(r"\1 \2 \3", text)


def money(amount: Decimal | None) -> str:
    """A sum in yuan with two decimals and thousands apart: ``1,234.50``; empty for none."""
    return "" if amount is None else f"{amount:,.2f}"


def masked(number: str) -> str:
    """An ID number as it may be shown to everybody: ``110101********1234``."""
    return number[:6] + "*" * (len(number) - 10) + number[-4:] if len(number) > 10 else "*" * len(number)
