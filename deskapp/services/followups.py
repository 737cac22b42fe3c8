"""Follow-up visits: made by themselves when work reaches its end, repeated until the resident is satisfied [001·3]."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from inspect import unwrap
from typing import Any

from sqlalchemy import ColumnElement, and_, select

from deskapp.domain.common import Change, Hit, Query, Ref, TodayItem, Turn, Waiting
from deskapp.domain.directory import UnitEvent
from deskapp.domain.followups import (
    CHIPS,
    LIFECYCLE,
    PREFIX,
    REGISTER,
    REPAIRS,
    AmendDraft,
    AttemptDraft,
    DispatchDraft,
    FollowupDetail,
    FollowupDraft,
    FollowupRow,
    Kind,
    KindRate,
    PutRightDraft,
    State,
    VisitDraft,
)
from deskapp.domain.people import COUNTER, COUNTER_AND_STEWARD, OFFICE
from deskapp.domain.reception import ReasonDraft
from deskapp.domain.slips import SlipDraft
from deskapp.errors import Problem
from deskapp.models.followups import Followup, FollowupAttempt, FollowupVisit, pending
from deskapp.services import (
    deadlines,
    followup_checks,
    followup_reads,
    followup_rules,
    followup_sources,
    handed_work,
)
from deskapp.services.register import RegisterService
from deskapp.services.slip_checks import facts
from deskapp.services.slips import SlipService
from deskapp.services.tokens import Searchable
from deskapp.services.verbs import Tx, reads, writes


class FollowupService(RegisterService[Followup, FollowupRow]):
    """One question to one resident about one piece of work, asked again until the answer is good."""

    name = REGISTER
    prefix = PREFIX
    lifecycle = LIFECYCLE
    model = Followup
    late_chip = "late"
    handed_over = handed_work.followups
    clock_reads = ("unit_code", "contact", "kind")

    @writes(COUNTER_AND_STEWARD)
    def record(self, tx: Tx, draft: FollowupDraft) -> Change:
        """Write a visit, an activity's or other work's follow-up down by hand."""
        if before := self.same_client(tx, draft.client_id):
            return before
        row = Followup(state=State.DUE, handler_id=tx.staff_id, created_at=tx.now)
        self._fill(tx, row, draft)
        row.kind, row.finished_at = Kind(draft.kind.value), draft.finished_at
        if draft.due_at is None:
            followup_rules.first_clock(tx, self.core, row, draft.finished_at or tx.now)
        else:
            deadlines.by_hand(tx, row, followup_rules.VISIT, draft.due_at)
            row.visit_by = draft.due_at
        return self.create(tx, row, draft.client_id)

    def _fill(self, tx: Tx, row: Followup, draft: AmendDraft) -> None:
        problems = self.problems(tx, draft)
        unit = self.unit(tx, draft.unit, problems)
        if row.source_id is not None and draft.unit.strip() != row.unit_code:
            problems.append(Problem("unit", "unit_of_source", {"number": row.source_number}))
        self.validated(tx, draft, *problems)
        if unit is None:
            self.own_area(tx, None, "")  # a steward writes down what is in the own area
        row.unit_id, row.unit_code = (unit.id, unit.code) if unit else (None, "")
        row.contact, row.phone, row.content = draft.contact.strip(), draft.phone.strip(), draft.content.strip()

    @writes(COUNTER_AND_STEWARD)
    def amend(self, tx: Tx, id: int, version: int, draft: AmendDraft) -> Change:
        """Correct whom to ask and about what."""
        row: Followup = self.step(tx, id, version)
        before = self.searchable(row)
        self._fill(tx, row, draft)
        self.save(tx, row, before)
        return self.changed(tx, row)

    @writes(COUNTER_AND_STEWARD)
    def visit(self, tx: Tx, id: int, version: int, draft: VisitDraft) -> Change:
        """The resident was asked; what falls short is put right and asked again (``FUP-1``)."""
        self.problems(tx, draft)
        problems = followup_checks.visit(tx, self.load(tx, id), draft)
        target = State.TO_PUT_RIGHT if draft.falls_short else State.SATISFIED
        row: Followup = self.step(tx, id, version, target, draft, *problems)
        assert draft.made_at is not None
        row.visits += 1
        row.visited_at = row.visited_at or draft.made_at
        row.opinion, row.handler_id = draft.opinion, tx.staff_id
        tx.session.add(followup_checks.visit_row(tx, row, draft))
        deadlines.stop(tx, row, draft.made_at)
        if draft.falls_short and draft.put_right_by is not None:
            deadlines.by_hand(tx, row, followup_rules.PUT_RIGHT, draft.put_right_by)
        else:
            row.ended_at = tx.now
        self.save(tx, row, more=followup_checks.said(draft))
        return self.changed(tx, row)

    @writes(COUNTER_AND_STEWARD)
    def attempt(self, tx: Tx, id: int, version: int, draft: AttemptDraft) -> Change:
        """Nobody was there: on record, and still due."""
        row: Followup = self.step(tx, id, version, "", draft)
        tried = FollowupAttempt(
            followup_id=id, tried_at=draft.tried_at, by_id=tx.staff_id, mode=draft.mode, note=draft.note.strip()
        )
        tx.session.add(tried)
        row.attempts += 1
        self.save(tx, row, more=facts({"tried_at": draft.tried_at, "mode": draft.mode, "note": draft.note}))
        return self.changed(tx, row)

    @writes(COUNTER_AND_STEWARD)
    def put_right(self, tx: Tx, id: int, version: int, draft: PutRightDraft) -> Change:
        """What fell short was put right; the resident is asked once more (``FUP-1``)."""
        self.problems(tx, draft)
        row: Followup = self.load(tx, id)
        row = self.step(tx, id, version, "", draft, *followup_checks.put_right(self.last_visit(tx, row), draft))
        assert draft.put_right_at is not None
        self.set_right(tx, row, draft.put_right_at, draft.remedy.strip())
        return self.changed(tx, row)

    def set_right(self, tx: Tx, row: Followup, at: datetime, remedy: str) -> None:
        """Put right, by hand or by a slip that closed: the clock of the next visit runs."""
        visit = self.last_visit(tx, row)
        if visit is not None:
            visit.put_right_at, visit.remedy = at, remedy
        row.state = State.DUE
        deadlines.stop(tx, row, at)
        followup_rules.next_clock(tx, self.core, row, at)
        self.save(tx, row, more=facts({"put_right_at": at, "remedy": remedy}))

    def wrong_again(self, tx: Tx, row: Followup) -> None:
        """The putting right goes on: its slip or its source was taken up again."""
        visit = self.last_visit(tx, row)
        deadlines.stop(tx, row)
        row.state = State.TO_PUT_RIGHT
        by = visit.put_right_by if visit is not None else None
        deadlines.by_hand(tx, row, followup_rules.PUT_RIGHT, by or tx.now)
        if visit is not None:
            visit.put_right_at, visit.remedy = None, ""
        self.save(tx, row)

    @writes(COUNTER)
    def dispatch(self, tx: Tx, id: int, version: int, draft: DispatchDraft) -> Change:
        """A dispatch slip for what must be put right, everything carried over; its closing leads back here."""
        self.problems(tx, draft)
        visit = self.last_visit(tx, self.load(tx, id))
        row: Followup = self.step(tx, id, version, "", draft, *followup_checks.slip_out(tx, visit))
        assert visit is not None
        order = SlipDraft(
            unit=row.unit_code, contact=row.contact, phone=row.phone, department_id=draft.department_id,
            item=draft.item, urgency=draft.urgency, content=draft.content, limit_at=draft.limit_at,
            appointment=draft.appointment, note=" ".join(part for part in (row.number, row.source_number) if part),
        )  # fmt: skip
        made: Change = unwrap(SlipService.order)(self.core.service(SlipService), replace(tx, verb="slips.order"), order)
        visit.slip_id, visit.department_id = made.id, draft.department_id
        self.save(tx, row, more={"measures": [None, made.number]})
        return self.changed(tx, row, (made.ref, *made.also))

    @writes(COUNTER)
    def reclass(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """A minor repair was major repair work, or the other way; the time follows from the same start [001·3·1.2]."""
        problems = followup_checks.reclass(self.load(tx, id))
        row: Followup = self.step(tx, id, version, "", draft, *problems)
        (row.kind,) = REPAIRS - {row.kind}
        deadlines.late(tx, row)
        followup_rules.first_clock(tx, self.core, row, row.due_start or row.created_at)
        self.save(tx, row, more={"reason": [None, draft.reason]})
        return self.changed(tx, row)

    @writes(COUNTER)
    def reopen(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """Ask again: the visits made stay on record, the clock starts anew."""
        problems = followup_checks.others(tx, self.load(tx, id))
        row: Followup = self.step(tx, id, version, "", draft, *problems)
        row.ended_at, row.end_reason = None, ""
        followup_rules.next_clock(tx, self.core, row, tx.now)
        self.save(tx, row, more={"reason": [None, draft.reason]})
        return self.changed(tx, row)

    @writes(OFFICE)
    def waive(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """Nobody will be asked; it counts as not done."""
        return self._end(tx, id, version, draft)

    @writes(OFFICE)
    def withdraw(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """The work goes on after all; there is nothing to ask yet."""
        return self._end(tx, id, version, draft)

    @writes(OFFICE)
    def void(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """Void with a reason; the number stays and prints 作废 (``ALL-1``)."""
        return self._end(tx, id, version, draft)

    def _end(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        row: Followup = self.step(tx, id, version, "", draft)
        self.end(tx, row, row.state, draft.reason.strip())
        return self.changed(tx, row)

    def end(self, tx: Tx, row: Followup, state: State, reason: str) -> None:
        """Nothing more comes of it."""
        deadlines.stop(tx, row)
        row.state, row.ended_at, row.end_reason = state, tx.now, reason
        self.save(tx, row)

    # Following along.

    def heard(self, tx: Tx, register: str, row: Any, verb: str) -> None:
        """Finished work is owed a follow-up; work that is taken up again is not, yet [001·3·1]."""
        followup_sources.heard(self, tx, register, row, verb)

    def linked(self, tx: Tx, register: str, id: int) -> Iterable[Ref]:
        """The follow-ups of an entry, and those that a slip was issued for."""
        return followup_reads.linked(self, tx, register, id)

    def last_visit(self, tx: Tx, row: Followup) -> FollowupVisit | None:
        """The latest round; None before the first."""
        here = select(FollowupVisit).where(FollowupVisit.followup_id == row.id, FollowupVisit.round == row.visits)
        return tx.session.scalars(here).first()

    # Reading.

    @reads(COUNTER_AND_STEWARD)
    def rates(self, tx: Tx, since: datetime, until: datetime) -> tuple[KindRate, ...]:
        """Every kind against its target, of the first visits due from ``since`` to before ``until`` (``FUP-2``)."""
        return followup_reads.rates(self, tx, since, until)

    @reads(COUNTER_AND_STEWARD)
    def ids(self, tx: Tx, query: Query) -> array[int]:
        """The ids a table shows, in order."""
        return self.list_ids(tx, query)

    @reads(COUNTER_AND_STEWARD)
    def rows(self, tx: Tx, ids: Sequence[int]) -> tuple[FollowupRow, ...]:
        """Rows of the table in the order asked."""
        return self.list_rows(tx, ids)

    @reads(COUNTER_AND_STEWARD)
    def counts(self, tx: Tx) -> dict[str, int]:
        """How many follow-ups each chip has (up to a cap)."""
        return self.count(tx, (chip for chip in CHIPS if chip not in {"done", "all"}))

    @reads(COUNTER_AND_STEWARD)
    def detail(self, tx: Tx, id: int) -> FollowupDetail:
        """Everything about one follow-up."""
        return followup_reads.detail(self, tx, self.load(tx, id))

    def chip(self, tx: Tx, chip: str) -> ColumnElement[bool] | None:
        """The condition of a chip."""
        return followup_reads.chip(tx, chip)

    def sort_column(self, name: str) -> ColumnElement[Any]:
        """The columns a table can be sorted by."""
        columns: dict[str, Any] = {
            "unit": Followup.unit_code, "due": Followup.due_at, "at": Followup.created_at,
            "handler": Followup.handler_id, "finished": Followup.finished_at,
        }  # fmt: skip
        return columns[name] if name in columns else super().sort_column(name)

    def as_rows(self, tx: Tx, found: Sequence[Followup]) -> Iterable[FollowupRow]:
        """Rows as the table shows them."""
        return followup_reads.as_rows(self, tx, found)

    def searchable(self, row: Followup) -> Searchable:
        """Found by number, unit, resident, phone, matter."""
        return Searchable(
            numbers=(row.number,),
            codes=(row.unit_code,),
            names=(row.contact,),
            texts=(row.content,),
            phones=(row.phone,),
        )

    def as_hit(self, row: Followup) -> Hit:
        """A follow-up as the search box shows it."""
        title = " · ".join(part for part in (row.unit_code, row.contact) if part)
        state = f"{REGISTER}.state.{row.state}"
        return Hit(ref=self.ref(row), title=title, subtitle=row.content[:120], state=state, at=row.created_at)

    def clock_params(self, tx: Tx, row: Followup) -> dict[str, Any]:
        """Where, and after what."""
        return {"unit": row.unit_code or row.contact, "kind": f"{REGISTER}.kind.{row.kind}", "number": row.number}

    def today(self, tx: Tx) -> Iterable[TodayItem]:
        """The day before's finished work, laid out for its follow-up (``FUP-4``)."""
        return followup_reads.today(self, tx)

    def waiting(self, tx: Tx, unit_id: int) -> Iterable[Waiting]:
        """Follow-ups of the unit that are pending: whoever is on the phone can be asked at once (``REC-1``)."""
        here = and_(Followup.unit_id == unit_id, pending(), self.readable(tx))
        for row in tx.session.scalars(select(Followup).where(here).order_by(Followup.id.desc()).limit(5)):
            text = "waiting.followups" if row.state is State.DUE else "waiting.followups.put_right"
            params = {"number": row.number, "kind": f"{REGISTER}.kind.{row.kind}"}
            urgent = self.presses(tx, row)
            yield Waiting(register=REGISTER, text=text, params=params, ref=self.ref(row), urgent=urgent, turn=Turn.ASK)

    def unit_events(self, tx: Tx, unit_id: int, limit: int) -> Iterable[UnitEvent]:
        """The unit's follow-ups, the newest first."""
        here = and_(Followup.unit_id == unit_id, self.readable(tx))
        for row in tx.session.scalars(select(Followup).where(here).order_by(Followup.id.desc()).limit(limit)):
            state = f"{REGISTER}.state.{row.state}"
            yield UnitEvent(at=row.created_at, ref=self.ref(row), title=row.content[:120], state=state)


SERVICE = FollowupService
