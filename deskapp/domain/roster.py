"""The duty roster 值班安排表: people × days of a month, its editions, and which rules it breaks (``DUTY-1``, ``DUTY-2``)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from deskapp.domain.fields import Choice, Day, Flag, Hidden, Number, Rows, Text
from deskapp.domain.people import Role
from deskapp.domain.shifts import Shift

REGISTER = "roster"


class State(StrEnum):
    """Where an edition of a month's roster stands; what was published once is kept."""

    DRAFT = "draft"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    DROPPED = "dropped"


#: Editions that everybody follows or followed; drafts, dropped ones too, are the office's own.
PUBLIC = (State.PUBLISHED, State.SUPERSEDED)


class DutyDay(StrEnum):
    """What a day is for the roster."""

    WORKING = "working"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


class Start(StrEnum):
    """What a new draft begins with."""

    EMPTY = "empty"
    LAST_MONTH = "last_month"
    PUBLISHED = "published"


class Rule(StrEnum):
    """What a roster can break (``DUTY-1``)."""

    COVER = "cover"
    REST = "rest"
    RUN = "run"
    DAYS_OFF = "days_off"
    LEAVE = "leave"
    EXPERIENCED = "experienced"
    NOT_ALLOWED = "not_allowed"
    HOURS = "hours"
    WISH = "wish"


@dataclass(frozen=True, kw_only=True)
class PersonDraft:
    """How somebody takes part in the roster. ``shifts`` are the letters of those allowed; empty: all.

    ``version`` is the one that was read (0: not set up before); None for who did not look.
    """

    on_roster: Annotated[bool, Flag()] = True
    experienced: Annotated[bool, Flag()] = False
    hours: Annotated[int | None, Number(min=0, max=400)] = None
    shifts: Annotated[str, Text(max=20)] = ""
    note: Annotated[str, Text(max=200)] = ""
    version: Annotated[int | None, Hidden()] = None


@dataclass(frozen=True, kw_only=True)
class CellPut:
    """One cell as it is to be: a shift's letter, ``-`` for a day off, empty for nothing decided.

    ``pinned`` cells are left alone by *Generate*.
    """

    staff_id: Annotated[int, Number(min=1, max=10**9)] = 0
    day: Annotated[date | None, Day(required=True)] = None
    shift: Annotated[str, Text(max=1)] = ""
    pinned: Annotated[bool, Flag()] = False


@dataclass(frozen=True, kw_only=True)
class CellsDraft:
    """Cells that change together: one key, a drag, a pasted block, a generated month."""

    cells: Annotated[tuple[CellPut, ...], Rows(row=CellPut, max=4000, required=True)] = ()


@dataclass(frozen=True, kw_only=True)
class BeginDraft:
    """A new draft for a month (``2026-12``)."""

    month: Annotated[str, Text(max=7, required=True)] = ""
    start: Annotated[Start, Choice(required=True)] = Start.EMPTY
    client_id: Annotated[str, Hidden()] = ""


@dataclass(frozen=True, kw_only=True)
class PublishDraft:
    """An edition for the wall. With rules broken it wants the reason why it is published all the same."""

    note: Annotated[str, Text(max=300, lines=2)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GridDay:
    """One column: a day, what it is, and what it is called if it has a name."""

    day: date
    kind: DutyDay
    name: str = ""
    name_en: str = ""
    make_up: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell: a shift's id, None for a day off; what is not decided has no cell."""

    staff_id: int
    day: date
    shift_id: int | None
    pinned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """Days on which somebody is not to be on duty: an approved leave, or a wish (which a roster may break)."""

    staff_id: int
    since: date
    until: date
    wish: bool
    number: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One row: who, and how they take part."""

    staff_id: int
    code: str
    name: str
    role: Role
    on_roster: bool
    experienced: bool
    hours: int | None
    shifts: str
    note: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What somebody has done up to a day: hours and shifts of the months before, for fairness across months.

    ``months`` is in how many of them they were on duty at all.
    """

    staff_id: int
    hours: float = 0
    late: int = 0
    weekends: int = 0
    holidays: int = 0
    months: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The rulebook's numbers for rosters, read once."""

    rest_hours: float
    longest_run: int
    days_off: int
    most_hours: int
    experienced: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """One broken rule: where, and the values its sentence names (``roster.broken.<rule>``)."""

    rule: Rule
    day: date | None
    staff_id: int | None
    shift_id: int | None = None
    params: dict[str, object] | None = None

    @property
    def soft(self) -> bool:
        """A wish may be broken; everything else is a fault of the roster."""
        return self.rule is Rule.WISH


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One edition of a month with everything its grid shows. ``before`` are the cells of the days just before it."""

    id: int
    version: int
    month: str
    edition: int
    state: State
    note: str
    made_by: str
    made_at: datetime
    published_by: str
    published_at: datetime | None
    days: tuple[GridDay, ...]
    people: tuple[Person, ...]
    shifts: tuple[Shift, ...]
    cells: tuple[Cell, ...]
    before: tuple[Cell, ...]
    away: tuple[Away, ...]
    loads: tuple[Load, ...]
    rules: Rules
    broken: tuple[Broken, ...] = ()

    @property
    def number(self) -> str:
        """What stands on its papers: ``2026-12/3``."""
        return f"{self.month}/{self.edition}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition as lists show it; ``changed`` is how many cells differ from the one before."""

    id: int
    month: str
    edition: int
    state: State
    note: str
    by: str
    at: datetime
    changed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CellChange:
    """One cell that differs between two editions; shifts by their short words, empty for nothing decided."""

    staff_id: int
    name: str
    day: date
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDuty:
    """Somebody on duty: from when until when."""

    staff_id: int
    name: str
    phone: str
    shift: str
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyNow:
    """Who is on duty now and next, for the status bar; ``rostered`` is whether the person signed in is (``DUTY-6``).

    ``changes_at`` is when this answer changes. Without a published roster ``published`` is False.
    """

    published: bool
    now: tuple[OnDuty, ...]
    next: tuple[OnDuty, ...]
    rostered: bool
    changes_at: datetime | None
