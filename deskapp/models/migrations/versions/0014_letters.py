"""Letters and newspapers in bulk by building."""

from __future__ import annotations

from deskapp.models.migrations.schema import (
    CLOCK_RUNS,
    CLOCKED,
    index,
    must,
    one_of,
    search_tables,
    table,
    unique,
)

revision = "0014"
down_revision = "0013"

_BATCH = f"""
    id key
    number text(24) unique
    client_id text(64)? unique
    state word
    at moment
    recorded_at moment
    happened_reason text
    recorder_id >staff
    source word
    deliverer text
    condition word
    damage text
    letters int
    newspapers int
    waiting_for text
    means word?
    notified_at moment?
    signed_at moment?
    note text
    void_reason text
    {CLOCKED}
    version int
"""
_COUNTED = "letters >= 0 AND newspapers >= 0 AND letters + newspapers > 0"


def upgrade() -> None:
    """The deliveries, their lines, their search index."""
    table(
        "letter_batch",
        _BATCH,
        one_of("letter_batch", "state", "received notified part signed voided"),
        one_of("letter_batch", "source", "post press other"),
        one_of("letter_batch", "condition", "intact damaged"),
        one_of("letter_batch", "means", "message phone spoken"),
        must("letter_batch", "happened_first", "at <= recorded_at"),
        must("letter_batch", "counted", _COUNTED),
        must("letter_batch", "damaged_how", "(condition = 'damaged') = (damage <> '')"),
        must("letter_batch", "told_when", "state NOT IN ('notified', 'part', 'signed') OR notified_at IS NOT NULL"),
        must("letter_batch", "told_how", "(notified_at IS NULL) = (means IS NULL)"),
        must("letter_batch", "signed_when", "(state = 'signed') = (signed_at IS NOT NULL) OR state = 'voided'"),
        must("letter_batch", "signed_by_all", "state <> 'signed' OR waiting_for = ''"),
        must("letter_batch", "voided_why", "state <> 'voided' OR void_reason <> ''"),
    )
    index("letter_batch:waiting", "id", "state IN ('received', 'notified', 'part')")
    index("letter_batch:damaged", "id", "condition = 'damaged'")
    index("letter_batch:due", "due_at", CLOCK_RUNS)
    index("letter_batch:at", "at")
    table(
        "letter_line",
        """
        id key
        batch_id >letter_batch
        building_id >building
        area_id >area?
        letters int
        newspapers int
        signed_at moment?
        signer_id >staff?
        signer text
        recorder_id >staff?
        """,
        unique("letter_line", "batch_id", "building_id"),
        must("letter_line", "counted", _COUNTED),
        must("letter_line", "signed_who", "(signed_at IS NULL) = (signer = '')"),
        must("letter_line", "signed_kept", "(signed_at IS NULL) = (recorder_id IS NULL)"),
        must("letter_line", "signed_when", "signer_id IS NULL OR signed_at IS NOT NULL"),
    )
    search_tables("letters")
