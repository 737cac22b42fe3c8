"""The owners' archive 业主档案: estate, buildings, units, residents, areas, departments, staff [001·1·3.6; 002·5.3]."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from deskapp.domain.common import HistoryRow, Ref, Waiting
from deskapp.domain.fields import Choice, Day, Flag, Hidden, Money, Number, Phone, Pick, Rows, Secret, Text, UnitCode
from deskapp.domain.people import Role

REGISTER = "directory"
#: The chips over the table of units, in order.
CHIPS = ("all", "occupied", "vacant", "fitting_out")


class Use(StrEnum):
    """What a unit is."""

    HOME = "home"
    SHOP = "shop"
    OFFICE = "office"
    PARKING = "parking"
    PLANT = "plant"


class UnitState(StrEnum):
    """How far a unit is on its way to being lived in."""

    VACANT = "vacant"
    HANDED_OVER = "handed_over"
    FITTING_OUT = "fitting_out"
    OCCUPIED = "occupied"


class Relation(StrEnum):
    """What a resident is to a unit."""

    OWNER = "owner"
    TENANT = "tenant"
    FAMILY = "family"
    AGENT = "agent"


class Sex(StrEnum):
    """As the ID document says."""

    UNKNOWN = "unknown"
    FEMALE = "female"
    MALE = "male"


class IdType(StrEnum):
    """Kinds of ID document."""

    NONE = "none"
    ID_CARD = "id_card"
    PASSPORT = "passport"
    PERMIT = "permit"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The document somebody showed, its number whole; ``number`` is that of the entry (``roles.md``)."""

    number: str
    name: str
    id_type: IdType
    id_number: str


class InstructionKind(StrEnum):
    """Kinds of standing instruction of a unit (``DIR-4``)."""

    PARCELS = "parcels"
    NO_ENTRY = "no_entry"
    MAIL_HOLD = "mail_hold"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Estate:
    """The managed property; its letterhead stands on every form."""

    name: Annotated[str, Text(max=60, required=True)] = ""
    name_en: Annotated[str, Text(max=100)] = ""
    address: Annotated[str, Text(max=120)] = ""
    phone: Annotated[str, Phone(required=True)] = ""
    complaint_line: Annotated[str, Phone()] = ""


@dataclass(frozen=True, kw_only=True)
class SetUpDraft:
    """The first start, one page: the letterhead and the first person (who may do everything a director may)."""

    estate: Annotated[str, Text(max=60, required=True)] = ""
    estate_en: Annotated[str, Text(max=100)] = ""
    address: Annotated[str, Text(max=120)] = ""
    estate_phone: Annotated[str, Phone(required=True)] = ""
    complaint_line: Annotated[str, Phone()] = ""
    staff_code: Annotated[str, Text(max=20, required=True)] = ""
    staff_name: Annotated[str, Text(max=40, required=True)] = ""
    pin: Annotated[str, Secret(required=True)] = ""
    pin_again: Annotated[str, Secret(required=True)] = ""


@dataclass(frozen=True, kw_only=True)
class StaffDraft:
    """A member of staff. An empty PIN leaves the one there is."""

    id: Annotated[int | None, Hidden()] = None
    code: Annotated[str, Text(max=20, required=True)] = ""
    name: Annotated[str, Text(max=40, required=True)] = ""
    role: Annotated[Role, Choice(required=True)] = Role.RECEPTIONIST
    phone: Annotated[str, Phone()] = ""
    department_id: Annotated[int | None, Pick(source="directory.departments")] = None
    area_id: Annotated[int | None, Pick(source="directory.areas")] = None
    active: Annotated[bool, Flag()] = True
    pin: Annotated[str, Secret()] = ""


@dataclass(frozen=True, kw_only=True)
class NamedDraft:
    """A department or an area: its name, and a department's phone."""

    id: Annotated[int | None, Hidden()] = None
    name: Annotated[str, Text(max=40, required=True)] = ""
    phone: Annotated[str, Phone()] = ""


@dataclass(frozen=True, kw_only=True)
class BuildingDraft:
    """A building, with the number of floors and the area it belongs to."""

    id: Annotated[int | None, Hidden()] = None
    code: Annotated[str, Text(max=10, required=True)] = ""
    name: Annotated[str, Text(max=40)] = ""
    floors: Annotated[int, Number(min=1, max=200)] = 1
    area_id: Annotated[int | None, Pick(source="directory.areas")] = None


