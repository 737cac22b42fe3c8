"""The special services with their price list."""

from __future__ import annotations

from deskapp.models.migrations.schema import CLOCK_RUNS, CLOCKED, index, must, one_of, search_tables, table

revision = "0005"
down_revision = "0004"

_RUNNING = "state NOT IN ('closed', 'voided')"
_SPECIAL = f"""
    id key
    number text(24) unique
    client_id text(64)? unique
    state word
    entry_id >entry
    slip_id >slip?
    unit_id >unit?
    unit_code text
    contact text
    phone text
    item_id >service_item
    item text
    measure text
    price fen
    limit_span text
    quantity fen
    amount fen
    amount_reason text
    content text
    note text
    starts_at moment
    ends_at moment
    moves int
    apology text
    method word
    unpaid_reason text
    paid fen
    receipts text
    signed_at moment?
    at moment
    recorded_at moment
    happened_reason text
    recorder_id >staff
    department_id >department?
    workers text
    started_at moment?
    finished_at moment?
    result text
    fail_reason text
    quality word?
    quality_note text
    accepted flag
    opinion word?
    closed_at moment?
    void_reason text
    version int
    {CLOCKED}
"""


def upgrade() -> None:
    """The special services with their price list."""
    table(
        "service_item",
        """
        id key
        name text(40) unique
        category text
        measure text
        price fen
        limit_span text
        department_id >department?
        note text
        active flag
        version int
        """,
        must("service_item", "price", "price >= 0"),
    )
    _orders()
    table(
        "special_payment",
        """
        id key
        special_id >special
        at moment
        sum fen
        method word
        receipt text(30) unique
        payer text
        taker_id >staff
        """,
        one_of("special_payment", "method", "cash wechat alipay card"),
        must("special_payment", "sum", "sum <> 0"),
        must("special_payment", "named", "receipt <> '' AND payer <> ''"),
    )
    index("special_payment:special_id", "special_id")
    index("special_payment:at", "at")
    search_tables("specials")


def _orders() -> None:
    table(
        "special",
        _SPECIAL,
        one_of("special", "state", "ordered dispatched in_hand paused not_done done closed voided"),
        one_of("special", "method", "cash wechat alipay card on_account"),
        must("special", "happened_first", "at <= recorded_at"),
        must("special", "time", "starts_at < ends_at"),
        must("special", "price", "quantity > 0 AND price >= 0 AND amount >= 0"),
        must("special", "paid", "paid >= 0 AND (paid <= amount OR state = 'voided')"),
        must("special", "finished_when", "state NOT IN ('done', 'closed') OR finished_at IS NOT NULL"),
        must("special", "closed_when", "state <> 'closed' OR (closed_at IS NOT NULL AND paid >= amount)"),
        must("special", "voided_why", "state <> 'voided' OR (void_reason <> '' AND paid = 0)"),
    )
    index("special:running", "state", _RUNNING)
    index("special:recorder", "recorder_id", _RUNNING)
    index("special:start", "starts_at", _RUNNING)
    index("special:unpaid", "unit_id", "state = 'done' AND paid < amount")
    index("special:due", "due_at", CLOCK_RUNS)
    index("special:unit", "unit_id")
    index("special:entry", "entry_id")
    index("special:slip", "slip_id")
    index("special:at", "at")
    index("special:finished", "finished_at")
