"""The directory as an Excel workbook: its sheets and columns as data, and their words.

One declaration serves the template, the export and the import, so that what goes out comes in again.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from deskapp.domain.directory import IdType, Relation, Sex, UnitState, Use


class Kind(StrEnum):
    """How a cell is written and read."""

    TEXT = "text"
    LINES = "lines"
    NUMBER = "number"
    MONEY = "money"
    DAY = "day"
    WORD = "word"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: the draft's field, its heading's word key, how it is read, its width in characters.

    ``note`` is the key of the line of explanation under the heading; ``choices`` the enumeration of a ``WORD``, whose
    members' words begin with ``words``.
    """

    field: str
    title: str
    kind: Kind = Kind.TEXT
    required: bool = False
    width: int = 14
    note: str = ""
    choices: type[StrEnum] | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet; ``name`` is also the key of its title (``workbook.sheet.<name>``)."""

    name: str
    columns: tuple[Column, ...]

    @property
    def title(self) -> str:
        """The word key of the sheet's name."""
        return f"workbook.sheet.{self.name}"


def _word(field: str, choices: type[StrEnum], width: int = 12, note: str = "") -> Column:
    title = f"directory.field.{field}"
    words = f"directory.{field}"
    return Column(field=field, title=title, kind=Kind.WORD, choices=choices, width=width, note=note, words=words)


BUILDINGS = Sheet(
    name="buildings",
    columns=(
        Column(field="code", title="workbook.building_code", required=True, note="workbook.note.building_code"),
        Column(field="name", title="workbook.name", width=18),
        Column(field="floors", title="directory.field.floors", kind=Kind.NUMBER, width=10),
        Column(field="area", title="directory.field.area", note="workbook.note.area"),
    ),
)
UNITS = Sheet(
    name="units",
    columns=(
        Column(field="code", title="field.unit", required=True, width=16, note="workbook.note.unit"),
        _word("use", Use),
        Column(field="floor", title="directory.field.floor", kind=Kind.NUMBER, width=10),
        Column(field="area_m2", title="directory.field.area_m2", kind=Kind.MONEY, width=12),
        Column(
            field="state",
            title="field.state",
            kind=Kind.WORD,
            choices=UnitState,
            width=14,
            words="directory.state",
            note="workbook.note.state",
        ),
        Column(field="moved_in", title="directory.field.moved_in", kind=Kind.DAY, note="workbook.note.day"),
    ),
)
RESIDENTS = Sheet(
    name="residents",
    columns=(
        Column(field="name", title="field.name", required=True, width=16, note="workbook.note.name"),
        _word("sex", Sex, 8),
        Column(field="address_as", title="directory.field.address_as"),
        Column(field="phones", title="directory.field.phones", width=30, note="workbook.note.phones"),
        _word("id_type", IdType, 14),
        Column(field="id_number", title="directory.field.id_number", width=24, note="workbook.note.id_number"),
        Column(field="emergency_contact", title="directory.field.emergency_contact", width=24),
        Column(field="notes", title="directory.field.notes", kind=Kind.LINES, width=30),
        Column(field="unit", title="field.unit", width=16, note="workbook.note.tie"),
        _word("relation", Relation, note="workbook.note.relation"),
        Column(field="since", title="directory.field.since", kind=Kind.DAY, note="workbook.note.day"),
        Column(field="until", title="directory.field.until", kind=Kind.DAY, note="workbook.note.until"),
    ),
)
DEPARTMENTS = Sheet(
    name="departments",
    columns=(
        Column(field="name", title="workbook.name", required=True, width=20),
        Column(field="phone", title="field.phone", width=18),
    ),
)
AREAS = Sheet(name="areas", columns=(Column(field="name", title="workbook.name", required=True, width=20),))

#: In the order in which the tabs stand; a building's area and a resident's unit may come later in the same file.
SHEETS = (BUILDINGS, UNITS, RESIDENTS, DEPARTMENTS, AREAS)
#: The line of explanation begins with it, and is no row.
NOTE = "※"

WORDS = {
    "workbook.sheet.buildings": ("Buildings", "楼栋"),
    "workbook.sheet.units": ("Units", "房号"),
    "workbook.sheet.residents": ("Residents", "住户"),
    "workbook.sheet.departments": ("Departments", "部门"),
    "workbook.sheet.areas": ("Areas", "片区"),
    "workbook.name": ("Name", "名称"),
    "workbook.building_code": ("Building", "楼栋号"),
    "workbook.note.building_code": ("as in the unit's code: 3", "即房号的第一段，如 3"),
    "workbook.note.area": ("as on the sheet Areas", "须与“片区”表一致"),
    "workbook.note.unit": ("building-entrance-room: 3-2-1102", "楼栋-单元-房号，如 3-2-1102"),
    "workbook.note.state": ("choose from the list", "从下拉列表选择"),
    "workbook.note.day": ("e.g. 2026-11-21", "如 2026-11-21"),
    "workbook.note.name": ("one row for each unit of a resident", "一人多套房，每套一行"),
    "workbook.note.phones": ("several: with commas between", "多个号码用逗号隔开"),
    "workbook.note.id_number": ("masked numbers stay as they are", "带 * 的号码视为不改"),
    "workbook.note.tie": ("must be on the sheet Units or known", "须在“房号”表或档案中"),
    "workbook.note.relation": ("needed with a unit", "填了房号则必填"),
    "workbook.note.until": ("empty: still lives there", "空着表示仍在住"),
    "workbook.new": ("new", "新增"),
    "workbook.changed": ("changed", "更新"),
    "workbook.same": ("unchanged", "未变"),
}
