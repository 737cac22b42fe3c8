"""A published roster for tests about who is on duty."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from deskapp.domain.people import Role
from deskapp.domain.roster import BeginDraft, CellPut, CellsDraft, PersonDraft, PublishDraft
from tests.factories import Desk

#: A Monday; the early shift goes until 14:00, the late one from then on.
DAY = date(2026, 11, 23)


def at(hour: int, minute: int = 0) -> datetime:
    """A time of that day, by the office's clock."""
    return datetime.combine(DAY, time(hour, minute)).astimezone()


def publish(desk: Desk, cells: Iterable[tuple[Role, str]]) -> None:
    """The people of some roles on duty that day, by the letters of their shifts, and nobody else."""
    office, put = desk.as_(Role.SUPERVISOR), list[CellPut]()
    for role, letter in cells:
        staff_id = desk.as_(role).actor.staff_id
        office.call("roster.set_person", staff_id=staff_id, draft=PersonDraft(experienced=True))
        put.append(CellPut(staff_id=staff_id, day=DAY, shift=letter))
    id = office.call("roster.begin", draft=BeginDraft(month=f"{DAY:%Y-%m}")).id
    version = office.call("roster.sheet", id=id).version
    office.call("roster.put", id=id, version=version, draft=CellsDraft(cells=tuple(put)))
    version = office.call("roster.sheet", id=id).version
    office.call("roster.publish", id=id, version=version, draft=PublishDraft(note="试排"))
