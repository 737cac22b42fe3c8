"""The counter's first schema: directory, staff, rulebook, reception, slips, drafts, journal, search."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import context, op

from deskapp.models.migrations.schema import index, must, one_of, search_tables, table

revision = "0001"
down_revision = None

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
    for statement in context.config.attributes["extras"].chained("journal"):
        op.execute(statement)
    search_tables("reception", "slips", "unit", "resident")


def _directory() -> None:
    table(
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
        must("estate", "one", "id = 1"),
    )
    table("area", "id key\n name text(40) unique\n version int")
    table("department", "id key\n name text(40) unique\n phone text\n version int")
    table(
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
    table(
        "entrance",
        "id key\n building_id >building\n code text(10)",
        sa.UniqueConstraint("building_id", "code", name=op.f("uq_entrance_building_id_code")),
    )


def _people() -> None:
    table(
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
        one_of("staff", "role", "receptionist steward cashier supervisor director admin"),
    )
    table(
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
        one_of("resident", "sex", "unknown female male"),
        one_of("resident", "id_type", "none id_card passport permit other"),
    )


def _ties() -> None:
    table(
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
        one_of("unit", "use", "home shop office parking plant"),
        one_of("unit", "state", "vacant handed_over fitting_out occupied"),
    )
    index("unit:building_id", "building_id")
    index("unit:squeezed", "squeezed")
    table(
        "tie",
        "id key\n resident_id >resident\n unit_id >unit\n relation word\n since day?\n until day?",
        one_of("tie", "relation", "owner tenant family agent"),
        must("tie", "span", "until IS NULL OR since IS NULL OR until >= since"),
    )
    index("tie:unit_id", "unit_id")
    index("tie:resident_id", "resident_id")
    table(
        "instruction",
        "id key\n unit_id >unit\n kind word\n text text(300)\n until day\n by_id >staff\n version int",
        one_of("instruction", "kind", "parcels no_entry mail_hold other"),
    )
    index("instruction:unit_id", "unit_id until")
    table("rule_value", "id key\n key text(60) unique\n value text(60)\n since moment\n by_id >staff")


_ENTRY_STATES = "open alarm passed_on in_complaint answered promised dispatched result_known caller_told closed voided"
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
    promises_missed int
    promise_rule text
    promise_span text
    promise_start moment?
    promise_learned int
    promise_cases int
    apology text
    passed_to text
    passed_at moment?
    incident_id >entry?
    quoted text
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
    table(
        "entry",
        _ENTRY,
        one_of("entry", "state", _ENTRY_STATES),
        one_of("entry", "kind", "inquiry visit repair special_service complaint suggestion praise emergency"),
        one_of("entry", "channel", "counter phone letter email online intercom"),
        one_of("entry", "urgency", "normal urgent emergency"),
        must("entry", "happened_first", "at <= recorded_at"),
        must("entry", "promised_when", "state <> 'promised' OR promised_at IS NOT NULL"),
        must("entry", "closed_when", "state <> 'closed' OR closed_at IS NOT NULL"),
        must("entry", "voided_why", "state <> 'voided' OR void_reason <> ''"),
    )
    index("entry:running", "state", _RUNNING)
    index("entry:promise", "promised_at", _RUNNING)
    index("entry:handler", "handler_id", _RUNNING)
    index("entry:unit_kind", "unit_id kind")
    index("entry:kind", "kind at")
    index("entry:incident", "incident_id", "incident_id IS NOT NULL")
    index("entry:at", "at")
    index("entry:complaints", "id", "kind = 'complaint'")
    table(
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
    index("entry_contact:entry_id", "entry_id")
    table(
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
    limit_span text
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
    table(
        "slip",
        _SLIP,
        one_of("slip", "state", "draft issued received in_hand done not_done told recovered closed voided"),
        one_of("slip", "item", _ITEMS),
        one_of("slip", "urgency", "normal urgent emergency"),
        must("slip", "issued_when", "state IN ('draft', 'voided') OR issued_at IS NOT NULL"),
        must("slip", "limit_when", "state IN ('draft', 'voided') OR limit_at IS NOT NULL"),
        must("slip", "closed_when", "state <> 'closed' OR closed_at IS NOT NULL"),
        must("slip", "voided_why", "state <> 'voided' OR void_reason <> ''"),
    )
    index("slip:running", "state", _RUNNING)
    index("slip:limit", "limit_at", _RUNNING)
    index("slip:issuer", "issuer_id", _RUNNING)
    index("slip:copy_out", "issued_at", _COPY_OUT)
    index("slip:unit", "unit_id")
    index("slip:entry", "entry_id")
    index("slip:created", "created_at")


def _rounds() -> None:
    table(
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
    table("slip_material", material)
    index("slip_material:round_id", "round_id")
    table(
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
    index("slip_extension:slip_id", "slip_id")


def _journal() -> None:
    table("number_series", "prefix text(8)\n month text(6)\n last int", key="prefix month")
    draft = "client_id text(64)\n staff_id >staff\n place text(80)\n body text\n saved_at moment"
    table("form_draft", draft, key="client_id")
    table(
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
    index("journal:entry", "register entry_id")
    table("journal_body", "seq >journal.seq\n salt bytes(16)\n body text", key="seq")
