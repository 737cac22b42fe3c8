"""The reads of the running notices: rows, the detail, what touches a unit now (``REC-6``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, or_, select

from deskapp.domain.notices import REGISTER, Extension, NoticeDetail, NoticeRow, State, Told, phase
from deskapp.models.base import inline
from deskapp.models.directory import Building, Unit
from deskapp.models.notices import Notice, NoticeBuilding, NoticeExtension, NoticeTold, running
from deskapp.services import journal, places
from deskapp.services.rulebook import RulebookService
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.notices import NoticeService

#: A notice shows at its units from so long before its start.
DUE_SOON = "notice.due_soon"


def published() -> ColumnElement[bool]:
    """Notices that stand, in the words of the partial index."""
    return and_(running(), Notice.state == inline(State.PUBLISHED))


def in_force(tx: Tx) -> ColumnElement[bool]:
    """Published notices whose time has begun and is not over."""
    return and_(published(), Notice.starts_at <= tx.now, Notice.ends_at > tx.now)


def chip(tx: Tx, name: str) -> ColumnElement[bool] | None:
    """The condition of a chip; the time is reckoned now."""
    conditions: dict[str, ColumnElement[bool] | None] = {
        "open": running(),
        "in_force": in_force(tx),
        "coming": and_(published(), Notice.starts_at > tx.now),
        "past": and_(published(), Notice.ends_at <= tx.now),
        "all": None,
    }
    return conditions[name]


def touching(unit_id: int) -> ColumnElement[bool]:
    """Notices of a unit's building, or of all."""
    building = select(Unit.building_id).where(Unit.id == unit_id).scalar_subquery()
    named = select(NoticeBuilding.id).where(
        NoticeBuilding.notice_id == Notice.id, NoticeBuilding.building_id == building
    )
    return or_(Notice.everywhere, named.exists())


def soon(service: NoticeService, tx: Tx) -> datetime:
    """The latest start that is worth saying today already."""
    return tx.now + service.core.service(RulebookService).span(tx, DUE_SOON)


def near(service: NoticeService, tx: Tx) -> ColumnElement[bool]:
    """Published notices from ``notice.due_soon`` before their start to their end."""
    return and_(published(), Notice.ends_at > tx.now, Notice.starts_at <= soon(service, tx))


def as_rows(service: NoticeService, tx: Tx, found: Sequence[Notice]) -> Iterable[NoticeRow]:
    """Notices as the table shows them."""
    names = service.staff_names(tx, (row.recorder_id for row in found))
    every = places.shortly(building.code for building in places.all_buildings(tx))
    for row in found:
        yield NoticeRow(
            **service.columns(row, NoticeRow, "buildings"),
            phase=phase(row.state, row.starts_at, row.ends_at, tx.now),
            at=row.created_at,
            buildings=every if row.everywhere else places.shortly(row.buildings.split("、")),
            due=row.due_at,
            started=row.due_start or row.created_at,
            handler=names[row.recorder_id],
        )


def detail(service: NoticeService, tx: Tx, row: Notice) -> NoticeDetail:
    """Everything about one notice."""
    return NoticeDetail(
        **service.columns(row, NoticeDetail, "told"),
        phase=phase(row.state, row.starts_at, row.ends_at, tx.now),
        places=tuple(building.name or building.code for building in touched(tx, row)),
        recorder=service.staff_names(tx, (row.recorder_id,))[row.recorder_id],
        deadline=service.clock(row).deadline,
        told=_told(service, tx, row.id),
        extensions=_extensions(service, tx, row.id),
        linked=service.linked_to(tx, row),
        history=journal.history(tx.session, REGISTER, row.id),
    )


def touched(tx: Tx, row: Notice) -> list[Building]:
    """The buildings that a notice names, in the order of their numbers."""
    if row.everywhere:
        return []
    here = select(NoticeBuilding.building_id).where(NoticeBuilding.notice_id == row.id)
    named = set(tx.session.scalars(here))
    return [building for building in places.all_buildings(tx) if building.id in named]


def _told(service: NoticeService, tx: Tx, notice_id: int) -> tuple[Told, ...]:
    here = select(NoticeTold).where(NoticeTold.notice_id == notice_id).order_by(NoticeTold.told_at, NoticeTold.id)
    found = tx.session.scalars(here).all()
    names = service.staff_names(tx, (row.by_id for row in found))
    return tuple(
        Told(at=row.told_at, audience=row.audience, whom=row.whom, told_by=row.told_by, by=names[row.by_id])
        for row in found
    )


def _extensions(service: NoticeService, tx: Tx, notice_id: int) -> tuple[Extension, ...]:
    here = select(NoticeExtension).where(NoticeExtension.notice_id == notice_id).order_by(NoticeExtension.id)
    found = tx.session.scalars(here).all()
    names = service.staff_names(tx, (row.by_id for row in found))
    return tuple(
        Extension(at=row.at, by=names[row.by_id], old_end=row.old_end, new_end=row.new_end, reason=row.reason)
        for row in found
    )


def span(starts_at: datetime, ends_at: datetime) -> str:
    """From when to when, shortly: ``11-21 09:00–17:00``."""
    start, end = starts_at.astimezone(), ends_at.astimezone()
    return (
        f"{start:%m-%d %H:%M}–{end:%H:%M}" if start.date() == end.date() else f"{start:%m-%d %H:%M}–{end:%m-%d %H:%M}"
    )
