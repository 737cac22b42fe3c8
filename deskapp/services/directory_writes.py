"""What the directory's verbs write: rows with their journal and their words for the search box."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, select

from deskapp.domain.directory import BuildingDraft, Estate, InstructionDraft, NamedDraft, UnitDraft
from deskapp.domain.fields import check
from deskapp.errors import Conflict, Invalid, NotFound, Problem
from deskapp.models.directory import Area, Building, Department, Entrance, EstateRow, InstructionRow, Unit
from deskapp.services import directory_codes as codes
from deskapp.services import journal, search_index
from deskapp.services.tokens import Searchable
from deskapp.services.verbs import Tx

UNIT = "unit"
R = TypeVar("R", bound=Any)


def refuse(tx: Tx, draft: Any, *more: Problem) -> None:
    """Refuse a draft with every problem at once (``ALL-4``)."""
    found = [Problem(r.field, r.code, r.params) for r in check(draft, tx.now)]
    known = {problem.field for problem in found}
    if problems := [*found, *(problem for problem in more if problem.field not in known)]:
        raise Invalid(*problems)


def filled(draft: R) -> R:
    """The draft with its defaults where a form was left empty (a floor, a sex)."""
    defaults = {f.name: f.default for f in dataclasses.fields(draft) if getattr(draft, f.name) is None}
    return dataclasses.replace(draft, **defaults)


def _too_long(field: str, value: str, most: int) -> list[Problem]:
    """Bringing a code into its one form can make it longer than what was typed."""
    return [Problem(field, "too_long", {"max": most, "length": len(value)})] if len(value) > most else []


def load(tx: Tx, model: type[R], id: int, version: int | None = None) -> R:
    """One row by id; raises NotFound, Conflict for a stale version."""
    row: Any = tx.session.get(model, id)
    if row is None:
        raise NotFound(number=f"#{id}")
    if version is not None and row.version != version:
        raise Conflict(number=getattr(row, "code", "") or row.name)
    return row  # type: ignore[no-any-return]


def _taken(tx: Tx, model: Any, column: ColumnElement[str], value: str, own: int | None) -> list[Problem]:
    other = tx.session.scalar(select(model.id).where(column == value)) if value else None
    return [Problem(column.key or "", "duplicate", {"value": value})] if other is not None and other != own else []


def _missing(tx: Tx, model: Any, field: str, id: int | None) -> list[Problem]:
    if not id or tx.session.get(model, id) is not None:
        return []
    return [Problem(field, "unknown_choice", {"value": id})]


def put(
    tx: Tx, register: str, row: Any, values: dict[str, Any], number: str = "", more: dict[str, Any] | None = None
) -> Any:
    """Set a new or loaded row's values and write it with its journal, one version on."""
    for name, value in values.items():
        setattr(row, name, value)
    if hasattr(row, "version"):
        row.version = (row.version or 0) + 1
    tx.session.add(row)
    journal.write(tx, register, row, number=number, more=more)
    return row


# Estate, departments, areas, buildings


def save_estate(tx: Tx, draft: Estate) -> EstateRow:
    """Write the letterhead."""
    refuse(tx, draft)
    row = tx.session.get(EstateRow, 1) or EstateRow(id=1)
    values = {name: getattr(draft, name).strip() for name in ("name", "name_en", "address", "phone", "complaint_line")}
    return put(tx, "estate", row, values)  # type: ignore[no-any-return]


def save_named(tx: Tx, model: type[Department] | type[Area], draft: NamedDraft) -> Department | Area:
    """Write a department or an area; a name stands once."""
    name = draft.name.strip()
    refuse(tx, draft, *_taken(tx, model, model.name, name, draft.id))  # type: ignore[arg-type]
    row: Any = load(tx, model, draft.id) if draft.id else model()
    values = {"name": name} | ({"phone": draft.phone.strip()} if model is Department else {})
    return put(tx, model.__tablename__, row, values, name)  # type: ignore[no-any-return]


