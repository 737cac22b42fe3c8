"""Which values fit which rule of the rulebook (``ALL-4``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from deskapp.domain.deadlines import CLOCK_UNITS, Span, SpanUnit
from deskapp.errors import Invalid, Problem

_TIME = r"(?:[01]\d|2[0-3]):[0-5]\d"
_DAY = r"(?:[1-9]|[12]\d|3[01])"
#: More digits than any rule needs.
_NUMBER = re.compile(r"\d{1,6}(\.\d{1,3})?", re.ASCII)
#: No clock is set longer than ten years: every start and this span are a moment that a calendar has.
_MOST = {
    SpanUnit.MINUTE: 999_999, SpanUnit.HOUR: 87_600, SpanUnit.DUTY_HOUR: 20_000, SpanUnit.DAY: 3650,
    SpanUnit.WORKING_DAY: 2000, SpanUnit.DAY_END: 3650, SpanUnit.DUTY_END: 3650, SpanUnit.MONTH: 120,
}  # fmt: skip


def checked(rule: Mapping[str, Any], value: str) -> str:
    """A value that fits its rule, as it is kept; a clock's span may be set in another unit (``3 wd``).

    Raises:
        Invalid: It does not fit, with the problem of its field ``value``.
    """
    unit: str = rule["unit"]
    if not value:
        raise Invalid(Problem("value", "required"))
    if unit in CLOCK_UNITS:
        return _span(unit, value, clock=bool(rule.get("clock")))
    return _CHECKS.get(unit, _number)(value)


def _span(unit: str, value: str, *, clock: bool) -> str:
    try:
        span = Span.parse(value, unit) if value.isascii() else None
    except ValueError:
        span = None
    if span is None or span.unit not in CLOCK_UNITS:
        raise Invalid(Problem("value", "not_a_number", {"expected": unit}))
    if span.unit != unit and not clock:
        raise Invalid(Problem("value", "rule_unit", {"expected": unit}))
    if span.amount > (most := _MOST[span.unit]):
        raise Invalid(Problem("value", "too_much", {"max": most}))
    return _plain(span.amount) if span.unit == unit else str(span)


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _number(value: str) -> str:
    if not _NUMBER.fullmatch(value):
        raise Invalid(Problem("value", "not_a_number"))
    return _plain(Decimal(value))


def _percent(value: str) -> str:
    kept = _number(value)
    if Decimal(kept) > 100:
        raise Invalid(Problem("value", "out_of_range", {"min": 0, "max": 100}))
    return kept


def _money(value: str) -> str:
    kept = _number(value)
    if round(Decimal(kept), 2) != Decimal(kept):
        raise Invalid(Problem("value", "cents"))
    return kept


def _whole(value: str) -> str:
    kept = _number(value)
    if not kept.isdecimal() or kept == "0":
        raise Invalid(Problem("value", "rule_whole"))
    return kept


def _day(value: str) -> str:
    if not re.fullmatch(_DAY, value):
        raise Invalid(Problem("value", "out_of_range", {"min": 1, "max": 31}))
    return value


def _days(value: str) -> str:
    first, _, last = value.partition("-")
    if not re.fullmatch(f"{_DAY}-{_DAY}", value) or int(first) > int(last):
        raise Invalid(Problem("value", "rule_days"))
    return value


def _time(value: str) -> str:
    if not re.fullmatch(_TIME, value, re.ASCII):
        raise Invalid(Problem("value", "rule_time"))
    return value


def _hours(value: str) -> str:
    opens, _, closes = value.partition("-")
    if not re.fullmatch(f"{_TIME}-{_TIME}", value, re.ASCII) or opens >= closes:
        raise Invalid(Problem("value", "rule_span"))
    return value


_CHECKS = {
    "%": _percent, "yuan": _money, "count": _whole, "day": _day, "days": _days, "time": _time, "span": _hours,
}  # fmt: skip
