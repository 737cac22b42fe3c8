"""The reception log's share: who called about what, and how it went on."""

from __future__ import annotations

from itertools import accumulate
from random import Random
from typing import Any, cast

from deskapp.domain.reception import (
    NO_PROMISE,
    REGISTER,
    Category,
    Channel,
    Kind,
    Opinion,
    State,
    ToldHow,
    Urgency,
)
from deskapp.domain.slips import Item
from deskapp.models.reception import Entry, EntryContact, Suggestion
from deskapp.services import deadlines
from deskapp.services.demo import knowledge, texts
from deskapp.services.demo.clock import HOUR, iso
from deskapp.services.demo.incidents import Incidents
from deskapp.services.demo.ledger import Row
from deskapp.services.demo.world import Person, World, hours, span
from deskapp.services.reception import ReceptionService

_KINDS = (
    (Kind.INQUIRY, 33), (Kind.REPAIR, 31), (Kind.SPECIAL_SERVICE, 9), (Kind.COMPLAINT, 10),
    (Kind.VISIT, 9), (Kind.SUGGESTION, 4), (Kind.PRAISE, 3), (Kind.EMERGENCY, 1),
)  # fmt: skip
_CHANNELS = (
    (Channel.PHONE, 52), (Channel.COUNTER, 30), (Channel.ONLINE, 9),
    (Channel.INTERCOM, 5), (Channel.EMAIL, 2), (Channel.LETTER, 2),
)  # fmt: skip
#: Of these kinds, so many in a hundred end with a dispatch slip: three of ten entries in all.
_DISPATCHED = {Kind.REPAIR: 66, Kind.SPECIAL_SERVICE: 60, Kind.EMERGENCY: 60, Kind.SUGGESTION: 2}
_ON_THE_SPOT = {Kind.INQUIRY: 90, Kind.VISIT: 97, Kind.REPAIR: 8, Kind.COMPLAINT: 14, Kind.SUGGESTION: 55}
_ITEMS = (
    (Item.PLUMBING, 34), (Item.ELECTRICAL, 22), (Item.DOORS_WINDOWS, 14),
    (Item.INTERCOM, 12), (Item.LIFT, 8), (Item.OTHER, 10),
)  # fmt: skip
#: What a caller's words say about the trade.
_HINTS = (
    (Item.LIFT, ("电梯",)), (Item.INTERCOM, ("对讲", "门禁", "门铃", "门口机", "人脸", "单元门")),
    (Item.DOORS_WINDOWS, ("窗", "门把", "合页", "锁", "纱", "推拉", "轨道", "房门")),
    (Item.ELECTRICAL, ("电", "闸", "灯", "插座", "网络", "浴霸", "弱电", "焦味")),
    (Item.PLUMBING, ("水", "漏", "马桶", "阀", "暖气", "返味")),
)  # fmt: skip
#: Whom a complaint's slip goes to.
ANSWERABLE = {
    Category.SECURITY: Item.SECURITY, Category.CLEANING: Item.CLEANING, Category.GREENING: Item.GREENING,
    Category.ENGINEERING: Item.PLUMBING,
}  # fmt: skip


#: Where entries with a way of their own begin.
_FIRST = {Kind.COMPLAINT: State.IN_COMPLAINT, Kind.EMERGENCY: State.ALARM}


class Choice:
    """A weighted choice that costs one random number."""

    def __init__(self, options: Any) -> None:
        self._table = [option for option, weight in options for _ in range(weight)]

    def __call__(self, rng: Random) -> Any:
        """One of the options."""
        return self._table[int(rng.random() * len(self._table))]


_kind, _channel, _item = Choice(_KINDS), Choice(_CHANNELS), Choice(_ITEMS)
_category = Choice(
    [(category, weight) for category, weight in zip(Category, (24, 18, 8, 22, 5, 14, 6, 3), strict=True)]
)
_opinion = Choice(
    (
        (Opinion.VERY_SATISFIED, 34),
        (Opinion.SATISFIED, 57),
        (Opinion.RATHER_DISSATISFIED, 6),
        (Opinion.VERY_DISSATISFIED, 3),
    )
)
_how = Choice(((ToldHow.PHONE, 70), (ToldHow.COUNTER, 15), (ToldHow.MESSAGE, 10), (ToldHow.VISIT, 5)))


def opinion(rng: Random) -> str:
    """What a caller thinks of it."""
    return cast(Opinion, _opinion(rng)).value


