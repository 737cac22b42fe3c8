"""Every register of the house on PostgreSQL: each state of its life cycle, its chips, sorts, search and clocks."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from deskapp.domain.common import Query
from deskapp.domain.people import Role
from deskapp.errors import DeskError
from deskapp.models import load_all
from deskapp.models.base import Base
from deskapp.services.office import OpenOffice, open_office
from deskapp.services.register import RegisterService
from tests.factories import Desk, TestClock, furnish
from tests.registers import name_of, registers
from tests.unit.services.test_lifecycles import bring

UNIT = "3-2-1102"


@pytest.fixture(scope="module")
def clock() -> TestClock:
    """One time for the whole walk."""
    return TestClock()


@pytest.fixture(scope="module")
def office(server: str, clock: TestClock) -> Iterator[OpenOffice]:
    """A furnished register in a database of its own."""
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE DATABASE registers"))
    engine.dispose()
    opened = open_office(server.rpartition("/")[0] + "/registers", create=True, clock=clock)
    furnish(opened)
    yield opened
    opened.close()


@pytest.mark.parametrize("register", registers(), ids=name_of)
def test_every_state_is_reached_listed_found_and_explained(
    office: OpenOffice, clock: TestClock, register: ModuleType
) -> None:
    desk, name = Desk(office, clock), register.REGISTER
    office_, made, details = desk.as_(Role.SUPERVISOR), dict[str, int](), dict[str, Any]()
    for state in register.LIFECYCLE.states:
        made[state] = bring(desk, register.LIFECYCLE, state, "", "")
        details[state] = office_.call(f"{name}.detail", id=made[state])  # of handovers only one is under way at a time
    assert {state: str(detail.state) for state, detail in details.items()} == {state: state for state in made}
    service = office.core.by_name[name]
    assert isinstance(service, RegisterService)
    for chip in register.CHIPS:
        ids = desk.call(f"{name}.ids", query=Query(chip=chip))
        assert len(desk.call(f"{name}.rows", ids=ids)) == len(ids), chip
    assert office_.call(f"{name}.counts")
    columns = importlib.import_module(f"deskapp.ui.desks.{name}").SPEC.columns
    for sort in {"id", "-id", *(f"{way}{column.sort}" for column in columns if column.sort for way in ("", "-"))}:
        assert set(made.values()) <= set(desk.call(f"{name}.ids", query=Query(chip="all", sort=sort))), sort
    for detail in details.values():
        assert detail.id in desk.call(f"{name}.ids", query=Query(chip="all", text=detail.number))
        if getattr(detail, "deadline", None) is not None:
            assert desk.call("deadlines.explain", register=name, id=detail.id).due == detail.deadline.due


def test_what_the_registers_say_together(office: OpenOffice, clock: TestClock) -> None:
    desk = Desk(office, clock)
    card = desk.call("directory.unit_card", unit=UNIT)
    assert {line.register for line in card.waiting} >= {"reception", "slips", "complaints", "specials", "followups"}
    assert desk.call("directory.unit_history", unit_id=card.unit_id)
    assert desk.call("today.list")
    assert desk.call("today.due", since=clock.now, until=clock.now.replace(year=clock.now.year + 1))
    assert desk.call("search.find", text=UNIT)
    report = desk.as_(Role.SUPERVISOR).call("journal.check")
    assert report.findings == ()
    assert all(report.rows[register.REGISTER] for register in registers())


def test_every_index_and_unique_key_of_the_models_is_there(office: OpenOffice) -> None:
    load_all()
    wanted = {index.name for table in Base.metadata.tables.values() for index in table.indexes}
    partial = {
        index.name
        for table in Base.metadata.tables.values()
        for index in table.indexes
        if index.dialect_options["postgresql"].get("where") is not None
    }
    with office.core.database.read() as session:
        found = dict(iter(session.execute(text("SELECT indexname, indexdef FROM pg_indexes"))))
    assert wanted <= found.keys()
    assert partial
    assert {name for name in partial if " WHERE " not in found[str(name)]} == set()


@pytest.mark.parametrize("statement", ["UPDATE journal SET staff_id = 2", "DELETE FROM journal"])
def test_all_3_the_journal_only_grows(office: OpenOffice, statement: str) -> None:
    with pytest.raises(DeskError), office.core.database.write() as session:
        session.execute(text(statement))
