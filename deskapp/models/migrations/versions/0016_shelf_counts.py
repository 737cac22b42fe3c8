"""Counts of places with several things: a line for each of them, and more differences than there are places."""

from __future__ import annotations

from alembic import op

from deskapp.models.migrations.schema import index, must, one_of, table, unique

revision = "0016"
down_revision = "0015"

_RUNNING = "state IN ('counting', 'compared')"
_INVENTORY = """
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
"""
_LINE = """
    id key
    inventory_id >inventory
    position int
    place_id int
    place text(40)
    thing text(60)
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
"""
_FIGURE = """
    id key
    inventory_id >inventory
    category text(24)
    state text(24)
    things int
"""
#: A table goes before the one it refers to, and comes again after it.
_TABLES = {"inventory_figure": _FIGURE, "inventory_line": _LINE, "inventory": _INVENTORY}


def upgrade() -> None:
    """The three tables as they are now, with all that stood in them: SQLite changes no constraint of a table."""
    for name in _TABLES:
        op.execute(f"CREATE TABLE {name}_before AS SELECT * FROM {name}")
        op.drop_table(name)
    _inventory()
    _lines()
    for name, columns in reversed(_TABLES.items()):
        here = ", ".join(line.split()[0] for line in columns.splitlines() if line.strip())
        there = here.replace(" thing,", " '',") if name == "inventory_line" else here
        op.execute(f"INSERT INTO {name} ({here}) SELECT {there} FROM {name}_before")
        op.drop_table(f"{name}_before")
        _go_on_numbering(name)


def _go_on_numbering(name: str) -> None:
    """PostgreSQL counts ids apart from the table."""
    if op.get_bind().dialect.name == "postgresql":
        last = f"(SELECT max(id) FROM {name})"
        op.execute(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), coalesce({last}, 1), {last} IS NOT NULL)")


def _inventory() -> None:
    table(
        "inventory",
        _INVENTORY,
        one_of("inventory", "state", "counting compared closed voided"),
        must("inventory", "counts", "counted <= total AND explained <= different"),
        must("inventory", "compared_when", "state NOT IN ('compared', 'closed') OR compared_at IS NOT NULL"),
        must("inventory", "blind", "state <> 'counting' OR different = 0"),
        must("inventory", "explained", "state <> 'closed' OR (closed_at IS NOT NULL AND explained = different)"),
        must("inventory", "voided_why", "state <> 'voided' OR void_reason <> ''"),
    )
    index("inventory:running", "subject part_id", _RUNNING, unique=True)
    index("inventory:month", "subject month")
    index("inventory:state", "state")


def _lines() -> None:
    table(
        "inventory_line",
        _LINE,
        one_of("inventory_line", "mark", "present empty other"),
        one_of("inventory_line", "difference", "lacking unexpected misplaced keys uncounted"),
        one_of("inventory_line", "resolution", "explained missing put_back moved"),
        unique("inventory_line", "inventory_id", "place_id", "thing"),
        unique("inventory_line", "inventory_id", "place", "thing"),
        must("inventory_line", "counted_when", "(mark IS NULL) = (counted_at IS NULL)"),
        must("inventory_line", "other_what", "mark <> 'other' OR code <> ''"),
        must(
            "inventory_line",
            "explained_why",
            "resolution IS NULL OR (difference IS NOT NULL AND explanation <> '')",
        ),
    )
    table("inventory_figure", _FIGURE, unique("inventory_figure", "inventory_id", "category", "state"))
