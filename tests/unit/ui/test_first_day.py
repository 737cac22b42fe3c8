"""What somebody meets on the first day: an office that is set up, other roles at the counter, keys before the work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from deskapp.app import build_window
from deskapp.domain.people import Role
from deskapp.errors import NoDatabase, StorageError
from deskapp.services.office import OpenOffice, open_office
from deskapp.settings import Settings
from deskapp.ui.common.register_desk import RegisterDesk
from deskapp.ui.common.resident_excel import ExcelPage, ask_file
from deskapp.ui.common.resident_lists import ListsPage
from deskapp.ui.common.resident_person import PersonPage
from deskapp.ui.desks.residents import ResidentsDesk
from deskapp.ui.desks.settings import SettingsDesk
from deskapp.ui.desks.staff import StaffDesk
from deskapp.ui.help import Help
from deskapp.ui.main_window import MainWindow
from deskapp.ui.set_up import SetUpPage
from deskapp.ui.sign_in import SignInPage
from deskapp.ui.tasks import InlineRunner, Task
from deskapp.ui.trouble import TroublePage
from tests.factories import PIN, Desk, actor_of
from tests.window import shown

At = Callable[[Role], MainWindow]


class LateWriter(InlineRunner):
    """Reads at once; writes when they are let go."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[Task] = []

    def write(self, task: Task) -> None:
        self.waiting.append(task)

    def let_go(self) -> None:
        """Write what waits, and what comes of it."""
        while self.waiting:
            self.read(self.waiting.pop(0))


@pytest.fixture
def at(qtbot: QtBot, settings: Settings, office: OpenOffice) -> Iterator[At]:
    """The window with somebody of a role at it."""
    opened: list[Iterator[MainWindow]] = []

    def make(role: Role) -> MainWindow:
        opened.append(shown(qtbot, build_window(settings, office, None, InlineRunner(), actor_of(office, role))))
        window = next(opened[-1])
        window.resize(1366, 768)
        return window

    yield make
    for window in opened:
        next(window, None)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[OpenOffice]:
    """A register nobody has set up."""
    office = open_office(tmp_path / "new.db", create=True)
    yield office
    office.close()


def words(widget: object) -> str:
    """Everything that can be read in a widget."""
    assert hasattr(widget, "findChildren")
    QApplication.processEvents()  # what was just put in is shown now
    parts = [*widget.findChildren(QLabel), *widget.findChildren(QPushButton)]
    return "\n".join(part.text() for part in parts if part.isVisible())


def change_person(window: MainWindow, role: Role, office: OpenOffice) -> None:
    """Lock, and somebody else signs in."""
    code = actor_of(office, role).code
    window.lock()
    page = window.findChildren(SignInPage)[-1]
    page.people.setCurrentRow(next(i for i in range(page.people.count()) if page.people.item(i).text().endswith(code)))
    QTest.keyClicks(page.pin, PIN)
    QTest.keyClick(page.pin, Qt.Key.Key_Return)


# Setting up


def fill(page: SetUpPage) -> None:
    """What a new office needs."""
    typed = {"estate": "翠湖花园", "estate_phone": "0571 8888 6666", "staff_code": "0001", "staff_name": "周敏"}
    for name, text in {**typed, "pin": PIN, "pin_again": PIN}.items():
        page.fields[name].setText(text)


def test_who_sets_the_office_up_signs_in_with_what_was_handed_in(
    qtbot: QtBot, settings: Settings, empty: OpenOffice
) -> None:
    runner = LateWriter()
    window = build_window(settings, empty, None, runner)
    windows = shown(qtbot, window)
    next(windows)
    page = window.findChildren(SetUpPage)[-1]
    fill(page)
    page.save()
    page.fields["pin"].setText("typed on while it was being saved")
    runner.let_go()
    assert window.context.actor is not None
    assert window.context.actor.name == "周敏"
    next(windows, None)


def test_the_field_that_enter_goes_to_is_in_view(qtbot: QtBot, settings: Settings, empty: OpenOffice) -> None:
    settings.scale = 200
    window = build_window(settings, empty, None, InlineRunner())
    windows = shown(qtbot, window)
    next(windows)
    window.resize(1366, 768)
    page = window.findChildren(SetUpPage)[-1]
    page.fields["estate"].setFocus()
    for _ in page.fields:
        target = QApplication.focusWidget()
        assert target is not None
        assert target.visibleRegion().boundingRect().height() == target.height()
        if target is not page.fields["pin_again"]:
            QTest.keyClick(target, Qt.Key.Key_Return)
    next(windows, None)


# Keys


