"""Taking a workbook in: a plan that names every bad row, then all of it or nothing [001·1·3.6]."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sqlalchemy import select

from deskapp.domain.directory import BadRow, BuildingDraft, ImportReport, NamedDraft, UnitDraft
from deskapp.domain.fields import check
from deskapp.models.directory import Area, Building, Department, Entrance, Unit
from deskapp.services import directory_codes as codes
from deskapp.services import directory_writes as writes_of
from deskapp.services import journal_bulk, search_index
from deskapp.services.excel import people
from deskapp.services.excel.reading import Book, Line, read
from deskapp.services.verbs import Tx

NEW, CHANGED, SAME = "new", "changed", "same"


@contextmanager
def without_pauses() -> Iterator[None]:
    """Hold the collector of cycles back: over so many rows it would stop the window for half a second (G8)."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@dataclass
class Known:
    """What the file and the register hold together: codes and names by which rows refer to each other."""

    departments: dict[str, Department]
    areas: dict[str, Area]
    buildings: dict[str, Building]
    units: dict[str, Unit]
    building_codes: set[str]
    area_names: set[str]
    unit_codes: dict[str, str]  # every squeezed code → the code itself; two units of one squeezed code: no entry

    def unit_code(self, text: str) -> str:
        """The unit that a text names, or an empty string."""
        for code in codes.readings(text):
            if self.unit_codes.get(code) == code:
                return code
        return self.unit_codes.get(codes.squeezed(text), "")


@dataclass
class Plan:
    """What an import would do. ``named`` etc. hold drafts of new and changed rows only."""

    departments: list[NamedDraft] = field(default_factory=list)
    areas: list[NamedDraft] = field(default_factory=list)
    buildings: list[tuple[BuildingDraft, str]] = field(default_factory=list)
    units: list[UnitDraft] = field(default_factory=list)
    people: list[people.Person] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def report(self, *, dry_run: bool) -> ImportReport:
        """The answer to the person."""
        return ImportReport(dry_run=dry_run, counts=dict(self.counts), bad=tuple(self.bad))


def plan(tx: Tx, path: Path) -> Plan:
    """Read a workbook and say what importing it would do, with every bad row and its reason."""
    book = read(path)
    made = Plan()
    known = _known(tx, book)
    made.departments = list(_named(tx, made, book, "departments", known.departments))
    made.areas = list(_named(tx, made, book, "areas", known.areas))
    made.buildings = list(_buildings(tx, made, book, known))
    made.units = list(_units(tx, made, book, known))
    made.people = people.plan(tx, book.lines.get("residents", ()), known.unit_code)
    for person in made.people:
        made.counts[f"residents.{person.fate}"] += 1
    made.bad = [*book.bad, *(bad for lines in book.lines.values() for line in lines for bad in line.bad)]
    return made


def _known(tx: Tx, book: Book) -> Known:
    buildings = {row.code: row for row in tx.session.scalars(select(Building))}
    areas = {row.name: row for row in tx.session.scalars(select(Area))}
    units = {row.code: row for row in tx.session.scalars(select(Unit))}
    known = Known(
        departments={row.name: row for row in tx.session.scalars(select(Department))},
        areas=areas,
        buildings=buildings,
        units=units,
        building_codes={*buildings, *(_building_code(line) for line in book.lines.get("buildings", ()))},
        area_names={*areas, *(line.values["name"] for line in book.lines.get("areas", ()))},
        unit_codes={},
    )
    filed = (_code_of(line.values["code"], known.building_codes) for line in book.lines.get("units", ()))
    several: dict[str, set[str]] = {}
    for code in (*units, *filed):
        known.unit_codes[code] = code
        several.setdefault(codes.squeezed(code), set()).add(code)
    for bare, same in several.items():
        if bare not in known.unit_codes and len(same) == 1:
            known.unit_codes[bare] = next(iter(same))
    return known


def _building_code(line: Line) -> str:
    return "".join(codes.parts(line.values["code"]))


def _code_of(text: str, buildings: set[str]) -> str:
    """The unit code that a text stands for: the reading that begins with a building there is."""
    read_as = [code for code in codes.readings(text) if len(code.split("-")) in codes.PARTS]
    fitting = (code for code in read_as if code.split("-")[0] in buildings)
    return next(fitting, read_as[0] if read_as else "")


def _once(lines: Iterable[Line], name: str, key: Any) -> Iterator[tuple[Line, str]]:
    """Lines with their key; a key that stands twice is refused at its second line."""
    seen: set[str] = set()
    for line in lines:
        code = key(line)
        if code in seen:
            line.refuse(name, "duplicate", value=code)
            continue
        if code:
            seen.add(code)
        yield line, code


def checked(tx: Tx, line: Line, draft: Any) -> bool:
    """Note everything a draft's markers refuse at its line (``ALL-4``); whether the whole line stands."""
    for refusal in check(draft, tx.now):
        name = refusal.field.rpartition(".")[2].removesuffix("_id")
        line.refuse(name, refusal.code, **refusal.params)
    return not line.bad


