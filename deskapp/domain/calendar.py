"""The office's working calendar 工作日历: public holidays and make-up working days, and what the office says itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from deskapp.domain import fields
from deskapp.domain.fields import Choice, Text

REGISTER = "calendar"


class DayKind(StrEnum):
    """Whether the offices of the country work on a day."""

    WORKING = "working"
    REST = "rest"


@dataclass(frozen=True, kw_only=True)
class DayDraft:
    """What the office says of one day itself: it goes before what the library says."""

    day: Annotated[date | None, fields.Day(required=True)] = None
    kind: Annotated[DayKind, Choice(required=True)] = DayKind.REST
    name: Annotated[str, Text(max=40)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day that is not simply a weekday or a weekend, or that the office has set itself (``own``)."""

    day: date
    kind: DayKind
    name: str
    own: bool = False
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarYear:
    """A year's special days; ``announced`` is whether its make-up working days are known to the library or imported."""

    year: int
    announced: bool
    days: tuple[Day, ...]


WORDS = {
    "register.calendar": ("Working calendar", "工作日历"),
    "register.calendar.one": ("Day of the calendar", "日历日"),
    "calendar.kind.working": ("Working day", "工作日"),
    "calendar.kind.rest": ("Rest day", "休息日"),
    "calendar.field.day": ("Day", "日期"),
    "calendar.field.kind": ("Kind", "类型"),
    "calendar.weekend": ("Weekend", "周末"),
    "calendar.make_up": ("Make-up working day", "调休上班"),
    "problem.calendar_line": (
        "Line {line} cannot be read ({text}). Write: 2027-02-05 rest 春节.",
        "第 {line} 行无法识别（{text}），格式如：2027-02-05 休 春节。",
    ),
    "problem.calendar_twice": ("{day} stands there twice.", "{day} 出现两次。"),
    "problem.nothing_to_import": ("There is no day in it.", "没有可导入的日期。"),
}
