"""Deadlines: start + rule + working calendar → due, with pauses and moves, each able to say why (``ALL-10``).

A register whose rows have one running clock takes ``models.base.Clocked``; ``start``, ``by_hand``, ``pause``,
``resume`` and ``stop`` set its columns, and its Today, its reminders and its "why this time?" follow from them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta

from deskapp.domain.calendar import DayKind
from deskapp.domain.common import Deadline, HistoryRow
from deskapp.domain.deadlines import Explained, Span, SpanUnit, TimeMark, TimeMarkKind
from deskapp.domain.people import EVERYONE
from deskapp.domain.reception import Channel, Kind, Urgency
from deskapp.domain.slips import Item
from deskapp.domain.words import Word
from deskapp.errors import DeskError, NotFound
from deskapp.services import journal
from deskapp.services.calendar import CalendarService, Look
from deskapp.services.rulebook import RulebookService, defaults
from deskapp.services.verbs import Service, Tx, reads

if TYPE_CHECKING:
    from deskapp.services.clocks import Clock
    from deskapp.services.office import Core

_REPAIRS = frozenset({Item.PLUMBING, Item.ELECTRICAL, Item.DOORS_WINDOWS, Item.LIFT, Item.INTERCOM})
_ABSOLUTE = {SpanUnit.SECOND: "seconds", SpanUnit.MINUTE: "minutes", SpanUnit.HOUR: "hours"}
_LAST_MINUTE = time(23, 59)
#: A clock that would run longer than this is nobody's deadline.
_LONGEST = timedelta(days=3660)


def promise_rule(kind: Kind, channel: Channel) -> str:
    """The rule a promise's default comes from (``REC-2``)."""
    if kind is Kind.EMERGENCY:
        return "dispatch.limit.emergency"
    if kind is Kind.COMPLAINT:
        return "complaint.valid_contact_within"
    if channel is Channel.EMAIL:
        return "email.reply_within"
    return "complex.solution_within"


def slip_rule(item: Item, urgency: Urgency) -> str:
    """The rule a slip's limit comes from [001·1·4.10.2]."""
    if urgency is Urgency.EMERGENCY:
        return "dispatch.limit.emergency"
    return "dispatch.limit.repair" if item in _REPAIRS else "dispatch.limit.other"


# Reckoning


def due(tx: Tx, core: Core, rule: str, start: datetime) -> Deadline:
    """When a clock that runs by ``rule`` since ``start`` falls due, by the rule's value now."""
    span = core.service(RulebookService).clock_span(tx, rule)
    return told(reckon(tx, core, start, span)[0], rule, str(span), start)


def told(at: datetime, rule: str, span: str, since: datetime, paused: datetime | None = None) -> Deadline:
    """A deadline with the rule's words; one without a rule was agreed by hand."""
    known = defaults().get(rule, {})
    title = Word(known["en"], known["zh"]) if known else None
    clause = known.get("clause", "")
    return Deadline(due=at, rule=rule, clause=clause, start=since, span=span, title=title, paused_since=paused)


def reckon(tx: Tx, core: Core, start: datetime, span: Span) -> tuple[datetime, tuple[TimeMark, ...]]:
    """The end of a span, and the stretches it does not count.

    Hours are hours of the clock; days and months keep the hour of the day in the office's local time, a month that is
    too short ends on its last day; working days and duty hours leave out what is not one.
    """
    amount = span.amount
    if span.unit in _ABSOLUTE:
        return start + timedelta(**{_ABSOLUTE[span.unit]: float(amount)}), ()
    local = start.astimezone()
    if span.unit is SpanUnit.DAY:
        whole = int(amount)
        return _local(local.date() + timedelta(days=whole), local.time()) + timedelta(days=float(amount - whole)), ()
    if span.unit is SpanUnit.MONTH:
        return _local(local.date() + relativedelta(months=int(amount)), local.time()), ()
    if span.unit is SpanUnit.DAY_END:
        return _local(local.date() + timedelta(days=int(amount)), _LAST_MINUTE), ()
    if span.unit is SpanUnit.DUTY_END:
        return _duty_end(core.service(RulebookService).times(tx, "duty.hours"), local, int(amount))
    if span.unit is SpanUnit.WORKING_DAY:
        return _working_days(tx, core.service(CalendarService), local, int(amount))
    return _duty_hours(core.service(RulebookService).times(tx, "duty.hours"), local, timedelta(hours=float(amount)))


def end_of(day: date) -> datetime:
    """The last minute of a day, in the office's local time."""
    return _local(day, _LAST_MINUTE)


