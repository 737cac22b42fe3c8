"""The key loans' share: a few a day, to staff and outsiders, some late, some partly back, now and then a set lost."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any, NamedTuple, cast

from deskapp.domain import keys
from deskapp.domain.directory import IdType
from deskapp.domain.handovers import Count
from deskapp.domain.keys import Category
from deskapp.domain.keys import State as SetState
from deskapp.domain.loans import PREFIX, RECEIPT_PREFIX, REGISTER, Deposit, Kind, LineState, Remedy, State
from deskapp.domain.slips import State as SlipState
from deskapp.domain.specials import Tender
from deskapp.models.loans import Loan, LoanLineRow
from deskapp.models.slips import Slip
from deskapp.models.staff import Staff
from deskapp.services.demo import names
from deskapp.services.demo.clock import CLOSES, DAY, HOUR, iso
from deskapp.services.demo.ledger import Row, yuan
from deskapp.services.demo.world import World, hours, span
from deskapp.services.loans import LIMITS, RETURN, LoanService

#: So many loans on an ordinary day, and so many of a hundred to outsiders.
_EVERY_DAY, _OUTSIDE = (1, 2, 2, 3, 4), 45
#: Of a hundred loans so many come back in parts, are extended, come back late, lose a set.
_PARTLY, _EXTENDED, _LATE, _LOST = 15, 8, 12, 1
#: On the last two days so many more are lent that are out when history ends.
_LATELY = 4
_COMPANIES = (
    "顺达水暖", "恒通电梯维保", "安捷消防工程", "美居装饰", "明光电器维修", "捷运搬家", "佳家房产中介", "华信弱电",
)  # fmt: skip
_PURPOSES = {
    Kind.STAFF: ("空置房巡查", "带客户看房", "抄水表", "陪同验房", "设备间巡检", "开窗通风", "检查漏水"),
    Kind.OUTSIDE: ("疏通下水管", "电梯月度保养", "消防设施检测", "装修进场", "更换表箱锁", "弱电检修", "空调安装"),
}
_WHY = ("活还没干完", "等配件送到", "业主临时要求加做一间", "路上堵车，稍晚送回")
_GONE = ("掉入下水道", "搬运时遗失", "与个人钥匙混放后丢失")
_STOPPED: Row = {"due_at": None, "due_start": None, "due_what": "", "due_rule": "", "due_span": ""}


class Outsider(NamedTuple):
    """Somebody who comes again and again, always with the same document."""

    name: str
    company: str
    phone: str
    id_number: str


@dataclass
class Job:
    """One loan on its way: what is still to come, and its rows once it is made."""

    kind: Kind
    count: int
    slip: Row | None = None
    late: bool = False
    stays: bool = False
    days: int = 0
    row: Row = field(default_factory=dict)
    lines: list[Row] = field(default_factory=list)
    sets: dict[int, Row] = field(default_factory=dict)

    @property
    def out(self) -> list[Row]:
        """The sets that are still out."""
        return [line for line in self.lines if line["state"] == LineState.OUT.value]


def words(row: Any) -> Any:
    """The words a loan is found by, as its service has them."""
    return LoanService.searchable(cast(Any, None), row)


class LoanShare:
    """Every day's loans, and what comes back on it, in order of time: a set is lent when it hangs."""

    order = 45

    def begin(self, world: World) -> None:
        """Who borrows: the staff, and people from outside who are known by now."""
        self.rng = rng = Random(f"{world.plan.seed} {REGISTER}")
        self._coming: list[tuple[int, int, str, Job]] = []
        self._step_number = 0
        self._envelopes: set[int] = set()
        people = world.ledger.unwritten(Staff)
        self._staff = [row for row in people if row["role"] in {"receptionist", "steward", "supervisor"}]
        self._departments = {id: name for name, id in world.departments.items()}
        self._outsiders = []
        for company in _COMPANIES * 3:
            woman = rng.random() < 0.2
            name = names.person(rng, woman=woman)
            person = Outsider(name, company, names.mobile(rng), names.id_number(rng, woman=woman))
            self._outsiders.append(person)

    def day(self, world: World, day: int) -> None:
        """Lend to whoever comes, some of them for the day's slips; take back what is brought."""
        if not world.key_sets:
            return
        self._plan(world, day)
        until = min(world.clock.midnight(day + 1), world.now)
        while self._coming and self._coming[0][0] < until:
            at, _, step, job = heapq.heappop(self._coming)
            getattr(self, step)(world, at, job)

    def _plan(self, world: World, day: int) -> None:
        rng, begin = self.rng, world.clock.midnight(day)
        last = (world.now - 1 - world.clock.midnight(0)) // DAY
        for _ in range(rng.choice(_EVERY_DAY)):
            at = begin + 8 * HOUR + rng.randrange(11 * HOUR)
            self._soon(at, "_lend", self._job(rng.randrange(100) < _OUTSIDE))
        since = iso(begin)
        slips = [row for row in world.ledger.unwritten(Slip) if row["created_at"] >= since]
        for slip in rng.sample(slips, min(len(slips), 1 + len(slips) // 12)):
            job = self._job(outside=False)
            job.slip = slip
            self._soon(_moment(slip["issued_at"]) + rng.randrange(300, 2 * HOUR), "_lend", job)
        if last - 1 <= day <= last:
            end = min(world.clock.midnight(day + 1), world.now)
            for number in range(_LATELY):
                job = self._job(outside=number % 2 == 0)
                job.stays, job.count, job.days = True, 2 + number % 2, number // 2 * 2
                # Never on the day before, whose loans are done: a set would be lent while it is out.
                self._soon(max(end - rng.randrange(HOUR // 2, 6 * HOUR), begin), "_lend", job)

    def _job(self, outside: bool) -> Job:
        rng = self.rng
        kind = Kind.OUTSIDE if outside else Kind.STAFF
        return Job(kind, rng.choice((1, 1, 1, 2, 3)), late=rng.randrange(100) < _LATE)

    def _soon(self, at: int, step: str, job: Job) -> None:
        self._step_number += 1
        heapq.heappush(self._coming, (at, self._step_number, step, job))

    # Going out

    def _lend(self, world: World, at: int, job: Job) -> None:
        """Sets that hang are taken off their hooks."""
        ledger, slip = world.ledger, job.slip
        if slip is not None and not _runs(slip, at):
            return
        sets = self._choose(world, job)
        if not sets:
            return
        by, month = world.on_duty(at), datetime.fromtimestamp(at).astimezone().strftime("%Y%m")
        units = {(row["unit_id"], row["unit_code"]) for row in sets}
        codes = dict.fromkeys(row["unit_code"] for row in sets if row["unit_code"])
        job.row = row = ledger.new(
            Loan, state=State.OUT.value, kind=job.kind.value, purpose=self._purpose(job),
            slip_id=slip["id"] if slip else None, unit_id=next(iter(units))[0] if len(units) == 1 else None,
            unit_code=" ".join(codes), lent_at=iso(at), recorded_at=iso(at), recorder_id=by, signed=True,
            total=len(sets), out=len(sets), hooks=" ".join(each["hook"] for each in sets),
            **self._who(job), **self._clock(world, at, job), **self._deposit(world, month, job, len(sets)),
        )  # fmt: skip
        row["number"] = ledger.number(PREFIX, month)
        ledger.findable(REGISTER, row, words)
        ledger.created(at, f"{REGISTER}.lend", by, REGISTER, row, row["number"])
        world.tally(at, Count.KEYS_OUT, len(sets))
        world.tally(at, Count.ENVELOPES, int(job.kind is Kind.OUTSIDE))
        for each in sets:
            job.sets[each["id"]] = each
            place = " ".join(part for part in (each["unit_code"] or self._building(world, each), each["room"]) if part)
            line = {name: each[name] for name in ("unit_id", "hook", "keys")}
            job.lines.append(ledger.new(LoanLineRow, loan_id=row["id"], set_id=each["id"], place=place, **line))
            out: Row = {"state": SetState.OUT.value, "loan_id": row["id"]}
            ledger.change(at, "keys.lend", by, keys.REGISTER, each, out)
        ledger.hold(row, *job.lines)
        self._goes_on(at, job)

    def _choose(self, world: World, job: Job) -> list[Row]:
        """Sets that hang: for work mostly rooms, for others mostly homes, several of one kind."""
        rooms = self.rng.random() < (0.7 if job.slip or job.kind is Kind.OUTSIDE else 0.3)
        wanted, hangs = {Category.EQUIPMENT.value, Category.OTHER.value}, SetState.IN.value
        here = [row for row in world.key_sets if row["state"] == hangs]
        fitting = [row for row in here if (row["category"] in wanted) == rooms] or here
        return sorted(self.rng.sample(fitting, min(job.count, len(fitting))), key=lambda row: str(row["hook"]))

    @staticmethod
    def _building(world: World, each: Row) -> str:
        code = next((code for code, id in world.buildings.items() if id == each["building_id"]), "")
        return f"{code} 栋" if code.isdecimal() else ""

    def _purpose(self, job: Job) -> str:
        return str(job.slip["content"])[:40] if job.slip else self.rng.choice(_PURPOSES[job.kind])

    def _who(self, job: Job) -> Row:
        if job.kind is Kind.STAFF:
            person = self.rng.choice(self._staff)
            return {
                "staff_id": person["id"], "borrower": person["name"], "phone": person["phone"],
                "company": self._departments[person["department_id"]],
            }  # fmt: skip
        other = self.rng.choice(self._outsiders)
        return {
            "borrower": other.name, "company": other.company, "phone": other.phone,
            "id_type": IdType.ID_CARD.value, "id_number": other.id_number,
        }  # fmt: skip

    def _clock(self, world: World, at: int, job: Job) -> Row:
        """Until the end of the shift, or some hours (``KEY-2``)."""
        rule = LIMITS[job.kind]
        if job.days:  # agreed by hand
            until = iso(_shift_ends(world, at) + job.days * DAY)
            return {"due_start": iso(at), "due_at": until, "return_by": until, "due_what": RETURN}
        due = at + int(hours(rule) * HOUR) if job.kind is Kind.OUTSIDE else _shift_ends(world, at)
        when = {"due_start": iso(at), "due_at": iso(due), "return_by": iso(due)}
        return {**when, "due_what": RETURN, "due_rule": rule, "due_span": span(rule)}

    def _deposit(self, world: World, month: str, job: Job, sets: int) -> Row:
        if job.kind is Kind.STAFF:
            return {}
        envelope = next(number for number in range(1, 10_000) if number not in self._envelopes)
        self._envelopes.add(envelope)
        method = Tender.CASH if self.rng.random() < 0.7 else Tender.WECHAT
        return {
            "deposit": yuan(sets * 10_000), "deposit_state": Deposit.HELD.value, "method": method.value,
            "envelope": envelope, "receipt": world.ledger.number(RECEIPT_PREFIX, month),
        }  # fmt: skip

    def _goes_on(self, at: int, job: Job) -> None:
        """When the next thing happens to a loan."""
        rng, due = self.rng, _moment(job.row["due_at"])
        if job.stays:
            if len(job.lines) > 2:
                self._soon(at + rng.randrange(600, HOUR), "_part", job)
            return
        if len(job.lines) > 1 and rng.randrange(100) < _PARTLY * len(job.lines):
            self._soon(at + rng.randrange(600, HOUR), "_part", job)
        if rng.randrange(100) < _EXTENDED:
            self._soon(due - rng.randrange(300, HOUR), "_extend", job)
        if job.late:
            back = due + rng.randrange(HOUR // 4, 14 * HOUR)
        else:
            back = at + int((due - at) * (0.3 + 0.69 * rng.random()))
        self._soon(max(back, at + 4_000), "_lose" if rng.randrange(100) < _LOST else "_back", job)

    # Coming back

    def _extend(self, world: World, at: int, job: Job) -> None:
        """A later time, agreed by telephone (``KEY-10``)."""
        if not job.out:
            return
        row, due = job.row, iso(_moment(job.row["return_by"]) + self.rng.randrange(1, 5) * HOUR)
        late = int(iso(at) > row["due_at"])
        values: Row = {
            "due_at": due, "due_start": iso(at), "due_rule": "", "due_span": "", "return_by": due,
            "extensions": row["extensions"] + 1, "missed": row["missed"] + late,
        }  # fmt: skip
        self._step(world, at, "extend", job, values, {"reason": self.rng.choice(_WHY)})

    def _part(self, world: World, at: int, job: Job) -> None:
        """One of several sets is brought already (``KEY-4``)."""
        if len(job.out) > 1:
            self._return(world, at, job, job.out[:1])

    def _back(self, world: World, at: int, job: Job) -> None:
        """The rest is brought; the deposit goes back with it."""
        self._return(world, at, job, job.out)
        self._settle(world, at + 60, job)

    def _return(self, world: World, at: int, job: Job, lines: Sequence[Row]) -> None:
        by = world.on_duty(at)
        for line in lines:
            line.update(state=LineState.RETURNED.value, back_at=iso(at), taker_id=by)
        self._accounted(world, at, "take_back", job, lines, {})
        for line in lines:
            hung: Row = {"state": SetState.IN.value, "loan_id": None}
            world.ledger.change(at, "keys.take_back", by, keys.REGISTER, job.sets[line["set_id"]], hung)

    def _lose(self, world: World, at: int, job: Job) -> None:
        """One set will not come back: the lock is changed, and the office may keep the deposit (``KEY-4``)."""
        line, reason, remedy = job.out[0], self.rng.choice(_GONE), Remedy.LOCK_CHANGED.value
        if len(job.out) > 1:
            self._return(world, at, job, job.out[1:])
        by = world.on_duty(at)
        line.update(state=LineState.LOST.value, lost_at=iso(at), remedy=remedy, note=reason, taker_id=by)
        more = {"remedy": remedy, "reason": reason}
        self._accounted(world, at, "lose", job, [line], more, lost=1)
        gone: Row = {"state": SetState.MISSING.value, "loan_id": None, "missing_at": iso(at), "missing_reason": reason}
        world.ledger.change(at, "keys.lose", by, keys.REGISTER, job.sets[line["set_id"]], gone)
        self._soon(at + self.rng.randrange(DAY, 9 * DAY), "_find", job)
        if job.row["deposit_state"] == Deposit.HELD.value:
            self._soon(at + self.rng.randrange(HOUR, DAY), "_keep", job)
        else:
            world.ledger.let_go(job.row, *job.lines)

    def _find(self, world: World, at: int, job: Job) -> None:
        """A new set hangs where the lost one hung."""
        hung: Row = {"state": SetState.IN.value, "missing_at": None, "missing_reason": ""}
        lost = next(line["set_id"] for line in job.lines if line["state"] == LineState.LOST.value)
        row = job.sets[lost]
        if row["state"] != SetState.MISSING.value:
            return
        said = {"reason": "换锁后新钥匙已挂回"}
        world.ledger.change(at, "keys.find", world.on_duty(at), keys.REGISTER, row, hung, said)

    def _accounted(
        self, world: World, at: int, verb: str, job: Job, lines: Sequence[Row], more: Row, lost: int = 0
    ) -> None:
        row, left = job.row, job.row["out"] - len(lines)
        values: Row = {"out": left, "lost": row["lost"] + lost, "state": State.PART.value}
        if not left:
            held = row["deposit_state"] == Deposit.HELD.value
            values["state"] = (State.BACK if held else State.CLOSED).value
            values |= {"returned_at": iso(at), "missed": row["missed"] + int(iso(at) > row["due_at"])} | _STOPPED
        world.tally(at, Count.KEYS_OUT, -len(lines))
        said = {"sets": " ".join(line["hook"] for line in lines)} | more
        self._step(world, at, verb, job, values, said)

    def _settle(self, world: World, at: int, job: Job) -> None:
        """The deposit is given back against its receipt (``KEY-9``)."""
        if job.row["deposit_state"] != Deposit.HELD.value:
            world.ledger.let_go(job.row, *job.lines)
        else:
            self._soon(at, "_refund", job)

    def _refund(self, world: World, at: int, job: Job) -> None:
        self._settled(world, at, "refund", job, Deposit.REFUNDED, world.on_duty(at))

    def _keep(self, world: World, at: int, job: Job) -> None:
        self._settled(world, at, "keep_deposit", job, Deposit.KEPT, world.staff["supervisor"][0])

    def _settled(self, world: World, at: int, verb: str, job: Job, state: Deposit, by: int) -> None:
        values: Row = {
            "state": State.CLOSED.value, "deposit_state": state.value, "settled_at": iso(at), "settled_by_id": by,
        }  # fmt: skip
        if state is Deposit.REFUNDED:
            values |= {"settled_method": job.row["method"], "settled_signed": True}
        else:
            values["kept_reason"] = "换锁费用由借用人承担"
        self._step(world, at, verb, job, values, by=by)
        world.tally(at, Count.ENVELOPES, -1)
        self._envelopes.discard(job.row["envelope"])
        world.ledger.let_go(job.row, *job.lines)

    @staticmethod
    def _step(world: World, at: int, verb: str, job: Job, values: Row, more: Row | None = None, by: int = 0) -> None:
        world.ledger.change(at, f"{REGISTER}.{verb}", by or world.on_duty(at), REGISTER, job.row, values, more)


def _moment(at: str) -> int:
    return int(datetime.fromisoformat(at).timestamp())


def _runs(slip: Row, at: int) -> bool:
    """Whether a slip is still to be done at a moment: its whole life is written by now."""
    return slip["state"] != SlipState.VOIDED.value and (slip["closed_at"] is None or slip["closed_at"] > iso(at))


def _shift_ends(world: World, at: int) -> int:
    """The end of the day's duty, of the next day's once it is over."""
    closes = world.clock.midnight((at - world.clock.midnight(0)) // DAY) + CLOSES
    return closes if at < closes else closes + DAY


SHARE = LoanShare()
