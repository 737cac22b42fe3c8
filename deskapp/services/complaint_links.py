"""How a complaint and its reception entries move together: always in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from deskapp.domain.common import Caution
from deskapp.domain.complaints import AT_WORK, REGISTER, State
from deskapp.domain.people import Role
from deskapp.domain.reception import Kind, ToldHow
from deskapp.domain.reception import State as EntryState
from deskapp.errors import Invalid, Problem
from deskapp.models.complaints import Complaint, ComplaintUnit
from deskapp.models.reception import Entry
from deskapp.services import complaint_clock as clock
from deskapp.services import deadlines, reception_reads
from deskapp.services.reception import ReceptionService
from deskapp.services.rulebook import RulebookService
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.domain.complaint_rows import ComplaintRow
    from deskapp.services.register import RegisterService

    Complaints = RegisterService[Complaint, ComplaintRow]

_SYNCED = ("unit_id", "unit_code", "caller", "phone")


def of_entry(tx: Tx, entry_id: int) -> Complaint | None:
    """The complaint that an entry is followed as: its own, or the one it joined."""
    own = tx.session.scalars(select(Complaint).where(Complaint.entry_id == entry_id)).first()
    if own is not None:
        return own
    joined = select(ComplaintUnit.complaint_id).where(ComplaintUnit.entry_id == entry_id)
    return tx.session.scalars(select(Complaint).where(Complaint.id.in_(joined))).first()


def units(tx: Tx, row: Complaint) -> list[ComplaintUnit]:
    """The units that joined, and still count."""
    here = select(ComplaintUnit).where(ComplaintUnit.complaint_id == row.id, ~ComplaintUnit.withdrawn)
    return list(tx.session.scalars(here.order_by(ComplaintUnit.id)))


def following(tx: Tx, row: Complaint) -> Complaint | None:
    """The complaint that names this one (``CMP-3``)."""
    return tx.session.scalars(select(Complaint).where(Complaint.previous_id == row.id)).first()


def _joined(tx: Tx, entry_id: int) -> ComplaintUnit | None:
    here = select(ComplaintUnit).where(ComplaintUnit.entry_id == entry_id, ~ComplaintUnit.withdrawn)
    return tx.session.scalars(here).first()


def entry_moved(service: Complaints, tx: Tx, entry: Entry, verb: str) -> None:
    """A reception entry was made or took a step: what follows for its complaint."""
    if verb in {"record", "complain"} and entry.state is EntryState.IN_COMPLAINT:
        _heard(service, tx, entry, anew=verb == "complain")
    elif verb in {"amend", "void", "reopen"} and entry.kind is Kind.COMPLAINT:
        row = of_entry(tx, entry.id)
        if row is not None:
            {"amend": _amended, "void": _voided, "reopen": _reopened}[verb](service, tx, row, entry)
        elif entry.state is EntryState.IN_COMPLAINT:  # closed in the days before there were complaints
            _heard(service, tx, entry, anew=True)


def _heard(service: Complaints, tx: Tx, entry: Entry, *, anew: bool) -> None:
    """A complaint of its own, or a unit more; what was settled elsewhere should be reported in time [001·12·2(1)]."""
    if (first := _same_incident(tx, entry)) is not None:
        join(service, tx, first, entry_id=entry.id, **{name: getattr(entry, name) for name in _SYNCED})
        return
    row = Complaint(
        state=State.SETTLED if entry.answered_on_spot else State.RECEIVED, on_spot=entry.answered_on_spot,
        at=tx.now if anew else entry.at, entry_id=entry.id, content=entry.content, category=entry.category,
        written=entry.written, recorder_id=tx.staff_id, handler_id=tx.staff_id, stood=0, missed=0,
        **{name: getattr(entry, name) for name in _SYNCED},
    )  # fmt: skip
    clock.turn(tx, service.core, row)
    # Its own first line says "recorded", whatever verb the entry came by.
    service.create(replace(tx, verb=f"{REGISTER}.record"), row, "")
    tx.also.append(service.ref(row))
    if row.on_spot and not anew:
        by = deadlines.due(tx, service.core, "complaint.on_spot_report_within", entry.at).due
        tx.cautions += [Caution("complaint_reported_late", {"value": by})] if by < tx.now else []


def _same_incident(tx: Tx, entry: Entry) -> Complaint | None:
    """The complaint that runs for the entry's incident already (``REC-8``)."""
    if entry.incident_id is None or entry.incident_id == entry.id:
        return None
    others = select(Entry.id).where(or_(Entry.id == entry.incident_id, Entry.incident_id == entry.incident_id))
    here = Complaint.state.in_((State.RECEIVED, *AT_WORK)), Complaint.entry_id.in_(others)
    return tx.session.scalars(select(Complaint).where(*here).order_by(Complaint.id)).first()


