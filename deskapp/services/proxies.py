"""Proxies: asked for by a resident, approved by the steward, valid for a time or for one pickup (``MAIL-5``)."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement

from deskapp.domain.common import Change, Hit, Option, Query, Ref, TodayItem, Waiting
from deskapp.domain.directory import Document, UnitEvent
from deskapp.domain.people import COUNTER, COUNTER_AND_STEWARD, OFFICE
from deskapp.domain.proxies import (
    CHIPS,
    LIFECYCLE,
    PREFIX,
    REGISTER,
    ApproveDraft,
    ProxyDetail,
    ProxyDraft,
    ProxyRow,
    State,
)
from deskapp.domain.reception import ReasonDraft
from deskapp.errors import Invalid, NotAllowed, Problem, WrongStep
from deskapp.models.pickups import Proxy
from deskapp.services import directory_codes as codes
from deskapp.services import journal, proxy_checks, proxy_reads
from deskapp.services.register import RegisterService
from deskapp.services.tokens import Searchable
from deskapp.services.verbs import Tx, reads, writes


class ProxyService(RegisterService[Proxy, ProxyRow]):
    """Who may take a unit's mail for its resident [001·2·4.6]."""

    name = REGISTER
    prefix = PREFIX
    lifecycle = LIFECYCLE
    model = Proxy
    late_chip = "asked"

    @writes(COUNTER_AND_STEWARD)
    def ask(self, tx: Tx, draft: ProxyDraft) -> Change:
        """Write down who is to take whose mail, with what document and for how long (``MAIL-5``)."""
        if before := self.same_client(tx, draft.client_id):
            return before
        row = proxy_checks.asked(self, tx, draft)
        masked = {"id_number": [None, codes.mask(row.id_number)]}
        return self.create(tx, row, draft.client_id, more=masked)

    @writes(COUNTER_AND_STEWARD)
    def approve(self, tx: Tx, id: int, version: int, draft: ApproveDraft) -> Change:
        """Approve it: whoever is signed in and may, or an approver by name and PIN at this screen (``roles.md``)."""
        problems = self.problems(tx, draft)
        row: Proxy = self.load(tx, id, version)
        # Who approves is asked before the row changes, and only if it may be approved at all.
        asked = row.state is State.ASKED and not problems
        approver = proxy_checks.approver(self, tx, row, draft) if asked else None
        row = self.step(tx, id, version, "", draft, *problems)
        assert approver is not None
        row.approved_by_id, row.approved_at = approver.id, tx.now
        row.asked_resident, row.approve_note = draft.asked_resident, draft.note.strip()
        self.save(tx, row, more={"approved_by": [None, approver.name]})
        return self.changed(tx, row)

    @writes(COUNTER_AND_STEWARD)
    def refuse(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """Nobody takes this mail for the resident, and why."""
        row: Proxy = self.step(tx, id, version, "", draft)
        row.refused_reason = draft.reason.strip()
        self.save(tx, row)
        return self.changed(tx, row)

    @writes(COUNTER_AND_STEWARD)
    def end(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """It holds no more: the resident said so, or somebody moved away."""
        row: Proxy = self.step(tx, id, version, "", draft)
        row.ended_at, row.ended_reason = tx.now, draft.reason.strip()
        self.save(tx, row)
        return self.changed(tx, row)

    @writes(COUNTER)
    def void(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """Void what was entered by mistake; once it was approved only the office may."""
        row: Proxy = self.step(tx, id, version, "", draft)
        row.void_reason = draft.reason.strip()
        self.save(tx, row)
        return self.changed(tx, row)

    @writes(COUNTER_AND_STEWARD)
    def document(self, tx: Tx, id: int) -> Document:
        """The document's whole number to compare at pickup; else for the office only. The journal says who looked."""
        row = self.load(tx, id)
        whole = COUNTER if proxy_reads.is_valid(tx, row) or row.state is State.ASKED else OFFICE
        if not tx.acts_as(whole):
            raise NotAllowed(role=f"role.{tx.actor.role}" if tx.actor else "–", verb=tx.verb)
        journal.write(tx, self.name, row, number=row.number)
        return Document(number=row.number, name=row.name, id_type=row.id_type, id_number=row.id_number)

    # What a pickup does to its authorisation, inside its own transaction.

    def used(self, tx: Tx, row: Proxy) -> None:
        """An authorisation for one pickup ends with it; one until a day goes on."""
        if row.until is None:
            row.ended_at = tx.now
            self._follow(tx, row, "use", State.ENDED)

    def given_back(self, tx: Tx, row: Proxy) -> None:
        """The one pickup was a mistake: its authorisation holds again, unless it was voided since."""
        if row.until is None and row.state is State.ENDED and not row.ended_reason:
            row.ended_at = None
            self._follow(tx, row, "give_back", State.APPROVED)

    def _follow(self, tx: Tx, row: Proxy, verb: str, target: State) -> None:
        if target not in self.lifecycle.targets(row.state, verb):
            raise WrongStep(number=row.number, state=f"{self.name}.state.{row.state}", verb=verb)
        row.state = target
        self.save(tx, row, verb=f"{self.name}.{verb}")

    # Reading.

    @reads(COUNTER_AND_STEWARD)
    def options(self, tx: Tx) -> tuple[Option, ...]:
        """The proxies valid today."""
        return proxy_reads.options(self, tx)

    @reads(COUNTER_AND_STEWARD)
    def approvers(self, tx: Tx) -> tuple[Option, ...]:
        """Who may approve a proxy's pickup (``roles.md``)."""
        return proxy_reads.approvers(tx)

    @reads(COUNTER_AND_STEWARD)
    def of_unit(self, tx: Tx, unit: str) -> tuple[ProxyRow, ...]:
        """A unit's proxies that wait for approval or are valid today."""
        problems: list[Problem] = []
        found = self.unit(tx, unit, problems)
        if found is None:
            raise Invalid(*(problems or [Problem("unit", "required")]))
        return tuple(self.as_rows(tx, proxy_reads.of_unit(tx, found.id)))

    @reads(COUNTER_AND_STEWARD)
    def ids(self, tx: Tx, query: Query) -> array[int]:
        """The ids a table shows, in order."""
        return self.list_ids(tx, query)

    @reads(COUNTER_AND_STEWARD)
    def rows(self, tx: Tx, ids: Sequence[int]) -> tuple[ProxyRow, ...]:
        """Rows of the table in the order asked."""
        return self.list_rows(tx, ids)

    @reads(COUNTER_AND_STEWARD)
    def counts(self, tx: Tx) -> dict[str, int]:
        """How many authorisations each chip has (up to a cap)."""
        return self.count(tx, (chip for chip in CHIPS if chip != "all"))

    @reads(COUNTER_AND_STEWARD)
    def detail(self, tx: Tx, id: int) -> ProxyDetail:
        """Everything about one authorisation."""
        return proxy_reads.detail(self, tx, self.load(tx, id))

    def chip(self, tx: Tx, chip: str) -> ColumnElement[bool] | None:
        """The condition of a chip."""
        return proxy_reads.chip(tx, chip)

    def sort_column(self, name: str) -> ColumnElement[Any]:
        """The columns a table can be sorted by."""
        columns: dict[str, Any] = {"unit": Proxy.unit_code, "at": Proxy.asked_at, "handler": Proxy.recorder_id}
        return columns[name] if name in columns else super().sort_column(name)

    def as_rows(self, tx: Tx, found: Sequence[Proxy]) -> Iterable[ProxyRow]:
        """Rows as the table shows them."""
        return proxy_reads.as_rows(self, tx, found)

    def searchable(self, row: Proxy) -> Searchable:
        """Found by number, unit, proxy, resident, phone and note."""
        return Searchable(
            numbers=(row.number,), codes=(row.unit_code,), names=(row.name, row.resident), texts=(row.note,),
            phones=(row.phone,),
        )  # fmt: skip

    def as_hit(self, row: Proxy) -> Hit:
        """An authorisation as the search box shows it."""
        title = f"{row.unit_code} · {row.name} → {row.resident}"
        state = f"proxies.state.{row.state}"
        return Hit(ref=self.ref(row), title=title, subtitle=row.note[:120], state=state, at=row.asked_at)

    def linked(self, tx: Tx, register: str, id: int) -> Iterable[Ref]:
        """The authorisation of a pickup."""
        return proxy_reads.linked(self, tx, register, id)

    def today(self, tx: Tx) -> Iterable[TodayItem]:
        """What waits for approval."""
        return proxy_reads.today(self, tx)

    def waiting(self, tx: Tx, unit_id: int) -> Iterable[Waiting]:
        """Who may take the unit's mail today, and who waits for approval."""
        return proxy_reads.waiting(self, tx, unit_id)

    def unit_events(self, tx: Tx, unit_id: int, limit: int) -> Iterable[UnitEvent]:
        """The unit's authorisations, the newest first."""
        return proxy_reads.unit_events(self, tx, unit_id, limit)


SERVICE = ProxyService
