"""What of accountable mail belongs in Today, waits for a unit, and stands on its page (``REC-1``, ``MAIL-6``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from deskapp.domain.common import TodayItem, Urgent, Waiting, pressing
from deskapp.domain.directory import UnitEvent
from deskapp.domain.mail import REGISTER, State
from deskapp.domain.people import COUNTER, Role
from deskapp.models.base import inline
from deskapp.models.directory import Area, Building, Unit
from deskapp.models.mail import MailItem
from deskapp.services import mail_reads
from deskapp.services.mail_items import in_the_house
from deskapp.services.register import COUNT_CAP
from deskapp.services.rulebook import RulebookService
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.mail import MailService

#: When the area stewards come for what their residents have not collected [001·1·4.2.4.2].
WINDOW = "mail.accountable_collection_window"


def today(service: MailService, tx: Tx) -> Iterator[TodayItem]:
    """How many are to be told, how many are looked for; at their hour the stewards' lists."""
    if tx.acts_as(COUNTER):
        yield from _groups(service, tx)
    yield from _lists(service, tx)


def _groups(service: MailService, tx: Tx) -> Iterator[TodayItem]:
    if count := service.count(tx, ("notify",))["notify"]:
        yield TodayItem(
            register=REGISTER, text="today.mail.notify", count=count, chip="notify", urgent=Urgent.SOMETIME
        )  # fmt: skip
    looked_for = select(MailItem.id).where(in_the_house(), MailItem.state == inline(State.MISSING)).limit(COUNT_CAP)
    if count := tx.session.scalar(select(func.count()).select_from(looked_for.subquery())) or 0:
        yield TodayItem(register=REGISTER, text="today.mail.missing", count=count, chip="here")


def window(service: MailService, tx: Tx) -> tuple[datetime, datetime]:
    """From when to when the stewards come today."""
    day = tx.now.astimezone().date()
    opens, closes = service.core.service(RulebookService).times(tx, WINDOW)
    begin, end = (datetime.combine(day, hour).astimezone() for hour in (opens, closes))
    return begin, end


def _lists(service: MailService, tx: Tx) -> Iterator[TodayItem]:
    """At its hour, one row for each area with something to take along; a steward sees the own one (``MAIL-6``)."""
    begin, end = window(service, tx)
    if not begin <= tx.now < end:
        return
    asked = (
        select(Area.id, Area.name, func.count())
        .join(Building, Building.area_id == Area.id)
        .join(Unit, Unit.building_id == Building.id)
        .join(MailItem, MailItem.unit_id == Unit.id)
        .where(in_the_house(), MailItem.state == inline(State.WAITING))
        .group_by(Area.id, Area.name)
        .order_by(Area.name)
    )
    if tx.actor is not None and tx.actor.role is Role.STEWARD:
        asked = asked.where(Area.id == tx.actor.area_id)
    for _, name, count in tx.session.execute(asked):
        yield TodayItem(
            register=REGISTER, text="today.mail.steward_list", params={"area": name}, due=end, started=begin,
            urgent=pressing(tx.now, begin, end), count=count, chip="here",
        )  # fmt: skip


# A unit's


def waiting(service: MailService, tx: Tx, unit_id: int) -> Iterator[Waiting]:
    """What lies here for a unit, and where: whoever calls is told first of all; what its steward has (``REC-1``)."""
    there = select(MailItem).where(MailItem.unit_id == unit_id, in_the_house()).order_by(MailItem.id)
    found = [row for row in tx.session.scalars(there.limit(COUNT_CAP)) if not row.unknown_at]
    here = [row for row in found if row.state in (State.WAITING, State.HELD, State.RETURN)]
    if here:
        places = "、".join(dict.fromkeys(row.place for row in here if row.place))
        params = {"count": len(here), "places": places or "waiting.mail.nowhere"}
        yield Waiting(
            register=REGISTER, text="waiting.mail", params=params, ref=service.ref(here[0]),
            urgent=_pressing(service, tx, here), first=True,
        )  # fmt: skip
    away = [row for row in found if row.state is State.STEWARD]
    if away:
        names = service.staff_names(tx, (row.steward_id for row in away))
        who = "、".join(dict.fromkeys(names[row.steward_id] for row in away))
        params = {"count": len(away), "steward": who}
        yield Waiting(register=REGISTER, text="waiting.mail.steward", params=params, ref=service.ref(away[0]))


def _pressing(service: MailService, tx: Tx, rows: Sequence[MailItem]) -> Urgent:
    return min((service.presses(tx, row) for row in rows), key=list(Urgent).index)


def unit_events(service: MailService, tx: Tx, unit_id: int, limit: int) -> Iterator[UnitEvent]:
    """The unit's items, the newest first."""
    newest = select(MailItem).where(MailItem.unit_id == unit_id).order_by(MailItem.id.desc()).limit(limit)
    for row in tx.session.scalars(newest):
        title = " · ".join(part for part in (row.recipient, mail_reads.carrier_of(row), row.tracking) if part)[:120]
        yield UnitEvent(at=row.received_at, ref=service.ref(row), title=title, state=f"mail.state.{row.state}")
