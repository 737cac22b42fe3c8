"""Handovers: gathered, counted, looked at, confirmed by both with their PIN, signed [001·5·4.2] (``DUTY-4``)."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, true

from deskapp.domain.common import Change, Hit, Option, Query, Ref, TodayItem
from deskapp.domain.duty_log import Kind
from deskapp.domain.handovers import (
    CHIPS,
    LIFECYCLE,
    PREFIX,
    REGISTER,
    GiveDraft,
    HandoverDetail,
    HandoverDraft,
    HandoverRow,
    LetPassDraft,
    PrepareDraft,
    SignDraft,
    State,
    TakeDraft,
)
from deskapp.domain.journal import Finding
from deskapp.domain.people import COUNTER_AND_STEWARD, OFFICE
from deskapp.domain.reception import ReasonDraft
from deskapp.errors import DeskError, Problem
from deskapp.models.handovers import Handover, MustReadNote
from deskapp.models.staff import Staff
from deskapp.services import countersign, duty_chain, handover_reads, handover_times, must_read_reads, times
from deskapp.services import handover_parts as parts
from deskapp.services.duty_log import DutyLogService
from deskapp.services.must_read import MustReadService
from deskapp.services.register import RegisterService
from deskapp.services.tokens import Searchable
from deskapp.services.verbs import Tx, reads, writes


class HandoverService(RegisterService[Handover, HandoverRow]):
    """One handover after another, never two at once.

    Whoever begins one gives it, with the own PIN; whoever takes it gives theirs. Both may stand at one screen: the PIN
    says who confirms, whoever is signed in.
    """

    name = REGISTER
    prefix = PREFIX
    lifecycle = LIFECYCLE
    model = Handover

    def readable(self, tx: Tx) -> ColumnElement[bool]:
        """Whoever stands at the counter takes over all of it, of whatever area."""
        return true()

    def own_area(self, tx: Tx, unit_id: int | None, code: str) -> None:
        """It belongs to no area."""

    # Preparing.

    @writes(COUNTER_AND_STEWARD)
    def begin(self, tx: Tx, draft: HandoverDraft) -> Change:
        """Begin to hand over: everything gathers by itself, the counts are laid out (``DUTY-4``, ``DUTY-7``)."""
        if before := self.same_client(tx, draft.client_id):
            return before
        self.validated(tx, draft)
        if (other := handover_reads.running(tx)) is not None:
            raise DeskError("handover_under_way", number=other.number)
        duty = handover_times.duty_of(tx, tx.staff_id, tx.now)
        row = Handover(
            state=State.OPEN, outgoing_id=tx.staff_id, shift=duty.shift if duty else "", begun_at=tx.now,
            gathered_at=tx.now, note=draft.note.strip(), open_matters=0,
        )  # fmt: skip
        handed = parts.gathered(self.core, tx)
        row.open_matters = parts.matters(handed)
        change = self.create(tx, row, draft.client_id)
        parts.keep(tx, row, handed)
        parts.lay_out(tx, row, parts.figures(self.core, tx))
        return change

    @writes(COUNTER_AND_STEWARD)
    def prepare(self, tx: Tx, id: int, version: int, draft: PrepareDraft) -> Change:
        """Keep what was counted, looked at and noted so far: nothing of it is lost, whatever happens."""
        problems = [*self.problems(tx, draft), *parts.line_problems(draft)]
        row: Handover = self.step(tx, id, version, "", draft, *problems)
        row.note, before = draft.note.strip(), parts.words(tx, row, parts.checked(tx, row))
        parts.count(tx, row, draft.counts, parts.figures(self.core, tx))
        parts.look(tx, row, draft.checks)
        self.save(tx, row, more=parts.said(before, parts.words(tx, row, draft.checks)))
        return self.changed(tx, row)

    @writes(COUNTER_AND_STEWARD)
    def gather(self, tx: Tx, id: int, version: int) -> Change:
        """Gather anew; what the supervisor let pass stays let pass."""
        row: Handover = self.step(tx, id, version)
        parts.keep(tx, row, parts.anew(self.core, tx, parts.items(tx, row)))
        self.save(tx, row)
        return self.changed(tx, row)

    @writes(COUNTER_AND_STEWARD)
    def let_pass(self, tx: Tx, id: int, version: int, draft: LetPassDraft) -> Change:
        """The supervisor lets pass what stands in the way now, signed in or by PIN; never the one who gives."""
        self.problems(tx, draft)
        row: Handover = self.load(tx, id)
        handed, counts = handover_reads.now(self, tx, row)
        standing = [each for each in parts.obstacles(handed, counts, ()) if each.passable]
        problems = [] if standing else [Problem("reason", "handover_nothing_to_pass")]
        office = tx.acts_as(OFFICE) and draft.supervisor_id in (None, tx.staff_id)
        if not office:
            problems += [Problem("supervisor_id", "required")] if draft.supervisor_id is None else []
            problems += [] if draft.pin else [Problem("pin", "required")]
        if (tx.staff_id if office else draft.supervisor_id) == row.outgoing_id:
            problems.append(Problem("supervisor_id", "handover_own_pass"))
        row = self.step(tx, id, version, "", draft, *problems)
        by = tx.staff_id
        if not office:
            by = countersign.person(tx, self.core, draft.supervisor_id, draft.pin, OFFICE, field="supervisor_id").id
        row.passed_by_id, row.passed_at = by, tx.now
        row.passed_reason = "\n".join(filter(None, (row.passed_reason, draft.reason.strip())))
        parts.let_pass(tx, row, handed, counts)
        self.save(tx, row)
        return self.changed(tx, row)

    # Confirming.

    @writes(COUNTER_AND_STEWARD)
    def give(self, tx: Tx, id: int, version: int, draft: GiveDraft) -> Change:
        """Whoever began it confirms with the own PIN, once nothing stands in its way any more [001·5·4.2.2.4]."""
        self.problems(tx, draft)
        row: Handover = self.load(tx, id)
        handed, counts = handover_reads.now(self, tx, row)
        standing = parts.obstacles(handed, counts, parts.checked(tx, row))
        blocked = [Problem("pin", f"handover_{each.code}", each.params) for each in standing]
        row = self.step(tx, id, version, "", draft, *(blocked if row.state is State.OPEN else ()))
        row.given_at = tx.now
        countersign.person(tx, self.core, row.outgoing_id, draft.pin, COUNTER_AND_STEWARD, field="pin")
        parts.keep(tx, row, handed)
        parts.settle(tx, row, counts)
        row.sealed = parts.seal(tx, row)
        self.save(tx, row)
        return self.changed(tx, row)

    @writes(COUNTER_AND_STEWARD)
    def take(self, tx: Tx, id: int, version: int, draft: TakeDraft) -> Change:
        """Somebody else takes over, having read what must be read; the log keeps it (``DUTY-3``, ``DUTY-8``)."""
        self.problems(tx, draft)
        row: Handover = self.load(tx, id)
        problems = []
        if draft.incoming_id == row.outgoing_id:
            problems.append(Problem("incoming_id", "handover_same_person"))
        elif unread := self._unread(tx, draft):
            titles = "、".join(note.title for note in unread[:3])
            problems.append(Problem("incoming_id", "handover_unread", {"count": len(unread), "titles": titles}))
        row = self.step(tx, id, version, "", draft, *problems)
        row.incoming_id, row.taken_at, row.remark = draft.incoming_id, tx.now, draft.remark.strip()
        self._headed(tx, row)
        incoming = countersign.person(
            tx, self.core, draft.incoming_id, draft.pin, COUNTER_AND_STEWARD, field="incoming_id"
        )
        self._read(tx, incoming)
        row.late_minutes = handover_times.late_minutes(tx, row.outgoing_id, incoming.id)
        self._log(tx, row)
        self.save(tx, row)
        return self.changed(tx, row)

    @staticmethod
    def _unread(tx: Tx, draft: TakeDraft) -> list[MustReadNote]:
        """What the incoming person has still to read, and did not read while taking over."""
        unread = must_read_reads.unread(tx, draft.incoming_id) if draft.incoming_id is not None else []
        return [note for note in unread if note.id not in draft.read]

    def _read(self, tx: Tx, incoming: Staff) -> None:
        """Their name stands with the notes they read here, under whoever's sign-in (``DUTY-8``)."""
        for note in must_read_reads.unread(tx, incoming.id):
            self.core.service(MustReadService).read_by(tx, note, incoming)

    def _log(self, tx: Tx, row: Handover) -> None:
        """The duty log's own entry of it; its head is the one that is printed."""
        names = self.staff_names(tx, (row.outgoing_id, row.incoming_id))
        who = f"{names[row.outgoing_id]} → {names[row.incoming_id]}"
        text = " · ".join(filter(None, (row.shift, who, row.note, row.remark)))
        said = {"text": text, "number": row.number}
        self.core.service(DutyLogService).append(tx, Kind.HANDOVER, said, about=Ref(REGISTER, row.id, row.number))
        self._headed(tx, row)

    @staticmethod
    def _headed(tx: Tx, row: Handover) -> None:
        with tx.session.no_autoflush:
            head = duty_chain.head(tx)
        row.head_seq, row.head_count, row.head_at = head.seq, head.count, head.at
        row.head_hash = bytes.fromhex(head.hash)

    # Afterwards.

    @writes(COUNTER_AND_STEWARD)
    def sign(self, tx: Tx, id: int, version: int, draft: SignDraft) -> Change:
        """The printed sheet is signed by both [001·5·4.2.2.3]."""
        self.problems(tx, draft)
        taken = self.load(tx, id).taken_at
        early = times.not_before("signed_at", draft.signed_at, taken, f"{REGISTER}.field.taken_at") if taken else ()
        row: Handover = self.step(tx, id, version, "", draft, *early)
        row.signed_at = draft.signed_at
        self.save(tx, row)
        return self.changed(tx, row)

    @writes(COUNTER_AND_STEWARD)
    def reopen(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """Something was forgotten before anybody took over: it is prepared on, and given once more."""
        row: Handover = self.step(tx, id, version, "", draft)
        row.given_at = row.sealed = None
        self.save(tx, row, more={"reason": [None, draft.reason.strip()]})
        return self.changed(tx, row)

    @writes(COUNTER_AND_STEWARD)
    def void(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """Void with a reason (``ALL-1``); one that was taken only by the office, and the log keeps its entry."""
        row: Handover = self.step(tx, id, version, "", draft)
        row.void_reason = draft.reason.strip()
        self.save(tx, row)
        return self.changed(tx, row)

    # Reading.

    @reads(COUNTER_AND_STEWARD)
    def current(self, tx: Tx) -> Ref | None:
        """The handover under way."""
        row = handover_reads.running(tx)
        return self.ref(row) if row is not None else None

    @reads(COUNTER_AND_STEWARD)
    def takers(self, tx: Tx) -> tuple[Option, ...]:
        """Who may take over, whoever is on duty next first."""
        return handover_reads.takers(self, tx)

    @reads(COUNTER_AND_STEWARD)
    def supervisors(self, tx: Tx) -> tuple[Option, ...]:
        """Who may let something pass."""
        return tuple(handover_reads.people(tx, OFFICE))

    @reads(COUNTER_AND_STEWARD)
    def ids(self, tx: Tx, query: Query) -> array[int]:
        """The ids a table shows, in order."""
        return self.list_ids(tx, query)

    @reads(COUNTER_AND_STEWARD)
    def rows(self, tx: Tx, ids: Sequence[int]) -> tuple[HandoverRow, ...]:
        """Rows of the table in the order asked."""
        return self.list_rows(tx, ids)

    @reads(COUNTER_AND_STEWARD)
    def counts(self, tx: Tx) -> dict[str, int]:
        """How many handovers each chip has (up to a cap)."""
        return self.count(tx, (chip for chip in CHIPS if chip != "all"))

    @reads(COUNTER_AND_STEWARD)
    def detail(self, tx: Tx, id: int) -> HandoverDetail:
        """Everything about one handover."""
        return handover_reads.detail(self, tx, self.load(tx, id))

    # What the base asks for.

    def chip(self, tx: Tx, chip: str) -> ColumnElement[bool] | None:
        """The condition of a chip."""
        return handover_reads.chip(chip)

    def sort_column(self, name: str) -> ColumnElement[Any]:
        """The columns a table can be sorted by."""
        columns: dict[str, Any] = {
            "at": Handover.begun_at, "outgoing": Handover.outgoing_id, "incoming": Handover.incoming_id,
            "handler": Handover.outgoing_id, "passed": Handover.passed_at,
        }  # fmt: skip
        return columns[name] if name in columns else super().sort_column(name)

    def as_rows(self, tx: Tx, found: Sequence[Handover]) -> Iterable[HandoverRow]:
        """Rows as the table shows them."""
        return handover_reads.as_rows(self, tx, found)

    def searchable(self, row: Handover) -> Searchable:
        """Found by number, shift and what was noted."""
        return Searchable(numbers=(row.number,), texts=(row.shift, row.note))

    def as_hit(self, row: Handover) -> Hit:
        """A handover as the search box shows it."""
        state = f"{REGISTER}.state.{row.state}"
        title = " · ".join(filter(None, (f"{row.begun_at.astimezone():%Y-%m-%d}", row.shift)))
        return Hit(ref=self.ref(row), title=title, subtitle=row.note[:120], state=state, at=row.begun_at)

    def prove(self, tx: Tx) -> Iterable[Finding]:
        """What was handed over is still what stands there (``DUTY-4``)."""
        return parts.unsealed(tx)

    def today(self, tx: Tx) -> Iterable[TodayItem]:
        """The handover under way, the end of the own shift, papers to be signed."""
        return handover_reads.today(self, tx)


SERVICE = HandoverService
