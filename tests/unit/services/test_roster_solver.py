"""*Generate* keeps every rule, says which collide, and can be stopped; proved by the checker alone (``DUTY-1``)."""

from __future__ import annotations

import ast
import itertools
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import event

from deskapp.domain import roster_rules
from deskapp.domain.people import Actor, Role
from deskapp.domain.roster import Away, Cell, CellPut, CellsDraft, Load, PersonDraft, Rule, Sheet
from deskapp.domain.roster_rules import broken
from deskapp.domain.roster_solving import Keep, Problem, Progress, Solution
from deskapp.errors import DeskError, NotAllowed, WrongStep
from deskapp.services import solver
from deskapp.services.office import OpenOffice
from deskapp.services.roster_solver import RosterSolver
from deskapp.services.solver.search import solve
from tests.factories import Desk, actor_of
from tests.rosters import RULES, cell, day, early, faults, late, long, night, person, problem, sheet
from tests.ways import roster

DECEMBER = 31


def solved(asked: Problem, seconds: float = 3) -> Solution:
    return solve(asked, seconds, lambda _progress: None, lambda: False)


def proved(asked: Problem, seconds: float = 2) -> dict[tuple[int, int], int | None]:
    """What was found for whom on which day, after the checker has found no fault in it."""
    found = solved(asked, seconds)
    assert found.cells, found.collisions
    assert faults(asked, found.cells) == []
    return {(each.staff_id, (each.day - day(1)).days + 1): each.shift_id for each in found.cells}


def rules_of(found: Solution) -> set[str]:
    assert not found.cells
    return {each.code for each in found.collisions}


# The checker stands apart


