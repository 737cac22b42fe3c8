"""F13: nine ways to tamper with the duty log by another program; each is found, the first bad sequence named.

``DESKAPP_ATTACKS`` sets how often each is tried (10 by default), ``DESKAPP_SEED`` repeats a run.
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from deskapp.domain.duty_log import Head, Kind, LogDraft
from deskapp.domain.journal import Finding
from deskapp.domain.people import Role
from deskapp.services.office import open_office
from tests.factories import Desk, TestClock

TIMES = int(os.environ.get("DESKAPP_ATTACKS", "10"))
SEED = int(os.environ.get("DESKAPP_SEED") or random.SystemRandom().randrange(10**6))
ENTRIES = 12
GUARDS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'duty_log%'"

#: What an attack returns: the first sequence that is bad, if the file alone can tell.
Attack = Callable[[sqlite3.Connection, random.Random], int | None]


@pytest.fixture
def book(desk: Desk, place: Path, clock: TestClock) -> Path:
    """A duty log of some entries."""
    for number in range(ENTRIES):
        desk.call("duty_log.write", draft=LogDraft(kind=Kind.EVENT, text=f"第{number + 1}件：水泵房巡视，正常"))
        clock.forward(minutes=7)
    desk.office.close()
    return place


def unguarded(file: sqlite3.Connection) -> Iterator[None]:
    """Without the triggers for a while: they are put back word for word, as a careful hand would."""
    kept = file.execute(GUARDS).fetchall()
    for name, _ in kept:
        file.execute(f"DROP TRIGGER {name}")
    yield
    for _, statement in kept:
        file.execute(statement)


def edit(file: sqlite3.Connection, chance: random.Random) -> int:
    seq = chance.randint(1, ENTRIES)
    for _ in unguarded(file):
        file.execute("UPDATE duty_log_body SET body = replace(body, '正常', '未巡视') WHERE seq = ?", (seq,))
    return seq


def edit_plain(file: sqlite3.Connection, chance: random.Random) -> int:
    seq = chance.randint(1, ENTRIES)
    change = chance.choice(["staff_id = staff_id + 1", "at = datetime(at, '-1 hour')", "kind = 'note'"])
    for _ in unguarded(file):
        file.execute(f"UPDATE duty_log SET {change} WHERE seq = ?", (seq,))
    return seq


def delete(file: sqlite3.Connection, chance: random.Random) -> int:
    seq = chance.randint(1, ENTRIES - 1)
    for _ in unguarded(file):
        file.execute("DELETE FROM duty_log_body WHERE seq = ?", (seq,))
        file.execute("DELETE FROM duty_log WHERE seq = ?", (seq,))
    return seq


def swap(file: sqlite3.Connection, chance: random.Random) -> int:
    one, two = sorted(chance.sample(range(1, ENTRIES + 1), 2))
    for _ in unguarded(file):
        for table in ("duty_log_body", "duty_log"):
            for old, new in ((one, -1), (two, one), (-1, two)):
                file.execute(f"UPDATE {table} SET seq = ? WHERE seq = ?", (new, old))
    return one


def replace(file: sqlite3.Connection, chance: random.Random) -> int:
    seq = chance.randint(1, ENTRIES)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        file.execute(f"REPLACE INTO duty_log SELECT * FROM duty_log WHERE seq = {seq}")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        file.execute(f"REPLACE INTO duty_log_body SELECT seq, salt, '{{}}' FROM duty_log_body WHERE seq = {seq}")
    for _ in unguarded(file):
        file.execute(f"REPLACE INTO duty_log_body SELECT seq, salt, '{{}}' FROM duty_log_body WHERE seq = {seq}")
    return seq


def drop_guards(file: sqlite3.Connection, chance: random.Random) -> None:
    name, _ = chance.choice(file.execute(GUARDS).fetchall())
    file.execute(f"DROP TRIGGER {name}")


def write_schema(file: sqlite3.Connection, chance: random.Random) -> None:
    name, statement = chance.choice(file.execute(GUARDS).fetchall())
    never = (
        statement.replace(" WHEN ", " WHEN 0 AND ")
        if " WHEN " in statement
        else statement.replace(" BEGIN ", " WHEN 0 BEGIN ")
    )
    file.execute("PRAGMA writable_schema = ON")
    file.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (never, name))
    file.execute("PRAGMA writable_schema = OFF")


def cut_tail(file: sqlite3.Connection, chance: random.Random) -> None:
    seq = chance.randint(2, ENTRIES)
    for _ in unguarded(file):
        file.execute("DELETE FROM duty_log_body WHERE seq >= ?", (seq,))
        file.execute("DELETE FROM duty_log WHERE seq >= ?", (seq,))


@pytest.mark.parametrize("attack", [edit, edit_plain, delete, swap, replace], ids=lambda each: each.__name__)
def test_f13_what_was_touched_is_found_and_the_first_bad_sequence_named(
    book: Path, tmp_path: Path, clock: TestClock, attack: Attack
) -> None:
    for trial in range(TIMES):
        chance = random.Random(SEED + trial)
        seq, findings = attacked(book, tmp_path, clock, attack, chance)
        assert findings[0] == Finding(code="duty_log", params={"seq": seq}), f"seed {SEED + trial}"


@pytest.mark.parametrize("attack", [drop_guards, write_schema], ids=lambda each: each.__name__)
def test_f13_triggers_that_are_gone_or_written_anew_are_found(
    book: Path, tmp_path: Path, clock: TestClock, attack: Attack
) -> None:
    for trial in range(TIMES):
        _, findings = attacked(book, tmp_path, clock, attack, random.Random(SEED + trial))
        assert Finding(code="unguarded", params={"table": "duty_log"}) in findings, f"seed {SEED + trial}"


def test_f13_a_tail_that_was_cut_off_shows_against_the_printed_head(
    book: Path, tmp_path: Path, clock: TestClock
) -> None:
    printed = head_of(book, clock)
    for trial in range(TIMES):
        _, findings = attacked(book, tmp_path, clock, cut_tail, random.Random(SEED + trial))
        assert not findings  # in itself it is whole
        assert codes(tmp_path / "attacked.db", clock, printed) == {"duty_cut"}


def test_f13_a_chain_made_anew_shows_against_the_printed_head(
    desk: Desk, place: Path, tmp_path: Path, clock: TestClock
) -> None:
    older = tmp_path / "older.db"
    desk.call("duty_log.write", draft=LogDraft(text="一切正常"))
    desk.office.close()
    shutil.copy(place, older)
    write_on(place, clock, "三号楼电梯困人，二十分钟后救出")
    printed = head_of(place, clock)
    # The same number of entries, every one of them bound as it should be: only not what stood there.
    write_on(older, clock, "三号楼电梯检修")
    assert not codes(older, clock, "")
    assert codes(older, clock, printed) == {"duty_rebuilt"}


def test_f13_an_old_backup_put_back_shows_against_the_printed_head(
    desk: Desk, place: Path, tmp_path: Path, clock: TestClock
) -> None:
    desk.call("duty_log.write", draft=LogDraft(text="一切正常"))
    desk.office.close()
    backup = Path(shutil.copy(place, tmp_path / "backup.db"))
    write_on(place, clock, "天台门未锁")
    printed = head_of(place, clock)
    assert not codes(backup, clock, "")
    assert codes(backup, clock, printed) == {"duty_cut"}
    assert not codes(place, clock, printed)


def attacked(
    book: Path, folder: Path, clock: TestClock, attack: Attack, chance: random.Random
) -> tuple[int | None, tuple[Finding, ...]]:
    """What a check finds in a copy after an attack."""
    file = Path(shutil.copy(book, folder / "attacked.db"))
    with closing(sqlite3.connect(file)) as connection:
        seq = attack(connection, chance)
        connection.commit()
    return seq, findings_of(file, clock, "")


def findings_of(file: Path, clock: TestClock, printed: str) -> tuple[Finding, ...]:
    office = open_office(file, clock=clock)
    try:
        findings: tuple[Finding, ...] = (
            Desk(office, clock, Role.SUPERVISOR).call("journal.check", head=printed).findings
        )
    finally:
        office.close()
    return findings


def codes(file: Path, clock: TestClock, printed: str) -> set[str]:
    return {finding.code for finding in findings_of(file, clock, printed)}


def head_of(file: Path, clock: TestClock) -> str:
    """The head as it stands on a handover sheet, typed in by somebody who is careless with blanks and capitals."""
    office = open_office(file, clock=clock)
    try:
        head: Head = Desk(office, clock, Role.SUPERVISOR).call("duty_log.head")
    finally:
        office.close()
    return f" {head.seq} {head.short.lower().replace('-', ' ')} "


def write_on(file: Path, clock: TestClock, text: str) -> None:
    clock.now += timedelta(minutes=1)
    office = open_office(file, clock=clock)
    try:
        Desk(office, clock).call("duty_log.write", draft=LogDraft(text=text))
    finally:
        office.close()
