"""Must-read notes: what everybody on duty has to know, and who has read it (``DUTY-8``)."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, true

from deskapp.domain.common import Change, Hit, Query, TodayItem
from deskapp.domain.must_read import CHIPS, LIFECYCLE, PREFIX, REGISTER, NoteDetail, NoteDraft, NoteRow, State
from deskapp.domain.people import COUNTER, COUNTER_AND_STEWARD, OFFICE
from deskapp.domain.reception import ReasonDraft
from deskapp.models.handovers import MustReadNote, MustReadReader
from deskapp.models.staff import Staff
from deskapp.services import must_read_reads
from deskapp.services.register import RegisterService
from deskapp.services.tokens import Searchable
from deskapp.services.verbs import Tx, reads, writes


class MustReadService(RegisterService[MustReadNote, NoteRow]):
    """Notes for everybody on duty. A note's words never change: what is different is another note, to be read anew."""

    name = REGISTER
    prefix = PREFIX
    lifecycle = LIFECYCLE
    model = MustReadNote

    def readable(self, tx: Tx) -> ColumnElement[bool]:
        """They are for everybody on duty, of whatever area."""
        return true()

    def own_area(self, tx: Tx, unit_id: int | None, code: str) -> None:
        """It belongs to no area."""

    @writes(COUNTER)
    def write(self, tx: Tx, draft: NoteDraft) -> Change:
        """Write down what everybody on duty has to know; whoever writes it has read it."""
        if before := self.same_client(tx, draft.client_id):
            return before
        self.validated(tx, draft)
        row = MustReadNote(
            state=State.IN_FORCE, title=draft.title.strip(), content=draft.content.strip(), until=draft.until,
            written_at=tx.now, recorder_id=tx.staff_id,
        )  # fmt: skip
        change = self.create(tx, row, draft.client_id)
        tx.session.add(MustReadReader(note_id=row.id, staff_id=tx.staff_id, at=tx.now))
        return change

    @writes(COUNTER_AND_STEWARD)
    def read(self, tx: Tx, id: int, version: int | None = None) -> Change:
        """The person signed in has read it: the name stands with it, once."""
        # Several people read at the same time: what another has read meanwhile is no conflict.
        row: MustReadNote = self.step(tx, id, version or self.load(tx, id).version)
        if must_read_reads.has_read(tx, row, tx.staff_id):
            return self.changed(tx, row)
        self._sign(tx, row, tx.staff_id, tx.actor.name if tx.actor else "")
        return self.changed(tx, row)

    def read_by(self, tx: Tx, row: MustReadNote, reader: Staff) -> None:
        """Somebody who gave their PIN has read it: their name stands with it."""
        if not must_read_reads.has_read(tx, row, reader.id):
            self._sign(tx, row, reader.id, reader.name)

    def _sign(self, tx: Tx, row: MustReadNote, staff_id: int, name: str) -> None:
        tx.session.add(MustReadReader(note_id=row.id, staff_id=staff_id, at=tx.now))
        self.save(tx, row, verb=f"{REGISTER}.read", more={"reader": [None, name]})

    @writes(COUNTER)
    def end(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """It need not be read any more."""
        row: MustReadNote = self.step(tx, id, version, "", draft)
        row.ended_at, row.ended_reason = tx.now, draft.reason.strip()
        self.save(tx, row)
        return self.changed(tx, row)

    @writes(OFFICE)
    def void(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """Void with a reason; the number stays (``ALL-1``)."""
        row: MustReadNote = self.step(tx, id, version, "", draft)
        row.void_reason = draft.reason.strip()
        self.save(tx, row)
        return self.changed(tx, row)

    # Reading.

    @reads(COUNTER_AND_STEWARD)
    def unread(self, tx: Tx, staff_id: int | None = None) -> tuple[NoteRow, ...]:
        """What somebody has still to read, the person signed in if nobody is named; the oldest first."""
        found = must_read_reads.unread(tx, tx.staff_id if staff_id is None else staff_id)
        return tuple(self.as_rows(tx, found))

    @reads(COUNTER_AND_STEWARD)
    def ids(self, tx: Tx, query: Query) -> array[int]:
        """The ids a table shows, in order."""
        return self.list_ids(tx, query)

    @reads(COUNTER_AND_STEWARD)
    def rows(self, tx: Tx, ids: Sequence[int]) -> tuple[NoteRow, ...]:
        """Rows of the table in the order asked."""
        return self.list_rows(tx, ids)

    @reads(COUNTER_AND_STEWARD)
    def counts(self, tx: Tx) -> dict[str, int]:
        """How many notes each chip has (up to a cap)."""
        return self.count(tx, (chip for chip in CHIPS if chip != "all"))

    @reads(COUNTER_AND_STEWARD)
    def detail(self, tx: Tx, id: int) -> NoteDetail:
        """Everything about one note."""
        return must_read_reads.detail(self, tx, self.load(tx, id))

    # What the base asks for.

    def chip(self, tx: Tx, chip: str) -> ColumnElement[bool] | None:
        """The condition of a chip."""
        return must_read_reads.chip(tx, chip)

    def sort_column(self, name: str) -> ColumnElement[Any]:
        """The columns a table can be sorted by."""
        columns: dict[str, Any] = {"at": MustReadNote.written_at, "handler": MustReadNote.recorder_id}
        return columns[name] if name in columns else super().sort_column(name)

    def as_rows(self, tx: Tx, found: Sequence[MustReadNote]) -> Iterable[NoteRow]:
        """Rows as the table shows them."""
        return must_read_reads.as_rows(self, tx, found)

    def searchable(self, row: MustReadNote) -> Searchable:
        """Found by number, title and text."""
        return Searchable(numbers=(row.number,), names=(row.title,), texts=(row.content,))

    def as_hit(self, row: MustReadNote) -> Hit:
        """A note as the search box shows it."""
        state = f"{REGISTER}.state.{row.state}"
        return Hit(ref=self.ref(row), title=row.title, subtitle=row.content[:120], state=state, at=row.written_at)

    def today(self, tx: Tx) -> Iterable[TodayItem]:
        """What the person signed in has still to read; for the office, what others have not (``DUTY-8``)."""
        return must_read_reads.today(self, tx)


SERVICE = MustReadService
