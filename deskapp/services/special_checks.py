"""What the special services ask of a draft beyond its single fields: price, times, money (``CASH-1``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from sqlalchemy import select

from deskapp.domain.deadlines import Span
from deskapp.domain.fields import EARLIEST, LATEST, Money
from deskapp.domain.specials import AmendDraft, Method, OrderDraft, RescheduleDraft, State
from deskapp.errors import Invalid, NotFound, Problem
from deskapp.models.directory import Department
from deskapp.models.specials import ServiceItem, Special, SpecialPayment
from deskapp.services import deadlines, special_links, times
from deskapp.services.numbering import plain
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.office import Core
    from deskapp.services.specials import SpecialService

_FEN = Decimal("0.01")
NOTHING = Decimal(0)


def listed(price: Decimal, quantity: Decimal) -> Decimal:
    """The sum by the price list, to the fen."""
    return (price * quantity).quantize(_FEN, ROUND_HALF_UP)


def receipt(tx: Tx, text: str) -> Iterable[Problem]:
    """Every receipt has a number of its own (``CASH-1``)."""
    number = plain(text)
    if not number:
        yield Problem("receipt", "required")
    elif tx.session.scalar(select(SpecialPayment.id).where(SpecialPayment.receipt == number)) is not None:
        yield Problem("receipt", "duplicate", {"value": number})


def item(tx: Tx, draft: OrderDraft, problems: list[Problem]) -> ServiceItem | None:
    """The item of an order, if it is offered."""
    if draft.item_id is None or any(problem.field == "item_id" for problem in problems):
        return None
    found = tx.session.get(ServiceItem, draft.item_id)
    if found is None:
        problems.append(Problem("item_id", "unknown_choice", {"value": draft.item_id}))
    elif not found.active:
        problems.append(Problem("item_id", "item_withdrawn", {"value": found.name}))
    return found


def agreed(by_list: Decimal, amount: Decimal | None, reason: str) -> Iterable[Problem]:
    """A sum other than the list's has its reason."""
    most = Money().max
    if by_list > most:
        yield Problem("quantity", "too_much", {"max": most})
    if amount is not None and amount != by_list and not reason.strip():
        yield Problem("amount_reason", "amount_differs", {"value": f"{by_list:,.2f}"})


def quantity(value: Decimal) -> Iterable[Problem]:
    """Something is ordered."""
    if value.is_finite() and value <= 0:
        yield Problem("quantity", "positive")


def department(tx: Tx, id: object) -> Iterable[Problem]:
    """A department that is there."""
    if isinstance(id, int) and tx.session.get(Department, id) is None:
        yield Problem("department_id", "unknown_choice", {"value": id})


def ahead(starts_at: datetime, after: datetime) -> Iterable[Problem]:
    """The service lies ahead of its order."""
    if starts_at <= after:
        yield Problem("starts_at", "in_past", {"value": starts_at})


def in_order(starts_at: datetime, ends_at: datetime) -> Iterable[Problem]:
    """The service ends after it begins."""
    if ends_at <= starts_at:
        yield Problem("ends_at", "before", {"other": "specials.field.starts_at", "value": starts_at})


def payment(tx: Tx, draft: OrderDraft, amount: Decimal) -> Iterator[Problem]:
    """Money is taken when it is ordered [001·1·4.6.1.1]; on account, or in part, with the reason."""
    if not amount:
        return
    on_account = draft.method is Method.ON_ACCOUNT
    taken = NOTHING if on_account else draft.sum or amount
    if taken > amount:
        yield Problem("sum", "more_than_owed", {"value": f"{amount:,.2f}"})
    if taken < amount and not draft.unpaid_reason.strip():
        yield Problem("unpaid_reason", "pay_when_ordered")
    if on_account and not draft.unit.strip():
        yield Problem("unit", "account_of_whom")
    if not on_account:
        yield from receipt(tx, draft.receipt)


def sum_within(value: Decimal | None, most: Decimal, code: str) -> Iterable[Problem]:
    """A sum above nothing and no more than there is."""
    if value is None or not value.is_finite():
        return  # the field says so itself
    if value <= 0:
        yield Problem("sum", "positive")
    elif value > most:
        yield Problem("sum", code, {"value": f"{most:,.2f}"})


def not_before(field: str, value: datetime | None, row: Special) -> Iterable[Problem]:
    """Nothing happened before the order, nor ended before it began; times are typed to the minute."""
    for other in ("started_at", "at") if field == "finished_at" else ("at",):
        earlier = getattr(row, other)
        if early := list(times.not_before(field, value, earlier, f"specials.field.{other}")):
            yield from early
            return


def end_of(tx: Tx, core: Core, starts_at: datetime, limit: str) -> datetime:
    """When a service that begins then is to be done, by its item's time limit."""
    return deadlines.reckon(tx, core, starts_at, Span.parse(limit))[0]


