"""The duty log 值班记录: append-only, each entry bound to the one before [001·5·4.1.8] (``DUTY-3``, ``DUTY-5``)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from deskapp.domain.common import Ref
from deskapp.domain.fields import Choice, Day, Hidden, Moment, Text
from deskapp.domain.journal import Finding

REGISTER = "duty_log"


class Kind(StrEnum):
    """What an entry is about. Those the program writes by itself come last."""

    EVENT = "event"
    PATROL = "patrol"
    REPORT = "report"
    VISIT = "visit"
    EQUIPMENT = "equipment"
    NOTE = "note"
    CORRECTION = "correction"
    HANDOVER = "handover"
    NOT_ROSTERED = "not_rostered"
    CLOCK = "clock"


#: Kinds that a person chooses from.
WRITTEN = (Kind.EVENT, Kind.PATROL, Kind.REPORT, Kind.VISIT, Kind.EQUIPMENT, Kind.NOTE)
#: What the program writes by itself.
AUTOMATIC = frozenset({Kind.HANDOVER, Kind.NOT_ROSTERED, Kind.CLOCK})


@dataclass(frozen=True, kw_only=True)
class LogDraft:
    """What happened on duty, and when. There is no way back: a correction is a new entry."""

    kind: Annotated[Kind, Choice(required=True, among=WRITTEN)] = Kind.EVENT
    text: Annotated[str, Text(max=3000, lines=5, required=True)] = ""
    happened_at: Annotated[datetime | None, Moment(when="past")] = None
    happened_reason: Annotated[str, Text(max=200)] = ""
    client_id: Annotated[str, Hidden()] = ""


@dataclass(frozen=True, kw_only=True)
class CorrectDraft:
    """What should have been written; the old entry stays and is shown struck through beside this one."""

    text: Annotated[str, Text(max=3000, lines=5, required=True)] = ""
    reason: Annotated[str, Text(max=200, required=True)] = ""
    client_id: Annotated[str, Hidden()] = ""


@dataclass(frozen=True, kw_only=True)
class SignDraft:
    """The supervisor has read the log of a day and signs it (``DUTY-5``) [001·5·4.2.3].

    ``seen`` is the last sequence of the day that was read: what was written since is not signed unread.
    """

    day: Annotated[date | None, Day(required=True)] = None
    remark: Annotated[str, Text(max=500, lines=2)] = ""
    seen: Annotated[int | None, Hidden()] = None


@dataclass(frozen=True, kw_only=True)
class EraseDraft:
    """Why the words of an entry are erased: a person asked for it. Sequence, time, kind and hash stay."""

    reason: Annotated[str, Text(max=200, required=True)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """One entry. ``corrects`` and ``corrected_by`` name the other's sequence; ``text`` is empty where it was erased."""

    seq: int
    at: datetime
    recorded_at: datetime
    kind: Kind
    text: str
    happened_reason: str
    by: str
    corrects: int | None
    corrected_by: int | None
    reason: str
    erased: bool
    about: Ref | None = None
    erased_at: datetime | None = None
    erased_by: str = ""
    erased_reason: str = ""

    @property
    def automatic(self) -> bool:
        """Whether the program wrote it by itself."""
        return self.kind in AUTOMATIC


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The end of the chain as it is printed: sequence, count, time, and 80 bits of the hash as text (``DUTY-3``)."""

    seq: int
    count: int
    at: datetime | None
    hash: str

    @property
    def short(self) -> str:
        """The first 80 bits as sixteen letters and digits in groups of four, as they are typed from the paper."""
        from base64 import b32encode

        text = b32encode(bytes.fromhex(self.hash[:20])).decode()
        return "-".join(text[at : at + 4] for at in range(0, 16, 4))


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedDay:
    """A day of the log: how many entries it has, who countersigned it when, with which head.

    ``since`` counts what was written for that day after it was signed, ``last`` is its highest sequence, ``rest`` says
    that it was no working day.
    """

    day: date
    entries: int
    signed_by: str
    signed_at: datetime | None
    remark: str
    head: str
    since: int = 0
    last: int = 0
    rest: bool = False

    @property
    def signed(self) -> bool:
        """Whether all that stands there was countersigned."""
        return self.signed_at is not None and not self.since


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPage:
    """The log of some days for screen and paper."""

    since: date
    until: date
    entries: tuple[LogEntry, ...]
    days: tuple[SignedDay, ...]
    head: Head


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainState:
    """What proving the duty log found: its end, how many entries, and what is wrong with it."""

    head: Head
    entries: int
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Nothing was found wrong."""
        return not self.findings


def in_order(entries: Iterable[LogEntry]) -> tuple[LogEntry, ...]:
    """A day as it is read: by the time things happened, each correction right after what it puts right (``DUTY-3``)."""
    by_seq = {entry.seq: entry for entry in entries}
    roots = (entry for entry in by_seq.values() if entry.corrects not in by_seq)
    found: list[LogEntry] = []
    for root in sorted(roots, key=lambda entry: (entry.at, entry.seq)):
        here: LogEntry | None = root
        while here is not None:
            found.append(here)
            here = by_seq.get(here.corrected_by or 0)
    return tuple(found)
