"""What a pickup does to its items: out of the house, or along with the steward, and back if it was a mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from deskapp.domain.mail import State
from deskapp.domain.pickups import Kind
from deskapp.errors import DeskError
from deskapp.models.mail import MailItem
from deskapp.models.pickups import Pickup, PickupLine, Proxy
from deskapp.services import deadlines, mail_items, pickup_reads
from deskapp.services.mail import MailService
from deskapp.services.proxies import ProxyService
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.pickups import PickupService

#: Where an item is that went out with a pickup.
_OUT = (State.COLLECTED, State.STEWARD)
#: The clock of an item and what is to be tried next, kept on its line as they were before.
_CLOCK = ("due_at", "due_start", "due_what", "due_rule", "due_span", "next_channel", "next_at")


def out(service: PickupService, tx: Tx, row: Pickup, item: MailItem) -> None:
    """An item leaves: collected for good, or in the steward's hands, where its clock goes on (``MAIL-7``)."""
    clock = {f"before_{name}": getattr(item, name) for name in _CLOCK}
    line = PickupLine(
        pickup_id=row.id, item_id=item.id, unit_id=item.unit_id, before=item.state, before_pickup_id=item.pickup_id,
        before_place_id=item.place_id, place=item.place, **clock,
    )  # fmt: skip
    tx.session.add(line)
    mail = service.core.service(MailService)
    left: dict[str, Any] = {"pickup_id": row.id, "place_id": None}
    if row.kind is Kind.STEWARD:
        mail.follow(tx, item, "take_along", State.STEWARD, steward_id=row.steward_id, **left)
        return
    deadlines.stop(tx, item, row.picked_at)
    mail.follow(tx, item, "hand_out", State.COLLECTED, done_at=row.picked_at, **left)


def back(service: PickupService, tx: Tx, row: Pickup) -> None:
    """Every item that this pickup took is where it was; what came back or was missed since stays as it is."""
    lines = pickup_reads.lines_of(tx, row)
    for _, item in lines:
        _can_come_back(tx, row, item)
    for line, item in lines:
        if item.pickup_id == row.id and item.state in _OUT:
            _put_back(service, tx, row, line, item)
    proxy = tx.session.get(Proxy, row.proxy_id) if row.proxy_id is not None else None
    if proxy is not None:
        service.core.service(ProxyService).given_back(tx, proxy)


def _can_come_back(tx: Tx, row: Pickup, item: MailItem) -> None:
    """Refused for what the steward has handed on, and for a parcel that has come a second time since."""
    if item.state not in _OUT:
        return
    if item.pickup_id != row.id:
        other = tx.session.get_one(Pickup, item.pickup_id)
        raise DeskError("pickup_gone_on", number=row.number, item=item.number, other=other.number)
    again = select(MailItem).where(MailItem.tracking == item.tracking, MailItem.id != item.id)
    other_item = tx.session.scalars(again.where(mail_items.in_the_house())).first() if item.tracking else None
    if other_item is not None:
        raise DeskError("item_came_again", number=item.number, other=other_item.number)


def _put_back(service: PickupService, tx: Tx, row: Pickup, line: PickupLine, item: MailItem) -> None:
    # What the steward has kept its clock: whatever was tried meanwhile stands.
    stopped = item.state is State.COLLECTED
    clock = {name: getattr(line, f"before_{name}") for name in _CLOCK} if stopped else {}
    if stopped and line.before_due_at is not None and line.before_due_at < row.picked_at:
        item.missed -= 1  # it was counted when the clock was stopped, and will be when it is stopped again
    service.core.service(MailService).follow(
        tx, item, "hand_back", line.before, pickup_id=line.before_pickup_id, place_id=line.before_place_id,
        place=line.place, done_at=None, steward_id=item.steward_id if line.before is State.STEWARD else None, **clock,
    )  # fmt: skip
