"""The month's mail report: in, out, returned, unknown, damaged, missing, overdue, time to pickup (``reports.md``)."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, func, select

from deskapp.domain.letters import State as Delivery
from deskapp.domain.mail import Condition, Kind, State
from deskapp.domain.mail_report import MailFigures, MailReport
from deskapp.domain.people import COUNTER, OFFICE
from deskapp.models.letters import LetterBatch
from deskapp.models.mail import MailItem
from deskapp.services import deadlines, periods
from deskapp.services.mail_items import in_the_house
from deskapp.services.verbs import Service, Tx, reads

if TYPE_CHECKING:
    from deskapp.services.office import Core

_OVERDUE_AFTER = "mail.overdue_after"
_OF = (MailItem.kind, MailItem.carrier)
_STANDS = MailItem.state != State.VOIDED


@dataclass
class _Tally:
    """What is counted of one kind, of one carrier, or of all."""

    counts: Counter[str] = field(default_factory=Counter)
    took: list[timedelta] = field(default_factory=list)

    def figures(self, kind: Kind | None = None, carrier: str | None = None) -> MailFigures:
        """The row made of it."""
        took = sorted(self.took)
        counts: dict[str, Any] = dict(self.counts)
        if took:
            from statistics import median  # not when the office is opened: it brings much along

            counts["median"] = timedelta(seconds=median(span.total_seconds() for span in took))
            counts["ninth"] = took[ceil(0.9 * len(took)) - 1]
        return MailFigures(kind=kind, carrier=carrier, **counts)


class _Month:
    """The items of a month, counted by kind, by carrier and in all."""

    def __init__(self) -> None:
        self.total = _Tally()
        self.kinds: defaultdict[Kind, _Tally] = defaultdict(_Tally)
        self.carriers: defaultdict[str, _Tally] = defaultdict(_Tally)
        self.came: Counter[int] = Counter()
        self.fetched: Counter[int] = Counter()

    def of(self, kind: Kind, carrier: str) -> tuple[_Tally, _Tally, _Tally]:
        """Where an item counts."""
        return self.total, self.kinds[kind], self.carriers[carrier]

    def count(self, kind: Kind, carrier: str, *names: str) -> None:
        """Count an item under some names."""
        for tally in self.of(kind, carrier):
            tally.counts.update(names)


class MailMonthService(Service):
    """The report of any month, worked out from the register each time."""

    name = "mail_month"

    @reads(COUNTER)
    def table(self, tx: Tx, id: int) -> MailReport:
        """The report of a month (202611)."""
        return report(self.core, tx, id)

    @reads(OFFICE)
    def write_table(self, tx: Tx, id: int, path: str) -> str:
        """The same figures in a file, Excel by its ending or else CSV. Returns its path."""
        from deskapp.services.excel import mail_lines, month_table

        found = report(self.core, tx, id)
        return month_table.write("form.mail_month_table", mail_lines.lines(found), path, tx.now)


def report(core: Core, tx: Tx, month: int) -> MailReport:
    """Count a month; one that is not over yet stands for now."""
    name, since, until = periods.month(month)
    at = min(until, tx.now) if since <= tx.now else None
    counted = _Month()
    if at is not None:
        _received(tx, counted, since, until)
        _left(tx, counted, since, until)
        _found_out(tx, counted, since, until)
        for kind, carrier in _overdue(core, tx, at):
            counted.count(kind, carrier, "overdue")
    length = (until.astimezone() - timedelta(hours=12)).day
    tallies = counted.carriers
    by_size = sorted(tallies, key=lambda carrier: (not carrier, -tallies[carrier].counts["came"], carrier))
    deliveries, letters, newspapers = _in_bulk(tx, since, until)
    return MailReport(
        number=name, at=at, total=counted.total.figures(),
        kinds=tuple(counted.kinds[kind].figures(kind=kind) for kind in Kind),
        carriers=tuple(tallies[carrier].figures(carrier=carrier) for carrier in by_size),
        deliveries=deliveries, letters=letters, newspapers=newspapers,
        days=tuple((counted.came[day], counted.fetched[day]) for day in range(1, length + 1)),
    )  # fmt: skip


def _received(tx: Tx, counted: _Month, since: datetime, until: datetime) -> None:
    asked = select(*_OF, MailItem.received_at, MailItem.condition).where(
        MailItem.received_at >= since, MailItem.received_at < until, _STANDS
    )
    for kind, carrier, at, condition in tx.session.execute(asked):
        damaged = ("damaged",) if condition is not Condition.GOOD else ()
        counted.count(kind, carrier, "came", *damaged)
        counted.came[at.astimezone().day] += 1


def _left(tx: Tx, counted: _Month, since: datetime, until: datetime) -> None:
    """What was fetched and what went back; in time is what had missed none of its clocks."""
    asked = select(
        *_OF, MailItem.state, MailItem.received_at, MailItem.done_at, MailItem.unknown_at, MailItem.missed
    ).where(MailItem.done_at >= since, MailItem.done_at < until)
    for kind, carrier, state, came, gone, unknown, missed in tx.session.execute(asked):
        assert gone is not None
        if state is State.COLLECTED:
            counted.count(kind, carrier, "collected", *(() if missed else ("in_time",)))
            for tally in counted.of(kind, carrier):
                tally.took.append(gone - came)
            counted.fetched[gone.astimezone().day] += 1
            continue
        counted.count(kind, carrier, "returned")
        if unknown is not None:
            counted.count(kind, carrier, "unknown_returned", *(() if missed else ("unknown_in_time",)))


def _found_out(tx: Tx, counted: _Month, since: datetime, until: datetime) -> None:
    """Whose addressee nobody knew, and what was missed, in the month: few of all, each with an index of its own."""
    for name, column in (("unknown", MailItem.unknown_at), ("missing", MailItem.missing_at)):
        asked = select(*_OF).where(_STANDS, column >= since, column < until)
        for kind, carrier in tx.session.execute(asked):
            counted.count(kind, carrier, name)


def _lay_here(tx: Tx, at: datetime) -> list[Row[Any]]:
    """What was in the house at a moment, in the order in which it came: what still is, and what has left since."""
    columns: tuple[Any, ...] = (*_OF, MailItem.received_at, MailItem.held_until, MailItem.missing_at)
    # Mostly it is a moment of late: few have left since, and nearly all had come before. That index is kept out of it.
    asked = select(*columns).where(_STANDS, func.coalesce(MailItem.received_at, at) < at)
    found = [
        row for where in (in_the_house(), MailItem.done_at >= at) for row in tx.session.execute(asked.where(where))
    ]
    return sorted(found, key=lambda row: row.received_at)


def _in_bulk(tx: Tx, since: datetime, until: datetime) -> tuple[int, int, int]:
    """The deliveries of letters and newspapers, and how many of each (``MAIL-1``)."""
    sums = select(func.count(), func.sum(LetterBatch.letters), func.sum(LetterBatch.newspapers))
    came = (LetterBatch.at >= since, LetterBatch.at < until, LetterBatch.state != Delivery.VOIDED)
    deliveries, letters, newspapers = tx.session.execute(sums.where(*came)).one()
    return int(deliveries), int(letters or 0), int(newspapers or 0)


def _overdue(core: Core, tx: Tx, at: datetime) -> Iterator[tuple[Kind, str]]:
    """What had lain here for too long at a moment: neither fetched, nor missed, nor kept until a later day."""
    found = _lay_here(tx, at)
    # Later items fall due later: where the line runs is found in a few steps, by whatever rule.
    late = bisect_right(found, at, key=lambda row: deadlines.due(tx, core, _OVERDUE_AFTER, row.received_at).due)
    day = at.astimezone().date()
    for row in found[:late]:
        missed = row.missing_at is not None and row.missing_at < at
        kept = row.held_until is not None and row.held_until >= day
        if not (missed or kept):
            yield row.kind, row.carrier


SERVICE = MailMonthService