def test_f1_before_the_work_lists_only_what_works_there(locked: MainWindow) -> None:
    QTest.keyClick(locked, Qt.Key.Key_F1)
    sheet = locked.findChild(Help)
    assert sheet is not None
    assert "Quit" in words(sheet)
    for of_the_work in ("New entry", "Reception log", "Find anything", "Sort by the next column"):
        assert of_the_work not in words(sheet)


def test_f1_shows_every_key_at_the_largest_text(window: MainWindow, settings: Settings) -> None:
    settings.scale = 200
    window.rebuild()
    window.resize(1366, 768)
    QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_F1)
    sheet = window.findChild(Help)
    assert sheet is not None
    assert sheet.area.horizontalScrollBar().maximum() == 0
    down = sheet.area.verticalScrollBar()
    assert down.maximum() > 0
    focus = sheet.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_PageDown)
    assert down.value() > 0


def test_the_lists_are_worked_through_from_the_keyboard(at: At) -> None:
    window = at(Role.SUPERVISOR)
    window.tabs.go("residents")
    desk = window.tabs.desk
    assert isinstance(desk, ResidentsDesk)
    desk.steps.lists()
    assert isinstance(desk.pane.page, ListsPage)
    assert desk.pane.page.adds["buildings"].hasFocus()
    desk.pane.page.adds["departments"].setFocus()
    QTest.keyClick(desk.pane.page.adds["departments"], Qt.Key.Key_Space)
    form = desk.pane.form
    assert form is not None
    assert form.rows["name"].label.text() == "Name"
    QTest.keyClicks(form.editors["name"].target, "Gardens")
    desk.save()
    page = desk.pane.page
    assert isinstance(page, ListsPage)
    assert page.adds["departments"].hasFocus(), "the next department is one key away"
    QTest.keyClick(page.adds["departments"], Qt.Key.Key_Space)
    desk.escape()
    assert isinstance(desk.pane.page, ListsPage), "Esc goes one step back"
    assert page is not desk.pane.page
    assert desk.pane.page.adds["departments"].hasFocus()


def test_a_building_has_a_name_of_its_own_kind(at: At, settings: Settings) -> None:
    settings.language = "zh"
    window = at(Role.SUPERVISOR)
    window.tabs.go("residents")
    desk = window.tabs.desk
    assert isinstance(desk, ResidentsDesk)
    labels = {}
    for verb in ("save_building", "save_area", "save_department", "save_unit"):
        form = desk.steps.open_new(verb)
        labels[verb] = [row.label.text() for row in form.rows.values() if not row.isHidden()][:2]
    assert labels["save_building"] == ["楼栋号", "名称"]
    assert labels["save_area"] == ["名称"]
    assert labels["save_department"] == ["名称", "电话"]
    assert labels["save_unit"][0] == "房号"


# Roles


def test_a_page_left_open_offers_the_next_person_nothing_that_is_refused(
    at: At, office: OpenOffice, qtbot: QtBot
) -> None:
    window = at(Role.SUPERVISOR)
    window.tabs.go("residents")
    desk = window.tabs.desk
    assert isinstance(desk, ResidentsDesk)
    hit = window.context.now("directory.find_caller", text="陈静")[0]
    desk.steps.show_resident(hit.resident_id)
    qtbot.waitUntil(lambda: "Merge…" in words(desk) and "Change   Ctrl+E" in words(desk))
    change_person(window, Role.STEWARD, office)
    assert isinstance(desk.pane.page, PersonPage)
    assert "陈静" in words(desk)
    for refused in ("Merge…", "Change   Ctrl+E"):
        assert refused not in words(desk)
    change_person(window, Role.DIRECTOR, office)
    desk.steps.merge()
    change_person(window, Role.CASHIER, office)
    assert "Merge" not in words(desk)


@pytest.mark.parametrize("code", ["reception", "slips"])
def test_an_empty_page_names_no_key_that_does_nothing(at: At, code: str) -> None:
    window = at(Role.STEWARD)
    window.tabs.go(code)
    desk = window.tabs.desk
    assert isinstance(desk, RegisterDesk)
    assert desk.nothing.headline.text()
    assert "F2" not in words(desk.nothing)


def test_who_may_not_read_a_register_is_told_so_kindly(at: At) -> None:
    desk = at(Role.CASHIER).tabs.desk
    assert isinstance(desk, RegisterDesk)
    assert desk.nothing.headline.text() == "This page is not part of your work"
    assert "Cashier" in desk.nothing.line.text()


def test_only_the_office_is_offered_to_change_the_letterhead(at: At, office: OpenOffice) -> None:
    window = at(Role.SUPERVISOR)
    window.tabs.go("settings")
    desk = window.tabs.desk
    assert isinstance(desk, SettingsDesk)
    assert "Save the letterhead" in words(desk)
    assert not desk.letterhead.fields["name"].isReadOnly()
    change_person(window, Role.STEWARD, office)
    assert "Save the letterhead" not in words(desk)
    assert desk.letterhead.fields["name"].isReadOnly()
    desk.save()
    assert not window.toasts.shown, "Ctrl+S asks for nothing that is refused"


