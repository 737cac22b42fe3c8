"""The must-read notes' share: one every week or so, read by whoever comes on duty, ended in time (``DUTY-8``)."""

from __future__ import annotations

from datetime import timedelta
from operator import itemgetter
from random import Random
from typing import Any, cast

from deskapp.domain.must_read import PREFIX, REGISTER, State
from deskapp.models.handovers import MustReadNote, MustReadReader
from deskapp.models.staff import Staff
from deskapp.services.demo.clock import DAY, HOUR, iso
from deskapp.services.demo.ledger import Row
from deskapp.services.demo.world import World
from deskapp.services.must_read import MustReadService

#: A note every so many days.
_OFTEN = 8
_NOTES = (
    ("电梯年检停梯", "本周三 9:00—11:00 三栋电梯年检停梯。老人、孕妇出行请联系秩序维护部协助，来电请说明恢复时间。"),
    ("二次供水水箱清洗", "周五 22:00 至次日 5:00 清洗水箱，全区停水。已张贴通知，来电请提醒提前储水。"),
    ("快递代收新规", "即日起生鲜件不上架，到件当面通知；超过两小时无人领取的联系片区管理员。"),
    ("访客车辆放行", "大门道闸升级期间，访客车辆凭前台登记单放行，请核对房号和车牌。"),
    ("业主大会", "周六 14:00 在活动中心召开业主大会，咨询统一回复：可凭房产证明或委托书参加。"),
    ("投诉回复口径", "地库渗水投诉统一答复：防水施工本月底完成，期间每日两次排水，不得承诺赔偿。"),
)


def words(row: Any) -> Any:
    """The words a note is found by, as its service has them."""
    return MustReadService.searchable(cast(Any, None), row)


class MustReadShare:
    """Notes of the supervisor's."""

    order = 91

    def begin(self, world: World) -> None:
        """None yet."""
        self.rng = Random(f"{world.plan.seed} {REGISTER}")
        self.names = {row["id"]: row["name"] for row in world.ledger.unwritten(Staff)}
        self.in_force: list[tuple[int, Row, dict[int, int]]] = []

    def day(self, world: World, day: int) -> None:
        """Now and then a note; whoever took over today has read what is in force, others do so in time; its end."""
        last = len(world.clock.days) - 1
        at = world.clock.midnight(day) + 9 * HOUR + self.rng.randrange(HOUR)
        if (last - day) % _OFTEN == 1 and at < world.now:
            self._write(world, day, at)
        for note in self.in_force:
            self._read(world, min(world.clock.midnight(day + 1), world.now), *note)
        world.relieved.clear()
        self.in_force = [note for note in self.in_force if not self._ended(world, day, *note)]

    def _write(self, world: World, day: int, at: int) -> None:
        boss = world.staff["supervisor"][0]
        title, content = self.rng.choice(_NOTES)
        row = world.ledger.new(
            MustReadNote, number=world.ledger.number(PREFIX, f"{world.clock.days[day]:%Y%m}"),
            state=State.IN_FORCE.value, title=title, content=content, written_at=iso(at), recorder_id=boss,
            until=(world.clock.days[day] + timedelta(days=6)).isoformat(),
        )  # fmt: skip
        world.ledger.findable(REGISTER, row, words)
        world.ledger.created(at, f"{REGISTER}.write", boss, REGISTER, row, row["number"])
        world.ledger.new(MustReadReader, note_id=row["id"], staff_id=boss, at=iso(at))
        world.ledger.hold(row)
        coming, moment = dict[int, int](), at
        for who in world.staff["receptionist"]:
            moment += self.rng.randrange(HOUR // 2, 8 * HOUR)
            coming[who] = moment
        self.in_force.append((at, row, coming))

    def _read(self, world: World, until: int, written: int, row: Row, coming: dict[int, int]) -> None:
        """Whoever is at the counter reads it within the next two days, and before taking over (``DUTY-8``)."""
        for at, who in world.relieved:
            if coming.get(who, 0) > at > written:
                coming[who] = at
        took = {who for _, who in world.relieved}
        for who, at in sorted(coming.items(), key=itemgetter(1)):
            if at < until or (who in took and at < world.until):
                del coming[who]
                world.ledger.new(MustReadReader, note_id=row["id"], staff_id=who, at=iso(at))
                world.ledger.change(at, f"{REGISTER}.read", who, REGISTER, row, {}, {"reader": self.names[who]})

    @staticmethod
    def _ended(world: World, day: int, written: int, row: Row, _coming: dict[int, int]) -> bool:
        ended = written + 5 * DAY
        if ended >= min(world.clock.midnight(day + 1), world.now):
            return False
        values: Row = {"state": State.ENDED.value, "ended_at": iso(ended), "ended_reason": "已结束"}
        world.ledger.change(ended, f"{REGISTER}.end", world.staff["supervisor"][0], REGISTER, row, values)
        world.ledger.let_go(row)
        return True


SHARE = MustReadShare()
