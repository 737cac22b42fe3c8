"""The duty roster: drafted by hand, published in editions, never changed once published [001·5·4.1.1] (``DUTY-1``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import delete, func, select

from deskapp.domain.common import Caution, Change, Ref
from deskapp.domain.people import COUNTER_AND_STEWARD, EVERYONE, OFFICE
from deskapp.domain.roster import (
    PUBLIC,
    REGISTER,
    BeginDraft,
    CellChange,
    CellPut,
    CellsDraft,
    DutyNow,
    Edition,
    Person,
    PersonDraft,
    PublishDraft,
    Sheet,
    Start,
    State,
)
from deskapp.errors import Conflict, NotFound, Problem, WrongStep
from deskapp.models.roster import RosterCell, RosterPerson, RosterSheet, ShiftRow
from deskapp.models.staff import Staff
from deskapp.services import drafts, journal, roster_reads, swap_cells
from deskapp.services.directory_reads import estate
from deskapp.services.roster_now import duty_now
from deskapp.services.shifts import PERSON, ShiftService
from deskapp.services.today import TodayService
from deskapp.services.verbs import Service, Tx, reads, writes

#: A day off that was decided, in a cell.
OFF = "-"
#: What a month is taken over with from the one before: four weeks keep their weekdays.
_FOUR_WEEKS = timedelta(days=28)
_PUBLISHED_BY = "duty.roster_published_by"


class RosterService(Service):
    """One month after another; of each at most one draft, and one published edition that everybody follows."""

    name = REGISTER
    model = RosterSheet

    # Who takes part.

    @writes(OFFICE)
    def set_person(self, tx: Tx, staff_id: int, draft: PersonDraft) -> Change:
        """How somebody takes part in the roster. A stale version is a Conflict."""
        self.validated(tx, draft, *self._letters(tx, draft.shifts))
        staff = tx.session.get(Staff, staff_id)
        if staff is None:
            raise NotFound(number=f"#{staff_id}")
        row = tx.session.scalars(select(RosterPerson).where(RosterPerson.staff_id == staff_id)).first()
        if row is None:
            position = tx.session.scalar(select(func.count()).select_from(RosterPerson)) or 0
            row = RosterPerson(staff_id=staff_id, position=position, version=0)
            tx.session.add(row)
        if draft.version is not None and draft.version != row.version:
            raise Conflict(number=staff.code)
        row.on_roster, row.experienced, row.hours = draft.on_roster, draft.experienced, draft.hours
        row.shifts, row.note = draft.shifts.strip().lower(), draft.note.strip()
        row.version += 1
        journal.write(tx, PERSON, row, number=staff.code)
        return Change(tx.verb, Ref(PERSON, row.id, staff.code))

    @staticmethod
    def _letters(tx: Tx, letters: str) -> Iterator[Problem]:
        known = set(tx.session.scalars(select(ShiftRow.letter)))
        for letter in letters.strip().lower() if isinstance(letters, str) else "":
            if letter not in known:
                yield Problem("shifts", "unknown_choice", {"value": letter})
                return

    @reads(EVERYONE)
    def people(self, tx: Tx) -> tuple[Person, ...]:
        """All of the staff with how they take part, those on the roster first."""
        return roster_reads.people(tx, everybody=True)

    # A month's editions.

    @writes(OFFICE)
    def begin(self, tx: Tx, draft: BeginDraft) -> Change:
        """A new draft for a month: empty, like the month before, or as it is published now."""
        if (made := drafts.made(tx, RosterSheet, draft.client_id)) is not None:
            return self._change(tx, made)
        problems = self.problems(tx, draft)
        month = roster_reads.month_named(draft.month, problems)
        if month is not None and roster_reads.draft(tx, f"{month:%Y-%m}") is not None:
            problems.append(Problem("month", "roster_draft_there", {"value": f"{month:%Y-%m}"}))
        self.validated(tx, draft, *problems)
        assert month is not None
        if not tx.session.scalar(select(func.count()).select_from(ShiftRow)):
            # The office is older than its rosters: what a new one begins with it has not got.
            self.core.service(ShiftService).furnish(tx)
        row = self._new_edition(tx, f"{month:%Y-%m}", draft.client_id)
        drafts.used(tx, draft.client_id)
        cells = list(self._taken_over(tx, row, month, draft.start))
        tx.session.add_all(cells)
        if not cells and draft.start is not Start.EMPTY:
            of = month if draft.start is Start.PUBLISHED else month - timedelta(days=1)
            tx.cautions.append(Caution("roster_nothing_to_copy", {"value": f"{of:%Y-%m}"}))
        return self._saved(tx, row)

    def _new_edition(self, tx: Tx, month: str, client_id: str = "", state: State = State.DRAFT) -> RosterSheet:
        last = tx.session.scalar(select(func.max(RosterSheet.edition)).where(RosterSheet.month == month)) or 0
        based, edition = roster_reads.published(tx, month), last + 1
        if (waiting := roster_reads.draft(tx, month)) is not None:
            # What hangs on the wall is numbered as it is published: a draft that is published later comes later.
            edition, waiting.edition = waiting.edition, edition
            journal.write(tx, REGISTER, waiting, number=f"{month}/{waiting.edition}")
        row = RosterSheet(
            month=month, edition=edition, state=state, made_by_id=tx.staff_id, made_at=tx.now, version=0,
            based_on_id=based.id if based else None, client_id=client_id or None,
            published_at=None if state is State.DRAFT else tx.now,
        )  # fmt: skip
        tx.session.add(row)
        tx.session.flush()
        return row

    def _taken_over(self, tx: Tx, row: RosterSheet, month: date, start: Start) -> Iterator[RosterCell]:
        if start is Start.PUBLISHED and row.based_on_id is not None:
            yield from roster_reads.copied(tx, row.based_on_id, row.id)
        elif start is Start.LAST_MONTH:
            days = roster_reads.days_of(month)
            before = roster_reads.published_cells(tx, days[0] - _FOUR_WEEKS, days[0] - timedelta(days=1))
            staff = {person.staff_id for person in roster_reads.people(tx)} & {cell.staff_id for cell in before}
            used = {None, *tx.session.scalars(select(ShiftRow.id).where(ShiftRow.active))}
            known = {(cell.staff_id, cell.day): cell.shift_id for cell in before if cell.shift_id in used}
            for day in days:
                # The last days of a month have no day four weeks before in the month before: they go on by themselves.
                for who in staff:
                    if (who, day - _FOUR_WEEKS) in known:
                        shift = known[who, day] = known[who, day - _FOUR_WEEKS]
                        yield RosterCell(sheet_id=row.id, staff_id=who, day=day, shift_id=shift)

    @writes(OFFICE)
    def put(self, tx: Tx, id: int, version: int, draft: CellsDraft) -> Change:
        """Cells of a draft as they are to be: all of them, or none."""
        problems = self.problems(tx, draft)
        row = self._load(tx, id, version)
        shifts = {shift.letter: shift for shift in tx.session.scalars(select(ShiftRow))}
        days = frozenset(roster_reads.days_of(date.fromisoformat(f"{row.month}-01")))
        staff = frozenset(tx.session.scalars(select(Staff.id).where(Staff.active)))
        shown = select(RosterCell.staff_id).where(RosterCell.sheet_id == row.id).distinct()
        people = staff | set(tx.session.scalars(shown))
        asked = [cell.staff_id for cell in draft.cells], [cell.day for cell in draft.cells]
        there = self._there(tx, row, people.intersection(asked[0]), days.intersection(asked[1]))
        known = _Known(shifts, staff, people, days, {at: cell.shift_id for at, cell in there.items()})
        for at, cell in enumerate(draft.cells):
            problems += _cell_problems(at, cell, known)
        self.validated(tx, draft, *problems)
        self._write_cells(tx, row, draft.cells, {letter: shift.id for letter, shift in shifts.items()}, there)
        return self._saved(tx, row, more={"cells": [None, len(draft.cells)]})

    @staticmethod
    def _there(tx: Tx, row: RosterSheet, people: Set[int], days: Set[date]) -> dict[tuple[int, date], RosterCell]:
        """What stands in the cells of some people and days: a key asks for one of them."""
        here = RosterCell.staff_id.in_(people), RosterCell.day.in_(days)
        found = tx.session.scalars(select(RosterCell).where(RosterCell.sheet_id == row.id, *here))
        return {(cell.staff_id, cell.day): cell for cell in found}

    @staticmethod
    def _write_cells(
        tx: Tx,
        row: RosterSheet,
        cells: tuple[CellPut, ...],
        letters: dict[str, int],
        there: dict[tuple[int, date], RosterCell],
    ) -> None:
        said_last = {(cell.staff_id, cell.day): cell for cell in cells}
        for cell in said_last.values():
            assert cell.day is not None
            typed, kept = cell.shift.strip().lower(), there.get((cell.staff_id, cell.day))
            if not typed:
                if kept is not None:
                    tx.session.delete(kept)
                continue
            if kept is None:
                kept = RosterCell(sheet_id=row.id, staff_id=cell.staff_id, day=cell.day)
                tx.session.add(kept)
            kept.shift_id, kept.pinned = letters.get(typed), cell.pinned

    @writes(OFFICE)
    def publish(self, tx: Tx, id: int, version: int, draft: PublishDraft) -> Change:
        """Everybody follows this edition from now on; the one before is kept (``DUTY-2``)."""
        problems = self.problems(tx, draft)
        row = self._load(tx, id, version)
        faults = [each for each in roster_reads.sheet(self, tx, row).broken if not each.soft]
        if faults and not draft.note.strip():
            problems.append(Problem("note", "roster_broken", {"count": len(faults)}))
        problems += _undone_problems(tx, row, draft.note)
        self.validated(tx, draft, *problems)
        row.note = draft.note.strip()
        self.make_public(tx, row)
        return self._saved(tx, row)

    def make_public(self, tx: Tx, row: RosterSheet) -> None:
        """A draft takes the place of what was published, inside the transaction of whatever makes it."""
        before = roster_reads.published(tx, row.month)
        if before is not None:
            before.state = State.SUPERSEDED
            before.version += 1
            row.based_on_id = before.id
            journal.write(tx, REGISTER, before, number=f"{before.month}/{before.edition}")
        row.state, row.published_at, row.published_by_id = State.PUBLISHED, tx.now, tx.staff_id
        previous = date.fromisoformat(f"{row.month}-01") - timedelta(days=1)
        self.core.service(TodayService).set_done(tx, _PUBLISHED_BY, f"{previous:%Y-%m}", done=True)

    def exchange(self, tx: Tx, note: str, cells: dict[tuple[int, date], int | None]) -> list[RosterSheet]:
        """Cells of published months changed by an approved swap: a new edition of each month, published at once."""
        made = []
        for month in sorted({f"{day:%Y-%m}" for _, day in cells}):
            here = {at: shift for at, shift in cells.items() if f"{at[1]:%Y-%m}" == month}
            # Never a draft, not for a moment: the month may have one already, which goes on.
            row = self._new_edition(tx, month, state=State.SUPERSEDED)
            tx.session.add_all(self._taken_over(tx, row, date.fromisoformat(f"{month}-01"), Start.PUBLISHED))
            tx.session.flush()
            were = self._put(tx, row, here)
            row.note = note
            self.make_public(tx, row)
            self._saved(tx, row)
            self._draft_follows(tx, month, here, were)
            made.append(row)
        return made

    @staticmethod
    def _put(tx: Tx, row: RosterSheet, cells: dict[tuple[int, date], int | None]) -> dict[tuple[int, date], int | None]:
        """Write cells by shift; what stood there before comes back."""
        there = {(cell.staff_id, cell.day): cell for cell in roster_reads.cell_rows(tx, row.id)}
        were = {at: there[at].shift_id if at in there else None for at in cells}
        for (who, day), shift in cells.items():
            cell = there.get((who, day)) or RosterCell(sheet_id=row.id, staff_id=who, day=day)
            cell.shift_id = shift
            tx.session.add(cell)
        return were

    def _draft_follows(
        self,
        tx: Tx,
        month: str,
        cells: dict[tuple[int, date], int | None],
        were: dict[tuple[int, date], int | None],
    ) -> None:
        """A draft that has a month's cells as they were takes them as they are: published later, it undoes no swap."""
        row = roster_reads.draft(tx, month)
        if row is None:
            return
        there = {(cell.staff_id, cell.day): cell.shift_id for cell in roster_reads.cell_rows(tx, row.id)}
        if same := {at: shift for at, shift in cells.items() if there.get(at) == were[at]}:
            self._put(tx, row, same)
            self._saved(tx, row, more={"cells": [None, len(same)]})

    @writes(OFFICE)
    def drop(self, tx: Tx, id: int, version: int) -> Change:
        """A draft is not wanted any more; that there was one stays on record."""
        row = self._load(tx, id, version)
        row.state = State.DROPPED
        tx.session.execute(delete(RosterCell).where(RosterCell.sheet_id == row.id))
        return self._saved(tx, row)

    @staticmethod
    def _load(tx: Tx, id: int, version: int) -> RosterSheet:
        row = tx.session.get(RosterSheet, id)
        if row is None:
            raise NotFound(number=f"#{id}")
        number = f"{row.month}/{row.edition}"
        if row.version != version:
            raise Conflict(number=number)
        if row.state is not State.DRAFT:
            raise WrongStep(number=number, state=f"roster.state.{row.state}", verb=tx.verb.split(".")[1])
        return row

    def _saved(self, tx: Tx, row: RosterSheet, more: dict[str, object] | None = None) -> Change:
        row.version += 1
        journal.write(tx, REGISTER, row, number=f"{row.month}/{row.edition}", more=more)
        return self._change(tx, row)

    @staticmethod
    def _change(tx: Tx, row: RosterSheet) -> Change:
        return Change(tx.verb, Ref(REGISTER, row.id, f"{row.month}/{row.edition}"), (), tuple(tx.cautions))

    # Reading.

    @reads(COUNTER_AND_STEWARD)
    def month(self, tx: Tx, month: str) -> Sheet | None:
        """A month's draft for the office, else its published edition; None where there is neither."""
        drafted = tx.acts_as(OFFICE)
        row = (roster_reads.draft(tx, month) if drafted else None) or roster_reads.published(tx, month)
        return roster_reads.sheet(self, tx, row) if row is not None else None

    @reads(COUNTER_AND_STEWARD)
    def sheet(self, tx: Tx, id: int) -> Sheet:
        """One edition with everything its grid and its print show; drafts are the office's own."""
        return roster_reads.sheet(self, tx, self._readable(tx, id))

    @staticmethod
    def _readable(tx: Tx, id: int) -> RosterSheet:
        row = tx.session.get(RosterSheet, id)
        if row is None or not (row.state in PUBLIC or tx.acts_as(OFFICE)):
            raise NotFound(number=f"#{id}")
        return row

    @reads(OFFICE)
    def write_workbook(self, tx: Tx, id: int, path: str) -> str:
        """One edition as an Excel workbook, ready to be hung. Returns its path."""
        row = tx.session.get(RosterSheet, id)
        if row is None:
            raise NotFound(number=f"#{id}")
        from deskapp.services.excel import roster_book

        return roster_book.write(roster_reads.sheet(self, tx, row), estate(tx).name, path, tx.now)

    @reads(COUNTER_AND_STEWARD)
    def editions(self, tx: Tx, month: str) -> tuple[Edition, ...]:
        """The editions of a month, the newest first (``DUTY-2``)."""
        return roster_reads.editions(tx, month)

    @reads(COUNTER_AND_STEWARD)
    def changes(self, tx: Tx, old: int, new: int) -> tuple[CellChange, ...]:
        """What differs between two editions (``DUTY-2``)."""
        return roster_reads.changes(tx, self._readable(tx, old), self._readable(tx, new))

    @reads(EVERYONE)
    def on_duty(self, tx: Tx) -> DutyNow:
        """Who is on duty now and next, and whether the person signed in is (``DUTY-6``)."""
        return duty_now(self.core, tx)


