"""Which clock of a complaint runs: it follows the state and the class by itself (``CMP-1``)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from deskapp.domain.complaints import DIRECTOR_DUE, State, Validity
from deskapp.models.complaints import Complaint, ComplaintUnit
from deskapp.services import deadlines
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.office import Core

_ENDED = frozenset({State.CLOSED, State.VOIDED})


class Wanted(NamedTuple):
    """A clock that a complaint calls for: what falls due, by which rule since when, or by hand at ``at``."""

    what: str
    rule: str
    since: datetime
    at: datetime | None = None


def own(row: Complaint) -> Wanted | None:
    """The clock that state and class call for, as if no director had to be told."""
    match row.state:
        case State.RECEIVED:
            return Wanted("class", "complaint.class_within", row.at)
        case State.SETTLED:
            return Wanted("reply", "complaint.on_spot_reply_within", row.at)
        case State.CLASSED:
            return _of_class(row)
        case State.CONTACTED | State.INVESTIGATED | State.APPROVED:
            since = row.solved_at if row.validity is Validity.ASSIST else row.contacted_at
            return Wanted("reply", "complaint.valid_reply", since or row.at, row.agreed_at)
        case State.REFERRED:
            return Wanted("progress", "complaint.assist_progress_within", row.progress_at or row.at)
        case State.REPLIED if row.from_company and row.company_told_at is None:
            return Wanted("company", "complaint.company_transfer_result_within", row.replied_at or row.at)
        case _:
            return None


def _of_class(row: Complaint) -> Wanted:
    since = row.classed_at or row.at
    if row.validity is Validity.ASSIST:
        return Wanted("refer", "complaint.assist_progress_within", since)
    if row.validity is Validity.INVALID:
        return Wanted("explain", "complaint.invalid_reply_within", since)
    return Wanted("contact", "complaint.valid_contact_within", row.at)


def turn(tx: Tx, core: Core, row: Complaint) -> None:
    """Let the clock run that the complaint calls for now; the one that runs already goes on as it is."""
    asked = row.collective_at if row.director_told_at is None and row.state not in _ENDED else None
    if asked is not None:
        if row.due_what != DIRECTOR_DUE:
            go_on(tx, row)
            deadlines.start(tx, core, row, DIRECTOR_DUE, "complaint.director_told_within", asked)
        return
    wanted = own(row)
    if wanted is None or row.due_what == wanted.what:
        return
    if wanted.at is not None:
        deadlines.by_hand(tx, row, wanted.what, wanted.at)
    else:
        deadlines.start(tx, core, row, wanted.what, wanted.rule, wanted.since)
    if row.due_at is not None:
        row.due_at += timedelta(seconds=row.stood)


def done(tx: Tx, core: Core, row: Complaint, wanted: Wanted | None, at: datetime | None = None) -> None:
    """What the complaint's own clock asked for (``wanted``) is done; a director still to be told goes on waiting."""
    if row.due_what != DIRECTOR_DUE:
        go_on(tx, row)
        deadlines.stop(tx, row, at)
    elif wanted is not None:
        due = wanted.at or deadlines.due(tx, core, wanted.rule, wanted.since).due
        row.missed += (at or tx.now) > due + timedelta(seconds=row.stood)
    row.stood = 0


def go_on(tx: Tx, row: Complaint) -> None:
    """A clock that stands still goes on with what was left of it."""
    if row.paused_at is not None:
        row.stood += round((tx.now - row.paused_at).total_seconds())
    row.waiting_for = None
    deadlines.resume(tx, row)


def drop(tx: Tx, row: Complaint) -> None:
    """Nothing falls due any more, and nothing was missed by that."""
    deadlines.stop(tx, row, row.due_at)
    row.waiting_for, row.stood = None, 0


def clocks_of(tx: Tx, entry_ids: Sequence[int]) -> dict[int, tuple[datetime, datetime]]:
    """The running clocks, due and start, of the complaints that some entries are followed as."""
    if not entry_ids:
        return {}
    runs = Complaint.due_at.is_not(None), Complaint.paused_at.is_(None)
    own = select(Complaint.entry_id, Complaint.due_at, Complaint.due_start).where(
        Complaint.entry_id.in_(entry_ids), *runs
    )
    joined = (
        select(ComplaintUnit.entry_id, Complaint.due_at, Complaint.due_start)
        .join(Complaint, Complaint.id == ComplaintUnit.complaint_id)
        .where(ComplaintUnit.entry_id.in_(entry_ids), ~ComplaintUnit.withdrawn, *runs)
    )
    found: Any = (*tx.session.execute(joined), *tx.session.execute(own))
    return {id: (due, start) for id, due, start in found}
