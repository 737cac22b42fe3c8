"""What a hand-over does to its sets: planned and checked, carried out, undone when it is voided (``KEY-5``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from deskapp.domain.common import Caution
from deskapp.domain.keys import Category
from deskapp.domain.keys import State as SetState
from deskapp.domain.transfers import Kind, State, TransferDraft
from deskapp.errors import Problem
from deskapp.models.directory import Unit
from deskapp.models.keys import Hook, KeySet
from deskapp.models.transfers import Transfer, TransferLineRow
from deskapp.services import key_hooks, key_moves
from deskapp.services.keys import KeyService
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.office import Core


@dataclass
class Bundle:
    """One set with its lines. ``row`` None: it is hung now; ``hook`` is where a set that is left here goes."""

    label: str
    row: KeySet | None = None
    hook: Hook | None = None
    lines: list[tuple[str, int]] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many keys it names."""
        return sum(count for _, count in self.lines)

    def said(self) -> str:
        """Its lines in words: ``A007 入户门钥匙×2、信箱钥匙×1``."""
        lines = "、".join(f"{what}×{count}" for what, count in self.lines)
        return f"{self.label} {lines}".strip()


# Planning


def planned(core: Core, tx: Tx, draft: TransferDraft, unit: Unit | None, problems: list[Problem]) -> list[Bundle]:
    """The sets of a draft with their lines; what is wrong with them is added to ``problems``."""
    name = "items" if draft.kind is Kind.HANDED_OVER else "trusted"
    rows = getattr(draft, name)
    if any(problem.field.startswith(f"{name}") for problem in problems):
        return []
    if not rows:
        problems.append(Problem(name, "required"))
        return []
    before = len(problems)
    found = iter(core.service(KeyService).picked(tx, [row.key for row in rows], name, problems))
    if len(problems) > before:
        return []
    bundles: list[Bundle] = []
    for index, row in enumerate(rows):
        if row.key.strip():
            bundles.append(_named(draft.kind, next(found), unit, f"{name}.{index}.key", problems))
        elif draft.kind is Kind.ENTRUSTED and (not bundles or row.hook.strip()):
            bundles.append(Bundle(label=""))
        elif not bundles:
            problems.append(Problem(f"{name}.{index}.key", "required"))
            return []
        bundles[-1].lines.append((row.description.strip(), row.count or 1))
    if draft.kind is Kind.ENTRUSTED:
        _places(tx, draft, bundles, problems)
    return bundles


def _named(kind: Kind, row: KeySet, unit: Unit | None, place: str, problems: list[Problem]) -> Bundle:
    """A set of this unit that is where it has to be: on its hook to be taken, with the owner to be left here."""
    words = {"value": row.hook or row.number, "state": f"keys.state.{row.state}", "unit": row.unit_code or row.room}
    if unit is not None and row.unit_id != unit.id:
        problems.append(Problem(place, "key_of_other_unit", words))
    elif row.state is not (SetState.IN if kind is Kind.HANDED_OVER else SetState.HANDED):
        problems.append(Problem(place, "key_not_here" if kind is Kind.HANDED_OVER else "key_not_handed", words))
    return Bundle(label=row.hook, row=row)


def _places(tx: Tx, draft: TransferDraft, bundles: Sequence[Bundle], problems: list[Problem]) -> None:
    """A hook for every set that is left here: the one that is named, or the next that is free."""
    heads = [index for index, row in enumerate(draft.trusted) if index == 0 or row.key.strip() or row.hook.strip()]
    named: set[int] = set()
    for index, bundle in zip(heads, bundles, strict=True):
        wanted, place = draft.trusted[index].hook.strip(), f"trusted.{index}.hook"
        if not wanted:
            continue
        bundle.hook = key_hooks.hook_named(tx, wanted)
        if bundle.hook is None:
            problems.append(Problem(place, "unknown_hook", {"value": wanted}))
        elif bundle.hook.id in named:
            problems.append(Problem(place, "named_twice", {"value": bundle.hook.label}))
        elif other := _on(tx, bundle.hook):
            problems.append(Problem(place, "hook_taken", {"value": bundle.hook.label, "number": other.number}))
        else:
            named.add(bundle.hook.id)
    free = (hook for hook in key_hooks.free_hooks(tx, limit=2 * len(bundles)) if hook.id not in named)
    for index, bundle in zip(heads, bundles, strict=True):
        if not draft.trusted[index].hook.strip():
            bundle.hook = next(free, None)
            if bundle.hook is None:
                problems.append(Problem(f"trusted.{index}.hook", "no_free_hook"))
        bundle.label = bundle.hook.label if bundle.hook is not None else ""


def _on(tx: Tx, hook: Hook) -> KeySet | None:
    return tx.session.scalars(select(KeySet).where(KeySet.hook_id == hook.id)).first()


# Carrying out


def carried_out(core: Core, tx: Tx, transfer: Transfer, unit: Unit, bundles: Iterable[Bundle]) -> None:
    """Every set changes hands, in the entry's own transaction; what is listed otherwise than it hung is said."""
    for bundle in bundles:
        fresh = bundle.row is None
        was = bundle.row.category if bundle.row is not None else Category.TRUST
        row = bundle.row if bundle.row is not None else _hung(core, tx, unit, bundle)
        if not fresh:
            _moved(core, tx, transfer, row, bundle)
            if row.keys != bundle.count:
                words = {"hook": bundle.label or row.number, "listed": bundle.count, "keys": row.keys}
                tx.cautions.append(Caution("keys_listed_otherwise", words))
        for what, count in bundle.lines:
            line = TransferLineRow(
                transfer_id=transfer.id, set_id=row.id, hook=bundle.label, description=what, count=count, hung=fresh,
                category=was,
            )  # fmt: skip
            tx.session.add(line)
    tx.session.flush()


