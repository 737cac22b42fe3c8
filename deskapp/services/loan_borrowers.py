"""Who borrows keys: one of the staff, or an outsider with a document that is checked (``KEY-2``)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from deskapp.domain.directory import IdType
from deskapp.domain.loans import REGISTER, Borrower, Kind, LoanDraft, State
from deskapp.errors import Problem
from deskapp.models.base import inline
from deskapp.models.loans import Loan
from deskapp.models.staff import Staff
from deskapp.services import directory_codes as codes
from deskapp.services import search_index
from deskapp.services.question import Question, ask
from deskapp.services.tokens import Searchable
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.loans import LoanService

#: Whose loans they are: one of the staff by id, an outsider by name and the digits of the phone.
Who = tuple[int | None, str, str]
#: So many of the newest loans are looked through for people who borrowed before; nobody's are counted further.
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
    late = _late(tx)
    staff = [person for person in _all_staff(tx) if question.fits(_words(person))][:limit]
    others = _outsiders(service, tx, question, limit - len(staff))
    return (*(_member(service, tx, person, late) for person in staff), *(_known(tx, row, late) for row in others))


def _late(tx: Tx) -> Counter[Who]:
    """How many loans everybody should have brought back by now; the index has only what is out."""
    late = select(Loan.staff_id, Loan.borrower, Loan.phone).where(Loan.due_at.is_not(None), Loan.due_at <= tx.now)
    return Counter(map(_who, tx.session.connection().execute(late)))


def _who(row: Any) -> Who:
    """Who is meant: one of the staff, or an outsider by name and phone, however it was written."""
    staff_id, name, phone = row
    return (staff_id, "", "") if staff_id is not None else (None, name, codes.digits(phone))


def _all_staff(tx: Tx) -> Iterator[Staff]:
    yield from tx.session.scalars(select(Staff).where(Staff.active).order_by(Staff.code))


def _words(person: Staff) -> Searchable:
    return Searchable(numbers=(person.code,), names=(person.name,), phones=(person.phone,))


def _outsiders(service: LoanService, tx: Tx, question: Question, limit: int) -> Sequence[Loan]:
    """The newest loan of each outsider who is meant; each person's words are looked at once, however many loans."""
    found = search_index.candidates(tx.session, service.name, question, _LOOKED_AT) if limit > 0 else []
    people = select(Loan.id, Loan.borrower, Loan.company, Loan.phone).where(
        Loan.id.in_(found), Loan.kind == Kind.OUTSIDE, Loan.state != State.VOIDED
    )
    fits: dict[tuple[str, str, str], bool] = {}
    newest: dict[Who, int] = {}
    for id, name, company, phone in tx.session.connection().execute(people.order_by(Loan.id.desc())):
        words = (name, company, phone)
        if words not in fits:
            fits[words] = question.fits(Searchable(names=(name, company), phones=(phone,)))
        if fits[words]:
            newest.setdefault((None, name, codes.digits(phone)), id)
    meant = list(newest.values())[:limit]
    return tx.session.scalars(select(Loan).where(Loan.id.in_(meant)).order_by(Loan.id.desc())).all()


def _member(service: LoanService, tx: Tx, person: Staff, late: Counter[Who]) -> Borrower:
    """One of the staff, with the purpose of the last loan."""
    here = select(Loan.purpose).where(Loan.staff_id == person.id, Loan.state != State.VOIDED)
    newest = tx.session.scalars(here.order_by(Loan.id.desc()).limit(_LOOKED_AT)).all()
    return Borrower(
        staff_id=person.id, name=person.name, company=service.departments(tx).get(person.department_id, ""),
        phone=person.phone, id_type=IdType.NONE, id_number="", purpose=newest[0] if newest else "", loans=len(newest),
        overdue=late[person.id, "", ""],
    )  # fmt: skip


def _known(tx: Tx, row: Loan, late: Counter[Who]) -> Borrower:
    """Somebody who borrowed before, as the last loan has it."""
    digits = codes.digits(row.phone)
    found = search_index.candidates(tx.session, REGISTER, ask(digits), _LOOKED_AT) if digits else [row.id]
    same = select(func.count()).where(
        Loan.id.in_(found), Loan.borrower == row.borrower, Loan.state != inline(State.VOIDED)
    )
    return Borrower(
        staff_id=None, name=row.borrower, company=row.company, phone=row.phone, id_type=row.id_type,
        id_number=codes.mask(row.id_number), purpose=row.purpose, loans=tx.session.scalar(same) or 0,
        overdue=late[None, row.borrower, digits],
    )  # fmt: skip
