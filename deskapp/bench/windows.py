"""G1 to G3: the window, started as a process of its own, beside a bare PySide6 window with a table."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from deskapp.bench.figures import Goal, compared, figure
from deskapp.bench.ground import Ground

STARTS = 9
ACTIONS = 10_000
#: A window that has not answered by then never will.
LONGEST = 600
_BARE, _OURS = "deskapp.bench.bare_window", "deskapp.bench.our_window"


def child(module: str, *arguments: str | Path) -> dict[str, Any]:
    """Run one of the window scripts; moments it names become milliseconds since its start."""
    environment = dict(os.environ)
    if not {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"} & environment.keys() and sys.platform == "linux":
        environment["QT_QPA_PLATFORM"] = "offscreen"
    start = time.time()
    command = [sys.executable, "-m", module, *map(str, arguments)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=LONGEST)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    if "error" in told:
        raise RuntimeError(told["error"])
    told["at"] = {name: (moment - start) * 1000 for name, moment in told.get("at", {}).items()}
    return told


def start(ground: Ground) -> Iterable[dict[str, Any]]:
    """G1: to the first painted window, and to the first rows of the register."""
    bare, first, rows = [], [], []
    for turn in range(STARTS + 1):
        floor, ours = child(_BARE), child(_OURS, "start", ground.place)
        if turn:  # the first start of each reads the disk
            bare.append(floor["at"]["painted"])
            first.append(ours["at"]["painted"])
            rows.append(ours["at"]["rows"])
    yield compared("G1", "start to first painted window", bare, first, Goal(times=1.5))
    yield compared("G1", "start to the first rows shown", bare, rows, Goal(times=2.5))


def opening(ground: Ground) -> Iterable[dict[str, Any]]:
    """G2: the same window on the large file and on an empty one."""
    large, empty = [], []
    for turn in range(STARTS + 1):
        pair = child(_OURS, "all", ground.place), child(_OURS, "all", ground.empty)
        if turn:
            large.append(pair[0]["at"]["rows"])
            empty.append(pair[1]["at"]["rows"])
    yield compared("G2", "opening with every entry listed, and an empty file", empty, large, Goal(times=1.2))


def memory(ground: Ground) -> Iterable[dict[str, Any]]:
    """G3: memory after the start, and its growth over ten thousand actions."""
    bare, ours = child(_BARE)["pss_mb"], child(_OURS, "work", ground.place, str(ACTIONS))
    if bare is None:
        return
    yield figure("G3", "memory after the start", bare, ours["pss_mb"], "MB", Goal(times=2.5))
    growth = ours["pss_after_mb"] - ours["pss_mb"]
    yield figure("G3", f"growth over {ACTIONS:,} actions", 0.0, growth, "MB", Goal(most=60))


def jumps(place: Path) -> dict[str, list[float]]:
    """G5: times of jumps in the window's own table and in a table that never asks anybody."""
    times: dict[str, list[float]] = child(_OURS, "jumps", place)["times"]
    return times


def typing(place: Path, questions: Path) -> dict[str, list[float]]:
    """G4: times from a key to the painted list of what was found, and of a list that never asks anybody."""
    times: dict[str, list[float]] = child(_OURS, "typing", place, questions)["times"]
    return times


MEASURES = {"G1": start, "G2": opening, "G3": memory}
