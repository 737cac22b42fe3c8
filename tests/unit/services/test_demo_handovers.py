"""The demo's handovers: their counts are what the registers held, whoever takes one has read what is in force."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from deskapp.domain.mail import HERE
from deskapp.domain.people import Role
from deskapp.services.demo import generate, last_midnight
from deskapp.services.demo.maker import Plan, make
from deskapp.services.office import open_office
from tests.factories import actor_of

NOW = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def estate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some months of 120 homes."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    generate(path, units=120, years=0.3, entries=700, seed=5, now=NOW)
    return path


def rows(path: Path, query: str, *values: Any) -> list[Any]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query, values).fetchall()


def given(path: Path) -> list[tuple[int, str]]:
    return rows(path, "SELECT id, given_at FROM handover WHERE given_at IS NOT NULL ORDER BY id")


def expected(path: Path, what: str) -> dict[int, int]:
    return dict(rows(path, "SELECT handover_id, expected FROM handover_count WHERE what = ?", what))


@pytest.mark.parametrize(
    ("what", "there"),
    [
        (
            "keys_out",
            "loan_line JOIN loan ON loan.id = loan_id WHERE lent_at <= ?1 AND coalesce(back_at, lost_at, '9') > ?1",
        ),
        ("envelopes", "loan WHERE envelope IS NOT NULL AND lent_at <= ?1 AND coalesce(settled_at, '9') > ?1"),
        (
            "slips",
            "slip_round r JOIN slip s ON s.id = slip_id WHERE r.issued_at <= ?1 AND coalesce(r.recovered_at, '9') > ?1"
            " AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.verb = 'slips.void' AND j.entry_id = s.id AND at <= ?1)",
        ),
    ],
)
def test_duty_7_what_a_handover_counts_is_what_the_registers_held(estate: Path, what: str, there: str) -> None:
    counted = expected(estate, what)
    real = {id: rows(estate, f"SELECT count(*) FROM {there}", at)[0][0] for id, at in given(estate)}
    assert real
    assert len(set(real.values())) > 3
    assert {id: counted[id] for id in real} == real


def test_duty_7_the_parcels_counted_are_those_on_the_shelf(estate: Path) -> None:
    counted = expected(estate, "parcels")
    assert {id: counted[id] for id, _ in given(estate)} == dict(_shelved(estate))


def _shelved(path: Path) -> Iterator[tuple[int, int]]:
    """How many items lay on the shelf when each handover was given, as the journal tells it."""
    told = rows(
        path,
        "SELECT at, entry_id, body FROM journal JOIN journal_body b ON b.seq = journal.seq"
        " WHERE register = 'mail' ORDER BY journal.seq",
    )
    states: dict[int, str] = {}
    for id, at in given(path):
        while told and told[0][0] <= at:
            _, item, body = told.pop(0)
            if changed := json.loads(body).get("state"):
                states[item] = changed[1]
        yield id, sum(state in HERE for state in states.values())


def test_duty_7_the_cash_follows_from_the_count_before(estate: Path) -> None:
    before, since, reasons = Decimal(0), "", set[bool]()
    for id, at in given(estate):
        taken = rows(
            estate, "SELECT coalesce(sum(sum), 0) FROM special_payment WHERE method = 'cash' AND at > ? AND at <= ?",
            since, at,
        )[0][0]  # fmt: skip
        count = "SELECT expected_cash, counted_cash, explanation FROM handover_count WHERE what = 'cash'"
        should, is_, why = rows(estate, f"{count} AND handover_id = ?", id)[0]
        assert should == before + taken
        assert (should != is_) == bool(why)
        before, since = is_, at
        reasons.add(bool(why))
    assert reasons == {True, False}


def test_duty_4_a_handover_names_the_keys_and_deposits_that_it_counts(estate: Path) -> None:
    for id, _ in given(estate):
        kinds = [text for (text,) in rows(estate, "SELECT text FROM handover_item WHERE handover_id = ?", id)]
        if "handovers.item.more" not in kinds:
            assert kinds.count("handovers.item.deposit") == expected(estate, "envelopes")[id]
            assert bool(kinds.count("handovers.item.keys")) == bool(expected(estate, "keys_out")[id])


def test_duty_8_nobody_takes_a_handover_with_a_note_unread(estate: Path) -> None:
    unread = (
        "SELECT h.number, n.number FROM handover h JOIN must_read n ON n.written_at <= h.taken_at"
        " AND coalesce(n.ended_at, '9') > h.taken_at AND n.until >= date(h.taken_at)"
        " WHERE NOT EXISTS (SELECT 1 FROM must_read_reader r WHERE r.note_id = n.id AND r.staff_id = h.incoming_id"
        " AND r.at <= h.taken_at)"
    )
    assert rows(estate, unread) == []
    assert rows(estate, "SELECT count(*) FROM must_read_reader")[0][0] > 20


@pytest.mark.parametrize(("hour", "handovers"), [(0.5, 0), (10, 0), (15, 1)])
def test_duty_1_this_mornings_duty_is_written_down_though_history_ends_at_midnight(
    tmp_path: Path, hour: float, handovers: int
) -> None:
    now = last_midnight()
    until = now + timedelta(hours=hour)
    make(tmp_path / "d.db", Plan(units=20, years=0.05, entries=40, seed=5, now=now, until=until), None)
    office = open_office(tmp_path / "d.db", clock=lambda: until)
    assert office.call(actor_of(office, Role.SUPERVISOR), "journal.check").findings == ()
    office.close()
    since = f"{now.astimezone(UTC):%Y-%m-%d %H:%M}"
    kinds = [kind for (kind,) in rows(tmp_path / "d.db", "SELECT kind FROM duty_log WHERE recorded_at >= ?", since)]
    assert ({"patrol", "report"} <= set(kinds)) == (hour > 9)
    taken = "SELECT count(*) FROM handover WHERE state = 'signed' AND begun_at >= ?"
    assert rows(tmp_path / "d.db", taken, since) == [(handovers,)]
    late = f"{until.astimezone(UTC):%Y-%m-%d %H:%M}"
    assert rows(tmp_path / "d.db", "SELECT count(*) FROM journal WHERE at > ?", late) == [(0,)]
