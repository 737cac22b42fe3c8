"""``deskapp demo``: a register to try the program on, never over one that is there; ``deskapp bench`` on such a one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from deskapp.services.office import open_office
from tests.unit.commands.conftest import Desk

SMALL = ("--units", "20", "--years", "1", "--entries", "30", "--seed", "7")


def test_a_made_up_estate_can_be_signed_in_to_and_is_sound(deskapp: Desk, tmp_path: Path) -> None:
    target = tmp_path / "demo.db"
    made = json.loads(deskapp("demo", *SMALL, "--json", database=target).out)
    assert made["rows"]["entry"] == 30
    office = open_office(target)
    try:
        actor = office.call(None, "staff.sign_in", code=made["sign_in"], pin=made["pin"])
        assert office.call(actor, "directory.estate").name
    finally:
        office.close()
    assert deskapp("check", database=target).code == 0


def test_a_file_that_is_there_is_kept_unless_forced(deskapp: Desk, register: Path) -> None:
    before = register.read_bytes()
    answer = deskapp("demo", *SMALL, database=register)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"file_exists: {register} ")
    assert register.read_bytes() == before

    answer = deskapp("demo", *SMALL, "--force", database=register)
    assert (answer.code, answer.err) == (0, "")
    assert str(register) in answer.out
    assert register.read_bytes() != before
    assert deskapp("check", database=register).code == 0
    assert list(register.parent.glob(".*.part*")) == []


def test_a_register_somebody_has_open_is_not_replaced(deskapp: Desk, register: Path) -> None:
    before = register.read_bytes()
    window = open_office(register, hold=True, holder="front desk 1")
    try:
        answer = deskapp("demo", *SMALL, "--force", database=register)
    finally:
        window.close()
    assert answer.code == 2
    assert answer.err.startswith("busy: ")
    assert "front desk 1" in answer.err
    assert register.read_bytes() == before


def test_the_place_must_be_named_and_there(deskapp: Desk, tmp_path: Path) -> None:
    assert deskapp("demo", *SMALL).err.startswith("usage: --database is missing")
    answer = deskapp("demo", *SMALL, database=tmp_path / "missing" / "demo.db")
    assert answer.err.startswith("no_folder: ")


@pytest.mark.parametrize("line", [("--years", "0"), ("--years", "nan"), ("--units", "0"), ("--years", "1e9")])
def test_numbers_that_make_no_estate_are_refused(deskapp: Desk, tmp_path: Path, line: tuple[str, str]) -> None:
    answer = deskapp("demo", *line, database=tmp_path / "demo.db")
    assert (answer.code, answer.err.split(":")[0]) == (2, "usage")
    assert list(tmp_path.iterdir()) == []


def test_a_goal_is_measured_beside_its_floor(deskapp: Desk, tmp_path: Path) -> None:
    target = tmp_path / "demo.db"
    assert deskapp("demo", *SMALL, database=target).code == 0
    before = target.read_bytes()
    answer = deskapp("bench", "--only", "g6", "--json", database=target)
    assert answer.code == 0, answer.err
    found = json.loads(answer.out)
    assert {result["id"] for result in found["results"]} == {"G6"}
    assert all(result.keys() >= {"what", "floor", "ours", "unit", "goal", "met"} for result in found["results"])
    assert "G6" in answer.err
    assert target.read_bytes() == before


def test_what_cannot_be_measured_is_said(deskapp: Desk, tmp_path: Path) -> None:
    assert deskapp("bench", "--only", "G6,G99").err.startswith(
        "unknown_goal: There is no goal G99. There are: DUTY-1, G1"
    )
    assert deskapp("bench", database=tmp_path / "missing.db").err.startswith("no_database: ")
