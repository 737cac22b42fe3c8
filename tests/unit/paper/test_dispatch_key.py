"""The key that a slip asks for, on the office's copies of the dispatch order (``DSP-8``)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.paper.reader import faults, read
from tests.unit.paper.samples import order, slip


def copies(hooks: str, *, wanted: bool = True, paper: str = "a5x3") -> list[str]:
    made = order(replace(slip(), key_wanted=wanted, hooks=hooks), paper=paper)
    assert faults(made) == []
    return ["".join(run.text for run in runs) for _, runs in read(made)]


def test_dsp_8_stub_and_work_copy_say_where_the_key_hangs_and_the_residents_does_not() -> None:
    stub, work, customer = copies("A007 A008")
    assert "需借钥匙" in stub
    assert "挂位 A007 A008" in stub
    assert "挂位 A007 A008" in work
    assert "需借钥匙" not in customer
    assert "A007" not in customer


def test_dsp_8_a_key_that_is_not_in_the_cabinet_is_said() -> None:
    assert "柜内无此房钥匙" in copies("")[0]


def test_dsp_8_a_slip_that_wants_no_key_has_no_such_line() -> None:
    assert not any("需借钥匙" in text for text in copies("A007", wanted=False))


@pytest.mark.parametrize("language", ["zh", "en", "both"])
def test_dsp_8_the_line_fits_on_the_third_of_a_page(language: str) -> None:
    made = order(replace(slip(), key_wanted=True, hooks="A007 A008 A009"), paper="a4x3", language=language)
    assert faults(made) == []
    assert len(list(read(made))) == 1