def told_how(rng: Random) -> str:
    """How a caller heard."""
    return cast(ToldHow, _how(rng)).value


def item_of(entry: Row) -> Item:
    """What a department would be asked for, from what the caller said."""
    if entry["kind"] == Kind.SPECIAL_SERVICE.value:
        return Item.SPECIAL_SERVICE
    if entry["category"]:
        return ANSWERABLE.get(Category(entry["category"]), Item.OTHER)
    if entry["kind"] == Kind.EMERGENCY.value and "打架" in entry["content"]:
        return Item.SECURITY
    return next((item for item, hints in _HINTS if any(hint in entry["content"] for hint in hints)), Item.OTHER)


def outcome(rng: Random, entry: Row) -> str:
    """What came of an entry that no slip was written for."""
    category = entry["category"]
    if category and Category(category) not in ANSWERABLE:
        return texts.say(rng, f"settled_{category}") + "。"
    trade = category or entry["kind"] in {Kind.REPAIR.value, Kind.SPECIAL_SERVICE.value, Kind.EMERGENCY.value}
    return texts.fixed(rng, item_of(entry)) if trade else texts.say(rng, "answer") + "。"


def words(row: Any) -> Any:
    """The words an entry is found by, as its service has them."""
    return ReceptionService.searchable(cast(Any, None), row)


