"""The made-up estate: sound, the same for the same seed, and in the very words of the services."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest

from deskapp.domain.common import Query
from deskapp.domain.people import Actor
from deskapp.errors import DeskError, StorageError
from deskapp.models.complaints import Complaint
from deskapp.services.demo import generate
from deskapp.services.demo.clock import OfficeClock
from deskapp.services.demo.ledger import Ledger
from deskapp.services.office import OpenOffice, open_office, verb_specs
from tests.registers import life_cycles

NOW = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def estate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A year of 240 homes."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    generate(path, units=240, years=1, entries=800, seed=5, now=NOW)
    return path


def opened(path: Path) -> tuple[OpenOffice, Actor]:
    office = open_office(path, clock=_at_now)
    return office, office.call(None, "staff.sign_in", code="S01", pin="1234")


def _at_now() -> datetime:
    return NOW


def rows(path: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def everything(path: Path) -> dict[str, Any]:
    """All of a file's content; the search indexes as the words they hold."""
    with closing(sqlite3.connect(path)) as connection:
        tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_%'"
        return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for (name,) in connection.execute(tables)}


def test_it_passes_the_full_check(estate: Path) -> None:
    office, actor = opened(estate)
    report = office.call(actor, "journal.check")
    assert report.findings == ()
    assert report.rows["reception"] == 800
    assert 180 <= report.rows["slips"] <= 300
    office.close()


def test_the_same_seed_makes_the_same_content(estate: Path, tmp_path: Path) -> None:
    generate(tmp_path / "same.db", units=240, years=1, entries=800, seed=5, now=NOW)
    generate(tmp_path / "other.db", units=240, years=1, entries=800, seed=6, now=NOW)
    assert everything(tmp_path / "same.db") == everything(estate)
    assert everything(tmp_path / "other.db") != everything(estate)


def test_its_journal_speaks_of_verbs_that_exist(estate: Path) -> None:
    verbs = {verb for (verb,) in rows(estate, "SELECT DISTINCT verb FROM journal")}
    taken_along = {"reception.dispatch", "reception.conclude", "reception.gather"}
    taken_along |= {f"{cycle.register}.{step.verb}" for cycle in life_cycles() for step in cycle.steps if not step.who}
    follows = {f"{cycle.register}.{step.verb}" for cycle in life_cycles() for step in cycle.steps if not step.who}
    assert verbs - taken_along - follows <= verb_specs().keys()
    assert {"slips.rework", "slips.extend", "reception.promise_again", "reception.assess"} <= verbs
    assert {"complaints.renew", "complaints.progress", "complaints.close", "reception.conclude"} <= verbs
    assert "reception.answer_incident" in verbs


def test_an_entry_is_found_by_every_way(estate: Path) -> None:
    office, actor = opened(estate)
    number, unit, caller, phone, content = rows(
        estate, "SELECT number, unit_code, caller, phone, content FROM entry WHERE phone <> '' ORDER BY id DESC LIMIT 1"
    )[0]
    for typed in (number, unit, caller, phone, phone[-4:], content[:6], content[3:9]):
        assert number in [hit.ref.number for hit in office.call(actor, "search.find", text=typed)], typed
    office.close()


def test_most_is_closed_and_a_handful_runs(estate: Path) -> None:
    states = Counter(state for (state,) in rows(estate, "SELECT state FROM entry"))
    running = sum(count for state, count in states.items() if state not in {"closed", "voided"})
    assert 2 <= running <= 40
    assert rows(estate, "SELECT count(*) FROM entry WHERE recorded_at >= '2026-11-21 15:00'") == [(0,)]
    office, actor = opened(estate)
    assert office.call(actor, "today.list")
    assert len(office.call(actor, "reception.ids", query=Query(chip="open"))) == running
    office.close()


