"""The special services' share: an order for each entry that asks for one, paid when ordered, followed with its slip."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from random import Random
from typing import Any, cast

from deskapp.domain.deadlines import Span, SpanUnit
from deskapp.domain.handovers import Count
from deskapp.domain.slips import State as SlipState
from deskapp.domain.specials import REGISTER, Method, Quality, State, Tender
from deskapp.models.slips import Slip, SlipRound
from deskapp.models.specials import ServiceItem, Special, SpecialPayment
from deskapp.services.demo.clock import DAY, HOUR, iso
from deskapp.services.demo.ledger import Row, yuan
from deskapp.services.demo.reception import Choice
from deskapp.services.demo.world import Person, World
from deskapp.services.prices import starting_list
from deskapp.services.specials import SpecialService

#: What the caller's words say of the item; the first that fits.
_HINTS = (
    ("空调", "空调清洗（挂机）"), ("油烟机", "油烟机清洗"), ("玻璃", "擦玻璃"), ("疏通", "代管道疏通"),
    ("锁", "更换锁芯"), ("灯", "灯具安装"), ("净水器", "净水器安装"), ("垃圾", "大件垃圾清运"),
    ("搬", "家具搬运"), ("大件", "家具搬运"), ("打蜡", "地板打蜡"), ("花园", "花园修剪"),
    ("窗帘", "窗帘杆安装"), ("打孔", "墙面打孔"),
)  # fmt: skip
_MANY = {"小时": (2, 5), "平方米": (12, 46), "人次": (1, 4), "盏": (1, 6), "个": (1, 9), "根": (1, 4)}
_method = Choice(
    ((Method.CASH, 26), (Method.WECHAT, 38), (Method.ALIPAY, 16), (Method.CARD, 8), (Method.ON_ACCOUNT, 12))
)
_tender = Choice(((Tender.CASH, 40), (Tender.WECHAT, 45), (Tender.ALIPAY, 15)))
_quality = Choice(((Quality.GOOD, 90), (Quality.FLAWED, 8), (Quality.POOR, 2)))
_LATER = ("电话预约，上门时付", "业主出差，返回后付", "商户月结")
_HOURS = {SpanUnit.MINUTE: 1 / 60, SpanUnit.HOUR: 1.0, SpanUnit.DAY: 24.0, SpanUnit.WORKING_DAY: 24.0 * 7 / 5}
_STOPPED: Row = {"due_what": "", "due_at": None, "due_start": None}


@dataclass
class Job:
    """One order on its way: its row, its slip with the rounds of work, and the moment it has reached."""

    row: Row
    at: int
    slip: Row | None = None
    rounds: list[Row] = field(default_factory=list)


def words(row: Any) -> Any:
    """The words an order is found by, as its service has them."""
    return SpecialService.searchable(cast(Any, None), row)


def moment(text: str) -> int:
    """A moment as the journal keeps it, in seconds."""
    return int(datetime.fromisoformat(text).timestamp())


class SpecialShare:
    """One order for each special service asked for."""

    order = 34

    def begin(self, world: World) -> None:
        """The price list stands before the first order."""
        self._rng = Random(f"{world.plan.seed} {REGISTER}")
        self._receipt = 0
        self._items: dict[str, Row] = {}
        at, by = max(world.clock.midnight(0) - 28 * DAY + 9 * HOUR, 0), world.staff["supervisor"][0]
        for item in starting_list():
            row = world.ledger.new(
                ServiceItem, name=item.name, category=item.category, measure=item.measure, limit_span=item.limit,
                price=yuan(int(Decimal(item.price) * 100)), department_id=world.departments[item.department],
                note=item.note, active=True,
            )  # fmt: skip
            world.ledger.created(at, "prices.begin", by, "prices", row, item.name)
            self._items[item.name] = row

    def day(self, world: World, day: int) -> None:
        """The day's orders in the order of their writing, each followed to its end."""
        if not world.specials:
            return
        slips = {row["entry_id"]: row for row in world.ledger.unwritten(Slip)}
        rounds: dict[int, list[Row]] = {}
        for row in world.ledger.unwritten(SlipRound):
            rounds.setdefault(row["slip_id"], []).append(row)
        asked = []
        for at, entry, person in world.specials:
            slip = slips.get(entry["id"])
            sent = moment(slip["created_at"]) if slip else world.now
            asked.append((at + min(max(sent - at, 0) // 2, 900), entry, person, slip))
        month = world.clock.days[day].strftime("%Y%m")
        for at, entry, person, slip in sorted(asked, key=_first):
            if at < world.now:
                made = rounds.get(slip["id"], []) if slip else []
                self._order(world, month, at, entry, person, slip, made)

    # The order

    def _order(
        self, world: World, month: str, at: int, entry: Row, person: Person, slip: Row | None, rounds: list[Row]
    ) -> None:
        rng = self._rng
        name = next((name for hint, name in _HINTS if hint in entry["content"]), "日常保洁")
        item = self._items[name]
        quantity = rng.randrange(*_MANY.get(item["measure"], (1, 3)))
        amount = int(Decimal(item["price"]) * 100) * quantity
        begins = self._agreed(world, at, rounds)
        ends = begins + int(_hours(item["limit_span"]) * HOUR)
        if rounds and rounds[0]["finished_at"] and rng.random() < 0.9:  # what takes longer was agreed so, mostly
            ends = max(ends, -(-moment(rounds[0]["finished_at"]) // HOUR) * HOUR)
        method: Method = _method(rng)
        who = world.on_duty(at)
        row = world.ledger.new(
            Special, number=world.ledger.number("TY", month), state=State.ORDERED.value, entry_id=entry["id"],
            unit_id=entry["unit_id"], unit_code=entry["unit_code"], contact=entry["caller"], phone=entry["phone"],
            item_id=item["id"], item=name, measure=item["measure"], price=item["price"],
            limit_span=item["limit_span"], quantity=str(quantity), amount=yuan(amount), content=entry["content"],
            starts_at=iso(begins), ends_at=iso(ends), method=method.value,
            unpaid_reason=rng.choice(_LATER) if method is Method.ON_ACCOUNT else "",
            signed_at=iso(at) if entry["channel"] == "counter" else None, at=iso(at), recorded_at=iso(at),
            recorder_id=who, department_id=item["department_id"], due_what="start", due_at=iso(begins),
            due_start=iso(at),
        )  # fmt: skip
        world.ledger.findable(REGISTER, row, words)
        world.ledger.created(at, "specials.order", who, REGISTER, row, row["number"])
        job = Job(row, at, slip, rounds)
        if method is not Method.ON_ACCOUNT:
            self._money(world, job, at, amount, Tender(method.value))
        self._live(world, job)

    def _agreed(self, world: World, at: int, rounds: list[Row]) -> int:
        """When somebody is to come: mostly at or after the time they really came, on the half hour."""
        rng = self._rng
        came = moment(rounds[0]["arrived_at"]) if rounds and rounds[0]["arrived_at"] else 0
        wish = came + rng.randrange(0, 2_400) if came else world.clock.working(rng, at + rng.randrange(3, 50) * HOUR)
        if came and rng.random() < 0.1:
            wish = came - rng.randrange(1_200, 7_200)
        half = HOUR // 2
        return max(-(-wish // half) * half, (at // half + 1) * half)

    def _money(self, world: World, job: Job, at: int, fen: int, tender: Tender, verb: str = "take_money") -> None:
        """A sum changes hands against a receipt (``CASH-1``); below zero it is given back."""
        self._receipt += 1
        receipt = f"{'SJ' if fen > 0 else 'TK'}{self._receipt:07d}"
        who = world.on_duty(at)
        paid = int(Decimal(job.row["paid"]) * 100) + fen
        sign = "-" if fen < 0 else ""
        payer = job.row["contact"]
        world.ledger.new(
            SpecialPayment, special_id=job.row["id"], at=iso(at), sum=f"{sign}{yuan(abs(fen))}", method=tender.value,
            receipt=receipt, payer=payer, taker_id=who,
        )  # fmt: skip
        if tender is Tender.CASH:
            world.tally(at, Count.CASH, fen)
        said = {"sum": f"{fen / 100:.2f}", "method": tender.value, "receipt": receipt, "payer": payer}
        values: Row = {"paid": yuan(paid), "receipts": f"{job.row['receipts']} {receipt}".strip()}
        if verb == "void":
            values |= {"state": State.VOIDED.value, "void_reason": "未能提供服务，已退款", **_STOPPED}
        world.ledger.change(at, f"specials.{verb}", who, REGISTER, job.row, values, said)
        job.at = at

    # Its life

    def _step(self, world: World, job: Job, at: int, verb: str, values: Row, more: Row | None = None) -> bool:
        """A step at its time; False when history ends before."""
        at = max(at, job.at)
        if at >= world.now:
            return False
        job.at = at
        register, _, name = verb.rpartition(".")
        world.ledger.change(
            at, f"{register or REGISTER}.{name}", world.on_duty(at), REGISTER, job.row, values, more
        )  # fmt: skip
        return True

    def _live(self, world: World, job: Job) -> None:
        """Dispatched with its slip, begun, done or not, paid, closed."""
        slip = job.slip
        if slip is None:
            return
        sent = {"state": State.DISPATCHED.value, "slip_id": slip["id"], "department_id": slip["department_id"]}
        if not self._step(world, job, moment(slip["created_at"]), "dispatch", sent):
            return
        for at, now in enumerate(job.rounds):
            if at and not self._again(world, job, now):
                return
            if not self._round(world, job, now) and not self._failed(world, job, now):
                return
        if job.row["state"] == State.NOT_DONE.value:
            self._given_up(world, job)
        else:
            self._closed(world, job)

    def _round(self, world: World, job: Job, now: Row) -> bool:
        """One round of the slip's work; False if it did not end in something done."""
        if not now["arrived_at"]:
            return False
        came = max(moment(now["arrived_at"]), job.at)
        begun: Row = {
            "state": State.IN_HAND.value, "started_at": iso(came), "workers": now["workers"],
            "due_what": "finish", "due_at": job.row["ends_at"], "due_start": iso(came),
            "missed": job.row["missed"] + _late(job.row, came),
        }  # fmt: skip
        if not self._step(world, job, came, "start", begun):
            return False
        if not now["finished_at"]:
            return False
        done = max(moment(now["finished_at"]), job.at)
        ended: Row = {
            "state": State.DONE.value, "finished_at": iso(done), "result": now["result"],
            "missed": job.row["missed"] + _late(job.row, done), **_STOPPED,
        }  # fmt: skip
        if not self._step(world, job, done, "finish", ended):
            return False
        if self._rng.random() < 0.8:  # the slip does not say how well: the resident is asked
            said = {"quality": _quality(self._rng).value, "accepted": self._rng.random() < 0.9}
            self._step(world, job, done + self._rng.randrange(300, HOUR), "judge", said)
        if now["told_at"]:
            self._step(world, job, moment(now["told_at"]), "slips.tell", {"opinion": now["opinion"]})
        return True

    def _again(self, world: World, job: Job, now: Row) -> bool:
        """The slip goes out for another round, and its order with it (``DSP-3``)."""
        out = max(moment(now["issued_at"]), job.at)
        ends = max(now["limit_at"], job.row["ends_at"])
        values: Row = {
            "state": State.DISPATCHED.value, "started_at": None, "finished_at": None, "opinion": None, "quality": None,
            "ends_at": ends,
        }  # fmt: skip
        coming = moment(job.row["starts_at"]) > out
        due = job.row["starts_at"] if coming else ends
        values |= {"due_what": "start" if coming else "finish", "due_at": due, "due_start": iso(out)}
        return self._step(world, job, out, "dispatch", values)

    def _failed(self, world: World, job: Job, now: Row) -> bool:
        """What the slip could not do in a round, or was called back in, is not done; False while it still runs."""
        slip = cast(Row, job.slip)
        why = now["fail_reason"] or (slip["void_reason"] if now is job.rounds[-1] else "")
        if not why:
            return False
        at = job.at + self._rng.randrange(900, 2 * HOUR)
        if now["told_at"]:
            at = min(at, max(moment(now["told_at"]), job.at))
        missed = job.row["missed"] + _late(job.row, at)
        failed: Row = {"state": State.NOT_DONE.value, "fail_reason": why, "missed": missed, **_STOPPED}
        return self._step(world, job, at, "fail", failed)

    def _given_up(self, world: World, job: Job) -> None:
        """Once its slip is over, it is voided and the money given back."""
        slip = cast(Row, job.slip)
        if slip["state"] not in {SlipState.CLOSED.value, SlipState.VOIDED.value}:
            return
        later = max(job.at, moment(slip["closed_at"]) if slip["closed_at"] else 0)
        later = world.clock.working(self._rng, later + self._rng.randrange(1_800, DAY))
        if later >= world.now:
            return
        if paid := int(Decimal(job.row["paid"]) * 100):
            self._money(world, job, later, -paid, _tender(self._rng), "void")
        else:
            values: Row = {"state": State.VOIDED.value, "void_reason": "未能提供服务", **_STOPPED}
            self._step(world, job, later, "void", values)

    def _closed(self, world: World, job: Job) -> None:
        """Paid, it closes with its slip; on account it waits for the money first."""
        slip = cast(Row, job.slip)
        if slip["state"] != SlipState.CLOSED.value:
            return
        at = max(moment(slip["closed_at"]), job.at)
        if Decimal(job.row["paid"]) < Decimal(job.row["amount"]):
            if self._rng.random() < 0.06:
                return  # some are long in paying
            at = world.clock.working(self._rng, at + self._rng.randrange(HOUR, 6 * DAY))
            if at >= world.now:
                return
            self._money(world, job, at, int(Decimal(job.row["amount"]) * 100), _tender(self._rng))
            at = job.at + 60
        if self._step(world, job, at, "close", {"state": State.CLOSED.value, "closed_at": iso(max(at, job.at))}):
            world.finished.append((REGISTER, job.at, job.row))


def _first(asked: tuple[int, Row, Person, Row | None]) -> int:
    return asked[0]


def _late(row: Row, at: int) -> int:
    """Whether a clock that is stopped now had run out."""
    return int(row["due_at"] is not None and iso(at) > row["due_at"])


def _hours(limit: str) -> float:
    span = Span.parse(limit)
    return float(span.amount) * _HOURS[span.unit]


SHARE = SpecialShare()
