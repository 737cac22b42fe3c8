"""The lights-out kit: two pages for paper, refreshed at each shift's start, with a pad of blank forms (``DUTY-9``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select

from deskapp.domain.common import Option, TodayItem, Urgent
from deskapp.domain.handovers import Count
from deskapp.domain.lights_out import MOST_COPIES, REGISTER, Contact, Held, LightsOut, Lying, Pad, Stand
from deskapp.domain.mail import ItemRow
from deskapp.domain.people import COUNTER, EVERYONE, Role
from deskapp.domain.roster import OnDuty
from deskapp.domain.slips import Printed
from deskapp.errors import NotFound
from deskapp.models.base import inline
from deskapp.models.directory import Area, Building, Department, EstateRow
from deskapp.models.journal import JournalRow
from deskapp.models.mail import MailItem
from deskapp.models.staff import Staff
from deskapp.services import (
    duty_chain,
    handed_things,
    handover_parts,
    journal,
    key_reads,
    loan_deposits,
    loan_reads,
    mail_items,
    roster_now,
)
from deskapp.services.mail import MailService
from deskapp.services.reception import ReceptionService
from deskapp.services.register import RegisterService
from deskapp.services.rulebook import RulebookService
from deskapp.services.slips import SlipService
from deskapp.services.verbs import Service, Tx, reads, writes

#: Two pages hold no more than so many lines of one kind.
MOST = 60
#: So much of what lies on the shelves is looked at place by place.
_SHELVED = 600
_DAY = timedelta(days=1)


class _Shift(NamedTuple):
    """When the shift that runs began, and when the next one begins."""

    began: datetime
    next: datetime


class LightsOutService(Service):
    """No register of its own: it gathers what the registers say."""

    name = REGISTER

    def open_to(self, tx: Tx) -> bool:
        """The pages are the counter's."""
        return tx.acts_as(COUNTER)

    @reads(COUNTER)
    def sheet(self, tx: Tx, id: int) -> LightsOut:
        """Keys out, promises, slips, mail, money, people: as they stand now; ``id`` says nothing."""
        shift = self._shift(tx)
        held = loan_reads.holdings(tx)
        promises, promised = self._running(tx, ReceptionService)
        slips, slipped = self._running(tx, SlipService)
        mail, lying = self._mail(tx)
        duty = roster_now.duty_now(self.core, tx)
        return LightsOut(
            id=id, number=_number(shift.began), at=tx.now, shift_at=shift.began, keys=held[:MOST], keys_total=len(held),
            walls=key_reads.walls(tx), promises=promises, promises_total=promised, slips=slips, slips_total=slipped,
            mail=mail, mail_total=lying, held=self._held(tx), now=duty.now, next=duty.next,
            today=tuple(_today(tx)), stewards=tuple(_stewards(tx)), departments=tuple(_departments(tx)),
            head=duty_chain.head(tx),
        )  # fmt: skip

    def _running(self, tx: Tx, kind: type[RegisterService[Any, Any]]) -> tuple[tuple[Any, ...], int]:
        """The first rows of a register whose clock runs, by time, and how many there are."""
        service: RegisterService[Any, Any] = self.core.service(kind)
        asked = service.clock_questions
        assert asked is not None
        ids = [row.id for row in tx.session.scalars(asked.first)]
        return service.list_rows(tx, ids), tx.session.scalar(asked.total) or 0

    def _mail(self, tx: Tx) -> tuple[tuple[Lying, ...], int]:
        """What lies on the shelves by place and unit, and how many items that are; what is beyond is only counted."""
        service = self.core.service(MailService)
        lies = MailItem.state.in_(inline(*handed_things.ON_THE_SHELF))
        asked = select(MailItem.id).where(mail_items.in_the_house(), lies)
        ids = tx.session.scalars(asked.order_by(MailItem.place, MailItem.unit_code, MailItem.id)).all()
        rows = service.list_rows(tx, ids[:_SHELVED])
        return tuple(_by_place(rows)), len(ids)

    def _held(self, tx: Tx) -> Held:
        deposits = loan_deposits.envelopes(tx)
        cash = handover_parts.figures(self.core, tx)[Count.CASH].cash
        return Held(
            envelopes=deposits.count, deposits=deposits.total, deposits_cash=deposits.cash,
            cash=cash or loan_deposits.NOTHING,
        )  # fmt: skip

    # When a shift begins

    def _shift(self, tx: Tx) -> _Shift:
        """By the published roster; where it says nothing, by the hours of duty."""
        starts = sorted({each.since for each in roster_now.around(tx, tx.now)})
        before = [start for start in starts if tx.now - _DAY < start <= tx.now]
        after = [start for start in starts if tx.now < start <= tx.now + _DAY]
        opens, _closes = self.core.service(RulebookService).times(tx, "duty.hours")
        here = tx.now.astimezone()
        opening = here.replace(hour=opens.hour, minute=opens.minute, second=0, microsecond=0)
        if opening > here:
            opening -= _DAY
        return _Shift(before[-1] if before else opening, after[0] if after else opening + _DAY)

    @reads(EVERYONE)
    def stand(self, tx: Tx) -> Stand:
        """When this shift and the next one begin, and whether somebody has printed this shift's pages."""
        shift = self._shift(tx)
        printed = self._printed(tx, shift.began)
        at, by = printed if printed is not None else (None, "")
        return Stand(shift_at=shift.began, next_at=shift.next, printed_at=at, printed_by=by)

    def _printed(self, tx: Tx, since: datetime) -> tuple[datetime, str] | None:
        """The last print since a shift began, and whose it was: the journal of the estate has few lines."""
        here = JournalRow.register == "estate", JournalRow.entry_id == 1, JournalRow.verb == f"{REGISTER}.print"
        asked = select(JournalRow.at, Staff.name).outerjoin(Staff, Staff.id == JournalRow.staff_id).where(*here)
        found = tx.session.execute(asked.order_by(JournalRow.seq.desc()).limit(1)).first()
        return (found[0], found[1] or "") if found is not None and found[0] >= since else None

    @writes(COUNTER)
    def print(self, tx: Tx, id: int) -> Printed:
        """The pages go on paper: names and phones leave the program, so the journal says by whom."""
        began = self._shift(tx).began
        estate = tx.session.get(EstateRow, 1)
        if estate is None:
            raise NotFound(number=REGISTER)
        journal.write(tx, "estate", estate, number=_number(began))
        by = tx.actor.name if tx.actor else ""
        return Printed(id=id, number=_number(began), reprint=0, at=tx.now, by=by)

    def today(self, tx: Tx) -> Iterable[TodayItem]:
        """From each shift's start until somebody has printed its pages."""
        shift = self._shift(tx)
        if self._printed(tx, shift.began) is None:
            said = {"shift": f"{shift.began.astimezone():%H:%M}"}
            yield TodayItem(
                register=REGISTER, text="today.lights_out", params=said, urgent=Urgent.SOMETIME, chip="print"
            )

    # On the command line

    @reads(COUNTER)
    def options(self, tx: Tx) -> tuple[Option, ...]:
        """The pages are always those of now."""
        return (Option(id=1, text="now", code="NOW"),)

    @reads(COUNTER)
    def pads(self, tx: Tx) -> tuple[Option, ...]:
        """How many copies of each blank form a pad can have."""
        return tuple(Option(id=copies, text=str(copies), code=str(copies)) for copies in range(1, MOST_COPIES + 1))

    @reads(EVERYONE)
    def pad(self, tx: Tx, id: int) -> Pad:
        """A pad with so many copies of each blank form."""
        if not 1 <= id <= MOST_COPIES:
            raise NotFound(number=str(id)[:20])
        return Pad(id=id, number=str(id), day=tx.now.astimezone().date())


