"""Call lists: units chosen, each call written down, the outcome reported (``FUP-3``) [001·1·4.9]."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from deskapp.domain.calls import (
    AmendDraft,
    CallAttempt,
    CallDetail,
    CallDraft,
    CallLine,
    CallListDraft,
    Kind,
    RemoveDraft,
    ReportDraft,
    Result,
    Scope,
    TakeBackDraft,
    UnitsDraft,
    UnitsFound,
)
from deskapp.domain.common import Query
from deskapp.domain.directory import BuildingDraft, ResidentDraft, TieDraft, UnitDraft, Use
from deskapp.domain.people import Role
from deskapp.domain.reception import ReasonDraft
from deskapp.errors import Invalid, NotAllowed
from deskapp.services.calls import CallService
from tests.factories import Desk

EAST, EMPTY, WEST = "3-2-1102", "3-2-1202", "5-1-0603"


def drafted(**values: Any) -> CallListDraft:
    draft = CallListDraft(kind=Kind.ACTIVITY, title="中秋晚会邀请", ordered_by="管理处主任", say="周六晚七点，中心广场")
    return replace(draft, **values)


def make(desk: Desk, **values: Any) -> CallDetail:
    return read(desk, desk.call("calls.make", draft=drafted(**values)).id)


def read(desk: Desk, id: int) -> CallDetail:
    detail = desk.call("calls.detail", id=id)
    assert isinstance(detail, CallDetail)
    return detail


def call(desk: Desk, id: int, unit: str, result: Result, words: str = "", attempts: int | None = None) -> None:
    desk.call("calls.call", id=id, draft=CallDraft(unit=unit, result=result, words=words, attempts=attempts))


def line_of(desk: Desk, id: int, unit: str) -> CallLine:
    return next(line for line in read(desk, id).lines if line.unit == unit)


def codes(found: CallDetail) -> list[str]:
    return [line.unit for line in found.lines if not line.removed]


def problems(error: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in error.value.problems]


def counted(found: CallDetail) -> tuple[int, int, int, int]:
    return found.total, found.tried, found.reached, found.joining


def attempts(desk: Desk, line: CallLine) -> tuple[CallAttempt, ...]:
    found = desk.call("calls.attempts", line_id=line.id)
    assert isinstance(found, tuple)
    return found


def test_fup_3_an_order_makes_a_list_of_units_with_contact_and_phone_from_the_directory(desk: Desk) -> None:
    made = make(desk, kind=Kind.ORDER)
    assert made.number.startswith("DH-202611-")
    assert [(line.unit, line.contact, line.phone, line.result) for line in made.lines] == [
        (EAST, "陈静", "138 0000 1234", Result.TO_CALL),
        (WEST, "张三", "139 0000 5678", Result.TO_CALL),
    ]
    assert counted(made) == (2, 0, 0, 0)


@pytest.mark.parametrize(
    ("chosen", "units"),
    [
        ({"scope": Scope.BUILDINGS, "buildings": "3栋"}, [EAST]),
        ({"scope": Scope.BUILDINGS, "buildings": "3-5"}, [EAST, WEST]),
        ({"scope": Scope.AREA, "area_id": 2}, [WEST]),
        ({"scope": Scope.TYPED, "codes": f"{EMPTY}、3栋2单元1102\n{WEST} {EMPTY}"}, [EAST, EMPTY, WEST]),
        ({"scope": Scope.TYPED, "codes": "3 2 1102"}, [EAST]),
    ],
)
def test_fup_3_units_are_chosen_by_building_area_or_a_list_of_codes(
    desk: Desk, chosen: dict[str, Any], units: list[str]
) -> None:
    assert codes(make(desk, **chosen)) == units
    found = desk.call("calls.units_found", draft=UnitsDraft(**chosen))
    assert found == UnitsFound(units=len(units), without_phone=units.count(EMPTY))


def test_fup_3_a_choice_is_kept_under_a_name_and_chosen_again(desk: Desk) -> None:
    kept = make(desk, scope=Scope.TYPED, codes=f"{EAST},{WEST}", save_as="业主代表")
    desk.step("calls", "remove", kept.id, RemoveDraft(unit=EAST, reason="已卸任"))
    (option,) = desk.call("calls.choices")
    assert (option.id, option.text) == (kept.id, "业主代表")
    assert codes(make(desk, scope=Scope.SAVED, choice_id=option.id)) == [WEST]


def test_fup_3_nobody_is_phoned_about_a_parking_space_nor_where_nobody_lives(desk: Desk) -> None:
    office = desk.as_(Role.DIRECTOR)
    office.call("directory.save_building", draft=BuildingDraft(code="B", name="车库"))
    office.call("directory.save_unit", draft=UnitDraft(code="B-001", use=Use.PARKING))
    owner = ResidentDraft(name="李四", phones="137 0000 0000", ties=(TieDraft(unit="B-001"),))
    office.call("directory.save_resident", draft=owner)
    assert codes(make(desk)) == [EAST, WEST]


def test_fup_3_units_stand_in_the_order_of_the_house(desk: Desk) -> None:
    for code in ("3-2-202", "3-10-0101"):
        desk.as_(Role.DIRECTOR).call("directory.save_unit", draft=UnitDraft(code=code))
    typed = f"{WEST},3-10-0101,{EAST},3-2-202"
    assert codes(make(desk, scope=Scope.TYPED, codes=typed)) == ["3-2-202", EAST, "3-10-0101", WEST]


@pytest.mark.parametrize(
    ("chosen", "refused"),
    [
        ({"scope": Scope.BUILDINGS}, [("buildings", "required")]),
        ({"scope": Scope.BUILDINGS, "buildings": "77"}, [("buildings", "unknown_building")]),
        ({"scope": Scope.AREA}, [("area_id", "required")]),
        ({"scope": Scope.AREA, "area_id": 99}, [("area_id", "unknown_choice")]),
        ({"scope": Scope.TYPED}, [("codes", "required")]),
        ({"scope": Scope.TYPED, "codes": "3-2-1102, 3-2-9999"}, [("codes", "unknown_units")]),
        ({"scope": Scope.SAVED}, [("choice_id", "required")]),
        ({"scope": Scope.SAVED, "choice_id": 99}, [("choice_id", "unknown_choice")]),
        ({"scope": Scope.TYPED, "title": " "}, [("title", "required"), ("codes", "required")]),
    ],
)
def test_a_choice_that_means_nothing_is_refused_at_its_field(
    desk: Desk, chosen: dict[str, Any], refused: list[tuple[str, str]]
) -> None:
    with pytest.raises(Invalid) as error:
        make(desk, **chosen)
    assert problems(error) == refused


def test_fup_3_each_call_and_its_result_is_logged(desk: Desk) -> None:
    made = make(desk)
    call(desk, made.id, EAST, Result.NOBODY)
    first = desk.clock.now
    desk.clock.forward(minutes=40)
    call(desk, made.id, EAST, Result.TAKES_PART, "两大一小")
    line = line_of(desk, made.id, EAST)
    assert (line.result, line.words, line.attempts, line.by) == (Result.TAKES_PART, "两大一小", 2, desk.actor.name)
    assert [(each.at, each.result, each.words) for each in attempts(desk, line)] == [
        (first, Result.NOBODY, ""),
        (desk.clock.now, Result.TAKES_PART, "两大一小"),
    ]
    assert counted(read(desk, made.id)) == (2, 1, 1, 1)
    journal = desk.call("journal.history", register="calls", id=made.id)
    assert [row.verb for row in journal] == ["calls.make", "calls.call", "calls.call"]
    assert [row.verb for row in read(desk, made.id).history] == ["calls.make"]


def test_fup_3_two_people_call_from_one_list_and_nobodys_call_is_written_over(desk: Desk) -> None:
    made = make(desk)
    call(desk, made.id, EAST, Result.REACHED, attempts=0)
    call(desk.as_(Role.SUPERVISOR), made.id, WEST, Result.NOBODY, attempts=0)
    with pytest.raises(Invalid) as error:
        call(desk, made.id, WEST, Result.REACHED, attempts=0)
    assert problems(error) == [("unit", "called_meanwhile")]


def test_fup_3_a_call_written_down_by_mistake_is_taken_back(desk: Desk) -> None:
    made = make(desk)
    with pytest.raises(Invalid) as none:
        desk.call("calls.take_back", id=made.id, draft=TakeBackDraft(unit=EAST))
    assert problems(none) == [("unit", "not_called")]
    call(desk, made.id, EAST, Result.NOBODY, "响铃不接")
    call(desk, made.id, EAST, Result.TAKES_PART)
    desk.call("calls.take_back", id=made.id, draft=TakeBackDraft(unit=EAST))
    line = line_of(desk, made.id, EAST)
    assert (line.result, line.words, line.attempts) == (Result.NOBODY, "响铃不接", 1)
    assert [each.taken_back for each in attempts(desk, line)] == [False, True]
    desk.call("calls.take_back", id=made.id, draft=TakeBackDraft(unit=EAST))
    assert line_of(desk, made.id, EAST).result is Result.TO_CALL
    assert counted(read(desk, made.id)) == (2, 0, 0, 0)


def test_a_call_says_what_came_of_it_and_belongs_to_a_unit_of_the_list(desk: Desk) -> None:
    made = make(desk)
    for unit, result, refused in (
        (EAST, Result.TO_CALL, [("result", "a_result")]),
        (EMPTY, Result.REACHED, [("unit", "not_on_list")]),
        ("", Result.REACHED, [("unit", "required")]),
    ):
        with pytest.raises(Invalid) as error:
            call(desk, made.id, unit, result)
        assert problems(error) == refused


def test_fup_3_units_are_added_and_taken_off_with_a_reason(desk: Desk) -> None:
    made = make(desk)
    call(desk, made.id, EAST, Result.TAKES_PART)
    desk.step("calls", "remove", made.id, RemoveDraft(unit=EAST, reason="已搬走"))
    assert counted(read(desk, made.id)) == (1, 0, 0, 0)
    assert line_of(desk, made.id, EAST).removed == "已搬走"
    with pytest.raises(Invalid) as off:
        call(desk, made.id, EAST, Result.REACHED)
    assert problems(off) == [("unit", "off_list")]
    desk.step("calls", "add_units", made.id, UnitsDraft(scope=Scope.TYPED, codes=f"{EAST} {EMPTY}"))
    assert counted(read(desk, made.id)) == (3, 1, 1, 1)
    with pytest.raises(Invalid) as nothing:
        desk.step("calls", "add_units", made.id, UnitsDraft(scope=Scope.TYPED, codes=EAST))
    assert problems(nothing) == [("scope", "nothing_changed")]


def test_fup_3_it_is_reported_when_every_unit_was_tried_or_with_a_reason(desk: Desk) -> None:
    made = make(desk)
    call(desk, made.id, EAST, Result.REACHED)
    with pytest.raises(Invalid) as error:
        desk.step("calls", "report", made.id, ReportDraft(outcome="通知一户"))
    assert problems(error) == [("reason", "not_all_called")]
    assert error.value.problems[0].params == {"count": 1}
    desk.step("calls", "report", made.id, ReportDraft(outcome="通知一户", reason="活动取消", report_to="主任"))
    assert read(desk, made.id).untried_reason == "活动取消"
    desk.step("calls", "reopen", made.id, ReasonDraft(reason="继续通知"))
    call(desk, made.id, WEST, Result.NOBODY)
    desk.step("calls", "report", made.id, ReportDraft(outcome="两户都已拨打"))
    reported = read(desk, made.id)
    assert (reported.state, reported.outcome, reported.reported_at) == ("reported", "两户都已拨打", desk.clock.now)


def test_fup_3_its_clock_is_the_time_agreed_and_none_otherwise(desk: Desk) -> None:
    assert make(desk).deadline is None
    due = desk.clock.now + timedelta(hours=3)
    made = make(desk, due_at=due)
    desk.clock.forward(hours=4)
    (line,) = [line for line in desk.call("today.list") if line.register == "calls"]
    assert (line.text, line.due, line.params["left"]) == ("today.calls.call", due, 2)
    assert desk.call("calls.counts")["late"] == 1
    desk.step("calls", "report", made.id, ReportDraft(outcome="取消", reason="活动取消"))
    assert not [line for line in desk.call("today.list") if line.register == "calls"]
    desk.step("calls", "reopen", made.id, ReasonDraft(reason="活动恢复"))
    assert read(desk, made.id).deadline is not None


def test_its_time_is_moved_dropped_and_never_set_into_the_past(desk: Desk) -> None:
    made = make(desk, due_at=desk.clock.now + timedelta(hours=3))
    words = AmendDraft(title="改期通知", ordered_by="主任", say="改到周日", due_at=made.due_at)
    desk.clock.forward(hours=4)
    desk.step("calls", "amend", made.id, words)
    with pytest.raises(Invalid) as past:
        desk.step("calls", "amend", made.id, replace(words, due_at=desk.clock.now - timedelta(hours=2)))
    assert problems(past) == [("due_at", "in_past")]
    desk.step("calls", "amend", made.id, replace(words, due_at=None))
    assert read(desk, made.id).deadline is None
    assert [hit.title for hit in desk.call("search.find", text="改期") if hit.ref.register == "calls"] == ["改期通知"]


def test_fup_3_those_who_take_part_are_known_to_the_follow_up(desk: Desk) -> None:
    made = make(desk)
    call(desk, made.id, EAST, Result.TAKES_PART)
    call(desk, made.id, WEST, Result.REFUSED)
    service = desk.office.core.by_name["calls"]
    assert isinstance(service, CallService)
    with desk.office.core.transaction(desk.actor, "calls.rows", writing=False) as tx:
        assert [line.unit_code for line in service.participants(tx, service.load(tx, made.id))] == [EAST]


def test_fup_3_a_unit_that_is_to_be_phoned_says_so_where_it_is_picked(desk: Desk) -> None:
    made = make(desk)
    card = desk.call("directory.unit_card", unit=EAST)
    assert [line.ref.number for line in card.waiting if line.register == "calls"] == [made.number]
    call(desk, made.id, EAST, Result.REACHED)
    assert not [line for line in desk.call("directory.unit_card", unit=EAST).waiting if line.register == "calls"]
    events = desk.call("directory.unit_history", unit_id=card.unit_id)
    assert [(event.title, event.state) for event in events if event.ref.register == "calls"] == [
        ("中秋晚会邀请", "calls.result.reached")
    ]


def test_the_counter_alone_reads_and_makes_call_lists(desk: Desk) -> None:
    make(desk)
    for role in (Role.STEWARD, Role.CASHIER):
        with pytest.raises(NotAllowed):
            make(desk.as_(role))
        with pytest.raises(NotAllowed):
            desk.as_(role).call("calls.ids", query=Query())
    assert not [hit for hit in desk.as_(Role.STEWARD).call("search.find", text="晚会") if hit.ref.register == "calls"]
    assert desk.as_(Role.STEWARD).call("directory.unit_card", unit=EAST).waiting == ()


def test_a_unit_named_twice_is_phoned_once(desk: Desk) -> None:
    office = desk.as_(Role.DIRECTOR)
    for floor in range(1, 31):
        office.call("directory.save_unit", draft=UnitDraft(code=f"3-1-{floor}01", floor=floor))
    typed = "\n".join(f"3-1-{floor}01" for floor in range(1, 31)) + "\n" + "\n".join([EAST] * 2000)
    assert len(codes(make(desk, scope=Scope.TYPED, codes=typed))) == 31
