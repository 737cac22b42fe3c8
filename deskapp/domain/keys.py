"""Key sets on the hooks of the key cabinet 钥匙柜 [001·1·4.5]."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from deskapp.domain.common import HistoryRow, Ref
from deskapp.domain.fields import Choice, Flag, Hidden, Number, Pick, Text, UnitCode
from deskapp.domain.lifecycle import NEW, Step, each, table
from deskapp.domain.people import COUNTER, OFFICE
from deskapp.domain.reception import ReasonDraft

REGISTER = "keys"
PREFIX = "YC"


class Category(StrEnum):
    """What a set is for [001·1·4.5.1]."""

    VACANT = "vacant"
    TRUST = "trust"
    EQUIPMENT = "equipment"
    OTHER = "other"


class State(StrEnum):
    """Where a set is."""

    IN = "in"
    OUT = "out"
    HANDED = "handed"
    MISSING = "missing"
    RETIRED = "retired"


#: A cabinet's rows, and the hooks of a row.
MOST = 60


@dataclass(frozen=True, kw_only=True)
class KeySetDraft:
    """A set as it is hung up. ``hook`` empty takes the next free hook; ``unit`` brings its building and floor."""

    hook: Annotated[str, Text(max=20)] = ""
    category: Annotated[Category, Choice(required=True)] = Category.VACANT
    unit: Annotated[str, UnitCode()] = ""
    building_id: Annotated[int | None, Pick(source="directory.buildings")] = None
    floor: Annotated[int | None, Number(min=-9, max=200)] = None
    room: Annotated[str, Text(max=60)] = ""
    keys: Annotated[int, Number(min=1, max=99, required=True)] = 1
    note: Annotated[str, Text(max=300, lines=2)] = ""
    client_id: Annotated[str, Hidden()] = ""


@dataclass(frozen=True, kw_only=True)
class AmendDraft:
    """What a set says of itself, put right; its hook is changed by moving it."""

    category: Annotated[Category, Choice(required=True)] = Category.VACANT
    unit: Annotated[str, UnitCode()] = ""
    building_id: Annotated[int | None, Pick(source="directory.buildings")] = None
    floor: Annotated[int | None, Number(min=-9, max=200)] = None
    room: Annotated[str, Text(max=60)] = ""
    keys: Annotated[int, Number(min=1, max=99, required=True)] = 1
    note: Annotated[str, Text(max=300, lines=2)] = ""


@dataclass(frozen=True, kw_only=True)
class MoveDraft:
    """The hook a set hangs on from now on."""

    hook: Annotated[str, Text(max=20, required=True)] = ""


@dataclass(frozen=True, kw_only=True)
class FindDraft:
    """A missing set that came to light: where, and the hook it goes to (empty: its own)."""

    reason: Annotated[str, Text(max=500, lines=2, required=True)] = ""
    hook: Annotated[str, Text(max=20)] = ""


@dataclass(frozen=True, kw_only=True)
class CabinetDraft:
    """A cabinet as it hangs on the wall: ``rows`` × ``columns`` hooks, numbered from its letter: A001 on."""

    code: Annotated[str, Text(max=6, required=True)] = ""
    name: Annotated[str, Text(max=40, required=True)] = ""
    rows: Annotated[int, Number(min=1, max=MOST, required=True)] = 6
    columns: Annotated[int, Number(min=1, max=MOST, required=True)] = 20
    client_id: Annotated[str, Hidden()] = ""


@dataclass(frozen=True, kw_only=True)
class RenameDraft:
    """What a cabinet is called, or where it hangs."""

    name: Annotated[str, Text(max=40, required=True)] = ""


@dataclass(frozen=True, kw_only=True)
class AddRowsDraft:
    """How many rows of hooks a cabinet gets below the last one."""

    more: Annotated[int, Number(min=1, max=MOST, required=True)] = 1


@dataclass(frozen=True, kw_only=True)
class GenerateDraft:
    """Sets for the units of a building that have none yet, hung on the cabinet's free hooks in order."""

    building_id: Annotated[int | None, Pick(source="directory.buildings", required=True)] = None
    cabinet_id: Annotated[int | None, Pick(source="keys.cabinet_options", required=True)] = None
    vacant_only: Annotated[bool, Flag()] = True
    keys: Annotated[int, Number(min=1, max=99, required=True)] = 2


def _follows(verb: str, source: State, target: State) -> Step:
    """A step the set takes along with a loan or a hand-over; nobody takes it by itself."""
    return Step(verb=verb, source=source, target=target, who=frozenset())


