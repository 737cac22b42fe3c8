"""Pickups: mail handed out against a signature, several items in one step (``MAIL-5``, ``MAIL-7``, ``MAIL-8``)."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from deskapp.domain.common import Change, Hit, Query, Ref
from deskapp.domain.directory import Document, UnitEvent
from deskapp.domain.people import COUNTER, COUNTER_AND_STEWARD, OFFICE, Role
from deskapp.domain.pickup_sheet import PickupSheet
from deskapp.domain.pickups import (
    CHIPS,
    LIFECYCLE,
    PREFIX,
    REGISTER,
    AmendDraft,
    Offer,
    PickupDetail,
    PickupDraft,
    PickupRow,
)
from deskapp.domain.reception import ReasonDraft
from deskapp.errors import Invalid, NotAllowed, Problem
from deskapp.models.directory import Building, Unit
from deskapp.models.pickups import Pickup, PickupLine
from deskapp.services import directory_codes as codes
from deskapp.services import journal, pickup_checks, pickup_moves, pickup_offers, pickup_reads, pickup_sheet
from deskapp.services.proxies import ProxyService
from deskapp.services.register import RegisterService
from deskapp.services.tokens import Searchable
from deskapp.services.verbs import Tx, reads, writes


class PickupService(RegisterService[Pickup, PickupRow]):
    """What went out, to whom, signed (``MAIL-5``)."""

    name = REGISTER
    prefix = PREFIX
    lifecycle = LIFECYCLE
    model = Pickup
    late_chip = "today"

    @writes(COUNTER_AND_STEWARD)
    def hand_out(self, tx: Tx, draft: PickupDraft) -> Change:
        """Hand items out against one signature: to the resident, a proxy, the steward (``MAIL-5``, ``MAIL-7``)."""
        if before := self.same_client(tx, draft.client_id):
            return before
        row, items, proxy = pickup_checks.going(self, tx, draft)
        masked = {"id_number": [None, codes.mask(row.id_number)]} if row.id_number else None
        self.create(tx, row, draft.client_id, more=masked)
        for item in items:
            pickup_moves.out(self, tx, row, item)
        if proxy is not None:
            self.core.service(ProxyService).used(tx, proxy)
        return self.changed(tx, row)

    @writes(COUNTER)
    def amend(self, tx: Tx, id: int, version: int, draft: AmendDraft) -> Change:
        """Put right how whoever took the mail is written and reached."""
        problems = self.problems(tx, draft)
        row: Pickup = self.load(tx, id)
        before = self.searchable(row)
        problems += pickup_checks.still_the_same(tx, row, draft)
        row = self.step(tx, id, version, "", draft, *problems)
        row.taker, row.phone, row.note = draft.taker.strip(), draft.phone.strip(), draft.note.strip()
        self.save(tx, row, before)
        return self.changed(tx, row)

    @writes(COUNTER)
    def void(self, tx: Tx, id: int, version: int, draft: ReasonDraft) -> Change:
        """A pickup that was a mistake: every item is where it was, a proxy for one pickup holds again (``ALL-1``)."""
        row: Pickup = self.step(tx, id, version, "", draft)
        row.void_reason = draft.reason.strip()
        self.save(tx, row)
        pickup_moves.back(self, tx, row)
        return self.changed(tx, row)

    @writes(COUNTER)
    def document(self, tx: Tx, id: int) -> Document:
        """The document's whole number on the day of the pickup; later for the office only. The journal says who."""
        row = self.load(tx, id)
        if row.picked_at < tx.midnight and not tx.acts_as(OFFICE):
            raise NotAllowed(role=f"role.{tx.actor.role}" if tx.actor else "–", verb=tx.verb)
        journal.write(tx, self.name, row, number=row.number)
        return Document(number=row.number, name=row.taker, id_type=row.id_type, id_number=row.id_number)

    # Whose it is to see.

    def readable(self, tx: Tx) -> ColumnElement[bool]:
        """A steward reads the pickups with an item of the own area: one may have the mail of several units."""
        if tx.actor is None or tx.actor.role is not Role.STEWARD or tx.actor.area_id is None:
            return super().readable(tx)
        lines = select(PickupLine.id).join(Unit, Unit.id == PickupLine.unit_id)
        lines = lines.join(Building, Building.id == Unit.building_id)
        several = lines.where(PickupLine.pickup_id == Pickup.id, Building.area_id == tx.actor.area_id).exists()
        # Of nearly all of them the unit is known without a look at the lines.
        return or_(super().readable(tx), and_(Pickup.unit_id.is_(None), several))

    def own_row(self, tx: Tx, row: Pickup) -> None:
        """Refuse a steward a pickup without an item of the own area."""
        if tx.session.scalar(self.narrowed(tx, select(Pickup.id).where(Pickup.id == row.id))) is None:
            raise NotAllowed("not_your_area", unit=row.unit_code or "–")

    # Reading.

    @reads(COUNTER_AND_STEWARD)
    def offer(self, tx: Tx, text: str) -> Offer:
        """What can be handed out for a scan, a unit, a name, a shelf place, the last four digits (``MAIL-5``)."""
        return pickup_offers.meant(self, tx, text)

    @reads(COUNTER_AND_STEWARD)
    def for_unit(self, tx: Tx, unit: str) -> Offer:
        """What can be handed out of a unit's mail, and to whom (``MAIL-5``)."""
        problems: list[Problem] = []
        found = self.unit(tx, unit, problems)
        if found is None:
            raise Invalid(*(problems or [Problem("unit", "required")]))
        return pickup_offers.of_unit(self, tx, found)

    @reads(COUNTER_AND_STEWARD)
    def ids(self, tx: Tx, query: Query) -> array[int]:
        """The ids a table shows, in order."""
        return self.list_ids(tx, query)

    @reads(COUNTER_AND_STEWARD)
    def rows(self, tx: Tx, ids: Sequence[int]) -> tuple[PickupRow, ...]:
        """Rows of the table in the order asked."""
        return self.list_rows(tx, ids)

    @reads(COUNTER_AND_STEWARD)
    def counts(self, tx: Tx) -> dict[str, int]:
        """How many pickups each chip has (up to a cap)."""
        return self.count(tx, (chip for chip in CHIPS if chip != "all"))

    @reads(COUNTER_AND_STEWARD)
    def detail(self, tx: Tx, id: int) -> PickupDetail:
        """Everything about one pickup."""
        return pickup_reads.detail(self, tx, self.load(tx, id))

    @reads(COUNTER_AND_STEWARD)
    def sheet(self, tx: Tx, id: int) -> PickupSheet:
        """A pickup for its paper, with the picture of the signature given before (``MAIL-8``)."""
        return pickup_sheet.sheet(self, tx, self.load(tx, id))

    @reads(COUNTER_AND_STEWARD)
    def sheet_of(self, tx: Tx, draft: PickupDraft) -> PickupSheet:
        """What is about to go out, for the paper that is signed before it goes: nothing is written (``MAIL-7``)."""
        return pickup_sheet.ahead(self, tx, draft)

    def chip(self, tx: Tx, chip: str) -> ColumnElement[bool] | None:
        """The condition of a chip."""
        return pickup_reads.chip(tx, chip)

    def sort_column(self, name: str) -> ColumnElement[Any]:
        """The columns a table can be sorted by."""
        columns: dict[str, Any] = {
            "unit": Pickup.unit_code, "at": Pickup.picked_at, "items": Pickup.total, "handler": Pickup.recorder_id,
        }  # fmt: skip
        return columns[name] if name in columns else super().sort_column(name)

    def as_rows(self, tx: Tx, found: Sequence[Pickup]) -> Iterable[PickupRow]:
        """Rows as the table shows them."""
        return pickup_reads.as_rows(self, tx, found)

    def searchable(self, row: Pickup) -> Searchable:
        """Found by number, units, whoever took it, phone and note."""
        return Searchable(
            numbers=(row.number,), codes=tuple(row.unit_code.split()), names=(row.taker,), texts=(row.note,),
            phones=(row.phone,),
        )  # fmt: skip

    def as_hit(self, row: Pickup) -> Hit:
        """A pickup as the search box shows it."""
        title = " · ".join(part for part in (row.unit_code[:60], row.taker) if part)
        state = f"pickups.state.{row.state}"
        return Hit(ref=self.ref(row), title=title, subtitle=row.note[:120], state=state, at=row.picked_at)

    def linked(self, tx: Tx, register: str, id: int) -> Iterable[Ref]:
        """The pickups of an item, and of a proxy."""
        return pickup_reads.linked(self, tx, register, id)

    def unit_events(self, tx: Tx, unit_id: int, limit: int) -> Iterable[UnitEvent]:
        """The pickups with a unit's items, the newest first."""
        return pickup_reads.unit_events(self, tx, unit_id, limit)


SERVICE = PickupService
