"""``deskapp verbs``, ``list``, ``show`` and ``check``."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from deskapp.services.office import verb_specs
from tests.register_files import CASHIER, DIRECTOR, RECEPTIONIST
from tests.unit.commands.conftest import Desk


def test_every_verb_is_described(deskapp: Desk) -> None:
    verbs = {verb["name"]: verb for verb in json.loads(deskapp("verbs", "--json").out)["verbs"]}
    assert verbs.keys() == verb_specs().keys()
    for name, spec in verb_specs().items():
        schema = verbs[name]["parameters"]
        assert list(schema["properties"]) == [parameter.name for parameter in spec.parameters]
        assert verbs[name]["writes"] is spec.writes
        assert verbs[name]["does"]
    assert verbs["staff.sign_in"]["who"] is None
    assert verbs["reception.record"]["who"] == ["director", "receptionist", "supervisor"]


def test_a_schema_carries_the_limits_of_its_draft(deskapp: Desk) -> None:
    [verb] = json.loads(deskapp("verbs", "slips.finish", "--json").out)["verbs"]
    draft = verb["parameters"]["$defs"]["FinishDraft"]
    assert verb["parameters"]["required"] == ["id", "version", "draft"]
    assert {"finished_at", "result"} <= set(draft["required"])
    assert draft["additionalProperties"] is False
    assert draft["properties"]["result"]["maxLength"] == 2000
    assert draft["properties"]["finished_at"]["format"] == "date-time"
    assert draft["properties"]["materials"]["maxItems"] == 20


def test_verbs_in_words(deskapp: Desk) -> None:
    lines = deskapp("verbs", language="zh").out.splitlines()
    assert len(lines) == len(verb_specs())
    [record] = [line for line in lines if line.startswith("reception.record")]
    assert "前台接待员" in record


def test_an_unknown_verb_is_named(deskapp: Desk) -> None:
    answer = deskapp("verbs", "keys.lend")
    assert (answer.code, answer.err) == (2, "unknown_verb: There is no verb keys.lend.\n")


def test_registers_and_forms_are_listed(deskapp: Desk) -> None:
    registers = {one["code"]: one for one in json.loads(deskapp("list", "registers", "--json").out)["registers"]}
    assert registers["slips"]["prefix"] == "PG"
    assert "draft" in registers["slips"]["states"]
    forms = {one["code"]: one for one in json.loads(deskapp("list", "forms", "--json").out)["forms"]}
    assert forms["dispatch_order"]["papers"] == ["a4x3", "a5x3"]
    assert "派工单" in deskapp("list", "forms", language="zh").out
    assert "Reception log" in deskapp("list", "registers").out


def test_an_entry_is_shown_in_words(deskapp: Desk, register: Path, number: str) -> None:
    answer = deskapp("show", number, database=register, staff=RECEPTIONIST, language="zh")
    assert answer.code == 0
    assert answer.out.startswith("接待记录\n")
    for line in (f"单号: {number}", "来人: 陈女士", "类别: 表扬", "内容: 水管修好了 <b>&", "登记人: 员工10"):
        assert f"  {line}\n" in answer.out
    assert "True" not in answer.out


@pytest.mark.parametrize("asked", ["JD-209901-0001", "", "x" * 500, "%", "PG-202611-0001/2"])
def test_a_number_that_is_not_there_is_refused(deskapp: Desk, register: Path, asked: str) -> None:
    answer = deskapp("show", asked, database=register, staff=RECEPTIONIST)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("not_found: ")


def test_a_sound_register_is_told_with_its_head(deskapp: Desk, register: Path, number: str) -> None:
    answer = deskapp("check", database=register)
    assert (answer.code, answer.err) == (0, "")
    assert "sound. Journal head" in answer.out
    assert deskapp("check", database=register, staff=DIRECTOR).out == answer.out
    assert deskapp("check", database=register, staff=CASHIER).code == 2


def test_a_row_changed_outside_the_program_is_found(deskapp: Desk, register: Path, number: str) -> None:
    with closing(sqlite3.connect(register)) as file, file:
        file.execute("UPDATE entry SET caller = '别人'")
    answer = deskapp("check", database=register)
    assert answer.code == 1
    assert answer.out == f"1 finding(s):\n  Reception entry {number} was changed outside the program.\n"
    report = json.loads(deskapp("check", "--json", database=register).out)
    assert (report["sound"], report["findings"][0]["code"]) == (False, "row")


def test_a_damaged_file_is_not_sound(deskapp: Desk, register: Path) -> None:
    pages = bytearray(register.read_bytes())
    pages[4096 : 4096 * 3] = b"\xff" * 8192
    register.write_bytes(pages)
    answer = deskapp("check", database=register)
    assert answer.code == 1
    assert answer.err.startswith("damaged: ") or "damaged" in answer.out


@pytest.mark.parametrize("command", [["check"], ["show", "JD-202611-0001"], ["call", "staff.people"]])
def test_no_register_is_made_silently(deskapp: Desk, tmp_path: Path, command: list[str]) -> None:
    missing = tmp_path / "missing.db"
    answer = deskapp(*command, database=missing, staff=RECEPTIONIST)
    assert (answer.code, answer.err) == (2, f"no_database: There is no register at {missing}.\n")
    assert not missing.exists()


def test_a_file_of_another_program_is_refused(deskapp: Desk, tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("not a register " * 100)
    before = other.read_bytes()
    answer = deskapp("check", database=other)
    assert answer.code == 2
    assert answer.err.startswith("not_a_database: ")
    assert other.read_bytes() == before
