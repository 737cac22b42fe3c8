"""How a special service moves together with its reception entry and its dispatch slip, in one transaction.

What belongs to another register is done by that register's own verb, inside this transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from deskapp.domain.common import Change
from deskapp.domain.reception import EntryDraft, Kind, ToldHow, Urgency
from deskapp.domain.reception import State as EntryState
from deskapp.domain.slips import ExtendDraft, Item, SlipDraft
from deskapp.domain.slips import State as SlipState
from deskapp.domain.specials import AHEAD, DispatchDraft, OrderDraft, State
from deskapp.errors import NotFound, Problem
from deskapp.models.reception import Entry
from deskapp.models.slips import Slip, SlipRound
from deskapp.models.specials import ServiceItem, Special
from deskapp.services import slip_links, special_quality
from deskapp.services.reception import ReceptionService
from deskapp.services.slips import SlipService
from deskapp.services.verbs import Service, Tx

if TYPE_CHECKING:
    from deskapp.services.office import Core
    from deskapp.services.specials import SpecialService

_WITH_DEPARTMENT = (SlipState.ISSUED, SlipState.RECEIVED, SlipState.IN_HAND)
_OVER = frozenset({EntryState.CLOSED, EntryState.VOIDED})


def inside(service: Service, tx: Tx, verb: str, **arguments: Any) -> Any:
    """Another register's verb inside this transaction, journalled as its own."""
    spec = next(spec for spec in type(service).verbs() if spec.name == f"{service.name}.{verb}")
    return spec.function(service, replace(tx, verb=spec.name), **arguments)


def wanted(item: str, quantity: Any, measure: str, content: str) -> str:
    """What is asked for, in the words of the list and the caller's own."""
    said = f"{item} × {quantity.normalize():f} {measure}"
    return f"{said}\n{content}" if content else said


# The reception entry


def refusals(tx: Tx, entry_id: int | None) -> list[Problem]:
    """Why no order can be taken from an entry."""
    if entry_id is None:
        return []
    entry = tx.session.get(Entry, entry_id)
    if entry is None:
        return [Problem("entry_id", "unknown_choice", {"value": entry_id})]
    if entry.state in _OVER:
        return [Problem("entry_id", "entry_over", {"number": entry.number, "state": f"reception.state.{entry.state}"})]
    return []


def carried_over(tx: Tx, entry_id: int) -> OrderDraft:
    """An order with everything that the entry knows."""
    entry = tx.session.get(Entry, entry_id)
    if entry is None:
        raise NotFound(number=f"#{entry_id}")
    return OrderDraft(
        entry_id=entry.id,
        unit=entry.unit_code,
        contact=entry.caller,
        phone=entry.phone,
        channel=entry.channel,
        content=entry.content[:1000],
        payer=entry.caller,
    )


def entry_of(core: Core, tx: Tx, draft: OrderDraft, item: ServiceItem, row: Special) -> int:
    """The entry an order belongs to; one is recorded for an order taken without, so that the log has the contact."""
    if draft.entry_id is not None:
        return draft.entry_id
    promised = row.ends_at if row.ends_at > tx.now else None
    content = wanted(item.name, row.quantity, item.measure, row.content)
    entry = EntryDraft(
        unit=draft.unit, caller=row.contact, phone=row.phone, channel=draft.channel, kind=Kind.SPECIAL_SERVICE,
        content=content, promised_at=promised, answered=promised is None, result="" if promised else content,
        happened_at=draft.happened_at, happened_reason=draft.happened_reason,
    )  # fmt: skip
    change: Change = inside(core.service(ReceptionService), tx, "record", draft=entry)
    tx.also.append(change.ref)
    return change.id


def result_known(core: Core, tx: Tx, row: Special, result: str) -> None:
    """The service is over: the entry that no slip takes along knows its result."""
    entry = tx.session.get(Entry, row.entry_id)
    if entry is not None and not _slips_run(tx, row.entry_id):
        core.service(ReceptionService).follow(tx, entry, "result", EntryState.RESULT_KNOWN, result=result[:2000])


def closed(core: Core, tx: Tx, row: Special) -> None:
    """The order closes: so does the entry that no slip takes along; the resident stood by."""
    entry = tx.session.get(Entry, row.entry_id)
    if entry is None or _slips_run(tx, row.entry_id):
        return
    follow = core.service(ReceptionService).follow
    told = {"told_at": tx.now, "told_how": ToldHow.COUNTER, "opinion": row.opinion or entry.opinion}
    follow(tx, entry, "tell", EntryState.CALLER_TOLD, **told)
    follow(tx, entry, "close", EntryState.CLOSED, closed_at=tx.now)


def _slips_run(tx: Tx, entry_id: int) -> bool:
    running = Slip.state.not_in((SlipState.CLOSED, SlipState.VOIDED))
    return bool(tx.session.scalar(select(func.count()).select_from(Slip).where(Slip.entry_id == entry_id, running)))


# The dispatch slip


def dispatched(core: Core, tx: Tx, row: Special, draft: DispatchDraft) -> None:
    """Issue the slip with everything carried over [001·1·4.1.5, 4.7.2]; its limit is the agreed end."""
    row.slip_id = None
    tx.session.flush()
    order = SlipDraft(
        entry_id=None if list(slip_links.refusals(tx, row.entry_id)) else row.entry_id,
        unit=row.unit_code,
        contact=row.contact,
        phone=row.phone,
        department_id=draft.department_id,
        item=Item.SPECIAL_SERVICE,
        urgency=Urgency.NORMAL,
        content=wanted(row.item, row.quantity, row.measure, row.content),
        limit_at=row.ends_at if row.ends_at > tx.now else None,
        appointment=row.starts_at if row.starts_at > tx.now else None,
        note=draft.note,
    )
    change: Change = inside(core.service(SlipService), tx, "order", draft=order)
    row.slip_id = change.id
    tx.also.append(change.ref)
    limit = tx.session.get_one(Slip, change.id).limit_at
    if row.ends_at <= tx.now and limit is not None:
        row.ends_at = limit


