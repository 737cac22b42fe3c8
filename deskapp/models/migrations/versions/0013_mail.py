"""The mail register: shelves, proxies, pickups, return lists, accountable items, attempts to reach residents."""

from __future__ import annotations

from deskapp.models.migrations.schema import CLOCK_RUNS, CLOCKED, index, must, one_of, search_tables, table, unique

revision = "0013"
down_revision = "0012"

_IN_THE_HOUSE = "tracking <> '' AND state NOT IN ('collected', 'returned', 'voided')"

_SHELF = """
    id key
    code text(6) unique
    name text
    rows int
    columns int
    building_id >building?
    client_id text(64)? unique
    active flag
    version int
"""
_PLACE = """
    id key
    shelf_id >mail_shelf
    row int
    column int
    label text(20) unique
"""
_PROXY = """
    id key
    number text(24) unique
    client_id text(64)? unique
    state word
    unit_id >unit
    unit_code text
    resident text
    resident_id >resident?
    name text
    relation word
    phone text
    id_type word
    id_number text
    until day?
    asked_at moment
    recorder_id >staff
    approved_by_id >staff?
    approved_at moment?
    asked_resident flag
    approve_note text
    refused_reason text
    ended_at moment?
    ended_reason text
    note text
    void_reason text
    version int
"""
_PICKUP = """
    id key
    number text(24) unique
    client_id text(64)? unique
    state word
    kind word
    unit_id >unit?
    unit_code text
    taker text
    resident_id >resident?
    phone text
    check word
    id_type word
    id_number text
    proxy_id >mail_proxy?
    steward_id >staff?
    signed flag
    total int
    picked_at moment
    recorded_at moment
    happened_reason text
    recorder_id >staff
    note text
    void_reason text
    version int
"""
_RETURN = """
    id key
    number text(24) unique
    client_id text(64)? unique
    state word
    carrier text
    made_at moment
    recorder_id >staff
    total int
    signer text
    phone text
    signed flag
    signed_at moment?
    note text
    void_reason text
    version int
"""
_ITEM = f"""
    id key
    number text(24) unique
    client_id text(64)? unique
    state word
    kind word
    tracking text(40)
    carrier text
    sender text
    origin text
    recipient text
    resident_id >resident?
    phone text
    unit_id >unit?
    unit_code text
    condition word
    damage text
    place_id >mail_place?
    place text
    received_at moment
    recorded_at moment
    happened_reason text
    recorder_id >staff
    attempts int
    next_channel word?
    next_at moment?
    unknown_at moment?
    held_until day?
    hold_reason text
    return_reason word?
    return_note text
    return_id >mail_return?
    pickup_id >mail_pickup?
    steward_id >staff?
    done_at moment?
    missing_at moment?
    missing_reason text
    note text
    void_reason text
    version int
    {CLOCKED}
"""
_CONTACT = """
    id key
    item_id >mail_item
    at moment
    channel word
    outcome word
    note text
    by_id >staff
"""
_PICKUP_LINE = """
    id key
    pickup_id >mail_pickup
    item_id >mail_item
    unit_id >unit?
    before word
    before_pickup_id >mail_pickup?
    before_place_id >mail_place?
    place text
    before_due_at moment?
    before_due_start moment?
    before_due_what text
    before_due_rule text
    before_due_span text
    before_next_channel word?
    before_next_at moment?
"""
_RETURN_LINE = """
    id key
    return_id >mail_return
    item_id >mail_item
    before word
    before_place_id >mail_place?
    before_due_start moment
    reason word
    note text
"""


def upgrade() -> None:
    """What items refer to first; then the items, and the lines that tie them to it."""
    _mail_shelf()
    _mail_place()
    _mail_proxy()
    _mail_pickup()
    _mail_return()
    _mail_item()
    _mail_contact()
    _mail_pickup_line()
    _mail_return_line()
    search_tables("mail", "pickups", "proxies", "returns")


def _mail_shelf() -> None:
    table(
        "mail_shelf",
        _SHELF,
        must("mail_shelf", "size", '"rows" > 0 AND "columns" > 0'),
    )


def _mail_place() -> None:
    table(
        "mail_place",
        _PLACE,
        unique("mail_place", "shelf_id", "row", "column"),
        must("mail_place", "place", '"row" > 0 AND "column" > 0'),
    )


def _mail_proxy() -> None:
    table(
        "mail_proxy",
        _PROXY,
        one_of("mail_proxy", "state", "asked approved ended refused voided"),
        one_of("mail_proxy", "relation", "family tenant friend neighbour colleague housekeeper other"),
        one_of("mail_proxy", "id_type", "none id_card passport permit other"),
        must("mail_proxy", "named", "name <> '' AND resident <> ''"),
        must("mail_proxy", "shown", "id_type <> 'none' AND id_number <> ''"),
        must(
            "mail_proxy",
            "approved_who",
            "state NOT IN ('approved', 'ended') OR (approved_by_id IS NOT NULL AND approved_at IS NOT NULL)",
        ),
        must("mail_proxy", "refused_why", "state <> 'refused' OR refused_reason <> ''"),
        must("mail_proxy", "ended_when", "(state = 'ended') <= (ended_at IS NOT NULL)"),
        must("mail_proxy", "voided_why", "state <> 'voided' OR void_reason <> ''"),
    )
    index("mail_proxy:open", "unit_id", "state IN ('asked', 'approved')")
    index("mail_proxy:unit", "unit_id")


