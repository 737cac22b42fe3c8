"""Call lists: made, called unit by unit, the outcome reported [001·1·4.9] (``FUP-3``)."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, select

from deskapp.domain.calls import (
    CHIPS,
    LIFECYCLE,
    PREFIX,
    REGISTER,
    SPOKEN,
    AmendDraft,
    CallAttempt,
    CallDetail,
    CallDraft,
    CallListDraft,
    CallRow,
    RemoveDraft,
    ReportDraft,
    Result,
    State,
    TakeBackDraft,
    UnitsDraft,
    UnitsFound,
)
from deskapp.domain.common import Change, Hit, Option, Query, Turn, Waiting
from deskapp.domain.directory import UnitEvent
from deskapp.domain.people import COUNTER
from deskapp.domain.reception import ReasonDraft
from deskapp.errors import Invalid, Problem
from deskapp.models.calls import CallAttemptRow, CallLineRow, CallList
from deskapp.services import call_reads, call_units, deadlines
from deskapp.services.call_units import Reachable
from deskapp.services.register import RegisterService
from deskapp.services.tokens import Searchable
from deskapp.services.verbs import Tx, reads, writes


class CallService(RegisterService[CallList, CallRow]):
    """A list of units to be phoned; each call is written down, the outcome reported."""

    name = REGISTER
    prefix = PREFIX
    lifecycle = LIFECYCLE
    model = CallList
    late_chip = "late"
    clock_reads = ("title", "total", "tried")

    # The list.

    @writes(COUNTER)
    def make(self, tx: Tx, draft: CallListDraft) -> Change:
        """Make a list; contact and phone come from the directory as it is now."""
        if before := self.same_client(tx, draft.client_id):
            return before
        problems = self.problems(tx, draft)
        found = call_units.chosen(tx, draft, problems)
        self.validated(tx, draft, *problems)
        row = CallList(
            state=State.OPEN, kind=draft.kind, saved_as=draft.save_as.strip(), created_at=tx.now,
            recorder_id=tx.staff_id, total=len(found),
        )  # fmt: skip
        self._say(tx, row, draft)
        change = self.create(tx, row, draft.client_id)
        tx.session.add_all(_line(row.id, unit) for unit in found)
        return change

    def _say(self, tx: Tx, row: CallList, draft: CallListDraft | AmendDraft) -> None:
        row.title, row.ordered_by, row.say = draft.title.strip(), draft.ordered_by.strip(), draft.say.strip()
        if draft.due_at == row.done_by:
            return
        row.done_by = draft.due_at
        if draft.due_at is not None:
            deadlines.by_hand(tx, row, "call", draft.due_at)
        else:
            deadlines.stop(tx, row)

    @writes(COUNTER)
    def amend(self, tx: Tx, id: int, version: int, draft: AmendDraft) -> Change:
        """Put right what a list says of itself; its time may be set anew or dropped."""
        self.problems(tx, draft)
        kept = self.load(tx, id)
        past = draft.due_at is not None and draft.due_at != kept.done_by and draft.due_at <= tx.now
        problems = [Problem("due_at", "in_past", {"value": draft.due_at})] if past else []
        row: CallList = self.step(tx, id, version, "", draft, *problems)
        before = self.searchable(row)
        self._say(tx, row, draft)
        self.save(tx, row, before)
        return self.changed(tx, row)

    @writes(COUNTER)
    def add_units(self, tx: Tx, id: int, version: int, draft: UnitsDraft) -> Change:
        """Further units; those on the list stay as they are, one that was taken off comes back."""
        problems = self.problems(tx, draft)
        wanted = call_units.chosen(tx, draft, problems)
        there = {line.unit_id: line for line in self._lines(tx, id)}
        fresh = [unit for unit in wanted if unit.unit_id not in there]
        back = [line for unit in wanted if (line := there.get(unit.unit_id)) is not None and line.removed]
        if not problems and not fresh and not back:
            problems.append(Problem("scope", "nothing_changed"))
        row: CallList = self.step(tx, id, version, "", draft, *problems)
        tx.session.add_all(_line(id, unit) for unit in fresh)
        row.total += len(fresh)
        for line in back:
            line.removed = ""
            _count(row, line, 1)
        self.save(tx, row, more={"added": [None, len(fresh) + len(back)]})
        return self.changed(tx, row)

    @writes(COUNTER)
    def remove(self, tx: Tx, id: int, version: int, draft: RemoveDraft) -> Change:
        """Take a unit off, with the reason; its line stays to be seen."""
        self.problems(tx, draft)
        line, problems = self._find(tx, id, draft.unit)
        row: CallList = self.step(tx, id, version, "", draft, *problems)
        assert line is not None
        _count(row, line, -1)
        line.removed = draft.reason.strip()
        self.save(tx, row, more={"unit": [None, line.unit_code], "reason": [None, line.removed]})
        return self.changed(tx, row)

    # The calls. From the board they carry no version: two people may call from one list, each from the top of it.

    @writes(COUNTER)
    def call(self, tx: Tx, id: int, draft: CallDraft, version: int | None = None) -> Change:
        """One call and what came of it."""
        self.problems(tx, draft)
        line, problems = self._find(tx, id, draft.unit)
        if draft.result is Result.TO_CALL:
            problems.append(Problem("result", "a_result"))
        if line is not None and draft.attempts not in {None, line.attempts}:
            problems.append(Problem("unit", "called_meanwhile", {"value": line.unit_code}))
        row: CallList = self.step(tx, id, self.load(tx, id, version).version, "", draft, *problems)
        assert line is not None
        call = CallAttemptRow(
            line_id=line.id, at=tx.now, by_id=tx.staff_id, result=draft.result, words=draft.words.strip()
        )
        tx.session.add(call)
        _count(row, line, -1)
        before, line.attempts = line.result, line.attempts + 1
        _stands(line, call)
        _count(row, line, 1)
        more = {
            "unit": [None, line.unit_code],
            "result": [before.value, line.result.value],
            "words": [None, call.words],
        }
        self.save(tx, row, more=more)
        return self.changed(tx, row)

    @writes(COUNTER)
    def take_back(self, tx: Tx, id: int, draft: TakeBackDraft, version: int | None = None) -> Change:
        """The last call to a unit was written down by mistake: it is marked so, and what came before it stands."""
        self.problems(tx, draft)
        line, problems = self._find(tx, id, draft.unit)
        calls: Sequence[CallAttemptRow] = ()
        if line is not None:
            standing = (CallAttemptRow.line_id == line.id, CallAttemptRow.taken_back.is_(False))
            calls = tx.session.scalars(select(CallAttemptRow).where(*standing).order_by(CallAttemptRow.id)).all()
            problems += [] if calls else [Problem("unit", "not_called", {"value": line.unit_code})]
        row: CallList = self.step(tx, id, self.load(tx, id, version).version, "", draft, *problems)
        assert line is not None
        calls[-1].taken_back = True
        _count(row, line, -1)
        line.attempts -= 1
        _stands(line, calls[-2] if len(calls) > 1 else None)
        _count(row, line, 1)
        more = {"unit": [None, line.unit_code], "result": [calls[-1].result.value, line.result.value]}
        self.save(tx, row, more=more)
        return self.changed(tx, row)

    def _find(self, tx: Tx, id: int, code: str) -> tuple[CallLineRow | None, list[Problem]]:
        """The line of a unit that is to be phoned, or why there is none."""
        code = code.strip()
        if not code:
            return None, []  # the draft's own check says that it is missing
        asked = select(CallLineRow).where(CallLineRow.list_id == id, CallLineRow.unit_code == code)
        line = tx.session.scalars(asked).first()
        if line is None:
            return None, [Problem("unit", "not_on_list", {"value": code[:40]})]
        return line, [Problem("unit", "off_list", {"value": code})] if line.removed else []

    def _lines(self, tx: Tx, id: int) -> Sequence[CallLineRow]:
        return tx.session.scalars(select(CallLineRow).where(CallLineRow.list_id == id).order_by(CallLineRow.id)).all()

    # Its end.

    @writes(COUNTER)
    def report(self, tx: Tx, id: int, version: int, draft: ReportDraft) -> Change:
        """Report the outcome: every unit was tried, or it is said why not [001·1·4.9]."""
        self.problems(tx, draft)
        kept = self.load(tx, id)
        left = kept.total - kept.tried
        problems = [Problem("reason", "not_all_called", {"count": left})] if left and not draft.reason.strip() else []
        row: CallList = self.step(tx, id, version, "", draft, *problems)
        row.outcome, row.report_to = draft.outcome.strip(), draft.report_to.strip()
        row.untried_reason, row.reported_at = draft.reason.strip(), tx.now
        deadlines.stop(tx, row)
        self.save(tx, row)
        return self.changed(tx, row)

    @writes(COUNTER)
    def reopen(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """Go on calling: what was reported stands in the history."""
        row: CallList = self.step(tx, id, version, "", draft)
        row.outcome = row.report_to = row.untried_reason = ""
        row.reported_at = None
        if row.done_by is not None:
            deadlines.by_hand(tx, row, "call", row.done_by)
        self.save(tx, row, more={"reason": [None, draft.reason.strip()]})
        return self.changed(tx, row)

    @writes(COUNTER)
    def void(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """Void with a reason (``ALL-1``)."""
        row: CallList = self.step(tx, id, version, "", draft)
        row.void_reason = draft.reason.strip()
        deadlines.stop(tx, row)
        self.save(tx, row)
        return self.changed(tx, row)

    # Reading.

    @reads(COUNTER)
    def ids(self, tx: Tx, query: Query) -> array[int]:
        """The ids a table shows, in order."""
        return self.list_ids(tx, query)

    @reads(COUNTER)
    def rows(self, tx: Tx, ids: Sequence[int]) -> tuple[CallRow, ...]:
        """Rows of the table in the order asked."""
        return self.list_rows(tx, ids)

    @reads(COUNTER)
    def counts(self, tx: Tx) -> dict[str, int]:
        """How many lists each chip has (up to a cap)."""
        return self.count(tx, (chip for chip in CHIPS if chip != "all"))

    @reads(COUNTER)
    def detail(self, tx: Tx, id: int) -> CallDetail:
        """Everything about one list."""
        return call_reads.detail(self, tx, self.load(tx, id))

    @reads(COUNTER)
    def attempts(self, tx: Tx, line_id: int) -> tuple[CallAttempt, ...]:
        """Every call to one unit of a list."""
        return call_reads.attempts(tx, line_id)

    @reads(COUNTER)
    def choices(self, tx: Tx) -> tuple[Option, ...]:
        """Choices of units kept under a name."""
        return tuple(call_units.choices(tx))

    @reads(COUNTER)
    def units_found(self, tx: Tx, draft: UnitsDraft) -> UnitsFound:
        """What a choice of units comes to, before the list is made."""
        problems = self.problems(tx, draft)
        found = call_units.chosen(tx, draft, problems)
        if problems:
            raise Invalid(*problems)
        return UnitsFound(units=len(found), without_phone=sum(not unit.phone for unit in found))

    @staticmethod
    def participants(tx: Tx, row: CallList) -> Sequence[CallLineRow]:
        """The lines of those who take part: an activity is followed up with them [001·3·1.4]."""
        here = (CallLineRow.list_id == row.id, CallLineRow.result == Result.TAKES_PART, CallLineRow.removed == "")
        return tx.session.scalars(select(CallLineRow).where(*here).order_by(CallLineRow.id)).all()

    # What the base asks for.

    def chip(self, tx: Tx, chip: str) -> ColumnElement[bool] | None:
        """The condition of a chip."""
        return call_reads.chip(tx, chip)

    def sort_column(self, name: str) -> ColumnElement[Any]:
        """The columns a table can be sorted by."""
        columns: dict[str, Any] = {"at": CallList.created_at, "due": CallList.due_at, "handler": CallList.recorder_id}
        return columns[name] if name in columns else super().sort_column(name)

    def as_rows(self, tx: Tx, found: Sequence[CallList]) -> Iterable[CallRow]:
        """Rows as the table shows them."""
        return call_reads.as_rows(self, tx, found)

    def searchable(self, row: CallList) -> Searchable:
        """Found by number, title, who ordered it, what is said."""
        return Searchable(numbers=(row.number,), names=(row.title, row.ordered_by), texts=(row.say,))

    def as_hit(self, row: CallList) -> Hit:
        """A list as the search box shows it."""
        words = f"{row.reached} / {row.total}  {row.say[:120]}"
        return Hit(
            ref=self.ref(row), title=row.title, subtitle=words, state=f"calls.state.{row.state}", at=row.created_at
        )

    def clock_params(self, tx: Tx, row: CallList) -> dict[str, Any]:
        """Which list, and how many are left."""
        return {"number": row.number, "title": row.title, "left": row.total - row.tried}

    def waiting(self, tx: Tx, unit_id: int) -> Iterable[Waiting]:
        """The unit is to be phoned and nobody was spoken to yet: whoever stands here can be told at once."""
        unspoken = (CallLineRow.unit_id == unit_id, CallLineRow.removed == "", CallLineRow.result.not_in(SPOKEN))
        asked = select(CallList).join(CallLineRow, CallLineRow.list_id == CallList.id)
        for row in tx.session.scalars(asked.where(*unspoken, call_reads.is_open()).order_by(CallList.id).limit(5)):
            yield Waiting(
                register=REGISTER, text="waiting.calls", params={"number": row.number, "title": row.title},
                ref=self.ref(row), urgent=self.presses(tx, row), turn=Turn.ASK,
            )  # fmt: skip

    def unit_events(self, tx: Tx, unit_id: int, limit: int) -> Iterable[UnitEvent]:
        """The lists that the unit was on, the newest first, each with what came of it."""
        asked = select(CallList, CallLineRow).join(CallLineRow, CallLineRow.list_id == CallList.id)
        here = (CallLineRow.unit_id == unit_id, CallLineRow.removed == "")
        for row, line in tx.session.execute(asked.where(*here).order_by(CallList.id.desc()).limit(limit)):
            words = " ".join(part for part in (row.title, line.words) if part)
            state = f"calls.result.{line.result}"
            yield UnitEvent(at=line.called_at or row.created_at, ref=self.ref(row), title=words, state=state)


def _line(list_id: int, unit: Reachable) -> CallLineRow:
    return CallLineRow(
        list_id=list_id, unit_id=unit.unit_id, unit_code=unit.code, contact=unit.contact, phone=unit.phone
    )


def _stands(line: CallLineRow, call: CallAttemptRow | None) -> None:
    """What came of the last call that stands, or that there was none."""
    line.result = call.result if call is not None else Result.TO_CALL
    line.words = call.words if call is not None else ""
    line.called_at, line.by_id = (call.at, call.by_id) if call is not None else (None, None)


def _count(row: CallList, line: CallLineRow, by: int) -> None:
    """Count a line in (1) or out (-1) of how far its list has come."""
    row.total += by
    row.tried += by * (line.attempts > 0)
    row.reached += by * (line.result in SPOKEN)
    row.joining += by * (line.result is Result.TAKES_PART)


SERVICE = CallService
