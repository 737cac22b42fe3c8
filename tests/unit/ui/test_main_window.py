"""The window: five tabs, its keys, sign-in and lock, language and theme changed while running."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from deskapp.app import build_window
from deskapp.domain.common import Ref
from deskapp.domain.people import Actor
from deskapp.errors import Busy, NoDatabase
from deskapp.services.office import OpenOffice
from deskapp.settings import Settings
from deskapp.ui import theme
from deskapp.ui.help import Help
from deskapp.ui.main_window import MainWindow
from deskapp.ui.sign_in import SignInPage
from deskapp.ui.spec import desks
from deskapp.ui.tasks import InlineRunner
from deskapp.ui.trouble import TroublePage
from tests.factories import PIN, Desk


def press(window: MainWindow, key: Qt.Key, *, alt: bool = False, control: bool = False) -> None:
    modifier = Qt.KeyboardModifier.NoModifier
    if alt:
        modifier = Qt.KeyboardModifier.AltModifier
    if control:
        modifier = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(window.focusWidget() or window, key, modifier)


def titles(window: MainWindow) -> list[str]:
    return [window.tabs.bar.tabText(i) for i in range(window.tabs.bar.count())]


def test_the_five_tabs_stand_in_their_order(window: MainWindow) -> None:
    assert titles(window) == ["Reception log", "Dispatch slips", "Key cabinet", "Mail register", "Duty roster"]


@pytest.mark.parametrize(("number", "code"), list(enumerate(["reception", "slips", "keys", "mail", "roster"], 1)))
def test_alt_and_a_number_brings_a_tab_to_the_front(window: MainWindow, number: int, code: str) -> None:
    press(window, Qt.Key(Qt.Key.Key_0 + number), alt=True)
    assert window.tabs.spec.code == code
    assert window.tabs.desk is not None


def test_a_desk_is_made_when_it_is_first_shown(window: MainWindow) -> None:
    assert [code for code, _ in window.tabs.built()] == [window.tabs.spec.code]
    window.tabs.go("mail")
    assert "mail" in dict(window.tabs.built())


def test_further_desks_open_as_tabs_that_can_be_closed(window: MainWindow) -> None:
    press(window, Qt.Key.Key_Comma, control=True)
    assert titles(window)[-1] == "Settings"
    press(window, Qt.Key.Key_W, control=True)
    assert len(titles(window)) == 5
    press(window, Qt.Key.Key_W, control=True)
    assert len(titles(window)) == 5


def test_no_shortcut_has_two_meanings(window: MainWindow) -> None:
    keys = [key for action in window.actions_ for key in action.keys]
    assert len(keys) == len(set(keys))


def test_f1_lists_the_keys_of_this_place_and_closes_again(window: MainWindow) -> None:
    press(window, Qt.Key.Key_F1)
    sheet = window.findChild(Help)
    assert sheet is not None
    assert sheet.isVisible()
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_f1_lists_a_key_once_by_what_it_does_here(window: MainWindow) -> None:
    window.tabs.go("keys")
    press(window, Qt.Key.Key_F1)
    sheet = window.findChild(Help)
    assert sheet is not None
    texts = [each.text() for each in sheet.findChildren(QLabel)]
    assert texts.count("Ctrl+P") == 1
    assert "Print the cabinet's map" in texts


def test_locking_hides_the_work_and_signing_in_brings_it_back(window: MainWindow, qtbot: QtBot) -> None:
    window.tabs.go("mail")
    desk = window.tabs.desk
    press(window, Qt.Key.Key_L, control=True)
    page = window.findChild(SignInPage)
    assert page is not None
    assert window.context.actor is None
    assert not window.tabs.bar.isVisible()
    assert not window.header.search.isVisible()
    press(window, Qt.Key.Key_1, alt=True)
    assert window.tabs.spec.code == "mail", "no desk can be reached while locked"
    sign_in(page, "0010", PIN)
    assert window.context.actor is not None
    assert window.context.actor.code == "0010"
    assert window.tabs.desk is desk
    assert window.tabs.bar.isVisible()


def sign_in(page: SignInPage, code: str, pin: str) -> None:
    row = next(i for i in range(page.people.count()) if page.people.item(i).text().endswith(code))
    page.people.setCurrentRow(row)
    QTest.keyClicks(page.pin, pin)
    QTest.keyClick(page.pin, Qt.Key.Key_Return)


def test_a_wrong_pin_is_said_and_lets_nobody_in(locked: MainWindow) -> None:
    page = locked.findChild(SignInPage)
    assert page is not None
    sign_in(page, "0010", "9999")
    assert page.problem == "Name or PIN is wrong."
    assert locked.context.actor is None
    assert not locked.tabs.bar.isVisible()


def test_the_arrows_in_the_pin_choose_the_person(locked: MainWindow) -> None:
    page = locked.findChild(SignInPage)
    assert page is not None
    QTest.keyClick(page.pin, Qt.Key.Key_Down)
    assert page.people.currentRow() == 1
    QTest.keyClick(page.pin, Qt.Key.Key_Up)
    assert page.people.currentRow() == 0


def test_who_signed_in_last_is_marked_next_time(locked: MainWindow, settings: Settings) -> None:
    page = locked.findChild(SignInPage)
    assert page is not None
    sign_in(page, "0012", PIN)
    assert settings.last_person == "0012"
    locked.lock()
    again = locked.findChildren(SignInPage)[-1]
    assert again.people.currentItem().text().endswith("0012")


def test_language_changes_while_running_and_the_place_stays(
    window: MainWindow, settings: Settings, qtbot: QtBot
) -> None:
    window.tabs.go("settings")
    settings.language = "zh"
    window.context.appearance_changed.emit()
    qtbot.waitUntil(lambda: titles(window)[0] == "接待登记")
    assert window.tabs.spec.code == "settings"
    assert window.header.search.placeholderText().startswith("查找")
    settings.language = "en"
    window.rebuild()
    assert titles(window)[0] == "Reception log"


def test_theme_and_text_size_change_while_running(window: MainWindow, settings: Settings) -> None:
    settings.theme, settings.scale = "dark", 150
    window.rebuild()
    assert theme.tokens() is theme.DARK
    assert theme.px(100) == 150
    settings.theme, settings.scale = "light", 100
    window.rebuild()
    assert theme.tokens() is theme.LIGHT


def test_a_change_of_language_while_locked_stays_locked(locked: MainWindow, settings: Settings) -> None:
    settings.language = "zh"
    locked.rebuild()
    assert not locked.tabs.bar.isVisible()
    assert locked.findChildren(SignInPage)
    settings.language = "en"
    locked.rebuild()


def test_a_file_that_is_held_elsewhere_is_explained(locked: MainWindow, qtbot: QtBot) -> None:
    locked.trouble(Busy(holder="front-desk-2"))
    page = locked.findChild(TroublePage)
    assert page is not None
    assert "front-desk-2" in page.words.text()
    with qtbot.waitSignal(locked.try_again):
        QTest.keyClick(page.first, Qt.Key.Key_Space)


def test_only_a_missing_file_offers_a_new_one(locked: MainWindow) -> None:
    locked.trouble(Busy(holder="x"))
    without = len(locked.findChildren(TroublePage)[-1].buttons)
    locked.trouble(NoDatabase(path="desk.db"))
    assert len(locked.findChildren(TroublePage)[-1].buttons) == without + 1


def test_an_empty_register_asks_for_its_letterhead_first(
    qtbot: QtBot, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from deskapp.services.office import open_office
    from deskapp.ui.set_up import SetUpPage

    office: OpenOffice = open_office(tmp_path_factory.mktemp("new") / "new.db", create=True)
    window = build_window(settings, office, None, InlineRunner())
    qtbot.addWidget(window)
    window.show()
    page = window.findChild(SetUpPage)
    assert page is not None
    page.save()
    assert page.problems["estate"].text() == "Fill this in."
    assert page.fields["estate"].property("problem") is True
    for name, text in {
        "estate": "翠湖花园", "estate_phone": "0571 8888 6666", "staff_code": "0001", "staff_name": "周敏",
        "pin": "2468", "pin_again": "2468",
    }.items():  # fmt: skip
        page.fields[name].setText(text)
    page.save()
    assert window.context.actor is not None
    assert window.context.actor.name == "周敏"
    assert window.windowTitle() == "翠湖花园"
    office.close()


def test_an_unknown_place_is_no_desk(window: MainWindow) -> None:
    before = window.tabs.spec
    window.context.open(Ref("nowhere", 1))
    assert window.tabs.spec is before


def test_an_entry_opens_on_its_desk(window: MainWindow, desk: Desk) -> None:
    entry = desk.entry()
    window.tabs.go("mail")
    window.context.open(Ref("reception", entry.id, entry.number))
    assert window.tabs.spec.code == "reception"


def test_in_a_narrow_window_today_makes_room(window: MainWindow) -> None:
    window.resize(1366, 768)
    assert window.today.isVisible()
    window.resize(970, 700)
    assert not window.today.isVisible()
    press(window, Qt.Key.Key_F7)
    assert window.today.isVisible()


def test_every_desk_has_a_name_and_an_icon(window: MainWindow) -> None:
    for spec in desks():
        assert window.context.word(spec.title)
        assert spec.icon.startswith("mdi6.")


def test_the_person_at_the_desk_is_named(window: MainWindow) -> None:
    actor = window.context.actor
    assert isinstance(actor, Actor)
    assert window.header.person.text() == actor.name
