"""Promises to callers: what is proposed, moved, kept and missed (``REC-2``, ``REC-3``, ``REC-9``)."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from deskapp.domain.common import Change
from deskapp.domain.people import COUNTER, COUNTER_AND_STEWARD, EVERYONE
from deskapp.domain.reception import NO_PROMISE, Channel, EntryDraft, Kind, NewPromiseDraft, PromiseDraft, State
from deskapp.domain.reception_rows import EntryRow, PromiseDefault, PromiseTally
from deskapp.errors import Problem
from deskapp.models.base import inline
from deskapp.models.reception import Entry, running
from deskapp.services import deadlines, times
from deskapp.services.clocks import Clock
from deskapp.services.register import RegisterService
from deskapp.services.rulebook import RulebookService
from deskapp.services.verbs import Tx, reads, writes

if TYPE_CHECKING:
    from deskapp.services.office import Core

#: States in which a promise still has to be kept.
WAITING = (State.OPEN, State.PASSED_ON, State.PROMISED, State.DISPATCHED, State.RESULT_KNOWN)
#: So many of the newest entries of a kind are looked at for what the office really needs: years of a quiet one, some
#: weeks of a busy one, and a few hundredths of a second however long the register is.
NEWEST = 1_200
#: Hours of the day that count as the same one, on either side.
_BAND = 1
_DAY = 24
_STEP = timedelta(minutes=5)


# One promise


def stands(row: Entry) -> bool:
    """Whether a promise is still to be kept: none was told since it was given."""
    if row.promised_at is None:
        return False
    return row.told_at is None or (row.promise_start is not None and row.told_at <= row.promise_start)


def standing() -> ColumnElement[bool]:
    """``stands`` in the words of SQL."""
    return and_(Entry.promised_at.is_not(None), or_(Entry.told_at.is_(None), Entry.told_at <= Entry.promise_start))


def clock(row: Entry) -> Clock:
    """The promise's clock, while it is still to be kept."""
    due = row.promised_at if row.state in WAITING and stands(row) else None
    start = row.promise_start or row.at
    learned = (row.promise_learned, row.promise_cases)
    return Clock("promised_at", due, start, row.promise_rule, row.promise_span, None, *learned)


def late(row: Entry, at: datetime | None) -> bool:
    """Whether a promise that stands had run out by then."""
    return stands(row) and row.promised_at is not None and at is not None and at > row.promised_at


def too_early(told_at: Any, at: datetime) -> list[Problem]:
    """Nobody hears of a matter before asking."""
    return list(times.not_before("told_at", told_at, at, "reception.field.at"))


def told(row: Entry, values: dict[str, Any]) -> None:
    """The caller hears: a promise that had run out by then was missed, whenever it is written down."""
    row.promises_missed += late(row, values["told_at"])
    for name, value in values.items():
        setattr(row, name, value)


def by_hand(tx: Tx, row: Entry, at: datetime | None) -> None:
    """A time that somebody has agreed with the caller."""
    row.first_promise = row.first_promise or at
    row.promised_at, row.promise_start, row.promise_rule, row.promise_span = at, tx.now, "", ""
    row.promise_learned = row.promise_cases = 0


def first(tx: Tx, core: Core, row: Entry, draft: EntryDraft) -> None:
    """The promise of a new entry; it runs by a rule if the proposal was left as it was, by which one it says."""
    by_hand(tx, row, draft.promised_at)
    if draft.promised_at is None:
        row.promise_start = None
        return
    rule = deadlines.promise_rule(draft.kind, draft.channel)
    if draft.promise_rule != rule:
        return
    if draft.promise_learned is not None:
        known = learned(tx, core, draft.kind)
        if known is None or known.minutes != draft.promise_learned:
            return  # not what the office's own figures say now: a time that somebody has chosen
        row.promise_learned, row.promise_cases = known.minutes, known.cases
    row.promise_rule, row.promise_span = rule, str(core.service(RulebookService).clock_span(tx, rule))


# What the office really needs


@dataclass(frozen=True, slots=True)
class Learned:
    """The length, in whole minutes, that held for ``share`` per cent of ``cases``."""

    minutes: int
    cases: int
    share: int


