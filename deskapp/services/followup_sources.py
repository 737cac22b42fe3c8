"""What follow-ups come from: other registers' entries that reach their end, or are taken up again [001·3·1]."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from deskapp.domain import reception, slips
from deskapp.domain.followups import Kind, State
from deskapp.domain.slips import Item
from deskapp.models.followups import Followup, FollowupVisit, pending
from deskapp.models.reception import Entry
from deskapp.models.slips import Slip, SlipRound
from deskapp.services import deadlines, followup_rules
from deskapp.services.register import RegisterService
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.followups import FollowupService

#: What is asked of a slip whose work was a repair [001·3·1.2].
REPAIRS = frozenset({Item.PLUMBING, Item.ELECTRICAL, Item.DOORS_WINDOWS, Item.LIFT, Item.INTERCOM})
_SOURCES = frozenset({"complaints", slips.REGISTER, "specials", "calls"})
#: Their closing is the end of the work itself: closed once more, what a visit found wanting has been put right.
_REDONE = frozenset({"complaints", slips.REGISTER})
#: Verbs after which the work is no longer at its end; a special service's own further down.
_TAKEN_UP = frozenset({"reopen", "void"})
#: It failed, or was sent out anew.
_SPECIAL_TAKEN_UP = frozenset({"fail", "dispatch"})
#: Where a special service has no middle any more.
_NOT_DONE = frozenset({"voided", "not_done"})


class Source(NamedTuple):
    """What a follow-up takes over from the entry it comes from."""

    register: str
    row: Any
    finished_at: datetime | None
    content: str = ""
    result: str = ""
    department_id: int | None = None


def heard(service: FollowupService, tx: Tx, register: str, row: Any, verb: str) -> None:
    """Another register's entry took a step: make what follows, or take it back."""
    if make := _MAKES.get((register, verb)):
        make(service, tx, row)
    special = register == "specials"
    if register in _SOURCES and (verb in _TAKEN_UP or (special and verb in _SPECIAL_TAKEN_UP)):
        _taken_up(service, tx, register, row)
    if special and verb not in _TAKEN_UP:
        _agreed_anew(service, tx, row, verb)


def _complaint(service: FollowupService, tx: Tx, row: Any) -> None:
    department_id = getattr(row, "department_id", None)
    source = Source("complaints", row, row.closed_at or tx.now, row.content, _done(row), department_id)
    _follow(service, tx, Kind.COMPLAINT, source, source.finished_at or tx.now)


def _slip(service: FollowupService, tx: Tx, row: Any) -> None:
    """A closed slip: what was dispatched to put something right leads back to its own follow-up (``FUP-1``)."""
    entry = tx.session.get(Entry, row.entry_id) if row.entry_id else None
    result = slip_result(tx, row)
    if _puts_right(service, tx, row, result):
        return
    complained = entry is not None and entry.kind is reception.Kind.COMPLAINT
    inside = entry is None and row.unit_id is None  # work for ourselves: nobody to ask [001·9·4.9]
    if row.item is Item.SPECIAL_SERVICE or complained or inside:
        return
    kind = Kind.MINOR_REPAIR if row.item in REPAIRS else Kind.OTHER
    source = Source(slips.REGISTER, row, row.closed_at, row.content, result, row.department_id)
    _follow(service, tx, kind, source, row.closed_at)


def _special_ordered(service: FollowupService, tx: Tx, row: Any) -> None:
    if (middle := _middle(row)) is not None:
        source = Source("specials", row, None, _what(row), "", getattr(row, "department_id", None))
        _follow(service, tx, Kind.SPECIAL_HALFWAY, source, middle)


def _special_finished(service: FollowupService, tx: Tx, row: Any) -> None:
    at = row.finished_at or tx.now
    source = Source("specials", row, at, _what(row), _done(row), getattr(row, "department_id", None))
    _follow(service, tx, Kind.SPECIAL_END, source, at)


def _special_closed(service: FollowupService, tx: Tx, row: Any) -> None:
    """Closed once more: what a reopening took back comes again."""
    if not _asked_about(tx, row, Kind.SPECIAL_END):
        _special_finished(service, tx, row)


def _asked_about(tx: Tx, row: Any, kind: Kind) -> bool:
    """Whether a special service has a follow-up of a kind that was not taken back."""
    here = select(Followup.id).where(Followup.source_register == "specials", Followup.source_id == row.id)
    made = here.where(Followup.kind == kind, Followup.state != State.WITHDRAWN)
    return tx.session.scalar(made.limit(1)) is not None


def _activity(service: FollowupService, tx: Tx, row: Any) -> None:
    """One for each unit that said it takes part; an order's list has none."""
    calls = service.core.by_name.get("calls")
    took_part = getattr(calls, "participants", None)
    if took_part is None or row.kind != "activity":
        return
    for line in took_part(tx, row):
        _follow(service, tx, Kind.ACTIVITY, Source("calls", row, tx.now, row.title), tx.now, line)


_MAKES: dict[tuple[str, str], Callable[[FollowupService, Tx, Any], None]] = {
    ("complaints", "close"): _complaint,
    (slips.REGISTER, "close"): _slip,
    ("specials", "order"): _special_ordered,
    ("specials", "finish"): _special_finished,
    ("specials", "close"): _special_closed,
    ("calls", "report"): _activity,
}


