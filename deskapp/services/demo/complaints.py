"""The complaints' share: every complaint of the log goes its way by its class, most of them to a satisfied resident."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any, cast

from deskapp.domain.complaints import PREFIX, REGISTER, Level, Mode, State, Validity
from deskapp.domain.reception import Category
from deskapp.models.complaints import Complaint, ComplaintProgress, ComplaintStep, ComplaintUnit
from deskapp.services.complaints import ComplaintService
from deskapp.services.demo import reception
from deskapp.services.demo.clock import DAY, HOUR, OPENS, iso
from deskapp.services.demo.ledger import Row
from deskapp.services.demo.world import Again, Person, World, hours, span
from deskapp.services.rulebook import defaults

_VALIDITIES = reception.Choice(((Validity.VALID, 78), (Validity.ASSIST, 11), (Validity.INVALID, 11)))
_DEPARTMENT = {
    Category.CLEANING: "保洁部", Category.GREENING: "绿化部", Category.SECURITY: "秩序维护部",
    Category.ENGINEERING: "工程部",
}  # fmt: skip
_BODIES = (
    "供电公司抢修班", "市政路灯管理所", "自来水公司营业所", "开发商客服部", "街道城管中队", "燃气公司", "通信公司",
)  # fmt: skip
_FOUND = (
    "经现场查看，情况属实", "经调取监控并询问当班人员，情况属实", "经核对当日记录，确有疏漏",
    "经与业户面谈核实，情况属实", "现场查看并拍照留存，属实",
)  # fmt: skip
_EXPLAINED = (
    "不属管理范围，已耐心说明并告知应找的单位", "按《管理规约》约定执行，已向业户解释",
    "已出示收费依据并逐项说明，业户表示理解",
    "经核实与事实不符，已出示记录说明",
)  # fmt: skip
_PROGRESS = ("对方已受理，排期处理", "对方已派员现场查看", "等待备件，预计本周内完成", "已催办，对方答复本月内处理")
_AGAIN = ("上次投诉的问题仍未解决", "处理后又出现同样问题", "对上次的处理结果不认可", "上次答应的事没有落实")
_UP = ("需其他部门配合，超出本岗权限", "涉及费用减免，须上级批准", "业户要求与主任面谈", "需开发商协调")
_SAID = ("同意所报意见，三日内办结", "先安抚业户，责成相关部门限期处理", "由主任上门面谈，按规定办理")
#: The names that the estate gives its supervisor and its director.
_SUPERVISOR, _DIRECTOR = "孙雅静", "李明辉"
#: What a level above the supervisor says, and in whose name it is written down.
_ABOVE = {Level.SUPERVISOR: ("supervisor", _SUPERVISOR), Level.DIRECTOR: ("director", _DIRECTOR)}
_COMPANY = "公司客户投诉处理中心"
#: However small the estate: this one of its complaints is collective, besides one in fifty.
_FIRST_COLLECTIVE = 12
#: One in so many valid ones goes up, besides three in a hundred.
_UPWARD = 25
_EVENING = 22 * HOUR
_UNHAPPY = frozenset({"rather_dissatisfied", "very_dissatisfied"})


@dataclass
class Case:
    """One complaint on its way: its row, its entry, who complains, and the moment it has reached."""

    row: Row
    entry: Row
    caller: Person
    at: int
    due: int = 0


def words(row: Any) -> Any:
    """The words a complaint is found by, as its service has them."""
    return ComplaintService.searchable(cast(Any, None), row)


class ComplaintShare:
    """One complaint for each entry of that kind; a dissatisfied resident's is heard anew in the evening."""

    order = 35

    def begin(self, world: World) -> None:
        """Nobody has complained; chance is the share's own."""
        self._rng = Random(f"{world.plan.seed} complaints")
        self._unhappy: list[tuple[Again, Case]] = []
        self._count: Counter[str] = Counter()

    def day(self, world: World, day: int) -> None:
        """The day's complaints, each followed to its end; some of them end an older one."""
        month = world.clock.days[day].strftime("%Y%m")
        for at, entry, caller in world.complaints:
            older = next((case for again, case in self._unhappy if again.entry is entry), None)
            if older is not None:
                self._renewed(world, older, at)
            case = self._heard(world, at, month, entry, caller, older.row if older else None)
            self._live(world, case)
        self._unhappy = [(again, case) for again, case in self._unhappy if again.entry is None]

    def _heard(
        self, world: World, at: int, month: str, entry: Row, caller: Person, previous: Row | None = None
    ) -> Case:
        spot = entry["answered_on_spot"]
        names = ("unit_id", "unit_code", "caller", "phone", "content", "category", "written", "at", "recorder_id")
        row = world.ledger.new(
            Complaint, number=world.ledger.number(PREFIX, month), entry_id=entry["id"], on_spot=spot,
            state=(State.SETTLED if spot else State.RECEIVED).value, handler_id=entry["recorder_id"],
            **{name: entry[name] for name in names},
        )  # fmt: skip
        case = Case(row, entry, caller, at)
        happened = min(at, _seconds(entry["at"]))
        what = ("reply", "complaint.on_spot_reply_within") if spot else ("class", "complaint.class_within")
        row.update(self._clock(world, case, *what, happened))
        world.ledger.findable(REGISTER, row, words)
        world.ledger.created(at, "complaints.record", entry["recorder_id"], REGISTER, row, row["number"])
        if previous is not None:
            world.ledger.change(
                at, "complaints.renew", world.on_duty(at), REGISTER, row, {"previous_id": previous["id"]}
            )
        return case

    def _clock(self, world: World, case: Case, what: str, rule: str, since: int) -> Row:
        """The columns of a clock that starts; the case knows when it runs out."""
        if rule == "complaint.valid_reply":
            first = world.clock.midnight(0)
            case.due = first + ((since - first) // DAY + 1) * DAY - 60
        else:
            case.due = since + int(hours(rule) * HOUR)
        running = {"due_at": iso(case.due), "due_start": iso(since), "due_what": what, "due_rule": rule}
        return running | {"due_span": span(rule)}

    @staticmethod
    def _no_clock(case: Case) -> Row:
        case.due = 0
        return {"due_at": None, "due_start": None, "due_what": "", "due_rule": "", "due_span": ""}

    def _step(
        self, world: World, case: Case, wait: float, verb: str, values: Row, *, by: int = 0, more: Row | None = None
    ) -> bool:
        """The next step after a while, in working hours; False when history ends before."""
        at = self._next(world, case, wait)
        if at >= world.now:
            return False
        case.at = at
        world.ledger.change(at, f"complaints.{verb}", by or world.on_duty(at), REGISTER, case.row, values, more)
        return True

    def _next(self, world: World, case: Case, wait: float) -> int:
        """When the next step will be: complaints are seen to until late in the evening."""
        at = int(case.at + wait)
        evening = OPENS <= (at - world.clock.midnight(0)) % DAY < _EVENING
        return at if evening else world.clock.working(self._rng, at)

    def _late(self, case: Case, at: int) -> Row:
        return {"missed": case.row["missed"] + 1} if case.due and at > case.due else {}

    def _live(self, world: World, case: Case) -> None:
        """From the first word to the resident's opinion; where history ends, it stays as it is."""
        rng = self._rng
        if case.row["on_spot"]:
            self._settled(world, case)
            return
        self._count["all"] += 1
        many = self._count["all"] == _FIRST_COLLECTIVE or rng.random() < 0.02
        if many and not self._neighbours(world, case):
            return
        validity: Validity = _VALIDITIES(rng)
        if not self._classed(world, case, validity):
            return
        ways = {Validity.VALID: self._valid, Validity.ASSIST: self._assist, Validity.INVALID: _straight}
        if ways[validity](world, case):
            self._answered(world, case)

    def _settled(self, world: World, case: Case) -> None:
        """Settled at the counter: the opinion is asked, the class follows when the supervisor comes by."""
        result = reception.outcome(self._rng, case.entry)
        if not self._reply(world, case, self._rng.randrange(120, 1_800), Mode.COUNTER, result):
            return
        if self._rng.random() < 0.9:
            self._classed(world, case, Validity.VALID, moves=False)
        self._over(world, case)

    def _classed(self, world: World, case: Case, validity: Validity, *, moves: bool = True) -> bool:
        at = self._next(world, case, self._rng.randrange(300, 5_400) if self._rng.random() < 0.94 else 3 * HOUR)
        category = Category(case.row["category"])
        values: Row = {
            "validity": validity.value, "cause": "mood" if self._rng.random() < 0.15 else "matter",
            "department_id": world.departments[_DEPARTMENT.get(category, "客服中心")],
            "from_company": moves and self._rng.random() < 0.03, "classed_at": iso(at),
            "classer_id": world.staff["supervisor"][0],
        }  # fmt: skip
        if moves:
            values |= self._late(case, at) | {"state": State.CLASSED.value}
            since = {
                Validity.VALID: ("contact", "complaint.valid_contact_within", _seconds(case.row["at"])),
                Validity.ASSIST: ("refer", "complaint.assist_progress_within", at),
                Validity.INVALID: ("explain", "complaint.invalid_reply_within", at),
            }
            values |= self._clock(world, case, *since[validity])
        by = world.staff["supervisor"][0]
        return self._step(world, case, at - case.at, "classify", values, by=by)

    def _valid(self, world: World, case: Case) -> bool:
        """Contacted, looked into, approved."""
        rng = self._rng
        left = max(case.due - case.at, 600)
        at = self._next(world, case, rng.randrange(120, left) if rng.random() < 0.97 else left + 1_800)
        values = self._late(case, at) | {
            "state": State.CONTACTED.value,
            "contacted_at": iso(at),
            "contact_how": "phone",
        }
        values |= {"handler_id": world.on_duty(at)} | self._clock(world, case, "reply", "complaint.valid_reply", at)
        if rng.random() < 0.45 or _room(world, at, case.due) < 2 * HOUR:  # a time of its own was agreed
            case.due = world.clock.working(rng, at + rng.randrange(20, 120) * HOUR)
            agreed = iso(case.due)
            values |= {"agreed_at": agreed, "due_at": agreed, "due_rule": "", "due_span": ""}
        if not self._step(world, case, at - case.at, "contact", values):
            return False
        if not self._upward(world, case):
            return False
        done = {"investigation": f"{rng.choice(_FOUND)}。", "remedy": reception.outcome(rng, case.entry)}
        room = _room(world, case.at, case.due) * (0.6 if rng.random() < 0.94 else 1.6)
        found = {"state": State.INVESTIGATED.value} | done
        if not self._step(world, case, room * (0.3 + 0.5 * rng.random()), "investigate", found):
            return False
        at = self._next(world, case, rng.randrange(300, 1_500))
        by = world.staff["supervisor"][0]
        approved = {"state": State.APPROVED.value, "approver_id": by, "approved_at": iso(at)}
        return self._step(world, case, at - case.at, "approve", approved, by=by)

    def _assist(self, world: World, case: Case) -> bool:
        """Referred in writing, its progress noted until the other body has solved it (``CMP-4``)."""
        rng = self._rng
        at = self._next(world, case, rng.randrange(1_200, 20 * HOUR))
        notice = f"函〔{iso(at)[:4]}〕{case.row['id']} 号"
        to = rng.choice(_BODIES)
        values = self._late(case, at) | {"state": State.REFERRED.value, "referred_to": to, "notice_number": notice}
        values |= {"referred_at": iso(at), "progress_at": iso(at), "handler_id": world.on_duty(at)}
        values |= self._clock(world, case, "progress", "complaint.assist_progress_within", at)
        if not self._step(world, case, at - case.at, "refer", values):
            return False
        for _ in range(rng.randrange(0, 3)):
            at = self._next(world, case, rng.randrange(24, 66) * HOUR)
            said = rng.choice(_PROGRESS)
            again = self._late(case, at) | {"progress_at": iso(at)}
            again |= self._clock(world, case, "progress", "complaint.assist_progress_within", at)
            if not self._step(world, case, at - case.at, "progress", again, more={"progress": said}):
                return False
            self._note(world, ComplaintProgress, case, text=said, told=True)
        at = self._next(world, case, rng.randrange(10, 60) * HOUR)
        values = self._late(case, at) | {"state": State.APPROVED.value, "solved_at": iso(at)}
        values |= {"remedy": f"{to}已处理完毕。"} | self._clock(world, case, "reply", "complaint.valid_reply", at)
        return self._step(world, case, at - case.at, "solve", values)

    def _answered(self, world: World, case: Case) -> None:
        rng = self._rng
        invalid = case.row["validity"] == Validity.INVALID.value
        reply = rng.choice(_EXPLAINED) + "。" if invalid else case.row["remedy"]
        visit = case.row["collective"] or (not invalid and rng.random() < 0.4)
        room = int(_room(world, case.at, case.due))
        wait = rng.randrange(room // 10, room) if rng.random() < 0.98 else room + 5 * HOUR
        if self._reply(world, case, wait, Mode.VISIT if visit else Mode.PHONE, reply):
            self._over(world, case)

    def _reply(self, world: World, case: Case, wait: float, mode: Mode, reply: str) -> bool:
        at = self._next(world, case, wait)
        values = self._late(case, at) | {"state": State.REPLIED.value, "replied_at": iso(at), "mode": mode.value}
        values |= {"reply": reply, "opinion": reception.opinion(self._rng), "also_written": case.row["written"]}
        values["signed"] = mode is not Mode.PHONE and self._rng.random() < 0.9
        values |= self._no_clock(case)
        if case.row["from_company"]:
            values |= self._clock(world, case, "company", "complaint.company_transfer_result_within", at)
        return self._step(world, case, at - case.at, "reply", values)

    def _over(self, world: World, case: Case) -> None:
        """Reported where the company asked, then closed; a dissatisfied resident comes again (``CMP-3``)."""
        rng = self._rng
        if case.row["opinion"] in _UNHAPPY:
            self._comes_again(world, case)
            return
        if case.row["from_company"]:
            at = self._next(world, case, rng.randrange(600, 8 * HOUR))
            told = self._late(case, at) | {"company_told_at": iso(at), "company_note": "电话报公司客户投诉处理中心"}
            if not self._step(world, case, at - case.at, "report_company", told | self._no_clock(case)):
                return
        at = self._next(world, case, rng.randrange(60, 26 * HOUR))
        values = {"state": State.CLOSED.value, "closed_at": iso(at)}
        by = world.staff["supervisor"][0] if case.row["collective"] else 0
        if self._step(world, case, at - case.at, "close", values, by=by):
            self._concluded(world, case)
            world.finished.append((REGISTER, case.at, case.row))

    @staticmethod
    def _concluded(world: World, case: Case) -> None:
        row = case.row
        told = {
            "result": row["reply"],
            "told_at": row["replied_at"],
            "told_how": row["mode"],
            "opinion": row["opinion"],
        }
        reception.SHARE.conclude(world, case.at, case.entry, told)

    def _renewed(self, world: World, case: Case, at: int) -> None:
        """Not satisfied: this one ends where the resident is heard anew (``CMP-3``)."""
        values = {"state": State.CLOSED.value, "closed_at": iso(at)} | self._no_clock(case)
        case.at = at
        world.ledger.change(at, "complaints.renew", world.on_duty(at), REGISTER, case.row, values)
        self._concluded(world, case)
        world.ledger.let_go(case.row, case.entry)

    def _comes_again(self, world: World, case: Case) -> None:
        """Whoever is not satisfied calls again in a day or two."""
        at = self._next(world, case, self._rng.randrange(600, 2 * DAY))
        words = {name: case.row[name] for name in ("caller", "phone", "category")}
        content = f"{self._rng.choice(_AGAIN)}：{case.row['content']}"[:500]
        again = Again(at, case.caller, words | {"content": content, "written": False})
        world.again.append(again)
        world.again.sort(key=_when)
        self._unhappy.append((again, case))
        world.ledger.hold(case.row, case.entry)

    def _neighbours(self, world: World, case: Case) -> bool:
        """Others complain of the same: at five units the director is told (``CMP-2``)."""
        rng = self._rng
        seen = {case.row["unit_code"]}
        near = [person for person in world.people if person.area == case.caller.area]
        most = int(defaults()["complaint.collective_units"]["default"])
        for person in rng.sample(near, min(len(near), 2 * most)):
            if person.unit in seen or len(seen) == most:
                continue
            seen.add(person.unit)
            values: Row = {}
            at = self._next(world, case, rng.randrange(60, 600))
            if len(seen) == most:
                values = {"collective": True, "collective_at": iso(at)}
                values |= self._clock(world, case, "director", "complaint.director_told_within", at)
            said = {"unit": person.unit, "caller": person.name}
            if not self._step(world, case, at - case.at, "join_unit", values, more=said):
                return False
            joined = {"unit_id": person.unit_id, "unit_code": person.unit, "caller": person.name, "phone": person.phone}
            self._note(world, ComplaintUnit, case, **joined)
            if values:
                world.collective.append((case.at, case.row))
        return not case.row["collective"] or self._director(world, case)

    def _director(self, world: World, case: Case) -> bool:
        at = case.at + self._rng.randrange(30, 500)
        told = self._late(case, at) | {"director_told_at": iso(at), "director_note": "电话报告，主任即到现场"}
        heard = _seconds(case.row["at"])
        told |= self._clock(world, case, "class", "complaint.class_within", heard)
        return self._step(world, case, at - case.at, "tell_director", told)

    def _upward(self, world: World, case: Case) -> bool:
        """Beyond one's power now and then: to the supervisor, the director, the company (``CMP-5``)."""
        self._count["valid"] += 1
        if self._count["valid"] % _UPWARD and self._rng.random() >= 0.03:
            return True
        far = (len(Level), 1, 2, 1)[self._count["up"] % 4]
        self._count["up"] += 1
        return all(self._one_up(world, case, level) for level in list(Level)[:far])

    def _one_up(self, world: World, case: Case, level: Level) -> bool:
        """A step up, and what is said there; the company's words are written down by the director."""
        rng = self._rng
        reason, said = rng.choice(_UP), rng.choice(_SAID)
        values = {"level": level.value}
        if not self._step(world, case, rng.randrange(300, 1_800), "escalate", values, more={"reason": reason}):
            return False
        step = self._note(world, ComplaintStep, case, level=level.value, reason=reason)
        role, name = _ABOVE.get(level, ("director", _COMPANY))
        by = world.staff[role][0]
        if not self._step(world, case, rng.randrange(300, 1_800), "instruct", {}, by=by, more={"instruction": said}):
            return False
        step.update(instruction=said, instructor=name, instructed_at=iso(case.at))
        return True

    @staticmethod
    def _note(world: World, model: Any, case: Case, **values: Any) -> Row:
        by = world.on_duty(case.at)
        return world.ledger.new(model, complaint_id=case.row["id"], at=iso(case.at), by_id=by, **values)


def _straight(_world: World, _case: Case) -> bool:
    """An invalid one is explained without further ado."""
    return True


def _room(world: World, at: int, due: int) -> float:
    """What is left of a clock while the office is open: on its last day no longer than that."""
    first = world.clock.midnight(0)
    closing = first + (due - first) // DAY * DAY + _EVENING - 900
    return max(min(due, closing) - at, 900)


def _seconds(moment: str) -> int:
    return int(datetime.fromisoformat(moment).timestamp())


def _when(again: Again) -> int:
    return again.at


SHARE = ComplaintShare()
