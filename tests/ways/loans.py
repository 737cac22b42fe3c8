"""Ways along the life of a key loan."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

from deskapp.domain import loans
from deskapp.domain.common import Query
from deskapp.domain.directory import IdType
from deskapp.domain.keys import CabinetDraft, Category, KeySetDraft, KeySetRow
from deskapp.domain.people import Role
from deskapp.domain.reception import ReasonDraft
from deskapp.errors import Invalid
from tests.factories import Desk

UNIT = "3-2-1102"
ID_CARD = "11010519491231002X"
#: A loan with more sets out than this gives back one at a time.
_ONE_BY_ONE = 2


def hang(desk: Desk, **values: Any) -> KeySetRow:
    """A set on the next free hook, for a unit."""
    with suppress(Invalid):  # it hangs there already
        desk.call("keys.make_cabinet", draft=CabinetDraft(code="L", name="借用柜", rows=20, columns=20))
    draft = KeySetDraft(category=Category.VACANT, unit=UNIT, keys=2)
    made = desk.call("keys.hang", draft=replace(draft, **values))
    return key_set(desk, made.id)


def key_set(desk: Desk, id: int) -> KeySetRow:
    """A set as it stands."""
    (row,) = desk.call("keys.rows", ids=[id])
    assert isinstance(row, KeySetRow)
    return row


def hooks_in(desk: Desk, count: int) -> list[str]:
    """So many hooks with their sets on them; what is missing is hung."""
    there = desk.call("keys.rows", ids=desk.call("keys.ids", query=Query(chip="in", sort="id"))[:count])
    return [row.hook for row in there] + [hang(desk).hook for _ in range(count - len(there))]


def picks(*hooks: str) -> tuple[loans.SetPick, ...]:
    """Sets by their hooks."""
    return tuple(loans.SetPick(key=hook) for hook in hooks)


def staff_draft(desk: Desk, count: int = 1, **values: Any) -> loans.LoanDraft:
    """One of the staff borrows for the shift."""
    person = desk.call("staff.people")[0]
    draft = loans.LoanDraft(sets=picks(*hooks_in(desk, count)), staff_id=person.id, purpose="巡查空置房", signed=True)
    return replace(draft, **values)


def outside_draft(desk: Desk, count: int = 1, **values: Any) -> loans.LoanDraft:
    """A plumber from outside, with ID card and deposit."""
    draft = loans.LoanDraft(
        sets=picks(*hooks_in(desk, count)), kind=loans.Kind.OUTSIDE, borrower="李强", company="顺达水暖",
        phone="136 0000 7788", id_type=IdType.ID_CARD, id_number=ID_CARD, purpose="疏通下水管", signed=True,
    )  # fmt: skip
    return replace(draft, **values)


def lend(desk: Desk, draft: loans.LoanDraft) -> loans.LoanDetail:
    """A loan."""
    return read(desk, desk.call("loans.lend", draft=draft).id)


def read(desk: Desk, id: int) -> loans.LoanDetail:
    """A loan as it stands."""
    detail = desk.call("loans.detail", id=id)
    assert isinstance(detail, loans.LoanDetail)
    return detail


def form(verb: str, desk: Desk, entry_id: int) -> Any:
    """The draft of a step."""
    if verb == "lend":
        minute = desk.clock.now.minute
        return (outside_draft if minute % 3 else staff_draft)(desk, 1 + minute % 4)
    if verb not in {"take_back", "lose", "extend", "refund", "amend"}:
        return None
    loan = read(desk, entry_id)
    out = [line.hook for line in loan.lines if line.state is loans.LineState.OUT]
    some = out[:1] if len(out) > _ONE_BY_ONE else out
    drafts = {
        "take_back": loans.TakeBackDraft(sets=picks(*some)),
        "lose": loans.LoseDraft(
            sets=picks(*some or [line.hook for line in loan.lines]), remedy=loans.Remedy.LOCK_CHANGED, reason="途中遗失"
        ),
        "extend": loans.ExtendDraft(
            due_at=max(loan.return_by, desk.clock.now) + timedelta(hours=2), reason="活还没干完"
        ),
        "refund": loans.RefundDraft(receipt=loan.receipt or "SK-000000-0000", signed=True),
        "amend": loans.AmendDraft(borrower=loan.borrower, phone=loan.phone, purpose="疏通厨房下水管", signed=True),
    }
    return drafts[verb]


def bring(desk: Desk, state: str, verb: str, target: str) -> int:
    """A loan in a state; one that stays partly out has sets enough."""
    count = 2 + (state == "part") + (target == "part")
    held = state == "back" or target == "back"
    made = lend(desk, (outside_draft if held else staff_draft)(desk, count))
    if state == "part":
        _back(desk, made, made.lines[0].hook)
    elif state in {"back", "closed"}:
        _back(desk, made)
    elif state == "voided":
        desk.as_(Role.SUPERVISOR).step("loans", "void", made.id, ReasonDraft(reason="重复登记"))
    return made.id


def _back(desk: Desk, made: loans.LoanDetail, *hooks: str) -> None:
    desk.step("loans", "take_back", made.id, loans.TakeBackDraft(sets=picks(*hooks)))
