"""Who borrows keys: one of the staff, or an outsider with a document that is checked (``KEY-2``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from deskapp.domain.directory import IdType
from deskapp.domain.loans import Borrower, Kind, LoanDraft, State
from deskapp.errors import Problem
from deskapp.models.base import inline
from deskapp.models.directory import Department
from deskapp.models.loans import Loan
from deskapp.models.staff import Staff
from deskapp.services import directory_codes as codes
from deskapp.services.question import ask
from deskapp.services.tokens import Searchable
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.loans import LoanService

#: So many of the newest loans are looked through for people who borrowed before.
_LOOKED_AT = 400
#: So many earlier loans of one phone are asked for the number that a mask stands for.
_SAME_PHONE = 50


def who(service: LoanService, tx: Tx, draft: LoanDraft, problems: list[Problem]) -> dict[str, Any]:
    """The columns that say who borrows; what is missing or wrong goes to its field."""
    return _staff(service, tx, draft, problems) if draft.kind is Kind.STAFF else _outsider(service, tx, draft, problems)


def _staff(service: LoanService, tx: Tx, draft: LoanDraft, problems: list[Problem]) -> dict[str, Any]:
    person = tx.session.get(Staff, draft.staff_id) if draft.staff_id is not None else None
    if draft.staff_id is None:
        problems.append(Problem("staff_id", "required"))
    elif person is None or not person.active:
        problems.append(Problem("staff_id", "unknown_choice", {"value": draft.staff_id}))
    return {
        "staff_id": draft.staff_id,
        "borrower": person.name if person else "",
        "company": service.departments(tx).get(person.department_id, "") if person else "",
        "phone": draft.phone.strip() or (person.phone if person else ""),
        "id_type": IdType.NONE,
        "id_number": "",
    }


def _outsider(service: LoanService, tx: Tx, draft: LoanDraft, problems: list[Problem]) -> dict[str, Any]:
    """Name, phone and document; the number by its check digit (``KEY-2``)."""
    refused = {problem.field for problem in problems}
    number = codes.tidy_id_number(draft.id_number)
    asked = {"borrower": draft.borrower, "phone": draft.phone, "id_number": number}
    problems += [Problem(name, "required") for name, value in asked.items() if not value.strip()]
    if draft.id_type is IdType.NONE:
        problems.append(Problem("id_type", "required"))
    elif codes.is_mask(number) and not refused & {"phone", "borrower", "id_number"}:
        number = _shown_before(service, tx, draft, number)
        if not number:
            problems.append(Problem("id_number", "masked_number"))
    elif "id_number" not in refused:
        problems += codes.id_number_problems(draft.id_type, number)
    return {
        "staff_id": None,
        "borrower": draft.borrower.strip(),
        "company": draft.company.strip(),
        "phone": draft.phone.strip(),
        "id_type": draft.id_type,
        "id_number": number,
    }


def _shown_before(service: LoanService, tx: Tx, draft: LoanDraft, mask: str) -> str:
    """The number that a mask stands for: the same person showed it for a loan before."""
    found = service.find_ids(tx, codes.digits(draft.phone), _SAME_PHONE)
    same = select(Loan.id_number).where(
        Loan.id.in_(found), Loan.borrower == draft.borrower.strip(), Loan.id_type == draft.id_type
    )
    return next((number for number in tx.session.scalars(same) if codes.mask(number) == mask), "")


# Looking up


def borrowers(service: LoanService, tx: Tx, text: str, limit: int) -> tuple[Borrower, ...]:
    """Staff and earlier outsiders by name, pinyin, company or phone: staff first, then the newest."""
    question = ask(text)
    if not question.terms or limit < 1:
        return ()
    staff = [person for person in _all_staff(tx) if question.fits(_words(person))]
    known: dict[tuple[str, str], Loan] = {}
    for row in _newest(service, tx, text):
        if question.fits(Searchable(names=(row.borrower, row.company), phones=(row.phone,))):
            known.setdefault((row.borrower, codes.digits(row.phone)), row)
    people = [*(_member(tx, person) for person in staff[:limit])]
    others = list(known.items())[: max(limit - len(people), 0)]
    return (*people, *(_known(service, tx, who, row) for who, row in others))


def _all_staff(tx: Tx) -> Iterator[Staff]:
    yield from tx.session.scalars(select(Staff).where(Staff.active).order_by(Staff.code))


def _words(person: Staff) -> Searchable:
    return Searchable(numbers=(person.code,), names=(person.name,), phones=(person.phone,))


def _newest(service: LoanService, tx: Tx, text: str) -> Iterator[Loan]:
    found = service.find_ids(tx, text, _LOOKED_AT)
    outside = select(Loan).where(Loan.id.in_(found), Loan.kind == Kind.OUTSIDE, Loan.state != State.VOIDED)
    yield from tx.session.scalars(outside.order_by(Loan.id.desc()))


def _member(tx: Tx, person: Staff) -> Borrower:
    """One of the staff, with the purpose of the last loan."""
    here = select(Loan).where(Loan.staff_id == person.id, Loan.state != State.VOIDED)
    last = tx.session.scalars(here.order_by(Loan.id.desc()).limit(1)).first()
    count = tx.session.scalar(select(func.count()).select_from(here.subquery())) or 0
    late = here.where(Loan.due_at <= tx.now)
    return Borrower(
        staff_id=person.id, name=person.name, company=_department(tx, person), phone=person.phone,
        id_type=IdType.NONE, id_number="", purpose=last.purpose if last else "", loans=count,
        overdue=tx.session.scalar(select(func.count()).select_from(late.subquery())) or 0,
    )  # fmt: skip


def _department(tx: Tx, person: Staff) -> str:
    if person.department_id is None:
        return ""
    return tx.session.scalar(select(Department.name).where(Department.id == person.department_id)) or ""


def _known(service: LoanService, tx: Tx, who: tuple[str, str], row: Loan) -> Borrower:
    """Somebody who borrowed before, as the last loan has it."""
    found = service.find_ids(tx, who[1], _LOOKED_AT) if who[1] else [row.id]
    same = select(Loan.due_at).where(
        Loan.id.in_(found), Loan.borrower == row.borrower, Loan.state != inline(State.VOIDED)
    )
    due = tx.session.scalars(same).all()
    return Borrower(
        staff_id=None, name=row.borrower, company=row.company, phone=row.phone, id_type=row.id_type,
        id_number=codes.mask(row.id_number), purpose=row.purpose, loans=len(due),
        overdue=sum(at is not None and at <= tx.now for at in due),
    )  # fmt: skip
