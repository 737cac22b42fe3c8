"""The reads of keys handed over and entrusted: rows, the detail, what is known of a unit, what others show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, func, select

from deskapp.domain.common import Ref, TodayItem, Turn, Urgent, Waiting
from deskapp.domain.directory import Relation, UnitEvent
from deskapp.domain.keys import State as SetState
from deskapp.domain.transfers import (
    REGISTER,
    Kind,
    Known,
    KnownSet,
    Party,
    TransferDetail,
    TransferLine,
    TransferRow,
)
from deskapp.models.directory import Resident, Tie, Unit
from deskapp.models.keys import KeySet
from deskapp.models.transfers import Transfer, TransferLineRow, in_trust, unsigned
from deskapp.services import directory_codes as codes
from deskapp.services import directory_find, journal
from deskapp.services.transfer_sets import lines_of
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.transfers import TransferService


def chip(tx: Tx, name: str) -> ColumnElement[bool] | None:
    """The condition of a chip; ``ended`` has the keys that are still here though the trust is over."""
    conditions: dict[str, ColumnElement[bool] | None] = {
        "all": None,
        "today": Transfer.at >= tx.midnight,
        "unsigned": unsigned(),
        "trusted": in_trust(),
        "ended": and_(in_trust(), Transfer.until < directory_find.today(tx)),
    }
    return conditions[name]


def as_rows(service: TransferService, tx: Tx, found: Sequence[Transfer]) -> Iterator[TransferRow]:
    """Entries as the table shows them."""
    names = service.staff_names(tx, (row.recorder_id for row in found))
    for row in found:
        yield TransferRow(**service.columns(row, TransferRow), unit=row.unit_code, handler=names[row.recorder_id])


def detail(service: TransferService, tx: Tx, row: Transfer) -> TransferDetail:
    """Everything about one entry."""
    return TransferDetail(
        **service.columns(row, TransferDetail),
        unit=row.unit_code,
        id_number_masked=codes.mask(row.id_number),
        recorder=service.staff_names(tx, (row.recorder_id,))[row.recorder_id],
        lines=_lines(tx, row),
        linked=service.linked_to(tx, row),
        history=journal.history(tx.session, REGISTER, row.id),
    )


def _lines(tx: Tx, row: Transfer) -> tuple[TransferLine, ...]:
    found = lines_of(tx, row)
    sets = select(KeySet.id, KeySet.number).where(KeySet.id.in_({line.set_id for line in found}))
    numbers: dict[int, str] = dict(iter(tx.session.execute(sets)))
    return tuple(
        TransferLine(
            set_id=line.set_id, number=numbers[line.set_id], hook=line.hook, description=line.description,
            count=line.count,
        )
        for line in found
    )  # fmt: skip


def known(tx: Tx, unit: Unit) -> Known:
    """Who may stand at the counter for a unit, owners first, and which of its sets can change hands."""
    ties = (
        select(Resident, Tie.relation)
        .join(Tie, Tie.resident_id == Resident.id)
        .where(Tie.unit_id == unit.id, directory_find.current(tx))
        .order_by(Tie.id)
    )
    people = [_party(row, relation) for row, relation in tx.session.execute(ties)]
    found = tx.session.scalars(select(KeySet).where(KeySet.unit_id == unit.id).order_by(KeySet.hook, KeySet.id)).all()
    return Known(
        people=tuple(sorted(people, key=_owner_first)),
        here=tuple(_set(row) for row in found if row.state is SetState.IN),
        handed=tuple(_set(row) for row in found if row.state is SetState.HANDED),
    )


def _party(row: Resident, relation: Relation) -> Party:
    return Party(
        resident_id=row.id, name=row.name, phone=next(iter(codes.split_phones(row.phones)), ""), relation=relation,
        id_type=row.id_type, id_number_masked=codes.mask(row.id_number),
    )  # fmt: skip


def _owner_first(party: Party) -> int:
    return list(Relation).index(party.relation)


def _set(row: KeySet) -> KnownSet:
    return KnownSet(key=row.hook or row.number, keys=row.keys)


def linked(service: TransferService, tx: Tx, register: str, id: int) -> Iterable[Ref]:
    """The entries that name a set."""
    if register == "keys":
        named = (
            select(Transfer)
            .join(TransferLineRow, TransferLineRow.transfer_id == Transfer.id)
            .where(TransferLineRow.set_id == id)
            .distinct()
            .order_by(Transfer.id)
        )
        for row in tx.session.scalars(named):
            yield service.ref(row)


# What others show


def today(tx: Tx) -> Iterator[TodayItem]:
    """Papers still to be signed, keys kept longer than their owner asked."""
    for name, text in (("unsigned", "today.transfers_unsigned"), ("ended", "today.trust_ended")):
        condition = chip(tx, name)
        assert condition is not None
        if count := tx.session.scalar(select(func.count()).select_from(Transfer).where(condition)):
            yield TodayItem(register=REGISTER, text=text, count=count, chip=name)


def waiting(service: TransferService, tx: Tx, unit_id: int) -> Iterator[Waiting]:
    """The unit's keys that are here in trust, and what their owner asks (``KEY-5``)."""
    here = and_(Transfer.unit_id == unit_id, in_trust())
    for row in tx.session.scalars(select(Transfer).where(here).order_by(Transfer.id.desc()).limit(5)):
        over = row.until is not None and row.until < directory_find.today(tx)
        words = {"number": row.number, "instruction": row.instruction}
        urgent = Urgent.SOON if over else Urgent.SOMETIME
        text = "waiting.trust_ended" if over else "waiting.transfers"
        yield Waiting(register=REGISTER, text=text, params=words, ref=service.ref(row), urgent=urgent, turn=Turn.MATTER)


def unit_events(service: TransferService, tx: Tx, unit_id: int, limit: int) -> Iterator[UnitEvent]:
    """The unit's entries, the newest first."""
    mine = select(Transfer).where(Transfer.unit_id == unit_id).order_by(Transfer.id.desc()).limit(limit)
    for row in tx.session.scalars(mine):
        way = "→" if row.kind is Kind.HANDED_OVER else "←"
        title = f"{way} {row.resident} {row.items}"[:120]
        yield UnitEvent(at=row.at, ref=service.ref(row), title=title, state=f"transfers.state.{row.state}")
