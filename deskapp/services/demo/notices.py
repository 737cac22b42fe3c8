"""The running notices' share: a cut or works every few days, told, sometimes longer than announced (``REC-6``)."""

from __future__ import annotations

from random import Random
from typing import Any, NamedTuple, cast

from deskapp.domain.notices import PREFIX, REGISTER, Audience, Kind, State, ToldBy
from deskapp.models.notices import Notice, NoticeBuilding, NoticeExtension, NoticeTold
from deskapp.services.demo.clock import DAY, HOUR, iso
from deskapp.services.demo.ledger import Row
from deskapp.services.demo.world import World
from deskapp.services.notices import NoticeService

#: On so many days of a hundred something is announced.
_OFTEN = 12


class Matter(NamedTuple):
    """What is announced: by whom, its title and words, how many hours it takes, which department is told."""

    kind: Kind
    by: str
    title: str
    words: str
    hours: int
    department: str
    title_en: str = ""
    words_en: str = ""


_MATTERS = (
    Matter(
        Kind.WATER, "自来水公司", "停水通知",
        "因市政供水管网检修，届时将暂停供水。请提前储备生活用水，停水期间关好水龙头；恢复供水初期如水质发黄，请放水片刻后再用。",
        6, "工程部", "Water will be off",
        "The mains are being repaired and the water will be off. Please keep some water ready and leave the taps "
        "closed. If the water is cloudy at first, let it run for a moment.",
    ),
    Matter(
        Kind.POWER, "供电公司", "停电通知",
        "因供电线路计划检修，届时将停电。请提前关闭电脑、空调等电器，停电期间电梯停运，请走消防楼梯，注意安全。",
        4, "工程部", "Power will be off",
        "The supply line is being serviced and the power will be off. Please switch off computers and air conditioners "
        "beforehand. The lifts stand still: please take the stairs, with care.",
    ),
    Matter(
        Kind.GAS, "燃气公司", "停气通知",
        "因燃气管道检修，届时将停气。请关好灶前阀，恢复供气后先通风再点火。", 5, "工程部",
    ),
    Matter(
        Kind.LIFT, "电梯维保单位", "电梯年检通知",
        "因电梯年度检验，届时各单元电梯轮流停运，每部约一小时，给您带来不便敬请谅解。", 8, "工程部",
    ),
    Matter(
        Kind.WORKS, "工程部", "外墙修补施工通知",
        "外墙修补作业期间请关好门窗，收好阳台衣物，行人请绕行警戒区域。", 9, "秩序维护部",
    ),
    Matter(
        Kind.PEST_CONTROL, "绿化部", "绿地消杀通知",
        "届时对绿地喷洒药剂，请看护好小孩和宠物，两小时内不要进入草坪。", 3, "保洁部",
    ),
    Matter(Kind.HEATING, "热力公司", "停暖通知", "因换热站设备检修，届时暖气停供，请注意保暖。", 7, "工程部"),
)  # fmt: skip
_LONGER = ("管道接口抢修未完", "配件晚到，检修延时", "阀门需更换，恢复时间推迟", "雨天作业进度慢")


def words(row: Any) -> Any:
    """The words a notice is found by, as its service has them."""
    return NoticeService.searchable(cast(Any, None), row)