def _local(day: date, hour: time) -> datetime:
    # By way of the timestamp: an hour that summer time leaves out is then the next one there is, not the one before.
    return datetime.fromtimestamp(datetime.combine(day, hour).timestamp()).astimezone()


def _working_days(
    tx: Tx, calendar: CalendarService, start: datetime, count: int
) -> tuple[datetime, tuple[TimeMark, ...]]:
    """The same hour on the n-th working day after the start; what is left of a rest day it starts on does not count."""
    marks: list[TimeMark] = []
    day, left = start.date(), count
    if left and not calendar.working(tx, day):
        _rest(marks, start, day, calendar.look(tx, day))
    while left > 0:
        day += timedelta(days=1)
        found = calendar.look(tx, day)
        if found.kind is DayKind.WORKING:
            left -= 1
        else:
            _rest(marks, _local(day, time()), day, found)
    return _local(day, start.time()), tuple(marks)


def _rest(marks: list[TimeMark], begin: datetime, day: date, found: Look) -> None:
    """Rest days that follow each other are one stretch, called by the first name among them."""
    names, end = found[1:], _local(day + timedelta(days=1), time())
    if marks and marks[-1].until == begin:
        before = marks.pop()
        begin, names = before.at, (before.name, before.name_en) if before.name else names
    marks.append(TimeMark(kind=TimeMarkKind.REST, at=begin, until=end, name=names[0], name_en=names[1]))


def _duty_hours(hours: tuple[time, time], start: datetime, left: timedelta) -> tuple[datetime, tuple[TimeMark, ...]]:
    """Time that runs from the opening to the closing of each day only."""
    marks: list[TimeMark] = []
    now = start
    while now - start < _LONGEST:
        opens, closes = _local(now.date(), hours[0]), _local(now.date(), hours[1])
        if now < opens:
            marks.append(TimeMark(kind=TimeMarkKind.OFF_DUTY, at=now, until=opens))
            now = opens
        if now < closes:
            if left <= closes - now:
                return now + left, tuple(marks)
            left -= closes - now
        reopens = _local(now.date() + timedelta(days=1), hours[0])
        marks.append(TimeMark(kind=TimeMarkKind.OFF_DUTY, at=max(now, closes), until=reopens))
        now = reopens
    raise DeskError("failed")


def _duty_end(hours: tuple[time, time], start: datetime, days: int) -> tuple[datetime, tuple[TimeMark, ...]]:
    """The closing of a day so many days on; of the day after where that day's duty is over already."""
    closes = _local(start.date() + timedelta(days=days), hours[1])
    if start < closes:
        return closes, ()
    tomorrow = start.date() + timedelta(days=1)
    off = TimeMark(kind=TimeMarkKind.OFF_DUTY, at=start, until=_local(tomorrow, hours[0]))
    return _local(tomorrow, hours[1]), (off,)


# The one clock of a row (``Clocked``)


def start(tx: Tx, core: Core, row: Any, what: str, rule: str, since: datetime | None = None) -> Deadline:
    """Let the row's clock run by a rule, for ``what`` (the word ``today.<register>.<what>`` says it)."""
    found = due(tx, core, rule, since or tx.now)
    row.due_what, row.due_rule, row.due_span = what, rule, found.span
    row.due_start, row.due_at, row.paused_at = found.start, found.due, None
    return found


def by_hand(tx: Tx, row: Any, what: str, at: datetime) -> None:
    """Let the row's clock run to a time that somebody has agreed."""
    late(tx, row)
    row.due_what, row.due_rule, row.due_span = what, "", ""
    row.due_start, row.due_at, row.paused_at = tx.now, at, None


def late(tx: Tx, row: Any) -> bool:
    """Whether the row's clock has run out; it is counted once, when it is stopped or moved."""
    out = row.due_at is not None and row.paused_at is None and row.due_at < tx.now
    if out:
        row.missed += 1
    return out


def stop(tx: Tx, row: Any, at: datetime | None = None) -> bool:
    """What was due is done (``at``, by default now): True if in time; what ran out stays counted in ``missed``."""
    kept = row.due_at is None or row.paused_at is not None or (at or tx.now) <= row.due_at
    row.missed += not kept
    row.due_at = row.due_start = row.paused_at = None
    row.due_what = row.due_rule = row.due_span = ""
    return kept


def pause(tx: Tx, row: Any) -> None:
    """The row's clock stands still."""
    row.paused_at = tx.now


def resume(tx: Tx, row: Any) -> None:
    """The row's clock goes on with what was left of it."""
    if row.paused_at is not None and row.due_at is not None:
        row.due_at += max(tx.now - row.paused_at, timedelta())
    row.paused_at = None


