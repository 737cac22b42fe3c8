"""``deskapp why``: why a number's clock falls due when it does."""

from __future__ import annotations

import json
from pathlib import Path

from tests.register_files import RECEPTIONIST
from tests.unit.commands.conftest import Desk

ENTRY = """{"draft": {"unit": "3-2-1102", "caller": "陈女士", "kind": "repair", "content": "漏水",
"promised_at": "2190-01-02T10:00:00+08:00"}}"""


def recorded(deskapp: Desk, register: Path, tmp_path: Path) -> str:
    document = tmp_path / "entry.json"
    document.write_text(ENTRY, "utf-8")
    answer = deskapp("call", "reception.record", "--json", document, database=register, staff=RECEPTIONIST)
    assert answer.code == 0, answer.err
    return answer.out.split('"number": "')[1].split('"')[0]


def test_all_10_the_sentence_and_the_marks_are_printed(deskapp: Desk, register: Path, tmp_path: Path) -> None:
    number = recorded(deskapp, register, tmp_path)
    answer = deskapp("why", number, database=register, staff=RECEPTIONIST)
    first, sentence, *marks = answer.out.splitlines()
    assert answer.code == 0
    assert first.startswith(f"{number} is due 2190-01-02 ")
    assert sentence.strip().startswith("Set by hand by ")
    assert [mark.split("  ")[-1] for mark in marks] == ["Started", "Due"]
    chinese = deskapp("why", number, database=register, staff=RECEPTIONIST, language="zh").out
    assert "到期时间" in chinese
    assert "约定" in chinese


def test_all_10_the_explanation_as_json(deskapp: Desk, register: Path, tmp_path: Path) -> None:
    number = recorded(deskapp, register, tmp_path)
    told = json.loads(deskapp("why", number, "--json", database=register, staff=RECEPTIONIST).out)
    assert told["ref"]["number"] == number
    assert [mark["kind"] for mark in told["marks"]] == ["started", "due"]


def test_what_has_no_clock_is_refused_in_words(deskapp: Desk, register: Path, number: str) -> None:
    answer = deskapp("why", number, database=register, staff=RECEPTIONIST)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == f"no_clock: {number} has no running clock.\n"
    missing = deskapp("why", "JD-209901-0001", database=register, staff=RECEPTIONIST)
    assert missing.code == 2
