"""The directory on PostgreSQL: the same finds, the same order, the same workbook out and in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from deskapp.domain.common import Query
from deskapp.domain.directory import ResidentDraft, TieDraft
from deskapp.domain.people import Role
from deskapp.services.office import open_office
from tests.factories import Desk, TestClock, furnish


@pytest.fixture
def chief(server: str) -> Iterator[Desk]:
    """A supervisor at a furnished register in a database of the test's own."""
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE DATABASE directory"))
    engine.dispose()
    own = server.rpartition("/")[0] + "/directory"
    office = open_office(own, create=True, clock=TestClock())
    furnish(office)
    yield Desk(office, TestClock(), Role.SUPERVISOR)
    office.close()


def test_everything_the_directory_does_is_done_on_postgresql_too(chief: Desk, tmp_path: Path) -> None:
    for typed, unit in (("321102", "3-2-1102"), ("3栋2单元1102", "3-2-1102"), ("zs", "5-1-0603"), ("5678", "5-1-0603")):
        assert chief.call("directory.find_caller", text=typed)[0].unit == unit
    for sort in ("code", "-code", "state", "use", "floor", "area", "-id"):
        ids = chief.call("directory.ids", query=Query(sort=sort, text="陈"))
        assert [row.code for row in chief.call("directory.rows", ids=ids)] == ["3-2-1102"]
    assert chief.call("directory.counts")["all"] == 3
    gone = chief.call("directory.save_resident", draft=ResidentDraft(name="陈静", ties=(TieDraft(unit="3-2-1202"),))).id
    keep = chief.call("directory.unit_card", unit="3-2-1102").residents[0].resident_id
    chief.call("directory.merge_residents", keep=keep, gone=gone)
    path = chief.call("directory.export_workbook", path=str(tmp_path / "out.xlsx"))
    report = chief.call("directory.import_workbook", path=path, dry_run=False)
    assert (report.bad, {name.partition(".")[2] for name in report.counts}) == ((), {"same"})
    assert chief.call("journal.check").sound
