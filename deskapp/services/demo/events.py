"""The special events' share: each emergency that was passed on has its report, and now and then one comes by hand."""

from __future__ import annotations

from datetime import datetime
from random import Random
from typing import Any, NamedTuple, cast

from deskapp.domain.events import PREFIX, REGISTER, Kind, State, kind_of
from deskapp.models.events import Event
from deskapp.services.demo.clock import DAY, HOUR, iso
from deskapp.services.demo.ledger import Row
from deskapp.services.demo.world import World, hours, span
from deskapp.services.events import DUE, RULE, EventService

#: How an event of each kind ended: measures, outcome, cause, prevention.
_ENDS = {
    Kind.BURST_PIPE: (
        "工程部关闭楼层总阀，保洁部清理积水，逐户查看是否渗漏。", "当日更换管段，试压后恢复供水。", "管道接头老化。",
        "列入本季度管道普查，老化管段分批更换。",
    ),
    Kind.OUTAGE: (
        "启动应急照明，通知电工检修，逐栋张贴通知并解释。", "故障排除，恢复供应。", "配电箱开关过载跳闸。",
        "每月红外测温，负荷高的回路增容。",
    ),
    Kind.LIFT_TRAPPED: (
        "对讲安抚被困人员，维保单位到场放人，停梯检查。", "被困人员安全离开，无人受伤。", "门锁触点接触不良。",
        "维保单位每周复查门机，对讲逐台测试。",
    ),
    Kind.FIRE: (
        "秩序维护部携灭火器到场，切断电源、关闭气阀，疏散本层住户。", "险情排除，复查无异味、无复燃。",
        "线路接头发热。",
        "对同型号配电间逐一检查，张贴用电用气提示。",
    ),
    Kind.ACCIDENT: (
        "现场设警戒，拨打 120，通知家属，派人陪同。", "送医治疗，家属已到医院。", "地面湿滑，照明不足。",
        "增设防滑垫与照明，巡查时重点查看。",
    ),
    Kind.FIGHT: (
        "秩序维护部到场劝开双方，报 110，保存监控录像。", "民警到场调解，双方离开。", "停车位纠纷。",
        "车位加装号牌，夜间增加巡逻。",
    ),
    Kind.COLLECTIVE_COMPLAINT: (
        "主任上门面谈，记录各户诉求，当日提出整改方案。", "各户认可处理结果，投诉办结。", "日常巡查未及时发现。",
        "列入每周巡查重点，整改情况张榜公布。",
    ),
    Kind.OTHER: (
        "秩序维护部到场查看，配合报警，安抚住户。", "已移交派出所处理。", "单元门未关闭。",
        "修复闭门器，门岗加强核实。",
    ),
}  # fmt: skip
_HARMED = (
    "无人员受伤。",
    "无人员受伤，公共区域地砖受潮。",
    "一人轻伤，已送医；财物损失待核。",
    "墙面、吊顶受损，约 2 平方米。",
)
_BY_HAND = (
    ("地下车库 B1", "车库入口道闸砸到车辆引擎盖，车主在场。", Kind.ACCIDENT),
    ("3 号楼配电间", "巡查发现整栋停电，总开关跳闸。", Kind.OUTAGE),
    ("中心花园", "儿童在游乐设施处摔伤，家长在场。", Kind.ACCIDENT),
    ("东门岗亭", "外来人员与业主因停车打架，双方各有轻伤。", Kind.FIGHT),
    ("地下车库 B2", "消防管爆裂，积水约 10 厘米。", Kind.BURST_PIPE),
    ("水泵房", "市政停水，二次供水水箱见底。", Kind.OUTAGE),
    ("5 号楼天台", "天台杂物冒烟，疑似烟头引燃。", Kind.FIRE),
    ("西门车行道", "快递三轮车与电动车相撞，一人擦伤。", Kind.ACCIDENT),
    ("2 号楼大堂", "雨棚玻璃自爆坠落，无人经过。", Kind.ACCIDENT),
)


class _Found(NamedTuple):
    """One event of the day: when it was written down, what is known, and when it was passed on."""

    at: int
    values: Row
    passed_at: int


def words(row: Any) -> Any:
    """The words an event is found by, as its service has them."""
    return EventService.searchable(cast(Any, None), row)


