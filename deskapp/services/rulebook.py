"""The rulebook: the procedures' numbers, defaults from ``resources/rulebook.toml``, values of the office's own."""

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import time, timedelta
from functools import cache
from typing import Any

from sqlalchemy import select

from deskapp.domain.common import Change, Ref
from deskapp.domain.deadlines import Span
from deskapp.domain.people import EVERYONE, OFFICE
from deskapp.domain.rulebook import REGISTER, KeptSpan, Rule, RuleDetail, RunningClocks
from deskapp.domain.words import Word
from deskapp.errors import Conflict, Invalid, NotFound, Problem
from deskapp.models.rulebook import RuleValue
from deskapp.models.staff import Staff
from deskapp.resources import resource
from deskapp.services import clocks, journal
from deskapp.services.rule_values import checked
from deskapp.services.verbs import Service, Tx, reads, writes

_SPANS = {"s": "seconds", "min": "minutes", "h": "hours", "d": "days"}
_VALUES = select(RuleValue.key, RuleValue.value)
#: Where a transaction keeps them.
_OWN = "rule_values"


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
        return _in_force(defaults()[key], _own(tx).get(key))

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
        own = _own(tx)
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

    @reads(EVERYONE)
    def seconds(self, tx: Tx, key: str) -> float:
        """A rule that is a length of time the window itself keeps (how long a step can be taken back)."""
        if _known(key)["unit"] not in _SPANS:
            raise NotFound(number=key)
        return self.span(tx, key).total_seconds()

    @reads(EVERYONE)
    def detail(self, tx: Tx, key: str) -> RuleDetail:
        """Everything about one rule: its value, who set it when, and the clocks that run by it."""
        rule = _known(key)
        own = tx.session.scalars(select(RuleValue).where(RuleValue.key == key)).first()
        by = tx.session.get(Staff, own.by_id) if own is not None else None
        history = journal.history(tx.session, REGISTER, own.id) if own is not None else ()
        told = _as_rule(key, rule, own, by.name if by else "")
        return RuleDetail(rule=told, running=self._running(tx, key), history=history)

    @reads(EVERYONE)
    def running(self, tx: Tx, key: str) -> RunningClocks:
        """How many clocks of all registers run by a rule, and which of them by a length it had before (``ALL-10``)."""
        _known(key)
        return self._running(tx, key)

    def _running(self, tx: Tx, key: str) -> RunningClocks:
        if not defaults()[key].get("clock"):
            return RunningClocks()
        found = sum((clocks.spans(service, tx, key) for service in self.core.registers), Counter())
        now = str(self.clock_span(tx, key))
        kept = (KeptSpan(span=span, count=count) for span, count in sorted(found.items()) if span != now)
        return RunningClocks(count=found[now], kept=tuple(kept))

    @writes(OFFICE)
    def change(self, tx: Tx, key: str, value: str, expected: str | None = None) -> Change:
        """Change one number, in force from now on; clocks that run keep the number they started with.

        ``expected`` is the value it had when it was read: another one by now is a Conflict.
        """
        rule = _known(key)
        value = checked(rule, value.strip())
        before = self.value(tx, key)
        if expected is not None and expected != before:
            raise Conflict(number=Word(rule["en"], rule["zh"]))
        if value == before:
            raise Invalid(Problem("value", "nothing_changed"))
        row = tx.session.scalars(select(RuleValue).where(RuleValue.key == key)).first()
        if row is None:
            row = RuleValue(key=key, value="", since=tx.now, by_id=tx.staff_id)
            tx.session.add(row)
        row.value, row.since, row.by_id = value, tx.now, tx.staff_id
        journal.write(tx, REGISTER, row, number=key[:24])
        tx.known.pop(_OWN, None)
        return Change(tx.verb, Ref(REGISTER, row.id, key))


def _own(tx: Tx) -> dict[str, str]:
    """The office's own values, looked up once in a transaction: many an entry's clock asks for the same few."""
    if _OWN not in tx.known:
        tx.known[_OWN] = dict(iter(tx.session.execute(_VALUES)))
    own: dict[str, str] = tx.known[_OWN]
    return own


def _window(value: str) -> tuple[int, int]:
    first, _, last = value.partition("-")
    return int(first), int(last or first)


def _known(key: str) -> dict[str, Any]:
    if key not in defaults():
        raise NotFound(number=key[:80])
    return defaults()[key]


def _in_force(rule: dict[str, Any], own: str | None) -> str:
    """The office's own value, or the default; so too where the rule was no clock yet when that value was set."""
    if own is not None and rule.get("clock"):
        try:
            Span.parse(own, rule["unit"])
        except ValueError:
            own = None
    return own if own is not None else str(rule["default"])


def _as_rule(key: str, rule: dict[str, Any], own: RuleValue | None, by: str) -> Rule:
    return Rule(
        key=key,
        clock=bool(rule.get("clock")),
        today=rule.get("today", ""),
        value=_in_force(rule, own.value if own else None),
        default=rule["default"],
        unit=rule["unit"],
        clause=rule["clause"],
        title_en=rule["en"],
        title_zh=rule["zh"],
        since=own.since if own else None,
        by=by,
    )


SERVICE = RulebookService