def _mail_pickup() -> None:
    table(
        "mail_pickup",
        _PICKUP,
        one_of("mail_pickup", "state", "done voided"),
        one_of("mail_pickup", "kind", "resident proxy steward"),
        must("mail_pickup", "check", "\"check\" IN ('known', 'document', 'phone')"),
        one_of("mail_pickup", "id_type", "none id_card passport permit other"),
        must("mail_pickup", "happened_first", "picked_at <= recorded_at"),
        must("mail_pickup", "named", "taker <> ''"),
        must("mail_pickup", "something", "total > 0"),
        must("mail_pickup", "signed", "signed"),
        must("mail_pickup", "proxy_who", "kind <> 'proxy' OR proxy_id IS NOT NULL"),
        must("mail_pickup", "steward_who", "kind <> 'steward' OR steward_id IS NOT NULL"),
        must("mail_pickup", "voided_why", "state <> 'voided' OR void_reason <> ''"),
    )
    index("mail_pickup:picked", "picked_at")
    index("mail_pickup:proxy", "proxy_id", "proxy_id IS NOT NULL")
    index("mail_pickup:resident", "resident_id")
    index("mail_pickup:steward", "steward_id", "steward_id IS NOT NULL")
    index("mail_pickup:unit", "unit_id")


def _mail_return() -> None:
    table(
        "mail_return",
        _RETURN,
        one_of("mail_return", "state", "open signed voided"),
        must(
            "mail_return",
            "signed_who",
            "state <> 'signed' OR (signed AND signer <> '' AND signed_at IS NOT NULL AND total > 0)",
        ),
        must("mail_return", "voided_why", "state <> 'voided' OR void_reason <> ''"),
    )
    index("mail_return:made", "made_at")
    index("mail_return:open", "id", "state = 'open'")
    index("mail_return:signed", "id", "state = 'signed'")


def _mail_item() -> None:
    table(
        "mail_item",
        _ITEM,
        one_of("mail_item", "state", "waiting held steward unknown return collected returned missing voided"),
        one_of("mail_item", "kind", "registered express parcel remittance"),
        one_of("mail_item", "condition", "good damaged wet opened"),
        one_of("mail_item", "return_reason", "unknown moved refused overdue missent other"),
        must("mail_item", "happened_first", "received_at <= recorded_at"),
        must("mail_item", "named", "recipient <> ''"),
        must("mail_item", "whose", "state NOT IN ('waiting', 'held', 'steward', 'collected') OR unit_id IS NOT NULL"),
        must("mail_item", "damaged_how", "condition = 'good' OR damage <> ''"),
        must("mail_item", "picked_up", "state NOT IN ('collected', 'steward') OR pickup_id IS NOT NULL"),
        must("mail_item", "steward_who", "state <> 'steward' OR steward_id IS NOT NULL"),
        must("mail_item", "sent_off", "state <> 'returned' OR return_id IS NOT NULL"),
        must("mail_item", "done_when", "(state IN ('collected', 'returned')) = (done_at IS NOT NULL)"),
        must("mail_item", "returned_why", "state NOT IN ('return', 'returned') OR return_reason IS NOT NULL"),
        must("mail_item", "held", "state <> 'held' OR held_until IS NOT NULL"),
        must("mail_item", "left", "state NOT IN ('collected', 'returned', 'steward', 'voided') OR place_id IS NULL"),
        must(
            "mail_item",
            "clock",
            "(state IN ('waiting', 'held', 'steward', 'unknown', 'return')) = (due_at IS NOT NULL)",
        ),
        must("mail_item", "missing_why", "state <> 'missing' OR missing_reason <> ''"),
        must("mail_item", "voided_why", "state <> 'voided' OR void_reason <> ''"),
    )
    index("mail_item:damaged", "id", "condition <> 'good' AND state NOT IN ('collected', 'returned', 'voided')")
    index("mail_item:done", "done_at")
    index("mail_item:due", "due_at", CLOCK_RUNS)
    index(
        "mail_item:one_here",
        "tracking",
        "tracking <> '' AND state NOT IN ('collected', 'returned', 'voided')",
        unique=True,
    )
    index("mail_item:missing", "missing_at", "missing_at IS NOT NULL")
    index("mail_item:pickup", "pickup_id")
    index("mail_item:place", "place_id", "place_id IS NOT NULL")
    index("mail_item:received", "received_at")
    index("mail_item:received_here", "received_at", "state NOT IN ('collected', 'returned', 'voided')")
    index("mail_item:return", "return_id")
    index("mail_item:running", "state", "state NOT IN ('collected', 'returned', 'voided')")
    index("mail_item:tracking", "tracking")
    index("mail_item:unit", "unit_id")
    index("mail_item:unit_here", "unit_id", "state NOT IN ('collected', 'returned', 'voided')")
    index("mail_item:unknown", "unknown_at", "unknown_at IS NOT NULL")


def _mail_contact() -> None:
    table(
        "mail_contact",
        _CONTACT,
        one_of("mail_contact", "channel", "phone message notice door"),
        one_of("mail_contact", "outcome", "reached left no_answer wrong"),
    )
    index("mail_contact:item", "item_id")


def _mail_pickup_line() -> None:
    table(
        "mail_pickup_line",
        _PICKUP_LINE,
        one_of("mail_pickup_line", "before", "waiting held steward unknown return collected returned missing voided"),
        unique("mail_pickup_line", "pickup_id", "item_id"),
    )
    index("mail_pickup_line:item", "item_id")
    index("mail_pickup_line:unit", "unit_id")


def _mail_return_line() -> None:
    table(
        "mail_return_line",
        _RETURN_LINE,
        one_of("mail_return_line", "before", "waiting held steward unknown return collected returned missing voided"),
        one_of("mail_return_line", "reason", "unknown moved refused overdue missent other"),
        unique("mail_return_line", "return_id", "item_id"),
    )
    index("mail_return_line:item", "item_id")
