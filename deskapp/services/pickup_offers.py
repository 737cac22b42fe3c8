"""What the counter is offered to hand out, from any scan, unit, name, shelf place or last four digits (``MAIL-5``)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from deskapp.domain.directory import Relation
from deskapp.domain.mail import FOR_PICKUP, State
from deskapp.domain.people import Role
from deskapp.domain.pickups import Kind, Offer, OfferUnit, Taker
from deskapp.domain.proxies import REGISTER as PROXIES
from deskapp.domain.proxies import State as ProxyState
from deskapp.models.base import inline
from deskapp.models.directory import Building, Resident, Tie, Unit
from deskapp.models.mail import MailItem
from deskapp.models.pickups import Proxy
from deskapp.models.staff import Staff
from deskapp.services import directory_codes as codes
from deskapp.services import directory_find, directory_reads, mail_items, pickup_checks, pickup_signatures, proxy_reads
from deskapp.services.mail import MailService
from deskapp.services.numbering import plain
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.pickups import PickupService

#: More units than these were not meant by what was typed.
_MOST = 12
#: Who stands at the counter first: whoever lives there.
_FIRST = {Relation.TENANT: 0, Relation.OWNER: 1, Relation.FAMILY: 2, Relation.AGENT: 3}


def meant(service: PickupService, tx: Tx, text: str) -> Offer:
    """The unit that was meant with all its items; several units to choose from; nothing."""
    found = mail_items.found(tx, text, service.core.service(MailService).readable(tx))
    units = list(dict.fromkeys(item.unit_id for item in found if item.unit_id is not None))
    if not found:
        units = [id for id in _without_items(tx, text) if _mine(tx, id)]
    if not units:
        return Offer(kept=mail_items.hits(found))
    if len(units) > 1:
        return Offer(choices=tuple(_choices(tx, units[:_MOST])))
    unit = tx.session.get_one(Unit, units[0])
    return of_unit(service, tx, unit, {item.id for item in found})


def _mine(tx: Tx, unit_id: int | None) -> bool:
    """Whether it lies in the area of a steward who asks; the counter may see all (``roles.md``)."""
    if tx.actor is None or tx.actor.role is not Role.STEWARD:
        return True
    return unit_id is not None and tx.actor.area_id is not None and _area(tx, unit_id) == tx.actor.area_id


def _area(tx: Tx, unit_id: int) -> int | None:
    here = select(Building.area_id).join(Unit, Unit.building_id == Building.id).where(Unit.id == unit_id)
    return tx.session.scalar(here)


def _without_items(tx: Tx, text: str) -> Iterable[int]:
    """The units meant where no item is: a proxy's number, a unit, somebody by name, pinyin or phone."""
    number = tx.session.scalars(select(Proxy.unit_id).where(Proxy.number == plain(text.partition("/")[0]))).first()
    if number is not None:
        return [number]
    return dict.fromkeys(hit.unit_id for hit in directory_find.find_caller(tx, text, _MOST)) if text.strip() else ()


def _choices(tx: Tx, unit_ids: Sequence[int]) -> Iterator[OfferUnit]:
    here = select(MailItem.unit_id, func.count()).where(
        mail_items.in_the_house(), MailItem.unit_id.in_(unit_ids), MailItem.state.in_(inline(*FOR_PICKUP))
    )
    waiting = dict(iter(tx.session.execute(here.group_by(MailItem.unit_id))))
    units = dict(iter(tx.session.execute(select(Unit.id, Unit.code).where(Unit.id.in_(unit_ids)))))
    people = directory_find.names_of(tx, unit_ids)
    for id in unit_ids:
        names = "、".join(name for name, _ in people.get(id, ()))
        yield OfferUnit(unit=units[id], names=names, items=waiting.get(id, 0))


def of_unit(service: PickupService, tx: Tx, unit: Unit, ids: Iterable[int] = ()) -> Offer:
    """All items of a unit in one step, whoever may take them, what the unit has asked (``DIR-4``)."""
    found = select(MailItem).where(mail_items.in_the_house(), MailItem.unit_id == unit.id)
    rows = tx.session.scalars(found.order_by(MailItem.place, MailItem.id)).all()
    going = sorted((row for row in rows if row.state in FOR_PICKUP), key=lambda row: row.state is State.STEWARD)
    wanted = set(ids)
    return Offer(
        unit=unit.code,
        items=mail_items.hits(going),
        meant=tuple(row.id for row in going if row.id in wanted),
        kept=mail_items.hits(row for row in rows if row not in going),
        takers=tuple(pickup_signatures.of_taker(service, tx, each, unit.id) for each in _takers(tx, unit, going)),
        instructions=directory_reads.instructions(tx, unit),
    )


def _takers(tx: Tx, unit: Unit, going: Sequence[MailItem]) -> Iterator[Taker]:
    """The people of the unit, those that items are addressed to first; then proxies; then the area's stewards."""
    names = Counter(codes.same_text(row.recipient) for row in going)
    people = list(_people(tx, unit, names))
    yield from sorted(people, key=lambda taker: not taker.addressed)
    living = {codes.same_text(taker.name) for taker in people}
    for row in {codes.same_text(row.recipient): row for row in reversed(going)}.values():
        name = codes.same_text(row.recipient)
        if name not in living:
            relation = "pickups.relation.addressee"
            yield Taker(
                kind=Kind.RESIDENT, name=row.recipient, phone=row.phone, relation=relation, addressed=names[name]
            )
    for proxy in proxy_reads.of_unit(tx, unit.id):
        if proxy.state is ProxyState.APPROVED:
            yield _proxy(proxy)
    if any(row.state in pickup_checks.FOR_STEWARD for row in going):
        yield from _stewards(tx, unit)


def _people(tx: Tx, unit: Unit, names: Counter[str]) -> Iterator[Taker]:
    ties = (
        select(Resident, Tie.relation)
        .join(Tie, Tie.resident_id == Resident.id)
        .where(Tie.unit_id == unit.id, directory_find.current(tx))
        .order_by(Tie.id)
    )
    for row, relation in sorted(tx.session.execute(ties), key=lambda tie: _FIRST[tie[1]]):
        yield Taker(
            kind=Kind.RESIDENT, name=row.name, resident_id=row.id,
            phone=next(iter(codes.split_phones(row.phones)), ""), relation=f"directory.relation.{relation}",
            id_type=row.id_type, id_number_masked=codes.mask(row.id_number), addressed=names[codes.same_text(row.name)],
        )  # fmt: skip


def _proxy(row: Proxy) -> Taker:
    return Taker(
        kind=Kind.PROXY, name=row.name, proxy_id=row.id, phone=row.phone, relation=f"{PROXIES}.relation.{row.relation}",
        for_=row.resident, id_type=row.id_type, id_number_masked=codes.mask(row.id_number), until=row.until,
    )  # fmt: skip


def _stewards(tx: Tx, unit: Unit) -> Iterator[Taker]:
    area = _area(tx, unit.id)
    here = select(Staff).where(Staff.active, Staff.role == Role.STEWARD, Staff.area_id == area).order_by(Staff.code)
    for row in tx.session.scalars(here) if area is not None else ():
        yield Taker(kind=Kind.STEWARD, name=row.name, steward_id=row.id, phone=row.phone, relation="role.steward")
