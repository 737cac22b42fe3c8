"""The key cabinet: sets hung on hooks, moved, missed, found; lent and handed over by others [001·1·4.5]."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, select

from deskapp.domain.common import Change, Hit, Option, Query, Ref, TodayItem, Waiting
from deskapp.domain.directory import ImportReport, UnitEvent
from deskapp.domain.key_labels import KeyLabels
from deskapp.domain.keys import (
    CHIPS,
    LIFECYCLE,
    PREFIX,
    REGISTER,
    AddRowsDraft,
    AmendDraft,
    CabinetDraft,
    CabinetRow,
    FindDraft,
    GenerateDraft,
    KeyHit,
    KeySetDetail,
    KeySetDraft,
    KeySetRow,
    MoveDraft,
    RenameDraft,
    State,
    ToHang,
    Wall,
)
from deskapp.domain.people import COUNTER, OFFICE
from deskapp.domain.reception import ReasonDraft
from deskapp.errors import Problem, WrongStep
from deskapp.models.directory import Building
from deskapp.models.keys import Cabinet, KeySet
from deskapp.services import drafts, key_bulk, key_cabinets, key_hooks, key_labels, key_reads, racks
from deskapp.services.register import RegisterService
from deskapp.services.tokens import Searchable
from deskapp.services.verbs import Tx, reads, writes


class KeyService(RegisterService[KeySet, KeySetRow]):
    """Every set of keys, and the hook it belongs on (``KEY-1``)."""

    name = REGISTER
    prefix = PREFIX
    lifecycle = LIFECYCLE
    model = KeySet
    late_chip = "overdue"

    # Cabinets.

    @writes(COUNTER)
    def make_cabinet(self, tx: Tx, draft: CabinetDraft) -> Change:
        """Put up a cabinet of rows × columns hooks, numbered along the rows (``KEY-1``)."""
        made = drafts.made(tx, Cabinet, draft.client_id)
        if made is None:
            self.validated(tx, draft, *self.problems(tx, draft), *racks.code_problems(tx, Cabinet, draft.code))
            made = key_cabinets.put_up(tx, draft)
        return self._cabinet(tx, made)

    @writes(COUNTER)
    def rename(self, tx: Tx, id: int, version: int, draft: RenameDraft) -> Change:
        """Call a cabinet otherwise; its hooks keep their numbers."""
        self.validated(tx, draft)
        return self._cabinet(tx, key_cabinets.rename(tx, racks.load(tx, Cabinet, id, version), draft.name))

    @writes(COUNTER)
    def add_rows(self, tx: Tx, id: int, version: int, draft: AddRowsDraft) -> Change:
        """Add rows of hooks below the last one, numbered on."""
        self.problems(tx, draft)
        row = racks.load(tx, Cabinet, id, version)
        self.validated(tx, draft, *key_cabinets.size_problems(row, draft.more))
        return self._cabinet(tx, key_cabinets.grow(tx, row, row.rows + draft.more))

    @writes(COUNTER)
    def take_down(self, tx: Tx, id: int, version: int) -> Change:
        """Take down a cabinet in which nothing hangs; it stays on record."""
        return self._cabinet(tx, key_cabinets.take_down(tx, racks.load(tx, Cabinet, id, version)))

    @staticmethod
    def _cabinet(tx: Tx, row: Cabinet, also: tuple[Ref, ...] = ()) -> Change:
        return Change(tx.verb, Ref(key_cabinets.REGISTER, row.id, row.code), also, tuple(tx.cautions))

    @writes(COUNTER)
    def generate(self, tx: Tx, draft: GenerateDraft) -> Change:
        """Hang a set for every unit of a building that has none, on free hooks in order; ``also`` names the sets."""
        problems = self.problems(tx, draft)
        cabinet, rows = key_bulk.plan(tx, draft, problems)
        self.validated(tx, draft, *problems)
        return self._cabinet(tx, cabinet, self.create_all(tx, rows))

    @reads(COUNTER)
    def to_hang(self, tx: Tx, draft: GenerateDraft) -> ToHang:
        """How many sets would be generated, and how many hooks are free."""
        return key_bulk.to_hang(tx, draft)

    # Excel

    @reads(COUNTER)
    def write_template(self, tx: Tx, path: str) -> str:
        """An empty workbook to fill in: cabinets and sets, notes, drop-down lists. Returns its path."""
        from deskapp.services.excel import key_sets

        return key_sets.write(path, {}, tx.now)

    @reads(OFFICE)
    def export_workbook(self, tx: Tx, path: str) -> str:
        """The cabinets and every set with a hook in the template's shape, for the office (``roles.md``): its path."""
        from deskapp.services.excel import key_sets

        return key_sets.write(path, key_sets.gather(tx), tx.now)

    @reads(COUNTER)
    def check_workbook(self, tx: Tx, path: str) -> ImportReport:
        """A dry run that writes nothing: every bad row with its reason."""
        from deskapp.services.excel import importing, key_sets

        with importing.without_pauses():
            return key_sets.plan(tx, Path(path)).report(dry_run=True)

    @writes(COUNTER)
    def import_workbook(self, tx: Tx, path: str, dry_run: bool) -> ImportReport:
        """Take a workbook in, all or nothing; a dry run only lists every bad row with its reason."""
        from deskapp.services.excel import importing, key_sets

        with importing.without_pauses():
            planned = key_sets.plan(tx, Path(path))
            if not dry_run and not planned.bad:
                key_sets.carry_out(self, tx, planned)
            return planned.report(dry_run=dry_run)

    # Sets.

    @writes(COUNTER)
    def hang(self, tx: Tx, draft: KeySetDraft) -> Change:
        """Hang up a set; without a hook it takes the next free one [001·1·4.5.2]."""
        if before := self.same_client(tx, draft.client_id):
            return before
        problems = self.problems(tx, draft)
        row = KeySet(state=State.IN, hung_at=tx.now, recorder_id=tx.staff_id, loan_id=None)
        self._describe(tx, row, draft, problems)
        self._place(tx, row, draft.hook, problems)
        self.validated(tx, draft, *problems)
        return self.create(tx, row, draft.client_id)

    def _describe(self, tx: Tx, row: KeySet, draft: KeySetDraft | AmendDraft, problems: list[Problem]) -> None:
        unit = self.unit(tx, draft.unit, problems)
        building = unit.building_id if unit else draft.building_id
        if draft.building_id is not None and tx.session.get(Building, draft.building_id) is None:
            problems.append(Problem("building_id", "unknown_choice", {"value": draft.building_id}))
        if not draft.unit.strip() and building is None and not draft.room.strip():
            problems.append(Problem("unit", "a_door"))
        row.category, row.keys, row.note, row.room = draft.category, draft.keys, draft.note.strip(), draft.room.strip()
        row.unit_id, row.unit_code = (unit.id, unit.code) if unit else (None, "")
        row.building_id, row.floor = building, unit.floor if unit else draft.floor

    def _place(self, tx: Tx, row: KeySet, wanted: str, problems: list[Problem], field: str = "hook") -> None:
        """Give a set its hook, or say what is wrong with the one that was named."""
        hook = (
            key_hooks.hook_named(tx, wanted) if wanted.strip() else next(iter(key_hooks.free_hooks(tx, limit=1)), None)
        )
        if hook is None:
            named = wanted.strip()
            problems.append(
                Problem(field, "unknown_hook", {"value": named}) if named else Problem(field, "no_free_hook")
            )
            return
        other = tx.session.scalars(select(KeySet).where(KeySet.hook_id == hook.id)).first()
        if other is not None and other is not row:
            problems.append(Problem(field, "hook_taken", {"value": hook.label, "number": other.number}))
            return
        row.hook_id, row.hook = hook.id, hook.label

    @writes(COUNTER)
    def amend(self, tx: Tx, id: int, version: int, draft: AmendDraft) -> Change:
        """Put right what a set says of itself."""
        problems = self.problems(tx, draft)
        row: KeySet = self.load(tx, id, version)
        before = self.searchable(row)
        self._describe(tx, row, draft, problems)
        row = self.step(tx, id, version, "", draft, *problems)
        self.save(tx, row, before)
        return self.changed(tx, row)

    @writes(COUNTER)
    def move(self, tx: Tx, id: int, version: int, draft: MoveDraft) -> Change:
        """Hang a set on another hook."""
        problems = self.problems(tx, draft)
        row: KeySet = self.load(tx, id, version)
        before = self.searchable(row)
        if draft.hook.strip():
            self._place(tx, row, draft.hook, problems)
        row = self.step(tx, id, version, "", draft, *problems)
        self.save(tx, row, before)
        return self.changed(tx, row)

    @writes(COUNTER)
    def miss(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """A set is not on its hook and nobody has it: it is looked for (``KEY-6``)."""
        row: KeySet = self.step(tx, id, version, "", draft)
        row.missing_at, row.missing_reason = tx.now, draft.reason.strip()
        self.save(tx, row)
        return self.changed(tx, row)

    @writes(COUNTER)
    def find(self, tx: Tx, id: int, version: int, draft: FindDraft) -> Change:
        """A missing set came to light and hangs again."""
        problems = self.problems(tx, draft)
        row: KeySet = self.load(tx, id, version)
        before = self.searchable(row)
        if draft.hook.strip():
            self._place(tx, row, draft.hook, problems)
        row = self.step(tx, id, version, "", draft, *problems)
        row.missing_at, row.missing_reason = None, ""
        self.save(tx, row, before, more={"reason": [None, draft.reason.strip()]})
        return self.changed(tx, row)

    @writes(OFFICE)
    def retire(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """A set is given up; its hook is free again."""
        row: KeySet = self.load(tx, id, version)
        before = self.searchable(row)
        row = self.step(tx, id, version, "", draft)
        row.hook_id, row.hook, row.retired_reason = None, "", draft.reason.strip()
        self.save(tx, row, before)
        return self.changed(tx, row)

    # What a loan or a hand-over does to its sets, inside its own transaction.

    def picked(self, tx: Tx, keys: Sequence[str], field: str, problems: list[Problem]) -> list[KeySet]:
        """The sets that were typed or scanned, each once; what cannot be told goes to ``field.<i>.key``."""
        found: list[KeySet] = []
        for index, text in enumerate(keys):
            place = f"{field}.{index}.key"
            if any(problem.field == place for problem in problems) or not text.strip():
                continue
            hits = [hit for hit in key_hooks.resolve(tx, text) if hit.set_id is not None]
            if len(hits) != 1:
                code = "unknown_key" if not hits else "several_keys"
                hooks = "、".join(hit.hook or hit.number for hit in hits)
                problems.append(Problem(place, code, {"value": text.strip(), "hooks": hooks}))
                continue
            row = tx.session.get_one(KeySet, hits[0].set_id)
            if row in found:
                problems.append(Problem(place, "named_twice", {"value": row.hook or row.number}))
                continue
            found.append(row)
        return found

    def follow(self, tx: Tx, row: KeySet, verb: str, target: State, **values: Any) -> Ref:
        """Move a set along with its loan or hand-over; raises WrongStep where its life cycle forbids it (``KEY-3``)."""
        if target not in self.lifecycle.targets(row.state, verb):
            raise WrongStep(number=row.hook or row.number, state=f"{self.name}.state.{row.state}", verb=verb)
        before = self.searchable(row)
        row.state = target
        for name, value in values.items():
            setattr(row, name, value)
        self.save(tx, row, before, verb=f"{self.name}.{verb}")
        return self.ref(row)

    # Reading.

    @reads(COUNTER)
    def walls(self, tx: Tx) -> tuple[Wall, ...]:
        """Every cabinet in use as it hangs on the wall (``KEY-1``)."""
        return key_reads.walls(tx)

    @reads(COUNTER)
    def wall(self, tx: Tx, id: int) -> Wall:
        """One cabinet as it hangs on the wall (``KEY-1``)."""
        return key_reads.walls(tx, id)[0]

    @reads(COUNTER)
    def labels(self, tx: Tx, id: int) -> KeyLabels:
        """What stands on the labels of a cabinet's sets (``KEY-7``)."""
        return key_labels.of_cabinet(tx, id)

    @reads(COUNTER)
    def label(self, tx: Tx, id: int) -> KeyLabels:
        """What stands on the label of one set (``KEY-7``)."""
        return key_labels.of_set(self.load(tx, id))

    @reads(COUNTER)
    def resolve(self, tx: Tx, text: str) -> tuple[KeyHit, ...]:
        """What was typed or scanned: a hook, a set's number, a unit, a room (``KEY-1``)."""
        return key_hooks.resolve(tx, text)

    @reads(COUNTER)
    def cabinets(self, tx: Tx) -> tuple[CabinetRow, ...]:
        """Every cabinet with what hangs in it."""
        return key_hooks.cabinet_rows(tx)

    @reads(COUNTER)
    def cabinet_options(self, tx: Tx) -> tuple[Option, ...]:
        """The cabinets in use."""
        return key_hooks.options(tx)

    @reads(COUNTER)
    def ids(self, tx: Tx, query: Query) -> array[int]:
        """The ids a table shows, in order."""
        return self.list_ids(tx, query)

    @reads(COUNTER)
    def rows(self, tx: Tx, ids: Sequence[int]) -> tuple[KeySetRow, ...]:
        """Rows of the table in the order asked."""
        return self.list_rows(tx, ids)

    @reads(COUNTER)
    def counts(self, tx: Tx) -> dict[str, int]:
        """How many sets each chip has (up to a cap)."""
        return self.count(tx, (chip for chip in CHIPS if chip != "all"))

    @reads(COUNTER)
    def detail(self, tx: Tx, id: int) -> KeySetDetail:
        """Everything about one set."""
        return key_reads.detail(self, tx, self.load(tx, id))

    def chip(self, tx: Tx, chip: str) -> ColumnElement[bool] | None:
        """The condition of a chip."""
        return key_reads.chip(tx, chip)

    def sort_column(self, name: str) -> ColumnElement[Any]:
        """The columns a table can be sorted by."""
        columns: dict[str, Any] = {"unit": KeySet.unit_code, "place": KeySet.unit_code, "at": KeySet.hung_at}
        return columns[name] if name in columns else super().sort_column(name)

    def as_rows(self, tx: Tx, found: Sequence[KeySet]) -> Iterable[KeySetRow]:
        """Rows as lists show them."""
        return key_reads.as_rows(tx, found)

    def searchable(self, row: KeySet) -> Searchable:
        """Found by number, hook, unit, room and note."""
        return Searchable(numbers=(row.number, row.hook), codes=(row.unit_code,), texts=(row.room, row.note))

    def as_hit(self, row: KeySet) -> Hit:
        """A set as the search box shows it."""
        title = " · ".join(part for part in (row.hook, row.unit_code or row.room) if part)
        return Hit(
            ref=self.ref(row), title=title, subtitle=row.note[:120], state=f"keys.state.{row.state}", at=row.hung_at
        )

    def today(self, tx: Tx) -> Iterable[TodayItem]:
        """How many sets are looked for; what is to be given back comes with its loan's clock."""
        return key_reads.today(tx)

    def waiting(self, tx: Tx, unit_id: int) -> Iterable[Waiting]:
        """Which keys of a unit hang here, and which are looked for (``REC-1``)."""
        return key_reads.waiting(self, tx, unit_id)

    def unit_events(self, tx: Tx, unit_id: int, limit: int) -> Iterable[UnitEvent]:
        """The unit's sets, the newest first."""
        return key_reads.unit_events(self, tx, unit_id, limit)


SERVICE = KeyService