class EventShare:
    """One report for each emergency, and a few by hand."""

    order = 40

    def begin(self, world: World) -> None:
        """A randomness of its own: the other registers stay as they are."""
        self._rng = Random(f"{world.plan.seed} {REGISTER}")
        self._later: list[_Found] = []

    def day(self, world: World, day: int) -> None:
        """The day's events in the order of their writing."""
        found = [self._of_entry(at, entry) for at, entry in world.emergencies]
        found += self._by_hand(world, day)
        self._later += [self._of_complaint(world, *each) for each in world.collective]
        tonight = world.clock.midnight(day + 1)
        found += [each for each in self._later if each.at < tonight]
        self._later = [each for each in self._later if each.at >= tonight]
        month = world.clock.days[day].strftime("%Y%m")
        for event in sorted(found, key=lambda each: each.at):
            self._write(world, month, event)

    @staticmethod
    def _of_entry(passed_at: int, entry: Row) -> _Found:
        at = int(datetime.fromisoformat(entry["recorded_at"]).timestamp())
        names = ("unit_id", "unit_code", "caller", "phone", "content", "happened_reason", "recorder_id")
        values = {name: entry[name] for name in names} | {"entry_id": entry["id"], "happened_at": entry["at"]}
        values |= {"kind": kind_of(entry["content"]).value, "passed_to": entry["passed_to"]}
        return _Found(at, values, passed_at)

    @staticmethod
    def _of_complaint(world: World, at: int, complaint: Row) -> _Found:
        """A complaint of five units, at the moment it became one (``CMP-2``)."""
        names = ("unit_id", "unit_code", "caller", "phone", "content", "entry_id")
        values = {name: complaint[name] for name in names} | {"complaint_id": complaint["id"], "happened_at": iso(at)}
        values |= {"kind": Kind.COLLECTIVE_COMPLAINT.value, "passed_to": "", "recorder_id": world.on_duty(at)}
        return _Found(at, values, 0)

    def _by_hand(self, world: World, day: int) -> list[_Found]:
        """About one in three weeks is seen on a round, not told by a caller."""
        rng = self._rng
        if rng.random() > 0.05:
            return []
        happened = world.clock.working(rng, world.clock.midnight(day) + rng.randrange(8 * HOUR, 19 * HOUR))
        at = happened + rng.randrange(120, 1_500)
        if at >= min(world.now, world.clock.midnight(day + 1)):
            return []
        place, content, kind = rng.choice(_BY_HAND)
        values: Row = {"place": place, "content": content, "kind": kind.value, "happened_at": iso(happened)}
        guards = kind in {Kind.ACCIDENT, Kind.FIGHT, Kind.FIRE}
        values |= {"passed_to": "秩序维护部岗亭" if guards else "工程部值班"}
        values |= {"caller": "巡逻员", "recorder_id": world.on_duty(at)}
        return [_Found(at, values, 0)]

    def _write(self, world: World, month: str, found: _Found) -> None:
        ledger, (at, values, passed_at) = world.ledger, found
        known = dict(values)
        passed_to = known.pop("passed_to")
        if passed_to and not passed_at:
            known |= {"passed_to": passed_to, "passed_at": known["happened_at"]}
        happened = int(datetime.fromisoformat(known["happened_at"]).timestamp())
        due = iso(happened + int(hours(RULE) * HOUR))
        row = ledger.new(
            Event, number=ledger.number(PREFIX, month), state=State.OPEN.value, created_at=iso(at), due_at=due,
            due_start=iso(happened), due_what=DUE, due_rule=RULE, due_span=span(RULE), **known,
        )  # fmt: skip
        ledger.findable(REGISTER, row, words)
        verb = "complaints.join_unit" if row["complaint_id"] else "reception.record"
        verb = verb if row["entry_id"] else "events.record"
        ledger.created(at, verb, row["recorder_id"], REGISTER, row, row["number"])
        if passed_at:
            said = {"passed_to": passed_to, "passed_at": iso(passed_at)}
            ledger.change(passed_at, "events.pass_on", row["recorder_id"], REGISTER, row, said)
        self._go_on(world, row, max(at, passed_at), due)

    def _go_on(self, world: World, row: Row, at: int, due: str) -> None:
        """Reported within the hour but for a few, to the company where it is grave, closed some days later."""
        rng, ledger = self._rng, world.ledger
        at += rng.randrange(120, 40 * 60) if rng.random() < 0.93 else rng.randrange(HOUR, 3 * HOUR)
        if at >= world.now:
            return
        stopped: Row = {"due_at": None, "due_start": None, "due_what": "", "due_rule": "", "due_span": ""}
        stopped["missed"] = row["missed"] + (iso(at) > due)
        told = {"state": State.REPORTED.value, "reported_to": "管理处主任", "reported_at": iso(at)}
        ledger.change(at, "events.report", world.on_duty(at), REGISTER, row, told | stopped)
        supervisor = world.staff["supervisor"][0]
        must = row["complaint_id"] is not None
        if must or (row["kind"] in {Kind.FIRE.value, Kind.ACCIDENT.value} and rng.random() < 0.6):
            at = world.clock.working(rng, at + rng.randrange(600, 2 * HOUR))
            if at < world.now:
                said = {"company_to": "公司主管副总经理", "company_at": iso(at)}
                ledger.change(at, "events.tell_company", supervisor, REGISTER, row, said)
        at = world.clock.working(rng, at + rng.randrange(6 * HOUR, 4 * DAY))
        if at < world.now:
            names = ("measures", "outcome", "cause", "prevention")
            ended: Row = dict(zip(names, _ENDS[Kind(row["kind"])], strict=True))
            ended |= {"harmed": rng.choice(_HARMED), "closed_at": iso(at), "closer_id": supervisor}
            ledger.change(at, "events.close", supervisor, REGISTER, row, ended | {"state": State.CLOSED.value})


SHARE = EventShare()