class ReceptionShare:
    """One entry for each contact."""

    order = 10

    def begin(self, world: World) -> None:
        """Nobody has called yet; some residents call more often than others."""
        weights = [1 + 30 * world.rng.random() ** 8 for _ in world.people]
        self._sums = list(accumulate(weights))
        self._incidents = Incidents(self, world)

    def day(self, world: World, day: int) -> None:
        """The day's contacts; those that call for a slip are left to the slips' share."""
        month = world.clock.days[day].strftime("%Y%m")
        callers = world.rng.choices(world.people, cum_weights=self._sums, k=world.counts[day])
        moments = world.clock.moments(world.rng, day, world.counts[day])
        joined = self._incidents.plan(world, day)
        for place, (moment, caller) in enumerate(zip(moments, callers, strict=True)):
            if place in joined:
                self._incidents.contact(world, moment, month, *joined[place])
            else:
                self._contact(world, moment, month, caller)

    def _contact(self, world: World, at: int, month: str, caller: Person) -> None:
        rng = world.rng
        kind: Kind = _kind(rng)
        again = world.comes_again(at) if kind is Kind.COMPLAINT else None
        row = self.written(world, at, month, again.caller if again else caller, kind)
        row.update(again.words if again else {})
        roll = rng.random() * 100
        dispatched = roll < _DISPATCHED.get(kind, 0)
        answered = not dispatched and not again and rng.random() * 100 < _ON_THE_SPOT.get(kind, 0)
        row["state"] = _FIRST.get(kind, State.OPEN).value
        if answered:
            row.update(
                state=row["state"] if kind is Kind.COMPLAINT else State.ANSWERED.value,
                answered_on_spot=True,
                result=texts.say(rng, "let_in" if kind is Kind.VISIT else "answer"),
                told_at=row["at"],
            )
            if kind is Kind.INQUIRY:
                knowledge.SHARE.answer(world, at, row)
        elif kind not in NO_PROMISE:
            self.promise(at, row)
        row["number"] = world.ledger.number("JD", month)
        world.ledger.created(at, "reception.record", row["recorder_id"], REGISTER, row, row["number"])
        if rng.random() < 0.004:
            self._void(world, at, row)
        elif kind is Kind.COMPLAINT:
            world.complained(at, row, caller, again)
        elif kind is Kind.EMERGENCY and not answered:
            self._emergency(world, at, row, caller if dispatched else None)
        elif dispatched:
            world.to_dispatch.append((at, row, caller))
            if kind is Kind.SPECIAL_SERVICE:
                world.specials.append((at, row, caller))
        elif answered or kind is Kind.PRAISE:
            self._settle(world, at, row)
        else:
            self._keep_promise(world, at, row)

    @staticmethod
    def promise(at: int, row: Row) -> None:
        """A reply is promised by the rule of the entry's kind and channel."""
        rule = deadlines.promise_rule(Kind(row["kind"]), Channel(row["channel"]))
        due = iso(at + int(hours(rule) * HOUR))
        row.update(promised_at=due, first_promise=due, promise_rule=rule, promise_start=iso(at))
        row.update(promise_span=span(rule), state=State.PROMISED.value)

    def written(self, world: World, at: int, month: str, caller: Person, kind: Kind) -> Row:
        """A contact as it is written down, before it has its number and its promise."""
        rng = world.rng
        channel: Channel = _channel(rng)
        category: Category | None = _category(rng) if kind is Kind.COMPLAINT else None
        item: Item = _item(rng) if kind is Kind.REPAIR else Item.OTHER
        if category is not None:
            content = texts.complaint(rng, category)
        else:
            content = texts.repair(rng, item) if kind is Kind.REPAIR else texts.plain(rng, kind)
        urgent = (
            Urgency.EMERGENCY if kind is Kind.EMERGENCY else Urgency.URGENT if rng.random() < 0.06 else Urgency.NORMAL
        )
        stranger = kind is Kind.VISIT or rng.random() < 0.04
        who = world.on_duty(at)
        row = world.ledger.new(
            Entry, number="", state=State.OPEN.value, at=iso(at), recorded_at=iso(at), content=content,
            unit_id=caller.unit_id, unit_code=caller.unit, kind=kind.value, channel=channel.value,
            resident_id=None if stranger else caller.resident_id, phone="" if stranger else caller.phone,
            caller=f"{caller.name[0]}{rng.choice(('先生', '女士', '师傅'))}" if stranger else caller.name,
            category=category.value if category else None, urgency=urgent.value,
            written=channel is Channel.LETTER and category is not None, recorder_id=who, handler_id=who,
        )  # fmt: skip
        if rng.random() < 0.008:
            happened = at - rng.randrange(1_200, 6 * HOUR)
            row.update(at=iso(happened), happened_reason="停电补记" if rng.random() < 0.5 else "忙时先记纸上，补录")
        world.ledger.findable(REGISTER, row, words)
        return row

    def _void(self, world: World, at: int, row: Row) -> None:
        when = at + world.rng.randrange(60, 900)
        if when < world.now:
            reason = world.rng.choice(("重复登记", "登记错房号，另行登记", "来人撤回"))
            values = {"state": State.VOIDED.value, "void_reason": reason}
            world.ledger.change(when, "reception.void", row["recorder_id"], REGISTER, row, values)

    def _settle(self, world: World, at: int, row: Row) -> None:
        """Answered on the spot, or thanks: answered if it was not, then closed before the shift is over."""
        rng, ledger, now = world.rng, world.ledger, world.now
        if row["state"] == State.OPEN.value:
            at += rng.randrange(120, 1_500)
            if at >= now:
                return
            values = {
                "state": State.ANSWERED.value,
                "result": "已转告本人并致谢",
                "told_at": iso(at),
                "handler_id": world.on_duty(at),
            }
            ledger.change(at, "reception.answer", world.on_duty(at), REGISTER, row, values)
        if row["kind"] == Kind.SUGGESTION.value and rng.random() < 0.7:
            at = self._assess(world, row, at)
        at += rng.randrange(20, 300) if rng.random() < 0.8 else rng.randrange(300, 3 * HOUR)
        if at < now:
            self.close(world, at, row)

    def close(self, world: World, at: int, row: Row) -> None:
        """Nothing is left to do."""
        values: Row = {"state": State.CLOSED.value, "closed_at": iso(at)}
        if row["opinion"] is None and world.rng.random() < 0.35:
            values["opinion"] = opinion(world.rng)
        world.ledger.change(at, "reception.close", world.on_duty(at), REGISTER, row, values)

    def _assess(self, world: World, row: Row, at: int) -> int:
        rng = world.rng
        adopted = rng.random() < 0.4
        assessed = {
            "assessment": "可行，列入下月计划" if adopted else "暂不具备条件，已说明",
            "department_id": rng.choice(list(world.departments.values())), "adopted": adopted,
            "reply": "感谢建议，将尽快落实" if adopted else "感谢建议，我们会继续研究",
            "reward": "小礼品一份" if adopted else "",
        }  # fmt: skip
        at += rng.randrange(10, 60)
        if at < world.now:
            world.ledger.new(Suggestion, entry_id=row["id"], **assessed)
            world.ledger.change(at, "reception.assess", world.on_duty(at), REGISTER, row, {}, assessed)
        return at

    def _keep_promise(self, world: World, at: int, row: Row) -> None:
        """A result within the promised time, or a new time with an apology; then the caller is told."""
        rng, clock, ledger = world.rng, world.clock, world.ledger
        span = int(hours(deadlines.promise_rule(Kind(row["kind"]), Channel(row["channel"]))) * HOUR)
        late = rng.random() < 0.06
        known = clock.working(rng, at + span * (1.1 + rng.random() if late else 0.1 + 0.75 * rng.random()))
        if rng.random() < 0.03:
            self._again(world, at + (known - at) // 3, row)
        if late:
            moved = clock.working(rng, at + span * 1.02)
            if moved < min(known, world.now):
                due = max(known, moved) + 2 * HOUR
                values: Row = {
                    "promised_at": iso(due),
                    "promise_rule": "",
                    "promise_span": "",
                    "promise_start": iso(moved),
                    "promises_moved": row["promises_moved"] + 1,
                    "promises_missed": row["promises_missed"] + 1,
                    "apology": texts.say(rng, "sorry"),
                }
                more = {"reason": texts.say(rng, "why")}
                ledger.change(moved, "reception.promise_again", world.on_duty(moved), REGISTER, row, values, more)
        if self.result(world, known, row, outcome(rng, row)):
            told = clock.working(rng, known + rng.randrange(120, 2 * HOUR))
            self.tell(world, told, row, told_how(rng), opinion(rng) if rng.random() < 0.8 else None)
            closed = told + rng.randrange(60, HOUR)
            if closed < world.now:
                self.close(world, closed, row)

    def _again(self, world: World, at: int, row: Row) -> None:
        """The same caller rings once more."""
        if at >= world.now:
            return
        who = world.on_duty(at)
        heard = {
            "caller": row["caller"],
            "phone": row["phone"],
            "channel": Channel.PHONE.value,
            "content": "来电催问进度，请尽快回复。",
        }
        world.ledger.new(EntryContact, entry_id=row["id"], at=iso(at), by_id=who, **heard)
        more = {"contact": f"{heard['caller']}: {heard['content']}"}
        world.ledger.change(at, "reception.join", who, REGISTER, row, {}, more)

    def _emergency(self, world: World, at: int, row: Row, caller: Person | None) -> None:
        """Passed on within a minute or so (``REC-5``), then a slip for it, or those who went report what they did."""
        when = at + world.rng.randrange(15, 40)
        if when >= world.now:
            return
        to = world.rng.choice(("工程部值班", "秩序维护部岗亭", "管理处主任"))
        values = {"state": State.PASSED_ON.value, "passed_to": to, "passed_at": iso(when)}
        world.ledger.change(when, "reception.pass_on", row["recorder_id"], REGISTER, row, values)
        world.emergencies.append((when, row))
        if caller is not None:
            world.to_dispatch.append((when, row, caller))
            return
        known = when + world.rng.randrange(600, 2 * HOUR)
        result = f"秩序维护部、工程部已到场，{texts.fixed(world.rng, item_of(row))}"
        if self.result(world, known, row, result) and self.tell(world, known + 120, row, "phone", opinion(world.rng)):
            closed = known + world.rng.randrange(300, HOUR)
            if closed < world.now:
                self.close(world, closed, row)

    def conclude(self, world: World, at: int, row: Row, values: Row) -> None:
        """The complaint of an entry is closed, and the entry with it."""
        values = {"state": State.CLOSED.value, "closed_at": iso(at)} | values
        world.ledger.change(at, "reception.conclude", world.on_duty(at), REGISTER, row, values)

    def result(self, world: World, at: int, row: Row, result: str, *, by: int = 0) -> bool:
        """What came of it; False when history ends before."""
        if at >= world.now:
            return False
        by = by or world.on_duty(at)
        values = {"state": State.RESULT_KNOWN.value, "result": result, "handler_id": by}
        world.ledger.change(at, "reception.result", by, REGISTER, row, values)
        return True

    def tell(self, world: World, at: int, row: Row, how: str, thinks: str | None) -> bool:
        """The caller heard; False when history ends before."""
        if at >= world.now:
            return False
        values: Row = {"state": State.CALLER_TOLD.value, "told_at": iso(at), "told_how": how, "opinion": thinks}
        stands = row["promised_at"] and (row["told_at"] is None or row["told_at"] <= (row["promise_start"] or ""))
        values["promises_missed"] = row["promises_missed"] + bool(stands and iso(at) > row["promised_at"])
        world.ledger.change(at, "reception.tell", world.on_duty(at), REGISTER, row, values)
        return True


SHARE = ReceptionShare()
