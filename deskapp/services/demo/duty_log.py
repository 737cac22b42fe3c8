"""What the counter writes into the duty log of a demo: rounds, events, reports, corrections, late entries."""

from __future__ import annotations

from functools import partial
from random import Random

from deskapp.domain.duty_log import REGISTER, Kind
from deskapp.services.demo.clock import HOUR
from deskapp.services.demo.world import Logged, World

_PATROL = (
    "巡视大堂、{building} 栋楼道及地下车库入口，卫生及照明正常",
    "巡视 {building} 栋，消防通道畅通，灭火器在位",
    "巡视 {building} 栋天台，门已锁；二楼楼道灯一盏不亮，已报工程部",
    "巡视中心花园及儿童乐园，秋千螺丝松动，已拉警戒线",
)
_EVENT = (
    "{building} 栋电梯困人一名，{minutes} 分钟后由维保人员救出，人员无恙",
    "{building} 栋业主装修噪声投诉，已上门劝阻，同意 12:00 后停工",
    "小区北门道闸失灵，改人工放行，{minutes} 分钟后恢复",
    "{building} 栋 1 单元门口有人摔倒，业主自行就医，已留影像",
    "暴雨，地下车库入口积水约 5 厘米，已放置沙袋并启动排水泵",
)
_REPORT = (
    "向客服主管汇报 {building} 栋停水通知张贴情况，已全部张贴",
    "向管理处主任请示外来车辆临时停放，同意停放至 18:00",
    "客服主管电话指示：明日 9:00 街道检查，大堂提前清洁",
)
_VISIT = (
    "社区网格员到访，了解 {building} 栋空置房情况，已提供清单",
    "派出所民警调取 {building} 栋大堂监控，已登记并陪同",
    "电梯维保单位两人到场，{building} 栋例行保养，{minutes} 分钟",
)
_EQUIPMENT = (
    "二次供水泵房 2 号泵跳闸，已报工程部，{minutes} 分钟后恢复",
    "前台打印机卡纸，已清理，恢复正常",
    "{building} 栋消防主机误报一次，现场确认无火情，已复位",
)
_NOTE = ("明日 {building} 栋外墙清洗，请早班提醒关窗", "快递柜管理员通知周末升级系统", "下雨天大堂铺防滑垫")
_TEXTS = (
    (Kind.PATROL, _PATROL, 5), (Kind.EVENT, _EVENT, 3), (Kind.REPORT, _REPORT, 2), (Kind.VISIT, _VISIT, 2),
    (Kind.EQUIPMENT, _EQUIPMENT, 2), (Kind.NOTE, _NOTE, 2),
)  # fmt: skip
_LATE = ("停电，先记于纸上", "当时正在处理现场", "系统升级期间无法登记")
_WHY = ("楼栋写错", "时间写错", "漏写处理结果")
_AGAIN = "更正：{text}（{what}）"
_WHAT = ("经核实为 {building} 栋", "处理结果：已完成", "以此条为准")
_BEGINS, _ENDS = 7 * HOUR + 40 * 60, 19 * HOUR + 30 * 60


class DutyLogShare:
    """A handful of entries a day; now and then one comes late or is put right the same day."""

    order = 92

    def begin(self, world: World) -> None:
        """Who may appear."""
        self.rng = Random(f"{world.plan.seed} {REGISTER} by hand")

    def day(self, world: World, day: int) -> None:
        """The day's entries."""
        rng, midnight = self.rng, world.clock.midnight(day)
        for at in sorted(rng.randrange(_BEGINS, _ENDS) + midnight for _ in range(rng.randrange(3, 8))):
            kind, texts, _ = rng.choices(_TEXTS, [weight for *_, weight in _TEXTS])[0]
            text = self._filled(rng.choice(texts), world)
            late, wrong = rng.randrange(25) == 0, rng.randrange(20) == 0
            happened = at - rng.randrange(HOUR // 3, 5 * HOUR) if late else 0
            again = at + rng.randrange(300, 2 * HOUR)
            if at >= world.until:
                continue
            said = {"text": text, "late": rng.choice(_LATE) if late else ""}
            then = partial(self._again, world, again, text, happened or at) if wrong else None
            world.duty.append(Logged(at, world.on_duty(at), kind.value, said, then=then, happened=happened))
        if day == len(world.clock.days) - 1:
            self._this_morning(world, midnight)

    def _this_morning(self, world: World, midnight: int) -> None:
        """Of the last day nobody finds an empty page: somebody went round, the supervisor was told."""
        for begins, kind, texts in ((_BEGINS, Kind.PATROL, _PATROL), (_BEGINS + HOUR, Kind.REPORT, _REPORT)):
            at, said = midnight + begins + self.rng.randrange(HOUR // 3), self._filled(self.rng.choice(texts), world)
            if at < world.until:
                world.duty.append(Logged(at, world.on_duty(at), kind.value, {"text": said}))

    def _again(self, world: World, at: int, text: str, happened: int, seq: int, _head: bytes) -> None:
        """Put right by a further entry, which stands where the first one does."""
        what = self._filled(self.rng.choice(_WHAT), world)
        said = {"text": _AGAIN.format(text=text, what=what), "reason": self.rng.choice(_WHY)}
        if at < world.until:
            kind = Kind.CORRECTION.value
            world.duty.append(Logged(at, world.on_duty(at), kind, said, happened=happened, corrects=seq))

    def _filled(self, text: str, world: World) -> str:
        building = self.rng.choice(sorted(world.buildings))
        return text.format(building=building, minutes=self.rng.randrange(8, 45))


SHARE = DutyLogShare()
