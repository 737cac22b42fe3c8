"""Accountable mail: checked in, told, handed out or sent back; nothing leaves unsigned [001·1·4.2.4; 001·2]."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, select

from deskapp.domain.common import Change, Hit, Query, Ref
from deskapp.domain.directory import InstructionKind
from deskapp.domain.mail import (
    CHIPS,
    LIFECYCLE,
    PREFIX,
    REGISTER,
    Condition,
    ItemDetail,
    ItemDraft,
    ItemHit,
    ItemRow,
    Known,
    State,
)
from deskapp.domain.people import COUNTER, COUNTER_AND_STEWARD
from deskapp.errors import Problem, WrongStep
from deskapp.models.directory import InstructionRow, Unit
from deskapp.models.mail import MailItem
from deskapp.services import deadlines, mail_items, mail_places, mail_reads, times
from deskapp.services import directory_find as directory
from deskapp.services.register import RegisterService
from deskapp.services.tokens import Searchable
from deskapp.services.verbs import Tx, reads, writes

OVERDUE, RETURN, UNKNOWN, HELD, SEND_OFF = "overdue", "return", "unknown", "held", "send_off"


class MailService(RegisterService[MailItem, ItemRow]):
    """Every accountable item, one by one (``MAIL-2``)."""

    name = REGISTER
    prefix = PREFIX
    lifecycle = LIFECYCLE
    model = MailItem
    late_chip = "overdue"

    @writes(COUNTER)
    def receive(self, tx: Tx, draft: ItemDraft) -> Change:
        """Check an item in: whose it is, how it arrived, where it lies (``MAIL-2``, ``MAIL-3``)."""
        if before := self.same_client(tx, draft.client_id):
            return before
        problems = self.problems(tx, draft)
        unit = self.unit(tx, draft.unit, problems)
        problems += self._refused(tx, draft, unit)
        place = mail_places.chosen(tx, draft.place, unit, problems)
        self.validated(tx, draft, *problems)
        row = MailItem(
            kind=draft.kind, tracking=mail_items.tracking(draft.tracking), carrier=draft.carrier.strip(),
            sender=draft.sender.strip(), origin=draft.origin.strip(), recipient=draft.recipient.strip(),
            resident_id=draft.resident_id, phone=draft.phone.strip(), unit_id=unit.id if unit else None,
            unit_code=unit.code if unit else "", condition=draft.condition, damage=draft.damage.strip(),
            place_id=place.id if place else None, place=place.label if place else "", note=draft.note.strip(),
            received_at=draft.happened_at or tx.now, recorded_at=tx.now, recorder_id=tx.staff_id,
            happened_reason=draft.happened_reason.strip(), state=State.WAITING,
        )  # fmt: skip
        self._begin(tx, row, unit)
        return self.create(tx, row, draft.client_id)

    def _refused(self, tx: Tx, draft: ItemDraft, unit: Unit | None) -> Iterable[Problem]:
        """What the fields by themselves do not see."""
        yield from times.late_entry(draft)
        if unit is None and not draft.unit.strip() and not draft.unknown:
            yield Problem("unit", "whose_is_it")
        if draft.condition is not Condition.GOOD and not draft.damage.strip():
            yield Problem("damage", "damaged_how")
        before = mail_items.known(tx, draft.tracking)
        if before is not None and before.here:
            params = {"number": before.ref.number, "place": before.place, "unit": before.unit, "at": before.at}
            yield Problem("tracking", "already_here", params)
        elif before is not None and not draft.again:
            params = {"number": before.ref.number, "state": f"mail.state.{before.state}", "at": before.done_at}
            yield Problem("tracking", "left_before", params)

    def _begin(self, tx: Tx, row: MailItem, unit: Unit | None) -> None:
        """An item's first state and clock: unknown here, held on the unit's standing instruction, or waiting."""
        if unit is None:
            row.state, row.unknown_at = State.UNKNOWN, row.received_at
            deadlines.start(tx, self.core, row, UNKNOWN, "mail.return_unknown_within", row.received_at)
            return
        asked = select(InstructionRow).where(
            InstructionRow.unit_id == unit.id,
            InstructionRow.kind == InstructionKind.MAIL_HOLD,
            InstructionRow.until >= directory.today(tx),
        )
        hold = tx.session.scalars(asked.order_by(InstructionRow.until.desc())).first()
        if hold is not None:
            row.state, row.held_until, row.hold_reason = State.HELD, hold.until, hold.text
            deadlines.by_hand(tx, row, HELD, deadlines.end_of(hold.until))
            return
        deadlines.start(tx, self.core, row, OVERDUE, "mail.overdue_after", row.received_at)

    # What a pickup or a return list does to its items, inside its own transaction.

    def picked(self, tx: Tx, items: Sequence[str], field: str, problems: list[Problem]) -> list[MailItem]:
        """The items that were scanned or typed, each once; what cannot be told goes to ``field.<i>.item``."""
        return mail_items.picked(tx, items, field, problems)

    def follow(self, tx: Tx, row: MailItem, verb: str, target: State, **values: Any) -> Ref:
        """Move an item along with its pickup, its list or a count; raises WrongStep where its life cycle forbids it.

        Clocks are the caller's to stop or to start before; ``deadlines.stop`` for what leaves.
        """
        if target not in self.lifecycle.targets(row.state, verb):
            raise WrongStep(number=row.number, state=f"{self.name}.state.{row.state}", verb=verb)
        before = self.searchable(row)
        row.state = target
        for name, value in values.items():
            setattr(row, name, value)
        self.save(tx, row, before, verb=f"{self.name}.{verb}")
        return self.ref(row)

    # Reading.

    @reads(COUNTER_AND_STEWARD)
    def found(self, tx: Tx, text: str) -> tuple[ItemHit, ...]:
        """The items in the house meant by a scan, a unit, a name, a shelf place, the last four (``MAIL-5``)."""
        return mail_items.hits(mail_items.found(tx, text))

    @reads(COUNTER)
    def known(self, tx: Tx, tracking: str) -> Known | None:
        """The newest item of a tracking number (``MAIL-2``, ``ALL-11``)."""
        return mail_items.known(tx, tracking)

    @reads(COUNTER_AND_STEWARD)
    def ids(self, tx: Tx, query: Query) -> array[int]:
        """The ids a table shows, in order."""
        return self.list_ids(tx, query)

    @reads(COUNTER_AND_STEWARD)
    def rows(self, tx: Tx, ids: Sequence[int]) -> tuple[ItemRow, ...]:
        """Rows of the table in the order asked."""
        return self.list_rows(tx, ids)

    @reads(COUNTER_AND_STEWARD)
    def counts(self, tx: Tx) -> dict[str, int]:
        """How many items each chip has (up to a cap)."""
        return self.count(tx, (chip for chip in CHIPS if chip != "all"))

    @reads(COUNTER_AND_STEWARD)
    def detail(self, tx: Tx, id: int) -> ItemDetail:
        """Everything about one item."""
        return mail_reads.detail(self, tx, self.load(tx, id))

    def chip(self, tx: Tx, chip: str) -> ColumnElement[bool] | None:
        """The condition of a chip."""
        return mail_reads.chip(tx, chip)

    def sort_column(self, name: str) -> ColumnElement[Any]:
        """The columns a table can be sorted by."""
        columns: dict[str, Any] = {
            "unit": MailItem.unit_code, "due": MailItem.due_at, "at": MailItem.received_at,
            "handler": MailItem.recorder_id,
        }  # fmt: skip
        return columns[name] if name in columns else super().sort_column(name)

    def as_rows(self, tx: Tx, found: Sequence[MailItem]) -> Iterable[ItemRow]:
        """Rows as the table shows them."""
        return mail_reads.as_rows(self, tx, found)

    def searchable(self, row: MailItem) -> Searchable:
        """Found by number, tracking and its last four, unit, shelf place, recipient, sender, phone (``ALL-5``)."""
        return Searchable(
            numbers=(row.number,),
            codes=(row.unit_code, row.place, row.tracking, row.tracking[-4:]),
            names=(row.recipient,),
            texts=(row.sender, row.origin, row.carrier, row.note),
            phones=(row.phone,),
        )

    def as_hit(self, row: MailItem) -> Hit:
        """An item as the search box shows it."""
        title = " · ".join(part for part in (row.unit_code, row.recipient, row.place) if part)
        state = f"mail.state.{row.state}"
        return Hit(ref=self.ref(row), title=title, subtitle=row.tracking, state=state, at=row.received_at)


SERVICE = MailService
