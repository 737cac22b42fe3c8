"""The lines of the monthly key table in a file [001·1·4.5.6]."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from deskapp.domain.key_table import FIGURES, KeyTable
from deskapp.services.excel.month_table import Line, told
from deskapp.services.excel.workbook import both


def lines(found: KeyTable) -> Iterator[Line]:
    """Its categories, its loans, and when it stood so."""
    yield (both("form.key_month_table"), found.number)
    if found.empty:
        yield (both("inventories.table.empty"),)
    if found.rows:
        yield [both("keys.field.category"), *(both(f"inventories.table.{name}") for name in FIGURES)]
    else:
        yield (both("inventories.table.not_counted"),)
    for row in found.rows:
        title = f"keys.category.{row.category}" if row.category is not None else "inventories.table.sum"
        yield [both(title), *(getattr(row, name) for name in FIGURES)]
    for name in ("loans", "sets_lent", "outside", "lost", "deposits", "deposits_held", "hooks", "differences"):
        value = getattr(found, name)
        yield (both(f"inventories.table.{name}"), float(value) if isinstance(value, Decimal) else value)
    yield (both("inventories.table.inventory"), found.inventory)
    yield (both("inventories.table.at"), told(found.at))
