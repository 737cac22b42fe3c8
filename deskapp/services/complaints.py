"""Complaints: clocks that start by themselves, five units, dissatisfied residents, steps up [001·12; 001·1·4.1.2–3]."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement

from deskapp.domain.common import Change, Hit, Query, Ref, TodayItem, Waiting
from deskapp.domain.complaint_rows import ComplaintDetail, ComplaintRow, Figures
from deskapp.domain.complaints import (
    CHIPS,
    LIFECYCLE,
    PREFIX,
    REGISTER,
    ApproveDraft,
    ClassifyDraft,
    CloseDraft,
    ComplaintDraft,
    ContactDraft,
    InvestigateDraft,
    ProgressDraft,
    ReferDraft,
    RenewDraft,
    ReplyDraft,
    ReportDraft,
    SolveDraft,
    State,
    Validity,
)
from deskapp.domain.directory import UnitEvent
from deskapp.domain.people import COUNTER, COUNTER_AND_STEWARD, OFFICE
from deskapp.domain.reception import DISSATISFIED, EntryDraft, Kind, ReasonDraft
from deskapp.errors import NotFound, Problem
from deskapp.models.complaints import Complaint, ComplaintProgress
from deskapp.models.reception import Entry
from deskapp.services import complaint_checks as checks
from deskapp.services import complaint_clock as clock
from deskapp.services import complaint_links as links
from deskapp.services import complaint_reads, handed_work
from deskapp.services.complaint_sides import ComplaintSides
from deskapp.services.reception import ReceptionService
from deskapp.services.tokens import Searchable
from deskapp.services.verbs import Tx, reads, writes


class ComplaintService(ComplaintSides):
    """One complaint for each reception entry of that kind, from its first word to the resident's opinion."""

    name = REGISTER
    prefix = PREFIX
    lifecycle = LIFECYCLE
    model = Complaint
    late_chip = "late"
    handed_over = handed_work.complaints

    @writes(COUNTER)
    def record(self, tx: Tx, draft: ComplaintDraft) -> Change:
        """Write a complaint down; its reception entry is made with it, and its clock starts (``CMP-1``)."""
        reception = self.core.service(ReceptionService)
        before = reception.same_client(tx, draft.client_id)
        if before is None:
            problems = self.problems(tx, draft)
            self.unit(tx, draft.unit, problems)
            self.validated(tx, draft, *problems, *checks.settled(draft))
        entry = (before or reception.written(_as_reception(tx), checks.as_entry(draft))).ref
        row = self._of(tx, entry)
        if before is None and draft.from_company and not row.from_company:
            row.from_company = True
            self.save(tx, row)
        return self.changed(tx, row, (entry,))

    def _of(self, tx: Tx, entry: Ref) -> Complaint:
        row = links.of_entry(tx, entry.id)
        if row is None:
            raise NotFound(number=entry.number)
        return row

    def heard(self, tx: Tx, register: str, row: Any, verb: str) -> None:
        """A reception entry of the kind complaint takes its complaint along."""
        if isinstance(row, Entry):
            links.entry_moved(self, tx, row, verb)

    @writes(OFFICE)
    def classify(self, tx: Tx, id: int, version: int, draft: ClassifyDraft) -> Change:
        """Class it valid, to be assisted or invalid; the clock follows the class (``CMP-1``) [001·12·2(3)]."""
        row = self._checked(tx, id, draft)
        stays = row.validity is draft.validity and row.state is not State.RECEIVED
        if stays or row.state in {State.SETTLED, State.REPLIED, State.CLOSED}:
            row = self.step(tx, id, version, row.state, draft, *checks.department(tx, draft))
        else:
            row = self._step(tx, id, version, draft, *checks.department(tx, draft), target=State.CLASSED)
            row.classed_at, row.agreed_at = tx.now, None
        row.validity, row.cause, row.department_id = draft.validity, draft.cause, draft.department_id
        row.from_company, row.class_note = draft.from_company, draft.class_note.strip()
        row.classed_at, row.classer_id = row.classed_at or tx.now, tx.staff_id
        return self._turned(tx, row)

    @writes(COUNTER)
    def contact(self, tx: Tx, id: int, version: int, draft: ContactDraft) -> Change:
        """The resident was reached; the reply is due the same day or at the time agreed [001·12·3(1), 6(2)]."""
        row = self._checked(tx, id, draft)
        problems = [
            *checks.of_class(row, Validity.VALID, "contacted_at"),
            *checks.not_before(row, draft, "contacted_at"),
        ]
        row = self._step(tx, id, version, draft, *problems, at=draft.contacted_at)
        row.contacted_at, row.contact_how = draft.contacted_at, draft.told_how
        row.agreed_at, row.contact_note = draft.agreed_at, draft.contact_note.strip()
        return self._turned(tx, row, mine=True)

    @writes(COUNTER)
    def refer(self, tx: Tx, id: int, version: int, draft: ReferDraft) -> Change:
        """A written notice went to the body that can solve it (``CMP-4``) [001·12·3(2)]."""
        row = self._checked(tx, id, draft)
        problems = [
            *checks.of_class(row, Validity.ASSIST, "referred_to"),
            *checks.not_before(row, draft, "referred_at"),
        ]
        row = self._step(tx, id, version, draft, *problems, at=draft.referred_at)
        row.referred_to, row.notice_number = draft.referred_to.strip(), draft.notice_number.strip()
        row.referred_at = row.progress_at = draft.referred_at
        return self._turned(tx, row, mine=True)

    @writes(COUNTER)
    def progress(self, tx: Tx, id: int, version: int, draft: ProgressDraft) -> Change:
        """How far the other body has come; the next word is due anew (``CMP-4``) [001·12·8]."""
        self._checked(tx, id, draft)
        row = self._step(tx, id, version, draft)
        text = draft.progress.strip()
        tx.session.add(ComplaintProgress(complaint_id=id, at=tx.now, by_id=tx.staff_id, text=text, told=draft.told))
        row.progress_at = tx.now
        return self._turned(tx, row, more={"progress": [None, text]})

    @writes(COUNTER)
    def solve(self, tx: Tx, id: int, version: int, draft: SolveDraft) -> Change:
        """The other body has solved it; the resident is to be answered (``CMP-4``)."""
        row = self._checked(tx, id, draft)
        before = self.searchable(row)
        row = self._step(tx, id, version, draft, *checks.not_before(row, draft, "solved_at"), at=draft.solved_at)
        row.solved_at, row.remedy = draft.solved_at, draft.remedy.strip()
        return self._turned(tx, row, before=before)

    @writes(COUNTER_AND_STEWARD)
    def investigate(self, tx: Tx, id: int, version: int, draft: InvestigateDraft) -> Change:
        """What was found, and what was done about it [001·12·3(7)]."""
        before = self.searchable(self._checked(tx, id, draft))
        row: Complaint = self.step(tx, id, version, "", draft, *checks.department(tx, draft))
        row.investigation, row.remedy = draft.investigation.strip(), draft.remedy.strip()
        row.department_id = draft.department_id or row.department_id
        return self._turned(tx, row, before=before)

    @writes(OFFICE)
    def approve(self, tx: Tx, id: int, version: int, draft: ApproveDraft) -> Change:
        """The remedy is approved and may be told."""
        row: Complaint = self.step(tx, id, version, "", draft)
        row.approver_id, row.approved_at, row.approve_note = tx.staff_id, tx.now, draft.approve_note.strip()
        return self._turned(tx, row)

    @writes(COUNTER)
    def reply(self, tx: Tx, id: int, version: int, draft: ReplyDraft) -> Change:
        """The resident was answered, and gave an opinion (``CMP-2``) [001·12·6–9]."""
        row = self._checked(tx, id, draft)
        again = row.state is State.REPLIED
        problems = checks.reply(row, draft)
        if again:
            row = self.step(tx, id, version, "", draft, *problems)
        else:
            row = self._step(tx, id, version, draft, *problems, at=draft.replied_at)
        row.replied_at, row.mode, row.also_written = draft.replied_at, draft.mode, draft.also_written
        row.reply, row.opinion, row.signed = draft.reply.strip(), draft.opinion, draft.signed
        row.quoted = draft.quoted
        return self._turned(tx, row)

    @writes(COUNTER)
    def close(self, tx: Tx, id: int, version: int, draft: CloseDraft) -> Change:
        """The resident is satisfied: the complaint is over, and its entries with it (``REC-8``)."""
        row = self._checked(tx, id, draft)
        checks.may_pass(tx, row)
        row = self._step(tx, id, version, draft, *checks.close(row))
        row.closed_at, row.note = tx.now, draft.note.strip() or row.note
        clock.drop(tx, row)
        self.save(tx, row)
        links.conclude(self, tx, row)
        return self.changed(tx, row)

    @writes(COUNTER)
    def renew(self, tx: Tx, id: int, version: int, draft: RenewDraft) -> Change:
        """Not satisfied: this one ends, and a new complaint names it (``CMP-3``) [001·12·10]."""
        row = self._checked(tx, id, draft)
        happy = [] if row.opinion in DISSATISFIED else [Problem("content", "satisfied_already")]
        row = self._step(tx, id, version, draft, *happy)
        row.closed_at = tx.now
        clock.drop(tx, row)
        self.save(tx, row)
        links.conclude(self, tx, row)
        first = tx.session.get_one(Entry, row.entry_id)
        anew = EntryDraft(
            unit=row.unit_code, resident_id=first.resident_id, caller=row.caller, phone=row.phone,
            channel=draft.channel, kind=Kind.COMPLAINT, category=draft.category, written=draft.written,
            content=draft.content,
        )  # fmt: skip
        entry = self.core.service(ReceptionService).written(_as_reception(tx), anew).ref
        new = self._of(tx, entry)
        new.previous_id, new.from_company = row.id, row.from_company
        self.save(tx, new)
        return self.changed(tx, new, (self.ref(row), entry))

    @writes(COUNTER)
    def reopen(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """Take a closing back; its entries stand open again."""
        row: Complaint = self.step(tx, id, version, "", draft)
        links.reopen(self, tx, row)
        self.save(tx, row, more={"reason": [None, draft.reason]})
        return self.changed(tx, row)

    @writes(COUNTER)
    def void(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """Void with a reason, its entries with it; the numbers stay (``ALL-1``)."""
        row: Complaint = self.step(tx, id, version, "", draft)
        row.void_reason = draft.reason.strip()
        clock.drop(tx, row)
        self.save(tx, row)
        links.void_entries(self, tx, row)
        return self.changed(tx, row)

    @writes(COUNTER)
    def report_company(self, tx: Tx, id: int, version: int, draft: ReportDraft) -> Change:
        """The company that passed the complaint on knows the result [001·12·4(3)]."""
        row = self._checked(tx, id, draft)
        problems = list(checks.not_before(row, draft, "company_told_at"))
        if not row.from_company:
            problems.append(Problem("company_told_at", "not_from_company"))
        row = self._step(tx, id, version, draft, *problems, at=draft.company_told_at)
        row.company_told_at, row.company_note = draft.company_told_at, draft.company_note.strip()
        return self._turned(tx, row)

    # Reading.

    @reads(COUNTER_AND_STEWARD)
    def ids(self, tx: Tx, query: Query) -> array[int]:
        """The ids a table shows, in order."""
        return self.list_ids(tx, query)

    @reads(COUNTER_AND_STEWARD)
    def rows(self, tx: Tx, ids: Sequence[int]) -> tuple[ComplaintRow, ...]:
        """Rows of the table in the order asked."""
        return self.list_rows(tx, ids)

    @reads(COUNTER_AND_STEWARD)
    def counts(self, tx: Tx) -> dict[str, int]:
        """How many complaints each chip has (up to a cap)."""
        return self.count(tx, (chip for chip in CHIPS if chip != "all"))

    @reads(COUNTER_AND_STEWARD)
    def detail(self, tx: Tx, id: int) -> ComplaintDetail:
        """Everything about one complaint."""
        return complaint_reads.detail(self, tx, self.load(tx, id))

    @reads(OFFICE)
    def figures(self, tx: Tx, since: datetime, until: datetime) -> Figures:
        """The figures of the complaints received in a period [001·1·4.1.3.4]."""
        return complaint_reads.figures(tx, since, until)

    def chip(self, tx: Tx, chip: str) -> ColumnElement[bool] | None:
        """The condition of a chip."""
        return complaint_reads.chip(tx, chip)

    def sort_column(self, name: str) -> ColumnElement[Any]:
        """The columns a table can be sorted by."""
        columns: dict[str, Any] = {
            "unit": Complaint.unit_code, "due": Complaint.due_at, "handler": Complaint.handler_id,
            "department": complaint_reads.department_name(),
        }  # fmt: skip
        return columns[name] if name in columns else super().sort_column(name)

    def as_rows(self, tx: Tx, found: Sequence[Complaint]) -> Iterable[ComplaintRow]:
        """Rows as the table shows them."""
        return complaint_reads.as_rows(self, tx, found)

    def searchable(self, row: Complaint) -> Searchable:
        """Found by number, unit, caller, phone, content, what was found and done."""
        return Searchable(
            numbers=(row.number,),
            codes=(row.unit_code,),
            names=(row.caller,),
            texts=(row.content, row.investigation, row.remedy),
            phones=(row.phone,),
        )

    def as_hit(self, row: Complaint) -> Hit:
        """A complaint as the search box shows it."""
        title = " · ".join(part for part in (row.unit_code, row.caller) if part)
        state = f"complaints.state.{row.state}"
        return Hit(ref=self.ref(row), title=title, subtitle=row.content[:120], state=state, at=row.at)

    def linked(self, tx: Tx, register: str, id: int) -> Iterable[Ref]:
        """The complaint that a reception entry is followed as."""
        row = links.of_entry(tx, id) if register == "reception" else None
        return () if row is None else (self.ref(row),)

    def today(self, tx: Tx) -> Iterable[TodayItem]:
        """Replied and still open, standing still; what falls due comes by its clocks."""
        return complaint_reads.today(self, tx)

    def waiting(self, tx: Tx, unit_id: int) -> Iterable[Waiting]:
        """Complaints of the unit that run, and those it joined (``REC-1``)."""
        return complaint_reads.waiting(self, tx, unit_id)

    def unit_events(self, tx: Tx, unit_id: int, limit: int) -> Iterable[UnitEvent]:
        """The unit's complaints, the newest first."""
        return complaint_reads.unit_events(self, tx, unit_id, limit)


def _as_reception(tx: Tx) -> Tx:
    """The same transaction, for the entry that is written with a complaint."""
    return replace(tx, verb="reception.record")


SERVICE = ComplaintService
