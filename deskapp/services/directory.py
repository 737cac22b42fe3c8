"""The owners' archive 业主档案: estate, buildings, units, residents, areas, departments [001·1·3.6; 002·5.3]."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import select

from deskapp.domain.common import Change, Hit, Option, Query, Ref
from deskapp.domain.directory import (
    CHIPS,
    REGISTER,
    BuildingDraft,
    CallerHit,
    Estate,
    ImportReport,
    InstructionDraft,
    NamedDraft,
    ResidentDetail,
    ResidentDraft,
    UnitCard,
    UnitDraft,
    UnitEvent,
    UnitRow,
)
from deskapp.domain.people import COUNTER, EVERYONE, OFFICE
from deskapp.models.directory import Area, Building, Department, Resident, Unit
from deskapp.services import directory_find as find
from deskapp.services import directory_reads as reads_of
from deskapp.services import directory_residents as residents
from deskapp.services import directory_writes as writes_of
from deskapp.services.verbs import Service, Tx, reads, writes


class DirectoryService(Service):
    """Who lives where, and how they are reached."""

    name = REGISTER

    # The estate and its short lists

    @reads(None)
    def estate(self, tx: Tx) -> Estate:
        """The letterhead."""
        return reads_of.estate(tx)

    @writes(OFFICE)
    def save_estate(self, tx: Tx, draft: Estate) -> Change:
        """Change the letterhead."""
        row = writes_of.save_estate(tx, draft)
        return _change(tx, Ref("estate", row.id, row.name))

    @reads(EVERYONE)
    def departments(self, tx: Tx) -> tuple[Option, ...]:
        """The departments."""
        return reads_of.options(tx, Department)

    @reads(EVERYONE)
    def areas(self, tx: Tx) -> tuple[Option, ...]:
        """The areas."""
        return reads_of.options(tx, Area)

    @reads(EVERYONE)
    def buildings(self, tx: Tx) -> tuple[Option, ...]:
        """The buildings."""
        return reads_of.options(tx, Building)

    @reads(EVERYONE)
    def department_draft(self, tx: Tx, id: int) -> NamedDraft:
        """A department for the form."""
        row = writes_of.load(tx, Department, id)
        return NamedDraft(id=row.id, name=row.name, phone=row.phone)

    @writes(OFFICE)
    def save_department(self, tx: Tx, draft: NamedDraft) -> Change:
        """Add a department or change one."""
        row = writes_of.save_named(tx, Department, draft)
        return _change(tx, Ref("department", row.id, row.name))

    @reads(EVERYONE)
    def area_draft(self, tx: Tx, id: int) -> NamedDraft:
        """An area for the form."""
        row = writes_of.load(tx, Area, id)
        return NamedDraft(id=row.id, name=row.name)

    @writes(OFFICE)
    def save_area(self, tx: Tx, draft: NamedDraft) -> Change:
        """Add an area or change one."""
        row = writes_of.save_named(tx, Area, draft)
        return _change(tx, Ref("area", row.id, row.name))

    @reads(EVERYONE)
    def building_draft(self, tx: Tx, id: int) -> BuildingDraft:
        """A building for the form."""
        row = writes_of.load(tx, Building, id)
        return BuildingDraft(id=row.id, code=row.code, name=row.name, floors=row.floors, area_id=row.area_id)

    @writes(OFFICE)
    def save_building(self, tx: Tx, draft: BuildingDraft) -> Change:
        """Add a building or change one."""
        row = writes_of.save_building(tx, draft)
        return _change(tx, Ref("building", row.id, row.code))

    # Units

    @reads(EVERYONE)
    def unit_draft(self, tx: Tx, id: int) -> UnitDraft:
        """A unit for the form."""
        row = writes_of.load(tx, Unit, id)
        names = ("id", "version", "code", "use", "floor", "area_m2", "state", "moved_in")
        return UnitDraft(**{name: getattr(row, name) for name in names})

    @writes(OFFICE)
    def save_unit(self, tx: Tx, draft: UnitDraft) -> Change:
        """Add a unit or change one."""
        row = writes_of.save_unit(tx, draft)
        return _change(tx, Ref(writes_of.UNIT, row.id, row.code))

    @reads(EVERYONE)
    def find_caller(self, tx: Tx, text: str, limit: int = 12) -> tuple[CallerHit, ...]:
        """Who is meant by a code in any punctuation, a name, pinyin, the end of a phone (``ALL-5``, ``REC-1``)."""
        return find.find_caller(tx, text, limit)

    @reads(EVERYONE)
    def unit_card(self, tx: Tx, unit: str) -> UnitCard:
        """A unit's residents, instructions in force, and what waits for it (``REC-1``, ``DIR-4``)."""
        return reads_of.unit_card(tx, unit, self.core.by_name.values())

    @reads(EVERYONE)
    def unit_history(self, tx: Tx, unit_id: int, limit: int = 100) -> tuple[UnitEvent, ...]:
        """A unit's whole history from every register, the newest first."""
        return reads_of.unit_history(tx, unit_id, limit, self.core.by_name.values())

    @reads(EVERYONE)
    def ids(self, tx: Tx, query: Query) -> array[int]:
        """Units of a chip and a search text, in order."""
        return reads_of.ids(tx, query)

    @reads(EVERYONE)
    def rows(self, tx: Tx, ids: Sequence[int]) -> tuple[UnitRow, ...]:
        """The rows of some units in the order asked."""
        return reads_of.rows(tx, ids)

    @reads(EVERYONE)
    def counts(self, tx: Tx) -> dict[str, int]:
        """How many units each chip has."""
        return reads_of.counts(tx, CHIPS)

    # Residents and instructions

    @reads(EVERYONE)
    def resident(self, tx: Tx, id: int) -> ResidentDetail:
        """Everything about one resident; the ID number masked."""
        return reads_of.resident(tx, id)

    @reads(EVERYONE)
    def resident_draft(self, tx: Tx, id: int) -> ResidentDraft:
        """A resident for the form; the ID number masked: left so, it stays as it is."""
        return reads_of.resident_draft(tx, id)

    @writes(COUNTER)
    def save_resident(self, tx: Tx, draft: ResidentDraft) -> Change:
        """Add a resident or change one, with ties; ties left out end, they do not go (``DIR-1``)."""
        before = _homes(tx, draft.id)
        row = residents.save_resident(tx, draft)
        return _change(tx, Ref(residents.RESIDENT, row.id, row.name), *(before | _homes(tx, row.id)))

    @writes(OFFICE)
    def merge_residents(self, tx: Tx, keep: int, gone: int) -> Change:
        """Make two records of one resident one; all history of both is kept (``DIR-2``)."""
        homes = _homes(tx, keep) | _homes(tx, gone)
        kept, lost, moved = residents.merge(tx, keep, gone, list(self.core.by_name.values()))
        there = Ref(residents.RESIDENT, lost.id, lost.name)
        return _change(tx, Ref(residents.RESIDENT, kept.id, kept.name), there, *homes, *moved)

    @writes(COUNTER)
    def instruct(self, tx: Tx, draft: InstructionDraft) -> Change:
        """Write down a standing instruction of a unit (``DIR-4``)."""
        row, unit = writes_of.instruct(tx, draft)
        return _change(tx, Ref("instruction", row.id, unit.code), Ref(writes_of.UNIT, unit.id, unit.code))

    @writes(COUNTER)
    def end_instruction(self, tx: Tx, id: int) -> Change:
        """End a standing instruction before its day (``DIR-4``)."""
        row, unit = writes_of.end_instruction(tx, id)
        return _change(tx, Ref("instruction", row.id, unit.code), Ref(writes_of.UNIT, unit.id, unit.code))

    # Excel

    @reads(OFFICE)
    def write_template(self, tx: Tx, path: str) -> str:
        """An empty workbook to fill in: sheets, headings, notes, drop-down lists. Returns its path."""
        from deskapp.services.excel import workbook

        workbook.write(Path(path), workbook.nothing(), tx.now)
        return path

    @reads(OFFICE)
    def export_workbook(self, tx: Tx, path: str) -> str:
        """The whole directory in the template's shape, ID numbers masked. Returns its path."""
        from deskapp.services.excel import workbook

        workbook.write(Path(path), workbook.gather(tx), tx.now)
        return path

    @reads(OFFICE)
    def check_workbook(self, tx: Tx, path: str) -> ImportReport:
        """A dry run that writes nothing and keeps nobody waiting: every bad row with its reason."""
        from deskapp.services.excel import importing

        with importing.without_pauses():
            return importing.plan(tx, Path(path)).report(dry_run=True)

    @writes(OFFICE)
    def import_workbook(self, tx: Tx, path: str, dry_run: bool) -> ImportReport:
        """Take a workbook in, all or nothing; a dry run only lists every bad row with its reason."""
        from deskapp.services.excel import importing

        with importing.without_pauses():
            planned = importing.plan(tx, Path(path))
            if not dry_run and not planned.bad:
                importing.carry_out(tx, planned)
            return planned.report(dry_run=dry_run)

    # What other services ask

    def hits(self, tx: Tx, text: str, limit: int) -> list[Hit]:
        """What the search box shows of the directory."""
        return find.hits(tx, text, limit)

    def by_number(self, tx: Tx, number: str) -> Ref | None:
        """The unit of a code."""
        row = tx.session.execute(select(Unit.id, Unit.code).where(Unit.code == number.strip())).first()
        return Ref(writes_of.UNIT, row.id, row.code) if row else None


def _homes(tx: Tx, resident_id: int | None) -> set[Ref]:
    """The units whose page shows a resident."""
    if not resident_id:
        return set()
    row = tx.session.get(Resident, resident_id)
    ties = residents.units_of(tx, row.id) if row else ()
    return {Ref(writes_of.UNIT, id, code) for id, code in ties}


def _change(tx: Tx, ref: Ref, *also: Ref) -> Change:
    return Change(tx.verb, ref, also, tuple(tx.cautions))


SERVICE = DirectoryService
