"""Every register with a life cycle, found by walking ``deskapp.domain``: a new one is tested without being listed."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from types import ModuleType
from typing import Annotated, Any, get_origin, get_type_hints

from deskapp import domain
from deskapp.domain.fields import fields_of
from deskapp.domain.lifecycle import Lifecycle


@cache
def domain_modules() -> tuple[ModuleType, ...]:
    """Every file of the folder."""
    return tuple(
        importlib.import_module(f"{domain.__name__}.{info.name}") for info in pkgutil.iter_modules(domain.__path__)
    )


@cache
def registers() -> tuple[ModuleType, ...]:
    """The files that declare a life cycle."""
    return tuple(module for module in domain_modules() if hasattr(module, "LIFECYCLE"))


@cache
def life_cycles() -> tuple[Lifecycle, ...]:
    """Their tables."""
    return tuple(module.LIFECYCLE for module in registers())


def name_of(value: Any) -> str:
    """What a parametrized test is called by: a register, its life cycle, a step."""
    for attribute in ("REGISTER", "register", "verb"):
        if isinstance(found := getattr(value, attribute, None), str):
            return found
    return ""


def enumerations(module: ModuleType) -> Iterator[tuple[str, type[StrEnum]]]:
    """A file's own enumerations, each with every name its words stand under.

    That is the field that chooses from it, as the editors have it; where no draft does, its own: ``Copy`` → ``copy``.
    """
    choices = {(spec.type, spec.name) for draft in drafts(module) for spec in fields_of(draft)}
    for kind in _own_classes(module):
        if issubclass(kind, StrEnum):
            own = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind.__name__).lower()
            names = sorted(name for chosen, name in choices if chosen is kind)
            yield from ((name, kind) for name in names or [own])


def drafts(module: ModuleType) -> Iterator[type]:
    """A file's own data classes whose every field carries a marker."""
    for kind in _own_classes(module):
        if dataclasses.is_dataclass(kind) and all(
            get_origin(hint) is Annotated for hint in get_type_hints(kind, include_extras=True).values()
        ):
            yield kind


def _own_classes(module: ModuleType) -> Iterator[type]:
    return (kind for kind in vars(module).values() if isinstance(kind, type) and kind.__module__ == module.__name__)
