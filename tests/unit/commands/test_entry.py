"""``deskapp entry``: who could have entered a unit in a span of time (``KEY-8``)."""

from __future__ import annotations

import json
from pathlib import Path

from tests.register_files import DIRECTOR, RECEPTIONIST, UNIT
from tests.unit.commands.conftest import Desk

CABINET = '{"draft": {"code": "A", "name": "前台", "rows": 2, "columns": 5}}'
SET = '{"draft": {"unit": "3-2-1102", "category": "vacant", "keys": 2}}'
HAND = """{"draft": {"unit": "3-2-1102", "resident": "陈静", "relation": "owner",
"items": [{"key": "A001", "description": "入户门钥匙", "count": 2}]}}"""


def handed(deskapp: Desk, register: Path, tmp_path: Path) -> None:
    document = tmp_path / "call.json"
    for verb, body in (("keys.make_cabinet", CABINET), ("keys.hang", SET), ("transfers.record", HAND)):
        document.write_text(body, "utf-8")
        answer = deskapp("call", verb, "--json", document, database=register, staff=RECEPTIONIST)
        assert answer.code == 0, answer.err


def test_key_8_the_list_is_printed_in_lines(deskapp: Desk, register: Path, tmp_path: Path) -> None:
    handed(deskapp, register, tmp_path)
    answer = deskapp("entry", UNIT, database=register, staff=RECEPTIONIST)
    head, line = answer.out.splitlines()
    assert head.startswith(UNIT)
    assert head.endswith(": 1")
    for part in ("still", "Was handed the keys", "陈静", "入户门钥匙×2", "LQ-"):
        assert part in line
    before = deskapp("entry", UNIT, "--since", "2020-01-01", "--until", "2020-02-01T10:00",
                     database=register, staff=RECEPTIONIST)  # fmt: skip
    assert before.out.splitlines() == [f"{UNIT}, 2020-01-01 00:00 – 2020-02-01 10:00: 0"]


def test_key_8_the_list_as_json_and_as_a_file(deskapp: Desk, register: Path, tmp_path: Path) -> None:
    handed(deskapp, register, tmp_path)
    told = json.loads(deskapp("entry", UNIT, "--json", database=register, staff=RECEPTIONIST).out)
    assert [line["who"] for line in told["lines"]] == ["陈静"]
    path = tmp_path / "who.csv"
    answer = deskapp("entry", UNIT, "--csv", path, database=register, staff=DIRECTOR, language="zh")
    assert answer.code == 0, answer.err
    assert "陈静" in path.read_text("utf-8-sig")
    refused = deskapp("entry", UNIT, "--csv", path, database=register, staff=RECEPTIONIST)
    assert (refused.code, refused.out) == (2, "")


def test_a_unit_or_a_time_that_is_none_is_refused(deskapp: Desk, register: Path) -> None:
    assert deskapp("entry", "9-9-9", database=register, staff=RECEPTIONIST).code == 2
    assert deskapp("entry", UNIT, "--since", "morgen", database=register, staff=RECEPTIONIST).code == 2
