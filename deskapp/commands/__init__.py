"""The command line: one file a command, found by walking this folder for ``COMMAND``."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deskapp.commands.base import Command


@cache
def commands() -> tuple[Command, ...]:
    """Every command, by name."""
    modules = (importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__))
    return tuple(sorted((module.COMMAND for module in modules if hasattr(module, "COMMAND")), key=_name))


def _name(command: Command) -> str:
    return command.name
