"""What the directory's verbs read: a unit's page, a resident's record, the table of units."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from deskapp.domain.common import FieldChange, HistoryRow, Option, Query, Turn, Urgent, Waiting
from deskapp.domain.directory import (
    CHIPS,
    Estate,
    Instruction,
    ResidentDetail,
    ResidentDraft,
    ResidentTie,
    TieDraft,
    UnitCard,
    UnitEvent,
    UnitRow,
    UnitState,
)
from deskapp.errors import Invalid, NotFound, Problem
from deskapp.models.directory import (
    Area,
    Building,
    Department,
    Entrance,
    EstateRow,
    InstructionRow,
    Resident,
    Tie,
    Unit,
)
from deskapp.models.staff import Staff
from deskapp.services import directory_codes as codes
from deskapp.services import journal
from deskapp.services.directory_find import askable, current, find_residents, names_of, today
from deskapp.services.directory_residents import RESIDENT
from deskapp.services.directory_writes import load
from deskapp.services.register import COUNT_CAP
from deskapp.services.verbs import Service, Tx


def estate(tx: Tx) -> Estate:
    """The letterhead; empty before the first set-up."""
    row = tx.session.get(EstateRow, 1)
    names = ("name", "name_en", "address", "phone", "complaint_line")
    return Estate(**{name: getattr(row, name) for name in names}) if row else Estate()


def options(tx: Tx, model: type[Department] | type[Area] | type[Building]) -> tuple[Option, ...]:
    """All rows of a short list as choices; buildings in the order of their numbers."""
    order: list[Any] = [func.length(Building.code), Building.code] if model is Building else [model.name]
    rows: Iterable[Any] = tx.session.scalars(select(model).order_by(*order))
    return tuple(Option(id=row.id, text=row.name, code=getattr(row, "code", "")) for row in rows)


# A unit's page


def unit_card(tx: Tx, code: str, services: Iterable[Service]) -> UnitCard:
    """What the counter must know the moment a unit is picked (``REC-1``, ``DIR-4``)."""
    found = tx.session.execute(
        select(Unit, Area.name)
        .join(Building, Building.id == Unit.building_id)
        .outerjoin(Area, Area.id == Building.area_id)
        .where(Unit.code == code.strip())
    ).first()
    if found is None:
        raise NotFound(number=code)
    unit, area = found
    names = ("use", "state", "area_m2", "floor", "moved_in", "version")
    return UnitCard(
        unit_id=unit.id,
        unit=unit.code,
        area=area or "",
        **{name: getattr(unit, name) for name in names},
        residents=residents_of(tx, Tie.unit_id == unit.id),
        instructions=instructions(tx, unit),
        waiting=tuple(sorted((line for service in services for line in _waiting(tx, service, unit.id)), key=_turn)),
    )


def _turn(line: Waiting) -> tuple[bool, bool, bool, Turn]:
    """Notices, emergencies, what is late, then turn by turn, each register in its own order (``REC-1``)."""
    return not line.first, line.turn is not Turn.EMERGENCY, line.urgent is not Urgent.LATE, line.turn


def _waiting(tx: Tx, service: Service, unit_id: int) -> Iterable[Waiting]:
    gather: Callable[[Tx, int], Iterable[Waiting]] | None = getattr(service, "waiting", None)
    return gather(tx, unit_id) if gather is not None and service.open_to(tx) else ()


def residents_of(tx: Tx, which: ColumnElement[bool]) -> tuple[ResidentTie, ...]:
    """Ties with their residents: those that stand first, then the past ones, the newest first (``DIR-1``)."""
    day = today(tx)
    rows = tx.session.execute(
        select(Tie, Resident, Unit.code)
        .join(Resident, Resident.id == Tie.resident_id)
        .join(Unit, Unit.id == Tie.unit_id)
        .where(which, Resident.merged_into.is_(None))
        .order_by(Tie.id)
    ).all()
    ties = [_tie(*row, past=row[0].until is not None and row[0].until < day) for row in rows]
    standing = [tie for tie in ties if not tie.past]
    past = [tie for tie in ties if tie.past]
    return (*standing, *sorted(past, key=lambda tie: tie.until or day, reverse=True))


def _tie(tie: Tie, resident: Resident, unit: str, *, past: bool) -> ResidentTie:
    return ResidentTie(
        resident_id=resident.id,
        name=resident.name,
        address_as=resident.address_as,
        phones=codes.split_phones(resident.phones),
        notes=resident.notes,
        unit=unit,
        relation=tie.relation,
        since=tie.since,
        until=tie.until,
        past=past,
    )


def instructions(tx: Tx, unit: Unit) -> tuple[Instruction, ...]:
    """The standing instructions in force; one expires by itself at the end of its last day (``DIR-4``)."""
    rows = tx.session.execute(
        select(InstructionRow, Staff.name)
        .outerjoin(Staff, Staff.id == InstructionRow.by_id)
        .where(InstructionRow.unit_id == unit.id, InstructionRow.until >= today(tx))
        .order_by(InstructionRow.until, InstructionRow.id)
    )
    return tuple(
        Instruction(id=row.id, unit=unit.code, kind=row.kind, text=row.text, until=row.until, by=by or "")
        for row, by in rows
    )


def unit_history(tx: Tx, unit_id: int, limit: int, services: Iterable[Service]) -> tuple[UnitEvent, ...]:
    """A unit's whole history from every register, the newest first."""
    limit = max(1, min(limit, COUNT_CAP))
    events: list[UnitEvent] = []
    for service in services:
        gather: Callable[[Tx, int, int], Iterable[UnitEvent]] | None = getattr(service, "unit_events", None)
        if gather is not None and service.open_to(tx):
            events += gather(tx, unit_id, limit)
    return tuple(sorted(events, key=lambda event: event.at, reverse=True)[:limit])