def _imported(file: str) -> set[str]:
    """Every module that a file takes anything from."""
    tree = ast.parse(Path(file).read_text(encoding="utf-8"))
    plain = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    return plain | {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


def test_duty_1_the_checker_and_the_generator_share_no_code() -> None:
    folder = Path(solver.__path__[0])
    generator = {file.stem: _imported(str(file)) for file in folder.glob("*.py")}
    assert set(generator) >= {"model", "search", "fairness", "collide"}
    checker = _imported(roster_rules.__file__)
    assert not any("roster_rules" in module for modules in generator.values() for module in modules)
    assert not any("solver" in module or "solving" in module for module in checker)
    shared = {module for module in checker if module.startswith("deskapp")} & set().union(*generator.values())
    assert shared == {"deskapp.domain.roster", "deskapp.domain.shifts"}, "what they share is the data, not the rules"
    lengths = "".join(file.read_text(encoding="utf-8") for file in folder.glob("*.py"))
    assert ".length" not in lengths, "how long a shift is, the generator works out by itself"
    assert "shift.hours" not in lengths


# Every rule, on the result


def test_duty_1_a_month_keeps_every_rule_at_once() -> None:
    people = [person(id, experienced=id % 2 == 0, shifts="zw" if id == 5 else "") for id in range(1, 11)]
    away = (
        Away(staff_id=2, since=day(3), until=day(9), wish=False),
        Away(staff_id=4, since=day(10), until=day(10), wish=True),
    )
    before = (*(cell(1, number, 1) for number in range(-4, 1)), cell(3, 0, 3))
    rules = replace(RULES, experienced=1, longest_run=5, days_off=8, most_hours=170)
    asked = problem(people, DECEMBER, (early(2), late(2), night()), away=away, before=before, rules=rules)
    found = solved(asked, 4)
    assert faults(asked, found.cells) == []
    assert len(found.cells) == 10 * DECEMBER, "every cell is decided"


def test_duty_1_cover_follows_what_the_day_is() -> None:
    found = proved(problem(4, 7, (early((1, 3, 0)),)))
    counts = [sum(found[who, number] is not None for who in range(1, 5)) for number in range(1, 8)]
    assert counts == [1, 1, 1, 1, 3, 3, 1]


def test_duty_1_a_longer_shift_counts_for_those_it_reaches_over() -> None:
    found = proved(problem(1, 3, (early(), late(), long()), rules=replace(RULES, rest_hours=9, days_off=0)))
    assert set(found.values()) == {4}


def test_duty_1_a_shift_nobody_asks_for_is_taken_only_where_it_must_be() -> None:
    found = proved(problem(8, 14, (early(2), late(2), long())))
    assert 4 not in found.values()


def test_duty_1_rest_is_kept_from_the_month_before() -> None:
    found = proved(problem(2, 2, (early(), late(0)), before=(cell(1, 0, 2),), rules=replace(RULES, days_off=0)))
    assert found[2, 1] == 1
    assert found[1, 1] != 1


def test_duty_1_rest_of_more_than_a_day_reaches_over_days_off() -> None:
    rules = replace(RULES, rest_hours=48, days_off=0)
    found = proved(problem(3, 6, (early(),), rules=rules))
    mine = {who: [number for number in range(1, 7) if found[who, number]] for who in range(1, 4)}
    assert all(later - sooner >= 3 for days in mine.values() for sooner, later in itertools.pairwise(days))


def test_duty_1_a_run_goes_on_over_the_edge_of_the_month() -> None:
    before = tuple(cell(1, number, 1) for number in range(-5, 1))
    found = proved(problem(2, 4, (early(),), before=before, rules=replace(RULES, days_off=0)))
    assert found[1, 1] is None


def test_duty_1_hours_are_counted_to_the_minute() -> None:
    people = [person(1, hours=19), person(2)]
    third = replace(early(), ends=early().starts.replace(hour=13, minute=50))
    asked = problem(people, 4, (third,), rules=replace(RULES, days_off=0))
    found = proved(asked)
    assert sum(found[1, number] is not None for number in range(1, 5)) <= 3
    assert not [
        each for each in broken(sheet(asked, [cell(1, number, 1) for number in (1, 2, 3)])) if each.rule is Rule.HOURS
    ]
    four = [cell(1, number, 1) for number in (1, 2, 3, 4)]
    assert [each for each in broken(sheet(asked, four)) if each.rule is Rule.HOURS]


def test_duty_1_days_off_that_are_wanted_are_given_where_they_can_be() -> None:
    wishes = tuple(Away(staff_id=who, since=day(who * 3), until=day(who * 3 + 1), wish=True) for who in (1, 2, 3, 4))
    asked = problem(4, 14, (early(), late()), away=wishes)
    found = solved(asked)
    assert [each for each in broken(sheet(asked, found.cells)) if each.rule is Rule.WISH] == []
    assert found.best is not None
    assert found.best.wishes == 0


def test_duty_1_a_wish_is_passed_over_before_a_rule_is_broken() -> None:
    wishes = tuple(Away(staff_id=who, since=day(2), until=day(2), wish=True) for who in (1, 2))
    asked = problem(2, 3, (early(),), away=wishes, rules=replace(RULES, days_off=0))
    found = solved(asked)
    assert faults(asked, found.cells) == []
    assert found.best is not None
    assert found.best.wishes == 1


# What stays


def test_duty_1_what_is_decided_stays() -> None:
    kept = (cell(1, 1, 2), cell(1, 2, None), cell(2, 5, 1))
    asked = problem(4, 7, (early(), late()), kept=kept, rules=replace(RULES, days_off=2))
    found = proved(asked)
    assert not {(1, 1), (1, 2), (2, 5)} & found.keys(), "a proposal says nothing of what stays"


def test_duty_1_an_exception_decided_by_hand_does_not_stand_in_the_way() -> None:
    kept = (
        cell(1, 1, 2), cell(1, 2, 1),  # eight hours of rest
        *(cell(2, number, 1) for number in range(3, 11)),  # eight days in a row
        cell(3, 4, 2),  # takes early shifts only
        cell(4, 6, 1),  # on leave
    )  # fmt: skip
    people = [person(1), person(2), person(3, shifts="z"), person(4), person(5), person(6)]
    away = (Away(staff_id=4, since=day(6), until=day(7), wish=False),)
    asked = problem(people, 14, (early(), late()), kept=kept, away=away)
    of_hand = {(each.rule, each.day, each.staff_id) for each in faults(asked, ()) if each.staff_id is not None}
    assert {rule for rule, *_ in of_hand} == {Rule.REST, Rule.RUN, Rule.NOT_ALLOWED, Rule.LEAVE}
    found = solved(asked)
    assert found.cells
    assert {(each.rule, each.day, each.staff_id) for each in faults(asked, found.cells)} == of_hand


def test_duty_1_a_shift_no_longer_used_counts_where_it_stays_and_is_given_to_nobody() -> None:
    gone = night(2, active=False)
    asked = problem(3, 4, (early(), gone), kept=(cell(1, 1, 3),), rules=replace(RULES, days_off=0))
    found = proved(asked)
    assert found[1, 2] != 1, "its rest is kept"
    assert 3 not in found.values()


# Shared out


def test_duty_1_weekends_late_shifts_and_hours_are_shared_evenly() -> None:
    asked = problem(6, 28, (early(), late()))
    found = solved(asked, 5)
    assert faults(asked, found.cells) == []
    assert found.best is not None
    assert found.best.weekends <= 1
    assert found.best.late <= 1
    assert found.best.hours <= 8


def test_duty_1_whoever_had_more_weekends_in_the_months_before_has_fewer_now() -> None:
    loads = tuple(Load(staff_id=who, weekends=30 + 4 * (who == 1), months=10) for who in range(1, 6))
    found = proved(problem(5, 28, (early(), late()), loads=loads), 4)
    weekends = {
        who: sum(found[who, number] is not None for number in range(1, 29) if day(number).weekday() > 4)
        for who in range(1, 6)
    }
    assert weekends[1] < min(count for who, count in weekends.items() if who != 1)


def test_duty_1_who_is_new_or_was_away_for_months_makes_up_for_nothing() -> None:
    loads = tuple(Load(staff_id=who, weekends=40, late=100, months=10) for who in (1, 2, 3))
    loads += (Load(staff_id=4, weekends=4, late=10, months=1),)  # the fifth has none at all
    asked = problem(5, 28, (early(), late()), loads=loads)
    found = solved(asked, 4)
    assert found.best is not None
    assert found.best.weekends <= 1
    weekends = [
        sum(each.shift_id is not None and each.day.weekday() > 4 for each in found.cells if each.staff_id == who)
        for who in range(1, 6)
    ]
    assert max(weekends) - min(weekends) <= 1


# Every roster of a very small office

PEOPLE, DAYS = (1, 2, 3), (1, 2, 3, 4)
#: The seeds of those where there is no roster.
WITHOUT = frozenset({0, 1, 3, 4, 6, 8, 9, 11, 12, 13, 14, 16, 17, 18, 19, 20, 22, 23})


def _small(seed: int) -> Problem:
    chance = Random(seed)
    people = [
        person(
            id, experienced=chance.random() < 0.6, hours=chance.choice([None, None, 20, 8]),
            shifts=chance.choice(["", "", "z", "w"]),
        )
        for id in PEOPLE
    ]  # fmt: skip
    shifts = (early((chance.randint(0, 2), 1, 1)), late((chance.randint(0, 1), 1, 1)))
    rules = replace(
        RULES, rest_hours=chance.choice([0, 11, 26]), longest_run=chance.randint(1, 3), days_off=chance.randint(0, 2),
        most_hours=chance.choice([20, 40]), experienced=chance.randint(0, 1),
    )  # fmt: skip
    before = tuple(
        cell(id, number, chance.choice([1, 2])) for id in PEOPLE for number in (-1, 0) if chance.random() < 0.4
    )
    since = chance.randint(1, 4)
    away = (Away(staff_id=chance.choice(PEOPLE), since=day(since), until=day(since + 1), wish=chance.random() < 0.3),)
    kept = (cell(chance.choice(PEOPLE), chance.choice(DAYS), None),) if chance.random() < 0.5 else ()
    return problem(people, 4, shifts, rules=rules, before=before, away=away, kept=kept)


def _naive_person(asked: Problem, who: int, days: tuple[int, ...]) -> bool:
    """The rules of one person, told once more and as plainly as can be: 0 off, 1 early (7.5–14), 2 late (14–22)."""
    me, rules = asked.people[who - 1], asked.rules
    had = {(each.day - day(1)).days + 1: each.shift_id for each in asked.before if each.staff_id == who}
    have = had | {number: shift for number, shift in zip(DAYS, days, strict=True) if shift}
    begin = {number: 24 * number + (7.5 if shift == 1 else 14) for number, shift in have.items()}
    end = {number: 24 * number + (14 if shift == 1 else 22) for number, shift in have.items()}
    for later in DAYS:
        if later in have:
            if any(begin[later] - end[sooner] < rules.rest_hours for sooner in have if sooner < later):
                return False
            run = next(length for length in itertools.count() if later - length not in have)
            if run > rules.longest_run:
                return False
            if me.shifts and "_zw"[have[later]] not in me.shifts:
                return False
            if any(
                each.since <= day(later) <= each.until and not each.wish for each in asked.away if each.staff_id == who
            ):
                return False
    hours = sum(6.5 if shift == 1 else 8 for shift in days if shift)
    return days.count(0) >= rules.days_off and hours <= (rules.most_hours if me.hours is None else me.hours)


def _naive_day(asked: Problem, at: int, taken: tuple[int, ...]) -> bool:
    """The rules of one day: enough people, and one who knows the work."""
    weekend = day(at + 1).weekday() > 4
    for shift in asked.shifts:
        needed = shift.cover_weekend if weekend else shift.cover_working
        there = [who for who, mine in zip(asked.people, taken, strict=True) if mine == shift.id]
        if len(there) < needed or (needed and sum(who.experienced for who in there) < asked.rules.experienced):
            return False
    return True


def _rosters(asked: Problem) -> Iterator[tuple[tuple[int, ...], ...]]:
    """Every roster that keeps what stays."""
    kept = {(each.staff_id, each.day): each.shift_id or 0 for each in asked.kept}
    mine = [
        [
            days
            for days in itertools.product((0, 1, 2), repeat=4)
            if all(kept.get((who, day(number)), shift) == shift for number, shift in zip(DAYS, days, strict=True))
        ]
        for who in PEOPLE
    ]
    return itertools.product(*mine)


def _good(asked: Problem) -> Callable[[tuple[tuple[int, ...], ...]], bool]:
    known = {
        (who, days): _naive_person(asked, who, days)
        for who in PEOPLE
        for days in itertools.product((0, 1, 2), repeat=4)
    }
    return lambda found: (
        all(known[who, days] for who, days in zip(PEOPLE, found, strict=True))
        and all(_naive_day(asked, at, taken) for at, taken in enumerate(zip(*found, strict=True)))
    )


def _cells_of(asked: Problem, found: tuple[tuple[int, ...], ...]) -> list[Cell]:
    kept = {(each.staff_id, each.day) for each in asked.kept}
    cells = (
        cell(who, number, shift or None)
        for who, days in zip(PEOPLE, found, strict=True)
        for number, shift in zip(DAYS, days, strict=True)
    )
    return [each for each in cells if (each.staff_id, each.day) not in kept]


@pytest.mark.parametrize("seed", range(24))
def test_duty_1_a_roster_is_found_where_there_is_one_and_the_checker_knows_them_all(seed: int) -> None:
    asked = _small(seed)
    good = _good(asked)
    exists = next((found for found in _rosters(asked) if good(found)), None)
    assert (exists is None) is (seed in WITHOUT), "there are small offices of both kinds"
    answer = solved(asked, 1)
    assert bool(answer.cells) is (exists is not None)
    assert bool(answer.collisions) is (exists is None)
    if exists is not None:
        assert faults(asked, answer.cells) == []
        assert faults(asked, _cells_of(asked, exists)) == []
    some = [*itertools.islice(_rosters(asked), 0, None, 2003), *([exists] if exists is not None else [])]
    for found in some:
        assert good(found) is (faults(asked, _cells_of(asked, found)) == [])


# Where there is none


def _freer(asked: Problem, code: str) -> Problem:
    """The same without one kind of rule."""
    rules = {
        "rest": {"rest_hours": 0}, "run": {"longest_run": 31}, "days_off": {"days_off": 0},
        "hours": {"most_hours": 400}, "experienced": {"experienced": 0},
    }  # fmt: skip
    if code in rules:
        return replace(asked, rules=replace(asked.rules, **rules[code]))
    if code == "kept":
        return replace(asked, kept=())
    if code == "leave":
        return replace(asked, away=())
    if code == "not_allowed":
        return replace(asked, people=tuple(replace(each, shifts="") for each in asked.people))
    assert code == "cover"
    return replace(
        asked, shifts=tuple(replace(each, cover_working=0, cover_weekend=0, cover_holiday=0) for each in asked.shifts)
    )


ONE_OFF = replace(RULES, days_off=0)
NONE = {
    "more than there are": (problem(2, 5, (early(3),), rules=ONE_OFF), {"cover"}),
    "rest": (problem(1, 3, (early(0), late()), rules=replace(ONE_OFF, rest_hours=20)), {"rest", "cover"}),
    "run": (problem(1, 8, (early(),), rules=ONE_OFF), {"run", "cover"}),
    "run from before": (
        problem(1, 3, (early(),), rules=ONE_OFF, before=tuple(cell(1, at, 1) for at in range(-5, 1))),
        {"run", "cover"},
    ),
    "days off": (problem(1, 5, (early(),), rules=replace(RULES, days_off=2)), {"days_off", "cover"}),
    "hours": (problem(1, 5, (early(),), rules=replace(ONE_OFF, most_hours=20)), {"hours", "cover"}),
    "leave": (
        problem(2, 5, (early(2),), rules=ONE_OFF, away=(Away(staff_id=2, since=day(3), until=day(3), wish=False),)),
        {"leave", "cover"},
    ),
    "letters": (
        problem([person(1), person(2, shifts="z")], 4, (early(0), late(2)), rules=ONE_OFF),
        {"not_allowed", "cover"},
    ),
    "decided": (problem(2, 5, (early(2),), rules=ONE_OFF, kept=(cell(1, 2, None),)), {"kept", "cover"}),
    "experienced": (
        problem(
            [person(1, experienced=True), person(2)], 5, (early(),), rules=replace(ONE_OFF, experienced=1),
            away=(Away(staff_id=1, since=day(3), until=day(3), wish=False),),
        ),
        {"leave", "experienced"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", NONE)
def test_duty_1_the_rules_that_collide_are_named_and_without_any_of_them_there_is_a_roster(name: str) -> None:
    asked, codes = NONE[name]
    assert rules_of(solved(asked)) == codes
    for code in codes:
        freer = solved(_freer(asked, code), 1)
        assert freer.cells, f"{code} stands in the way"


def test_duty_1_a_collision_says_the_shift_the_days_and_the_people() -> None:
    away = tuple(Away(staff_id=who, since=day(3), until=day(4), wish=False) for who in (2, 3))
    found = solved(problem(4, 7, (early((2, 1, 1)), late(1)), rules=ONE_OFF, away=away))
    cover = [each.params for each in found.collisions if each.code == "cover"]
    assert {(each["shift"], each["days"], each["of"]) for each in cover} == {("早班", 1, 7), ("晚班", 1, 7)}
    assert {each["first"] for each in cover} <= {day(3), day(4)}
    (leave,) = (each for each in found.collisions if each.code == "leave")
    assert set(leave.people) <= {"员工2", "员工3"}


def test_duty_1_more_than_take_part_at_all_is_told_of_every_such_day() -> None:
    """One day out of a month, the solver's smallest reason, tells an office nothing."""
    (found,) = solved(problem(2, 5, (early(3), late(1)), rules=ONE_OFF)).collisions
    told = {name: found.params[name] for name in ("shift", "needed", "people", "days", "first")}
    assert told == {"shift": "早班", "needed": 3, "people": 2, "days": 5, "first": day(1)}
    nobody = problem(2, 5, (early(1),), rules=replace(ONE_OFF, experienced=1))
    (found,) = solved(nobody).collisions
    assert (found.code, found.params["days"], found.params["people"]) == ("experienced", 5, 0)


# In the office


@pytest.fixture
def chief(desk: Desk) -> Desk:
    return desk.as_(Role.SUPERVISOR)


@pytest.fixture
def draft(desk: Desk) -> Sheet:
    roster.people(desk, *(Role.RECEPTIONIST, Role.STEWARD, Role.SUPERVISOR))
    return roster.begin(desk)


def test_duty_1_a_proposal_changes_nothing_and_is_put_as_cells(chief: Desk, draft: Sheet, desk: Desk) -> None:
    letters = {shift.id: shift.letter for shift in draft.shifts}
    asked = replace(
        chief.call("roster_solver.problem", id=draft.id),
        shifts=tuple(
            replace(shift, cover_working=1, cover_weekend=1)
            if shift.letter == "z"
            else replace(shift, cover_working=0, cover_weekend=0)
            for shift in draft.shifts
        ),
        rules=replace(draft.rules, experienced=0),
    )
    found = chief.call("roster_solver.solve", problem=asked, ticket="a", seconds=2)
    assert found.cells
    assert roster.read(desk, draft.id).cells == ()
    cells = {(each.staff_id, each.day): letters.get(each.shift_id or 0, "-") for each in found.cells}
    after = roster.put(desk, draft, cells)
    assert len(after.cells) == len(found.cells)
    assert {each.rule for each in after.broken} <= {Rule.COVER, Rule.EXPERIENCED}, "the test asked for less of these"


def test_duty_1_what_is_kept_is_what_is_decided_or_only_what_is_pinned(chief: Desk, draft: Sheet, desk: Desk) -> None:
    who = draft.people[0].staff_id
    puts = (
        CellPut(staff_id=who, day=draft.days[0].day, shift="z"),
        CellPut(staff_id=who, day=draft.days[1].day, shift="-", pinned=True),
    )
    chief.call("roster.put", id=draft.id, version=draft.version, draft=CellsDraft(cells=puts))
    asked = chief.call("roster_solver.problem", id=draft.id)
    assert {each.day.day for each in asked.kept} == {1, 2}
    asked = chief.call("roster_solver.problem", id=draft.id, keep=Keep.PINNED)
    assert {each.day.day for each in asked.kept} == {2}
    assert asked.leaving == ()


def test_duty_1_whoever_is_not_on_the_roster_any_more_is_given_days_off(chief: Desk, draft: Sheet, desk: Desk) -> None:
    who = draft.people[0].staff_id
    roster.put(desk, draft, {(who, draft.days[0].day): "z", (who, draft.days[1].day): "-"})
    chief.call("roster.set_person", staff_id=who, draft=PersonDraft(on_roster=False))
    asked = chief.call("roster_solver.problem", id=draft.id, keep=Keep.PINNED)
    assert [each.day.day for each in asked.leaving] == [1]
    easy = tuple(replace(each, cover_working=0, cover_weekend=0, cover_holiday=0) for each in asked.shifts)
    found = chief.call("roster_solver.solve", problem=replace(asked, shifts=easy), ticket="a", seconds=1)
    assert Cell(staff_id=who, day=draft.days[0].day, shift_id=None) in found.cells
    assert chief.call("roster_solver.problem", id=draft.id).leaving == ()


def test_duty_1_only_a_draft_is_generated_and_only_by_the_office(chief: Desk, draft: Sheet, desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        desk.call("roster_solver.problem", id=draft.id)
    roster.publish(desk, draft)
    with pytest.raises(WrongStep):
        chief.call("roster_solver.problem", id=draft.id)


def test_duty_1_months_on_duty_are_counted_for_fairness(chief: Desk, desk: Desk) -> None:
    ids = roster.people(desk)
    for month, at in (("2026-09", date(2026, 9, 5)), ("2026-10", date(2026, 10, 10)), ("2026-11", date(2026, 11, 3))):
        roster.publish(
            desk,
            roster.put(
                desk,
                roster.begin(desk, month),
                {(ids[0], at): "z", (ids[1], at): "-"} | ({(ids[1], at): "w"} if at.month == 11 else {}),
            ),
        )
    loads = {each.staff_id: each for each in roster.begin(desk).loads}
    assert {who: each.months for who, each in loads.items()} == {ids[0]: 3, ids[1]: 1}


class Searching:
    """A search in a thread of its own, of a month that takes its time."""

    def __init__(self, office: OpenOffice, actor: Actor, seconds: int = 60) -> None:
        self.office, self.actor, self.ticket = office, actor, "a"
        people = [person(id, experienced=id % 2 == 0) for id in range(1, 19)]
        away = tuple(Away(staff_id=id, since=day(id), until=day(id), wish=True) for id in range(1, 19))
        self.problem = problem(
            people, DECEMBER, (early(4), late(3), night(2)), away=away, rules=replace(RULES, experienced=1)
        )
        self.found: Solution | None = None
        self._thread = threading.Thread(target=self._run, args=(seconds,))
        self._thread.start()

    def call(self, verb: str, **arguments: Any) -> Any:
        return self.office.call(self.actor, f"roster_solver.{verb}", ticket=self.ticket, **arguments)

    def _run(self, seconds: int) -> None:
        self.found = self.call("solve", problem=self.problem, seconds=seconds)

    def progress(self) -> Progress:
        """What is told once there is a roster."""
        waited = threading.Event()
        for _ in range(300):
            told = self.call("progress")
            if told is not None and told.found:
                assert isinstance(told, Progress)
                return told
            waited.wait(0.1)
        raise AssertionError("no roster in half a minute")

    def end(self) -> Solution:
        self._thread.join(30)
        assert self.found is not None, "it was stopped"
        return self.found


def test_duty_1_a_search_tells_how_far_it_is_and_stopped_it_answers_with_the_best_so_far(
    office: OpenOffice, chief: Desk
) -> None:
    search = Searching(office, chief.actor)
    told = search.progress()
    assert told.best is not None
    assert search.call("cancel") is True
    found = search.end()
    assert found.cells
    assert not found.proved
    assert faults(search.problem, found.cells) == []
    assert search.call("progress") is None
    assert search.call("cancel") is False, "it is over"


def test_duty_1_a_newer_search_ends_the_one_before(office: OpenOffice, chief: Desk) -> None:
    older = Searching(office, chief.actor)
    older.progress()
    newer = Searching(office, chief.actor)  # the same ticket, even
    assert older.end().cells
    newer.progress()
    assert newer.call("cancel") is True
    assert newer.end().cells


def test_duty_1_a_search_asks_the_register_nothing_and_others_write_meanwhile(office: OpenOffice, chief: Desk) -> None:
    heard: list[str] = []
    event.listen(office.core.database.reader, "before_cursor_execute", lambda *told: heard.append(told[2]))
    event.listen(office.core.database.reader, "begin", lambda _connection: heard.append("begin"))
    search = Searching(office, chief.actor)
    search.progress()
    chief.call("roster.set_person", staff_id=chief.actor.staff_id, draft=PersonDraft(experienced=True))
    search.call("cancel")
    search.end()
    assert heard == []


# Without the extra


class Without(RosterSolver):
    """The generator where its package is not installed."""

    package = "a_package_that_is_not_installed"


def test_duty_1_without_or_tools_it_is_said_what_to_install(office: OpenOffice) -> None:
    without, actor = Without(office.core), actor_of(office, Role.SUPERVISOR)
    assert RosterSolver(office.core).available(actor) is True
    assert without.available(actor) is False
    with pytest.raises(DeskError) as refused:
        without.solve(actor, problem=problem(1, 2, (early(),)), ticket="a")
    assert refused.value.code == "no_solver"
    assert "roster" in str(refused.value.params["command"])


BY_HAND = """
import sys
from datetime import date
from deskapp.domain.people import Role
from deskapp.domain.roster import BeginDraft, CellPut, CellsDraft, PersonDraft, PublishDraft
from deskapp.services.office import open_office
from tests.factories import actor_of
office = open_office(sys.argv[1])
chief = actor_of(office, Role.SUPERVISOR)
assert office.call(chief, "roster_solver.available") is True
assert not any(name.startswith("ortools") for name in sys.modules), "loaded before it is asked for"
sys.modules["ortools"] = None  # from here on as where it is not installed: importing it fails
assert office.call(chief, "roster_solver.available") is False
office.call(chief, "roster.set_person", staff_id=chief.staff_id, draft=PersonDraft())
made = office.call(chief, "roster.begin", draft=BeginDraft(month="2026-12")).ref.id
puts = CellsDraft(cells=(CellPut(staff_id=chief.staff_id, day=date(2026, 12, 1), shift="z"),))
office.call(chief, "roster.put", id=made, version=1, draft=puts)
sheet = office.call(chief, "roster.sheet", id=made)
assert len(sheet.cells) == 1 and sheet.broken
office.call(chief, "roster.publish", id=made, version=2, draft=PublishDraft(note="x"))
office.close()
"""


def test_duty_1_or_tools_is_loaded_only_when_used_and_without_it_everything_else_works(place: Path) -> None:
    command = [sys.executable, "-c", BY_HAND, str(place)]
    root = Path(__file__).parents[3]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, cwd=root)
    assert ran.returncode == 0, ran.stderr
