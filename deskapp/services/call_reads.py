"""The reads of the call lists: rows, the detail with its lines, every call of a line (``FUP-3``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, select

from deskapp.domain.calls import REGISTER, CallAttempt, CallDetail, CallLine, CallRow, State
from deskapp.models.base import inline
from deskapp.models.calls import CallAttemptRow, CallLineRow, CallList
from deskapp.models.staff import Staff
from deskapp.services import journal
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.calls import CallService

#: Single calls stand in the lines: a list's history would be hundreds of them.
_IN_LINES = frozenset({"calls.call", "calls.take_back"})


def is_open() -> ColumnElement[bool]:
    """Lists that are being called, in the words of the partial index."""
    return CallList.state == inline(State.OPEN)


def chip(tx: Tx, name: str) -> ColumnElement[bool] | None:
    """The condition of a chip."""
    conditions: dict[str, ColumnElement[bool] | None] = {
        "open": is_open(),
        "mine": and_(is_open(), CallList.recorder_id == tx.staff_id),
        "late": and_(is_open(), CallList.due_at <= tx.now),
        "reported": CallList.state == inline(State.REPORTED),
        "all": None,
    }
    return conditions[name]


def as_rows(service: CallService, tx: Tx, found: Sequence[CallList]) -> Iterable[CallRow]:
    """Call lists as the table shows them."""
    names = service.staff_names(tx, (row.recorder_id for row in found))
    for row in found:
        yield CallRow(
            **service.columns(row, CallRow),
            at=row.created_at,
            progress=f"{row.reached} / {row.total}",
            due=row.due_at,
            started=row.due_start or row.created_at,
            handler=names[row.recorder_id],
        )


def detail(service: CallService, tx: Tx, row: CallList) -> CallDetail:
    """Everything about one call list."""
    history = journal.history(tx.session, REGISTER, row.id)
    return CallDetail(
        **service.columns(row, CallDetail, "due_at"),
        due_at=row.done_by,
        recorder=service.staff_names(tx, (row.recorder_id,))[row.recorder_id],
        deadline=service.clock(row).deadline,
        lines=lines(tx, row.id),
        linked=service.linked_to(tx, row),
        history=tuple(line for line in history if line.verb not in _IN_LINES),
    )


def lines(tx: Tx, list_id: int) -> tuple[CallLine, ...]:
    """The units of a list in their order; plain columns, since there may be thousands."""
    line = CallLineRow
    asked = (
        select(
            line.id, line.unit_id, line.unit_code, line.contact, line.phone, line.result, line.words,
            line.called_at, Staff.name, line.attempts, line.removed,
        )
        .outerjoin(Staff, Staff.id == line.by_id)
        .where(line.list_id == list_id)
        .order_by(line.id)
    )  # fmt: skip
    return tuple(
        CallLine(
            id=id, unit_id=unit_id, unit=unit, contact=contact, phone=phone, result=result, words=words,
            at=at, by=by or "", attempts=attempts, removed=removed,
        )
        for id, unit_id, unit, contact, phone, result, words, at, by, attempts, removed in tx.session.execute(asked)
    )  # fmt: skip


def attempts(tx: Tx, line_id: int) -> tuple[CallAttempt, ...]:
    """Every call to one unit of a list, the first one first."""
    call = CallAttemptRow
    asked = select(call.at, Staff.name, call.result, call.words, call.taken_back)
    asked = asked.outerjoin(Staff, Staff.id == call.by_id).where(call.line_id == line_id).order_by(call.id)
    return tuple(
        CallAttempt(at=at, by=by or "", result=result, words=words, taken_back=taken_back)
        for at, by, result, words, taken_back in tx.session.execute(asked)
    )
