"""The rounds of a month's duty: handed over at 07:30 and 20:00, swapped, on leave, logged; read beside the services."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from deskapp.domain.common import TodayItem, Urgent
from deskapp.domain.duty_log import CorrectDraft, Kind, LogDraft, SignDraft
from deskapp.domain.handovers import GiveDraft, HandoverDetail, HandoverDraft, LetPassDraft, TakeDraft
from deskapp.domain.handovers import SignDraft as PaperDraft
from deskapp.domain.leaves import LeaveDraft
from deskapp.domain.must_read import NoteDraft
from deskapp.domain.people import Role
from deskapp.domain.reception import ReasonDraft
from deskapp.domain.roster import BeginDraft, CellPut, CellsDraft, PersonDraft, PublishDraft
from deskapp.domain.shifts import ShiftDraft
from deskapp.domain.swaps import ApproveDraft, SwapDraft
from deskapp.errors import DeskError, Invalid
from tests.factories import PIN, Desk
from tests.ways import handovers

#: Day and night meet here; a quarter of an hour before, the desk is put in order [001·5·4.2.2].
MEET = (time(7, 30), time(20))
_TIDY = timedelta(minutes=15)
_DAY, _NIGHT = "c", "n"
#: The day's people by turns; the supervisor has the night.
BY_TURNS = (Role.RECEPTIONIST, Role.STEWARD)
ONE = timedelta(days=1)


def utc(moment: datetime) -> str:
    """A moment as SQLite keeps it."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"


