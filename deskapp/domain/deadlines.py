"""Lengths of time as the rulebook writes them, and a deadline that explains itself (``ALL-10``)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from deskapp.domain.common import Deadline, Ref
from deskapp.domain.rulebook import clause_word
from deskapp.domain.words import Language, Word, named, word

#: How the reader's place writes a moment.
When = Callable[[datetime], str]


class SpanUnit(StrEnum):
    """What a length of time is counted in.

    ``duty`` hours run within the duty hours only; ``day_end`` is the end of a day,
    ``duty_end`` the end of a day's duty hours, of the next day's where they are over.
    """

    SECOND = "s"
    MINUTE = "min"
    HOUR = "h"
    DAY = "d"
    WORKING_DAY = "wd"
    DUTY_HOUR = "duty"
    MONTH = "mo"
    DAY_END = "day_end"
    DUTY_END = "duty_end"


#: Units a clock may run in; a span of one can be set to another.
CLOCK_UNITS = tuple(SpanUnit)[1:]
#: Units whose English says one of them otherwise than many.
_ONE = frozenset({SpanUnit.WORKING_DAY, SpanUnit.DUTY_HOUR, SpanUnit.MONTH, SpanUnit.DAY_END, SpanUnit.DUTY_END})
#: Units that are counted whole only.
_WHOLE = frozenset({SpanUnit.WORKING_DAY, SpanUnit.MONTH, SpanUnit.DAY_END, SpanUnit.DUTY_END})
#: What none of a unit is called.
_NONE = {SpanUnit.DAY_END: "span.same_day", SpanUnit.DUTY_END: "span.same_duty"}
_SPAN = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)(?:\s*([a-z_]+))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time: ``2 h``, ``3 wd``; ``0 day_end`` is the same day."""

    amount: Decimal
    unit: SpanUnit

    @classmethod
    def parse(cls, text: str, unit: str = "") -> Span:
        """Read ``"3 wd"``, or ``"3"`` in ``unit``; raises ValueError for anything else."""
        found = _SPAN.fullmatch(text.strip())
        if found is None:
            raise ValueError(text)
        made = cls(Decimal(found[1]), SpanUnit(found[2] or unit))
        if made.unit in _WHOLE and made.amount != made.amount.to_integral_value():
            raise ValueError(text)
        return made

    def __str__(self) -> str:
        """As the rulebook keeps it."""
        return f"{self.amount.normalize():f} {self.unit}"

    @property
    def word(self) -> tuple[str, dict[str, Any]]:
        """The word key that says it, with its parameters."""
        if self.unit in _NONE and not self.amount:
            return _NONE[self.unit], {}
        if self.amount == 1 and self.unit in _ONE:
            return f"span.{self.unit}.one", {}
        return f"span.{self.unit}", {"n": f"{self.amount.normalize():f}"}


_MIDNIGHT = time()


class TimeMarkKind(StrEnum):
    """What a mark on a deadline's timeline stands for."""

    STARTED = "started"
    REST = "rest"
    OFF_DUTY = "off_duty"
    PAUSED = "paused"
    MOVED = "moved"
    DUE = "due"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMark:
    """One mark: a moment, or a stretch up to ``until``. ``moved`` says from where to where; ``name`` is a holiday's."""

    kind: TimeMarkKind
    at: datetime
    until: datetime | None = None
    who: str = ""
    reason: str = ""
    name: str = ""
    name_en: str = ""
    before: datetime | None = None
    after: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """Why a deadline falls when it does: the sentence is made of these in the reader's language.

    ``what`` is the word key of what falls due; ``rule`` is empty for a time set by hand (then ``by`` and ``agreed`` say
    whose and when); ``span`` is the rule's length when the clock started, ``span_now`` what the rulebook says now if
    that is another; ``learned`` and ``cases`` as in ``Deadline``.
    """

    ref: Ref
    what: str
    start: datetime
    due: datetime
    rule: str = ""
    title: Word | None = None
    clause: str = ""
    span: str = ""
    span_now: str = ""
    by: str = ""
    agreed: datetime | None = None
    paused_since: datetime | None = None
    learned: int = 0
    cases: int = 0
    marks: tuple[TimeMark, ...] = field(default=())


def span_words(span: str, language: Language) -> str:
    """``2 h`` in the reader's language."""
    key, params = Span.parse(span).word
    return word(key, language, **params)


def length_words(minutes: int, language: Language) -> str:
    """``3 h 20 min`` in the reader's language."""
    hours, rest = divmod(minutes, 60)
    parts = (word(f"span.{unit}", language, n=n) for unit, n in (("h", hours), ("min", rest)) if n or minutes == n)
    return " ".join(parts)


def by_rule(told: Deadline | Explained, language: Language, when: When) -> str:
    """The sentence of a clock that runs by a rule: its length and clause, and what the office's own cases made of it."""
    words: dict[str, Any] = {
        "title": told.title,
        "span": span_words(told.span, language),
        "clause": clause_word(told.clause, language),
        "start": when(told.start),
    }
    if not told.learned:
        return word("deadline.rule", language, **words)
    words |= {"learned": length_words(told.learned, language), "cases": told.cases}
    return word("deadline.learned", language, **words)


