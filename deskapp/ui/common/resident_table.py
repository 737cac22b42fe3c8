"""The table of units: its columns, its marks, its model."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from deskapp.domain.directory import CHIPS, UnitRow, UnitState
from deskapp.domain.lifecycle import Lifecycle
from deskapp.ui import format as fmt
from deskapp.ui.common.paged_model import PagedModel
from deskapp.ui.common.register_spec import Cell, Column, Mark, RegisterSpec, Shape

MARKS = {
    UnitState.VACANT: Mark(Shape.RING, "muted"),
    UnitState.HANDED_OVER: Mark(Shape.HALF, "info"),
    UnitState.FITTING_OUT: Mark(Shape.TRIANGLE, "soon"),
    UnitState.OCCUPIED: Mark(Shape.DOT, "ok"),
}


def _mark(row: UnitRow) -> Mark:
    return MARKS[row.state]


def _nothing(*_arguments: Any) -> Any:
    """The generic desk's other questions; this desk has answers of its own."""
    return ""


SPEC = RegisterSpec(
    register="directory",
    lifecycle=Lifecycle("directory", ()),
    chips=CHIPS,
    columns=(
        Column(name="state", cell=Cell.STATE, width=1.2, sort="state"),
        Column(name="code", width=6.5, sort="code"),
        Column(name="residents"),
        Column(name="phones", width=8.5, rank=1),
        Column(name="use", cell=Cell.WORD, width=3.6, rank=3, sort="use"),
        Column(name="area", width=4, rank=2, sort="area"),
    ),
    mark=_mark,
    new_verb="save_resident",
    new_draft=object,
    new_title=_nothing,
    title=_nothing,
    subtitle=_nothing,
    facts=_nothing,
    clock=_nothing,
    empty=_nothing,
    sort="code",
)


class UnitModel(PagedModel):
    """The table of units: phones in groups, the first column called by what it is."""

    def words(self, column: Column, row: UnitRow) -> str:
        """What a cell says."""
        if column.name == "phones":
            return "\n".join(fmt.phone(phone) for phone in row.phones.split(", "))
        return super().words(column, row)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt: a column's title."""
        title = super().headerData(section, orientation, role)
        own = isinstance(title, str) and title and self.columns[section].name == "code"
        return self.context.label("directory", "unit") if own else title
