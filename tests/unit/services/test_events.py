"""The special events' rules, each by its id."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from deskapp.domain.common import Query, Ref, Urgent
from deskapp.domain.events import CloseDraft, CompanyDraft, EventDetail, Kind, ReportDraft, State, kind_of
from deskapp.domain.people import Role
from deskapp.domain.reception import Category, ComplainDraft, PassOnDraft, ReasonDraft
from deskapp.domain.reception import Kind as EntryKind
from deskapp.errors import Conflict, Invalid, NotAllowed
from deskapp.services.events import EventService
from tests.factories import Desk
from tests.ways.complaints import collect, complaint
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


@dataclass
class Complaint:
    """What other registers see of a complaint."""

    id: int = 7
    entry_id: int | None = None
    unit_id: int | None = None
    unit_code: str = ""
    caller: str = "陈女士"
    phone: str = "138 0000 1234"
    content: str = "半夜施工，五户都睡不着"
    collective: bool = True
    state: str = "open"


def tell(desk: Desk, complaint: Complaint, verb: str = "join") -> None:
    """A complaint takes a step, as its own service says it to the others."""
    service = desk.office.core.by_name["events"]
    assert isinstance(service, EventService)
    with desk.office.core.transaction(desk.actor, f"complaints.{verb}", writing=True) as tx:
        service.heard(tx, "complaints", complaint, verb)


def test_cmp_2_a_collective_complaint_opens_its_report_once(desk: Desk) -> None:
    complaint = Complaint(collective=False)
    tell(desk, complaint)
    assert not desk.call("events.ids", query=Query())
    complaint.collective = True
    tell(desk, complaint)
    tell(desk, complaint, "contact")
    event = only(desk)
    assert (event.kind, event.complaint_id, event.caller) == (Kind.COLLECTIVE_COMPLAINT, 7, "陈女士")
    assert (event.happened_at, event.state) == (desk.clock.now, State.OPEN)


def test_cmp_2_a_collective_complaint_that_is_voided_takes_a_report_along_that_nobody_has_seen(desk: Desk) -> None:
    id = complaint(desk)
    collect(desk, id)
    assert only(desk).state is State.OPEN
    desk.step("complaints", "void", id, ReasonDraft(reason="重复登记"))
    event = only(desk)
    assert (event.state, event.void_reason, event.deadline) == (State.VOIDED, "重复登记", None)


def test_cmp_2_the_report_shows_at_the_complaint(desk: Desk) -> None:
    tell(desk, Complaint())
    service = desk.office.core.by_name["events"]
    assert isinstance(service, EventService)
    with desk.office.core.transaction(desk.actor, "complaints.detail", writing=False) as tx:
        (ref,) = service.linked(tx, "complaints", 7)
        assert ref.number == "SJ-202611-0001"
        assert not list(service.linked(tx, "complaints", 8))


def test_cmp_2_a_collective_complaint_goes_to_the_company_before_it_is_closed(desk: Desk) -> None:
    tell(desk, Complaint())
    id, now = only(desk).id, desk.clock.now
    desk.step("events", "report", id, ReportDraft(reported_to="管理处主任", reported_at=now))
    director = desk.as_(Role.DIRECTOR)
    ended = CloseDraft(measures="已约谈", outcome="停工", cause="违规施工", prevention="巡查")
    assert refused(director, "close", id, ended) == {"outcome": "event_company_first"}
    director.step("events", "tell_company", id, CompanyDraft(company_to="主管副总、客户投诉处理中心", company_at=now))
    director.step("events", "close", id, ended)
    assert read(desk, id).state is State.CLOSED


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