def _given(line: Line, *names: str) -> dict[str, Any]:
    """The cells of a line that are not empty."""
    return {name: line.values[name] for name in names if line.values[name] not in (None, "")}


def _note(made: Plan, kind: str, draft: Any, before: Any) -> bool:
    """Count a draft; whether there is anything to do."""
    fate = NEW if before is None else SAME if draft == before else CHANGED
    made.counts[f"{kind}.{fate}"] += 1
    return fate != SAME


def _named(tx: Tx, made: Plan, book: Book, kind: str, rows: dict[str, Any]) -> Iterator[NamedDraft]:
    for line, name in _once(book.lines.get(kind, ()), "name", _name_of):
        row = rows.get(name)
        before = NamedDraft(id=row.id, name=row.name, phone=getattr(row, "phone", "")) if row else None
        draft = replace(before or NamedDraft(), name=name, **_given(line, *({"phone"} & line.values.keys())))
        if checked(tx, line, draft) and _note(made, kind, draft, before):
            yield draft


def _name_of(line: Line) -> str:
    return str(line.values["name"])


def _buildings(tx: Tx, made: Plan, book: Book, known: Known) -> Iterator[tuple[BuildingDraft, str]]:
    areas = {row.id: row.name for row in known.areas.values()}
    for line, code in _once(book.lines.get("buildings", ()), "code", _building_code):
        row = known.buildings.get(code)
        before = BuildingDraft(id=row.id, code=row.code, name=row.name, floors=row.floors) if row else None
        old_area = areas.get(row.area_id, "") if row and row.area_id else ""
        area = line.values["area"] or old_area
        if area and area not in known.area_names:
            line.refuse("area", "unknown_choice", value=area)
        if line.values["code"] and (len(codes.parts(line.values["code"])) != 1):
            line.refuse("code", "unit_code")
        draft = replace(before or BuildingDraft(), code=code, **_given(line, "name", "floors"))
        old = (before, old_area) if before else None
        if checked(tx, line, draft) and _note(made, "buildings", (draft, area), old):
            yield draft, area


def _units(tx: Tx, made: Plan, book: Book, known: Known) -> Iterator[UnitDraft]:
    names = ("use", "floor", "area_m2", "state", "moved_in")
    for line, code in _once(book.lines.get("units", ()), "code", lambda line: known.unit_code(line.values["code"])):
        row = known.units.get(code)
        before = None
        if row is not None:
            old = {name: getattr(row, name) for name in names}
            before = UnitDraft(id=row.id, version=row.version, code=row.code, **old)
        if line.values["code"] and not code:
            line.refuse("code", "unit_code")
        elif code and code.split("-")[0] not in known.building_codes:
            line.refuse("code", "unknown_building", value=code.split("-")[0])
        draft = replace(before or UnitDraft(), code=code, **_given(line, *names))
        if checked(tx, line, draft) and _note(made, "units", draft, before):
            yield draft


# Doing it


def carry_out(tx: Tx, planned: Plan) -> None:
    """Write what was planned, in the one transaction of the verb."""
    for draft in planned.departments:
        writes_of.save_named(tx, Department, draft)
    for draft in planned.areas:
        writes_of.save_named(tx, Area, draft)
    areas = {row.name: row.id for row in tx.session.scalars(select(Area))}
    for building, area in planned.buildings:
        writes_of.save_building(tx, replace(building, area_id=areas.get(area)))
    for unit in planned.units:
        if unit.id:
            writes_of.save_unit(tx, unit)
    _new_units(tx, [unit for unit in planned.units if not unit.id])
    people.carry_out(tx, planned.people)


def _new_units(tx: Tx, drafts: list[UnitDraft]) -> None:
    buildings = {row.code: row.id for row in tx.session.scalars(select(Building))}
    entrances = _entrances(tx, drafts, buildings)
    names = ("code", "use", "floor", "area_m2", "state", "moved_in")
    rows = []
    for draft in drafts:
        first, *rest = draft.code.split("-")
        row = Unit(**{name: getattr(draft, name) for name in names}, squeezed=codes.squeezed(draft.code), version=1)
        row.building_id = buildings[first]
        row.entrance_id = entrances[buildings[first], rest[0]] if len(rest) > 1 else None
        rows.append(row)
    journal_bulk.add_all(tx, writes_of.UNIT, rows)
    for row in rows:
        search_index.put(tx.session, writes_of.UNIT, row.id, writes_of.unit_words(row))


def _entrances(tx: Tx, drafts: list[UnitDraft], buildings: dict[str, int]) -> dict[tuple[int, str], int]:
    """Every entrance that the codes name, made where it is new."""
    split = (draft.code.split("-") for draft in drafts)
    wanted = dict.fromkeys((buildings[parts[0]], parts[1]) for parts in split if len(parts) > 2)
    there = {(row.building_id, row.code): row.id for row in tx.session.scalars(select(Entrance))}
    fresh = [Entrance(building_id=building, code=code) for building, code in wanted if (building, code) not in there]
    journal_bulk.add_all(tx, "entrance", fresh)
    return there | {(row.building_id, row.code): row.id for row in fresh}