def _what(row: Any) -> str:
    """Which service, and what was said of it."""
    return " · ".join(part for part in (getattr(row, "item", ""), row.content) if part)


def _middle(row: Any) -> datetime | None:
    if row.starts_at is None or row.ends_at is None:
        return None
    middle: datetime = row.starts_at + (row.ends_at - row.starts_at) / 2
    return middle


def _done(row: Any) -> str:
    return next((text for name in ("remedy", "result", "reply") if (text := getattr(row, name, ""))), "")


def slip_result(tx: Tx, slip: Slip) -> str:
    """What was done, by the slip's last round."""
    here = select(SlipRound.result).where(SlipRound.slip_id == slip.id, SlipRound.round == slip.round)
    return tx.session.scalar(here) or ""


def result(service: FollowupService, tx: Tx, row: Followup) -> str:
    """What was done about the matter, as its own register has it."""
    source = service.core.by_name.get(row.source_register)
    found = tx.session.get(source.model, row.source_id) if isinstance(source, RegisterService) else None
    if isinstance(found, Slip):
        return slip_result(tx, found)
    return _done(found) if found is not None else ""


def of(tx: Tx, register: str, row: Any) -> list[Followup]:
    """The pending follow-ups of an entry."""
    here = select(Followup).where(Followup.source_register == register, Followup.source_id == row.id, pending())
    return list(tx.session.scalars(here))


def _follow(service: FollowupService, tx: Tx, kind: Kind, source: Source, since: datetime, whom: Any = None) -> None:
    """One pending follow-up a source and kind: what was not right at the last visit is asked again instead."""
    whom = whom if whom is not None else source.row
    code = getattr(whom, "unit_code", "")
    same = [each for each in of(tx, source.register, source.row) if _alike(each, kind) and each.unit_code == code]
    if same:
        for each in same:
            if each.state is State.TO_PUT_RIGHT and source.register in _REDONE:
                service.set_right(tx, each, tx.now, source.result)
        return
    row = Followup(
        state=State.DUE, kind=kind, source_register=source.register, source_id=source.row.id,
        source_number=source.row.number, entry_id=getattr(source.row, "entry_id", None),
        unit_id=getattr(whom, "unit_id", None), unit_code=code, contact=_contact(whom),
        phone=getattr(whom, "phone", "") or "", content=source.content,
        department_id=source.department_id, finished_at=source.finished_at, handler_id=tx.staff_id, created_at=tx.now,
    )  # fmt: skip
    followup_rules.first_clock(tx, service.core, row, since)
    service.create(tx, row, "")


def _alike(row: Followup, kind: Kind) -> bool:
    repairs = {Kind.MINOR_REPAIR, Kind.MAJOR_REPAIR}
    return row.kind is kind or {row.kind, kind} == repairs


def _contact(whom: Any) -> str:
    names = (getattr(whom, name, "") for name in ("contact", "caller", "name"))
    return next((str(name) for name in names if name), "")


def _taken_up(service: FollowupService, tx: Tx, register: str, row: Any) -> None:
    """The work goes on: nobody asks yet. One that was asked before waits for what is put right (``FUP-1``)."""
    _undo_right(service, tx, register, row)
    for each in of(tx, register, row):
        if each.kind is Kind.SPECIAL_HALFWAY and row.state not in _NOT_DONE:
            continue  # halfway comes all the same, whatever becomes of the end
        if not each.visits:
            service.end(tx, each, State.WITHDRAWN, "")
        elif each.state is State.DUE and register in _REDONE:
            service.wrong_again(tx, each)


def _puts_right(service: FollowupService, tx: Tx, slip: Any, result: str) -> bool:
    """Whether a slip was issued to put right what a visit found; its follow-up goes on to the next visit."""
    found = _dispatched(tx, slip)
    if found is None:
        return False
    if found.state is State.TO_PUT_RIGHT:
        service.set_right(tx, found, slip.closed_at, result)
    return True


def _undo_right(service: FollowupService, tx: Tx, register: str, row: Any) -> None:
    found = _dispatched(tx, row) if register == slips.REGISTER else None
    if found is not None and found.state is State.DUE:
        service.wrong_again(tx, found)


def _dispatched(tx: Tx, slip: Any) -> Followup | None:
    """The follow-up whose last visit a slip was issued for."""
    here = (
        select(Followup)
        .join(FollowupVisit, FollowupVisit.followup_id == Followup.id)
        .where(FollowupVisit.slip_id == slip.id, FollowupVisit.round == Followup.visits)
    )
    return tx.session.scalars(here).first()


def _agreed_anew(service: FollowupService, tx: Tx, row: Any, verb: str) -> None:
    """Another time was agreed for a special service: its middle lies elsewhere, and comes again if it had failed."""
    middle = _middle(row)
    if middle is None:
        return
    again = verb in {"reschedule", "dispatch"} and middle > tx.now
    if again and not _asked_about(tx, row, Kind.SPECIAL_HALFWAY):
        _special_ordered(service, tx, row)
    for each in of(tx, "specials", row):
        if each.kind is Kind.SPECIAL_HALFWAY and not each.visits and each.due_start != middle:
            deadlines.late(tx, each)
            followup_rules.first_clock(tx, service.core, each, middle)
            service.save(tx, each)
