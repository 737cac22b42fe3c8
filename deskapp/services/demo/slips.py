"""The dispatch slips' share: three entries of ten become orders, and every order goes its way to the closed slip."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from deskapp.domain.handovers import Count
from deskapp.domain.reception import State as EntryState
from deskapp.domain.reception import Urgency
from deskapp.domain.slips import REGISTER, Item, State
from deskapp.models.slips import Slip, SlipExtension, SlipMaterial, SlipRound
from deskapp.services import deadlines
from deskapp.services.demo import reception, texts
from deskapp.services.demo.clock import HOUR, iso
from deskapp.services.demo.ledger import Row, yuan
from deskapp.services.demo.reception import item_of
from deskapp.services.demo.world import World, hours, span
from deskapp.services.slips import SlipService

_DEPARTMENT = {
    Item.CLEANING: "保洁部", Item.GREENING: "绿化部", Item.SECURITY: "秩序维护部", Item.SPECIAL_SERVICE: "客服中心",
}  # fmt: skip
_MATERIALS = (
    ("角阀", "4 分", 2_500), ("不锈钢软管", "60 cm", 1_800), ("密封圈", "通用", 300), ("LED 灯管", "16 W", 2_200),
    ("空气开关", "C20", 3_600), ("插座面板", "五孔", 1_500), ("锁芯", "C 级", 12_000), ("合页", "4 寸", 1_200),
    ("地漏芯", "防臭", 2_800), ("玻璃胶", "300 ml", 1_600), ("生料带", "", 200), ("水龙头", "冷热", 8_800),
    ("电源适配器", "12 V", 4_500), ("滑轮", "推拉窗", 900),
)  # fmt: skip


@dataclass
class Job:
    """One slip on its way: its row, its running round, its entry, and the moment it has reached."""

    slip: Row
    round: Row
    entry: Row
    department: str
    at: int


def words(row: Any) -> Any:
    """The words a slip is found by, as its service has them."""
    return SlipService.searchable(cast(Any, None), row)


class SlipShare:
    """One order for each entry that calls for one."""

    order = 20

    def begin(self, world: World) -> None:
        """No slip is out yet."""

    def day(self, world: World, day: int) -> None:
        """Order the day's slips in the order of their writing, and follow each to its end."""
        rng = world.rng
        evening = min(world.clock.midnight(day + 1), world.now) - 1
        orders = [
            (min(at + int(40 + rng.random() ** 3 * 5_400), evening), n)
            for n, (at, _, _) in enumerate(world.to_dispatch)
        ]
        month = world.clock.days[day].strftime("%Y%m")
        for at, place in sorted(orders):
            self._order(world, max(at, world.to_dispatch[place][0]), month, world.to_dispatch[place][1])
        world.to_dispatch = []

    def _order(self, world: World, at: int, month: str, entry: Row) -> None:
        rng, ledger = world.rng, world.ledger
        item = item_of(entry)
        department = _DEPARTMENT.get(item, "工程部")
        emergency = entry["urgency"] == Urgency.EMERGENCY.value
        rule = deadlines.slip_rule(item, Urgency(entry["urgency"]))
        limit = iso(at + int(hours(rule) * HOUR))
        who = world.on_duty(at)
        slip = ledger.new(
            Slip, number=ledger.number("PG", month), state=State.ISSUED.value, entry_id=entry["id"], issuer_id=who,
            unit_id=entry["unit_id"], unit_code=entry["unit_code"], contact=entry["caller"], phone=entry["phone"],
            department_id=world.departments[department], item=item.value, urgency=entry["urgency"],
            content=entry["content"], created_at=iso(at), issued_at=iso(at), limit_at=limit, limit_rule=rule,
            limit_span=span(rule),
            appointment=iso(at + rng.randrange(2, 20) * HOUR) if not emergency and rng.random() < 0.15 else None,
            note="请带鞋套" if rng.random() < 0.05 else "",
        )  # fmt: skip
        ledger.findable(REGISTER, slip, words)
        ledger.created(at, "slips.order", who, REGISTER, slip, slip["number"])
        self._dispatched(world, at, entry)
        first = self._round(world, slip, at)
        if at + 20 < world.now:
            ledger.change(at + 20, "slips.print", who, REGISTER, slip, {"prints": 1})
        self._live(world, Job(slip, first, entry, department, at + 20))

    @staticmethod
    def _round(world: World, slip: Row, at: int) -> Row:
        world.tally(at, Count.SLIPS, 1)  # its work copy goes out
        names = ("round", "content", "issued_at", "limit_at")
        return world.ledger.new(SlipRound, slip_id=slip["id"], **{name: slip[name] for name in names})

    @staticmethod
    def _dispatched(world: World, at: int, entry: Row) -> None:
        values = {"state": EntryState.DISPATCHED.value}
        world.ledger.change(at, "reception.dispatch", world.on_duty(at), "reception", entry, values)

    def _live(self, world: World, job: Job) -> None:
        """Received, done or not, told, recovered, closed; where history ends, the slip stays as it is."""
        rng = world.rng
        if rng.random() < 0.006:
            values = {"state": State.VOIDED.value, "void_reason": "业主自行解决，取消派工"}
            if self._step(world, job, rng.randrange(300, 2 * HOUR), "void", values):
                world.tally(job.at, Count.SLIPS, -1)
            self._entry_ends(world, job)
            return
        while True:
            if not self._work(world, job) or not self._told(world, job):
                return
            again = job.slip["opinion"] in {"rather_dissatisfied", "very_dissatisfied"}
            if not again or job.slip["round"] >= 3 or not self._rework(world, job):
                break
        self._closed(world, job)

    def _step(
        self, world: World, job: Job, wait: float, verb: str, values: Row, more: Row | None = None, by: int = 0
    ) -> bool:
        """The next step after a while, in working hours; False when history ends before."""
        at = world.clock.working(world.rng, job.at + wait)
        if at >= world.now:
            return False
        job.at = at
        world.ledger.change(at, f"slips.{verb}", by or world.on_duty(at), REGISTER, job.slip, values, more)
        return True

    def _work(self, world: World, job: Job) -> bool:
        """The department's part, within the limit or past it with an extension."""
        rng = world.rng
        slow = rng.random() < 0.07
        span = hours(deadlines.slip_rule(Item(job.slip["item"]), Urgency(job.slip["urgency"]))) * HOUR
        people = world.workers[job.department]
        receiver, worker = rng.choice(people), rng.choice(people)
        if not self._fact(
            world, job, span * 0.01 + rng.random() * 900, "receive", State.RECEIVED, received_by=receiver, received_at=0
        ):
            return False
        if slow and not self._extend(world, job, span * (0.8 + 0.3 * rng.random())):
            return False
        wait = span * 0.7 * rng.random() ** 2
        if not self._fact(world, job, wait, "start", State.IN_HAND, workers=worker, arrived_at=0):
            return False
        if rng.random() < 0.03:
            why = texts.say(rng, "why")
            return self._fact(world, job, 1_800, "fail", State.NOT_DONE, fail_reason=why) and self._known(
                world, job, why
            )
        return self._finish(world, job)

    def _finish(self, world: World, job: Job) -> bool:
        rng = world.rng
        result = texts.fixed(rng, Item(job.slip["item"]))
        paid = rng.random() < 0.35
        labour = rng.randrange(20, 160) * 100 if paid else 0
        wait = rng.randrange(600, 3 * HOUR)
        if not self._fact(world, job, wait, "finish", State.DONE, finished_at=0, result=result, labour=yuan(labour)):
            return False
        for name, size, price in rng.sample(_MATERIALS, rng.randrange(1, 4)) if paid else ():
            quantity = yuan(rng.randrange(1, 4) * 100)
            line = {"name": name, "size": size, "quantity": quantity, "price": yuan(price)}
            world.ledger.new(SlipMaterial, round_id=job.round["id"], **line)
        return self._known(world, job, result)

    def _fact(self, world: World, job: Job, wait: float, verb: str, state: State, **facts: Any) -> bool:
        """A step with facts for the running round; a moment given as 0 is the step's own."""
        before = job.at
        more = {name: value for name, value in facts.items() if value != 0}
        if not self._step(world, job, wait, verb, {"state": state.value}, more):
            return False
        happened = iso(max(before, job.at - world.rng.randrange(0, 600)))
        job.round.update((name, happened if value == 0 else value) for name, value in facts.items())
        return True

    def _extend(self, world: World, job: Job, wait: float) -> bool:
        """A later limit, with apology and explanation (``DSP-2``)."""
        old = job.slip["limit_at"]
        at = world.clock.working(world.rng, job.at + wait)
        new = iso(at + world.rng.randrange(12, 60) * HOUR)
        said = {"reason": texts.say(world.rng, "why"), "apology": texts.say(world.rng, "sorry")}
        if new <= old:
            return True
        values = {"limit_at": new, "limit_rule": "", "limit_span": "", "extensions": job.slip["extensions"] + 1}
        if not self._step(world, job, at - job.at, "extend", values, said):
            return False
        job.round["limit_at"] = new
        kept = {
            "slip_id": job.slip["id"],
            "at": iso(job.at),
            "by_id": world.on_duty(job.at),
            "old_limit": old,
            "new_limit": new,
        }
        world.ledger.new(SlipExtension, **kept, **said)
        return True

    def _known(self, world: World, job: Job, result: str) -> bool:
        return reception.SHARE.result(world, job.at, job.entry, result, by=world.on_duty(job.at))

    def _told(self, world: World, job: Job) -> bool:
        """The resident hears and gives an opinion; the work copy comes back before or after (``DSP-3``, ``DSP-4``)."""
        rng = world.rng
        early = rng.random() < 0.3
        if early and not self._recover(world, job, None):
            return False
        how, thinks = reception.told_how(rng), reception.opinion(rng)
        state = State.RECOVERED if early else State.TOLD
        wait = rng.randrange(300, 4 * HOUR)
        if not self._step(world, job, wait, "tell", {"state": state.value, "opinion": thinks}, {"told_how": how}):
            return False
        job.round.update(told_at=iso(job.at), told_how=how, opinion=thinks)
        reception.SHARE.tell(world, job.at, job.entry, how, thinks)
        return early or self._recover(world, job, State.RECOVERED)

    def _recover(self, world: World, job: Job, state: State | None) -> bool:
        rng = world.rng
        days = 0.05 + 0.9 * rng.random() if rng.random() < 0.9 else 1 + 3 * rng.random()
        at = world.clock.working(rng, job.at + days * 24 * HOUR * 0.5)
        values: Row = {"recovered_at": iso(at)} | ({"state": state.value} if state else {})
        if not self._step(world, job, at - job.at, "recover", values):
            return False
        world.tally(job.at, Count.SLIPS, -1)
        job.round["recovered_at"] = values["recovered_at"]
        return True

    def _rework(self, world: World, job: Job) -> bool:
        """Another round on the same number (``DSP-3``)."""
        at = world.clock.working(world.rng, job.at + world.rng.randrange(600, 2 * HOUR))
        content = f"返工：业主反映{texts.say(world.rng, 'again')}，请重新处理。"
        rule = deadlines.slip_rule(Item(job.slip["item"]), Urgency(job.slip["urgency"]))
        values = {
            "state": State.ISSUED.value, "round": job.slip["round"] + 1, "opinion": None, "recovered_at": None,
            "issued_at": iso(at), "limit_at": iso(at + int(hours(rule) * HOUR)), "limit_rule": rule,
            "limit_span": span(rule),
        }  # fmt: skip
        if not self._step(world, job, at - job.at, "rework", values, {"content": content}):
            return False
        job.round = self._round(world, job.slip, job.at)
        job.round["content"] = content
        self._dispatched(world, job.at, job.entry)
        return True

    def _closed(self, world: World, job: Job) -> None:
        unhappy = job.slip["opinion"] in {"rather_dissatisfied", "very_dissatisfied"}
        by = world.staff["supervisor"][0] if unhappy else 0
        at = world.clock.working(world.rng, job.at + world.rng.randrange(60, 5 * HOUR))
        reason = "多次返工，已与业主面谈，转厂家处理" if unhappy else ""
        values = {"state": State.CLOSED.value, "closed_at": iso(at), "close_reason": reason}
        if self._step(world, job, at - job.at, "close", values, by=by):
            reception.SHARE.close(world, job.at, job.entry)
            world.finished.append((REGISTER, job.at, job.slip))

    @staticmethod
    def _entry_ends(world: World, job: Job) -> None:
        """The order was taken back: the entry has its result all the same."""
        share, at = reception.SHARE, job.at
        if not share.result(world, at + 60, job.entry, "业主来电，已自行解决，取消派工。"):
            return
        if share.tell(world, at + 90, job.entry, "phone", None) and at + 120 < world.now:
            share.close(world, at + 120, job.entry)


SHARE = SlipShare()
