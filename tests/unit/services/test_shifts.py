"""Shifts: kept by the office, changed, no longer used, used again (``DUTY-1``) [001·5·4.1.2]."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from deskapp.domain.people import Role
from deskapp.domain.shifts import Colour, Shift, ShiftDraft
from deskapp.errors import Conflict, Invalid, NotAllowed, NotFound
from tests.factories import Desk
from tests.ways import roster

NIGHT = ShiftDraft(name="夜班", short="夜", letter="y", starts="20:00", ends="07:30", colour=Colour.PURPLE, late=True)


@pytest.fixture
def chief(desk: Desk) -> Desk:
    return desk.as_(Role.SUPERVISOR)


def shifts(desk: Desk) -> dict[str, Shift]:
    return {shift.name: shift for shift in desk.call("shifts.all")}


def changed(shift: Shift, **values: Any) -> ShiftDraft:
    """A draft that changes a shift."""
    names = ("id", "version", "name", "short", "letter", "pause", "colour", "late", "cover_working", "cover_weekend",
             "cover_holiday")  # fmt: skip
    known = {name: getattr(shift, name) for name in names}
    return ShiftDraft(**{**known, "starts": f"{shift.starts:%H:%M}", "ends": f"{shift.ends:%H:%M}", **values})


def refused(desk: Desk, draft: ShiftDraft) -> dict[str, str]:
    with pytest.raises(Invalid) as error:
        desk.call("shifts.save", draft=draft)
    return {problem.field: problem.code for problem in error.value.problems}


def test_duty_1_a_new_office_begins_with_the_usual_shifts(desk: Desk) -> None:
    found = shifts(desk)
    assert [(shift.short, shift.letter, shift.hours) for shift in found.values()] == [
        ("早", "z", 6.5), ("晚", "w", 6), ("长", "c", 11.5),
    ]  # fmt: skip
    early, long = found["早班"], found["长班"]
    assert (early.starts, long.ends) == (time(7, 30), time(20)), "the duty hours of the procedure"


def test_duty_1_a_shift_may_end_on_the_day_after(chief: Desk) -> None:
    chief.call("shifts.save", draft=NIGHT)
    made = shifts(chief)["夜班"]
    assert (made.hours, made.late, made.active) == (11.5, True, True)
    chief.call("shifts.save", draft=changed(made, pause=45))
    assert shifts(chief)["夜班"].hours == 10.75


def test_duty_1_a_shift_is_changed_where_it_stands(chief: Desk) -> None:
    before = shifts(chief)["晚班"]
    change = chief.call("shifts.save", draft=changed(before, ends="20:30", cover_weekend=3, colour=Colour.RED))
    after = shifts(chief)["晚班"]
    assert (change.id, change.number) == (before.id, "晚班")  # as "早已保存" it would say: saved long ago
    assert after == replace(before, version=before.version + 1, ends=time(20, 30), cover_weekend=3, colour=Colour.RED)
    assert list(shifts(chief)) == ["早班", "晚班", "长班"]


@pytest.mark.parametrize("typed", ["7:30", "07:30", "7：30", "７：３０"])
def test_duty_1_times_are_taken_as_they_are_typed(chief: Desk, typed: str) -> None:
    chief.call("shifts.save", draft=replace(NIGHT, ends=typed))
    assert shifts(chief)["夜班"].ends == time(7, 30)


@pytest.mark.parametrize("typed", ["24:00", "7", "7:5", "7:60", "早上", "-1:00", "07:30:00"])
def test_bad_input_no_time_of_the_day(chief: Desk, typed: str) -> None:
    found = refused(chief, replace(NIGHT, starts=typed, ends=typed))
    assert set(found) == {"starts", "ends"}
    assert set(found.values()) <= {"rule_time", "too_long"}


def test_bad_input_everything_at_once(chief: Desk) -> None:
    empty = ShiftDraft(name=" ", short="", letter="", starts="", ends="25:00", pause=-1, cover_working=51)
    assert refused(chief, empty) == {
        "name": "required", "short": "required", "letter": "required", "starts": "required", "ends": "rule_time",
        "pause": "out_of_range", "cover_working": "out_of_range",
    }  # fmt: skip


@pytest.mark.parametrize("letter", ["é", "早", "-", ".", " "])
def test_bad_input_a_letter_that_no_key_types(chief: Desk, letter: str) -> None:
    assert refused(chief, replace(NIGHT, letter=letter))["letter"] in {"shift_letter", "required"}


def test_bad_input_a_shift_without_length(chief: Desk) -> None:
    assert refused(chief, replace(NIGHT, starts="08:00", ends="8:00")) == {"ends": "shift_empty"}


def test_bad_input_a_pause_as_long_as_the_shift(chief: Desk) -> None:
    assert refused(chief, replace(NIGHT, starts="08:00", ends="10:00", pause=120)) == {"pause": "shift_pause"}
    chief.call("shifts.save", draft=replace(NIGHT, starts="08:00", ends="10:00", pause=119))


def test_duty_1_letter_and_name_are_one_shifts_own(chief: Desk) -> None:
    assert refused(chief, replace(NIGHT, name="早班", letter="W")) == {"letter": "duplicate", "name": "duplicate"}
    early = shifts(chief)["早班"]
    chief.call("shifts.withdraw", id=early.id, version=early.version)
    assert refused(chief, replace(NIGHT, letter="z")) == {"letter": "duplicate"}, "rosters still have it"


def test_duty_1_a_shift_no_longer_used_comes_last_and_again(chief: Desk) -> None:
    early = shifts(chief)["早班"]
    chief.call("shifts.withdraw", id=early.id, version=early.version)
    assert [(name, shift.active) for name, shift in shifts(chief).items()] == [
        ("晚班", True), ("长班", True), ("早班", False),
    ]  # fmt: skip
    now = shifts(chief)["早班"]
    chief.call("shifts.use", id=now.id, version=now.version)
    assert next(iter(shifts(chief).values())) == replace(early, version=early.version + 2)


def test_duty_1_a_roster_keeps_a_shift_that_is_no_longer_used(chief: Desk) -> None:
    who, *_ = roster.people(chief)
    sheet = roster.put(chief, roster.begin(chief), {(who, date(2026, 12, 1)): "z"})
    early = shifts(chief)["早班"]
    chief.call("shifts.withdraw", id=early.id, version=early.version)
    assert {shift.name for shift in roster.read(chief, sheet.id).shifts} == {"早班", "晚班", "长班"}
    assert {shift.name for shift in roster.begin(chief, "2027-01").shifts} == {"晚班", "长班"}


def test_all_8_a_stale_version_is_a_conflict(chief: Desk) -> None:
    early = shifts(chief)["早班"]
    chief.call("shifts.save", draft=changed(early, cover_working=3))
    for verb, arguments in (
        ("save", {"draft": changed(early, cover_working=4)}),
        ("withdraw", {"id": early.id, "version": early.version}),
        ("use", {"id": early.id, "version": early.version}),
    ):
        with pytest.raises(Conflict):
            chief.call(f"shifts.{verb}", **arguments)
    assert (shifts(chief)["早班"].cover_working, shifts(chief)["早班"].active) == (3, True)


def test_bad_input_a_shift_that_is_not_there(chief: Desk) -> None:
    for verb in ("withdraw", "use"):
        with pytest.raises(NotFound):
            chief.call(f"shifts.{verb}", id=99, version=1)
    with pytest.raises(NotFound):
        chief.call("shifts.save", draft=replace(NIGHT, id=99, version=1))


def test_all_7_sent_twice_it_is_made_once(chief: Desk) -> None:
    first, again = (chief.call("shifts.save", draft=replace(NIGHT, client_id="a")) for _ in range(2))
    assert first.ref == again.ref
    assert len(shifts(chief)) == 4


def test_all_7_an_id_that_cannot_be_kept_is_refused_in_words(chief: Desk) -> None:
    nameless: Any = ["a"]
    assert refused(chief, replace(NIGHT, client_id=nameless)) == {"client_id": "wrong_type"}
    assert refused(chief, replace(NIGHT, client_id="a\0b")) == {"client_id": "control_character"}


def test_all_7_saving_drops_the_draft_in_the_same_transaction(chief: Desk) -> None:
    chief.call("drafts.keep", client_id="a", place="shifts.save", body={})
    refused(chief, replace(NIGHT, client_id="a", letter="z"))
    assert len(chief.call("drafts.list")) == 1
    chief.call("shifts.save", draft=replace(NIGHT, client_id="a"))
    chief.call("drafts.keep", client_id="b", place="shifts.save:1", body={})
    chief.call("shifts.save", draft=changed(shifts(chief)["早班"], client_id="b"))
    assert chief.call("drafts.list") == ()


@pytest.mark.parametrize("role", [Role.RECEPTIONIST, Role.STEWARD, Role.CASHIER, Role.ADMIN])
def test_roles_everybody_looks_the_office_changes(desk: Desk, role: Role) -> None:
    other = desk.as_(role)
    early = shifts(other)["早班"]
    for verb, arguments in (
        ("save", {"draft": NIGHT}),
        ("withdraw", {"id": early.id, "version": early.version}),
        ("use", {"id": early.id, "version": early.version}),
    ):
        with pytest.raises(NotAllowed):
            other.call(f"shifts.{verb}", **arguments)


def test_journal_every_change_of_a_shift_is_kept(chief: Desk) -> None:
    early = shifts(chief)["早班"]
    chief.call("shifts.save", draft=changed(early, cover_working=3))
    chief.call("shifts.withdraw", id=early.id, version=early.version + 1)
    chief.call("shifts.save", draft=NIGHT)
    kept = chief.call("journal.history", register="shifts", id=early.id)
    assert [row.verb for row in kept] == ["staff.set_up", "shifts.save", "shifts.withdraw"]
    assert chief.call("journal.check").findings == ()
