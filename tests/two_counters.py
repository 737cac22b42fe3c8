"""Two counters at one register beside a model on paper, driven by chance: what such a test of one hand begins with."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from deskapp.domain.people import Role
from deskapp.errors import DeskError
from deskapp.services.office import open_office
from tests.factories import Desk, TestClock

COUNTERS = st.integers(0, 1)
#: Which of the papers, however many there are.
ANY = st.integers(0, 40)


class TwoCounters(RuleBasedStateMachine):
    """Two counters at one register, and a sheet of paper: a test's own machine says what is on it and what is done."""

    def __init__(self, place: Path) -> None:
        super().__init__()
        self.clock = TestClock()
        self.offices = [open_office(place, clock=self.clock) for _ in range(2)]
        self.desks = [Desk(office, self.clock, Role.SUPERVISOR) for office in self.offices]
        self.papers: dict[int, Any] = {}

    def goes(self, expected: bool, act: Callable[[], Any]) -> Any:
        """Do something that the paper allows or forbids: the register says the same."""
        try:
            done = act()
        except DeskError as error:
            assert not expected, error
            return None
        assert expected
        return done

    def chosen(self, pick: int) -> int:
        """One of the papers by chance."""
        ids = sorted(self.papers)
        return ids[pick % len(ids)]

    def teardown(self) -> None:
        """The journal is whole, every row as it says, no number missing."""
        assert self.desks[0].call("journal.check").findings == ()
        for office in self.offices:
            office.close()


def drive(kind: type[TwoCounters], template: Path, folder: Path, *, steps: int) -> None:
    """Let both counters do what they like, each time at a new copy of the register."""
    made = iter(range(1_000_000))

    def machine() -> TwoCounters:
        return kind(Path(shutil.copy(template, folder / f"{next(made)}.db")))

    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        machine,
        settings=settings(
            max_examples=12, stateful_step_count=steps, deadline=None, derandomize=True,
            phases=(Phase.explicit, Phase.generate),  # making a failure shorter takes minutes
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