def end_default(tx: Tx, core: Core, item_id: int, starts_at: datetime) -> datetime:
    """The end that is proposed for an item of the list; raises NotFound, Invalid."""
    found = tx.session.get(ServiceItem, item_id)
    if found is None:
        raise NotFound(number=f"#{item_id}")
    if starts_at.tzinfo is None or not EARLIEST <= starts_at <= LATEST:
        raise Invalid(Problem("starts_at", "impossible_date", {"value": starts_at}))
    return end_of(tx, core, starts_at, found.limit_span)


def new_times(tx: Tx, core: Core, row: Special, draft: RescheduleDraft) -> tuple[datetime, datetime, list[Problem]]:
    """The times agreed anew, and what is wrong with them; an apology is due once the old ones have passed."""
    problems: list[Problem] = []
    begun = row.state is State.IN_HAND
    if begun and draft.starts_at is not None:
        problems.append(Problem("starts_at", "begun", {"value": row.started_at}))
    elif begun and draft.ends_at is None:
        problems.append(Problem("ends_at", "required"))
    elif not begun and draft.starts_at is None and (draft.ends_at is None or row.starts_at <= tx.now):
        problems.append(Problem("starts_at", "required"))
    starts_at = draft.starts_at or row.starts_at
    ends_at = draft.ends_at or end_of(tx, core, starts_at, row.limit_span)
    problems += in_order(starts_at, ends_at)
    if (row.due_at or row.ends_at) <= tx.now and not draft.apology.strip():
        problems.append(Problem("apology", "apology_required"))
    return starts_at, ends_at, problems


def ordered(service: SpecialService, tx: Tx, draft: OrderDraft) -> tuple[Special, ServiceItem]:
    """The row of an order that nothing is wrong with; raises Invalid with every problem at once (``ALL-4``)."""
    problems = service.problems(tx, draft)
    unit = service.unit(tx, draft.unit, problems)
    found = item(tx, draft, problems)
    problems += [*special_links.refusals(tx, draft.entry_id), *quantity(draft.quantity), *times.late_entry(draft)]
    at = draft.happened_at or tx.now
    amount = NOTHING
    starts_at = ends_at = draft.starts_at or tx.now
    if found is not None:
        if not _unfit(problems):
            by_list = listed(found.price, draft.quantity)
            amount = by_list if draft.amount is None else draft.amount
            problems += [*agreed(by_list, draft.amount, draft.amount_reason), *payment(tx, draft, amount)]
        if draft.starts_at is not None and not any(problem.field == "starts_at" for problem in problems):
            ends_at = draft.ends_at or end_of(tx, service.core, starts_at, found.limit_span)
            problems += [*ahead(starts_at, at), *in_order(starts_at, ends_at)]
    service.validated(tx, draft, *problems)
    assert found is not None
    on_account = draft.method is Method.ON_ACCOUNT
    row = Special(
        state=State.ORDERED, unit_id=unit.id if unit else None, unit_code=unit.code if unit else "",
        contact=draft.contact.strip(), phone=draft.phone.strip(), content=draft.content.strip(),
        item_id=found.id, item=found.name, measure=found.measure, price=found.price, limit_span=found.limit_span,
        quantity=draft.quantity, amount=amount, amount_reason=draft.amount_reason.strip(), paid=NOTHING,
        starts_at=starts_at, ends_at=ends_at, method=draft.method, note=draft.note.strip(), receipts="",
        unpaid_reason=draft.unpaid_reason.strip() if on_account or draft.sum else "",
        signed_at=at if draft.signed else None, at=at, recorded_at=max(tx.now, at), recorder_id=tx.staff_id,
        happened_reason=draft.happened_reason.strip() if draft.happened_at else "",
        department_id=found.department_id, missed=0, due_what="",
    )  # fmt: skip
    return row, found


def _unfit(problems: list[Problem]) -> bool:
    """Whether a sum is refused already: nothing can be reckoned with it."""
    return any(problem.field in {"quantity", "amount", "sum"} for problem in problems)


def amended(row: Special, draft: AmendDraft, refused: list[Problem]) -> tuple[Decimal, list[Problem]]:
    """The sum of a corrected order and what is wrong with it: never less than was paid; another than listed, why."""
    wrong = [*quantity(draft.quantity)]
    if _unfit([*refused, *wrong]):
        return row.amount, wrong
    by_list = listed(row.price, draft.quantity)
    kept = row.amount if draft.quantity == row.quantity else by_list
    amount = kept if draft.amount is None else draft.amount
    problems = [*agreed(by_list, amount, draft.amount_reason)]
    if amount < row.paid:
        problems.append(Problem("amount", "below_paid", {"value": f"{row.paid:,.2f}"}))
    return amount, problems
