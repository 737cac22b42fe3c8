"""The signature that whoever takes mail gave before, to lay beside the new one (``MAIL-8``)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, select

from deskapp.domain.attachments import Kind as Attached
from deskapp.domain.pickups import REGISTER, Earlier, State, Taker
from deskapp.models.attachments import Attachment
from deskapp.models.pickups import Pickup
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.pickups import PickupService

#: So many of the newest pickups of somebody are looked through for a signature.
_LOOKED_AT = 50


def of_row(service: PickupService, tx: Tx, row: Pickup) -> Earlier | None:
    """The newest signature attached to a pickup before this one, by the same person; all are before one ahead."""
    same = _same(row.resident_id, row.steward_id, row.unit_id, row.taker)
    return _newest(service, tx, and_(same, Pickup.id < row.id) if row.id else same)


def of_taker(service: PickupService, tx: Tx, taker: Taker, unit_id: int) -> Taker:
    """Somebody who may take a unit's mail, with the newest signature given before."""
    same = _same(taker.resident_id, taker.steward_id, unit_id, taker.name)
    found = _newest(service, tx, same)
    return replace(taker, earlier=found) if found is not None else taker


def _same(resident_id: int | None, steward_id: int | None, unit_id: int | None, name: str) -> ColumnElement[bool]:
    """Pickups of the same resident or steward; of anybody else, those of the same name for the same unit."""
    if resident_id is not None:
        return Pickup.resident_id == resident_id
    if steward_id is not None:
        return Pickup.steward_id == steward_id
    return and_(Pickup.unit_id == unit_id, Pickup.taker == name)


def _newest(service: PickupService, tx: Tx, which: ColumnElement[bool]) -> Earlier | None:
    theirs = select(Pickup.id).where(which, Pickup.state == State.DONE, service.readable(tx))
    ids = list(tx.session.scalars(theirs.order_by(Pickup.id.desc()).limit(_LOOKED_AT)))
    signed = select(Attachment.id, Attachment.entry_id).where(
        Attachment.register == REGISTER, Attachment.entry_id.in_(ids), Attachment.kind == Attached.SIGNATURE,
        Attachment.void_reason == "",
    )  # fmt: skip
    found = (
        tx.session.execute(signed.order_by(Attachment.entry_id.desc(), Attachment.id.desc())).first() if ids else None
    )
    if found is None:
        return None
    row = tx.session.get_one(Pickup, found.entry_id)
    return Earlier(attachment_id=found.id, ref=service.ref(row), at=row.picked_at, taker=row.taker)
