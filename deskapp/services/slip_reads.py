"""The reads of the dispatch slips: rows, the detail, copies out, its rows of Today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, func, select

from deskapp.domain.common import TodayItem, Waiting
from deskapp.domain.directory import UnitEvent
from deskapp.domain.slips import REGISTER, CopyOut, Extension, Material, Round, SlipDetail, SlipRow, State
from deskapp.models.directory import Department
from deskapp.models.reception import Entry
from deskapp.models.slips import Slip, SlipExtension, SlipMaterial, SlipRound, copy_is_out, running
from deskapp.services import journal, slip_keys
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.slips import SlipService

#: States in which the department has the slip and its limit runs.
RUNNING = (State.ISSUED, State.RECEIVED, State.IN_HAND)
CONTENT_SHOWN = 200


def chip(tx: Tx, name: str) -> ColumnElement[bool] | None:
    """The condition of a chip."""
    conditions: dict[str, ColumnElement[bool] | None] = {
        "open": running(),
        "mine": and_(running(), Slip.issuer_id == tx.staff_id),
        "today": Slip.created_at >= tx.midnight,
        "late": and_(running(), Slip.state.in_(RUNNING), Slip.limit_at <= tx.now),
        "copies_out": copy_is_out(),
        "keys_wanted": slip_keys.asking(),
        "all": None,
    }
    return conditions[name]


def sort_column(name: str) -> ColumnElement[Any] | None:
    """What the table is sorted by that has another name in it; by department for the copies out (``DSP-4``)."""
    department = select(Department.name).where(Department.id == Slip.department_id).scalar_subquery()
    columns: dict[str, Any] = {
        "unit": Slip.unit_code, "due": Slip.limit_at, "at": Slip.created_at, "department": department,
        "handler": Slip.issuer_id,
    }  # fmt: skip
    return columns.get(name)


def as_rows(service: SlipService, tx: Tx, found: Sequence[Slip]) -> Iterable[SlipRow]:
    """Slips as the table shows them."""
    names = service.staff_names(tx, (row.issuer_id for row in found))
    named = service.departments(tx)
    for row in found:
        yield SlipRow(
            id=row.id,
            version=row.version,
            number=row.number,
            state=row.state,
            at=row.issued_at or row.created_at,
            unit=row.unit_code,
            contact=row.contact,
            department=named.get(row.department_id, ""),
            item=row.item,
            urgency=row.urgency,
            content=row.content[:CONTENT_SHOWN],
            due=row.limit_at if row.state in RUNNING else None,
            started=row.issued_at or row.created_at,
            round=row.round,
            extensions=row.extensions,
            handler=names[row.issuer_id],
        )


def detail(service: SlipService, tx: Tx, row: Slip) -> SlipDetail:
    """Everything about one slip."""
    entry = tx.session.get(Entry, row.entry_id) if row.entry_id else None
    return SlipDetail(
        **service.columns(row, SlipDetail, "extensions"),
        unit=row.unit_code,
        entry_number=entry.number if entry else "",
        entry_channel=entry.channel.value if entry else "",
        entry_kind=entry.kind.value if entry else "",
        entry_at=entry.at if entry else None,
        department=service.departments(tx).get(row.department_id, ""),
        issued_by=service.staff_names(tx, (row.issuer_id,))[row.issuer_id],
        deadline=service.clock(row).deadline,
        key_wanted=slip_keys.wants(tx, row),
        hooks=slip_keys.hooks(tx, row),
        linked=service.linked_to(tx, row),
        rounds=_rounds(tx, row.id),
        extensions=_extensions(service, tx, row.id),
        history=journal.history(tx.session, REGISTER, row.id),
    )


def _rounds(tx: Tx, slip_id: int) -> tuple[Round, ...]:
    found = tx.session.scalars(select(SlipRound).where(SlipRound.slip_id == slip_id).order_by(SlipRound.round)).all()
    materials: dict[int, list[Material]] = {}
    used = select(SlipMaterial).where(SlipMaterial.round_id.in_([row.id for row in found])).order_by(SlipMaterial.id)
    for m in tx.session.scalars(used):
        line = Material(name=m.name, size=m.size, quantity=m.quantity, price=m.price)
        materials.setdefault(m.round_id, []).append(line)
    names = (
        "round", "content", "issued_at", "limit_at", "received_by", "received_at", "workers", "arrived_at",
        "finished_at", "result", "labour", "fail_reason", "told_at", "told_how", "opinion", "recovered_at",
    )  # fmt: skip
    return tuple(
        Round(**{name: getattr(row, name) for name in names}, materials=tuple(materials.get(row.id, ())))
        for row in found
    )


def _extensions(service: SlipService, tx: Tx, slip_id: int) -> tuple[Extension, ...]:
    here = select(SlipExtension).where(SlipExtension.slip_id == slip_id).order_by(SlipExtension.id)
    found = tx.session.scalars(here).all()
    names = service.staff_names(tx, (row.by_id for row in found))
    return tuple(
        Extension(
            at=row.at,
            by=names[row.by_id],
            old_limit=row.old_limit,
            new_limit=row.new_limit,
            reason=row.reason,
            apology=row.apology,
        )
        for row in found
    )


def copies_out(service: SlipService, tx: Tx) -> tuple[CopyOut, ...]:
    """Work copies out and not yet recovered, by department and age (``DSP-4``)."""
    found = tx.session.execute(
        select(Slip, Department.name)
        .join(Department, Department.id == Slip.department_id)
        .where(copy_is_out(), service.readable(tx))
        .order_by(Department.name, Slip.issued_at)
    )
    return tuple(
        CopyOut(id=row.id, number=row.number, department=department, unit=row.unit_code, state=row.state,
                issued_at=row.issued_at or row.created_at, days=(tx.now - (row.issued_at or row.created_at)).days)
        for row, department in found
    )  # fmt: skip


def today(service: SlipService, tx: Tx) -> Iterable[TodayItem]:
    """How many results wait to be told, how many work copies are out; limits come by their clocks."""
    here = and_(running(), service.readable(tx))
    to_tell = select(func.count()).select_from(Slip).where(here, Slip.state.in_((State.DONE, State.NOT_DONE)))
    if count := tx.session.scalar(to_tell):
        yield TodayItem(register=REGISTER, text="today.slips_to_tell", count=count, chip="open")
    out = select(func.count()).select_from(Slip).where(copy_is_out(), service.readable(tx))
    if count := tx.session.scalar(out):
        yield TodayItem(register=REGISTER, text="today.copies_out", count=count, chip="copies_out")
    yield from slip_keys.today(tx, service.readable(tx))


def waiting(service: SlipService, tx: Tx, unit_id: int) -> Iterator[Waiting]:
    """Slips of the unit that are in hand (``REC-1``)."""
    here = and_(Slip.unit_id == unit_id, running(), service.readable(tx))
    for row in tx.session.scalars(select(Slip).where(here).order_by(Slip.id.desc()).limit(5)):
        params = {"number": row.number, "item": f"slips.item.{row.item}"}
        urgent = service.presses(tx, row)
        yield Waiting(register=REGISTER, text="waiting.slips", params=params, ref=service.ref(row), urgent=urgent)


def unit_events(service: SlipService, tx: Tx, unit_id: int, limit: int) -> Iterator[UnitEvent]:
    """The unit's slips, the newest first."""
    here = and_(Slip.unit_id == unit_id, service.readable(tx))
    for row in tx.session.scalars(select(Slip).where(here).order_by(Slip.id.desc()).limit(limit)):
        state = f"slips.state.{row.state}"
        yield UnitEvent(at=row.created_at, ref=service.ref(row), title=row.content[:120], state=state)
