"""Today: the same list for everyone on duty, ordered by time, gathered from every register."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select

from deskapp.domain.common import Change, Ref, TodayItem, Urgent, pressing
from deskapp.domain.people import COUNTER, EVERYONE
from deskapp.domain.reception import State
from deskapp.domain.words import Word
from deskapp.errors import NotFound
from deskapp.models.calendar import FixedDay
from deskapp.models.reception import Entry, running
from deskapp.services import clocks, journal
from deskapp.services.register import RegisterService
from deskapp.services.rulebook import RulebookService, defaults
from deskapp.services.verbs import Service, Tx, reads, writes

REGISTER = "today"
_ORDER = {Urgent.LATE: 0, Urgent.SOON: 1, Urgent.LATER: 2, Urgent.SOMETIME: 3}
_NEVER = datetime.max.replace(tzinfo=UTC)
_EMERGENCY = "today.emergency"
_LAST_MINUTE = time(23, 59)


class TodayService(Service):
    """One list from all registers."""

    name = REGISTER
    model = FixedDay

    @reads(EVERYONE)
    def list(self, tx: Tx) -> tuple[TodayItem, ...]:
        """What falls due: late first, then by time; groups without a time last."""
        items = [item for service in self.core.by_name.values() for item in self._of(service, tx)]
        if tx.acts_as(COUNTER):
            items += self._fixed(tx)
        return tuple(sorted(items, key=_place))

    @reads(EVERYONE)
    def due(self, tx: Tx, since: datetime, until: datetime) -> tuple[TodayItem, ...]:
        """Every clock that ran out after ``since`` and up to ``until``: nothing is missed, however long the list is."""
        items = (item for service in self._open(tx) for item in clocks.between(service, tx, since, until))
        return tuple(sorted(items, key=_place))

    @reads(None)
    def alarms(self, tx: Tx) -> tuple[int, ...]:
        """The emergencies nobody was told of, without a name or a word: for the locked screen as well (``REC-5``)."""
        waiting = select(Entry.id).where(running(), Entry.state == State.ALARM).order_by(Entry.id)
        return tuple(tx.session.scalars(waiting))

    @writes(COUNTER)
    def tick(self, tx: Tx, key: str, month: str) -> Change:
        """Tick a fixed day of a month off."""
        return self.set_done(tx, key, month, done=True)

    @writes(COUNTER)
    def untick(self, tx: Tx, key: str, month: str) -> Change:
        """It was not done after all."""
        return self.set_done(tx, key, month, done=False)

    def set_done(self, tx: Tx, key: str, month: str, *, done: bool) -> Change:
        """Tick a fixed day off, or take that back, inside the transaction of whatever did it."""
        if not defaults().get(key, {}).get("today") or _month(month) is None:
            raise NotFound(number=f"{key} {month}"[:80])
        row = tx.session.scalars(select(FixedDay).where(FixedDay.key == key, FixedDay.month == month)).first()
        row = row or FixedDay(key=key, month=month)
        row.done, row.done_at, row.by_id = done, tx.now, tx.staff_id
        tx.session.add(row)
        journal.write(tx, REGISTER, row, number=month)
        return Change(tx.verb, Ref(REGISTER, row.id, month))

    @staticmethod
    def _of(service: Service, tx: Tx) -> Iterator[TodayItem]:
        if service.open_to(tx):
            yield from service.today(tx)
            if isinstance(service, RegisterService):
                yield from clocks.listed(service, tx)

    def _open(self, tx: Tx) -> Iterable[RegisterService[object, object]]:
        return (service for service in self.core.registers if service.open_to(tx))

    def _fixed(self, tx: Tx) -> Iterator[TodayItem]:
        """The month's fixed days, from a little before until they are ticked off."""
        rulebook = self.core.service(RulebookService)
        shown, kept = rulebook.span(tx, "desk.fixed_day_shown"), rulebook.span(tx, "desk.fixed_day_kept")
        this = tx.now.astimezone().date().replace(day=1)
        months = ((this - timedelta(days=1)).replace(day=1), this, _next(this))
        ticked = select(FixedDay.key, FixedDay.month).where(FixedDay.done, FixedDay.month.in_(map(_name, months)))
        done = {(key, month) for key, month in tx.session.execute(ticked)}
        for key, days in rulebook.fixed_days(tx).items():
            for month in months:
                begin, end = _window(month, *days)
                if (key, _name(month)) not in done and begin - shown <= tx.now < end + kept:
                    yield _fixed_item(tx, key, month, begin, end)


def _window(month: date, first: int, last: int) -> tuple[datetime, datetime]:
    """From the beginning of the first day to the end of the last."""
    begin = datetime.combine(_day(month, first), time()).astimezone()
    return begin, datetime.combine(_day(month, last), _LAST_MINUTE).astimezone()


def _fixed_item(tx: Tx, key: str, month: date, begin: datetime, end: datetime) -> TodayItem:
    text = "today.fixed.day" if begin.date() == end.date() else "today.fixed.window"
    rule = defaults()[key]
    params = {"title": Word(rule["en"], rule["zh"]), "first": begin.day, "last": end.day}
    urgent = pressing(tx.now, begin, end)
    chip = _name(_next(month)) if rule.get("leads_to") == "next_month" else ""
    return TodayItem(
        register=rule["today"], text=text, params=params, due=end, started=begin, urgent=urgent, chip=chip,
        tick=f"{key} {_name(month)}",
    )  # fmt: skip


def _day(month: date, day: int) -> date:
    """A day of a month as it falls: the last one where the month is too short."""
    return month.replace(day=min(day, calendar.monthrange(month.year, month.month)[1]))


def _next(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def _name(month: date) -> str:
    return f"{month:%Y-%m}"


def _month(name: str) -> date | None:
    try:
        return datetime.strptime(name, "%Y-%m").date()
    except ValueError:
        return None


def _place(item: TodayItem) -> tuple[bool, int, datetime]:
    """An emergency nobody was told of stays on top (``REC-5``)."""
    return item.text != _EMERGENCY, _ORDER[item.urgent], item.due or _NEVER


SERVICE = TodayService
