"""The reads of the complaints: rows, the detail, figures, its rows of Today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from deskapp.domain.common import Ref, TodayItem, Turn, Waiting
from deskapp.domain.complaint_rows import ComplaintDetail, ComplaintRow, Escalation, Figures, JoinedUnit, Progress
from deskapp.domain.complaints import REGISTER, State
from deskapp.domain.directory import UnitEvent
from deskapp.domain.reception import Category
from deskapp.models.base import inline
from deskapp.models.complaints import (
    Complaint,
    ComplaintProgress,
    ComplaintStep,
    ComplaintUnit,
    not_voided,
    running,
)
from deskapp.models.directory import Department
from deskapp.models.reception import Entry
from deskapp.models.slips import Slip
from deskapp.services import complaint_links as links
from deskapp.services import journal
from deskapp.services.rulebook import RulebookService
from deskapp.services.verbs import Tx

if TYPE_CHECKING:
    from deskapp.services.complaints import ComplaintService

CONTENT_SHOWN = 200


def chip(tx: Tx, name: str) -> ColumnElement[bool] | None:
    """The condition of a chip."""
    conditions: dict[str, ColumnElement[bool] | None] = {
        "open": running(),
        "unclassed": and_(Complaint.validity.is_(None), not_voided()),
        "mine": and_(running(), Complaint.handler_id == tx.staff_id),
        "late": and_(Complaint.due_at.is_not(None), Complaint.due_at <= tx.now, Complaint.paused_at.is_(None)),
        "collective": and_(Complaint.collective_at.is_not(None), not_voided()),
        "referred": and_(running(), Complaint.state == State.REFERRED),
        "all": None,
    }
    return conditions[name]


def department_name() -> ColumnElement[str]:
    """The name of a complaint's department, to sort by."""
    return select(Department.name).where(Department.id == Complaint.department_id).scalar_subquery()


def of_unit(unit_id: int) -> ColumnElement[bool]:
    """The complaints of a unit, and those it joined."""
    joined = select(ComplaintUnit.complaint_id).where(ComplaintUnit.unit_id == unit_id, ~ComplaintUnit.withdrawn)
    return or_(Complaint.unit_id == unit_id, Complaint.id.in_(joined))


def as_rows(service: ComplaintService, tx: Tx, found: Sequence[Complaint]) -> Iterable[ComplaintRow]:
    """Complaints as the table shows them."""
    names = service.staff_names(tx, (row.handler_id for row in found))
    departments = service.departments(tx)
    for row in found:
        yield ComplaintRow(
            **service.columns(row, ComplaintRow, "content"),
            unit=row.unit_code,
            content=row.content[:CONTENT_SHOWN],
            department=departments.get(row.department_id, ""),
            due=None if row.paused_at else row.due_at,
            started=row.due_start or row.at,
            paused=row.paused_at is not None,
            handler=names[row.handler_id],
        )


def detail(service: ComplaintService, tx: Tx, row: Complaint) -> ComplaintDetail:
    """Everything about one complaint."""
    staff = (row.recorder_id, row.handler_id, row.classer_id, row.approver_id)
    names = service.staff_names(tx, staff)
    entry = tx.session.get_one(Entry, row.entry_id)
    slips = tx.session.execute(select(Slip.id, Slip.number).where(Slip.entry_id == row.entry_id).order_by(Slip.id))
    previous = tx.session.get(Complaint, row.previous_id) if row.previous_id else None
    later = links.following(tx, row)
    return ComplaintDetail(
        **service.columns(row, ComplaintDetail),
        unit=row.unit_code,
        entry=Ref("reception", entry.id, entry.number),
        channel=entry.channel.value,
        told_at=entry.told_at,
        result=entry.result,
        department=service.departments(tx).get(row.department_id, ""),
        classed_by=names[row.classer_id],
        approver=names[row.approver_id],
        recorder=names[row.recorder_id],
        handler=names[row.handler_id],
        deadline=service.clock(row).deadline,
        previous=service.ref(previous) if previous else None,
        following=service.ref(later) if later else None,
        units_needed=service.core.service(RulebookService).number(tx, "complaint.collective_units"),
        units=_units(service, tx, row.id),
        steps=_steps(service, tx, row.id),
        progress=_progress(service, tx, row.id),
        slips=tuple(Ref("slips", id, number) for id, number in slips),
        linked=service.linked_to(tx, row),
        history=journal.history(tx.session, REGISTER, row.id),
    )


