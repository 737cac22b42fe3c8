"""Keys handed over and entrusted; slips that ask for a key."""

from __future__ import annotations

from deskapp.models.migrations.schema import index, must, one_of, search_tables, table

revision = "0011"
down_revision = "0010"

_TRANSFER = """
    id key
    number text(24) unique
    client_id text(64)? unique
    state word
    kind word
    unit_id >unit
    unit_code text
    resident_id >resident?
    resident text
    phone text
    relation word
    id_type word
    id_number text
    items text
    keys int
    instruction text
    until day?
    returned_at moment?
    note text
    at moment
    recorded_at moment
    happened_reason text
    recorder_id >staff
    signed_at moment?
    void_reason text
    version int
"""


def upgrade() -> None:
    """The entries, their lines, their search index; beside the slips those that ask for a key."""
    table(
        "transfer",
        _TRANSFER,
        one_of("transfer", "state", "recorded signed voided"),
        one_of("transfer", "kind", "handed_over entrusted"),
        one_of("transfer", "relation", "owner tenant family agent"),
        one_of("transfer", "id_type", "none id_card passport permit other"),
        must("transfer", "happened_first", "at <= recorded_at"),
        must("transfer", "named", "resident <> ''"),
        must("transfer", "shown", "id_number = '' OR id_type <> 'none'"),
        must("transfer", "keys", "keys > 0"),
        must("transfer", "of_trust", "kind = 'entrusted' OR (instruction = '' AND until IS NULL)"),
        must("transfer", "returned", "returned_at IS NULL OR kind = 'entrusted'"),
        must("transfer", "signed_when", "state <> 'signed' OR signed_at IS NOT NULL"),
        must("transfer", "voided_why", "state <> 'voided' OR void_reason <> ''"),
    )
    index("transfer:unsigned", "id", "state = 'recorded'")
    index("transfer:trusted", "until", "kind = 'entrusted' AND returned_at IS NULL AND state <> 'voided'")
    index("transfer:unit", "unit_id")
    index("transfer:at", "at")
    table(
        "transfer_line",
        """
        id key
        transfer_id >transfer
        set_id >key_set
        hook text
        description text
        count int
        hung flag
        category word
        """,
        must("transfer_line", "count", "count > 0"),
        must("transfer_line", "described", "description <> ''"),
    )
    index("transfer_line:transfer", "transfer_id")
    index("transfer_line:set", "set_id")
    table("slip_key", "slip_id >slip", key="slip_id")
    search_tables("transfers")
