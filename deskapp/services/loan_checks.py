"""What the key loans ask of a draft beyond its single fields: sets, holder, times (``KEY-2`` to ``KEY-4``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select

from deskapp.domain.keys import State as SetState
from deskapp.domain.loans import ExtendDraft, Kind, LineState, LoanDraft, SetPick, State, TakeBackDraft
from deskapp.domain.slips import State as SlipState
from deskapp.errors import Problem
from deskapp.models.keys import KeySet
from deskapp.models.loans import Loan, LoanLineRow
from deskapp.models.slips import Slip
from deskapp.services import key_moves, loan_borrowers, loan_deposits, times
from deskapp.services.keys import KeyService
from deskapp.services.numbering import plain
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.loans import LoanService

Lines = list[LoanLineRow]


def lent(service: LoanService, tx: Tx, draft: LoanDraft) -> tuple[Loan, list[KeySet]]:
    """The row of a loan that nothing is wrong with, and its sets; raises Invalid with every problem (``ALL-4``)."""
    problems = service.problems(tx, draft)
    picked = _picked(service, tx, draft.sets, problems)
    sets = [key_set for _, key_set in picked]
    problems += [problem for place, key_set in picked for problem in _not_in(tx, place, key_set)]
    at = draft.happened_at or tx.now
    latest, what = key_moves.last(tx, (key_set.id for key_set in sets))
    problems += [*times.late_entry(draft), *times.not_before("happened_at", draft.happened_at, latest, what)]
    if draft.due_at is not None and draft.due_at <= at:
        problems.append(Problem("due_at", "before", {"other": "loans.field.lent_at", "value": at}))
    slip = slip_named(tx, draft.slip, problems)
    who = loan_borrowers.who(service, tx, draft, problems)
    deposit, envelope = loan_deposits.asked(service.core, tx, draft, problems)
    service.validated(tx, draft, *problems)
    at = max(at, latest) if latest else at
    units = {(key_set.unit_id, key_set.unit_code) for key_set in sets}
    unit_id = next(iter(units))[0] if len(units) == 1 else None
    row = Loan(
        state=State.OUT, kind=draft.kind, purpose=draft.purpose.strip(), slip_id=slip.id if slip else None,
        unit_id=unit_id, unit_code=" ".join(dict.fromkeys(key_set.unit_code for key_set in sets if key_set.unit_code)),
        lent_at=at, recorded_at=max(tx.now, at), recorder_id=tx.staff_id, signed=draft.signed, note=draft.note.strip(),
        happened_reason=draft.happened_reason.strip() if draft.happened_at else "", extensions=0, missed=0,
        total=len(sets), out=len(sets), lost=0, hooks=" ".join(key_set.hook for key_set in sets), due_what="", **who,
        **loan_deposits.taken(draft, deposit, envelope),
    )  # fmt: skip
    return row, sets


def _picked(
    service: LoanService, tx: Tx, picks: Sequence[SetPick], problems: list[Problem]
) -> list[tuple[str, KeySet]]:
    """The sets that were meant, each with the field it stands in."""
    keys = [pick.key for pick in picks]
    found = service.core.service(KeyService).picked(tx, keys, "sets", problems)
    refused = {problem.field for problem in problems}
    places = (f"sets.{index}.key" for index, key in enumerate(keys) if key.strip())
    return list(zip((place for place in places if place not in refused), found, strict=True))


def _not_in(tx: Tx, place: str, key_set: KeySet) -> Iterator[Problem]:
    """A set that is not on its hook is not lent: who has it, and until when (``KEY-3``)."""
    if key_set.loan_id is not None:
        loan = tx.session.get_one(Loan, key_set.loan_id)
        words = {"value": key_set.hook, "borrower": loan.borrower, "number": loan.number, "due": loan.return_by}
        yield Problem(place, "key_out", words)
    elif key_set.state is not SetState.IN:
        words = {"value": key_set.hook or key_set.number, "state": f"keys.state.{key_set.state}"}
        yield Problem(place, "key_not_in", words)


def slip_named(tx: Tx, text: str, problems: list[Problem], kept: int | None = None) -> Slip | None:
    """The slip that a loan is for; one that is over only where it was named before."""
    number = plain(text)
    if not number or any(problem.field == "slip" for problem in problems):
        return None
    found = tx.session.scalars(select(Slip).where(Slip.number == number)).first()
    if found is None:
        problems.append(Problem("slip", "unknown_slip", {"value": number}))
    elif found.state in (SlipState.CLOSED, SlipState.VOIDED) and found.id != kept:
        problems.append(Problem("slip", "slip_over", {"number": number, "state": f"slips.state.{found.state}"}))
    return found


# Coming back


def open_lines(tx: Tx, row: Loan) -> Lines:
    """The sets of a loan that are still out."""
    lines = select(LoanLineRow).where(LoanLineRow.loan_id == row.id, LoanLineRow.state == LineState.OUT)
    return list(tx.session.scalars(lines.order_by(LoanLineRow.id)))


def named_lines(service: LoanService, tx: Tx, row: Loan, picks: Sequence[SetPick], problems: list[Problem]) -> Lines:
    """The lines of the sets that were named, of those a loan still has out; none named: all of them (``KEY-4``)."""
    lines = {line.set_id: line for line in open_lines(tx, row)}
    if not picks:
        return list(lines.values())
    found = []
    for place, key_set in _picked(service, tx, picks, problems):
        if key_set.id in lines:
            found.append(lines[key_set.id])
        else:
            problems.append(_not_here(tx, row, place, key_set))
    return found


def _not_here(tx: Tx, row: Loan, place: str, key_set: KeySet) -> Problem:
    """A set that this loan has not out: it is back already, or it was never part of it."""
    last = last_line(tx, key_set, row.id)
    if last is not None and last.back_at is not None:
        return Problem(place, "back_already", {"value": key_set.hook or key_set.number, "at": last.back_at})
    return Problem(place, "not_on_loan", {"value": key_set.hook or key_set.number, "number": row.number})


def last_line(tx: Tx, key_set: KeySet, loan_id: int | None = None) -> LoanLineRow | None:
    """The loan line of a set that was written last, of one loan or of any."""
    lines = select(LoanLineRow).where(LoanLineRow.set_id == key_set.id).order_by(LoanLineRow.id.desc())
    return tx.session.scalars(lines if loan_id is None else lines.where(LoanLineRow.loan_id == loan_id)).first()


def came_back(row: Loan, draft: TakeBackDraft) -> Iterator[Problem]:
    """Sets come back after they went out (``ALL-9``)."""
    yield from times.late_entry(draft)
    yield from times.not_before("happened_at", draft.happened_at, row.lent_at, "loans.field.lent_at")


def longer(row: Loan, draft: ExtendDraft) -> Iterator[Problem]:
    """An extension ends later than what was agreed before (``KEY-10``)."""
    if draft.due_at is not None and draft.due_at.tzinfo and draft.due_at <= row.return_by:
        yield Problem("due_at", "before", {"other": "loans.field.return_by", "value": row.return_by})


def still_the_same(row: Loan, name: str) -> Iterator[Problem]:
    """One of the staff signed for the keys: another name would be another borrower."""
    if row.kind is Kind.STAFF and name.strip() and name.strip() != row.borrower:
        yield Problem("borrower", "staff_signed", {"value": row.borrower})
