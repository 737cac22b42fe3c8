"""The key cabinets as an Excel workbook: cabinets and sets, their columns as data, and their words."""

from __future__ import annotations

from deskapp.domain.keys import Category
from deskapp.domain.workbook import Column, Kind, Sheet

CABINETS = Sheet(
    name="cabinets",
    columns=(
        Column(field="code", title="workbook.cabinet_code", required=True, note="workbook.note.cabinet_code"),
        Column(field="name", title="workbook.name", width=22),
        Column(field="rows", title="keys.field.rows", kind=Kind.NUMBER, width=10),
        Column(field="columns", title="keys.field.columns", kind=Kind.NUMBER, width=14),
    ),
)
KEYS = Sheet(
    name="keys",
    columns=(
        Column(field="hook", title="keys.field.hook", note="workbook.note.hook"),
        Column(
            field="category", title="keys.field.category", required=True, kind=Kind.WORD, choices=Category, width=18,
            words="keys.category", note="workbook.note.state",
        ),
        Column(field="building", title="keys.field.building", width=12, note="workbook.note.building_code"),
        Column(field="floor", title="keys.field.floor", kind=Kind.NUMBER, width=10),
        Column(field="unit", title="field.unit", width=16, note="workbook.note.key_unit"),
        Column(field="room", title="keys.field.room", width=26, note="workbook.note.room"),
        Column(field="keys", title="keys.field.keys", kind=Kind.NUMBER, width=10),
        Column(field="note", title="field.note", width=30),
    ),
)  # fmt: skip

#: A set's cabinet may come in the same file.
SHEETS = (CABINETS, KEYS)

WORDS = {
    "workbook.sheet.cabinets": ("Key cabinets", "钥匙柜"),
    "workbook.sheet.keys": ("Key sets", "钥匙串"),
    "workbook.cabinet_code": ("Cabinet", "柜号"),
    "workbook.note.cabinet_code": ("letters: A", "英文字母，如 A"),
    "workbook.note.hook": ("e.g. A007; empty: the next free one", "如 A007，空着则挂到下一个空挂位"),
    "workbook.note.key_unit": ("brings its building and floor", "填了房号，楼栋、楼层自动带出"),
    "workbook.note.room": ("e.g. pump room", "如 地下室水泵房"),
    "problem.hook_of_another": (
        "{hook} holds the keys of {value}.",
        "{hook} 已挂“{value}”的钥匙。",
    ),
    "problem.cabinet_size": (
        "Cabinet {value} has {rows} × {columns} hooks; rows can be added, not taken away.",
        "{value} 柜现为 {rows} 行 × {columns} 个，只能加行，不能减少。",
    ),
}
