"""Incidents: neighbours on one matter, joined with one key, answered once, told one by one or all at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from deskapp.domain.common import Query
from deskapp.domain.directory import UnitDraft
from deskapp.domain.people import Role
from deskapp.domain.reception import (
    AnswerDraft,
    Category,
    ComplainDraft,
    Kind,
    PassOnDraft,
    ReasonDraft,
    State,
    TellAllDraft,
    TellDraft,
)
from deskapp.domain.reception_rows import AlikeHit, EntryDetail, Incident, Scope
from deskapp.errors import Invalid, NotAllowed, WrongStep
from tests.factories import START, Desk

RISER = ("3-2-1102", "3-2-1202", "3-2-0802", "3-2-0702", "3-2-0602", "3-2-0502")


@pytest.fixture
def tower(desk: Desk) -> Desk:
    """A riser, its neighbours on a floor, another entrance."""
    chief = desk.as_(Role.DIRECTOR)
    for code in (*RISER[2:], "3-2-1101", "3-1-1102", "3-1-0302"):
        chief.call("directory.save_unit", draft=UnitDraft(code=code, floor=int(code[4:6])))
    return desk


def alike(desk: Desk, unit: str, kind: Kind = Kind.REPAIR, category: Category | None = None) -> Sequence[AlikeHit]:
    found: Sequence[AlikeHit] = desk.call("reception.alike", unit=unit, kind=kind, category=category)
    return found


def riser(desk: Desk, count: int, **values: Any) -> list[EntryDetail]:
    """So many units of the riser call, each joining the first."""
    first = desk.entry(unit=RISER[0], **values)
    later = [desk.entry(unit=unit, incident_id=first.id, caller=unit, **values) for unit in RISER[1:count]]
    return [desk.read_entry(entry.id) for entry in (first, *later)]


def incident(desk: Desk, entry: EntryDetail) -> Incident:
    found = desk.read_entry(entry.id).incident
    assert found is not None
    return found


def sound(desk: Desk) -> bool:
    return not desk.as_(Role.SUPERVISOR).call("journal.check").findings


def test_rec_8_neighbours_on_one_kind_of_matter_are_proposed_the_nearest_first(tower: Desk) -> None:
    building, floor, above = (tower.entry(unit=unit) for unit in ("3-1-0302", "3-2-1101", "3-2-1202"))
    hits = alike(tower, "3-2-1102")
    assert [(hit.first.id, hit.scope) for hit in hits] == [
        (above.id, Scope.RISER),
        (floor.id, Scope.FLOOR),
        (building.id, Scope.BUILDING),
    ]
    assert (hits[0].building, hits[0].entrance, hits[0].column, hits[0].floor) == ("3", "2", "02", 11)
    assert (hits[0].units, hits[0].unit, hits[0].promised_at) == (1, "3-2-1202", above.promised_at)


def test_rec_8_another_kind_building_unit_or_time_is_no_neighbour(tower: Desk) -> None:
    tower.entry(unit="3-2-1102")
    tower.entry(unit="5-1-0603")
    tower.entry(unit="3-2-1202", kind=Kind.INQUIRY)
    tower.entry(unit="3-2-1202", promised_at=None, answered=True, result="已修好")
    tower.entry(unit="")
    assert alike(tower, "3-2-1102") == ()
    assert alike(tower, "9-9-9999") == ()
    entry = tower.entry(unit="3-2-1202")
    tower.clock.forward(hours=47)
    assert [hit.first.id for hit in alike(tower, "3-2-1102")] == [entry.id]
    tower.clock.forward(hours=2)
    assert alike(tower, "3-2-1102") == ()


def test_rec_8_an_incident_that_the_unit_takes_part_in_is_its_own_matter(tower: Desk) -> None:
    riser(tower, 2)
    assert alike(tower, RISER[1]) == ()
    assert len(alike(tower, RISER[2])) == 1


@pytest.mark.parametrize("kind", [Kind.VISIT, Kind.SUGGESTION, Kind.PRAISE, Kind.SPECIAL_SERVICE])
def test_rec_8_kinds_that_concern_one_unit_are_never_an_incident(tower: Desk, kind: Kind) -> None:
    entry = tower.entry(unit="3-2-1202", kind=kind)
    assert alike(tower, "3-2-1102", kind) == ()
    with pytest.raises(Invalid) as caught:
        tower.entry(kind=kind, incident_id=entry.id)
    assert [(p.field, p.code) for p in caught.value.problems] == [("incident_id", "unknown_choice")]


def test_rec_8_a_complaint_is_alike_in_its_category_only(tower: Desk) -> None:
    words: dict[str, Any] = {"kind": Kind.COMPLAINT, "promised_at": None}
    entry = tower.entry(unit="3-2-1202", category=Category.CLEANING, **words)
    assert [hit.first.id for hit in alike(tower, "3-2-1102", Kind.COMPLAINT, Category.CLEANING)] == [entry.id]
    assert alike(tower, "3-2-1102", Kind.COMPLAINT, Category.SECURITY) == ()
    assert alike(tower, "3-2-1102", Kind.COMPLAINT) == ()
    with pytest.raises(Invalid):
        tower.entry(category=Category.SECURITY, incident_id=entry.id, **words)
    assert tower.entry(category=Category.CLEANING, incident_id=entry.id, **words).incident_id == entry.id


def test_rec_8_a_later_caller_joins_with_an_entry_of_their_own(tower: Desk) -> None:
    first = tower.entry(unit=RISER[0])
    change = tower.call("reception.record", draft=tower.entry_draft(unit=RISER[1], incident_id=first.id))
    assert change.number == "JD-202611-0002"
    assert first.id in [ref.id for ref in change.also]
    third = tower.entry(unit=RISER[2], incident_id=change.id)
    assert [tower.read_entry(id).incident_id for id in (first.id, change.id, third.id)] == [first.id] * 3
    found = incident(tower, third)
    assert (found.first.id, found.units, found.collective) == (first.id, 3, False)
    assert [one.unit for one in found.entries] == list(RISER[:3])
    assert [row.incident for row in tower.call("reception.rows", ids=[first.id, third.id])] == [3, 3]
    assert [(hit.first.id, hit.units) for hit in alike(tower, RISER[3])] == [(first.id, 3)]
    assert [line.verb for line in tower.read_entry(first.id).history] == ["reception.record", "reception.gather"]
    assert sound(tower)


def test_rec_8_the_same_unit_twice_is_one_unit_and_a_voided_one_none(tower: Desk) -> None:
    first, second = riser(tower, 2)
    tower.entry(unit=RISER[1], incident_id=first.id)
    assert incident(tower, first).units == 2
    tower.step("reception", "void", second.id, ReasonDraft(reason="重复登记"))
    assert incident(tower, first).units == 2
    tower.step("reception", "void", incident(tower, first).entries[2].ref.id, ReasonDraft(reason="重复登记"))
    assert incident(tower, first).units == 1


def refusal(desk: Desk, **values: Any) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as caught:
        desk.entry(**values)
    return [(problem.field, problem.code) for problem in caught.value.problems]


def test_rec_8_what_is_over_cannot_be_joined(tower: Desk) -> None:
    first = tower.entry(unit=RISER[0])
    assert refusal(tower, unit=RISER[1], incident_id=99) == [("incident_id", "unknown_choice")]
    assert refusal(tower, unit=RISER[1], incident_id="1") == [("incident_id", "wrong_type")]
    assert refusal(tower, unit=RISER[1], kind=Kind.INQUIRY, incident_id=first.id) == [("incident_id", "incident_over")]
    tower.clock.forward(hours=49)
    assert refusal(tower, unit=RISER[1], incident_id=first.id) == [("incident_id", "incident_over")]
    fresh = tower.entry(unit=RISER[0])
    tower.step("reception", "void", fresh.id, ReasonDraft(reason="重复登记"))
    assert refusal(tower, unit=RISER[1], incident_id=fresh.id) == [("incident_id", "incident_over")]
    assert tower.read_entry(fresh.id).incident_id is None


def test_rec_8_an_incident_goes_on_as_long_as_somebody_still_calls(tower: Desk) -> None:
    first = tower.entry(unit=RISER[0], promised_at=START + timedelta(days=9))
    tower.clock.forward(hours=40)
    tower.entry(unit=RISER[1], incident_id=first.id)
    tower.clock.forward(hours=40)
    (hit,) = alike(tower, RISER[2])
    assert (hit.first.id, hit.at, hit.units) == (first.id, START, 2)
    assert tower.entry(unit=RISER[2], incident_id=hit.first.id).incident_id == first.id


def test_rec_8_one_answer_goes_to_every_entry_by_its_own_way(tower: Desk) -> None:
    promised, dispatched, told, praised = riser(tower, 4)
    tower.slip(entry_id=dispatched.id)
    tower.step("reception", "result", told.id, AnswerDraft(result="先答复"))
    tower.step("reception", "tell", told.id, TellDraft(told_at=tower.clock.now))
    tower.step("reception", "void", praised.id, ReasonDraft(reason="登记错"))
    found = incident(tower, promised)
    assert (found.to_answer, found.to_tell) == (2, 0)
    change = tower.step("reception", "answer_incident", promised.id, AnswerDraft(result=" 已更换主管阀门 "))
    assert {ref.id for ref in change.also} == {promised.id, dispatched.id}
    for entry in (promised, dispatched):
        now = tower.read_entry(entry.id)
        assert (now.state, now.result) == (State.RESULT_KNOWN, "已更换主管阀门")
        assert now.history[-1].verb == "reception.answer_incident"
    assert tower.read_entry(told.id).result == "先答复"
    found = incident(tower, promised)
    assert (found.to_answer, found.to_tell) == (0, 2)
    assert [hit.ref.id for hit in tower.call("search.find", text="主管阀门")] == [dispatched.id, promised.id]
    assert sound(tower)


def test_rec_8_an_open_entry_is_answered_with_the_others(tower: Desk) -> None:
    open_ = tower.entry_in("open")
    with tower.office.core.transaction(tower.actor, "reception.record", writing=True) as tx:
        service: Any = tower.office.core.by_name["reception"]
        row = service.load(tx, open_.id)
        row.incident_id = open_.id
        service.save(tx, row)
    tower.step("reception", "answer_incident", open_.id, AnswerDraft(result="已说明"))
    now = tower.read_entry(open_.id)
    assert (now.state, now.told_at) == (State.ANSWERED, tower.clock.now)


def test_rec_8_an_entry_that_stands_alone_has_nobody_to_answer_for(desk: Desk) -> None:
    alone = desk.entry()
    with pytest.raises(Invalid) as caught:
        desk.step("reception", "answer_incident", alone.id, AnswerDraft(result="好"))
    assert [(p.field, p.code) for p in caught.value.problems] == [("result", "no_incident")]
    assert desk.read_entry(alone.id) == alone
    assert desk.call("reception.next_to_tell", id=alone.id) is None


def test_rec_8_callers_are_told_one_after_the_other(tower: Desk) -> None:
    entries = riser(tower, 3)
    tower.step("reception", "answer_incident", entries[1].id, AnswerDraft(result="已修复"))
    walked = [entries[1].id]
    while True:
        tower.step("reception", "tell", walked[-1], TellDraft(told_at=tower.clock.forward(minutes=1)))
        following = tower.call("reception.next_to_tell", id=walked[-1])
        if following is None:
            break
        walked.append(following)
    assert walked == [entries[1].id, entries[2].id, entries[0].id]
    assert incident(tower, entries[0]).to_tell == 0


def test_rec_8_one_message_tells_everybody_and_each_promise_is_judged_by_itself(tower: Desk) -> None:
    soon, late = riser(tower, 2)
    tower.clock.forward(minutes=30)
    third = tower.entry(unit=RISER[2], incident_id=soon.id, promised_at=START + timedelta(minutes=40))
    tower.step("reception", "answer_incident", late.id, AnswerDraft(result="已修复"))
    with pytest.raises(Invalid) as caught:  # the third had not asked yet
        tower.step("reception", "tell_all", soon.id, TellAllDraft(told_at=START + timedelta(minutes=9)))
    assert [(p.field, p.code) for p in caught.value.problems] == [("told_at", "before")]
    at = tower.clock.forward(minutes=30)
    change = tower.step("reception", "tell_all", soon.id, TellAllDraft(told_at=at))
    assert {ref.id for ref in change.also} == {soon.id, late.id, third.id}
    told = [tower.read_entry(entry.id) for entry in (soon, late, third)]
    assert [(entry.state, entry.told_at) for entry in told] == [(State.CALLER_TOLD, at)] * 3
    assert [entry.promises_missed for entry in told] == [0, 0, 1]
    with pytest.raises(WrongStep):
        tower.step("reception", "tell_all", soon.id, TellAllDraft(told_at=at))


def test_rec_8_the_fifth_unit_says_that_it_is_a_collective_matter(tower: Desk) -> None:
    first, *_ = riser(tower, 4)
    again = tower.call("reception.record", draft=tower.entry_draft(unit=RISER[3], incident_id=first.id))
    assert again.warnings == ()
    draft = tower.entry_draft(unit=RISER[4], incident_id=first.id)
    (caution,) = tower.call("reception.record", draft=draft).warnings
    assert (caution.code, caution.params) == ("incident_collective", {"units": 5, "number": first.number})
    assert incident(tower, first).collective
    sixth = tower.call("reception.record", draft=tower.entry_draft(unit=RISER[5], incident_id=first.id))
    assert sixth.warnings == ()
    tower.step("reception", "complain", first.id, ComplainDraft(category=Category.ENGINEERING))
    assert tower.read_entry(first.id).state is State.IN_COMPLAINT


def test_rec_8_later_callers_of_an_emergency_need_not_raise_the_alarm_again(tower: Desk) -> None:
    words: dict[str, Any] = {"kind": Kind.EMERGENCY, "promised_at": None}
    first, second = riser(tower, 2, **words)
    assert second.state is State.ALARM
    change = tower.step("reception", "pass_on", second.id, PassOnDraft(passed_to="工程部值班", passed_at=START))
    assert [ref.id for ref in change.also if ref.register == "reception"] == [first.id]
    tower.clock.forward(minutes=5)
    third = tower.entry(unit=RISER[2], incident_id=first.id, **words)
    for entry in (first, second, third):
        now = tower.read_entry(entry.id)
        assert (now.state, now.passed_to, now.passed_at) == (State.PASSED_ON, "工程部值班", START)
    assert tower.entry(unit=RISER[3], **words).state is State.ALARM
    assert sound(tower)


def test_rec_8_what_was_joined_by_mistake_leaves_the_incident_with_a_reason(tower: Desk) -> None:
    first, second, third = riser(tower, 3)
    change = tower.step("reception", "leave_incident", second.id, ReasonDraft(reason="不是同一件事"))
    assert {first.id, third.id} <= {ref.id for ref in change.also}
    assert tower.read_entry(second.id).incident is None
    assert incident(tower, first).units == 2
    for entry in (first, second):
        with pytest.raises(Invalid) as caught:
            tower.step("reception", "leave_incident", entry.id, ReasonDraft(reason="不是同一件事"))
        assert [problem.code for problem in caught.value.problems] == ["no_incident"]
    assert sound(tower)


def test_rec_8_incidents_have_a_chip(tower: Desk) -> None:
    entries = riser(tower, 2)
    tower.entry(unit="5-1-0603")
    assert sorted(tower.call("reception.ids", query=Query(chip="incidents"))) == [entry.id for entry in entries]
    assert tower.call("reception.counts")["incidents"] == 2


def test_rec_8_a_steward_sees_no_proposals(tower: Desk) -> None:
    with pytest.raises(NotAllowed):
        alike(tower.as_(Role.STEWARD), RISER[0])
