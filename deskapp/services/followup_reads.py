"""The reads of the follow-up visits: rows, the detail, the rates against their targets, the row of Today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Row, and_, case, func, or_, select

from deskapp.domain import slips
from deskapp.domain.common import Ref, TodayItem
from deskapp.domain.followups import (
    REGISTER,
    Attempt,
    FollowupDetail,
    FollowupRow,
    Kind,
    KindRate,
    State,
    Visit,
)
from deskapp.models.base import inline
from deskapp.models.followups import Followup, FollowupAttempt, FollowupVisit, pending
from deskapp.models.slips import Slip
from deskapp.services import followup_rules, followup_sources, journal
from deskapp.services.rulebook import RulebookService
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.followups import FollowupService

CONTENT_SHOWN = 200
_TENTH = Decimal("0.1")


def yesterday(tx: Tx) -> ColumnElement[bool]:
    """What was finished the day before and nobody has been asked about (``FUP-4``)."""
    before = (tx.midnight - timedelta(hours=12)).astimezone().replace(hour=0)
    there = and_(Followup.finished_at >= before, Followup.finished_at < tx.midnight)
    return and_(pending(), Followup.state == State.DUE, Followup.visits == 0, there)


def chip(tx: Tx, name: str) -> ColumnElement[bool] | None:
    """The condition of a chip."""
    conditions: dict[str, ColumnElement[bool] | None] = {
        "yesterday": yesterday(tx),
        "due": and_(pending(), Followup.state == State.DUE),
        "mine": and_(pending(), Followup.handler_id == tx.staff_id),
        "late": and_(pending(), Followup.due_at <= tx.now),
        "to_put_right": and_(pending(), Followup.state == State.TO_PUT_RIGHT),
        "done": Followup.state == inline(State.SATISFIED),
        "all": None,
    }
    return conditions[name]


def as_rows(service: FollowupService, tx: Tx, found: Sequence[Followup]) -> Iterable[FollowupRow]:
    """Follow-ups as the table shows them."""
    names = service.staff_names(tx, (row.handler_id for row in found))
    for row in found:
        halfway = row.kind is Kind.SPECIAL_HALFWAY and not row.visits
        yield FollowupRow(
            **service.columns(row, FollowupRow, "content", "started"),
            at=row.created_at,
            unit=row.unit_code,
            content=row.content[:CONTENT_SHOWN],
            source=row.source_number,
            due=row.due_at,
            # Halfway through a service the clock has no length of its own: it runs since the order.
            started=row.created_at if halfway else row.due_start or row.created_at,
            handler=names[row.handler_id],
        )


def detail(service: FollowupService, tx: Tx, row: Followup) -> FollowupDetail:
    """Everything about one follow-up."""
    departments = service.departments(tx)
    visits = tuple(_visits(service, tx, row.id, departments))
    source = Ref(row.source_register, row.source_id, row.source_number) if row.source_id else None
    slip_id = row.source_id if row.source_register == slips.REGISTER else None
    item = tx.session.scalar(select(Slip.item).where(Slip.id == slip_id)) if slip_id else None
    given = (source, _entry(service, tx, row), *(visit.slip for visit in visits), *service.linked_to(tx, row))
    return FollowupDetail(
        **service.columns(row, FollowupDetail, "visits", "attempts"),
        source=source,
        unit=row.unit_code,
        department=departments.get(row.department_id, ""),
        item=item or slips.Item.OTHER,
        result=followup_sources.result(service, tx, row),
        deadline=service.clock(row).deadline,
        handler=service.staff_names(tx, (row.handler_id,))[row.handler_id],
        linked=tuple(dict.fromkeys(ref for ref in given if ref is not None)),
        visits=visits,
        attempts=tuple(_attempts(service, tx, row.id)),
        history=journal.history(tx.session, REGISTER, row.id),
    )


def _entry(service: FollowupService, tx: Tx, row: Followup) -> Ref | None:
    """The reception entry it all began with."""
    from deskapp.models.reception import Entry

    if row.entry_id is None:
        return None
    number = tx.session.scalar(select(Entry.number).where(Entry.id == row.entry_id))
    return Ref("reception", row.entry_id, number or "")


def _visits(service: FollowupService, tx: Tx, followup_id: int, departments: dict[int | None, str]) -> Iterator[Visit]:
    here = select(FollowupVisit).where(FollowupVisit.followup_id == followup_id).order_by(FollowupVisit.round)
    found = tx.session.scalars(here).all()
    names = service.staff_names(tx, (row.by_id for row in found))
    wanted = [row.slip_id for row in found if row.slip_id]
    numbers = dict(iter(tx.session.execute(select(Slip.id, Slip.number).where(Slip.id.in_(wanted))))) if wanted else {}
    for row in found:
        yield Visit(
            **service.columns(row, Visit),
            by=names[row.by_id],
            department=departments.get(row.department_id, ""),
            slip=Ref(slips.REGISTER, row.slip_id, numbers.get(row.slip_id, "")) if row.slip_id else None,
        )


def _attempts(service: FollowupService, tx: Tx, followup_id: int) -> Iterator[Attempt]:
    here = select(FollowupAttempt).where(FollowupAttempt.followup_id == followup_id).order_by(FollowupAttempt.id)
    found = tx.session.scalars(here).all()
    names = service.staff_names(tx, (row.by_id for row in found))
    for row in found:
        yield Attempt(tried_at=row.tried_at, by=names[row.by_id], mode=row.mode, note=row.note)


def linked(service: FollowupService, tx: Tx, register: str, id: int) -> Iterator[Ref]:
    """The follow-ups of an entry: of the work itself, of a reception entry's work, or that a slip was issued for."""
    if register == "reception":
        here: ColumnElement[bool] = Followup.entry_id == id
    else:
        here = and_(Followup.source_register == register, Followup.source_id == id)
        if register == slips.REGISTER:
            put_right = select(FollowupVisit.followup_id).where(FollowupVisit.slip_id == id)
            here = or_(here, Followup.id.in_(put_right))
    found = select(Followup.id, Followup.number).where(here, service.readable(tx)).order_by(Followup.id)
    for followup_id, number in tx.session.execute(found.limit(20)):
        yield Ref(REGISTER, followup_id, number)


