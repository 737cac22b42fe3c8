"""The running clocks of a register: how its rows say what falls due, for Today, reminders and "why this time?"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, select
from sqlalchemy.orm import load_only

from deskapp.domain.common import Deadline, TodayItem, pressing
from deskapp.models.base import Clocked

if TYPE_CHECKING:
    from deskapp.services.register import RegisterService
    from deskapp.services.verbs import Tx

#: At most this many single clocks of a register in Today; the rest is one row with its count.
TODAY_ROWS = 50
#: What every clock is told with.
_OWN = ("id", "number", "due_at", "due_start", "due_what", "due_rule", "due_span", "paused_at")


class Clock(NamedTuple):
    """One row's clock: ``column`` is the due time's name in the journal, ``learned`` as in ``Deadline``."""

    column: str
    due: datetime | None
    start: datetime | None = None
    rule: str = ""
    span: str = ""
    paused: datetime | None = None
    learned: int = 0
    cases: int = 0

    @classmethod
    def of(cls, row: Any) -> Clock:
        """The clock of a ``Clocked`` row."""
        return cls("due_at", row.due_at, row.due_start, row.due_rule, row.due_span, row.paused_at)

    @property
    def deadline(self) -> Deadline | None:
        """What is told of it; None where none runs."""
        from deskapp.services.deadlines import told

        if self.due is None:
            return None
        found = told(self.due, self.rule, self.span, self.start or self.due, self.paused)
        return replace(found, learned=self.learned, cases=self.cases) if self.learned else found


class Running(NamedTuple):
    """The clocks that run, as SQL: the column of their due time, which rows have one, the columns of rule and span.

    Clocks that never run by a rule have no columns for it.
    """

    due: Any
    rows: ColumnElement[bool]
    rule: Any = None
    span: Any = None


def running(model: Any) -> Running | None:
    """The running clocks of a ``Clocked`` table; None for a register without any."""
    if not issubclass(model, Clocked):
        return None
    runs = and_(model.due_at.is_not(None), model.paused_at.is_(None))
    return Running(model.due_at, runs, model.due_rule, model.due_span)


def spans(service: RegisterService[Any, Any], tx: Tx, rule: str) -> Counter[str]:
    """How many clocks of a register run by a rule, by the length it had when they started."""
    found = service.running_clocks()
    if found is None or found.rule is None:
        return Counter()
    by_span = select(found.span, func.count()).where(found.rows, found.rule == rule).group_by(found.span)
    return Counter(dict(iter(tx.session.execute(by_span.select_from(service.model)))))


class Questions(NamedTuple):
    """What Today and the reminders ask about a register's clocks: putting it into SQL costs more than asking it."""

    first: Select[Any]
    between: Select[Any]
    total: Select[Any]

    @classmethod
    def of(cls, model: Any, found: Running, reads: Iterable[str], first: int = TODAY_ROWS) -> Questions:
        """The first ones by time (so many); those that run out after ``since`` and up to ``until``; how many there are.

        ``reads`` are the columns that are looked at: what is not among them is only read when it is asked for.
        """
        names = {*reads, *(name for name in _OWN if hasattr(model, name))}
        columns = load_only(*(getattr(model, name) for name in sorted(names)))
        by_time = select(model).where(found.rows).order_by(found.due).options(columns)
        since, until = (bindparam(name, type_=found.due.type) for name in ("since", "until"))
        count = select(func.count()).select_from(model).where(found.rows)
        return cls(by_time.limit(first), by_time.where(found.due > since, found.due <= until), count)


def between(service: RegisterService[Any, Any], tx: Tx, since: datetime, until: datetime) -> list[TodayItem]:
    """The clocks of a register that fall due after ``since`` and up to ``until``, by time: all of them."""
    asked = service.clock_questions
    if asked is None:
        return []
    found = tx.session.scalars(service.narrowed(tx, asked.between), {"since": since, "until": until})
    return [item(service, tx, row) for row in found]


def item(service: RegisterService[Any, Any], tx: Tx, row: Any) -> TodayItem:
    """One clock as a row of Today."""
    clock = service.clock(row)
    start = clock.start or clock.due or tx.now
    return TodayItem(
        register=service.name,
        text=service.clock_word(row),
        params=service.clock_params(tx, row),
        due=clock.due,
        started=start,
        urgent=pressing(tx.now, start, clock.due),
        ref=service.ref(row),
    )


def listed(service: RegisterService[Any, Any], tx: Tx) -> Iterable[TodayItem]:
    """A register's clocks for Today: the first ones singly, the rest as a count that opens its late chip."""
    asked = service.clock_questions
    if asked is None:
        return
    singly = [item(service, tx, row) for row in tx.session.scalars(service.narrowed(tx, asked.first))]
    yield from singly
    if len(singly) == service.today_rows:
        count = tx.session.scalar(service.narrowed(tx, asked.total)) or 0
        if more := count - len(singly):
            params = {"register": f"register.{service.name}"}
            yield TodayItem(register=service.name, text="today.more", params=params, count=more, chip=service.late_chip)
