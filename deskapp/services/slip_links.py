"""How a slip and the entry it comes from move together (``REC-4``): always in the slip's own transaction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from deskapp.domain.common import Ref
from deskapp.domain.reception import Kind, State, Urgency
from deskapp.domain.slips import Item, SlipDraft
from deskapp.domain.slips import State as SlipState
from deskapp.errors import NotFound, Problem
from deskapp.models.reception import Entry
from deskapp.models.slips import Slip, SlipRound
from deskapp.services.reception import ReceptionService
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.office import Core

#: States of a slip whose work is over, one way or the other.
OVER = (SlipState.DONE, SlipState.NOT_DONE, SlipState.TOLD, SlipState.RECOVERED, SlipState.CLOSED, SlipState.VOIDED)
_SENT = frozenset(
    {
        State.OPEN,
        State.ALARM,
        State.PASSED_ON,
        State.IN_COMPLAINT,
        State.PROMISED,
        State.DISPATCHED,
        State.RESULT_KNOWN,
        State.CALLER_TOLD,
    }
)


def refusals(tx: Tx, entry_id: int | None) -> Iterable[Problem]:
    """Why no slip can be issued from an entry."""
    if entry_id is None:
        return
    entry = tx.session.get(Entry, entry_id)
    if entry is None:
        yield Problem("entry_id", "unknown_choice", {"value": entry_id})
    elif entry.state not in _SENT:
        words = {"number": entry.number, "state": f"reception.state.{entry.state}"}
        yield Problem("entry_id", "entry_closed", words)


def carried_over(tx: Tx, entry_id: int) -> SlipDraft:
    """An order with everything that the entry knows."""
    entry = tx.session.get(Entry, entry_id)
    if entry is None:
        raise NotFound(number=f"#{entry_id}")
    special = entry.kind is Kind.SPECIAL_SERVICE
    return SlipDraft(
        entry_id=entry.id,
        unit=entry.unit_code,
        contact=entry.caller,
        phone=entry.phone,
        item=Item.SPECIAL_SERVICE if special else Item.OTHER,
        urgency=Urgency.EMERGENCY if entry.kind is Kind.EMERGENCY else entry.urgency,
        content=entry.content,
    )


def _entry(tx: Tx, row: Slip) -> Entry | None:
    return tx.session.get(Entry, row.entry_id) if row.entry_id else None


def dispatched(core: Core, tx: Tx, row: Slip) -> Ref | None:
    """The slip went out: its entry is dispatched."""
    entry = _entry(tx, row)
    return core.service(ReceptionService).follow(tx, entry, "dispatch", State.DISPATCHED) if entry else None


def result_known(core: Core, tx: Tx, row: Slip, running: SlipRound) -> Ref | None:
    """The work is over: once all slips of the entry are, its result is known."""
    entry = _entry(tx, row)
    if entry is None or row.state not in OVER or _others_running(tx, row):
        return None
    result = running.result or running.fail_reason
    return core.service(ReceptionService).follow(tx, entry, "result", State.RESULT_KNOWN, result=result[:2000])


def told(core: Core, tx: Tx, row: Slip, running: SlipRound) -> Ref | None:
    """The resident was told the slip's result: so was the caller of its entry."""
    entry = _entry(tx, row)
    if entry is None or _others_running(tx, row):
        return None
    words = {"told_at": running.told_at, "told_how": running.told_how, "opinion": running.opinion}
    return core.service(ReceptionService).follow(tx, entry, "tell", State.CALLER_TOLD, **words)


def closed(core: Core, tx: Tx, row: Slip) -> Ref | None:
    """The last slip of an entry closes: so does the entry, if its caller was told."""
    entry = _entry(tx, row)
    ended = (SlipState.CLOSED, SlipState.VOIDED)
    others = select(func.count()).select_from(Slip).where(Slip.entry_id == row.entry_id, Slip.id != row.id)
    if entry is None or tx.session.scalar(others.where(Slip.state.not_in(ended))):
        return None
    return core.service(ReceptionService).follow(tx, entry, "close", State.CLOSED, closed_at=tx.now)


def reopened(core: Core, tx: Tx, row: Slip) -> Ref | None:
    """A closing is taken back: so is the closing of its entry, whose caller was told."""
    entry = _entry(tx, row)
    if entry is None or entry.told_how is None:
        return None
    return core.service(ReceptionService).follow(tx, entry, "reopen", State.CALLER_TOLD, closed_at=None)


def _others_running(tx: Tx, row: Slip) -> bool:
    others = select(func.count()).select_from(Slip).where(Slip.entry_id == row.entry_id, Slip.id != row.id)
    return bool(tx.session.scalar(others.where(Slip.state.not_in((*OVER, SlipState.DRAFT)))))