# Why this time?


class DeadlineService(Service):
    """Any clock can be asked why."""

    name = "deadlines"

    @reads(EVERYONE)
    def explain(self, tx: Tx, register: str, id: int) -> Explained:
        """The running clock of an entry: rule, clause, start, pauses, holidays, who moved it (``ALL-10``)."""
        from deskapp.services.register import RegisterService

        service = self.core.by_name.get(register)
        if not isinstance(service, RegisterService) or not service.open_to(tx):
            raise NotFound(number=f"{register} #{id}")
        row = service.load(tx, id)
        clock = service.clock(row)
        if clock.due is None:
            raise DeskError("no_clock", number=row.number)
        story = _story(journal.history(tx.session, register, id), clock)
        begin = clock.start or clock.due
        if not clock.rule:  # agreed by hand, perhaps after it had run by a rule: it began where its story does
            begin = min(begin, story.begun or begin)
        return Explained(
            ref=service.ref(row),
            what=service.clock_word(row),
            start=begin,
            due=clock.due,
            by=story.by,
            agreed=None if clock.rule else story.set_at or clock.start,
            paused_since=clock.paused,
            learned=clock.learned,
            cases=clock.cases,
            marks=tuple(self._marks(tx, clock, begin, story.marks)),
            **self._rule(tx, clock.rule, clock.span),
        )

    def _rule(self, tx: Tx, rule: str, span: str) -> dict[str, Any]:
        known = defaults().get(rule)
        if known is None:
            return {}
        now = str(self.core.service(RulebookService).clock_span(tx, rule))
        words = {"rule": rule, "title": Word(known["en"], known["zh"]), "clause": known["clause"]}
        return words | {"span": span, "span_now": now if now != span else ""}

    def _marks(self, tx: Tx, clock: Clock, begin: datetime, happened: list[TimeMark]) -> Iterator[TimeMark]:
        assert clock.due is not None
        yield TimeMark(kind=TimeMarkKind.STARTED, at=begin)
        found = happened
        if clock.rule and clock.span:  # what was moved is by hand from then on: a rule's clock began anew
            found = [mark for mark in happened if mark.kind is TimeMarkKind.PAUSED and mark.at >= begin]
            found += reckon(tx, self.core, begin, Span.parse(clock.span))[1]
        due = clock.due
        yield from sorted((mark for mark in found if mark.at <= due), key=_at)
        yield TimeMark(kind=TimeMarkKind.DUE, at=clock.due)


def _at(mark: TimeMark) -> datetime:
    return mark.at


def _moment(value: Any) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) and value else None


@dataclass
class _Story:
    """A clock's life in the journal: when it began, its moves and pauses, and who set its time last."""

    begun: datetime | None = None
    marks: list[TimeMark] = field(default_factory=list)
    by: str = ""
    set_at: datetime | None = None


#: A change of one of these says that another clock has begun, though a time stood there before.
_ANEW = frozenset({"due_what", "round"})


def _story(history: tuple[HistoryRow, ...], clock: Clock) -> _Story:
    """What the entry's own journal says of the clock that runs now; clocks that ran before it are left out."""
    story = _Story()
    for line in history:
        changes = {change.field: change for change in line.changes}
        moved, paused = changes.get(clock.column), changes.get("paused_at")
        reason = str(changes["reason"].new) if "reason" in changes else ""
        anew = bool(_ANEW & changes.keys() or (moved and not moved.old))
        if anew:
            story = _Story(begun=line.at)
        elif moved and moved.new and not paused:
            story.marks.append(
                TimeMark(
                    kind=TimeMarkKind.MOVED,
                    at=line.at,
                    who=line.who,
                    reason=reason,
                    before=_moment(moved.old),
                    after=_moment(moved.new),
                )
            )
        # Going on after a pause moves the time too, but nobody set it anew.
        if moved and moved.new and (anew or not (paused and paused.old)):
            story.by, story.set_at = line.who, line.at
        if paused and paused.new:
            story.marks.append(TimeMark(kind=TimeMarkKind.PAUSED, at=line.at, who=line.who, reason=reason))
        elif paused:
            _end_pause(story.marks, line.at)
    return story


def _end_pause(marks: list[TimeMark], at: datetime) -> None:
    """The last pause is over."""
    for place in reversed(range(len(marks))):
        if marks[place].kind is TimeMarkKind.PAUSED and marks[place].until is None:
            marks[place] = replace(marks[place], until=at)
            return


SERVICE = DeadlineService
