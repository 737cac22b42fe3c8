"""F13: nine ways to tamper with the duty log by another program; each is found, the first bad sequence named.

``DESKAPP_ATTACKS`` sets how often each is tried (10 by default), ``DESKAPP_SEED`` repeats a run.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from deskapp.domain.duty_log import Head, Kind, LogDraft, SignDraft
from deskapp.domain.journal import Finding
from deskapp.domain.people import Role
from deskapp.models.duty_log import DutyLogRow
from deskapp.services.duty_chain import bind, typed
from deskapp.services.journal import ZERO, commit_to
from deskapp.services.office import open_office
from tests.factories import Desk, TestClock

TIMES = int(os.environ.get("DESKAPP_ATTACKS", "10"))
SEED = int(os.environ.get("DESKAPP_SEED") or random.SystemRandom().randrange(10**6))
ENTRIES = 12
#: Two hundred rounds take minutes.
pytestmark = pytest.mark.timeout(60 + 6 * TIMES)
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


def empty(file: sqlite3.Connection, chance: random.Random) -> None:
    """The one change the triggers let through: words erased, but nobody stands in the journal for it."""
    seq = chance.randint(1, ENTRIES)
    file.execute("UPDATE duty_log_body SET body = '', salt = x'' WHERE seq = ?", (seq,))


def nonsense(file: sqlite3.Connection, chance: random.Random) -> int:
    """Values of another kind than were written: the check must name them, not fall over them."""
    seq = chance.randint(1, ENTRIES)
    change = chance.choice(["kind = 'lie'", "at = 'yesterday'", "hash = 'x'", "commitment = 7", "staff_id = 'x'"])
    file.execute("PRAGMA ignore_check_constraints = ON")
    for _ in unguarded(file):
        if chance.randrange(4):
            file.execute(f"UPDATE duty_log SET {change} WHERE seq = ?", (seq,))
        else:
            file.execute("UPDATE duty_log_body SET body = x'ff', salt = 3 WHERE seq = ?", (seq,))
    return seq


def rebuild(file: sqlite3.Connection, chance: random.Random) -> None:
    """Another text, and every commitment and hash from there on made anew: whole in itself."""
    seq = chance.randint(1, ENTRIES)
    for _ in unguarded(file):
        salt, body = b"\1" * 16, json.dumps({"text": "一切正常"}, ensure_ascii=False)
        file.execute("UPDATE duty_log_body SET body = ?, salt = ? WHERE seq = ?", (body, salt, seq))
        file.execute("UPDATE duty_log SET commitment = ? WHERE seq = ?", (commit_to(salt, body), seq))
        previous = ZERO
        columns = "seq, at, recorded_at, kind, staff_id, corrects, register, entry_id, commitment"
        for row in file.execute(f"SELECT {columns} FROM duty_log ORDER BY seq").fetchall():
            at, recorded = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in row[1:3])
            made = DutyLogRow(
                seq=row[0], at=at, recorded_at=recorded, kind=Kind(row[3]), staff_id=row[4], corrects=row[5],
                register=row[6], entry_id=row[7], commitment=row[8],
            )  # fmt: skip
            previous = bind(previous, made)
            file.execute("UPDATE duty_log SET hash = ? WHERE seq = ?", (previous, row[0]))


@pytest.mark.parametrize("attack", [edit, edit_plain, delete, swap, replace, nonsense], ids=lambda each: each.__name__)
def test_f13_what_was_touched_is_found_and_the_first_bad_sequence_named(
    book: Path, tmp_path: Path, clock: TestClock, attack: Attack
) -> None:
    for trial in range(TIMES):
        chance = random.Random(SEED + trial)
        seq, findings = attacked(book, tmp_path, clock, attack, chance)
        first = next(finding for finding in findings if finding.code == "duty_log")
        assert first.params == {"seq": seq}, f"seed {SEED + trial}"


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


def test_f13_a_chain_made_anew_shows_against_the_printed_head(book: Path, tmp_path: Path, clock: TestClock) -> None:
    printed = head_of(book, clock)
    for trial in range(TIMES):
        _, findings = attacked(book, tmp_path, clock, rebuild, random.Random(SEED + trial))
        assert not findings, f"seed {SEED + trial}"  # in itself it is whole
        assert codes(tmp_path / "attacked.db", clock, printed) == {"duty_rebuilt"}


def test_f13_a_chain_made_anew_shows_against_a_countersignature(
    book: Path, tmp_path: Path, clock: TestClock, template: Path
) -> None:
    office = open_office(book, clock=clock)
    Desk(office, clock, Role.SUPERVISOR).call("duty_log.sign", draft=SignDraft(day=clock.now.astimezone().date()))
    office.close()
    for trial in range(TIMES):
        _, findings = attacked(book, tmp_path, clock, rebuild, random.Random(SEED + trial))
        assert {finding.code for finding in findings} == {"duty_signed"}, f"seed {SEED + trial}"


def test_f13_an_old_backup_put_back_shows_against_the_printed_head(
    desk: Desk, place: Path, tmp_path: Path, clock: TestClock
) -> None:
    """Backups after each entry, any of them put back in the end."""
    desk.office.close()
    backups = []
    for number in range(ENTRIES):
        write_on(place, clock, f"第{number + 1}件：天台门已锁")
        backups.append(Path(shutil.copy(place, tmp_path / f"backup{number}.db")))
    write_on(place, clock, "天台门未锁")
    printed = head_of(place, clock)
    for trial in range(TIMES):
        backup = random.Random(SEED + trial).choice(backups)
        assert not codes(backup, clock, "")
        assert codes(backup, clock, printed) == {"duty_cut"}, f"seed {SEED + trial}"
    assert not codes(place, clock, printed)


def test_f13_words_that_were_taken_away_without_a_line_in_the_journal_are_found(
    book: Path, tmp_path: Path, clock: TestClock
) -> None:
    for trial in range(TIMES):
        _, findings = attacked(book, tmp_path, clock, empty, random.Random(SEED + trial))
        assert [finding.code for finding in findings] == ["duty_erased"], f"seed {SEED + trial}"


@pytest.mark.parametrize(
    "written",
    ["{seq} {short}", "{seq}　{short}", "第 {seq} 条 {low}", "{seq} · {seq} · 2026-11-21 20:00 · {short}",
     "{seq}/{seq} 08:00:01 {spaced}", "{seq}{short}", "{short}", "{seq} {cut}", "{seq}"],
)  # fmt: skip
def test_f13_a_head_is_read_as_it_stands_on_paper(book: Path, clock: TestClock, written: str) -> None:
    office = open_office(book, clock=clock)
    head: Head = Desk(office, clock, Role.SUPERVISOR).call("duty_log.head")
    office.close()
    short = head.short
    text = written.format(
        seq=head.seq, short=short, low=short.lower(), spaced=short.replace("-", " "), cut=short[:-1]
    )  # fmt: skip
    said = typed(text)
    if written in {"{seq}{short}", "{short}", "{seq} {cut}", "{seq}"}:
        assert said is None or said != (head.seq, short)
    else:
        assert said == (head.seq, short)


def test_f13_the_head_of_an_empty_log_is_no_alarm(place: Path, desk: Desk, clock: TestClock) -> None:
    head: Head = desk.call("duty_log.head")
    desk.office.close()
    assert not codes(place, clock, f"{head.seq} {head.short.replace('A', 'a')}")


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
