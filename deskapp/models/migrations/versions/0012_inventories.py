"""Counts: what was seen at each place, the differences and their explanations."""

from __future__ import annotations

from deskapp.models.migrations.schema import index, must, one_of, search_tables, table, unique

revision = "0012"
down_revision = "0011"

_RUNNING = "state IN ('counting', 'compared')"


def upgrade() -> None:
    """The count, its places, the figures it was compared with."""
    table(
        "inventory",
        """
        id key
        number text(24) unique
        client_id text(64)? unique
        state word
        subject text(24)
        month text(8)
        part_id int
        part text
        note text
        begun_at moment
        recorder_id >staff
        total int
        counted int
        compared_at moment?
        uncounted_reason text
        different int
        explained int
        counter_signed flag
        closed_at moment?
        closed_by_id >staff?
        summary text
        reported_to text
        reported_at moment?
        void_reason text
        version int
        """,
        one_of("inventory", "state", "counting compared closed voided"),
        must("inventory", "counts", "counted <= total AND explained <= different AND different <= total"),
        must("inventory", "compared_when", "state NOT IN ('compared', 'closed') OR compared_at IS NOT NULL"),
        must("inventory", "blind", "state <> 'counting' OR different = 0"),
        must("inventory", "explained", "state <> 'closed' OR (closed_at IS NOT NULL AND explained = different)"),
        must("inventory", "voided_why", "state <> 'voided' OR void_reason <> ''"),
    )
    index("inventory:running", "subject part_id", _RUNNING, unique=True)
    index("inventory:month", "subject month")
    index("inventory:state", "state")
    _lines()
    search_tables("inventories")


def _lines() -> None:
    table(
        "inventory_line",
        """
        id key
        inventory_id >inventory
        position int
        place_id int
        place text(40)
        part text
        mark word?
        item_id int?
        code text
        keys int?
        counted_at moment?
        by_id >staff?
        times int
        expected_id int?
        expected_code text
        expected_there flag
        expected_keys int
        expected_state text
        expected_words text
        difference word?
        resolution word?
        explanation text
        explained_at moment?
        explained_by_id >staff?
        """,
        one_of("inventory_line", "mark", "present empty other"),
        one_of("inventory_line", "difference", "lacking unexpected misplaced keys uncounted"),
        one_of("inventory_line", "resolution", "explained missing put_back moved"),
        unique("inventory_line", "inventory_id", "place_id"),
        unique("inventory_line", "inventory_id", "place"),
        must("inventory_line", "counted_when", "(mark IS NULL) = (counted_at IS NULL)"),
        must("inventory_line", "other_what", "mark <> 'other' OR code <> ''"),
        must(
            "inventory_line",
            "explained_why",
            "resolution IS NULL OR (difference IS NOT NULL AND explanation <> '')",
        ),
    )
    table(
        "inventory_figure",
        """
        id key
        inventory_id >inventory
        category text(24)
        state text(24)
        things int
        """,
        unique("inventory_figure", "inventory_id", "category", "state"),
    )
