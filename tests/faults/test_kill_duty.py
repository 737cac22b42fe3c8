"""kill -9 while a sheet is entered afterwards, and while a roster is published (``DUTY-1``, ``DUTY-2``, ``DUTY-9``).

A line is entered once, however often it is entered again; of a month one edition hangs, the old or the new one.
``DESKAPP_SEED`` repeats a run.
"""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from deskapp.services.office import open_office
from tests.faults.enter_lines import LINES
from tests.register_files import DIRECTOR, ROOT, environment, make_register, sign_in

KILLS = 3
#: The process is stopped so much later than its last answer, in seconds.
LATER = 0.02


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A register of the test's own."""
    make_register(tmp_path / "register.db")
    return tmp_path / "register.db"


@pytest.fixture
def chance() -> random.Random:
    """What a run is made of; it says its seed where it fails."""
    seed = int(os.environ.get("DESKAPP_SEED") or random.SystemRandom().randrange(10**6))
    print("seed", seed)
    return random.Random(seed)


def until_killed(module: str, register: Path, after: int, later: float) -> list[str]:
    """Start a process, kill it some time after so many answers, and return the answers it had finished."""
    worker = subprocess.Popen(
        [sys.executable, "-m", f"tests.faults.{module}", str(register)],
        cwd=ROOT, env=environment(register.parent), stdout=subprocess.PIPE,
    )  # fmt: skip
    assert worker.stdout is not None
    said = [worker.stdout.readline() for _ in range(after)]
    with pytest.raises(subprocess.TimeoutExpired):
        worker.wait(later)
    worker.kill()
    said += worker.stdout.readlines()
    worker.stdout.close()
    worker.wait()
    return [line.decode().strip() for line in said if line.endswith(b"\n")]


def proved(register: Path) -> None:
    """The whole file, by another process than the one that was killed."""
    office = open_office(register)
    try:
        assert office.call(sign_in(office, DIRECTOR), "journal.check").findings == ()
    finally:
        office.close()


def rows(register: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(register)) as connection:
        return connection.execute(query).fetchall()


def entered(register: Path) -> list[str]:
    """The lines that are there, once for each time."""
    asked = " UNION ALL ".join(
        f"SELECT client_id FROM {table} WHERE client_id IS NOT NULL" for table in ("entry", "duty_log", "mail_item")
    )
    return [line for (line,) in rows(register, asked)]


@pytest.mark.timeout(300)
def test_duty_9_a_sheet_entered_again_after_a_kill_has_each_line_once(register: Path, chance: random.Random) -> None:
    known = 0
    for _ in range(KILLS):
        after = min(known + chance.randrange(1, 12), LINES - 5)
        said = until_killed("enter_lines", register, after, chance.random() * LATER)
        there = entered(register)
        assert len(there) == len(set(there))
        # In the order of the sheet, none left out, and at most one more than was acknowledged.
        assert set(there) == {f"line-{at}" for at in range(len(there))}
        assert len(there) in {max(known, len(said)), max(known, len(said)) + 1, LINES}
        known = len(there)
        proved(register)
    whole = subprocess.run(
        [sys.executable, "-m", "tests.faults.enter_lines", str(register)],
        cwd=ROOT, env=environment(register.parent), capture_output=True, check=True,
    )  # fmt: skip
    assert whole.stdout.decode().split()[-1] == "done"
    assert sorted(entered(register)) == sorted(f"line-{at}" for at in range(LINES))
    proved(register)


@pytest.mark.timeout(300)
def test_duty_2_of_a_month_one_edition_hangs_whenever_the_publishing_is_killed(
    register: Path, chance: random.Random
) -> None:
    acknowledged = 0
    for _ in range(KILLS):
        said = until_killed("publish_rosters", register, chance.randrange(1, 6), chance.random() * LATER)
        acknowledged = max(acknowledged, *map(int, said))
        editions = rows(register, "SELECT edition, state FROM roster_sheet ORDER BY edition")
        (hangs,) = [edition for edition, state in editions if state == "published"]
        assert hangs in {acknowledged, acknowledged + 1}
        assert {state for edition, state in editions if edition < hangs} <= {"superseded"}
        assert [state for edition, state in editions if edition > hangs] in ([], ["draft"])
        proved(register)
