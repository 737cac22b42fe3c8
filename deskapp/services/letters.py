"""Letters and newspapers: taken in by building, sorted, told of, signed for by area [001·1·4.2] (``MAIL-1``)."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from deskapp.domain.common import Change, Hit, Query
from deskapp.domain.letters import (
    CHIPS,
    LIFECYCLE,
    PREFIX,
    REGISTER,
    RULE,
    AmendDraft,
    LetterDetail,
    LetterDraft,
    LetterList,
    LetterPlace,
    LetterRow,
    NotifyDraft,
    SignDraft,
    State,
    UnsignDraft,
)
from deskapp.domain.people import COUNTER, COUNTER_AND_STEWARD, OFFICE
from deskapp.domain.reception import ReasonDraft
from deskapp.errors import NotAllowed
from deskapp.models.letters import LetterBatch, LetterLineRow
from deskapp.services import deadlines, handed_things, letter_checks, letter_reads, times
from deskapp.services.letter_checks import Counted
from deskapp.services.register import RegisterService
from deskapp.services.tokens import Searchable
from deskapp.services.verbs import Tx, reads, writes


class LetterService(RegisterService[LetterBatch, LetterRow]):
    """Every delivery of letters and newspapers, and who took which part of it."""

    name = REGISTER
    prefix = PREFIX
    lifecycle = LIFECYCLE
    model = LetterBatch
    late_chip = "waiting"
    handed_over = handed_things.letters
    clock_reads = ("waiting_for",)

    @writes(COUNTER)
    def receive(self, tx: Tx, draft: LetterDraft) -> Change:
        """A delivery came: looked at, counted by building; its stewards have the day to fetch it (``MAIL-1``)."""
        if before := self.same_client(tx, draft.client_id):
            return before
        problems = self.problems(tx, draft)
        found = letter_checks.counted(tx, draft.lines, problems)
        problems += letter_checks.contradictions(draft)
        self.validated(tx, draft, *problems)
        at = draft.happened_at or tx.now
        row = LetterBatch(
            state=State.RECEIVED, at=at, recorded_at=max(tx.now, at), recorder_id=tx.staff_id, void_reason="",
            happened_reason=draft.happened_reason.strip() if draft.happened_at else "",
        )  # fmt: skip
        lines = [_line(one) for one in found]
        self._say(tx, row, draft, lines)
        deadlines.start(tx, self.core, row, "collect", RULE, row.at)
        change = self.create(tx, row, draft.client_id, more={"lines": [None, said(found)]})
        for line in lines:
            line.batch_id = row.id
        tx.session.add_all(lines)
        return change

    @staticmethod
    def _say(tx: Tx, row: LetterBatch, draft: LetterDraft | AmendDraft, lines: Sequence[LetterLineRow]) -> None:
        row.source, row.deliverer, row.note = draft.source, draft.deliverer.strip(), draft.note.strip()
        row.condition, row.damage = draft.condition, draft.damage.strip()
        row.letters, row.newspapers = sum(line.letters for line in lines), sum(line.newspapers for line in lines)
        row.waiting_for = letter_reads.waits_for(tx, lines)

    @writes(COUNTER)
    def notify(self, tx: Tx, id: int, version: int, draft: NotifyDraft) -> Change:
        """It is sorted and the stewards are told, or told once more [001·1·4.2.2, 4.2.3]."""
        self.problems(tx, draft)
        kept = self.load(tx, id)
        problems = times.not_before("notified_at", draft.notified_at, kept.at, "letters.field.at")
        row: LetterBatch = self.step(tx, id, version, "", draft, *problems)
        row.means, row.notified_at = draft.means, draft.notified_at
        self.save(tx, row, more={"areas": [None, row.waiting_for]})
        return self.changed(tx, row)

    @writes(COUNTER_AND_STEWARD)
    def sign(self, tx: Tx, id: int, version: int, draft: SignDraft) -> Change:
        """An area's share was fetched and signed for; nothing leaves without a signature (``MAIL-1``)."""
        problems = self.problems(tx, draft)
        kept = self.load(tx, id)
        lines = letter_reads.lines_of(tx, id)
        found = letter_checks.signature(tx, kept, lines, draft, problems)
        left = [line for line in lines if line.signed_at is None and line not in found.share]
        row: LetterBatch = self.step(tx, id, version, State.PART if left else State.SIGNED, draft, *problems)
        for line in found.share:
            line.signed_at, line.recorder_id = draft.signed_at, tx.staff_id
            line.signer_id, line.signer = found.signer_id, found.signer
        self._signed(tx, row, lines)
        self.save(tx, row, more={"area": [None, found.area], "signer": [None, found.signer]})
        return self.changed(tx, row)

    @staticmethod
    def _signed(tx: Tx, row: LetterBatch, lines: Sequence[LetterLineRow]) -> None:
        """Who still has to sign; with the last signature the clock stops."""
        row.waiting_for = letter_reads.waits_for(tx, lines)
        if row.state is State.SIGNED:
            row.signed_at = max(line.signed_at for line in lines if line.signed_at is not None)
            deadlines.stop(tx, row, row.signed_at)

    @writes(OFFICE)
    def unsign(self, tx: Tx, id: int, version: int, draft: UnsignDraft) -> Change:
        """A signature was written down by mistake: the share waits again, its steward has today to fetch it."""
        problems = self.problems(tx, draft)
        self.load(tx, id)
        lines = letter_reads.lines_of(tx, id)
        share = letter_checks.taken_back(tx, lines, draft.area_id, problems)
        others = [line for line in lines if line.signed_at is not None and line not in share]
        row: LetterBatch = self.step(tx, id, version, State.PART if others else State.NOTIFIED, draft, *problems)
        was = share[0].signer
        for line in share:
            line.signed_at = line.signer_id = line.recorder_id = None
            line.signer = ""
        row.signed_at, row.waiting_for = None, letter_reads.waits_for(tx, lines)
        if row.due_at is None:
            deadlines.start(tx, self.core, row, "collect", RULE)
        area = letter_checks.area_name(tx, draft.area_id)
        said = {"area": [None, area], "signer": [was, None], "reason": [None, draft.reason.strip()]}
        self.save(tx, row, more=said)
        return self.changed(tx, row)

    @writes(COUNTER)
    def amend(self, tx: Tx, id: int, version: int, draft: AmendDraft) -> Change:
        """Put right what was written down; what is signed for stays."""
        problems = self.problems(tx, draft)
        kept = self.load(tx, id)
        lines = letter_reads.lines_of(tx, id)
        found = letter_checks.counted(tx, draft.lines, problems)
        problems += letter_checks.contradictions(draft)
        problems += letter_checks.kept(lines, found, letter_reads.codes_of(tx))
        signed = {line.building_id for line in lines if line.signed_at is not None}
        done = kept.state is State.PART and signed == {one.building.id for one in found}
        row: LetterBatch = self.step(tx, id, version, State.SIGNED if done else kept.state, draft, *problems)
        before = self.searchable(row)
        lines = self._counted_anew(tx, row, lines, found)
        self._say(tx, row, draft, lines)
        self._signed(tx, row, lines)
        self.save(tx, row, before, more={"lines": [None, said(found)]})
        return self.changed(tx, row)

    @staticmethod
    def _counted_anew(
        tx: Tx, row: LetterBatch, lines: Sequence[LetterLineRow], found: Iterable[Counted]
    ) -> list[LetterLineRow]:
        """The lines as they are counted now; a building that was there keeps the area it had."""
        there = {line.building_id: line for line in lines}
        made = []
        for one in found:
            line = there.pop(one.building.id, None) or _line(one, row.id)
            line.letters, line.newspapers = one.letters, one.newspapers
            made.append(line)
        for line in there.values():
            tx.session.delete(line)
        tx.session.add_all(made)
        return made

    @writes(COUNTER)
    def void(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """Void with a reason (``ALL-1``)."""
        row: LetterBatch = self.step(tx, id, version, "", draft)
        row.void_reason, row.waiting_for = draft.reason.strip(), ""
        deadlines.stop(tx, row)
        self.save(tx, row)
        return self.changed(tx, row)

    # Reading.

    @reads(COUNTER)
    def buildings(self, tx: Tx) -> tuple[LetterPlace, ...]:
        """The buildings that are counted, area by area."""
        return letter_reads.letter_boxes(tx)

    @reads(COUNTER)
    def period(self, tx: Tx, id: int) -> LetterList:
        """The deliveries of a day (20261121) or a month (202611), for the record that is signed."""
        return letter_reads.listed(self, tx, id)

    @reads(COUNTER_AND_STEWARD)
    def ids(self, tx: Tx, query: Query) -> array[int]:
        """The ids a table shows, in order."""
        return self.list_ids(tx, query)

    @reads(COUNTER_AND_STEWARD)
    def rows(self, tx: Tx, ids: Sequence[int]) -> tuple[LetterRow, ...]:
        """Rows of the table in the order asked."""
        return self.list_rows(tx, ids)

    @reads(COUNTER_AND_STEWARD)
    def counts(self, tx: Tx) -> dict[str, int]:
        """How many deliveries each chip has (up to a cap)."""
        return self.count(tx, (chip for chip in CHIPS if chip != "all"))

    @reads(COUNTER_AND_STEWARD)
    def detail(self, tx: Tx, id: int) -> LetterDetail:
        """Everything about one delivery; to a steward, of the own area."""
        return letter_reads.detail(self, tx, self.load(tx, id))

    # What the base asks for.

    def own_row(self, tx: Tx, row: LetterBatch) -> None:
        """Refuse a steward what brought nothing for the own area: a delivery is for many units."""
        if tx.session.scalar(select(LetterBatch.id).where(LetterBatch.id == row.id, self.readable(tx))) is None:
            raise NotAllowed("not_your_area", unit=row.number)

    def readable(self, tx: Tx) -> ColumnElement[bool]:
        """A steward reads what brought something for the own area."""
        return super().readable(tx) if letter_reads.steward(tx) is None else letter_reads.of_area(tx)

    def narrowed(self, tx: Tx, asked: Select[Any]) -> Select[Any]:
        """A steward's Today has what the own area has not fetched."""
        return asked if letter_reads.steward(tx) is None else asked.where(letter_reads.to_fetch(tx))

    def chip(self, tx: Tx, chip: str) -> ColumnElement[bool] | None:
        """The condition of a chip."""
        return letter_reads.chip(tx, chip)

    def sort_column(self, name: str) -> ColumnElement[Any]:
        """The columns a table can be sorted by."""
        columns: dict[str, Any] = {"due": LetterBatch.due_at, "handler": LetterBatch.recorder_id}
        return columns[name] if name in columns else super().sort_column(name)

    def as_rows(self, tx: Tx, found: Sequence[LetterBatch]) -> Iterable[LetterRow]:
        """Rows as the table shows them."""
        return letter_reads.as_rows(self, tx, found)

    def searchable(self, row: LetterBatch) -> Searchable:
        """Found by number, postal worker, damage and note."""
        return Searchable(numbers=(row.number,), names=(row.deliverer,), texts=(row.damage, row.note))

    def as_hit(self, row: LetterBatch) -> Hit:
        """A delivery as the search box shows it."""
        words = " · ".join(part for part in (row.waiting_for, row.damage, row.note) if part)
        state = f"letters.state.{row.state}"
        return Hit(ref=self.ref(row), title=row.deliverer or row.number, subtitle=words[:120], state=state, at=row.at)

    def clock_params(self, tx: Tx, row: LetterBatch) -> dict[str, Any]:
        """Which delivery, and who has not signed yet."""
        return {"number": row.number, "areas": row.waiting_for}


def _line(one: Counted, batch_id: int | None = None) -> LetterLineRow:
    return LetterLineRow(
        batch_id=batch_id, building_id=one.building.id, area_id=one.building.area_id, letters=one.letters,
        newspapers=one.newspapers, signer="",
    )  # fmt: skip


def said(found: Iterable[Counted]) -> str:
    """A count in few characters, for the journal: building, letters, newspapers."""
    return "；".join(f"{one.building.code}：{one.letters} / {one.newspapers}" for one in found)


SERVICE = LetterService
