"""The call lists' share: every few weeks an order or an activity, called in a day or two, reported (``FUP-3``)."""

from __future__ import annotations

from random import Random
from typing import Any, NamedTuple, cast

from deskapp.domain.calls import PREFIX, REGISTER, SPOKEN, Kind, Result, State
from deskapp.models.calls import CallAttemptRow, CallLineRow, CallList
from deskapp.services.calls import CallService
from deskapp.services.demo.clock import DAY, HOUR, iso
from deskapp.services.demo.ledger import Row
from deskapp.services.demo.world import Person, World

#: On so many days of a thousand a list is made.
_OFTEN = 35


class Matter(NamedTuple):
    """Why units are phoned, who ordered it, what is said."""

    kind: Kind
    title: str
    by: str
    say: str


_MATTERS = (
    Matter(
        Kind.ACTIVITY, "中秋游园会邀请", "管理处主任",
        "本周六晚七点在中心广场举办中秋游园会，有灯谜和小礼品，请问您家几位参加？",
    ),
    Matter(
        Kind.ACTIVITY, "亲子手工活动报名", "客服主管",
        "周日上午九点半在社区活动室做手工，限三十组家庭，请问是否报名？",
    ),
    Matter(
        Kind.ACTIVITY, "健康义诊通知", "管理处主任",
        "社区医院周五上午来小区义诊，可量血压、测血糖，请问家里老人是否参加？",
    ),
    Matter(
        Kind.ORDER, "外墙维修意见征询", "管理处主任",
        "外墙修补需搭脚手架约两周，请问施工时间您是否方便，有无意见？",
    ),
    Matter(
        Kind.ORDER, "电话回访：电梯更换后使用情况", "客服主管",
        "电梯更换已满一月，请问运行是否平稳，有无异响或等候过久？",
    ),
    Matter(
        Kind.ORDER, "业主大会投票提醒", "管理处主任",
        "业主大会表决票请于本周日前投入大堂票箱，请问您是否已收到？",
    ),
)  # fmt: skip
_WORDS = {
    Result.TAKES_PART: ("两大一小", "一人", "两位老人", "全家四人"),
    Result.REFUSED: ("出差", "周末加班", "不感兴趣", "回老家"),
    Result.REACHED: ("已转告家人", "没有意见", "已收到", "建议避开午休"),
}
_LIKELY = {
    Kind.ACTIVITY: ((Result.TAKES_PART, 30), (Result.REFUSED, 25), (Result.REACHED, 10), (Result.NOBODY, 31)),
    Kind.ORDER: ((Result.REACHED, 62), (Result.REFUSED, 4), (Result.NOBODY, 30)),
}


def words(row: Any) -> Any:
    """The words a list is found by, as its service has them."""
    return CallService.searchable(cast(Any, None), row)


