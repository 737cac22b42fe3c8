"""Key loans: who has which keys, until when, against what; never one set in two hands [001·1·4.5.4]."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement

from deskapp.domain.common import Change, Hit, Query, Ref, Waiting
from deskapp.domain.directory import UnitEvent
from deskapp.domain.entry import EntryLine
from deskapp.domain.keys import State as SetState
from deskapp.domain.loan_list import LoanList
from deskapp.domain.loans import (
    AWAY,
    CHIPS,
    LIFECYCLE,
    PREFIX,
    RECEIPT_PREFIX,
    REGISTER,
    AmendDraft,
    Borrower,
    Deposit,
    Document,
    Envelopes,
    ExtendDraft,
    Holding,
    Kind,
    LineState,
    LoanDetail,
    LoanDraft,
    LoanRow,
    LoseDraft,
    RefundDraft,
    State,
    TakeBackDraft,
    Terms,
)
from deskapp.domain.people import COUNTER, OFFICE
from deskapp.domain.reception import ReasonDraft
from deskapp.errors import DeskError, Invalid, NotAllowed, Problem, WrongStep
from deskapp.models.keys import KeySet
from deskapp.models.loans import Loan, LoanLineRow
from deskapp.services import (
    deadlines,
    entry_lines,
    handed_things,
    journal,
    key_hooks,
    loan_borrowers,
    loan_checks,
    loan_deposits,
    loan_period,
    loan_reads,
)
from deskapp.services import directory_codes as codes
from deskapp.services.keys import KeyService
from deskapp.services.numbering import next_number
from deskapp.services.register import RegisterService
from deskapp.services.tokens import Searchable
from deskapp.services.verbs import Tx, reads, writes

#: The rules that say until when, by who borrows.
LIMITS = {Kind.STAFF: "keys.loan_limit.internal", Kind.OUTSIDE: "keys.loan_limit.outside"}
#: What falls due of a loan.
RETURN = "return"


class LoanService(RegisterService[Loan, LoanRow]):
    """One loan of one or several sets, from the hook back to the hook."""

    name = REGISTER
    prefix = PREFIX
    also_numbered = (RECEIPT_PREFIX,)
    lifecycle = LIFECYCLE
    model = Loan
    late_chip = "overdue"
    handed_over = handed_things.loans
    counts_at_handover = handed_things.loans_counted
    clock_reads = ("unit_code", "borrower", "phone", "hooks")

    @writes(COUNTER)
    def lend(self, tx: Tx, draft: LoanDraft) -> Change:
        """Hand out sets against a signature, to outsiders against document and deposit (``KEY-2``, ``KEY-3``)."""
        if before := self.same_client(tx, draft.client_id):
            return before
        row, sets = loan_checks.lent(self, tx, draft)
        if draft.due_at is None:
            deadlines.start(tx, self.core, row, RETURN, LIMITS[row.kind], row.lent_at)
        else:
            deadlines.by_hand(tx, row, RETURN, draft.due_at)
        assert row.due_at is not None
        row.return_by = row.due_at
        row.receipt = next_number(tx.session, RECEIPT_PREFIX, tx.now) if row.deposit else None
        masked = {"id_number": [None, codes.mask(row.id_number)]} if row.id_number else None
        self.create(tx, row, draft.client_id, more=masked)
        buildings = key_hooks.building_names(tx)
        for key_set in sets:
            line = LoanLineRow(
                loan_id=row.id, set_id=key_set.id, unit_id=key_set.unit_id, hook=key_set.hook,
                place=key_hooks.place(key_set, buildings), keys=key_set.keys, state=LineState.OUT,
            )  # fmt: skip
            tx.session.add(line)
            self._keys.follow(tx, key_set, "lend", SetState.OUT, loan_id=row.id)
        return self.changed(tx, row)

    @property
    def _keys(self) -> KeyService:
        return self.core.service(KeyService)

    # Coming back.

    @writes(COUNTER)
    def take_back(self, tx: Tx, id: int, version: int, draft: TakeBackDraft) -> Change:
        """Sets come back, some or all that are still out (``KEY-4``)."""
        problems = self.problems(tx, draft)
        row: Loan = self.load(tx, id)
        lines = loan_checks.named_lines(self, tx, row, draft.sets, problems)
        problems += loan_checks.came_back(row, draft)
        row = self.step(tx, id, version, self._after(row, len(lines)), draft, *problems)
        late = {"happened_reason": [None, draft.happened_reason.strip()]} if draft.happened_at else {}
        self._returned(tx, row, lines, draft.happened_at or tx.now, draft.note.strip(), late)
        return self.changed(tx, row)

    @writes(COUNTER)
    def scan_back(self, tx: Tx, text: str) -> Change:
        """The one set that was scanned comes back, whatever loan it is on (``KEY-10``)."""
        key_set = self._scanned(tx, text)
        if key_set.loan_id is None:
            last = loan_checks.last_line(tx, key_set) if key_set.state is SetState.IN else None
            if last is not None and last.back_at is not None:
                raise DeskError("key_back_already", hook=key_set.hook, at=last.back_at)
            raise DeskError("key_not_out", hook=key_set.hook or key_set.number, state=f"keys.state.{key_set.state}")
        row: Loan = self.load(tx, key_set.loan_id)
        lines = [line for line in loan_checks.open_lines(tx, row) if line.set_id == key_set.id]
        target = self._after(row, len(lines))
        if target not in self.lifecycle.targets(row.state, "take_back"):
            raise WrongStep(number=row.number, state=f"{self.name}.state.{row.state}", verb="take_back")
        row.state = State(target)
        self._returned(tx, row, lines, tx.now, "")
        return self.changed(tx, row)

    def _scanned(self, tx: Tx, text: str) -> KeySet:
        problems: list[Problem] = []
        found = self._keys.picked(tx, [text if isinstance(text, str) else ""], "text", problems)
        if not found:
            said = problems or [Problem("text", "required")]
            raise Invalid(*(Problem("text", problem.code, problem.params) for problem in said))
        return found[0]

    @staticmethod
    def _after(row: Loan, count: int) -> State:
        """Where a loan stands once so many of its sets are accounted for."""
        if row.out > count or not count:
            return State.PART
        return State.BACK if row.deposit_state is Deposit.HELD else State.CLOSED

    def _returned(
        self,
        tx: Tx,
        row: Loan,
        lines: Sequence[LoanLineRow],
        at: datetime,
        note: str,
        more: dict[str, Any] | None = None,
    ) -> None:
        """Sets hang again: the loan says so first, then each set follows."""
        at = max(at, row.lent_at)
        for line in lines:
            line.state, line.back_at, line.taker_id, line.note = LineState.RETURNED, at, tx.staff_id, note
        self._accounted(tx, row, lines, at, {"note": [None, note]} | (more or {}), "take_back")
        for line in lines:
            self._keys.follow(tx, tx.session.get_one(KeySet, line.set_id), "take_back", SetState.IN, loan_id=None)

    def _accounted(
        self, tx: Tx, row: Loan, lines: Sequence[LoanLineRow], at: datetime, more: dict[str, Any], verb: str
    ) -> None:
        row.out -= len(lines)
        if not row.out:
            row.returned_at = at
            deadlines.stop(tx, row, at)
        said = {"sets": [None, " ".join(line.hook for line in lines)]} | more
        self.save(tx, row, verb=f"{self.name}.{verb}", more={name: pair for name, pair in said.items() if pair[1]})

    @writes(COUNTER)
    def lose(self, tx: Tx, id: int, version: int, draft: LoseDraft) -> Change:
        """Sets will not come back, and what was done about it (``KEY-4``); they are missing from now on."""
        problems = self.problems(tx, draft)
        row: Loan = self.load(tx, id)
        lines = loan_checks.named_lines(self, tx, row, draft.sets, problems)
        row = self.step(tx, id, version, self._after(row, len(lines)), draft, *problems)
        assert draft.remedy is not None
        reason = draft.reason.strip()
        for line in lines:
            line.state, line.lost_at, line.remedy, line.note = LineState.LOST, tx.now, draft.remedy, reason
            line.taker_id = tx.staff_id
        row.lost += len(lines)
        self._accounted(
            tx, row, lines, tx.now, {"remedy": [None, draft.remedy.value], "reason": [None, reason]}, "lose"
        )
        for line in lines:
            gone = {"loan_id": None, "missing_at": tx.now, "missing_reason": reason}
            self._keys.follow(tx, tx.session.get_one(KeySet, line.set_id), "lose", SetState.MISSING, **gone)
        return self.changed(tx, row)

    # The time and the deposit.

    @writes(COUNTER)
    def extend(self, tx: Tx, id: int, version: int, draft: ExtendDraft) -> Change:
        """Agree on a later time to bring the keys back, without a new form (``KEY-10``)."""
        self.problems(tx, draft)
        row: Loan = self.load(tx, id)
        row = self.step(tx, id, version, "", draft, *loan_checks.longer(row, draft))
        assert draft.due_at is not None
        deadlines.by_hand(tx, row, RETURN, draft.due_at)
        row.return_by = draft.due_at
        row.extensions += 1
        self.save(tx, row, more={"reason": [None, draft.reason.strip()]})
        return self.changed(tx, row)

    @writes(COUNTER)
    def refund(self, tx: Tx, id: int, version: int, draft: RefundDraft) -> Change:
        """Give the deposit back against the number of its receipt (``KEY-9``)."""
        self.problems(tx, draft)
        row: Loan = self.load(tx, id)
        row = self.step(tx, id, version, "", draft, *loan_deposits.against_receipt(row, draft))
        loan_deposits.settle(tx, row, Deposit.REFUNDED, draft.method, signed=draft.signed)
        self.save(tx, row)
        return self.changed(tx, row)

    @writes(OFFICE)
    def keep_deposit(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """Keep the deposit for what was lost, and say why (``KEY-4``)."""
        row: Loan = self.step(tx, id, version, "", draft)
        row.kept_reason = draft.reason.strip()
        loan_deposits.settle(tx, row, Deposit.KEPT)
        self.save(tx, row)
        return self.changed(tx, row)

    @writes(COUNTER)
    def amend(self, tx: Tx, id: int, version: int, draft: AmendDraft) -> Change:
        """Put right how the borrower is reached, what for, and whether the paper is signed."""
        problems = self.problems(tx, draft)
        row: Loan = self.load(tx, id)
        before = self.searchable(row)
        slip = loan_checks.slip_named(tx, draft.slip, problems, row.slip_id)
        problems += loan_checks.still_the_same(row, draft.borrower)
        row = self.step(tx, id, version, "", draft, *problems)
        row.borrower, row.company, row.phone = draft.borrower.strip(), draft.company.strip(), draft.phone.strip()
        row.purpose, row.note, row.signed = draft.purpose.strip(), draft.note.strip(), draft.signed
        row.slip_id = slip.id if slip else None
        self.save(tx, row, before)
        return self.changed(tx, row)

    @writes(COUNTER)
    def void(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """Void a loan that was entered by mistake: its sets hang again, a deposit in its envelope is given back."""
        row: Loan = self.step(tx, id, version, "", draft)
        row.void_reason = draft.reason.strip()
        lines = loan_checks.open_lines(tx, row)
        for line in lines:
            line.state, line.back_at, line.taker_id = LineState.RETURNED, tx.now, tx.staff_id
        row.out = 0
        deadlines.stop(tx, row, row.due_at)
        if row.deposit_state is Deposit.HELD:
            loan_deposits.settle(tx, row, Deposit.REFUNDED, row.method)
        self.save(tx, row)
        for line in lines:
            self._keys.follow(tx, tx.session.get_one(KeySet, line.set_id), "take_back", SetState.IN, loan_id=None)
        return self.changed(tx, row)

    @writes(COUNTER)
    def document(self, tx: Tx, id: int) -> Document:
        """The document's whole number, at the moment of loan and return; later for the office only (``roles.md``).

        That it was looked at stands in the journal.
        """
        row = self.load(tx, id)
        at_the_counter = row.state in (*AWAY, State.BACK)
        if not at_the_counter and not tx.acts_as(OFFICE):
            raise NotAllowed(role=f"role.{tx.actor.role}" if tx.actor else "–", verb=tx.verb)
        journal.write(tx, self.name, row, number=row.number)
        return Document(number=row.number, borrower=row.borrower, id_type=row.id_type, id_number=row.id_number)

    def linked(self, tx: Tx, register: str, id: int) -> Iterable[Ref]:
        """The loans for a slip, and of a set."""
        return loan_reads.linked(self, tx, register, id)

    # Reading.

    @reads(COUNTER)
    def terms(self, tx: Tx, kind: Kind, sets: int = 1) -> Terms:
        """What a loan that begins now is due, costs and lies in, by the rulebook (``KEY-2``)."""
        deposit = loan_deposits.by_rule(self.core, tx, kind, max(sets, 0))
        return Terms(
            due=deadlines.due(tx, self.core, LIMITS[kind], tx.now),
            deposit=deposit,
            envelope=loan_deposits.lowest_free(tx) if deposit else None,
        )

    @reads(COUNTER)
    def borrowers(self, tx: Tx, text: str, limit: int = 8) -> tuple[Borrower, ...]:
        """Staff and earlier outsiders by name, pinyin, company, the last digits of a phone (``KEY-2``)."""
        return loan_borrowers.borrowers(self, tx, text, limit)

    @reads(COUNTER)
    def holdings(self, tx: Tx) -> tuple[Holding, ...]:
        """Who holds what, with phone, what is late first (``KEY-3``)."""
        return loan_reads.holdings(tx)

    @reads(COUNTER)
    def envelopes(self, tx: Tx) -> Envelopes:
        """The deposits in their numbered envelopes, counted at the handover (``KEY-9``)."""
        return loan_deposits.envelopes(tx)

    @reads(COUNTER)
    def ids(self, tx: Tx, query: Query) -> array[int]:
        """The ids a table shows, in order."""
        return self.list_ids(tx, query)

    @reads(COUNTER)
    def rows(self, tx: Tx, ids: Sequence[int]) -> tuple[LoanRow, ...]:
        """Rows of the table in the order asked."""
        return self.list_rows(tx, ids)

    @reads(COUNTER)
    def counts(self, tx: Tx) -> dict[str, int]:
        """How many loans each chip has (up to a cap)."""
        return self.count(tx, (chip for chip in CHIPS if chip != "all"))

    @reads(COUNTER)
    def detail(self, tx: Tx, id: int) -> LoanDetail:
        """Everything about one loan."""
        return loan_reads.detail(self, tx, self.load(tx, id))

    def clock_params(self, tx: Tx, row: Loan) -> dict[str, Any]:
        """Who is to bring which keys; once that is late, how to reach them (``KEY-3``)."""
        late = row.due_at is not None and row.due_at <= tx.now
        who = f"{row.borrower} {row.phone}".strip() if late else row.borrower
        return {"borrower": who, "keys": row.hooks, "number": row.number}

    @reads(COUNTER)
    def period(self, tx: Tx, id: int) -> LoanList:
        """The loans that began on a day (``id`` 20261121) or in a month (202611) [001·1·4.5.4.2]."""
        return loan_period.listed(tx, id)

    def by_number(self, tx: Tx, number: str) -> Ref | None:
        """The loan of a number, or of its deposit's receipt (``KEY-9``)."""
        return super().by_number(tx, number) or loan_deposits.by_receipt(self, tx, number)

    def chip(self, tx: Tx, chip: str) -> ColumnElement[bool] | None:
        """The condition of a chip."""
        return loan_reads.chip(tx, chip)

    def sort_column(self, name: str) -> ColumnElement[Any]:
        """The columns a table can be sorted by."""
        columns: dict[str, Any] = {
            "unit": Loan.unit_code, "due": Loan.due_at, "at": Loan.lent_at, "keys": Loan.hooks,
            "handler": Loan.recorder_id,
        }  # fmt: skip
        return columns[name] if name in columns else super().sort_column(name)

    def as_rows(self, tx: Tx, found: Sequence[Loan]) -> Iterable[LoanRow]:
        """Rows as the table shows them."""
        return loan_reads.as_rows(self, tx, found)

    def searchable(self, row: Loan) -> Searchable:
        """Found by number, receipt, hooks, units, borrower, company, phone, and what for."""
        return Searchable(
            numbers=(row.number, *((row.receipt,) if row.receipt else ())),
            codes=(*row.hooks.split(), *row.unit_code.split()),
            names=(row.borrower, row.company),
            texts=(row.purpose,),
            phones=(row.phone,),
        )

    def as_hit(self, row: Loan) -> Hit:
        """A loan as the search box shows it."""
        title = " · ".join(part for part in (row.hooks, row.borrower, row.company) if part)
        state = f"loans.state.{row.state}"
        return Hit(ref=self.ref(row), title=title, subtitle=row.purpose[:120], state=state, at=row.lent_at)

    def waiting(self, tx: Tx, unit_id: int) -> Iterable[Waiting]:
        """The keys of a unit that somebody has (``REC-1``)."""
        return loan_reads.waiting(self, tx, unit_id)

    def unit_events(self, tx: Tx, unit_id: int, limit: int) -> Iterable[UnitEvent]:
        """The loans that had a unit's keys, the newest first."""
        return loan_reads.unit_events(self, tx, unit_id, limit)

    def entered(self, tx: Tx, unit_id: int, since: datetime, until: datetime) -> Iterable[EntryLine]:
        """Whoever had a set of the unit (``KEY-8``)."""
        return entry_lines.of_loans(self, tx, unit_id, since, until)


SERVICE = LoanService
