"""What each register knows of who could have entered a unit (``KEY-8``): loans, slips, hand-overs, missing sets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import and_, or_, select

from deskapp.domain.common import Ref
from deskapp.domain.entry import EntryLine, Way
from deskapp.domain.keys import REGISTER as KEYS
from deskapp.domain.loans import LineState
from deskapp.domain.loans import State as LoanState
from deskapp.domain.slips import State as SlipState
from deskapp.domain.transfers import Kind, State
from deskapp.models.journal import JournalRow
from deskapp.models.keys import KeySet
from deskapp.models.loans import Loan, LoanLineRow
from deskapp.models.slips import Slip, SlipRound
from deskapp.models.transfers import Transfer, TransferLineRow
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.loans import LoanService
    from deskapp.services.slips import SlipService
    from deskapp.services.transfers import TransferService

_PURPOSE_SHOWN = 120


def of_loans(service: LoanService, tx: Tx, unit_id: int, since: datetime, until: datetime) -> Iterator[EntryLine]:
    """Every set of the unit that was in somebody's hands; one that was lost is still, until it is found."""
    asked = (
        select(LoanLineRow, Loan)
        .join(Loan, Loan.id == LoanLineRow.loan_id)
        .where(LoanLineRow.unit_id == unit_id, Loan.state != LoanState.VOIDED, Loan.lent_at <= until)
        .where(or_(LoanLineRow.back_at.is_(None), LoanLineRow.back_at >= since))
    )
    found = tx.session.execute(asked).all()
    names = service.staff_names(tx, (id for line, loan in found for id in (line.taker_id, loan.recorder_id)))
    lost = [line for line, _ in found if line.state is LineState.LOST]
    turned_up = _found_at(tx, lost)
    for line, loan in found:
        back = line.state is LineState.RETURNED
        end = line.back_at or turned_up.get(line.id)
        if end is not None and end < since:
            continue
        yield EntryLine(
            ref=service.ref(loan), way=Way.LOST if line.state is LineState.LOST else Way.LOAN, since=loan.lent_at,
            until=end, who=loan.borrower, company=loan.company, phone=loan.phone, purpose=loan.purpose,
            keys=line.hook, given_by=names[loan.recorder_id], taken_by=names[line.taker_id] if back else "",
        )  # fmt: skip


def _found_at(tx: Tx, lost: Sequence[LoanLineRow]) -> dict[int, datetime]:
    """When sets that were lost turned up again, by their loan's line: the first time after."""
    if not lost:
        return {}
    sets = {line.set_id for line in lost}
    asked = select(JournalRow.entry_id, JournalRow.at).where(
        JournalRow.register == KEYS, JournalRow.verb == "keys.find", JournalRow.entry_id.in_(sets)
    )
    steps = tx.session.execute(asked.order_by(JournalRow.seq)).all()
    first: dict[int, datetime] = {}
    for line in lost:
        times = (at for id, at in steps if id == line.set_id and line.lost_at is not None and at >= line.lost_at)
        if (at := next(times, None)) is not None:
            first[line.id] = at
    return first


def of_slips(service: SlipService, tx: Tx, unit_id: int, since: datetime, until: datetime) -> Iterator[EntryLine]:
    """Every round of work on a slip of the unit: from the arrival, or where none is written down from its issue."""
    asked = (
        select(SlipRound, Slip)
        .join(Slip, Slip.id == SlipRound.slip_id)
        .where(Slip.unit_id == unit_id, Slip.state.not_in((SlipState.DRAFT, SlipState.VOIDED)))
        .where(SlipRound.issued_at <= until)
    )
    found = [(one, slip, *_span(one, slip)) for one, slip in tx.session.execute(asked)]
    departments = service.departments(tx)
    names = service.staff_names(tx, (slip.issuer_id for _, slip, _, _ in found))
    for one, slip, begin, end in found:
        if begin > until or (end is not None and end < since):
            continue
        yield EntryLine(
            ref=service.ref(slip), way=Way.SLIP, since=begin, until=end, who=one.workers or one.received_by,
            company=departments.get(slip.department_id, ""), purpose=one.content[:_PURPOSE_SHOWN],
            given_by=names[slip.issuer_id],
        )  # fmt: skip


def _span(one: SlipRound, slip: Slip) -> tuple[datetime, datetime | None]:
    """From when until when somebody was there; the end is the first thing that is known to have come after."""
    begin = one.arrived_at or one.issued_at or slip.created_at
    over = (one.finished_at, one.told_at, one.recovered_at, slip.closed_at)
    return begin, next((at for at in over if at is not None), None)


def of_transfers(
    service: TransferService, tx: Tx, unit_id: int, since: datetime, until: datetime
) -> Iterator[EntryLine]:
    """Whoever the unit's keys were handed to has them from then on, until all of them were left here again."""
    asked = select(Transfer).where(Transfer.unit_id == unit_id, Transfer.state != State.VOIDED, Transfer.at <= until)
    found = tx.session.scalars(asked.order_by(Transfer.at, Transfer.id)).all()
    sets: dict[int, set[int]] = {row.id: set() for row in found}
    lines = select(TransferLineRow.transfer_id, TransferLineRow.set_id).where(TransferLineRow.transfer_id.in_(sets))
    for transfer_id, set_id in tx.session.execute(lines):
        sets[transfer_id].add(set_id)
    names = service.staff_names(tx, (row.recorder_id for row in found))
    left = [row for row in found if row.kind is Kind.ENTRUSTED]
    for row in (row for row in found if row.kind is Kind.HANDED_OVER):
        ends = [
            min((trust.at for trust in left if trust.id > row.id and one in sets[trust.id]), default=None)
            for one in sets[row.id]
        ]
        end = None if None in ends else max((at for at in ends if at is not None), default=None)
        if end is None or end >= since:
            yield EntryLine(
                ref=service.ref(row), way=Way.OWNER, since=row.at, until=end, who=row.resident, phone=row.phone,
                keys=row.items, given_by=names[row.recorder_id],
            )  # fmt: skip


def of_missing(tx: Tx, unit_id: int, since: datetime, until: datetime) -> Iterator[EntryLine]:
    """A set of the unit was looked for: anybody may have had it. When, the journal knows, also of one found since."""
    sets = {row.id: row for row in tx.session.scalars(select(KeySet).where(KeySet.unit_id == unit_id))}
    steps = and_(
        JournalRow.register == KEYS,
        JournalRow.entry_id.in_(sets),
        JournalRow.verb.in_(("keys.miss", "keys.lose", "keys.find")),
    )
    asked = select(JournalRow.entry_id, JournalRow.verb, JournalRow.at).where(steps).order_by(JournalRow.seq)
    begun: dict[int, datetime] = {}
    for id, verb, at in tx.session.execute(asked).all() if sets else ():
        if verb in {"keys.miss", "keys.lose"}:
            begun[id] = at
        elif verb == "keys.find" and id in begun and (begin := begun.pop(id)) <= until and at >= since:
            yield _missing(sets[id], begin, at)
    for id, begin in begun.items():
        if begin <= until:
            yield _missing(sets[id], begin, None)


def _missing(row: KeySet, begin: datetime, end: datetime | None) -> EntryLine:
    return EntryLine(
        ref=Ref(KEYS, row.id, row.number), way=Way.MISSING, since=begin, until=end,
        purpose=row.missing_reason if end is None else "", keys=row.hook or row.number,
    )  # fmt: skip
