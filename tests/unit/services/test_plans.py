"""What runs after every save asks an index, however many entries there are (G3): the plans of SQLite itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from deskapp.domain.people import Role
from deskapp.domain.reception import Channel, Kind
from deskapp.services import clocks
from deskapp.services.office import OpenOffice
from tests.factories import Desk


@contextmanager
def watched(office: OpenOffice) -> Iterator[list[tuple[str, Any]]]:
    """The statements that readers run meanwhile."""
    seen: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        seen.append((statement, parameters))

    engine = office.core.database.reader
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def walked_whole(office: OpenOffice, statements: list[tuple[str, Any]]) -> list[str]:
    """The statements that read every row of a register, from its table or from an index that leaves none out."""
    tables = {service.model.__tablename__ for service in office.core.registers}
    found = []
    with office.core.database.reader.connect() as connection:
        partial = connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '% WHERE %'"
        )
        few = {name for (name,) in partial}
        for statement, parameters in statements:
            if statement.startswith(("SELECT", "WITH")):
                plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
                scans = [m for row in plan if (m := re.fullmatch(_SCAN, row[3]))]
                if any(scan["table"] in tables and scan["index"] not in few for scan in scans):
                    found.append(statement)
    return found


_PARTIAL = "SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '% WHERE %'"
#: A walk through a table, by way of an index or not; one through a partial index sees only the rows it is for.
_SCAN = r"SCAN (?P<table>\w+)(?: USING (?:COVERING )?INDEX (?P<index>\w+))?"


def test_g3_a_walk_through_a_table_is_noticed(office: OpenOffice) -> None:
    walks = (
        "SELECT * FROM entry",
        "SELECT unit_id FROM slip ORDER BY unit_id",
        "SELECT count(*) FROM (SELECT 1 FROM complaint WHERE caller = 'x')",
    )
    assert walked_whole(office, [(walk, ()) for walk in walks]) == list(walks)
    runs = "SELECT id FROM complaint WHERE state NOT IN ('closed', 'voided')"
    assert walked_whole(office, [(runs, ()), ("SELECT * FROM entry WHERE id = 1", ())]) == []


@pytest.mark.parametrize("role", [Role.RECEPTIONIST, Role.STEWARD, Role.SUPERVISOR])
def test_g3_what_follows_every_save_walks_no_table(office: OpenOffice, desk: Desk, role: Role) -> None:
    person = desk.as_(role)
    now = desk.clock.now
    for name in registers_of(office, person):
        with watched(office) as statements:
            person.call(f"{name}.counts")
        assert statements, name
        assert walked_whole(office, statements) == [], name
    with watched(office) as statements:
        person.call("today.list")
        person.call("today.due", since=now - timedelta(hours=1), until=now)
        person.call("today.alarms")
        person.call("slips.copies_out")
    assert len(statements) > len(office.core.registers)
    assert walked_whole(office, statements) == []


def registers_of(office: OpenOffice, person: Desk) -> list[str]:
    """The registers that somebody may read, found as the office finds them."""
    with office.core.transaction(person.actor, "test.look", writing=False) as tx:
        return [service.name for service in office.core.registers if service.open_to(tx)]


def test_g3_every_register_answers_for_a_unit_and_for_anothers_entry_by_an_index(
    office: OpenOffice, desk: Desk
) -> None:
    unit = desk.entry().unit_id
    assert unit is not None
    for service in office.core.registers:
        with (
            office.core.transaction(desk.as_(Role.DIRECTOR).actor, "test.look", writing=False) as tx,
            watched(office) as statements,
        ):
            assert list(service.waiting(tx, unit)) is not None
            clocks.spans(service, tx, "dispatch.limit.other")
            for other in office.core.registers:
                assert list(service.linked(tx, other.name, 1)) is not None
        assert walked_whole(office, statements) == [], service.name


def test_g3_picking_a_unit_walks_no_table(office: OpenOffice, desk: Desk) -> None:
    with watched(office) as statements:
        desk.call("directory.unit_card", unit="3-2-1102")
        desk.call("reception.same_matter", unit="3-2-1102", kind=Kind.REPAIR)
    assert walked_whole(office, statements) == []


def test_rec_8_rec_9_what_is_proposed_while_somebody_speaks_walks_no_table(office: OpenOffice, desk: Desk) -> None:
    entry = desk.entry()
    with watched(office) as statements:
        desk.call("reception.promise_default", kind=Kind.REPAIR, channel=Channel.PHONE)
        desk.call("reception.alike", unit="3-2-1202", kind=Kind.REPAIR)
        desk.call("reception.rows", ids=[entry.id])
        desk.call("reception.detail", id=entry.id)
    assert statements
    assert walked_whole(office, statements) == []


def test_rec_9_the_newest_of_a_kind_are_read_in_order_from_the_index(office: OpenOffice, desk: Desk) -> None:
    with watched(office) as statements:
        desk.call("reception.promise_default", kind=Kind.REPAIR, channel=Channel.PHONE)
    asked = [one for one in statements if "promise_start" in one[0]]
    assert len(asked) == 1
    with office.core.database.reader.connect() as connection:
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked[0][0]}", asked[0][1])]
    assert any("ix_entry_kind (kind=?)" in line for line in plan)
    assert not any("TEMP B-TREE" in line for line in plan)


def test_rec_8_an_incident_is_found_by_its_index(office: OpenOffice, desk: Desk) -> None:
    first = desk.entry()
    desk.entry(unit="3-2-1202", incident_id=first.id)
    with watched(office) as statements:
        desk.call("reception.rows", ids=[first.id])
    (asked,) = [one for one in statements if "GROUP BY entry.incident_id" in one[0]]
    with office.core.database.reader.connect() as connection:
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked[0]}", asked[1])]
    assert any("ix_entry_incident" in line for line in plan)
