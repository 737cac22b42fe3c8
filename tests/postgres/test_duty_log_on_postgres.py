"""The duty log on PostgreSQL: append-only there too, and a guard that was taken away is named (``DUTY-3``)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import DBAPIError

from deskapp.domain.duty_log import EraseDraft, Kind, LogDraft, SignDraft
from deskapp.domain.journal import Finding
from deskapp.domain.people import Role
from deskapp.services.office import open_office
from tests.factories import Desk, TestClock, furnish


@pytest.fixture
def book(server: str) -> Iterator[tuple[Desk, Engine]]:
    """A log of three entries in a database of its own, and the way by which somebody else comes to it."""
    place = server.rpartition("/")[0] + "/duty_log"
    around = create_engine(server, isolation_level="AUTOCOMMIT")
    with around.connect() as connection:
        connection.exec_driver_sql("DROP DATABASE IF EXISTS duty_log")
        connection.exec_driver_sql("CREATE DATABASE duty_log")
    around.dispose()
    office = open_office(place, create=True, clock=TestClock())
    furnish(office)
    desk = Desk(office, TestClock())
    for number in range(3):
        desk.call("duty_log.write", draft=LogDraft(kind=Kind.EVENT, text=f"第{number + 1}件"))
    engine = create_engine(place)
    yield desk, engine
    engine.dispose()
    office.close()


def findings(desk: Desk) -> tuple[Finding, ...]:
    found = desk.as_(Role.SUPERVISOR).call("journal.check").findings
    assert isinstance(found, tuple)
    return found


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE duty_log SET staff_id = staff_id + 1",
        "DELETE FROM duty_log WHERE seq = 3",
        "TRUNCATE duty_log CASCADE",
        "UPDATE duty_log_body SET body = replace(body, '1', '2')",
        "DELETE FROM duty_log_body",
        "TRUNCATE duty_log_body",
        "INSERT INTO duty_log SELECT seq + 7, null, at, recorded_at, kind, staff_id, corrects, register, entry_id, "
        "commitment, hash FROM duty_log WHERE seq = 3",
    ],
)
def test_duty_3_nothing_of_the_log_can_be_changed(book: tuple[Desk, Engine], statement: str) -> None:
    desk, engine = book
    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(text(statement))
    assert findings(desk) == ()


def test_duty_3_words_that_somebody_else_erased_are_named_and_the_chain_stands(book: tuple[Desk, Engine]) -> None:
    desk, engine = book
    desk.as_(Role.DIRECTOR).call("duty_log.erase", seq=2, draft=EraseDraft(reason="本人要求"))
    assert findings(desk) == ()
    assert not desk.call("duty_log.find", text="第2件")
    assert [entry.seq for entry in desk.call("duty_log.find", text="第3件")] == [3]
    with engine.begin() as connection:  # by another hand: nobody stands in the journal for it
        connection.execute(text("UPDATE duty_log_body SET body = '', salt = '' WHERE seq = 3"))
    assert [(each.code, each.params["seq"]) for each in findings(desk)] == [("duty_erased", 3)]


def test_duty_5_days_that_are_not_countersigned_are_listed(book: tuple[Desk, Engine]) -> None:
    desk, _ = book
    day = desk.clock.now.astimezone().date()
    clock = desk.office.core.clock
    assert isinstance(clock, TestClock)
    clock.forward(days=1)
    (found,) = desk.call("duty_log.unsigned")
    assert (found.day, found.since, found.rest) == (day, 0, True)
    desk.as_(Role.SUPERVISOR).call("duty_log.sign", draft=SignDraft(day=day))
    assert desk.call("duty_log.unsigned") == ()


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE duty_log DISABLE TRIGGER duty_log_append_only",
        "DROP TRIGGER duty_log_no_truncate ON duty_log",
        "DROP TRIGGER duty_log_body_append_only ON duty_log_body",
        "CREATE OR REPLACE FUNCTION duty_log_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
    ],
)
def test_duty_3_a_guard_that_was_taken_away_is_named(book: tuple[Desk, Engine], statement: str) -> None:
    desk, engine = book
    with engine.begin() as connection:
        connection.execute(text(statement))
    assert [(each.code, each.params["table"]) for each in findings(desk)] == [("unguarded", "duty_log")]
