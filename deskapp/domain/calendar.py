"""The office's working calendar 工作日历: public holidays and make-up working days, and what the office says itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from deskapp.domain import fields
from deskapp.domain.common import HistoryRow
from deskapp.domain.fields import Choice, Text
from deskapp.domain.words import Language, named

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


class DaySource(StrEnum):
    """Whose word a day follows."""

    WEEK = "week"
    LIBRARY = "library"
    OFFICE = "office"


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day that is not simply a weekday or a weekend, or that the office has set itself (``own``).

    ``name`` is the Chinese one, or what the office wrote; ``name_en`` the library's for an English reader.
    """

    day: date
    kind: DayKind
    name: str
    name_en: str = ""
    own: bool = False
    by: str = ""
    since: datetime | None = None

    def called(self, language: Language) -> str:
        """The day's name for a reader."""
        return named(language, self.name, self.name_en)

    @property
    def make_up(self) -> bool:
        """Whether people work on what would be a weekend."""
        return self.kind is DayKind.WORKING and weekend(self.day)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayDetail:
    """Everything about one day: what it is by whose word, and what it would be by the library's."""

    day: date
    kind: DayKind
    name: str
    source: DaySource
    library_kind: DayKind
    library_name: str
    name_en: str = ""
    library_name_en: str = ""
    by: str = ""
    since: datetime | None = None
    history: tuple[HistoryRow, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarYear:
    """A year's special days; ``announced`` is whether its make-up working days are known to the library or imported.

    ``working_days`` are how many each month has, January first.
    """

    year: int
    announced: bool
    days: tuple[Day, ...]
    working_days: tuple[int, ...] = ()


_SATURDAY = 5


def weekend(day: date) -> bool:
    """Whether a day is a Saturday or a Sunday."""
    return day.weekday() >= _SATURDAY


def by_the_week(day: date) -> DayKind:
    """What a day is if nobody says anything of it."""
    return DayKind.REST if weekend(day) else DayKind.WORKING


WORDS = {
    "register.calendar": ("Working calendar", "工作日历"),
    "register.calendar.one": ("Day of the calendar", "日历日"),
    "calendar.kind.working": ("Working day", "工作日"),
    "calendar.kind.rest": ("Rest day", "休息日"),
    "calendar.field.day": ("Day", "日期"),
    "calendar.field.kind": ("Kind", "类型"),
    "calendar.field.name": ("Called", "名称"),
    "calendar.weekend": ("Weekend", "周末"),
    "calendar.make_up": ("Make-up working day", "调休上班"),
    "calendar.short.rest": ("R", "休"),
    "calendar.short.working": ("W", "班"),
    "calendar.day_source.week": ("By the day of the week", "按星期"),
    "calendar.day_source.library": ("Public holidays of mainland China", "国家法定节假日安排"),
    "calendar.day_source.office": ("Set by the office", "本处设定"),
    "calendar.step.set_day": ("Set by the office", "本处设定"),
    "calendar.step.import": ("Imported", "导入"),
    "calendar.step.follow_library": ("Follows the public holidays again", "恢复按国家安排"),
    "problem.calendar_line": (
        "Line {line} cannot be read ({text}). Write: 2027-02-05 rest 春节.",
        "第 {line} 行无法识别（{text}），格式如：2027-02-05 休 春节。",
    ),
    "problem.calendar_twice": ("{day} stands there twice.", "{day} 出现两次。"),
    "problem.not_a_list": (
        "This file is neither text nor an Excel workbook.",
        "此文件既不是文本，也不是 Excel 工作簿。",
    ),
    "problem.nothing_to_import": ("There is no day in it.", "没有可导入的日期。"),
}
