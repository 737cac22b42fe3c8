"""What a desk declares; the window finds every ``DESK`` by walking ``deskapp.ui.desks``."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from PySide6.QtWidgets import QWidget

from deskapp.ui.context import Context


class Desk(Protocol):
    """What the window may ask of the tab that is in front. Every method may do nothing."""

    def new_entry(self) -> None:
        """F2: a new entry, the cursor in its first field."""
        ...

    def show_entry(self, entry_id: int) -> None:
        """Bring one entry to the front."""
        ...

    def show_chip(self, chip: str) -> None:
        """Show what Today points at."""
        ...

    def save(self) -> None:
        """Ctrl+S: save what is being edited."""
        ...

    def next_step(self) -> None:
        """Ctrl+Enter: the one step that the state calls for; in a form, save it."""
        ...

    def steps_menu(self) -> None:
        """Ctrl+M: the rarer steps."""
        ...

    def print_entry(self) -> None:
        """Ctrl+P: the form of the entry in front."""
        ...

    def escape(self) -> None:
        """Esc: leave the form; the draft stays."""
        ...

    def keep_drafts(self) -> None:
        """Write down at once what is half typed (before a lock, a rebuild of the window, the end)."""
        ...

    def keys(self) -> list[tuple[str, str]]:
        """The keys of this place with what they do, for F1."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSpec:
    """One tab.

    ``order`` 1 to 5 are the tabs that are always there (Alt+1…5); higher ones open from the menu and can be closed.
    ``title`` is a word key; ``icon`` a qtawesome name; ``registers`` the registers whose entries it shows;
    ``build`` makes the widget (a QWidget that is a ``Desk``) when the tab is first shown.
    """

    code: str
    order: int
    title: str
    icon: str
    build: Callable[[Context], QWidget]
    registers: tuple[str, ...] = ()


@cache
def desks() -> tuple[DeskSpec, ...]:
    """Every desk, in the order of the tabs."""
    package = importlib.import_module("deskapp.ui.desks")
    found = (
        importlib.import_module(f"deskapp.ui.desks.{info.name}") for info in pkgutil.iter_modules(package.__path__)
    )
    return tuple(sorted((module.DESK for module in found if hasattr(module, "DESK")), key=lambda desk: desk.order))
