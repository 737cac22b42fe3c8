"""The rules of the leaves: who asks, who approves, what the roster knows of it then (``DUTY-1``)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from deskapp.domain.common import Query
from deskapp.domain.leaves import Kind, LeaveDetail, LeaveDraft, State
from deskapp.domain.people import Role
from deskapp.domain.reception import ReasonDraft
from deskapp.domain.roster import Away, Rule, Sheet
from deskapp.errors import Conflict, Invalid, NotAllowed
from tests.factories import Desk
from tests.ways import swaps as ways
from tests.ways.leaves import SINCE, UNTIL, approved, ask, draft, read

TODAY = date(2026, 11, 21)
ON_DUTY = {(Role.RECEPTIONIST, SINCE): ways.EARLY, (Role.RECEPTIONIST, UNTIL): ways.LATE}


def refusals(desk: Desk, **values: Any) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as caught:
        ask(desk, **values)
    assert not desk.as_(Role.SUPERVISOR).call("leaves.ids", query=Query(chip="mine"))
    return [(problem.field, problem.code) for problem in caught.value.problems]


def sheet(desk: Desk) -> Sheet:
    found = desk.call("roster.month", month="2026-11")
    assert isinstance(found, Sheet)
    return found


def texts(desk: Desk) -> list[str]:
    return [item.text for item in desk.call("today.list") if item.register == "leaves"]


def test_duty_1_an_approved_leave_enters_the_roster_an_asked_one_does_not(desk: Desk) -> None:
    ways.publish(desk, ON_DUTY, month="2026-11")
    made = ask(desk)
    assert (made.number, made.state, made.days, made.person) == ("QJ-202611-0001", State.ASKED, 2, "员工10")
    assert sheet(desk).away == ()
    desk.as_(Role.SUPERVISOR).step("leaves", "approve", made.id)
    away = Away(staff_id=made.staff_id, since=SINCE, until=UNTIL, wish=False, number=made.number, words="家中有事")
    assert sheet(desk).away == (away,)
    assert [each.day for each in sheet(desk).broken if each.rule is Rule.LEAVE] == [SINCE, UNTIL]


def test_duty_1_approving_says_which_published_duties_need_somebody_else(desk: Desk) -> None:
    ways.publish(desk, ON_DUTY, month="2026-11")
    made = ask(desk)
    change = desk.as_(Role.SUPERVISOR).step("leaves", "approve", made.id)
    (caution,) = change.warnings
    assert (caution.code, caution.params["duties"]) == ("leave_duties", "11-24 早、11-25 晚")
    assert read(desk, made.id).duties == ("11-24 早", "11-25 晚")
    (row,) = desk.call("leaves.rows", ids=[made.id])
    assert row.duties == 2
    assert texts(desk.as_(Role.SUPERVISOR)) == ["today.leaves_duties"]
    desk.clock.forward(days=4)  # the 25th: the first of the two shifts is over
    assert read(desk, made.id).duties == ("11-25 晚",)
    desk.clock.forward(days=1)
    assert texts(desk.as_(Role.SUPERVISOR)) == []


def test_duty_1_a_wish_is_soft(desk: Desk) -> None:
    ways.publish(desk, ON_DUTY, month="2026-11")
    made = ask(desk, kind=Kind.WISH)
    change = desk.as_(Role.SUPERVISOR).step("leaves", "approve", made.id)
    assert (change.warnings, read(desk, made.id).duties) == ((), ())
    found = [each for each in sheet(desk).broken if each.rule in (Rule.LEAVE, Rule.WISH)]
    assert [(each.rule, each.soft) for each in found] == [(Rule.WISH, True), (Rule.WISH, True)]


@pytest.mark.parametrize("verb", ["refuse", "withdraw", "void"])
def test_duty_1_a_leave_that_is_not_leaves_the_roster_alone(desk: Desk, verb: str) -> None:
    ways.publish(desk, ON_DUTY, month="2026-11")
    made = ask(desk)
    who = desk if verb == "withdraw" else desk.as_(Role.SUPERVISOR)
    who.step("leaves", verb, made.id, ReasonDraft(reason="改期"))
    assert sheet(desk).away == ()
    found = read(desk, made.id)
    assert "改期" in (found.decided_reason, found.withdrawn_reason, found.void_reason)
    ask(desk)  # the days are free again


def test_duty_1_an_approved_leave_that_is_withdrawn_leaves_the_roster(desk: Desk) -> None:
    ways.publish(desk, ON_DUTY, month="2026-11")
    made = approved(desk)
    desk.step("leaves", "withdraw", made.id, ReasonDraft(reason="不去了"))
    assert sheet(desk).away == ()


def test_duty_1_once_it_has_begun_only_the_office_withdraws_it(desk: Desk) -> None:
    made = approved(desk)
    desk.clock.forward(days=3)
    with pytest.raises(NotAllowed) as caught:
        desk.step("leaves", "withdraw", made.id, ReasonDraft(reason="不去了"))
    assert caught.value.code == "leave_not_own"
    desk.as_(Role.SUPERVISOR).step("leaves", "withdraw", made.id, ReasonDraft(reason="提前返岗"))
    assert read(desk, made.id).state is State.WITHDRAWN


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        ({"since": None}, ("since", "required")),
        ({"until": None}, ("until", "required")),
        ({"reason": " "}, ("reason", "required")),
        ({"until": SINCE - timedelta(days=1)}, ("until", "before")),
        ({"until": SINCE + timedelta(days=400)}, ("until", "leave_too_long")),
        ({"since": TODAY - timedelta(days=1)}, ("since", "leave_past")),
        ({"staff_id": 1}, ("staff_id", "leave_for_others")),
        ({"staff_id": 999}, ("staff_id", "unknown_choice")),
    ],
)
def test_duty_1_what_a_leave_must_say_is_refused_at_its_field(
    desk: Desk, values: dict[str, Any], refused: tuple[str, str]
) -> None:
    assert refused in refusals(desk, **values)


def test_duty_1_nobody_has_two_leaves_on_one_day(desk: Desk) -> None:
    first = ask(desk)
    with pytest.raises(Invalid) as caught:
        ask(desk, since=UNTIL, until=UNTIL + timedelta(days=3))
    (problem,) = caught.value.problems
    assert (problem.code, problem.params["number"]) == ("leave_there", first.number)
    assert ask(desk.as_(Role.STEWARD)).person == "员工11"


def test_duty_1_the_office_enters_who_called_in_sick_yesterday(desk: Desk) -> None:
    who = desk.actor.staff_id
    chief = desk.as_(Role.SUPERVISOR)
    since = TODAY - timedelta(days=1)
    made = ask(chief, staff_id=who, kind=Kind.SICK, since=since, until=TODAY)
    assert (made.person, made.recorder, made.state) == ("员工10", "员工13", State.ASKED)


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.DIRECTOR])
def test_duty_1_nobody_decides_about_the_own_leave(desk: Desk, role: Role) -> None:
    chief = desk.as_(role)
    made = ask(chief)
    for verb, given in (("approve", {}), ("refuse", {"draft": ReasonDraft(reason="人手不足")})):
        with pytest.raises(NotAllowed) as caught:
            chief.call(f"leaves.{verb}", id=made.id, version=made.version, **given)
        assert caught.value.code == "leave_own"
    other = desk.as_(Role.DIRECTOR if role is Role.SUPERVISOR else Role.SUPERVISOR)
    other.step("leaves", "approve", made.id)
    assert read(desk, made.id).decided_by == other.actor.name


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SUPERVISOR, Role.DIRECTOR}))
def test_roles_only_the_office_decides(desk: Desk, role: Role) -> None:
    made = ask(desk.as_(Role.STEWARD if role is Role.RECEPTIONIST else Role.RECEPTIONIST))
    with pytest.raises(NotAllowed):
        desk.as_(role).call("leaves.approve", id=made.id, version=made.version)
    assert read(desk, made.id).state is State.ASKED


def test_roles_a_cashier_sees_the_own_leave_only(desk: Desk) -> None:
    cashier = desk.as_(Role.CASHIER)
    theirs, own = ask(desk), ask(cashier)
    assert list(cashier.call("leaves.ids", query=Query())) == [own.id]
    assert cashier.call("leaves.rows", ids=[theirs.id]) == ()
    assert [hit.ref.id for hit in cashier.call("search.find", text="家中有事")] == [own.id]
    with pytest.raises(NotAllowed):
        cashier.call("leaves.detail", id=theirs.id)
    with pytest.raises(NotAllowed):
        cashier.call("leaves.withdraw", id=theirs.id, version=theirs.version, draft=ReasonDraft(reason="x"))
    assert sorted(desk.as_(Role.STEWARD).call("leaves.ids", query=Query())) == sorted([theirs.id, own.id])


def test_what_each_may_do_is_offered(desk: Desk) -> None:
    made = ask(desk)
    assert made.may == ("withdraw",)
    assert read(desk.as_(Role.SUPERVISOR), made.id).may == ("approve", "refuse", "withdraw", "void")
    assert read(desk.as_(Role.STEWARD), made.id).may == ()


def test_today_the_office_is_asked_and_the_asker_told(desk: Desk) -> None:
    made = ask(desk)
    assert texts(desk.as_(Role.SUPERVISOR)) == ["today.leaves_asked"]
    assert texts(desk) == []
    desk.as_(Role.SUPERVISOR).step("leaves", "approve", made.id)
    assert texts(desk) == ["today.leaves_approved"]
    assert texts(desk.as_(Role.STEWARD)) == []
    desk.clock.forward(days=3)
    assert texts(desk) == []


def test_all_5_a_leave_is_found_by_number_name_and_reason(desk: Desk) -> None:
    made = ask(desk)
    for typed in (made.number, "员工10", "家中有事"):
        assert made.number in {hit.ref.number for hit in desk.call("search.find", text=typed)}


def test_f4_a_retry_makes_no_second_leave_and_a_stale_version_is_a_conflict(desk: Desk) -> None:
    given = replace(draft(), client_id="c1")
    first, again = (desk.call("leaves.ask", draft=given).id for _ in range(2))
    assert first == again
    chief = desk.as_(Role.SUPERVISOR)
    with pytest.raises(Conflict):
        chief.call("leaves.approve", id=first, version=7)


def test_chips_and_sorting(desk: Desk) -> None:
    waits, stands = ask(desk), approved(desk, since=UNTIL + timedelta(days=1), until=UNTIL + timedelta(days=2))
    shown = {chip: list(desk.call("leaves.ids", query=Query(chip=chip))) for chip in ("asked", "coming", "mine", "all")}
    both = [stands.id, waits.id]
    assert shown == {"asked": [waits.id], "coming": [stands.id], "mine": both, "all": both}
    assert desk.call("leaves.counts") == {"asked": 1, "coming": 1, "mine": 2}
    for sort in ("at", "person", "since", "handler"):
        assert len(desk.call("leaves.ids", query=Query(sort=sort))) == 2
    assert isinstance(read(desk, waits.id), LeaveDetail)
    assert LeaveDraft() == LeaveDraft(kind=Kind.ANNUAL)
