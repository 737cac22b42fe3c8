"""The duty roster: shifts, who takes part, editions of a month, leaves and swaps."""

from __future__ import annotations

from deskapp.models.migrations.schema import index, must, one_of, search_tables, table, unique

revision = "0017"
down_revision = "0016"

_SHIFT = """
    id key
    client_id text(64)? unique
    name text(20) unique
    short text
    letter text(6) unique
    starts text(8)
    ends text(8)
    pause int
    colour word
    late flag
    cover_working int
    cover_weekend int
    cover_holiday int
    position int
    active flag
    version int
"""
_PERSON = """
    id key
    staff_id >staff unique
    on_roster flag
    experienced flag
    hours int?
    shifts text
    position int
    note text
    version int
"""
_SHEET = """
    id key
    client_id text(64)? unique
    month text(8)
    edition int
    state word
    based_on_id >roster_sheet?
    note text
    made_by_id >staff
    made_at moment
    published_by_id >staff?
    published_at moment?
    version int
"""
_CELL = """
    id key
    sheet_id >roster_sheet
    staff_id >staff
    day day
    shift_id >shift?
    pinned flag
"""
_LEAVE = """
    id key
    number text(24) unique
    client_id text(64)? unique
    state word
    staff_id >staff
    person text
    kind word
    since day
    until day
    reason text
    asked_at moment
    recorder_id >staff
    decided_by_id >staff?
    decided_at moment?
    decided_reason text
    withdrawn_reason text
    void_reason text
    version int
"""
_SWAP = """
    id key
    number text(24) unique
    client_id text(64)? unique
    state word
    kind word
    staff_id >staff
    person text
    day day
    shift_id >shift
    other_id >staff
    other text
    other_day day?
    other_shift_id >shift?
    reason text
    asked_at moment
    recorder_id >staff
    agreed_by_id >staff?
    agreed_at moment?
    decided_by_id >staff?
    decided_at moment?
    decided_note text
    sheet_id >roster_sheet?
    other_sheet_id >roster_sheet?
    withdrawn_reason text
    void_reason text
    version int
"""


def upgrade() -> None:
    """Shifts and people first, then the editions with their cells, then what changes them."""
    _shift()
    _roster_person()
    _roster_sheet()
    _roster_cell()
    _leave()
    _swap()
    search_tables("leaves", "swaps")


def _shift() -> None:
    table(
        "shift",
        _SHIFT,
        one_of("shift", "colour", "blue orange green purple teal red brown grey"),
        must("shift", "named", "name <> '' AND short <> '' AND letter <> ''"),
        must("shift", "cover", "cover_working >= 0 AND cover_weekend >= 0 AND cover_holiday >= 0"),
        must("shift", "pause", "pause >= 0"),
    )


def _roster_person() -> None:
    table(
        "roster_person",
        _PERSON,
    )


def _roster_sheet() -> None:
    table(
        "roster_sheet",
        _SHEET,
        one_of("roster_sheet", "state", "draft published superseded dropped"),
        unique("roster_sheet", "month", "edition"),
        must("roster_sheet", "edition", "edition > 0"),
        must("roster_sheet", "published_when", "state NOT IN ('published', 'superseded') OR published_at IS NOT NULL"),
    )
    index("roster_sheet:draft", "month", "state = 'draft'", unique=True)
    index("roster_sheet:published", "month", "state = 'published'", unique=True)


def _roster_cell() -> None:
    table(
        "roster_cell",
        _CELL,
        unique("roster_cell", "sheet_id", "staff_id", "day"),
    )
    index("roster_cell:day", "day")


def _leave() -> None:
    table(
        "leave",
        _LEAVE,
        one_of("leave", "state", "asked approved refused withdrawn voided"),
        one_of("leave", "kind", "annual sick personal training other wish"),
        must("leave", "span", "since <= until"),
        must("leave", "decided_when", "state NOT IN ('approved', 'refused') OR decided_at IS NOT NULL"),
        must("leave", "voided_why", "state <> 'voided' OR void_reason <> ''"),
    )
    index("leave:asked", "id", "state = 'asked'")
    index("leave:staff", "staff_id until")
    index("leave:until", "until")


def _swap() -> None:
    table(
        "swap",
        _SWAP,
        one_of("swap", "state", "asked agreed approved refused withdrawn voided"),
        one_of("swap", "kind", "swap cover"),
        must("swap", "two", "staff_id <> other_id"),
        must("swap", "swap_for_what", "kind <> 'swap' OR other_day IS NOT NULL"),
        must("swap", "approved", "state <> 'approved' OR (decided_at IS NOT NULL AND sheet_id IS NOT NULL)"),
        must("swap", "agreed_when", "state NOT IN ('agreed', 'approved') OR agreed_at IS NOT NULL"),
        must("swap", "refused_when", "state <> 'refused' OR decided_at IS NOT NULL"),
        must("swap", "voided_why", "state <> 'voided' OR void_reason <> ''"),
    )
    index("swap:open", "id", "state IN ('asked', 'agreed')")
    index("swap:day", "day")
    index("swap:other", "other_id")
    index("swap:other_day", "other_day")
    index("swap:staff", "staff_id")
