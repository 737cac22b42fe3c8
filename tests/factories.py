"""What tests are made of: a small estate, people of every role, entries and slips in any state."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from deskapp.domain.common import Change
from deskapp.domain.directory import (
    BuildingDraft,
    NamedDraft,
    ResidentDraft,
    SetUpDraft,
    StaffDraft,
    TieDraft,
    UnitDraft,
)
from deskapp.domain.people import Actor, Role
from deskapp.domain.reception import (
    AnswerDraft,
    Category,
    CloseDraft,
    EntryDraft,
    Kind,
    Opinion,
    PassOnDraft,
    ReasonDraft,
)
from deskapp.domain.reception import TellDraft as TellCaller
from deskapp.domain.reception_rows import EntryDetail
from deskapp.domain.slips import CloseDraft as CloseSlip
from deskapp.domain.slips import (
    FailDraft,
    FinishDraft,
    Item,
    Material,
    ReceiveDraft,
    RecoverDraft,
    SlipDetail,
    SlipDraft,
    StartDraft,
    TellDraft,
)
from deskapp.services.office import OpenOffice

START = datetime(2026, 11, 21, 2, 21, tzinfo=UTC)
PIN = "2468"


class TestClock:
    """A clock that stands still until it is moved."""

    __test__ = False

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> datetime:
        """Move on, and say what time it is."""
        self.now += timedelta(**span)
        return self.now


def furnish(office: OpenOffice) -> None:
    """An estate with two buildings, departments, two residents, and one person of each role."""
    first = SetUpDraft(
        estate="翠湖花园", estate_phone="0871 6500 0000", address="翠湖路 1 号", complaint_line="0871 6500 0001",
        staff_code="0001", staff_name="周敏", pin=PIN, pin_again=PIN,
    )  # fmt: skip
    office.call(None, "staff.set_up", draft=first)
    director = office.call(None, "staff.sign_in", code="0001", pin=PIN)

    def do(verb: str, draft: Any) -> Change:
        change = office.call(director, verb, draft=draft)
        assert isinstance(change, Change)
        return change

    for name in ("工程部", "保洁部", "秩序维护部"):
        do("directory.save_department", NamedDraft(name=name, phone="8001"))
    east = do("directory.save_area", NamedDraft(name="东区")).id
    west = do("directory.save_area", NamedDraft(name="西区")).id
    for code, area in (("3", east), ("5", west)):
        do("directory.save_building", BuildingDraft(code=code, name=f"{code} 栋", floors=18, area_id=area))
    for code in ("3-2-1102", "3-2-1202", "5-1-0603"):
        do("directory.save_unit", UnitDraft(code=code, floor=int(code[4:6])))
    for name, phone, unit in (("陈静", "138 0000 1234", "3-2-1102"), ("张三", "139 0000 5678", "5-1-0603")):
        do("directory.save_resident", ResidentDraft(name=name, phones=phone, ties=(TieDraft(unit=unit),)))
    for number, role in enumerate(Role, start=10):
        area_id = east if role is Role.STEWARD else None
        do("staff.save", StaffDraft(code=f"{number:04d}", name=f"员工{number}", role=role, area_id=area_id, pin=PIN))


class Desk:
    """Somebody at the counter: calls verbs in the name of a role, and brings entries into any state."""

    def __init__(self, office: OpenOffice, clock: TestClock, role: Role = Role.RECEPTIONIST) -> None:
        self.office = office
        self.clock = clock
        self.role = role
        self.actor = actor_of(office, role)

    def as_(self, role: Role) -> Desk:
        """The same counter with another person at it."""
        return Desk(self.office, self.clock, role)

    def call(self, verb: str, **arguments: Any) -> Any:
        """Do a verb."""
        return self.office.call(self.actor, verb, **arguments)

    def step(self, register: str, verb: str, id: int, draft: Any = None) -> Change:
        """Take a step with the version that stands now."""
        version = self.call(f"{register}.detail", id=id).version
        arguments = {"id": id, "version": version} | ({"draft": draft} if draft is not None else {})
        change = self.call(f"{register}.{verb}", **arguments)
        assert isinstance(change, Change)
        return change

    def entry_draft(self, **values: Any) -> EntryDraft:
        """A repair request with a promise in two hours."""
        draft = EntryDraft(
            unit="3-2-1102", caller="陈女士", phone="138 0000 1234", kind=Kind.REPAIR,
            content="厨房下水管漏水,已关总阀", promised_at=self.clock.now + timedelta(hours=2),
        )  # fmt: skip
        return replace(draft, **values)

    def entry(self, **values: Any) -> EntryDetail:
        """A recorded entry."""
        return self.read_entry(self.call("reception.record", draft=self.entry_draft(**values)).id)

    def read_entry(self, id: int) -> EntryDetail:
        """An entry as it stands."""
        detail = self.call("reception.detail", id=id)
        assert isinstance(detail, EntryDetail)
        return detail

    def entry_in(self, state: str) -> EntryDetail:
        """An entry brought into a state by its own verbs."""
        if state == "open":
            return self.entry(kind=Kind.PRAISE, promised_at=None)
        if state in {"alarm", "passed_on"}:
            entry = self.entry(kind=Kind.EMERGENCY, promised_at=None)
            if state == "passed_on":
                passed = PassOnDraft(passed_to="工程部值班", passed_at=self.clock.now)
                self.step("reception", "pass_on", entry.id, passed)
            return self.read_entry(entry.id)
        if state == "in_complaint":
            return self.entry(kind=Kind.COMPLAINT, category=Category.CLEANING, promised_at=None)
        if state == "answered":
            return self.entry(promised_at=None, answered=True, result="已当面说明")
        entry = self.entry()
        if state == "promised":
            return entry
        if state == "dispatched":
            self.slip(entry_id=entry.id)
            return self.read_entry(entry.id)
        self.step("reception", "result", entry.id, AnswerDraft(result="已修好"))
        steps = {"result_known": 0, "caller_told": 1, "closed": 2}
        if state == "voided":
            self.step("reception", "void", entry.id, ReasonDraft(reason="重复登记"))
        elif steps[state] >= 1:
            told = TellCaller(told_at=self.clock.now, opinion=Opinion.SATISFIED)
            self.step("reception", "tell", entry.id, told)
            if steps[state] == 2:
                self.step("reception", "close", entry.id, CloseDraft())
        return self.read_entry(entry.id)

    def slip_draft(self, **values: Any) -> SlipDraft:
        """An order to the first department."""
        draft = SlipDraft(
            unit="3-2-1102",
            contact="陈女士",
            phone="138 0000 1234",
            department_id=1,
            item=Item.PLUMBING,
            content="厨房下水管漏水",
        )
        return replace(draft, **values)

    def slip(self, **values: Any) -> SlipDetail:
        """An issued slip."""
        return self.read_slip(self.call("slips.order", draft=self.slip_draft(**values)).id)

    def read_slip(self, id: int) -> SlipDetail:
        """A slip as it stands."""
        detail = self.call("slips.detail", id=id)
        assert isinstance(detail, SlipDetail)
        return detail

    def slip_in(self, state: str, opinion: Opinion = Opinion.SATISFIED, **values: Any) -> SlipDetail:
        """A slip brought into a state by its own verbs."""
        if state == "draft":
            return self.read_slip(self.call("slips.draft", draft=self.slip_draft(**values)).id)
        slip = self.slip(**values)
        now = self.clock.now
        path: list[tuple[str, str, Any]] = [
            ("received", "receive", ReceiveDraft(received_by="李强", received_at=now)),
            ("in_hand", "start", StartDraft(workers="李强", arrived_at=now)),
            (
                "done",
                "finish",
                FinishDraft(finished_at=now, result="更换接头", materials=(Material(name="DN50 接头"),)),
            ),
            ("told", "tell", TellDraft(told_at=now, opinion=opinion)),
            ("recovered", "recover", RecoverDraft(recovered_at=now)),
            ("closed", "close", CloseSlip()),
        ]
        if state == "not_done":
            self.step("slips", "fail", slip.id, FailDraft(reason="缺配件"))
        elif state == "voided":
            self.step("slips", "void", slip.id, ReasonDraft(reason="误派"))
        elif state != "issued":
            for reached, verb, draft in path:
                self.step("slips", verb, slip.id, draft)
                if reached == state:
                    break
        return self.read_slip(slip.id)


def actor_of(office: OpenOffice, role: Role) -> Actor:
    """The person of a role, without the tenth of a second a PIN costs."""
    staff = {Role(row.role): row for row in office.call(_READER, "staff.list") if row.code != "0001"}
    row = staff[role]
    area = next((o.id for o in office.call(_READER, "directory.areas") if o.text == row.area), None)
    return Actor(row.id, row.code, row.name, row.role, area)


_READER = Actor(1, "0001", "周敏", Role.DIRECTOR)