@dataclass
class Rounds:
    """Who is on duty in this month, and what became of it."""

    chief: Desk
    beside: sqlite3.Connection
    rng: Random
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)

    def draw_up(self, first: date, last: date) -> None:
        """The rosters of the months."""
        night = ShiftDraft(name="夜班", short="夜", letter=_NIGHT, starts="20:00", ends="07:30", cover_working=0)
        self.chief.call("shifts.save", draft=night)
        people = {role: self.chief.as_(role).actor.staff_id for role in (*BY_TURNS, Role.SUPERVISOR)}
        for id in people.values():
            self.chief.call("roster.set_person", staff_id=id, draft=PersonDraft(experienced=True, hours=400))
        for month in sorted({f"{day:%Y-%m}" for day in days(first, last)}):
            id = self.chief.call("roster.begin", draft=BeginDraft(month=month)).id
            cells = []
            for day in (day for day in days(first, last) if f"{day:%Y-%m}" == month):
                turn = people[BY_TURNS[day.toordinal() % 2]]
                cells.append(CellPut(staff_id=turn, day=day, shift=_DAY))
                cells.append(CellPut(staff_id=people[Role.SUPERVISOR], day=day, shift=_NIGHT))
            self.chief.call("roster.put", id=id, version=1, draft=CellsDraft(cells=tuple(cells)))
            self.chief.call("roster.publish", id=id, version=2, draft=PublishDraft(note="试行"))

    def stops(self, now: datetime) -> datetime:
        """The next moment at which something about duty happens: the clock stops there."""
        local = now.astimezone()
        meet = (datetime.combine(local.date() + n * ONE, at).astimezone() for n in (0, 1) for at in MEET)
        return min(stop for at in meet for stop in (at - _TIDY, at) if stop > now)

    def at(self, now: datetime) -> None:
        """What is done at such a moment."""
        if now.astimezone().time() not in MEET:
            return
        self.hand_over(now)
        if now.astimezone().time() == MEET[1]:
            self.evening(now.astimezone().date())

    # Handing over

    def on_duty(self, day: date, letter: str) -> Desk:
        """Who has a shift by what is published, read from the tables."""
        asked = (
            "SELECT staff.role FROM roster_cell JOIN roster_sheet ON roster_sheet.id = sheet_id "
            "JOIN shift ON shift.id = shift_id JOIN staff ON staff.id = staff_id "
            "WHERE roster_sheet.state = 'published' AND day = ? AND letter = ?"
        )
        ((role,),) = self.beside.execute(asked, (day.isoformat(), letter)).fetchall()
        return self.chief.as_(Role(role))

    def hand_over(self, now: datetime) -> None:
        """From one to the other, with everything that has to be done before."""
        today = now.astimezone().date()
        evening = now.astimezone().time() == MEET[1]
        gives = self.on_duty(today if evening else today - ONE, _DAY if evening else _NIGHT)
        takes = self.on_duty(today, _NIGHT if evening else _DAY)
        if (other := self.chief.call("handovers.current")) is not None:
            self.step(self.chief, "void", other.id, ReasonDraft(reason="误开"))
        id = gives.call("handovers.begin", draft=HandoverDraft()).id
        sheet = handovers.read(gives, id)
        self.gathered(sheet, now)
        self.step(gives, "prepare", id, handovers.counted(sheet))
        if any(each.passable for each in handovers.read(gives, id).obstacles):
            self.step(gives, "let_pass", id, self.let_pass(gives))
            self.done["handovers.let_pass"] += 1
        self.step(gives, "give", id, GiveDraft(pin=PIN))
        self.take(gives, takes, id)
        taken = handovers.read(takes, id)
        assert (taken.shift, taken.late_minutes) == ("长班" if evening else "夜班", 0)
        if self.rng.random() < 0.8:
            self.step(self.chief, "sign", id, PaperDraft(signed_at=now))
        self.done["handovers.take"] += 1

    def step(self, who: Desk, verb: str, id: int, draft: Any) -> None:
        """A step of a handover, with the version that stands in the table: a detail would gather everything anew."""
        ((version,),) = self.beside.execute("SELECT version FROM handover WHERE id = ?", (id,)).fetchall()
        who.call(f"handovers.{verb}", id=id, version=version, draft=draft)

    @staticmethod
    def let_pass(gives: Desk) -> LetPassDraft:
        """By somebody else than whoever gives."""
        by = gives.as_(Role.DIRECTOR if gives.role is Role.SUPERVISOR else Role.SUPERVISOR).actor.staff_id
        return LetPassDraft(supervisor_id=by, pin=PIN, reason="已电话告知")

    def take(self, gives: Desk, takes: Desk, id: int) -> None:
        """Taken once everything is read (``DUTY-8``)."""
        who = takes.actor.staff_id
        draft = TakeDraft(incoming_id=who, pin=PIN)
        unread = self.beside.execute(
            "SELECT id FROM must_read WHERE state = 'in_force' AND (until IS NULL OR until >= ?) "
            "AND id NOT IN (SELECT note_id FROM must_read_reader WHERE staff_id = ?)",
            (f"{takes.clock.now.astimezone():%Y-%m-%d}", who),
        ).fetchall()
        if unread:
            try:
                self.step(gives, "take", id, draft)
            except Invalid as error:
                assert [problem.code for problem in error.problems] == ["handover_unread"]
                assert error.problems[0].params["count"] == len(unread)
            else:
                raise AssertionError("taken over unread")
            for (note,) in unread:
                takes.step("must_read", "read", note)
                self.done["must_read.read"] += 1
        self.step(gives, "take", id, draft)

    def gathered(self, sheet: HandoverDetail, now: datetime) -> None:
        """What hangs over stands on the sheet: as many promises and late slips as the tables have (``DUTY-4``)."""
        there = Counter[str]()
        for item in sheet.items:
            there[item.register] += item.params["count"] if item.text == "handovers.item.more" else 1
        running = "state IN ('open', 'passed_on', 'promised', 'dispatched', 'result_known') AND promised_at IS NOT NULL"
        asked = {
            "reception": f"SELECT count(*) FROM entry WHERE state = 'alarm' OR ({running})",
            "slips": "SELECT count(*) FROM slip WHERE state IN ('issued', 'received', 'in_hand') AND limit_at <= :now",
            "complaints": "SELECT count(*) FROM complaint WHERE state NOT IN ('closed', 'voided')",
        }
        expected = {name: self.beside.execute(sql, {"now": utc(now)}).fetchone()[0] for name, sql in asked.items()}
        assert {name: there[name] for name in expected} == expected
        # An important matter that is late holds it up: the late promises by themselves.
        late = f"SELECT count(*) FROM entry WHERE {running} AND promised_at <= ?"
        if self.beside.execute(late, (utc(now),)).fetchone()[0]:
            assert "important" in {each.code for each in sheet.obstacles}

    def tidied(self, listed: tuple[TodayItem, ...], now: datetime) -> None:
        """The night's end stands before the supervisor all night, and presses in its last quarter of an hour."""
        local = now.astimezone()
        began = local.date() if local.time() >= MEET[1] else local.date() - ONE
        since, until = (datetime.combine(began + n * ONE, MEET[1 - n]).astimezone() for n in (0, 1))
        mine = "outgoing_id = ? AND begun_at > ? AND given_at IS NOT NULL AND state <> 'voided'"
        done = self.beside.execute(
            f"SELECT count(*) FROM handover WHERE state IN ('open', 'given') OR ({mine})",
            (self.chief.actor.staff_id, utc(since)),
        ).fetchone()[0]
        told = [(item.due, item.urgent) for item in listed if item.text == "today.handovers.tidy"]
        presses = Urgent.SOON if until - _TIDY <= now else Urgent.LATER
        assert told == ([(until, presses)] if now < until and not done else [])
        self.done["tidy"] += bool(told) and presses is Urgent.SOON

    # In the evening

    def evening(self, today: date) -> None:
        """Leaves, swaps, notes and the log of a day."""
        self.log(today)
        turn = today.toordinal()
        if turn % 2 == 0:
            self.swap(today + self.rng.randrange(1, 4) * ONE)
        if turn % 3 == 0:
            self.leave(today + self.rng.randrange(1, 9) * ONE)
        if turn % 4 == 0:
            note = NoteDraft(title=f"须知 {turn}", content="水泵房钥匙已换", until=today + 5 * ONE)
            self.chief.call("must_read.write", draft=note)

    def log(self, today: date) -> None:
        """Written, put right, countersigned (``DUTY-3``, ``DUTY-5``)."""
        seq = self.chief.call("duty_log.write", draft=LogDraft(kind=Kind.PATROL, text="各楼巡视，正常")).id
        if self.rng.random() < 0.3:
            self.chief.call("duty_log.correct", seq=seq, draft=CorrectDraft(text="三栋未巡视", reason="误记"))
        if self.rng.random() < 0.7:
            self.chief.call("duty_log.sign", draft=SignDraft(day=today))
        self.done["duty_log.write"] += 1

    def swap(self, day: date) -> None:
        """One's day against the other's of the day after; approved, the roster has it at once (``DUTY-2``)."""
        mine, theirs = self.on_duty(day, _DAY), self.on_duty(day + ONE, _DAY)
        draft = SwapDraft(day=day, other_id=theirs.actor.staff_id, other_day=day + ONE, reason="家中有事")
        director = self.chief.as_(Role.DIRECTOR)
        if (id := self.tried(mine, "swaps.ask", draft=draft)) is None:
            return
        theirs.step("swaps", "agree", id)
        director.step("swaps", "approve", id, ApproveDraft(note="人手不足"))
        self.done["swaps.approve"] += 1
        assert (self.on_duty(day, _DAY).role, self.on_duty(day + ONE, _DAY).role) == (theirs.role, mine.role)

    def leave(self, day: date) -> None:
        """Asked for, and decided by somebody else."""
        who, director = self.on_duty(day, _DAY), self.chief.as_(Role.DIRECTOR)
        if (id := self.tried(who, "leaves.ask", draft=LeaveDraft(since=day, until=day, reason="看病"))) is None:
            return
        if self.rng.random() < 0.3:
            director.step("leaves", "refuse", id, ReasonDraft(reason="人手不足"))
        else:
            director.step("leaves", "approve", id)
            assert [item for item in self.chief.call("today.list") if item.text == "today.leaves_duties"]
        self.done["leaves.decided"] += 1

    def tried(self, who: Desk, verb: str, **given: Any) -> int | None:
        """The id of what was made; None where a rule was against it."""
        try:
            return int(who.call(verb, **given).id)
        except DeskError as error:
            self.refused[f"{verb} {error.code}"] += 1
            return None

    def all_walked(self, handed: int) -> None:
        """Everything came about, and the log has every handover."""
        assert self.done["handovers.take"] >= handed
        least = {"swaps.approve": 5, "leaves.decided": 3, "must_read.read": 10, "duty_log.write": 25, "tidy": 20}
        assert {name: self.done[name] >= number for name, number in least.items()} == dict.fromkeys(least, True)
        logged = self.beside.execute("SELECT count(*) FROM duty_log WHERE kind = 'handover'").fetchone()[0]
        taken = self.beside.execute("SELECT count(*) FROM handover WHERE taken_at IS NOT NULL").fetchone()[0]
        assert logged == taken


def days(first: date, last: date) -> Iterator[date]:
    """Every day from one to another."""
    return (first + n * ONE for n in range((last - first).days + 1))
