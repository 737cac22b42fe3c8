"""What may happen to a complaint beside its way: steps up, units that join, the director told, clocks paused."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from deskapp.domain.common import Change
from deskapp.domain.complaint_rows import ComplaintRow
from deskapp.domain.complaints import (
    DIRECTOR_DUE,
    EscalateDraft,
    InstructDraft,
    JoinUnitDraft,
    NoteDraft,
    PauseDraft,
    TellDirectorDraft,
)
from deskapp.domain.people import COUNTER, OFFICE, Role
from deskapp.errors import Problem
from deskapp.models.complaints import Complaint, ComplaintStep
from deskapp.services import complaint_checks as checks
from deskapp.services import complaint_clock as clock
from deskapp.services import complaint_links as links
from deskapp.services import deadlines
from deskapp.services.register import RegisterService
from deskapp.services.tokens import Searchable
from deskapp.services.verbs import Tx, writes


class ComplaintSides(RegisterService[Complaint, ComplaintRow]):
    """The verbs that leave a complaint where it stands, and what all its verbs do alike."""

    @writes(COUNTER)
    def escalate(self, tx: Tx, id: int, version: int, draft: EscalateDraft) -> Change:
        """Beyond one's power: to the next level, one after the other (``CMP-5``) [001·12·3(8), 4(2)]."""
        row = self._checked(tx, id, draft)
        row = self.step(tx, id, version, "", draft, *checks.upward(row, draft.level, role_of(tx)))
        row.level = draft.level
        reason = draft.reason.strip()
        tx.session.add(ComplaintStep(complaint_id=id, level=draft.level, at=tx.now, by_id=tx.staff_id, reason=reason))
        return self._turned(tx, row, more={"reason": [None, reason]})

    @writes(OFFICE)
    def instruct(self, tx: Tx, id: int, version: int, draft: InstructDraft) -> Change:
        """What the level that has it says is to be done (``CMP-5``)."""
        self._checked(tx, id, draft)
        open_ = select(ComplaintStep).where(ComplaintStep.complaint_id == id, ComplaintStep.instructed_at.is_(None))
        step = tx.session.scalars(open_.order_by(ComplaintStep.id.desc())).first()
        problems = [Problem("instruction", "nothing_escalated")] if step is None else []
        if step is not None:
            problems += checks.instructing(step.level, role_of(tx), draft.instructor)
        row: Complaint = self.step(tx, id, version, "", draft, *problems)
        if step is not None:
            step.instruction, step.instructed_at = draft.instruction.strip(), tx.now
            step.instructor = draft.instructor.strip() or (tx.actor.name if tx.actor else "")
        return self._turned(tx, row, more={"instruction": [None, draft.instruction.strip()]})

    @writes(COUNTER)
    def join_unit(self, tx: Tx, id: int, version: int, draft: JoinUnitDraft) -> Change:
        """Another unit complains of the same: at five it is collective (``CMP-2``)."""
        problems = self.problems(tx, draft)
        unit = self.unit(tx, draft.unit, problems)
        row = self.load(tx, id)
        if unit is not None and unit.code in {row.unit_code, *(each.unit_code for each in links.units(tx, row))}:
            problems.append(Problem("unit", "joined_already", {"value": unit.code}))
        row = self.step(tx, id, version, "", draft, *problems)
        if unit is not None:
            who = {"caller": draft.caller.strip(), "phone": draft.phone.strip()}
            links.join(self, tx, row, unit_id=unit.id, unit_code=unit.code, **who)
        return self.changed(tx, row)

    @writes(COUNTER)
    def tell_director(self, tx: Tx, id: int, version: int, draft: TellDirectorDraft) -> Change:
        """The director heard of a collective complaint (``CMP-2``) [001·12·4(1)]."""
        row = self._checked(tx, id, draft)
        problems = list(checks.not_before(row, draft, "director_told_at"))
        if not row.collective:
            problems.append(Problem("director_told_at", "not_collective"))
        elif row.director_told_at is not None:
            problems.append(Problem("director_told_at", "told_already", {"value": row.director_told_at}))
        row = self.step(tx, id, version, "", draft, *problems)
        if row.due_what == DIRECTOR_DUE:
            deadlines.stop(tx, row, draft.director_told_at)
        row.director_told_at, row.director_note = draft.director_told_at, draft.director_note.strip()
        return self._turned(tx, row)

    @writes(COUNTER)
    def pause(self, tx: Tx, id: int, version: int, draft: PauseDraft) -> Change:
        """The clock stands still: the resident or another body has to move first."""
        row = self._checked(tx, id, draft)
        runs = row.due_at is not None and row.paused_at is None and row.due_what != DIRECTOR_DUE
        row = self.step(tx, id, version, "", draft, *([] if runs else [Problem("reason", "no_clock_runs")]))
        row.waiting_for = draft.waiting_for
        deadlines.pause(tx, row)
        self.save(tx, row, more={"reason": [None, draft.reason.strip()]})
        return self.changed(tx, row)

    @writes(COUNTER)
    def resume(self, tx: Tx, id: int, version: int) -> Change:
        """The clock goes on with what was left of it."""
        paused = self.load(tx, id).paused_at is not None
        row: Complaint = self.step(tx, id, version, "", None, *([] if paused else [Problem("due_at", "not_paused")]))
        clock.go_on(tx, row)
        self.save(tx, row)
        return self.changed(tx, row)

    @writes(COUNTER)
    def note(self, tx: Tx, id: int, version: int, draft: NoteDraft) -> Change:
        """A note on the complaint; the one before stays in the journal."""
        row: Complaint = self.step(tx, id, version, "", draft)
        row.note = draft.note.strip()
        self.save(tx, row)
        return self.changed(tx, row)

    def _checked(self, tx: Tx, id: int, draft: Any) -> Complaint:
        """A complaint, for a draft whose values are of their own kind (``ALL-4``)."""
        self.problems(tx, draft)
        return self.load(tx, id)

    def _step(
        self,
        tx: Tx,
        id: int,
        version: int,
        draft: Any,
        *problems: Problem,
        target: str = "",
        at: datetime | None = None,
    ) -> Complaint:
        """A step that does what the clock asked for, at a time that may have passed."""
        wanted = clock.own(self.load(tx, id))
        row: Complaint = self.step(tx, id, version, target, draft, *problems)
        clock.done(tx, self.core, row, wanted, at)
        return row

    def _turned(
        self,
        tx: Tx,
        row: Complaint,
        *,
        before: Searchable | None = None,
        more: dict[str, Any] | None = None,
        mine: bool = False,
    ) -> Change:
        """The clock that the complaint calls for now runs, and all is written."""
        if mine:
            row.handler_id = tx.staff_id
        clock.turn(tx, self.core, row)
        self.save(tx, row, before, more=more)
        return self.changed(tx, row)


def role_of(tx: Tx) -> Role:
    """The role of the person who acts; the program itself is nobody's superior."""
    return tx.actor.role if tx.actor else Role.RECEPTIONIST
