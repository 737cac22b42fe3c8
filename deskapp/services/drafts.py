"""Half-written forms are kept for the person who typed them (``ALL-7``)."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import delete, select

from deskapp.domain.drafts import REGISTER, FormDraft
from deskapp.domain.fields import unprintable
from deskapp.domain.people import EVERYONE
from deskapp.errors import Invalid, Problem
from deskapp.models.drafts import FormDraftRow
from deskapp.services.verbs import Service, Tx, reads, writes

#: A draft holds at most this many characters of JSON; no form of this office needs more.
MAX_LENGTH = 100_000


class DraftService(Service):
    """Keep, list, drop."""

    name = REGISTER

    @writes(EVERYONE)
    def keep(self, tx: Tx, client_id: str, place: str, body: dict[str, Any]) -> None:
        """Keep what stands in a form now, in place of what was kept before."""
        text = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace").decode()
        for field, words, most in (("client_id", client_id, 64), ("place", place, 80)):
            if not words or len(words) > most or unprintable(words, lines=False):
                raise Invalid(Problem(field, "required"))
        if len(text) > MAX_LENGTH:
            raise Invalid(Problem("body", "too_long", {"max": MAX_LENGTH, "length": len(text)}))
        row = tx.session.get(FormDraftRow, client_id) or FormDraftRow(client_id=client_id)
        row.staff_id, row.place, row.body, row.saved_at = tx.staff_id, place, text, tx.now
        tx.session.add(row)

    @reads(EVERYONE)
    def list(self, tx: Tx) -> tuple[FormDraft, ...]:
        """The drafts of the signed-in person, the newest first."""
        mine = select(FormDraftRow).where(FormDraftRow.staff_id == tx.staff_id).order_by(FormDraftRow.saved_at.desc())
        return tuple(
            FormDraft(client_id=row.client_id, place=row.place, body=json.loads(row.body), saved_at=row.saved_at)
            for row in tx.session.scalars(mine)
        )

    @writes(EVERYONE)
    def drop(self, tx: Tx, client_id: str) -> None:
        """Throw one of the person's own drafts away."""
        tx.session.execute(
            delete(FormDraftRow).where(FormDraftRow.client_id == client_id, FormDraftRow.staff_id == tx.staff_id)
        )


def made(tx: Tx, kind: type[Any], client_id: str) -> Any | None:
    """What the very same draft made before: a retry makes no second one (F4)."""
    if not isinstance(client_id, str) or not client_id or unprintable(client_id, lines=False):
        return None  # none was made, or none that can be kept: the check of the draft says which
    return tx.session.scalars(select(kind).where(kind.client_id == client_id)).first()


def used(tx: Tx, client_id: str | None) -> None:
    """A form's draft goes in the transaction of what is made of it (``ALL-7``)."""
    if client_id and (kept := tx.session.get(FormDraftRow, client_id)) is not None:
        tx.session.delete(kept)


SERVICE = DraftService
