"""The reads of accountable mail: chips, rows, the detail (``MAIL-2``, ``MAIL-4``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, or_, select

from deskapp.domain import carriers
from deskapp.domain.common import Ref
from deskapp.domain.mail import REGISTER, Condition, Contact, ItemDetail, ItemRow, NextTry, State
from deskapp.domain.words import Language
from deskapp.models.base import inline
from deskapp.models.mail import MailContact, MailItem
from deskapp.models.pickups import Pickup
from deskapp.models.returns import MailReturn
from deskapp.services import journal
from deskapp.services.mail_items import in_the_house
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.mail import MailService


def chip(tx: Tx, name: str) -> ColumnElement[bool] | None:
    """The condition of a chip; ``today`` is what came in today, ``notify`` whoever is to be told (again)."""
    house = in_the_house()
    waiting = MailItem.state == State.WAITING
    tell = or_(MailItem.attempts == 0, MailItem.next_at <= tx.now)
    conditions: dict[str, ColumnElement[bool] | None] = {
        "here": house,
        "notify": and_(house, waiting, tell),
        "overdue": and_(MailItem.due_at.is_not(None), MailItem.due_at <= tx.now),
        "unknown": and_(house, MailItem.state == State.UNKNOWN),
        "return": and_(house, MailItem.state == State.RETURN),
        "steward": and_(house, MailItem.state == State.STEWARD),
        "damaged": and_(house, MailItem.condition != inline(Condition.GOOD)),
        "today": and_(MailItem.received_at >= tx.midnight, MailItem.received_at < tx.midnight + timedelta(days=1)),
        "all": None,
    }
    return conditions[name]


def carrier_of(row: MailItem) -> str:
    """A carrier's name as it is written on a line of a unit's page: in the office's language."""
    return carriers.name(row.carrier, Language.CHINESE)


def as_rows(service: MailService, tx: Tx, found: Sequence[MailItem]) -> Iterator[ItemRow]:
    """Items as the table shows them."""
    names = service.staff_names(tx, (row.recorder_id for row in found))
    for row in found:
        yield ItemRow(
            **service.columns(row, ItemRow),
            at=row.received_at,
            unit=row.unit_code,
            due=row.due_at,
            started=row.due_start or row.received_at,
            handler=names[row.recorder_id],
        )


def detail(service: MailService, tx: Tx, row: MailItem) -> ItemDetail:
    """Everything about one item, with every attempt to reach its resident."""
    tried = tx.session.scalars(select(MailContact).where(MailContact.item_id == row.id).order_by(MailContact.id)).all()
    names = service.staff_names(tx, (row.recorder_id, row.steward_id, *(contact.by_id for contact in tried)))
    pickup = tx.session.get(Pickup, row.pickup_id) if row.pickup_id else None
    listed = tx.session.get(MailReturn, row.return_id) if row.return_id else None
    next_try = NextTry(channel=row.next_channel, at=row.next_at) if row.next_channel and row.next_at else None
    return ItemDetail(
        **service.columns(row, ItemDetail),
        unit=row.unit_code,
        recorder=names[row.recorder_id],
        next_try=next_try,
        deadline=service.clock(row).deadline,
        steward=names[row.steward_id],
        pickup=Ref("pickups", pickup.id, pickup.number) if pickup else None,
        return_list=Ref("returns", listed.id, listed.number) if listed else None,
        contacts=tuple(_contacts(tried, names)),
        linked=service.linked_to(tx, row),
        history=journal.history(tx.session, REGISTER, row.id),
    )


def _contacts(tried: Iterable[MailContact], names: dict[int | None, str]) -> Iterator[Contact]:
    for row in tried:
        yield Contact(at=row.at, channel=row.channel, outcome=row.outcome, note=row.note, by=names[row.by_id])
