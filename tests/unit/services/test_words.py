"""Whatever the window, paper and command line say of a register has its word, in both languages and well set."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from types import ModuleType
from typing import cast

import pytest

from deskapp.domain.fields import Choice, Hidden, fields_of
from deskapp.domain.words import catalogue
from tests.registers import domain_modules, drafts, enumerations, name_of, registers

NAMED = tuple(module for module in domain_modules() if hasattr(module, "REGISTER"))
#: A half-width mark beside a Chinese character stands too close on its left and too far on its right. What is filled in
#: is mostly Chinese too.
HALF_WIDTH = re.compile(r"[\u3400-\u9fff}][,:;?()]|[,:;?()][\u3400-\u9fff{]")


def both(key: str) -> str:
    """The key, if it has no word; an empty string if it has one in both languages."""
    found = catalogue().get(key)
    return "" if found is not None and found.en.strip() and found.zh.strip() else key


def missing(keys: list[str]) -> list[str]:
    return list(filter(None, map(both, keys)))


def test_the_walk_finds_the_registers() -> None:
    assert {"reception", "slips"} <= {module.REGISTER for module in registers()}


@pytest.mark.parametrize("module", registers(), ids=name_of)
def test_a_register_and_one_of_its_entries_have_a_name(module: ModuleType) -> None:
    assert not missing([f"register.{module.REGISTER}", f"register.{module.REGISTER}.one"])


@pytest.mark.parametrize("module", registers(), ids=name_of)
def test_every_state_step_and_chip_has_its_word(module: ModuleType) -> None:
    register, cycle = module.REGISTER, module.LIFECYCLE
    states = [f"{register}.state.{state}" for state in cycle.states]
    steps = [f"{register}.step.{step.verb}" for step in cycle.steps]
    assert not missing([*states, *steps, *(f"{register}.chip.{chip}" for chip in module.CHIPS)])


@pytest.mark.parametrize("module", NAMED, ids=name_of)
def test_every_member_of_every_enumeration_has_its_word(module: ModuleType) -> None:
    named = enumerations(module)
    assert not missing([f"{module.REGISTER}.{name}.{member}" for name, kind in named for member in kind])


@pytest.mark.parametrize("module", NAMED, ids=name_of)
def test_every_field_of_every_draft_has_its_label(module: ModuleType) -> None:
    assert not without_label(module.REGISTER, drafts(module))


@pytest.mark.parametrize("module", registers(), ids=name_of)
def test_every_field_that_a_step_asks_for_has_its_label(module: ModuleType) -> None:
    """A form may be another register's draft: its fields are labelled by the register that shows it."""
    forms = {step.form for step in module.LIFECYCLE.steps if step.form is not None}
    assert not without_label(module.REGISTER, forms)


@pytest.mark.parametrize("module", registers(), ids=name_of)
def test_every_choice_of_a_form_has_its_word(module: ModuleType) -> None:
    """Where the enumeration is another register's, the words may be that one's."""
    forms = {step.form for step in module.LIFECYCLE.steps if step.form is not None}
    for spec in (spec for form in forms for spec in fields_of(form) if isinstance(spec.marker, Choice)):
        home = spec.type.__module__.rpartition(".")[2]
        for member in cast(type[StrEnum], spec.type):
            own, lent = (f"{register}.{spec.name}.{member}" for register in (module.REGISTER, home))
            assert not missing([own]) or not missing([lent]), own


def without_label(register: str, forms: Iterable[type]) -> list[str]:
    """The shown fields of these drafts that neither the register nor the common words have a label for."""
    names = {spec.name for form in forms for spec in fields_of(form) if not isinstance(spec.marker, Hidden)}
    return sorted(name for name in names if both(f"{register}.field.{name}") and both(f"field.{name}"))


def test_chinese_words_are_set_with_chinese_marks() -> None:
    assert not {key: pair.zh for key, pair in catalogue().items() if HALF_WIDTH.search(pair.zh)}


@pytest.mark.parametrize(
    ("text", "caught"),
    [
        ("请更正:电话", True),
        ("时间已过(昨天)", True),
        ("已存在?", True),
        ("早于{other}({value})", True),
        ("请更正：电话，地址", False),
        ("如 14:30、+2h", False),
        ("3-2-1102, 3-2-1202", False),
    ],
)
def test_half_width_marks_are_seen(text: str, caught: bool) -> None:
    assert bool(HALF_WIDTH.search(text)) is caught
