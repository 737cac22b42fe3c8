"""Special services: ordered at a price, paid when ordered, followed to the end [001·1·4.1.5, 4.6.1, 4.7]."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement

from deskapp.domain.common import Change, Hit, Query, Ref, TodayItem, Waiting
from deskapp.domain.directory import UnitEvent
from deskapp.domain.people import COUNTER, COUNTER_AND_STEWARD
from deskapp.domain.reception import ReasonDraft
from deskapp.domain.special_rows import SpecialDetail
from deskapp.domain.specials import (
    CHIPS,
    LIFECYCLE,
    PREFIX,
    REGISTER,
    AmendDraft,
    CloseDraft,
    DispatchDraft,
    FinishDraft,
    JudgeDraft,
    Method,
    OrderDraft,
    RefundDraft,
    RescheduleDraft,
    SignDraft,
    SpecialFigures,
    SpecialList,
    SpecialRow,
    StartDraft,
    State,
    TakeMoneyDraft,
    Tender,
    VoidDraft,
)
from deskapp.errors import Problem
from deskapp.models.specials import Special
from deskapp.services import deadlines, handed_things, special_checks, special_links, special_quality, special_reads
from deskapp.services.register import RegisterService
from deskapp.services.special_money import Sum, take
from deskapp.services.tokens import Searchable
from deskapp.services.verbs import Tx, reads, writes


class SpecialService(RegisterService[Special, SpecialRow]):
    """One order, its money, and the work that is done for it."""

    name = REGISTER
    prefix = PREFIX
    lifecycle = LIFECYCLE
    model = Special
    late_chip = "late"
    handed_over = handed_things.specials
    counts_at_handover = handed_things.specials_counted
    clock_reads = ("unit_code", "contact", "item")

    @writes(COUNTER)
    def order(self, tx: Tx, draft: OrderDraft) -> Change:
        """Register an order and take its money [001·1·4.6.1.1]; without an entry, its contact is recorded too."""
        if before := self.same_client(tx, draft.client_id):
            return before
        row, item = special_checks.ordered(self, tx, draft)
        row.entry_id = special_links.entry_of(self.core, tx, draft, item, row)
        self._clock(tx, row)
        self.create(tx, row, draft.client_id)
        if draft.method is not Method.ON_ACCOUNT and row.amount:
            payer = draft.payer.strip() or row.contact
            self._take(tx, row, Sum(draft.sum or row.amount, Tender(draft.method.value), draft.receipt, payer))
        return self.changed(tx, row)

    def _take(self, tx: Tx, row: Special, sum: Sum) -> None:
        """A sum taken, journalled with its receipt, method, payer; the taker is the journal's own (``CASH-1``)."""
        before = self.searchable(row)
        more = take(tx, row, sum)
        self.save(tx, row, before, verb=f"{self.name}.take_money", more=more)

    @writes(COUNTER)
    def take_money(self, tx: Tx, id: int, version: int, draft: TakeMoneyDraft) -> Change:
        """Take a sum for an order, against a receipt [001·1·4.6.1.2]."""
        self.problems(tx, draft)
        row: Special = self.load(tx, id)
        problems = [
            *special_checks.sum_within(draft.sum, row.amount - row.paid, "more_than_owed"),
            *special_checks.receipt(tx, draft.receipt),
        ]
        row = self.step(tx, id, version, "", draft, *problems)
        row.signed_at = row.signed_at or (tx.now if draft.signed else None)
        self._take(tx, row, Sum(draft.sum or Decimal(0), draft.method, draft.receipt, draft.payer.strip()))
        return self.changed(tx, row)

    @writes(COUNTER)
    def refund(self, tx: Tx, id: int, version: int, draft: RefundDraft) -> Change:
        """Give a sum back: the order costs so much less, and the reason stands."""
        self.problems(tx, draft)
        row: Special = self.load(tx, id)
        problems = [
            *special_checks.sum_within(draft.sum, row.paid, "more_than_paid"),
            *special_checks.receipt(tx, draft.receipt),
        ]
        row = self.step(tx, id, version, "", draft, *problems)
        before, back = self.searchable(row), draft.sum or Decimal(0)
        row.amount -= back
        row.amount_reason = draft.reason.strip()[:200]
        more = take(tx, row, Sum(-back, draft.method, draft.receipt, draft.payer.strip()))
        self.save(tx, row, before, more=more | {"reason": [None, draft.reason]})
        return self.changed(tx, row)

    @writes(COUNTER)
    def sign(self, tx: Tx, id: int, version: int, draft: SignDraft) -> Change:
        """The resident signed the registration form [001·1·4.6.1.2]."""
        self.problems(tx, draft)
        row: Special = self.load(tx, id)
        problems = [*special_checks.not_before("signed_at", draft.signed_at, row)]
        problems += [Problem("signed_at", "nothing_changed")] if row.signed_at is not None else []
        row = self.step(tx, id, version, "", draft, *problems)
        row.signed_at = draft.signed_at
        self.save(tx, row)
        return self.changed(tx, row)

    @writes(COUNTER)
    def amend(self, tx: Tx, id: int, version: int, draft: AmendDraft) -> Change:
        """Correct an order; item and price stay, another sum has its reason, and what was paid is not undercut."""
        row: Special = self.load(tx, id)
        before = self.searchable(row)
        problems = self.problems(tx, draft)
        unit = self.unit(tx, draft.unit, problems)
        amount, more = special_checks.amended(row, draft, problems)
        row = self.step(tx, id, version, "", draft, *problems, *more)
        row.unit_id, row.unit_code = (unit.id, unit.code) if unit else (None, "")
        row.contact, row.phone = draft.contact.strip(), draft.phone.strip()
        row.content, row.note = draft.content.strip(), draft.note.strip()
        row.quantity, row.amount, row.amount_reason = draft.quantity, amount, draft.amount_reason.strip()
        self.save(tx, row, before)
        return self.changed(tx, row)

    # The work

    @writes(COUNTER)
    def dispatch(self, tx: Tx, id: int, version: int, draft: DispatchDraft) -> Change:
        """Send a slip with everything carried over, in the same transaction [001·1·4.1.5, 4.7.2]."""
        self.problems(tx, draft)
        row = self.step(tx, id, version, "", draft, *special_checks.department(tx, draft.department_id))
        row.department_id = draft.department_id
        row.started_at = row.finished_at = None
        special_quality.unjudged(row)
        special_links.dispatched(self.core, tx, row, draft)
        self.moved(tx, row, "dispatch")
        return self.changed(tx, row)

    @writes(COUNTER_AND_STEWARD)
    def start(self, tx: Tx, id: int, version: int, draft: StartDraft) -> Change:
        """Somebody came and began."""
        self.problems(tx, draft)
        problems = special_checks.not_before("started_at", draft.started_at, self.load(tx, id))
        row = self.step(tx, id, version, "", draft, *problems)
        self.begun(tx, row, draft.started_at or tx.now, draft.workers)
        return self.changed(tx, row)

    @writes(COUNTER_AND_STEWARD)
    def finish(self, tx: Tx, id: int, version: int, draft: FinishDraft) -> Change:
        """The work is done: how well, and whether the resident signed for it [001·1·4.7.3]."""
        self.problems(tx, draft)
        problems = special_checks.not_before("finished_at", draft.finished_at, self.load(tx, id))
        row = self.step(tx, id, version, "", draft, *problems)
        special_quality.judged(row, draft)
        self.ended(tx, row, draft.finished_at or tx.now, draft.result)
        return self.changed(tx, row)

    @writes(COUNTER_AND_STEWARD)
    def judge(self, tx: Tx, id: int, version: int, draft: JudgeDraft) -> Change:
        """How well it was done, where the slip that finished the order could not say [001·1·4.7.3]."""
        row = self.step(tx, id, version, "", draft)
        special_quality.judged(row, draft)
        self.save(tx, row)
        return self.changed(tx, row)

    @writes(COUNTER_AND_STEWARD)
    def fail(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """It could not be done, and why."""
        row = self.step(tx, id, version, "", draft)
        self.failed(tx, row, draft.reason)
        return self.changed(tx, row)

    @writes(COUNTER)
    def reschedule(self, tx: Tx, id: int, version: int, draft: RescheduleDraft) -> Change:
        """Agree on another time, with the reason; late, with the apology. Its slip's limit goes along (``DSP-2``)."""
        self.problems(tx, draft)
        starts_at, ends_at, problems = special_checks.new_times(tx, self.core, self.load(tx, id), draft)
        row: Special = self.step(tx, id, version, "", draft, *problems)
        row.starts_at, row.ends_at = starts_at, ends_at
        row.moves += 1
        row.apology = draft.apology.strip() or row.apology
        self._clock(tx, row)
        special_links.rescheduled(self.core, tx, row, draft.reason, draft.apology)
        self.save(tx, row, more={"reason": [None, draft.reason]})
        return self.changed(tx, row)

    @writes(COUNTER)
    def pause(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """The resident asks to wait: the clock stands still."""
        row = self.step(tx, id, version, "", draft)
        deadlines.pause(tx, row)
        self.save(tx, row, more={"reason": [None, draft.reason]})
        return self.changed(tx, row)

    @writes(COUNTER)
    def resume(self, tx: Tx, id: int, version: int) -> Change:
        """It goes on where it was; the agreed times move by the time it stood still."""
        row: Special = self.load(tx, id)
        on_its_way = special_links.slip_of(tx, row) is not None
        target = State.IN_HAND if row.started_at else State.DISPATCHED if on_its_way else State.ORDERED
        row = self.step(tx, id, version, target)
        stood = tx.now - (row.paused_at or tx.now)
        row.starts_at += stood if row.started_at is None else timedelta()
        row.ends_at += stood
        deadlines.resume(tx, row)
        self.save(tx, row)
        return self.changed(tx, row)

    @writes(COUNTER)
    def close(self, tx: Tx, id: int, version: int, draft: CloseDraft) -> Change:
        """Nothing is left to do, and nothing to pay."""
        self.problems(tx, draft)
        row: Special = self.load(tx, id)
        owed = row.amount - row.paid
        problems = [Problem("paid", "still_owed", {"value": f"{owed:,.2f}"})] if owed > 0 else []
        row = self.step(tx, id, version, "", draft, *problems)
        row.closed_at, row.opinion = tx.now, draft.opinion or row.opinion
        if draft.quality is not None:
            special_quality.judged(row, draft)
        row.note = draft.note.strip() or row.note
        self.save(tx, row)
        special_links.closed(self.core, tx, row)
        return self.changed(tx, row)

    @writes(COUNTER)
    def reopen(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """Take a closing back."""
        row = self.step(tx, id, version, "", draft)
        row.closed_at = None
        self.save(tx, row, more={"reason": [None, draft.reason]})
        return self.changed(tx, row)

    @writes(COUNTER)
    def void(self, tx: Tx, id: int, version: int, draft: VoidDraft) -> Change:
        """Void with a reason; what was paid is given back, and a slip that is out is called back (``ALL-1``)."""
        self.problems(tx, draft)
        row: Special = self.load(tx, id)
        row = self.step(tx, id, version, "", draft, *(special_checks.receipt(tx, draft.receipt) if row.paid else ()))
        row.void_reason = draft.reason.strip()
        deadlines.stop(tx, row, row.due_at)
        before = self.searchable(row)
        more = take(tx, row, Sum(-row.paid, draft.method, draft.receipt, row.contact)) if row.paid else {}
        self.save(tx, row, before, more=more)
        special_links.recalled(self.core, tx, row, ReasonDraft(reason=draft.reason))
        special_links.result_known(self.core, tx, row, row.void_reason)
        return self.changed(tx, row)

    # What a step does to the row: the same by its own verb and along with its slip.

    def goes(self, row: Special, verb: str, target: State) -> bool:
        """Follow a slip to a state, if the life cycle allows."""
        if target not in self.lifecycle.targets(row.state, verb):
            return False
        row.state = target
        return True

    def begun(self, tx: Tx, row: Special, at: datetime, workers: str) -> None:
        """Work has begun: the agreed beginning was kept or not, the agreed end is next."""
        deadlines.stop(tx, row, at)
        row.started_at, row.workers = at, workers.strip()
        self.moved(tx, row, "start")

    def ended(self, tx: Tx, row: Special, at: datetime, result: str) -> None:
        """Work is done, within the agreed time or not; the entry knows its result."""
        deadlines.stop(tx, row, at)
        row.finished_at, row.result = at, result.strip()
        self.save(tx, row, verb=f"{self.name}.finish")
        special_links.result_known(self.core, tx, row, row.result)

    def failed(self, tx: Tx, row: Special, reason: str) -> None:
        """It was not done."""
        deadlines.stop(tx, row)
        row.fail_reason = reason.strip()
        self.save(tx, row, verb=f"{self.name}.fail")

    def moved(self, tx: Tx, row: Special, verb: str) -> None:
        """A step to a state whose clock runs."""
        self._clock(tx, row)
        self.save(tx, row, verb=f"{self.name}.{verb}")

    def _clock(self, tx: Tx, row: Special) -> None:
        """Until it has begun, the agreed beginning is next, then the agreed end."""
        coming = row.started_at is None and (row.starts_at > tx.now or row.due_what == "start")
        what, at = ("start", row.starts_at) if coming else ("finish", row.ends_at)
        if (row.due_what, row.due_at) != (what, at):
            deadlines.by_hand(tx, row, what, at)

    def heard(self, tx: Tx, register: str, row: Any, verb: str) -> None:
        """A slip takes its order along."""
        if register == "slips":
            special_links.heard(self, tx, row, verb)

    def linked(self, tx: Tx, register: str, id: int) -> Iterable[Ref]:
        """The orders of an entry, or of a slip."""
        return special_reads.linked(self, tx, register, id)

    # Reading.

    @reads(COUNTER)
    def from_entry(self, tx: Tx, entry_id: int) -> OrderDraft:
        """An order with everything carried over from an entry (``REC-4``)."""
        return special_links.carried_over(tx, entry_id)

    @reads(COUNTER)
    def end_default(self, tx: Tx, item_id: int, starts_at: datetime) -> datetime:
        """When a service that begins then is to be done, by its item's time limit."""
        return special_checks.end_default(tx, self.core, item_id, starts_at)

    @reads(COUNTER_AND_STEWARD)
    def ids(self, tx: Tx, query: Query) -> array[int]:
        """The ids a table shows, in order."""
        return self.list_ids(tx, query)

    @reads(COUNTER_AND_STEWARD)
    def rows(self, tx: Tx, ids: Sequence[int]) -> tuple[SpecialRow, ...]:
        """Rows of the table in the order asked."""
        return self.list_rows(tx, ids)

    @reads(COUNTER_AND_STEWARD)
    def counts(self, tx: Tx) -> dict[str, int]:
        """How many orders each chip has (up to a cap)."""
        return self.count(tx, (chip for chip in CHIPS if chip != "all"))

    @reads(COUNTER_AND_STEWARD)
    def detail(self, tx: Tx, id: int) -> SpecialDetail:
        """Everything about one order."""
        return special_reads.detail(self, tx, self.load(tx, id))

    @reads(COUNTER_AND_STEWARD)
    def period(self, tx: Tx, id: int) -> SpecialList:
        """The orders registered on a day (``id`` 20261121) or in a month (202611): the A4 list."""
        return special_reads.period(self, tx, id)

    @reads(COUNTER_AND_STEWARD)
    def figures(self, tx: Tx, since: datetime, until: datetime) -> tuple[SpecialFigures, ...]:
        """By item: orders, income, in time, quality, satisfaction [001·1·4.7.4]."""
        return special_reads.figures(self, tx, since, until)

    def clock_params(self, tx: Tx, row: Special) -> dict[str, Any]:
        """What is to be done where."""
        return {"unit": row.unit_code or row.contact, "number": row.number, "item": row.item}

    def chip(self, tx: Tx, chip: str) -> ColumnElement[bool] | None:
        """The condition of a chip."""
        return special_reads.chip(tx, chip)

    def sort_column(self, name: str) -> ColumnElement[Any]:
        """The columns a table can be sorted by."""
        columns: dict[str, Any] = {"unit": Special.unit_code, "due": Special.due_at, "handler": Special.recorder_id}
        return columns[name] if name in columns else super().sort_column(name)

    def as_rows(self, tx: Tx, found: Sequence[Special]) -> Iterable[SpecialRow]:
        """Rows as the table shows them."""
        return special_reads.as_rows(self, tx, found)

    def searchable(self, row: Special) -> Searchable:
        """Found by number, receipts, unit, contact, phone, item and what was wanted."""
        return Searchable(
            numbers=(row.number,), codes=(row.unit_code,), names=(row.contact,),
            texts=(row.item, row.content, row.receipts), phones=(row.phone,),
        )  # fmt: skip

    def as_hit(self, row: Special) -> Hit:
        """An order as the search box shows it."""
        title = " · ".join(part for part in (row.unit_code, row.contact) if part)
        said = f"{row.item} {row.content}"[:120]
        return Hit(ref=self.ref(row), title=title, subtitle=said, state=f"specials.state.{row.state}", at=row.at)

    def today(self, tx: Tx) -> Iterable[TodayItem]:
        """How many are done and not paid; agreed times come by their clocks."""
        return special_reads.today(self, tx)

    def waiting(self, tx: Tx, unit_id: int) -> Iterable[Waiting]:
        """What is unpaid or still to be done for a unit (``REC-1``)."""
        return special_reads.waiting(self, tx, unit_id)

    def unit_events(self, tx: Tx, unit_id: int, limit: int) -> Iterable[UnitEvent]:
        """The unit's orders, the newest first."""
        return special_reads.unit_events(self, tx, unit_id, limit)


SERVICE = SpecialService
