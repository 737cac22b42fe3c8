"""The special events and their report."""

from __future__ import annotations

from deskapp.models.migrations.schema import CLOCK_RUNS, CLOCKED, index, must, one_of, search_tables, table

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """The special events."""
    table(
        "event",
        f"""
        id key
        number text(24) unique
        client_id text(64)? unique
        state word
        kind word
        entry_id >entry?
        complaint_id key? unique
        unit_id >unit?
        unit_code text
        place text
        caller text
        phone text
        happened_at moment
        happened_reason text
        created_at moment
        recorder_id >staff
        content text
        measures text
        harmed text
        passed_to text
        passed_at moment?
        reported_to text
        reported_at moment?
        company_to text
        company_at moment?
        outcome text
        cause text
        prevention text
        closed_at moment?
        closer_id >staff?
        void_reason text
        version int
        {CLOCKED}
        """,
        one_of("event", "state", "open reported closed voided"),
        one_of("event", "kind", "burst_pipe outage lift_trapped fire accident fight collective_complaint other"),
        must("event", "happened_first", "happened_at <= created_at"),
        must("event", "reported_when", "state NOT IN ('reported', 'closed') OR reported_at IS NOT NULL"),
        must("event", "closed_when", "state <> 'closed' OR closed_at IS NOT NULL"),
        must("event", "voided_why", "state <> 'voided' OR void_reason <> ''"),
    )
    index("event:due", "due_at", CLOCK_RUNS)
    index("event:running", "state", "state NOT IN ('closed', 'voided')")
    index("event:unit", "unit_id")
    index("event:entry", "entry_id")
    index("event:happened", "happened_at")
    search_tables("events")
