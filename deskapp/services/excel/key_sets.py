"""The key cabinets as an Excel workbook: written, and taken in all or nothing with every bad row named."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from deskapp.domain.directory import BadRow, ImportReport
from deskapp.domain.keys import AmendDraft, CabinetDraft, Category, KeySetDraft, State
from deskapp.domain.keys_workbook import CABINETS, KEYS, SHEETS
from deskapp.models.directory import Building, Unit
from deskapp.models.keys import Cabinet, Hook, KeySet
from deskapp.services import directory_codes as codes
from deskapp.services import key_cabinets, key_hooks, racks
from deskapp.services.excel import workbook
from deskapp.services.excel.importing import CHANGED, NEW, SAME, checked
from deskapp.services.excel.reading import Line, read
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.keys import KeyService

#: Which door a set is for: unit, building, room.
Door = tuple[int | None, int | None, str]
_SAID = ("category", "floor", "keys", "note")


# Out


def write(path: str, tables: Mapping[str, workbook.Table], now: datetime) -> str:
    """Write a workbook of these rows; without any it is the template."""
    workbook.write(Path(path), tables, now, SHEETS)
    return path


def gather(tx: Tx) -> dict[str, workbook.Table]:
    """The cabinets in use, and every set that has its hook, in the order of the wall."""
    cabinets = select(Cabinet.code, Cabinet.name, Cabinet.rows, Cabinet.columns).where(Cabinet.active)
    sets = (
        select(
            KeySet.hook, KeySet.category, Building.code, KeySet.floor, KeySet.unit_code, KeySet.room, KeySet.keys,
            KeySet.note,
        )
        .join(Hook, Hook.id == KeySet.hook_id)
        .join(Cabinet, Cabinet.id == Hook.cabinet_id)
        .outerjoin(Building, Building.id == KeySet.building_id)
        .order_by(Cabinet.code, Hook.row, Hook.column)
    )  # fmt: skip
    return {
        CABINETS.name: [tuple(row) for row in tx.session.execute(cabinets.order_by(Cabinet.code))],
        KEYS.name: [tuple(row) for row in tx.session.execute(sets)],
    }


# In


@dataclass
class Wanted:
    """A set to be hung: what is said of it, and the hook it is to have (empty: the next free one)."""

    draft: KeySetDraft
    unit: Unit | None
    hook: str


@dataclass
class Plan:
    """What an import would do. ``grown`` are cabinets that get more rows or another name."""

    put_up: list[CabinetDraft] = field(default_factory=list)
    grown: list[tuple[Cabinet, CabinetDraft]] = field(default_factory=list)
    hung: list[Wanted] = field(default_factory=list)
    amended: list[tuple[KeySet, AmendDraft]] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def report(self, *, dry_run: bool) -> ImportReport:
        """The answer to the person."""
        return ImportReport(dry_run=dry_run, counts=dict(self.counts), bad=tuple(self.bad))


class Known:
    """What the rows refer to: doors of the directory, hooks that are there or are to be, and what hangs on them."""

    def __init__(self, tx: Tx) -> None:
        self.buildings: dict[str, int] = {}
        for building in tx.session.scalars(select(Building)):
            self.buildings |= {building.name: building.id, building.code: building.id}
        self.units = {unit.code: unit for unit in tx.session.scalars(select(Unit))}
        bare = Counter(unit.squeezed for unit in self.units.values())
        self._squeezed = {unit.squeezed: unit for unit in self.units.values() if bare[unit.squeezed] == 1}
        #: Every hook in the order of the wall, with the set on it.
        self.hooks: dict[str, KeySet | None] = {}
        self.doors: defaultdict[Door, list[KeySet]] = defaultdict(list)
        there = select(Hook.label, KeySet).join(Cabinet, Cabinet.id == Hook.cabinet_id)
        there = there.outerjoin(KeySet, KeySet.hook_id == Hook.id).where(Cabinet.active)
        for label, held in tx.session.execute(there.order_by(Cabinet.code, Hook.row, Hook.column)):
            self.hooks[label] = held
            if held is not None:
                self.doors[held.unit_id, held.building_id, held.room].append(held)

    def unit(self, text: str) -> Unit | None:
        """The unit that a cell names."""
        named = (self.units[code] for code in codes.readings(text) if code in self.units)
        return next(named, None) or self._squeezed.get(codes.squeezed(text))


def plan(tx: Tx, path: Path) -> Plan:
    """Read a workbook and say what importing it would do, with every bad row and its reason."""
    book = read(path, SHEETS)
    made, known = Plan(), Known(tx)
    _cabinets(tx, made, book.lines.get(CABINETS.name, ()), known)
    _sets(tx, made, book.lines.get(KEYS.name, ()), known)
    made.bad = [*book.bad, *(bad for lines in book.lines.values() for line in lines for bad in line.bad)]
    return made


def _cabinets(tx: Tx, made: Plan, lines: Iterable[Line], known: Known) -> None:
    there = {row.code: row for row in tx.session.scalars(select(Cabinet))}
    seen: set[str] = set()
    for line in lines:
        code = key_hooks.plain(line.values["code"])
        row = there.get(code)
        default = CabinetDraft(code=code, name=row.name, rows=row.rows, columns=row.columns) if row else CabinetDraft()
        draft = CabinetDraft(
            code=code, **{name: line.values[name] or getattr(default, name) for name in ("name", "rows", "columns")}
        )
        if code in seen or (row is not None and not row.active):
            line.refuse("code", "duplicate", value=code)
        elif row is None:
            for problem in racks.code_problems(tx, Cabinet, code):
                line.refuse("code", problem.code, **problem.params)
        elif draft.rows < row.rows or draft.columns != row.columns:
            line.refuse("rows", "cabinet_size", value=code, rows=row.rows, columns=row.columns)
        seen.add(code)
        if checked(tx, line, draft):
            fate = NEW if row is None else SAME if draft == default else CHANGED
            made.counts[f"{CABINETS.name}.{fate}"] += 1
            _note(made, row, draft, fate)
            first = row.rows * row.columns if row else 0
            labels = (key_hooks.label(code, at + 1) for at in range(first, draft.rows * draft.columns))
            known.hooks |= dict.fromkeys(labels)


def _note(made: Plan, row: Cabinet | None, draft: CabinetDraft, fate: str) -> None:
    if row is None:
        made.put_up.append(draft)
    elif fate == CHANGED:
        made.grown.append((row, draft))


def _sets(tx: Tx, made: Plan, lines: Iterable[Line], known: Known) -> None:
    read_ = [(line, wanted) for line in lines if (wanted := _wanted(tx, line, known)) is not None]
    taken: set[str] = set()
    for line, wanted in read_:
        if wanted.hook:
            if wanted.hook in taken:
                line.refuse("hook", "duplicate", value=wanted.hook)
            taken.add(wanted.hook)
    free = (label for label, held in known.hooks.items() if held is None and label not in taken)
    matched: set[int] = set()
    for line, wanted in read_:
        held = _held(line, wanted, known, taken, matched)
        if held is None and not wanted.hook:
            wanted.hook = next(free, "")
            if not wanted.hook:
                line.refuse("hook", "no_free_hook")
        if not line.bad:
            _decide(made, wanted, held)


def _wanted(tx: Tx, line: Line, known: Known) -> Wanted | None:
    """What a line asks for; None when it cannot be told."""
    given = line.values
    unit = known.unit(given["unit"]) if given["unit"] else None
    if given["unit"] and unit is None:
        line.refuse("unit", "unknown_unit", value=given["unit"][:30])
    building = known.buildings.get(given["building"]) if given["building"] else None
    if given["building"] and building is None:
        line.refuse("building", "unknown_building", value=given["building"][:30])
    if given["category"] is None:
        line.refuse("category", "required")
    if not (given["unit"] or given["building"] or given["room"]):
        line.refuse("unit", "a_door")
    hook = key_hooks.label_named(given["hook"])
    if given["hook"] and hook not in known.hooks:
        line.refuse("hook", "unknown_hook", value=given["hook"][:20])
    draft = KeySetDraft(
        hook=hook, category=given["category"] or Category.OTHER, unit=unit.code if unit else "", room=given["room"],
        building_id=unit.building_id if unit else building, floor=unit.floor if unit else given["floor"],
        keys=1 if given["keys"] is None else given["keys"], note=given["note"],
    )  # fmt: skip
    return Wanted(draft, unit, hook) if checked(tx, line, draft) else None


def _held(line: Line, wanted: Wanted, known: Known, taken: set[str], matched: set[int]) -> KeySet | None:
    """The set that a line is about: the one on its hook, or without a hook another one of the same door."""
    door = (wanted.unit.id if wanted.unit else None, wanted.draft.building_id, wanted.draft.room.strip())
    if not wanted.hook:
        same = (row for row in known.doors[door] if row.hook not in taken and row.id not in matched)
        held = next(same, None)
        if held is not None:
            matched.add(held.id)
        return held
    held = known.hooks.get(wanted.hook)
    if held is not None and (held.unit_id, held.building_id, held.room) != door:
        line.refuse("hook", "hook_of_another", hook=wanted.hook, value=f"{held.unit_code} {held.room}".strip())
    return held


def _decide(made: Plan, wanted: Wanted, held: KeySet | None) -> None:
    if held is None:
        made.counts[f"{KEYS.name}.{NEW}"] += 1
        made.hung.append(wanted)
        return
    draft = wanted.draft
    same = all(getattr(draft, name) == getattr(held, name) for name in _SAID)
    made.counts[f"{KEYS.name}.{SAME if same else CHANGED}"] += 1
    if not same:
        said: dict[str, Any] = {name: getattr(draft, name) for name in _SAID}
        made.amended.append((held, AmendDraft(unit=draft.unit, building_id=draft.building_id, room=draft.room, **said)))


# Doing it


def carry_out(service: KeyService, tx: Tx, planned: Plan) -> None:
    """Write what was planned, in the one transaction of the verb."""
    for draft in planned.put_up:
        key_cabinets.put_up(tx, draft)
    for row, draft in planned.grown:
        row.name = draft.name.strip()
        key_cabinets.grow(tx, row, draft.rows)
    for held, amended in planned.amended:
        before = service.searchable(held)
        for name in _SAID:
            setattr(held, name, getattr(amended, name))
        service.save(tx, held, before)
    service.create_all(tx, list(_rows(tx, planned.hung)))


def _rows(tx: Tx, wanted: list[Wanted]) -> Iterator[KeySet]:
    tx.session.flush()
    hooks = {label: id for id, label in tx.session.execute(select(Hook.id, Hook.label))} if wanted else {}
    for one in wanted:
        draft, unit = one.draft, one.unit
        yield KeySet(
            state=State.IN, hook_id=hooks[one.hook], hook=one.hook, category=draft.category, floor=draft.floor,
            building_id=draft.building_id, unit_id=unit.id if unit else None, unit_code=unit.code if unit else "",
            room=draft.room.strip(), keys=draft.keys, note=draft.note.strip(), hung_at=tx.now, recorder_id=tx.staff_id,
        )  # fmt: skip
