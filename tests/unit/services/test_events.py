"""The special events' rules, each by its id."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from deskapp.domain.common import Query, Ref, Urgent
from deskapp.domain.complaints import JoinUnitDraft, NoteDraft
from deskapp.domain.directory import UnitDraft
from deskapp.domain.events import CloseDraft, CompanyDraft, EventDetail, Kind, ReportDraft, State, kind_of
from deskapp.domain.people import Role
from deskapp.domain.reception import Category, ComplainDraft, PassOnDraft, ReasonDraft
from deskapp.domain.reception import Kind as EntryKind
from deskapp.domain.reception_rows import EntryDetail
from deskapp.errors import Conflict, Invalid, NotAllowed
from tests.factories import Desk
from tests.ways.complaints import complaint
from tests.ways.events import bring, draft


def read(desk: Desk, id: int) -> EventDetail:
    detail = desk.call("events.detail", id=id)
    assert isinstance(detail, EventDetail)
    return detail


def alarm(desk: Desk, **values: Any) -> Any:
    """An emergency as it is recorded."""
    kept: dict[str, Any] = {"kind": EntryKind.EMERGENCY, "promised_at": None, "content": "电梯困人，在 5 楼"}
    return desk.entry(**kept | values)


def only(desk: Desk) -> EventDetail:
    """The one event there is."""
    (id,) = desk.call("events.ids", query=Query(sort="id"))
    return read(desk, id)


def codes(caught: pytest.ExceptionInfo[Invalid]) -> dict[str, str]:
    return {problem.field: problem.code for problem in caught.value.problems}


def refused(desk: Desk, verb: str, id: int, form: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as caught:
        desk.step("events", verb, id, form)
    return codes(caught)


def sound(desk: Desk) -> bool:
    return not desk.as_(Role.SUPERVISOR).call("journal.check").findings


def test_rec_5_an_emergency_opens_its_report(desk: Desk) -> None:
    desk.clock.forward(minutes=1)
    entry = alarm(desk)
    event = only(desk)
    assert (event.state, event.kind, event.number) == (State.OPEN, Kind.LIFT_TRAPPED, "SJ-202611-0001")
    assert (event.unit, event.caller, event.content) == (entry.unit, entry.caller, entry.content)
    assert (event.happened_at, event.recorder) == (entry.at, entry.recorder)
    assert event.linked == (Ref("reception", entry.id, entry.number),)
    assert desk.read_entry(entry.id).linked == (Ref("events", event.id, event.number),)


def test_rec_5_recording_says_that_the_report_came_along(desk: Desk) -> None:
    plain = desk.entry_draft(kind=EntryKind.EMERGENCY, promised_at=None)
    change = desk.call("reception.record", draft=plain)
    assert [ref.register for ref in change.also] == ["events"]


def test_rec_5_nothing_but_an_emergency_opens_one(desk: Desk) -> None:
    desk.entry(content="电梯困人")
    assert not desk.call("events.ids", query=Query())


def test_rec_5_passing_the_emergency_on_is_written_into_its_report(desk: Desk) -> None:
    entry = alarm(desk)
    now = desk.clock.forward(minutes=2)
    desk.step("reception", "pass_on", entry.id, PassOnDraft(passed_to="工程部值班", passed_at=now))
    event = only(desk)
    assert (event.passed_to, event.passed_at) == ("工程部值班", now)
    assert event.history[-1].verb == "events.pass_on"


def test_rec_5_a_slip_for_the_emergency_passes_it_on_to_the_department(desk: Desk) -> None:
    entry = alarm(desk)
    desk.slip(entry_id=entry.id, department_id=1)
    assert (only(desk).passed_to, only(desk).passed_at) == ("工程部", desk.clock.now)


def test_a_slip_never_overwrites_to_whom_it_was_passed(desk: Desk) -> None:
    entry = alarm(desk)
    desk.step("reception", "pass_on", entry.id, PassOnDraft(passed_to="值班主管", passed_at=desk.clock.now))
    desk.slip(entry_id=entry.id, department_id=1)
    assert only(desk).passed_to == "值班主管"


def test_voiding_the_emergency_voids_a_report_that_nobody_has_seen(desk: Desk) -> None:
    entry = alarm(desk)
    desk.step("reception", "void", entry.id, ReasonDraft(reason="误报"))
    event = only(desk)
    assert (event.state, event.void_reason, event.deadline) == (State.VOIDED, "误报", None)


def test_a_report_that_was_made_stays_when_the_emergency_is_voided(desk: Desk) -> None:
    entry = alarm(desk)
    desk.step("events", "report", only(desk).id, ReportDraft(reported_to="主任", reported_at=desk.clock.now))
    desk.step("reception", "void", entry.id, ReasonDraft(reason="误报"))
    assert only(desk).state is State.REPORTED


def test_all_9_an_emergency_written_down_later_keeps_its_time_and_reason(desk: Desk) -> None:
    happened = desk.clock.now - timedelta(hours=3)
    alarm(desk, happened_at=happened, happened_reason="停电补记")
    event = only(desk)
    assert (event.happened_at, event.happened_reason, event.created_at) == (happened, "停电补记", desk.clock.now)
    assert event.deadline is not None
    assert event.deadline.due == happened + timedelta(hours=1)


UNITS = ("3-2-1102", "3-2-1202", "3-2-0802", "3-2-0702", "3-2-0602", "3-2-0502")


@pytest.fixture
def tower(desk: Desk) -> Desk:
    """A riser of six units."""
    for code in UNITS[2:]:
        desk.as_(Role.DIRECTOR).call("directory.save_unit", draft=UnitDraft(code=code, floor=int(code[4:6])))
    return desk


def noisy(desk: Desk, units: int) -> int:
    """A complaint that so many units share, told one after the other at the counter."""
    id = complaint(desk, unit=UNITS[0])
    for unit in UNITS[1:units]:
        desk.step("complaints", "join_unit", id, JoinUnitDraft(unit=unit, caller=f"{unit} 业主", phone="13900005678"))
    return id


def test_cmp_2_five_units_open_the_report_once(tower: Desk) -> None:
    id = noisy(tower, 4)
    assert not tower.call("events.ids", query=Query())
    tower.clock.forward(minutes=5)
    tower.step("complaints", "join_unit", id, JoinUnitDraft(unit=UNITS[4], caller="刘先生"))
    tower.step("complaints", "note", id, NoteDraft(note="已致歉"))
    event, kept = only(tower), tower.call("complaints.detail", id=id)
    assert (event.kind, event.complaint_id, event.caller) == (Kind.COLLECTIVE_COMPLAINT, id, kept.caller)
    assert (event.happened_at, event.state, event.entry_id) == (tower.clock.now, State.OPEN, kept.entry.id)
    assert [each.unit for each in event.callers] == list(UNITS[1:5])
    assert [line.verb for line in event.history] == ["complaints.join_unit"]


def test_cmp_2_a_collective_complaint_that_is_voided_takes_a_report_along_that_nobody_has_seen(tower: Desk) -> None:
    id = noisy(tower, 5)
    assert only(tower).state is State.OPEN
    tower.step("complaints", "void", id, ReasonDraft(reason="重复登记"))
    event = only(tower)
    assert (event.state, event.void_reason, event.deadline) == (State.VOIDED, "重复登记", None)


def test_cmp_2_a_sixth_unit_is_noted_in_the_report_that_is_there(tower: Desk) -> None:
    noisy(tower, 6)
    event = only(tower)
    assert event.callers[-1].unit == UNITS[5]
    last = event.history[-1]
    assert (last.verb, {change.field: change.new for change in last.changes}["unit"]) == ("events.join", UNITS[5])
    assert sound(tower)


def test_cmp_2_five_entries_of_one_incident_are_one_complaint_and_one_report(tower: Desk) -> None:
    words: dict[str, Any] = {"kind": EntryKind.COMPLAINT, "category": Category.SECURITY, "promised_at": None}
    first = tower.entry(unit=UNITS[0], **words)
    rest = [tower.entry(unit=unit, caller=unit, incident_id=first.id, **words) for unit in UNITS[1:5]]
    event = only(tower)
    (id,) = tower.call("complaints.ids", query=Query())
    assert (event.kind, event.complaint_id, event.entry_id) == (Kind.COLLECTIVE_COMPLAINT, id, first.id)
    assert [each.caller for each in event.callers] == list(UNITS[1:5])
    assert {ref.register for ref in tower.read_entry(rest[-1].id).linked} == {"complaints"}
    assert sound(tower)


def test_cmp_2_the_report_shows_at_the_complaint(tower: Desk) -> None:
    id = noisy(tower, 5)
    other = complaint(tower, unit="5-1-0603")
    (ref,) = (ref for ref in tower.call("complaints.detail", id=id).linked if ref.register == "events")
    assert ref.number == "SJ-202611-0001"
    assert "events" not in {ref.register for ref in tower.call("complaints.detail", id=other).linked}


def test_cmp_2_a_collective_complaint_goes_to_the_company_before_it_is_closed(tower: Desk) -> None:
    noisy(tower, 5)
    id, now = only(tower).id, tower.clock.now
    tower.step("events", "report", id, ReportDraft(reported_to="管理处主任", reported_at=now))
    director = tower.as_(Role.DIRECTOR)
    ended = CloseDraft(measures="已约谈", outcome="停工", cause="违规施工", prevention="巡查")
    assert refused(director, "close", id, ended) == {"outcome": "event_company_first"}
    director.step("events", "tell_company", id, CompanyDraft(company_to="主管副总、客户投诉处理中心", company_at=now))
    director.step("events", "close", id, ended)
    assert read(tower, id).state is State.CLOSED


def flooded(desk: Desk, units: int) -> list[EntryDetail]:
    """An emergency that so many units call about, each joining the first one's incident."""
    words = {"content": "立管爆裂，水从天花板流下"}
    first = alarm(desk, unit=UNITS[0], **words)
    rest = [alarm(desk, unit=unit, caller=f"{unit} 业主", incident_id=first.id, **words) for unit in UNITS[1:units]]
    return [desk.read_entry(entry.id) for entry in (first, *rest)]


