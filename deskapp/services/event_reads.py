"""The reads of the special events: rows, the detail, its rows of Today."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, select

from deskapp.domain.common import TodayItem
from deskapp.domain.events import REGISTER, EventDetail, EventRow, State
from deskapp.models.events import Event, running
from deskapp.services import event_follows, journal
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.events import EventService

CONTENT_SHOWN = 200


def as_rows(service: EventService, tx: Tx, found: Sequence[Event]) -> Iterable[EventRow]:
    """Events as the table shows them."""
    names = service.staff_names(tx, (row.recorder_id for row in found))
    for row in found:
        yield EventRow(
            id=row.id,
            version=row.version,
            number=row.number,
            state=row.state,
            at=row.happened_at,
            unit=row.unit_code or row.place,
            kind=row.kind,
            content=row.content[:CONTENT_SHOWN],
            passed_to=row.passed_to,
            due=row.due_at,
            started=row.due_start or row.happened_at,
            handler=names[row.recorder_id],
        )


def detail(service: EventService, tx: Tx, row: Event) -> EventDetail:
    """Everything about one event."""
    names = service.staff_names(tx, (row.recorder_id, row.closer_id))
    return EventDetail(
        **service.columns(row, EventDetail),
        unit=row.unit_code,
        recorder=names[row.recorder_id],
        closer=names[row.closer_id],
        deadline=service.clock(row).deadline,
        callers=tuple(event_follows.callers(service, tx, row)),
        linked=tuple(dict.fromkeys((*event_follows.sources(service, tx, row), *service.linked_to(tx, row)))),
        history=journal.history(tx.session, REGISTER, row.id),
    )


def today(service: EventService, tx: Tx) -> Iterable[TodayItem]:
    """How many reported events still lack outcome, cause and prevention."""
    here = and_(running(), Event.state == State.REPORTED, service.readable(tx))
    if count := tx.session.scalar(select(func.count()).select_from(Event).where(here)):
        yield TodayItem(register=REGISTER, text="today.events_to_close", count=count, chip="open")