def rates(service: FollowupService, tx: Tx, since: datetime, until: datetime) -> tuple[KindRate, ...]:
    """Every kind against its target; what was withdrawn or voided was never owed (``FUP-2``)."""
    owed = Followup.state.not_in(inline(State.WITHDRAWN, State.VOIDED))
    done = Followup.visited_at.is_not(None)
    waived = Followup.state == inline(State.WAIVED)
    counted = {
        "due": or_(done, waived, Followup.visit_by <= tx.now),
        "done": done,
        "in_time": Followup.visited_at <= Followup.visit_by,
        "satisfied": Followup.state == inline(State.SATISFIED),
        "open": and_(Followup.visited_at.is_(None), ~waived, Followup.visit_by > tx.now),
    }
    sums = [func.sum(case((condition, 1), else_=0)).label(name) for name, condition in counted.items()]
    here = and_(owed, Followup.visit_by >= since, Followup.visit_by < until, service.readable(tx))
    found = {
        row.kind: row for row in tx.session.execute(select(Followup.kind, *sums).where(here).group_by(Followup.kind))
    }
    return tuple(_rate(service, tx, kind, found.get(kind)) for kind in Kind)


def _rate(service: FollowupService, tx: Tx, kind: Kind, row: Row[tuple[object, ...]] | None) -> KindRate:
    names = ("due", "done", "in_time", "satisfied", "open")
    counts = {name: int(getattr(row, name) or 0) if row is not None else 0 for name in names}
    key = followup_rules.RATES.get(kind)
    target = service.core.service(RulebookService).number(tx, key) if key else None
    share = Decimal(100 * counts["done"]) / counts["due"] if counts["due"] else None
    # Rounded down: what is short of its target is never shown as if it met it.
    rate = share.quantize(_TENTH, "ROUND_DOWN") if share is not None else None
    return KindRate(kind=kind, rate=rate, target=target, **counts)


def today(service: FollowupService, tx: Tx) -> Iterator[TodayItem]:
    """How much of the day before's finished work nobody has been asked about (``FUP-4``)."""
    here = select(func.count()).select_from(Followup).where(yesterday(tx), service.readable(tx))
    if count := tx.session.scalar(here):
        yield TodayItem(register=REGISTER, text="today.followups_yesterday", count=count, chip="yesterday")
