"""How special events follow what others do, in the very same transaction: emergencies, slips, collective complaints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import aliased

from deskapp.domain.common import Ref
from deskapp.domain.events import EventCaller, Kind, State, kind_of
from deskapp.domain.reception import Kind as EntryKind
from deskapp.domain.reception import State as EntryState
from deskapp.models.complaints import Complaint, ComplaintUnit
from deskapp.models.events import Event
from deskapp.models.reception import Entry
from deskapp.models.slips import Slip
from deskapp.services import deadlines, incidents
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.events import EventService

_RUNNING = (State.OPEN, State.REPORTED)
_SYNCED = ("unit_id", "unit_code", "caller", "phone")


def heard(service: EventService, tx: Tx, register: str, row: Any, verb: str) -> None:
    """What follows for the events from another register's step."""
    if register == "reception" and row.kind is EntryKind.EMERGENCY:
        _emergency(service, tx, row, verb)
    elif register == "slips" and verb in {"order", "issue"} and row.entry_id is not None:
        _sent(service, tx, row)
    elif register == "complaints" and row.collective:
        _collective(service, tx, row, verb)


def _emergency(service: EventService, tx: Tx, entry: Entry, verb: str) -> None:
    """Recorded: its report opens, or its incident's notes it. Passed on: the report says so (``REC-5``, ``REC-8``)."""
    if verb == "record":
        known = _reports(tx, entry)
        for row in known:
            _joined(service, tx, row, entry)
        if not known:
            _opened(service, tx, entry)
    elif verb == "leave_incident" and not _reports(tx, entry):
        _opened(service, tx, entry)
    elif verb == "pass_on" and entry.passed_at is not None:
        for row in _reports(tx, entry):
            told = (row.passed_to, row.passed_at) == (entry.passed_to, entry.passed_at)
            if row.state in _RUNNING and not told:
                _passed(service, tx, row, entry.passed_to, entry.passed_at)
    elif verb == "void":
        for row in _reports(tx, entry):
            if row.entry_id == entry.id and row.state in _RUNNING:
                _entry_voided(service, tx, row, entry)


def _opened(service: EventService, tx: Tx, entry: Entry) -> None:
    row = _event(service, tx, kind_of(entry.content), entry, entry.at)
    row.entry_id, row.happened_reason = entry.id, entry.happened_reason
    _open(service, tx, row)


def _joined(service: EventService, tx: Tx, row: Event, source: Any) -> None:
    """One more called about it: the report that is there notes who, and no other is made (``REC-8``)."""
    said = {name: [None, value] for name, value in (("unit", source.unit_code), ("caller", source.caller)) if value}
    service.save(tx, row, verb=f"{service.name}.join", more=said)


def _entry_voided(service: EventService, tx: Tx, row: Event, entry: Entry) -> None:
    """The entry of a report is void: the next that called takes its place, else a report nobody has seen goes too."""
    others = incidents.members(tx, entry.incident_id) if entry.incident_id is not None else ()
    heir = next((other for other in others if other.id != entry.id and other.state is not EntryState.VOIDED), None)
    if heir is not None:
        before = service.searchable(row)
        row.entry_id = heir.id
        for name in _SYNCED:
            setattr(row, name, getattr(heir, name))
        service.save(tx, row, before, verb=f"{service.name}.join")
    else:
        _void(service, tx, row, entry.void_reason)


def _sent(service: EventService, tx: Tx, slip: Slip) -> None:
    """A slip issued for an emergency passes it on to a department, if nobody had said to whom."""
    entry = tx.session.get(Entry, slip.entry_id)
    for row in _reports(tx, entry) if entry is not None else ():
        if row.passed_at is None and row.state in _RUNNING:
            _passed(service, tx, row, service.departments(tx)[slip.department_id], slip.issued_at or tx.now)


