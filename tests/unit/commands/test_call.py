"""``deskapp call``: the same checks as the window, and nothing half saved."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from deskapp.commands.base import Words
from deskapp.commands.sentences import label_of
from deskapp.domain.words import Language, catalogue
from tests.register_files import CASHIER, DIRECTOR, RECEPTIONIST
from tests.unit.commands.conftest import Desk

GOOD = {"unit": "3-2-1102", "caller": "陈女士", "kind": "praise", "content": "谢谢"}


def written(folder: Path, document: object) -> Path:
    path = folder / "arguments.json"
    path.write_text(document if isinstance(document, str) else json.dumps(document), "utf-8")
    return path


def test_a_verb_is_done_and_answers_json(deskapp: Desk, register: Path, tmp_path: Path) -> None:
    arguments = written(tmp_path, {"draft": GOOD})
    answer = deskapp("call", "reception.record", "--json", arguments, database=register, staff=RECEPTIONIST)
    assert (answer.code, answer.err) == (0, "")
    change = json.loads(answer.out)
    assert change["verb"] == "reception.record"
    detail = deskapp("show", change["ref"]["number"], "--json", database=register, staff=RECEPTIONIST)
    entry = json.loads(detail.out)
    assert (entry["caller"], entry["kind"], entry["unit"]) == ("陈女士", "praise", "3-2-1102")
    assert entry["recorded_at"].endswith("Z")


def test_a_verb_without_sign_in_needs_nobody(deskapp: Desk, register: Path) -> None:
    answer = deskapp("call", "staff.is_set_up", database=register)
    assert (answer.code, answer.out) == (0, "true\n")


@pytest.mark.parametrize(
    ("document", "code", "told"),
    [
        ("{", "bad_json", "line 1"),
        ('{"draft": {}, "draft": {}}', "bad_json", "twice: draft"),
        ('{"draft": {"content": NaN}}', "bad_json", "NaN"),
        ("[" * 100_000, "bad_json", ""),
        ("[]", "bad_arguments", "(object)"),
        ("{}", "bad_arguments", "draft: Fill this in"),
        ({"draft": GOOD, "daft": 1}, "bad_arguments", "daft: There is no field of this name"),
        ({"draft": GOOD | {"caler": "x"}}, "bad_arguments", "draft.caler: There is no field of this name"),
        ({"draft": GOOD | {"caller": 7}}, "bad_arguments", "draft.caller(Caller): This is not the right kind"),
        ({"draft": GOOD | {"kind": "parcel"}}, "bad_arguments", "draft.kind(Kind): No such choice: parcel"),
        ({"draft": GOOD | {"written": 1}}, "bad_arguments", "(true or false)"),
        ({"draft": GOOD | {"resident_id": 2**70}}, "bad_arguments", "draft.resident_id"),
        ({"draft": GOOD | {"happened_at": "yesterday"}}, "bad_arguments", "Not a moment with its zone"),
        ({"draft": GOOD | {"happened_at": "2026-11-01T10:00:00"}}, "bad_arguments", "Not a moment with its zone"),
        ({"draft": GOOD | {"unit": "9-9-999"}}, "invalid", "unit(Unit): No unit 9-9-999 in the directory"),
        ({"draft": GOOD | {"caller": " ", "content": ""}}, "invalid", "content(Content): Fill this in"),
        ({"draft": GOOD | {"content": "x" * 3001}}, "invalid", "At most 3000 characters"),
        ({"draft": GOOD | {"content": "a\x00b"}}, "invalid", "U+0000"),
        ('{"draft": {"content": "\\ud800"}}', "invalid", "U+D800"),
        ({"draft": GOOD | {"happened_at": "2999-01-01T00:00:00Z"}}, "invalid", "No such date in our time"),
        ({"draft": GOOD | {"happened_at": "9999-12-31T23:59:59-12:00"}}, "invalid", "No such date in our time"),
        ({"draft": GOOD | {"phone": "call me"}}, "invalid", "Not a phone number"),
    ],
)
def test_a_bad_input_is_one_line_and_saves_nothing(
    deskapp: Desk, register: Path, tmp_path: Path, document: object, code: str, told: str
) -> None:
    arguments = written(tmp_path, document)
    answer = deskapp("call", "reception.record", "--json", arguments, database=register, staff=RECEPTIONIST)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"{code}: ")
    assert told in answer.err
    assert answer.err.count("\n") == 1
    report = json.loads(deskapp("check", "--json", database=register).out)
    assert (report["sound"], report["rows"]["reception"]) == (True, 0)


def test_a_refused_field_is_called_what_its_own_register_calls_it(
    deskapp: Desk, register: Path, tmp_path: Path
) -> None:
    slip = {"contact": "陈女士", "content": "漏水", "department_id": 1}
    for draft, told in (
        (slip | {"limit_at": "2001-01-01T00:00:00Z"}, "limit_at（完成时限）：时间已过"),
        (slip | {"contact": "", "content": ""}, "contact（联系人）：此项必填；content（事由）：此项必填。"),
        (slip | {"content": 7}, "slips.order 的参数不符：draft.content（事由）："),
    ):
        arguments = written(tmp_path, {"draft": draft})
        answer = deskapp(
            "call", "slips.order", "--json", arguments, database=register, staff=RECEPTIONIST, language="zh"
        )
        assert told in answer.err


def test_a_field_of_any_register_has_its_label() -> None:
    words = Words(Language.CHINESE)
    for key in catalogue():
        register, _, field = key.partition(".field.")
        if field and "." not in register:
            assert label_of(field, words, register) == words(key)
            assert label_of(field, words)


@pytest.mark.parametrize(
    ("verb", "staff", "pin", "code"),
    [
        ("reception.record", "", "2468", "sign_in_needed"),
        ("reception.record", CASHIER, "2468", "not_allowed"),
        ("reception.record", RECEPTIONIST, "0000", "sign_in_failed"),
        ("reception.record", "nobody", "2468", "sign_in_failed"),
        ("reception.record", RECEPTIONIST, "", "pin_needed"),
        ("reception.vanish", RECEPTIONIST, "2468", "unknown_verb"),
        ("reception", RECEPTIONIST, "2468", "unknown_verb"),
    ],
)
def test_who_may_not_is_refused(
    deskapp: Desk, register: Path, tmp_path: Path, verb: str, staff: str, pin: str, code: str
) -> None:
    arguments = written(tmp_path, {"draft": GOOD})
    answer = deskapp("call", verb, "--json", arguments, database=register, staff=staff, DESKAPP_PIN=pin)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"{code}: ")


def test_a_stale_version_is_a_conflict(deskapp: Desk, register: Path, tmp_path: Path, number: str) -> None:
    arguments = written(tmp_path, {"id": 1, "version": 9, "draft": {"reason": "typed twice"}})
    answer = deskapp("call", "reception.void", "--json", arguments, database=register, staff=RECEPTIONIST)
    assert answer.code == 2
    assert answer.err.startswith(f"conflict: {number} ")


def test_a_step_the_state_forbids_is_refused_in_words(
    deskapp: Desk, register: Path, tmp_path: Path, number: str
) -> None:
    arguments = written(tmp_path, {"id": 1, "version": 1, "draft": {"result": "done"}})
    answer = deskapp("call", "reception.result", "--json", arguments, database=register, staff=RECEPTIONIST)
    assert answer.err == f"wrong_step: {number} is Open: this step is not open now.\n"


def test_a_file_that_is_not_there_is_named(deskapp: Desk, register: Path, tmp_path: Path) -> None:
    missing = tmp_path / "missing.json"
    answer = deskapp("call", "reception.record", "--json", missing, database=register, staff=RECEPTIONIST)
    assert answer.code == 2
    assert answer.err.startswith(f"unreadable: {missing} ")


def test_a_pin_never_comes_back(deskapp: Desk, register: Path, tmp_path: Path) -> None:
    arguments = written(tmp_path, {"id": 1})
    answer = deskapp("call", "staff.detail", "--json", arguments, database=register, staff=DIRECTOR)
    assert json.loads(answer.out)["pin"] == ""
