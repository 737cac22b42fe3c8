"""Which buildings and units are meant: "1-3、5 幢" for notices and call lists, an area, a list of codes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from sqlalchemy import func, select

from deskapp.errors import Problem
from deskapp.models.directory import Building
from deskapp.services.verbs import Tx

#: What people write after a building's number, and between two of them.
_SPOKEN = re.compile(r"号楼|[栋幢座楼]")
_BETWEEN = re.compile(r"[,、;/\s]+|以及|和|及")
_FROM_TO = re.compile(r"(\w+)[-–—~至到](\w+)")
_RUN = 3


def all_buildings(tx: Tx) -> Sequence[Building]:
    """Every building in the order of their numbers: 2 before 10."""
    return tx.session.scalars(select(Building).order_by(func.length(Building.code), Building.code)).all()


def buildings(tx: Tx, text: str, problems: list[Problem], field: str = "buildings") -> list[Building]:
    """The buildings a text names, in their order; a problem for each one there is not."""
    if not text.strip() or any(problem.field == field for problem in problems):
        return []
    known = {building.code: building for building in all_buildings(tx)}
    named: set[str] = set()
    for part in filter(None, _BETWEEN.split(_SPOKEN.sub(" ", unicodedata.normalize("NFKC", text).upper()))):
        found = _meant(part, list(known))
        if not found:
            problems.append(Problem(field, "unknown_building", {"value": part[:20]}))
            return []
        named.update(found)
    return [building for code, building in known.items() if code in named]


def _meant(part: str, known: list[str]) -> list[str]:
    """One code, or those from one to another."""
    if part in known:
        return [part]
    ends = _FROM_TO.fullmatch(part)
    if ends is None or ends[1] not in known or ends[2] not in known:
        return []
    first, last = known.index(ends[1]), known.index(ends[2])
    return known[first : last + 1]


def shortly(codes: Iterable[str]) -> str:
    """Building codes in few characters: three or more that follow each other are written from–to."""
    runs: list[list[str]] = []
    for code in codes:
        follows = runs and runs[-1][-1].isdecimal() and code.isdecimal() and int(code) == int(runs[-1][-1]) + 1
        if follows:
            runs[-1].append(code)
        else:
            runs.append([code])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) >= _RUN else ", ".join(run) for run in runs)