def _units(service: ComplaintService, tx: Tx, id: int) -> tuple[JoinedUnit, ...]:
    found = tx.session.execute(
        select(ComplaintUnit, Entry.number)
        .outerjoin(Entry, Entry.id == ComplaintUnit.entry_id)
        .where(ComplaintUnit.complaint_id == id)
        .order_by(ComplaintUnit.id)
    ).all()
    names = service.staff_names(tx, (unit.by_id for unit, _ in found))
    return tuple(
        JoinedUnit(
            at=unit.at, by=names[unit.by_id], unit=unit.unit_code, caller=unit.caller, phone=unit.phone,
            entry=Ref("reception", unit.entry_id, number) if unit.entry_id else None, withdrawn=unit.withdrawn,
        )
        for unit, number in found
    )  # fmt: skip


def _steps(service: ComplaintService, tx: Tx, id: int) -> tuple[Escalation, ...]:
    found = tx.session.scalars(
        select(ComplaintStep).where(ComplaintStep.complaint_id == id).order_by(ComplaintStep.id)
    ).all()
    names = service.staff_names(tx, (step.by_id for step in found))
    return tuple(
        Escalation(
            level=step.level, at=step.at, by=names[step.by_id], reason=step.reason, instruction=step.instruction,
            instructor=step.instructor, instructed_at=step.instructed_at,
        )
        for step in found
    )  # fmt: skip


def _progress(service: ComplaintService, tx: Tx, id: int) -> tuple[Progress, ...]:
    found = tx.session.scalars(
        select(ComplaintProgress).where(ComplaintProgress.complaint_id == id).order_by(ComplaintProgress.id)
    ).all()
    names = service.staff_names(tx, (word.by_id for word in found))
    return tuple(Progress(at=word.at, by=names[word.by_id], text=word.text, told=word.told) for word in found)


def figures(tx: Tx, since: datetime, until: datetime) -> Figures:
    """The figures of the complaints received from ``since`` on and before ``until``."""
    here = Complaint.at >= since, Complaint.at < until, not_voided()

    def count(column: Any) -> dict[Any, int]:
        return dict(iter(tx.session.execute(select(column, func.count()).where(*here).group_by(column))))

    categories, validities = Counter(count(Complaint.category)), count(Complaint.validity)
    unclassed = validities.pop(None, 0)
    total = sum(categories.values())
    closed = Complaint.state == inline(State.CLOSED)
    later = Complaint.__table__.alias("later")
    renewed = exists().where(later.c.previous_id == Complaint.id)

    def how_many(*conditions: ColumnElement[bool]) -> int:
        return tx.session.scalar(select(func.count()).select_from(Complaint).where(*here, *conditions)) or 0

    ended, in_time = how_many(closed), how_many(closed, Complaint.missed == 0)
    return Figures(
        total=total,
        categories={category.value: categories[category] for category in Category},
        validities={validity.value: number for validity, number in validities.items()},
        unclassed=unclassed,
        closed=ended,
        in_time=in_time,
        collective=how_many(Complaint.collective_at.is_not(None)),
        renewed=how_many(renewed),
        validity_rate=_percent(validities.get("valid", 0), total),
        in_time_rate=_percent(in_time, ended),
    )


def _percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None


def today(service: ComplaintService, tx: Tx) -> Iterable[TodayItem]:
    """How many are replied to and still open, how many clocks stand still; running ones come by themselves."""
    here = and_(running(), service.readable(tx))

    def how_many(condition: ColumnElement[bool]) -> int:
        return tx.session.scalar(select(func.count()).select_from(Complaint).where(here, condition)) or 0

    if count := how_many(Complaint.state == State.REPLIED):
        yield TodayItem(register=REGISTER, text="today.complaints_to_close", count=count, chip="open")
    if count := how_many(Complaint.paused_at.is_not(None)):
        yield TodayItem(register=REGISTER, text="today.complaints_waiting", count=count, chip="open")


def waiting(service: ComplaintService, tx: Tx, unit_id: int) -> Iterable[Waiting]:
    """Complaints of the unit that run, and those it joined (``REC-1``)."""
    here = and_(of_unit(unit_id), running(), service.readable(tx))
    for row in tx.session.scalars(select(Complaint).where(here).order_by(Complaint.id.desc()).limit(5)):
        params = {"number": row.number, "category": f"complaints.category.{row.category}"}
        yield Waiting(
            register=REGISTER, text="waiting.complaints", params=params, ref=service.ref(row),
            urgent=service.presses(tx, row), turn=Turn.COMPLAINT,
        )  # fmt: skip


def unit_events(service: ComplaintService, tx: Tx, unit_id: int, limit: int) -> Iterable[UnitEvent]:
    """The unit's complaints, the newest first."""
    here = and_(of_unit(unit_id), service.readable(tx))
    for row in tx.session.scalars(select(Complaint).where(here).order_by(Complaint.id.desc()).limit(limit)):
        state = f"complaints.state.{row.state}"
        yield UnitEvent(at=row.at, ref=service.ref(row), title=row.content[:120], state=state)
