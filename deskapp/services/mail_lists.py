"""The lists of accountable mail: the steward's, the day's signing sheet, notices, labels (``MAIL-4``, ``MAIL-6``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from deskapp.domain.mail import State
from deskapp.domain.mail_lists import (
    DayLine,
    ItemLabel,
    ItemLabels,
    ListedItem,
    MailDay,
    Notices,
    NoticeSlip,
    Signed,
    StewardList,
)
from deskapp.domain.people import Role
from deskapp.domain.pickups import Kind as Pickup_
from deskapp.errors import NotAllowed, NotFound
from deskapp.models.base import inline
from deskapp.models.directory import Area, Building, Unit
from deskapp.models.mail import MailItem
from deskapp.models.pickups import Pickup
from deskapp.models.returns import MailReturn
from deskapp.models.staff import Staff
from deskapp.services import mail_clocks, mail_reads, periods
from deskapp.services.mail_items import in_the_house
from deskapp.services.mail_today import WINDOW
from deskapp.services.rulebook import RulebookService
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.mail import MailService

_SIGNED = {Pickup_.RESIDENT: Signed.RESIDENT, Pickup_.PROXY: Signed.PROXY, Pickup_.STEWARD: Signed.STEWARD}
#: What a resident can still be told of.
_TO_TELL = (State.WAITING, State.HELD)
#: More notices or labels than these are not printed in one go.
MOST = 400


def listed(service: MailService, row: MailItem) -> ListedItem:
    """An item as a line of a list."""
    return ListedItem(**service.columns(row, ListedItem), unit=row.unit_code, due=row.due_at)


def steward_list(service: MailService, tx: Tx, area_id: int) -> StewardList:
    """What waits for an area's residents, house by house (``MAIL-6``) [001·1·4.2.4.2]."""
    area = tx.session.get(Area, area_id)
    if area is None:
        raise NotFound(number=f"#{area_id}")
    if tx.actor is not None and tx.actor.role is Role.STEWARD and tx.actor.area_id != area_id:
        raise NotAllowed("not_your_area", unit=area.name)
    asked = (
        select(MailItem)
        .join(Unit, Unit.id == MailItem.unit_id)
        .join(Building, Building.id == Unit.building_id)
        .where(in_the_house(), MailItem.state == inline(State.WAITING), Building.area_id == area_id)
        .order_by(func.length(Building.code), Building.code, func.length(Unit.code), Unit.code, MailItem.id)
    )
    names = select(Staff.name).where(Staff.area_id == area_id, Staff.role == Role.STEWARD, Staff.active)
    return StewardList(
        id=area.id, number=area.name, day=tx.now.astimezone().date(), at=tx.now,
        stewards=tuple(tx.session.scalars(names.order_by(Staff.code))),
        window=service.core.service(RulebookService).value(tx, WINDOW),
        items=tuple(listed(service, row) for row in tx.session.scalars(asked)),
    )  # fmt: skip


def day(service: MailService, tx: Tx, digits: int) -> MailDay:
    """What came on a day or in a month, in order, with how each was signed for; raises NotFound for no such period."""
    name, since, until = periods.period(digits)
    came = select(MailItem).where(MailItem.received_at >= since, MailItem.received_at < until)
    rows = tx.session.scalars(came.order_by(MailItem.received_at, MailItem.id)).all()
    pickups = _of(tx, Pickup, (row.pickup_id for row in rows))
    lists = _of(tx, MailReturn, (row.return_id for row in rows))
    return MailDay(number=name, lines=tuple(_line(service, row, pickups, lists) for row in rows))


def _of(tx: Tx, model: Any, ids: Iterable[int | None]) -> dict[int | None, Any]:
    wanted = {id for id in ids if id}
    return {row.id: row for row in tx.session.scalars(select(model).where(model.id.in_(wanted)))} if wanted else {}


