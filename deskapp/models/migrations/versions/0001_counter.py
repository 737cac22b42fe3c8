"""The counter's first schema: directory, staff, rulebook, reception, slips, drafts, journal, search."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import context, op

revision = "0001"
down_revision = None

_KINDS: dict[str, Any] = {
    "key": sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
    "big": sa.BigInteger(),
    "int": sa.Integer(),
    "flag": sa.Boolean(),
    "day": sa.Date(),
    "moment": sa.DateTime(timezone=True),
    "fen": sa.BigInteger(),
    "word": sa.String(24),
    "text": sa.String(),
    **{f"text({n})": sa.String(n) for n in (6, 8, 10, 20, 24, 30, 40, 60, 64, 80, 300)},
    **{f"bytes({n})": sa.LargeBinary(n) for n in (16, 32)},
}
_COPY_OUT = "recovered_at IS NULL AND issued_at IS NOT NULL AND state <> 'voided'"
_RUNNING = "state NOT IN ('closed', 'voided')"


def upgrade() -> None:
    """All tables, then what tables cannot say: append-only triggers and the search indexes."""
    _directory()
    _people()
    _ties()
    _reception()
    _slips()
    _rounds()
    _journal()
    dialect = context.config.attributes["extras"]
    indexes = ("reception", "slips", "unit", "resident")
    for statement in (*dialect.extras(), *(s for index in indexes for s in dialect.search_tables(index))):
        op.execute(statement)


def _table(name: str, columns: str, *constraints: sa.schema.SchemaItem, key: str = "id") -> None:
    """A table, one line a column: name, kind (``?`` may be empty, ``>table`` refers to it), ``unique``."""
    parts = [part for line in columns.splitlines() if line.strip() for part in _column(name, *line.split())]
    op.create_table(name, *parts, *constraints, sa.PrimaryKeyConstraint(*key.split(), name=op.f(f"pk_{name}")))


def _column(table: str, name: str, kind: str, unique: str = "") -> Iterator[sa.schema.SchemaItem]:
    bare, maybe = kind.rstrip("?"), kind.endswith("?")
    if bare.startswith(">"):
        target, _, column = bare[1:].partition(".")
        refers = op.f(f"fk_{table}_{name}_{target}")
        yield sa.ForeignKeyConstraint([name], [f"{target}.{column or 'id'}"], name=refers)
        bare = "key"
    if unique:
        yield sa.UniqueConstraint(name, name=op.f(f"uq_{table}_{name}"))
    yield sa.Column(name, _KINDS[bare], nullable=maybe, autoincrement=False if name == "seq" else "auto")


def _one_of(table: str, column: str, members: str) -> sa.CheckConstraint:
    values = ", ".join(f"'{member}'" for member in members.split())
    return sa.CheckConstraint(f"{column} IN ({values})", name=op.f(f"ck_{table}_{column}"))


def _must(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _index(name: str, columns: str, where: str = "") -> None:
    """``name`` is ``table:rest``; ``where`` makes it partial, on both databases alike."""
    table, rest = name.split(":")
    condition: dict[str, Any] = {"sqlite_where": sa.text(where), "postgresql_where": sa.text(where)} if where else {}
    op.create_index(op.f(f"ix_{table}_{rest}"), table, columns.split(), unique=False, **condition)


def _directory() -> None:
    _table(
        "estate",
        """
        id key
        name text(60)
        name_en text
        address text
        phone text
        complaint_line text
        version int
        """,
        _must("estate", "one", "id = 1"),
    )
    _table("area", "id key\n name text(40) unique\n version int")
    _table("department", "id key\n name text(40) unique\n phone text\n version int")
    _table(
        "building",
        """
        id key
        code text(10) unique
        name text
        floors int
        area_id >area?
        version int
        """,
    )
    _table(
        "entrance",
        "id key\n building_id >building\n code text(10)",
        sa.UniqueConstraint("building_id", "code", name=op.f("uq_entrance_building_id_code")),
    )


def _people() -> None:
    _table(
        "staff",
        """
        id key
        code text(20) unique
        name text(40)
        role word
        phone text
        department_id >department?
        area_id >area?
        active flag
        pin_hash text
        version int
        """,
        _one_of("staff", "role", "receptionist steward cashier supervisor director admin"),
    )
    _table(
        "resident",
        """
        id key
        name text(60)
        sex word
        address_as text
        id_type word
        id_number text
        emergency_contact text
        notes text
        phones text
        merged_into >resident?
        version int
        """,
        _one_of("resident", "sex", "unknown female male"),
        _one_of("resident", "id_type", "none id_card passport permit other"),
    )


def _ties() -> None:
    _table(
        "unit",
        """
        id key
        building_id >building
        entrance_id >entrance?
        code text(30) unique
        squeezed text(30)
        use word
        floor int
        area_m2 fen
        state word
        moved_in day?
        version int
        """,
        _one_of("unit", "use", "home shop office parking plant"),
        _one_of("unit", "state", "vacant handed_over fitting_out occupied"),
    )
    _index("unit:building_id", "building_id")
    _index("unit:squeezed", "squeezed")
    _table(
        "tie",
        "id key\n resident_id >resident\n unit_id >unit\n relation word\n since day?\n until day?",
        _one_of("tie", "relation", "owner tenant family agent"),
        _must("tie", "span", "until IS NULL OR since IS NULL OR until >= since"),
    )
    _index("tie:unit_id", "unit_id")
    _index("tie:resident_id", "resident_id")
    _table(
        "instruction",
        "id key\n unit_id >unit\n kind word\n text text(300)\n until day\n by_id >staff\n version int",
        _one_of("instruction", "kind", "parcels no_entry mail_hold other"),
    )
    _index("instruction:unit_id", "unit_id until")
    _table("rule_value", "id key\n key text(60) unique\n value text(60)\n since moment\n by_id >staff")


_ENTRY = """
    id key
    number text(24) unique
    client_id text(64)? unique
    state word
    at moment
    recorded_at moment
    happened_reason text
    unit_id >unit?
    unit_code text
    resident_id >resident?
    caller text
    phone text
    channel word
    kind word
    category word?
    written flag
    urgency word
    content text
    answered_on_spot flag
    result text
    first_promise moment?
    promised_at moment?
    promises_moved int
    promise_rule text
    promise_start moment?
    apology text
    told_at moment?
    told_how word?
    opinion word?
    closed_at moment?
    void_reason text
    note text
    recorder_id >staff
    handler_id >staff?
    version int
