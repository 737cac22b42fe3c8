"""kill -9 in the middle of a handover: what was prepared is there, and the next process goes on with it (``DUTY-4``).

``DESKAPP_SEED`` repeats a run.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from deskapp.domain.common import Query
from deskapp.domain.handovers import Check, Count, HandoverDetail, State
from deskapp.domain.people import Role
from deskapp.services.office import open_office
from tests.factories import Desk, TestClock
from tests.register_files import ROOT, environment, make_register
from tests.ways import mail

STEPS = ("begun", "prepared", "given", "taken")
STATES = {"begun": State.OPEN, "prepared": State.OPEN, "given": State.GIVEN, "taken": State.TAKEN}
#: How long a step may have run when it is killed, in seconds.
LONGEST = 0.4


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A register with something to count."""
    path = tmp_path / "register.db"
    make_register(path)
    office = open_office(path)
    mail.receive(Desk(office, TestClock(datetime.now(UTC))))
    office.close()
    return path


def start(register: Path, folder: Path) -> subprocess.Popen[str]:
    """A process that waits to be told to go on."""
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.hand_over", str(register)],
        cwd=ROOT, env=environment(folder), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert worker.stdout is not None
    assert worker.stdout.readline() == "ready\n"
    return worker


def go_on(worker: subprocess.Popen[str]) -> None:
    assert worker.stdin is not None
    worker.stdin.write("go on\n")
    worker.stdin.flush()


def kill(worker: subprocess.Popen[str]) -> list[str]:
    """End it where it stands; what it had still said."""
    worker.kill()
    assert worker.stdout is not None
    said = worker.stdout.read().split()
    worker.wait()
    assert worker.stdin is not None
    worker.stdin.close()
    worker.stdout.close()
    return said


def look(register: Path) -> HandoverDetail | None:
    """The handover as another process finds it; the whole file is proved."""
    office = open_office(register)
    try:
        desk = Desk(office, TestClock(datetime.now(UTC)))
        report = desk.as_(Role.DIRECTOR).call("journal.check")
        assert report.findings == ()
        ids = desk.call("handovers.ids", query=Query(chip="all"))
        assert len(ids) <= 1
        found = desk.call("handovers.detail", id=ids[0]) if len(ids) else None
        assert found is None or isinstance(found, HandoverDetail)
        return found
    finally:
        office.close()


def reached(detail: HandoverDetail | None) -> int:
    """So many steps are done; none of them by halves."""
    if detail is None:
        return 0
    assert len(detail.counts) == len(Count)
    counted = [line.what for line in detail.counts if line.done]
    assert (len(counted), len(detail.checks)) in {(0, 0), (len(Count), len(Check))}
    assert len(detail.items) == 1
    assert bool(detail.head.hash) is (detail.state is State.TAKEN)
    return {State.OPEN: 2 if counted else 1, State.GIVEN: 3, State.TAKEN: 4}[detail.state]


@pytest.mark.timeout(300)
def test_duty_4_a_handover_survives_a_kill_after_every_step(register: Path, tmp_path: Path) -> None:
    for number, step in enumerate(STEPS, 1):
        worker = start(register, tmp_path)
        go_on(worker)
        assert worker.stdout is not None
        assert worker.stdout.readline() == f"{step}\n"
        kill(worker)
        detail = look(register)
        assert detail is not None
        assert (reached(detail), detail.state) == (number, STATES[step])


@pytest.mark.timeout(300)
def test_duty_4_a_kill_in_the_middle_of_a_step_leaves_it_done_or_not_begun(register: Path, tmp_path: Path) -> None:
    seed = int(os.environ.get("DESKAPP_SEED") or random.SystemRandom().randrange(10**6))
    chance, done = random.Random(seed), 0
    for _ in range(8):
        if done == len(STEPS):
            break
        worker = start(register, tmp_path)
        go_on(worker)
        with pytest.raises(subprocess.TimeoutExpired):
            worker.wait(chance.random() * LONGEST)
        said = kill(worker)
        now = reached(look(register))
        assert done + len(said) <= now <= done + 1, f"seed {seed}"
        done = now
