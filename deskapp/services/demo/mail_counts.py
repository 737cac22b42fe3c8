"""The counts' share of the mail shelves: in the middle of every month one is counted, a few differences explained."""

from __future__ import annotations

from collections import defaultdict
from random import Random

from deskapp.domain import mail
from deskapp.domain.inventories import PREFIX, REGISTER, Difference, Mark, Resolution, State, Subject
from deskapp.models.inventories import Inventory, InventoryLine
from deskapp.models.mail import MailItem, MailPlace, MailShelf
from deskapp.services.demo.clock import HOUR, iso
from deskapp.services.demo.inventories import words
from deskapp.services.demo.ledger import Row
from deskapp.services.demo.world import World

#: The day of the month; late in the evening, when nothing comes and nobody fetches anything.
_DAY, _HOUR = 15, 20
#: Of so many items one is not seen where it should lie.
_ODD = 18
_WHY = ("业主已领，漏登记领取，已补办", "夹在旁边大件后面，已找到", "管家带走时漏扫，已补登记")


class MailCountShare:
    """One shelf a month: counted, compared, explained and signed the same evening."""

    order = 67

    def begin(self, world: World) -> None:
        """The shelves as they are set up."""
        self.rng = Random(f"{world.plan.seed} {REGISTER} {mail.REGISTER}")
        self.shelves = list(world.ledger.unwritten(MailShelf))
        self.places: defaultdict[int, list[Row]] = defaultdict(list)
        for place in world.ledger.unwritten(MailPlace):
            self.places[place["shelf_id"]].append(place)

    def day(self, world: World, day: int) -> None:
        """The whole life of the month's count, where the evening is over."""
        date, at = world.clock.days[day], world.clock.midnight(day) + _HOUR * HOUR
        if date.day != _DAY or not self.shelves or at + 4 * HOUR >= world.now:
            return
        shelf = self.shelves[date.month % len(self.shelves)]
        who = world.on_duty(at)
        row = world.ledger.new(
            Inventory, number=world.ledger.number(PREFIX, f"{date:%Y%m}"), state=State.COUNTING.value,
            subject=Subject.MAIL.value, month=f"{date:%Y-%m}", part_id=shelf["id"],
            part=f"{shelf['code']} {shelf['name']}", begun_at=iso(at), recorder_id=who,
            total=len(self.places[shelf["id"]]),
        )  # fmt: skip
        world.ledger.findable(REGISTER, row, words)
        world.ledger.created(at, f"{REGISTER}.begin", who, REGISTER, row, row["number"])
        at, odd = self._counted(world, at + 60, row, shelf)
        self._finished(world, at + 120, row, odd)

    def _counted(self, world: World, at: int, row: Row, shelf: Row) -> tuple[int, list[Row]]:
        """Place by place, item by item: when the last was seen, and what was not seen."""
        lying: defaultdict[int, list[Row]] = defaultdict(list)
        for item in world.ledger.unwritten(MailItem):
            if item["place_id"] and item["state"] in mail.HERE:
                lying[item["place_id"]].append(item)
        odd: list[Row] = []
        for position, place in enumerate(self.places[shelf["id"]], 1):
            line = {
                "inventory_id": row["id"], "position": position, "place_id": place["id"], "place": place["label"],
                "part": row["part"],
            }  # fmt: skip
            # Something is seen at the place itself in any case, or it would be called empty.
            seen = [item for at_, item in enumerate(lying[place["id"]]) if not at_ or self.rng.randrange(_ODD)]
            at = self._place(world, at, row, line, seen)
            lost = [item for item in lying[place["id"]] if item not in seen]
            odd += [world.ledger.new(InventoryLine, **line, **self._expected(item)) for item in lost]
        for line in odd:
            line["difference"] = Difference.LACKING.value
        return at, odd

    def _place(self, world: World, at: int, row: Row, line: Row, seen: list[Row]) -> int:
        mark = (Mark.PRESENT if seen else Mark.EMPTY).value
        by, counted = world.on_duty(at), row["counted"] + 1
        in_turn: list[Row | None] = [*seen] or [None]
        for item in in_turn:
            at += self.rng.randrange(4, 9)
            more = {"place": line["place"], "mark": mark, "code": item["number"] if item else None}
            world.ledger.change(at, f"{REGISTER}.tick", by, REGISTER, row, {"counted": counted}, more)
            if item is not None:
                told = {"item_id": item["id"], "code": item["number"], "mark": mark}
                told |= {"counted_at": iso(at), "by_id": by, "times": 1}
                world.ledger.new(InventoryLine, **line, **told, **self._expected(item))
        told = {"mark": mark, "keys": len(seen) or None, "counted_at": iso(at), "by_id": by, "times": len(seen) or 1}
        world.ledger.new(InventoryLine, **line, **told)
        return at

    @staticmethod
    def _expected(item: Row) -> Row:
        """What the register said of an item at its place, as a count writes it down."""
        tail = f"…{item['tracking'][-4:]}" if item["tracking"] else ""
        said = " ".join(part for part in (item["unit_code"], item["recipient"], tail) if part)
        return {
            "thing": item["number"], "expected_id": item["id"], "expected_code": item["number"],
            "expected_there": True, "expected_state": f"{mail.REGISTER}.state.{item['state']}", "expected_words": said,
        }  # fmt: skip

    def _finished(self, world: World, at: int, row: Row, odd: list[Row]) -> None:
        """Compared, explained, signed by the supervisor."""
        by = world.on_duty(at)
        compared: Row = {"state": State.COMPARED.value, "compared_at": iso(at), "different": len(odd)}
        world.ledger.change(at, f"{REGISTER}.compare", by, REGISTER, row, compared)
        for line in odd:
            at += self.rng.randrange(60, 300)
            by, why = world.on_duty(at), self.rng.choice(_WHY)
            said = {"resolution": Resolution.EXPLAINED.value, "explanation": why}
            line.update(said, explained_at=iso(at), explained_by_id=by)
            more = {"place": line["place"], **said, "code": line["thing"]}
            world.ledger.change(at, f"{REGISTER}.explain", by, REGISTER, row, {"explained": row["explained"] + 1}, more)
        at += 600
        by = world.staff["supervisor"][0]
        told = f"共 {row['total']} 个货位，差异 {len(odd)} 处，均已说明。"
        closed: Row = {
            "state": State.CLOSED.value, "closed_at": iso(at), "closed_by_id": by, "counter_signed": True,
            "summary": told,
        }  # fmt: skip
        world.ledger.change(at, f"{REGISTER}.close", by, REGISTER, row, closed)


SHARE = MailCountShare()
