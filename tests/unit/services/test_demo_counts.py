"""The demo on the days on which keys are counted: the month's count is half done, and blind (``KEY-6``)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from deskapp.domain.common import Query
from deskapp.domain.inventories import State, Subject
from deskapp.domain.people import Role
from deskapp.services.demo import generate
from deskapp.services.office import open_office
from tests.factories import actor_of


def test_key_6_on_the_counting_days_the_demos_count_is_under_way(tmp_path: Path) -> None:
    now = datetime(2026, 11, 25, 14, 40).astimezone()
    generate(tmp_path / "d.db", units=120, years=0.2, entries=300, seed=5, now=now)
    office = open_office(tmp_path / "d.db", clock=lambda: now)
    person = actor_of(office, Role.SUPERVISOR)
    (running,) = office.call(person, "inventories.ids", query=Query(chip="open"))
    count = office.call(person, "inventories.detail", id=running)
    assert (count.state, count.month, count.differences, count.different) == (State.COUNTING, "2026-11", (), 0)
    assert 0 < count.counted < count.total
    closed = office.call(person, "inventories.ids", query=Query(chip="closed"))
    assert closed
    told = [office.call(person, "inventories.detail", id=id) for id in closed]
    assert all(one.explained == one.different for one in told)
    assert all(one.reported_to for one in told if one.subject == Subject.KEYS)
    shelves = [one for one in told if one.subject == Subject.MAIL]
    assert shelves
    assert all(one.counted == one.total and one.closed_by for one in shelves)
    assert any(one.things for one in shelves)
    assert office.call(person, "journal.check").sound
    office.close()
