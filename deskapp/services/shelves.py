"""Shelves for accountable mail: put up, called otherwise, given up; how much lies where [001·2·4.2.2] (``MAIL-9``)."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select

from deskapp.domain.common import Change, Option, Ref
from deskapp.domain.mail_lists import ShelfLabels
from deskapp.domain.people import COUNTER
from deskapp.domain.shelves import REGISTER, PlaceRow, ShelfAmendDraft, ShelfDraft, ShelfRow
from deskapp.errors import Conflict, Invalid, NotFound, Problem
from deskapp.models.directory import Building
from deskapp.models.drafts import FormDraftRow
from deskapp.models.mail import MailItem, MailPlace, MailShelf
from deskapp.services import journal, key_hooks, mail_places, shelf_labels, shelf_reads
from deskapp.services.verbs import Service, Tx, reads, writes


class ShelfService(Service):
    """Every shelf and its numbered places."""

    name = REGISTER
    #: What the full check compares its journal with.
    model = MailShelf

    @writes(COUNTER)
    def make(self, tx: Tx, draft: ShelfDraft) -> Change:
        """Put up a shelf of boards × places, numbered from its letter."""
        made = self._same_client(tx, draft.client_id)
        if made is None:
            self.validated(tx, draft, *self._code_problems(tx, draft), *_building_problems(tx, draft.building_id))
            made = self._put_up(tx, draft)
        return self._change(tx, made)

    @staticmethod
    def _same_client(tx: Tx, client_id: str) -> MailShelf | None:
        if not isinstance(client_id, str) or not client_id:
            return None
        return tx.session.scalars(select(MailShelf).where(MailShelf.client_id == client_id)).first()

    def _code_problems(self, tx: Tx, draft: ShelfDraft) -> Iterator[Problem]:
        """A code is letters, as places are numbered from it, and of no other shelf."""
        self.problems(tx, draft)
        code = key_hooks.plain(draft.code)
        if code and not (code.isascii() and code.isalpha()):
            yield Problem("code", "letters_only")
        elif code and tx.session.scalar(select(MailShelf.id).where(MailShelf.code == code)):
            yield Problem("code", "duplicate", {"value": code})

    @staticmethod
    def _put_up(tx: Tx, draft: ShelfDraft) -> MailShelf:
        row = MailShelf(
            code=key_hooks.plain(draft.code), name=draft.name.strip(), rows=draft.rows, columns=draft.columns,
            building_id=draft.building_id, active=True, client_id=draft.client_id or None,
        )  # fmt: skip
        tx.session.add(row)
        journal.write(tx, REGISTER, row, number=row.code)
        tx.session.add_all(mail_places.places_of(row))
        tx.session.flush()
        if draft.client_id and (kept := tx.session.get(FormDraftRow, draft.client_id)) is not None:
            tx.session.delete(kept)
        return row

    @writes(COUNTER)
    def amend(self, tx: Tx, id: int, version: int, draft: ShelfAmendDraft) -> Change:
        """Call a shelf otherwise, or keep it for another building's mail."""
        self.validated(tx, draft, *_building_problems(tx, draft.building_id))
        row = self._load(tx, id, version)
        row.name, row.building_id = draft.name.strip(), draft.building_id
        return self._saved(tx, row)

    @writes(COUNTER)
    def give_up(self, tx: Tx, id: int, version: int) -> Change:
        """A shelf on which nothing lies is no longer used; it stays on record."""
        row = self._load(tx, id, version)
        lying = select(func.count()).select_from(MailItem).join(MailPlace, MailPlace.id == MailItem.place_id)
        if held := tx.session.scalar(lying.where(MailPlace.shelf_id == row.id)):
            raise Invalid(Problem("id", "shelf_not_empty", {"value": row.code, "count": held}))
        row.active = False
        return self._saved(tx, row)

    @staticmethod
    def _load(tx: Tx, id: int, version: int) -> MailShelf:
        row = tx.session.get(MailShelf, id)
        if row is None or not row.active:
            raise NotFound(number=f"#{id}" if row is None else row.code)
        if row.version != version:
            raise Conflict(number=row.code)
        return row

    def _saved(self, tx: Tx, row: MailShelf) -> Change:
        row.version += 1
        journal.write(tx, REGISTER, row, number=row.code)
        return self._change(tx, row)

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
