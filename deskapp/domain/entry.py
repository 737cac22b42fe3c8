"""Who could have entered a unit 谁可能进过: every loan, slip and hand-over of a span of time that overlaps (``KEY-8``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

from deskapp.domain.common import Ref
from deskapp.domain.fields import Moment, UnitCode
from deskapp.domain.words import Language, word

REGISTER = "entry"
#: The columns of the list, as it is written to a file and printed.
COLUMNS = (
    "since", "until", "way", "who", "company", "phone", "purpose", "keys", "given_by", "taken_by", "number",
)  # fmt: skip


class Way(StrEnum):
    """How somebody could have entered.

    With borrowed keys; with keys that were lost; on a slip; as whom the keys were handed to; or, whoever it was, with a
    set that is looked for.
    """

    LOAN = "loan"
    LOST = "lost"
    SLIP = "slip"
    OWNER = "owner"
    MISSING = "missing"


@dataclass(frozen=True, kw_only=True)
class EntryAsk:
    """Which unit, and when."""

    unit: Annotated[str, UnitCode(required=True)] = ""
    since: Annotated[datetime | None, Moment(required=True)] = None
    until: Annotated[datetime | None, Moment(required=True)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLine:
    """One of them. ``until`` None: still. ``given_by`` and ``taken_by`` are who handed the keys out and took them back."""

    ref: Ref
    way: Way
    since: datetime
    until: datetime | None
    who: str = ""
    company: str = ""
    phone: str = ""
    purpose: str = ""
    keys: str = ""
    given_by: str = ""
    taken_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryList:
    """Everybody who could have entered a unit in a span, in order of time. ``id`` names what was asked, for its paper."""

    id: int
    number: str
    unit_id: int
    since: datetime
    until: datetime
    at: datetime
    lines: tuple[EntryLine, ...]


def asked_id(unit_id: int, since: datetime, until: datetime) -> int:
    """A unit and a span as one number, as a form is asked for: to the minute, in the world's time."""
    begin, end = (f"{moment.astimezone(UTC):%Y%m%d%H%M}" for moment in (since, until))
    return int(f"{unit_id}{begin}{end}")


def of_asked_id(id: int) -> tuple[int, datetime, datetime]:
    """The unit's id and the span of such a number; ValueError for any other."""
    digits = str(id)
    since, until = (datetime.strptime(part, "%Y%m%d%H%M") for part in (digits[-24:-12], digits[-12:]))
    return int(digits[:-24]), since.replace(tzinfo=UTC), until.replace(tzinfo=UTC)


def moment(at: datetime | None, language: Language) -> str:
    """A moment of the list in the office's time; ``still`` where it has no end."""
    return f"{at.astimezone():%Y-%m-%d %H:%M}" if at is not None else word("entry.still", language)


def cells(line: EntryLine, language: Language) -> tuple[str, ...]:
    """A line as it is written to a file and printed, in the order of ``COLUMNS``."""
    words = {
        "since": moment(line.since, language),
        "until": moment(line.until, language),
        "way": word(f"entry.way.{line.way}", language),
        "number": line.ref.number,
    }
    return tuple(words[name] if name in words else str(getattr(line, name)) for name in COLUMNS)


def heads(language: Language) -> Iterator[str]:
    """What stands over the columns."""
    return (word(f"entry.field.{name}", language) for name in COLUMNS)
