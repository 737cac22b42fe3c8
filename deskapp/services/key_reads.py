"""The reads of the key cabinet: the wall, rows, the detail (``KEY-1``)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, func, select

from deskapp.domain.common import TodayItem, Urgent, Waiting
from deskapp.domain.directory import UnitEvent
from deskapp.domain.keys import REGISTER, HookCell, KeySetDetail, KeySetRow, State, Wall
from deskapp.errors import NotFound
from deskapp.models.base import inline
from deskapp.models.keys import Cabinet, Hook, KeySet
from deskapp.models.loans import Loan
from deskapp.services import journal, key_hooks, slip_keys
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.keys import KeyService


def chip(tx: Tx, name: str) -> ColumnElement[bool] | None:
    """The condition of a chip; ``due`` is what is to be back today, ``overdue`` what should be back already."""
    is_out = KeySet.state == inline(State.OUT)
    due = Loan.due_at.is_not(None) & (Loan.id == KeySet.loan_id)
    conditions: dict[str, ColumnElement[bool] | None] = {
        "all": None,
        "in": KeySet.state == State.IN,
        "out": is_out,
        "due": and_(is_out, select(Loan.id).where(due, Loan.due_at < tx.midnight + timedelta(days=1)).exists()),
        "overdue": and_(is_out, select(Loan.id).where(due, Loan.due_at <= tx.now).exists()),
        "missing": KeySet.state == inline(State.MISSING),
        "handed": KeySet.state == State.HANDED,
    }
    return conditions[name]


def as_rows(tx: Tx, found: Sequence[KeySet]) -> Iterator[KeySetRow]:
    """Sets as lists show them."""
    buildings = key_hooks.building_names(tx)
    ids = {row.loan_id for row in found if row.loan_id}
    loans = {loan.id: loan for loan in tx.session.scalars(select(Loan).where(Loan.id.in_(ids)))} if ids else {}
    for row in found:
        loan = loans.get(row.loan_id or 0)
        yield KeySetRow(
            id=row.id, version=row.version, number=row.number, state=row.state, hook=row.hook, category=row.category,
            unit=row.unit_code, place=key_hooks.place(row, buildings), building=buildings[row.building_id],
            floor=row.floor, keys=row.keys, note=row.note, borrower=loan.borrower if loan else "",
            phone=loan.phone if loan else "", due=loan.due_at if loan else None,
            started=loan.lent_at if loan else None, at=row.hung_at,
        )  # fmt: skip


def detail(service: KeyService, tx: Tx, row: KeySet) -> KeySetDetail:
    """Everything about one set, with the loan it is out on."""
    buildings = key_hooks.building_names(tx)
    loan = tx.session.get(Loan, row.loan_id) if row.loan_id else None
    hook = tx.session.get(Hook, row.hook_id) if row.hook_id else None
    cabinet = tx.session.get_one(Cabinet, hook.cabinet_id) if hook else None
    return KeySetDetail(
        **service.columns(row, KeySetDetail, "building_id", "loan_id"),
        cabinet=f"{cabinet.code} {cabinet.name}" if cabinet else "",
        unit=row.unit_code,
        building=buildings[row.building_id],
        building_id=row.building_id,
        place=key_hooks.place(row, buildings),
        recorder=service.staff_names(tx, (row.recorder_id,))[row.recorder_id],
        loan_id=row.loan_id,
        loan=loan.number if loan else "",
        borrower=loan.borrower if loan else "",
        company=loan.company if loan else "",
        phone=loan.phone if loan else "",
        purpose=loan.purpose if loan else "",
        lent_at=loan.lent_at if loan else None,
        due_at=loan.due_at if loan else None,
        wanted_by=slip_keys.wanted(tx).get(row.unit_id, "") if row.state is State.IN else "",
        linked=service.linked_to(tx, row),
        history=journal.history(tx.session, REGISTER, row.id),
    )


# What others show


def today(tx: Tx) -> Iterator[TodayItem]:
    """How many sets are looked for (``KEY-6``)."""
    count = select(func.count()).select_from(KeySet).where(KeySet.state == inline(State.MISSING))
    if missing := tx.session.scalar(count):
        yield TodayItem(register=REGISTER, text="today.keys_missing", count=missing, chip="missing")


def waiting(service: KeyService, tx: Tx, unit_id: int) -> Iterator[Waiting]:
    """A unit's sets that hang here, and those looked for; who has the others, the loans say."""
    here = (KeySet.unit_id == unit_id, KeySet.state.in_([inline(state) for state in (State.IN, State.MISSING)]))
    for row in tx.session.scalars(select(KeySet).where(*here).order_by(KeySet.hook)):
        params = {"hook": row.hook, "number": row.number, "keys": row.keys}
        text = f"waiting.keys_{row.state.value}"
        yield Waiting(register=REGISTER, text=text, params=params, ref=service.ref(row), urgent=Urgent.SOMETIME)


