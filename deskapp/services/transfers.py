"""Keys handed to an owner at move-in, left here in trust, taken back [001·1·4.5.1.2, 4.5.5] (``KEY-5``)."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement

from deskapp.domain.common import Caution, Change, Hit, Query, Ref, TodayItem, Waiting
from deskapp.domain.directory import UnitEvent, UnitState
from deskapp.domain.entry import EntryLine
from deskapp.domain.people import COUNTER
from deskapp.domain.reception import ReasonDraft
from deskapp.domain.transfers import (
    CHIPS,
    LIFECYCLE,
    PREFIX,
    REGISTER,
    AmendDraft,
    Kind,
    Known,
    SignDraft,
    State,
    TransferDetail,
    TransferDraft,
    TransferRow,
)
from deskapp.errors import Invalid, Problem
from deskapp.models.directory import Unit
from deskapp.models.transfers import Transfer
from deskapp.services import directory_codes as codes
from deskapp.services import entry_lines, key_moves, times, transfer_checks, transfer_reads, transfer_sets
from deskapp.services.register import RegisterService
from deskapp.services.tokens import Searchable
from deskapp.services.verbs import Tx, reads, writes


class TransferService(RegisterService[Transfer, TransferRow]):
    """Every time keys changed hands between the office and an owner."""

    name = REGISTER
    prefix = PREFIX
    lifecycle = LIFECYCLE
    model = Transfer
    late_chip = "ended"

    @writes(COUNTER)
    def record(self, tx: Tx, draft: TransferDraft) -> Change:
        """Keys change hands, itemised and signed for; their sets follow in the same transaction (``KEY-5``)."""
        if before := self.same_client(tx, draft.client_id):
            return before
        problems = self.problems(tx, draft)
        unit = self.unit(tx, draft.unit, problems)
        id_number = transfer_checks.id_number(tx, draft, problems)
        problems += transfer_checks.contradictions(draft)
        bundles = transfer_sets.planned(self.core, tx, draft, unit, problems)
        latest, what = key_moves.last(tx, (each.row.id for each in bundles if each.row is not None))
        problems += times.not_before("happened_at", draft.happened_at, latest, what)
        self.validated(tx, draft, *problems)
        assert unit is not None
        at = draft.happened_at or tx.now
        row = self._row(tx, draft, unit, max(at, latest) if latest else at)
        row.id_type, row.id_number = draft.id_type, id_number
        row.items, row.keys = "；".join(each.said() for each in bundles), sum(each.count for each in bundles)
        masked = {"id_number": [None, codes.mask(id_number)]} if id_number else None
        self.create(tx, row, draft.client_id, more=masked)
        transfer_sets.carried_out(self.core, tx, row, unit, bundles)
        if row.kind is Kind.HANDED_OVER:
            self._ended(tx, row)
            if unit.state is UnitState.VACANT:
                tx.cautions.append(Caution("unit_still_vacant", {"unit": unit.code}))
        return self.changed(tx, row)

    @staticmethod
    def _row(tx: Tx, draft: TransferDraft, unit: Unit, at: datetime) -> Transfer:
        trust = draft.kind is Kind.ENTRUSTED
        return Transfer(
            state=State.SIGNED if draft.signed else State.RECORDED, kind=draft.kind, unit_id=unit.id,
            unit_code=unit.code, resident_id=draft.resident_id, resident=draft.resident.strip(),
            phone=draft.phone.strip(), relation=draft.relation, instruction=draft.instruction.strip() if trust else "",
            until=draft.until if trust else None, note=draft.note.strip(), at=at, recorded_at=max(tx.now, at),
            happened_reason=draft.happened_reason.strip() if draft.happened_at else "", recorder_id=tx.staff_id,
            signed_at=at if draft.signed else None, void_reason="",
        )  # fmt: skip

    def _ended(self, tx: Tx, row: Transfer) -> None:
        """A trust is over once the owner has taken everything back."""
        for trust in transfer_sets.trusts(tx, row, ended=False):
            trust.returned_at = transfer_sets.gone_at(tx, trust)
            if trust.returned_at is not None:
                self._follows(tx, trust, "take_back", row)

    def _follows(self, tx: Tx, trust: Transfer, verb: str, cause: Transfer) -> None:
        self.save(tx, trust, verb=f"{self.name}.{verb}", more={"number": [None, cause.number]})
        tx.also.append(self.ref(trust))

    @writes(COUNTER)
    def sign(self, tx: Tx, id: int, version: int, draft: SignDraft) -> Change:
        """The resident signed for it."""
        self.problems(tx, draft)
        problems = transfer_checks.not_before(self.load(tx, id), draft.signed_at)
        row: Transfer = self.step(tx, id, version, "", draft, *problems)
        row.signed_at = draft.signed_at
        self.save(tx, row)
        return self.changed(tx, row)

    @writes(COUNTER)
    def amend(self, tx: Tx, id: int, version: int, draft: AmendDraft) -> Change:
        """Put right who it was and what the owner asks; the keys stay as they were itemised."""
        row: Transfer = self.load(tx, id, version)
        before = self.searchable(row)
        problems = transfer_checks.of_trust(row.kind, draft.instruction, draft.until)
        row = self.step(tx, id, version, "", draft, *problems)
        row.resident, row.phone, row.relation = draft.resident.strip(), draft.phone.strip(), draft.relation
        row.note = draft.note.strip()
        if row.kind is Kind.ENTRUSTED:
            row.instruction, row.until = draft.instruction.strip(), draft.until
        self.save(tx, row, before)
        return self.changed(tx, row)

    @writes(COUNTER)
    def void(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """Void with a reason; every set is again where it was, or it is said why that cannot be (``ALL-1``)."""
        row: Transfer = self.load(tx, id, version)
        stands = row.state is not State.VOIDED
        row = self.step(tx, id, version, "", draft, *(transfer_sets.not_undone(tx, row) if stands else ()))
        row.void_reason = draft.reason.strip()
        transfer_sets.undone(self.core, tx, row, row.void_reason)
        self.save(tx, row)
        for trust in transfer_sets.trusts(tx, row, ended=True) if row.kind is Kind.HANDED_OVER else ():
            trust.returned_at = None
            self._follows(tx, trust, "keep_on", row)
        return self.changed(tx, row)

    # Reading.

    @reads(COUNTER)
    def known(self, tx: Tx, unit: str) -> Known:
        """What is known of a unit before anything is typed: its people, its sets here and with the owner."""
        problems: list[Problem] = []
        found = self.unit(tx, unit, problems)
        if found is None:
            raise Invalid(*problems, Problem("unit", "required")) if not problems else Invalid(*problems)
        return transfer_reads.known(tx, found)

    @reads(COUNTER)
    def ids(self, tx: Tx, query: Query) -> array[int]:
        """The ids a table shows, in order."""
        return self.list_ids(tx, query)

    @reads(COUNTER)
    def rows(self, tx: Tx, ids: Sequence[int]) -> tuple[TransferRow, ...]:
        """Rows of the table in the order asked."""
        return self.list_rows(tx, ids)

    @reads(COUNTER)
    def counts(self, tx: Tx) -> dict[str, int]:
        """How many entries each chip has (up to a cap)."""
        return self.count(tx, (chip for chip in CHIPS if chip != "all"))

    @reads(COUNTER)
    def detail(self, tx: Tx, id: int) -> TransferDetail:
        """Everything about one entry."""
        return transfer_reads.detail(self, tx, self.load(tx, id))

    def chip(self, tx: Tx, chip: str) -> ColumnElement[bool] | None:
        """The condition of a chip."""
        return transfer_reads.chip(tx, chip)

    def sort_column(self, name: str) -> ColumnElement[Any]:
        """The columns a table can be sorted by."""
        columns: dict[str, Any] = {"unit": Transfer.unit_code, "handler": Transfer.recorder_id}
        return columns[name] if name in columns else super().sort_column(name)

    def as_rows(self, tx: Tx, found: Sequence[Transfer]) -> Iterable[TransferRow]:
        """Rows as the table shows them."""
        return transfer_reads.as_rows(self, tx, found)

    def searchable(self, row: Transfer) -> Searchable:
        """Found by number, unit, resident, phone, keys and what the owner asks."""
        return Searchable(
            numbers=(row.number,), codes=(row.unit_code,), names=(row.resident,), texts=(row.items, row.instruction),
            phones=(row.phone,),
        )  # fmt: skip

    def as_hit(self, row: Transfer) -> Hit:
        """An entry as the search box shows it."""
        title = f"{row.unit_code} · {row.resident}"
        state = f"transfers.state.{row.state}"
        return Hit(ref=self.ref(row), title=title, subtitle=row.items[:120], state=state, at=row.at)

    def linked(self, tx: Tx, register: str, id: int) -> Iterable[Ref]:
        """The entries that name a set."""
        return transfer_reads.linked(self, tx, register, id)

    def today(self, tx: Tx) -> Iterable[TodayItem]:
        """Papers still to be signed, keys kept longer than their owner asked."""
        return transfer_reads.today(tx)

    def waiting(self, tx: Tx, unit_id: int) -> Iterable[Waiting]:
        """The unit's keys that are here in trust, and what their owner asks (``REC-1``)."""
        return transfer_reads.waiting(self, tx, unit_id)

    def unit_events(self, tx: Tx, unit_id: int, limit: int) -> Iterable[UnitEvent]:
        """The unit's entries, the newest first."""
        return transfer_reads.unit_events(self, tx, unit_id, limit)

    def entered(self, tx: Tx, unit_id: int, since: datetime, until: datetime) -> Iterable[EntryLine]:
        """Whoever the unit's keys were handed to has them from then on (``KEY-8``)."""
        return entry_lines.of_transfers(self, tx, unit_id, since, until)


SERVICE = TransferService
