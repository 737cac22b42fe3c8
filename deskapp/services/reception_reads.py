"""The reads of the reception log: rows, the detail, its rows of Today."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, select

from deskapp.domain.common import Caution, Ref, TodayItem, Turn, Urgent, Waiting
from deskapp.domain.directory import UnitEvent
from deskapp.domain.reception import REGISTER, Kind, State
from deskapp.domain.reception_rows import Contact, EntryDetail, EntryRow, SuggestionDetail
from deskapp.models.directory import Department
from deskapp.models.reception import Entry, EntryContact, Suggestion, running
from deskapp.models.slips import Slip
from deskapp.models.slips import running as slip_running
from deskapp.services import incidents, journal, promises
from deskapp.services.complaint_clock import clocks_of as complaint_clocks
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.reception import ReceptionService

#: The table shows the beginning of a matter.
CONTENT_SHOWN = 200
#: So many entries of a unit are told among what waits for it.
_WAITING_SHOWN = 5


def as_rows(service: ReceptionService, tx: Tx, found: Sequence[Entry]) -> Iterable[EntryRow]:
    """Entries as the table shows them."""
    names = service.staff_names(tx, (row.handler_id for row in found))
    sizes = incidents.sizes(tx, found)
    complaints = complaint_clocks(tx, [row.id for row in found if row.state is State.IN_COMPLAINT])
    for row in found:
        due, started = complaints.get(row.id, (service.clock(row).due, row.promise_start or row.at))
        yield EntryRow(
            id=row.id,
            version=row.version,
            number=row.number,
            state=row.state,
            at=row.at,
            unit=row.unit_code,
            caller=row.caller,
            phone=row.phone,
            kind=row.kind,
            channel=row.channel,
            urgency=row.urgency,
            content=row.content[:CONTENT_SHOWN],
            due=due,
            started=started,
            handler=names[row.handler_id],
            incident=sizes.get(row.incident_id, 0),
        )


def detail(service: ReceptionService, tx: Tx, row: Entry) -> EntryDetail:
    """Everything about one entry."""
    names = service.staff_names(tx, (row.recorder_id, row.handler_id))
    slips = tx.session.execute(select(Slip.id, Slip.number).where(Slip.entry_id == row.id).order_by(Slip.id))
    return EntryDetail(
        **service.columns(row, EntryDetail),
        unit=row.unit_code,
        deadline=service.clock(row).deadline,
        recorder=names[row.recorder_id],
        handler=names[row.handler_id],
        slips=tuple(Ref("slips", id, number) for id, number in slips),
        linked=service.linked_to(tx, row),
        contacts=_contacts(service, tx, row.id),
        suggestion=_suggestion(tx, row.id) if row.kind is Kind.SUGGESTION else None,
        history=journal.history(tx.session, REGISTER, row.id),
        incident=incidents.incident(service, tx, row),
    )


def slips_open(tx: Tx, row: Entry) -> list[Caution]:
    """A word of warning for each slip of an entry that still runs when the entry ends."""
    found = select(Slip.number).where(Slip.entry_id == row.id, slip_running()).order_by(Slip.id)
    return [Caution("slip_open", {"number": number}) for number in tx.session.scalars(found)]


def _contacts(service: ReceptionService, tx: Tx, entry_id: int) -> tuple[Contact, ...]:
    found = tx.session.scalars(
        select(EntryContact).where(EntryContact.entry_id == entry_id).order_by(EntryContact.id)
    ).all()
    names = service.staff_names(tx, (contact.by_id for contact in found))
    return tuple(
        Contact(at=c.at, by=names[c.by_id], caller=c.caller, phone=c.phone, channel=c.channel, content=c.content)
        for c in found
    )


def _suggestion(tx: Tx, entry_id: int) -> SuggestionDetail | None:
    found = tx.session.execute(
        select(Suggestion, Department.name)
        .outerjoin(Department, Department.id == Suggestion.department_id)
        .where(Suggestion.entry_id == entry_id)
    ).first()
    if found is None:
        return None
    kept, department = found
    return SuggestionDetail(
        assessment=kept.assessment,
        department_id=kept.department_id,
        department=department or "",
        adopted=kept.adopted,
        reply=kept.reply,
        reward=kept.reward,
    )


def today(service: ReceptionService, tx: Tx) -> Iterable[TodayItem]:
    """Emergencies nobody was told of, and how many results wait to be told; promises come by their clocks."""
    here = and_(running(), service.readable(tx))
    for row in tx.session.scalars(select(Entry).where(here, Entry.state == State.ALARM).order_by(Entry.id)):
        yield TodayItem(
            register=REGISTER,
            text="today.emergency",
            params=service.clock_params(tx, row),
            due=row.at,
            started=row.at,
            urgent=Urgent.LATE,
            ref=service.ref(row),
        )
    to_tell = select(func.count()).select_from(Entry).where(here, Entry.state == State.RESULT_KNOWN)
    if told := tx.session.scalar(to_tell):
        yield TodayItem(register=REGISTER, text="today.result_known", count=told, chip="open")


def waiting(service: ReceptionService, tx: Tx, unit_id: int) -> Iterable[Waiting]:
    """Entries of a unit that are not answered: emergencies first, then by the time promised (``REC-1``)."""
    waits = Entry.state.in_((State.ALARM, *promises.WAITING))
    order = ((Entry.kind == Kind.EMERGENCY).desc(), Entry.promised_at.is_(None), Entry.promised_at, Entry.id)
    asked = select(Entry).where(Entry.unit_id == unit_id, waits, service.readable(tx)).order_by(*order)
    for row in tx.session.scalars(asked.limit(_WAITING_SHOWN)):
        words = {"number": row.number, "kind": f"reception.kind.{row.kind}", "state": f"reception.state.{row.state}"}
        yield Waiting(
            register=REGISTER,
            text="waiting.reception",
            params=words,
            ref=service.ref(row),
            urgent=Urgent.LATE if row.kind is Kind.EMERGENCY else service.presses(tx, row),
            turn=Turn.EMERGENCY if row.kind is Kind.EMERGENCY else Turn.MATTER,
        )


def unit_events(service: ReceptionService, tx: Tx, unit_id: int, limit: int) -> Iterable[UnitEvent]:
    """A unit's entries, the newest first."""
    asked = select(Entry).where(Entry.unit_id == unit_id, service.readable(tx)).order_by(Entry.id.desc())
    for row in tx.session.scalars(asked.limit(limit)):
        yield UnitEvent(at=row.at, ref=service.ref(row), title=row.content[:120], state=f"reception.state.{row.state}")
