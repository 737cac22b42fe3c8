"""Where a roster's parts meet: people who left, shifts given up, two offices at once, the month's edge (``DUTY-1``)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from deskapp.domain.people import Role
from deskapp.domain.roster import BeginDraft, CellPut, CellsDraft, PersonDraft, Rule, Start, State
from deskapp.domain.shifts import Shift, ShiftDraft
from deskapp.errors import Conflict, DeskError, Invalid, NotFound
from tests import duty
from tests.factories import Desk
from tests.ways import swaps
from tests.ways.roster import MONTH, begin, people, publish, put, read

FIRST = date(2026, 12, 1)
ONE = timedelta(days=1)


def leaves_the_house(desk: Desk, role: Role) -> int:
    """Somebody does not work here any more; their id."""
    director, id = desk.as_(Role.DIRECTOR), desk.as_(role).actor.staff_id
    director.call("staff.save", draft=replace(director.call("staff.detail", id=id), active=False))
    return id


def shift(desk: Desk, letter: str) -> Shift:
    """A shift by its letter."""
    found = {each.letter: each for each in desk.call("shifts.all")}[letter]
    assert isinstance(found, Shift)
    return found


def given_up(desk: Desk, letter: str) -> None:
    """A shift is no longer used."""
    there = shift(desk, letter)
    desk.as_(Role.SUPERVISOR).call("shifts.withdraw", id=there.id, version=there.version)


def a_month_of(desk: Desk, month: str, cells: dict[tuple[int, date], str]) -> None:
    """A published month."""
    publish(desk, put(desk, begin(desk, month), cells))


def test_a_draft_older_than_the_edition_of_a_swap_is_published_all_the_same(desk: Desk) -> None:
    swaps.rostered(desk)
    draft = begin(desk, start=Start.PUBLISHED)
    made = swaps.agreed(desk)
    swaps.approve(desk, made.id)
    after = publish(desk, draft)
    assert after.state is State.PUBLISHED
    states = [each.state for each in desk.as_(Role.SUPERVISOR).call("roster.editions", month=MONTH)]
    assert states == [State.PUBLISHED, State.SUPERSEDED, State.SUPERSEDED]


def test_what_somebody_who_left_has_in_a_draft_can_be_taken_out_but_nothing_put(desk: Desk) -> None:
    (who,) = people(desk, Role.STEWARD)
    draft = put(desk, begin(desk), {(who, FIRST): "z", (who, FIRST + ONE): "z"})
    leaves_the_house(desk, Role.STEWARD)
    assert [each for each in read(desk, draft.id).broken if each.rule is Rule.NOT_ALLOWED]
    with pytest.raises(Invalid) as caught:
        put(desk, draft, {(who, FIRST + 2 * ONE): "z"})
    assert [problem.field for problem in caught.value.problems] == ["cells.0.staff_id"]
    after = put(desk, draft, {(who, FIRST): "", (who, FIRST + ONE): "-"})
    assert [(cell.day, cell.shift_id) for cell in after.cells] == [(FIRST + ONE, None)]


def test_nobody_is_missing_from_a_shift_that_is_given_up(desk: Desk) -> None:
    (who,) = people(desk, Role.STEWARD)
    a_month_of(desk, "2026-11", {(who, FIRST - ONE): "z"})
    draft = begin(desk)
    id = shift(desk, "z").id
    assert any(each.rule is Rule.COVER and each.shift_id == id for each in draft.broken)
    given_up(desk, "z")
    assert not [each for each in read(desk, draft.id).broken if each.rule is Rule.COVER and each.shift_id == id]


def test_last_month_is_copied_without_those_who_left_and_what_was_given_up(desk: Desk) -> None:
    stays, goes = people(desk, Role.STEWARD, Role.RECEPTIONIST)
    cells = {(who, FIRST - at * ONE): letter for who in (stays, goes) for at, letter in ((1, "z"), (2, "w"))}
    a_month_of(desk, "2026-11", cells)
    leaves_the_house(desk, Role.RECEPTIONIST)
    given_up(desk, "w")
    draft = begin(desk, start=Start.LAST_MONTH)
    early = shift(desk, "z").id
    assert {(cell.staff_id, cell.shift_id) for cell in draft.cells} == {(stays, early)}


def test_a_shift_that_is_given_up_is_put_into_no_further_cell(desk: Desk) -> None:
    (who,) = people(desk, Role.STEWARD)
    draft = put(desk, begin(desk), {(who, FIRST): "z"})
    given_up(desk, "z")
    with pytest.raises(Invalid) as caught:
        put(desk, draft, {(who, FIRST + ONE): "z"})
    assert [(problem.field, problem.code) for problem in caught.value.problems] == [("cells.0.shift", "shift_given_up")]
    # What it has already it keeps: a cell that is pinned is still the same cell.
    pinned = CellPut(staff_id=who, day=FIRST, shift="z", pinned=True)
    chief, version = desk.as_(Role.SUPERVISOR), read(desk, draft.id).version
    chief.call("roster.put", id=draft.id, version=version, draft=CellsDraft(cells=(pinned,)))
    assert [cell.pinned for cell in read(desk, draft.id).cells] == [True]


def test_no_swap_stands_with_somebody_who_left_meanwhile(desk: Desk) -> None:
    made = swaps.agreed(desk)
    leaves_the_house(desk, Role.RECEPTIONIST)
    with pytest.raises(Conflict) as caught:
        swaps.approve(desk, made.id)
    assert caught.value.code == "swap_left"


def test_somebody_who_left_is_not_on_duty_any_more(desk: Desk) -> None:
    duty.publish(desk, [(Role.STEWARD, "z"), (Role.RECEPTIONIST, "z")])
    leaves_the_house(desk, Role.STEWARD)
    desk.clock.now = duty.at(9)
    assert [each.staff_id for each in desk.call("roster.on_duty").now] == [desk.actor.staff_id]


def test_who_is_on_duty_is_asked_again_when_the_next_may_come_early(desk: Desk) -> None:
    duty.publish(desk, [(Role.STEWARD, "z"), (Role.RECEPTIONIST, "w")])
    desk.clock.now = duty.at(13, 10)
    before = desk.call("roster.on_duty")
    assert not before.rostered
    assert before.changes_at == duty.at(13, 30)
    desk.clock.now = before.changes_at
    after = desk.call("roster.on_duty")
    assert after.rostered
    assert after.changes_at == duty.at(14)


@pytest.mark.parametrize("month", ["0001-01", "9999-12", "1026-12", "2026-13", "2026-W1", "-", ""])
def test_a_month_that_no_roster_is_drawn_up_for_is_refused_at_its_field(desk: Desk, month: str) -> None:
    with pytest.raises(Invalid) as caught:
        begin(desk, month)
    assert {problem.field for problem in caught.value.problems} == {"month"}
    assert desk.as_(Role.SUPERVISOR).call("roster.month", month=month) is None


def test_who_may_take_a_shift_still_may_when_its_letter_changes(desk: Desk) -> None:
    chief = desk.as_(Role.SUPERVISOR)
    (who,) = people(desk, Role.STEWARD)
    chief.call("roster.set_person", staff_id=who, draft=PersonDraft(shifts="zw"))
    there = shift(desk, "z")
    names = ("name", "short", "pause", "colour", "late", "cover_working", "cover_weekend", "cover_holiday")
    same: dict[str, Any] = {name: getattr(there, name) for name in names}
    draft = ShiftDraft(
        **same, starts=f"{there.starts:%H:%M}", ends=f"{there.ends:%H:%M}", letter="k", id=there.id,
        version=there.version,
    )  # fmt: skip
    chief.call("shifts.save", draft=draft)
    assert next(each.shifts for each in chief.call("roster.people") if each.staff_id == who) == "kw"


def test_two_offices_at_one_persons_place_in_the_roster_do_not_overwrite_each_other(desk: Desk) -> None:
    chief = desk.as_(Role.SUPERVISOR)
    (who,) = people(desk, Role.STEWARD)
    seen = next(each for each in chief.call("roster.people") if each.staff_id == who)
    chief.call("roster.set_person", staff_id=who, draft=PersonDraft(hours=120, version=seen.version))
    with pytest.raises(Conflict):
        chief.call("roster.set_person", staff_id=who, draft=PersonDraft(hours=160, version=seen.version))
    assert next(each.hours for each in chief.call("roster.people") if each.staff_id == who) == 120


def test_two_offices_at_one_draft_do_not_overwrite_each_other(desk: Desk) -> None:
    (who,) = people(desk, Role.STEWARD)
    draft = begin(desk)
    put(desk, draft, {(who, FIRST): "z"})
    cells = CellsDraft(cells=(CellPut(staff_id=who, day=FIRST, shift="w"),))
    with pytest.raises(Conflict):
        desk.as_(Role.DIRECTOR).call("roster.put", id=draft.id, version=draft.version, draft=cells)
    with pytest.raises(DeskError) as caught:
        desk.as_(Role.DIRECTOR).call("roster.begin", draft=BeginDraft(month=MONTH))
    assert isinstance(caught.value, Invalid)
    assert [problem.code for problem in caught.value.problems] == ["roster_draft_there"]


def test_fairness_looks_back_over_months_of_different_editions(desk: Desk) -> None:
    """What was superseded does not count twice; weekends and holidays are counted by the calendar."""
    (who,) = people(desk, Role.STEWARD)
    saturday, national = date(2026, 11, 14), date(2026, 10, 1)
    a_month_of(desk, "2026-10", {(who, national): "w"})
    a_month_of(desk, "2026-11", {(who, saturday): "z", (who, saturday + 2 * ONE): "z"})
    publish(desk, put(desk, begin(desk, "2026-11", Start.PUBLISHED), {(who, saturday + 2 * ONE): "w"}))
    (load,) = begin(desk).loads
    early, late = shift(desk, "z"), shift(desk, "w")
    assert (load.staff_id, load.weekends, load.holidays) == (who, 1, 1)
    assert load.hours == pytest.approx(early.hours + 2 * late.hours)
    assert load.late == late.late * 2


def test_a_shift_over_midnight_at_the_months_end_is_still_on_duty_in_the_next(desk: Desk) -> None:
    chief = desk.as_(Role.SUPERVISOR)
    night = ShiftDraft(name="夜班", short="夜", letter="n", starts="20:00", ends="07:30", cover_working=0)
    chief.call("shifts.save", draft=night)
    who, _ = people(desk, Role.RECEPTIONIST, Role.STEWARD)
    a_month_of(desk, "2026-11", {(who, FIRST - ONE): "n"})
    desk.clock.now = datetime(2026, 12, 1, 2, 0).astimezone()
    now = desk.call("roster.on_duty")
    assert [each.staff_id for each in now.now] == [who]
    assert now.rostered
    assert now.changes_at == datetime(2026, 12, 1, 7, 30).astimezone()
    draft = put(desk, begin(desk), {(who, FIRST): "z"})
    assert [each.day for each in draft.broken if each.rule is Rule.REST] == [FIRST]


def test_how_much_an_edition_changed_is_how_much_is_shown(desk: Desk) -> None:
    """Also what only one of the two has; a day off is like a day of which nothing is decided."""
    one, two = people(desk, Role.RECEPTIONIST, Role.STEWARD)
    first = {(one, FIRST): "z", (one, FIRST + ONE): "w", (two, FIRST): "-", (two, FIRST + ONE): "z"}
    a_month_of(desk, MONTH, first)
    second = {(one, FIRST): "w", (one, FIRST + ONE): "", (two, FIRST): "", (two, FIRST + 2 * ONE): "-"}
    last = publish(desk, put(desk, begin(desk, start=Start.PUBLISHED), second | {(one, FIRST + 3 * ONE): "z"}))
    newest, before = desk.call("roster.editions", month=MONTH)
    assert (newest.id, newest.changed, before.changed) == (last.id, 3, 0)
    told = [(each.day, each.old, each.new) for each in desk.call("roster.changes", old=before.id, new=newest.id)]
    assert told == [(FIRST, "早", "晚"), (FIRST + ONE, "晚", ""), (FIRST + 3 * ONE, "", "早")]


def test_a_draft_is_the_offices_own_also_in_what_changed(desk: Desk) -> None:
    (who,) = people(desk, Role.STEWARD)
    a_month_of(desk, MONTH, {(who, FIRST): "z"})
    (there,) = desk.call("roster.editions", month=MONTH)
    draft = put(desk, begin(desk, start=Start.PUBLISHED), {(who, FIRST): "w"})
    assert len(desk.as_(Role.SUPERVISOR).call("roster.changes", old=there.id, new=draft.id)) == 1
    for verb, asked in (("changes", {"old": there.id, "new": draft.id}), ("sheet", {"id": draft.id})):
        with pytest.raises(NotFound):
            desk.call(f"roster.{verb}", **asked)
