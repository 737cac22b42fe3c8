"""What runs after every save asks an index, however many entries there are (G3): the plans of SQLite itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from deskapp.domain.people import Role
from deskapp.domain.reception import Channel, Kind
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
    """The statements that read every entry or every slip."""
    found = []
    with office.core.database.reader.connect() as connection:
        for statement, parameters in statements:
            if statement.startswith(("SELECT", "WITH")):
                plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
                if any(re.fullmatch(r"SCAN (entry|slip)", row[3]) for row in plan):
                    found.append(statement)
    return found


@pytest.mark.parametrize("role", [Role.RECEPTIONIST, Role.STEWARD])
@pytest.mark.parametrize("verb", ["reception.counts", "slips.counts", "today.list", "slips.copies_out"])
def test_g3_what_follows_every_save_walks_no_table(office: OpenOffice, desk: Desk, role: Role, verb: str) -> None:
    person = desk.as_(role)
    with watched(office) as statements:
        person.call(verb)
    assert statements
    assert walked_whole(office, statements) == []


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