class NoticeShare:
    """A notice every week or so; on the last day one in force and one to come."""

    order = 5

    def begin(self, world: World) -> None:
        """Chance of its own: the other shares come out the same with it and without."""
        self.rng = Random(f"{world.plan.seed} notices")

    def day(self, world: World, day: int) -> None:
        """Announced in the morning for one of the next days."""
        rng, midnight = self.rng, world.clock.midnight(day)
        if rng.randrange(100) < _OFTEN:
            at = midnight + 9 * HOUR + rng.randrange(4 * HOUR)
            start = midnight + rng.randrange(1, 4) * DAY + rng.choice((8, 9, 13)) * HOUR
            self._life(world, day, at, start, rng.choice(_MATTERS))
        if midnight < world.now <= midnight + DAY:
            at = max(midnight, world.now - 3 * HOUR)
            self._life(world, day, at, world.now - HOUR // 2, _MATTERS[0]._replace(hours=20))
            self._life(world, day, at + 1_500, world.now + 33 * HOUR, _MATTERS[1])

    def _life(self, world: World, day: int, at: int, start: int, matter: Matter) -> None:
        """From being written to its end, as far as history goes."""
        start = max(start, at + 900)
        if at >= world.now:
            return
        end = start + matter.hours * HOUR
        row = self._written(world, day, at, (start, end), matter)
        if self.rng.randrange(100) < 4:
            values: Row = {"state": State.VOIDED.value, "void_reason": "对方来电，检修改期"} | _STOPPED
            self._step(world, at + 2 * HOUR, "void", row, values)
            return
        self._told(world, at, row, matter)
        if self.rng.randrange(100) < 15:
            end = self._longer(world, row, end)
        over = end + self.rng.randrange(60, 1_500)
        values = {"state": State.ENDED.value, "ended_at": iso(end), "end_reason": ""} | _STOPPED
        self._step(world, over, "end", row, values)

    def _written(self, world: World, day: int, at: int, span: tuple[int, int], matter: Matter) -> Row:
        rng, ledger = self.rng, world.ledger
        towers = [code for code in world.buildings if code.isdecimal()]
        chosen = sorted(rng.sample(towers, rng.randrange(1, min(5, len(towers)) + 1)), key=int) if towers else []
        everywhere = not chosen or rng.randrange(100) < 20
        chosen = [] if everywhere else chosen
        who, month = world.on_duty(at), world.clock.days[day].strftime("%Y%m")
        row = ledger.new(
            Notice, number=ledger.number(PREFIX, month), state=State.PUBLISHED.value, kind=matter.kind.value,
            title=matter.title, content=matter.words, title_en=matter.title_en, content_en=matter.words_en,
            starts_at=iso(span[0]), ends_at=iso(span[1]), everywhere=everywhere, buildings="、".join(chosen),
            announced_by=matter.by, created_at=iso(at), recorder_id=who, published_at=iso(at), due_at=iso(span[1]),
            due_start=iso(at), due_what="end",
        )  # fmt: skip
        ledger.findable(REGISTER, row, words)
        ledger.created(at, "notices.announce", who, REGISTER, row, row["number"])
        for code in chosen:
            ledger.new(NoticeBuilding, notice_id=row["id"], building_id=world.buildings[code])
        return row

    def _told(self, world: World, at: int, row: Row, matter: Matter) -> None:
        """The department at once, the boards within the hour, the stewards' groups in between."""
        for wait, audience, whom, how in (
            (300, Audience.DEPARTMENT, matter.department, ToldBy.PHONE),
            (1_200, Audience.STEWARDS, "", ToldBy.GROUP),
            (2_700, Audience.RESIDENTS, "", ToldBy.POSTED),
        ):
            when = at + wait + self.rng.randrange(600)
            told = {"audience": audience.value, "whom": whom, "told_by": how.value}
            if self._step(world, when, "tell", row, {"told": row["told"] + 1}, told):
                by = world.on_duty(when)
                world.ledger.new(NoticeTold, notice_id=row["id"], told_at=iso(when), by_id=by, **told)

    def _longer(self, world: World, row: Row, end: int) -> int:
        """An extension half an hour before the end; the end that stands."""
        at, later = end - 1_800, end + self.rng.randrange(1, 4) * HOUR
        why = self.rng.choice(_LONGER)
        values = {"ends_at": iso(later), "due_at": iso(later), "due_start": iso(at)}
        if not self._step(world, at, "extend", row, values, {"reason": why}):
            return end
        kept = {"old_end": iso(end), "new_end": iso(later), "reason": why}
        world.ledger.new(NoticeExtension, notice_id=row["id"], at=iso(at), by_id=world.on_duty(at), **kept)
        return later

    @staticmethod
    def _step(world: World, at: int, verb: str, row: Row, values: Row, more: Row | None = None) -> bool:
        """A step, unless history has ended by then."""
        if at >= world.now:
            return False
        world.ledger.change(at, f"{REGISTER}.{verb}", world.on_duty(at), REGISTER, row, values, more)
        return True


#: A clock that was stopped.
_STOPPED: Row = {"due_at": None, "due_start": None, "due_what": ""}

SHARE = NoticeShare()