def _line(service: MailService, row: MailItem, pickups: dict[int | None, Any], lists: dict[int | None, Any]) -> DayLine:
    signed, taker, paper, at = Signed.HERE, "", "", row.done_at
    if row.state in (State.COLLECTED, State.STEWARD):
        pickup = pickups[row.pickup_id]
        signed, taker, paper, at = _SIGNED[pickup.kind], pickup.taker, pickup.number, pickup.picked_at
    elif row.state is State.RETURNED:
        gone = lists[row.return_id]
        signed, taker, paper = Signed.CARRIER, gone.signer, gone.number
    elif row.state in (State.MISSING, State.VOIDED):
        signed = Signed(row.state.value)
    return DayLine(item=listed(service, row), signed=signed, taker=taker, signed_at=at, paper=paper)


# Notices


def notice(service: MailService, tx: Tx, row: MailItem) -> Notices:
    """The notice of one item's addressee, with everything that waits there for the same name."""
    same = select(MailItem).where(
        in_the_house(), MailItem.unit_id == row.unit_id, MailItem.recipient == row.recipient,
        MailItem.state.in_(inline(*_TO_TELL)),
    )  # fmt: skip
    waiting = tx.session.scalars(same.order_by(MailItem.id)).all() if row.unit_id else []
    return _notices(service, tx, row.number, waiting or [row])


def notices(service: MailService, tx: Tx, ids: Sequence[int]) -> Notices:
    """The notices for these items; what no longer waits is left out."""
    chosen = select(MailItem).where(
        MailItem.id.in_(list(ids)[:MOST]), MailItem.state.in_(_TO_TELL), service.readable(tx)
    )
    rows = tx.session.scalars(chosen.order_by(MailItem.id)).all()
    return _notices(service, tx, rows[0].number if rows else "", rows)


def notices_due(service: MailService, tx: Tx, digits: int) -> Notices:
    """The notices for a day's items whose residents are still to be told of them."""
    name, since, until = periods.period(digits)
    tell = mail_reads.chip(tx, "notify")
    assert tell is not None
    came = select(MailItem).where(tell, MailItem.received_at >= since, MailItem.received_at < until)
    return _notices(service, tx, name, tx.session.scalars(came.order_by(MailItem.id).limit(MOST)).all())


def _notices(service: MailService, tx: Tx, number: str, rows: Sequence[MailItem]) -> Notices:
    slips: dict[tuple[str, str], list[MailItem]] = {}
    for row in rows:
        slips.setdefault((row.unit_code, row.recipient), []).append(row)
    hours = service.core.service(RulebookService).value(tx, "duty.hours")
    made = (
        NoticeSlip(
            unit=unit, recipient=recipient, items=tuple(listed(service, row) for row in waiting),
            keep_until=min(_kept_until(service, tx, row) for row in waiting),
            attempt=max(row.attempts for row in waiting) + 1,
        )
        for (unit, recipient), waiting in slips.items()
    )  # fmt: skip
    return Notices(number=number, slips=tuple(sorted(made, key=_place)), hours=hours)


def _place(slip: NoticeSlip) -> tuple[int, str, str]:
    building = slip.unit.partition("-")[0]
    return len(building), slip.unit, slip.recipient


def _kept_until(service: MailService, tx: Tx, row: MailItem) -> date:
    """The last day it waits: to be held until, or the rule's day of return."""
    if row.state is State.HELD and row.held_until:
        return row.held_until
    due = mail_clocks.goes_back_at(tx, service.core, row)
    return max(due.astimezone().date(), tx.now.astimezone().date())


# Labels


def labels(service: MailService, tx: Tx, ids: Sequence[int]) -> ItemLabels:
    """The labels of items in the order asked; raises NotFound if there is none of them."""
    chosen = select(MailItem).where(MailItem.id.in_(list(ids)[:MOST]), service.readable(tx))
    found = {row.id: row for row in tx.session.scalars(chosen)}
    rows = [found[id] for id in ids if id in found]
    if not rows:
        raise NotFound(number=f"{service.prefix} #{next(iter(ids), 0)}")
    made = tuple(ItemLabel(**service.columns(row, ItemLabel), unit=row.unit_code) for row in rows)
    return ItemLabels(id=rows[0].id, number=rows[0].number, labels=made)
