"""What the bench says of what it measured; how fast anything is is never tested."""

from __future__ import annotations

import json

import pytest

from deskapp.bench import report, run
from deskapp.bench.figures import Goal, compared, figure, p95
from deskapp.bench.runner import measures

KEYS = {"id", "what", "floor", "ours", "unit", "ratio", "goal", "met"}


@pytest.mark.parametrize(
    ("goal", "ours", "met", "words"),
    [
        (Goal(times=1.5), 14.9, True, "≤ 1.5×"),
        (Goal(times=1.5), 15.1, False, "≤ 1.5×"),
        (Goal(more=0.5), 10.5, True, "≤ floor + 0.5 ms"),
        (Goal(more=0.5), 10.6, False, "≤ floor + 0.5 ms"),
        (Goal(most=50), 50, True, "≤ 50 ms"),
        (Goal(most=50), 51, False, "≤ 50 ms"),
    ],
)
def test_a_goal_is_met_or_missed_by_so_much(goal: Goal, ours: float, met: bool, words: str) -> None:
    found = figure("G0", "something", 10.0, ours, "ms", goal)
    assert (found["met"], found["goal"]) == (met, words)
    assert ("missed_by" in found) is not met
    assert found.keys() >= KEYS


def test_a_goal_is_about_the_median_or_the_slowest_twentieth() -> None:
    floor, ours = [1.0] * 100, [1.0] * 94 + [9.0] * 6
    assert compared("G0", "x", floor, ours, Goal(times=1.5))["met"]
    assert not compared("G0", "x", floor, ours, Goal(times=1.5), by="p95")["met"]
    assert p95([3.0]) == 3.0


def test_a_floor_of_nothing_has_no_ratio() -> None:
    assert figure("G3", "growth", 0.0, 5.0, "MB", Goal(most=60))["ratio"] is None


def test_every_goal_has_its_measure() -> None:
    assert list(measures()) == ["DUTY-1", *(f"G{n}" for n in range(1, 8))]


def test_an_unknown_goal_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="G9"):
        run(["G9"], entries=1)


@pytest.mark.timeout(110)
def test_a_run_says_what_it_measured_on_and_found() -> None:
    heard: list[str] = []
    found = run(["G5"], entries=300, progress=heard.append)
    assert heard == ["demo 300", "G5"]
    assert found["machine"]["entries"] == 300
    assert all(result.keys() >= KEYS and result["ours"] > 0 for result in found["results"])
    assert json.loads(json.dumps(found)) == found
    lines = report(found).splitlines()
    assert len(lines) == 2 + len(found["results"])
    assert lines[-1].startswith("G5")
