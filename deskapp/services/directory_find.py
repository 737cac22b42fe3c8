"""Who is meant: a unit code in any punctuation, a name, pinyin, the end of a phone (``ALL-5``, ``REC-1``)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from deskapp.domain.common import Hit, Ref
from deskapp.domain.directory import CallerHit, Relation
from deskapp.models.directory import Resident, Tie, Unit
from deskapp.services import directory_codes as codes
from deskapp.services import search_index
from deskapp.services.directory_residents import RESIDENT, resident_words
from deskapp.services.directory_writes import UNIT, unit_words
from deskapp.services.tokens import Searchable
from deskapp.services.verbs import Tx

#: Longer than any code, name or phone: nothing is found by it.
LONGEST = 60
#: Who is named first of a unit's residents: whoever lives there.
_FIRST = {Relation.TENANT: 0, Relation.OWNER: 1, Relation.FAMILY: 2, Relation.AGENT: 3}


def today(tx: Tx) -> date:
    """The office's day."""
    return tx.now.astimezone().date()


def current(tx: Tx) -> ColumnElement[bool]:
    """Ties that have not ended, of records that were not merged away (``DIR-1``, ``DIR-2``)."""
    return and_(or_(Tie.until.is_(None), Tie.until >= today(tx)), Resident.merged_into.is_(None))


def askable(text: str) -> str:
    """What can be asked of what was typed: no control characters, no halves of characters, nothing too long."""
    plain = "".join(char for char in text if unicodedata.category(char) not in {"Cc", "Cs", "Cn"}).strip()
    return plain if len(plain) <= LONGEST else ""


def find_units(tx: Tx, text: str, limit: int) -> list[int]:
    """Units whose code begins with what was typed: the very code first, then by code."""
    text = askable(text)
    bare = codes.squeezed(text)
    if not bare:
        return []
    readings = codes.readings(text)
    rank = case((Unit.code.in_(readings), 0), (Unit.squeezed == bare, 1), *_prefixes(readings), else_=3)
    chosen = select(Unit.id).where(Unit.squeezed.startswith(bare, autoescape=True))
    return list(tx.session.scalars(chosen.order_by(rank, func.length(Unit.squeezed), Unit.squeezed).limit(limit)))


def _prefixes(readings: Iterable[str]) -> list[tuple[ColumnElement[bool], int]]:
    """``3-2`` means entrance 2 of building 3 before it means building 32."""
    return [(Unit.code.startswith(f"{code}-", autoescape=True), 2) for code in readings]


def find_residents(tx: Tx, text: str, limit: int) -> list[int]:
    """Residents by name, pinyin or phone."""
    return search_index.find(tx.session, RESIDENT, askable(text), limit, load_residents)


def find_inside(tx: Tx, text: str, limit: int) -> list[int]:
    """Units that have what was typed anywhere in their code: the room alone."""
    return search_index.find(tx.session, UNIT, askable(text), limit, load_units)


def load_residents(session: Session, ids: Sequence[int]) -> dict[int, Searchable]:
    """The words of some residents, for the index's recheck."""
    return {row.id: resident_words(row) for row in session.scalars(select(Resident).where(Resident.id.in_(list(ids))))}


def load_units(session: Session, ids: Sequence[int]) -> dict[int, Searchable]:
    """The words of some units, for the index's recheck."""
    return {row.id: unit_words(row) for row in session.scalars(select(Unit).where(Unit.id.in_(list(ids))))}


def find_caller(tx: Tx, text: str, limit: int) -> tuple[CallerHit, ...]:
    """Every current tie that is meant: the exact code, codes that begin so, people, codes that have it inside."""
    limit = max(1, min(limit, 100))
    found: dict[tuple[int, int | None], CallerHit] = {}
    _take(found, _of_units(tx, find_units(tx, text, limit)))
    if len(found) < limit:
        _take(found, _of_residents(tx, find_residents(tx, text, limit)))
    if len(found) < limit:
        _take(found, _of_units(tx, find_inside(tx, text, limit)))
    return tuple(found.values())[:limit]


def _take(found: dict[tuple[int, int | None], CallerHit], hits: Iterable[CallerHit]) -> None:
    for hit in hits:
        found.setdefault((hit.unit_id, hit.resident_id), hit)


