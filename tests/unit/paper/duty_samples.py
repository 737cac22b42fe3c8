"""Rosters, logs and handovers to draw."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any

from deskapp.domain import duty_log, handovers
from deskapp.domain.common import Ref
from deskapp.domain.duty_log import Head, LogEntry, LogPage, SignedDay
from deskapp.domain.duty_papers import HandoverPaper, LogPaper, NoteRead, RosterPaper
from deskapp.domain.handovers import Check, Checked, Count, Counted, Handed, HandoverDetail
from deskapp.domain.people import Role
from deskapp.domain.roster import Away, Cell, CellChange, DutyDay, GridDay, Person, Rules, Sheet, State
from deskapp.domain.roster_rules import broken
from deskapp.domain.shifts import Colour, Shift
from tests.unit.paper.samples import AT, HOUR, RARE

FIRST = date(2027, 1, 1)
NAMES = (
    "王丽",
    "赵敏",
    "陈思远",
    "林晓彤",
    "欧阳建国",
    f"{RARE}先生",
    "Alexandra Constantinopoulos-Wang",
    "迪丽热巴·买买提艾力",
)


def shift(id: int, short: str, since: str, until: str, colour: Colour, **changes: Any) -> Shift:
    kept: dict[str, Any] = {
        "id": id, "version": 1, "name": f"{short}班", "short": short, "letter": "abcdefgh"[id - 1],
        "starts": time.fromisoformat(since), "ends": time.fromisoformat(until), "pause": 0, "colour": colour,
        "late": id == 2, "cover_working": 2, "cover_weekend": 2, "cover_holiday": 1,
    }  # fmt: skip
    return Shift(**kept | changes)


EARLY = shift(1, "早", "07:30", "14:00", Colour.BLUE)
LATE = shift(2, "晚", "14:00", "20:00", Colour.ORANGE)
LONG = shift(3, "长", "07:30", "20:00", Colour.GREEN, cover_working=0, cover_weekend=0, cover_holiday=0)
NIGHT = shift(
    4, "通宵夜", "20:00", "07:30", Colour.PURPLE, name="通宵值守", late=True, cover_working=0, cover_weekend=0
)


def day_of(day: date) -> GridDay:
    """New Year is a holiday of three days, the Sunday after it is worked."""
    if day.day <= 3:
        return GridDay(day=day, kind=DutyDay.HOLIDAY, name="元旦", name_en="New Year")
    if day.day == 10:
        return GridDay(day=day, kind=DutyDay.WORKING, make_up=True)
    return GridDay(day=day, kind=DutyDay.WEEKEND if day.weekday() >= 5 else DutyDay.WORKING)


def person(id: int, name: str) -> Person:
    return Person(
        staff_id=id, code=f"Q{id:02d}", name=name, role=Role.RECEPTIONIST, on_roster=True, experienced=id % 2 == 0,
        hours=None, shifts="",
    )  # fmt: skip


def sheet(people: int = 8, *, shifts: Iterable[Shift] = (EARLY, LATE, LONG), **changes: Any) -> Sheet:
    """A month in which everybody has early, late, a day off, a day off; the last two days are not decided."""
    days = tuple(day_of(FIRST + timedelta(days=n)) for n in range(31))
    there = tuple(shifts)
    turn = [*(each.id for each in there), None, None]
    cells = tuple(
        Cell(staff_id=who, day=day.day, shift_id=turn[(who + at) % len(turn)])
        for who in range(1, people + 1)
        for at, day in enumerate(days[:-2])
    )
    kept: dict[str, Any] = {
        "id": 7, "version": 3, "month": "2027-01", "edition": 3, "state": State.PUBLISHED, "note": "",
        "made_by": "孙雅静", "made_at": AT, "published_by": "孙雅静", "published_at": AT + HOUR, "days": days,
        "people": tuple(person(id, NAMES[(id - 1) % len(NAMES)]) for id in range(1, people + 1)),
        "shifts": there, "cells": cells, "before": (), "loads": (),
        "away": (
            Away(staff_id=1, since=date(2027, 1, 30), until=date(2027, 2, 2), wish=False, number="QJ-202701-0001"),
            Away(staff_id=2, since=date(2027, 1, 5), until=date(2027, 1, 6), wish=True, words="同学会"),
        ),
        "rules": Rules(rest_hours=11, longest_run=6, days_off=4, most_hours=200, experienced=1),
    }  # fmt: skip
    made = Sheet(**kept | changes)
    return replace(made, broken=broken(made))


def change(who: int, day: int, old: str = "早", new: str = "晚") -> CellChange:
    return CellChange(staff_id=who, name=NAMES[(who - 1) % len(NAMES)], day=FIRST.replace(day=day), old=old, new=new)


def roster(people: int = 8, changes: Iterable[CellChange] = (), before: int = 2, **values: Any) -> RosterPaper:
    return RosterPaper(sheet=sheet(people, **values), before=before, changes=tuple(changes))


def hash_of(seq: int) -> str:
    return sha256(str(seq).encode()).hexdigest()


def head(seq: int = 128, at: datetime | None = AT) -> Head:
    return Head(seq=seq, count=seq, at=at, hash=hash_of(seq))


def entry(seq: int, text: str = "巡视大堂及地下车库，一切正常。", **changes: Any) -> LogEntry:
    kept: dict[str, Any] = {
        "seq": seq, "at": AT + seq * timedelta(minutes=7), "recorded_at": AT + seq * timedelta(minutes=7),
        "kind": duty_log.Kind.PATROL, "text": text, "happened_reason": "", "by": "王丽", "corrects": None,
        "corrected_by": None, "reason": "", "erased": False,
    }  # fmt: skip
    return LogEntry(**kept | changes)


def log(*entries: LogEntry, days: int = 1, signed: bool = True, **changes: Any) -> LogPaper:
    """The log of 21 November and the days after it."""
    since = date(2026, 11, 21)
    signs = tuple(
        SignedDay(
            day=since + timedelta(days=n), entries=len(entries) if n == 0 else 0,
            signed_by="孙雅静" if signed else "", signed_at=AT + 24 * HOUR if signed else None,
            remark="已阅，水泵房请跟进。" if signed else "", head=head().short if signed else "",
        )
        for n in range(days)
    )  # fmt: skip
    page = LogPage(since=since, until=signs[-1].day, entries=entries, days=signs, head=head())
    kept: dict[str, Any] = {"number": "2026-11-21" if days == 1 else "2026-11", "page": page}
    return LogPaper(**kept | {"heads": {each.seq: head(each.seq).short for each in entries}} | changes)


def handed(number: int, **changes: Any) -> Handed:
    kept: dict[str, Any] = {
        "register": "reception", "text": "handovers.item.promise",
        "params": {"unit": f"3-2-{number}", "caller": "李女士", "content": "厨房下水管漏水，约今天下午回复。"},
        "ref": Ref("reception", number, f"JD-202611-{number:04d}"), "due": AT + number * HOUR,
    }  # fmt: skip
    return Handed(**kept | changes)


def counts() -> tuple[Counted, ...]:
    plain = [
        Counted(what=what, expected=3, expected_cash=None, counted=3, counted_cash=None, explanation="", now=3,
                now_cash=None)
        for what in (Count.KEYS_OUT, Count.ENVELOPES, Count.SLIPS)
    ]  # fmt: skip
    parcels = Counted(
        what=Count.PARCELS, expected=41, expected_cash=None, counted=40, counted_cash=None, now=41, now_cash=None,
        explanation="一件由业主领走，随后补登。", passed=True,
    )  # fmt: skip
    cash = Counted(
        what=Count.CASH, expected=0, expected_cash=Decimal("1250.00"), counted=None, counted_cash=Decimal("1250.00"),
        explanation="", now=0, now_cash=Decimal("1250.00"),
    )  # fmt: skip
    return (*plain, parcels, cash)


def handover(items: Iterable[Handed] = (), notes: Iterable[NoteRead] | None = None, **changes: Any) -> HandoverPaper:
    checks = tuple(Checked(what=what, fine=what is not Check.EQUIPMENT, remark="" if what is not Check.EQUIPMENT else
                           "三号梯有异响，已报工程部") for what in Check)  # fmt: skip
    kept: dict[str, Any] = {
        "id": 5, "version": 4, "number": "JJ-202611-0005", "state": handovers.State.TAKEN, "shift": "早班",
        "outgoing": "王丽", "incoming": "赵敏", "begun_at": AT, "gathered_at": AT, "given_at": AT + HOUR,
        "taken_at": AT + 1.1 * HOUR, "late_minutes": 6, "note": "水泵房待复查。", "remark": "已清点无误。",
        "passed_by": "孙雅静", "passed_reason": "投诉已约明早面谈。", "passed_at": AT + HOUR / 2, "signed_at": None,
        "head": head(), "void_reason": "", "items": tuple(items) or (handed(1), handed(2, important=True, passed=True)),
        "counts": counts(), "checks": checks,
    }  # fmt: skip
    read = (NoteRead(number="BD-202611-0001", title="停水期间的答复口径", at=AT),) if notes is None else tuple(notes)
    return HandoverPaper(detail=HandoverDetail(**kept | changes), notes=read)
