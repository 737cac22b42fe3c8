"""One measured figure beside its floor and its goal."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any


def p95(samples: Sequence[float]) -> float:
    """The time that nineteen of twenty keep."""
    return sorted(samples)[min(len(samples) - 1, int(len(samples) * 0.95))]


def timed(work: Callable[[], object]) -> float:
    """How many milliseconds a piece of work takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def in_turn(rounds: int, *works: Callable[[], object]) -> list[list[float]]:
    """Times of several pieces of work, one after the other in each round, so that a busy moment falls on all."""
    found: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for place, work in enumerate(works):
            found[place].append(timed(work))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What is asked: at most ``times`` the floor, at most ``more`` above it, or at most ``most`` whatever the floor."""

    times: float | None = None
    more: float | None = None
    most: float | None = None

    def met(self, floor: float, ours: float) -> bool:
        """Whether a figure keeps it."""
        return ours <= self.limit(floor)

    def limit(self, floor: float) -> float:
        """The figure that would just keep it."""
        if self.times is not None:
            return floor * self.times
        return floor + self.more if self.more is not None else self.most or 0.0

    def words(self, unit: str) -> str:
        """The goal as it is written."""
        if self.times is not None:
            return f"≤ {self.times:g}×"
        return f"≤ floor + {self.more:g} {unit}" if self.more is not None else f"≤ {self.most:g} {unit}"


def figure(id: str, what: str, floor: float, ours: float, unit: str, goal: Goal, **more: Any) -> dict[str, Any]:
    """One result as JSON keeps it. ``more`` may add median, p95 and counts."""
    return {
        "id": id,
        "what": what,
        "floor": round(floor, 4),
        "ours": round(ours, 4),
        "unit": unit,
        "ratio": round(ours / floor, 3) if floor else None,
        "goal": goal.words(unit),
        "met": goal.met(floor, ours),
        **({} if goal.met(floor, ours) else {"missed_by": round(ours - goal.limit(floor), 4)}),
        **{name: round(value, 4) if isinstance(value, float) else value for name, value in more.items()},
    }


def compared(
    id: str, what: str, floor: Sequence[float], ours: Sequence[float], goal: Goal, *, by: str = "median"
) -> dict[str, Any]:
    """A result from two rows of times in milliseconds; ``by`` says which of median and p95 the goal is about."""
    middle, high = (median(floor), median(ours)), (p95(floor), p95(ours))
    chosen = high if by == "p95" else middle
    words = {"of": by, "floor_median": middle[0], "floor_p95": high[0], "ours_median": middle[1], "ours_p95": high[1]}
    return figure(id, what, chosen[0], chosen[1], "ms", goal, samples=len(ours), **words)


def as_table(found: dict[str, Any]) -> str:
    """The results in columns."""
    rows = [("", "what", "floor", "ours", "ratio", "goal", "met"), *map(_row, found["results"])]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)
    machine = ", ".join(f"{name} {value}" for name, value in found["machine"].items())
    return "\n".join([machine, *lines])


def _row(result: dict[str, Any]) -> tuple[str, ...]:
    ratio = "–" if result["ratio"] is None else f"{result['ratio']:.2f}×"
    met = "yes" if result["met"] else f"no, by {result['missed_by']:g} {result['unit']}"
    return (
        result["id"], result["what"], f"{result['floor']:.3f}", f"{result['ours']:.3f} {result['unit']}", ratio,
        result["goal"], met,
    )  # fmt: skip
