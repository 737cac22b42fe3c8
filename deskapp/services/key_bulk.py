"""Sets for a whole building at once, in the order of its floors [001·1·4.5.2]."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from deskapp.domain.directory import UnitState, Use
from deskapp.domain.keys import Category, GenerateDraft, State, ToHang
from deskapp.errors import Invalid, Problem
from deskapp.models.directory import Building, Unit
from deskapp.models.keys import Cabinet, Hook, KeySet
from deskapp.services import key_hooks
from deskapp.services.verbs import Tx


def plan(tx: Tx, draft: GenerateDraft, problems: list[Problem]) -> tuple[Cabinet, list[KeySet]]:
    """The sets that a building's units need, each on its hook; raises Invalid with whatever stands in the way."""
    cabinet = tx.session.get(Cabinet, draft.cabinet_id) if draft.cabinet_id else None
    building = tx.session.get(Building, draft.building_id) if draft.building_id else None
    if draft.building_id and building is None:
        problems.append(Problem("building_id", "unknown_choice", {"value": draft.building_id}))
    if draft.cabinet_id and (cabinet is None or not cabinet.active):
        problems.append(Problem("cabinet_id", "unknown_choice", {"value": draft.cabinet_id}))
    if problems or cabinet is None or building is None:
        raise Invalid(*problems)
    units = _without_keys(tx, building.id, vacant_only=draft.vacant_only)
    hooks = key_hooks.free_hooks(tx, cabinet.id)
    if not units:
        problems.append(Problem("building_id", "nothing_to_hang", {"value": building.name or building.code}))
    elif len(hooks) < len(units):
        short = {"value": cabinet.code, "free": len(hooks), "needed": len(units), "missing": len(units) - len(hooks)}
        problems.append(Problem("cabinet_id", "too_few_hooks", short))
    return cabinet, [_set(tx, unit, hook, draft) for unit, hook in zip(units, hooks, strict=False)]


def to_hang(tx: Tx, draft: GenerateDraft) -> ToHang:
    """How many sets a building wants, and for how many there is room."""
    units = _without_keys(tx, draft.building_id or 0, vacant_only=draft.vacant_only)
    return ToHang(units=len(units), free=len(key_hooks.free_hooks(tx, draft.cabinet_id or 0)))


def _without_keys(tx: Tx, building_id: int, *, vacant_only: bool) -> Sequence[Unit]:
    """The units of a building that have no set, floor by floor; a parking space has no door."""
    has = select(KeySet.id).where(KeySet.unit_id == Unit.id, KeySet.state != State.RETIRED).exists()
    wanted = select(Unit).where(Unit.building_id == building_id, Unit.use != Use.PARKING, ~has)
    if vacant_only:
        wanted = wanted.where(Unit.state == UnitState.VACANT)
    return tx.session.scalars(wanted.order_by(Unit.floor, func.length(Unit.code), Unit.code)).all()


def _set(tx: Tx, unit: Unit, hook: Hook, draft: GenerateDraft) -> KeySet:
    vacant = unit.state is UnitState.VACANT
    return KeySet(
        state=State.IN, hook_id=hook.id, hook=hook.label, category=Category.VACANT if vacant else Category.TRUST,
        building_id=unit.building_id, floor=unit.floor, unit_id=unit.id, unit_code=unit.code, keys=draft.keys,
        hung_at=tx.now, recorder_id=tx.staff_id,
    )  # fmt: skip
