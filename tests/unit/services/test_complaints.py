"""The complaints' rules, each by its id."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from deskapp.domain.common import Query
from deskapp.domain.complaint_rows import ComplaintDetail
from deskapp.domain.complaints import (
    ApproveDraft,
    Cause,
    ClassifyDraft,
    CloseDraft,
    ComplaintDraft,
    ContactDraft,
    EscalateDraft,
    InstructDraft,
    InvestigateDraft,
    JoinUnitDraft,
    Level,
    Mode,
    PauseDraft,
    ProgressDraft,
    ReferDraft,
    RenewDraft,
    ReplyDraft,
    ReportDraft,
    SolveDraft,
    State,
    TellDirectorDraft,
    Validity,
    WaitingFor,
    next_level,
)
from deskapp.domain.directory import UnitDraft
from deskapp.domain.people import Role
from deskapp.domain.reception import (
    AmendDraft,
    Category,
    Channel,
    ComplainDraft,
    Kind,
    Opinion,
    ReasonDraft,
    Urgency,
)
from deskapp.domain.reception import State as EntryState
from deskapp.errors import Invalid, NotAllowed, WrongStep
from deskapp.models.reception import Entry
from deskapp.services.reception import ReceptionService
from tests.factories import Desk
from tests.ways.complaints import complaint, lead

HOUR = timedelta(hours=1)
REPLY = ReplyDraft(mode=Mode.VISIT, reply="已清扫并致歉", opinion=Opinion.SATISFIED)
FOUND = InvestigateDraft(investigation="保洁员请假", remedy="已补扫")


def codes(caught: pytest.ExceptionInfo[Invalid]) -> dict[str, str]:
    return {problem.field: problem.code for problem in caught.value.problems}


def read(desk: Desk, id: int) -> ComplaintDetail:
    found = desk.call("complaints.detail", id=id)
    assert isinstance(found, ComplaintDetail)
    return found


def clock(desk: Desk, id: int) -> tuple[str, str, datetime | None]:
    """What falls due, by which rule, when."""
    kept = read(desk, id)
    if kept.deadline is None:
        return "", "", None
    return kept.due_what, kept.deadline.rule, kept.deadline.due


def classed(desk: Desk, id: int, validity: Validity, **values: Any) -> None:
    desk.as_(Role.SUPERVISOR).step("complaints", "classify", id, ClassifyDraft(validity=validity, **values))


def streets(desk: Desk, count: int) -> list[str]:
    """Further units of the third building."""
    director = desk.as_(Role.DIRECTOR)
    made = [f"3-2-{floor:02d}01" for floor in range(1, count + 1)]
    for code in made:
        director.call("directory.save_unit", draft=UnitDraft(code=code, floor=1))
    return made


def collective(desk: Desk, **values: Any) -> int:
    """A complaint that five units share."""
    id = complaint(desk, **values)
    for unit in streets(desk, 4):
        desk.step("complaints", "join_unit", id, JoinUnitDraft(unit=unit, caller="邻居"))
    return id


def in_incident(desk: Desk, first: int, unit: str) -> int:
    """An entry of another unit that joins the incident of the first."""
    service = desk.office.core.service(ReceptionService)
    with desk.office.core.transaction(desk.actor, "reception.record", writing=True) as tx:
        service.load(tx, first).incident_id = first
        row = Entry(
            state=EntryState.IN_COMPLAINT, kind=Kind.COMPLAINT, channel=Channel.PHONE, urgency=Urgency.NORMAL,
            category=Category.CLEANING, at=tx.now, recorded_at=tx.now, unit_code=unit, caller="邻居",
            content="一样", incident_id=first, recorder_id=tx.staff_id, handler_id=tx.staff_id,
        )  # fmt: skip
        return service.create(tx, row, "").id


def test_cmp_1_a_complaint_is_made_by_its_entry_and_its_clock_starts_by_itself(desk: Desk) -> None:
    entry = desk.entry(kind=Kind.COMPLAINT, category=Category.CLEANING, promised_at=None, written=True)
    (ref,) = [ref for ref in entry.linked if ref.register == "complaints"]
    kept = read(desk, ref.id)
    assert ref.number == kept.number == "TS-202611-0001"
    assert (kept.state, kept.unit, kept.caller, kept.written) == ("received", entry.unit, entry.caller, True)
    assert (kept.entry.number, kept.entry.id) == (entry.number, entry.id)
    assert clock(desk, ref.id) == ("class", "complaint.class_within", desk.clock.now + 2 * HOUR)
    assert kept.history[0].verb == "complaints.record"


def test_cmp_1_an_entry_that_turns_out_to_be_a_complaint_starts_the_clock_then(desk: Desk) -> None:
    entry = desk.entry()
    desk.clock.forward(hours=5)
    change = desk.step("reception", "complain", entry.id, ComplainDraft(category=Category.ENGINEERING))
    (ref,) = [ref for ref in change.also if ref.register == "complaints"]
    assert clock(desk, ref.id)[2] == desk.clock.now + 2 * HOUR


def test_cmp_1_the_clock_follows_the_class(desk: Desk) -> None:
    heard = desk.clock.now
    id = complaint(desk)
    desk.clock.forward(minutes=30)
    classed(desk, id, Validity.VALID, cause=Cause.MOOD, department_id=1)
    assert clock(desk, id) == ("contact", "complaint.valid_contact_within", heard + 2 * HOUR)
    classed(desk, id, Validity.INVALID)
    assert clock(desk, id) == ("explain", "complaint.invalid_reply_within", desk.clock.now + 2 * HOUR)
    classed(desk, id, Validity.ASSIST)
    assert clock(desk, id)[0] == "refer"
    assert read(desk, id).missed == 0


def test_cmp_1_the_same_class_again_corrects_without_going_back(desk: Desk) -> None:
    id = lead(desk, State.CONTACTED)
    before = clock(desk, id)
    classed(desk, id, Validity.VALID, department_id=2)
    kept = read(desk, id)
    assert (kept.state, kept.department_id, clock(desk, id)) == ("contacted", 2, before)
    classed(desk, id, Validity.INVALID)
    assert read(desk, id).state == "classed"


def test_cmp_1_a_late_contact_is_counted_once_at_the_time_it_was_made(desk: Desk) -> None:
    id = lead(desk, State.CLASSED)
    desk.clock.forward(hours=3)
    assert list(desk.call("complaints.ids", query=Query(chip="late"))) == [id]
    desk.step("complaints", "contact", id, ContactDraft(contacted_at=desk.clock.now - 2 * HOUR))
    assert read(desk, id).missed == 0
    other = lead(desk, State.CLASSED)
    desk.clock.forward(hours=3)
    desk.step("complaints", "contact", other, ContactDraft(contacted_at=desk.clock.now))
    assert read(desk, other).missed == 1


def test_cmp_1_the_reply_is_due_the_same_day_or_at_the_time_agreed(desk: Desk) -> None:
    id = lead(desk, State.CONTACTED)
    what, rule, due = clock(desk, id)
    assert (what, rule) == ("reply", "complaint.valid_reply")
    assert due is not None
    assert due.astimezone().date() == desk.clock.now.astimezone().date()
    agreed = desk.clock.now + timedelta(days=2)
    desk.step("complaints", "contact", id, ContactDraft(contacted_at=desk.clock.now, agreed_at=agreed))
    assert clock(desk, id) == ("reply", "", agreed)
    desk.step("complaints", "investigate", id, FOUND)
    assert clock(desk, id) == ("reply", "", agreed)


@pytest.mark.parametrize(("minutes", "said"), [(59, []), (61, ["complaint_reported_late"])])
def test_cmp_1_what_was_settled_elsewhere_is_reported_to_the_desk_within_the_hour(
    desk: Desk, minutes: int, said: list[str]
) -> None:
    happened = desk.clock.now - timedelta(minutes=minutes)
    draft = ComplaintDraft(
        unit="3-2-1102", caller="陈女士", category=Category.CLEANING, content="大堂地面有水", answered=True,
        result="保洁当场清理", happened_at=happened, happened_reason="大堂助理报来",
    )  # fmt: skip
    change = desk.call("complaints.record", draft=draft)
    assert [caution.code for caution in change.warnings] == said
    assert all(caution.params["value"] == happened + HOUR for caution in change.warnings)


def test_cmp_1_settled_on_the_spot_owes_its_reply_within_two_hours(desk: Desk) -> None:
    id = complaint(desk, answered=True, result="当场清扫")
    kept = read(desk, id)
    assert (kept.state, kept.on_spot, kept.result) == ("settled", True, "当场清扫")
    assert clock(desk, id) == ("reply", "complaint.on_spot_reply_within", desk.clock.now + 2 * HOUR)
    desk.step("complaints", "reply", id, replace(REPLY, replied_at=desk.clock.now, mode=Mode.COUNTER))
    desk.step("complaints", "close", id, CloseDraft())
    entry = desk.read_entry(kept.entry.id)
    assert (entry.state, entry.told_how, entry.opinion) == ("closed", "counter", "satisfied")
    assert list(desk.call("complaints.ids", query=Query(chip="unclassed"))) == [id]
    classed(desk, id, Validity.VALID)
    assert read(desk, id).state == "closed"
    assert not desk.call("complaints.ids", query=Query(chip="unclassed"))


def test_cmp_1_only_the_office_classes_and_approves(desk: Desk) -> None:
    for verb, draft in (("classify", ClassifyDraft(validity=Validity.VALID)), ("approve", ApproveDraft())):
        id = lead(desk, State.RECEIVED if verb == "classify" else State.INVESTIGATED)
        with pytest.raises(NotAllowed):
            desk.step("complaints", verb, id, draft)
        desk.as_(Role.DIRECTOR).step("complaints", verb, id, draft)


def test_cmp_1_each_class_has_its_own_way(desk: Desk) -> None:
    now = desk.clock.now
    wrong = [
        (Validity.INVALID, "contact", ContactDraft(contacted_at=now), "contacted_at"),
        (Validity.VALID, "refer", ReferDraft(referred_to="供电局", referred_at=now), "referred_to"),
        (Validity.VALID, "reply", replace(REPLY, replied_at=now), "mode"),
    ]
    for validity, verb, draft, field in wrong:
        id = lead(desk, State.CLASSED, validity)
        with pytest.raises(Invalid) as caught:
            desk.step("complaints", verb, id, draft)
        assert codes(caught) == {field: "other_class"}


def test_cmp_1_nothing_was_done_before_the_complaint(desk: Desk) -> None:
    id = lead(desk, State.CLASSED)
    with pytest.raises(Invalid) as caught:
        desk.step("complaints", "contact", id, ContactDraft(contacted_at=desk.clock.now - HOUR))
    assert codes(caught) == {"contacted_at": "before"}


def test_cmp_1_a_clock_stands_still_while_somebody_else_has_to_move(desk: Desk) -> None:
    id = lead(desk, State.CLASSED)
    due = clock(desk, id)[2]
    assert due is not None
    desk.step("complaints", "pause", id, PauseDraft(waiting_for=WaitingFor.RESIDENT, reason="业户出差"))
    desk.clock.forward(hours=30)
    assert not desk.call("complaints.ids", query=Query(chip="late"))
    assert desk.call("complaints.rows", ids=[id])[0].due is None
    with pytest.raises(Invalid) as caught:
        desk.step("complaints", "pause", id, PauseDraft(reason="再等"))
    assert codes(caught) == {"reason": "no_clock_runs"}
    desk.step("complaints", "resume", id)
    assert clock(desk, id)[2] == due + 30 * HOUR
    explained = desk.call("deadlines.explain", register="complaints", id=id)
    assert [mark.reason for mark in explained.marks if mark.kind == "paused"] == ["业户出差"]
    with pytest.raises(Invalid):
        desk.step("complaints", "resume", id)


def test_cmp_1_what_the_company_passed_on_is_reported_back_before_it_closes(desk: Desk) -> None:
    id = lead(desk, State.RECEIVED)
    classed(desk, id, Validity.INVALID, from_company=True)
    desk.step("complaints", "reply", id, replace(REPLY, replied_at=desk.clock.now, mode=Mode.PHONE))
    assert clock(desk, id) == ("company", "complaint.company_transfer_result_within", desk.clock.now + 12 * HOUR)
    with pytest.raises(Invalid) as caught:
        desk.step("complaints", "close", id, CloseDraft())
    assert codes(caught) == {"note": "company_first"}
    desk.clock.forward(hours=13)
    desk.step("complaints", "report_company", id, ReportDraft(company_told_at=desk.clock.now))
    assert (clock(desk, id)[0], read(desk, id).missed) == ("", 1)
    desk.step("complaints", "close", id, CloseDraft())
    with pytest.raises(Invalid) as caught:
        desk.step(
            "complaints", "report_company", lead(desk, State.REPLIED), ReportDraft(company_told_at=desk.clock.now)
        )
    assert codes(caught) == {"company_told_at": "not_from_company"}


def test_cmp_2_five_units_make_it_collective_and_the_director_is_told_at_once(desk: Desk) -> None:
    id = complaint(desk)
    units = streets(desk, 4)
    for unit in units[:3]:
        desk.step("complaints", "join_unit", id, JoinUnitDraft(unit=unit, caller="邻居"))
    assert not read(desk, id).collective
    with pytest.raises(Invalid) as caught:
        desk.step("complaints", "join_unit", id, JoinUnitDraft(unit=units[0], caller="另一位"))
    assert codes(caught) == {"unit": "joined_already"}
    desk.clock.forward(minutes=20)
    desk.step("complaints", "join_unit", id, JoinUnitDraft(unit=units[3], caller="邻居"))
    kept = read(desk, id)
    assert (kept.collective, kept.unit_count) == (True, 5)
    assert clock(desk, id) == ("director", "complaint.director_told_within", desk.clock.now + timedelta(minutes=10))
    assert list(desk.call("complaints.ids", query=Query(chip="collective"))) == [id]
    desk.clock.forward(minutes=5)
    desk.step("complaints", "tell_director", id, TellDirectorDraft(director_told_at=desk.clock.now))
    assert clock(desk, id) == ("class", "complaint.class_within", kept.at + 2 * HOUR)
    with pytest.raises(Invalid) as caught:
        desk.step("complaints", "tell_director", id, TellDirectorDraft(director_told_at=desk.clock.now))
    assert codes(caught) == {"director_told_at": "told_already"}


def test_cmp_2_the_own_clock_is_kept_while_the_director_waits(desk: Desk) -> None:
    id = collective(desk)
    desk.clock.forward(hours=3)
    classed(desk, id, Validity.VALID)
    assert (clock(desk, id)[0], read(desk, id).missed) == ("director", 1)
    desk.step("complaints", "tell_director", id, TellDirectorDraft(director_told_at=desk.clock.now))
    assert (clock(desk, id)[0], read(desk, id).missed) == ("contact", 2)


def test_cmp_2_a_director_at_the_counter_knows_by_being_there(desk: Desk) -> None:
    director = desk.as_(Role.DIRECTOR)
    id = collective(director)
    assert read(director, id).director_told_at == desk.clock.now


def test_cmp_2_a_collective_complaint_is_answered_by_visit(desk: Desk) -> None:
    id = collective(desk)
    desk.step("complaints", "tell_director", id, TellDirectorDraft(director_told_at=desk.clock.now))
    classed(desk, id, Validity.INVALID)
    by_phone = replace(REPLY, replied_at=desk.clock.now, mode=Mode.PHONE)
    with pytest.raises(Invalid) as caught:
        desk.step("complaints", "reply", id, by_phone)
    assert codes(caught) == {"mode": "visit_required"}
    desk.step("complaints", "reply", id, replace(by_phone, mode=Mode.VISIT))
    with pytest.raises(NotAllowed):
        desk.step("complaints", "close", id, CloseDraft())
    desk.as_(Role.SUPERVISOR).step("complaints", "close", id, CloseDraft())


def test_cmp_2_a_collective_complaint_does_not_close_before_the_director_knows(desk: Desk) -> None:
    id = collective(desk)
    classed(desk, id, Validity.INVALID)
    desk.step("complaints", "reply", id, replace(REPLY, replied_at=desk.clock.now))
    with pytest.raises(Invalid) as caught:
        desk.as_(Role.SUPERVISOR).step("complaints", "close", id, CloseDraft())
    assert codes(caught) == {"note": "director_first"}


def test_cmp_2_a_written_complaint_gets_a_written_reply_as_well(desk: Desk) -> None:
    id = lead(desk, State.CLASSED, Validity.INVALID, written=True, channel=Channel.LETTER)
    in_writing = replace(REPLY, replied_at=desk.clock.now, mode=Mode.WRITTEN)
    with pytest.raises(Invalid) as caught:
        desk.step("complaints", "reply", id, in_writing)
    assert codes(caught) == {"mode": "other_way_too", "also_written": "written_required"}
    with pytest.raises(Invalid) as caught:
        desk.step("complaints", "reply", id, replace(in_writing, mode=Mode.PHONE))
    assert codes(caught) == {"also_written": "written_required"}
    desk.step("complaints", "reply", id, replace(in_writing, mode=Mode.PHONE, also_written=True))


def test_cmp_3_a_dissatisfied_resident_is_heard_as_a_new_complaint_that_names_the_old(desk: Desk) -> None:
    id = lead(desk, State.REPLIED, opinion=Opinion.VERY_DISSATISFIED)
    with pytest.raises(Invalid) as caught:
        desk.step("complaints", "close", id, CloseDraft())
    assert codes(caught) == {"note": "renew_first"}
    change = desk.step("complaints", "renew", id, RenewDraft(content="昨天又没扫", category=Category.CLEANING))
    old, new = read(desk, id), read(desk, change.id)
    assert (old.state, old.following, new.previous) == ("closed", change.ref, change.also[0])
    assert new.previous is not None
    assert new.previous.number == old.number
    assert (new.state, new.content, new.unit, new.caller) == ("received", "昨天又没扫", old.unit, old.caller)
    assert {ref.register for ref in change.also} >= {"complaints", "reception"}
    first, second = desk.read_entry(old.entry.id), desk.read_entry(new.entry.id)
    assert (first.state, first.opinion, second.state) == ("closed", "very_dissatisfied", "in_complaint")
    with pytest.raises(Invalid) as caught:
        desk.step("complaints", "reopen", id, ReasonDraft(reason="误结"))
    assert codes(caught) == {"reason": "renewed"}
    with pytest.raises(Invalid) as caught:
        desk.step("reception", "reopen", first.id, ReasonDraft(reason="误结"))
    assert desk.read_entry(first.id).state == "closed"


def test_cmp_3_a_satisfied_resident_needs_no_new_complaint(desk: Desk) -> None:
    id, renew = lead(desk, State.REPLIED), RenewDraft(content="又来", category=Category.CLEANING)
    with pytest.raises(Invalid) as caught:
        desk.step("complaints", "renew", id, renew)
    assert codes(caught) == {"content": "satisfied_already"}


def test_cmp_4_assist_is_referred_in_writing_and_its_progress_noted_until_solved(desk: Desk) -> None:
    id = lead(desk, State.CLASSED, Validity.ASSIST)
    notice = ReferDraft(referred_to="市政路灯所", notice_number="函〔2026〕12 号", referred_at=desk.clock.now)
    desk.step("complaints", "refer", id, notice)
    assert list(desk.call("complaints.ids", query=Query(chip="referred"))) == [id]
    assert clock(desk, id) == ("progress", "complaint.assist_progress_within", desk.clock.now + timedelta(days=3))
    for days, text in ((2, "已派员查看"), (4, "等待备件")):
        desk.clock.forward(days=days)
        desk.step("complaints", "progress", id, ProgressDraft(progress=text))
        assert clock(desk, id)[2] == desk.clock.now + timedelta(days=3)
    kept = read(desk, id)
    assert ([each.text for each in kept.progress], kept.missed) == (["已派员查看", "等待备件"], 1)
    desk.step("complaints", "solve", id, SolveDraft(solved_at=desk.clock.now, remedy="已更换路灯"))
    assert (read(desk, id).state, clock(desk, id)[0]) == ("approved", "reply")


def test_cmp_4_an_invalid_one_is_explained_within_its_time(desk: Desk) -> None:
    id = lead(desk, State.CLASSED, Validity.INVALID)
    desk.clock.forward(hours=2, minutes=1)
    desk.step("complaints", "reply", id, replace(REPLY, replied_at=desk.clock.now - HOUR, mode=Mode.PHONE))
    assert (read(desk, id).state, read(desk, id).missed) == ("replied", 0)


def test_cmp_5_step_by_step_upward_each_on_record_with_its_instruction(desk: Desk) -> None:
    office, director = desk.as_(Role.SUPERVISOR), desk.as_(Role.DIRECTOR)
    id = lead(desk, State.CONTACTED)
    with pytest.raises(Invalid) as caught:
        desk.step("complaints", "escalate", id, EscalateDraft(level=Level.DIRECTOR, reason="需停车位"))
    assert codes(caught) == {"level": "one_step_up"}
    desk.step("complaints", "escalate", id, EscalateDraft(level=Level.SUPERVISOR, reason="需协调"))
    office.step("complaints", "instruct", id, InstructDraft(instruction="先安抚"))
    office.step("complaints", "escalate", id, EscalateDraft(level=Level.DIRECTOR, reason="需费用"))
    with pytest.raises(Invalid) as caught:
        office.step("complaints", "instruct", id, InstructDraft(instruction="同意"))
    assert codes(caught) == {"instructor": "required"}
    director.step("complaints", "instruct", id, InstructDraft(instruction="同意，限三日"))
    director.step("complaints", "escalate", id, EscalateDraft(level=Level.COMPANY, reason="超权限"))
    director.step("complaints", "instruct", id, InstructDraft(instruction="照办", instructor="李副总"))
    kept = read(desk, id)
    assert [step.level for step in kept.steps] == list(Level)
    assert [step.instruction for step in kept.steps] == ["先安抚", "同意，限三日", "照办"]
    assert kept.steps[1].instructor == director.actor.name
    assert (kept.level, kept.steps[2].instructor, kept.state) == ("company", "李副总", "contacted")
    with pytest.raises(Invalid) as caught:
        director.step("complaints", "escalate", id, EscalateDraft(level=Level.COMPANY, reason="再报"))
    assert codes(caught) == {"level": "no_level_above"}
    with pytest.raises(Invalid) as caught:
        director.step("complaints", "instruct", id, InstructDraft(instruction="再批"))
    assert codes(caught) == {"instruction": "nothing_escalated"}
    with pytest.raises(NotAllowed):
        desk.step("complaints", "instruct", id, InstructDraft(instruction="越权"))


def test_cmp_5_whoever_holds_it_passes_it_to_the_next_one_above() -> None:
    assert next_level(None, Role.RECEPTIONIST) is Level.SUPERVISOR
    assert next_level(None, Role.SUPERVISOR) is Level.DIRECTOR
    assert next_level(Level.SUPERVISOR, Role.RECEPTIONIST) is Level.DIRECTOR
    assert next_level(None, Role.DIRECTOR) is Level.COMPANY
    assert next_level(Level.COMPANY, Role.RECEPTIONIST) is None


def test_rec_8_later_entries_of_the_incident_join_and_all_get_the_one_answer(desk: Desk) -> None:
    id = complaint(desk)
    first = read(desk, id).entry.id
    others = [in_incident(desk, first, unit) for unit in streets(desk, 4)]
    kept = read(desk, id)
    assert (kept.collective, kept.unit_count) == (True, 5)
    assert desk.call("complaints.ids", query=Query(chip="all")).tolist() == [id]
    assert [ref.id for ref in desk.read_entry(others[0]).linked] == [id]
    desk.step("complaints", "tell_director", id, TellDirectorDraft(director_told_at=desk.clock.now))
    classed(desk, id, Validity.INVALID)
    desk.step("complaints", "reply", id, replace(REPLY, replied_at=desk.clock.now))
    office = desk.as_(Role.SUPERVISOR)
    change = office.step("complaints", "close", id, CloseDraft())
    assert {ref.id for ref in change.also if ref.register == "reception"} == {first, *others}
    assert {desk.read_entry(other).result for other in (first, *others)} == {"已清扫并致歉"}
    office.step("complaints", "reopen", id, ReasonDraft(reason="误结"))
    assert {desk.read_entry(other).state for other in (first, *others)} == {"in_complaint"}


def test_rec_8_a_voided_first_entry_hands_the_complaint_on(desk: Desk) -> None:
    id = complaint(desk)
    first = read(desk, id).entry.id
    one, two = (in_incident(desk, first, unit) for unit in streets(desk, 2))
    desk.step("reception", "void", two, ReasonDraft(reason="登记错"))
    assert [(unit.entry.id, unit.withdrawn) for unit in read(desk, id).units if unit.entry] == [
        (one, False),
        (two, True),
    ]
    desk.step("reception", "void", first, ReasonDraft(reason="重复登记"))
    kept = read(desk, id)
    assert (kept.state, kept.entry.id, kept.unit, kept.unit_count) == ("received", one, "3-2-0101", 1)
    desk.step("reception", "void", one, ReasonDraft(reason="撤回"))
    kept = read(desk, id)
    assert (kept.state, kept.void_reason, kept.deadline) == ("voided", "撤回", None)


def test_a_voided_complaint_takes_its_entry_along(desk: Desk) -> None:
    id = complaint(desk)
    desk.step("complaints", "void", id, ReasonDraft(reason="误登"))
    assert desk.read_entry(read(desk, id).entry.id).void_reason == "误登"
    with pytest.raises(NotAllowed):
        desk.step("complaints", "void", lead(desk, State.CLOSED), ReasonDraft(reason="误登"))


def test_a_correction_of_the_entry_corrects_the_complaint(desk: Desk) -> None:
    id = complaint(desk)
    words = AmendDraft(
        unit="5-1-0603", caller="张三", content="改正后", kind=Kind.COMPLAINT, category=Category.SECURITY, written=True
    )
    desk.step("reception", "amend", read(desk, id).entry.id, words)
    kept = read(desk, id)
    assert (kept.unit, kept.caller, kept.content, kept.category, kept.written) == (
        "5-1-0603", "张三", "改正后", "security", True,
    )  # fmt: skip
    assert [hit.ref.id for hit in desk.call("search.find", text="改正后") if hit.ref.register == "complaints"] == [id]


def test_a_closing_taken_back_on_either_side_is_taken_back_on_both(desk: Desk) -> None:
    id = lead(desk, State.CLOSED)
    entry = read(desk, id).entry.id
    desk.step("complaints", "reopen", id, ReasonDraft(reason="误结"))
    assert (read(desk, id).state, desk.read_entry(entry).state) == ("replied", "in_complaint")
    desk.step("complaints", "close", id, CloseDraft())
    desk.step("reception", "reopen", entry, ReasonDraft(reason="误结"))
    assert (read(desk, id).state, desk.read_entry(entry).state) == ("replied", "in_complaint")


def test_a_complaint_is_written_down_at_its_own_desk_with_its_entry(desk: Desk) -> None:
    draft = ComplaintDraft(
        unit="3-2-1102", caller="陈静", phone="138 0000 1234", category=Category.MAIL, content="信件丢失",
        from_company=True, client_id="abc",
    )  # fmt: skip
    change = desk.call("complaints.record", draft=draft)
    again = desk.call("complaints.record", draft=draft)
    assert (change.verb, change.ref.register, again.ref) == ("complaints.record", "complaints", change.ref)
    kept = read(desk, change.id)
    assert (kept.from_company, kept.entry in change.also) == (True, True)
    entry = desk.read_entry(kept.entry.id)
    assert (entry.kind, entry.state, entry.history[0].verb) == ("complaint", "in_complaint", "reception.record")
    with pytest.raises(Invalid) as caught:
        desk.call(
            "complaints.record", draft=replace(draft, unit="9-9-9999", category=None, client_id="", answered=True)
        )
    assert codes(caught) == {"unit": "unknown_unit", "category": "required", "result": "answer_required"}


def test_today_has_the_matter_once_and_the_log_shows_its_clock(desk: Desk) -> None:
    id = complaint(desk)
    entry = read(desk, id).entry.id
    items = [item for item in desk.call("today.list") if item.ref is not None and not item.tick]
    assert [(item.text, item.ref.register) for item in items] == [("today.complaints.class", "complaints")]
    (row,) = desk.call("reception.rows", ids=[entry])
    assert (row.due, row.started) == (desk.clock.now + 2 * HOUR, desk.clock.now)
    (waiting,) = desk.call("directory.unit_card", unit="3-2-1102").waiting
    assert (waiting.text, waiting.ref.id) == ("waiting.complaints", id)
    classed(desk, id, Validity.INVALID)
    desk.step("complaints", "reply", id, replace(REPLY, replied_at=desk.clock.now))
    assert desk.call("reception.rows", ids=[entry])[0].due is None
    assert ("today.complaints_to_close", 1) in [(item.text, item.count) for item in desk.call("today.list")]


def test_a_slip_of_the_entry_is_named_and_warned_of_at_the_end(desk: Desk) -> None:
    id = lead(desk, State.REPLIED)
    slip = desk.slip(entry_id=read(desk, id).entry.id)
    assert [ref.id for ref in read(desk, id).slips] == [slip.id]
    change = desk.step("complaints", "close", id, CloseDraft())
    assert [caution.code for caution in change.warnings] == ["slip_open"]


def test_figures_of_a_period(desk: Desk) -> None:
    since, until = desk.clock.now - HOUR, desk.clock.now + 30 * HOUR
    office = desk.as_(Role.SUPERVISOR)
    nothing = office.call("complaints.figures", since=since, until=until)
    assert (nothing.total, nothing.validity_rate, nothing.in_time_rate) == (0, None, None)
    lead(desk, State.CLOSED)
    late = lead(desk, State.CONTACTED)
    complaint(desk, category=Category.MAIL)
    lead(desk, State.VOIDED)
    desk.clock.forward(hours=24)
    for verb, draft in (("investigate", FOUND), ("approve", ApproveDraft())):
        office.step("complaints", verb, late, draft)
    desk.step("complaints", "reply", late, replace(REPLY, replied_at=desk.clock.now))
    desk.step("complaints", "close", late, CloseDraft())
    found = office.call("complaints.figures", since=since, until=until)
    assert (found.total, found.closed, found.in_time, found.unclassed) == (3, 2, 1, 1)
    assert (found.categories["cleaning"], found.categories["mail"], found.validities) == (2, 1, {"valid": 2})
    assert (found.validity_rate, found.in_time_rate) == (66.7, 50.0)
    with pytest.raises(NotAllowed):
        desk.call("complaints.figures", since=since, until=until)


def test_a_steward_reads_and_looks_into_those_of_the_own_area_only(desk: Desk) -> None:
    steward = desk.as_(Role.STEWARD)
    own, other = lead(desk, State.CONTACTED), lead(desk, State.CONTACTED, unit="5-1-0603")
    assert steward.call("complaints.ids", query=Query(chip="open")).tolist() == [own]
    steward.step("complaints", "investigate", own, FOUND)
    with pytest.raises(NotAllowed):
        steward.step("complaints", "investigate", other, FOUND)
    with pytest.raises(WrongStep):
        desk.as_(Role.SUPERVISOR).step("complaints", "approve", other, ApproveDraft())


def test_a_chain_of_the_journal_stays_whole(desk: Desk) -> None:
    lead(desk, State.CLOSED)
    collective(desk)
    assert desk.as_(Role.DIRECTOR).call("journal.check").sound
