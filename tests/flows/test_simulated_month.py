"""A month at the counter, made up from one seed: no deadline is missed unseen, none fires twice, each is explained.

People record, dispatch, answer, complain and let things lie, by every step of every register's life cycle. What should
have been told is read beside the services, from the tables themselves. The desk is handed over twice a day.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from deskapp.domain.common import TodayItem
from deskapp.domain.deadlines import Explained, TimeMarkKind
from deskapp.domain.fields import Moment, fields_of
from deskapp.domain.lifecycle import NEW, Lifecycle, Step
from deskapp.domain.people import Role
from deskapp.domain.reception import Category, Channel, Kind
from deskapp.domain.reminders import Reminder, Reminders, Stage
from deskapp.domain.slips import Item
from deskapp.errors import DeskError
from deskapp.services.office import OpenOffice, verb_specs
from tests.duty_rounds import ONE, Rounds
from tests.factories import Desk, TestClock
from tests.made_up import made_up
from tests.registers import life_cycles
from tests.ways import own_form

#: National Day and Mid-autumn with their make-up working days lie in it.
BEGIN, END = datetime(2026, 9, 24, 23, 30, tzinfo=UTC), datetime(2026, 10, 26, tzinfo=UTC)
EVENTS = 2_000
#: A register with fewer entries that can go on gets a new one rather than a step.
FEW = 6
UNITS = ("3-2-1102", "3-2-1202", "5-1-0603", "")
#: What the tables say of clocks that were there before ``Clocked``: register, due, and which rows run.
OWN = (
    ("reception", "entry", "promised_at", "state IN ('open', 'passed_on', 'promised', 'dispatched', 'result_known')"),
    ("slips", "slip", "limit_at", "state IN ('issued', 'received', 'in_hand')"),
)

Key = tuple[str, int, datetime]


def clocks(tables: sqlite3.Connection, named: dict[str, str], since: datetime, until: datetime) -> set[Key]:
    """Every running clock that runs out after ``since`` and up to ``until``, read from the tables themselves."""
    asked = [(name, table, "due_at", "paused_at IS NULL") for name, table in named.items()]
    between = [f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}" for moment in (since, until)]
    return {
        (register, id, datetime.fromisoformat(due).replace(tzinfo=UTC))
        for register, table, column, running in (*OWN, *asked)
        for id, due in tables.execute(
            f"SELECT id, {column} FROM {table} WHERE {column} > ? AND {column} <= ? AND {running}", between
        )
    }


def clocked_tables(office: OpenOffice) -> dict[str, str]:
    """The registers whose tables have the columns of a clock."""
    found = {service.name: service.model.__tablename__ for service in office.core.registers}
    with office.core.database.reader.connect() as connection:
        columns = {
            table: {row[1] for row in connection.exec_driver_sql(f"PRAGMA table_info({table})")}
            for table in found.values()
        }
    return {name: table for name, table in found.items() if "due_at" in columns[table]}


@dataclass
class Month:
    """The office, its people, and what was told."""

    desk: Desk
    beside: sqlite3.Connection
    rng: Random
    tables: dict[str, str]
    reminders: Reminders
    director: Desk
    told: Counter[Key] = field(default_factory=Counter)
    soon: Counter[tuple[Key, str]] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    explained: list[Explained] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rounds = Rounds(self.desk, self.beside, Random(20261001))
        self.rounds.draw_up(BEGIN.astimezone().date() - ONE, END.astimezone().date() + 10 * ONE)

    def step(self) -> None:
        """Some minutes pass, then somebody does something, and something more."""
        self.pass_time()
        for _ in range(self.rng.randrange(1, 3)):
            self.act()

    def pass_time(self) -> None:
        """Time goes on as it does at a counter; whatever ran out meanwhile has to be told now."""
        before = self.desk.clock.now
        minutes = self.rng.expovariate(1 / (13 if before.astimezone().hour in range(7, 20) else 60))
        now = min(before + timedelta(minutes=max(minutes, 0.1)), self.rounds.stops(before))
        self.desk.clock.now = now
        expected = clocks(self.beside, self.tables, before, now)
        listed: tuple[TodayItem, ...] = self.desk.call("today.list")
        ran_out: tuple[TodayItem, ...] = self.desk.call("today.due", since=before, until=now)
        # Fixed days of the month are no clocks of an entry, and an emergency has a bar of its own.
        heard = [each for each in self.reminders.take((*listed, *ran_out), now) if each.item.ref is not None]
        due = [key_of(each) for each in heard if each.stage is Stage.DUE and each.item.text != "today.emergency"]
        assert set(due) == expected
        self.told.update(due)
        self.soon.update((key_of(each), each.item.text) for each in heard if each.stage is Stage.SOON)
        for key in due:
            self.explain(key)
        self.rounds.tidied(listed, now)
        self.rounds.at(now)

    def explain(self, key: Key) -> None:
        """Why was it for this time?"""
        why: Explained = self.director.call("deadlines.explain", register=key[0], id=key[1])
        assert why.due == key[2]
        assert why.marks[0].kind is TimeMarkKind.STARTED
        assert why.marks[-1].kind is TimeMarkKind.DUE
        assert [mark.at for mark in why.marks[1:]] == sorted(mark.at for mark in why.marks[1:])
        assert (why.rule and why.title and why.clause and why.span) or why.by
        self.explained.append(why)

    def act(self) -> None:
        """Record something new, or take a step of something that is there."""
        if self.rng.random() < 0.3:
            self.record()
        else:
            self.go_on(self.rng.choice(life_cycles()))

    def record(self) -> None:
        """Somebody calls."""
        rng, now = self.rng, self.desk.clock.now
        kind = rng.choices(list(Kind), (30, 5, 25, 8, 14, 5, 3, 2))[0]
        draft = self.desk.entry_draft(
            unit=rng.choice(UNITS),
            kind=kind,
            channel=rng.choice(list(Channel)),
            category=rng.choice(list(Category)) if kind is Kind.COMPLAINT else None,
            answered=rng.random() < 0.3,
            result="已说明",
            content=f"事项 {rng.randrange(10**6)}",
            promised_at=now + timedelta(minutes=rng.randrange(10, 3_000)),
        )
        if not draft.answered and rng.random() < 0.5:
            proposed = self.desk.call("reception.promise_default", kind=kind, channel=draft.channel)
            draft = replace(draft, promised_at=proposed.due, promise_rule=proposed.deadline.rule)
        change = self.desk.call("reception.record", draft=draft)
        self.done["reception.record"] += 1
        if kind is Kind.REPAIR and not draft.answered and rng.random() < 0.7:
            item = rng.choice([item for item in Item if item is not Item.SPECIAL_SERVICE])
            self.desk.call("slips.order", draft=self.desk.slip_draft(entry_id=change.id, item=item))
            self.done["slips.order"] += 1

    def go_on(self, cycle: Lifecycle) -> None:
        """Take any step, at random, of any entry that can go on; make one where there are few."""
        here = self.going_on(cycle)
        if self.rng.random() > len(here) / FEW:
            self.make(cycle)
            return
        id, steps = self.rng.choice(here)
        primary = [step for step in steps if step.primary]
        step = self.rng.choice(primary if primary and self.rng.random() < 0.6 else steps)
        self.take(self.director if self.director.role in step.who else self.desk, cycle.register, step, id)

    def going_on(self, cycle: Lifecycle) -> list[tuple[int, list[Step]]]:
        """The newest entries with a step to take, each with its steps."""
        steps: dict[str, list[Step]] = {}
        for step in cycle.steps:
            if step.verb not in {"void", "reopen"}:
                steps.setdefault(step.source, []).append(step)
        table = self.desk.office.core.by_name[cycle.register].model.__tablename__  # type: ignore[attr-defined]
        newest = self.beside.execute(f"SELECT id, state FROM {table} ORDER BY id DESC LIMIT 60").fetchall()
        return [(id, steps[state]) for id, state in newest if state in steps]

    def make(self, cycle: Lifecycle) -> None:
        """Something new that no other register has made."""
        first = self.rng.choice([step for step in cycle.steps if step.source == NEW])
        self.take(self.desk if self.desk.role in first.who else self.director, cycle.register, first, 0)

    def hurried(self, draft: Any) -> Any:
        """A draft whose times to come come soon, one after the other; where it leaves one open, it is given."""
        at, times = self.desk.clock.now, dict[str, datetime]()
        for spec in fields_of(type(draft)):
            if isinstance(spec.marker, Moment) and spec.marker.when != "past":
                at += timedelta(minutes=self.rng.randrange(20, 2_000))
                times[spec.name] = at
        return replace(draft, **times)

    def take(self, person: Desk, register: str, step: Step, id: int) -> None:
        """Take a step; whatever its rules refuse stays as it is."""
        verb = f"{register}.{step.verb}"
        if verb not in verb_specs():
            return
        asked = {parameter.name for parameter in verb_specs()[verb].parameters}
        given: dict[str, Any] = {"id": id}
        try:
            if step.form is not None:
                given["draft"] = self.hurried(own_form(register, step.verb, person, id) or made_up(step.form, person))
            if "version" in asked:
                given["version"] = person.call(f"{register}.detail", id=id).version
            person.call(verb, **{name: value for name, value in given.items() if name in asked})
            self.done[verb] += 1
        except DeskError as error:
            self.refused[f"{verb} {error.code}"] += 1


def key_of(reminder: Reminder) -> Key:
    """Which clock a reminder is about."""
    item = reminder.item
    assert item.ref is not None
    assert item.due is not None
    return item.ref.register, item.ref.id, item.due


@pytest.fixture
def month(office: OpenOffice, place: Path, clock: TestClock) -> Iterator[Month]:
    """The first evening of it."""
    clock.now = BEGIN
    desk = Desk(office, clock, Role.SUPERVISOR)
    rng, tables = Random(20261001), clocked_tables(office)
    with closing(sqlite3.connect(place)) as beside:
        yield Month(desk, beside, rng, tables, Reminders(BEGIN), desk.as_(Role.DIRECTOR))


@pytest.mark.timeout(900)
def test_a_month_in_which_no_deadline_is_missed_unseen_none_fires_twice_and_each_is_explained(month: Month) -> None:
    events = 0
    while month.desk.clock.now < END or events < EVENTS:
        month.step()
        events += 1
    assert sum(month.done.values()) > EVENTS
    assert len(month.told) > 800
    assert set(month.told.values()) == {1}
    # Two duties may end at one moment: a complaint is classed and its resident contacted within the same hours.
    assert set(month.soon.values()) == {1}
    assert {key[0] for key in month.told} >= {"reception", "slips", *month.tables}
    assert {why.rule == "" for why in month.explained} == {True, False}
    month.rounds.all_walked(2 * (END - BEGIN).days)
    missed = month.director.call("journal.check")
    assert missed.findings == ()