def test_rec_8_one_incident_has_one_report_that_notes_who_else_called(tower: Desk) -> None:
    entries = flooded(tower, 3)
    event = only(tower)
    assert (event.entry_id, event.unit) == (entries[0].id, UNITS[0])
    assert [(each.unit, each.ref.id if each.ref else 0) for each in event.callers] == [
        (entry.unit, entry.id) for entry in entries[1:]
    ]
    noted = [line for line in event.history if line.verb == "events.join"]
    assert [{change.field: change.new for change in line.changes}["unit"] for line in noted] == list(UNITS[1:3])
    for entry in entries:
        assert tower.read_entry(entry.id).linked == (Ref("events", event.id, event.number),)
    assert sound(tower)


def test_rec_8_the_report_waits_for_every_unit_that_called(tower: Desk) -> None:
    flooded(tower, 2)
    event = only(tower)
    card = tower.call("directory.unit_card", unit=UNITS[1])
    assert [waits.ref.id for waits in card.waiting if waits.register == "events"] == [event.id]
    page = tower.call("directory.unit_history", unit_id=card.unit_id)
    assert [line.ref.id for line in page if line.ref.register == "events"] == [event.id]


def test_rec_8_passing_any_of_the_calls_on_is_written_into_the_one_report_once(tower: Desk) -> None:
    entries, now = flooded(tower, 3), tower.clock.forward(minutes=2)
    tower.step("reception", "pass_on", entries[2].id, PassOnDraft(passed_to="工程部值班", passed_at=now))
    event = only(tower)
    assert (event.passed_to, event.passed_at) == ("工程部值班", now)
    assert [line.verb for line in event.history].count("events.pass_on") == 1
    tower.slip(entry_id=entries[1].id, department_id=2)
    assert only(tower).passed_to == "工程部值班"


