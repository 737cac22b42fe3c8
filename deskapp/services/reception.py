"""The reception log: from the first word of a caller to the closed entry [001·1·4.1; 002·3]."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import ColumnElement, and_, select

from deskapp.domain.common import Change, Hit, Query, Ref, TodayItem, Waiting
from deskapp.domain.directory import UnitEvent
from deskapp.domain.people import COUNTER, COUNTER_AND_STEWARD
from deskapp.domain.reception import (
    CHIPS,
    LIFECYCLE,
    PREFIX,
    REGISTER,
    AmendDraft,
    AnswerDraft,
    AssessDraft,
    CloseDraft,
    ComplainDraft,
    EntryDraft,
    JoinDraft,
    Kind,
    PassOnDraft,
    ReasonDraft,
    State,
    TellDraft,
)
from deskapp.domain.reception_rows import EntryDetail, EntryRow, PassTo
from deskapp.errors import Problem
from deskapp.models.base import inline
from deskapp.models.directory import Department, Unit
from deskapp.models.reception import Entry, EntryContact, Suggestion, running
from deskapp.services import handed_work, incidents, journal, promises, reception_reads
from deskapp.services.clocks import Clock, Running
from deskapp.services.incidents import IncidentVerbs
from deskapp.services.promises import PromiseVerbs
from deskapp.services.reception_checks import category, contradictions, first_state, own_way, resident, words
from deskapp.services.rulebook import RulebookService
from deskapp.services.tokens import Searchable
from deskapp.services.verbs import Tx, reads, writes


class ReceptionService(PromiseVerbs, IncidentVerbs):
    """One entry for each contact, and everything that may happen to it."""

    name = REGISTER
    prefix = PREFIX
    lifecycle = LIFECYCLE
    model = Entry
    late_chip = "overdue"
    handed_over = handed_work.reception
    clock_reads = (
        "unit_code", "caller", "state", "at", "told_at", "promised_at", "promise_start", "promise_rule", "promise_span",
        "promise_learned", "promise_cases",
    )  # fmt: skip

    @writes(COUNTER)
    def record(self, tx: Tx, draft: EntryDraft) -> Change:
        """Write a contact down: answered on the spot, or with a promise (``REC-2``, ``ALL-9``)."""
        return self.written(tx, draft)

    def written(self, tx: Tx, draft: EntryDraft) -> Change:
        """The same for other registers' verbs, in their transaction."""
        if before := self.same_client(tx, draft.client_id):
            return before
        problems = self.problems(tx, draft)
        unit = self.unit(tx, draft.unit, problems)
        resident(tx, draft.resident_id, problems)
        incident = incidents.joined(self, tx, draft, problems)
        self.validated(tx, draft, *problems, *contradictions(draft))
        row = Entry(**words(draft), state=first_state(draft), unit_id=unit.id if unit else None)
        row.at = draft.happened_at or tx.now
        row.recorded_at = max(tx.now, row.at)
        row.happened_reason = draft.happened_reason.strip() if draft.happened_at else ""
        row.answered_on_spot = draft.answered
        row.result, row.quoted = draft.result.strip(), draft.quoted
        if not draft.answered and draft.kind is not Kind.COMPLAINT:
            promises.first(tx, self.core, row, draft)
        if draft.answered:
            row.told_at = row.at
        row.recorder_id = row.handler_id = tx.staff_id
        others = incidents.join(self, tx, row, incident) if incident is not None else ()
        return self.create(tx, row, draft.client_id, others)

    @writes(COUNTER)
    def amend(self, tx: Tx, id: int, version: int, draft: AmendDraft) -> Change:
        """Correct what was written down; the old words stay in the journal (``ALL-3``)."""
        problems = self.problems(tx, draft)
        unit = self.unit(tx, draft.unit, problems)
        resident(tx, draft.resident_id, problems)
        problems.extend(category(draft.kind, draft.category))
        problems.extend(own_way(self.load(tx, id), draft.kind))
        row = self.step(tx, id, version, "", draft, *problems)
        before = self.searchable(row)
        for name, value in words(draft).items():
            setattr(row, name, value)
        row.unit_id = unit.id if unit else None
        self.save(tx, row, before)
        return self.changed(tx, row)

    @writes(COUNTER)
    def answer(self, tx: Tx, id: int, version: int, draft: AnswerDraft) -> Change:
        """Answer an open entry at once."""
        row = self.step(tx, id, version, "", draft)
        before = self.searchable(row)
        row.result, row.handler_id, row.told_at = draft.result.strip(), tx.staff_id, tx.now
        row.quoted = draft.quoted
        self.save(tx, row, before)
        return self.changed(tx, row)

    @writes(COUNTER_AND_STEWARD)
    def result(self, tx: Tx, id: int, version: int, draft: AnswerDraft) -> Change:
        """What came of it, not yet told to the caller."""
        row = self.step(tx, id, version, "", draft)
        before = self.searchable(row)
        row.result, row.handler_id, row.quoted = draft.result.strip(), tx.staff_id, draft.quoted
        self.save(tx, row, before)
        return self.changed(tx, row)

    @writes(COUNTER)
    def tell(self, tx: Tx, id: int, version: int, draft: TellDraft) -> Change:
        """The caller heard the result [001·1·4.1.2.2]."""
        self.problems(tx, draft)
        row = self.load(tx, id, version)
        row = self.step(tx, id, version, "", draft, *promises.too_early(draft.told_at, row.at))
        promises.told(row, {name: getattr(draft, name) for name in ("told_at", "told_how", "opinion")})
        self.save(tx, row)
        return self.changed(tx, row)

    @writes(COUNTER)
    def close(self, tx: Tx, id: int, version: int, draft: CloseDraft) -> Change:
        """Nothing is left to do."""
        row = self.step(tx, id, version, "", draft)
        row.closed_at = tx.now
        row.opinion = draft.opinion or row.opinion
        row.note = draft.note.strip() or row.note
        self.save(tx, row)
        tx.cautions += reception_reads.slips_open(tx, row)
        return self.changed(tx, row)

    @writes(COUNTER)
    def reopen(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """Take a closing back: the entry stands again where it was closed from."""
        row = self.load(tx, id, version)
        target = State.ANSWERED if row.answered_on_spot or row.told_how is None else State.CALLER_TOLD
        target = State.IN_COMPLAINT if row.kind is Kind.COMPLAINT else target
        row = self.step(tx, id, version, target, draft)
        row.closed_at = None
        self.save(tx, row, more={"reason": [None, draft.reason]})
        return self.changed(tx, row)

    @writes(COUNTER)
    def void(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """Void with a reason; the number stays (``ALL-1``). A closed entry only by the office."""
        row = self.step(tx, id, version, "", draft)
        row.void_reason = draft.reason.strip()
        self.save(tx, row)
        tx.cautions += reception_reads.slips_open(tx, row)
        return self.changed(tx, row)

    @writes(COUNTER)
    def pass_on(self, tx: Tx, id: int, version: int, draft: PassOnDraft) -> Change:
        """An emergency was passed on: it need not stay on top any more (``REC-5``) [001·1·4.1.4.1]."""
        row = self.step(tx, id, version, "", draft)
        row.passed_to, row.passed_at = draft.passed_to.strip(), draft.passed_at
        self.save(tx, row)
        return self.changed(tx, row, incidents.also_passed_on(self, tx, row, draft))

    @writes(COUNTER)
    def complain(self, tx: Tx, id: int, version: int, draft: ComplainDraft) -> Change:
        """What was recorded as something else is a complaint, and is followed as one (``CMP-1``)."""
        missed = promises.clock(self.load(tx, id)).due
        row = self.step(tx, id, version, "", draft)
        row.promises_missed += missed is not None and missed <= tx.now  # from here the complaint's own clocks run
        row.kind, row.category, row.written = Kind.COMPLAINT, draft.category, draft.written
        self.save(tx, row)
        return self.changed(tx, row)

    @writes(COUNTER)
    def assess(self, tx: Tx, id: int, version: int, draft: AssessDraft) -> Change:
        """What became of a suggestion (``REC-7``)."""
        row = self.load(tx, id, version)
        problems = [] if row.kind is Kind.SUGGESTION else [Problem("assessment", "not_a_suggestion")]
        department = draft.department_id
        if isinstance(department, int) and tx.session.get(Department, department) is None:
            problems.append(Problem("department_id", "unknown_choice", {"value": department}))
        row = self.step(tx, id, version, "", draft, *problems)
        kept = tx.session.get(Suggestion, id) or Suggestion(entry_id=id)
        for field in fields(draft):
            setattr(kept, field.name, getattr(draft, field.name))
        tx.session.add(kept)
        more = journal.changes_of(kept)
        self.save(tx, row, more=more)
        return self.changed(tx, row)

    @writes(COUNTER)
    def join(self, tx: Tx, id: int, version: int, draft: JoinDraft) -> Change:
        """A later contact on the same matter joins the entry instead of doubling it (``REC-1``)."""
        row = self.step(tx, id, version, "", draft)
        before = self.searchable(row)
        said = {field.name: getattr(draft, field.name) for field in fields(draft)}
        contact = EntryContact(entry_id=id, at=tx.now, by_id=tx.staff_id, **said)
        tx.session.add(contact)
        self.save(tx, row, before, more={"contact": [None, f"{draft.caller}: {draft.content}"]})
        return self.changed(tx, row)

    # What a slip does to its entry, inside the slip's own transaction.

    def follow(self, tx: Tx, row: Entry, verb: str, target: State, **values: Any) -> Ref | None:
        """Move the entry of a slip along, if its own life cycle allows; None when it stays where it is."""
        if target not in self.lifecycle.targets(row.state, verb):
            return None
        before = self.searchable(row)
        row.state = target
        if verb == "tell":
            promises.told(row, values)
        for name, value in values.items():
            setattr(row, name, value)
        self.save(tx, row, before, verb=f"{self.name}.{verb}")
        return self.ref(row)

    # Reading.

    @reads(COUNTER)
    def pass_to(self, tx: Tx) -> tuple[PassTo, ...]:
        """Whom an emergency can be passed on to: the departments with their phones (``REC-5``)."""
        found = tx.session.execute(select(Department.name, Department.phone).order_by(Department.id))
        return tuple(PassTo(name=name, phone=phone) for name, phone in found)

    @reads(COUNTER_AND_STEWARD)
    def ids(self, tx: Tx, query: Query) -> array[int]:
        """The ids a table shows, in order."""
        return self.list_ids(tx, query)

    @reads(COUNTER_AND_STEWARD)
    def rows(self, tx: Tx, ids: Sequence[int]) -> tuple[EntryRow, ...]:
        """Rows of the table in the order asked."""
        return self.list_rows(tx, ids)

    @reads(COUNTER_AND_STEWARD)
    def counts(self, tx: Tx) -> dict[str, int]:
        """How many entries each chip has (up to a cap)."""
        return self.count(tx, (chip for chip in CHIPS if chip != "all"))

    @reads(COUNTER_AND_STEWARD)
    def detail(self, tx: Tx, id: int) -> EntryDetail:
        """Everything about one entry."""
        return reception_reads.detail(self, tx, self.load(tx, id))

    @reads(COUNTER)
    def same_matter(self, tx: Tx, unit: str, kind: Kind) -> tuple[EntryRow, ...]:
        """The same matter open already: same unit, same kind, within the rulebook's days (``REC-1``)."""
        since = tx.now - self.core.service(RulebookService).span(tx, "reception.same_matter_within")
        found = tx.session.scalars(
            select(Entry)
            .where(
                Entry.unit_id == select(Unit.id).where(Unit.code == unit).scalar_subquery(),
                Entry.kind == kind,
                Entry.at >= since,
                running(),
            )
            .order_by(Entry.id.desc())
            .limit(5)
        )
        return tuple(self.as_rows(tx, found.all()))

    # The promise's clock.

    def running_clocks(self) -> Running:
        """Promises that are still to be kept: until the caller is told."""
        waits = Entry.state.in_(promises.WAITING)
        runs = and_(running(), waits, promises.standing())
        return Running(Entry.promised_at, runs, Entry.promise_rule, Entry.promise_span)

    def clock(self, row: Entry) -> Clock:
        """The promise, while it is still to be kept."""
        return promises.clock(row)

    def clock_word(self, row: Entry) -> str:
        """A promise."""
        return "today.promise"

    def clock_params(self, tx: Tx, row: Entry) -> dict[str, Any]:
        """Who waits."""
        return {"unit": row.unit_code, "caller": row.caller}

    def chip(self, tx: Tx, chip: str) -> ColumnElement[bool] | None:
        """The condition of a chip."""
        conditions: dict[str, ColumnElement[bool] | None] = {
            "open": running(),
            "mine": and_(running(), Entry.handler_id == tx.staff_id),
            "today": Entry.at >= tx.midnight,
            "complaints": Entry.kind == inline(Kind.COMPLAINT),
            "incidents": and_(running(), Entry.incident_id.is_not(None)),
            "overdue": and_(self.running_clocks().rows, Entry.promised_at <= tx.now),
            "all": None,
        }
        return conditions[chip]

    def sort_column(self, name: str) -> ColumnElement[Any]:
        """The columns a table can be sorted by."""
        columns: dict[str, Any] = {"unit": Entry.unit_code, "due": Entry.promised_at, "handler": Entry.handler_id}
        return columns[name] if name in columns else super().sort_column(name)

    def as_rows(self, tx: Tx, found: Sequence[Entry]) -> Iterable[EntryRow]:
        """Rows as the table shows them."""
        return reception_reads.as_rows(self, tx, found)

    def searchable(self, row: Entry) -> Searchable:
        """Found by number, unit, caller, phone, content and result."""
        return Searchable(
            numbers=(row.number,),
            codes=(row.unit_code,),
            names=(row.caller,),
            texts=(row.content, row.result),
            phones=(row.phone,),
        )

    def as_hit(self, row: Entry) -> Hit:
        """An entry as the search box shows it."""
        title = " · ".join(part for part in (row.unit_code, row.caller) if part)
        return Hit(
            ref=self.ref(row), title=title, subtitle=row.content[:120], state=f"reception.state.{row.state}", at=row.at
        )

    def today(self, tx: Tx) -> Iterable[TodayItem]:
        """Running promises by time, emergencies first, results still to be told."""
        return reception_reads.today(self, tx)

    def waiting(self, tx: Tx, unit_id: int) -> Iterable[Waiting]:
        """Entries of the unit that are not answered, emergencies first (``REC-1``)."""
        return reception_reads.waiting(self, tx, unit_id)

    def unit_events(self, tx: Tx, unit_id: int, limit: int) -> Iterable[UnitEvent]:
        """The unit's entries, the newest first."""
        return reception_reads.unit_events(self, tx, unit_id, limit)


SERVICE = ReceptionService
