"""Dispatch slips: issued in triplicate, followed to the signed work copy [001·1·4.10]."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, select

from deskapp.domain.common import Change, Deadline, Hit, Query, TodayItem, Waiting
from deskapp.domain.directory import UnitEvent
from deskapp.domain.entry import EntryLine
from deskapp.domain.people import COUNTER, COUNTER_AND_STEWARD, EVERYONE, OFFICE
from deskapp.domain.reception import DISSATISFIED, ReasonDraft, Urgency
from deskapp.domain.slips import (
    CHIPS,
    LIFECYCLE,
    PREFIX,
    REGISTER,
    CloseDraft,
    CopyOut,
    ExtendDraft,
    FailDraft,
    FinishDraft,
    Item,
    Printed,
    ReceiveDraft,
    RecoverDraft,
    ReworkDraft,
    SlipDetail,
    SlipDraft,
    SlipRow,
    StartDraft,
    State,
    TellDraft,
)
from deskapp.errors import NotFound, Problem
from deskapp.models.directory import Department
from deskapp.models.slips import Slip, SlipExtension, SlipMaterial, SlipRound, running
from deskapp.services import deadlines, entry_lines, handed_things, handed_work, slip_keys, slip_links, slip_reads
from deskapp.services.clocks import Clock, Running
from deskapp.services.register import RegisterService
from deskapp.services.slip_checks import backwards, facts
from deskapp.services.tokens import Searchable
from deskapp.services.verbs import Tx, reads, writes


class SlipService(RegisterService[Slip, SlipRow]):
    """One order to a department, round after round until the resident is satisfied."""

    name = REGISTER
    prefix = PREFIX
    lifecycle = LIFECYCLE
    model = Slip
    late_chip = "late"
    handed_over = handed_work.slips
    counts_at_handover = handed_things.slips_counted
    clock_reads = (
        "unit_code", "department_id", "item", "state",
        "limit_at", "limit_rule", "limit_span", "issued_at", "created_at",
    )  # fmt: skip

    @writes(COUNTER)
    def draft(self, tx: Tx, draft: SlipDraft) -> Change:
        """Keep an order that is not ready to go out."""
        return self._new(tx, draft, State.DRAFT)

    @writes(COUNTER)
    def order(self, tx: Tx, draft: SlipDraft) -> Change:
        """Write and issue in one step; the entry it comes from is dispatched (``REC-4``, ``DSP-1``)."""
        return self._new(tx, draft, State.ISSUED)

    def _new(self, tx: Tx, draft: SlipDraft, state: State) -> Change:
        if before := self.same_client(tx, draft.client_id):
            return before
        row = Slip(state=state, created_at=tx.now, issuer_id=tx.staff_id, entry_id=draft.entry_id)
        self._fill(tx, row, draft)
        if state is State.ISSUED:
            self._issue(tx, row)
        self.create(tx, row, draft.client_id, more=slip_keys.said(draft.key_wanted))
        if draft.key_wanted:
            slip_keys.keep(tx, row, wanted=True)
        self._open_round(tx, row, row.content)
        moved = slip_links.dispatched(self.core, tx, row) if state is State.ISSUED else None
        return self.changed(tx, row, (moved,) if moved else ())

    def _fill(self, tx: Tx, row: Slip, draft: SlipDraft) -> None:
        problems = self.problems(tx, draft)
        whole = {"department_id", "entry_id"} - {problem.field for problem in problems}
        unit = self.unit(tx, draft.unit, problems)
        named = "department_id" in whole and draft.department_id is not None
        if named and tx.session.get(Department, draft.department_id) is None:
            problems.append(Problem("department_id", "unknown_choice", {"value": draft.department_id}))
        if "entry_id" in whole:
            problems.extend(slip_links.refusals(tx, draft.entry_id))
        self.validated(tx, draft, *problems)
        row.unit_id, row.unit_code = (unit.id, unit.code) if unit else (None, "")
        row.contact, row.phone, row.content = draft.contact.strip(), draft.phone.strip(), draft.content.strip()
        row.department_id = draft.department_id or 0
        row.item, row.urgency, row.note = draft.item, draft.urgency, draft.note.strip()
        row.appointment = draft.appointment
        row.limit_at = draft.limit_at
        row.limit_rule = row.limit_span = ""

    def _issue(self, tx: Tx, row: Slip) -> None:
        row.issued_at = tx.now
        if row.limit_at is None:
            limit = self._limit(tx, row.item, row.urgency)
            row.limit_at, row.limit_rule, row.limit_span = limit.due, limit.rule, limit.span

    def _open_round(self, tx: Tx, row: Slip, content: str) -> None:
        tx.session.add(
            SlipRound(slip_id=row.id, round=row.round, content=content, issued_at=row.issued_at, limit_at=row.limit_at)
        )

    @writes(COUNTER)
    def amend(self, tx: Tx, id: int, version: int, draft: SlipDraft) -> Change:
        """Correct an order that has not gone out."""
        row: Slip = self.step(tx, id, version)
        before = self.searchable(row)
        self._fill(tx, row, draft)
        self.round(tx, row).content = row.content
        self.save(tx, row, before, more=slip_keys.keep(tx, row, wanted=draft.key_wanted))
        return self.changed(tx, row)

    @writes(COUNTER)
    def issue(self, tx: Tx, id: int, version: int) -> Change:
        """Send a kept order out."""
        row: Slip = self.step(tx, id, version, "", None, *slip_links.refusals(tx, self.load(tx, id).entry_id))
        self._issue(tx, row)
        now = self.round(tx, row)
        now.issued_at, now.limit_at = row.issued_at, row.limit_at
        self.save(tx, row)
        moved = slip_links.dispatched(self.core, tx, row)
        return self.changed(tx, row, (moved,) if moved else ())

    @writes(COUNTER)
    def receive(self, tx: Tx, id: int, version: int, draft: ReceiveDraft) -> Change:
        """The department took the slip and signed the stub."""
        return self._note(tx, id, version, draft, received_by=draft.received_by, received_at=draft.received_at)

    @writes(COUNTER_AND_STEWARD)
    def start(self, tx: Tx, id: int, version: int, draft: StartDraft) -> Change:
        """Somebody went."""
        return self._note(tx, id, version, draft, workers=draft.workers, arrived_at=draft.arrived_at)

    @writes(COUNTER_AND_STEWARD)
    def finish(self, tx: Tx, id: int, version: int, draft: FinishDraft) -> Change:
        """The work is done: what, with what, for how much. The entry knows its result."""
        _, now = self._at_work(tx, id, draft)
        for m in draft.materials:
            tx.session.add(SlipMaterial(round_id=now.id, name=m.name, size=m.size, quantity=m.quantity, price=m.price))
        words = {"finished_at": draft.finished_at, "result": draft.result, "labour": draft.labour}
        return self._note(tx, id, version, draft, **words)

    @writes(COUNTER_AND_STEWARD)
    def fail(self, tx: Tx, id: int, version: int, draft: FailDraft) -> Change:
        """It could not be done, and why."""
        return self._note(tx, id, version, draft, fail_reason=draft.reason)

    def _note(self, tx: Tx, id: int, version: int, draft: Any, **values: Any) -> Change:
        """A step of the running round: its facts, and what follows for the entry."""
        row, now = self._at_work(tx, id, draft)
        values = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
        row = self.step(tx, id, version, "", draft, *backwards(now, values))
        for name, value in values.items():
            setattr(now, name, value)
        self.save(tx, row, more=facts(values))
        moved = slip_links.result_known(self.core, tx, row, now)
        return self.changed(tx, row, (moved,) if moved else ())

    def _at_work(self, tx: Tx, id: int, draft: Any) -> tuple[Slip, SlipRound]:
        """A slip and its running round, for a draft whose values are of their own kind (``ALL-4``)."""
        self.problems(tx, draft)
        row: Slip = self.load(tx, id)
        return row, self.round(tx, row)

    @writes(COUNTER)
    def extend(self, tx: Tx, id: int, version: int, draft: ExtendDraft) -> Change:
        """A later limit, with apology and explanation; the count is kept (``DSP-2``)."""
        row, now = self._at_work(tx, id, draft)
        again = row.state is State.NOT_DONE
        problems = []
        if draft.limit_at is not None and row.limit_at is not None and draft.limit_at <= row.limit_at:
            problems.append(Problem("limit_at", "limit_sooner", {"value": row.limit_at}))
        row = self.step(tx, id, version, "", draft, *problems)
        kept = SlipExtension(
            slip_id=id, at=tx.now, by_id=tx.staff_id, old_limit=row.limit_at, new_limit=draft.limit_at,
            reason=draft.reason.strip(), apology=draft.apology.strip(),
        )  # fmt: skip
        tx.session.add(kept)
        row.limit_at, row.limit_rule, row.limit_span = draft.limit_at, "", ""
        row.extensions += 1
        now.limit_at = draft.limit_at
        if again:  # The work copy goes out once more, and the entry waits for its result again.
            row.recovered_at = now.recovered_at = None
        self.save(tx, row, more={"reason": [None, draft.reason], "apology": [None, draft.apology]})
        moved = slip_links.dispatched(self.core, tx, row) if again else None
        return self.changed(tx, row, (moved,) if moved else ())

    @writes(COUNTER)
    def tell(self, tx: Tx, id: int, version: int, draft: TellDraft) -> Change:
        """The resident heard the result and gave an opinion (``DSP-3``)."""
        row, now = self._at_work(tx, id, draft)
        target = State.RECOVERED if row.recovered_at else State.TOLD
        values = {"told_at": draft.told_at, "told_how": draft.told_how, "opinion": draft.opinion}
        row = self.step(tx, id, version, target, draft, *backwards(now, values))
        for name, value in values.items():
            setattr(now, name, value)
        row.opinion = draft.opinion
        self.save(tx, row, more=facts({"told_at": draft.told_at, "told_how": draft.told_how}))
        moved = slip_links.told(self.core, tx, row, now)
        return self.changed(tx, row, (moved,) if moved else ())

    @writes(COUNTER)
    def recover(self, tx: Tx, id: int, version: int, draft: RecoverDraft) -> Change:
        """The signed work copy is back [001·1·4.10.4]."""
        row, now = self._at_work(tx, id, draft)
        problems = [] if row.recovered_at is None else [Problem("recovered_at", "nothing_changed")]
        values = {"recovered_at": draft.recovered_at}
        row = self.step(tx, id, version, "", draft, *problems, *backwards(now, values))
        row.recovered_at = now.recovered_at = draft.recovered_at
        self.save(tx, row, more={"note": [None, draft.note]} if draft.note else None)
        return self.changed(tx, row)

    @writes(COUNTER)
    def rework(self, tx: Tx, id: int, version: int, draft: ReworkDraft) -> Change:
        """Another round on the same number, since the resident is not satisfied (``DSP-3``)."""
        row: Slip = self.load(tx, id)
        problems = [] if row.opinion in DISSATISFIED else [Problem("content", "satisfied")]
        row = self.step(tx, id, version, "", draft, *problems)
        row.round += 1
        row.opinion = row.recovered_at = None
        row.issued_at, row.limit_at, row.limit_rule, row.limit_span = tx.now, draft.limit_at, "", ""
        if row.limit_at is None:
            limit = self._limit(tx, row.item, row.urgency)
            row.limit_at, row.limit_rule, row.limit_span = limit.due, limit.rule, limit.span
        self._open_round(tx, row, draft.content.strip())
        self.save(tx, row, more={"content": [None, draft.content]})
        moved = slip_links.dispatched(self.core, tx, row)
        return self.changed(tx, row, (moved,) if moved else ())

    @writes(COUNTER)
    def close(self, tx: Tx, id: int, version: int, draft: CloseDraft) -> Change:
        """Told, recovered, satisfied, or by the office with a reason; a key that is still out is said (``DSP-8``)."""
        row, _ = self._at_work(tx, id, draft)
        office = tx.acts_as(OFFICE)
        unhappy = row.opinion in DISSATISFIED and not (office and draft.reason.strip())
        row = self.step(tx, id, version, "", draft, *([Problem("reason", "dissatisfied")] if unhappy else []))
        row.closed_at, row.close_reason = tx.now, draft.reason.strip()
        slip_keys.still_out(tx, row)
        self.save(tx, row)
        moved = slip_links.closed(self.core, tx, row)
        return self.changed(tx, row, (moved,) if moved else ())

    @writes(COUNTER)
    def reopen(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """Take a closing back; the entry that closed with it stands open again."""
        row: Slip = self.step(tx, id, version, "", draft)
        row.closed_at, row.close_reason = None, ""
        self.save(tx, row, more={"reason": [None, draft.reason]})
        moved = slip_links.reopened(self.core, tx, row)
        return self.changed(tx, row, (moved,) if moved else ())

    @writes(COUNTER)
    def void(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """Void with a reason; the number stays and prints 作废 (``ALL-1``)."""
        row: Slip = self.step(tx, id, version, "", draft)
        row.void_reason = draft.reason.strip()
        slip_keys.still_out(tx, row)
        self.save(tx, row)
        return self.changed(tx, row)

    @writes(COUNTER_AND_STEWARD)
    def print(self, tx: Tx, id: int) -> Printed:
        """Count a print; the first is the order itself, each further one a reprint 重打 n (``DSP-1``)."""
        row: Slip = self.load(tx, id)
        row = self.step(tx, id, row.version)
        reprint = row.prints
        row.prints += 1
        self.save(tx, row)
        by = tx.actor.name if tx.actor else ""
        return Printed(id=row.id, number=row.number, reprint=reprint, at=tx.now, by=by)

    # Reading.

    @reads(COUNTER)
    def from_entry(self, tx: Tx, entry_id: int) -> SlipDraft:
        """An order with everything carried over from an entry (``REC-4``)."""
        return slip_links.carried_over(tx, entry_id)

    @reads(EVERYONE)
    def limit_default(self, tx: Tx, item: Item, urgency: Urgency) -> Deadline:
        """The limit the rulebook sets for an item, and why [001·1·4.10.2]."""
        return self._limit(tx, item, urgency)

    def _limit(self, tx: Tx, item: Item, urgency: Urgency) -> Deadline:
        return deadlines.due(tx, self.core, deadlines.slip_rule(item, urgency), tx.now)

    # The limit's clock.

    def running_clocks(self) -> Running:
        """Limits of the slips that a department has."""
        runs = and_(running(), Slip.state.in_(slip_reads.RUNNING))
        return Running(Slip.limit_at, runs, Slip.limit_rule, Slip.limit_span)

    def clock(self, row: Slip) -> Clock:
        """The limit, while the department has the slip."""
        due = row.limit_at if row.state in slip_reads.RUNNING else None
        return Clock("limit_at", due, row.issued_at or row.created_at, row.limit_rule, row.limit_span)

    def clock_word(self, row: Slip) -> str:
        """A limit."""
        return "today.slip_due"

    def clock_params(self, tx: Tx, row: Slip) -> dict[str, Any]:
        """Who is to do what where."""
        name = self.departments(tx).get(row.department_id, "")
        return {"unit": row.unit_code, "department": name, "item": f"slips.item.{row.item}"}

    @reads(COUNTER_AND_STEWARD)
    def ids(self, tx: Tx, query: Query) -> array[int]:
        """The ids a table shows, in order."""
        return self.list_ids(tx, query)

    @reads(COUNTER_AND_STEWARD)
    def rows(self, tx: Tx, ids: Sequence[int]) -> tuple[SlipRow, ...]:
        """Rows of the table in the order asked."""
        return self.list_rows(tx, ids)

    @reads(COUNTER_AND_STEWARD)
    def counts(self, tx: Tx) -> dict[str, int]:
        """How many slips each chip has (up to a cap)."""
        return self.count(tx, (chip for chip in CHIPS if chip != "all"))

    @reads(COUNTER_AND_STEWARD)
    def detail(self, tx: Tx, id: int) -> SlipDetail:
        """Everything about one slip."""
        return slip_reads.detail(self, tx, self.load(tx, id))

    @reads(COUNTER_AND_STEWARD)
    def copies_out(self, tx: Tx) -> tuple[CopyOut, ...]:
        """Work copies out and not yet recovered, by department and age (``DSP-4``)."""
        return slip_reads.copies_out(self, tx)

    def round(self, tx: Tx, row: Slip) -> SlipRound:
        """The running round."""
        here = select(SlipRound).where(SlipRound.slip_id == row.id, SlipRound.round == row.round)
        now = tx.session.scalars(here).first()
        if now is None:
            raise NotFound(number=row.number)
        return now

    def chip(self, tx: Tx, chip: str) -> ColumnElement[bool] | None:
        """The condition of a chip."""
        return slip_reads.chip(tx, chip)

    def sort_column(self, name: str) -> ColumnElement[Any]:
        """The columns a table can be sorted by."""
        column = slip_reads.sort_column(name)
        return super().sort_column(name) if column is None else column

    def as_rows(self, tx: Tx, found: Sequence[Slip]) -> Iterable[SlipRow]:
        """Rows as the table shows them."""
        return slip_reads.as_rows(self, tx, found)

    def searchable(self, row: Slip) -> Searchable:
        """Found by number, unit, contact, phone, matter."""
        return Searchable(
            numbers=(row.number,), codes=(row.unit_code,), names=(row.contact,), texts=(row.content,),
            phones=(row.phone,),
        )  # fmt: skip

    def as_hit(self, row: Slip) -> Hit:
        """A slip as the search box shows it."""
        title = " · ".join(part for part in (row.unit_code, row.contact) if part)
        state = f"slips.state.{row.state}"
        return Hit(ref=self.ref(row), title=title, subtitle=row.content[:120], state=state, at=row.created_at)

    def today(self, tx: Tx) -> Iterable[TodayItem]:
        """Limits by time, results to tell, work copies out."""
        return slip_reads.today(self, tx)

    def waiting(self, tx: Tx, unit_id: int) -> Iterable[Waiting]:
        """Slips of the unit that are in hand (``REC-1``)."""
        return slip_reads.waiting(self, tx, unit_id)

    def unit_events(self, tx: Tx, unit_id: int, limit: int) -> Iterable[UnitEvent]:
        """The unit's slips, the newest first."""
        return slip_reads.unit_events(self, tx, unit_id, limit)

    def entered(self, tx: Tx, unit_id: int, since: datetime, until: datetime) -> Iterable[EntryLine]:
        """Whoever went to the unit on a slip (``KEY-8``)."""
        return entry_lines.of_slips(self, tx, unit_id, since, until)


SERVICE = SlipService