def _ties(tx: Tx) -> Select[int, str, int, str, str, str, Relation]:
    return (
        select(Unit.id, Unit.code, Resident.id, Resident.name, Resident.address_as, Resident.phones, Tie.relation)
        .join(Tie, Tie.unit_id == Unit.id)
        .join(Resident, Resident.id == Tie.resident_id)
        .where(current(tx))
        .order_by(Tie.id)
    )


def _of_units(tx: Tx, unit_ids: list[int]) -> list[CallerHit]:
    """The current ties of units in their order, whoever lives there first; a unit without any stands alone."""
    if not unit_ids:
        return []
    hits = [_hit(*row) for row in tx.session.execute(_ties(tx).where(Unit.id.in_(unit_ids)))]
    tied = {hit.unit_id for hit in hits}
    bare = [id for id in unit_ids if id not in tied]
    alone = tx.session.execute(select(Unit.id, Unit.code).where(Unit.id.in_(bare))) if bare else ()
    hits += [_hit(id, code, None, "", "", "", None) for id, code in alone]
    place = {id: at for at, id in enumerate(unit_ids)}
    return sorted(hits, key=lambda hit: (place[hit.unit_id], _FIRST[hit.relation] if hit.relation else 0))


def _of_residents(tx: Tx, resident_ids: list[int]) -> list[CallerHit]:
    if not resident_ids:
        return []
    place = {id: at for at, id in enumerate(resident_ids)}
    hits = [_hit(*row) for row in tx.session.execute(_ties(tx).where(Resident.id.in_(resident_ids)))]
    return sorted(hits, key=lambda hit: place[hit.resident_id or 0])


def _hit(
    unit_id: int, unit: str, resident_id: int | None, name: str, as_: str, phones: str, relation: Relation | None
) -> CallerHit:
    phone = next(iter(codes.split_phones(phones)), "")
    return CallerHit(
        unit_id=unit_id, unit=unit, resident_id=resident_id, name=name, address_as=as_, phone=phone, relation=relation
    )


def hits(tx: Tx, text: str, limit: int) -> list[Hit]:
    """What the search box shows of the directory: units by code, residents by name, pinyin or phone (``ALL-5``)."""
    unit_ids = find_units(tx, text, limit)
    unit_ids += [id for id in find_inside(tx, text, limit) if id not in unit_ids]
    found = _unit_hits(tx, unit_ids[:limit])
    room = limit - len(found)
    return found + (_resident_hits(tx, find_residents(tx, text, room)) if room > 0 else [])


def _unit_hits(tx: Tx, unit_ids: list[int]) -> list[Hit]:
    if not unit_ids:
        return []
    names = names_of(tx, unit_ids)
    units = {unit.id: unit for unit in tx.session.scalars(select(Unit).where(Unit.id.in_(unit_ids)))}
    chosen = (units[id] for id in unit_ids)
    return [
        Hit(
            ref=Ref(UNIT, unit.id, unit.code),
            title=unit.code,
            subtitle=", ".join(name for name, _ in names.get(unit.id, ())),
            state=f"directory.state.{unit.state.value}",
        )
        for unit in chosen
    ]


def _resident_hits(tx: Tx, resident_ids: list[int]) -> list[Hit]:
    if not resident_ids:
        return []
    homes: dict[int, list[str]] = {}
    for row in tx.session.execute(_ties(tx).where(Resident.id.in_(resident_ids))):
        homes.setdefault(row[2], []).append(row[1])
    people = {row.id: row for row in tx.session.scalars(select(Resident).where(Resident.id.in_(resident_ids)))}
    return [
        Hit(ref=Ref(RESIDENT, id, people[id].name), title=people[id].name, subtitle=", ".join(homes.get(id, ())))
        for id in resident_ids
        if id in people and people[id].merged_into is None
    ]


def names_of(tx: Tx, unit_ids: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    """Names and phones of the current residents of some units, whoever lives there first."""
    rows = sorted(tx.session.execute(_ties(tx).where(Unit.id.in_(list(unit_ids)))), key=lambda row: _FIRST[row[6]])
    found: dict[int, dict[str, str]] = {}
    for unit_id, _, _, name, _, phones, _ in rows:
        found.setdefault(unit_id, {}).setdefault(name, phones)
    return {unit_id: list(people.items()) for unit_id, people in found.items()}
