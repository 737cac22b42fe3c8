"""The search index: tokens of every entry, one index a register; the statements stand in ``dialects``."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy.orm import Session

from deskapp.services.tokens import Searchable

Load = Callable[[Session, Sequence[int]], dict[int, Searchable]]


def put(session: Session, index: str, entry_id: int, new: Searchable, old: Searchable | None = None) -> None:
    """Keep the words of an entry; ``old`` is what it was kept under before (a contentless index must be told)."""


def find(session: Session, index: str, text: str, limit: int, load: Load) -> list[int]:
    """The ids of the entries that have ``text``, newest first."""
    return []
