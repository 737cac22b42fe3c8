"""Three counters on one register at once (``ALL-1``)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from deskapp.domain.people import Actor
from deskapp.services.office import open_office
from tests.register_files import DIRECTOR, ROOT, environment, make_register, sign_in

EACH, PROCESSES = 200, 3


def test_three_processes_get_600_different_numbers_without_a_gap(tmp_path: Path) -> None:
    register = tmp_path / "register.db"
    make_register(register)
    command = [sys.executable, "-m", "tests.faults.record_entries", str(register), str(EACH)]
    environ = environment(tmp_path)
    running = [
        subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, encoding="utf-8")
        for _ in range(PROCESSES)
    ]
    said = [process.communicate(timeout=110)[0].split("\n") for process in running]

    assert [process.returncode for process in running] == [0] * PROCESSES
    by_process = [[line.split()[1] for line in lines if line.startswith("entry ")] for lines in said]
    assert [len(numbers) for numbers in by_process] == [EACH] * PROCESSES
    numbers = sorted(number for one in by_process for number in one)
    assert len(set(numbers)) == EACH * PROCESSES
    assert _ends(numbers) == _without_gap(numbers)

    office = open_office(register)
    director: Actor = sign_in(office, DIRECTOR)
    report = office.call(director, "journal.check")
    office.close()
    assert report.findings == ()
    assert report.rows["reception"] == EACH * PROCESSES


def _ends(numbers: list[str]) -> dict[str, list[int]]:
    """The running numbers of each month: the test may run over midnight of its last day."""
    found: dict[str, list[int]] = {}
    for number in numbers:
        month, running = number.rsplit("-", 1)
        found.setdefault(month, []).append(int(running))
    return found


def _without_gap(numbers: list[str]) -> dict[str, list[int]]:
    return {month: list(range(1, len(ends) + 1)) for month, ends in _ends(numbers).items()}
