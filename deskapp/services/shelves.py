"""Shelves for accountable mail: put up, called otherwise, given up; how much lies where [001·2·4.2.2] (``MAIL-9``)."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select

from deskapp.domain.common import Change, Option, Ref
from deskapp.domain.mail_lists import ShelfLabels
from deskapp.domain.people import COUNTER
from deskapp.domain.shelves import REGISTER, PlaceRow, ShelfAmendDraft, ShelfDraft, ShelfRow
from deskapp.errors import Problem
from deskapp.models.directory import Building
from deskapp.models.mail import MailItem, MailPlace, MailShelf
from deskapp.services import drafts, key_hooks, mail_places, racks, shelf_labels, shelf_reads
from deskapp.services.verbs import Service, Tx, reads, writes


class ShelfService(Service):
    """Every shelf and its numbered places."""

    name = REGISTER
    #: What the full check compares its journal with.
    model = MailShelf

    @writes(COUNTER)
    def make(self, tx: Tx, draft: ShelfDraft) -> Change:
        """Put up a shelf of boards × places, numbered from its letter."""
        made = drafts.made(tx, MailShelf, draft.client_id)
        if made is None:
            self.problems(tx, draft)
            wrong = racks.code_problems(tx, MailShelf, draft.code)
            self.validated(tx, draft, *wrong, *_building_problems(tx, draft.building_id))
            row = MailShelf(
                code=key_hooks.plain(draft.code), name=draft.name.strip(), rows=draft.rows, columns=draft.columns,
                building_id=draft.building_id, active=True, client_id=draft.client_id or None,
            )  # fmt: skip
            made = racks.put_up(tx, REGISTER, row, mail_places.places_of)
        return self._change(tx, made)

    @writes(COUNTER)
    def amend(self, tx: Tx, id: int, version: int, draft: ShelfAmendDraft) -> Change:
        """Call a shelf otherwise, or keep it for another building's mail."""
        self.validated(tx, draft, *_building_problems(tx, draft.building_id))
        row = racks.load(tx, MailShelf, id, version)
        row.name, row.building_id = draft.name.strip(), draft.building_id
        return self._change(tx, racks.saved(tx, REGISTER, row))

    @writes(COUNTER)
    def give_up(self, tx: Tx, id: int, version: int) -> Change:
        """A shelf on which nothing lies is no longer used; it stays on record."""
        row = racks.load(tx, MailShelf, id, version)
        lying = select(func.count()).select_from(MailItem).join(MailPlace, MailPlace.id == MailItem.place_id)
        held = lying.where(MailPlace.shelf_id == row.id)
        return self._change(tx, racks.give_up(tx, REGISTER, row, held, "shelf_not_empty"))

    @staticmethod
    def _change(tx: Tx, row: MailShelf) -> Change:
        return Change(tx.verb, Ref(REGISTER, row.id, row.code), (), tuple(tx.cautions))

    # Reading.

    @reads(COUNTER)
    def listed(self, tx: Tx) -> tuple[ShelfRow, ...]:
        """The shelves in use with how much lies on each."""
        return shelf_reads.listed(tx)

    @reads(COUNTER)
    def places(self, tx: Tx, id: int) -> tuple[PlaceRow, ...]:
        """The places of a shelf in order, and how many items lie at each."""
        return mail_places.rows(tx, id)

    @reads(COUNTER)
    def labels(self, tx: Tx, id: int) -> ShelfLabels:
        """What stands on the labels of a shelf's places (``MAIL-9``)."""
        return shelf_labels.of_shelf(tx, id)

    @reads(COUNTER)
    def options(self, tx: Tx) -> tuple[Option, ...]:
        """The shelves in use."""
        return shelf_reads.options(tx)


def _building_problems(tx: Tx, id: int | None) -> Iterator[Problem]:
    if isinstance(id, int) and tx.session.get(Building, id) is None:
        yield Problem("building_id", "unknown_choice", {"value": id})


SERVICE = ShelfService
