"""Setting up the key cabinets, by keys: a cabinet in one form, a building's keys in another, one by one, from Excel."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deskapp.domain.keys import AddRowsDraft
from deskapp.domain.people import Role
from deskapp.ui.common.form import Form
from deskapp.ui.common.resident_excel import ExcelPage
from deskapp.ui.context import Context
from deskapp.ui.desks.cabinets import DESK, CabinetsDesk
from tests.factories import Desk, actor_of
from tests.unit.ui.hands import enter_text, press, put_up
from tests.ways.keys import cabinet, hung

CTRL = Qt.KeyboardModifier.ControlModifier


def build(qtbot: QtBot, context: Context, desk: Desk, role: Role = Role.RECEPTIONIST) -> CabinetsDesk:
    context.actor = actor_of(desk.office, role)  # type: ignore[arg-type]
    made = DESK.build(context)
    assert isinstance(made, CabinetsDesk)
    put_up(qtbot, made, 1200, 700)
    made.setFocus()
    return made


@pytest.fixture
def page(qtbot: QtBot, context: Context, desk: Desk) -> CabinetsDesk:
    return build(qtbot, context, desk)


def form(page: CabinetsDesk) -> Form:
    assert page.pane.form is not None
    return page.pane.form


def cells(page: CabinetsDesk, row: int = 0) -> list[str]:
    found = (page.table.item(row, column) for column in range(page.table.columnCount()))
    return [cell.text() for cell in found if cell is not None]


def at(page: CabinetsDesk) -> str:
    """The field of the open form that has the keys."""
    widget = QApplication.focusWidget()
    return next((name for name, editor in form(page).editors.items() if widget is editor.target), "")


def test_key_1_a_cabinet_and_a_buildings_keys_by_keys_alone(page: CabinetsDesk, desk: Desk) -> None:
    assert "6 rows of 20" in page.nothing.line.text()
    page.new_entry()
    assert (at(page), form(page).values()["code"]) == ("name", "A")
    enter_text(form(page).editors["name"].target, "前台后墙")
    for _ in range(3):
        press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.pane.primary
    press(Qt.Key.Key_Space)
    assert cells(page) == ["A", "前台后墙", "6 × 20", "0", "0", "0", "120"]
    press(Qt.Key.Key_G, CTRL)
    assert at(page) == "building_id"
    press(Qt.Key.Key_3)
    assert "2 sets to hang, 120 hooks are free" in form(page).rows["cabinet_id"].hint.text()
    page.save()
    assert cells(page)[3:] == ["2", "0", "0", "118"]
    assert [cell.unit for cell in desk.call("keys.walls")[0].hooks[:2]] == ["3-2-1102", "3-2-1202"]
    assert QApplication.focusWidget() is page.table


def test_one_set_after_the_other_is_hung_without_leaving_the_form(page: CabinetsDesk, desk: Desk) -> None:
    cabinet(desk)
    page.reload()
    press(Qt.Key.Key_H, CTRL)
    for room in ("水泵房", "配电房"):
        form(page).editors["category"].set_value("equipment")
        form(page).editors["room"].set_value(room)
        page.save()
    shown = [(cell.place, cell.category) for cell in desk.call("keys.walls")[0].hooks[:2]]
    assert shown == [("水泵房", "equipment"), ("配电房", "equipment")]
    assert form(page).values()["category"] == "equipment"
    assert form(page).values()["room"] == ""


def test_a_unit_brings_its_building_and_floor_so_they_are_not_asked(page: CabinetsDesk, desk: Desk) -> None:
    cabinet(desk)
    page.reload()
    page.hang()
    assert not form(page).rows["building_id"].isHidden()
    form(page).fill({"unit": "3-2-1102"})
    assert form(page).rows["building_id"].isHidden()
    assert form(page).rows["floor"].isHidden()


def test_too_few_hooks_are_said_at_the_cabinet_and_nothing_is_lost(page: CabinetsDesk, desk: Desk) -> None:
    cabinet(desk, rows=1, columns=1)
    page.reload()
    page.generate()
    form(page).fill({"building_id": form(page).editors["building_id"].combo.itemData(0)})  # type: ignore[attr-defined]
    page.save()
    assert "1 are missing" in form(page).rows["cabinet_id"].problem
    assert desk.call("keys.counts")["in"] == 0


def test_rows_are_added_and_an_empty_cabinet_is_taken_down_from_the_menu(page: CabinetsDesk, desk: Desk) -> None:
    cabinet(desk)
    page.reload()
    page.steps_menu()
    names = [action.text() for action in page.menu.actions() if action.text()]
    assert names[:3] == ["Add rows", "Rename", "Take down"]
    assert "Export to Excel…" not in names  # the office alone may (``roles.md``)
    page.menu.actions()[0].trigger()
    page.save()
    assert cells(page)[2] == "5 × 10"
    page.steps_menu()
    page.menu.actions()[2].trigger()
    assert "taken down" in cells(page)[1]
    assert page.pane.primary is None
    page.menu.hide()


def test_a_cabinet_that_holds_something_stays_and_says_why(page: CabinetsDesk, desk: Desk, qtbot: QtBot) -> None:
    hung(desk)
    page.reload()
    with qtbot.waitSignal(page.context.said) as said:
        page.steps.take_down()
    assert "still has 1 sets" in said.args[0][0]
    assert desk.call("keys.cabinets")[0].active


def test_somebody_elses_change_is_read_again_and_what_was_typed_stays(page: CabinetsDesk, desk: Desk) -> None:
    id = cabinet(desk)
    page.reload()
    page.steps.open("rename")
    form(page).fill({"name": "值班室"})
    desk.call("keys.add_rows", id=id, version=1, draft=AddRowsDraft(more=1))
    page.save()
    assert form(page).values()["name"] == "值班室"
    page.save()
    assert cells(page)[1:3] == ["值班室", "5 × 10"]


def test_all_7_a_half_typed_form_is_kept_and_taken_up_again(page: CabinetsDesk) -> None:
    page.new_entry()
    form(page).fill({"name": "前台"})
    page.escape()
    assert page.shelf.text() == "Drafts 1"
    page.shelf.menu_.actions()[0].trigger()
    assert form(page).values()["name"] == "前台"


def sits_down(page: CabinetsDesk, desk: Desk, role: Role) -> None:
    """What the window does when it is locked and somebody signs in."""
    page.keep_drafts()
    page.context.actor = None
    page.context.actor = actor_of(desk.office, role)  # type: ignore[arg-type]
    page.context.signed_in.emit(page.context.actor)


def test_all_7_who_unlocks_again_goes_on_typing(page: CabinetsDesk, desk: Desk) -> None:
    page.new_entry()
    enter_text(form(page).editors["name"].target, "前台后墙")
    sits_down(page, desk, Role.RECEPTIONIST)
    assert form(page).values()["name"] == "前台后墙"


def test_all_7_what_is_half_typed_stays_its_writers(page: CabinetsDesk, desk: Desk) -> None:
    page.new_entry()
    enter_text(form(page).editors["name"].target, "前台后墙")
    sits_down(page, desk, Role.SUPERVISOR)
    assert page.pane.form is None
    assert page.shelf.isHidden()
    assert desk.as_(Role.SUPERVISOR).call("drafts.list") == ()
    assert [draft.body["fields"]["name"] for draft in desk.as_(Role.RECEPTIONIST).call("drafts.list")] == ["前台后墙"]


def test_a_workbook_is_checked_first_and_taken_in_by_one_key(page: CabinetsDesk, desk: Desk, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "钥匙柜"
    for row in (["柜号", "名称", "行数", "每行挂位"], ["B", "后墙", 2, 5]):
        sheet.append(row)
    book.save(tmp_path / "in.xlsx")
    page.steps.check(str(tmp_path / "in.xlsx"))
    assert isinstance(page.pane.page, ExcelPage)
    assert page.pane.page.headline.text() == "Every row is fine."
    page.next_step()
    assert [row.code for row in desk.call("keys.cabinets")] == ["B"]
    assert cells(page)[0] == "B"


@pytest.mark.parametrize("role", [Role.CASHIER, Role.STEWARD])
def test_others_see_that_the_counter_keeps_it(qtbot: QtBot, context: Context, desk: Desk, role: Role) -> None:
    cabinet(desk)
    page = build(qtbot, context, desk, role)
    assert "counter" in page.nothing.headline.text()
    page.new_entry(), page.generate(), page.hang(), page.steps_menu()
    assert page.pane.form is None
    assert page.new_button.isHidden()
    assert page.menu.isEmpty()
