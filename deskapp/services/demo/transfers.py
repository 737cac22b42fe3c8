"""The share of keys handed over and entrusted: owners move in, leave a set, and some take it back (``KEY-5``)."""

from __future__ import annotations

from datetime import datetime
from random import Random
from typing import Any, NamedTuple, cast

from deskapp.domain import keys
from deskapp.domain.directory import IdType, Relation, UnitState
from deskapp.domain.keys import Category
from deskapp.domain.keys import State as SetState
from deskapp.domain.transfers import PREFIX, REGISTER, Kind, State
from deskapp.models.directory import Resident, Tie, Unit
from deskapp.models.keys import Hook, KeySet
from deskapp.models.transfers import Transfer, TransferLineRow
from deskapp.services.demo import names
from deskapp.services.demo.clock import DAY, HOUR, iso
from deskapp.services.demo.keys import words as key_words
from deskapp.services.demo.ledger import Row
from deskapp.services.demo.world import World
from deskapp.services.transfers import TransferService

_ITEMS = (("入户门钥匙", 2), ("单元门禁卡", 1), ("信箱钥匙", 1), ("水表箱钥匙", 1))
_ASKED = (
    "可交装修队张工头，仅限施工期间使用", "可交保洁王阿姨，每周三上午打扫", "业主父母来时凭电话确认可领取",
    "委托房产中介带客户看房，须由客服陪同", "家具送货时由客服开门，业主电话确认",
)  # fmt: skip


class Owner(NamedTuple):
    """Who stands at the counter."""

    name: str
    phone: str
    resident: int | None
    id_number: str


class Trust(NamedTuple):
    """Keys that an owner will leave: of which unit, and whether they are taken back."""

    unit: Row
    hook: Row
    back: int


def words(row: Any) -> Any:
    """The words an entry is found by, as its service has them."""
    return TransferService.searchable(cast(Any, None), row)


