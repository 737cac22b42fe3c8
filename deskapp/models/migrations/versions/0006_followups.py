"""The follow-up visits."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from deskapp.models.migrations.schema import CLOCK_RUNS, CLOCKED, index, must, one_of, search_tables, table

revision = "0006"
down_revision = "0005"

_PENDING = "state IN ('due', 'to_put_right')"
_ASKED_FOR = f"{_PENDING} AND source_id IS NOT NULL"
_OPINIONS = "very_satisfied satisfied rather_dissatisfied very_dissatisfied"


def upgrade() -> None:
    """The follow-up visits."""
    _followup()
    _rounds()
    search_tables("followups")


def _followup() -> None:
    table(
        "followup",
        f"""
        id key
        number text(24) unique
        client_id text(64)? unique
        state word
        kind word
        source_register text
        source_id int?
        source_number text
        entry_id >entry?
        unit_id >unit?
        unit_code text
        contact text
        phone text
        content text
        department_id >department?
        finished_at moment?
        visit_by moment
        visited_at moment?
        visits int
        attempts int
        opinion word?
        handler_id >staff
        created_at moment
        ended_at moment?
        end_reason text
        version int
        {CLOCKED}
        """,
        one_of("followup", "state", "due to_put_right satisfied waived withdrawn voided"),
        one_of(
            "followup", "kind",
            "complaint minor_repair major_repair special_halfway special_end activity other visit",
        ),
        must("followup", "due_when", "state NOT IN ('due', 'to_put_right') OR due_at IS NOT NULL"),
        must("followup", "visited_when", "state NOT IN ('satisfied', 'to_put_right') OR visited_at IS NOT NULL"),
        must("followup", "ended_when", "state IN ('due', 'to_put_right') OR ended_at IS NOT NULL"),
        must("followup", "ended_why", "state NOT IN ('waived', 'voided') OR end_reason <> ''"),
    )  # fmt: skip
    columns = ["source_register", "source_id", "kind", "unit_code"]
    once = sa.text(_ASKED_FOR)
    name = op.f("uq_followup_pending")
    op.create_index(name, "followup", columns, unique=True, sqlite_where=once, postgresql_where=once)
    index("followup:pending", "state", _PENDING)
    index("followup:finished", "finished_at", _PENDING)
    index("followup:due", "due_at", CLOCK_RUNS)
    index("followup:visit_by", "visit_by")
    index("followup:source", "source_register source_id")
    index("followup:unit", "unit_id")
    index("followup:entry", "entry_id")


def _rounds() -> None:
    table(
        "followup_visit",
        """
        id key
        followup_id >followup
        round int
        made_at moment
        by_id >staff
        mode word
        spoke_to text
        quality word
        effect word
        opinion word
        shortcomings text
        suggestions text
        signed flag
        measures text
        department_id >department?
        responsible text
        put_right_by moment?
        slip_id >slip?
        put_right_at moment?
        remedy text
        """,
        one_of("followup_visit", "mode", "phone visit"),
        one_of("followup_visit", "quality", "good fair poor"),
        one_of("followup_visit", "effect", "good fair poor"),
        one_of("followup_visit", "opinion", _OPINIONS),
        sa.UniqueConstraint("followup_id", "round", name=op.f("uq_followup_visit_followup_id_round")),
    )
    index("followup_visit:slip_id", "slip_id")
    table(
        "followup_attempt",
        """
        id key
        followup_id >followup
        tried_at moment
        by_id >staff
        mode word
        note text
        """,
        one_of("followup_attempt", "mode", "phone visit"),
    )
    index("followup_attempt:followup_id", "followup_id")
