"""Return lists: mail that goes back to its carrier, and leaves with a signature only [001·2·4.7] (``MAIL-7``)."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement

from deskapp.domain import carriers
from deskapp.domain.common import Change, Hit, Option, Query, Ref, TodayItem
from deskapp.domain.people import COUNTER
from deskapp.domain.reception import ReasonDraft
from deskapp.domain.returns import (
    CHIPS,
    LIFECYCLE,
    PREFIX,
    REGISTER,
    TO_GO,
    ItemsDraft,
    Ready,
    ReturnDetail,
    ReturnDraft,
    ReturnRow,
    SignDraft,
    State,
)
from deskapp.errors import Problem
from deskapp.models.returns import MailReturn
from deskapp.services import return_items, return_reads, times
from deskapp.services.register import RegisterService
from deskapp.services.tokens import Searchable
from deskapp.services.verbs import Tx, reads, writes


class ReturnService(RegisterService[MailReturn, ReturnRow]):
    """Every list of mail that went back, or waits to be signed for."""

    name = REGISTER
    prefix = PREFIX
    lifecycle = LIFECYCLE
    model = MailReturn

    @writes(COUNTER)
    def make(self, tx: Tx, draft: ReturnDraft) -> Change:
        """A list for one carrier, of the items named or of all that are to go back (``MAIL-7``)."""
        if before := self.same_client(tx, draft.client_id):
            return before
        problems = self.problems(tx, draft)
        carrier, rows = return_items.chosen(self.core, tx, carriers.named(draft.carrier), draft.items, problems)
        self.validated(tx, draft, *problems)
        listed = MailReturn(
            state=State.OPEN, carrier=carrier, made_at=tx.now, recorder_id=tx.staff_id, total=len(rows), signer="",
            phone="", note=draft.note.strip(), void_reason="",
        )  # fmt: skip
        self.create(tx, listed, draft.client_id)
        return_items.put_on(self.core, tx, listed, rows)
        return self.changed(tx, listed)

    @writes(COUNTER)
    def add(self, tx: Tx, id: int, draft: ItemsDraft, version: int | None = None) -> Change:
        """One more item or several go on an open list; scans follow each other faster than the list is read again."""
        problems = self.problems(tx, draft)
        listed = self.load(tx, id)
        rows = return_items.picked(self.core, tx, draft.items, problems) if not problems else []
        problems += return_items.of_one_carrier(listed.carrier, draft.items, rows)
        listed = self.step(tx, id, version or listed.version, "", draft, *problems)
        return_items.put_on(self.core, tx, listed, rows)
        return self._now_has(tx, listed, len(rows), [None, "、".join(row.number for row in rows)])

    @writes(COUNTER)
    def drop(self, tx: Tx, id: int, draft: ItemsDraft, version: int | None = None) -> Change:
        """Items come off an open list; they wait for another one."""
        problems = self.problems(tx, draft)
        listed = self.load(tx, id)
        rows = return_items.on_it(self.core, tx, listed, draft.items, problems) if not problems else []
        listed = self.step(tx, id, version or listed.version, "", draft, *problems)
        return_items.take_off(self.core, tx, listed, rows)
        return self._now_has(tx, listed, -len(rows), ["、".join(row.number for row in rows), None])

    def _now_has(self, tx: Tx, listed: MailReturn, more: int, items: list[Any], verb: str = "") -> Change:
        listed.total += more
        self.save(tx, listed, verb=verb, more={"items": items})
        return self.changed(tx, listed)

    @writes(COUNTER)
    def sign(self, tx: Tx, id: int, version: int, draft: SignDraft) -> Change:
        """The carrier's worker took the items and signed: only now they have left (``MAIL-7``)."""
        self.problems(tx, draft)
        listed = self.load(tx, id)
        latest, what = return_items.latest(tx, listed)
        problems = list(times.not_before("signed_at", draft.signed_at, latest, what))
        problems += [] if draft.signed else [Problem("signed", "return_unsigned")]
        problems += [] if listed.total else [Problem("signer", "return_empty")]
        before = self.searchable(listed)
        listed = self.step(tx, id, version, "", draft, *problems)
        assert draft.signed_at is not None
        # Times are typed to the minute: whoever signs at once does not do so before the list was made.
        listed.signed_at = max(draft.signed_at, latest)
        listed.signer, listed.phone, listed.signed = draft.signer.strip(), draft.phone.strip(), True
        return_items.sent_off(self.core, tx, listed, listed.signed_at)
        self.save(tx, listed, before)
        return self.changed(tx, listed)

    @writes(COUNTER)
    def void(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """Void with a reason: what was on the list is free again, what had left is where it was (``ALL-1``)."""
        listed = self.load(tx, id)
        signed = listed.state is State.SIGNED
        problems = return_items.not_brought_back(tx, listed) if signed else ()
        listed = self.step(tx, id, version, "", draft, *problems)
        listed.void_reason = draft.reason.strip()
        if signed:
            return_items.brought_back(self.core, tx, listed)
        else:
            rows = [row for _, row in return_items.lines_of(tx, listed)]
            return_items.take_off(self.core, tx, listed, rows, keep=True)
        self.save(tx, listed)
        return self.changed(tx, listed)

    def heard(self, tx: Tx, register: str, row: Any, verb: str) -> None:
        """Whatever is collected, kept, missed or voided after all does not go back: it leaves its open list."""
        if register != "mail" or row.return_id is None or tx.verb.startswith(f"{REGISTER}."):
            return
        listed = tx.session.get_one(MailReturn, row.return_id)
        if listed.state is not State.OPEN:
            return
        if row.state not in TO_GO or row.carrier not in {"", listed.carrier}:
            return_items.take_off(self.core, tx, listed, (row,))
            self._now_has(tx, listed, -1, [row.number, None], f"{REGISTER}.lose_item")

    # Reading.

    @reads(COUNTER)
    def ready(self, tx: Tx) -> tuple[Ready, ...]:
        """What waits to go back by carrier and is on no list, and how long it still may (``MAIL-3``, ``MAIL-7``)."""
        return return_reads.ready(tx)

    @reads(COUNTER)
    def options(self, tx: Tx) -> tuple[Option, ...]:
        """The lists that something can still be put on, the newest first."""
        return return_reads.options(self, tx)

    @reads(COUNTER)
    def ids(self, tx: Tx, query: Query) -> array[int]:
        """The ids a table shows, in order."""
        return self.list_ids(tx, query)

    @reads(COUNTER)
    def rows(self, tx: Tx, ids: Sequence[int]) -> tuple[ReturnRow, ...]:
        """Rows of the table in the order asked."""
        return self.list_rows(tx, ids)

    @reads(COUNTER)
    def counts(self, tx: Tx) -> dict[str, int]:
        """How many lists each chip has (up to a cap)."""
        return self.count(tx, (chip for chip in CHIPS if chip != "all"))

    @reads(COUNTER)
    def detail(self, tx: Tx, id: int) -> ReturnDetail:
        """Everything about one list."""
        return return_reads.detail(self, tx, self.load(tx, id))

    # What the base asks for.

    def chip(self, tx: Tx, chip: str) -> ColumnElement[bool] | None:
        """The condition of a chip."""
        return return_reads.chip(chip)

    def sort_column(self, name: str) -> ColumnElement[Any]:
        """The columns a table can be sorted by."""
        columns: dict[str, Any] = {
            "at": MailReturn.made_at, "items": MailReturn.total, "handler": MailReturn.recorder_id
        }  # fmt: skip
        return columns[name] if name in columns else super().sort_column(name)

    def as_rows(self, tx: Tx, found: Sequence[MailReturn]) -> Iterable[ReturnRow]:
        """Rows as the table shows them."""
        return return_reads.as_rows(self, tx, found)

    def searchable(self, row: MailReturn) -> Searchable:
        """Found by number, carrier, whoever signed and their phone, and note."""
        return Searchable(
            numbers=(row.number,), names=(row.signer,), phones=(row.phone,),
            texts=(*carriers.names(row.carrier), row.note),
        )  # fmt: skip

    def as_hit(self, row: MailReturn) -> Hit:
        """A list as the search box shows it."""
        state = f"returns.state.{row.state}"
        title = return_reads.called(row)
        return Hit(ref=self.ref(row), title=title, subtitle=row.signer, state=state, at=row.made_at)

    def linked(self, tx: Tx, register: str, id: int) -> Iterable[Ref]:
        """The lists that an item was on."""
        return return_reads.linked(self, tx, register, id)

    def today(self, tx: Tx) -> Iterable[TodayItem]:
        """Lists that wait for the carrier's signature."""
        return return_reads.today(tx)


SERVICE = ReturnService
