"""JSON in, JSON out: a verb's arguments and results for scripts, with the same types the window hands over."""

from __future__ import annotations

import dataclasses
import inspect
import json
from array import array
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from pathlib import Path
from types import NoneType
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import msgspec

from deskapp.domain import fields
from deskapp.errors import DeskError, Invalid, Problem
from deskapp.services.verbs import VerbSpec

#: Databases keep whole numbers in 64 bits.
_LARGEST = 2**63 - 1
#: What a value of each type is called in a refusal.
_KINDS: dict[Any, str] = {
    str: "json.text",
    int: "json.whole_number",
    bool: "json.flag",
    Decimal: "json.number",
    float: "json.number",
    dict: "json.object",
    list: "json.list",
    tuple: "json.list",
}


class BadArguments(Invalid):
    """Arguments that do not fit a verb: every misfit at once, each with the place it stands at (``draft.unit``)."""

    code = "bad_arguments"

    def __init__(self, verb: str, *problems: Problem) -> None:
        super().__init__(*problems)
        reason = ", ".join(f"{problem.field}: {problem.code}" for problem in problems)
        self.params = {"verb": verb, "reason": reason}


def parse(text: bytes) -> Any:
    """A JSON document; raises DeskError ``bad_json`` with line and column, also for a key that stands twice."""
    try:
        return json.loads(text.decode("utf-8-sig"), object_pairs_hook=_no_twins, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise DeskError("bad_json", line=error.lineno, column=error.colno, reason=error.msg) from error
    except UnicodeDecodeError as error:
        raise DeskError("bad_json", line="?", column=error.start + 1, reason="UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise DeskError("bad_json", line="?", column="?", reason=str(error)) from error


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError("twice: " + ", ".join(sorted({name for name in names if names.count(name) > 1})))
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def arguments(spec: VerbSpec, document: Any) -> dict[str, Any]:
    """A verb's arguments from a JSON object whose keys are its parameters; raises BadArguments with all misfits."""
    if not isinstance(document, dict):
        raise BadArguments(spec.name, Problem("$", "wrong_type", {"expected": "json.object"}))
    known = {parameter.name: parameter for parameter in spec.parameters}
    problems = [Problem(name, "unknown_field") for name in document if name not in known]
    problems += [
        Problem(name, "required")
        for name, parameter in known.items()
        if name not in document and parameter.default is inspect.Parameter.empty
    ]
    values = {
        name: _convert(parameter.annotation, document[name], name, problems)
        for name, parameter in known.items()
        if name in document
    }
    if problems:
        raise BadArguments(spec.name, *problems)
    return values


def _convert(hint: Any, value: Any, place: str, problems: list[Problem]) -> Any:
    bare = _bare(hint)
    row = next(iter(get_args(bare)), None)
    if dataclasses.is_dataclass(bare) and isinstance(bare, type) and isinstance(value, dict):
        return _draft(bare, value, place, problems)
    if get_origin(bare) is tuple and dataclasses.is_dataclass(row) and isinstance(value, list):
        return tuple(_convert(row, item, f"{place}.{index}", problems) for index, item in enumerate(value))
    try:
        found = msgspec.convert(value, Any if bare in (object, inspect.Parameter.empty) else hint, dec_hook=_special)
    except msgspec.ValidationError:
        problems.append(_misfit(bare, value, place))
        return None
    if (code := next(_unkeepable(found), None)) is not None:
        problems.append(Problem(place, code, {"min": -_LARGEST, "max": _LARGEST}))
    return found


def _draft(kind: type, value: dict[str, Any], place: str, problems: list[Problem]) -> Any:
    hints = get_type_hints(kind, include_extras=True)
    members = {member.name: member for member in dataclasses.fields(kind)}
    problems += [Problem(f"{place}.{name}", "unknown_field") for name in value if name not in members]
    before = len(problems)
    given = {name: _convert(hints[name], value[name], f"{place}.{name}", problems) for name in members if name in value}
    nothing = dataclasses.MISSING
    problems += [
        Problem(f"{place}.{name}", "required")
        for name, member in members.items()
        if name not in value and member.default is nothing and member.default_factory is nothing
    ]
    return kind(**given) if len(problems) == before else None


def _bare(hint: Any) -> Any:
    """``X`` of ``Annotated[X | None, …]``; a union of more stays as it is."""
    if get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    options = [option for option in get_args(hint) if option is not NoneType]
    return options[0] if NoneType in get_args(hint) and len(options) == 1 else hint


def _special(kind: type, value: Any) -> Any:
    if issubclass(kind, Path) and isinstance(value, str):
        return kind(value)
    raise ValueError(value)


def _misfit(bare: Any, value: Any, place: str) -> Problem:
    if isinstance(bare, type) and issubclass(bare, Enum) and isinstance(value, str):
        return Problem(place, "unknown_choice", {"value": value[:60]})
    if bare is datetime:
        return Problem(place, "not_a_moment", {})
    if bare is date:
        return Problem(place, "not_a_day", {})
    if bare is Decimal and isinstance(value, str):
        return Problem(place, "not_a_number", {})
    kind = _KINDS.get(get_origin(bare) or bare, "json.object" if dataclasses.is_dataclass(bare) else "json.text")
    return Problem(place, "wrong_type", {"expected": kind})


def _unkeepable(value: Any) -> Iterator[str]:
    """The codes of what a type alone does not refuse: numbers of more than 64 bits, moments without a zone."""
    if isinstance(value, int) and not -_LARGEST <= value <= _LARGEST:
        yield "out_of_range"
    elif isinstance(value, datetime) and value.tzinfo is None:
        yield "not_a_moment"
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _unkeepable(item)


# Out.


def plain(value: Any) -> Any:
    """A result as JSON values: data classes as objects, moments in UTC, sums as text, enumerations as their value.

    Spans of time are written as ISO 8601 has them: ``P1DT300S``.
    """
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, timedelta):
        return msgspec.to_builtins(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {member.name: plain(getattr(value, member.name)) for member in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(name): plain(item) for name, item in value.items()}
    return _plain_list(value)


def _plain_list(value: Any) -> Any:
    if isinstance(value, array):
        return value.tolist()
    if isinstance(value, AbstractSet):
        return sorted(plain(item) for item in value)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"no JSON for {type(value).__name__}")


def encode(value: Any) -> str:
    """A result as an indented JSON document."""
    return json.dumps(plain(value), ensure_ascii=False, indent=2)


# What fits, for whoever writes a script.


def describe(spec: VerbSpec) -> dict[str, Any]:
    """One verb as data: name, what it does, parameters as JSON Schema, who may, whether it writes."""
    return {
        "name": spec.name,
        "does": (inspect.getdoc(spec.function) or "").partition("\n")[0],
        "writes": spec.writes,
        "who": None if spec.who is None else sorted(role.value for role in spec.who),
        "parameters": schema(spec),
    }


def schema(spec: VerbSpec) -> dict[str, Any]:
    """The JSON Schema of a verb's arguments, with the limits that the drafts' fields declare."""
    hints = [_described(parameter.annotation) for parameter in spec.parameters]
    found, definitions = msgspec.json.schema_components(
        hints, ref_template="#/$defs/{name}", schema_hook=_special_schema
    )
    drafts = {kind.__name__: kind for hint in hints for kind in _data_classes(hint)}
    for definition in definitions.values():
        if "properties" in definition:
            definition["additionalProperties"] = False
        if kind := drafts.get(definition.get("title", "")):
            _add_limits(definition, kind)
    made: dict[str, Any] = {
        "type": "object",
        "properties": {parameter.name: one for parameter, one in zip(spec.parameters, found, strict=True)},
        "required": [p.name for p in spec.parameters if p.default is inspect.Parameter.empty],
        "additionalProperties": False,
    }
    if definitions:
        made["$defs"] = definitions
    return plain(made)  # type: ignore[no-any-return]


def _described(hint: Any) -> Any:
    return Any if hint in (object, inspect.Parameter.empty) else hint


def _special_schema(kind: type) -> dict[str, Any]:
    return {"type": "string"} if issubclass(kind, Path) else {}


def _data_classes(hint: Any) -> Iterator[type]:
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        yield hint
        for member in get_type_hints(hint).values():
            yield from _data_classes(member)
    for inner in get_args(hint):
        yield from _data_classes(inner)


def _add_limits(definition: dict[str, Any], kind: type) -> None:
    hints = get_type_hints(kind, include_extras=True)
    if not all(get_origin(hint) is Annotated for hint in hints.values()):
        return
    required: list[str] = list(definition.get("required", []))
    for spec in fields.fields_of(kind):
        member = definition["properties"][spec.name]
        member |= _limits(spec.marker)
        if spec.marker.required and member.get("default") in (None, "", ()):
            member.pop("default", None)
            required.append(spec.name)
    definition["required"] = required


def _limits(marker: fields.Marker) -> dict[str, Any]:
    match marker:
        case fields.Text(max=most):
            return {"maxLength": most}
        case fields.Secret(min=least, max=most):
            return {"maxLength": most, "writeOnly": True} | ({"minLength": least} if marker.required else {})
        case fields.Number(min=least, max=most):
            return {"minimum": least, "maximum": most}
        case fields.Rows(max=most):
            return {"maxItems": most}
        case fields.Moment():
            return {"format": "date-time"}
        case fields.Day():
            return {"format": "date"}
        case fields.Pick(source=source):
            return {"$comment": source}
        case _:
            return {}
