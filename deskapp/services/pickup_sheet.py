"""The sheet a pickup is signed on: the pickup, and the signature its taker gave before, byte for byte (``MAIL-8``)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, select

from deskapp.domain.attachments import Kind
from deskapp.domain.pickup_sheet import PickupSheet
from deskapp.domain.pickups import REGISTER, Earlier, State
from deskapp.models.attachments import Attachment
from deskapp.models.pickups import Pickup
from deskapp.services import attachments, pickup_reads
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.pickups import PickupService


def sheet(service: PickupService, tx: Tx, row: Pickup) -> PickupSheet:
    """A pickup for its paper, with the newest signature given before by whoever takes it."""
    detail = pickup_reads.detail(service, tx, row)
    earlier = detail.earlier or _earlier(service, tx, row)
    if earlier is None:
        return PickupSheet(detail=detail)
    sha256 = tx.session.scalar(select(Attachment.sha256).where(Attachment.id == earlier.attachment_id))
    picture = attachments.content(tx, sha256) if sha256 else None
    return PickupSheet(detail=replace(detail, earlier=earlier), picture=picture)


def _earlier(service: PickupService, tx: Tx, row: Pickup) -> Earlier | None:
    """The newest signature attached to an earlier pickup by the same person."""
    found = tx.session.execute(
        select(Attachment.id, Pickup)
        .join(Pickup, and_(Attachment.register == REGISTER, Attachment.entry_id == Pickup.id))
        .where(_same_taker(row), Pickup.id < row.id, Pickup.state == State.DONE)
        .where(Attachment.kind == Kind.SIGNATURE, Attachment.void_reason == "", service.readable(tx))
        .order_by(Attachment.id.desc())
    ).first()
    if found is None:
        return None
    id, before = found
    return Earlier(attachment_id=id, ref=service.ref(before), at=before.picked_at, taker=before.taker)


def _same_taker(row: Pickup) -> ColumnElement[bool]:
    """Pickups of the same resident, proxy or steward; one who is known by name only, of the same unit."""
    known = (
        (Pickup.resident_id, row.resident_id), (Pickup.proxy_id, row.proxy_id), (Pickup.steward_id, row.steward_id),
    )  # fmt: skip
    for column, id in known:
        if id is not None:
            return column == id
    return and_(Pickup.unit_id == row.unit_id, Pickup.taker == row.taker, Pickup.kind == row.kind)
