"""The monthly key table in a file: Excel by its ending, or else CSV [001·1·4.5.6]."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from deskapp.domain.key_table import FIGURES, KeyTable
from deskapp.errors import DeskError
from deskapp.services.calendar_lists import write_text
from deskapp.services.excel.workbook import both, quoted


def write(found: KeyTable, path: str, now: datetime) -> str:
    """Write the table where it can be opened by anything; raises DeskError."""
    target = Path(path)
    lines = [[quoted(cell) if isinstance(cell, str) else cell for cell in line] for line in _lines(found)]
    if target.suffix.lower() == ".xlsx":
        try:
            _workbook(target, lines, now)
        except (OSError, ValueError, XlsxWriterException) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            raise DeskError("unwritable", path=path, reason=reason) from error
    else:
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(lines)
        write_text(target, text.getvalue())
    return path


def _lines(found: KeyTable) -> Iterator[Sequence[Any]]:
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
    at = f"{found.at.astimezone():%Y-%m-%d %H:%M}" if found.at is not None else ""
    yield (both("inventories.table.at"), at)


def _workbook(path: Path, lines: Sequence[Sequence[Any]], now: datetime) -> None:
    part = path.with_name(f".{path.name}.part")
    try:
        book = xlsxwriter.Workbook(str(part), {"strings_to_formulas": False, "strings_to_urls": False})
        book.set_properties({"created": now.astimezone().replace(tzinfo=None)})
        page = book.add_worksheet(both("form.key_month_table")[:31])
        page.set_column(0, 0, 34)
        page.set_column(1, len(FIGURES), 16)
        for at, line in enumerate(lines):
            for column, cell in enumerate(line):
                page.write(at, column, cell)
        book.close()
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
