"""Every life cycle is walked along every step of its table, and refused everywhere else.

The tables are found by walking the domain. A register is led along its own table, from its first step, by forms filled
in from their fields' own markers; one whose steps ask for more has its way in ``tests/ways``.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from deskapp.domain import reception, slips
from deskapp.domain.lifecycle import NEW, Lifecycle, Step
from deskapp.domain.people import Role
from deskapp.errors import NotAllowed, WrongStep
from deskapp.services.office import service_classes, verb_specs
from deskapp.services.register import RegisterService
from tests.factories import Desk
from tests.made_up import made_up
from tests.registers import life_cycles, name_of
from tests.ways import own_form, own_way

LIFECYCLES = life_cycles()
#: Steps that another register's verb takes along, besides those that nobody takes by themselves.
TAKEN_ALONG = {"reception.dispatch", "reception.conclude"}


def form(register: str, verb: str, desk: Desk, entry_id: int) -> Any:
    """A draft that fits a step."""
    own = own_form(register, verb, desk, entry_id)
    if own is not None:
        return own
    cycle = next(cycle for cycle in LIFECYCLES if cycle.register == register)
    asked = next(step.form for step in cycle.steps if step.verb == verb)
    return None if asked is None else made_up(asked, desk)


def bring(desk: Desk, cycle: Lifecycle, state: str, verb: str, target: str) -> int:
    """The id of an entry of a register in ``state`` from which ``verb`` leads to ``target``."""
    own = own_way(cycle.register, desk, state, verb, target)
    return lead(desk, cycle, state) if own is None else own


def way_to(cycle: Lifecycle, state: str) -> list[Step]:
    """The shortest way of steps from nothing to a state."""
    ways: list[list[Step]] = [[step] for step in cycle.steps if step.source == NEW]
    seen: set[str] = set()
    for way in ways:  # grows as it is walked
        here = way[-1].target
        if here == state:
            return way
        if here not in seen:
            seen.add(here)
            ways += [[*way, step] for step in cycle.steps if step.source == here and step.target != here]
    raise AssertionError(f"{cycle.register}: no way leads to {state}")


def lead(desk: Desk, cycle: Lifecycle, state: str) -> int:
    """Make an entry and take it along the table to a state."""
    first, *further = way_to(cycle, state)
    entry_id = int(able(desk, first).call(f"{cycle.register}.{first.verb}", draft=made_up(first.form, desk)).id)
    for step in further:
        take(desk, cycle.register, step, entry_id)
    return entry_id


def able(desk: Desk, step: Step) -> Desk:
    """Somebody who may take a step, at the counter if that is possible."""
    return desk if desk.role in step.who else desk.as_(sorted(step.who)[-1])


def take(desk: Desk, register: str, step: Step, entry_id: int) -> None:
    """Take a step with what its verb asks for."""
    person = able(desk, step)
    given = {"id": entry_id, "version": person.call(f"{register}.detail", id=entry_id).version}
    given |= {"draft": form(register, step.verb, desk, entry_id)} if step.form is not None else {}
    asked = {parameter.name for parameter in verb_specs()[f"{register}.{step.verb}"].parameters}
    person.call(f"{register}.{step.verb}", **{name: value for name, value in given.items() if name in asked})


def state_of(desk: Desk, register: str, id: int) -> str:
    return str(desk.call(f"{register}.detail", id=id).state)


def own_verb(cycle: Lifecycle, step: Step) -> bool:
    return bool(step.who) and f"{cycle.register}.{step.verb}" not in TAKEN_ALONG


STEPS = [(cycle, step) for cycle in LIFECYCLES for step in cycle.steps if step.source != NEW and own_verb(cycle, step)]


@pytest.mark.parametrize(("cycle", "step"), STEPS, ids=name_of)
def test_every_step_of_the_table_can_be_taken(desk: Desk, cycle: Lifecycle, step: Step) -> None:
    entry_id = bring(desk, cycle, step.source, step.verb, step.target)
    assert state_of(desk, cycle.register, entry_id) == step.source
    take(desk, cycle.register, step, entry_id)
    assert state_of(desk, cycle.register, entry_id) == step.target


@pytest.mark.parametrize("cycle", LIFECYCLES, ids=name_of)
def test_every_step_that_is_not_in_the_table_is_refused(desk: Desk, cycle: Lifecycle) -> None:
    steps = {step.verb: step for step in cycle.steps if step.source != NEW and own_verb(cycle, step)}
    for state in cycle.states:
        entry_id = bring(desk, cycle, state, "", "")
        for step in steps.values():
            if cycle.targets(state, step.verb):
                continue
            with pytest.raises(WrongStep):
                take(desk.as_(Role.SUPERVISOR), cycle.register, step, entry_id)
        assert state_of(desk, cycle.register, entry_id) == state


def test_a_closed_entry_is_voided_by_the_office_only(desk: Desk) -> None:
    entry = desk.entry_in("closed")
    with pytest.raises(NotAllowed):
        desk.step("reception", "void", entry.id, reception.ReasonDraft(reason="误登"))


def test_every_numbered_register_is_found_with_its_table() -> None:
    tables = [kind.lifecycle for kind in service_classes() if issubclass(kind, RegisterService)]
    assert sorted(LIFECYCLES, key=name_of) == sorted(tables, key=name_of)


@pytest.mark.parametrize("cycle", LIFECYCLES, ids=name_of)
def test_every_verb_of_a_table_is_a_verb_of_its_service_for_the_very_same_people(cycle: Lifecycle) -> None:
    for step in (step for step in cycle.steps if own_verb(cycle, step)):
        spec = verb_specs()[f"{cycle.register}.{step.verb}"]
        assert spec.writes
        assert spec.who == cycle.who(step.verb), step.verb


@pytest.mark.parametrize("cycle", LIFECYCLES, ids=name_of)
def test_every_verb_takes_the_form_that_its_step_asks_for(cycle: Lifecycle) -> None:
    for step in (step for step in cycle.steps if own_verb(cycle, step)):
        parameters = {p.name: p.annotation for p in verb_specs()[f"{cycle.register}.{step.verb}"].parameters}
        assert parameters.get("draft") is step.form, step.verb
        assert ("id" in parameters) is (step.source != NEW), step.verb


@pytest.mark.parametrize("cycle", LIFECYCLES, ids=name_of)
def test_every_form_of_a_step_can_be_saved_with_the_version_it_was_opened_at(cycle: Lifecycle) -> None:
    """The window sends it with every form, also where the verb can do without."""
    for step in (step for of, step in STEPS if of is cycle and step.form is not None):
        asked = {parameter.name for parameter in verb_specs()[f"{cycle.register}.{step.verb}"].parameters}
        assert {"id", "version", "draft"} <= asked, step.verb


@pytest.mark.parametrize("cycle", LIFECYCLES, ids=name_of)
def test_a_state_calls_for_one_step_at_most_and_every_undo_leads_back(cycle: Lifecycle) -> None:
    for state in cycle.states:
        assert len({step.verb for step in cycle.steps if step.source == state and step.primary}) <= 1, state
    for step in cycle.steps:
        assert not step.undo or step.source in cycle.targets(step.target, step.undo), step.verb


@pytest.mark.parametrize("cycle", LIFECYCLES, ids=name_of)
def test_every_state_is_reached_from_nothing(cycle: Lifecycle) -> None:
    for state in cycle.states:
        way = way_to(cycle, state)
        assert way[0].source == NEW
        assert all(before.target == after.source for before, after in pairwise(way))


def test_final_states_call_for_nothing_more() -> None:
    assert reception.LIFECYCLE.final == {"in_complaint", "closed", "voided"}
    assert slips.LIFECYCLE.final == {"closed", "voided"}


@pytest.mark.parametrize("cycle", LIFECYCLES, ids=name_of)
def test_the_picture_names_every_state(cycle: Lifecycle) -> None:
    assert all(state in cycle.mermaid() for state in cycle.states)
