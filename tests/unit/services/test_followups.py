"""The follow-up visits' rules, each by its id."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from deskapp.domain.common import Query
from deskapp.domain.directory import UnitDraft
from deskapp.domain.followups import (
    AmendDraft,
    AttemptDraft,
    DispatchDraft,
    FollowupDetail,
    FollowupDraft,
    Grade,
    HandKind,
    Kind,
    KindRate,
    Mode,
    PutRightDraft,
    State,
)
from deskapp.domain.people import Role
from deskapp.domain.reception import Opinion, ReasonDraft
from deskapp.domain.slips import CloseDraft, Item
from deskapp.domain.slips import State as SlipState
from deskapp.errors import Invalid, NotAllowed, WrongStep
from deskapp.models.followups import Followup
from tests.factories import Desk
from tests.ways.followups import unhappy, visit

DAY = timedelta(days=1)


def codes(caught: pytest.ExceptionInfo[Invalid]) -> dict[str, str]:
    return {problem.field: problem.code for problem in caught.value.problems}


def read(desk: Desk, id: int) -> FollowupDetail:
    detail = desk.call("followups.detail", id=id)
    assert isinstance(detail, FollowupDetail)
    return detail


def shown(desk: Desk, chip: str) -> list[int]:
    return list(desk.call("followups.ids", query=Query(chip=chip)))


def every(desk: Desk) -> list[FollowupDetail]:
    return [read(desk, id) for id in sorted(shown(desk, "all"))]


def after(desk: Desk, slip: Any = None, **values: Any) -> FollowupDetail:
    """The follow-up of a slip that has just closed."""
    slip = slip or desk.slip_in("closed", **values)
    (ref,) = [ref for ref in desk.read_slip(slip.id).linked if ref.register == "followups"][-1:]
    return read(desk, ref.id)


def by_hand(desk: Desk, **values: Any) -> FollowupDetail:
    draft = FollowupDraft(unit="3-2-1102", contact="陈女士", content="走访装修户", **values)
    return read(desk, desk.call("followups.record", draft=draft).id)


# Made by themselves [001·3·1]


@pytest.mark.parametrize(
    ("item", "kind", "days", "rule"),
    [
        (Item.PLUMBING, Kind.MINOR_REPAIR, 3, "followup.minor_repair.within"),
        (Item.LIFT, Kind.MINOR_REPAIR, 3, "followup.minor_repair.within"),
        (Item.CLEANING, Kind.OTHER, 7, "followup.other.within"),
    ],
)
def test_a_closed_slip_is_owed_a_follow_up_in_the_time_of_its_kind(
    desk: Desk, item: Item, kind: Kind, days: int, rule: str
) -> None:
    entry = desk.entry()
    slip = desk.slip_in("closed", item=item, entry_id=entry.id)
    made = after(desk, slip)
    assert (made.kind, made.state, made.unit, made.contact) == (kind, State.DUE, slip.unit, slip.contact)
    assert (made.content, made.result, made.department_id) == (slip.content, "更换接头", slip.department_id)
    assert made.deadline is not None
    assert (made.deadline.due, made.deadline.rule) == (desk.clock.now + timedelta(days=days), rule)
    assert made.finished_at == desk.clock.now
    # Linked both ways, and from the entry it all began with.
    assert {ref.number for ref in made.linked} == {slip.number, entry.number}
    assert made.number in {ref.number for ref in desk.read_entry(entry.id).linked}


def test_the_follow_up_comes_in_the_closing_s_own_transaction(desk: Desk) -> None:
    slip = desk.slip_in("recovered")
    change = desk.step("slips", "close", slip.id, CloseDraft())
    assert [ref.number for ref in change.also if ref.register == "followups"] == ["HF-202611-0001"]
    assert [row.verb for row in every(desk)[0].history] == ["slips.close"]


@pytest.mark.parametrize("values", [{"item": Item.SPECIAL_SERVICE}, {"unit": ""}])
def test_special_services_and_work_for_ourselves_make_none_here(desk: Desk, values: dict[str, Any]) -> None:
    """The one has its own [001·3·1.3], the other needs none [001·9·4.9]."""
    desk.slip_in("closed", **values)
    assert not every(desk)


def test_a_slip_of_a_complaint_makes_none_since_the_complaint_has_its_own(desk: Desk) -> None:
    desk.slip_in("closed", entry_id=desk.entry_in("in_complaint").id)
    assert not every(desk)


def test_a_slip_taken_up_again_takes_its_follow_up_back_and_the_next_closing_makes_another(desk: Desk) -> None:
    slip = desk.slip_in("closed")
    first = after(desk, slip)
    desk.clock.forward(hours=1)
    desk.step("slips", "reopen", slip.id, ReasonDraft(reason="业主来电，仍滴水"))
    withdrawn = read(desk, first.id)
    assert (withdrawn.state, withdrawn.deadline, withdrawn.ended_at) == (State.WITHDRAWN, None, desk.clock.now)
    assert withdrawn.history[-1].verb == "slips.reopen"
    desk.clock.forward(hours=5)
    desk.step("slips", "close", slip.id, CloseDraft())
    second = after(desk, slip)
    assert (second.number, second.state, second.finished_at) == ("HF-202611-0002", State.DUE, desk.clock.now)
    assert shown(desk, "due") == [second.id]


def test_a_closed_slip_that_is_voided_is_not_asked_about(desk: Desk) -> None:
    made = after(desk, slip := desk.slip_in("closed"))
    desk.as_(Role.SUPERVISOR).step("slips", "void", slip.id, ReasonDraft(reason="误派"))
    assert read(desk, made.id).state is State.WITHDRAWN


def test_never_two_pending_for_the_same_work_and_kind(desk: Desk) -> None:
    """The table itself says so, whoever writes to it."""
    made = after(desk)
    with pytest.raises(Invalid) as caught:
        write_again(desk, made.id)
    assert "duplicate" in codes(caught).values()
    desk.step("followups", "visit", made.id, visit(desk))
    write_again(desk, made.id, state=State.DUE, due_at=desk.clock.now)


def write_again(desk: Desk, id: int, **values: Any) -> None:
    with desk.office.core.transaction(desk.actor, "followups.record", writing=True) as tx:
        row = tx.session.get(Followup, id)
        same = {column.key: getattr(row, column.key) for column in Followup.__table__.columns}
        tx.session.add(Followup(**{**same, "id": None, "number": "HF-202611-0009", **values}))


def test_asking_again_is_refused_while_another_is_pending_for_the_same_work(desk: Desk) -> None:
    slip = desk.slip_in("closed")
    first = after(desk, slip)
    desk.step("followups", "visit", first.id, visit(desk))
    desk.step("slips", "reopen", slip.id, ReasonDraft(reason="再看一次"))
    desk.step("slips", "close", slip.id, CloseDraft())
    with pytest.raises(Invalid) as caught:
        desk.step("followups", "reopen", first.id, ReasonDraft(reason="业主改口"))
    assert codes(caught) == {"reason": "pending_already"}
    desk.step("followups", "visit", after(desk, slip).id, visit(desk))
    desk.step("followups", "reopen", first.id, ReasonDraft(reason="业主改口"))
    again = read(desk, first.id)
    assert (again.state, len(again.visits), again.ended_at) == (State.DUE, 1, None)


def test_a_repair_can_be_classed_as_major_work_and_its_time_follows_from_the_same_start(desk: Desk) -> None:
    made = after(desk)
    desk.clock.forward(days=2)
    desk.step("followups", "reclass", made.id, ReasonDraft(reason="更换整段立管"))
    major = read(desk, made.id)
    assert major.deadline is not None
    assert (major.kind, major.deadline.rule) == (Kind.MAJOR_REPAIR, "followup.major_repair.within")
    assert (major.deadline.start, major.deadline.clause) == (made.finished_at, "001·3·1.2")
    assert major.deadline.due == major.visit_by == datetime(2026, 12, 21, 2, 21, tzinfo=UTC)
    desk.step("followups", "reclass", made.id, ReasonDraft(reason="划错"))
    assert read(desk, made.id).visit_by == made.visit_by
    desk.step("followups", "visit", made.id, unhappy(desk))
    desk.clock.forward(hours=1)
    desk.step("followups", "put_right", made.id, PutRightDraft(put_right_at=desk.clock.now, remedy="已校正"))
    with pytest.raises(Invalid) as caught:
        desk.step("followups", "reclass", made.id, ReasonDraft(reason="拖到下月"))
    assert codes(caught) == {"reason": "asked_already"}


def test_only_repairs_are_minor_or_major(desk: Desk) -> None:
    made = after(desk, item=Item.CLEANING)
    with pytest.raises(Invalid) as caught:
        desk.step("followups", "reclass", made.id, ReasonDraft(reason="?"))
    assert codes(caught) == {"reason": "not_a_repair"}


@pytest.mark.parametrize(
    ("kind", "rule", "due"),
    [
        (HandKind.VISIT, "followup.other.within", datetime(2026, 11, 28, 2, 21, tzinfo=UTC)),
        (HandKind.OTHER, "followup.other.within", datetime(2026, 11, 28, 2, 21, tzinfo=UTC)),
        (HandKind.ACTIVITY, "followup.activity.within", datetime(2026, 12, 21, 2, 21, tzinfo=UTC)),
    ],
)
def test_visits_activities_and_other_work_are_written_down_by_hand(
    desk: Desk, kind: HandKind, rule: str, due: datetime
) -> None:
    made = by_hand(desk, kind=kind, finished_at=desk.clock.now)
    assert made.deadline is not None
    assert (made.kind, made.source, made.deadline.rule, made.deadline.due) == (kind.value, None, rule, due)
    agreed = desk.clock.now + DAY
    set_by_hand = by_hand(desk, kind=kind, due_at=agreed)
    assert set_by_hand.deadline is not None
    assert (set_by_hand.deadline.due, set_by_hand.deadline.rule, set_by_hand.visit_by) == (agreed, "", agreed)


def test_every_deadline_says_why(desk: Desk) -> None:
    made = after(desk)
    why = desk.call("deadlines.explain", register="followups", id=made.id)
    assert (why.rule, why.clause, why.what) == (
        "followup.minor_repair.within",
        "001·3·1.2",
        "today.followups.visit",
    )


# FUP-1


def test_fup_1_not_satisfied_is_put_right_and_asked_again_until_satisfied(desk: Desk) -> None:
    made = after(desk)
    for round in (1, 2):
        desk.clock.forward(hours=2)
        promised = desk.clock.now + timedelta(hours=20)
        desk.step("followups", "visit", made.id, unhappy(desk, put_right_by=promised))
        wrong = read(desk, made.id)
        assert (wrong.state, len(wrong.visits), wrong.due_what) == (State.TO_PUT_RIGHT, round, "put_right")
        assert wrong.deadline is not None
        assert (wrong.deadline.due, wrong.deadline.rule) == (promised, "")
        assert shown(desk, "to_put_right") == [made.id]
        with pytest.raises(WrongStep):
            desk.step("followups", "visit", made.id, visit(desk))
        desk.clock.forward(hours=3)
        desk.step("followups", "put_right", made.id, PutRightDraft(put_right_at=desk.clock.now, remedy="已校正"))
        again = read(desk, made.id)
        assert again.deadline is not None
        assert (again.state, again.deadline.due) == (State.DUE, desk.clock.now + 3 * DAY)
        assert (again.deadline.rule, again.visits[-1].remedy) == ("followup.minor_repair.within", "已校正")
    desk.step("followups", "visit", made.id, visit(desk, mode=Mode.VISIT, signed=True, suggestions="加装扶手"))
    last = read(desk, made.id)
    assert (last.state, last.deadline, [each.round for each in last.visits]) == (State.SATISFIED, None, [1, 2, 3])
    assert (last.visits[2].signed, last.visits[2].suggestions, last.visits[2].by) == (True, "加装扶手", last.handler)
    assert shown(desk, "done") == [made.id]


@pytest.mark.parametrize("field", ["quality", "effect"])
def test_fup_1_what_is_not_up_to_standard_is_put_right_even_if_nobody_minds(desk: Desk, field: str) -> None:
    """[001·3·5.2]: 不满意或不合格."""
    made = after(desk)
    with pytest.raises(Invalid) as caught:
        desk.step("followups", "visit", made.id, visit(desk, **{field: Grade.POOR}))
    assert codes(caught) == {"measures": "required", "put_right_by": "required", "responsible": "required"}
    whole = unhappy(desk, opinion=Opinion.SATISFIED, **{field: Grade.POOR})
    desk.step("followups", "visit", made.id, whole)
    assert read(desk, made.id).state is State.TO_PUT_RIGHT


def test_fup_1_a_slip_for_it_carries_everything_over_and_its_closing_leads_back(desk: Desk) -> None:
    made = after(desk)
    desk.step("followups", "visit", made.id, unhappy(desk))
    order = DispatchDraft(department_id=2, item=Item.PLUMBING, content="重新校正，业主反映仍有异响")
    change = desk.step("followups", "dispatch", made.id, order)
    (ref,) = [ref for ref in change.also if ref.register == "slips"]
    slip = desk.read_slip(ref.id)
    assert (slip.state, slip.unit, slip.contact, slip.phone) == (SlipState.ISSUED, made.unit, made.contact, made.phone)
    assert (slip.content, slip.department_id) == (order.content, 2)
    assert made.number in slip.note
    assert read(desk, made.id).visits[0].slip == ref
    assert made.number in {ref.number for ref in slip.linked}
    with pytest.raises(Invalid) as caught:
        desk.step("followups", "dispatch", made.id, order)
    assert codes(caught) == {"content": "slip_running"}
    desk.clock.forward(hours=4)
    close(desk, slip.id)
    again = read(desk, made.id)
    assert again.deadline is not None
    assert (again.state, again.deadline.due) == (State.DUE, desk.clock.now + 3 * DAY)
    assert (again.visits[0].put_right_at, again.visits[0].remedy) == (desk.clock.now, "更换接头")
    assert len(every(desk)) == 1  # the same matter: no follow-up of its own
    desk.step("slips", "reopen", slip.id, ReasonDraft(reason="没修好"))
    assert read(desk, made.id).state is State.TO_PUT_RIGHT
    desk.step("slips", "close", slip.id, CloseDraft())
    desk.step("followups", "visit", made.id, visit(desk))
    assert read(desk, made.id).state is State.SATISFIED


def close(desk: Desk, slip_id: int) -> None:
    """Take a slip from issued to closed."""
    from tests.ways.slips import form

    for verb in ("receive", "start", "finish", "tell", "recover", "close"):
        draft = form(verb, desk, slip_id)
        desk.step("slips", verb, slip_id, replace(draft, result="更换接头") if verb == "finish" else draft)


def test_fup_1_work_taken_up_again_after_an_unsatisfied_visit_is_its_putting_right(desk: Desk) -> None:
    slip = desk.slip_in("closed")
    made = after(desk, slip)
    desk.step("followups", "visit", made.id, unhappy(desk))
    desk.step("slips", "reopen", slip.id, ReasonDraft(reason="返工"))
    assert read(desk, made.id).state is State.TO_PUT_RIGHT
    desk.step("slips", "close", slip.id, CloseDraft())
    again = read(desk, made.id)
    assert (again.state, len(every(desk)), again.visits[0].put_right_at) == (State.DUE, 1, desk.clock.now)


def test_fup_1_nobody_there_is_on_record_and_ends_nothing(desk: Desk) -> None:
    made = after(desk)
    tried = AttemptDraft(tried_at=desk.clock.now, mode=Mode.PHONE, note="无人接听")
    desk.step("followups", "attempt", made.id, tried)
    kept = read(desk, made.id)
    assert (kept.state, kept.deadline, kept.visited_at) == (State.DUE, made.deadline, None)
    assert [(each.note, each.by) for each in kept.attempts] == [("无人接听", kept.handler)]
    assert desk.call("followups.rows", ids=[made.id])[0].attempts == 1


def test_a_visit_lies_after_the_work_and_a_remedy_after_the_visit(desk: Desk) -> None:
    made = after(desk)
    with pytest.raises(Invalid) as caught:
        desk.step("followups", "visit", made.id, visit(desk, made_at=desk.clock.now - DAY))
    assert codes(caught) == {"made_at": "before"}
    desk.step("followups", "visit", made.id, unhappy(desk))
    early = PutRightDraft(put_right_at=desk.clock.now - DAY, remedy="x")
    with pytest.raises(Invalid) as caught:
        desk.step("followups", "put_right", made.id, early)
    assert codes(caught) == {"put_right_at": "before"}


def test_all_4_everything_wrong_with_a_visit_is_said_at_once(desk: Desk) -> None:
    made = after(desk)
    with pytest.raises(Invalid) as caught:
        desk.step("followups", "visit", made.id, unhappy(desk, quality=None, measures=" ", department_id=77))
    assert codes(caught) == {"quality": "required", "measures": "required", "department_id": "unknown_choice"}
    assert read(desk, made.id).visits == ()


# FUP-2


def rate(desk: Desk, kind: Kind, days: int = 40) -> KindRate:
    since, until = desk.clock.now - days * DAY, desk.clock.now + days * DAY
    return {each.kind: each for each in desk.call("followups.rates", since=since, until=until)}[kind]


def test_fup_2_the_rate_stands_against_the_target_of_each_kind(desk: Desk) -> None:
    on_time, late, never = after(desk), after(desk), after(desk)
    desk.clock.forward(days=1)
    desk.step("followups", "visit", on_time.id, visit(desk))
    desk.clock.forward(days=3)
    desk.step("followups", "visit", late.id, unhappy(desk))
    running = after(desk)
    found = rate(desk, Kind.MINOR_REPAIR)
    assert (found.due, found.done, found.in_time, found.satisfied, found.open) == (3, 2, 1, 1, 1)
    assert (found.rate, found.target, found.met) == (Decimal("66.6"), 100, False)
    desk.as_(Role.SUPERVISOR).step("followups", "waive", never.id, ReasonDraft(reason="业主出国"))
    assert rate(desk, Kind.MINOR_REPAIR).rate == Decimal("66.6")  # waived counts as not done
    desk.as_(Role.SUPERVISOR).step("followups", "void", never.id, ReasonDraft(reason="误生成"))
    assert (rate(desk, Kind.MINOR_REPAIR).rate, rate(desk, Kind.MINOR_REPAIR).met) == (Decimal(100), True)
    assert read(desk, running.id).state is State.DUE


def test_fup_2_of_nothing_there_is_no_rate_and_other_work_has_no_target(desk: Desk) -> None:
    nothing = rate(desk, Kind.COMPLAINT)
    assert (nothing.due, nothing.rate, nothing.target, nothing.met) == (0, None, 100, None)
    made = by_hand(desk, kind=HandKind.OTHER)
    desk.step("followups", "visit", made.id, visit(desk))
    found = rate(desk, Kind.OTHER)
    assert (found.rate, found.target, found.met) == (Decimal(100), None, None)


def test_fup_2_targets_come_from_the_rulebook(desk: Desk) -> None:
    targets = {
        each.kind: each.target for each in desk.call("followups.rates", since=desk.clock.now, until=desk.clock.now)
    }
    assert targets == {
        Kind.COMPLAINT: 100, Kind.MINOR_REPAIR: 100, Kind.MAJOR_REPAIR: 100, Kind.SPECIAL_HALFWAY: 100,
        Kind.SPECIAL_END: 100, Kind.ACTIVITY: 70, Kind.OTHER: None, Kind.VISIT: None,
    }  # fmt: skip
    desk.as_(Role.SUPERVISOR).call("rulebook.change", key="followup.activity.rate", value="80")
    assert rate(desk, Kind.ACTIVITY).target == 80


def test_fup_2_a_stretch_of_time_holds_what_fell_due_in_it(desk: Desk) -> None:
    made = after(desk)
    desk.step("followups", "visit", made.id, visit(desk))
    since = made.visit_by
    found = desk.call("followups.rates", since=since, until=since + DAY)
    assert {each.kind: each.due for each in found}[Kind.MINOR_REPAIR] == 1
    found = desk.call("followups.rates", since=since - DAY, until=since)
    assert {each.kind: each.due for each in found}[Kind.MINOR_REPAIR] == 0


# FUP-4


def test_fup_4_the_day_before_s_finished_work_is_laid_out_in_the_morning(desk: Desk) -> None:
    desk.clock.forward(days=-1)
    before = after(desk)
    desk.clock.forward(days=1)
    repaired, cleaned, asked = after(desk), after(desk, item=Item.CLEANING), after(desk)
    desk.step("followups", "visit", asked.id, visit(desk))
    assert shown(desk, "yesterday") == [before.id]
    desk.clock.now = datetime(2026, 11, 22, 7, 30).astimezone().astimezone(UTC)
    today = after(desk)
    assert set(shown(desk, "yesterday")) == {repaired.id, cleaned.id}
    (item,) = [item for item in desk.call("today.list") if item.text == "today.followups_yesterday"]
    assert (item.count, item.chip, item.ref) == (2, "yesterday", None)
    assert desk.call("followups.counts")["yesterday"] == 2
    desk.step("followups", "visit", repaired.id, visit(desk))
    assert shown(desk, "yesterday") == [cleaned.id]
    assert {before.id, today.id} <= set(shown(desk, "due"))


def test_fup_4_what_falls_due_stands_in_today_and_on_the_unit_s_card(desk: Desk) -> None:
    made = after(desk)
    (item,) = [item for item in desk.call("today.list") if item.text == "today.followups.visit"]
    assert (item.ref.number, item.due, item.params["unit"]) == (made.number, made.visit_by, "3-2-1102")
    desk.clock.forward(days=4)
    assert shown(desk, "late") == [made.id]
    card = desk.call("directory.unit_card", unit="3-2-1102")
    (waits,) = [each for each in card.waiting if each.register == "followups"]
    assert (waits.text, waits.params["number"], waits.ref.id) == ("waiting.followups", made.number, made.id)
    desk.step("followups", "visit", made.id, unhappy(desk))
    card = desk.call("directory.unit_card", unit="3-2-1102")
    assert [each.text for each in card.waiting if each.register == "followups"] == ["waiting.followups.put_right"]


# Who may


def test_a_steward_asks_in_the_own_area_only(desk: Desk) -> None:
    here, there = after(desk), after(desk, unit="5-1-0603")
    steward = desk.as_(Role.STEWARD)
    assert shown(steward, "due") == [here.id]
    steward.step("followups", "visit", here.id, visit(desk))
    with pytest.raises(NotAllowed):
        steward.call("followups.detail", id=there.id)
    for unit in ("5-1-0603", ""):
        with pytest.raises(NotAllowed):
            steward.call("followups.record", draft=FollowupDraft(unit=unit, contact="张三", content="走访"))
    assert by_hand(steward).unit == "3-2-1102"
    assert {each.kind: each.done for each in _month(steward)}[Kind.MINOR_REPAIR] == 1


def _month(desk: Desk) -> tuple[KindRate, ...]:
    found: tuple[KindRate, ...] = desk.call("followups.rates", since=desk.clock.now, until=desk.clock.now + 30 * DAY)
    return found


@pytest.mark.parametrize("verb", ["waive", "void", "withdraw"])
def test_only_the_office_lets_one_go_and_says_why(desk: Desk, verb: str) -> None:
    made = after(desk)
    with pytest.raises(NotAllowed):
        desk.step("followups", verb, made.id, ReasonDraft(reason="业主出国"))
    office = desk.as_(Role.SUPERVISOR)
    with pytest.raises(Invalid):
        office.step("followups", verb, made.id, ReasonDraft())
    office.step("followups", verb, made.id, ReasonDraft(reason="业主出国"))
    assert (read(desk, made.id).end_reason, read(desk, made.id).deadline) == ("业主出国", None)


def test_a_cashier_has_no_part_in_it(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        desk.as_(Role.CASHIER).call("followups.ids", query=Query(chip="due"))


# Corrections, search, the unit's page


def test_words_can_be_corrected_and_are_found_but_the_unit_is_the_source_s(desk: Desk) -> None:
    desk.as_(Role.SUPERVISOR).call("directory.save_unit", draft=UnitDraft(code="3-2-1302", floor=13))
    made = after(desk)
    mended = AmendDraft(unit=made.unit, contact="欧阳静", phone="139 1111 2222", content=made.content)
    desk.step("followups", "amend", made.id, mended)
    assert [hit.ref.number for hit in desk.call("search.find", text="欧阳")] == [made.number]
    with pytest.raises(Invalid) as caught:
        desk.step("followups", "amend", made.id, replace(mended, unit="3-2-1302"))
    assert codes(caught) == {"unit": "unit_of_source"}
    own = by_hand(desk)
    desk.step("followups", "amend", own.id, replace(mended, unit="3-2-1302"))
    assert read(desk, own.id).unit == "3-2-1302"


def test_a_retry_of_the_same_draft_makes_no_second_one(desk: Desk) -> None:
    draft = FollowupDraft(unit="3-2-1102", contact="陈女士", content="走访", client_id="abc")
    assert desk.call("followups.record", draft=draft).id == desk.call("followups.record", draft=draft).id
    assert len(every(desk)) == 1


def test_a_unit_s_page_tells_its_follow_ups(desk: Desk) -> None:
    made = after(desk)
    events = desk.call("directory.unit_history", unit_id=made.unit_id)
    assert made.number in {event.ref.number for event in events}
