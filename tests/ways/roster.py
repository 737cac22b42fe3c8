"""A roster of the test's own: people, shifts, a draft of a month."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from deskapp.domain.people import Role
from deskapp.domain.roster import BeginDraft, CellPut, CellsDraft, PersonDraft, PublishDraft, Sheet, Start
from tests.factories import Desk

MONTH = "2026-12"


def people(desk: Desk, *roles: Role) -> tuple[int, ...]:
    """Put one person of each role on the roster, the first of them experienced; their ids."""
    chief = desk.as_(Role.SUPERVISOR)
    ids = tuple(desk.as_(role).actor.staff_id for role in roles or (Role.RECEPTIONIST, Role.STEWARD, Role.SUPERVISOR))
    for at, id in enumerate(ids):
        chief.call("roster.set_person", staff_id=id, draft=PersonDraft(experienced=at == 0))
    return ids


def begin(desk: Desk, month: str = MONTH, start: Start = Start.EMPTY) -> Sheet:
    """A draft of a month."""
    chief = desk.as_(Role.SUPERVISOR)
    change = chief.call("roster.begin", draft=BeginDraft(month=month, start=start))
    return read(desk, change.ref.id)


def read(desk: Desk, id: int) -> Sheet:
    """An edition as it stands."""
    sheet = desk.as_(Role.SUPERVISOR).call("roster.sheet", id=id)
    assert isinstance(sheet, Sheet)
    return sheet


def put(desk: Desk, sheet: Sheet, cells: Mapping[tuple[int, date], str]) -> Sheet:
    """Cells by letter."""
    puts = tuple(CellPut(staff_id=who, day=day, shift=letter) for (who, day), letter in cells.items())
    chief = desk.as_(Role.SUPERVISOR)
    chief.call("roster.put", id=sheet.id, version=read(desk, sheet.id).version, draft=CellsDraft(cells=puts))
    return read(desk, sheet.id)


def publish(desk: Desk, sheet: Sheet, note: str = "人手不足") -> Sheet:
    """Publish a draft."""
    version = read(desk, sheet.id).version
    desk.as_(Role.SUPERVISOR).call("roster.publish", id=sheet.id, version=version, draft=PublishDraft(note=note))
    return read(desk, sheet.id)