def join(service: Complaints, tx: Tx, row: Complaint, **who: Any) -> None:
    """Another unit joins; at the rulebook's number the complaint is collective (``CMP-2``)."""
    tx.session.add(ComplaintUnit(complaint_id=row.id, at=tx.now, by_id=tx.staff_id, **who))
    tx.session.flush()
    codes = {row.unit_code, *(unit.unit_code for unit in units(tx, row))} - {""}
    enough = service.core.service(RulebookService).number(tx, "complaint.collective_units")
    if not row.collective and len(codes) >= enough:
        row.collective, row.collective_at = True, tx.now
        if tx.actor is not None and tx.actor.role is Role.DIRECTOR:
            row.director_told_at = tx.now
    clock.turn(tx, service.core, row)
    said = {"unit": [None, who["unit_code"]], "caller": [None, who["caller"]]}
    service.save(tx, row, verb=f"{REGISTER}.join_unit", more=said)


def _amended(service: Complaints, tx: Tx, row: Complaint, entry: Entry) -> None:
    """A correction of an entry's words corrects its complaint's."""
    if row.entry_id != entry.id:
        joined = _joined(tx, entry.id)
        if joined is not None:
            for name in _SYNCED:
                setattr(joined, name, getattr(entry, name))
            service.save(tx, row, more={"unit": [None, entry.unit_code], "caller": [None, entry.caller]})
        return
    before = service.searchable(row)
    for name in (*_SYNCED, "content", "category", "written"):
        setattr(row, name, getattr(entry, name))
    if tx.session.is_modified(row):
        service.save(tx, row, before)


def _voided(service: Complaints, tx: Tx, row: Complaint, entry: Entry) -> None:
    """An entry was voided: a unit less, or the complaint goes on with the next one's entry, or it is void too."""
    if row.state is State.VOIDED:
        return
    if row.entry_id != entry.id:
        joined = _joined(tx, entry.id)
        if joined is not None:
            joined.withdrawn = True
            service.save(tx, row, more={"withdrawn": [None, joined.unit_code]})
        return
    if row.state is not State.CLOSED:
        heir = next((unit for unit in units(tx, row) if unit.entry_id is not None), None)
        if heir is not None:
            before = service.searchable(row)
            heir.withdrawn = True
            for name in ("entry_id", *_SYNCED):
                setattr(row, name, getattr(heir, name))
            service.save(tx, row, before)
            return
    row.state, row.void_reason = State.VOIDED, entry.void_reason
    clock.drop(tx, row)
    service.save(tx, row)


def _reopened(service: Complaints, tx: Tx, row: Complaint, entry: Entry) -> None:
    """An entry's closing was taken back: its complaint runs again, and so do the other entries."""
    if row.state is State.CLOSED:
        reopen(service, tx, row, entry.id)
        service.save(tx, row)


def reopen(service: Complaints, tx: Tx, row: Complaint, spared: int = 0) -> None:
    """Take a closing back, unless the matter goes on in a new complaint (``CMP-3``)."""
    if (later := following(tx, row)) is not None:
        raise Invalid(Problem("reason", "renewed", {"number": later.number}))
    row.state, row.closed_at = State.REPLIED, None
    clock.turn(tx, service.core, row)
    reception = service.core.service(ReceptionService)
    for entry in entries(tx, row):
        if entry.id != spared:
            reception.follow(tx, entry, "reopen", EntryState.IN_COMPLAINT, closed_at=None)


def entries(tx: Tx, row: Complaint) -> Iterator[Entry]:
    """The complaint's own entry, and those that joined."""
    for id in (row.entry_id, *(unit.entry_id for unit in units(tx, row))):
        entry = tx.session.get(Entry, id) if id is not None else None
        if entry is not None:
            yield entry


def conclude(service: Complaints, tx: Tx, row: Complaint) -> None:
    """The complaint is over: every entry of it is concluded with the one answer (``REC-8``)."""
    reception = service.core.service(ReceptionService)
    told = {
        "result": row.reply[:2000], "told_at": row.replied_at, "opinion": row.opinion, "closed_at": tx.now,
        "told_how": ToldHow(row.mode.value) if row.mode else None,
    }  # fmt: skip
    for entry in entries(tx, row):
        tx.cautions += reception_reads.slips_open(tx, entry)
        reception.follow(tx, entry, "conclude", EntryState.CLOSED, **told)


def void_entries(service: Complaints, tx: Tx, row: Complaint) -> None:
    """A complaint that is void takes its entries along: nothing else would end them."""
    reception = service.core.service(ReceptionService)
    for entry in entries(tx, row):
        tx.cautions += reception_reads.slips_open(tx, entry)
        reception.follow(tx, entry, "void", EntryState.VOIDED, void_reason=row.void_reason)
