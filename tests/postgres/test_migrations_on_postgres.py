"""Rows of an older program are there after every step of the schema on PostgreSQL too."""

from __future__ import annotations

from sqlalchemy import create_engine, inspect, text

from deskapp.domain.people import Actor, Role
from deskapp.domain.roster import BeginDraft
from deskapp.services import dialects
from deskapp.services.office import open_office
from tests.factories import TestClock
from tests.upgraded import AT, assert_count_stands, count_of_before, put, up_to


def test_counts_and_people_of_before_stand_as_they_stood(server: str) -> None:
    place = server.rpartition("/")[0] + "/upgraded"
    around = create_engine(server, isolation_level="AUTOCOMMIT")
    with around.connect() as connection:
        connection.exec_driver_sql("CREATE DATABASE upgraded")
    around.dispose()
    engine = create_engine(place)
    up_to(engine, "0012", dialects.PostgresAdapter())
    with engine.begin() as connection:
        count_of_before(connection)
    up_to(engine, "0016", dialects.PostgresAdapter())
    with engine.begin() as connection:
        assert_count_stands(connection)
        # Ids go on where they were.
        count = {"number": "QD-202611-0002", "state": "closed", "subject": "keys", "month": "2026-10"}
        put(connection, "inventory", **count, begun_at=AT, compared_at=AT, closed_at=AT, recorder_id=1)
        assert connection.execute(text("SELECT max(id) FROM inventory")).scalar() == 8
    up_to(engine, "head", dialects.PostgresAdapter())
    with engine.connect() as connection:
        assert_count_stands(connection)
        assert not [name for name in inspect(connection).get_table_names() if name.endswith("_before")]
    engine.dispose()
    office, chief = open_office(place, clock=TestClock()), Actor(1, "0001", "周敏", Role.SUPERVISOR)
    office.call(chief, "roster.begin", draft=BeginDraft(month="2026-12"))
    assert [shift.letter for shift in office.call(chief, "shifts.all")] == ["z", "w", "c"]
    office.close()
