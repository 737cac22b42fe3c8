"""The rulebook: the procedures' numbers, defaults from ``resources/rulebook.toml``, values of the office's own."""

from __future__ import annotations

import re
import tomllib
from datetime import time, timedelta
from functools import cache
from typing import Any

from sqlalchemy import select

from deskapp.domain.common import Change, Ref
from deskapp.domain.deadlines import CLOCK_UNITS, Span
from deskapp.domain.fields import unprintable
from deskapp.domain.people import EVERYONE, OFFICE
from deskapp.domain.rulebook import REGISTER, Rule
from deskapp.errors import Invalid, NotFound, Problem
from deskapp.models.rulebook import RuleValue
from deskapp.models.staff import Staff
from deskapp.resources import resource
from deskapp.services import journal
from deskapp.services.verbs import Service, Tx, reads, writes

_SPANS = {"s": "seconds", "min": "minutes", "h": "hours", "d": "days"}
_TIME = r"([01]\d|2[0-3]):[0-5]\d"
_DAY = r"([1-9]|[12]\d|3[01])"
_SHAPES = {"span": f"{_TIME}-{_TIME}", "time": _TIME, "days": f"{_DAY}-{_DAY}", "text": r".+"}
#: More digits than any rule needs, and few enough for every start and this span to be a moment.
_NUMBER = r"\d{1,6}(\.\d{1,3})?"


@cache
def defaults() -> dict[str, dict[str, Any]]:
    """The rulebook as it comes: key → default, unit, clause, titles."""
    return tomllib.loads(resource("rulebook.toml").read_text(encoding="utf-8"))


class RulebookService(Service):
    """Reading and changing the office's numbers."""

    name = REGISTER
    model = RuleValue

    def value(self, tx: Tx, key: str) -> str:
        """The value in force: the office's own, or the default."""
        own = tx.session.scalar(select(RuleValue.value).where(RuleValue.key == key))
        return own if own is not None else str(defaults()[key]["default"])

    def span(self, tx: Tx, key: str) -> timedelta:
        """A rule that is a length of time."""
        return timedelta(**{_SPANS[defaults()[key]["unit"]]: float(self.value(tx, key))})

    def clock_span(self, tx: Tx, key: str) -> Span:
        """A rule that a clock runs by."""
        return Span.parse(self.value(tx, key), defaults()[key]["unit"])

    def number(self, tx: Tx, key: str) -> int:
        """A rule that is a count, a percentage or a day of the month."""
        return int(float(self.value(tx, key)))

    def times(self, tx: Tx, key: str) -> tuple[time, time]:
        """A rule that is a span of the day, ``07:30-20:00``."""
        opens, _, closes = self.value(tx, key).partition("-")
        return time.fromisoformat(opens), time.fromisoformat(closes)

    def fixed_days(self, tx: Tx) -> dict[str, tuple[int, int]]:
        """The rules that stand in Today, each a day of the month or a window of days: first and last."""
        own = dict(iter(tx.session.execute(select(RuleValue.key, RuleValue.value))))
        found = {key: own.get(key, rule["default"]) for key, rule in defaults().items() if "today" in rule}
        return {key: _window(value) for key, value in found.items()}

    def clause(self, key: str) -> str:
        """Where a rule stands in the procedures."""
        return str(defaults()[key]["clause"])

    @reads(EVERYONE)
    def list(self, tx: Tx) -> tuple[Rule, ...]:
        """Every rule with its value now."""
        found = tx.session.execute(select(RuleValue, Staff.name).join(Staff, Staff.id == RuleValue.by_id))
        own = {value.key: (value, name) for value, name in found}
        return tuple(_as_rule(key, rule, *own.get(key, (None, ""))) for key, rule in defaults().items())

    @writes(OFFICE)
    def change(self, tx: Tx, key: str, value: str) -> Change:
        """Change one number, in force from now on; clocks that run keep the number they started with."""
        if key not in defaults():
            raise NotFound(number=key)
        value = _checked(key, value.strip())
        row = tx.session.scalars(select(RuleValue).where(RuleValue.key == key)).first()
        if row is None:
            row = RuleValue(key=key, value="", since=tx.now, by_id=tx.staff_id)
            tx.session.add(row)
        row.value, row.since, row.by_id = value, tx.now, tx.staff_id
        journal.write(tx, REGISTER, row, number=key[:24])
        return Change(tx.verb, Ref(REGISTER, row.id, key))


def _window(value: str) -> tuple[int, int]:
    first, _, last = value.partition("-")
    return int(first), int(last or first)


def _checked(key: str, value: str) -> str:
    """A value that fits its rule; a clock's span may be set in another unit (``3 wd``)."""
    unit = defaults()[key]["unit"]
    if unit in CLOCK_UNITS:
        try:
            span = Span.parse(value, unit)
        except ValueError:
            span = None
        allowed = defaults()[key].get("clock") or (span is not None and span.unit == unit)
        if span is None or not allowed or not value.isascii():
            raise Invalid(Problem("value", "not_a_number", {"expected": unit}))
        return value if span.unit == unit else str(span)
    fits = re.fullmatch(_SHAPES.get(unit, _NUMBER), value, re.ASCII)
    if not fits or len(value) > 60 or unprintable(value, lines=False):
        raise Invalid(Problem("value", "not_a_number" if unit not in _SHAPES else "wrong_type", {"expected": unit}))
    return value


def _as_rule(key: str, rule: dict[str, Any], own: RuleValue | None, by: str) -> Rule:
    return Rule(
        key=key,
        clock=bool(rule.get("clock")),
        value=own.value if own else rule["default"],
        default=rule["default"],
        unit=rule["unit"],
        clause=rule["clause"],
        title_en=rule["en"],
        title_zh=rule["zh"],
        since=own.since if own else None,
        by=by,
    )


SERVICE = RulebookService