def _hung(core: Core, tx: Tx, unit: Unit, bundle: Bundle) -> KeySet:
    row = KeySet(
        state=SetState.IN, category=Category.TRUST, unit_id=unit.id, unit_code=unit.code, building_id=unit.building_id,
        floor=unit.floor, keys=bundle.count, hook_id=bundle.hook.id if bundle.hook else None, hook=bundle.label,
        hung_at=tx.now, recorder_id=tx.staff_id, loan_id=None, room="", note="",
    )  # fmt: skip
    core.service(KeyService).create(tx, row, "")
    return row


def _moved(core: Core, tx: Tx, transfer: Transfer, row: KeySet, bundle: Bundle) -> None:
    keys = core.service(KeyService)
    if transfer.kind is Kind.HANDED_OVER:
        keys.follow(tx, row, "hand_over", SetState.HANDED, hook_id=None, hook="")
    elif bundle.hook is not None:
        place = {"hook_id": bundle.hook.id, "hook": bundle.label}
        keys.follow(tx, row, "entrust", SetState.IN, category=Category.TRUST, **place)


# Undoing


def lines_of(tx: Tx, transfer: Transfer) -> Sequence[TransferLineRow]:
    """The lines of an entry in their order."""
    here = select(TransferLineRow).where(TransferLineRow.transfer_id == transfer.id).order_by(TransferLineRow.id)
    return tx.session.scalars(here).all()


def sets_of(tx: Tx, transfer: Transfer) -> list[tuple[KeySet, TransferLineRow]]:
    """The sets of an entry, each with its first line."""
    firsts = {line.set_id: line for line in reversed(lines_of(tx, transfer))}
    return [(tx.session.get_one(KeySet, id), firsts[id]) for id in sorted(firsts)]


def not_undone(tx: Tx, transfer: Transfer) -> Iterable[Problem]:
    """Why an entry cannot be voided: a set has moved on since, or its hook holds another one."""
    wanted = SetState.HANDED if transfer.kind is Kind.HANDED_OVER else SetState.IN
    for row, line in sets_of(tx, transfer):
        if row.state is not wanted or _later(tx, transfer, row):
            words = {"value": line.hook or row.number, "number": row.number, "state": f"keys.state.{row.state}"}
            yield Problem("reason", "key_moved_on", words)
        elif transfer.kind is Kind.HANDED_OVER:
            hook = key_hooks.hook_named(tx, line.hook)
            other = _on(tx, hook) if hook is not None else None
            if hook is None or other is not None:
                number = other.number if other is not None else "–"
                yield Problem("reason", "hook_taken_since", {"value": line.hook, "number": number})


def _later(tx: Tx, transfer: Transfer, row: KeySet) -> bool:
    """Whether a later entry that stands names the set."""
    named = (
        select(Transfer.id)
        .join(TransferLineRow, TransferLineRow.transfer_id == Transfer.id)
        .where(TransferLineRow.set_id == row.id, Transfer.id > transfer.id, Transfer.state != State.VOIDED)
    )
    return tx.session.scalar(named.limit(1)) is not None


def undone(core: Core, tx: Tx, transfer: Transfer, reason: str) -> None:
    """Every set is again where it was; one that the entry had hung is given up."""
    keys = core.service(KeyService)
    for row, line in sets_of(tx, transfer):
        if transfer.kind is Kind.HANDED_OVER:
            hook = key_hooks.hook_named(tx, line.hook)
            keys.follow(tx, row, "entrust", SetState.IN, hook_id=hook.id if hook else None, hook=line.hook)
        elif line.hung:
            keys.follow(tx, row, "retire", SetState.RETIRED, hook_id=None, hook="", retired_reason=reason)
        else:
            keys.follow(tx, row, "hand_over", SetState.HANDED, hook_id=None, hook="", category=line.category)


def trusts(tx: Tx, transfer: Transfer, *, ended: bool) -> list[Transfer]:
    """The entries by which sets of this one were left here: those that still stand, or that ended with it or later."""
    ids = [row.id for row, _ in sets_of(tx, transfer)]
    stands = Transfer.returned_at >= transfer.at if ended else Transfer.returned_at.is_(None)
    found = (
        select(Transfer)
        .join(TransferLineRow, TransferLineRow.transfer_id == Transfer.id)
        .where(TransferLineRow.set_id.in_(ids), Transfer.kind == Kind.ENTRUSTED, Transfer.state != State.VOIDED)
        .where(stands, Transfer.id < transfer.id)
        .distinct()
    )
    return list(tx.session.scalars(found))


def gone_at(tx: Tx, trust: Transfer) -> datetime | None:
    """When the last of the sets that were left here was taken; None while one of them is here."""
    sets = [row for row, _ in sets_of(tx, trust)]
    if any(row.state not in {SetState.HANDED, SetState.RETIRED} for row in sets):
        return None
    return key_moves.last(tx, (row.id for row in sets)).at
