"""The residents' desk and the staff's: worked from the keyboard over a real register."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from deskapp.domain.common import Ref
from deskapp.domain.directory import InstructionDraft, ResidentDraft, TieDraft
from deskapp.domain.people import Role
from deskapp.ui import format as fmt
from deskapp.ui.common.resident_excel import ExcelPage
from deskapp.ui.common.resident_form import ResidentForm
from deskapp.ui.common.resident_lists import ListsPage
from deskapp.ui.common.resident_person import MergePage, PersonPage
from deskapp.ui.common.resident_unit import UnitPage
from deskapp.ui.context import Context
from deskapp.ui.desks.residents import DESK, ResidentsDesk
from deskapp.ui.desks.staff import StaffDesk
from deskapp.ui.main_window import MainWindow
from tests.factories import PIN, actor_of

Open = Callable[[Role], ResidentsDesk]


@pytest.fixture
def open_desk(qtbot: QtBot, context: Context) -> Open:
    """A desk with somebody of a role at it, the units listed."""

    def make(role: Role) -> ResidentsDesk:
        assert context.office is not None
        context.actor = actor_of(context.office, role)  # type: ignore[arg-type]
        desk = ResidentsDesk(context)
        qtbot.addWidget(desk)
        desk.resize(1100, 700)
        desk.show()
        QTest.qWaitForWindowActive(desk)
        qtbot.waitUntil(lambda: len(desk.model.ids) > 0)
        look(qtbot, desk, "3-2-1102")
        return desk

    return make


@pytest.fixture
def counter(open_desk: Open) -> ResidentsDesk:
    """A receptionist."""
    return open_desk(Role.RECEPTIONIST)


@pytest.fixture
def chief(open_desk: Open) -> ResidentsDesk:
    """A supervisor."""
    return open_desk(Role.SUPERVISOR)


def look(qtbot: QtBot, desk: ResidentsDesk, code: str) -> UnitPage:
    """Choose a unit in the table."""
    ref = desk.context.now("directory.find_caller", text=code)[0]
    desk.show_ref(Ref("unit", ref.unit_id, code))
    qtbot.waitUntil(lambda: isinstance(desk.pane.page, UnitPage) and desk.pane.page.card.unit == code)
    page = desk.pane.page
    assert isinstance(page, UnitPage)
    return page


def words(widget: object) -> str:
    """Everything that stands in a widget."""
    assert hasattr(widget, "findChildren")
    found = [*widget.findChildren(QLabel), *widget.findChildren(QPushButton)]
    return "\n".join(part.text() for part in found if not part.isHidden())


def press(desk: ResidentsDesk | StaffDesk, title: str) -> None:
    """Click a button by its words."""
    made = next(b for b in desk.findChildren(QPushButton) if b.text().startswith(title) and b.isVisible())
    QTest.mouseClick(made, Qt.MouseButton.LeftButton)


def test_REC_1_a_units_page_shows_residents_phones_and_what_waits(counter: ResidentsDesk, qtbot: QtBot) -> None:
    page = look(qtbot, counter, "3-2-1102")
    assert "陈静" in words(page)
    assert "138 0000 1234" in words(page)
    assert counter.pane.title.text() == "3-2-1102"
    assert "东区" in counter.pane.subtitle.text()


def test_the_search_field_lists_whom_it_finds(counter: ResidentsDesk, qtbot: QtBot) -> None:
    QTest.keyClicks(counter.search, "zs")
    qtbot.waitUntil(lambda: len(counter.model.ids) == 1)
    QTest.keyClicks(counter.search, "zz")
    qtbot.waitUntil(lambda: counter.stack.currentWidget() is counter.nothing)
    counter.escape()
    qtbot.waitUntil(lambda: len(counter.model.ids) == 3)


def test_ALL_6_a_resident_is_entered_with_the_keyboard_alone(counter: ResidentsDesk, qtbot: QtBot) -> None:
    counter.new_entry()
    form = counter.pane.form
    assert isinstance(form, ResidentForm)
    assert form.editors["name"].target.hasFocus()
    assert form.panel.cards[0].editors["unit"].value() == "3-2-1102"
    form.editors["name"].target.insert("Zoe")  # type: ignore[attr-defined]
    QTest.keyClick(form.editors["name"].target, Qt.Key.Key_Return)
    form.editors["phones"].target.setFocus()
    QTest.keyClicks(form.editors["phones"].target, "13700001111")
    counter.save()
    qtbot.waitUntil(lambda: isinstance(counter.pane.page, PersonPage))
    assert "137 0000 1111" in words(counter.pane)
    counter.escape()
    qtbot.waitUntil(lambda: isinstance(counter.pane.page, UnitPage))
    assert "Zoe" in words(counter.pane.page)


def test_DIR_1_ties_are_edited_and_a_bad_one_is_marked_at_its_card(counter: ResidentsDesk, qtbot: QtBot) -> None:
    hit = counter.context.now("directory.find_caller", text="陈静")[0]
    counter.steps.show_resident(hit.resident_id)
    counter.steps.edit()
    form = counter.pane.form
    assert isinstance(form, ResidentForm)
    card = form.panel.add(TieDraft(unit="9-9-9"))
    counter.save()
    assert card.problem.text() == "No unit 9-9-9 in the directory."
    card.editors["unit"].set_value("5-1-0603")
    card.editors["until"].set_raw("no day")
    counter.save()
    assert card.problem.text() == "Not a day that can be read. E.g. 2026-11-21, 11-21, +7."
    card.editors["until"].set_raw("")
    counter.save()
    qtbot.waitUntil(lambda: isinstance(counter.pane.page, PersonPage))
    detail = counter.context.now("directory.resident", id=hit.resident_id)
    assert [tie.unit for tie in detail.ties] == ["3-2-1102", "5-1-0603"]


def test_ALL_4_a_refused_field_is_marked_in_place_and_keeps_what_was_typed(counter: ResidentsDesk) -> None:
    counter.new_entry()
    form = counter.pane.form
    assert form is not None
    form.fill({"name": "Zoe", "phones": "abc"})
    counter.save()
    assert form.problems == {"phones": "Not a phone number. Digits, e.g. 138 0000 1234."}
    assert form.editors["phones"].value() == "abc"
    assert counter.pane.form is form


def test_ALL_7_a_half_typed_resident_comes_back_with_its_ties(counter: ResidentsDesk) -> None:
    counter.new_entry()
    form = counter.pane.form
    assert isinstance(form, ResidentForm)
    form.fill({"name": "Zoe"})
    form.panel.cards[0].editors["until"].set_raw("someday")
    counter.keep_drafts()
    counter.escape()
    draft = counter.context.now("drafts.list")[0]
    counter.steps.restore(draft)
    again = counter.pane.form
    assert isinstance(again, ResidentForm)
    assert again.editors["name"].value() == "Zoe"
    assert again.panel.raw()[0]["unit"] == "3-2-1102"
    assert again.panel.raw()[0]["until"] == "someday"


def test_DIR_2_two_records_are_merged_in_the_pane(chief: ResidentsDesk, qtbot: QtBot) -> None:
    keep = chief.context.now("directory.find_caller", text="陈静")[0].resident_id
    other = ResidentDraft(name="陈静", phones="13911110000", ties=(TieDraft(unit="5-1-0603"),))
    gone = chief.context.now("directory.save_resident", draft=other).id
    chief.steps.show_resident(keep)
    press(chief, "Merge")
    page = chief.pane.page
    assert isinstance(page, MergePage)
    assert chief.pane.primary is not None
    assert not chief.pane.primary.isEnabled()
    QTest.keyClick(page.line, Qt.Key.Key_Return)
    assert page.gone == gone
    assert "goes into" in page.sentence.text()
    chief.next_step()
    qtbot.waitUntil(lambda: isinstance(chief.pane.page, PersonPage))
    assert "139 1111 0000" in words(chief.pane)
    chief.steps.show_resident(gone)
    assert chief.pane.badge.text() == "Merged"


def test_DIR_4_an_instruction_is_given_and_ended_on_the_units_page(counter: ResidentsDesk, qtbot: QtBot) -> None:
    counter.next_step()
    form = counter.pane.form
    assert form is not None
    until = fmt.now().astimezone().date() + timedelta(days=3)
    form.fill({"text": "parcels to 302", "until": until})
    counter.save()
    qtbot.waitUntil(lambda: isinstance(counter.pane.page, UnitPage))
    assert "parcels to 302" in words(counter.pane.page)
    press(counter, "End")
    qtbot.waitUntil(lambda: "parcels to 302" not in words(counter.pane.page))


def test_an_instruction_given_elsewhere_shows_at_once(counter: ResidentsDesk, qtbot: QtBot) -> None:
    until = fmt.now().astimezone().date() + timedelta(days=1)
    draft = InstructionDraft(unit="3-2-1102", text="mail hold", until=until)
    counter.context.do("directory.instruct", draft=draft)
    qtbot.waitUntil(lambda: "mail hold" in words(counter.pane.page))


def test_a_form_that_came_too_late_keeps_what_was_typed_and_saves_on(chief: ResidentsDesk, qtbot: QtBot) -> None:
    hit = chief.context.now("directory.find_caller", text="陈静")[0]
    chief.steps.change("save_resident", hit.resident_id)
    form = chief.pane.form
    assert form is not None
    form.fill({"address_as": "Ms Chen"})
    draft = chief.context.now("directory.resident_draft", id=hit.resident_id)
    chief.context.now("directory.save_resident", draft=replace(draft, notes="x"))
    chief.save()
    assert form.message.isVisible()
    chief.save()
    qtbot.waitUntil(lambda: isinstance(chief.pane.page, PersonPage))
    assert chief.context.now("directory.resident", id=hit.resident_id).address_as == "Ms Chen"


def test_roles_what_one_may_not_do_is_not_offered(counter: ResidentsDesk) -> None:
    assert counter.more.isHidden()
    counter.steps_menu()
    assert counter.menu.isEmpty()
    offered = [part for part in counter.pane.foot.findChildren(QPushButton) if not part.isHidden()]
    assert [part.text().split()[0] for part in offered] == ["Instruction"]


def test_a_building_is_added_from_the_lists(chief: ResidentsDesk, qtbot: QtBot) -> None:
    chief.steps.lists()
    assert isinstance(chief.pane.page, ListsPage)
    chief.pane.page.wanted.emit("buildings", 0)
    form = chief.pane.form
    assert form is not None
    form.fill({"code": "9", "name": "East"})
    chief.save()
    qtbot.waitUntil(lambda: isinstance(chief.pane.page, ListsPage) and "9 East" in words(chief.pane.page))


# Excel


def workbook(path: Path, *codes: str) -> str:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "Units"
    page.append(["Unit"])
    for code in codes:
        page.append([code])
    book.save(path)
    return str(path)


def test_a_dry_run_shows_every_bad_row_in_the_page(chief: ResidentsDesk, tmp_path: Path) -> None:
    chief.steps.files.check(workbook(tmp_path / "in.xlsx", "9-1-0101", "3-1-0101", "nonsense"))
    page = chief.pane.page
    assert isinstance(page, ExcelPage)
    cells = [[page.table.item(row, column).text() for column in range(3)] for row in range(page.table.rowCount())]
    assert cells == [
        ["Units, row 2", "房号 Unit", "There is no building 9."],
        ["Units, row 4", "房号 Unit", "Building-entrance-room, e.g. 3-2-1102."],
    ]
    assert chief.pane.primary is not None
    assert not chief.pane.primary.isEnabled()


def test_a_good_workbook_is_checked_then_taken_in(chief: ResidentsDesk, qtbot: QtBot, tmp_path: Path) -> None:
    chief.steps.files.check(workbook(tmp_path / "in.xlsx", "3-1-0101", "3-1-0102"))
    page = chief.pane.page
    assert isinstance(page, ExcelPage)
    assert page.counts.text() == "Units: new 2"
    assert len(chief.model.ids) == 3
    chief.next_step()
    qtbot.waitUntil(lambda: len(chief.model.ids) == 5)
    assert page.headline.text() == "Taken in."
    page.check()
    assert page.headline.text() == "Everything in it is known already."


def test_a_file_that_is_no_workbook_is_said_so_in_the_page(chief: ResidentsDesk, tmp_path: Path) -> None:
    (tmp_path / "in.xlsx").write_bytes(b"no")
    chief.steps.files.check(str(tmp_path / "in.xlsx"))
    assert "not an Excel workbook" in words(chief.pane)


def test_template_and_export_are_written_where_the_dialog_says(
    chief: ResidentsDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    chief.steps_menu()
    for title in ("Export to Excel…", "Empty template…"):
        next(action for action in chief.menu.actions() if action.text() == title).trigger()
        dialog = chief.findChildren(QFileDialog)[-1]
        dialog.fileSelected.emit(str(tmp_path / f"{title[:6]}.xlsx"))
        dialog.close()
    assert sorted(path.name for path in tmp_path.glob("*.xlsx")) == ["Empty .xlsx", "Export.xlsx"]


# In the window


def test_the_desk_opens_from_a_find_of_either_register(window: MainWindow, qtbot: QtBot) -> None:
    hit = window.context.now("directory.find_caller", text="张三")[0]
    window.context.open(Ref("resident", hit.resident_id))
    assert window.tabs.spec is DESK
    desk = window.tabs.desk
    assert isinstance(desk, ResidentsDesk)
    qtbot.waitUntil(lambda: isinstance(desk.pane.page, PersonPage))
    assert desk.pane.title.text() == "张三"
    window.context.open(Ref("unit", hit.unit_id, hit.unit))
    qtbot.waitUntil(lambda: isinstance(desk.pane.page, UnitPage))
    assert desk.pane.title.text() == "5-1-0603"
    keys = desk.keys()
    assert all(key and what for key, what in keys)


# Staff


@pytest.fixture
def staff(qtbot: QtBot, context: Context) -> StaffDesk:
    """The director at the list of staff."""
    assert context.office is not None
    context.actor = actor_of(context.office, Role.DIRECTOR)  # type: ignore[arg-type]
    desk = StaffDesk(context)
    qtbot.addWidget(desk)
    desk.resize(1100, 700)
    desk.show()
    QTest.qWaitForWindowActive(desk)
    return desk


def test_somebody_new_is_taken_on_and_can_sign_in(staff: StaffDesk, context: Context) -> None:
    before = staff.table.rowCount()
    staff.new_entry()
    form = staff.pane.form
    assert form is not None
    form.fill({"code": "0099", "name": "New", "pin": PIN})
    staff.save()
    assert staff.table.rowCount() == before + 1
    assert context.now("staff.sign_in", code="0099", pin=PIN).name == "New"


def test_ALL_4_a_new_person_needs_a_pin(staff: StaffDesk) -> None:
    staff.new_entry()
    form = staff.pane.form
    assert form is not None
    form.fill({"code": "0099", "name": "New"})
    staff.save()
    assert set(form.problems) == {"pin"}


def test_roles_only_keepers_change_staff(staff: StaffDesk, context: Context, qtbot: QtBot) -> None:
    assert context.office is not None
    context.actor = actor_of(context.office, Role.RECEPTIONIST)  # type: ignore[arg-type]
    desk = StaffDesk(context)
    qtbot.addWidget(desk)
    desk.show()
    assert desk.new_button.isHidden()
    desk.new_entry()
    assert desk.pane.form is None
