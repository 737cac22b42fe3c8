"""How the window and the command line reach the office's work: one call by name, the same checks for both."""

from __future__ import annotations

from typing import Any, Protocol

from deskapp.domain.people import Actor


class Office(Protocol):
    """The service layer as everybody above it sees it."""

    def call(self, actor: Actor | None, verb: str, /, **arguments: Any) -> Any:
        """Do ``register.verb`` in the name of ``actor``; raises ``DeskError`` for every refusal."""
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...
