"""The call lists."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from deskapp.models.migrations.schema import CLOCK_RUNS, CLOCKED, index, must, one_of, search_tables, table

revision = "0007"
down_revision = "0006"

_LIST = """
    id key
    number text(24) unique
    client_id text(64)? unique
    state word
    kind word
    title text
    ordered_by text
    say text
    saved_as text
    created_at moment
    recorder_id >staff
    done_by moment?
    total int
    tried int
    reached int
    joining int
    outcome text
    report_to text
    untried_reason text
    reported_at moment?
    void_reason text
    version int
"""
_LINE = """
    id key
    list_id >call_list
    unit_id >unit
    unit_code text
    contact text
    phone text
    result word
    words text
    called_at moment?
    by_id >staff?
    attempts int
    removed text
"""
_RESULTS = "to_call reached takes_part refused nobody wrong_number"


def upgrade() -> None:
    """The list, its units, every call, and its search index."""
    table(
        "call_list",
        _LIST + CLOCKED,
        one_of("call_list", "state", "open reported voided"),
        one_of("call_list", "kind", "order activity"),
        must("call_list", "reported_when", "state <> 'reported' OR reported_at IS NOT NULL"),
        must("call_list", "reported_what", "state <> 'reported' OR outcome <> ''"),
        must("call_list", "voided_why", "state <> 'voided' OR void_reason <> ''"),
        must("call_list", "counted", "joining <= reached AND reached <= tried AND tried <= total"),
    )
    index("call_list:open", "recorder_id", "state = 'open'")
    index("call_list:due", "due_at", CLOCK_RUNS)
    index("call_list:created", "created_at")
    index("call_list:state", "state")
    table(
        "call_line",
        _LINE,
        one_of("call_line", "result", _RESULTS),
        sa.UniqueConstraint("list_id", "unit_id", name=op.f("uq_call_line_list_id_unit_id")),
    )
    index("call_line:unit_id", "unit_id")
    table(
        "call_attempt",
        "id key\n line_id >call_line\n at moment\n by_id >staff\n result word\n words text\n taken_back flag",
        one_of("call_attempt", "result", _RESULTS),
    )
    index("call_attempt:line_id", "line_id")
    search_tables("calls")
