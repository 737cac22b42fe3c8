"""The running notices."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from deskapp.models.migrations.schema import CLOCK_RUNS, CLOCKED, index, must, one_of, search_tables, table

revision = "0009"
down_revision = "0008"

_NOTICE = """
    id key
    number text(24) unique
    client_id text(64)? unique
    state word
    kind word
    title text
    content text
    title_en text
    content_en text
    starts_at moment
    ends_at moment
    everywhere flag
    buildings text
    announced_by text
    created_at moment
    recorder_id >staff
    published_at moment?
    told int
    ended_at moment?
    end_reason text
    void_reason text
    version int
"""


def upgrade() -> None:
    """The notice, its buildings, who was told, extensions, and its search index."""
    table(
        "notice",
        _NOTICE + CLOCKED,
        one_of("notice", "state", "draft published ended voided"),
        one_of("notice", "kind", "power water gas heating lift works pest_control other"),
        must("notice", "span", "ends_at > starts_at"),
        must("notice", "published_when", "state IN ('draft', 'voided') OR published_at IS NOT NULL"),
        must("notice", "ended_when", "state <> 'ended' OR ended_at IS NOT NULL"),
        must("notice", "voided_why", "state <> 'voided' OR void_reason <> ''"),
    )
    index("notice:running", "ends_at", "state NOT IN ('ended', 'voided')")
    index("notice:due", "due_at", CLOCK_RUNS)
    index("notice:created", "created_at")
    table(
        "notice_building",
        "id key\n notice_id >notice\n building_id >building",
        sa.UniqueConstraint("notice_id", "building_id", name=op.f("uq_notice_building_notice_id_building_id")),
    )
    table(
        "notice_told",
        "id key\n notice_id >notice\n audience word\n whom text\n told_by word\n told_at moment\n by_id >staff",
        one_of("notice_told", "audience", "residents department stewards other"),
        one_of("notice_told", "told_by", "posted group phone door broadcast in_person"),
    )
    index("notice_told:notice_id", "notice_id")
    table(
        "notice_extension",
        "id key\n notice_id >notice\n at moment\n by_id >staff\n old_end moment\n new_end moment\n reason text",
    )
    index("notice_extension:notice_id", "notice_id")
    search_tables("notices")