class CallShare:
    """One list at a time; the last one is still being called where history ends."""

    order = 58

    def begin(self, world: World) -> None:
        """Chance of its own, and who is phoned of each home: whoever is named first."""
        self.rng = Random(f"{world.plan.seed} calls")
        homes: dict[str, dict[int, Person]] = {}
        for person in world.people:
            homes.setdefault(person.unit.partition("-")[0], {}).setdefault(person.unit_id, person)
        self.homes = {code: list(units.values()) for code, units in homes.items()}

    def day(self, world: World, day: int) -> None:
        """Now and then an order in the morning; calling goes on until the evening, the rest the day after."""
        rng, midnight = self.rng, world.clock.midnight(day)
        last = midnight < world.now <= midnight + DAY
        if not self.homes or (rng.randrange(1000) >= _OFTEN and not last):
            return
        at = midnight + 9 * HOUR + rng.randrange(2 * HOUR)
        if last:
            at = min(midnight + 19 * HOUR, max(midnight, world.now - HOUR))
        if at >= world.now:
            return
        matter = rng.choice(_MATTERS)
        building = rng.choice(list(self.homes))
        people = self.homes[building][: rng.randrange(14, 45)]
        row = self._made(world, at, world.clock.days[day].strftime("%Y%m"), matter, len(people))
        self._called(world, at + 600, row, matter, people)

    def _made(self, world: World, at: int, month: str, matter: Matter, total: int) -> Row:
        who, due = world.on_duty(at), iso(at + 2 * DAY)
        row = world.ledger.new(
            CallList, number=world.ledger.number(PREFIX, month), state=State.OPEN.value, kind=matter.kind.value,
            title=matter.title, ordered_by=matter.by, say=matter.say, created_at=iso(at), recorder_id=who,
            done_by=due, total=total, due_at=due, due_start=iso(at), due_what="call",
        )  # fmt: skip
        world.ledger.findable(REGISTER, row, words)
        world.ledger.created(at, "calls.make", who, REGISTER, row, row["number"])
        return row

    def _called(self, world: World, at: int, row: Row, matter: Matter, people: list[Person]) -> None:
        """From top to bottom, those who did not answer once more in the evening, then the report."""
        lines = [
            world.ledger.new(
                CallLineRow, list_id=row["id"], unit_id=person.unit_id, unit_code=person.unit, contact=person.name,
                phone=person.phone, result=Result.TO_CALL.value,
            )
            for person in people
        ]  # fmt: skip
        for line in lines:
            at = world.clock.working(self.rng, at + self.rng.randrange(60, 240))
            self._call(world, at, row, line, self._result(matter))
        at = world.clock.working(self.rng, at + 5 * HOUR)
        for line in lines:
            if line["result"] == Result.NOBODY.value:
                at += self.rng.randrange(60, 240)
                self._call(world, at, row, line, self._result(matter))
        self._report(world, at + 900, row, lines)

    def _result(self, matter: Matter) -> Result:
        roll = self.rng.randrange(100)
        for result, weight in _LIKELY[matter.kind]:
            roll -= weight
            if roll < 0:
                return result
        return Result.WRONG_NUMBER

    def _call(self, world: World, at: int, row: Row, line: Row, result: Result) -> None:
        if at >= world.now:
            return
        said = self.rng.choice(_WORDS[result]) if result in _WORDS and self.rng.random() < 0.4 else ""
        by, before = world.on_duty(at), Result(line["result"])
        world.ledger.new(CallAttemptRow, line_id=line["id"], at=iso(at), by_id=by, result=result.value, words=said)
        values = {
            "tried": row["tried"] + (line["attempts"] == 0),
            "reached": row["reached"] + (result in SPOKEN) - (before in SPOKEN),
            "joining": row["joining"] + (result is Result.TAKES_PART) - (before is Result.TAKES_PART),
        }
        line.update(result=result.value, words=said, called_at=iso(at), by_id=by, attempts=line["attempts"] + 1)
        more = {"unit": line["unit_code"], "result": result.value, "words": said}
        world.ledger.change(at, "calls.call", by, REGISTER, row, values, more)

    def _report(self, world: World, at: int, row: Row, lines: list[Row]) -> None:
        if at >= world.now:
            return
        figures = {name: row[name] for name in ("total", "tried", "reached", "joining")}
        outcome = "共 {total} 户，已拨打 {tried} 户，已联系 {reached} 户，参加 {joining} 户。".format_map(figures)
        values: Row = {
            "state": State.REPORTED.value, "outcome": outcome, "report_to": row["ordered_by"],
            "reported_at": iso(at), "due_at": None, "due_start": None, "due_what": "",
            "missed": row["missed"] + (iso(at) > row["due_at"]),
        }  # fmt: skip
        world.ledger.change(at, "calls.report", world.on_duty(at), REGISTER, row, values)
        if row["kind"] == Kind.ACTIVITY.value:
            taking_part = (line for line in lines if line["result"] == Result.TAKES_PART.value)
            world.finished += [(REGISTER, at, _asked(row, line)) for line in taking_part]


def _asked(row: Row, line: Row) -> Row:
    """What a follow-up takes over from a list and one of its units (``FUP-1``)."""
    whom = {name: line[name] for name in ("unit_id", "unit_code", "contact", "phone")}
    return whom | {"id": row["id"], "number": row["number"], "entry_id": None, "content": row["title"]}


SHARE = CallShare()