# A resident's record


def resident(tx: Tx, id: int) -> ResidentDetail:
    """Everything about one resident; the ID number masked."""
    row = load(tx, Resident, id)
    names = ("id", "version", "name", "sex", "address_as", "id_type", "emergency_contact", "notes", "merged_into")
    return ResidentDetail(
        **{name: getattr(row, name) for name in names},
        phones=codes.split_phones(row.phones),
        id_number_masked=codes.mask(row.id_number),
        ties=residents_of(tx, Tie.resident_id == id),
        history=_masked(journal.history(tx.session, RESIDENT, id)),
    )


def _masked(rows: Sequence[HistoryRow]) -> tuple[HistoryRow, ...]:
    """No ID number leaves the services whole; the journal keeps it masked already, an old file may not."""
    return tuple(
        HistoryRow(
            seq=row.seq,
            at=row.at,
            who=row.who,
            verb=row.verb,
            number=row.number,
            changes=tuple(_hide(change) if change.field == "id_number" else change for change in row.changes),
        )
        for row in rows
    )


def _hide(change: FieldChange) -> FieldChange:
    values = (codes.mask(value) if value and not codes.is_mask(value) else value for value in (change.old, change.new))
    return FieldChange(change.field, *values)


def resident_draft(tx: Tx, id: int) -> ResidentDraft:
    """A resident for the form; the ID number masked: left so, it stays."""
    row = load(tx, Resident, id)
    names = ("id", "version", "name", "sex", "address_as", "phones", "id_type", "emergency_contact", "notes")
    ties = tx.session.execute(
        select(Unit.code, Tie).join(Unit, Unit.id == Tie.unit_id).where(Tie.resident_id == id).order_by(Tie.id)
    )
    return ResidentDraft(
        **{name: getattr(row, name) for name in names},
        id_number=codes.mask(row.id_number),
        ties=tuple(TieDraft(unit=code, relation=tie.relation, since=tie.since, until=tie.until) for code, tie in ties),
    )


# The table of units


def chosen(tx: Tx, chip: str, text: str = "") -> Any:
    """Units of a chip that a search text means, as a query of ids."""
    query = select(Unit.id)
    if chip != "all":
        if chip not in CHIPS:
            raise Invalid(Problem("chip", "unknown_choice", {"value": chip}))
        query = query.where(Unit.state == UnitState(chip))
    if text.strip():
        bare = codes.squeezed(askable(text))
        people = find_residents(tx, text, COUNT_CAP)
        tied = select(Tie.unit_id).join(Resident, Resident.id == Tie.resident_id)
        named = Unit.id.in_(tied.where(current(tx), Resident.id.in_(people)))
        query = query.where(or_(named, Unit.squeezed.contains(bare, autoescape=True)) if bare else named)
    return query


def ids(tx: Tx, query: Query) -> array[int]:
    """Ids of units in order: the house's own (building, entrance, room) unless another column is asked."""
    name = query.sort.lstrip("-")
    order: list[Any] = [*_ORDERS.get(name, ())]
    if query.sort.startswith("-"):
        order = [column.desc() for column in order]
    if name not in {"code", "id"}:
        order += _ORDERS["code"]
    found = (
        chosen(tx, query.chip, query.text)
        .join(Building, Building.id == Unit.building_id)
        .outerjoin(Entrance, Entrance.id == Unit.entrance_id)
        .outerjoin(Area, Area.id == Building.area_id)
        .order_by(*order)
    )
    return array("q", tx.session.scalars(found.execution_options(yield_per=10_000)))


def _natural(column: InstrumentedAttribute[str]) -> tuple[Any, Any]:
    """2 before 10: a shorter code first."""
    return func.coalesce(func.length(column), 0), func.coalesce(column, "")


_ORDERS: dict[str, tuple[Any, ...]] = {
    "id": (Unit.id,),
    "code": (*_natural(Building.code), *_natural(Entrance.code), *_natural(Unit.code)),
    "state": (Unit.state,),
    "use": (Unit.use,),
    "floor": (Unit.floor,),
    "area": (func.coalesce(Area.name, ""),),
}


def rows(tx: Tx, unit_ids: Sequence[int]) -> tuple[UnitRow, ...]:
    """The rows of some units in the order asked; one that is gone is left out."""
    found = {
        unit.id: (unit, area or "")
        for unit, area in tx.session.execute(
            select(Unit, Area.name)
            .join(Building, Building.id == Unit.building_id)
            .outerjoin(Area, Area.id == Building.area_id)
            .where(Unit.id.in_(list(unit_ids)))
        )
    }
    people = names_of(tx, unit_ids)
    return tuple(_row(*found[id], people.get(id, [])) for id in unit_ids if id in found)


def _row(unit: Unit, area: str, people: list[tuple[str, str]]) -> UnitRow:
    phones = (next(iter(codes.split_phones(phones)), "") for _, phones in people)
    return UnitRow(
        id=unit.id,
        code=unit.code,
        use=unit.use,
        state=unit.state,
        floor=unit.floor,
        area=area,
        residents=", ".join(name for name, _ in people),
        phones=", ".join(phone for phone in phones if phone),
    )


def counts(tx: Tx, chips: Iterable[str]) -> dict[str, int]:
    """How many units each chip has; all of them are counted, an estate has no millions."""
    by_state: dict[str, int] = {
        state.value: count for state, count in tx.session.execute(select(Unit.state, func.count()).group_by(Unit.state))
    }
    return {chip: sum(by_state.values()) if chip == "all" else by_state.get(chip, 0) for chip in chips}