def test_rec_8_the_first_call_voided_leaves_the_report_to_the_next(tower: Desk) -> None:
    first, second = flooded(tower, 2)
    tower.step("reception", "void", first.id, ReasonDraft(reason="重复登记"))
    event = only(tower)
    assert (event.state, event.entry_id, event.unit, event.caller) == (
        State.OPEN, second.id, second.unit, second.caller,
    )  # fmt: skip
    assert event.callers == ()
    tower.step("reception", "void", second.id, ReasonDraft(reason="误报"))
    assert only(tower).state is State.VOIDED
    assert sound(tower)


def test_rec_8_a_call_joined_by_mistake_has_a_report_of_its_own(tower: Desk) -> None:
    first, second = flooded(tower, 2)
    tower.step("reception", "leave_incident", second.id, ReasonDraft(reason="另一根管"))
    mine, own = (read(tower, id) for id in tower.call("events.ids", query=Query(sort="id")))
    assert (mine.entry_id, own.entry_id, mine.callers) == (first.id, second.id, ())


def test_only_director_and_supervisor_report_to_the_company_and_close(desk: Desk) -> None:
    id = bring(desk, "reported", "", "")
    told = CompanyDraft(company_to="客服部", company_at=desk.clock.now)
    with pytest.raises(NotAllowed):
        desk.step("events", "tell_company", id, told)
    with pytest.raises(NotAllowed):
        desk.step("events", "close", id, CloseDraft(measures="x", outcome="x", cause="x", prevention="x"))
    desk.as_(Role.SUPERVISOR).step("events", "tell_company", id, told)
    assert read(desk, id).company_to == "客服部"


