"""Generated input for the mail's verbs: typed errors only, and nothing half written (F11, ``ALL-4``)."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deskapp.domain import mail
from deskapp.domain.lifecycle import NEW, Lifecycle, Step
from deskapp.errors import DeskError, Invalid
from tests.factories import Desk
from tests.faults.test_hostile_input import MANY, NASTY, anything, moments, text
from tests.registers import life_cycles, name_of
from tests.unit.services.test_lifecycles import able, bring, form, own_verb

#: For each of many forms; every example tries a dozen values.
SOME = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
REGISTERS = {"mail", "pickups", "proxies", "returns", "letters", "inventories"}
CYCLES = [cycle for cycle in life_cycles() if cycle.register in REGISTERS]
FORMS = [(cycle, step) for cycle in CYCLES for step in cycle.steps if step.form is not None and own_verb(cycle, step)]
FIRST = list({(cycle.register, step.verb): (cycle, step) for cycle, step in FORMS}.values())
#: What is asked by a text alone.
ASKED = {
    "mail.found": "text", "mail.addressees": "text", "mail.known": "tracking", "mail.guess": "tracking",
    "pickups.offer": "text", "pickups.for_unit": "unit", "proxies.of_unit": "unit", "search.by_code": "code",
}  # fmt: skip
#: What a barcode scanner or a paste may bring besides.
CODES = st.one_of(text, st.text(alphabet="SFYTJDA0123456789-/%_*\"'", max_size=60), st.sampled_from((*NASTY, "YJ-0-0")))


@pytest.mark.parametrize(("cycle", "step"), FIRST, ids=name_of)
@SOME
@given(data=st.data())
def test_f11_no_field_of_a_form_takes_a_value_of_another_kind(
    desk: Desk, cycle: Lifecycle, step: Step, data: st.DataObject
) -> None:
    person = able(desk, step)
    verb = f"{cycle.register}.{step.verb}"
    id, row = 0, dict[str, Any]()
    if step.source != NEW:
        id = bring(desk, cycle, step.source, step.verb, step.target)
        row = {"id": id, "version": person.call(f"{cycle.register}.detail", id=id).version}
    draft = form(cycle.register, step.verb, desk, id)
    for _ in range(12):
        field = data.draw(st.sampled_from([field.name for field in fields(draft)]))
        value = data.draw(st.one_of(anything, moments, CODES, st.lists(anything, max_size=2).map(tuple)))
        before = desk.call("journal.head").seq
        try:
            person.call(verb, **row, draft=replace(draft, **{field: value}))
        except DeskError:
            assert desk.call("journal.head").seq == before
        else:
            break


@MANY
@given(verb=st.sampled_from(sorted(ASKED)), question=CODES)
def test_f11_whatever_is_scanned_or_typed_is_answered(desk: Desk, verb: str, question: str) -> None:
    try:
        desk.call(verb, **{ASKED[verb]: question})
    except DeskError as error:
        assert error.code in {"invalid", "unkeepable", "wrong_type"}


def test_f11_a_day_is_no_moment(desk: Desk) -> None:
    """Python takes a moment for a day; they cannot be compared."""
    hold = next(step for step in mail.LIFECYCLE.steps if step.verb == "hold")
    id = bring(desk, mail.LIFECYCLE, "waiting", hold.verb, hold.target)
    draft = mail.HoldDraft(until=desk.clock.now + timedelta(days=3), reason="出差")
    with pytest.raises(Invalid) as refused:
        desk.step("mail", "hold", id, draft)
    assert {problem.field: problem.code for problem in refused.value.problems} == {"until": "wrong_type"}
