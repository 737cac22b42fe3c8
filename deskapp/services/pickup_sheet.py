"""The sheet a pickup is signed on: the pickup, and the signature its taker gave before, byte for byte (``MAIL-8``)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from deskapp.domain.pickup_sheet import PickupSheet
from deskapp.domain.pickups import PickupDetail, PickupDraft
from deskapp.models.attachments import Attachment
from deskapp.models.pickups import Pickup
from deskapp.services import attachments, pickup_checks, pickup_reads
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.pickups import PickupService


def sheet(service: PickupService, tx: Tx, row: Pickup) -> PickupSheet:
    """A pickup for its paper, with the newest signature given before by whoever takes it."""
    return _with_picture(tx, pickup_reads.detail(service, tx, row))


def ahead(service: PickupService, tx: Tx, draft: PickupDraft) -> PickupSheet:
    """A pickup that is not recorded yet: all of it is checked but the signature, which this paper is there for."""
    row, items, proxy = pickup_checks.going(service, tx, replace(draft, signed=True))
    row.id, row.version, row.number, row.signed = 0, 0, "", False
    return _with_picture(tx, pickup_reads.ahead(service, tx, row, items, proxy))


def _with_picture(tx: Tx, detail: PickupDetail) -> PickupSheet:
    if detail.earlier is None:
        return PickupSheet(detail=detail)
    sha256 = tx.session.scalar(select(Attachment.sha256).where(Attachment.id == detail.earlier.attachment_id))
    return PickupSheet(detail=detail, picture=attachments.content(tx, sha256) if sha256 else None)
