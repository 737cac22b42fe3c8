"""The key cabinet: cabinets, hooks, key sets, their loans."""

from __future__ import annotations

from deskapp.models.migrations.schema import CLOCK_RUNS, CLOCKED, index, must, one_of, search_tables, table, unique

revision = "0010"
down_revision = "0009"

_RUNNING = "state NOT IN ('closed', 'voided')"
_LOAN = f"""
    id key
    number text(24) unique
    client_id text(64)? unique
    state word
    kind word
    staff_id >staff?
    borrower text
    company text
    phone text
    id_type word
    id_number text
    purpose text
    unit_id >unit?
    unit_code text
    slip_id >slip?
    lent_at moment
    recorded_at moment
    happened_reason text
    recorder_id >staff
    return_by moment
    extensions int
    signed flag
    total int
    out int
    lost int
    hooks text
    deposit fen
    deposit_reason text
    deposit_state word
    method word
    envelope int?
    receipt text(24)? unique
    settled_at moment?
    settled_by_id >staff?
    settled_method word?
    settled_signed flag
    kept_reason text
    note text
    returned_at moment?
    void_reason text
    version int
    {CLOCKED}
"""
_KEY_SET = """
    id key
    number text(24) unique
    client_id text(64)? unique
    state word
    hook_id >hook? unique
    hook text
    category word
    building_id >building?
    floor int?
    unit_id >unit?
    unit_code text
    room text
    keys int
    note text
    loan_id >loan?
    hung_at moment
    recorder_id >staff
    missing_at moment?
    missing_reason text
    retired_reason text
    version int
"""
_LINE = """
    id key
    loan_id >loan
    set_id >key_set
    unit_id >unit?
    hook text
    place text
    keys int
    state word
    back_at moment?
    lost_at moment?
    taker_id >staff?
    remedy word?
    note text
"""


def upgrade() -> None:
    """Cabinets first, then who borrows, then the sets, which name the loan they are out on."""
    _cabinets()
    _loans()
    _sets()
    _lines()
    search_tables("keys", "loans")


def _cabinets() -> None:
    table(
        "cabinet",
        """
        id key
        code text(6) unique
        name text
        rows int
        columns int
        client_id text(64)? unique
        active flag
        version int
        """,
        must("cabinet", "size", '"rows" > 0 AND "columns" > 0'),
    )
    table(
        "hook",
        """
        id key
        cabinet_id >cabinet
        row int
        column int
        label text(20) unique
        """,
        unique("hook", "cabinet_id", "row", "column"),
        must("hook", "place", '"row" > 0 AND "column" > 0'),
    )


def _loans() -> None:
    table(
        "loan",
        _LOAN,
        one_of("loan", "state", "out part back closed voided"),
        one_of("loan", "kind", "staff outside"),
        one_of("loan", "id_type", "none id_card passport permit other"),
        one_of("loan", "deposit_state", "none held refunded kept"),
        must("loan", "happened_first", "lent_at <= recorded_at"),
        must("loan", "time", "lent_at < return_by"),
        must("loan", "named", "borrower <> '' AND purpose <> ''"),
        must("loan", "staff_who", "kind <> 'staff' OR staff_id IS NOT NULL"),
        must("loan", "shown", "kind <> 'outside' OR (id_type <> 'none' AND id_number <> '')"),
        must("loan", "counted", "total > 0 AND out >= 0 AND lost >= 0 AND out + lost <= total"),
        must("loan", "all_back", "state NOT IN ('back', 'closed', 'voided') OR out = 0"),
        must("loan", "clock", "(state IN ('out', 'part')) = (due_at IS NOT NULL)"),
        must("loan", "settled_first", "state <> 'closed' OR deposit_state <> 'held'"),
        must("loan", "deposit", "deposit >= 0 AND (deposit > 0) = (deposit_state <> 'none')"),
        must("loan", "envelope", "deposit_state = 'none' OR (envelope IS NOT NULL AND receipt IS NOT NULL)"),
        must("loan", "settled_when", "deposit_state NOT IN ('refunded', 'kept') OR settled_at IS NOT NULL"),
        must("loan", "kept_why", "deposit_state <> 'kept' OR kept_reason <> ''"),
        must("loan", "voided_why", "state <> 'voided' OR void_reason <> ''"),
    )
    index("loan:running", "state", _RUNNING)
    index("loan:recorder", "recorder_id", _RUNNING)
    index("loan:envelope", "envelope", "deposit_state = 'held'", unique=True)
    index("loan:due", "due_at", CLOCK_RUNS)
    index("loan:unit", "unit_id")
    index("loan:slip", "slip_id")
    index("loan:staff", "staff_id")
    index("loan:lent", "lent_at")


def _sets() -> None:
    table(
        "key_set",
        _KEY_SET,
        one_of("key_set", "state", "in out handed missing retired"),
        one_of("key_set", "category", "vacant trust equipment other"),
        must("key_set", "keys", "keys > 0"),
        must("key_set", "one_holder", "(state = 'out') = (loan_id IS NOT NULL)"),
        must("key_set", "on_hook", "(hook_id IS NULL) = (state IN ('handed', 'retired'))"),
        must("key_set", "missing_why", "state <> 'missing' OR missing_reason <> ''"),
        must("key_set", "retired_why", "state <> 'retired' OR retired_reason <> ''"),
        must("key_set", "of_something", "unit_id IS NOT NULL OR building_id IS NOT NULL OR room <> ''"),
    )
    index("key_set:out", "loan_id", "state = 'out'")
    index("key_set:missing", "id", "state = 'missing'")
    index("key_set:unit", "unit_id")
    index("key_set:building", "building_id")
    index("key_set:state", "state")


def _lines() -> None:
    table(
        "loan_line",
        _LINE,
        one_of("loan_line", "state", "out returned lost"),
        unique("loan_line", "loan_id", "set_id"),
        must("loan_line", "back_when", "(state = 'returned') = (back_at IS NOT NULL)"),
        must("loan_line", "lost_how", "state <> 'lost' OR (lost_at IS NOT NULL AND remedy IS NOT NULL)"),
    )
    index("loan_line:one_hand", "set_id", "state = 'out'", unique=True)
    index("loan_line:set", "set_id")
    index("loan_line:unit", "unit_id")
