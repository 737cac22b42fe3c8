"""A register's own ways into a state, for the test that walks every life cycle: one file a register, found by its name.

Most registers need none: they are led along their own table by forms filled in from their markers. A file here may have
``form(verb, desk, entry_id)``, the draft of a step that needs more than its markers say (None: the made-up one), and
``bring(desk, state, verb, target)``, the id of an entry in ``state`` from which ``verb`` leads to ``target`` (None: the
usual way).
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import ModuleType
from typing import Any

from tests.factories import Desk


@cache
def _own(register: str) -> ModuleType | None:
    here = {info.name for info in pkgutil.iter_modules(__path__)}
    return importlib.import_module(f"{__name__}.{register}") if register in here else None


def own_form(register: str, verb: str, desk: Desk, entry_id: int) -> Any:
    """The register's own draft for a step, or None."""
    ask = getattr(_own(register), "form", None)
    return ask(verb, desk, entry_id) if ask else None


def own_way(register: str, desk: Desk, state: str, verb: str, target: str) -> int | None:
    """The id of an entry brought into a state the register's own way, or None."""
    ask = getattr(_own(register), "bring", None)
    return ask(desk, state, verb, target) if ask else None