def reason(told: Explained, language: Language, when: When) -> tuple[str, ...]:
    """The plain sentences of an explanation: the rule or the agreement, a pause, another number by now (``ALL-10``)."""
    said = []
    if told.rule:
        said.append(by_rule(told, language, when))
    elif told.by:
        said.append(word("deadline.hand", language, who=told.by, start=when(told.agreed or told.start)))
    else:
        said.append(word("deadline.agreed", language))
    if told.paused_since is not None:
        said.append(word("deadline.paused", language, start=when(told.paused_since)))
    if told.span_now:
        spans = {"now": span_words(told.span_now, language), "span": span_words(told.span, language)}
        said.append(word("deadline.other_now", language, **spans))
    return tuple(said)


def mark_time(mark: TimeMark, when: When) -> str:
    """When a mark stands: a moment, from when to when, or from which day to which."""
    if mark.until is None:
        return when(mark.at)
    begin, end = mark.at.astimezone(), mark.until.astimezone()
    if begin.time() != _MIDNIGHT or end.time() != _MIDNIGHT:
        return f"{when(mark.at)} – {when(mark.until)}"
    first, last = _day(begin, when), _day((end - timedelta(hours=12)).replace(hour=0), when)
    return first if first == last else f"{first} – {last}"


def _day(midnight: datetime, when: When) -> str:
    """The day of a moment in the words of ``when``, which leaves the day out if it is today."""
    day, _, _ = when(midnight).rpartition(" ")
    return day or f"{midnight:%m-%d}"


def mark_words(mark: TimeMark, language: Language, when: When) -> str:
    """What a mark stands for: a holiday by its name, a pause or a move with who and why."""
    kind = word(f"deadline.mark.{mark.kind}", language)
    if mark.kind is TimeMarkKind.MOVED:
        kind = word("deadline.moved", language, before=when(mark.before or mark.at), after=when(mark.after or mark.at))
    elif mark.kind in {TimeMarkKind.REST, TimeMarkKind.OFF_DUTY}:
        name = named(language, mark.name, mark.name_en) or kind
        kind = word("deadline.not_counted", language, name=name)
    elif mark.kind is TimeMarkKind.PAUSED and mark.until is None:
        kind = word("deadline.still_paused", language)
    return " · ".join(part for part in (kind, mark.who, mark.reason) if part)


WORDS = {
    "span.s": ("{n} s", "{n} 秒"),
    "span.min": ("{n} min", "{n} 分钟"),
    "span.h": ("{n} h", "{n} 小时"),
    "span.d": ("{n} d", "{n} 天"),
    "span.wd": ("{n} working days", "{n} 个工作日"),
    "span.duty": ("{n} duty hours", "{n} 个值班小时"),
    "span.mo": ("{n} months", "{n} 个月"),
    "span.duty_end": ("the end of duty {n} days after", "{n} 天后当班结束前"),
    "span.day_end": ("the end of day {n} after", "{n} 天后当天内"),
    "span.wd.one": ("1 working day", "1 个工作日"),
    "span.duty.one": ("1 duty hour", "1 个值班小时"),
    "span.mo.one": ("1 month", "1 个月"),
    "span.day_end.one": ("the end of the next day", "次日内"),
    "span.duty_end.one": ("the end of the next day's duty", "次日当班结束前"),
    "span.same_duty": ("the end of the shift", "当班结束前"),
    "span.same_day": ("the end of the same day", "当天内"),
    "span.unit.min": ("minutes", "分钟"),
    "span.unit.h": ("hours", "小时"),
    "span.unit.d": ("days", "天"),
    "span.unit.wd": ("working days", "工作日"),
    "span.unit.duty": ("duty hours", "值班小时"),
    "span.unit.mo": ("months", "个月"),
    "span.unit.duty_end": ("end of duty (0: the same day)", "天后当班结束（0 为当天）"),
    "span.unit.day_end": ("end of day (0: the same day)", "天内（0 为当天）"),
    "deadline.rule": (
        "{title} {span} [{clause}], started {start}",
        "{title}：{span}〔{clause}〕，自 {start} 起算",
    ),
    "deadline.hand": ("Set by hand by {who}, {start}", "由 {who} 于 {start} 约定"),
    "deadline.agreed": ("Set by hand", "人工约定"),
    "deadline.moved": ("Moved {before} → {after}", "改期：{before} → {after}"),
    "deadline.not_counted": ("{name}, not counted", "{name}，不计时"),
    "deadline.still_paused": ("Paused, and still so", "暂停计时，尚未恢复"),
    "deadline.why": ("Why this time?", "为什么是这个时间？"),
    "deadline.other_now": (
        "The rulebook says {now} by now; this clock keeps the {span} it started with.",
        "规程参数现为“{now}”，此项仍按起算时的“{span}”执行。",
    ),
    "deadline.paused": ("Paused since {start}", "自 {start} 起暂停计时"),
    "deadline.mark.started": ("Started", "起算"),
    "deadline.mark.rest": ("Rest day", "休息日"),
    "deadline.mark.off_duty": ("Outside duty hours", "非值班时间"),
    "deadline.mark.paused": ("Paused", "暂停计时"),
    "deadline.mark.moved": ("Moved", "改期"),
    "deadline.mark.due": ("Due", "到期"),
    "cli.why": (
        "Say why a number's clock falls due when it does: rule, clause, rest days, pauses, moves.",
        "说明某单时限为什么是这个时间：规程、条款、休息日、暂停、改期。",
    ),
    "cli.why.due": ("{number} is due {due}", "{number} 到期时间：{due}"),
    "error.no_clock": ("{number} has no running clock.", "{number} 没有正在计时的时限。"),
}
