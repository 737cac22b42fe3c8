"""Counts: begun, counted blind by whoever comes by, compared, explained, signed, reported (``KEY-6``) [001·1·4.5.6]."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, select
from sqlalchemy.orm import InstrumentedAttribute

from deskapp.domain.common import Change, Hit, Option, Query, TodayItem
from deskapp.domain.inventories import (
    CHIPS,
    KEYS,
    LIFECYCLE,
    PREFIX,
    REGISTER,
    CloseDraft,
    CompareDraft,
    Expected,
    ExplainDraft,
    InventoryDetail,
    InventoryDraft,
    InventoryRow,
    ReportDraft,
    Sheet,
    State,
    TickDraft,
    UntickDraft,
    said,
)
from deskapp.domain.key_table import KeyTable
from deskapp.domain.people import COUNTER, OFFICE
from deskapp.domain.reception import ReasonDraft
from deskapp.errors import NotFound, Problem
from deskapp.models.inventories import Inventory, InventoryFigure, InventoryLine, running
from deskapp.services import count_things, inventory_reads, key_table
from deskapp.services import inventory_checks as checks
from deskapp.services.counting import Countable
from deskapp.services.register import RegisterService
from deskapp.services.today import TodayService
from deskapp.services.tokens import Searchable
from deskapp.services.verbs import Tx, reads, writes


class InventoryService(RegisterService[Inventory, InventoryRow]):
    """Every count of every register that has countable places (``Countable``)."""

    name = REGISTER
    prefix = PREFIX
    lifecycle = LIFECYCLE
    model = Inventory

    def countable(self, subject: str) -> Countable:
        """The register whose places are counted, found among all services."""
        for service in self.core.by_name.values():
            if isinstance(service, Countable) and service.subject == subject:
                return service
        raise NotFound(number=str(subject)[:40])

    # The count.

    @writes(COUNTER)
    def begin(self, tx: Tx, draft: InventoryDraft) -> Change:
        """Begin a count of all places, or of one part; another one of the same places must not be under way."""
        if before := self.same_client(tx, draft.client_id):
            return before
        problems = self.problems(tx, draft)
        countable, subject = self.countable(draft.subject), draft.subject.value
        month = checks.month_of(draft.month, tx.now, problems)
        places = countable.places(tx, draft.part_id)
        if draft.part_id is not None and draft.part_id not in {part.id for part in countable.parts(tx)}:
            problems.append(Problem("part_id", "unknown_choice", {"value": draft.part_id}))
        elif not places:
            problems.append(Problem("part_id", "inventory_no_places"))
        checks.under_way(tx, subject, draft.part_id, problems)
        self.validated(tx, draft, *problems)
        row = Inventory(
            state=State.COUNTING, subject=subject, month=month, part_id=draft.part_id or 0,
            part=places[0].part if draft.part_id is not None else "", note=draft.note.strip(), begun_at=tx.now,
            recorder_id=tx.staff_id, total=len(places),
        )  # fmt: skip
        change = self.create(tx, row, draft.client_id)
        # All at once: thousands of entities would make whoever begins wait.
        lines = [
            {"inventory_id": row.id, "position": at, "place_id": place.id, "place": place.label, "part": place.part}
            for at, place in enumerate(places, 1)
        ]
        tx.session.execute(insert(InventoryLine), lines)
        return change

    # The counting carries no version of the count: several people count at the same time, each one place after another.

    @writes(COUNTER)
    def tick(self, tx: Tx, id: int, draft: TickDraft, version: int | None = None) -> Change:
        """One place was counted; what the register says of it at this moment is kept for the comparison."""
        problems = self.problems(tx, draft)
        row: Inventory = self.step(tx, id, version or self.load(tx, id).version)
        countable = self.countable(row.subject)
        if countable.many:
            return self._tick_thing(tx, row, draft, countable, problems)
        line, mark, found = checks.seen(tx, id, draft, lambda code: countable.found(tx, code), problems)
        if line is not None:
            problems += checks.recount(line, draft, mark, found)
        self.validated(tx, draft, *problems)
        assert line is not None
        checks.expect(line, countable.expected(tx, [line.place_id]).get(line.place_id, Expected()))
        row.counted += line.mark is None
        line.mark, line.keys = mark, draft.keys
        line.item_id, line.code = (found.item_id, found.code) if found is not None else (None, "")
        line.counted_at, line.by_id, line.times = tx.now, tx.staff_id, line.times + 1
        more = {"place": [None, line.place], "mark": [None, mark.value], "keys": [None, draft.keys]}
        self.save(tx, row, more=more | ({"code": [None, line.code]} if line.code else {}))
        return self.changed(tx, row)

    def _tick_thing(
        self, tx: Tx, row: Inventory, draft: TickDraft, countable: Countable, problems: list[Problem]
    ) -> Change:
        """One of several things was seen at a place, or the place is empty (``MAIL-9``)."""
        line, found = count_things.looked_at(tx, row.id, draft, countable, problems)
        if line is not None:
            problems += count_things.already(tx, line, draft, found)
        self.validated(tx, draft, *problems)
        assert line is not None
        row.counted += count_things.tick(tx, line, draft, found, countable)
        more = {"place": [None, line.place], "mark": [None, line.mark.value if line.mark else None]}
        thing = count_things.thing_of(draft, found)
        self.save(tx, row, more=more | ({"code": [None, thing]} if thing else {}))
        return self.changed(tx, row)

    @writes(COUNTER)
    def untick(self, tx: Tx, id: int, draft: UntickDraft, version: int | None = None) -> Change:
        """A place was counted by mistake: it is to be counted again."""
        problems = self.problems(tx, draft)
        row: Inventory = self.step(tx, id, version or self.load(tx, id).version)
        line = checks.line_named(tx, id, draft.place, problems, draft.thing)
        if line is not None and line.mark is None:
            problems.append(Problem("place", "inventory_not_counted", {"value": line.place}))
        self.validated(tx, draft, *problems)
        assert line is not None
        assert line.mark is not None
        more = {"place": [None, line.place], "mark": [line.mark.value, None]}
        if self.countable(row.subject).many:
            row.counted -= count_things.untick(tx, line)
            self.save(tx, row, more=more | ({"code": [draft.thing, None]} if draft.thing else {}))
            return self.changed(tx, row)
        line.mark = line.keys = line.item_id = line.counted_at = line.by_id = None
        line.code, line.times = "", line.times + 1
        checks.expect(line, Expected())
        row.counted -= 1
        self.save(tx, row, more=more)
        return self.changed(tx, row)

    @writes(COUNTER)
    def compare(self, tx: Tx, id: int, version: int, draft: CompareDraft) -> Change:
        """The counting is over: every place is compared with what was expected of it when it was counted."""
        self.problems(tx, draft)
        kept = self.load(tx, id)
        left, reason = kept.total - kept.counted, draft.reason.strip()
        problems = [Problem("reason", "inventory_places_left", {"count": left})] if left and not reason else []
        row: Inventory = self.step(tx, id, version, "", draft, *problems)
        countable, lines = self.countable(row.subject), checks.lines_of(tx, id)
        (count_things if countable.many else checks).compare(tx, lines, countable)
        row.different, row.compared_at = sum(line.difference is not None for line in lines), tx.now
        row.uncounted_reason = reason if left else ""
        tx.session.add_all(InventoryFigure(inventory_id=id, **f._asdict()) for f in countable.figures(tx))
        self._fixed_day(tx, row, countable.window_rule, done=True)
        self.save(tx, row)
        return self.changed(tx, row)

    @writes(OFFICE)
    def resume(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """Go on counting: what was compared is put away. It is the office's word, since it is blind no longer."""
        row: Inventory = self.step(tx, id, version, "", draft)
        for line in checks.lines_of(tx, id):
            line.difference = line.resolution = line.explained_at = line.explained_by_id = None
            line.explanation = ""
        tx.session.execute(delete(InventoryFigure).where(InventoryFigure.inventory_id == id))
        row.compared_at, row.different, row.explained, row.uncounted_reason = None, 0, 0, ""
        self._reopened(tx, row, self.countable(row.subject).window_rule, Inventory.compared_at)
        self.save(tx, row, more={"reason": [None, draft.reason.strip()]})
        return self.changed(tx, row)

    def _fixed_day(self, tx: Tx, row: Inventory, rule: str, *, done: bool) -> None:
        """A count of everything ticks off the month's fixed day."""
        if rule and not row.part_id:
            self.core.service(TodayService).set_done(tx, rule, row.month, done=done)

    def _reopened(self, tx: Tx, row: Inventory, rule: str, column: InstrumentedAttribute[datetime | None]) -> None:
        """A fixed day is to be done again, unless another count of everything stands for it."""
        if not checks.done_otherwise(tx, row, column):
            self._fixed_day(tx, row, rule, done=False)

    # Its differences.

    @writes(COUNTER)
    def explain(self, tx: Tx, id: int, draft: ExplainDraft, version: int | None = None) -> Change:
        """Explain a difference, and do in the register what it calls for: report missing, put back, move."""
        problems = self.problems(tx, draft)
        row: Inventory = self.step(tx, id, version or self.load(tx, id).version)
        line = checks.line_named(tx, id, draft.place, problems, draft.thing)
        problems += checks.explainable(line, draft) if line is not None else []
        self.validated(tx, draft, *problems)
        assert line is not None
        words = draft.explanation.strip()
        self.countable(row.subject).settle(tx, line, draft.resolution, words)
        alike = checks.lines_of(tx, id) if draft.alike else ()
        told = [line, *(o for o in alike if o.difference is line.difference and o.resolution is None and o is not line)]
        row.explained += sum(each.resolution is None for each in told)
        for each in told:
            each.resolution, each.explanation = draft.resolution, words
            each.explained_at, each.explained_by_id = tx.now, tx.staff_id
        more = {"place": [None, line.place], "resolution": [None, draft.resolution.value], "explanation": [None, words]}
        self.save(tx, row, more=more | ({"code": [None, line.thing]} if line.thing else {}))
        return self.changed(tx, row)

    @writes(OFFICE)
    def close(self, tx: Tx, id: int, version: int, draft: CloseDraft) -> Change:
        """Every difference is explained and the result is signed: whoever closes it signs as supervisor."""
        self.problems(tx, draft)
        kept = self.load(tx, id)
        left = kept.different - kept.explained
        problems = [Problem("summary", "inventory_unexplained", {"count": left})] if left else []
        row: Inventory = self.step(tx, id, version, "", draft, *problems)
        row.closed_at, row.closed_by_id = tx.now, tx.staff_id
        row.counter_signed, row.summary = draft.counter_signed, draft.summary.strip()
        self.save(tx, row)
        return self.changed(tx, row)

    @writes(COUNTER)
    def report(self, tx: Tx, id: int, version: int, draft: ReportDraft) -> Change:
        """The month's table went to the superior [001·1·4.5.6]: that ticks the fixed day."""
        row: Inventory = self.step(tx, id, version, "", draft)
        row.reported_to, row.reported_at = draft.reported_to.strip(), draft.reported_at
        self._fixed_day(tx, row, self.countable(row.subject).report_rule, done=True)
        self.save(tx, row)
        return self.changed(tx, row)

    @writes(COUNTER)
    def void(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """Void with a reason (``ALL-1``); the month's fixed days are open again unless another count stands."""
        row: Inventory = self.step(tx, id, version, "", draft)
        row.void_reason = draft.reason.strip()
        countable = self.countable(row.subject)
        if row.compared_at is not None:
            self._reopened(tx, row, countable.window_rule, Inventory.compared_at)
        if row.reported_at is not None:
            self._reopened(tx, row, countable.report_rule, Inventory.reported_at)
        self.save(tx, row)
        return self.changed(tx, row)

    # Reading.

    @reads(COUNTER)
    def ids(self, tx: Tx, query: Query) -> array[int]:
        """The ids a table shows, in order."""
        return self.list_ids(tx, query)

    @reads(COUNTER)
    def rows(self, tx: Tx, ids: Sequence[int]) -> tuple[InventoryRow, ...]:
        """Rows of the table in the order asked."""
        return self.list_rows(tx, ids)

    @reads(COUNTER)
    def counts(self, tx: Tx) -> dict[str, int]:
        """How many counts each chip has (up to a cap)."""
        return self.count(tx, (chip for chip in CHIPS if chip != "all"))

    @reads(COUNTER)
    def detail(self, tx: Tx, id: int) -> InventoryDetail:
        """Everything about one count; nothing of what was expected before it is compared."""
        return inventory_reads.detail(self, tx, self.load(tx, id))

    @reads(COUNTER)
    def sheet(self, tx: Tx, id: int) -> Sheet:
        """The places in order with what was seen so far: blind, for the screen and for the sheet of paper."""
        return inventory_reads.sheet(self, tx, self.load(tx, id))

    @reads(COUNTER)
    def parts(self, tx: Tx, subject: str = KEYS) -> tuple[Option, ...]:
        """What can be counted by itself."""
        return tuple(self.countable(subject).parts(tx))

    @reads(COUNTER)
    def table(self, tx: Tx, id: int) -> KeyTable:
        """The key table of a month (202611) [001·1·4.5.6]."""
        return key_table.table(self, tx, id)

    @reads(OFFICE)
    def write_table(self, tx: Tx, id: int, path: str) -> str:
        """The same figures in a file, Excel by its ending or else CSV. Returns its path."""
        from deskapp.services.excel import key_lines, month_table

        lines = key_lines.lines(key_table.table(self, tx, id))
        return month_table.write("form.key_month_table", lines, path, tx.now)

    # What the base asks for.

    def chip(self, tx: Tx, chip: str) -> ColumnElement[bool] | None:
        """The condition of a chip."""
        return inventory_reads.chip(chip)

    def sort_column(self, name: str) -> ColumnElement[Any]:
        """The columns a table can be sorted by."""
        return Inventory.begun_at if name == "at" else super().sort_column(name)  # type: ignore[return-value]

    def as_rows(self, tx: Tx, found: Sequence[Inventory]) -> Iterable[InventoryRow]:
        """Rows as the table shows them."""
        return inventory_reads.as_rows(self, tx, found)

    def searchable(self, row: Inventory) -> Searchable:
        """Found by number, month, part and note."""
        return Searchable(numbers=(row.number,), codes=(row.month,), texts=(row.part, row.note))

    def as_hit(self, row: Inventory) -> Hit:
        """A count as the search box shows it."""
        title = " · ".join(part for part in (row.month, row.part) if part)
        words = f"{row.counted} / {row.total}"
        return Hit(
            ref=self.ref(row), title=title, subtitle=words, state=f"inventories.state.{row.state}", at=row.begun_at
        )

    def today(self, tx: Tx) -> Iterator[TodayItem]:
        """Counts to go on with, and those whose differences are to be explained."""
        for row in tx.session.scalars(select(Inventory).where(running()).order_by(Inventory.id)):
            params = {"number": row.number, "month": row.month, "counted": row.counted, "total": row.total}
            params["left"] = row.different - row.explained
            text = said(row.subject, f"today.{row.state}")
            yield TodayItem(register=REGISTER, text=text, params=params, ref=self.ref(row))


SERVICE = InventoryService
