"""Shelves for accountable mail and their numbered places (``MAIL-9``) [001·2·4.2.2]."""

from __future__ import annotations

import pytest

from deskapp.domain.people import Role
from deskapp.domain.shelves import ShelfAmendDraft, ShelfDraft
from deskapp.errors import Conflict, Invalid, NotAllowed, NotFound
from tests.factories import Desk
from tests.ways.mail import hand_out, receive, shelf


def test_mail_9_a_shelf_has_its_places_numbered_by_boards(desk: Desk) -> None:
    shelf(desk, rows=2, columns=2)
    (row,) = desk.call("shelves.listed")
    assert (row.code, row.name, row.places, row.items, row.building) == ("A", "前台", 4, 0, "")
    assert [place.label for place in desk.call("shelves.places", id=row.id)] == ["A-1-01", "A-1-02", "A-2-01", "A-2-02"]
    labels = desk.call("shelves.labels", id=row.id)
    assert (labels.number, labels.name, labels.labels) == ("A", "前台", ("A-1-01", "A-1-02", "A-2-01", "A-2-02"))


def test_mail_9_what_lies_on_a_shelf_is_counted(desk: Desk) -> None:
    shelf(desk)
    first, _ = receive(desk, place="A-1-02"), receive(desk, place="A-1-02")
    (row,) = desk.call("shelves.listed")
    assert row.items == 2
    hand_out(desk, first)
    assert [place.items for place in desk.call("shelves.places", id=row.id)] == [0, 1, 0, 0, 0, 0]


def test_a_shelf_is_given_up_once_nothing_lies_on_it(desk: Desk) -> None:
    shelf(desk)
    item = receive(desk)
    (row,) = desk.call("shelves.listed")
    with pytest.raises(Invalid) as refused:
        desk.call("shelves.give_up", id=row.id, version=row.version)
    assert [problem.code for problem in refused.value.problems] == ["shelf_not_empty"]
    hand_out(desk, item)
    desk.call("shelves.give_up", id=row.id, version=row.version)
    assert desk.call("shelves.listed") == ()
    assert receive(desk).place == "", "nothing is proposed on a shelf that is given up"
    with pytest.raises(NotFound):
        desk.call("shelves.labels", id=row.id)


def test_a_shelf_is_kept_for_a_building_and_called_otherwise(desk: Desk) -> None:
    shelf(desk)
    (row,) = desk.call("shelves.listed")
    building = next(option for option in desk.call("directory.buildings") if option.code == "5")
    draft = ShelfAmendDraft(name="五栋架", building_id=building.id)
    desk.call("shelves.amend", id=row.id, version=row.version, draft=draft)
    (after,) = desk.call("shelves.listed")
    assert (after.name, after.building) == ("五栋架", "5 栋")
    with pytest.raises(Conflict):
        desk.call("shelves.amend", id=row.id, version=row.version, draft=draft)
    with pytest.raises(Invalid):
        desk.call("shelves.amend", id=row.id, version=after.version, draft=ShelfAmendDraft(name="", building_id=999))


@pytest.mark.parametrize(
    ("draft", "field", "code"),
    [
        (ShelfDraft(code="A", name="又一个"), "code", "duplicate"),
        (ShelfDraft(code="1", name="数字"), "code", "letters_only"),
        (ShelfDraft(code="B", name="大", rows=99), "rows", "out_of_range"),
        (ShelfDraft(code="B", name=""), "name", "required"),
    ],
)
def test_all_4_a_shelf_that_cannot_be_is_refused_at_its_field(
    desk: Desk, draft: ShelfDraft, field: str, code: str
) -> None:
    shelf(desk)
    with pytest.raises(Invalid) as refused:
        desk.call("shelves.make", draft=draft)
    assert {problem.field: problem.code for problem in refused.value.problems} == {field: code}


def test_a_steward_puts_up_no_shelf(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        desk.as_(Role.STEWARD).call("shelves.make", draft=ShelfDraft(code="B", name="架"))