def test_cmp_every_complaint_of_the_log_is_followed_as_one(estate: Path) -> None:
    followed = "SELECT entry_id FROM complaint"
    alone = f"SELECT count(*) FROM entry WHERE kind = 'complaint' AND state <> 'voided' AND id NOT IN ({followed})"
    assert rows(estate, alone) == [(0,)]
    both = "complaint c JOIN entry e ON e.id = c.entry_id"
    assert rows(estate, f"SELECT count(*) FROM {both} WHERE (c.state = 'closed') <> (e.state = 'closed')") == [(0,)]
    states = Counter(state for (state,) in rows(estate, "SELECT state FROM complaint"))
    assert states["closed"] > 0.8 * states.total()
    late = "SELECT count(*) FROM complaint WHERE state IN ('closed', 'voided') AND due_at IS NOT NULL"
    assert rows(estate, late) == [(0,)]


def test_cmp_2_collective_complaints_have_their_event_and_the_company_knows(estate: Path) -> None:
    collective = rows(estate, "SELECT id, entry_id, collective_at FROM complaint WHERE collective")
    reports = rows(estate, "SELECT complaint_id, entry_id, happened_at FROM event WHERE complaint_id IS NOT NULL")
    assert collective
    assert sorted(collective) == sorted(reports)
    untold = "SELECT count(*) FROM event WHERE complaint_id IS NOT NULL AND state = 'closed' AND company_at IS NULL"
    assert rows(estate, untold) == [(0,)]
    assert rows(estate, "SELECT count(*) FROM complaint_unit GROUP BY complaint_id")[0] == (4,)


def test_cmp_5_some_complaints_went_up_to_the_company(estate: Path) -> None:
    ways = rows(estate, "SELECT group_concat(level, ' ') FROM complaint_step GROUP BY complaint_id ORDER BY id")
    assert ("supervisor director company",) in ways
    assert ("supervisor",) in ways


def test_fup_1_who_took_part_in_an_activity_is_asked_how_it_was(estate: Path) -> None:
    joined = rows(
        estate,
        "SELECT list_id, unit_code FROM call_line l JOIN call_list c ON c.id = l.list_id"
        " WHERE l.result = 'takes_part' AND c.kind = 'activity' AND c.state = 'reported' ORDER BY 1, 2",
    )
    asked = "SELECT source_id, unit_code FROM followup WHERE source_register = 'calls' ORDER BY 1, 2"
    assert joined
    assert rows(estate, asked) == joined


def test_every_register_has_something_in_it(estate: Path) -> None:
    office, actor = opened(estate)
    for register in office.core.registers:
        assert office.call(actor, f"{register.name}.ids", query=Query(chip="all")), register.name
    office.close()


def test_contents_are_varied(estate: Path) -> None:
    contents = [content for (content,) in rows(estate, "SELECT content FROM entry")]
    assert len(set(contents)) > 0.9 * len(contents)
    assert not any(mark in content for content in contents for mark in "{}")
    assert not any(mark in result for (result,) in rows(estate, "SELECT result FROM entry") for mark in "{}")


def test_numbers_follow_time_and_a_day_has_its_rhythm(estate: Path) -> None:
    numbers = [number for (number,) in rows(estate, "SELECT number FROM entry ORDER BY recorded_at, id")]
    assert numbers == sorted(numbers)
    hours = Counter(int(at[11:13]) for (at,) in rows(estate, "SELECT recorded_at FROM entry"))
    offset = OfficeClock(NOW, 1)._offset // 3600
    local = Counter({(hour + offset) % 24: count for hour, count in hours.items()})
    assert local[9] > local[13] > local[22]


def test_a_file_that_is_there_is_not_touched(estate: Path) -> None:
    with pytest.raises(DeskError, match="file_exists"):
        generate(estate, entries=1)


@pytest.mark.parametrize("entries", [0, 1, 40])
def test_small_estates_are_sound_as_well(tmp_path: Path, entries: int) -> None:
    heard: list[float] = []
    summary = generate(tmp_path / "d.db", units=3, years=0.05, entries=entries, now=NOW, progress=heard.append)
    office, actor = opened(tmp_path / "d.db")
    assert office.call(actor, "journal.check").sound
    office.close()
    assert summary.rows.get("entry", 0) == entries
    assert heard == sorted(heard)
    assert heard[-1] == 1.0


