"""The counts' share: every month two people count the keys, explain a few differences, report the table."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any, cast

from deskapp.domain.inventories import PREFIX, REGISTER, Difference, Mark, Resolution, State
from deskapp.domain.keys import State as KeyState
from deskapp.models.calendar import FixedDay
from deskapp.models.inventories import Inventory, InventoryFigure, InventoryLine
from deskapp.models.keys import Cabinet, Hook, KeySet
from deskapp.services.demo.clock import DAY, HOUR, iso
from deskapp.services.demo.ledger import Row
from deskapp.services.demo.world import World
from deskapp.services.inventories import InventoryService

_WINDOW, _REPORT = "keys.inventory_window", "keys.report_day"
#: The first of the days on which keys are counted [001·1·4.5.6].
_FIRST_DAY = 25
#: Of so many hooks with a set on it, one is seen otherwise.
_ODD = 110
_WHY = {
    Difference.LACKING: (
        "工程部早上取用，未登记，已补办借用",
        "保洁打扫样板间取走，当日归还",
        "看房后挂在备用挂位，已挂回",
    ),
    Difference.KEYS: ("一把钥匙在配匙处，明日取回", "信箱钥匙单独交给业主试用，已收回", "换锁后少配一把，已补"),
}


def words(row: Any) -> Any:
    """The words a count is found by, as its service has them."""
    return InventoryService.searchable(cast(Any, None), row)


class InventoryShare:
    """A count a month, begun on the first of its days and gone on with on the next."""

    order = 66

    def begin(self, world: World) -> None:
        """The hooks in their order, each with the set that belongs there."""
        self.rng = Random(f"{world.plan.seed} {REGISTER}")
        cabinets = {row["id"]: f"{row['code']} {row['name']}" for row in world.ledger.unwritten(Cabinet)}
        self.hooks = [(row, cabinets[row["cabinet_id"]]) for row in world.ledger.unwritten(Hook)]
        self.sets = list(world.ledger.unwritten(KeySet))

    def day(self, world: World, day: int) -> None:
        """On the first of the counting days: the whole life of the month's count, as far as history goes."""
        date = world.clock.days[day]
        at = world.clock.midnight(day) + 14 * HOUR + self.rng.randrange(1_800)
        if date.day != _FIRST_DAY or not self.hooks or at >= world.now:
            return
        who = world.on_duty(at)
        month = f"{date:%Y-%m}"
        row = world.ledger.new(
            Inventory, number=world.ledger.number(PREFIX, f"{date:%Y%m}"), state=State.COUNTING.value, subject="keys",
            month=month, begun_at=iso(at), recorder_id=who, total=len(self.hooks),
        )  # fmt: skip
        world.ledger.findable(REGISTER, row, words)
        world.ledger.created(at, f"{REGISTER}.begin", who, REGISTER, row, row["number"])
        lines = self._lines(world, row)
        at = self._counted(world, at, row, lines)
        odd = [line for line in lines if line["difference"]]
        if not self._compared(world, at + 300, row, odd):
            for line in lines:
                line["difference"] = None  # blind: nobody has compared yet
            return
        self._explained(world, at + 900, row, odd)
        closing = world.clock.midnight(day) + 2 * DAY + 10 * HOUR + self.rng.randrange(HOUR)
        self._closed(world, closing, row, len(odd))

    def _lines(self, world: World, row: Row) -> list[Row]:
        return [
            world.ledger.new(
                InventoryLine, inventory_id=row["id"], position=at, place_id=hook["id"], place=hook["label"], part=part
            )
            for at, (hook, part) in enumerate(self.hooks, 1)
        ]

    def _counted(self, world: World, at: int, row: Row, lines: list[Row]) -> int:
        """Hook by hook, broken off after the half and gone on with the next morning; when the last was counted."""
        here = {set_["hook_id"]: set_ for set_ in self.sets if set_["hook_id"]}
        for number, line in enumerate(lines):
            if number == len(lines) // 2:
                at = world.clock.working(self.rng, at + 17 * HOUR)
            at += self.rng.randrange(5, 12)
            if at >= world.now:
                break
            self._seen(line, here.get(line["place_id"]))
            by = world.on_duty(at)
            line.update(counted_at=iso(at), by_id=by, times=1)
            more = {"place": line["place"], "mark": line["mark"], "keys": line["keys"]}
            world.ledger.change(at, f"{REGISTER}.tick", by, REGISTER, row, {"counted": row["counted"] + 1}, more)
        return at

    def _seen(self, line: Row, set_: Row | None) -> None:
        """What hangs there and what should; now and then they differ."""
        there = set_ is not None and set_["state"] == KeyState.IN.value
        line["mark"] = (Mark.PRESENT if there else Mark.EMPTY).value
        if set_ is None:
            return
        line.update(
            expected_id=set_["id"], expected_code=set_["number"], expected_there=there, expected_keys=set_["keys"],
            expected_state=f"keys.state.{set_['state']}", expected_words=set_["unit_code"] or set_["room"],
        )  # fmt: skip
        if not there or self.rng.randrange(_ODD):
            return
        if set_["keys"] > 1 and self.rng.randrange(3) == 0:
            line.update(keys=set_["keys"] - 1, difference=Difference.KEYS.value)
        else:
            line.update(mark=Mark.EMPTY.value, difference=Difference.LACKING.value)

    def _compared(self, world: World, at: int, row: Row, odd: list[Row]) -> bool:
        if at >= world.now or row["counted"] < row["total"]:
            return False
        by = world.on_duty(at)
        figures = Counter((set_["category"], set_["state"]) for set_ in self.sets)
        for (category, state), things in sorted(figures.items()):
            if state != KeyState.RETIRED.value:
                kept = {"category": category, "state": state, "things": things}
                world.ledger.new(InventoryFigure, inventory_id=row["id"], **kept)
        self._tick(world, at, by, _WINDOW, row["month"], "compare")
        values: Row = {"state": State.COMPARED.value, "compared_at": iso(at), "different": len(odd)}
        world.ledger.change(at, f"{REGISTER}.compare", by, REGISTER, row, values)
        return True

    @staticmethod
    def _tick(world: World, at: int, by: int, key: str, month: str, verb: str) -> None:
        fixed = world.ledger.new(FixedDay, key=key, month=month, done=True, done_at=iso(at), by_id=by)
        world.ledger.created(at, f"{REGISTER}.{verb}", by, "today", fixed, month)

    def _explained(self, world: World, at: int, row: Row, odd: list[Row]) -> None:
        for line in odd:
            at += self.rng.randrange(120, 900)
            if at >= world.now:
                return
            by, why = world.on_duty(at), self.rng.choice(_WHY[Difference(line["difference"])])
            line.update(
                resolution=Resolution.EXPLAINED.value, explanation=why, explained_at=iso(at), explained_by_id=by
            )
            more = {"place": line["place"], "resolution": line["resolution"], "explanation": why}
            world.ledger.change(at, f"{REGISTER}.explain", by, REGISTER, row, {"explained": row["explained"] + 1}, more)

    def _closed(self, world: World, at: int, row: Row, odd: int) -> None:
        """Signed by the supervisor, reported the day after."""
        if at >= world.now or row["explained"] < odd:
            return
        by = world.staff["supervisor"][0]
        told = f"共 {row['total']} 个挂位，差异 {odd} 处，均已说明。"
        values: Row = {
            "state": State.CLOSED.value, "closed_at": iso(at), "closed_by_id": by, "counter_signed": True,
            "summary": told,
        }  # fmt: skip
        world.ledger.change(at, f"{REGISTER}.close", by, REGISTER, row, values)
        at += 23 * HOUR
        if at >= world.now:
            return
        by = world.on_duty(at)
        self._tick(world, at, by, _REPORT, row["month"], "report")
        values = {"reported_to": "管理处主任", "reported_at": iso(at)}
        world.ledger.change(at, f"{REGISTER}.report", by, REGISTER, row, values)


SHARE = InventoryShare()
