"""The same models and services on PostgreSQL: nothing outside the adapter may be refused there."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import text

from deskapp.domain.common import Query
from deskapp.domain.people import Role
from deskapp.domain.reception import LIFECYCLE as ENTRY
from deskapp.domain.slips import LIFECYCLE as SLIP
from deskapp.errors import DeskError
from deskapp.services.office import open_office
from tests.factories import Desk, TestClock, furnish


def test_a_morning_on_postgresql(server: str) -> None:
    clock = TestClock()
    office = open_office(server, create=True, clock=clock)
    furnish(office)
    desk = Desk(office, clock)
    for state in ENTRY.states:
        assert desk.entry_in(state).state == state
    for state in SLIP.states:
        assert desk.slip_in(state).state == state
    for chip in ("open", "mine", "today", "complaints", "overdue", "all"):
        desk.call("reception.ids", query=Query(chip=chip, sort="unit"))
    assert desk.call("search.find", text="漏水")
    assert [hit.title for hit in desk.call("search.find", text="chenj")] == ["陈静"]
    assert desk.call("directory.find_caller", text="321102")[0].unit == "3-2-1102"
    assert desk.call("directory.find_caller", text="5678")[0].name == "张三"
    assert desk.call("today.list")
    assert desk.call("slips.copies_out")

    again = open_office(server, clock=clock)
    two_counters(desk, Desk(again, clock))
    rows = desk.call("reception.rows", ids=desk.call("reception.ids", query=Query(sort="id")))
    assert [row.number for row in rows] == [f"JD-202611-{n:04d}" for n in range(1, len(rows) + 1)]
    assert desk.as_(Role.SUPERVISOR).call("journal.check").sound

    for statement in ("UPDATE journal SET staff_id = 2", "DELETE FROM journal"):
        with pytest.raises(DeskError), office.core.database.write() as session:
            session.execute(text(statement))
    with pytest.raises(DeskError), office.core.database.read() as session:
        session.execute(text("DELETE FROM entry"))
    for opened in (again, office):
        opened.close()


def two_counters(*desks: Desk) -> None:
    """Two counters record at the same time, one entries and slips, the other drafts as well."""

    def work(desk: Desk) -> None:
        for number in range(20):
            entry = desk.entry()
            desk.slip(entry_id=entry.id)
            desk.call("drafts.keep", client_id=f"{id(desk)}-{number}", place="reception.record", body={})

    threads = [threading.Thread(target=work, args=(desk,)) for desk in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