@pytest.mark.parametrize("hours", [0, 1, 5])
def test_key_2_no_set_is_lent_twice_at_a_time_however_young_the_last_day_is(tmp_path: Path, hours: int) -> None:
    midnight = NOW.astimezone().replace(hour=0)
    for seed in range(1, 5):
        path = tmp_path / f"{seed}.db"
        generate(path, units=30, years=0.08, entries=20, seed=seed, now=midnight + timedelta(hours=hours))
        asked = "SELECT set_id, lent_at, coalesce(back_at, lost_at, '9') FROM loan_line JOIN loan ON loan.id = loan_id"
        lent = sorted(rows(path, asked))
        assert lent
        assert [pair for pair in pairwise(lent) if pair[0][0] == pair[1][0] and pair[0][2] > pair[1][1]] == []


def test_what_goes_on_after_a_batch_was_written_is_written_as_well(tmp_path: Path) -> None:
    generate(tmp_path / "d.db", units=60, years=0.06, entries=5_000, seed=3, now=NOW)
    office, actor = opened(tmp_path / "d.db")
    assert office.call(actor, "journal.check").findings == ()
    office.close()


def test_a_row_is_held_until_nothing_more_changes_in_it() -> None:
    ledger = Ledger(Random(1))
    first = ledger.new(Complaint, number="TS-1", at=NOW.isoformat(), category="other", entry_id=1, recorder_id=1)
    ledger.hold(first)
    assert ledger.flush(0).rows["complaint"] == []
    ledger.change(0, "complaints.renew", 1, "complaints", first, {"reply": "已说明"})
    ledger.let_go(first)
    assert "已说明" in ledger.flush(1 << 40).rows["complaint"][0]
    with pytest.raises(KeyError, match="TS-1 is written"):
        ledger.change(1, "complaints.close", 1, "complaints", first, {"reply": "再说明"})


def test_nothing_is_left_when_it_cannot_be_made(tmp_path: Path) -> None:
    def stop(_done: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        generate(tmp_path / "d.db", units=3, years=0.1, entries=30, progress=stop)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(StorageError):
        generate("postgresql+psycopg://localhost/desk")


@pytest.mark.timeout(110)
def test_a_large_one_is_made_by_two_processes(tmp_path: Path) -> None:
    summary = generate(tmp_path / "d.db", units=60, years=1, entries=10_000, now=NOW)
    assert summary.rows["entry"] == 10_000
    office, actor = opened(tmp_path / "d.db")
    assert office.call(actor, "journal.check").findings == (), "what is handed over in pieces is whole"
    office.close()
    assert rows(
        tmp_path / "d.db",
        "SELECT count(*) FROM entry JOIN journal ON entry.id = entry_id AND register = 'reception'"
        " AND verb = 'reception.record'",
    ) == [(10_000,)]


def test_rec_8_neighbours_call_about_one_matter_and_hear_one_answer(estate: Path) -> None:
    found = rows(
        estate,
        "SELECT incident_id, count(DISTINCT unit_id), count(DISTINCT content), count(DISTINCT result) FROM entry"
        " WHERE incident_id IS NOT NULL GROUP BY incident_id",
    )
    assert len(found) >= 3
    assert all(units >= 3 and (matters, results) == (1, 1) for _first, units, matters, results in found)
    assert not rows(estate, "SELECT id FROM entry WHERE incident_id > id")


def test_rec_3_promises_are_kept_moved_and_missed(estate: Path) -> None:
    office, actor = opened(estate)
    since, until = datetime(2025, 1, 1, tzinfo=UTC), NOW
    tallies = office.call(actor, "reception.promises", since=since, until=until)
    repair = next(tally for tally in tallies if tally.kind == "repair")
    assert repair.kept_first > repair.missed > 0
    assert repair.given == repair.kept_first + repair.kept_moved + repair.missed + repair.running
    office.close()
