"""The key cabinet's share: two cabinets, sets of homes, equipment rooms and the rest, a few of them looked for."""

from __future__ import annotations

from datetime import datetime
from random import Random
from typing import Any, NamedTuple, cast

from deskapp.domain.directory import UnitState, Use
from deskapp.domain.keys import PREFIX, REGISTER, Category, State
from deskapp.models.directory import Unit
from deskapp.models.keys import Cabinet, Hook, KeySet
from deskapp.services.demo.clock import DAY, HOUR, iso
from deskapp.services.demo.estate import ENTRANCES, FLOORS
from deskapp.services.demo.ledger import Row
from deskapp.services.demo.world import World
from deskapp.services.key_hooks import label
from deskapp.services.keys import KeyService

#: Of so many hundred homes handed over or fitted out the owner left keys.
_TRUSTED = {UnitState.HANDED_OVER.value: 55, UnitState.FITTING_OUT.value: 85}
_SHAFTS = (("强电井", 2), ("弱电井", 2), ("水表井", 1), ("消防风机房", 2), ("门禁机箱", 1))
_TOPS = (("电梯机房", 3), ("屋面门", 2), ("屋面水箱间", 2))
_ESTATE = (
    ("地下室水泵房", 3, -1), ("地下室配电房", 4, -1), ("发电机房", 2, -1), ("生活水箱间", 2, -1), ("消防控制室", 2, 1),
    ("监控机房", 2, 1), ("换热站", 3, -1), ("排污泵房", 2, -1), ("消防器材间", 1, -1),
)  # fmt: skip
_OTHERS = (
    ("会所大厅", 4), ("会议室", 2), ("宣传栏", 6), ("信报箱总钥匙", 9), ("东门岗亭", 2), ("北门岗亭", 2),
    ("绿化工具间", 1), ("保洁工具间", 2), ("垃圾中转房", 2), ("车库卷帘门", 3),
)  # fmt: skip
_NOTES = ("含信箱钥匙", "含地下储藏间", "防盗门两把，入户门一把", "临时锁芯，交房时更换")
_WHY = ("晚间清点时不在挂位，借用登记无记录", "归还时挂错柜，正在查找", "保洁取用后未挂回，正在追查")
#: A hook is left empty here and there: of so many, one.
_GAP = 23
_COLUMNS = {"A": 14, "B": 20}


class Door(NamedTuple):
    """What a set opens, as it is written down."""

    category: Category
    building: int | None
    floor: int | None
    keys: int
    unit: Row | None = None
    room: str = ""
    note: str = ""


def words(row: Any) -> Any:
    """The words a set is found by, as its service has them."""
    return KeyService.searchable(cast(Any, None), row)