def learned(tx: Tx, core: Core, kind: Kind) -> Learned | None:
    """What entries of a kind at this hour of the day really took; None while there are too few (``REC-9``)."""
    if kind in NO_PROMISE:
        return None
    rules = core.service(RulebookService)
    needed = sorted(_needed(tx, kind))
    if len(needed) < max(rules.number(tx, "reception.learned_cases"), 1):
        return None
    share = min(max(rules.number(tx, "reception.learned_percentile"), 1), 100)
    length = needed[math.ceil(len(needed) * share / 100) - 1]
    return Learned(math.ceil(length / _STEP) * int(_STEP.total_seconds() // 60), len(needed), share)


def _needed(tx: Tx, kind: Kind) -> Iterable[timedelta]:
    """From the promise to the telling, of the newest entries of a kind at this hour.

    One that was moved counts from the first promise, which was given when it was written down. One that was told before
    the promise stood in the register was entered afterwards, and says nothing.
    """
    newest = (
        select(Entry.recorded_at, Entry.promise_start, Entry.promises_moved, Entry.told_at)
        .where(Entry.kind == kind)
        .order_by(Entry.at.desc())
        .limit(NEWEST)
        .subquery()
    )
    asked = select(newest).where(newest.c.told_at.is_not(None), newest.c.promise_start.is_not(None))
    hour = tx.now.astimezone().hour
    for recorded, begun, moved, heard in tx.session.execute(asked):
        start = recorded if moved else begun
        apart = abs(start.astimezone().hour - hour)
        if heard > start and min(apart, _DAY - apart) <= _BAND:
            yield heard - start


# Verbs


class PromiseVerbs(RegisterService[Entry, EntryRow]):
    """The reception log's verbs about promises."""

    @writes(COUNTER)
    def promise(self, tx: Tx, id: int, version: int, draft: PromiseDraft) -> Change:
        """Promise an open entry's caller a reply (``REC-2``)."""
        row = self.step(tx, id, version, "", draft)
        by_hand(tx, row, draft.promised_at)
        self.save(tx, row)
        return self.changed(tx, row)

    @writes(COUNTER)
    def promise_again(self, tx: Tx, id: int, version: int, draft: NewPromiseDraft) -> Change:
        """A new time for a promise, with its reason; once missed, the apology too. The first stays (``REC-3``).

        Moving a promise before it runs out is no miss.
        """
        self.problems(tx, draft)
        row = self.load(tx, id, version)
        missed = stands(row) and row.promised_at is not None and row.promised_at <= tx.now
        problems = [Problem("apology", "apology_required")] if missed and not draft.apology.strip() else []
        row = self.step(tx, id, version, "", draft, *problems)
        row.promises_moved += stands(row)
        row.promises_missed += missed
        row.apology = draft.apology.strip() or row.apology
        by_hand(tx, row, draft.promised_at)
        self.save(tx, row, more={"reason": [None, draft.reason]})
        return self.changed(tx, row)

    @reads(EVERYONE)
    def promise_default(self, tx: Tx, kind: Kind, channel: Channel) -> PromiseDefault:
        """The time proposed for a reply: the rule's, or sooner if the office needs less (``REC-2``, ``REC-9``)."""
        found = deadlines.due(tx, self.core, deadlines.promise_rule(kind, channel), tx.now)
        known = learned(tx, self.core, kind)
        if known is None:
            return PromiseDefault(deadline=found, due=found.due)
        due = min(tx.now + timedelta(minutes=known.minutes), found.due)
        return PromiseDefault(deadline=found, due=due, learned=known.minutes, cases=known.cases, share=known.share)

    @reads(COUNTER_AND_STEWARD)
    def promises(self, tx: Tx, since: datetime, until: datetime) -> tuple[PromiseTally, ...]:
        """What became of the promises of the entries from ``since`` to before ``until``, by kind (``REC-3``)."""
        waits = and_(running(), Entry.state.in_(WAITING), standing())
        missed = or_(Entry.promises_missed > 0, and_(waits, Entry.promised_at <= tx.now))
        outcome = case(
            (missed, "missed"),
            (waits, "running"),
            (and_(Entry.told_at.is_not(None), Entry.promises_moved == 0), "kept_first"),
            (Entry.told_at.is_not(None), "kept_moved"),
            else_="as_complaint",
        )
        here = (Entry.at >= since, Entry.at < until, Entry.first_promise.is_not(None), self.readable(tx))
        counted = (
            select(Entry.kind, outcome.label("outcome"), func.count())
            .where(*here, Entry.state != inline(State.VOIDED))
            .group_by(Entry.kind, "outcome")
        )
        found: dict[Kind, dict[str, int]] = {}
        for kind, word, count in tx.session.execute(counted):
            found.setdefault(kind, dict.fromkeys(_OUTCOMES, 0))[word] += count
        return tuple(_tally(kind, found[kind]) for kind in Kind if kind in found)


_OUTCOMES = ("kept_first", "kept_moved", "missed", "running", "as_complaint")


def _tally(kind: Kind, counts: dict[str, int]) -> PromiseTally:
    kept = counts["kept_first"] + counts["kept_moved"]
    decided = kept + counts["missed"]
    share = round(100 * kept / decided) if decided else None
    return PromiseTally(kind=kind, given=sum(counts.values()), kept_share=share, **counts)