def test_a_new_letterhead_stands_in_the_window_at_once(at: At) -> None:
    window = at(Role.SUPERVISOR)
    window.tabs.go("settings")
    desk = window.tabs.desk
    assert isinstance(desk, SettingsDesk)
    desk.letterhead.fields["name"].setText("青山苑")
    desk.save()
    assert window.windowTitle() == "青山苑"


def test_whoever_only_reads_the_staff_still_sees_who_is_chosen(at: At) -> None:
    window = at(Role.STEWARD)
    window.tabs.go("staff")
    desk = window.tabs.desk
    assert isinstance(desk, StaffDesk)
    desk.escape()
    assert desk.people[0].name in words(desk.pane)


# Files


def test_every_row_of_a_refused_workbook_says_where_it_is(at: At, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    window = at(Role.SUPERVISOR)
    template = tmp_path / "template.xlsx"
    window.context.now("directory.write_template", path=str(template))
    book = load_workbook(template)
    book.worksheets[0].append(["7", "", "many"])
    book.save(template)
    window.tabs.go("residents")
    desk = window.tabs.desk
    assert isinstance(desk, ResidentsDesk)
    desk.steps.files.check(str(template))
    page = desk.pane.page
    assert isinstance(page, ExcelPage)
    assert page.table.item(0, 0).text() == "Buildings, row 3"
    assert page.table.columnWidth(0) >= page.fontMetrics().horizontalAdvance("Departments, row 1000")


def test_a_file_that_is_no_workbook_is_refused_in_the_readers_language(at: At, tmp_path: Path) -> None:
    (tmp_path / "list.xlsx").write_text("eggs, milk")
    window = at(Role.SUPERVISOR)
    window.tabs.go("residents")
    desk = window.tabs.desk
    assert isinstance(desk, ResidentsDesk)
    desk.steps.files.check(str(tmp_path / "list.xlsx"))
    page = desk.pane.page
    assert isinstance(page, ExcelPage)
    assert page.headline.text() == "This is not an Excel workbook (.xlsx)."


def test_a_file_is_asked_for_in_the_windows_language(at: At, settings: Settings) -> None:
    settings.language = "zh"
    dialog = ask_file(at(Role.SUPERVISOR), "标题", str)
    said = [dialog.labelText(label) for label in QFileDialog.DialogLabel]
    dialog.close()
    assert not any(text.isascii() for text in said if text)


@pytest.mark.parametrize("error", [StorageError("read_only"), StorageError("disk_full"), NoDatabase(path="/nowhere")])
def test_what_cannot_be_opened_is_named(locked: MainWindow, settings: Settings, error: StorageError) -> None:
    settings.database = "/nowhere/desk.db"
    locked.trouble(error)
    page = locked.findChildren(TroublePage)[-1]
    assert page.place.text() == "/nowhere/desk.db"


# How it looks


def test_today_without_anything_due_begins_at_the_top(window: MainWindow) -> None:
    window.resize(1366, 768)
    QApplication.processEvents()
    parts = [part for part in window.today.findChildren(QLabel) if part.isVisible()]
    assert max(part.geometry().bottom() for part in parts) < window.today.height() // 4


def test_a_label_stands_at_the_height_of_its_field(at: At) -> None:
    window = at(Role.RECEPTIONIST)
    desk = window.tabs.desk
    assert isinstance(desk, RegisterDesk)
    desk.new_entry()
    QApplication.processEvents()
    form = desk.pane.form
    assert form is not None
    for name in ("caller", "phone"):
        row = form.rows[name]
        assert abs(row.label.geometry().center().y() - row.editor.target.geometry().center().y()) <= 2


@pytest.mark.parametrize("code", ["reception", "slips", "residents", "staff"])
def test_tab_comes_to_everything_above_the_list(at: At, desk: Desk, code: str) -> None:
    desk.slip(entry_id=desk.entry().id)
    window = at(Role.DIRECTOR)
    window.tabs.go(code)
    page = window.tabs.desk
    assert isinstance(page, RegisterDesk | ResidentsDesk | StaffDesk)
    window.header.search.setFocus()
    met = []
    while (target := QApplication.focusWidget()) not in met:
        assert target is not None
        met.append(target)
        QTest.keyClick(target, Qt.Key.Key_Tab)
    assert page.new_button in met
    assert page.table in met
    if not isinstance(page, StaffDesk):
        assert page.chips.buttons[page.chips.current] in met
    if isinstance(page, ResidentsDesk):
        assert page.search in met
