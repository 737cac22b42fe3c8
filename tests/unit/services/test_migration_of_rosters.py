"""An office that worked before there were rosters: it draws one up without being set up anew (``DUTY-1``)."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import create_engine

from deskapp.domain.duty_log import Kind, LogDraft
from deskapp.domain.people import Actor, Role
from deskapp.domain.roster import BeginDraft
from deskapp.services import dialects
from deskapp.services.office import open_office
from tests.factories import TestClock
from tests.upgraded import put, up_to


def test_an_office_of_before_draws_up_its_first_roster_with_the_usual_shifts(tmp_path: Path) -> None:
    place = tmp_path / "desk.db"
    engine = create_engine(f"sqlite:///{place}")
    dialects.SqliteAdapter().listen(engine, writing=True)
    up_to(engine, "0016")
    with engine.begin() as connection:
        put(connection, "staff", id=1, code="0001", name="周敏", role="supervisor", active=True)
    engine.dispose()
    office, chief = open_office(place, create=True, clock=TestClock()), Actor(1, "0001", "周敏", Role.SUPERVISOR)
    assert office.call(chief, "shifts.all") == ()
    office.call(chief, "roster.begin", draft=BeginDraft(month="2026-12"))
    office.call(chief, "roster.begin", draft=BeginDraft(month="2027-01"))
    office.call(chief, "duty_log.write", draft=LogDraft(kind=Kind.EVENT, text="启用值班记录"))
    assert [shift.letter for shift in office.call(chief, "shifts.all")] == ["z", "w", "c"]
    wrong = [(each.code, each.params["register"]) for each in office.call(chief, "journal.check").findings]
    assert wrong == [("row", "register.staff.one")]  # put there by hand
    office.close()
