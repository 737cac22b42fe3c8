"""What can go wrong, as values: a code and its parameters, never a sentence.

The words for a code stand in ``deskapp.domain`` (``problem.<code>`` and ``error.<code>``), in both languages.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Problem:
    """One refused field: which, why (``problem.<code>``), and the values its sentence names (``ALL-4``)."""

    field: str
    code: str
    params: Mapping[str, Any] = dataclasses.field(default_factory=dict)


class DeskError(Exception):
    """Anything the program says no to. ``code`` names the sentence ``error.<code>``; ``params`` fills it."""

    code = "failed"

    def __init__(self, code: str = "", **params: Any) -> None:
        self.code = code or type(self).code
        self.params: Mapping[str, Any] = params or _NOTHING
        super().__init__(f"{self.code} {dict(self.params)}" if params else self.code)


class Invalid(DeskError):
    """A draft that was refused: every problem at once, each with its field."""

    code = "invalid"

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("", fields=", ".join(f"{p.field}: {p.code}" for p in problems))


class NotAllowed(DeskError):
    """The signed-in person's role may not do this (``roles.md``)."""

    code = "not_allowed"


class SignInFailed(DeskError):
    """Unknown name, wrong PIN, or an account that is closed: said alike for all three."""

    code = "sign_in_failed"


class NotFound(DeskError):
    """No such entry."""

    code = "not_found"


class Conflict(DeskError):
    """The entry was changed by somebody since it was read."""

    code = "conflict"


class WrongStep(DeskError):
    """The life cycle has no such step from the state the entry is in."""

    code = "wrong_step"


class StorageError(DeskError):
    """The file could not be read or written: disk full, read-only, damaged, gone."""

    code = "storage"


class Busy(StorageError):
    """Another process holds the file for writing."""

    code = "busy"


class NewerDatabase(StorageError):
    """The file was written by a newer version of the program."""

    code = "newer_database"


class NoDatabase(StorageError):
    """There is no database where one was expected; none is made silently."""

    code = "no_database"