def slip_of(tx: Tx, row: Special) -> Slip | None:
    """The slip of an order, while a department has it."""
    slip = tx.session.get(Slip, row.slip_id) if row.slip_id else None
    return slip if slip is not None and slip.state in _WITH_DEPARTMENT else None


def rescheduled(core: Core, tx: Tx, row: Special, reason: str, apology: str) -> None:
    """A later end is the slip's later limit (``DSP-2``)."""
    slip = slip_of(tx, row)
    if slip is not None and slip.limit_at is not None and slip.limit_at < row.ends_at:
        later = ExtendDraft(limit_at=row.ends_at, reason=reason, apology=apology or reason)
        change = inside(core.service(SlipService), tx, "extend", id=slip.id, version=slip.version, draft=later)
        tx.also.append(change.ref)


def recalled(core: Core, tx: Tx, row: Special, draft: Any) -> None:
    """The order is voided: so is the slip that a department still has."""
    slip = slip_of(tx, row)
    if slip is not None:
        change = inside(core.service(SlipService), tx, "void", id=slip.id, version=slip.version, draft=draft)
        tx.also.append(change.ref)


# What an order hears of slips


def heard(service: SpecialService, tx: Tx, slip: Slip, verb: str) -> None:
    """A slip was made or took a step: its order follows as far as its own life cycle allows."""
    if verb in {"order", "issue"}:
        _adopt(service, tx, slip)
    if verb not in _FOLLOW:
        return
    for row in tx.session.scalars(select(Special).where(Special.slip_id == slip.id)):
        _FOLLOW[verb](service, tx, row, slip)


def _adopt(service: SpecialService, tx: Tx, slip: Slip) -> None:
    """A slip that was issued from the entry itself is the slip of the one order that waits there."""
    if slip.entry_id is None or slip.item is not Item.SPECIAL_SERVICE:
        return
    found = select(Special).where(Special.entry_id == slip.entry_id, Special.slip_id.is_(None))
    waiting = [row for row in tx.session.scalars(found) if row.state not in (State.CLOSED, State.VOIDED)]
    if (
        len(waiting) == 1
        and waiting[0].state is State.ORDERED
        and service.goes(waiting[0], "dispatch", State.DISPATCHED)
    ):
        (row,) = waiting
        row.slip_id, row.department_id = slip.id, slip.department_id
        service.moved(tx, row, "dispatch")


def _started(service: SpecialService, tx: Tx, row: Special, slip: Slip) -> None:
    now = _round(tx, slip)
    if now.arrived_at is not None and service.goes(row, "start", State.IN_HAND):
        service.begun(tx, row, max(now.arrived_at, row.at), now.workers)


def _finished(service: SpecialService, tx: Tx, row: Special, slip: Slip) -> None:
    now = _round(tx, slip)
    if now.finished_at is not None and service.goes(row, "finish", State.DONE):
        service.ended(tx, row, max(now.finished_at, row.started_at or row.at), now.result)


def _failed(service: SpecialService, tx: Tx, row: Special, slip: Slip) -> None:
    if service.goes(row, "fail", State.NOT_DONE):
        service.failed(tx, row, _round(tx, slip).fail_reason or slip.void_reason)


def _extended(service: SpecialService, tx: Tx, row: Special, slip: Slip) -> None:
    """The slip has a later limit, and goes out again if it had failed."""
    if slip.limit_at is None or row.state not in (*AHEAD, State.NOT_DONE) or slip.limit_at == row.ends_at:
        return
    again = service.goes(row, "dispatch", State.DISPATCHED)
    row.ends_at = max(slip.limit_at, row.ends_at)
    service.moved(tx, row, "dispatch" if again else "reschedule")


def _reworked(service: SpecialService, tx: Tx, row: Special, slip: Slip) -> None:
    if service.goes(row, "dispatch", State.DISPATCHED):
        row.started_at = row.finished_at = row.opinion = None
        special_quality.unjudged(row)
        row.ends_at = max(slip.limit_at or row.ends_at, row.ends_at)
        service.moved(tx, row, "dispatch")


def _told(service: SpecialService, tx: Tx, row: Special, slip: Slip) -> None:
    if row.state is State.DONE and slip.opinion is not None:
        row.opinion = slip.opinion
        service.save(tx, row, verb="slips.tell")


def _closed(service: SpecialService, tx: Tx, row: Special, slip: Slip) -> None:
    """Done and paid, it closes with its slip; what is owed keeps it open."""
    if row.paid >= row.amount and service.goes(row, "close", State.CLOSED):
        row.closed_at = tx.now
        service.save(tx, row, verb="specials.close")


def _reopened(service: SpecialService, tx: Tx, row: Special, slip: Slip) -> None:
    if service.goes(row, "reopen", State.DONE):
        row.closed_at = None
        service.save(tx, row, verb="specials.reopen")


def _round(tx: Tx, slip: Slip) -> SlipRound:
    here = select(SlipRound).where(SlipRound.slip_id == slip.id, SlipRound.round == slip.round)
    return tx.session.scalars(here).one()


_FOLLOW: dict[str, Callable[[SpecialService, Tx, Special, Slip], None]] = {
    "start": _started,
    "finish": _finished,
    "fail": _failed,
    "void": _failed,
    "extend": _extended,
    "rework": _reworked,
    "tell": _told,
    "close": _closed,
    "reopen": _reopened,
}