@dataclass(frozen=True, kw_only=True)
class UnitDraft:
    """A unit. ``code`` is building-entrance-room, ``3-2-1102``; the building must exist, the entrance is made."""

    id: Annotated[int | None, Hidden()] = None
    version: Annotated[int, Hidden()] = 0
    code: Annotated[str, Text(max=30, required=True)] = ""
    use: Annotated[Use, Choice(required=True)] = Use.HOME
    floor: Annotated[int, Number(min=-10, max=200)] = 1
    area_m2: Annotated[Decimal, Money()] = Decimal(0)
    state: Annotated[UnitState, Choice(required=True)] = UnitState.VACANT
    moved_in: Annotated[date | None, Day()] = None


@dataclass(frozen=True, kw_only=True)
class TieDraft:
    """A resident's tie to a unit, from a day to a day (``DIR-1``)."""

    unit: Annotated[str, UnitCode(required=True)] = ""
    relation: Annotated[Relation, Choice(required=True)] = Relation.OWNER
    since: Annotated[date | None, Day()] = None
    until: Annotated[date | None, Day()] = None


@dataclass(frozen=True, kw_only=True)
class ResidentDraft:
    """A resident with phones (separated by commas) and ties."""

    id: Annotated[int | None, Hidden()] = None
    version: Annotated[int, Hidden()] = 0
    name: Annotated[str, Text(max=60, required=True)] = ""
    sex: Annotated[Sex, Choice()] = Sex.UNKNOWN
    address_as: Annotated[str, Text(max=40)] = ""
    phones: Annotated[str, Text(max=120)] = ""
    id_type: Annotated[IdType, Choice()] = IdType.NONE
    id_number: Annotated[str, Text(max=40)] = ""
    emergency_contact: Annotated[str, Text(max=100)] = ""
    notes: Annotated[str, Text(max=500, lines=2)] = ""
    ties: Annotated[tuple[TieDraft, ...], Rows(row=TieDraft, max=30)] = ()


@dataclass(frozen=True, kw_only=True)
class InstructionDraft:
    """A standing instruction; it expires by itself at the end of its last day (``DIR-4``)."""

    unit: Annotated[str, UnitCode(required=True)] = ""
    kind: Annotated[InstructionKind, Choice(required=True)] = InstructionKind.OTHER
    text: Annotated[str, Text(max=300, lines=2, required=True)] = ""
    until: Annotated[date | None, Day(when="future", required=True)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffRow:
    """A member of staff as listed."""

    id: int
    code: str
    name: str
    role: Role
    phone: str
    department: str
    area: str
    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidentTie:
    """A tie as it is shown; ``past`` when it has ended."""

    resident_id: int
    name: str
    address_as: str
    phones: tuple[str, ...]
    notes: str
    unit: str
    relation: Relation
    since: date | None
    until: date | None
    past: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction:
    """A standing instruction in force."""

    id: int
    unit: str
    kind: InstructionKind
    text: str
    until: date
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallerHit:
    """One answer of the unit field: a unit, and the resident meant if one was named (``ALL-5``)."""

    unit_id: int
    unit: str
    resident_id: int | None
    name: str
    address_as: str
    phone: str
    relation: Relation | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCard:
    """What the counter must know the moment a unit is picked (``REC-1``, ``DIR-4``)."""

    unit_id: int
    unit: str
    use: Use
    state: UnitState
    area_m2: Decimal
    floor: int
    area: str
    moved_in: date | None
    version: int
    residents: tuple[ResidentTie, ...] = ()
    instructions: tuple[Instruction, ...] = ()
    waiting: tuple[Waiting, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitEvent:
    """One line of a unit's history, from any register."""

    at: datetime
    ref: Ref
    title: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """A unit as the residents' desk lists it."""

    id: int
    code: str
    use: Use
    state: UnitState
    floor: int
    area: str
    residents: str
    phones: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidentDetail:
    """Everything about one resident; the ID number masked."""

    id: int
    version: int
    name: str
    sex: Sex
    address_as: str
    phones: tuple[str, ...]
    id_type: IdType
    id_number_masked: str
    emergency_contact: str
    notes: str
    merged_into: int | None
    ties: tuple[ResidentTie, ...] = ()
    history: tuple[HistoryRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRow:
    """One refused row of an Excel import: sheet, row as the office's program numbers it, column, reason."""

    sheet: str
    row: int
    column: str
    code: str
    params: dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did or, in a dry run, would do. ``bad`` empty means nothing stands in its way."""

    dry_run: bool
    counts: dict[str, int]
    bad: tuple[BadRow, ...] = ()
