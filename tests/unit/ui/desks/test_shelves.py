"""Setting up the mail shelves, by keys: one in a form, how much lies at each place, given up, counted (``MAIL-9``)."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deskapp.app import open_papers
from deskapp.domain.mail import ItemDraft
from deskapp.domain.people import Role
from deskapp.domain.shelves import ShelfDraft
from deskapp.ui.common.form import Form
from deskapp.ui.common.shelf_page import ShelfPage
from deskapp.ui.context import Context
from deskapp.ui.desks.shelves import DESK, ShelvesDesk
from tests.factories import Desk, actor_of
from tests.unit.ui.hands import enter_text, press, put_up

CTRL = Qt.KeyboardModifier.ControlModifier


def build(qtbot: QtBot, context: Context, desk: Desk, role: Role = Role.RECEPTIONIST) -> ShelvesDesk:
    context.actor = actor_of(desk.office, role)  # type: ignore[arg-type]
    made = DESK.build(context)
    assert isinstance(made, ShelvesDesk)
    put_up(qtbot, made, 1200, 700)
    made.setFocus()
    return made


@pytest.fixture
def page(qtbot: QtBot, context: Context, desk: Desk) -> ShelvesDesk:
    return build(qtbot, context, desk)


@pytest.fixture
def items(desk: Desk) -> list[str]:
    """A shelf of 2 × 3 places, two items at its first and one at its last; their numbers."""
    desk.call("shelves.make", draft=ShelfDraft(code="A", name="前台左", rows=2, columns=3))
    lying = (("SF1000000011", "A-1-01"), ("SF1000000022", "A-1-01"), ("YT9000000033", "A-2-03"))
    drafts = (ItemDraft(tracking=code, unit="3-2-1102", recipient="陈静", place=place) for code, place in lying)
    return [desk.call("mail.receive", draft=draft).number for draft in drafts]


def form(page: ShelvesDesk) -> Form:
    assert page.pane.form is not None
    return page.pane.form


def shown(page: ShelvesDesk) -> ShelfPage:
    assert isinstance(page.pane.page, ShelfPage)
    return page.pane.page


def cells(page: ShelvesDesk, row: int = 0) -> list[str]:
    found = (page.table.item(row, column) for column in range(page.table.columnCount()))
    return [cell.text() for cell in found if cell is not None]


def grid(page: ShelvesDesk) -> list[list[str]]:
    table = shown(page).grid
    cells = [[table.item(row, column) for column in range(table.columnCount())] for row in range(table.rowCount())]
    return [[cell.text() if cell is not None else "" for cell in row] for row in cells]


def told(page: ShelvesDesk) -> str:
    return " ".join(f"{fact.label} {fact.text}" for fact in shown(page).lying._facts)


def test_mail_9_a_shelf_of_5_boards_by_6_places_is_put_up_in_one_form(page: ShelvesDesk, desk: Desk) -> None:
    assert "5 boards of 6 places" in page.nothing.line.text()
    page.new_entry()
    assert form(page).values()["code"] == "A"
    assert "30 places, numbered A-1-01 to A-5-06" in form(page).rows["columns"].hint.text()
    enter_text(form(page).editors["name"].target, "前台左")
    for _ in range(4):
        press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.pane.primary
    press(Qt.Key.Key_Space)
    assert cells(page) == ["A", "前台左", "5 × 6", "–", "30", "0"]
    assert [place.label for place in desk.call("shelves.places", id=1)][::29] == ["A-1-01", "A-5-06"]
    page.new_entry()
    assert form(page).values()["code"] == "B"


def test_a_new_shelf_begins_with_its_name_where_there_is_room_for_one_page_only(
    page: ShelvesDesk, items: list[str]
) -> None:
    page.reload()
    page.resize(500, 600)
    QApplication.processEvents()
    assert page.narrow
    page.table.setFocus()
    page.new_entry()
    assert QApplication.focusWidget() is form(page).editors["name"].target


def test_mail_9_a_shelf_says_how_much_lies_on_it_and_at_each_place(
    page: ShelvesDesk, desk: Desk, items: list[str]
) -> None:
    page.reload()
    assert cells(page) == ["A", "前台左", "2 × 3", "–", "6", "3"]
    assert grid(page) == [["2", "·", "·"], ["·", "·", "1"]]
    page.table.setFocus()
    press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is shown(page).grid
    assert all(number in told(page) for number in items[:2])
    press(Qt.Key.Key_Right)
    assert (shown(page).place.text(), told(page)) == ("A-1-02: 0 items", "")
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Down)
    assert items[2] in told(page)


def test_mail_9_what_is_checked_in_meanwhile_is_counted_and_the_place_in_front_stays(
    page: ShelvesDesk, desk: Desk, items: list[str], context: Context
) -> None:
    page.reload()
    page.go_in()
    press(Qt.Key.Key_Right)
    draft = ItemDraft(tracking="ZT3000000044", unit="3-2-1102", recipient="陈静", place="A-1-02")
    context.do("mail.receive", draft=draft)
    assert grid(page)[0] == ["2", "1", "·"]
    assert cells(page)[5] == "4"
    here = shown(page).here()
    assert here is not None
    assert here.label == "A-1-02"
    assert QApplication.focusWidget() is shown(page).grid


def test_mail_9_an_empty_shelf_is_given_up_and_one_that_holds_something_is_not(
    page: ShelvesDesk, desk: Desk, items: list[str], context: Context
) -> None:
    said: list[str] = []
    context.said.connect(lambda toast: said.append(toast[0]))
    desk.call("shelves.make", draft=ShelfDraft(code="B", name="门边", rows=1, columns=1))
    page.reload()
    page.steps_menu()
    assert [action.text() for action in page.menu.actions()] == ["Name and building", "Give up the shelf"]
    page.menu.actions()[1].trigger()
    assert "3 item(s) lie on shelf A. Move or hand them out first." in said
    page.choose(2)
    page.steps_menu()
    page.menu.actions()[1].trigger()
    assert [row.code for row in desk.call("shelves.listed")] == ["A"]
    assert page.table.rowCount() == 1


def test_mail_9_a_shelf_is_kept_for_one_buildings_mail(page: ShelvesDesk, desk: Desk, items: list[str]) -> None:
    page.reload()
    page.steps.open("amend")
    building = form(page).editors["building_id"].combo.itemData(1)  # type: ignore[attr-defined]
    form(page).fill({"building_id": building, "name": "3 栋专用"})
    page.save()
    assert cells(page)[1] == "3 栋专用"
    assert cells(page)[3].startswith("3")


def test_mail_9_a_count_of_the_shelf_in_front_is_begun_at_the_counts(
    page: ShelvesDesk, items: list[str], context: Context
) -> None:
    wanted: list[tuple[str, str]] = []
    context.desk_wanted.connect(lambda desk, wish: wanted.append((desk, wish)))
    page.reload()
    press(Qt.Key.Key_G, CTRL)
    page.next_step()
    assert wanted == [("inventories", "mail:1")] * 2


def test_mail_9_ctrl_p_shows_the_labels_of_the_shelf_in_front(
    page: ShelvesDesk, items: list[str], context: Context, tmp_path: Path
) -> None:
    context.settings.database = str(tmp_path / "desk.db")
    context.papers = open_papers()
    page.reload()
    page.print_entry()
    assert page.pages.preview is not None
    assert page.pages.preview.form.code == "shelf_labels"
    page.escape()
    assert page.pages.preview is None
    assert QApplication.focusWidget() is page.table


def test_all_4_a_letter_that_is_taken_is_refused_at_its_field(page: ShelvesDesk, items: list[str]) -> None:
    page.reload()
    page.new_entry()
    form(page).fill({"code": "A", "name": "又一个"})
    page.save()
    assert form(page).rows["code"].problem
    assert form(page).values()["name"] == "又一个"


def test_all_7_a_half_typed_shelf_is_offered_again(page: ShelvesDesk) -> None:
    page.new_entry()
    enter_text(form(page).editors["name"].target, "储物间")
    page.escape()
    assert len(page.shelf.drafts) == 1
    page.shelf.taken.emit(page.shelf.drafts[0])
    assert form(page).values()["name"] == "储物间"


def test_others_than_the_counter_keep_no_shelves(qtbot: QtBot, context: Context, desk: Desk, items: list[str]) -> None:
    other = build(qtbot, context, desk, Role.STEWARD)
    other.new_entry()
    assert other.pane.form is None
    assert other.new_button.isHidden()
    assert "The counter keeps" in other.nothing.headline.text()
