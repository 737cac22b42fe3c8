"""The reads of letters and newspapers in bulk: rows, shares by area, the list of a day or a month (``MAIL-1``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, exists, false, or_, select

from deskapp.domain.directory import Use
from deskapp.domain.letters import (
    REGISTER,
    LetterDetail,
    LetterLine,
    LetterList,
    LetterPlace,
    LetterRow,
    LetterShare,
    State,
)
from deskapp.domain.people import Actor, Role
from deskapp.models.directory import Area, Building, Unit
from deskapp.models.letters import LetterBatch, LetterLineRow, damaged, waiting
from deskapp.models.staff import Staff
from deskapp.services import journal, periods, places
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.letters import LetterService

#: Nobody writes to a parking space.
NO_LETTERS = (Use.PARKING, Use.PLANT)
#: So many buildings of no area are named one by one.
_NAMED = 2


def steward(tx: Tx) -> Actor | None:
    """The signed-in person, if that is an area steward."""
    return tx.actor if tx.actor is not None and tx.actor.role is Role.STEWARD else None


def of_area(tx: Tx, *more: ColumnElement[bool]) -> ColumnElement[bool]:
    """Deliveries that brought something for the steward's own area (``roles.md``)."""
    person = steward(tx)
    if person is None or person.area_id is None:
        return false()
    mine = and_(LetterLineRow.batch_id == LetterBatch.id, LetterLineRow.area_id == person.area_id)
    return exists().where(mine, *more)


def to_fetch(tx: Tx) -> ColumnElement[bool]:
    """Deliveries that the steward still has to sign for."""
    return of_area(tx, LetterLineRow.signed_at.is_(None))


def chip(tx: Tx, name: str) -> ColumnElement[bool] | None:
    """The condition of a chip; what waits for others is no steward's matter."""
    wait = and_(waiting(), to_fetch(tx)) if steward(tx) is not None else waiting()
    conditions: dict[str, ColumnElement[bool] | None] = {
        "all": None,
        "waiting": wait,
        "today": LetterBatch.at >= tx.midnight,
        "damaged": damaged(),
    }
    return conditions[name]


def as_rows(service: LetterService, tx: Tx, found: Sequence[LetterBatch]) -> Iterator[LetterRow]:
    """Deliveries as the table shows them."""
    names = service.staff_names(tx, (row.recorder_id for row in found))
    for row in found:
        yield LetterRow(
            **service.columns(row, LetterRow), due=row.due_at, started=row.due_start, handler=names[row.recorder_id]
        )


def detail(service: LetterService, tx: Tx, row: LetterBatch) -> LetterDetail:
    """Everything about one delivery."""
    (made,) = _details(service, tx, [row])
    return made


def _details(service: LetterService, tx: Tx, rows: Sequence[LetterBatch], *, alone: bool = True) -> list[LetterDetail]:
    """Deliveries with their shares; what belongs to one, and what became of it, only for one that stands ``alone``."""
    names = service.staff_names(tx, (row.recorder_id for row in rows))
    shares = _shares(service, tx, [row.id for row in rows])
    return [
        LetterDetail(
            **service.columns(row, LetterDetail),
            recorder=names[row.recorder_id],
            deadline=service.clock(row).deadline,
            shares=tuple(shares.get(row.id, ())),
            linked=service.linked_to(tx, row) if alone else (),
            history=journal.history(tx.session, REGISTER, row.id) if alone else (),
        )
        for row in rows
    ]


def lines_of(tx: Tx, batch_id: int) -> Sequence[LetterLineRow]:
    """A delivery's lines."""
    here = select(LetterLineRow).where(LetterLineRow.batch_id == batch_id)
    return tx.session.scalars(here.order_by(LetterLineRow.id)).all()


def waits_for(tx: Tx, lines: Iterable[LetterLineRow]) -> str:
    """Who has not signed yet: the areas by name, and the buildings that belong to none, many of them by code."""
    areas = _areas(tx)
    left = [line for line in lines if line.signed_at is None]
    named = {line.area_id for line in left if line.area_id is not None}
    alone = {line.building_id for line in left if line.area_id is None}
    rows = [row for id, row in _buildings(tx).items() if id in alone]
    shown = [row.name or row.code for row in rows]
    short = [places.shortly(row.code for row in rows)] if len(rows) > _NAMED else shown
    return "、".join([*(name for id, name in areas.items() if id in named), *short])


def _areas(tx: Tx) -> dict[int, str]:
    return dict(iter(tx.session.execute(select(Area.id, Area.name).order_by(Area.id))))


