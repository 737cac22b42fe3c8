"""The reads of counts: rows, the blind sheet, the differences once the counting is over (``KEY-6``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import ColumnElement, Executable, func, or_, select
from sqlalchemy.orm import aliased

from deskapp.domain.inventories import (
    REGISTER,
    DifferenceLine,
    InventoryDetail,
    InventoryRow,
    Sheet,
    SheetLine,
    State,
)
from deskapp.models.base import inline
from deskapp.models.inventories import Inventory, InventoryLine, running
from deskapp.models.staff import Staff
from deskapp.services import journal
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.inventories import InventoryService

L = TypeVar("L")

#: Single places stand in the lines: a count's history would be hundreds of them.
_IN_LINES = frozenset({f"{REGISTER}.tick", f"{REGISTER}.untick"})


def chip(name: str) -> ColumnElement[bool] | None:
    """The condition of a chip."""
    conditions: dict[str, ColumnElement[bool] | None] = {
        "open": running(),
        "closed": Inventory.state == inline(State.CLOSED),
        "all": None,
    }
    return conditions[name]


def as_rows(service: InventoryService, tx: Tx, found: Sequence[Inventory]) -> Iterable[InventoryRow]:
    """Counts as the table shows them; how many differences there are is nobody's while it is counted."""
    names = service.staff_names(tx, (row.recorder_id for row in found))
    for row in found:
        yield InventoryRow(
            **service.columns(row, InventoryRow),
            at=row.begun_at,
            progress=f"{row.counted} / {row.total}",
            differences="" if row.compared_at is None else f"{row.explained} / {row.different}",
            handler=names[row.recorder_id],
        )


def sheet(service: InventoryService, tx: Tx, row: Inventory) -> Sheet:
    """A count's places in order with what was seen so far."""
    return Sheet(
        **service.columns(row, Sheet, "recorder"),
        recorder=service.staff_names(tx, (row.recorder_id,))[row.recorder_id],
        many=service.countable(row.subject).many,
        lines=lines(tx, row.id),
    )


def detail(service: InventoryService, tx: Tx, row: Inventory) -> InventoryDetail:
    """Everything about one count: blind as long as it is counted."""
    names = service.staff_names(tx, (row.recorder_id, row.closed_by_id))
    seen = lines(tx, row.id)
    return InventoryDetail(
        **service.columns(row, InventoryDetail, "part_id"),
        part_id=row.part_id or None,
        recorder=names[row.recorder_id],
        closed_by=names[row.closed_by_id],
        many=service.countable(row.subject).many,
        counters=tuple(dict.fromkeys(line.by for line in sorted(seen, key=_when) if line.by)),
        lines=seen,
        differences=() if row.compared_at is None else differences(tx, row.id),
        linked=service.linked_to(tx, row),
        history=journal.history(tx.session, REGISTER, row.id, without=_IN_LINES),
    )


def _when(line: SheetLine) -> float:
    return line.at.timestamp() if line.at is not None else 0.0


def lines(tx: Tx, inventory_id: int) -> tuple[SheetLine, ...]:
    """The places of a count in order, each with what was seen there; none of what was expected.

    Plain columns, since there may be thousands.
    """
    line = InventoryLine
    asked = (
        select(
            line.id, line.place_id, line.place, line.thing, line.part, line.mark, line.code, line.keys,
            line.counted_at.label("at"), func.coalesce(Staff.name, "").label("by"), line.times,
        )
        .outerjoin(Staff, Staff.id == line.by_id)
        .where(line.inventory_id == inventory_id, or_(line.thing == "", line.mark.is_not(None)))
        .order_by(line.position, line.thing)
    )  # fmt: skip
    return tuple(_told(tx, asked, SheetLine))


def differences(tx: Tx, inventory_id: int) -> tuple[DifferenceLine, ...]:
    """What differs, in the order of the places."""
    line, explainer = InventoryLine, aliased(Staff)
    plain: list[Any] = [
        getattr(line, name)
        for name in (
            "id", "place", "thing", "part", "difference", "expected_code", "expected_words", "expected_state",
            "expected_keys", "mark", "code", "keys", "resolution", "explanation", "explained_at",
        )
    ]  # fmt: skip
    asked = (
        select(
            *plain, line.counted_at.label("at"), func.coalesce(Staff.name, "").label("by"),
            func.coalesce(explainer.name, "").label("explained_by"),
        )
        .outerjoin(Staff, Staff.id == line.by_id)
        .outerjoin(explainer, explainer.id == line.explained_by_id)
        .where(line.inventory_id == inventory_id, line.difference.is_not(None))
        .order_by(line.position, line.thing)
    )  # fmt: skip
    return tuple(_told(tx, asked, DifferenceLine))


def _told(tx: Tx, asked: Executable, kind: type[L]) -> Iterator[L]:
    """Each row as a line of a kind that has fields of the columns' names; from plain tuples, which are the fastest."""
    with tx.session.connection().execute(asked) as found:
        names = tuple(found.keys())
        for row in found:
            yield kind(**dict(zip(names, row, strict=True)))
