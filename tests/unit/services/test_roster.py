"""The duty roster: who takes part, drafts, editions that stay as they were published (``DUTY-1``, ``DUTY-2``)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from deskapp.domain.calendar import DayDraft, DayKind
from deskapp.domain.people import Role
from deskapp.domain.roster import (
    BeginDraft,
    Cell,
    CellPut,
    CellsDraft,
    DutyDay,
    Person,
    PersonDraft,
    PublishDraft,
    Rule,
    Sheet,
    Start,
    State,
)
from deskapp.errors import Conflict, Invalid, NotAllowed, NotFound, WrongStep
from tests.factories import Desk
from tests.ways import roster

OTHERS = [Role.RECEPTIONIST, Role.STEWARD, Role.CASHIER, Role.ADMIN]


@pytest.fixture
def chief(desk: Desk) -> Desk:
    return desk.as_(Role.SUPERVISOR)


@pytest.fixture
def people(desk: Desk) -> tuple[int, ...]:
    """Receptionist, steward, supervisor; the first is experienced."""
    return roster.people(desk)


@pytest.fixture
def draft(desk: Desk, people: tuple[int, ...]) -> Sheet:
    """An empty December."""
    return roster.begin(desk)


def day(number: int) -> date:
    return date(2026, 12, number)


def letters(sheet: Sheet) -> dict[tuple[int, date], str]:
    known = {shift.id: shift.letter for shift in sheet.shifts}
    return {(cell.staff_id, cell.day): known[cell.shift_id] if cell.shift_id else "-" for cell in sheet.cells}


def person(desk: Desk, staff_id: int) -> Person:
    found: Person = next(each for each in desk.call("roster.people") if each.staff_id == staff_id)
    return found


def refused(desk: Desk, verb: str, **arguments: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as error:
        desk.call(f"roster.{verb}", **arguments)
    return {problem.field: problem.code for problem in error.value.problems}


def put(sheet: Sheet, *cells: CellPut) -> dict[str, Any]:
    return {"id": sheet.id, "version": sheet.version, "draft": CellsDraft(cells=cells)}


# Who takes part


def test_duty_1_who_takes_part_and_how(chief: Desk, people: tuple[int, ...]) -> None:
    draft = PersonDraft(experienced=True, hours=160, shifts=" ZC ", note="怀孕，不排晚班")
    chief.call("roster.set_person", staff_id=people[1], draft=draft)
    found = person(chief, people[1])
    assert (found.on_roster, found.experienced, found.hours, found.shifts, found.note) == (
        True, True, 160, "zc", "怀孕，不排晚班",
    )  # fmt: skip
    told = {each.staff_id: each.on_roster for each in chief.call("roster.people")}
    assert [id for id, on in told.items() if on] == list(people), "in the order in which they were put on it"
    assert len(told) == 7, "the others of the staff too: they may be put on it"


def test_duty_1_who_takes_no_part_any_more_stays_in_older_rosters(chief: Desk, draft: Sheet) -> None:
    first = draft.people[0].staff_id
    roster.put(chief, draft, {(first, day(1)): "z"})
    chief.call("roster.set_person", staff_id=first, draft=PersonDraft(on_roster=False))
    now = roster.read(chief, draft.id)
    assert first in {each.staff_id for each in now.people}
    assert Rule.NOT_ALLOWED in {fault.rule for fault in now.broken}
    assert first not in {each.staff_id for each in roster.begin(chief, "2027-01").people}


def test_all_8_a_stale_version_of_a_person_is_a_conflict(chief: Desk, people: tuple[int, ...]) -> None:
    version = person(chief, people[0]).version
    chief.call("roster.set_person", staff_id=people[0], draft=PersonDraft(hours=150, version=version))
    for stale in (version, 0):
        with pytest.raises(Conflict):
            chief.call("roster.set_person", staff_id=people[0], draft=PersonDraft(hours=90, version=stale))
    assert person(chief, people[0]).hours == 150
    with pytest.raises(Conflict):
        chief.call("roster.set_person", staff_id=1, draft=PersonDraft(version=3))


def test_bad_input_who_takes_part(chief: Desk, people: tuple[int, ...]) -> None:
    bad = PersonDraft(hours=401, shifts="zx", note="长" * 201)
    found = refused(chief, "set_person", staff_id=people[0], draft=bad)
    assert found == {"hours": "out_of_range", "shifts": "unknown_choice", "note": "too_long"}
    with pytest.raises(NotFound):
        chief.call("roster.set_person", staff_id=99, draft=PersonDraft())


# Drafts


def test_duty_1_a_draft_begins_empty(chief: Desk, draft: Sheet) -> None:
    assert (draft.state, draft.number, draft.cells, len(draft.days)) == (State.DRAFT, "2026-12/1", (), 31)
    assert chief.call("roster.month", month="2026-12") == draft


def test_duty_1_one_draft_a_month_and_a_month_there_is(chief: Desk, draft: Sheet) -> None:
    assert refused(chief, "begin", draft=BeginDraft(month="2026-12")) == {"month": "roster_draft_there"}
    for wrong in ("2026-13", "十二月", "2026/12", "2026-1", "0001-01", "9999-12", "1989-12", "2200-01"):
        assert refused(chief, "begin", draft=BeginDraft(month=wrong)) == {"month": "impossible_date"}
    assert refused(chief, "begin", draft=BeginDraft()) == {"month": "required"}


def test_all_7_begun_twice_it_is_one_draft(chief: Desk, people: tuple[int, ...]) -> None:
    chief.call("drafts.keep", client_id="a", place="roster.begin", body={})
    first, again = (
        chief.call("roster.begin", draft=BeginDraft(month="2026-12", client_id="a")) for _ in range(2)
    )  # fmt: skip
    assert first.ref == again.ref
    assert chief.call("drafts.list") == ()


def test_duty_1_cells_are_put_changed_and_emptied(chief: Desk, draft: Sheet, people: tuple[int, ...]) -> None:
    ann, ben, _ = people
    now = roster.put(chief, draft, {(ann, day(1)): "z", (ann, day(2)): "-", (ben, day(1)): "W"})
    assert letters(now) == {(ann, day(1)): "z", (ann, day(2)): "-", (ben, day(1)): "w"}
    now = roster.put(chief, now, {(ann, day(1)): "c", (ann, day(2)): "", (ben, day(31)): ""})
    assert letters(now) == {(ann, day(1)): "c", (ben, day(1)): "w"}


def test_duty_1_one_cell_named_twice_in_a_change_is_as_it_was_said_last(chief: Desk, draft: Sheet) -> None:
    who = draft.people[0].staff_id
    cells = [CellPut(staff_id=who, day=day(1), shift=letter) for letter in ("z", "", "w")]
    chief.call("roster.put", **put(draft, *cells))
    assert letters(roster.read(chief, draft.id)) == {(who, day(1)): "w"}


def test_duty_1_a_pinned_cell_is_kept_as_pinned(chief: Desk, draft: Sheet) -> None:
    who = draft.people[0].staff_id
    chief.call("roster.put", **put(draft, CellPut(staff_id=who, day=day(1), shift="z", pinned=True)))
    assert [cell.pinned for cell in roster.read(chief, draft.id).cells] == [True]


def test_bad_input_every_bad_cell_is_named_and_none_is_put(chief: Desk, draft: Sheet) -> None:
    who = draft.people[0].staff_id
    cells = (
        CellPut(staff_id=who, day=day(1), shift="z"),
        CellPut(staff_id=who, day=day(2), shift="x"),
        CellPut(staff_id=99, day=day(3), shift="z"),
        CellPut(staff_id=who, day=date(2027, 1, 1), shift="z"),
        CellPut(staff_id=who, shift="z"),
    )
    assert refused(chief, "put", **put(draft, *cells)).items() >= {
        "cells.1.shift": "unknown_choice", "cells.2.staff_id": "unknown_choice", "cells.3.day": "roster_other_month",
        "cells.4.day": "required",
    }.items()  # fmt: skip
    assert roster.read(chief, draft.id) == draft
    assert refused(chief, "put", **put(draft)) == {"cells": "required"}


def test_all_8_two_who_draft_at_once_do_not_overwrite_each_other(chief: Desk, draft: Sheet) -> None:
    who = draft.people[0].staff_id
    chief.call("roster.put", **put(draft, CellPut(staff_id=who, day=day(1), shift="z")))
    director = chief.as_(Role.DIRECTOR)
    stale = {"id": draft.id, "version": draft.version}
    with pytest.raises(Conflict):
        director.call("roster.put", **put(draft, CellPut(staff_id=who, day=day(1), shift="w")))
    with pytest.raises(Conflict):
        director.call("roster.publish", **stale, draft=PublishDraft(note="试排"))
    with pytest.raises(Conflict):
        director.call("roster.drop", **stale)
    assert letters(roster.read(chief, draft.id)) == {(who, day(1)): "z"}


def test_duty_1_last_months_pattern_goes_on_by_weekday(desk: Desk, people: tuple[int, ...]) -> None:
    ann, ben, _ = people
    november = {(ann, date(2026, 11, number)): "zw-c"[number % 4] for number in range(1, 31)}
    november |= {(ben, date(2026, 11, number)): "w" for number in (5, 12)}
    roster.publish(desk, roster.put(desk, roster.begin(desk, "2026-11"), november))
    found = letters(roster.begin(desk, start=Start.LAST_MONTH))
    for number in range(1, 29):
        at = day(number)
        assert found.get((ann, at)) == november.get((ann, at - timedelta(days=28)))
    assert [found[ann, day(number)] for number in (29, 30, 31)] == [found[ann, day(number)] for number in (1, 2, 3)]
    assert {at for who, at in found if who == ben} == {day(3), day(10), day(31)}


def test_duty_1_there_is_nothing_to_take_over_from_a_month_without_a_roster(
    desk: Desk, people: tuple[int, ...]
) -> None:
    assert roster.begin(desk, start=Start.LAST_MONTH).cells == ()


@pytest.mark.parametrize(("start", "of"), [(Start.LAST_MONTH, "2026-11"), (Start.PUBLISHED, "2026-12")])
def test_duty_1_an_empty_draft_that_was_to_be_a_copy_says_why(chief: Desk, start: Start, of: str) -> None:
    change = chief.call("roster.begin", draft=BeginDraft(month=roster.MONTH, start=start))
    assert [(said.code, said.params) for said in change.warnings] == [("roster_nothing_to_copy", {"value": of})]
    assert not chief.call("roster.begin", draft=BeginDraft(month="2027-03", start=Start.EMPTY)).warnings


def test_duty_1_days_are_what_the_calendar_says(chief: Desk, people: tuple[int, ...]) -> None:
    chief.call("calendar.set_day", draft=DayDraft(day=day(4), kind=DayKind.REST, name="司庆"))
    chief.call("calendar.set_day", draft=DayDraft(day=day(5), kind=DayKind.WORKING))
    by_number = {each.day.day: each for each in roster.begin(chief).days}
    assert [by_number[at].kind for at in (3, 4, 5, 6)] == [
        DutyDay.WORKING, DutyDay.HOLIDAY, DutyDay.WORKING, DutyDay.WEEKEND,
    ]  # fmt: skip
    assert (by_number[4].name, by_number[5].make_up, by_number[3].make_up) == ("司庆", True, False)


def test_duty_1_a_draft_that_is_not_wanted_is_dropped_and_stays_on_record(chief: Desk, draft: Sheet) -> None:
    full = roster.put(chief, draft, {(draft.people[0].staff_id, day(1)): "z"})
    chief.call("roster.drop", id=full.id, version=full.version)
    assert chief.call("roster.month", month="2026-12") is None
    assert [each.state for each in chief.call("roster.editions", month="2026-12")] == [State.DROPPED]
    with pytest.raises(NotFound):  # a draft never was anybody else's, and is not now
        chief.as_(Role.RECEPTIONIST).call("roster.sheet", id=full.id)
    assert roster.begin(chief).edition == 2
    kept = roster.read(chief, draft.id)
    with pytest.raises(WrongStep):
        chief.call("roster.put", **put(kept, CellPut(staff_id=draft.people[0].staff_id, day=day(1), shift="z")))


# Publishing


def test_duty_1_with_rules_broken_it_wants_a_reason(chief: Desk, draft: Sheet) -> None:
    at = {"id": draft.id, "version": draft.version}
    assert any(not fault.soft for fault in draft.broken)
    for note in ("", "  "):
        assert refused(chief, "publish", **at, draft=PublishDraft(note=note)) == {"note": "roster_broken"}
    chief.call("roster.publish", **at, draft=PublishDraft(note="人手不足"))
    made = roster.read(chief, draft.id)
    assert (made.state, made.note, made.published_by) == (State.PUBLISHED, "人手不足", chief.actor.name)


def test_duty_1_without_one_it_wants_none(chief: Desk, people: tuple[int, ...]) -> None:
    for shift in chief.call("shifts.all"):
        chief.call("shifts.withdraw", id=shift.id, version=shift.version)
    sheet = roster.begin(chief)
    assert sheet.broken == ()
    assert roster.publish(chief, sheet, note="").state is State.PUBLISHED


def test_duty_1_publishing_ticks_off_what_is_due_by_the_end_of_the_month_before(chief: Desk, draft: Sheet) -> None:
    chief.clock.now = chief.clock.now.replace(month=11, day=30)
    due = [item for item in chief.call("today.list") if "roster" in str(item)]
    roster.publish(chief, draft)
    left = [item for item in chief.call("today.list") if "roster" in str(item)]
    assert len(due) == 1
    assert due != left


def test_duty_2_a_published_edition_never_changes(chief: Desk, draft: Sheet) -> None:
    who = draft.people[0].staff_id
    made = roster.publish(chief, roster.put(chief, draft, {(who, day(1)): "z"}))
    for verb, more in (
        ("put", {"draft": CellsDraft(cells=(CellPut(staff_id=who, day=day(1), shift="w"),))}),
        ("publish", {"draft": PublishDraft(note="再次")}),
        ("drop", {}),
    ):
        with pytest.raises(WrongStep):
            chief.call(f"roster.{verb}", id=made.id, version=made.version, **more)
    assert roster.read(chief, made.id) == made


def test_duty_2_published_versions_keep_what_stood(chief: Desk, draft: Sheet) -> None:
    who = draft.people[0].staff_id
    first = roster.publish(chief, roster.put(chief, draft, {(who, day(1)): "z", (who, day(2)): "w"}))
    again = roster.begin(chief, start=Start.PUBLISHED)
    assert letters(again) == letters(first)
    second = roster.publish(chief, roster.put(chief, again, {(who, day(2)): "", (who, day(3)): "-"}))
    old = roster.read(chief, first.id)
    assert (old.state, letters(old), old.published_at) == (State.SUPERSEDED, letters(first), first.published_at)
    assert letters(second) == {(who, day(1)): "z", (who, day(3)): "-"}
    assert chief.as_(Role.RECEPTIONIST).call("roster.month", month="2026-12").id == second.id


def test_duty_2_what_changed_between_two_versions(chief: Desk, draft: Sheet) -> None:
    ann, ben, _ = (each.staff_id for each in draft.people)
    before = {(ann, day(1)): "z", (ben, day(1)): "w", (ann, day(2)): "c", (ben, day(2)): "-"}
    first = roster.publish(chief, roster.put(chief, draft, before))
    after = {(ann, day(1)): "w", (ben, day(1)): "", (ben, day(3)): "z", (ben, day(2)): ""}
    second = roster.publish(chief, roster.put(chief, roster.begin(chief, start=Start.PUBLISHED), after))
    told = [(line.staff_id, line.day, line.old, line.new) for line in
            chief.call("roster.changes", old=first.id, new=second.id)]  # fmt: skip
    assert told == [(ann, day(1), "早", "晚"), (ben, day(1), "晚", ""), (ben, day(3), "", "早")]
    assert [(each.edition, each.changed) for each in chief.call("roster.editions", month="2026-12")] == [(2, 3), (1, 0)]
    back = chief.call("roster.changes", old=second.id, new=first.id)
    assert [(line.old, line.new) for line in back] == [(new, old) for *_, old, new in told]


def test_duty_2_a_pin_alone_is_no_change(chief: Desk, draft: Sheet) -> None:
    who = draft.people[0].staff_id
    first = roster.publish(chief, roster.put(chief, draft, {(who, day(1)): "z"}))
    again = roster.begin(chief, start=Start.PUBLISHED)
    chief.call("roster.put", **put(again, CellPut(staff_id=who, day=day(1), shift="z", pinned=True)))
    assert chief.call("roster.changes", old=first.id, new=again.id) == ()


def test_duty_2_editions_of_two_months_are_not_compared(chief: Desk, draft: Sheet) -> None:
    other = roster.begin(chief, "2027-01")
    assert refused(chief, "changes", old=draft.id, new=other.id) == {"new": "roster_other_month"}


def test_duty_2_every_edition_is_in_the_journal(chief: Desk, draft: Sheet) -> None:
    roster.publish(chief, draft)
    roster.publish(chief, roster.begin(chief, start=Start.PUBLISHED))
    first = chief.call("journal.history", register="roster", id=draft.id)
    assert [row.verb for row in first] == ["roster.begin", "roster.publish", "roster.publish"]
    assert chief.call("journal.check").findings == ()


# Across months


def test_duty_1_loads_of_the_months_before_are_told_for_fairness(chief: Desk, people: tuple[int, ...]) -> None:
    ann, ben, _ = people
    chief.call("calendar.set_day", draft=DayDraft(day=date(2026, 11, 11), kind=DayKind.REST, name="店庆"))
    cells = {(ann, date(2026, 11, 7)): "w", (ann, date(2026, 11, 11)): "c", (ben, date(2026, 11, 9)): "z"}
    roster.publish(chief, roster.put(chief, roster.begin(chief, "2026-11"), cells))
    told = {load.staff_id: load for load in roster.begin(chief).loads}
    assert (told[ann].hours, told[ann].late, told[ann].weekends, told[ann].holidays) == (17.5, 1, 1, 1)
    assert (told[ben].hours, told[ben].weekends) == (6.5, 0)
    assert people[2] not in told


def test_duty_1_a_year_and_more_ago_counts_no_longer(chief: Desk, people: tuple[int, ...]) -> None:
    roster.publish(chief, roster.put(chief, roster.begin(chief, "2025-11"), {(people[0], date(2025, 11, 3)): "z"}))
    assert roster.begin(chief, "2026-12").loads == ()
    assert len(roster.begin(chief, "2026-11").loads) == 1


def test_duty_1_rest_and_runs_are_judged_with_the_days_before_the_month(chief: Desk, people: tuple[int, ...]) -> None:
    cells = {(people[0], date(2026, 11, number)): "z" for number in range(24, 31)}
    roster.publish(chief, roster.put(chief, roster.begin(chief, "2026-11"), cells))
    now = roster.put(chief, roster.begin(chief), {(people[0], day(1)): "z"})
    assert Cell(staff_id=people[0], day=date(2026, 11, 30), shift_id=1) in now.before
    (fault,) = [fault for fault in now.broken if fault.rule is Rule.RUN]
    assert (fault.staff_id, fault.day) == (people[0], day(1))


# Roles


def test_roles_drafts_are_the_offices_own(chief: Desk, draft: Sheet) -> None:
    for role in (Role.RECEPTIONIST, Role.STEWARD):
        other = chief.as_(role)
        assert other.call("roster.month", month="2026-12") is None
        assert other.call("roster.editions", month="2026-12") == ()
        with pytest.raises(NotFound):
            other.call("roster.sheet", id=draft.id)
    made = roster.publish(chief, draft)
    for role in (Role.RECEPTIONIST, Role.STEWARD):
        assert chief.as_(role).call("roster.sheet", id=made.id).state is State.PUBLISHED


@pytest.mark.parametrize("role", OTHERS)
def test_roles_the_office_makes_the_roster(chief: Desk, draft: Sheet, role: Role) -> None:
    other, at = chief.as_(role), {"id": draft.id, "version": draft.version}
    for verb, arguments in (
        ("set_person", {"staff_id": 1, "draft": PersonDraft()}),
        ("begin", {"draft": BeginDraft(month="2027-02")}),
        ("put", put(draft, CellPut(staff_id=1, day=day(1), shift="z"))),
        ("publish", {**at, "draft": PublishDraft(note="好")}),
        ("drop", at),
    ):
        with pytest.raises(NotAllowed):
            other.call(f"roster.{verb}", **arguments)
