"""The price list of the special services: kept by the office, versioned, withdrawn instead of deleted [001·1·4.6.1]."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from sqlalchemy import func, select

from deskapp.domain.common import Change, Option, Ref
from deskapp.domain.deadlines import Span
from deskapp.domain.fields import check
from deskapp.domain.people import EVERYONE, OFFICE
from deskapp.domain.prices import REGISTER, ItemDraft, ItemRow, LimitUnit
from deskapp.errors import Conflict, DeskError, Invalid, NotFound, Problem
from deskapp.models.directory import Department
from deskapp.models.specials import ServiceItem
from deskapp.resources import resource
from deskapp.services import journal
from deskapp.services.verbs import Service, Tx, reads, writes


class Item(NamedTuple):
    """One line of the list an office begins with."""

    category: str
    name: str
    measure: str
    price: str
    limit: str
    department: str = ""
    note: str = ""


@cache
def starting_list() -> tuple[Item, ...]:
    """What an office usually offers; it puts in its own prices."""
    known = tomllib.loads(resource("prices.toml").read_text(encoding="utf-8"))
    return tuple(Item(**item) for item in known["item"])


class PriceService(Service):
    """What is offered, for how much, within what time. An order takes its item over as it stands."""

    name = REGISTER
    model = ServiceItem

    def furnish(self, tx: Tx) -> None:
        """A new office begins with the usual list."""
        self._begin(tx)

    @writes(OFFICE)
    def begin(self, tx: Tx) -> Change:
        """Take the usual list over, in an office that has none yet."""
        if tx.session.scalar(select(func.count()).select_from(ServiceItem)):
            raise DeskError("prices_there")
        return Change(tx.verb, self._begin(tx))

    def _begin(self, tx: Tx) -> Ref:
        departments = dict(iter(tx.session.execute(select(Department.name, Department.id))))
        ref = Ref(REGISTER, 0)
        for item in starting_list():
            row = ServiceItem(
                name=item.name, category=item.category, measure=item.measure, price=Decimal(item.price),
                limit_span=item.limit, department_id=departments.get(item.department), note=item.note, active=True,
            )  # fmt: skip
            tx.session.add(row)
            journal.write(tx, REGISTER, row, number=row.name)
            ref = Ref(REGISTER, row.id, row.name)
        return ref

    @writes(OFFICE)
    def save(self, tx: Tx, draft: ItemDraft) -> Change:
        """Add an item or change one; orders keep the price they were made at. A stale version is a Conflict."""
        problems = list(self._problems(tx, draft))
        if problems:
            raise Invalid(*problems)
        row = self._load(tx, draft.id, draft.version) if draft.id else ServiceItem(version=0, active=True)
        row.name, row.category = draft.name.strip(), draft.category.strip()
        row.measure, row.price, row.limit_span = draft.measure.strip(), draft.price, draft.limit
        row.department_id, row.note = draft.department_id, draft.note.strip()
        return self._write(tx, row)

    def _problems(self, tx: Tx, draft: ItemDraft) -> Iterator[Problem]:
        refused = check(draft, tx.now)
        yield from (Problem(r.field, r.code, r.params) for r in refused)
        bad = {r.field for r in refused}
        if "name" not in bad:
            taken = tx.session.scalar(select(ServiceItem.id).where(ServiceItem.name == draft.name.strip()))
            if taken is not None and taken != draft.id:
                yield Problem("name", "duplicate", {"value": draft.name.strip()})
        if not bad & {"limit_amount", "limit_unit"}:
            days = draft.limit_unit is LimitUnit.WORKING_DAY
            if draft.limit_amount <= 0:
                yield Problem("limit_amount", "positive")
            elif days and draft.limit_amount != draft.limit_amount.to_integral_value():
                yield Problem("limit_amount", "whole_number")
        named = "department_id" not in bad and draft.department_id is not None
        if named and tx.session.get(Department, draft.department_id) is None:
            yield Problem("department_id", "unknown_choice", {"value": draft.department_id})

    @writes(OFFICE)
    def withdraw(self, tx: Tx, id: int, version: int) -> Change:
        """Offer an item no longer; orders that have it keep it."""
        return self._turn(tx, id, version, active=False)

    @writes(OFFICE)
    def offer(self, tx: Tx, id: int, version: int) -> Change:
        """Offer a withdrawn item again."""
        return self._turn(tx, id, version, active=True)

    def _turn(self, tx: Tx, id: int, version: int, *, active: bool) -> Change:
        row = self._load(tx, id, version)
        row.active = active
        return self._write(tx, row)

    def _load(self, tx: Tx, id: int, version: int) -> ServiceItem:
        row = tx.session.get(ServiceItem, id)
        if row is None:
            raise NotFound(number=f"#{id}")
        if row.version != version:
            raise Conflict(number=row.name)
        return row

    def _write(self, tx: Tx, row: ServiceItem) -> Change:
        row.version += 1
        tx.session.add(row)
        journal.write(tx, REGISTER, row, number=row.name)
        return Change(tx.verb, Ref(REGISTER, row.id, row.name), (), tuple(tx.cautions))

    # Reading.

    @reads(EVERYONE)
    def list(self, tx: Tx) -> tuple[ItemRow, ...]:
        """The whole list by category; what is withdrawn stands last."""
        found = tx.session.execute(
            select(ServiceItem, Department.name)
            .outerjoin(Department, Department.id == ServiceItem.department_id)
            .order_by(ServiceItem.active.desc(), ServiceItem.category, ServiceItem.id)
        )
        return tuple(
            ItemRow(
                id=row.id, version=row.version, name=row.name, category=row.category, measure=row.measure,
                price=row.price, limit=row.limit_span, department_id=row.department_id, department=department or "",
                note=row.note, active=row.active,
            )
            for row, department in found
        )  # fmt: skip

    @reads(EVERYONE)
    def detail(self, tx: Tx, id: int) -> ItemDraft:
        """One item for the form."""
        row = tx.session.get(ServiceItem, id)
        if row is None:
            raise NotFound(number=f"#{id}")
        limit = Span.parse(row.limit_span)
        return ItemDraft(
            id=row.id, version=row.version, name=row.name, category=row.category, measure=row.measure,
            price=row.price, limit_amount=limit.amount, limit_unit=LimitUnit(limit.unit.value),
            department_id=row.department_id, note=row.note,
        )  # fmt: skip

    @reads(EVERYONE)
    def options(self, tx: Tx) -> tuple[Option, ...]:
        """What can be ordered now, with its price."""
        offered = select(ServiceItem).where(ServiceItem.active).order_by(ServiceItem.category, ServiceItem.id)
        found = tx.session.scalars(offered)
        return tuple(Option(id=row.id, text=f"{row.name}  ¥{row.price:,.2f}/{row.measure}") for row in found)


SERVICE = PriceService
