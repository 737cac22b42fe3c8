"""The reads of the pickups: rows, the detail, a unit's pickups, those of an item or a proxy (``MAIL-5``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, select

from deskapp.domain.common import Ref
from deskapp.domain.directory import UnitEvent
from deskapp.domain.pickups import REGISTER, PickupDetail, PickupRow
from deskapp.domain.pickups import PickupLine as Line
from deskapp.models.mail import MailItem
from deskapp.models.pickups import Pickup, PickupLine, Proxy
from deskapp.services import directory_codes as codes
from deskapp.services import journal, mail_items, pickup_signatures
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.pickups import PickupService

#: So many pickups of a proxy or of an item are named with it.
_NAMED = 20


def chip(tx: Tx, name: str) -> ColumnElement[bool] | None:
    """The condition of a chip; ``mine`` are today's of whoever is signed in."""
    conditions: dict[str, ColumnElement[bool] | None] = {
        "today": Pickup.picked_at >= tx.midnight,
        "proxy": Pickup.proxy_id.is_not(None),
        "steward": Pickup.steward_id.is_not(None),
        "mine": and_(Pickup.picked_at >= tx.midnight, Pickup.recorder_id == tx.staff_id),
        "all": None,
    }
    return conditions[name]


def as_rows(service: PickupService, tx: Tx, found: Sequence[Pickup]) -> Iterator[PickupRow]:
    """Pickups as the table shows them."""
    names = service.staff_names(tx, (row.recorder_id for row in found))
    for row in found:
        yield PickupRow(
            **service.columns(row, PickupRow),
            at=row.picked_at,
            unit=row.unit_code,
            items=row.total,
            handler=names[row.recorder_id],
        )


def lines_of(tx: Tx, row: Pickup) -> Sequence[tuple[PickupLine, MailItem]]:
    """The lines of a pickup with their items, in the order in which they were handed out."""
    found = (
        select(PickupLine, MailItem)
        .join(MailItem, MailItem.id == PickupLine.item_id)
        .where(PickupLine.pickup_id == row.id)
        .order_by(PickupLine.id)
    )
    return [(line, item) for line, item in tx.session.execute(found)]


def detail(service: PickupService, tx: Tx, row: Pickup) -> PickupDetail:
    """Everything about one pickup; the document's number is masked."""
    proxy = tx.session.get(Proxy, row.proxy_id) if row.proxy_id else None
    lines = lines_of(tx, row)
    found = _detail(service, tx, row, proxy)
    hits = mail_items.hits(item for _, item in lines)
    return replace(
        found,
        lines=tuple(Line(id=line.id, item=hit, place=line.place) for (line, _), hit in zip(lines, hits, strict=True)),
        linked=service.linked_to(tx, row),
        history=journal.history(tx.session, REGISTER, row.id),
    )


def ahead(service: PickupService, tx: Tx, row: Pickup, items: Sequence[MailItem], proxy: Proxy | None) -> PickupDetail:
    """A pickup that is not recorded: its items lie where they lie."""
    hits = mail_items.hits(items)
    lines = tuple(Line(id=hit.id, item=hit, place=hit.place) for hit in hits)
    return replace(_detail(service, tx, row, proxy), lines=lines)


def _detail(service: PickupService, tx: Tx, row: Pickup, proxy: Proxy | None) -> PickupDetail:
    names = service.staff_names(tx, (row.recorder_id, row.steward_id, proxy.approved_by_id if proxy else None))
    return PickupDetail(
        **service.columns(row, PickupDetail),
        unit=row.unit_code,
        id_number_masked=codes.mask(row.id_number),
        proxy=Ref("proxies", proxy.id, proxy.number) if proxy else None,
        relation=f"proxies.relation.{proxy.relation}" if proxy else "",
        approved_by=names[proxy.approved_by_id] if proxy else "",
        steward=names[row.steward_id],
        recorder=names[row.recorder_id],
        earlier=pickup_signatures.of_row(service, tx, row),
    )


def linked(service: PickupService, tx: Tx, register: str, id: int) -> Iterable[Ref]:
    """The newest pickups of an item, and those of a proxy."""
    of_item = select(PickupLine.pickup_id).where(PickupLine.item_id == id)
    which = {"mail": Pickup.id.in_(of_item), "proxies": Pickup.proxy_id == id}.get(register)
    if which is None:
        return ()
    newest = select(Pickup).where(which).order_by(Pickup.id.desc()).limit(_NAMED)
    return [service.ref(row) for row in tx.session.scalars(newest)]


def unit_events(service: PickupService, tx: Tx, unit_id: int, limit: int) -> Iterator[UnitEvent]:
    """The pickups with a unit's items, the newest first."""
    here = select(PickupLine.pickup_id).where(PickupLine.unit_id == unit_id)
    found = select(Pickup).where(Pickup.id.in_(here)).order_by(Pickup.id.desc()).limit(limit)
    for row in tx.session.scalars(found):
        title = f"{row.taker} × {row.total}"[:120]
        yield UnitEvent(at=row.picked_at, ref=service.ref(row), title=title, state=f"pickups.state.{row.state}")
