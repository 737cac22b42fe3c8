"""Incidents of the demo: neighbours of one riser call about one matter and hear one answer (``REC-8``)."""

from __future__ import annotations

from collections import defaultdict
from random import Random
from typing import TYPE_CHECKING

from deskapp.domain.reception import REGISTER, Kind, State
from deskapp.services.demo.clock import HOUR
from deskapp.services.demo.ledger import Row
from deskapp.services.demo.world import Person, World
from deskapp.services.incidents import column

if TYPE_CHECKING:
    from deskapp.services.demo.reception import ReceptionShare

_MATTERS = (
    ("厨房水龙头水压很小，热水器打不着火。", "加压泵跳闸，已复位，水压恢复正常。"),
    ("卫生间地漏返味、下水慢，怕是主管堵了。", "本列排水主管已疏通，请再观察一天。"),
    ("家里突然停电，楼道灯也不亮。", "单元配电箱总开关跳闸，已更换并恢复供电。"),
    ("可视对讲没有声音，按了也开不了单元门。", "单元对讲主机电源损坏，已更换。"),
    ("自来水发黄有铁锈味。", "水箱清洗后管道余水，已在底层放水冲洗，现已清澈。"),
)
_DAYS_BETWEEN = 12
_CALLS = (3, 6)
_LEAST = 2


class Incidents:
    """Some days have one; its calls are calls of the day like all others, and as many."""

    def __init__(self, share: ReceptionShare, world: World) -> None:
        self._share = share
        self._rng = Random(f"{world.plan.seed} incidents")
        risers: dict[tuple[str, str], dict[str, Person]] = defaultdict(dict)
        for person in world.people:
            stem, dash, _room = person.unit.rpartition("-")
            if dash and (place := column(person.unit)) and "-" in stem:
                risers[stem, place].setdefault(person.unit, person)
        days = range(len(world.counts))[-2:]
        self._last_day = max((day for day in days if world.counts[day] >= _LEAST), default=-1)
        self._risers = [list(people.values()) for people in risers.values() if len(people) >= _CALLS[0]]

    def plan(self, world: World, day: int) -> dict[int, tuple[Person, int]]:
        """Which of the day's contacts belong to its incident, if it has one: who calls, and as which of them.

        Yesterday or today ends with one, whose answer is still to come.
        """
        count, last = world.counts[day], day == self._last_day
        calls = min(self._rng.randrange(_CALLS[0], _CALLS[1] + 1), count)
        least = _LEAST if last else _CALLS[0]
        if calls < least or not self._risers or (not last and self._rng.randrange(_DAYS_BETWEEN)):
            return {}
        riser = self._rng.choice(self._risers)
        callers = self._rng.sample(riser, min(calls, len(riser)))
        begin = count - len(callers) if last else self._rng.randrange(count - len(callers) + 1)
        self._last = last
        self._matter, self._rows = self._rng.choice(_MATTERS), list[Row]()
        return {begin + n: (person, len(callers) - 1 - n) for n, person in enumerate(callers)}

    def contact(self, world: World, at: int, month: str, caller: Person, left: int) -> None:
        """One of the calls: the first begins the incident, the last is followed by its end."""
        ledger, row = world.ledger, self._share.written(world, at, month, caller, Kind.REPAIR)
        row["content"] = self._matter[0]
        self._share.promise(at, row)
        row["number"] = ledger.number("JD", month)
        if self._rows:
            first = self._rows[0]
            row["incident_id"] = first["id"]
            if first["incident_id"] is None:
                values = {"incident_id": first["id"]}
                ledger.change(at, "reception.gather", row["recorder_id"], REGISTER, first, values)
        ledger.created(at, "reception.record", row["recorder_id"], REGISTER, row, row["number"])
        self._rows.append(row)
        if not left and not self._last:
            self._answer(world, at)

    def _answer(self, world: World, at: int) -> None:
        """One answer for all, then each caller is rung up."""
        known = world.clock.working(self._rng, at + self._rng.randrange(1_800, 3 * HOUR))
        if known >= world.now:
            return
        by = world.on_duty(known)
        for row in self._rows:
            values = {"state": State.RESULT_KNOWN.value, "result": self._matter[1], "handler_id": by}
            world.ledger.change(known, "reception.answer_incident", by, REGISTER, row, values)
        told = known
        for row in self._rows:
            told += self._rng.randrange(90, 400)
            if self._share.tell(world, told, row, "phone", None) and told + HOUR < world.now:
                self._share.close(world, told + HOUR, row)
