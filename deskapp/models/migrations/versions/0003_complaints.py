"""The complaints."""

from __future__ import annotations

from deskapp.models.migrations.schema import CLOCK_RUNS, CLOCKED, index, must, one_of, search_tables, table

revision = "0003"
down_revision = "0002"

_RUNNING = "state NOT IN ('closed', 'voided')"
_STATES = "received settled classed contacted referred investigated approved replied closed voided"
_CATEGORIES = "security cleaning greening engineering mail fitting_out staff_attitude other"
_LEVELS = "supervisor director company"
_COMPLAINT = """
    id key
    number text(24) unique
    client_id text(64)? unique
    state word
    at moment
    entry_id >entry unique
    unit_id >unit?
    unit_code text
    caller text
    phone text
    content text
    category word
    written flag
    on_spot flag
    from_company flag
    collective flag
    collective_at moment?
    director_told_at moment?
    director_note text
    validity word?
    cause word?
    department_id >department?
    classed_at moment?
    classer_id >staff?
    class_note text
    contacted_at moment?
    contact_how word?
    agreed_at moment?
    contact_note text
    referred_to text
    notice_number text
    referred_at moment?
    progress_at moment?
    solved_at moment?
    investigation text
    remedy text
    approver_id >staff?
    approved_at moment?
    approve_note text
    replied_at moment?
    mode word?
    also_written flag
    reply text
    quoted text
    opinion word?
    signed flag
    company_told_at moment?
    company_note text
    level word?
    waiting_for word?
    stood int
    previous_id >complaint?
    closed_at moment?
    void_reason text
    note text
    recorder_id >staff
    handler_id >staff
    version int
"""


def upgrade() -> None:
    """The complaint with what belongs to it, and its search index."""
    table(
        "complaint",
        _COMPLAINT + CLOCKED,
        one_of("complaint", "state", _STATES),
        one_of("complaint", "category", _CATEGORIES),
        one_of("complaint", "validity", "valid assist invalid"),
        one_of("complaint", "cause", "matter mood"),
        one_of("complaint", "mode", "visit phone written counter"),
        one_of("complaint", "level", _LEVELS),
        one_of("complaint", "waiting_for", "resident body"),
        must("complaint", "replied_when", "state <> 'replied' OR replied_at IS NOT NULL"),
        must("complaint", "closed_when", "state <> 'closed' OR (closed_at IS NOT NULL AND opinion IS NOT NULL)"),
        must("complaint", "voided_why", "state <> 'voided' OR void_reason <> ''"),
        must("complaint", "collective_since", "collective = (collective_at IS NOT NULL)"),
    )
    index("complaint:running", "state", _RUNNING)
    index("complaint:handler", "handler_id", _RUNNING)
    index("complaint:unclassed", "id", "validity IS NULL AND state <> 'voided'")
    index("complaint:collective", "collective_at", "collective_at IS NOT NULL")
    index("complaint:previous", "previous_id", "previous_id IS NOT NULL")
    index("complaint:due", "due_at", CLOCK_RUNS)
    index("complaint:unit", "unit_id")
    index("complaint:at", "at")
    _parts()
    search_tables("complaints")


def _parts() -> None:
    table(
        "complaint_unit",
        """
        id key
        complaint_id >complaint
        unit_id >unit?
        unit_code text
        caller text
        phone text
        entry_id >entry?
        at moment
        by_id >staff
        withdrawn flag
        """,
    )
    index("complaint_unit:complaint_id", "complaint_id")
    index("complaint_unit:entry", "entry_id", "entry_id IS NOT NULL")
    index("complaint_unit:unit", "unit_id")
    table(
        "complaint_step",
        """
        id key
        complaint_id >complaint
        level word
        at moment
        by_id >staff
        reason text
        instruction text
        instructor text
        instructed_at moment?
        """,
        one_of("complaint_step", "level", _LEVELS),
    )
    index("complaint_step:complaint_id", "complaint_id")
    table(
        "complaint_progress",
        """
        id key
        complaint_id >complaint
        at moment
        by_id >staff
        text text
        told flag
        """,
    )
    index("complaint_progress:complaint_id", "complaint_id")