def _undone_problems(tx: Tx, row: RosterSheet, note: str) -> Iterator[Problem]:
    """A swap that stands is undone only by a note that names it."""
    said = {}
    for swap, places in swap_cells.undone_by(tx, row):
        names = {swap.staff_id: swap.person, swap.other_id: swap.other}
        if swap.number not in note:
            said[swap.number] = "、".join(f"{names[who]} {day:%m-%d}" for who, day in places)
    if said:
        swaps = "；".join(f"{number} {cells}" for number, cells in said.items())
        yield Problem("note", "roster_undoes_swap", {"numbers": "、".join(said), "swaps": swaps})


class _Known(NamedTuple):
    """What a cell is judged by: shifts by letter, who works here, whom the grid shows, the days, what stands there."""

    shifts: Mapping[str, ShiftRow]
    staff: frozenset[int]
    people: frozenset[int]
    days: frozenset[date]
    there: Mapping[tuple[int, date], int | None]


def _cell_problems(at: int, cell: CellPut, known: _Known) -> Iterator[Problem]:
    typed, shift = cell.shift.strip().lower(), known.shifts.get(cell.shift.strip().lower())
    same = shift is not None and cell.day is not None and known.there.get((cell.staff_id, cell.day)) == shift.id
    if typed and typed != OFF and shift is None:
        yield Problem(f"cells.{at}.shift", "unknown_choice", {"value": cell.shift.strip()})
    elif shift is not None and not shift.active and not same:
        yield Problem(f"cells.{at}.shift", "shift_given_up", {"value": shift.name})
    # What somebody who left has still there can be taken out.
    left = cell.staff_id not in known.staff
    if left and not same and (shift is not None or cell.staff_id not in known.people):
        yield Problem(f"cells.{at}.staff_id", "unknown_choice", {"value": cell.staff_id})
    if cell.day not in known.days:
        yield Problem(f"cells.{at}.day", "roster_other_month", {"value": cell.day})


SERVICE = RosterService