def _collective(service: EventService, tx: Tx, complaint: Complaint, verb: str) -> None:
    """A complaint of five units is a special event, once; who joins later is noted in it (``CMP-2``) [001·12·4(1)]."""
    known = tx.session.scalars(select(Event).where(Event.complaint_id == complaint.id)).first()
    if known is not None and complaint.state == "voided":
        _void(service, tx, known, complaint.void_reason)
    elif known is not None and verb == "join_unit" and known.state is not State.VOIDED:
        newest = select(ComplaintUnit).where(ComplaintUnit.complaint_id == complaint.id)
        _joined(service, tx, known, tx.session.scalars(newest.order_by(ComplaintUnit.id.desc())).first())
    elif known is None and complaint.state != "voided":
        row = _event(service, tx, Kind.COLLECTIVE_COMPLAINT, complaint, tx.now)
        row.entry_id, row.complaint_id = complaint.entry_id, complaint.id
        _open(service, tx, row)


def _void(service: EventService, tx: Tx, row: Event, reason: str) -> None:
    """What it came from is void: so is a report that nobody has seen."""
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


def _reports(tx: Tx, entry: Entry) -> list[Event]:
    """The report of an entry, or the one that its incident has (``REC-8``): whatever stands, void ones left out."""
    mine = Event.entry_id == entry.id
    if entry.incident_id is not None:
        together = select(Entry.id).where(Entry.incident_id == entry.incident_id)
        mine = or_(mine, Event.entry_id.in_(together))
    here = select(Event).where(mine, Event.complaint_id.is_(None), Event.state != State.VOIDED)
    return list(tx.session.scalars(here.order_by(Event.id)))


def at_unit(unit_id: int) -> ColumnElement[bool]:
    """Events at a unit, and those that somebody of it called about."""
    first = select(Entry.incident_id).where(Entry.unit_id == unit_id, Entry.incident_id.is_not(None))
    beside = aliased(Entry)
    together = select(beside.id).where(beside.incident_id.in_(first), beside.kind == EntryKind.EMERGENCY)
    return or_(Event.unit_id == unit_id, Event.entry_id.in_(together))


def callers(service: EventService, tx: Tx, row: Event) -> Iterator[EventCaller]:
    """Everybody else who called about it: the other entries of its incident, the units of its complaint."""
    if row.complaint_id is not None:
        here = select(ComplaintUnit).where(ComplaintUnit.complaint_id == row.complaint_id, ~ComplaintUnit.withdrawn)
        for unit in tx.session.scalars(here.order_by(ComplaintUnit.id)):
            yield EventCaller(at=unit.at, unit=unit.unit_code, caller=unit.caller, phone=unit.phone)
        return
    entry = tx.session.get(Entry, row.entry_id) if row.entry_id is not None else None
    if entry is None or entry.incident_id is None:
        return
    for other in incidents.members(tx, entry.incident_id):
        if other.id != entry.id and other.state is not EntryState.VOIDED:
            ref = Ref("reception", other.id, other.number)
            yield EventCaller(at=other.at, unit=other.unit_code, caller=other.caller, phone=other.phone, ref=ref)


def linked(service: EventService, tx: Tx, register: str, id: int) -> Iterable[Ref]:
    """The reports that belong to an entry, its incident, or a complaint."""
    if register == "complaints":
        found = tx.session.scalars(select(Event).where(Event.complaint_id == id).order_by(Event.id))
        yield from (service.ref(row) for row in found)
    elif register == "reception" and (entry := tx.session.get(Entry, id)) is not None:
        own = tx.session.scalars(select(Event).where(Event.entry_id == id).order_by(Event.id)).all()
        rows = [*own, *(_reports(tx, entry) if entry.incident_id is not None else ())]
        yield from dict.fromkeys(service.ref(row) for row in rows)


def sources(service: EventService, tx: Tx, row: Event) -> Iterator[Ref]:
    """The entry and the complaint an event comes from."""
    ids = {"reception": row.entry_id, "complaints": row.complaint_id}
    for other in service.core.registers:
        id = ids.get(other.name)
        if id is not None and other.open_to(tx) and (found := tx.session.get(other.model, id)) is not None:
            yield other.ref(found)