def _number(began: datetime) -> str:
    """A shift's pages are named by when it began."""
    return f"{began.astimezone():%Y-%m-%d %H:%M}"


def _by_place(rows: Sequence[ItemRow]) -> Iterator[Lying]:
    """The items of one unit at one place together, in the order of the shelves."""
    found: dict[tuple[str, str], list[ItemRow]] = {}
    for row in rows:
        found.setdefault((row.place, row.unit), []).append(row)
    for (place, unit), items in found.items():
        names = tuple(dict.fromkeys(item.recipient for item in items if item.recipient))
        yield Lying(place=place, unit=unit, names=names, items=len(items), since=min(item.at for item in items))


def _today(tx: Tx) -> Iterator[OnDuty]:
    """Everybody whose shift begins today."""
    day = tx.now.astimezone().date()
    on = [each for each in roster_now.around(tx, tx.now) if each.since.date() == day]
    yield from sorted(on, key=lambda each: (each.since, each.until, each.staff_id))


def _stewards(tx: Tx) -> Iterator[Contact]:
    """Each area's steward, with the buildings of the area."""
    buildings: dict[int | None, list[str]] = {}
    for area_id, name in tx.session.execute(select(Building.area_id, Building.name).order_by(Building.code)):
        buildings.setdefault(area_id, []).append(name)
    asked = select(Staff.name, Staff.phone, Area.id, Area.name).join(Area, Area.id == Staff.area_id)
    for name, phone, area_id, area in tx.session.execute(
        asked.where(Staff.active, Staff.role == Role.STEWARD).order_by(Area.name, Staff.code)
    ):
        here = "、".join(buildings.get(area_id, ()))
        yield Contact(what=f"{area}（{here}）" if here else area, name=name, phone=phone)


def _departments(tx: Tx) -> Iterator[Contact]:
    """The departments that have a phone."""
    for row in tx.session.scalars(select(Department).where(Department.phone != "").order_by(Department.id)):
        yield Contact(what=row.name, name="", phone=row.phone)


SERVICE = LightsOutService
