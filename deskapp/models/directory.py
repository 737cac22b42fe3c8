"""The owners' archive: estate, areas, departments, buildings, entrances, units, residents and their ties."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from deskapp.domain.directory import IdType, InstructionKind, Relation, Sex, UnitState, Use
from deskapp.models.base import Base, Id, StaffId, Str, Versioned, Word, one_of


class EstateRow(Versioned, Base):
    """The managed property: one row."""

    __tablename__ = "estate"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(60))
    name_en: Mapped[Str]
    address: Mapped[Str]
    phone: Mapped[Str]
    complaint_line: Mapped[Str]


class Area(Versioned, Base):
    """A group of buildings under one area steward."""

    __tablename__ = "area"

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(40), unique=True)


class Department(Versioned, Base):
    """Security, cleaning, greening, engineering and the like."""

    __tablename__ = "department"

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(40), unique=True)
    phone: Mapped[Str]


class Building(Versioned, Base):
    """A building; ``code`` is the first part of its units' codes."""

    __tablename__ = "building"

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(String(10), unique=True)
    name: Mapped[Str]
    floors: Mapped[int] = mapped_column(default=1)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))


class Entrance(Base):
    """An entrance (单元) of a building."""

    __tablename__ = "entrance"
    __table_args__ = (UniqueConstraint("building_id", "code"),)

    id: Mapped[Id]
    building_id: Mapped[int] = mapped_column(ForeignKey("building.id"))
    code: Mapped[str] = mapped_column(String(10))


class Unit(Versioned, Base):
    """A home, shop, office, parking space or plant room. ``squeezed`` is the code without punctuation."""

    __tablename__ = "unit"
    __table_args__ = (one_of("use", Use), one_of("state", UnitState), Index("ix_unit_squeezed", "squeezed"))

    id: Mapped[Id]
    building_id: Mapped[int] = mapped_column(ForeignKey("building.id"), index=True)
    entrance_id: Mapped[int | None] = mapped_column(ForeignKey("entrance.id"))
    code: Mapped[str] = mapped_column(String(30), unique=True)
    squeezed: Mapped[str] = mapped_column(String(30))
    use: Mapped[Use] = mapped_column(Word(Use), default=Use.HOME)
    floor: Mapped[int] = mapped_column(default=1)
    area_m2: Mapped[Decimal] = mapped_column(default=Decimal(0))
    state: Mapped[UnitState] = mapped_column(Word(UnitState), default=UnitState.VACANT)
    moved_in: Mapped[date | None] = mapped_column(Date)


class Resident(Versioned, Base):
    """A person tied to units. A merged record stays and names the one it went into (``DIR-2``)."""

    __tablename__ = "resident"
    __table_args__ = (one_of("sex", Sex), one_of("id_type", IdType))

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(60))
    sex: Mapped[Sex] = mapped_column(Word(Sex), default=Sex.UNKNOWN)
    address_as: Mapped[Str]
    id_type: Mapped[IdType] = mapped_column(Word(IdType), default=IdType.NONE)
    id_number: Mapped[Str]
    emergency_contact: Mapped[Str]
    notes: Mapped[Str]
    phones: Mapped[Str]
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("resident.id"))


class Tie(Base):
    """A resident's tie to a unit, from a day to a day; past ties stay (``DIR-1``)."""

    __tablename__ = "tie"
    __table_args__ = (
        one_of("relation", Relation),
        CheckConstraint("until IS NULL OR since IS NULL OR until >= since", name="span"),
        Index("ix_tie_unit_id", "unit_id"),
        Index("ix_tie_resident_id", "resident_id"),
    )

    id: Mapped[Id]
    resident_id: Mapped[int] = mapped_column(ForeignKey("resident.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    relation: Mapped[Relation] = mapped_column(Word(Relation))
    since: Mapped[date | None] = mapped_column(Date)
    until: Mapped[date | None] = mapped_column(Date)


class InstructionRow(Versioned, Base):
    """A standing instruction of a unit, in force to the end of ``until`` (``DIR-4``)."""

    __tablename__ = "instruction"
    __table_args__ = (one_of("kind", InstructionKind), Index("ix_instruction_unit_id", "unit_id", "until"))

    id: Mapped[Id]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    kind: Mapped[InstructionKind] = mapped_column(Word(InstructionKind))
    text: Mapped[str] = mapped_column(String(300))
    until: Mapped[date] = mapped_column(Date)
    by_id: Mapped[StaffId]
