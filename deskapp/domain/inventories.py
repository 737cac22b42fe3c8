"""Counts 清点: what hangs or lies at each place, counted blind, compared, explained, signed [001·1·4.5.6] (``KEY-6``).

A count has a subject, the register whose places are counted; nothing here knows what hangs or lies there. At a place
there is either one thing (a hook's set of keys), or there are several (the items at a place of a mail shelf).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from deskapp.domain.common import HistoryRow, Ref
from deskapp.domain.fields import Choice, Flag, Hidden, Moment, Number, Pick, Text
from deskapp.domain.lifecycle import NEW, Step, each, table
from deskapp.domain.people import COUNTER, OFFICE
from deskapp.domain.reception import ReasonDraft
from deskapp.domain.words import has_word

REGISTER = "inventories"
PREFIX = "QD"


class Subject(StrEnum):
    """What is counted, by the name of its register."""

    KEYS = "keys"
    MAIL = "mail"


#: What is counted unless something else is said.
KEYS = Subject.KEYS.value


def said(subject: str, name: str) -> str:
    """The word key of something a subject calls by a name of its own (a hook, a shelf's place), else the counts' own."""
    own = f"{REGISTER}.{subject}.{name}"
    return own if has_word(own) else f"{REGISTER}.{name}"


def papers_of(subject: str) -> tuple[str, str]:
    """The codes of a subject's count sheet and of its result."""
    thing = "key" if subject == KEYS else subject
    return f"{thing}_count_sheet", f"{thing}_count_result"


class State(StrEnum):
    """Where a count stands: blind until it is compared."""

    COUNTING = "counting"
    COMPARED = "compared"
    CLOSED = "closed"
    VOIDED = "voided"


class Mark(StrEnum):
    """What was seen at a place: what belongs there, nothing, or something that belongs elsewhere.

    Where several things lie, ``present`` is whatever the register knows, and ``other`` what it does not know at all.
    """

    PRESENT = "present"
    EMPTY = "empty"
    OTHER = "other"


class Difference(StrEnum):
    """How what was seen differs from what the register said at that moment."""

    LACKING = "lacking"
    UNEXPECTED = "unexpected"
    MISPLACED = "misplaced"
    KEYS = "keys"
    UNCOUNTED = "uncounted"


class Resolution(StrEnum):
    """What was done about a difference."""

    EXPLAINED = "explained"
    MISSING = "missing"
    PUT_BACK = "put_back"
    MOVED = "moved"


#: What may be done about each difference.
RESOLUTIONS = {
    Difference.LACKING: (Resolution.EXPLAINED, Resolution.MISSING),
    Difference.UNEXPECTED: (Resolution.EXPLAINED, Resolution.PUT_BACK),
    Difference.MISPLACED: (Resolution.EXPLAINED, Resolution.PUT_BACK, Resolution.MOVED, Resolution.MISSING),
    Difference.KEYS: (Resolution.EXPLAINED,),
    Difference.UNCOUNTED: (Resolution.EXPLAINED,),
}


@dataclass(frozen=True, kw_only=True)
class InventoryDraft:
    """A count as it begins: of everything, or of one part (a cabinet, a shelf); ``month`` empty is this month."""

    subject: Annotated[Subject, Choice(required=True)] = Subject.KEYS
    part_id: Annotated[int | None, Pick(source="inventories.parts")] = None
    month: Annotated[str, Text(max=7)] = ""
    note: Annotated[str, Text(max=300, lines=2)] = ""
    client_id: Annotated[str, Hidden()] = ""


@dataclass(frozen=True, kw_only=True)
class TickDraft:
    """One place as it was seen, or one code as it was scanned (which names its own place).

    ``code`` together with ``place`` says that it hangs there wherever it belongs; ``keys`` is how many keys were
    counted; ``times`` how often the place had been counted when it was looked at: nobody else's count is written over.
    Where several things lie, each is scanned by itself, and only an empty place is marked without a code.
    """

    place: Annotated[str, Text(max=40)] = ""
    mark: Annotated[Mark, Choice(required=True)] = Mark.PRESENT
    code: Annotated[str, Text(max=60)] = ""
    keys: Annotated[int | None, Number(min=1, max=99)] = None
    times: Annotated[int | None, Hidden()] = None


@dataclass(frozen=True, kw_only=True)
class UntickDraft:
    """The place whose count was a mistake; with ``thing`` only that one of several things."""

    place: Annotated[str, Text(max=40, required=True)] = ""
    thing: Annotated[str, Hidden()] = ""


@dataclass(frozen=True, kw_only=True)
class CompareDraft:
    """The end of the counting; with places left uncounted it needs the reason."""

    reason: Annotated[str, Text(max=500, lines=2)] = ""


@dataclass(frozen=True, kw_only=True)
class ExplainDraft:
    """One difference and what was done about it; ``alike`` says the same of all unexplained ones of its kind.

    ``thing`` names one of several things at the place.
    """

    place: Annotated[str, Text(max=40, required=True)] = ""
    thing: Annotated[str, Hidden()] = ""
    resolution: Annotated[Resolution, Choice(required=True)] = Resolution.EXPLAINED
    explanation: Annotated[str, Text(max=500, lines=2, required=True)] = ""
    alike: Annotated[bool, Flag()] = False


@dataclass(frozen=True, kw_only=True)
class CloseDraft:
    """Counter and supervisor have signed the result: the supervisor is whoever closes it."""

    counter_signed: Annotated[bool, Flag()] = False
    summary: Annotated[str, Text(max=1000, lines=3)] = ""


@dataclass(frozen=True, kw_only=True)
class ReportDraft:
    """To whom the month's table went, and when (the 28th)."""

    reported_to: Annotated[str, Text(max=60, required=True)] = ""
    reported_at: Annotated[datetime | None, Moment(when="past", required=True)] = None


LIFECYCLE = table(
    REGISTER,
    Step(verb="begin", source=NEW, target=State.COUNTING, who=COUNTER, form=InventoryDraft),
    Step(verb="tick", source=State.COUNTING, target=State.COUNTING, who=COUNTER, form=TickDraft, primary=True),
    Step(verb="compare", source=State.COUNTING, target=State.COMPARED, who=COUNTER, form=CompareDraft),
    Step(verb="explain", source=State.COMPARED, target=State.COMPARED, who=COUNTER, form=ExplainDraft),
    Step(verb="close", source=State.COMPARED, target=State.CLOSED, who=OFFICE, form=CloseDraft, primary=True),
    each(State.CLOSED, verb="report", who=COUNTER, form=ReportDraft),
    each(State.COUNTING, verb="untick", who=COUNTER, form=UntickDraft),
    each(State.COMPARED, to=State.COUNTING, verb="resume", who=OFFICE, form=ReasonDraft),
    each(State.COUNTING, to=State.VOIDED, verb="void", who=COUNTER, form=ReasonDraft),
    each(State.COMPARED, State.CLOSED, to=State.VOIDED, verb="void", who=OFFICE, form=ReasonDraft),
)

CHIPS = ("open", "closed", "all")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A countable place, in the order in which one walks past it; ``part`` is what it is a place of (a cabinet)."""

    id: int
    label: str
    part: str
    part_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What the register says of a place at one moment: ``code`` belongs there, ``there`` that it should be there now.

    ``state`` is a word key, ``words`` says what it is.
    """

    item_id: int | None = None
    code: str = ""
    there: bool = False
    keys: int = 0
    state: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a scanned code stands for: a thing (``item_id``) with its own place, or the place itself.

    ``here`` says that the register has it in the house at all, in its ``state``.
    """

    item_id: int | None
    code: str
    place_id: int | None
    words: str = ""
    state: str = ""
    here: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class InventoryRow:
    """A count as the table shows it; ``progress`` is counted of all, ``87 / 120``."""

    id: int
    version: int
    number: str
    state: State
    subject: str
    at: datetime
    month: str
    part: str
    progress: str
    differences: str
    closed_at: datetime | None
    handler: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """One place of the sheet: what was seen there so far, never what was expected (``KEY-6``).

    Of several things at a place each one that was seen follows it as a line with ``thing``; the place's own ``keys``
    is then how many there are.
    """

    id: int
    place_id: int
    place: str
    thing: str
    part: str
    mark: Mark | None
    code: str
    keys: int | None
    at: datetime | None
    by: str
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceLine:
    """One difference: what was expected when the place was counted, what was seen, and what was done about it."""

    id: int
    place: str
    thing: str
    part: str
    difference: Difference
    expected_code: str
    expected_words: str
    expected_state: str
    expected_keys: int
    mark: Mark | None
    code: str
    keys: int | None
    at: datetime | None
    by: str
    resolution: Resolution | None
    explanation: str
    explained_by: str
    explained_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A count as it is counted: places in order, blind, whatever state it is in (``KEY-6``).

    ``many`` says that several things lie at a place.
    """

    id: int
    number: str
    state: State
    subject: str
    month: str
    part: str
    note: str
    begun_at: datetime
    recorder: str
    total: int
    counted: int
    void_reason: str
    many: bool = False
    lines: tuple[SheetLine, ...] = ()

    @property
    def things(self) -> int:
        """How many were seen where several lie at a place."""
        return sum(bool(line.thing) for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class InventoryDetail:
    """Everything about one count. ``differences`` is empty until it is compared; single counts stand in the lines.

    ``total`` and ``counted`` are places.
    """

    id: int
    version: int
    number: str
    state: State
    subject: str
    month: str
    part_id: int | None
    part: str
    note: str
    begun_at: datetime
    recorder: str
    total: int
    counted: int
    compared_at: datetime | None
    uncounted_reason: str
    different: int
    explained: int
    counters: tuple[str, ...]
    counter_signed: bool
    closed_at: datetime | None
    closed_by: str
    summary: str
    reported_to: str
    reported_at: datetime | None
    void_reason: str
    many: bool = False
    lines: tuple[SheetLine, ...] = ()
    differences: tuple[DifferenceLine, ...] = ()
    linked: tuple[Ref, ...] = ()
    history: tuple[HistoryRow, ...] = ()

    @property
    def things(self) -> int:
        """How many were seen where several lie at a place."""
        return sum(bool(line.thing) for line in self.lines)
