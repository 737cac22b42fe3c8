"""What one hook of the key cabinet says of itself: its look, its words, its whole description (``KEY-1``)."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from deskapp.domain.keys import HookCell, RowHead, State, Wall
from deskapp.ui import format as fmt
from deskapp.ui.common.register_spec import Mark, Shape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deskapp.ui.context import Context


class Look(StrEnum):
    """How a hook is drawn; in the order of the legend."""

    IN = "in"
    OUT = "out"
    DUE = "due"
    LATE = "late"
    MISSING = "missing"
    EMPTY = "empty"


class Tick(StrEnum):
    """What a count found on a hook (``KEY-6``): the set, nothing, or something that does not agree."""

    SEEN = "seen"
    EMPTY = "empty"
    DIFFERS = "differs"


#: A set that is in somebody's hands.
AWAY = (Look.OUT, Look.DUE, Look.LATE)
#: Every look has a shape of its own: nothing is said by colour alone.
MARKS = {
    Look.IN: Mark(Shape.DOT, "info"),
    Look.OUT: Mark(Shape.RING, "info"),
    Look.DUE: Mark(Shape.TRIANGLE, "soon"),
    Look.LATE: Mark(Shape.BANG, "late"),
    Look.MISSING: Mark(Shape.CROSS, "late"),
}
TICKS = {
    Tick.SEEN: Mark(Shape.CHECK, "ok"),
    Tick.EMPTY: Mark(Shape.RING, "ok"),
    Tick.DIFFERS: Mark(Shape.BANG, "late"),
}


def look_of(cell: HookCell, at: datetime) -> Look:
    """How a hook looks at a moment: a set that is out turns due on its day and late at its minute (``KEY-10``)."""
    if cell.set_id is None or cell.state is None:
        return Look.EMPTY
    if cell.state is State.MISSING:
        return Look.MISSING
    if cell.state is not State.OUT:
        return Look.IN
    if cell.due is None:
        return Look.OUT
    if cell.due <= at:
        return Look.LATE
    return Look.DUE if cell.due.astimezone().date() == at.astimezone().date() else Look.OUT


def legend(look: Look) -> str:
    """A look in a word or two."""
    match look:
        case Look.IN:
            return QCoreApplication.translate("Wall", "In")
        case Look.OUT:
            return QCoreApplication.translate("Wall", "Out")
        case Look.DUE:
            return QCoreApplication.translate("Wall", "Due today")
        case Look.LATE:
            return QCoreApplication.translate("Wall", "Overdue")
        case Look.MISSING:
            return QCoreApplication.translate("Wall", "Missing")
        case Look.EMPTY:
            return QCoreApplication.translate("Wall", "Empty hook")


def ticked(tick: Tick) -> str:
    """What a count found, in words."""
    match tick:
        case Tick.SEEN:
            return QCoreApplication.translate("Wall", "counted")
        case Tick.EMPTY:
            return QCoreApplication.translate("Wall", "seen empty")
        case Tick.DIFFERS:
            return QCoreApplication.translate("Wall", "differs")


def keys_text(count: int) -> str:
    """How many keys hang there."""
    words = (
        QCoreApplication.translate("Wall", "{count} key")
        if count == 1
        else QCoreApplication.translate("Wall", "{count} keys")
    )
    return words.format(count=count)


def short_due(cell: HookCell, look: Look, at: datetime) -> tuple[str, str]:
    """When a set is due: its time today, else its day, or by how much it is late; and the same for a thin cell."""
    if cell.due is None:
        return QCoreApplication.translate("Wall", "no time set"), "–"
    if look is Look.LATE:
        late = fmt.span(at - cell.due)
        return QCoreApplication.translate("Wall", "late {span}").format(span=late), late
    local, today = cell.due.astimezone(), at.astimezone()
    day = f"{local:%m-%d}" if local.year == today.year else f"{local:%Y-%m-%d}"
    when = f"{local:%H:%M}" if local.date() == today.date() else day
    return QCoreApplication.translate("Wall", "by {time}").format(time=when), when


def describe(context: Context, cell: HookCell, at: datetime) -> str:
    """Everything a hook says, in one line: for the status line, the tool tip and the ear."""
    look = look_of(cell, at)
    parts = [cell.hook]
    if look is Look.EMPTY:
        return " · ".join((*parts, legend(look)))
    parts += [cell.place or cell.unit, keys_text(cell.keys)]
    if cell.category is not None:
        parts.append(context.word(f"keys.category.{cell.category}"))
    if look in AWAY:
        parts += [cell.borrower, fmt.phone(cell.phone), fmt.due(cell.due, at)]
    parts.append(legend(look))
    if cell.wanted_by:
        parts.append(QCoreApplication.translate("Wall", "asked for by {slip}").format(slip=cell.wanted_by))
    return " · ".join(part for part in parts if part)


def row_heads(wall: Wall) -> Mapping[int, tuple[str, str]]:
    """What stands before each row: building, and floors (``KEY-1``); a building is named where it begins."""
    by_row: dict[int, list[HookCell]] = {}
    for cell in wall.hooks:
        by_row.setdefault(cell.row, []).append(cell)
    heads: dict[int, tuple[str, str]] = {}
    for row in range(1, wall.rows + 1):
        head = RowHead.of(by_row.get(row, ()))
        heads[row] = (head.named(QCoreApplication.translate("Wall", ", ")), _floors(head) or _row_name(row))
    return heads


def _row_name(row: int) -> str:
    return QCoreApplication.translate("Wall", "Row {row}").format(row=row)


def _floors(head: RowHead) -> str:
    return QCoreApplication.translate("Wall", "Floor {span}").format(span=head.span) if head.floors else ""
