"""The reads of the special services: rows, the detail, the list of a period, the figures, rows of Today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, func, select

from deskapp.domain.common import Ref, TodayItem, Turn, Waiting
from deskapp.domain.directory import UnitEvent
from deskapp.domain.reception import DISSATISFIED
from deskapp.domain.special_rows import SpecialDetail
from deskapp.domain.specials import REGISTER, Quality, SpecialFigures, SpecialList, SpecialRow, State
from deskapp.models.directory import Department
from deskapp.models.reception import Entry
from deskapp.models.slips import Slip
from deskapp.models.specials import ServiceItem, Special, SpecialPayment, running, unpaid
from deskapp.services import journal, periods, special_money
from deskapp.services.special_checks import listed
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.specials import SpecialService

_NOTHING = Decimal(0)


def chip(tx: Tx, name: str) -> ColumnElement[bool] | None:
    """The condition of a chip; ``today`` has what is agreed for today."""
    agreed = and_(Special.starts_at >= tx.midnight, Special.starts_at < tx.midnight + timedelta(days=1))
    conditions: dict[str, ColumnElement[bool] | None] = {
        "open": running(),
        "mine": and_(running(), Special.recorder_id == tx.staff_id),
        "today": and_(running(), agreed),
        "late": and_(Special.due_at.is_not(None), Special.due_at <= tx.now, Special.paused_at.is_(None)),
        "unpaid": unpaid(),
        "all": None,
    }
    return conditions[name]


def as_rows(service: SpecialService, tx: Tx, found: Sequence[Special]) -> Iterator[SpecialRow]:
    """Orders as the table shows them."""
    names = service.staff_names(tx, (row.recorder_id for row in found))
    for row in found:
        yield SpecialRow(
            **service.columns(row, SpecialRow),
            unit=row.unit_code,
            due=None if row.paused_at else row.due_at,
            started=row.due_start or row.at,
            handler=names[row.recorder_id],
        )


def detail(service: SpecialService, tx: Tx, row: Special) -> SpecialDetail:
    """Everything about one order."""
    entry = tx.session.get_one(Entry, row.entry_id)
    slip = tx.session.get(Slip, row.slip_id) if row.slip_id else None
    item = tx.session.get_one(ServiceItem, row.item_id)
    department = tx.session.get(Department, row.department_id or item.department_id or 0)
    sums = special_money.sums(tx, row)
    names = service.staff_names(tx, (row.recorder_id, *(sum.taker_id for sum in sums)))
    return SpecialDetail(
        **service.columns(row, SpecialDetail, "department_id"),
        unit=row.unit_code,
        entry_number=entry.number,
        slip_number=slip.number if slip else "",
        listed=listed(row.price, row.quantity),
        recorder=names[row.recorder_id],
        department_id=department.id if department else None,
        department=department.name if department else "",
        deadline=service.clock(row).deadline,
        payments=special_money.payments(tx, row, names),
        linked=service.linked_to(tx, row),
        history=journal.history(tx.session, REGISTER, row.id),
    )


def linked(service: SpecialService, tx: Tx, register: str, id: int) -> Iterable[Ref]:
    """The orders of an entry, or of a slip."""
    columns = {"reception": Special.entry_id, "slips": Special.slip_id}
    if register in columns:
        for row in tx.session.scalars(select(Special).where(columns[register] == id).order_by(Special.id)):
            yield service.ref(row)


# The list of a period


def period(service: SpecialService, tx: Tx, id: int) -> SpecialList:
    """The orders registered on a day (20261121) or in a month (202611); raises NotFound for no such period."""
    name, since, until = periods.period(id)
    here = and_(Special.at >= since, Special.at < until, service.readable(tx))
    rows = tuple(as_rows(service, tx, tx.session.scalars(select(Special).where(here).order_by(Special.id)).all()))
    counted = [row for row in rows if row.state is not State.VOIDED]
    amount = sum((row.amount for row in counted), _NOTHING)
    return SpecialList(number=name, rows=rows, amount=amount, paid=sum((row.paid for row in counted), _NOTHING))


# The figures [001·1·4.7.4]


def figures(service: SpecialService, tx: Tx, since: datetime, until: datetime) -> tuple[SpecialFigures, ...]:
    """By item, in the order of the price list; items without any are left out."""
    made: dict[int, SpecialFigures] = {}
    for item in tx.session.scalars(select(ServiceItem).order_by(ServiceItem.category, ServiceItem.id)):
        made[item.id] = SpecialFigures(item_id=item.id, item=item.name)
    empty = dict(made)
    here = service.readable(tx)
    orders = select(Special.item_id, Special.state, func.count()).where(
        Special.at >= since, Special.at < until, here
    )  # fmt: skip
    for item_id, state, count in tx.session.execute(orders.group_by(Special.item_id, Special.state)):
        name = "voided" if state is State.VOIDED else "orders"
        made[item_id] = replace(made[item_id], **{name: getattr(made[item_id], name) + count})
    taken = select(Special.item_id, func.sum(SpecialPayment.sum)).join(
        SpecialPayment, SpecialPayment.special_id == Special.id
    )
    within = taken.where(SpecialPayment.at >= since, SpecialPayment.at < until, here)
    for item_id, income in tx.session.execute(within.group_by(Special.item_id)):
        made[item_id] = replace(made[item_id], income=income or _NOTHING)
    ended = select(Special).where(Special.finished_at >= since, Special.finished_at < until, here)
    for row in tx.session.scalars(ended.where(Special.state != State.VOIDED)):
        made[row.item_id] = _with(made[row.item_id], row)
    return tuple(found for id, found in made.items() if found != empty[id])


def _with(found: SpecialFigures, row: Special) -> SpecialFigures:
    """One service that ended: in time is what began and ended by the times agreed, none missed on the way."""
    return replace(
        found,
        finished=found.finished + 1,
        in_time=found.in_time + (not row.missed),
        judged=found.judged + (row.quality is not None),
        good=found.good + (row.quality is Quality.GOOD),
        asked=found.asked + (row.opinion is not None),
        satisfied=found.satisfied + (row.opinion is not None and row.opinion not in DISSATISFIED),
    )


# What others show


def today(service: SpecialService, tx: Tx) -> Iterator[TodayItem]:
    """How many are done and not paid."""
    owed = select(func.count()).select_from(Special).where(unpaid(), service.readable(tx))
    if count := tx.session.scalar(owed):
        yield TodayItem(register=REGISTER, text="today.specials_unpaid", count=count, chip="unpaid")


def waiting(service: SpecialService, tx: Tx, unit_id: int) -> Iterator[Waiting]:
    """What is unpaid or still to be done for a unit (``REC-1``)."""
    here = and_(Special.unit_id == unit_id, running(), service.readable(tx))
    for row in tx.session.scalars(select(Special).where(here).order_by(Special.id.desc()).limit(5)):
        owed = row.amount - row.paid
        text = "waiting.specials_unpaid" if owed > 0 else "waiting.specials"
        params = {"number": row.number, "item": row.item, "sum": f"{owed:,.2f}"}
        turn = Turn.MONEY if owed > 0 else Turn.MATTER
        urgent = service.presses(tx, row)
        yield Waiting(register=REGISTER, text=text, params=params, ref=service.ref(row), urgent=urgent, turn=turn)


def unit_events(service: SpecialService, tx: Tx, unit_id: int, limit: int) -> Iterator[UnitEvent]:
    """The unit's orders, the newest first."""
    here = and_(Special.unit_id == unit_id, service.readable(tx))
    for row in tx.session.scalars(select(Special).where(here).order_by(Special.id.desc()).limit(limit)):
        title = f"{row.item} {row.content}".strip()[:120]
        yield UnitEvent(at=row.at, ref=service.ref(row), title=title, state=f"specials.state.{row.state}")
