"""The hooks of the key cabinet as places that are counted (``KEY-6``) [001·1·4.5.6]."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import func, select

from deskapp.domain.common import Option
from deskapp.domain.inventories import Expected, Found, Place, Resolution
from deskapp.domain.keys import REGISTER, State
from deskapp.errors import Invalid, Problem
from deskapp.models.inventories import InventoryLine
from deskapp.models.keys import Cabinet, Hook, KeySet
from deskapp.models.loans import Loan
from deskapp.services import key_hooks
from deskapp.services.counting import Countable, Figure
from deskapp.services.keys import KeyService
from deskapp.services.verbs import Tx

#: Sets that are out longer than agreed are counted apart, and among those that are out.
OVERDUE = "overdue"


class CountedKeys(Countable):
    """What a count asks of the key cabinet."""

    name = "counted_keys"
    subject = REGISTER
    window_rule = "keys.inventory_window"
    report_rule = "keys.report_day"

    def parts(self, tx: Tx) -> Sequence[Option]:
        """The cabinets in use."""
        return key_hooks.options(tx)

    def places(self, tx: Tx, part_id: int | None) -> Sequence[Place]:
        """The hooks, cabinet by cabinet, as they hang on the wall."""
        asked = (
            select(Hook.id, Hook.label, Cabinet.code, Cabinet.name, Cabinet.id)
            .join(Cabinet, Cabinet.id == Hook.cabinet_id)
            .where(Cabinet.active)
            .order_by(Cabinet.code, Hook.row, Hook.column)
        )
        found = tx.session.execute(asked if part_id is None else asked.where(Cabinet.id == part_id))
        return [
            Place(id=id, label=label, part=f"{code} {name}", part_id=cabinet)
            for id, label, code, name, cabinet in found
        ]

    def expected(self, tx: Tx, place_ids: Sequence[int]) -> Mapping[int, Expected]:
        """The set that belongs on each hook; it should hang there unless it is out, missing or handed over."""
        buildings = key_hooks.building_names(tx)
        # In parts: a statement takes only so many values.
        parts = (place_ids[at : at + 500] for at in range(0, len(place_ids), 500))
        sets = (row for part in parts for row in tx.session.scalars(select(KeySet).where(KeySet.hook_id.in_(part))))
        return {
            row.hook_id or 0: Expected(
                item_id=row.id, code=row.number, there=row.state is State.IN, keys=row.keys,
                state=f"{REGISTER}.state.{row.state}", words=key_hooks.place(row, buildings),
            )
            for row in sets
        }  # fmt: skip

    def found(self, tx: Tx, code: str, place_id: int | None = None) -> Found | None:
        """A set by its number, or a hook by its label; a unit or a room may have several sets and is no code."""
        hits = key_hooks.resolve(tx, code)
        if len(hits) != 1:
            return None
        (hit,) = hits
        if (hook := key_hooks.hook_named(tx, code)) is not None:
            return Found(item_id=None, code="", place_id=hook.id)
        row = tx.session.get(KeySet, hit.set_id) if hit.set_id is not None else None
        return Found(item_id=row.id, code=row.number, place_id=row.hook_id, words=hit.place) if row else None

    # What is done about a difference.

    def settle(self, tx: Tx, line: InventoryLine, resolution: Resolution, reason: str) -> None:
        """Report a set missing, hang one that was found on its hook, or move it to the hook it was found on."""
        if resolution is Resolution.EXPLAINED:
            return
        missed = resolution is Resolution.MISSING
        row = tx.session.get(KeySet, (line.expected_id if missed else line.item_id or line.expected_id) or 0)
        if row is None:
            raise Invalid(Problem("resolution", "inventory_nothing_known", {"value": line.place}))
        if resolution is Resolution.MISSING:
            self._miss(tx, row, reason)
        elif resolution is Resolution.PUT_BACK:
            self._put_back(tx, row, row.hook_id, row.hook)
        else:
            self._put_back(tx, row, line.place_id, line.place)

    def _miss(self, tx: Tx, row: KeySet, reason: str) -> None:
        if row.state is State.MISSING:
            return
        self._must_be(row, State.IN)
        keys = self.core.service(KeyService)
        keys.follow(tx, row, "miss", State.MISSING, missing_at=tx.now, missing_reason=reason)

    def _put_back(self, tx: Tx, row: KeySet, hook_id: int | None, hook: str) -> None:
        self._must_be(row, State.IN, State.MISSING)
        other = tx.session.scalars(select(KeySet).where(KeySet.hook_id == hook_id)).first()
        if other is not None and other is not row:
            raise Invalid(Problem("resolution", "hook_taken", {"value": hook, "number": other.number}))
        keys = self.core.service(KeyService)
        if row.state is State.MISSING:
            keys.follow(tx, row, "find", State.IN, missing_at=None, missing_reason="", hook_id=hook_id, hook=hook)
        elif row.hook_id != hook_id:
            keys.follow(tx, row, "move", row.state, hook_id=hook_id, hook=hook)

    @staticmethod
    def _must_be(row: KeySet, *states: State) -> None:
        """A set that is lent or handed over is taken back where that is written down."""
        if row.state not in states:
            params = {"number": row.number, "state": f"{REGISTER}.state.{row.state}"}
            raise Invalid(Problem("resolution", "inventory_elsewhere", params))

    def figures(self, tx: Tx) -> Iterable[Figure]:
        """Sets by category and state, and those that are out longer than agreed."""
        counted = select(KeySet.category, KeySet.state, func.count()).where(KeySet.state != State.RETIRED)
        for category, state, things in tx.session.execute(counted.group_by(KeySet.category, KeySet.state)):
            yield Figure(category.value, state.value, things)
        late = select(KeySet.category, func.count()).join(Loan, Loan.id == KeySet.loan_id)
        late = late.where(KeySet.state == State.OUT, Loan.due_at <= tx.now).group_by(KeySet.category)
        for category, things in tx.session.execute(late):
            yield Figure(category.value, OVERDUE, things)


SERVICE = CountedKeys
