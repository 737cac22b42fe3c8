"""What is unfinished of the counter's work: promises, complaints, slips, orders, events, visits (``DUTY-4``).

Each function is one register's ``handed_over``. Important is what the procedures do not let anybody leave behind
[001·5·4.2.2.4]: an emergency nobody was told of, a promise or a complaint past its time, an urgent slip past its limit,
an event that still runs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import and_, select

from deskapp.domain.handovers import Handed
from deskapp.domain.reception import State as EntryState
from deskapp.domain.reception import Urgency
from deskapp.models.complaints import Complaint
from deskapp.models.complaints import running as complaints_running
from deskapp.models.events import Event
from deskapp.models.events import running as events_running
from deskapp.models.reception import Entry
from deskapp.models.reception import running as entries_running
from deskapp.models.slips import Slip
from deskapp.services.handing import Told, listed
from deskapp.services.register import RegisterService
from deskapp.services.verbs import Tx

Register = RegisterService[Any, Any]


def reception(service: Register, tx: Tx) -> Iterator[Handed]:
    """Emergencies that nobody was told of; promises still to be kept, by their time."""
    untold = select(Entry).where(entries_running(), Entry.state == EntryState.ALARM).order_by(Entry.id)
    yield from listed(service, tx, untold, "handovers.item.emergency", lambda row: Told(_caller(row), None, True))
    runs = service.running_clocks()
    assert runs is not None
    promises = select(Entry).where(runs.rows).order_by(Entry.promised_at)

    def promise(row: Entry) -> Told:
        return Told(_caller(row), row.promised_at, row.promised_at is not None and row.promised_at <= tx.now)

    yield from listed(service, tx, promises, "handovers.item.promise", promise)


def _caller(row: Entry) -> dict[str, Any]:
    return {"unit": row.unit_code, "caller": row.caller, "content": row.content[:80]}


def complaints(service: Register, tx: Tx) -> Iterator[Handed]:
    """Complaints that run, those past their time first."""
    by_time = Complaint.paused_at.is_not(None), Complaint.due_at.is_(None), Complaint.due_at
    asked = select(Complaint).where(complaints_running()).order_by(*by_time)

    def complaint(row: Complaint) -> Told:
        state = f"complaints.state.{row.state}"
        said = {"unit": row.unit_code, "caller": row.caller, "content": row.content[:80], "state": state}
        late = row.paused_at is None and row.due_at is not None and row.due_at <= tx.now
        return Told(said, row.due_at, late)

    yield from listed(service, tx, asked, "handovers.item.complaint", complaint)


def slips(service: Register, tx: Tx) -> Iterator[Handed]:
    """Slips past their limit; an urgent one is important."""
    runs = service.running_clocks()
    assert runs is not None
    late = and_(runs.rows, runs.due <= tx.now)
    asked = select(Slip).where(late).order_by(Slip.urgency == Urgency.NORMAL, runs.due)

    def slip(row: Slip) -> Told:
        said = service.clock_params(tx, row) | {"content": row.content[:80]}
        return Told(said, row.limit_at, row.urgency is not Urgency.NORMAL)

    yield from listed(service, tx, asked, "handovers.item.slip", slip)


def specials(service: Register, tx: Tx) -> Iterator[Handed]:
    """Special services past the time that was agreed."""
    yield from late(service, tx, "handovers.item.special")


def events(service: Register, tx: Tx) -> Iterator[Handed]:
    """Special events that are not closed: every one of them is important."""
    # Ordered by more than a column: by its index every event that ever was would be looked at for those that run.
    asked = select(Event).where(events_running()).order_by(Event.happened_at.is_(None), Event.happened_at)

    def event(row: Event) -> Told:
        said = {"kind": f"events.kind.{row.kind}", "state": f"events.state.{row.state}", "content": row.content[:80]}
        return Told(said | {"unit": row.unit_code or row.place}, row.due_at, True)

    yield from listed(service, tx, asked, "handovers.item.event", event)


def followups(service: Register, tx: Tx) -> Iterator[Handed]:
    """Follow-up visits past their time."""
    yield from late(service, tx, "handovers.item.followup")


def late(service: Register, tx: Tx, text: str) -> Iterator[Handed]:
    """The rows of a register whose clock has run out, the longest first."""
    runs = service.running_clocks()
    assert runs is not None
    asked = select(service.model).where(runs.rows, runs.due <= tx.now).order_by(runs.due)

    def told(row: Any) -> Told:
        return Told(service.clock_params(tx, row), service.clock(row).due)

    yield from listed(service, tx, asked, text, told)