LIFECYCLE = table(
    REGISTER,
    Step(verb="hang", source=NEW, target=State.IN, who=COUNTER, form=KeySetDraft),
    _follows("lend", State.IN, State.OUT),
    _follows("take_back", State.OUT, State.IN),
    _follows("lose", State.OUT, State.MISSING),
    _follows("hand_over", State.IN, State.HANDED),
    _follows("entrust", State.HANDED, State.IN),
    each(State.IN, to=State.MISSING, verb="miss", who=COUNTER, form=ReasonDraft),
    Step(verb="find", source=State.MISSING, target=State.IN, who=COUNTER, form=FindDraft, primary=True),
    each(State.IN, State.MISSING, verb="move", who=COUNTER, form=MoveDraft),
    each(State.IN, State.OUT, State.MISSING, State.HANDED, verb="amend", who=COUNTER, form=AmendDraft),
    each(State.IN, State.MISSING, State.HANDED, to=State.RETIRED, verb="retire", who=OFFICE, form=ReasonDraft),
)

CHIPS = ("all", "in", "out", "due", "overdue", "missing", "handed")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeySetRow:
    """A set as lists show it. ``place`` is its unit, or building and room; ``borrower``, ``phone`` and ``due`` of its loan."""

    id: int
    version: int
    number: str
    state: State
    hook: str
    category: Category
    unit: str
    place: str
    building: str
    floor: int | None
    keys: int
    note: str
    borrower: str
    phone: str
    due: datetime | None
    started: datetime | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HookCell:
    """One hook of the picture and the set that belongs there. An empty hook has no ``set_id``.

    ``wanted_by`` is the number of an open slip that asks for the key (``DSP-8``).
    """

    hook_id: int
    hook: str
    row: int
    column: int
    set_id: int | None = None
    number: str = ""
    state: State | None = None
    category: Category | None = None
    building: str = ""
    floor: int | None = None
    unit: str = ""
    place: str = ""
    keys: int = 0
    loan_id: int | None = None
    loan: str = ""
    borrower: str = ""
    phone: str = ""
    due: datetime | None = None
    started: datetime | None = None
    wanted_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall:
    """One cabinet as it hangs on the wall (``KEY-1``): its hooks by row and column, from 1, read at ``at``."""

    id: int
    version: int
    code: str
    name: str
    rows: int
    columns: int
    at: datetime
    hooks: tuple[HookCell, ...]

    @property
    def number(self) -> str:
        """What stands on its papers."""
        return self.code


@dataclass(frozen=True, slots=True)
class RowHead:
    """Which buildings and floors a row of hooks is for (``KEY-1``)."""

    buildings: tuple[str, ...]
    floors: tuple[int, ...]

    @classmethod
    def of(cls, hooks: Iterable[HookCell]) -> RowHead:
        """As the sets that belong on these hooks have it: buildings in their order, floors from the lowest."""
        held = [hook for hook in hooks if hook.set_id is not None]
        floors = sorted({hook.floor for hook in held if hook.floor is not None})
        return cls(tuple(dict.fromkeys(hook.building for hook in held if hook.building)), tuple(floors))

    def named(self, between: str) -> str:
        """The buildings; of more than two the first and the last."""
        names = self.buildings
        return between.join(names) if len(names) < 3 else f"{names[0]}…{names[-1]}"

    @property
    def span(self) -> str:
        """The floors from the lowest to the highest."""
        return "–".join(str(floor) for floor in dict.fromkeys((*self.floors[:1], *self.floors[-1:])))


@dataclass(frozen=True, slots=True, kw_only=True)
class CabinetRow:
    """A cabinet as it is set up: its size, and how many of its hooks hold what."""

    id: int
    version: int
    code: str
    name: str
    rows: int
    columns: int
    active: bool
    hooks: int
    sets: int
    out: int
    missing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ToHang:
    """What generating would do: how many units have no set, and how many hooks are free for them."""

    units: int
    free: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyHit:
    """A set or an empty hook that was meant by what was typed or scanned: hook, number, unit, room."""

    hook: str
    set_id: int | None
    number: str
    state: State | None
    cabinet_id: int | None
    place: str
    loan_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeySetDetail:
    """Everything about one set."""

    id: int
    version: int
    number: str
    state: State
    hook: str
    cabinet: str
    category: Category
    unit: str
    building: str
    building_id: int | None
    floor: int | None
    room: str
    place: str
    keys: int
    note: str
    hung_at: datetime
    recorder: str
    missing_at: datetime | None
    missing_reason: str
    retired_reason: str
    loan_id: int | None
    loan: str
    borrower: str
    company: str
    phone: str
    purpose: str
    lent_at: datetime | None
    due_at: datetime | None
    wanted_by: str
    linked: tuple[Ref, ...] = ()
    history: tuple[HistoryRow, ...] = ()
