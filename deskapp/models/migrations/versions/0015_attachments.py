"""Attachments of any entry, and their files by their hash."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import context, op

from deskapp.models.migrations.schema import index, must, one_of, table

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Both tables; the files are never changed."""
    table(
        "attachment_body",
        """
        sha256 text(64)
        content bytes
        """,
        key="sha256",
    )
    table(
        "attachment",
        """
        id key
        register text(24)
        entry_id big
        entry_number text(24)
        kind word
        name text
        media word
        size int
        sha256 text(64)
        at moment
        recorder_id >staff
        note text
        voided_at moment?
        voided_by_id >staff?
        void_reason text
        version int
        """,
        sa.ForeignKeyConstraint(
            ["sha256"], ["attachment_body.sha256"], name=op.f("fk_attachment_sha256_attachment_body")
        ),
        one_of("attachment", "kind", "photo signature paper other"),
        one_of("attachment", "media", "jpeg png webp pdf"),
        must("attachment", "whole", "size > 0 AND name <> ''"),
        must("attachment", "voided_why", "(voided_at IS NULL) = (void_reason = '')"),
    )
    index("attachment:entry", "register entry_id")
    index("attachment:once", "register entry_id sha256", "void_reason = ''", unique=True)
    for statement in context.config.attributes["extras"].append_only("attachment_body", "sha256"):
        op.execute(statement)
