"""Every life cycle is walked along every step of its table, and refused everywhere else.

The tables are found by walking the domain. The two whose steps ask for facts of each other have their own way into a
state; any other register is led there from its first step by forms filled in from their fields' own markers.
"""

from __future__ import annotations

from datetime import timedelta
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

LIFECYCLES = life_cycles()
#: Steps that another register's verb takes along.
TAKEN_ALONG = {"reception.dispatch"}
FORMS: dict[tuple[str, str], Any] = {
    ("reception", "amend"): reception.AmendDraft(caller="陈女士", content="改正后的内容"),
    ("reception", "answer"): reception.AnswerDraft(result="已说明"),
    ("reception", "result"): reception.AnswerDraft(result="已修好"),
    ("reception", "close"): reception.CloseDraft(),
    ("reception", "assess"): reception.AssessDraft(assessment="可行", adopted=True),
    ("reception", "join"): reception.JoinDraft(caller="陈先生", content="又打来问"),
    ("slips", "amend"): slips.SlipDraft(contact="陈女士", department_id=1, content="改正"),
    ("slips", "fail"): slips.FailDraft(reason="缺配件"),
    ("slips", "rework"): slips.ReworkDraft(content="仍漏水"),
    ("slips", "close"): slips.CloseDraft(),
}


def form(register: str, verb: str, desk: Desk) -> Any:
    """A draft that fits a step."""
    now, later = desk.clock.now, desk.clock.now + timedelta(days=9)
    timed = {
        ("reception", "promise"): reception.PromiseDraft(promised_at=later),
        ("reception", "promise_again"): reception.NewPromiseDraft(promised_at=later, reason="等配件"),
        ("reception", "tell"): reception.TellDraft(told_at=now),
        ("slips", "receive"): slips.ReceiveDraft(received_by="李强", received_at=now),
        ("slips", "start"): slips.StartDraft(workers="李强", arrived_at=now),
        ("slips", "finish"): slips.FinishDraft(finished_at=now, result="修好"),
        ("slips", "extend"): slips.ExtendDraft(limit_at=later, reason="等配件", apology="已致歉"),
        ("slips", "tell"): slips.TellDraft(told_at=now, opinion=reception.Opinion.SATISFIED),
        ("slips", "recover"): slips.RecoverDraft(recovered_at=now),
    }
    own = FORMS.get((register, verb)) or timed.get((register, verb))
    if own is not None:
        return own
    cycle = next(cycle for cycle in LIFECYCLES if cycle.register == register)
    asked = next(step.form for step in cycle.steps if step.verb == verb)
    return None if asked is None else made_up(asked, desk)


def bring(desk: Desk, cycle: Lifecycle, state: str, verb: str, target: str) -> int:
    """The id of an entry of a register in ``state`` from which ``verb`` leads to ``target``."""
    if cycle.register in {"reception", "slips"}:
        return int(_bring_known(desk, cycle.register, state, verb, target).id)
    return lead(desk, cycle, state)


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
    given |= {"draft": form(register, step.verb, desk)} if step.form is not None else {}
    asked = {parameter.name for parameter in verb_specs()[f"{register}.{step.verb}"].parameters}
    person.call(f"{register}.{step.verb}", **{name: value for name, value in given.items() if name in asked})


def _bring_known(desk: Desk, register: str, state: str, verb: str, target: str) -> Any:
    if register == "slips":
        unhappy = reception.Opinion.RATHER_DISSATISFIED if verb == "rework" else reception.Opinion.SATISFIED
        slip = desk.slip_in(state, opinion=unhappy)
        if verb == "tell" and target == "recovered":
            desk.step("slips", "recover", slip.id, slips.RecoverDraft(recovered_at=desk.clock.now))
        return slip
    if verb == "assess":
        return suggestion_in(desk, state)
    if verb == "reopen" and target == "answered":
        entry = desk.entry_in("answered")
        desk.step("reception", "close", entry.id, reception.CloseDraft())
        return entry
    return desk.entry_in(state)


def suggestion_in(desk: Desk, state: str) -> Any:
    """A suggestion in any state."""
    entry = desk.entry_in(state)
    words = reception.AmendDraft(caller="陈女士", content="建议加装扶手", kind=reception.Kind.SUGGESTION)
    desk.step("reception", "amend", entry.id, words)
    return entry


def state_of(desk: Desk, register: str, id: int) -> str:
    return str(desk.call(f"{register}.detail", id=id).state)


def own_verb(cycle: Lifecycle, step: Step) -> bool:
    return f"{cycle.register}.{step.verb}" not in TAKEN_ALONG


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
    assert reception.LIFECYCLE.final == {"closed", "voided"}
    assert slips.LIFECYCLE.final == {"closed", "voided"}


@pytest.mark.parametrize("cycle", LIFECYCLES, ids=name_of)
def test_the_picture_names_every_state(cycle: Lifecycle) -> None:
    assert all(state in cycle.mermaid() for state in cycle.states)
