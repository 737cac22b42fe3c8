"""Cabinets and their hooks: made by rows and columns, found by what people call them (``KEY-1``)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sqlalchemy import Select, case, func, or_, select

from deskapp.domain.common import Option
from deskapp.domain.keys import CabinetRow, KeyHit, State
from deskapp.models.directory import Building, Unit
from deskapp.models.keys import Cabinet, Hook, KeySet
from deskapp.services import directory_codes as codes
from deskapp.services import numbering
from deskapp.services.verbs import Tx

#: ``A7``, ``a-007``, ``A 007``: a cabinet's letters and a hook's number.
_HOOK = re.compile(r"([A-Z]{1,6})[\s-]*0*(\d{1,4})")
_NUMBER = re.compile(r"YC[-\s]?(\d{6})[-\s]?(\d{1,9})(?:/\d+)?")
#: More than these were not meant by what was typed.
_MOST = 20


def label(code: str, ordinal: int) -> str:
    """A hook's number as it stands on the wall and on the set: ``A007``."""
    return f"{code}{ordinal:03d}"


def hooks_of(cabinet: Cabinet, first_row: int = 1) -> list[Hook]:
    """The hooks of a cabinet's rows from ``first_row`` on, numbered along the rows."""
    return [
        Hook(
            cabinet_id=cabinet.id,
            row=row,
            column=column,
            label=label(cabinet.code, (row - 1) * cabinet.columns + column),
        )
        for row in range(first_row, cabinet.rows + 1)
        for column in range(1, cabinet.columns + 1)
    ]


def free_hooks(tx: Tx, cabinet_id: int | None = None, limit: int | None = None) -> Sequence[Hook]:
    """Hooks without a set, in the order of the wall."""
    free = (
        select(Hook)
        .join(Cabinet, Cabinet.id == Hook.cabinet_id)
        .outerjoin(KeySet, KeySet.hook_id == Hook.id)
        .where(Cabinet.active, KeySet.id.is_(None))
        .order_by(Cabinet.code, Hook.row, Hook.column)
        .limit(limit)
    )
    return tx.session.scalars(free if cabinet_id is None else free.where(Hook.cabinet_id == cabinet_id)).all()


def hook_named(tx: Tx, text: str) -> Hook | None:
    """The hook that ``A007``, ``a7`` or ``A-7`` stands for."""
    named = label_named(text)
    in_use = select(Hook).join(Cabinet, Cabinet.id == Hook.cabinet_id).where(Cabinet.active, Hook.label == named)
    return tx.session.scalars(in_use).first() if named else None


def label_named(text: str) -> str:
    """The hook's number that ``a7`` stands for, there or not; empty for any other text."""
    found = _HOOK.fullmatch(plain(text))
    return label(found[1], int(found[2])) if found is not None else ""


def resolve(tx: Tx, text: str) -> tuple[KeyHit, ...]:
    """The sets and empty hooks that were meant: a set's number, a hook, a unit's code, part of a room's name."""
    typed = plain(text)
    if not typed:
        return ()
    if number := _NUMBER.fullmatch(typed):
        full = f"YC-{number[1]}-{int(number[2]):04d}"
        return _hits(tx, tx.session.scalars(select(KeySet).where(KeySet.number == full)))
    if (hook := hook_named(tx, text)) is not None:
        held = tx.session.scalars(select(KeySet).where(KeySet.hook_id == hook.id)).first()
        return _hits(tx, [held]) if held is not None else (_empty(hook),)
    there = select(KeySet).where(KeySet.state != State.RETIRED).order_by(KeySet.hook, KeySet.id).limit(_MOST)
    if units := _units(tx, there, text):
        return units
    if typed.isdigit():
        return _hits(tx, tx.session.scalars(there.where(KeySet.hook.like(f"%{int(typed):03d}"))))
    return _hits(tx, tx.session.scalars(there.where(KeySet.room.contains(text.strip(), autoescape=True))))


def _units(tx: Tx, there: Select[KeySet], text: str) -> tuple[KeyHit, ...]:
    wanted = codes.readings(text) + ((squeezed,) if (squeezed := codes.squeezed(text)) else ())
    named = select(Unit.id).where(or_(Unit.code.in_(wanted), Unit.squeezed.in_(wanted)))
    return _hits(tx, tx.session.scalars(there.where(KeySet.unit_id.in_(named))))


def plain(text: str) -> str:
    """A text in the form in which codes are compared: full width, blanks around it and case do not count."""
    return numbering.plain(text) if isinstance(text, str) else ""


def _hits(tx: Tx, sets: Iterable[KeySet]) -> tuple[KeyHit, ...]:
    found = list(sets)
    hooks = {row.hook_id for row in found if row.hook_id}
    cabinets = dict(iter(tx.session.execute(select(Hook.id, Hook.cabinet_id).where(Hook.id.in_(hooks)))))
    buildings = building_names(tx)
    return tuple(
        KeyHit(
            hook=row.hook, set_id=row.id, number=row.number, state=row.state, loan_id=row.loan_id,
            cabinet_id=cabinets.get(row.hook_id) if row.hook_id else None, place=place(row, buildings),
        )
        for row in found
    )  # fmt: skip


def _empty(hook: Hook) -> KeyHit:
    return KeyHit(
        hook=hook.label, set_id=None, number="", state=None, cabinet_id=hook.cabinet_id, place="", loan_id=None
    )


def building_names(tx: Tx) -> dict[int | None, str]:
    """What the buildings are called, by id: looked up once in a transaction."""
    if "building_names" not in tx.known:
        found = tx.session.execute(select(Building.id, Building.code, Building.name))
        tx.known["building_names"] = {None: ""} | {id: name or code for id, code, name in found}
    names: dict[int | None, str] = tx.known["building_names"]
    return names


def place(row: KeySet, buildings: dict[int | None, str]) -> str:
    """Which door a set is for: its unit's code, or building and room."""
    return door(row.unit_code, buildings[row.building_id], row.room)


def door(unit: str, building: str, room: str) -> str:
    """The same of plain columns."""
    begin = unit or building
    return f"{begin} {room}" if begin and room else begin or room


def options(tx: Tx) -> tuple[Option, ...]:
    """The cabinets in use."""
    found = tx.session.scalars(select(Cabinet).where(Cabinet.active).order_by(Cabinet.code))
    return tuple(Option(id=row.id, text=row.name, code=row.code) for row in found)


def cabinet_rows(tx: Tx) -> tuple[CabinetRow, ...]:
    """Every cabinet with what hangs in it; those taken down last."""
    counted = (
        select(
            Hook.cabinet_id,
            func.count(),
            func.count(KeySet.id),
            func.sum(case((KeySet.state == State.OUT, 1), else_=0)),
            func.sum(case((KeySet.state == State.MISSING, 1), else_=0)),
        )
        .outerjoin(KeySet, KeySet.hook_id == Hook.id)
        .group_by(Hook.cabinet_id)
    )
    counts = {id: tuple(int(n or 0) for n in numbers) for id, *numbers in tx.session.execute(counted)}
    found = tx.session.scalars(select(Cabinet).order_by(Cabinet.active.desc(), Cabinet.code))
    return tuple(
        CabinetRow(
            id=row.id, version=row.version, code=row.code, name=row.name, rows=row.rows, columns=row.columns,
            active=row.active, hooks=hooks, sets=sets, out=out, missing=missing,
        )
        for row in found
        for hooks, sets, out, missing in (counts.get(row.id, (0, 0, 0, 0)),)
    )  # fmt: skip