class KeyShare:
    """The cabinets are set up before the first day; what is lent later is the loans' share."""

    order = 7

    def begin(self, world: World) -> None:
        """Hang everything that has a hook, and choose what will be missed."""
        self.rng = rng = Random(f"{world.plan.seed} {REGISTER}")
        self._at = max(world.clock.midnight(0) - 27 * DAY + 10 * HOUR, 0)
        self._by = world.staff["supervisor"][0]
        rows = self._cabinet(world, "A", "前台后墙", "generate", self._homes(world))
        rows += self._cabinet(world, "B", "设备间走廊", "import_workbook", self._rooms(world))
        lost = rng.sample(rows, min(3, 1 + len(rows) // 90)) if rows else []
        days = len(world.clock.days)
        self._lost = {max(days - 2 - number * 9, 0): row for number, row in enumerate(lost)}
        world.key_sets += [row for row in rows if row not in lost]
        world.ledger.hold(*rows)

    def day(self, world: World, day: int) -> None:
        """Now and then a set is not where it belongs (``KEY-6``)."""
        row = self._lost.pop(day, None)
        if row is None:
            return
        at = world.clock.midnight(day) + 19 * HOUR + self.rng.randrange(1_800)
        if at < world.now:
            missed: Row = {"state": State.MISSING.value, "missing_at": iso(at), "missing_reason": self.rng.choice(_WHY)}
            world.ledger.change(at, "keys.miss", world.on_duty(at), REGISTER, row, missed)
        world.ledger.let_go(row)

    # The doors

    def _homes(self, world: World) -> list[Door]:
        """Every vacant home, and those whose owners left keys, in the order of the buildings."""
        rng = self.rng
        found = []
        for unit in world.ledger.unwritten(Unit):
            vacant = unit["state"] == UnitState.VACANT.value
            if unit["use"] != Use.HOME.value or not (vacant or rng.randrange(100) < _TRUSTED.get(unit["state"], 0)):
                continue
            kind = Category.VACANT if vacant else Category.TRUST
            note = rng.choice(_NOTES) if rng.randrange(100) < 12 else ""
            found.append(Door(kind, unit["building_id"], unit["floor"], rng.choice((2, 2, 2, 3, 4)), unit, note=note))
        return found

    def _rooms(self, world: World) -> list[Door]:
        """The shafts and roofs of the towers, the estate's equipment rooms, and what else is kept here."""
        spare = Category.EQUIPMENT
        found = []
        for code, building in world.buildings.items():
            if not code.isdecimal():
                continue
            for entrance in range(1, ENTRANCES + 1):
                found += [Door(spare, building, 1, keys, room=f"{entrance}单元{name}") for name, keys in _SHAFTS]
            found += [Door(spare, building, FLOORS, keys, room=name) for name, keys in _TOPS]
        found += [Door(spare, None, floor, keys, room=name) for name, keys, floor in _ESTATE]
        for unit in world.ledger.unwritten(Unit):
            if unit["use"] == Use.PLANT.value and self.rng.randrange(2):
                found.append(Door(spare, unit["building_id"], unit["floor"], 2, unit))
        return found + [Door(Category.OTHER, None, None, keys, room=name) for name, keys in _OTHERS]

    # Hanging

    def _cabinet(self, world: World, code: str, name: str, verb: str, doors: list[Door]) -> list[Row]:
        """A cabinet large enough, its hooks, and a set for each door."""
        columns, ledger = _COLUMNS[code], world.ledger
        places = self._places(len(doors))
        rows = max(-(-((places[-1] if places else 0) + 6) // columns), 4)
        cabinet = ledger.new(Cabinet, code=code, name=name, rows=rows, columns=columns, active=True)
        ledger.created(self._at, f"{REGISTER}.make_cabinet", self._by, "cabinet", cabinet, code)
        hooks = [
            ledger.new(Hook, cabinet_id=cabinet["id"], row=row, column=column, label=label(code, ordinal))
            for ordinal, (row, column) in enumerate(
                ((row, column) for row in range(1, rows + 1) for column in range(1, columns + 1)), 1
            )
        ]
        return [
            self._hung(world, hooks[place - 1], f"{REGISTER}.{verb}", door)
            for place, door in zip(places, doors, strict=True)
        ]

    def _places(self, count: int) -> list[int]:
        """Which hooks are used: one after the other, with a gap here and there."""
        place, found = 0, []
        for _ in range(count):
            place += 1 + (self.rng.randrange(_GAP) == 0)
            found.append(place)
        return found

    def _hung(self, world: World, hook: Row, verb: str, door: Door) -> Row:
        month = datetime.fromtimestamp(self._at).astimezone().strftime("%Y%m")
        unit = door.unit
        row = world.ledger.new(
            KeySet, number=world.ledger.number(PREFIX, month), state=State.IN.value, hook_id=hook["id"],
            hook=hook["label"], category=door.category.value, building_id=door.building, floor=door.floor,
            unit_id=unit["id"] if unit else None, unit_code=unit["code"] if unit else "", room=door.room,
            keys=door.keys, note=door.note, hung_at=iso(self._at), recorder_id=self._by,
        )  # fmt: skip
        world.ledger.findable(REGISTER, row, words)
        world.ledger.created(self._at, verb, self._by, REGISTER, row, row["number"])
        return row


SHARE = KeyShare()
