"""An Excel workbook, read: sheets and columns found by their headings in either language, cells as a draft's values."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from openpyxl.utils.exceptions import InvalidFileException

from deskapp.domain.directory import BadRow
from deskapp.domain.words import Language, word
from deskapp.domain.workbook import NOTE, SHEETS, Column, Kind, Sheet
from deskapp.errors import Invalid, Problem
from deskapp.services.excel.workbook import both, unquoted

#: What openpyxl raises for files that are no workbooks, or broken ones.
_BROKEN = (
    InvalidFileException,
    BadZipFile,
    OSError,
    EOFError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    NotImplementedError,
    SyntaxError,
    zlib.error,
)
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]00:00(?::00)?)?")


@dataclass(slots=True)
class Line:
    """One row of a sheet: its values by field, and what could not be read of it."""

    sheet: Sheet
    title: str
    number: int
    values: dict[str, Any]
    bad: list[BadRow] = field(default_factory=list)

    def refuse(self, name: str, code: str, **params: Any) -> None:
        """Note a problem of one cell; the first of a cell stands."""
        column = next((both(c.title) for c in self.sheet.columns if c.field == name), name)
        if all(bad.column != column for bad in self.bad):
            self.bad.append(BadRow(sheet=self.title, row=self.number, column=column, code=code, params=params))


@dataclass(slots=True)
class Book:
    """What a file holds: lines by sheet, and columns that are not there."""

    lines: dict[str, list[Line]]
    bad: list[BadRow]


def read(path: Path, sheets: tuple[Sheet, ...] = SHEETS) -> Book:
    """Read a workbook; raises Invalid ``not_a_workbook`` for any other file, ``no_known_sheet`` for one of others."""
    known = _sheets(sheets)
    try:
        # openpyxl leaves a file open that it opened itself and could not read.
        with path.open("rb") as file:
            book = load_workbook(file, read_only=True, data_only=True)
            pages = [(page.title, _rows(page)) for page in book.worksheets if _key(page.title) in known]
            book.close()
    except _BROKEN as error:
        raise Invalid(Problem("path", "not_a_workbook")) from error
    if not pages:
        titles = ", ".join(both(sheet.title) for sheet in sheets)
        raise Invalid(Problem("path", "no_known_sheet", {"sheets": titles}))
    found = Book({}, [])
    for title, rows in pages:
        _page(found, known[_key(title)], title, iter(rows))
    return found


def plain_rows(path: Path, most: int) -> list[tuple[Any, ...]]:
    """The cells of a workbook's first sheet as they are; raises Invalid ``not_a_workbook`` for any other file."""
    try:
        with path.open("rb") as file:
            book = load_workbook(file, read_only=True, data_only=True)
            found = list(book.worksheets[0].iter_rows(values_only=True, max_row=most)) if book.worksheets else []
            book.close()
    except _BROKEN as error:
        raise Invalid(Problem("path", "not_a_workbook")) from error
    return found


def _rows(page: Any) -> list[tuple[Any, ...]]:
    page.reset_dimensions()  # some programs write a wrong one
    return list(page.iter_rows(values_only=True))


def _page(found: Book, sheet: Sheet, title: str, rows: Iterator[tuple[Any, ...]]) -> None:
    places = _places(sheet, next(rows, ()))
    missing = [column for column in sheet.columns if column.required and column.field not in places]
    found.bad += [_no_column(title, column) for column in missing]
    if not missing:
        found.lines.setdefault(sheet.name, []).extend(_lines(sheet, title, places, rows))


def _no_column(title: str, column: Column) -> BadRow:
    name = both(column.title)
    return BadRow(sheet=title, row=1, column=name, code="missing_column", params={"value": name})


def _lines(sheet: Sheet, title: str, places: dict[str, int], rows: Iterator[Sequence[Any]]) -> Iterator[Line]:
    for number, cells in enumerate(rows, 2):
        first = next((str(cell) for cell in cells if cell is not None), "")
        if not first.strip() or (number == 2 and first.startswith(NOTE)):
            continue
        line = Line(sheet, title, number, {})
        for column in sheet.columns:
            at = places.get(column.field, len(cells))
            line.values[column.field] = _value(line, column, cells[at] if at < len(cells) else None)
        yield line


# Headings


def _key(text: Any) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", str(text)).casefold())


def _names(key: str) -> set[str]:
    """What a heading may say: either language, or both in either order."""
    zh, en = word(key, Language.CHINESE), word(key, Language.ENGLISH)
    return {_key(name) for name in (zh, en, zh + en, en + zh)}


@cache
def _sheets(sheets: tuple[Sheet, ...]) -> dict[str, Sheet]:
    return {name: sheet for sheet in sheets for name in _names(sheet.title)}


def _places(sheet: Sheet, heads: Sequence[Any]) -> dict[str, int]:
    """Where each column stands; the first of two of one name."""
    keys = [_key(head) if head is not None else "" for head in heads]
    places = {}
    for column in sheet.columns:
        names = _names(column.title)
        at = next((at for at, key in enumerate(keys) if key in names), None)
        if at is not None:
            places[column.field] = at
    return places


# Cells


def _value(line: Line, column: Column, cell: Any) -> Any:
    """A cell as the draft's value; empty for an empty cell; a cell that cannot be read is refused and empty."""
    text = _text(cell)
    if not text.strip():
        return "" if column.kind in {Kind.TEXT, Kind.LINES} else None
    match column.kind:
        case Kind.TEXT:
            return text.strip()
        case Kind.LINES:
            return text
        case Kind.WORD:
            return _member(line, column, text)
        case Kind.DAY:
            return _day(line, column, cell, text.strip())
        case _:
            return _number(line, column, cell, text.strip())


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))  # a phone typed as a number
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return unquoted(unescape(cell)) if isinstance(cell, str) else str(cell)


def _member(line: Line, column: Column, text: str) -> Any:
    assert column.choices is not None
    member = _members(column.choices, column.words).get(_key(text))
    if member is not None:
        return member
    line.refuse(column.field, "unknown_choice", value=text[:30])
    return None


@cache
def _members(choices: type[StrEnum], words: str) -> dict[str, StrEnum]:
    """An enumeration's members by what a cell may say: either language, or the bare code."""
    return {name: member for member in choices for name in _names(f"{words}.{member.value}") | {_key(member.value)}}


def _day(line: Line, column: Column, cell: Any, text: str) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", text))
    try:
        if found is not None:
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        found = None
    line.refuse(column.field, "not_a_day", value=text[:30])
    return None


def _number(line: Line, column: Column, cell: Any, text: str) -> Any:
    try:
        value = Decimal(unicodedata.normalize("NFKC", text).replace(",", ""))
    except InvalidOperation:
        value = Decimal("NaN")
    whole = column.kind is Kind.NUMBER
    if isinstance(cell, bool) or not value.is_finite() or (whole and value != value.to_integral_value()):
        line.refuse(column.field, "not_a_number", value=text[:30])
        return None
    return int(value) if whole else value.quantize(Decimal("0.01")) if isinstance(cell, float) else value
