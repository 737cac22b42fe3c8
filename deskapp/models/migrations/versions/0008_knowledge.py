"""The knowledge base."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from deskapp.models.migrations.schema import index, must, one_of, search_tables, table

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Articles, who quotes them, and their search index."""
    table(
        "article",
        """
        id key
        number text(24) unique
        client_id text(64)? unique
        state word
        kind word
        occasion word?
        channel word?
        title text
        title_en text
        answer text
        keywords text
        applies_to word?
        clause text
        created_at moment
        author_id >staff
        withdrawn_why text
        version int
        """,
        one_of("article", "state", "proposed in_use withdrawn"),
        one_of("article", "kind", "answer procedure words"),
        must("article", "words_when", "kind <> 'words' OR occasion IS NOT NULL"),
        must("article", "withdrawn_why", "state <> 'withdrawn' OR withdrawn_why <> ''"),
    )
    index("article:state", "state kind")
    table(
        "quote",
        """
        id key
        number text(24)
        register word
        entry_id big
        at moment
        """,
        sa.UniqueConstraint("register", "entry_id", name=op.f("uq_quote_register_entry_id")),
    )
    index("quote:number", "number at")
    search_tables("knowledge")