def unit_events(service: KeyService, tx: Tx, unit_id: int, limit: int) -> Iterator[UnitEvent]:
    """The unit's sets, the newest first."""
    asked = select(KeySet).where(KeySet.unit_id == unit_id).order_by(KeySet.id.desc()).limit(limit)
    for row in tx.session.scalars(asked):
        title = " ".join(part for part in (row.hook, row.room, row.note) if part)[:120]
        yield UnitEvent(at=row.hung_at, ref=service.ref(row), title=title, state=f"keys.state.{row.state}")


# The wall


def walls(tx: Tx, cabinet_id: int | None = None) -> tuple[Wall, ...]:
    """The cabinets in use as they hang on the wall, each hook with its set and who has it."""
    in_use = select(Cabinet).where(Cabinet.active).order_by(Cabinet.code)
    cabinets = tx.session.scalars(in_use if cabinet_id is None else in_use.where(Cabinet.id == cabinet_id)).all()
    if cabinet_id is not None and not cabinets:
        raise NotFound(number=f"#{cabinet_id}")
    cells = _hooks(tx, [cabinet.id for cabinet in cabinets])
    return tuple(
        Wall(
            id=row.id, version=row.version, code=row.code, name=row.name, rows=row.rows, columns=row.columns,
            at=tx.now, hooks=tuple(cells[row.id]),
        )
        for row in cabinets
    )  # fmt: skip


def _hooks(tx: Tx, cabinet_ids: Sequence[int]) -> dict[int, list[HookCell]]:
    buildings = key_hooks.building_names(tx)
    wanted = slip_keys.wanted(tx)
    # Plain tuples: of thousands of hooks, entities or rows asked by name would cost more than the reading.
    asked = (
        select(
            Hook.cabinet_id, Hook.id, Hook.label, Hook.row, Hook.column, KeySet.id, KeySet.number, KeySet.state,
            KeySet.category, KeySet.building_id, KeySet.floor, KeySet.unit_code, KeySet.room, KeySet.keys,
            KeySet.unit_id, Loan.id, Loan.number, Loan.borrower, Loan.phone, Loan.due_at, Loan.lent_at,
        )
        .outerjoin(KeySet, KeySet.hook_id == Hook.id)
        .outerjoin(Loan, Loan.id == KeySet.loan_id)
        .where(Hook.cabinet_id.in_(cabinet_ids))
        .order_by(Hook.cabinet_id, Hook.row, Hook.column)
    )  # fmt: skip
    cells: defaultdict[int, list[HookCell]] = defaultdict(list)
    rows: Iterable[Any] = tx.session.connection().execute(asked)
    for (
        cabinet_id, hook_id, hook, row, column, set_id, number, state, category, building_id, floor, unit, room, keys,
        unit_id, loan_id, loan, borrower, phone, due, started,
    ) in rows:  # fmt: skip
        if set_id is None:
            cells[cabinet_id].append(HookCell(hook_id=hook_id, hook=hook, row=row, column=column))
            continue
        building = buildings[building_id]
        cells[cabinet_id].append(
            HookCell(
                hook_id=hook_id, hook=hook, row=row, column=column, set_id=set_id, number=number, state=state,
                category=category, building=building, floor=floor, unit=unit,
                place=key_hooks.door(unit, building, room), keys=keys, loan_id=loan_id, loan=loan or "",
                borrower=borrower or "", phone=phone or "", due=due, started=started,
                wanted_by=wanted.get(unit_id, "") if wanted and state is State.IN else "",
            )
        )  # fmt: skip
    return cells
