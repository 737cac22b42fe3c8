"""What a draft's field may hold, declared once beside its type and read by the service and by the window.

A draft is a frozen data class whose fields are ``Annotated[type, marker]``::

    content: Annotated[str, Text(max=3000, lines=5, required=True)] = ""

``check(draft, now)`` refuses what the markers refuse (``ALL-4``); the window builds its editors from the same markers.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, NamedTuple, get_args, get_origin, get_type_hints

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)
#: Clocks of two machines differ a little: "later than now" begins after this much.
CLOCK_SLACK = timedelta(minutes=1)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """What every field can say of itself."""

    required: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Text(Marker):
    """Words: at most ``max`` characters; more than one of ``lines`` may hold line breaks."""

    max: int = 100
    lines: int = 1


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Phone(Marker):
    """A phone number: digits, spaces, ``+ - ( )`` and an extension, 3 to 20 digits."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class UnitCode(Marker):
    """A unit's code as it stands in the directory, ``3-2-1102``; empty for none."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Pick(Marker):
    """The id of a row that the read verb ``source`` lists (departments, staff…)."""

    source: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Marker):
    """One of the members of the field's own enumeration; only of ``among`` where the others are not for people."""

    among: tuple[StrEnum, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Moment(Marker):
    """A moment, aware. ``when`` is ``past`` (never later than now, ``ALL-9``), ``future`` (never before) or ``any``."""

    when: str = "any"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Day(Marker):
    """A calendar day."""

    when: str = "any"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Flag(Marker):
    """Yes or no."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Money(Marker):
    """A sum in yuan with at most two decimals, never negative."""

    max: Decimal = Decimal("9999999.99")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Number(Marker):
    """A whole number from ``min`` to ``max``."""

    min: int = 0
    max: int = 1_000_000


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Rows(Marker):
    """A short table: a tuple of data classes whose own fields carry markers; at most ``max`` rows."""

    row: type
    max: int = 50


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Tally(Rows):
    """A table whose lines are given: ``source`` lists what is counted, the row's first field names it by its code."""

    source: str
    max: int = 400


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Secret(Marker):
    """A PIN or password: ``min`` to ``max`` characters, never shown, journalled or kept in a draft."""

    min: int = 4
    max: int = 128


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Hidden(Marker):
    """Carried along by the form, never shown in it (links to other entries, the client-made id)."""


class FieldSpec(NamedTuple):
    """One field of a draft: its name, bare type (``X`` of ``X | None``), marker, and whether None is a value."""

    name: str
    type: type
    marker: Marker
    optional: bool = False


class Refusal(NamedTuple):
    """One refused field: its name, the code of the sentence, and the values that sentence names."""

    field: str
    code: str
    params: Mapping[str, Any]


@cache
def fields_of(draft: type) -> tuple[FieldSpec, ...]:
    """The fields of a draft class in the order in which they are declared (the order of the conversation)."""
    hints = get_type_hints(draft, include_extras=True)
    return tuple(_spec(f.name, hints[f.name]) for f in dataclasses.fields(draft))


def _spec(name: str, hint: Any) -> FieldSpec:
    if get_origin(hint) is not Annotated:
        raise TypeError(f"field {name} carries no marker")
    bare, *extras = get_args(hint)
    marker = next(extra for extra in extras if isinstance(extra, Marker))
    optional = type(None) in get_args(bare)
    if optional:
        bare = next(option for option in get_args(bare) if option is not type(None))
    return FieldSpec(name, get_origin(bare) or bare, marker, optional)


def check(draft: Any, now: datetime) -> list[Refusal]:
    """Every problem of a draft's fields at the moment ``now`` (aware); an empty list when there is none."""
    return [refusal for spec in fields_of(draft.__class__) for refusal in _check(spec, getattr(draft, spec.name), now)]


def _check(spec: FieldSpec, value: Any, now: datetime) -> Iterator[Refusal]:
    marker = spec.marker
    if _empty(spec, value):
        if marker.required:
            yield Refusal(spec.name, "required", {})
        return
    if isinstance(marker, Rows):
        yield from _check_rows(spec, marker, value, now)
        return
    if not isinstance(value, spec.type) or _more_than(spec.type, value):
        yield Refusal(spec.name, "wrong_type", {"expected": spec.type.__name__})
        return
    if isinstance(value, str) and (bad := unprintable(value, lines=getattr(marker, "lines", 1) > 1)):
        yield Refusal(spec.name, "control_character", {"character": bad})
        return
    code = _CHECKS.get(type(marker), _fine)(marker, value, now)
    if code:
        yield Refusal(spec.name, code[0], code[1])


def _more_than(kind: type, value: Any) -> bool:
    """Whether Python takes a value for something that it is no mere one of: a truth for a number, a moment for a day."""
    return (kind is int and isinstance(value, bool)) or (kind is date and isinstance(value, datetime))


def _empty(spec: FieldSpec, value: Any) -> bool:
    if value is None:
        return spec.optional
    return isinstance(value, spec.type) and (value == () or (isinstance(value, str) and not value.strip()))


def _check_rows(spec: FieldSpec, marker: Rows, value: Any, now: datetime) -> Iterator[Refusal]:
    if not isinstance(value, tuple) or not all(isinstance(row, marker.row) for row in value):
        yield Refusal(spec.name, "wrong_type", {"expected": marker.row.__name__})
    elif len(value) > marker.max:
        yield Refusal(spec.name, "too_many", {"max": marker.max})
    else:
        for index, row in enumerate(value):
            for refusal in check(row, now):
                yield Refusal(f"{spec.name}.{index}.{refusal.field}", refusal.code, refusal.params)


def unprintable(text: str, *, lines: bool) -> str:
    """The first character no register can keep, as ``U+0007``, or an empty string.

    Control characters, lone surrogates, characters that reorder a line and non-characters are refused; a line break and
    a tab only where there is one line.
    """
    bad = (_BAD_IN_LINES if lines else _BAD).search(text)
    return f"U+{ord(bad[0]):04X}" if bad else ""


_PLANE_ENDS = "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17))
_NEVER = f"\x7f-\x9f\u2028\u2029\u202d\u202e\ud800-\udfff{_PLANE_ENDS}"
_BAD = re.compile(f"[\0-\x1f{_NEVER}]")
_BAD_IN_LINES = re.compile(f"[\0-\x08\x0b-\x1f{_NEVER}]")


Verdict = tuple[str, dict[str, Any]] | None


def _fine(_marker: Any, _value: Any, _now: datetime) -> Verdict:
    return None


def _text(marker: Text, value: str, _now: datetime) -> Verdict:
    return ("too_long", {"max": marker.max, "length": len(value)}) if len(value) > marker.max else None


def _phone(_marker: Phone, value: str, _now: datetime) -> Verdict:
    digits = sum(char in "0123456789" for char in value)
    fits = 3 <= digits <= 20 and not value.strip("0123456789 +-()#*转")
    return None if fits else ("phone", {"value": value[:30]})


def _unit(_marker: UnitCode, value: str, _now: datetime) -> Verdict:
    return ("too_long", {"max": 40, "length": len(value)}) if len(value) > 40 else None


def _moment(marker: Moment, value: datetime, now: datetime) -> Verdict:
    if value.tzinfo is None:
        return "wrong_type", {"expected": "aware datetime"}
    if not EARLIEST <= value <= LATEST:
        return "impossible_date", {"value": value}
    if marker.when == "past" and value > now + CLOCK_SLACK:
        return "in_future", {"value": value}
    if marker.when == "future" and value <= now:
        return "in_past", {"value": value}
    return None


def _day(marker: Day, value: date, now: datetime) -> Verdict:
    today = now.astimezone().date()
    if not EARLIEST.date() <= value <= LATEST.date():
        return "impossible_date", {"value": value}
    if marker.when == "past" and value > today:
        return "in_future", {"value": value}
    if marker.when == "future" and value < today:
        return "in_past", {"value": value}
    return None


def _money(marker: Money, value: Decimal, _now: datetime) -> Verdict:
    if not value.is_finite() or value < 0:
        return "negative_money", {}
    if value > marker.max:
        return "too_much", {"max": marker.max}
    exponent = value.normalize().as_tuple().exponent
    return ("cents", {}) if isinstance(exponent, int) and exponent < -2 else None


def _number(marker: Number, value: int, _now: datetime) -> Verdict:
    return None if marker.min <= value <= marker.max else ("out_of_range", {"min": marker.min, "max": marker.max})


def _secret(marker: Secret, value: str, _now: datetime) -> Verdict:
    return None if marker.min <= len(value) <= marker.max else ("secret_length", {"min": marker.min, "max": marker.max})


def _pick(_marker: Pick, value: int, _now: datetime) -> Verdict:
    return None if 0 < value < 2**63 else ("unknown_choice", {"value": value})


def _hidden(_marker: Hidden, value: Any, _now: datetime) -> Verdict:
    if isinstance(value, str) and len(value) > 200:
        return "too_long", {"max": 200, "length": len(value)}
    return ("unknown_choice", {"value": value}) if isinstance(value, int) and not 0 <= value < 2**63 else None


_CHECKS: dict[type, Any] = {
    Text: _text,
    Phone: _phone,
    UnitCode: _unit,
    Moment: _moment,
    Day: _day,
    Money: _money,
    Number: _number,
    Secret: _secret,
    Pick: _pick,
    Hidden: _hidden,
}
