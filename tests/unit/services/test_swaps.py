"""The rules of the swaps: asked, agreed to, approved by the supervisor; then a new edition stands (``DUTY-2``)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from deskapp.domain.common import Query
from deskapp.domain.people import Role
from deskapp.domain.reception import ReasonDraft
from deskapp.domain.roster import CellPut, CellsDraft, Edition, PublishDraft, Rule, Start
from deskapp.domain.roster import State as SheetState
from deskapp.domain.shifts import ShiftDraft
from deskapp.domain.swaps import ApproveDraft, Kind, State
from deskapp.errors import Conflict, Invalid, NotAllowed
from tests.factories import Desk
from tests.ways.swaps import (
    DAY,
    EARLY,
    LATE,
    MONTH,
    OTHER_DAY,
    agreed,
    approve,
    ask,
    begin,
    cells,
    draft,
    publish,
    read,
    rostered,
    staff,
)

MONDAY = date(2026, 11, 23)
ONE = timedelta(days=1)


def editions(desk: Desk, month: str = MONTH) -> tuple[Edition, ...]:
    found = desk.as_(Role.SUPERVISOR).call("roster.editions", month=month)
    assert isinstance(found, tuple)
    return found


def refusals(desk: Desk, **values: Any) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as caught:
        ask(desk, **values)
    assert not desk.call("swaps.ids", query=Query())
    return [(problem.field, problem.code) for problem in caught.value.problems]


def night(desk: Desk) -> str:
    """A shift that ends at ten in the evening: whoever has it does not come early on the day after."""
    shift = ShiftDraft(
        name="夜班", short="夜", letter="n", starts="14:00", ends="22:00", cover_working=0, cover_weekend=0,
        cover_holiday=0,
    )  # fmt: skip
    desk.as_(Role.SUPERVISOR).call("shifts.save", draft=shift)
    return "n"


def texts(desk: Desk) -> list[str]:
    return [item.text for item in desk.call("today.list") if item.register == "swaps"]


def test_duty_2_a_swap_is_asked_agreed_approved_and_stands(desk: Desk) -> None:
    made = ask(desk)
    assert (made.number, made.state, made.shift, made.other_shift) == ("HB-202611-0001", State.ASKED, "早", "晚")
    before = cells(desk)
    desk.step("swaps", "agree", made.id)
    assert (cells(desk), len(editions(desk))) == (before, 1)  # asked and agreed is nothing yet
    approve(desk, made.id, "")
    who, other = staff(desk, Role.STEWARD), staff(desk, Role.RECEPTIONIST)
    after = cells(desk)
    assert (after.get((who, DAY)), after[other, DAY]) == (None, EARLY)
    assert (after[who, OTHER_DAY], after.get((other, OTHER_DAY))) == (LATE, None)
    rest = {at: letter for at, letter in after.items() if at[1] > OTHER_DAY}
    assert rest == {at: letter for at, letter in before.items() if at[1] > OTHER_DAY}


def test_duty_2_the_new_edition_names_the_swap_and_the_old_one_is_kept(desk: Desk) -> None:
    made = agreed(desk)
    approve(desk, made.id, "两人商定")
    new, old = editions(desk)
    assert (new.edition, new.state, new.note) == (2, SheetState.PUBLISHED, f"{made.number} 两人商定")
    assert (old.edition, old.state, new.changed) == (1, SheetState.SUPERSEDED, 4)
    found = read(desk, made.id)
    assert (found.state, found.sheets, found.decided_by) == (State.APPROVED, (f"{MONTH}/2",), "员工13")
    changes = desk.call("roster.changes", old=old.id, new=new.id)
    assert [(change.old, change.new) for change in changes] == [("", "早"), ("早", ""), ("晚", ""), ("", "晚")]


def test_duty_2_a_swap_across_two_months_makes_two_editions(desk: Desk) -> None:
    rostered(desk)
    last = date(2026, 11, 30)
    publish(desk, {(Role.STEWARD, last): EARLY}, month="2026-11")
    made = agreed(desk, day=last, other_day=OTHER_DAY)
    approve(desk, made.id)
    assert read(desk, made.id).sheets == ("2026-11/2", "2026-12/2")
    assert [each.note for month in ("2026-11", MONTH) for each in editions(desk, month)[:1]] == [
        f"{made.number} 人手不足"
    ] * 2
    other = staff(desk, Role.RECEPTIONIST)
    assert cells(desk, "2026-11") == {(other, last): EARLY}
    assert cells(desk)[staff(desk, Role.STEWARD), OTHER_DAY] == LATE


def test_duty_2_a_cover_takes_the_shift_and_the_asker_is_off(desk: Desk) -> None:
    made = agreed(desk, kind=Kind.COVER, other_day=None)
    approve(desk, made.id)
    who, other = staff(desk, Role.STEWARD), staff(desk, Role.RECEPTIONIST)
    after = cells(desk)
    assert (after.get((who, DAY)), after[other, DAY], after[other, OTHER_DAY]) == (None, EARLY, LATE)
    assert editions(desk)[0].changed == 2


def test_duty_2_two_shifts_of_one_day_are_exchanged(desk: Desk) -> None:
    publish(desk, {(Role.STEWARD, MONDAY): EARLY, (Role.RECEPTIONIST, MONDAY): LATE}, month="2026-11")
    made = agreed(desk, day=MONDAY, other_day=MONDAY)
    approve(desk, made.id)
    who, other = staff(desk, Role.STEWARD), staff(desk, Role.RECEPTIONIST)
    assert cells(desk, "2026-11") == {(who, MONDAY): LATE, (other, MONDAY): EARLY}


def test_duty_2_what_it_would_break_is_shown_before_and_wants_a_reason(desk: Desk) -> None:
    """Late on Monday, early on Tuesday: too little rest. What was short before is not its fault."""
    late = {(Role.RECEPTIONIST, MONDAY): night(desk), (Role.STEWARD, MONDAY + ONE): EARLY}
    publish(desk, late | {(Role.RECEPTIONIST, MONDAY + 3 * ONE): LATE}, month="2026-11")
    made = agreed(desk, day=MONDAY + ONE, other_day=MONDAY + 3 * ONE)
    assert [(each.rule, each.day) for each in made.broken] == [(Rule.REST, MONDAY + ONE)]
    chief = desk.as_(Role.SUPERVISOR)
    with pytest.raises(Invalid) as caught:
        chief.step("swaps", "approve", made.id, ApproveDraft())
    (problem,) = caught.value.problems
    assert (problem.field, problem.code, problem.params["count"]) == ("note", "swap_breaks", 1)
    assert (read(desk, made.id).state, len(editions(desk, "2026-11"))) == (State.AGREED, 1)
    approve(desk, made.id, "只此一次")
    assert (read(desk, made.id).decided_note, read(desk, made.id).broken) == ("只此一次", ())


def test_duty_2_what_it_breaks_in_the_month_after_is_shown_as_well(desk: Desk) -> None:
    last, first = date(2026, 11, 30), date(2026, 12, 1)
    publish(desk, {(Role.RECEPTIONIST, first): EARLY, (Role.SUPERVISOR, first): LATE})
    publish(desk, {(Role.STEWARD, last): night(desk)}, month="2026-11")
    made = ask(desk, kind=Kind.COVER, day=last, other_day=None)
    assert [(each.rule, each.day) for each in made.broken] == [(Rule.REST, first)]


def test_duty_2_what_the_roster_breaks_anyway_is_not_held_against_a_swap(desk: Desk) -> None:
    made = ask(desk)
    sheet = desk.call("roster.month", month=MONTH)
    assert Rule.COVER in {each.rule for each in sheet.broken}
    assert made.broken == ()


def test_duty_2_somebody_who_is_not_on_the_roster_is_named(desk: Desk) -> None:
    made = ask(desk, kind=Kind.COVER, other_id=staff(desk, Role.CASHIER), other_day=None)
    assert Rule.NOT_ALLOWED in {each.rule for each in made.broken}


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SUPERVISOR, Role.DIRECTOR}))
def test_duty_2_never_private_nobody_but_the_office_approves(desk: Desk, role: Role) -> None:
    made = agreed(desk)
    with pytest.raises(NotAllowed):
        desk.as_(role).call("swaps.approve", id=made.id, version=made.version, draft=ApproveDraft(note="商定"))
    assert len(editions(desk)) == 1


def test_duty_2_never_private_no_supervisor_approves_an_own_swap(desk: Desk) -> None:
    rostered(desk)
    chief = desk.as_(Role.SUPERVISOR)
    own = chief.actor.staff_id
    made = ask(desk, kind=Kind.COVER, other_id=own, other_day=None)
    chief.step("swaps", "agree", made.id)
    for verb, given in (("approve", ApproveDraft(note="可以")), ("refuse", ReasonDraft(reason="不行"))):
        with pytest.raises(NotAllowed) as caught:
            chief.step("swaps", verb, made.id, given)
        assert caught.value.code == "swap_own"
    assert read(chief, made.id).may == ("agree", "withdraw", "void")
    desk.as_(Role.DIRECTOR).step("swaps", "approve", made.id, ApproveDraft(note="可以"))
    assert cells(desk)[own, DAY] == EARLY


def test_duty_2_the_asker_does_not_agree_in_the_others_place(desk: Desk) -> None:
    made = ask(desk)
    for role in (Role.STEWARD, Role.CASHIER):
        with pytest.raises(NotAllowed):
            desk.as_(role).call("swaps.agree", id=made.id, version=made.version)
    desk.as_(Role.SUPERVISOR).step("swaps", "agree", made.id)  # who called in agrees by telephone
    assert read(desk, made.id).agreed_by == "员工13"


@pytest.mark.parametrize(
    ("verb", "role"),
    [
        ("refuse", Role.SUPERVISOR),
        ("withdraw", Role.STEWARD),
        ("withdraw", Role.RECEPTIONIST),
        ("withdraw", Role.DIRECTOR),
        ("void", Role.SUPERVISOR),
    ],
)
def test_duty_2_refused_and_withdrawn_swaps_leave_the_roster_alone(desk: Desk, verb: str, role: Role) -> None:
    made = agreed(desk)
    before = cells(desk)
    desk.as_(role).step("swaps", verb, made.id, ReasonDraft(reason="不换了"))
    assert (cells(desk), len(editions(desk))) == (before, 1)
    found = read(desk, made.id)
    assert "不换了" in (found.decided_note, found.withdrawn_reason, found.void_reason)
    ask(desk)  # the shift is free to be asked for again


def test_duty_2_others_do_not_withdraw_it(desk: Desk) -> None:
    made = ask(desk, other_id=staff(desk, Role.SUPERVISOR), kind=Kind.COVER, other_day=None)
    with pytest.raises(NotAllowed) as caught:
        desk.step("swaps", "withdraw", made.id, ReasonDraft(reason="不换了"))
    assert caught.value.code == "swap_not_yours"


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        ({"day": None}, ("day", "required")),
        ({"other_id": None}, ("other_id", "required")),
        ({"reason": ""}, ("reason", "required")),
        ({"other_day": None}, ("other_day", "required")),
        ({"staff_id": 2}, ("staff_id", "swap_for_others")),
        ({"other_id": 999}, ("other_id", "unknown_choice")),
        ({"day": date(2026, 11, 20)}, ("day", "swap_past")),
        ({"other_day": date(2026, 11, 20)}, ("other_day", "swap_past")),
        ({"day": date(2027, 1, 4)}, ("day", "swap_unpublished")),
        ({"day": OTHER_DAY}, ("day", "swap_no_shift")),
        ({"other_day": DAY}, ("other_day", "swap_no_shift")),
    ],
)
def test_duty_2_what_cannot_be_swapped_is_refused_at_its_field(
    desk: Desk, values: dict[str, Any], refused: tuple[str, str]
) -> None:
    assert refused in refusals(desk, **values)


def test_duty_2_nobody_swaps_with_themselves(desk: Desk) -> None:
    assert ("other_id", "swap_with_oneself") in refusals(desk, other_id=staff(desk, Role.STEWARD))


def test_duty_2_nobody_gets_two_shifts_on_one_day(desk: Desk) -> None:
    both = {(Role.STEWARD, MONDAY): EARLY, (Role.RECEPTIONIST, MONDAY): LATE, (Role.STEWARD, MONDAY + ONE): EARLY}
    publish(desk, both | {(Role.RECEPTIONIST, MONDAY + ONE): EARLY}, month="2026-11")
    assert refusals(desk, kind=Kind.COVER, day=MONDAY, other_day=None) == [("other_id", "swap_has_shift")]
    taken = [("other_id", "swap_has_shift"), ("other_day", "swap_has_shift")]
    assert refusals(desk, day=MONDAY, other_day=MONDAY + ONE) == taken
    assert refusals(desk, day=MONDAY + ONE, other_day=MONDAY + ONE) == [("other_day", "swap_same")]


def test_duty_2_a_shift_that_has_begun_is_past(desk: Desk) -> None:
    today = date(2026, 11, 21)
    desk.clock.now = datetime.combine(today, time(10)).astimezone()
    publish(desk, {(Role.STEWARD, today): EARLY, (Role.RECEPTIONIST, today): LATE}, month="2026-11")
    assert refusals(desk, day=today, other_day=today) == [("day", "swap_past")]


def test_duty_2_a_shift_is_in_one_open_swap_only(desk: Desk) -> None:
    first = ask(desk)
    with pytest.raises(Invalid) as caught:
        ask(desk)
    found = {(problem.field, problem.params["number"]) for problem in caught.value.problems}
    assert found == {("day", first.number), ("other_day", first.number)}


def test_duty_2_shifts_that_changed_meanwhile_are_a_conflict_in_words(desk: Desk) -> None:
    made = agreed(desk)
    publish(desk, {(Role.STEWARD, DAY): LATE}, start=Start.PUBLISHED)
    with pytest.raises(Conflict) as caught:
        approve(desk, made.id)
    assert (caught.value.code, caught.value.params["name"], caught.value.params["day"]) == (
        "swap_changed",
        "员工11",
        DAY,
    )
    assert (read(desk, made.id).state, len(editions(desk))) == (State.AGREED, 2)


def test_duty_2_a_day_that_came_meanwhile_is_a_conflict_in_words(desk: Desk) -> None:
    made = agreed(desk)
    desk.clock.now = datetime.combine(DAY, time(8)).astimezone()
    with pytest.raises(Conflict) as caught:
        approve(desk, made.id)
    assert (caught.value.code, caught.value.params["day"]) == ("swap_begun", DAY)


def test_duty_2_a_draft_of_the_month_goes_on_and_takes_the_swap_along(desk: Desk) -> None:
    rostered(desk)
    drafted = begin(desk, {(Role.STEWARD, DAY + 30 * ONE): LATE}, start=Start.PUBLISHED)
    made = agreed(desk)
    approve(desk, made.id)
    chief = desk.as_(Role.SUPERVISOR)
    assert [(each.edition, each.state) for each in editions(desk)] == [
        (3, SheetState.DRAFT), (2, SheetState.PUBLISHED), (1, SheetState.SUPERSEDED)
    ]  # fmt: skip
    version = chief.call("roster.sheet", id=drafted).version
    chief.call("roster.publish", id=drafted, version=version, draft=PublishDraft(note="调整"))
    who, other = staff(desk, Role.STEWARD), staff(desk, Role.RECEPTIONIST)
    after = cells(desk)
    assert (after[who, OTHER_DAY], after[other, DAY], after[who, DAY + 30 * ONE]) == (LATE, EARLY, LATE)
    assert (who, DAY) not in after
    # On the wall it is told what is other than what hung there, which is the edition of the swap.
    assert [(each.edition, each.state, each.changed) for each in editions(desk)] == [
        (3, SheetState.PUBLISHED, 1), (2, SheetState.SUPERSEDED, 4), (1, SheetState.SUPERSEDED, 0)
    ]  # fmt: skip


def test_duty_2_a_cell_that_the_draft_has_otherwise_stays_as_the_draft_has_it(desk: Desk) -> None:
    rostered(desk)
    drafted = begin(desk, {(Role.RECEPTIONIST, OTHER_DAY): EARLY}, start=Start.PUBLISHED)
    made = agreed(desk)
    approve(desk, made.id)
    sheet = desk.as_(Role.SUPERVISOR).call("roster.sheet", id=drafted)
    letters = {shift.id: shift.letter for shift in sheet.shifts}
    kept = {(cell.staff_id, cell.day): letters.get(cell.shift_id or 0) for cell in sheet.cells}
    other = staff(desk, Role.RECEPTIONIST)
    assert (kept[other, OTHER_DAY], kept[other, DAY]) == (EARLY, EARLY)
    put = CellsDraft(cells=(CellPut(staff_id=other, day=OTHER_DAY, shift="-"),))
    desk.as_(Role.SUPERVISOR).call("roster.put", id=drafted, version=sheet.version, draft=put)


def test_duty_2_publishing_a_draft_undoes_no_swap_without_a_word(desk: Desk) -> None:
    rostered(desk)
    drafted = begin(desk, {(Role.RECEPTIONIST, OTHER_DAY): EARLY}, start=Start.PUBLISHED)
    made = agreed(desk)
    approve(desk, made.id)
    chief = desk.as_(Role.SUPERVISOR)
    version = chief.call("roster.sheet", id=drafted).version
    with pytest.raises(Invalid) as caught:
        chief.call("roster.publish", id=drafted, version=version, draft=PublishDraft(note="调整"))
    (problem,) = caught.value.problems
    assert (problem.field, problem.code) == ("note", "roster_undoes_swap")
    assert problem.params == {"numbers": made.number, "swaps": f"{made.number} {made.other} {OTHER_DAY:%m-%d}"}
    note = PublishDraft(note=f"{made.number} 经两人同意取消")
    chief.call("roster.publish", id=drafted, version=version, draft=note)
    # What is undone by then is not asked about again.
    publish(desk, {}, start=Start.PUBLISHED)


def test_duty_2_a_draft_begun_without_a_swap_that_stands_undoes_it_as_well(desk: Desk) -> None:
    made = agreed(desk)
    approve(desk, made.id)
    with pytest.raises(Invalid) as caught:
        publish(desk, {(Role.STEWARD, DAY): EARLY})
    assert [problem.code for problem in caught.value.problems] == ["roster_undoes_swap"]


def test_roles_a_cashier_sees_only_what_they_have_a_part_in(desk: Desk) -> None:
    theirs = ask(desk)
    cashier = desk.as_(Role.CASHIER)
    own = ask(desk, day=DAY + 2 * ONE, kind=Kind.COVER, other_id=cashier.actor.staff_id, other_day=None)
    assert list(cashier.call("swaps.ids", query=Query())) == [own.id]
    assert read(cashier, own.id).may == ("agree", "withdraw")
    with pytest.raises(NotAllowed):
        cashier.call("swaps.detail", id=theirs.id)
    assert len(desk.call("swaps.ids", query=Query())) == 2


def test_roles_the_office_asks_for_others(desk: Desk) -> None:
    rostered(desk)
    chief = desk.as_(Role.SUPERVISOR)
    change = chief.call("swaps.ask", draft=draft(desk, staff_id=staff(desk, Role.STEWARD)))
    made = read(desk, change.id)
    assert (made.person, made.other, made.recorder) == ("员工11", "员工10", "员工13")


def test_today_everybody_is_told_what_waits_for_them(desk: Desk) -> None:
    made = ask(desk)
    chief, steward = desk.as_(Role.SUPERVISOR), desk.as_(Role.STEWARD)
    assert (texts(desk), texts(chief), texts(steward)) == (["today.swaps_asked"], [], [])
    desk.step("swaps", "agree", made.id)
    assert (texts(desk), texts(chief), texts(steward)) == ([], ["today.swaps_agreed"], [])
    approve(desk, made.id)
    assert (texts(desk), texts(chief), texts(steward)) == (["today.swaps_approved"], [], ["today.swaps_approved"])
    desk.clock.forward(days=3)
    assert texts(desk) == []


def test_all_5_a_swap_is_found_by_number_both_names_and_reason(desk: Desk) -> None:
    made = ask(desk)
    for typed in (made.number, "员工11", "员工10", "家中有事"):
        assert made.number in {hit.ref.number for hit in desk.call("search.find", text=typed)}


def test_chips_and_sorting(desk: Desk) -> None:
    stands = agreed(desk)
    approve(desk, stands.id)
    waits = agreed(desk, day=DAY + 2 * ONE, other_day=OTHER_DAY + 2 * ONE)
    shown = {
        chip: list(desk.call("swaps.ids", query=Query(chip=chip))) for chip in ("open", "agreed", "coming", "mine")
    }
    both = [waits.id, stands.id]
    assert shown == {"open": [waits.id], "agreed": [waits.id], "coming": [stands.id], "mine": both}
    for sort in ("at", "person", "day", "other", "handler"):
        assert len(desk.call("swaps.ids", query=Query(sort=sort))) == 2
    desk.clock.forward(days=12)
    assert not desk.call("swaps.ids", query=Query(chip="coming"))
