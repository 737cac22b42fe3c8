"""How special events follow what others do, in the very same transaction: emergencies, slips, collective complaints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from deskapp.domain.common import Ref
from deskapp.domain.events import Kind, State, kind_of
from deskapp.domain.reception import Kind as EntryKind
from deskapp.models.directory import Department
from deskapp.models.events import Event, running
from deskapp.models.reception import Entry
from deskapp.models.slips import Slip
from deskapp.services import deadlines
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.events import EventService


def heard(service: EventService, tx: Tx, register: str, row: Any, verb: str) -> None:
    """What follows for the events from another register's step."""
    if register == "reception" and row.kind is EntryKind.EMERGENCY:
        _emergency(service, tx, row, verb)
    elif register == "slips" and verb in {"order", "issue"} and row.entry_id is not None:
        _sent(service, tx, row)
    elif register == "complaints" and row.collective:
        _collective(service, tx, row)


def _emergency(service: EventService, tx: Tx, entry: Entry, verb: str) -> None:
    """Recorded: its report opens. Passed on: the report says so. Voided: so is a report nobody has seen (``REC-5``)."""
    if verb == "record":
        row = _event(service, tx, kind_of(entry.content), entry, entry.at)
        row.entry_id, row.happened_reason = entry.id, entry.happened_reason
        _open(service, tx, row)
    elif verb == "pass_on" and entry.passed_at is not None:
        for row in _of_entry(tx, entry.id):
            _passed(service, tx, row, entry.passed_to, entry.passed_at)
    elif verb == "void":
        _void(service, tx, _of_entry(tx, entry.id), entry.void_reason)


def _sent(service: EventService, tx: Tx, slip: Slip) -> None:
    """A slip issued for an emergency passes it on to a department, if nobody had said to whom."""
    department = tx.session.get(Department, slip.department_id)
    for row in _of_entry(tx, slip.entry_id or 0):
        if row.passed_at is None and department is not None:
            _passed(service, tx, row, department.name, slip.issued_at or tx.now)


def _collective(service: EventService, tx: Tx, complaint: Any) -> None:
    """A complaint of five units is a special event, once (``CMP-2``) [001·12·4(1)]; a void one takes it along."""
    if complaint.state == "voided":
        of_it = select(Event).where(Event.complaint_id == complaint.id, running())
        _void(service, tx, tx.session.scalars(of_it).all(), complaint.void_reason)
    elif tx.session.scalar(select(Event.id).where(Event.complaint_id == complaint.id)) is None:
        row = _event(service, tx, Kind.COLLECTIVE_COMPLAINT, complaint, tx.now)
        row.entry_id, row.complaint_id = complaint.entry_id, complaint.id
        _open(service, tx, row)


def _void(service: EventService, tx: Tx, reports: Iterable[Event], reason: str) -> None:
    """What it came from is void: so is a report that nobody has seen."""
    for row in reports:
        if row.state is State.OPEN:
            row.state, row.void_reason = State.VOIDED, reason
            deadlines.stop(tx, row)
            service.save(tx, row, verb=f"{service.name}.void")


def _event(service: EventService, tx: Tx, kind: Kind, source: Any, happened: datetime) -> Event:
    """An event with what its entry or complaint knows."""
    return Event(
        state=State.OPEN,
        kind=kind,
        unit_id=source.unit_id,
        unit_code=source.unit_code,
        caller=source.caller,
        phone=source.phone,
        content=source.content,
        happened_at=min(happened, tx.now),
        created_at=tx.now,
        recorder_id=tx.staff_id,
    )


def _open(service: EventService, tx: Tx, row: Event) -> None:
    from deskapp.services.events import DUE, RULE

    deadlines.start(tx, service.core, row, DUE, RULE, row.happened_at)
    service.create(tx, row, "")


def _passed(service: EventService, tx: Tx, row: Event, to: str, at: datetime) -> None:
    row.passed_to, row.passed_at = to, at
    service.save(tx, row, verb=f"{service.name}.pass_on")


def _of_entry(tx: Tx, entry_id: int) -> Iterator[Event]:
    """The reports of an entry that still run."""
    return iter(tx.session.scalars(select(Event).where(Event.entry_id == entry_id, running())).all())


def linked(service: EventService, tx: Tx, register: str, id: int) -> Iterable[Ref]:
    """The reports that belong to an entry or a complaint."""
    columns = {"reception": Event.entry_id, "complaints": Event.complaint_id}
    if register in columns:
        for row in tx.session.scalars(select(Event).where(columns[register] == id).order_by(Event.id)):
            yield service.ref(row)


def sources(service: EventService, tx: Tx, row: Event) -> Iterator[Ref]:
    """The entry and the complaint an event comes from."""
    ids = {"reception": row.entry_id, "complaints": row.complaint_id}
    for other in service.core.registers:
        id = ids.get(other.name)
        if id is not None and other.open_to(tx) and (found := tx.session.get(other.model, id)) is not None:
            yield other.ref(found)
