"""The duty log on the command line: written, shown by its sequence, proved against a head from paper (``DUTY-3``)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from deskapp.domain.duty_log import LogDraft
from deskapp.services.office import open_office
from tests.factories import Desk, TestClock
from tests.unit.commands.conftest import RECEPTIONIST
from tests.unit.commands.conftest import Desk as CommandLine


@pytest.fixture
def head(place: Path, clock: TestClock) -> str:
    """The head after one entry."""
    office = open_office(place, clock=clock)
    desk = Desk(office, clock)
    desk.call("duty_log.write", draft=LogDraft(text="北门道闸失灵"))
    found = desk.call("duty_log.head")
    office.close()
    return f"{found.seq} {found.short}"


def test_duty_3_an_entry_is_shown_by_its_sequence(deskapp: CommandLine, place: Path, head: str) -> None:
    shown = deskapp("show", "#1", database=place, staff=RECEPTIONIST, language="zh")
    assert shown.code == 0
    assert "北门道闸失灵" in shown.out
    assert "序号: 1" in shown.out


def test_duty_3_an_entry_is_put_right_and_found_by_verbs(
    deskapp: CommandLine, place: Path, head: str, tmp_path: Path
) -> None:
    asked = tmp_path / "asked.json"
    asked.write_text(json.dumps({"seq": 1, "draft": {"text": "南门道闸失灵", "reason": "写错"}}), encoding="utf-8")
    assert deskapp("call", "duty_log.correct", "--json", str(asked), database=place, staff=RECEPTIONIST).code == 0
    asked.write_text(json.dumps({"text": "道闸"}), encoding="utf-8")
    found = deskapp("call", "duty_log.find", "--json", str(asked), database=place, staff=RECEPTIONIST)
    assert [(row["seq"], row["corrects"]) for row in json.loads(found.out)] == [(2, 1), (1, None)]


def test_duty_3_the_check_takes_a_head_from_paper(deskapp: CommandLine, place: Path, head: str) -> None:
    assert deskapp("check", "--head", head.lower().replace("-", " "), database=place).code == 0
    assert deskapp("check", "--head", "9 ABCD-EFGH-IJKL-MNOP", database=place).code == 1
    assert deskapp("check", "--head", "ABCD", database=place).code == 2


def test_duty_3_the_check_says_that_the_paper_agrees(deskapp: CommandLine, place: Path, head: str) -> None:
    seq, short = head.split()
    said = deskapp("check", "--head", head.lower().replace("-", ""), database=place, language="zh").out
    assert f"值班记录与单据相符：第 {seq} 条，{short}" in said
    assert "相符" not in deskapp("check", database=place, language="zh").out
