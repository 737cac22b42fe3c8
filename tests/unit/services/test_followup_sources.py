"""What other registers' work leads to: each kind of end has its follow-up, in its own time [001·3·1]."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from deskapp.domain import calls, complaints, specials
from deskapp.domain.common import Query
from deskapp.domain.followups import FollowupDetail, Kind, PutRightDraft, State
from deskapp.domain.reception import Category, Opinion, ReasonDraft
from deskapp.domain.reception import Kind as EntryKind
from tests.factories import Desk
from tests.ways import complaints as way_of_complaints
from tests.ways import specials as way_of_specials
from tests.ways.followups import unhappy, visit


def every(desk: Desk, kind: Kind | None = None) -> list[FollowupDetail]:
    ids = sorted(desk.call("followups.ids", query=Query(chip="all")))
    found = [desk.call("followups.detail", id=id) for id in ids]
    return [each for each in found if kind in (None, each.kind)]


def due(found: FollowupDetail) -> Any:
    assert found.deadline is not None
    return found.deadline.due


def linked(desk: Desk, register: str, id: int) -> set[str]:
    return {ref.number for ref in desk.call(f"{register}.detail", id=id).linked}


# Complaints [001·3·1.1]


def test_a_closed_complaint_is_followed_up_within_three_days(desk: Desk) -> None:
    id = way_of_complaints.bring(desk, "closed", "", "")
    complaint = desk.call("complaints.detail", id=id)
    (made,) = every(desk)
    assert (made.kind, made.source.number, made.unit) == (Kind.COMPLAINT, complaint.number, complaint.unit)
    assert (due(made), made.deadline.rule) == (desk.clock.now + timedelta(days=3), "followup.complaint.within")
    assert (made.contact, made.content) == (complaint.caller, complaint.content)
    assert made.number in linked(desk, "complaints", id)
    assert {ref.register for ref in made.linked} == {"complaints", "reception"}


def test_cmp_3_a_complaint_that_is_renewed_is_asked_about_only_at_its_new_end(desk: Desk) -> None:
    id = way_of_complaints.bring(desk, "replied", "renew", "closed")
    desk.step("complaints", "renew", id, way_of_complaints.form("renew", desk, id))
    assert desk.call("complaints.detail", id=id).state == "closed"
    assert not every(desk)


def test_a_complaint_taken_up_again_takes_its_follow_up_back_and_the_next_closing_makes_another(desk: Desk) -> None:
    id = way_of_complaints.bring(desk, "closed", "", "")
    desk.step("complaints", "reopen", id, ReasonDraft(reason="业主又来电"))
    assert [each.state for each in every(desk)] == [State.WITHDRAWN]
    desk.step("complaints", "close", id, complaints.CloseDraft())
    assert [each.state for each in every(desk)] == [State.WITHDRAWN, State.DUE]


def test_the_slip_of_a_complaint_makes_none_of_its_own_even_when_it_closes_last(desk: Desk) -> None:
    entry = desk.entry(kind=EntryKind.COMPLAINT, category=Category.CLEANING, promised_at=None)
    desk.slip_in("closed", entry_id=entry.id)
    assert not every(desk)


# Special services [001·3·1.3]


def test_a_special_service_is_followed_up_halfway_and_at_its_end(desk: Desk) -> None:
    order = way_of_specials.order(desk)
    (halfway,) = every(desk)
    assert (halfway.kind, halfway.source.number) == (Kind.SPECIAL_HALFWAY, order.number)
    assert due(halfway) == order.starts_at + (order.ends_at - order.starts_at) / 2
    assert (halfway.deadline.clause, halfway.finished_at) == ("001·3·1.3", None)
    assert order.item in halfway.content
    for verb in ("dispatch", "start", "finish"):
        desk.step("specials", verb, order.id, way_of_specials.form(verb, desk, order.id))
    (end,) = every(desk, Kind.SPECIAL_END)
    assert (due(end), end.deadline.rule) == (desk.clock.now + timedelta(days=3), "followup.special_service.within")
    assert (end.finished_at, end.result) == (desk.clock.now, "按约完成")
    desk.step("specials", "close", order.id, specials.CloseDraft())
    assert len(every(desk)) == 2
    assert {halfway.number, end.number} <= linked(desk, "specials", order.id)


def test_another_agreed_time_moves_the_middle(desk: Desk) -> None:
    order = way_of_specials.order(desk)
    later = order.starts_at + timedelta(days=2)
    desk.step("specials", "reschedule", order.id, specials.RescheduleDraft(starts_at=later, reason="业主改期"))
    moved = way_of_specials.read(desk, order.id)
    (halfway,) = every(desk)
    assert due(halfway) == halfway.visit_by == moved.starts_at + (moved.ends_at - moved.starts_at) / 2
    assert due(halfway) > order.ends_at


def test_an_order_that_is_cancelled_is_not_asked_about(desk: Desk) -> None:
    order = way_of_specials.order(desk)
    desk.step("specials", "void", order.id, way_of_specials.form("void", desk, order.id))
    assert [each.state for each in every(desk)] == [State.WITHDRAWN]


def test_a_special_service_taken_up_again_is_asked_about_after_its_next_closing(desk: Desk) -> None:
    id = way_of_specials.bring(desk, "closed", "", "")
    desk.step("specials", "reopen", id, ReasonDraft(reason="漏做一间"))
    assert [(each.kind, each.state) for each in every(desk)] == [
        (Kind.SPECIAL_HALFWAY, State.DUE),
        (Kind.SPECIAL_END, State.WITHDRAWN),
    ]
    desk.step("specials", "close", id, specials.CloseDraft())
    assert [each.state for each in every(desk, Kind.SPECIAL_END)] == [State.WITHDRAWN, State.DUE]


def test_a_special_service_sent_out_again_is_asked_about_when_it_is_done_anew(desk: Desk) -> None:
    id = way_of_specials.bring(desk, "done", "", "")
    desk.step("specials", "dispatch", id, way_of_specials.form("dispatch", desk, id))
    assert [each.state for each in every(desk, Kind.SPECIAL_END)] == [State.WITHDRAWN]
    desk.clock.forward(days=2)
    desk.step("specials", "finish", id, way_of_specials.form("finish", desk, id))
    _, end = every(desk, Kind.SPECIAL_END)
    assert (end.state, end.finished_at, due(end)) == (State.DUE, desk.clock.now, desk.clock.now + timedelta(days=3))


def test_a_special_service_that_failed_has_no_middle_until_another_time_is_agreed(desk: Desk) -> None:
    order = way_of_specials.order(desk)
    desk.step("specials", "fail", order.id, ReasonDraft(reason="雨天不能作业"))
    assert [each.state for each in every(desk)] == [State.WITHDRAWN]
    later = order.starts_at + timedelta(days=2)
    desk.step("specials", "reschedule", order.id, specials.RescheduleDraft(starts_at=later, reason="改到晴天"))
    moved = way_of_specials.read(desk, order.id)
    _, halfway = every(desk, Kind.SPECIAL_HALFWAY)
    assert (halfway.state, due(halfway)) == (State.DUE, moved.starts_at + (moved.ends_at - moved.starts_at) / 2)


def test_fup_1_a_special_service_s_unsatisfied_visit_waits_for_what_is_put_right(desk: Desk) -> None:
    id = way_of_specials.bring(desk, "closed", "", "")
    (end,) = every(desk, Kind.SPECIAL_END)
    desk.step("followups", "visit", end.id, unhappy(desk, opinion=Opinion.VERY_DISSATISFIED))
    desk.step("specials", "reopen", id, ReasonDraft(reason="重做"))
    (wrong,) = every(desk, Kind.SPECIAL_END)
    assert wrong.state is State.TO_PUT_RIGHT
    desk.step("specials", "close", id, specials.CloseDraft())
    (wrong,) = every(desk, Kind.SPECIAL_END)
    assert wrong.state is State.TO_PUT_RIGHT  # its closing is about the money: what was done is said by hand
    done = PutRightDraft(put_right_at=desk.clock.now, remedy="已补做")
    desk.step("followups", "put_right", wrong.id, done)
    desk.step("followups", "visit", wrong.id, visit(desk))
    assert every(desk, Kind.SPECIAL_END)[0].state is State.SATISFIED


# Activities [001·3·1.4]


def listed(desk: Desk, kind: calls.Kind) -> int:
    draft = calls.CallListDraft(kind=kind, title="中秋晚会邀请", ordered_by="管理处主任", say="周六晚七点，中心广场")
    return int(desk.call("calls.make", draft=draft).id)


def report(desk: Desk, id: int, joins: tuple[str, ...]) -> None:
    for line in desk.call("calls.detail", id=id).lines:
        result = calls.Result.TAKES_PART if line.unit in joins else calls.Result.REACHED
        desk.call("calls.call", id=id, draft=calls.CallDraft(unit=line.unit, result=result))
    desk.step("calls", "report", id, calls.ReportDraft(outcome="已通知", report_to="主任"))


def test_an_activity_is_followed_up_once_in_every_unit_that_takes_part(desk: Desk) -> None:
    id = listed(desk, calls.Kind.ACTIVITY)
    report(desk, id, ("3-2-1102", "5-1-0603"))
    made = every(desk)
    assert [(each.kind, each.unit) for each in made] == [(Kind.ACTIVITY, "3-2-1102"), (Kind.ACTIVITY, "5-1-0603")]
    assert {each.contact for each in made} == {"陈静", "张三"}
    assert {(each.content, each.deadline.rule) for each in made} == {("中秋晚会邀请", "followup.activity.within")}
    assert {each.number for each in made} <= linked(desk, "calls", id)


def test_a_report_taken_back_takes_its_follow_ups_back(desk: Desk) -> None:
    id = listed(desk, calls.Kind.ACTIVITY)
    report(desk, id, ("3-2-1102",))
    desk.step("calls", "reopen", id, ReasonDraft(reason="漏打一户"))
    assert [each.state for each in every(desk)] == [State.WITHDRAWN]


def test_an_order_s_calls_are_not_followed_up(desk: Desk) -> None:
    report(desk, listed(desk, calls.Kind.ORDER), ())
    assert not every(desk)
