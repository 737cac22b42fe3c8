"""kill -9 while entries are recorded: what was acknowledged is there, what was being typed comes back as a draft.

``DESKAPP_KILLS`` sets how many times (20 by default), ``DESKAPP_SEED`` repeats a run.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from deskapp.domain.common import Query
from deskapp.domain.journal import CheckReport
from deskapp.services.office import OpenOffice, open_office
from tests.register_files import DIRECTOR, RECEPTIONIST, ROOT, environment, make_register, sign_in

KILLS = int(os.environ.get("DESKAPP_KILLS", "20"))
#: The writer is stopped after so many answers at most, and so much later (in seconds).
ANSWERS, LATER = 25, 0.02


@pytest.mark.timeout(60 + 10 * KILLS)
def test_what_was_acknowledged_survives_a_kill(tmp_path: Path) -> None:
    seed = int(os.environ.get("DESKAPP_SEED") or random.SystemRandom().randrange(10**6))
    chance = random.Random(seed)
    register = tmp_path / "register.db"
    make_register(register)
    entries: set[str] = set()
    for kill in range(KILLS):
        said = _record_until_killed(register, tmp_path, chance)
        entries |= {line.split()[1] for line in said if line.startswith("entry ")}
        drafts = [line.split()[1] for line in said if line.startswith("draft ")]
        where = f"kill {kill} of seed {seed}"

        office = open_office(register)
        try:
            report, numbers, kept = _look(office)
        finally:
            office.close()
        assert report.findings == (), where
        assert entries <= numbers, where
        # The one entry on its way when the kill came may be there; nothing else may.
        assert len(numbers - entries) <= 1, where
        assert set(drafts) <= kept, where
        entries = numbers


def _record_until_killed(register: Path, folder: Path, chance: random.Random) -> list[str]:
    """Start a writer, kill it at a moment of its own, and answer the lines it had finished."""
    writer = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.record_entries", str(register), "0", "drafts"],
        cwd=ROOT,
        env=environment(folder),
        stdout=subprocess.PIPE,
    )
    assert writer.stdout is not None
    said = [writer.stdout.readline() for _ in range(chance.randrange(1, ANSWERS))]
    with pytest.raises(subprocess.TimeoutExpired):
        writer.wait(chance.random() * LATER)
    writer.kill()
    said += writer.stdout.readlines()
    writer.stdout.close()
    writer.wait()
    return [line.decode() for line in said if line.endswith(b"\n")]


def _look(office: OpenOffice) -> tuple[CheckReport, set[str], set[str]]:
    receptionist = sign_in(office, RECEPTIONIST)
    report: CheckReport = office.call(sign_in(office, DIRECTOR), "journal.check")
    ids = office.call(receptionist, "reception.ids", query=Query())
    rows = office.call(receptionist, "reception.rows", ids=ids)
    kept = {draft.client_id for draft in office.call(receptionist, "drafts.list")}
    return report, {row.number for row in rows}, kept
