"""The office's own word on single days, and which fixed days of a month are done."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from deskapp.models.migrations.schema import one_of, table

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Two small tables."""
    table(
        "calendar_day",
        """
        id key
        day day unique
        kind word
        name text
        follows flag
        set_at moment
        by_id >staff
        """,
        one_of("calendar_day", "kind", "working rest"),
    )
    table(
        "fixed_day",
        """
        id key
        key text(60)
        month text(8)
        done flag
        done_at moment
        by_id >staff
        """,
        sa.UniqueConstraint("key", "month", name=op.f("uq_fixed_day_key_month")),
    )
