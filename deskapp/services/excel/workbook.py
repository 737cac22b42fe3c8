"""An Excel workbook, written: the template with its notes and lists, the export in its shape; the directory's rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter
from sqlalchemy import func, select
from xlsxwriter.exceptions import XlsxWriterException

from deskapp.domain.words import Language, word
from deskapp.domain.workbook import NOTE, SHEETS, Column, Kind, Sheet
from deskapp.errors import StorageError
from deskapp.models.directory import Area, Building, Department, Entrance, Resident, Tie, Unit
from deskapp.services import directory_codes as codes
from deskapp.services.verbs import Tx

Table = Iterable[Sequence[Any]]
#: A text that a spreadsheet would take for a formula (F15), however often it is quoted already.
_FORMULA = re.compile(r"'*[=+\-@\t\r\0]")
#: Rows beyond the last one that still have drop-down lists.
_LISTS_DOWN_TO = 20_000


def quoted(text: str) -> str:
    """A text that no spreadsheet opens as a formula: one apostrophe before ``= + - @`` and the tab (F15)."""
    return f"'{text}" if _FORMULA.match(text) else text


def unquoted(text: str) -> str:
    """What ``quoted`` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def both(key: str) -> str:
    """A word in both languages, Chinese first."""
    zh, en = word(key, Language.CHINESE), word(key, Language.ENGLISH)
    return zh if zh == en else f"{zh} {en}"


def choice_word(column: Column, member: Any) -> str:
    """An enumeration's member as it stands in a cell; nothing for "not known"."""
    text = word(f"{column.words}.{member.value}", Language.CHINESE)
    return "" if text == "–" else text


def nothing() -> dict[str, Table]:
    """No rows: the template."""
    return {}


def write(path: Path, tables: Mapping[str, Table], now: datetime, sheets: Sequence[Sheet] = SHEETS) -> None:
    """Write a workbook whole or not at all; raises StorageError when the place cannot be written to."""
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as file:
            _book(file, tables, now, sheets)
        part.replace(path)
    except (OSError, XlsxWriterException) as error:
        part.unlink(missing_ok=True)
        raise StorageError("read_only") from error


def _book(file: BinaryIO, tables: Mapping[str, Table], now: datetime, sheets: Sequence[Sheet]) -> None:
    words_as_words = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(file, {"constant_memory": True, **words_as_words})
    book.set_properties({"created": now.astimezone().replace(tzinfo=None)})
    formats = _Formats(book)
    for sheet in sheets:
        _sheet(book.add_worksheet(both(sheet.title)), sheet, tables.get(sheet.name, ()), formats)
    book.close()


class _Formats:
    """The few looks that cells have."""

    def __init__(self, book: Any) -> None:
        base = {"font_name": "Microsoft YaHei", "font_size": 10, "valign": "vcenter"}
        head = {**base, "bold": True, "bg_color": "#E6F0FA", "bottom": 1, "text_wrap": True}
        self.head = book.add_format(head)
        self.needed = book.add_format({**head, "font_color": "#B3202E"})
        self.note = book.add_format(
            {**base, "font_color": "#536070", "italic": True, "text_wrap": True, "font_size": 9}
        )
        self.cells = {
            Kind.TEXT: book.add_format({**base, "num_format": "@"}),
            Kind.LINES: book.add_format({**base, "num_format": "@", "text_wrap": True}),
            Kind.WORD: book.add_format({**base, "num_format": "@"}),
            Kind.NUMBER: book.add_format({**base, "num_format": "0"}),
            Kind.MONEY: book.add_format({**base, "num_format": "0.00"}),
            Kind.DAY: book.add_format({**base, "num_format": "yyyy-mm-dd"}),
        }


