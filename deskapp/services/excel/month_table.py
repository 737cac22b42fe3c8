"""A monthly table in a file: Excel by its ending, or else CSV; what its lines are is each report's own affair."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from deskapp.errors import DeskError
from deskapp.services.calendar_lists import write_text
from deskapp.services.excel.workbook import both, quoted

Line = Sequence[Any]


def write(title: str, lines: Iterable[Line], path: str, now: datetime) -> str:
    """Write a table where it can be opened by anything; ``title`` is its word's key. Raises DeskError."""
    target = Path(path)
    safe = [[quoted(cell) if isinstance(cell, str) else cell for cell in line] for line in lines]
    if target.suffix.lower() == ".xlsx":
        try:
            _workbook(target, both(title), safe, now)
        except (OSError, ValueError, XlsxWriterException) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            raise DeskError("unwritable", path=path, reason=reason) from error
    else:
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(safe)
        write_text(target, text.getvalue())
    return path


def told(at: datetime | None) -> str:
    """A moment as it stands in a cell."""
    return f"{at.astimezone():%Y-%m-%d %H:%M}" if at is not None else ""


def _workbook(path: Path, title: str, lines: Sequence[Line], now: datetime) -> None:
    part = path.with_name(f".{path.name}.part")
    try:
        book = xlsxwriter.Workbook(str(part), {"strings_to_formulas": False, "strings_to_urls": False})
        book.set_properties({"created": now.astimezone().replace(tzinfo=None)})
        page = book.add_worksheet(title[:31])
        page.set_column(0, 0, 34)
        page.set_column(1, max(map(len, lines)) - 1, 16)
        for at, line in enumerate(lines):
            for column, cell in enumerate(line):
                page.write(at, column, cell)
        book.close()
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
