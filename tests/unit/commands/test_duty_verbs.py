"""The duty registers on the command line: an office's administrator is answered in words (``DUTY-2``, ``DUTY-8``)."""

from __future__ import annotations

from pathlib import Path

import pytest

from deskapp.domain.must_read import NoteDraft
from deskapp.domain.people import Role
from deskapp.domain.roster import PersonDraft
from deskapp.errors import NotFound
from deskapp.services.office import open_office
from tests.factories import Desk, TestClock
from tests.register_files import RECEPTIONIST
from tests.unit.commands.conftest import Desk as CommandLine
from tests.ways import roster


def test_duty_2_of_a_draft_only_the_office_knows_what_it_changes(desk: Desk) -> None:
    roster.people(desk)
    published = roster.publish(desk, roster.begin(desk))
    draft = roster.begin(desk)
    with pytest.raises(NotFound):
        desk.call("roster.changes", old=published.id, new=draft.id)
    assert desk.as_(Role.SUPERVISOR).call("roster.changes", old=published.id, new=draft.id) == ()


def test_duty_2_an_edition_that_is_not_there_is_not_compared(desk: Desk) -> None:
    roster.people(desk)
    published = roster.publish(desk, roster.begin(desk))
    with pytest.raises(NotFound):
        desk.call("roster.changes", old=published.id, new=published.id + 9)


def test_duty_8_who_has_not_read_a_note_is_shown_by_name(deskapp: CommandLine, clock: TestClock, place: Path) -> None:
    office = open_office(place, clock=clock)
    desk = Desk(office, clock)
    chief = desk.as_(Role.SUPERVISOR)
    for role in (Role.STEWARD, Role.DIRECTOR):
        chief.call("roster.set_person", staff_id=desk.as_(role).actor.staff_id, draft=PersonDraft())
    number = chief.call("must_read.write", draft=NoteDraft(title="电梯年检", content="停梯两小时。")).number
    missing = (desk.as_(Role.STEWARD).actor.name, desk.as_(Role.DIRECTOR).actor.name)
    office.close()
    answer = deskapp("show", number, database=place, staff=RECEPTIONIST, language="zh")
    assert f"未读人员: {'、'.join(missing)}\n" in answer.out
