"""Special events: opened by an emergency or a collective complaint, reported within the hour, closed with their cause.

[001·1·4.1.4; 001·12·4]
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import ColumnElement, and_, select

from deskapp.domain.common import Change, Hit, Query, Ref, TodayItem, Turn, Waiting
from deskapp.domain.directory import UnitEvent
from deskapp.domain.events import (
    CHIPS,
    LIFECYCLE,
    PREFIX,
    REGISTER,
    CloseDraft,
    CompanyDraft,
    EventDetail,
    EventDraft,
    EventRow,
    Kind,
    ReportDraft,
    State,
)
from deskapp.domain.people import COUNTER, COUNTER_AND_STEWARD, OFFICE
from deskapp.domain.reception import PassOnDraft, ReasonDraft
from deskapp.errors import Problem
from deskapp.models.events import Event, running
from deskapp.services import deadlines, event_follows, event_reads, handed_work
from deskapp.services.event_checks import before_it_happened, contradictions
from deskapp.services.register import RegisterService
from deskapp.services.tokens import Searchable
from deskapp.services.verbs import Tx, reads, writes

#: The rule the report's clock runs by, and what its clock is called (``today.events.report``).
RULE, DUE = "event.reported_within", "report"


class EventService(RegisterService[Event, EventRow]):
    """One report for each event, whether it came by itself or was written down by hand."""

    name = REGISTER
    prefix = PREFIX
    lifecycle = LIFECYCLE
    model = Event
    late_chip = "late"
    handed_over = handed_work.events
    clock_reads = ("unit_code", "place", "kind")

    @writes(COUNTER)
    def record(self, tx: Tx, draft: EventDraft) -> Change:
        """Write an event down by hand; its report falls due so long after it happened."""
        if before := self.same_client(tx, draft.client_id):
            return before
        row = Event(state=State.OPEN, created_at=tx.now, recorder_id=tx.staff_id)
        self._fill(tx, row, draft, recorded=True)
        deadlines.start(tx, self.core, row, DUE, RULE, row.happened_at)
        return self.create(tx, row, draft.client_id)

    @writes(COUNTER)
    def amend(self, tx: Tx, id: int, version: int, draft: EventDraft) -> Change:
        """Add what is known by now, or correct it; the old words stay in the journal (``ALL-3``)."""
        row: Event = self.step(tx, id, version)
        before, happened = self.searchable(row), row.happened_at
        self._fill(tx, row, draft, recorded=False)
        if row.due_at is not None and row.happened_at != happened:
            deadlines.start(tx, self.core, row, DUE, RULE, row.happened_at)
        self.save(tx, row, before)
        return self.changed(tx, row)

    def _fill(self, tx: Tx, row: Event, draft: EventDraft, *, recorded: bool) -> None:
        """The words of a draft into a row; ``recorded`` asks why it comes so late (``ALL-9``)."""
        problems = self.problems(tx, draft)
        unit = self.unit(tx, draft.unit, problems)
        refused = {problem.field for problem in problems}
        if recorded and draft.happened_at is not None and "happened_at" not in refused:
            late = deadlines.due(tx, self.core, RULE, draft.happened_at).due <= tx.now
            untold = late and not draft.happened_reason.strip()
            problems += [Problem("happened_reason", "reason_required")] if untold else []
        self.validated(tx, draft, *problems, *contradictions(draft))
        for field in fields(draft):
            if field.name not in {"unit", "client_id"}:
                value = getattr(draft, field.name)
                setattr(row, field.name, value.strip() if type(value) is str else value)
        row.unit_id, row.unit_code = (unit.id, unit.code) if unit else (None, "")
        row.happened_at = min(row.happened_at, row.created_at)

    @writes(COUNTER)
    def pass_on(self, tx: Tx, id: int, version: int, draft: PassOnDraft) -> Change:
        """To whom it was passed on, and when [001·1·4.1.4.1]."""
        wrong = before_it_happened(self.load(tx, id), "passed_at", draft.passed_at)
        row: Event = self.step(tx, id, version, "", draft, *wrong)
        row.passed_to, row.passed_at = draft.passed_to.strip(), draft.passed_at
        self.save(tx, row)
        return self.changed(tx, row)

    @writes(COUNTER)
    def report(self, tx: Tx, id: int, version: int, draft: ReportDraft) -> Change:
        """The office knows: its clock stops, kept or missed [001·1·4.1.4; 001·12·4(1)]."""
        wrong = before_it_happened(self.load(tx, id), "reported_at", draft.reported_at)
        row: Event = self.step(tx, id, version, "", draft, *wrong)
        row.reported_to, row.reported_at = draft.reported_to.strip(), draft.reported_at
        deadlines.stop(tx, row, draft.reported_at)
        self.save(tx, row)
        return self.changed(tx, row)

    @writes(OFFICE)
    def tell_company(self, tx: Tx, id: int, version: int, draft: CompanyDraft) -> Change:
        """The director or the supervisor reported it to the company [001·12·4(1)]."""
        wrong = before_it_happened(self.load(tx, id), "company_at", draft.company_at)
        row: Event = self.step(tx, id, version, "", draft, *wrong)
        row.company_to, row.company_at = draft.company_to.strip(), draft.company_at
        self.save(tx, row)
        return self.changed(tx, row)

    @writes(OFFICE)
    def close(self, tx: Tx, id: int, version: int, draft: CloseDraft) -> Change:
        """How it ended, why, and what prevents it; a collective complaint only once the company knows (``CMP-2``)."""
        row: Event = self.load(tx, id)
        untold = row.kind is Kind.COLLECTIVE_COMPLAINT and row.company_at is None
        row = self.step(tx, id, version, "", draft, *([Problem("outcome", "event_company_first")] if untold else []))
        before = self.searchable(row)
        for field in fields(draft):
            setattr(row, field.name, getattr(draft, field.name).strip())
        row.closed_at, row.closer_id = tx.now, tx.staff_id
        self.save(tx, row, before)
        return self.changed(tx, row)

    @writes(OFFICE)
    def reopen(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """Take a closing back; what was written stays."""
        row: Event = self.step(tx, id, version, "", draft)
        row.closed_at = row.closer_id = None
        self.save(tx, row, more={"reason": [None, draft.reason]})
        return self.changed(tx, row)

    @writes(COUNTER)
    def void(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """Void with a reason; the number stays and prints 作废 (``ALL-1``). A closed one only by the office."""
        row: Event = self.step(tx, id, version, "", draft)
        row.void_reason = draft.reason.strip()
        deadlines.stop(tx, row)
        self.save(tx, row)
        return self.changed(tx, row)

    def heard(self, tx: Tx, register: str, row: Any, verb: str) -> None:
        """An emergency or a collective complaint opens its report, and takes it along (``REC-5``, ``CMP-2``)."""
        event_follows.heard(self, tx, register, row, verb)

    # Reading.

    @reads(COUNTER_AND_STEWARD)
    def ids(self, tx: Tx, query: Query) -> array[int]:
        """The ids a table shows, in order."""
        return self.list_ids(tx, query)

    @reads(COUNTER_AND_STEWARD)
    def rows(self, tx: Tx, ids: Sequence[int]) -> tuple[EventRow, ...]:
        """Rows of the table in the order asked."""
        return self.list_rows(tx, ids)

    @reads(COUNTER_AND_STEWARD)
    def counts(self, tx: Tx) -> dict[str, int]:
        """How many events each chip has (up to a cap)."""
        return self.count(tx, (chip for chip in CHIPS if chip != "all"))

    @reads(COUNTER_AND_STEWARD)
    def detail(self, tx: Tx, id: int) -> EventDetail:
        """Everything about one event."""
        return event_reads.detail(self, tx, self.load(tx, id))

    def clock_params(self, tx: Tx, row: Event) -> dict[str, Any]:
        """What happened where."""
        return {"unit": row.unit_code or row.place, "number": row.number, "kind": f"events.kind.{row.kind}"}

    def chip(self, tx: Tx, chip: str) -> ColumnElement[bool] | None:
        """The condition of a chip."""
        conditions: dict[str, ColumnElement[bool] | None] = {
            "open": running(),
            "to_report": and_(running(), Event.state == State.OPEN),
            "late": and_(Event.due_at.is_not(None), Event.due_at <= tx.now),
            "today": Event.happened_at >= tx.midnight,
            "all": None,
        }
        return conditions[chip]

    def sort_column(self, name: str) -> ColumnElement[Any]:
        """The columns a table can be sorted by."""
        columns: dict[str, Any] = {
            "unit": Event.unit_code, "due": Event.due_at, "at": Event.happened_at, "handler": Event.recorder_id,
        }  # fmt: skip
        return columns[name] if name in columns else super().sort_column(name)

    def as_rows(self, tx: Tx, found: Sequence[Event]) -> Iterable[EventRow]:
        """Rows as the table shows them."""
        return event_reads.as_rows(self, tx, found)

    def searchable(self, row: Event) -> Searchable:
        """Found by number, unit, place, who told of it, phone, what happened and what came of it."""
        return Searchable(
            numbers=(row.number,),
            codes=(row.unit_code,),
            names=(row.caller,),
            texts=(row.content, row.place, row.measures, row.outcome),
            phones=(row.phone,),
        )

    def as_hit(self, row: Event) -> Hit:
        """An event as the search box shows it."""
        title = " · ".join(part for part in (row.unit_code, row.place) if part) or row.caller
        state = f"events.state.{row.state}"
        return Hit(ref=self.ref(row), title=title, subtitle=row.content[:120], state=state, at=row.happened_at)

    def today(self, tx: Tx) -> Iterable[TodayItem]:
        """How many reported events wait to be closed; reports come by their clocks."""
        return event_reads.today(self, tx)

    def linked(self, tx: Tx, register: str, id: int) -> Iterable[Ref]:
        """The reports of an entry, and of a complaint."""
        return event_follows.linked(self, tx, register, id)

    def waiting(self, tx: Tx, unit_id: int) -> Iterable[Waiting]:
        """Events at the unit that are not closed (``REC-1``)."""
        here = and_(event_follows.at_unit(unit_id), running(), self.readable(tx))
        for row in tx.session.scalars(select(Event).where(here).order_by(Event.id.desc()).limit(5)):
            params = {"number": row.number, "kind": f"events.kind.{row.kind}"}
            yield Waiting(
                register=REGISTER, text="waiting.events", params=params, ref=self.ref(row),
                urgent=self.presses(tx, row), turn=Turn.EMERGENCY,
            )  # fmt: skip

    def unit_events(self, tx: Tx, unit_id: int, limit: int) -> Iterable[UnitEvent]:
        """The unit's special events, the newest first."""
        here = and_(event_follows.at_unit(unit_id), self.readable(tx))
        for row in tx.session.scalars(select(Event).where(here).order_by(Event.id.desc()).limit(limit)):
            state = f"events.state.{row.state}"
            yield UnitEvent(at=row.happened_at, ref=self.ref(row), title=row.content[:120], state=state)


SERVICE = EventService
