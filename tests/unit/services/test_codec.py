"""JSON in, JSON out: nothing is lost, nothing is guessed."""

from __future__ import annotations

import dataclasses
import json
import typing
from array import array
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from deskapp.domain.common import Change, Ref
from deskapp.domain.people import EVERYONE, Role
from deskapp.domain.reception import Channel, EntryDraft
from deskapp.domain.slips import FinishDraft, Material
from deskapp.errors import DeskError
from deskapp.services import codec
from deskapp.services.office import verb_specs
from deskapp.services.verbs import Service, VerbSpec

BEIJING = timezone(timedelta(hours=8))
DRAFTS = sorted(
    (name, parameter.name)
    for name, spec in verb_specs().items()
    for parameter in spec.parameters
    if dataclasses.is_dataclass(parameter.annotation)
)


#: A value for each kind of parameter that stands beside a draft.
SOME: dict[Any, Any] = {int: 1, str: "slips", list[int]: [1, 2]}


class Made(Service):
    """Verbs with the kinds of parameters that no register has yet."""

    name = "made"

    def many(
        self, tx: Any, rows: tuple[Material, ...], path: Path, day: date | None = None, rest: object = None
    ) -> None:
        """Take several kinds."""


MANY = VerbSpec("made.many", EVERYONE, True, Made.many)


def least(kind: Any) -> Any:
    """A data class with as little in it as it may have."""
    hints = typing.get_type_hints(kind)
    required = [field.name for field in dataclasses.fields(kind) if field.default is field.default_factory]
    return kind(
        **{name: least(hints[name]) if dataclasses.is_dataclass(hints[name]) else hints[name]() for name in required}
    )


@pytest.mark.parametrize(("verb", "name"), DRAFTS)
def test_every_draft_comes_back_equal(verb: str, name: str) -> None:
    spec = verb_specs()[verb]
    [parameter] = [one for one in spec.parameters if one.name == name]
    draft = least(parameter.annotation)
    others = {one.name: SOME[one.annotation] for one in spec.parameters if one.annotation in SOME}
    document = json.loads(codec.encode({name: draft} | others))
    assert codec.arguments(spec, document)[name] == draft


def test_a_filled_draft_comes_back_equal() -> None:
    draft = FinishDraft(
        finished_at=datetime(2026, 11, 21, 10, 0, 0, 500, UTC),
        result="换了软管 <b> & 😀",
        labour=Decimal("50.00"),
        materials=(Material(name="软管", quantity=Decimal("1.5"), price=Decimal("12.30")),),
    )
    document = codec.parse(codec.encode({"id": 7, "version": 2, "draft": draft}).encode())
    assert codec.arguments(verb_specs()["slips.finish"], document) == {"id": 7, "version": 2, "draft": draft}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (Channel.PHONE, "phone"),
        (datetime(2026, 11, 21, 18, 0, tzinfo=BEIJING), "2026-11-21T10:00:00Z"),
        (date(2026, 11, 21), "2026-11-21"),
        (time(7, 30), "07:30"),
        (timedelta(days=1, minutes=5), "P1DT300S"),
        (Decimal("12.50"), "12.50"),
        (Decimal("1E+2"), "100"),
        (array("q", [3, 1, 2]), [3, 1, 2]),
        (frozenset({Role.DIRECTOR, Role.ADMIN}), ["admin", "director"]),
        ((1, "a", (True, 2.5)), [1, "a", [True, 2.5]]),
        ({"a": Path("b"), 1: b"\x01"}, {"a": "b", "1": "01"}),
        (
            Change("slips.order", Ref("slips", 1, "PG-1")),
            {
                "verb": "slips.order",
                "ref": {"register": "slips", "id": 1, "number": "PG-1"},
                "also": [],
                "warnings": [],
            },
        ),
    ],
)
def test_results_become_json(value: object, expected: object) -> None:
    assert codec.plain(value) == expected
    assert json.loads(codec.encode(value)) == expected


def test_what_has_no_json_is_a_mistake_of_ours() -> None:
    @dataclass
    class Row:
        value: object

    with pytest.raises(TypeError):
        codec.plain(Row(object()))


def test_rows_paths_and_days_are_taken() -> None:
    document = {"rows": [{"name": "软管", "quantity": 2}], "path": "a.xlsx", "day": "2026-11-21", "rest": {"any": [1]}}
    found = codec.arguments(MANY, document)
    assert found == {
        "rows": (Material(name="软管", quantity=Decimal(2)),),
        "path": Path("a.xlsx"),
        "day": date(2026, 11, 21),
        "rest": {"any": [1]},
    }
    assert codec.schema(MANY)["required"] == ["rows", "path"]


@pytest.mark.parametrize(
    ("document", "problems"),
    [
        ([], {"$": "wrong_type"}),
        ({}, {"rows": "required", "path": "required"}),
        ({"rows": [], "path": 7, "day": "soon"}, {"path": "wrong_type", "day": "not_a_day"}),
        (
            {"rows": [{"nam": "x"}, {"name": 7}], "path": "x"},
            {"rows.0.nam": "unknown_field", "rows.1.name": "wrong_type"},
        ),
        ({"rows": [{"quantity": "many"}], "path": "x"}, {"rows.0.quantity": "not_a_number"}),
        ({"rows": {"name": "x"}, "path": "x"}, {"rows": "wrong_type"}),
        ({"rows": [7], "path": "x", "z": 1}, {"rows.0": "wrong_type", "z": "unknown_field"}),
    ],
)
def test_every_misfit_is_named_at_once(document: object, problems: dict[str, str]) -> None:
    with pytest.raises(codec.BadArguments) as refused:
        codec.arguments(MANY, document)
    assert {problem.field: problem.code for problem in refused.value.problems} == problems
    assert refused.value.code == "bad_arguments"
    assert refused.value.params["verb"] == "made.many"


@pytest.mark.parametrize("value", [True, "7", 7.5, 2**63, -(2**63) - 1, None, [7]])
def test_an_id_is_a_whole_number_of_64_bits(value: object) -> None:
    with pytest.raises(codec.BadArguments) as refused:
        codec.arguments(verb_specs()["reception.detail"], {"id": value})
    assert [problem.field for problem in refused.value.problems] == ["id"]


@pytest.mark.parametrize(
    "text", [b"", b"{", b"\xff\xfe", b'{"a": 1, "a": 2}', b'{"a": Infinity}', b"[" * 100_000, b"1" * 5000]
)
def test_what_is_not_json_is_refused(text: bytes) -> None:
    with pytest.raises(DeskError) as refused:
        codec.parse(text)
    assert refused.value.code == "bad_json"
    assert refused.value.params.keys() == {"line", "column", "reason"}


def test_a_byte_order_mark_is_no_matter() -> None:
    assert codec.parse('\ufeff{"a": "陈"}'.encode()) == {"a": "陈"}


def test_an_entry_written_by_hand_needs_only_what_it_has() -> None:
    document = {
        "draft": {"caller": "陈女士", "content": "谢谢", "kind": "praise", "happened_at": "2026-11-21T18:00:00+08:00"}
    }
    draft = codec.arguments(verb_specs()["reception.record"], document)["draft"]
    assert isinstance(draft, EntryDraft)
    assert draft.happened_at == datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
    assert draft.channel is Channel.COUNTER