class TransferShare:
    """A few hand-overs: of vacant homes at move-in, of entrusted sets, and sets left here."""

    order = 8

    def begin(self, world: World) -> None:
        """Choose the sets that go and the units that leave some: the rest are for whoever lends them."""
        self.rng = rng = Random(f"{world.plan.seed} {REGISTER}")
        self._owners = _owners(world)
        self._taken: dict[int, list[Row]] = {}
        self._left: dict[int, list[Trust]] = {}
        self._back: dict[int, list[tuple[Row, Row]]] = {}
        days = len(world.clock.days)
        for category, part in ((Category.VACANT, 9), (Category.TRUST, 6)):
            there = [row for row in world.key_sets if row["category"] == category.value and row["unit_id"]]
            for row in rng.sample(there, min(len(there) // part, 8)):
                world.key_sets.remove(row)
                self._taken.setdefault(self._some_day(days), []).append(row)
        held = {row["hook_id"] for row in world.ledger.unwritten(KeySet)}
        free = [row for row in world.ledger.unwritten(Hook) if row["id"] not in held]
        used = {row["unit_id"] for row in world.ledger.unwritten(KeySet)}
        units = [row for row in world.ledger.unwritten(Unit) if row["id"] in self._owners and row["id"] not in used]
        units = [row for row in units if row["state"] in {UnitState.FITTING_OUT.value, UnitState.OCCUPIED.value}]
        for unit, hook in zip(rng.sample(units, min(len(units), 5)), free[:5], strict=False):
            day = self._some_day(days)
            self._left.setdefault(day, []).append(Trust(unit, hook, day + rng.randrange(3, 25)))

    def _some_day(self, days: int) -> int:
        """Mostly of late: a register that is looked at has something of this week."""
        return max(days - 1 - int(self.rng.random() ** 2 * min(days, 60)), 0)

    def day(self, world: World, day: int) -> None:
        """The day's hand-overs in order of time; what is taken back was left before."""
        at = world.clock.midnight(day) + 9 * HOUR
        for row in self._taken.pop(day, ()):
            at += self.rng.randrange(600, HOUR)
            self._take(world, at, row)
        for trust in self._left.pop(day, ()):
            at += self.rng.randrange(600, HOUR)
            self._leave(world, at, trust)
        for entry, row in self._back.pop(day, ()):
            at += self.rng.randrange(600, HOUR)
            self._take(world, at, row, entry)

    def _take(self, world: World, at: int, row: Row, trust: Row | None = None) -> None:
        """An owner takes a set: an entry with its lines; the set goes, and its trust is over."""
        ledger = world.ledger
        if at < world.now:
            owner = self._owner(row["unit_id"])
            lines = self._lines(row["keys"])
            made = self._entry(world, at, Kind.HANDED_OVER, row, owner, row["hook"], lines)
            self._write_lines(world, made, row, row["hook"], lines)
            handed: Row = {"state": SetState.HANDED.value, "hook_id": None, "hook": ""}
            by = world.on_duty(at)
            ledger.change(at, "keys.hand_over", by, keys.REGISTER, row, handed)
            if trust is not None:
                said = {"number": made["number"]}
                ledger.change(at, f"{REGISTER}.take_back", by, REGISTER, trust, {"returned_at": iso(at)}, said)
            self._signed(world, at, made)
        ledger.let_go(row, *([trust] if trust is not None else []))

    def _leave(self, world: World, at: int, trust: Trust) -> None:
        """An owner leaves a set, which is hung now."""
        if at >= world.now:
            return
        unit, hook, rng, ledger = trust.unit, trust.hook, self.rng, world.ledger
        lines = self._lines(rng.randrange(1, 4))
        month = datetime.fromtimestamp(at).astimezone().strftime("%Y%m")
        until = datetime.fromtimestamp(at + rng.randrange(10, 60) * DAY).astimezone().date()
        of_unit = {"unit_id": unit["id"], "unit_code": unit["code"]}
        asked: Row = {"instruction": rng.choice(_ASKED), "until": until.isoformat()}
        made = self._entry(world, at, Kind.ENTRUSTED, of_unit, self._owner(unit["id"]), hook["label"], lines, asked)
        by = world.on_duty(at)
        row = ledger.new(
            KeySet, number=ledger.number(keys.PREFIX, month), state=SetState.IN.value, hook_id=hook["id"],
            hook=hook["label"], category=Category.TRUST.value, building_id=unit["building_id"], floor=unit["floor"],
            keys=sum(count for _, count in lines), hung_at=iso(at), recorder_id=by, **of_unit,
        )  # fmt: skip
        ledger.findable(keys.REGISTER, row, key_words)
        ledger.created(at, f"{REGISTER}.record", by, keys.REGISTER, row, row["number"])
        self._write_lines(world, made, row, hook["label"], lines, hung=True)
        self._signed(world, at, made)
        if trust.back < len(world.clock.days):
            ledger.hold(row, made)
            self._back.setdefault(trust.back, []).append((made, row))

    # Writing

    def _owner(self, unit_id: int) -> Owner:
        """Whoever the directory has, or the buyer of a home that stood empty."""
        woman = self.rng.random() < 0.5
        buyer = Owner(
            names.person(self.rng, woman=woman), names.mobile(self.rng), None, names.id_number(self.rng, woman=woman)
        )
        return self._owners.get(unit_id, buyer)

    def _lines(self, keys: int) -> list[tuple[str, int]]:
        """What a set of so many keys is made of: the door first."""
        found, left = [], keys
        for what, most in _ITEMS:
            if left <= 0:
                break
            count = min(most, left)
            found.append((what, count))
            left -= count
        if left > 0:
            found[0] = (found[0][0], found[0][1] + left)
        return found

    def _entry(
        self, world: World, at: int, kind: Kind, unit: Row, owner: Owner, hook: str, lines: list[tuple[str, int]],
        asked: Row | None = None,
    ) -> Row:  # fmt: skip
        month = datetime.fromtimestamp(at).astimezone().strftime("%Y%m")
        said = "、".join(f"{what}×{count}" for what, count in lines)
        row = world.ledger.new(
            Transfer, number=world.ledger.number(PREFIX, month), state=State.RECORDED.value, kind=kind.value,
            unit_id=unit["unit_id"], unit_code=unit["unit_code"], resident_id=owner.resident, resident=owner.name,
            phone=owner.phone, relation=Relation.OWNER.value, id_type=IdType.ID_CARD.value, id_number=owner.id_number,
            items=f"{hook} {said}", keys=sum(count for _, count in lines), at=iso(at), recorded_at=iso(at),
            recorder_id=world.on_duty(at), **(asked or {}),
        )  # fmt: skip
        world.ledger.findable(REGISTER, row, words)
        world.ledger.created(at, f"{REGISTER}.record", world.on_duty(at), REGISTER, row, row["number"])
        return row

    @staticmethod
    def _write_lines(
        world: World, made: Row, row: Row, hook: str, lines: list[tuple[str, int]], *, hung: bool = False
    ) -> None:
        for what, count in lines:
            world.ledger.new(
                TransferLineRow, transfer_id=made["id"], set_id=row["id"], hook=hook, description=what, count=count,
                hung=hung, category=row["category"],
            )  # fmt: skip

    def _signed(self, world: World, at: int, made: Row) -> None:
        """Both sign the paper once it is printed; now and then that is still to come."""
        later = at + self.rng.randrange(120, 900)
        if later < world.now and self.rng.random() < 0.9:
            values: Row = {"state": State.SIGNED.value, "signed_at": iso(later)}
            world.ledger.change(later, f"{REGISTER}.sign", world.on_duty(later), REGISTER, made, values)


def _owners(world: World) -> dict[int, Owner]:
    """Who owns which unit."""
    people = {row["id"]: row for row in world.ledger.unwritten(Resident)}
    return {
        tie["unit_id"]: Owner(who["name"], who["phones"].partition(",")[0], who["id"], who["id_number"])
        for tie in world.ledger.unwritten(Tie)
        if tie["relation"] == Relation.OWNER.value and tie["until"] is None
        for who in (people[tie["resident_id"]],)
    }


SHARE = TransferShare()
