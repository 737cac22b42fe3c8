"""Leaves: asked by everybody for themselves, approved by the office; then the roster knows of them (``DUTY-1``)."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, or_, select, true

from deskapp.domain.common import Caution, Change, Hit, Query, TodayItem
from deskapp.domain.leaves import (
    CHIPS,
    LIFECYCLE,
    PREFIX,
    REGISTER,
    LeaveDetail,
    LeaveDraft,
    LeaveRow,
    State,
)
from deskapp.domain.people import COUNTER_AND_STEWARD, EVERYONE, OFFICE
from deskapp.domain.reception import ReasonDraft
from deskapp.errors import NotAllowed, Problem
from deskapp.models.staff import Staff
from deskapp.models.swaps import Leave
from deskapp.services import leave_reads
from deskapp.services.directory_find import today as office_day
from deskapp.services.register import RegisterService
from deskapp.services.tokens import Searchable
from deskapp.services.verbs import Tx, reads, writes

#: Nobody asks for more than a year at once.
_LONGEST = timedelta(days=366)


class LeaveService(RegisterService[Leave, LeaveRow]):
    """Days on which somebody cannot be on duty, or would rather not be [001·5·4.1.5 d]."""

    name = REGISTER
    prefix = PREFIX
    lifecycle = LIFECYCLE
    model = Leave
    late_chip = "asked"

    @writes(EVERYONE)
    def ask(self, tx: Tx, draft: LeaveDraft) -> Change:
        """Ask for days; the office may ask for somebody who called in, also for days that have passed."""
        if before := self.same_client(tx, draft.client_id):
            return before
        problems = self.problems(tx, draft)
        who = tx.session.get(Staff, draft.staff_id or tx.staff_id)
        problems += self._refused(tx, draft, who)
        self.validated(tx, draft, *problems)
        assert who is not None
        assert draft.since is not None
        assert draft.until is not None
        row = Leave(
            state=State.ASKED, staff_id=who.id, person=who.name, kind=draft.kind, since=draft.since, until=draft.until,
            reason=draft.reason.strip(), asked_at=tx.now, recorder_id=tx.staff_id,
        )  # fmt: skip
        return self.create(tx, row, draft.client_id)

    def _refused(self, tx: Tx, draft: LeaveDraft, who: Staff | None) -> Iterator[Problem]:
        office = tx.acts_as(OFFICE)
        if who is None or not who.active:
            yield Problem("staff_id", "unknown_choice", {"value": draft.staff_id})
            return
        if who.id != tx.staff_id and not office:
            yield Problem("staff_id", "leave_for_others")
        if draft.since is None or draft.until is None:
            return
        if draft.until < draft.since:
            yield Problem("until", "before", {"other": "leaves.field.since", "value": draft.since})
            return
        if draft.until - draft.since > _LONGEST:
            yield Problem("until", "leave_too_long", {"most": _LONGEST.days})
        if draft.since < office_day(tx) and not office:
            yield Problem("since", "leave_past", {"value": draft.since})
        touching = (Leave.staff_id == who.id, Leave.since <= draft.until, Leave.until >= draft.since)
        open_ = Leave.state.in_((State.ASKED, State.APPROVED))
        other = tx.session.scalars(select(Leave.number).where(*touching, open_).order_by(Leave.id)).first()
        if other is not None:
            yield Problem("since", "leave_there", {"name": who.name, "number": other})

    @writes(OFFICE)
    def approve(self, tx: Tx, id: int, version: int) -> Change:
        """Approve it; which published shifts need somebody else by it is said at once (``DUTY-1``)."""
        row: Leave = self.step(tx, id, version)
        self._not_own(tx, row)
        row.decided_by_id, row.decided_at = tx.staff_id, tx.now
        self.save(tx, row)
        if duties := leave_reads.duties(tx, (row,))[row.id]:
            params = {"name": row.person, "count": len(duties), "duties": "、".join(duties)}
            tx.cautions.append(Caution("leave_duties", params))
        return self.changed(tx, row)

    @writes(OFFICE)
    def refuse(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """It cannot be, and why."""
        row: Leave = self.step(tx, id, version, "", draft)
        self._not_own(tx, row)
        row.decided_by_id, row.decided_at, row.decided_reason = tx.staff_id, tx.now, draft.reason.strip()
        self.save(tx, row)
        return self.changed(tx, row)

    @writes(EVERYONE)
    def withdraw(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """Whoever it is for takes it back; once it has begun, and for others, the office does."""
        mine = "withdraw" in self.may(tx, self.load(tx, id))  # asked of it as it still stands
        row: Leave = self.step(tx, id, version, "", draft)
        if not mine:
            raise NotAllowed("leave_not_own", number=row.number)
        row.withdrawn_reason = draft.reason.strip()
        self.save(tx, row)
        return self.changed(tx, row)

    @writes(OFFICE)
    def void(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """Void what was entered by mistake; the roster forgets of it (``ALL-1``)."""
        row: Leave = self.step(tx, id, version, "", draft)
        row.void_reason = draft.reason.strip()
        self.save(tx, row)
        return self.changed(tx, row)

    @staticmethod
    def _not_own(tx: Tx, row: Leave) -> None:
        if row.staff_id == tx.staff_id:
            raise NotAllowed("leave_own", number=row.number)

    def may(self, tx: Tx, row: Leave) -> tuple[str, ...]:
        """The steps that are not somebody else's: nobody decides about themselves, others do not withdraw."""
        office = tx.acts_as(OFFICE)
        own, begun = row.staff_id == tx.staff_id, row.since <= office_day(tx)
        decides = ("approve", "refuse") if office and not own else ()
        withdraws = ("withdraw",) if office or (own and (row.state is not State.APPROVED or not begun)) else ()
        return (*decides, *withdraws, *(("void",) if office else ()))

    # Reading: on the wall the counter and the stewards see everybody's, all others their own.

    def readable(self, tx: Tx) -> ColumnElement[bool]:
        """Everybody's for those who live by the roster, else what is for or by oneself."""
        if tx.acts_as(COUNTER_AND_STEWARD):
            return true()
        return or_(Leave.staff_id == tx.staff_id, Leave.recorder_id == tx.staff_id)

    def own_row(self, tx: Tx, row: Leave) -> None:
        """Refuse an entry of somebody else to those who see only their own."""
        sees_all = tx.acts_as(COUNTER_AND_STEWARD)
        if not sees_all and tx.staff_id not in (row.staff_id, row.recorder_id):
            raise NotAllowed("leave_not_own", number=row.number)

    @reads(EVERYONE)
    def ids(self, tx: Tx, query: Query) -> array[int]:
        """The ids a table shows, in order."""
        return self.list_ids(tx, query)

    @reads(EVERYONE)
    def rows(self, tx: Tx, ids: Sequence[int]) -> tuple[LeaveRow, ...]:
        """Rows of the table in the order asked."""
        return self.list_rows(tx, ids)

    @reads(EVERYONE)
    def counts(self, tx: Tx) -> dict[str, int]:
        """How many leaves each chip has (up to a cap)."""
        return self.count(tx, (chip for chip in CHIPS if chip != "all"))

    @reads(EVERYONE)
    def detail(self, tx: Tx, id: int) -> LeaveDetail:
        """Everything about one leave."""
        return leave_reads.detail(self, tx, self.load(tx, id))

    def chip(self, tx: Tx, chip: str) -> ColumnElement[bool] | None:
        """The condition of a chip."""
        return leave_reads.chip(tx, chip)

    def sort_column(self, name: str) -> ColumnElement[Any]:
        """The columns a table can be sorted by."""
        columns: dict[str, Any] = {"at": Leave.asked_at, "handler": Leave.recorder_id}
        return columns[name] if name in columns else super().sort_column(name)

    def as_rows(self, tx: Tx, found: Sequence[Leave]) -> Iterable[LeaveRow]:
        """Rows as the table shows them."""
        return leave_reads.as_rows(self, tx, found)

    def searchable(self, row: Leave) -> Searchable:
        """Found by number, person and reason."""
        return Searchable(numbers=(row.number,), names=(row.person,), texts=(row.reason,))

    def as_hit(self, row: Leave) -> Hit:
        """A leave as the search box shows it."""
        title = f"{row.person} · {row.since:%Y-%m-%d} – {row.until:%Y-%m-%d}"
        state = f"leaves.state.{row.state}"
        return Hit(ref=self.ref(row), title=title, subtitle=row.reason[:120], state=state, at=row.asked_at)

    def today(self, tx: Tx) -> Iterable[TodayItem]:
        """What waits for the office, what needs somebody else, what was decided for whoever asked."""
        return leave_reads.today(self, tx)


SERVICE = LeaveService
