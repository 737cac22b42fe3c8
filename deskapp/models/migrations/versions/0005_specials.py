"""The special services with their price list."""

from __future__ import annotations

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """The special services with their price list."""