def test_the_report_falls_due_by_the_rulebook_since_it_happened(desk: Desk) -> None:
    happened = desk.clock.now - timedelta(minutes=20)
    id = desk.call("events.record", draft=draft(desk, happened_at=happened)).id
    deadline = read(desk, id).deadline
    assert deadline is not None
    assert (deadline.due, deadline.rule, deadline.clause) == (
        happened + timedelta(hours=1),
        "event.reported_within",
        "001·1·4.1.4",
    )
    explained = desk.call("deadlines.explain", register="events", id=id)
    assert (explained.what, explained.start) == ("today.events.report", happened)


def test_a_changed_rulebook_holds_for_the_next_event(desk: Desk) -> None:
    desk.as_(Role.SUPERVISOR).call("rulebook.change", key="event.reported_within", value="30 min")
    deadline = read(desk, desk.call("events.record", draft=draft(desk)).id).deadline
    assert deadline is not None
    assert deadline.due == desk.clock.now + timedelta(minutes=30)


def test_a_correction_of_when_it_happened_moves_the_clock(desk: Desk) -> None:
    id = desk.call("events.record", draft=draft(desk)).id
    earlier = desk.clock.now - timedelta(minutes=40)
    desk.step("events", "amend", id, draft(desk, happened_at=earlier))
    deadline = read(desk, id).deadline
    assert deadline is not None
    assert deadline.due == earlier + timedelta(hours=1)


def test_reported_in_time_or_missed_is_kept(desk: Desk) -> None:
    kept, missed = (desk.call("events.record", draft=draft(desk)).id for _ in range(2))
    said = desk.clock.forward(minutes=30)
    desk.clock.forward(hours=2)
    desk.step("events", "report", kept, ReportDraft(reported_to="主任", reported_at=said))
    desk.step("events", "report", missed, ReportDraft(reported_to="主任", reported_at=desk.clock.now))
    assert [read(desk, id).missed for id in (kept, missed)] == [0, 1]
    assert read(desk, kept).deadline is None


def test_today_lists_reports_by_their_clock_and_counts_what_is_to_be_closed(desk: Desk) -> None:
    id = desk.call("events.record", draft=draft(desk)).id
    bring(desk, "reported", "", "")
    desk.clock.forward(hours=2)
    mine = {item.text: item for item in desk.call("today.list") if item.register == "events"}
    assert set(mine) == {"today.events.report", "today.events_to_close"}
    clock = mine["today.events.report"]
    assert (clock.ref.id, clock.urgent, clock.params["kind"]) == (id, Urgent.LATE, "events.kind.burst_pipe")
    assert (mine["today.events_to_close"].count, mine["today.events_to_close"].chip) == (1, "open")


def test_chips_show_what_they_say(desk: Desk) -> None:
    late = desk.call("events.record", draft=draft(desk)).id
    desk.clock.forward(days=1)
    fresh, reported, closed = (bring(desk, state, "", "") for state in ("open", "reported", "closed"))
    shown = {
        chip: set(desk.call("events.ids", query=Query(chip=chip))) for chip in ("open", "to_report", "late", "today")
    }
    assert shown == {
        "open": {late, fresh, reported},
        "to_report": {late, fresh},
        "late": {late},
        "today": {fresh, reported, closed},
    }
    assert desk.call("events.counts") == {chip: len(ids) for chip, ids in shown.items()}


def test_an_event_happened_somewhere_and_was_passed_to_somebody_at_some_time(desk: Desk) -> None:
    now = desk.clock.now
    with pytest.raises(Invalid) as caught:
        desk.call("events.record", draft=draft(desk, unit="", passed_at=now))
    assert codes(caught) == {"place": "place_required", "passed_to": "passed_both"}
    with pytest.raises(Invalid) as caught:
        desk.call("events.record", draft=draft(desk, passed_to="工程部"))
    assert codes(caught) == {"passed_at": "passed_both"}
    with pytest.raises(Invalid) as caught:
        desk.call("events.record", draft=draft(desk, passed_to="工程部", passed_at=now - timedelta(hours=1)))
    assert codes(caught) == {"passed_at": "before"}


def test_all_9_written_down_after_its_report_was_due_it_says_why(desk: Desk) -> None:
    happened = desk.clock.now - timedelta(hours=2)
    with pytest.raises(Invalid) as caught:
        desk.call("events.record", draft=draft(desk, happened_at=happened, happened_reason="  "))
    assert codes(caught) == {"happened_reason": "reason_required"}
    id = desk.call("events.record", draft=draft(desk, happened_at=happened, happened_reason="停电补记")).id
    assert (read(desk, id).happened_at, read(desk, id).created_at) == (happened, desk.clock.now)


