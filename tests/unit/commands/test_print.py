"""``deskapp print`` and ``deskapp picture``: files whole or not at all."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.register_files import CASHIER, RECEPTIONIST
from tests.unit.commands.conftest import Desk

ORDER = {"unit": "3-2-1102", "contact": "陈女士", "department_id": 1, "item": "plumbing", "content": "水管漏水 <b>&"}


@pytest.fixture
def slip(deskapp: Desk, register: Path, tmp_path: Path) -> str:
    document = tmp_path / "slip.json"
    document.write_text(json.dumps({"draft": ORDER}), "utf-8")
    answer = deskapp("call", "slips.order", "--json", document, database=register, staff=RECEPTIONIST)
    assert answer.code == 0, answer.err
    return str(json.loads(answer.out)["ref"]["number"])


def words(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


@pytest.mark.parametrize(("language", "title"), [("zh", "派工单"), ("en", "Dispatch"), ("both", "派工单")])
def test_a_slip_is_written_to_a_pdf(
    deskapp: Desk, register: Path, tmp_path: Path, slip: str, language: str, title: str
) -> None:
    target = tmp_path / "slip.pdf"
    line = ["print", "dispatch_order", slip, "--to", target, "--language", language]
    answer = deskapp(*line, database=register, staff=RECEPTIONIST)
    assert (answer.code, answer.err) == (0, "")
    text = words(target.read_bytes())
    assert title in text
    assert "水管漏水 <b>&" in text
    assert slip in text
    assert [path.name for path in tmp_path.glob("*.part")] == []


@pytest.mark.parametrize(("form", "title"), [("dispatch_order", "派工单"), ("reception_record", "接待记录")])
def test_an_empty_form_is_written_for_a_power_cut(
    deskapp: Desk, register: Path, tmp_path: Path, form: str, title: str
) -> None:
    target = tmp_path / "blank.pdf"
    answer = deskapp("print", form, "blank", "--to", target, database=register, staff=RECEPTIONIST)
    assert (answer.code, answer.err) == (0, "")
    text = words(target.read_bytes())
    assert title in text
    assert "PG-" not in text


def test_only_a_counted_print_makes_the_next_one_a_reprint(
    deskapp: Desk, register: Path, tmp_path: Path, slip: str
) -> None:
    def again(*more: str) -> str:
        target = tmp_path / "slip.pdf"
        line = ["print", "dispatch_order", slip, "--to", target, *more]
        assert deskapp(*line, database=register, staff=RECEPTIONIST).code == 0
        return words(target.read_bytes())

    assert "重打" not in again()
    assert "重打" not in again("--count")
    assert "重打" in again("--count")


def test_what_cannot_be_printed_is_said_and_nothing_is_written(
    deskapp: Desk, register: Path, tmp_path: Path, slip: str, number: str
) -> None:
    target = tmp_path / "out.pdf"
    for line, code in (
        (["dispatch_order", number, "--to", target], "not_of_this_form"),
        (["dispatch_order", slip, "--to", target, "--paper", "a3"], "unknown_paper"),
        (["gate_pass", slip, "--to", target], "unknown_form"),
        (["dispatch_order", "PG-209901-0001", "--to", target], "not_found"),
        (["dispatch_order", slip, "--to", tmp_path / "missing" / "out.pdf"], "no_folder"),
        (["dispatch_order", slip, "--to", tmp_path], "unwritable"),
    ):
        answer = deskapp("print", *line, database=register, staff=RECEPTIONIST)
        assert (answer.code, answer.out, answer.err.split(":")[0]) == (2, "", code)
    answer = deskapp("print", "dispatch_order", slip, "--to", target, database=register, staff=CASHIER)
    assert answer.err.startswith("not_found: ")  # a cashier is not even told that there is such a slip
    assert not target.exists()


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (["cupboard", "--to", "{}/out.png"], "unknown_desk"),
        (["reception", "--to", "{}/missing/out.png"], "no_folder"),
        (["reception", "--to", "{}/out.png", "--entry", "JD-209901-0001"], "not_found"),
    ],
)
def test_what_cannot_be_drawn_is_said(
    deskapp: Desk, register: Path, tmp_path: Path, line: list[str], code: str, qapp: object
) -> None:
    line = [word.format(tmp_path) for word in line]
    answer = deskapp("picture", *line, database=register, staff=RECEPTIONIST)
    assert (answer.code, answer.out, answer.err.split(":")[0]) == (2, "", code)