def _buildings(tx: Tx) -> dict[int, Building]:
    return {row.id: row for row in places.all_buildings(tx)}


def codes_of(tx: Tx) -> dict[int, str]:
    """The code of every building."""
    return {id: row.code for id, row in _buildings(tx).items()}


def _shares(service: LetterService, tx: Tx, ids: Sequence[int]) -> dict[int, list[LetterShare]]:
    """By delivery: area by area, the buildings in the order of their numbers, those of no area at the end."""
    asked = select(LetterLineRow).where(LetterLineRow.batch_id.in_(ids))
    person = steward(tx)
    if person is not None:
        asked = asked.where(LetterLineRow.area_id == person.area_id)
    lines = tx.session.scalars(asked).all()
    order = {id: (at, row) for at, (id, row) in enumerate(_buildings(tx).items())}
    areas, stewards = _areas(tx), _stewards(tx)
    recorders = service.staff_names(tx, (line.recorder_id for line in lines))
    parts: dict[tuple[int, int | None], list[LetterLineRow]] = {}
    for line in sorted(lines, key=lambda line: order[line.building_id][0]):
        parts.setdefault((line.batch_id, line.area_id), []).append(line)
    found: dict[int, list[LetterShare]] = {}
    for (batch_id, area_id), part in sorted(parts.items(), key=_areas_in_order):
        area = areas[area_id] if area_id is not None else ""
        shown = tuple(_line(line, order[line.building_id][1], area) for line in part)
        keeper = stewards.get(area_id, (None, "")) if area_id is not None else (None, "")
        first = part[0]
        found.setdefault(batch_id, []).append(
            LetterShare(
                area_id=area_id, area=area, steward_id=keeper[0], steward=keeper[1],
                letters=sum(line.letters for line in part), newspapers=sum(line.newspapers for line in part),
                signed_at=first.signed_at, signer=first.signer, recorder=recorders[first.recorder_id], lines=shown,
            )
        )  # fmt: skip
    return found


def _areas_in_order(part: tuple[tuple[int, int | None], object]) -> tuple[int, bool, int]:
    batch_id, area_id = part[0]
    return batch_id, area_id is None, area_id or 0


def _line(line: LetterLineRow, building: Building, area: str) -> LetterLine:
    return LetterLine(
        id=line.id, building=building.code, name=building.name or building.code, area_id=line.area_id, area=area,
        letters=line.letters, newspapers=line.newspapers, signed_at=line.signed_at, signer=line.signer,
    )  # fmt: skip


def _stewards(tx: Tx) -> dict[int | None, tuple[int | None, str]]:
    """Whose area each is; where two share one, whoever comes first by code."""
    here = select(Staff).where(Staff.active, Staff.role == Role.STEWARD, Staff.area_id.is_not(None))
    found: dict[int | None, tuple[int | None, str]] = {}
    for row in tx.session.scalars(here.order_by(Staff.code)):
        found.setdefault(row.area_id, (row.id, row.name))
    return found


def letter_boxes(tx: Tx) -> tuple[LetterPlace, ...]:
    """The buildings to be counted, area by area: all but those that have parking spaces and plant rooms only."""
    units = select(Unit.id).where(Unit.building_id == Building.id)
    fit = or_(units.where(Unit.use.not_in(NO_LETTERS)).exists(), ~units.exists())
    lived_in = set(tx.session.scalars(select(Building.id).where(fit)))
    areas = _areas(tx)
    rows = sorted(
        (row for row in places.all_buildings(tx) if row.id in lived_in),
        key=lambda row: (row.area_id is None, row.area_id or 0),
    )
    return tuple(
        LetterPlace(code=row.code, name=row.name or row.code, group=areas[row.area_id] if row.area_id else "")
        for row in rows
    )


def listed(service: LetterService, tx: Tx, digits: int) -> LetterList:
    """The deliveries of a day or a month, in order; raises NotFound for no such period."""
    name, since, until = periods.period(digits)
    here = select(LetterBatch).where(LetterBatch.at >= since, LetterBatch.at < until)
    rows = tx.session.scalars(here.order_by(LetterBatch.at, LetterBatch.id)).all()
    found = _details(service, tx, rows, alone=False)
    standing = [row for row in found if row.state is not State.VOIDED]
    return LetterList(
        number=name, rows=tuple(found), letters=sum(row.letters for row in standing),
        newspapers=sum(row.newspapers for row in standing),
    )  # fmt: skip