def save_building(tx: Tx, draft: BuildingDraft) -> Building:
    """Write a building; its code is one part, since unit codes begin with it."""
    code = "".join(codes.parts(draft.code))
    problems = _taken(tx, Building, Building.code, code, draft.id)  # type: ignore[arg-type]
    problems += _missing(tx, Area, "area_id", draft.area_id) + _too_long("code", code, 10)
    if len(codes.parts(draft.code)) > 1:
        problems.append(Problem("code", "unit_code"))
    row = load(tx, Building, draft.id) if draft.id else Building()
    if row.id and row.code != code and tx.session.scalar(select(Unit.id).where(Unit.building_id == row.id).limit(1)):
        problems.append(Problem("code", "building_in_use", {"value": row.code}))
    refuse(tx, draft, *problems)
    draft = filled(draft)
    values = {"code": code, "name": draft.name.strip(), "floors": draft.floors, "area_id": draft.area_id}
    return put(tx, "building", row, values, code)  # type: ignore[no-any-return]


# Units


def unit_words(unit: Unit) -> Searchable:
    """What a unit is found by (``ALL-5``)."""
    return Searchable(codes=(unit.code,))


def place_of(tx: Tx, text: str) -> tuple[str, Building | None]:
    """The code a text stands for and its building; no building when none of the text's readings begins with one."""
    read = [code for code in codes.readings(text) if len(code.split("-")) in codes.PARTS]
    for code in read:
        building = tx.session.scalars(select(Building).where(Building.code == code.split("-")[0])).first()
        if building is not None:
            return code, building
    return (read[0] if read else ""), None


def save_unit(tx: Tx, draft: UnitDraft) -> Unit:
    """Write a unit; its building must exist, its entrance is made."""
    code, building = place_of(tx, draft.code)
    problems: list[Problem] = []
    if not code:
        problems.append(Problem("code", "unit_code"))
    elif building is None:
        problems.append(Problem("code", "unknown_building", {"value": code.split("-")[0]}))
    problems += _taken(tx, Unit, Unit.code, code, draft.id) + _too_long("code", code, 30)  # type: ignore[arg-type]
    refuse(tx, draft, *problems)
    draft = filled(draft)
    assert building is not None
    row = load(tx, Unit, draft.id, draft.version) if draft.id else Unit()
    before = unit_words(row) if row.id else None
    values = {name: getattr(draft, name) for name in ("use", "floor", "area_m2", "state", "moved_in")}
    values |= {"code": code, "squeezed": codes.squeezed(code), "building_id": building.id}
    values["entrance_id"] = entrance_of(tx, building, code)
    put(tx, UNIT, row, values, code)
    if before != unit_words(row):
        search_index.put(tx.session, UNIT, row.id, unit_words(row), before)
    return row


def entrance_of(tx: Tx, building: Building, code: str) -> int | None:
    """The entrance that a unit's code names, made when it is new; none for a code of two parts."""
    parts = code.split("-")
    if len(parts) < 3:
        return None
    here = select(Entrance).where(Entrance.building_id == building.id, Entrance.code == parts[1])
    found = tx.session.scalars(here).first()
    if found is None:
        found = put(tx, "entrance", Entrance(building_id=building.id, code=parts[1]), {}, f"{building.code}-{parts[1]}")
    return found.id


def unit_of(tx: Tx, text: str) -> Unit | None:
    """The unit that a text names: its code, or the only one that it can mean in any punctuation."""
    for code in dict.fromkeys((text.strip(), *codes.readings(text))):
        if (found := tx.session.scalars(select(Unit).where(Unit.code == code)).first()) is not None:
            return found
    bare = codes.squeezed(text)
    several = tx.session.scalars(select(Unit).where(Unit.squeezed == bare).limit(2)).all() if bare else ()
    return several[0] if len(several) == 1 else None


# Standing instructions


def instruct(tx: Tx, draft: InstructionDraft) -> tuple[InstructionRow, Unit]:
    """Write a standing instruction (``DIR-4``)."""
    unit = unit_of(tx, draft.unit)
    missing = draft.unit.strip() and unit is None
    refuse(tx, draft, *([Problem("unit", "unknown_unit", {"value": draft.unit})] if missing else []))
    assert unit is not None
    values = {"unit_id": unit.id, "kind": draft.kind, "text": draft.text, "until": draft.until, "by_id": tx.staff_id}
    return put(tx, "instruction", InstructionRow(), values, unit.code), unit


def end_instruction(tx: Tx, id: int) -> tuple[InstructionRow, Unit]:
    """End an instruction now: its last day was yesterday; the row stays."""
    row = load(tx, InstructionRow, id)
    unit = load(tx, Unit, row.unit_id)
    yesterday = tx.now.astimezone().date() - timedelta(days=1)
    if row.until > yesterday:
        put(tx, "instruction", row, {"until": yesterday}, unit.code)
    return row, unit
