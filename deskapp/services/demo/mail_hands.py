"""Whose hands a made-up estate's mail goes through: residents, proxies, stewards, the carriers' workers."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

from deskapp.domain import pickups, proxies, returns
from deskapp.domain.directory import IdType
from deskapp.domain.mail import State
from deskapp.domain.pickups import Check, Kind
from deskapp.domain.proxies import Relation
from deskapp.models.pickups import Pickup, PickupLine, Proxy
from deskapp.models.returns import MailReturn, ReturnLine
from deskapp.models.staff import Staff
from deskapp.services.demo import mail_data, names
from deskapp.services.demo.clock import HOUR, iso
from deskapp.services.demo.ledger import Row
from deskapp.services.demo.world import Person, World
from deskapp.services.pickups import PickupService
from deskapp.services.proxies import ProxyService
from deskapp.services.returns import ReturnService

if TYPE_CHECKING:
    from deskapp.services.demo.mail import Item, MailShare

#: Of a hundred pickups so many are by a proxy; of a hundred items with the steward so many come back.
_PROXIES, _BACK = 5, 7
_BEFORE = ("due_at", "due_start", "due_what", "due_rule", "due_span")


def _month(at: int) -> str:
    return datetime.fromtimestamp(at).astimezone().strftime("%Y%m")


def _words(service: Any) -> Any:
    def of(row: Any) -> Any:
        return service.searchable(cast(Any, None), row)

    return of


class Hands:
    """Writes the pickups, proxies and return lists of the mail's share, and what they do to its items."""

    def __init__(self, share: MailShare, world: World) -> None:
        self.share = share
        self.rng = share.rng
        people = [row for row in world.ledger.unwritten(Staff) if row["role"] == "steward"]
        self._stewards = {row["area_id"]: row for row in people}
        self._lists: dict[int, tuple[Row, list[Item]]] = {}

    # Pickups

    def collect(self, world: World, at: int, item: Item) -> None:
        """Everything that waits for the unit goes out in one step (``MAIL-5``, ``MAIL-8``)."""
        person = item.person
        if person is None or item.row["state"] not in {State.WAITING.value, State.HELD.value}:
            return
        waiting = self.share.units.get(person.unit_id, ())
        here = [other for other in waiting if other.row["state"] == State.WAITING.value and other is not item]
        items = [item, *here]
        if self.rng.randrange(100) < _PROXIES:
            proxy = self._proxy(world, at, person)
            values: Row = {
                "kind": Kind.PROXY.value, "taker": proxy["name"], "phone": proxy["phone"], "proxy_id": proxy["id"],
                "check": Check.DOCUMENT.value, "id_type": proxy["id_type"], "id_number": proxy["id_number"],
            }  # fmt: skip
            self._pickup(world, at, items, values, world.on_duty(at))
            self._used(world, at, proxy)
        else:
            self._pickup(world, at, items, self._resident(person), world.on_duty(at))

    def _resident(self, person: Person) -> Row:
        """The resident, mostly known in person."""
        check = self.rng.choices(list(Check), (60, 8, 32))[0]
        shown = check is Check.DOCUMENT
        return {
            "kind": Kind.RESIDENT.value, "taker": person.name, "resident_id": person.resident_id,
            "phone": person.phone, "check": check.value,
            "id_type": (IdType.ID_CARD if shown else IdType.NONE).value,
            "id_number": names.id_number(self.rng, woman=True) if shown else "",
        }  # fmt: skip

    def _pickup(self, world: World, at: int, items: list[Item], values: Row, by: int) -> Row:
        """The pickup, its lines, and every item that leaves with it."""
        units = {item.row["unit_id"]: item.row["unit_code"] for item in items}
        row = world.ledger.new(
            Pickup, number=world.ledger.number(pickups.PREFIX, _month(at)), state=pickups.State.DONE.value,
            unit_id=next(iter(units)) if len(units) == 1 else None, unit_code=" ".join(units.values()), signed=True,
            total=len(items), picked_at=iso(at), recorded_at=iso(at), recorder_id=by, **values,
        )  # fmt: skip
        world.ledger.findable(pickups.REGISTER, row, _words(PickupService))
        world.ledger.created(at, "pickups.hand_out", by, pickups.REGISTER, row, row["number"])
        for item in items:
            self._leaves(world, at, row, item, by)
        return row

    def _leaves(self, world: World, at: int, row: Row, item: Item, by: int) -> None:
        before = item.row
        world.ledger.new(
            PickupLine, pickup_id=row["id"], item_id=before["id"], unit_id=before["unit_id"], before=before["state"],
            before_pickup_id=before["pickup_id"], before_place_id=before["place_id"], place=before["place"],
            **{f"before_{name}": before[name] for name in _BEFORE},
        )  # fmt: skip
        self.share.gone(item)
        values: Row = {"pickup_id": row["id"], "place_id": None}
        if row["kind"] == Kind.STEWARD.value:
            values |= {"state": State.STEWARD.value, "steward_id": row["steward_id"]}
            self.share.step(world, at, "take_along", item, values, by=by)
            return
        values |= {"state": State.COLLECTED.value, "done_at": iso(at), **self.share.stopped()}
        self.share.step(world, at, "hand_out", item, values, by=by)
        world.ledger.let_go(item.row)

    # Proxies

    def _proxy(self, world: World, at: int, person: Person) -> Row:
        """Somebody who comes for the resident, with the steward's approval (``MAIL-5``)."""
        rng, ledger = self.rng, world.ledger
        woman, by, asked = rng.random() < 0.5, world.on_duty(at), at - rng.randrange(180, 600)
        lasting = rng.random() < 0.25
        until = datetime.fromtimestamp(at).astimezone().date() + timedelta(days=rng.randrange(20, 180))
        row = ledger.new(
            Proxy, number=ledger.number(proxies.PREFIX, _month(at)), state=proxies.State.ASKED.value,
            unit_id=person.unit_id, unit_code=person.unit, resident=person.name, resident_id=person.resident_id,
            name=names.person(rng, woman=woman), relation=rng.choice(list(Relation)).value, phone=names.mobile(rng),
            id_type=IdType.ID_CARD.value, id_number=names.id_number(rng, woman=woman), asked_at=iso(asked),
            recorder_id=by, until=until.isoformat() if lasting else None,
        )  # fmt: skip
        ledger.findable(proxies.REGISTER, row, _words(ProxyService))
        ledger.created(asked, "proxies.ask", by, proxies.REGISTER, row, row["number"])
        steward = self._stewards.get(person.area)
        approver = steward["id"] if steward else world.staff["supervisor"][0]
        approved: Row = {
            "state": proxies.State.APPROVED.value, "approved_by_id": approver, "approved_at": iso(at - 60),
            "asked_resident": True,
        }  # fmt: skip
        ledger.change(at - 60, "proxies.approve", approver, proxies.REGISTER, row, approved)
        return row

    @staticmethod
    def _used(world: World, at: int, proxy: Row) -> None:
        """One for a single pickup ends with it."""
        if proxy["until"] is None:
            ended: Row = {"state": proxies.State.ENDED.value, "ended_at": iso(at)}
            world.ledger.change(at, "proxies.use", world.on_duty(at), proxies.REGISTER, proxy, ended)

    # Stewards

    def stewards(self, world: World, at: int) -> None:
        """Each area's steward takes along what came for it by registered or express mail [001·1·4.2.4.2]."""
        areas: defaultdict[int, list[Item]] = defaultdict(list)
        for waiting in self.share.units.values():
            for item in waiting:
                if item.path == "_steward" and item.row["state"] == State.WAITING.value and item.person is not None:
                    areas[item.person.area].append(item)
        for number, (area, items) in enumerate(sorted(areas.items())):
            steward = self._stewards.get(area)
            if steward is None:
                continue
            taken = at + number * 420
            values: Row = {
                "kind": Kind.STEWARD.value, "taker": steward["name"], "phone": steward["phone"],
                "steward_id": steward["id"], "check": Check.KNOWN.value, "id_type": IdType.NONE.value,
            }  # fmt: skip
            for some in (items[start : start + 200] for start in range(0, len(items), 200)):
                self._pickup(world, taken, some, values, world.on_duty(taken))
            for item in items:
                self._brought_round(world, taken, item)

    def _brought_round(self, world: World, at: int, item: Item) -> None:
        if self.rng.randrange(100) < _BACK:
            self.share.soon(world.clock.working(self.rng, at + 14 * HOUR), "_bring_back", item)
        else:
            item.path = "_brought"
            self.share.soon(at + self.rng.randrange(HOUR // 2, 20 * HOUR), "at_the_door", item)

    def at_the_door(self, world: World, at: int, item: Item) -> None:
        """The resident signs the steward's sheet."""
        if item.row["state"] == State.STEWARD.value and item.person is not None:
            self._pickup(world, at, [item], self._resident(item.person), item.row["steward_id"])

    # Return lists

    def make_lists(self, world: World, at: int, *, all_signed: bool) -> None:
        """A list for each carrier of what is to go back, signed a little later; the last one may wait (``MAIL-7``)."""
        ledger, by = world.ledger, world.on_duty(at)
        going = {carrier: items for carrier, items in self.share.to_go.items() if items}
        self.share.to_go.clear()
        for carrier, all_ in sorted(going.items()):
            # What was sent back later than this list is made waits for the next one.
            items = [item for item in all_ if self._here(item) <= iso(at)]
            self.share.to_go[carrier] = [item for item in all_ if item not in items]
            if not items:
                continue
            row = ledger.new(
                MailReturn, number=ledger.number(returns.PREFIX, _month(at)), state=returns.State.OPEN.value,
                carrier=carrier, made_at=iso(at), recorder_id=by, total=len(items),
            )  # fmt: skip
            ledger.findable(returns.REGISTER, row, _words(ReturnService))
            ledger.created(at, "returns.make", by, returns.REGISTER, row, row["number"])
            ledger.hold(row)
            for item in items:
                self._enlist(world, at, row, item)
            if all_signed or carrier != max(going):
                self._lists[items[0].row["id"]] = (row, items)
                self.share.soon(at + self.rng.randrange(600, 2_400), "_sign", items[0])

    @staticmethod
    def _here(item: Item) -> str:
        return max(str(item.row["received_at"]), str(item.row["due_start"]))

    def _enlist(self, world: World, at: int, row: Row, item: Item) -> None:
        before = item.row
        line = world.ledger.new(
            ReturnLine, return_id=row["id"], item_id=before["id"], before=before["state"], note=before["return_note"],
            before_place_id=before["place_id"], before_due_start=before["due_start"], reason=before["return_reason"],
        )  # fmt: skip
        assert line["id"]
        self.share.step(world, at, "enlist", item, {"return_id": row["id"]}, {"list": row["number"]})

    def sign(self, world: World, at: int, item: Item) -> None:
        """The carrier's worker takes them and signs: now they have left."""
        row, items = self._lists.pop(item.row["id"])
        by = world.on_duty(at)
        for each in items:
            self.share.gone(each)
            values: Row = {"state": State.RETURNED.value, "done_at": iso(at), "place_id": None, **self.share.stopped()}
            self.share.step(world, at, "send_off", each, values, by=by)
            world.ledger.let_go(each.row)
        signed: Row = {
            "state": returns.State.SIGNED.value, "signer": self.rng.choice(mail_data.CARRIERS_PEOPLE),
            "phone": names.mobile(self.rng), "signed": True, "signed_at": iso(at),
        }  # fmt: skip
        world.ledger.change(at, "returns.sign", by, returns.REGISTER, row, signed)
        world.ledger.let_go(row)
