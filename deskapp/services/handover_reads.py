"""Handovers as the window and paper read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, func, select

from deskapp.domain.common import AMBER, Option, Ref, TodayItem, Urgent, pressing
from deskapp.domain.duty_log import Head
from deskapp.domain.handovers import REGISTER, Counted, Handed, HandoverDetail, HandoverRow, Obstacle, State
from deskapp.domain.people import COUNTER_AND_STEWARD, Role
from deskapp.models.base import inline
from deskapp.models.handovers import Handover, taken_late, under_way
from deskapp.models.staff import Staff
from deskapp.services import handover_parts as parts
from deskapp.services import journal, must_read_reads
from deskapp.services.register import COUNT_CAP
from deskapp.services.roster_now import duty_now
from deskapp.services.rulebook import RulebookService
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.handovers import HandoverService


def chip(name: str) -> ColumnElement[bool] | None:
    """The condition of a chip: under way, to be signed on paper, taken late."""
    conditions: dict[str, ColumnElement[bool] | None] = {
        "open": under_way(),
        "unsigned": Handover.state == inline(State.TAKEN),
        "late": taken_late(),
        "all": None,
    }
    return conditions[name]


def as_rows(service: HandoverService, tx: Tx, found: Sequence[Handover]) -> Iterator[HandoverRow]:
    """Handovers as the table shows them."""
    names = service.staff_names(tx, {id for row in found for id in (row.outgoing_id, row.incoming_id)})
    for row in found:
        outgoing = names[row.outgoing_id]
        yield HandoverRow(
            id=row.id, version=row.version, number=row.number, state=row.state, at=row.begun_at, outgoing=outgoing,
            incoming=names.get(row.incoming_id, ""), shift=row.shift, open_matters=row.open_matters,
            differences=row.differences, passed=row.passed_at is not None, late_minutes=row.late_minutes,
            handler=outgoing,
        )  # fmt: skip


def now(service: HandoverService, tx: Tx, row: Handover) -> tuple[tuple[Handed, ...], tuple[Counted, ...]]:
    """What is gathered and what is counted, as the registers stand at this moment."""
    figures = parts.figures(service.core, tx)
    handed = tuple(parts.anew(service.core, tx, parts.items(tx, row)))
    return handed, tuple(parts.counted(kept, figures[kept.what]) for kept in parts.kept_counts(tx, row))


def detail(service: HandoverService, tx: Tx, row: Handover) -> HandoverDetail:
    """Everything about one handover; until it is given, with what stands in its way at this very moment."""
    checks, obstacles, unread = parts.checked(tx, row), tuple[Obstacle, ...](), tuple[Ref, ...]()
    items, changed = parts.items(tx, row), False
    counts = tuple(parts.counted(kept) for kept in parts.kept_counts(tx, row))
    if row.state is State.OPEN:
        handed, counts = now(service, tx, row)
        obstacles, changed = tuple(parts.obstacles(handed, counts, checks)), handed != items
    elif row.state is State.GIVEN and tx.staff_id != row.outgoing_id:
        unread = tuple(Ref("must_read", note.id, note.number) for note in must_read_reads.unread(tx, tx.staff_id))
        obstacles = (Obstacle(code="unread", params={"count": len(unread)}),) if unread else ()
    names = service.staff_names(tx, (row.outgoing_id, row.incoming_id, row.passed_by_id))
    return HandoverDetail(
        **service.columns(row, HandoverDetail),
        outgoing=names[row.outgoing_id],
        incoming=names.get(row.incoming_id, ""),
        incoming_code=_code(tx, row.incoming_id),
        passed_by=names.get(row.passed_by_id, ""),
        head=Head(
            seq=row.head_seq, count=row.head_count, at=row.head_at, hash=row.head_hash.hex() if row.head_hash else ""
        ),
        changed=changed,
        items=items,
        counts=counts,
        checks=checks,
        obstacles=obstacles,
        unread=unread,
        linked=service.linked_to(tx, row),
        history=journal.history(tx.session, REGISTER, row.id),
    )


def _code(tx: Tx, staff_id: int | None) -> str:
    """What somebody signs in with."""
    person = tx.session.get(Staff, staff_id) if staff_id is not None else None
    return person.code if person is not None else ""


def running(tx: Tx) -> Handover | None:
    """The handover under way, if there is one."""
    return tx.session.scalars(select(Handover).where(under_way())).first()


def people(tx: Tx, roles: Iterable[Role], without: int | None = None) -> list[Option]:
    """Who of some roles can give a PIN."""
    here = Staff.active, Staff.pin_hash != "", Staff.role.in_(list(roles))
    found = tx.session.scalars(select(Staff).where(*here).order_by(Staff.code))
    return [Option(id=row.id, text=row.name, code=row.code) for row in found if row.id != without]


def takers(service: HandoverService, tx: Tx) -> tuple[Option, ...]:
    """Who may take over: whoever is on duty next first, then who is now, never the one who gives."""
    row = running(tx)
    duty = duty_now(service.core, tx)
    order = [each.staff_id for each in (*duty.next, *duty.now)]
    found = people(tx, COUNTER_AND_STEWARD, row.outgoing_id if row is not None else None)
    return tuple(sorted(found, key=lambda one: order.index(one.id) if one.id in order else len(order)))


def today(service: HandoverService, tx: Tx) -> Iterator[TodayItem]:
    """The handover under way; the end of the own shift; papers to be signed."""
    row = running(tx)
    if row is not None:
        text = f"today.handovers.{row.state}"
        names = service.staff_names(tx, (row.outgoing_id,))
        params = {"number": row.number, "outgoing": names[row.outgoing_id]}
        yield TodayItem(register=REGISTER, text=text, params=params, urgent=Urgent.SOON, ref=service.ref(row))
    else:
        yield from _soon_over(service, tx)
    unsigned = select(Handover.id).where(Handover.state == inline(State.TAKEN)).limit(COUNT_CAP)
    if count := tx.session.scalar(select(func.count()).select_from(unsigned.subquery())) or 0:
        yield TodayItem(register=REGISTER, text="today.handovers.unsigned", count=count, chip="unsigned")


def _soon_over(service: HandoverService, tx: Tx) -> Iterator[TodayItem]:
    """The end of the own shift; a quarter of an hour before it presses: put the desk in order [001·5·4.2.2].

    It stands in Today all through the shift, so that the window speaks up in time without asking again.
    """
    book = service.core.service(RulebookService)
    early, there = book.span(tx, "duty.outgoing_tidies_early"), book.span(tx, "duty.incoming_arrives_early")
    mine = (each for each in duty_now(service.core, tx).now if each.staff_id == tx.staff_id)
    for each in mine:
        mine_done = Handover.outgoing_id == tx.staff_id, Handover.given_at.is_not(None)
        done = Handover.begun_at > each.since, Handover.state != State.VOIDED, *mine_done
        if tx.session.scalars(select(Handover.id).where(*done)).first() is not None:
            continue
        started = each.until - early / AMBER
        params = {"shift": each.shift, "there": f"{(each.until - there).astimezone():%H:%M}"}
        yield TodayItem(
            register=REGISTER, text="today.handovers.tidy", params=params, due=each.until, started=started,
            urgent=pressing(tx.now, started, each.until), chip="begin:",
        )  # fmt: skip