"""


def _reception() -> None:
    _table(
        "entry",
        _ENTRY,
        _one_of("entry", "state", "open answered promised dispatched result_known caller_told closed voided"),
        _one_of("entry", "kind", "inquiry visit repair special_service complaint suggestion praise emergency"),
        _one_of("entry", "channel", "counter phone letter email online intercom"),
        _one_of("entry", "urgency", "normal urgent emergency"),
        _must("entry", "happened_first", "at <= recorded_at"),
        _must("entry", "promised_when", "state <> 'promised' OR promised_at IS NOT NULL"),
        _must("entry", "closed_when", "state <> 'closed' OR closed_at IS NOT NULL"),
        _must("entry", "voided_why", "state <> 'voided' OR void_reason <> ''"),
    )
    _index("entry:running", "state", _RUNNING)
    _index("entry:promise", "promised_at", _RUNNING)
    _index("entry:handler", "handler_id", _RUNNING)
    _index("entry:unit_kind", "unit_id kind")
    _index("entry:at", "at")
    _index("entry:complaints", "id", "kind = 'complaint'")
    _table(
        "entry_contact",
        """
        id key
        entry_id >entry
        at moment
        by_id >staff
        caller text
        phone text
        channel word
        content text
        """,
    )
    _index("entry_contact:entry_id", "entry_id")
    _table(
        "suggestion",
        """
        entry_id >entry
        assessment text
        department_id >department?
        adopted flag
        reply text
        reward text
        """,
        key="entry_id",
    )


_SLIP = """
    id key
    number text(24) unique
    client_id text(64)? unique
    state word
    entry_id >entry?
    unit_id >unit?
    unit_code text
    contact text
    phone text
    department_id >department
    item word
    urgency word
    content text
    note text
    created_at moment
    issued_at moment?
    issuer_id >staff
    limit_at moment?
    limit_rule text
    appointment moment?
    prints int
    round int
    extensions int
    opinion word?
    recovered_at moment?
    closed_at moment?
    close_reason text
    void_reason text
    version int
"""
_ITEMS = "plumbing electrical doors_windows lift intercom cleaning greening security special_service other"


def _slips() -> None:
    _table(
        "slip",
        _SLIP,
        _one_of("slip", "state", "draft issued received in_hand done not_done told recovered closed voided"),
        _one_of("slip", "item", _ITEMS),
        _one_of("slip", "urgency", "normal urgent emergency"),
        _must("slip", "issued_when", "state IN ('draft', 'voided') OR issued_at IS NOT NULL"),
        _must("slip", "limit_when", "state IN ('draft', 'voided') OR limit_at IS NOT NULL"),
        _must("slip", "closed_when", "state <> 'closed' OR closed_at IS NOT NULL"),
        _must("slip", "voided_why", "state <> 'voided' OR void_reason <> ''"),
    )
    _index("slip:running", "state", _RUNNING)
    _index("slip:limit", "limit_at", _RUNNING)
    _index("slip:issuer", "issuer_id", _RUNNING)
    _index("slip:copy_out", "issued_at", _COPY_OUT)
    _index("slip:unit", "unit_id")
    _index("slip:entry", "entry_id")
    _index("slip:created", "created_at")


def _rounds() -> None:
    _table(
        "slip_round",
        """
        id key
        slip_id >slip
        round int
        content text
        issued_at moment?
        limit_at moment?
        received_by text
        received_at moment?
        workers text
        arrived_at moment?
        finished_at moment?
        result text
        labour fen
        fail_reason text
        told_at moment?
        told_how word?
        opinion word?
        recovered_at moment?
        """,
        sa.UniqueConstraint("slip_id", "round", name=op.f("uq_slip_round_slip_id_round")),
    )
    material = "id key\n round_id >slip_round\n name text\n size text\n quantity fen\n price fen"
    _table("slip_material", material)
    _index("slip_material:round_id", "round_id")
    _table(
        "slip_extension",
        """
        id key
        slip_id >slip
        at moment
        by_id >staff
        old_limit moment
        new_limit moment
        reason text
        apology text
        """,
    )
    _index("slip_extension:slip_id", "slip_id")


def _journal() -> None:
    _table("number_series", "prefix text(8)\n month text(6)\n last int", key="prefix month")
    draft = "client_id text(64)\n staff_id >staff\n place text(80)\n body text\n saved_at moment"
    _table("form_draft", draft, key="client_id")
    _table(
        "journal",
        """
        seq key
        at moment
        staff_id int
        verb text(40)
        register text(24)
        entry_id big
        number text(24)
        row_digest bytes(32)
        commitment bytes(32)
        hash bytes(32)
        """,
        key="seq",
    )
    _index("journal:entry", "register entry_id")
    _table("journal_body", "seq >journal.seq\n salt bytes(16)\n body text", key="seq")
