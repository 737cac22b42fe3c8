"""The journal and the full check: what was changed outside the program is found."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from deskapp.domain.people import Role
from deskapp.services.office import open_office
from tests.factories import Desk, TestClock


def tampered(place: Path, clock: TestClock, *statements: str) -> set[str]:
    """What a check finds after somebody was at the file."""
    with closing(sqlite3.connect(place)) as file:
        kept = file.execute(
            "SELECT name, sql FROM sqlite_master WHERE name LIKE 'journal_%' AND type = 'trigger'"
        ).fetchall()
        for name, _ in kept:
            file.execute(f"DROP TRIGGER {name}")
        for statement in (*statements, *(sql for _, sql in kept)):
            file.execute(statement)
        file.commit()
    office = open_office(place, clock=clock)
    report = Desk(office, clock, Role.SUPERVISOR).call("journal.check")
    office.close()
    return {finding.code for finding in report.findings}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET staff_id = 2",
        "DELETE FROM journal WHERE seq = 1",
        "INSERT OR REPLACE INTO journal SELECT * FROM journal",
    ],
)
def test_f13_the_schema_itself_refuses(desk: Desk, place: Path, statement: str) -> None:
    desk.entry()
    with closing(sqlite3.connect(place)) as file, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        file.execute(statement)


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE journal SET staff_id = staff_id + 1 WHERE seq = 5", "chain"),
        ("UPDATE journal_body SET body = '{}' WHERE seq = 5", "chain"),
        ("DELETE FROM journal_body WHERE seq = 5", "chain"),
        ("UPDATE entry SET content = '没有漏水'", "row"),
        ("UPDATE entry SET promised_at = NULL, state = 'open'", "row"),
        ("UPDATE staff SET role = 'admin' WHERE code = '0010'", "row"),
        ("UPDATE resident SET name = '别人' WHERE id = 1", "row"),
        ("UPDATE unit SET state = 'occupied' WHERE id = 1", "row"),
        ("UPDATE number_series SET last = last + 1 WHERE prefix = 'JD'", "number_gap"),
    ],
)
def test_f6_a_change_outside_the_program_is_found(
    desk: Desk, place: Path, clock: TestClock, statement: str, code: str
) -> None:
    desk.entry()
    desk.office.close()
    assert tampered(place, clock) == set()
    assert code in tampered(place, clock, "PRAGMA foreign_keys=OFF", statement)


def test_f13_an_erased_body_leaves_the_chain_whole(desk: Desk, place: Path, clock: TestClock) -> None:
    desk.entry()
    desk.office.close()
    assert tampered(place, clock, "UPDATE journal_body SET body = ''") == set()


def test_f13_a_row_cut_out_is_named(desk: Desk, place: Path, clock: TestClock) -> None:
    desk.entry()
    desk.office.close()
    assert "gap" in tampered(
        place, clock, "DELETE FROM journal_body WHERE seq = 4", "DELETE FROM journal WHERE seq = 4"
    )


def test_f6_an_entry_that_is_gone_is_missed(desk: Desk, place: Path, clock: TestClock) -> None:
    desk.entry()
    desk.office.close()
    assert {"missing", "number_gap"} <= tampered(place, clock, "DELETE FROM entry")


def test_a_sound_register_says_how_much_was_looked_at(desk: Desk) -> None:
    desk.entry()
    desk.slip()
    report = desk.as_(Role.ADMIN).call("journal.check")
    assert report.sound
    assert (report.rows["reception"], report.rows["slips"]) == (1, 1)
    assert report.head == desk.call("journal.head")
