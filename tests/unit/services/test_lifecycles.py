"""Every life cycle is walked along every step of its table, and refused everywhere else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from deskapp.domain import reception, slips
from deskapp.domain.lifecycle import NEW, Lifecycle
from deskapp.domain.people import Role
from deskapp.errors import NotAllowed, WrongStep
from deskapp.services.office import verb_specs
from tests.factories import Desk

LIFECYCLES = (reception.LIFECYCLE, slips.LIFECYCLE)
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
    if verb in {"void", "reopen"}:
        return reception.ReasonDraft(reason="测试")
    return FORMS.get((register, verb)) or timed.get((register, verb))


def bring(desk: Desk, register: str, state: str, verb: str, target: str) -> Any:
    """An entry of ``register`` in ``state`` from which ``verb`` leads to ``target``."""
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


STEPS = [
    (cycle, step) for cycle in LIFECYCLES for step in cycle.steps if step.source != NEW and step.verb != "dispatch"
]


@pytest.mark.parametrize(("cycle", "step"), STEPS, ids=lambda value: getattr(value, "verb", ""))
def test_every_step_of_the_table_can_be_taken(desk: Desk, cycle: Lifecycle, step: Any) -> None:
    entry = bring(desk, cycle.register, step.source, step.verb, step.target)
    assert state_of(desk, cycle.register, entry.id) == step.source
    person = desk if Role.RECEPTIONIST in step.who else desk.as_(Role.SUPERVISOR)
    if step.verb == "print":
        person.call("slips.print", id=entry.id)
    else:
        person.step(cycle.register, step.verb, entry.id, form(cycle.register, step.verb, desk))
    assert state_of(desk, cycle.register, entry.id) == step.target


@pytest.mark.parametrize("cycle", LIFECYCLES, ids=lambda cycle: cycle.register)
def test_every_step_that_is_not_in_the_table_is_refused(desk: Desk, cycle: Lifecycle) -> None:
    verbs = sorted({step.verb for step in cycle.steps if step.source != NEW} - {"dispatch", "print"})
    for state in cycle.states:
        entry = bring(desk, cycle.register, state, "", "")
        for verb in verbs:
            if cycle.targets(state, verb):
                continue
            with pytest.raises(WrongStep):
                desk.as_(Role.SUPERVISOR).step(cycle.register, verb, entry.id, form(cycle.register, verb, desk))
        assert state_of(desk, cycle.register, entry.id) == state


def test_a_closed_entry_is_voided_by_the_office_only(desk: Desk) -> None:
    entry = desk.entry_in("closed")
    with pytest.raises(NotAllowed):
        desk.step("reception", "void", entry.id, reception.ReasonDraft(reason="误登"))


def test_every_verb_of_a_table_is_a_verb_of_its_service() -> None:
    for cycle in LIFECYCLES:
        for step in cycle.steps:
            if step.verb != "dispatch":
                assert f"{cycle.register}.{step.verb}" in verb_specs()


def test_every_step_is_declared_for_whoever_the_verb_lets_in() -> None:
    for cycle in LIFECYCLES:
        for verb in {step.verb for step in cycle.steps} - {"dispatch"}:
            assert verb_specs()[f"{cycle.register}.{verb}"].who == cycle.who(verb), verb


def test_final_states_call_for_nothing_more() -> None:
    assert reception.LIFECYCLE.final == {"closed", "voided"}
    assert slips.LIFECYCLE.final == {"closed", "voided"}


def test_the_picture_names_every_state() -> None:
    for cycle in LIFECYCLES:
        picture = cycle.mermaid()
        assert all(state in picture for state in cycle.states)
