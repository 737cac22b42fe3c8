"""A day or a month by its digits, as lists and tables of a period are asked for."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from deskapp.errors import NotFound

_FORMS = {6: "%Y%m", 8: "%Y%m%d"}
_YEARS = range(1990, 2200)


class Period(NamedTuple):
    """A span of the office's local time: its name (``2026-11``), its beginning, and the beginning of the next."""

    name: str
    since: datetime
    until: datetime


def period(digits: int) -> Period:
    """The day (20261121) or the month (202611) that the digits name; raises NotFound for none."""
    text = str(digits)
    try:
        begin = datetime.strptime(text, _FORMS[len(text)])
    except (KeyError, ValueError) as error:
        raise NotFound(number=text[:20]) from error
    if begin.year not in _YEARS:
        raise NotFound(number=text)
    day = len(text) == 8
    following = begin + timedelta(days=1) if day else (begin.replace(day=28) + timedelta(days=4)).replace(day=1)
    return Period(f"{begin:%Y-%m-%d}" if day else f"{begin:%Y-%m}", begin.astimezone(), following.astimezone())


def month(digits: int) -> Period:
    """The month that the digits name (202611); raises NotFound for anything else."""
    if len(str(digits)) != 6:
        raise NotFound(number=str(digits)[:20])
    return period(digits)
