"""Swaps: asked, agreed to by the other, approved by the supervisor; then a new edition stands (``DUTY-2``)."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, or_, true

from deskapp.domain.common import Change, Hit, Query, Ref, TodayItem
from deskapp.domain.people import COUNTER_AND_STEWARD, EVERYONE, OFFICE
from deskapp.domain.reception import ReasonDraft
from deskapp.domain.roster import REGISTER as ROSTER
from deskapp.domain.swaps import (
    CHIPS,
    LIFECYCLE,
    PREFIX,
    REGISTER,
    ApproveDraft,
    Preview,
    State,
    SwapDetail,
    SwapDraft,
    SwapRow,
)
from deskapp.errors import Invalid, NotAllowed, Problem
from deskapp.models.swaps import Swap
from deskapp.services import swap_cells, swap_checks, swap_moves, swap_reads
from deskapp.services.register import RegisterService
from deskapp.services.roster import RosterService
from deskapp.services.tokens import Searchable
from deskapp.services.verbs import Tx, reads, writes


class SwapService(RegisterService[Swap, SwapRow]):
    """Shifts that go from one to another; never without the supervisor [001·5·4.1.5 d]."""

    name = REGISTER
    prefix = PREFIX
    lifecycle = LIFECYCLE
    model = Swap
    late_chip = "agreed"

    @writes(EVERYONE)
    def ask(self, tx: Tx, draft: SwapDraft) -> Change:
        """Ask for oneself; the office also for others. The published roster stays as it is."""
        if before := self.same_client(tx, draft.client_id):
            return before
        problems = self.problems(tx, draft)
        asked = swap_checks.understood(tx, draft, problems)
        self.validated(tx, draft, *problems)
        return self.create(tx, swap_checks.row_of(tx, draft, asked), draft.client_id)

    @writes(EVERYONE)
    def agree(self, tx: Tx, id: int, version: int) -> Change:
        """The other one agrees under the own name; for somebody who is not here the office does, never the asker."""
        row: Swap = self.step(tx, id, version)
        self._entitled(tx, row, "agree")
        row.agreed_by_id, row.agreed_at = tx.staff_id, tx.now
        self.save(tx, row)
        return self.changed(tx, row)

    @writes(OFFICE)
    def approve(self, tx: Tx, id: int, version: int, draft: ApproveDraft) -> Change:
        """It stands: a new edition of each month is published with its number; broken rules want their reason."""
        row: Swap = self.step(tx, id, version, "", draft)
        row.state = State.AGREED  # until its edition is there: the table keeps none that stands without
        self._entitled(tx, row, "approve")
        swap_moves.still_stands(tx, row)
        roster, note = self.core.service(RosterService), draft.note.strip()
        hard = sum(not each.soft for each in swap_moves.breaks(roster, tx, row))
        if hard and not note:
            raise Invalid(Problem("note", "swap_breaks", {"count": hard}))
        made = roster.exchange(tx, f"{row.number} {note}".strip(), swap_cells.moves(row))
        row.state = State.APPROVED
        row.decided_by_id, row.decided_at, row.decided_note = tx.staff_id, tx.now, note
        row.sheet_id, row.other_sheet_id = made[0].id, made[1].id if len(made) > 1 else None
        self.save(tx, row)
        return self.changed(tx, row, [Ref(ROSTER, sheet.id, f"{sheet.month}/{sheet.edition}") for sheet in made])

    @writes(OFFICE)
    def refuse(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """It cannot be, and why; the roster stays as it is."""
        row: Swap = self.step(tx, id, version, "", draft)
        self._entitled(tx, row, "refuse")
        row.decided_by_id, row.decided_at, row.decided_note = tx.staff_id, tx.now, draft.reason.strip()
        self.save(tx, row)
        return self.changed(tx, row)

    @writes(EVERYONE)
    def withdraw(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """One of the two does not want it any more, before it stands."""
        row: Swap = self.step(tx, id, version, "", draft)
        self._entitled(tx, row, "withdraw")
        row.withdrawn_reason = draft.reason.strip()
        self.save(tx, row)
        return self.changed(tx, row)

    @writes(OFFICE)
    def void(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """Void what was entered by mistake, before it stands (``ALL-1``)."""
        row: Swap = self.step(tx, id, version, "", draft)
        row.void_reason = draft.reason.strip()
        self.save(tx, row)
        return self.changed(tx, row)

    def _entitled(self, tx: Tx, row: Swap, verb: str) -> None:
        if verb not in self.may(tx, row):
            own = tx.staff_id in (row.staff_id, row.other_id) and verb != "withdraw"
            raise NotAllowed("swap_own" if own else "swap_not_yours", number=row.number, other=row.other)

    def may(self, tx: Tx, row: Swap) -> tuple[str, ...]:
        """The steps that are not somebody else's: nobody decides about an own swap or agrees in the other's place."""
        office = tx.acts_as(OFFICE)
        asker, other = tx.staff_id == row.staff_id, tx.staff_id == row.other_id
        agrees = ("agree",) if other or (office and not asker) else ()
        decides = ("approve", "refuse") if office and not (asker or other) else ()
        withdraws = ("withdraw",) if office or asker or other else ()
        return (*agrees, *decides, *withdraws, *(("void",) if office else ()))

    @reads(EVERYONE)
    def preview(self, tx: Tx, draft: SwapDraft) -> Preview:
        """What stands in the roster for a swap that is being typed, and which rules it would break."""
        problems = self.problems(tx, draft)
        asked = swap_checks.understood(tx, draft, problems)
        if swap_checks.about(problems):
            return swap_reads.preview(tx, asked.shift_id, asked.other_shift_id)
        broken = swap_moves.breaks(self.core.service(RosterService), tx, swap_checks.row_of(tx, draft, asked))
        return swap_reads.preview(tx, asked.shift_id, asked.other_shift_id, broken)

    # Reading: the counter and the stewards see everybody's, all others their own.

    def readable(self, tx: Tx) -> ColumnElement[bool]:
        """Everybody's for those who live by the roster, else those one has a part in."""
        if tx.acts_as(COUNTER_AND_STEWARD):
            return true()
        return or_(Swap.staff_id == tx.staff_id, Swap.other_id == tx.staff_id, Swap.recorder_id == tx.staff_id)

    def own_row(self, tx: Tx, row: Swap) -> None:
        """Refuse an entry of others to those who see only their own."""
        sees_all = tx.acts_as(COUNTER_AND_STEWARD)
        if not sees_all and tx.staff_id not in (row.staff_id, row.other_id, row.recorder_id):
            raise NotAllowed("swap_not_yours", number=row.number, other=row.other)

    @reads(EVERYONE)
    def ids(self, tx: Tx, query: Query) -> array[int]:
        """The ids a table shows, in order."""
        return self.list_ids(tx, query)

    @reads(EVERYONE)
    def rows(self, tx: Tx, ids: Sequence[int]) -> tuple[SwapRow, ...]:
        """Rows of the table in the order asked."""
        return self.list_rows(tx, ids)

    @reads(EVERYONE)
    def counts(self, tx: Tx) -> dict[str, int]:
        """How many swaps each chip has (up to a cap)."""
        return self.count(tx, (chip for chip in CHIPS if chip != "all"))

    @reads(EVERYONE)
    def detail(self, tx: Tx, id: int) -> SwapDetail:
        """Everything about one swap."""
        return swap_reads.detail(self, tx, self.load(tx, id))

    def chip(self, tx: Tx, chip: str) -> ColumnElement[bool] | None:
        """The condition of a chip."""
        return swap_reads.chip(tx, chip)

    def sort_column(self, name: str) -> ColumnElement[Any]:
        """The columns a table can be sorted by."""
        columns: dict[str, Any] = {"at": Swap.asked_at, "handler": Swap.recorder_id}
        return columns[name] if name in columns else super().sort_column(name)

    def as_rows(self, tx: Tx, found: Sequence[Swap]) -> Iterable[SwapRow]:
        """Rows as the table shows them."""
        return swap_reads.as_rows(self, tx, found)

    def searchable(self, row: Swap) -> Searchable:
        """Found by number, both names and reason."""
        return Searchable(numbers=(row.number,), names=(row.person, row.other), texts=(row.reason,))

    def as_hit(self, row: Swap) -> Hit:
        """A swap as the search box shows it."""
        title = f"{row.person} → {row.other} · {row.day:%Y-%m-%d}"
        state = f"swaps.state.{row.state}"
        return Hit(ref=self.ref(row), title=title, subtitle=row.reason[:120], state=state, at=row.asked_at)

    def today(self, tx: Tx) -> Iterable[TodayItem]:
        """What waits for the office, for the other one's word, and what was decided for both."""
        return swap_reads.today(self, tx)


SERVICE = SwapService