def test_nobody_is_told_before_it_happened(desk: Desk) -> None:
    id, early = desk.call("events.record", draft=draft(desk)).id, desk.clock.now - timedelta(minutes=5)
    assert refused(desk, "report", id, ReportDraft(reported_to="主任", reported_at=early)) == {"reported_at": "before"}
    assert refused(desk, "pass_on", id, PassOnDraft(passed_to="工程部", passed_at=early)) == {"passed_at": "before"}
    office = desk.as_(Role.SUPERVISOR)
    told = CompanyDraft(company_to="公司", company_at=early)
    assert refused(office, "tell_company", id, told) == {"company_at": "before"}


def test_a_stale_version_is_a_conflict(desk: Desk) -> None:
    id = desk.call("events.record", draft=draft(desk)).id
    desk.step("events", "amend", id, draft(desk, measures="关总阀"))
    with pytest.raises(Conflict):
        desk.call("events.amend", id=id, version=1, draft=draft(desk))


def test_the_same_draft_twice_is_one_event(desk: Desk) -> None:
    numbers = {desk.call("events.record", draft=draft(desk, client_id="a")).number for _ in range(2)}
    assert len(numbers) == 1


def test_a_closed_event_is_taken_back_and_voided_by_the_office_only(desk: Desk) -> None:
    id = bring(desk, "closed", "", "")
    for verb in ("reopen", "void"):
        with pytest.raises(NotAllowed):
            desk.step("events", verb, id, ReasonDraft(reason="x"))
    office = desk.as_(Role.DIRECTOR)
    office.step("events", "reopen", id, ReasonDraft(reason="原因有误"))
    again = read(desk, id)
    assert (again.state, again.closed_at, again.closer, again.cause) == (State.REPORTED, None, "", "管道老化")


def test_a_steward_reads_events_of_the_own_area_only(desk: Desk) -> None:
    here = desk.call("events.record", draft=draft(desk, unit="3-2-1102")).id
    elsewhere = desk.call("events.record", draft=draft(desk, unit="5-1-0603")).id
    steward = desk.as_(Role.STEWARD)
    assert list(steward.call("events.ids", query=Query())) == [here]
    with pytest.raises(NotAllowed):
        steward.call("events.detail", id=elsewhere)
    with pytest.raises(NotAllowed):
        steward.call("events.record", draft=draft(desk))


def test_all_5_an_event_is_found_by_place_words_and_number(desk: Desk) -> None:
    id = desk.call("events.record", draft=draft(desk, unit="", place="地下车库 B2", caller="张三")).id
    desk.step("events", "amend", id, draft(desk, unit="", place="地下车库 B2", caller="张三", measures="排水泵已启动"))
    for words in ("车库", "爆裂", "排水泵", "zs", "SJ-202611-0001"):
        assert id in desk.call("events.ids", query=Query(text=words)), words


def test_rec_1_a_running_event_waits_for_its_unit_and_stands_on_its_page(desk: Desk) -> None:
    bring(desk, "closed", "", "")
    id = bring(desk, "reported", "", "")
    unit_id = read(desk, id).unit_id
    card = desk.call("directory.unit_card", unit="3-2-1102")
    assert [waits.ref.id for waits in card.waiting if waits.register == "events"] == [id]
    history = desk.call("directory.unit_history", unit_id=unit_id)
    assert next(event.ref.id for event in history if event.ref.register == "events") == id


def test_an_emergency_that_became_a_complaint_keeps_its_report(desk: Desk) -> None:
    entry = alarm(desk)
    desk.slip(entry_id=entry.id)
    desk.step("reception", "complain", entry.id, ComplainDraft(category=Category.ENGINEERING))
    assert only(desk).state is State.OPEN


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("厨房水管爆裂，水已漫到走道", Kind.BURST_PIPE),
        ("整栋停电了", Kind.OUTAGE),
        ("电梯困人，在 12 楼", Kind.LIFT_TRAPPED),
        ("配电间有焦味", Kind.FIRE),
        ("主卧闻到煤气味", Kind.FIRE),
        ("老人在客厅摔倒，不能动", Kind.ACCIDENT),
        ("大堂有人突发疾病", Kind.ACCIDENT),
        ("外墙瓷砖坠落在花园", Kind.ACCIDENT),
        ("车库有人打架", Kind.FIGHT),
        ("家中进贼", Kind.OTHER),
        ("Two people TRAPPED in lift 2", Kind.LIFT_TRAPPED),
    ],
)
def test_the_kind_is_read_from_the_callers_words(said: str, kind: Kind) -> None:
    assert kind_of(said) is kind
