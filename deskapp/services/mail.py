"""Accountable mail: checked in, told, handed out or sent back; nothing leaves unsigned [001·1·4.2.4; 001·2]."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement

from deskapp.domain import carriers
from deskapp.domain.carriers import Guess
from deskapp.domain.common import Hit, Query, Ref, TodayItem, Waiting
from deskapp.domain.directory import UnitEvent
from deskapp.domain.mail import CHIPS, GONE, Addressee, ItemDetail, ItemHit, ItemRow, Known, State
from deskapp.domain.mail_lists import ItemLabels, MailDay, Notices, StewardList
from deskapp.domain.people import COUNTER, COUNTER_AND_STEWARD
from deskapp.errors import Problem, WrongStep
from deskapp.models.mail import MailItem
from deskapp.services import handed_things, mail_addressees, mail_clocks, mail_items, mail_lists, mail_reads, mail_today
from deskapp.services.mail_steps import MailSteps
from deskapp.services.tokens import Searchable
from deskapp.services.verbs import Tx, reads


class MailService(MailSteps):
    """Every accountable item, one by one (``MAIL-2``)."""

    late_chip = "overdue"
    handed_over = handed_things.mail
    counts_at_handover = handed_things.mail_counted
    # Every item that waits has a clock: Today names the most pressing ones, the tab's chips have the rest.
    today_rows = 12
    clock_reads = ("unit_code", "recipient")

    # What a pickup or a return list does to its items, inside its own transaction.

    def picked(self, tx: Tx, items: Sequence[str], field: str, problems: list[Problem]) -> list[MailItem]:
        """The items that were scanned or typed, each once; what cannot be told goes to ``field.<i>.item``."""
        return mail_items.picked(tx, items, field, problems)

    def follow(self, tx: Tx, row: MailItem, verb: str, target: State, **values: Any) -> Ref:
        """Move an item along with its pickup, its list or a count; raises WrongStep where its life cycle forbids it.

        Clocks are the caller's to stop before (``deadlines.stop`` for what leaves); what is here again
        without one runs by its state's, since it came in.
        """
        if target not in self.lifecycle.targets(row.state, verb):
            raise WrongStep(number=row.number, state=f"{self.name}.state.{row.state}", verb=verb)
        before = self.searchable(row)
        row.state = target
        for name, value in values.items():
            setattr(row, name, value)
        if target in GONE or target is State.MISSING:
            row.next_channel = row.next_at = None
        elif row.due_at is None:
            mail_clocks.begin(tx, self.core, row)
        self.save(tx, row, before, verb=f"{self.name}.{verb}")
        return self.ref(row)

    # Reading.

    @reads(COUNTER_AND_STEWARD)
    def found(self, tx: Tx, text: str) -> tuple[ItemHit, ...]:
        """The items in the house meant by a scan, a unit, a name, a shelf place, the last four (``MAIL-5``)."""
        return mail_items.hits(mail_items.found(tx, text, self.readable(tx)))

    @reads(COUNTER)
    def addressees(self, tx: Tx, text: str, limit: int = 8) -> tuple[Addressee, ...]:
        """Who may be meant by a name, initials, a unit, a phone's end: living here or moved (``MAIL-3``)."""
        return mail_addressees.addressees(tx, text, limit)

    @reads(COUNTER)
    def guess(self, tx: Tx, tracking: str) -> Guess | None:
        """Carrier and kind by the shape of a tracking number (``MAIL-2``)."""
        return carriers.guess(carriers.tidy(tracking))

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

    @reads(COUNTER_AND_STEWARD)
    def steward_list(self, tx: Tx, id: int) -> StewardList:
        """What waits for an area's residents now, by unit: its steward's list at 17:00 (``MAIL-6``)."""
        return mail_lists.steward_list(self, tx, id)

    @reads(COUNTER)
    def day(self, tx: Tx, id: int) -> MailDay:
        """What came on a day (``id`` 20261121) or in a month (202611), and how each was signed for [001·1·4.2.4]."""
        return mail_lists.day(self, tx, id)

    @reads(COUNTER)
    def notice(self, tx: Tx, id: int) -> Notices:
        """The pickup notice for an item's addressee, with all that waits for them (``MAIL-4``)."""
        return mail_lists.notice(self, tx, self.load(tx, id))

    @reads(COUNTER)
    def notices(self, tx: Tx, ids: Sequence[int]) -> Notices:
        """Pickup notices for these items, one an addressee, four on a sheet (``MAIL-4``)."""
        return mail_lists.notices(self, tx, ids)

    @reads(COUNTER)
    def notices_due(self, tx: Tx, id: int) -> Notices:
        """The notices to print for a day's mail (``id`` 20261121): whoever is still to be told of it (``MAIL-4``)."""
        return mail_lists.notices_due(self, tx, id)

    @reads(COUNTER)
    def label(self, tx: Tx, id: int) -> ItemLabels:
        """What stands on an item's label (``MAIL-9``)."""
        return mail_lists.labels(self, tx, (id,))

    @reads(COUNTER)
    def labels(self, tx: Tx, ids: Sequence[int]) -> ItemLabels:
        """What stands on the labels of several items (``MAIL-9``)."""
        return mail_lists.labels(self, tx, ids)

    # What the base asks for.

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
            texts=(row.sender, row.origin, *carriers.names(row.carrier), row.note),
            phones=(row.phone,),
        )

    def as_hit(self, row: MailItem) -> Hit:
        """An item as the search box shows it."""
        title = " · ".join(part for part in (row.unit_code, row.recipient, row.place) if part)
        state = f"mail.state.{row.state}"
        return Hit(ref=self.ref(row), title=title, subtitle=row.tracking, state=state, at=row.received_at)

    def clock_params(self, tx: Tx, row: MailItem) -> dict[str, Any]:
        """Whose item it is."""
        return {"who": f"{row.unit_code} {row.recipient}".strip(), "number": row.number}

    def today(self, tx: Tx) -> Iterable[TodayItem]:
        """Whom to tell, what is looked for, the stewards' lists at their hour (``MAIL-4``, ``MAIL-6``)."""
        return mail_today.today(self, tx)

    def waiting(self, tx: Tx, unit_id: int) -> Iterable[Waiting]:
        """What lies here for a unit, and where (``REC-1``)."""
        return mail_today.waiting(self, tx, unit_id)

    def unit_events(self, tx: Tx, unit_id: int, limit: int) -> Iterable[UnitEvent]:
        """The unit's items, the newest first."""
        return mail_today.unit_events(self, tx, unit_id, limit)


SERVICE = MailService
