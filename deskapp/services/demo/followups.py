"""The follow-ups' share: what was closed is asked about, mostly in time, and once more where it was not right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from heapq import heappop, heappush
from random import Random
from typing import Any, cast

from deskapp.domain.deadlines import Span
from deskapp.domain.followups import PREFIX, REGISTER, Grade, Kind, Mode, State
from deskapp.domain.reception import Opinion
from deskapp.domain.slips import Item
from deskapp.models.followups import Followup, FollowupAttempt, FollowupVisit
from deskapp.services import deadlines, followup_rules, followup_sources
from deskapp.services.demo import texts
from deskapp.services.demo.clock import DAY, HOUR, iso
from deskapp.services.demo.ledger import Row
from deskapp.services.demo.world import World, hours, span
from deskapp.services.followups import FollowupService

_VERBS = {
    Kind.COMPLAINT: "complaints.close", Kind.ACTIVITY: "calls.report", Kind.SPECIAL_HALFWAY: "specials.order",
    Kind.SPECIAL_END: "specials.finish",
}  # fmt: skip
_STOPPED = {"due_at": None, "due_start": None, "due_what": "", "due_rule": "", "due_span": ""}
_SUGGESTIONS = (
    "建议维修前先电话预约",
    "建议师傅穿鞋套",
    "希望周末也能安排",
    "建议公示收费标准",
    "建议定期检查公共管道",
)
_NOBODY = ("无人接听", "业主在开会，约下午再打", "上门无人，已留便条", "号码占线")
_SATISFIED = (Opinion.SATISFIED.value, Opinion.SATISFIED.value, Opinion.VERY_SATISFIED.value)


def words(row: Any) -> Any:
    """The words a follow-up is found by, as its service has them."""
    return FollowupService.searchable(cast(Any, None), row)


def _moment(stored: str) -> int:
    return int(datetime.fromisoformat(stored).timestamp())


class FollowupShare:
    """One follow-up for all that was closed; what closes on a later day waits for that day, so numbers go by time."""

    order = 60

    def begin(self, world: World) -> None:
        """Nothing is closed yet."""
        self._rng = Random(f"{world.plan.seed} {REGISTER}")
        self._owed: list[tuple[int, int, str, Kind, Row]] = []
        self._seen = 0
        self._complained: set[int] = set()

    def day(self, world: World, day: int) -> None:
        """Ask about what closed on the day."""
        self._complained.update(row["id"] for _, row, _ in world.complaints)
        for register, at, row in world.finished:
            for when, kind in self._ends(register, at, row):
                self._seen += 1
                heappush(self._owed, (max(when, world.clock.midnight(day)), self._seen, register, kind, row))
        tonight = min(world.clock.midnight(day + 1), world.now)
        month = world.clock.days[day].strftime("%Y%m")
        while self._owed and self._owed[0][0] < tonight:
            at, _, register, kind, source = heappop(self._owed)
            self._live(world, at, self._made(world, at, month, kind, register, source))

    def _ends(self, register: str, at: int, source: Row) -> Iterator[tuple[int, Kind]]:
        """When which follow-up of a source begins."""
        if register == "complaints":
            yield at, Kind.COMPLAINT
        elif register == "specials":
            yield _moment(source["recorded_at"]), Kind.SPECIAL_HALFWAY
            yield _moment(source["finished_at"]), Kind.SPECIAL_END
        elif register == "calls":
            yield at, Kind.ACTIVITY
        elif source["item"] != Item.SPECIAL_SERVICE.value and source["entry_id"] not in self._complained:
            yield at, Kind.MINOR_REPAIR if Item(source["item"]) in followup_sources.REPAIRS else Kind.OTHER

    def _made(self, world: World, at: int, month: str, kind: Kind, register: str, source: Row) -> Row:
        halfway = kind is Kind.SPECIAL_HALFWAY
        rule = followup_rules.HALFWAY if halfway else followup_rules.ask_within(kind)
        start = (_moment(source["starts_at"]) + _moment(source["ends_at"])) // 2 if halfway else at
        due = iso(start + int(hours(rule) * HOUR))
        who = world.on_duty(at)
        service = source["item"] if register == "specials" else ""
        row = world.ledger.new(
            Followup, number=world.ledger.number(PREFIX, month), state=State.DUE.value, kind=kind.value,
            source_register=register, source_id=source["id"], source_number=source["number"],
            entry_id=source["entry_id"], unit_id=source["unit_id"], unit_code=source["unit_code"],
            contact=source.get("contact") or source.get("caller", ""), phone=source["phone"],
            content=" · ".join(part for part in (service, source["content"]) if part),
            department_id=source.get("department_id"), finished_at=None if halfway else iso(at), visit_by=due,
            handler_id=who, created_at=iso(at), due_at=due, due_start=iso(start), due_what=followup_rules.VISIT,
            due_rule=rule, due_span=span(rule),
        )  # fmt: skip
        world.ledger.findable(REGISTER, row, words)
        world.ledger.created(at, _VERBS.get(kind, "slips.close"), who, REGISTER, row, row["number"])
        return row

    def _live(self, world: World, at: int, row: Row) -> None:
        """Asked, put right, asked again; where history ends, it stays as it is."""
        rng = self._rng
        if row["kind"] == Kind.MINOR_REPAIR.value and rng.random() < 0.015:
            at = self._reclass(world, at, row)
        elif rng.random() < 0.004 and row["finished_at"]:
            self._waive(world, at, row)
            return
        halfway = row["kind"] == Kind.SPECIAL_HALFWAY.value
        when = self._when(at) if not halfway else _moment(row["due_at"]) - rng.randrange(0, HOUR)
        if rng.random() < 0.12 and not halfway:
            when = max(when, self._nobody(world, when - rng.randrange(HOUR, 5 * HOUR), at, row) + HOUR / 2)
        while (asked := self._ask(world, max(when, at + 60), row)) and row["state"] == State.TO_PUT_RIGHT.value:
            at = self._put_right(world, asked, row)
            if not at:
                return
            when = self._when(at)

    def _when(self, at: int) -> float:
        """The next day for most (``FUP-4``), within their time for nearly all."""
        roll = self._rng.random()
        if roll < 0.62:
            return at + DAY * (0.6 + 0.5 * self._rng.random())
        if roll < 0.93:
            return at + DAY * (1.1 + 1.6 * self._rng.random())
        return at + DAY * (3.1 + 5 * self._rng.random() ** 2)

    def _step(
        self, world: World, at: float, row: Row, verb: str, values: Row, more: Row | None = None, by: int = 0
    ) -> bool:
        """A step at a moment of working hours; False when history ends before."""
        if at >= world.now:
            return False
        world.ledger.change(int(at), f"{REGISTER}.{verb}", by or world.on_duty(int(at)), REGISTER, row, values, more)
        return True

    def _ask(self, world: World, when: float, row: Row) -> int:
        """One round; 0 when history ends before it."""
        rng = self._rng
        at = world.clock.working(rng, when)
        good = rng.random() < (0.945 if row["visits"] == 0 else 0.86)
        made = iso(max(at - rng.randrange(0, 500), at - 60 if row["visits"] else 0))
        mode = (Mode.VISIT if rng.random() < 0.28 else Mode.PHONE).value
        quality = (Grade.GOOD if rng.random() < 0.8 else Grade.FAIR).value if good else Grade.POOR.value
        effect = (Grade.GOOD if good else Grade.FAIR).value
        thinks = rng.choice(_SATISFIED) if good else Opinion.RATHER_DISSATISFIED.value
        who = world.on_duty(at)
        said: Row = {"mode": mode, "made_at": made, "quality": quality, "effect": effect}
        if not good:
            said["shortcomings"] = texts.say(rng, "again")
        if rng.random() < 0.06:
            said["suggestions"] = rng.choice(_SUGGESTIONS)
        wrong = {} if good else self._wrong(world, at, row)
        late = row["due_at"] < made
        values: Row = {
            **_STOPPED, "visits": row["visits"] + 1, "visited_at": row["visited_at"] or made, "opinion": thinks,
            "handler_id": who, "missed": row["missed"] + late,
        }  # fmt: skip
        if good:
            values |= {"state": State.SATISFIED.value, "ended_at": iso(at)}
        else:
            values |= {"state": State.TO_PUT_RIGHT.value, "due_at": wrong["put_right_by"], "due_start": iso(at)}
            values["due_what"] = followup_rules.PUT_RIGHT
        told = {name: wrong[name] for name in ("measures", "responsible", "put_right_by") if name in wrong}
        if not self._step(world, at, row, "visit", values, said | told, by=who):
            return 0
        self._round = world.ledger.new(
            FollowupVisit, followup_id=row["id"], round=row["visits"], by_id=who, opinion=thinks,
            spoke_to=row["contact"], signed=mode == Mode.VISIT.value, **said, **wrong,
        )  # fmt: skip
        return at

    def _wrong(self, world: World, at: int, row: Row) -> Row:
        """What will be done about it, by whom, by when."""
        rng = self._rng
        worker = rng.choice(world.workers["工程部"])
        return {
            "measures": "安排复查并重新处理", "department_id": row["department_id"] or world.departments["工程部"],
            "responsible": worker, "put_right_by": iso(at + rng.randrange(18, 48) * HOUR),
        }  # fmt: skip

    def _put_right(self, world: World, asked: int, row: Row) -> int:
        """What was done about it; 0 when history ends before it."""
        at = world.clock.working(self._rng, asked + DAY * (0.2 + 1.3 * self._rng.random()))
        done, rule = "已复查并重新处理，现场试用正常。", followup_rules.ask_within(Kind(row["kind"]))
        late = row["due_at"] < iso(at)
        values = {
            "state": State.DUE.value, "due_at": self._due(at, rule), "due_start": iso(at),
            "due_what": followup_rules.VISIT, "due_rule": rule, "due_span": span(rule), "missed": row["missed"] + late,
        }  # fmt: skip
        if not self._step(world, at, row, "put_right", values, {"put_right_at": iso(at), "remedy": done}):
            return 0
        self._round.update(put_right_at=iso(at), remedy=done)
        return at

    @staticmethod
    def _due(at: int, rule: str) -> str:
        start = datetime.fromtimestamp(at, UTC)
        due, _ = deadlines.reckon(cast(Any, None), cast(Any, None), start, Span.parse(span(rule)))
        return due.astimezone(UTC).isoformat()

    def _reclass(self, world: World, at: int, row: Row) -> int:
        """It was more than a minor repair [001·3·1.2]."""
        rule = followup_rules.ask_within(Kind.MAJOR_REPAIR)
        later = world.clock.working(self._rng, at + self._rng.randrange(600, 6 * HOUR))
        due = self._due(at, rule)
        values = {"kind": Kind.MAJOR_REPAIR.value, "visit_by": due, "due_at": due, "due_rule": rule}
        values["due_span"] = span(rule)
        self._step(world, later, row, "reclass", values, {"reason": "更换整段管线，属维修工程"})
        return later

    def _nobody(self, world: World, when: float, since: int, row: Row) -> int:
        """Nobody there, a while before; when that was."""
        at = world.clock.working(self._rng, max(when, since + 60))
        note, mode = self._rng.choice(_NOBODY), Mode.PHONE.value
        tried = {"tried_at": iso(at), "mode": mode, "note": note}
        if self._step(world, at, row, "attempt", {"attempts": 1}, tried):
            world.ledger.new(FollowupAttempt, followup_id=row["id"], by_id=world.on_duty(at), **tried)
        return at

    def _waive(self, world: World, at: int, row: Row) -> None:
        """The office lets it go, some time after it was due."""
        later = world.clock.working(self._rng, at + DAY * (4 + 3 * self._rng.random()))
        values = {
            **_STOPPED, "state": State.WAIVED.value, "ended_at": iso(later), "end_reason": "业主长期不在，无法联系",
            "missed": row["missed"] + (row["due_at"] < iso(later)),
        }  # fmt: skip
        self._step(world, later, row, "waive", values, by=world.staff["supervisor"][0])


SHARE = FollowupShare()
