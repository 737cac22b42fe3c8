"""Handovers with what was gathered, counted and looked at; must-read notes with their readers."""

from __future__ import annotations

from deskapp.models.migrations.schema import index, must, one_of, search_tables, table, unique

revision = "0019"
down_revision = "0018"

_HANDOVER = """
    id key
    number text(24) unique
    client_id text(64)? unique
    state word
    counter int
    shift text
    outgoing_id >staff
    incoming_id >staff?
    begun_at moment
    gathered_at moment
    given_at moment?
    taken_at moment?
    late_minutes int
    open_matters int
    differences int
    note text
    remark text
    passed_by_id >staff?
    passed_reason text
    passed_at moment?
    signed_at moment?
    sealed bytes(32)?
    head_seq int
    head_count int
    head_at moment?
    head_hash bytes(32)?
    void_reason text
    version int
"""
_ITEM = """
    id key
    handover_id >handover
    position int
    register text(24)
    entry_id int
    number text
    text text(64)
    params text
    due moment?
    important flag
    passed flag
"""
_COUNT = """
    id key
    handover_id >handover
    what word
    expected int
    expected_cash fen?
    counted int?
    counted_cash fen?
    explanation text
    passed flag
"""
_CHECK = """
    id key
    handover_id >handover
    what word
    fine flag
    remark text
"""
_NOTE = """
    id key
    number text(24) unique
    client_id text(64)? unique
    state word
    title text
    content text
    until day?
    written_at moment
    recorder_id >staff
    ended_at moment?
    ended_reason text
    void_reason text
    version int
"""


def upgrade() -> None:
    """The tables and their search indexes."""
    _handovers()
    _parts()
    _notes()
    search_tables("handovers", "must_read")


def _handovers() -> None:
    table(
        "handover",
        _HANDOVER,
        one_of("handover", "state", "open given taken signed voided"),
        must("handover", "two", "incoming_id IS NULL OR incoming_id <> outgoing_id"),
        must("handover", "given_when", "state IN ('open', 'voided') OR given_at IS NOT NULL"),
        must(
            "handover",
            "taken_by",
            "state NOT IN ('taken', 'signed') OR (taken_at IS NOT NULL AND incoming_id IS NOT NULL)",
        ),
        must("handover", "head", "(taken_at IS NULL) = (head_hash IS NULL)"),
        must("handover", "signed_when", "state <> 'signed' OR signed_at IS NOT NULL"),
        must("handover", "passed_by", "(passed_at IS NULL) = (passed_by_id IS NULL)"),
        must("handover", "passed_why", "passed_at IS NULL OR passed_reason <> ''"),
        must("handover", "voided_why", "state <> 'voided' OR void_reason <> ''"),
    )
    index("handover:under_way", "counter", "state IN ('open', 'given')", unique=True)
    index("handover:late", "id", "late_minutes > 0")
    index("handover:state", "state")
    index("handover:begun", "begun_at")


def _parts() -> None:
    table("handover_item", _ITEM)
    index("handover_item:handover", "handover_id")
    table(
        "handover_count",
        _COUNT,
        one_of("handover_count", "what", "keys_out parcels envelopes cash slips"),
        unique("handover_count", "handover_id", "what"),
        must("handover_count", "sum", "(what = 'cash') = (expected_cash IS NOT NULL)"),
        must("handover_count", "cash", "counted_cash IS NULL OR what = 'cash'"),
        must("handover_count", "pieces", "counted IS NULL OR what <> 'cash'"),
    )
    table(
        "handover_check",
        _CHECK,
        one_of("handover_check", "what", "area equipment desk phone evidence"),
        unique("handover_check", "handover_id", "what"),
    )


def _notes() -> None:
    table(
        "must_read",
        _NOTE,
        one_of("must_read", "state", "in_force ended voided"),
        must("must_read", "said", "title <> '' AND content <> ''"),
        must("must_read", "ended_when", "state <> 'ended' OR ended_at IS NOT NULL"),
        must("must_read", "voided_why", "state <> 'voided' OR void_reason <> ''"),
    )
    index("must_read:in_force", "id", "state = 'in_force'")
    index("must_read:written", "written_at")
    table(
        "must_read_reader",
        "id key\n note_id >must_read\n staff_id >staff\n at moment",
        unique("must_read_reader", "note_id", "staff_id"),
    )