def _sheet(page: Any, sheet: Sheet, table: Table, formats: _Formats) -> None:
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width, formats.cells[column.kind])
    page.set_row(0, 22)
    page.set_row(1, 30)
    for at, column in enumerate(sheet.columns):
        star = " *" if column.required else ""
        page.write_string(0, at, both(column.title) + star, formats.needed if column.required else formats.head)
    for at, column in enumerate(sheet.columns):
        note = both(column.note) if column.note else ""
        page.write_string(1, at, f"{NOTE} {note}".rstrip() if at == 0 else note, formats.note)
    page.freeze_panes(2, 1)
    for number, values in enumerate(table, 2):
        for at, (column, value) in enumerate(zip(sheet.columns, values, strict=True)):
            _cell(page, number, at, column, value, formats.cells[column.kind])
    for at, column in enumerate(sheet.columns):
        if column.choices is not None:
            source = [text for member in column.choices if (text := choice_word(column, member))]
            page.data_validation(2, at, _LISTS_DOWN_TO, at, {"validate": "list", "source": source})


def _cell(page: Any, row: int, at: int, column: Column, value: Any, look: Any) -> None:
    if value is None or value == "":
        return
    if column.kind is Kind.WORD:
        page.write_string(row, at, choice_word(column, value), look)
    elif isinstance(value, date):
        page.write_datetime(row, at, datetime(value.year, value.month, value.day), look)
    elif isinstance(value, int | Decimal):
        page.write_number(row, at, float(value), look)
    else:
        page.write_string(row, at, quoted(str(value)), look)


# The directory as rows


def gather(tx: Tx) -> dict[str, Table]:
    """Everything the export holds, sheet by sheet; ID numbers masked (F17)."""
    return {
        "buildings": _buildings(tx),
        "units": _units(tx),
        "residents": [*_tied(tx), *_untied(tx)],
        "departments": list(tx.session.execute(select(Department.name, Department.phone).order_by(Department.name))),
        "areas": list(tx.session.execute(select(Area.name).order_by(Area.name))),
    }


def _buildings(tx: Tx) -> Table:
    rows = select(Building.code, Building.name, Building.floors, Area.name).outerjoin(Area, Area.id == Building.area_id)
    return list(tx.session.execute(rows.order_by(func.length(Building.code), Building.code)))


#: The house's own order: building, entrance, room, 2 before 10.
_ORDER = (
    func.length(Building.code),
    Building.code,
    func.coalesce(func.length(Entrance.code), 0),
    Entrance.code,
    func.length(Unit.code),
    Unit.code,
)


def _units(tx: Tx) -> Table:
    rows = (
        select(Unit.code, Unit.use, Unit.floor, Unit.area_m2, Unit.state, Unit.moved_in)
        .join(Building, Building.id == Unit.building_id)
        .outerjoin(Entrance, Entrance.id == Unit.entrance_id)
    )
    return list(tx.session.execute(rows.order_by(*_ORDER)))


def _tied(tx: Tx) -> Table:
    """One row a tie, past ones too (``DIR-1``)."""
    rows = (
        select(Resident, Unit.code, Tie.relation, Tie.since, Tie.until)
        .join(Tie, Tie.resident_id == Resident.id)
        .join(Unit, Unit.id == Tie.unit_id)
        .join(Building, Building.id == Unit.building_id)
        .outerjoin(Entrance, Entrance.id == Unit.entrance_id)
        .where(Resident.merged_into.is_(None))
        .order_by(*_ORDER, Tie.id)
    )
    return [(*_person(resident), *tie) for resident, *tie in tx.session.execute(rows)]


def _untied(tx: Tx) -> Table:
    tied = select(Tie.resident_id)
    rows = select(Resident).where(Resident.merged_into.is_(None), Resident.id.not_in(tied)).order_by(Resident.id)
    return [(*_person(resident), "", None, None, None) for resident in tx.session.scalars(rows)]


def _person(row: Resident) -> tuple[Any, ...]:
    known = (row.name, row.sex, row.address_as, row.phones, row.id_type, codes.mask(row.id_number))
    return (*known, row.emergency_contact, row.notes)
