"""Today, Find anything, messages and settings, on a real register."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from deskapp.domain.common import Change, Hit, Ref, TodayItem, Urgent
from deskapp.settings import Settings
from deskapp.ui import format as fmt
from deskapp.ui.common.side_desk import SideDesk
from deskapp.ui.context import Context
from deskapp.ui.desks.settings import SettingsDesk
from deskapp.ui.main_window import MainWindow
from deskapp.ui.today_pane import ROW, TodayPane
from tests.factories import Desk


def lines(pane: TodayPane) -> list[object]:
    model = pane.model
    return [model.data(model.index(row), ROW) for row in range(model.rowCount())]


def test_today_groups_what_presses_and_counts_it(context: Context, qtbot: QtBot) -> None:
    pane = TodayPane(context)
    qtbot.addWidget(pane)
    now = fmt.now()
    soon = TodayItem(
        register="reception", text="today.result_known", due=now + timedelta(minutes=5), urgent=Urgent.SOON
    )
    gone = TodayItem(
        register="reception", text="today.result_known", due=now - timedelta(minutes=5), urgent=Urgent.SOON
    )
    group = TodayItem(register="slips", text="today.copies_out", count=6, chip="copies_out")
    with qtbot.waitSignal(pane.counted) as counted:
        pane._received((soon, gone, group))
    assert counted.args == [1, 8]
    shown = lines(pane)
    assert [getattr(line, "text", "") for line in shown if not isinstance(line, TodayItem)] == [
        "Late 1",
        "Soon 1",
        "Without a time 6",
    ]
    assert shown[1] is gone, "what has become late since it was read stands under Late"


def test_today_follows_what_is_recorded(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    def read() -> bool:
        return any(item.ref is not None and item.ref.id == entry.id for item in window.today.items)

    draft = desk.entry_draft(promised_at=desk.clock.now + timedelta(hours=1))
    changes: list[Change] = []
    window.context.do("reception.record", changes.append, draft=draft)
    (entry,) = changes
    qtbot.waitUntil(read)


def test_a_click_in_today_goes_there(context: Context, qtbot: QtBot) -> None:
    pane = TodayPane(context)
    qtbot.addWidget(pane)
    one = TodayItem(register="reception", text="today.result_known", ref=Ref("reception", 7))
    many = TodayItem(register="slips", text="today.copies_out", count=6, chip="copies_out")
    pane._received((one, many))
    with qtbot.waitSignal(context.opened) as opened:
        pane.list.clicked.emit(pane.model.index(1))
    assert opened.args == [Ref("reception", 7)]
    with qtbot.waitSignal(context.desk_wanted) as wanted:
        pane.list.clicked.emit(pane.model.index(2))
    assert wanted.args == ["slips", "copies_out"]


def test_the_search_box_finds_and_opens(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    entry = desk.entry()
    box = window.header.search
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert box.hasFocus()
    QTest.keyClicks(box, entry.number)
    qtbot.waitUntil(lambda: box.popup_open)
    assert any(isinstance(hit, Hit) and hit.ref.id == entry.id for hit in box.hits())
    with qtbot.waitSignal(window.context.opened) as opened:
        QTest.keyClick(box, Qt.Key.Key_Return)
    assert opened.args[0].id == entry.id
    assert not box.popup_open
    assert box.text() == ""


def test_enter_before_the_answer_never_takes_an_older_one(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    first, second = desk.entry(), desk.entry()
    box = window.header.search
    box.start()
    QTest.keyClicks(box, first.number)
    qtbot.waitUntil(lambda: box.popup_open)
    box.selectAll()
    QTest.keyClicks(box, second.number)
    with qtbot.waitSignal(window.context.opened) as opened:
        QTest.keyClick(box, Qt.Key.Key_Return)
    assert opened.args[0].id == second.id


def test_the_search_box_says_when_there_is_nothing_and_esc_closes_it(window: MainWindow, qtbot: QtBot) -> None:
    box = window.header.search
    box.start()
    QTest.keyClicks(box, "nothing of the kind")
    qtbot.waitUntil(lambda: box.popup_open)
    assert box.hits() == []
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert not box.popup_open
    assert not box.hasFocus()


def test_the_search_box_opens_desks_by_name(window: MainWindow, qtbot: QtBot) -> None:
    box = window.header.search
    box.start()
    QTest.keyClicks(box, "settin")
    qtbot.waitUntil(lambda: box.popup_open)
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert window.tabs.spec.code == "settings"


class Undo(QObject):
    done = 0

    def undo(self) -> None:
        self.done += 1


def test_a_step_can_be_taken_back_by_key(window: MainWindow) -> None:
    undo = Undo()
    window.context.say("Closed", action="Undo", act=undo.undo, seconds=8)
    (toast,) = window.toasts.shown
    assert toast.isVisible()
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.AltModifier)
    assert undo.done == 1
    assert window.toasts.shown == []


def test_at_most_three_messages_and_none_twice(window: MainWindow) -> None:
    for text in ("one", "two", "three", "three", "four"):
        window.context.say(text)
    assert [toast.text for toast in window.toasts.shown] == ["two", "three", "four"]


def test_a_message_goes_by_itself(window: MainWindow, qtbot: QtBot) -> None:
    window.context.said.emit(("gone at once", "info", "", None, 0))
    qtbot.waitUntil(lambda: window.toasts.shown == [])


def test_settings_change_the_look_and_keep_the_choice(window: MainWindow, settings: Settings, qtbot: QtBot) -> None:
    window.tabs.go("settings")
    page = window.tabs.desk
    assert isinstance(page, SettingsDesk)
    box = page.appearance.scale
    box.setCurrentIndex(box.findData(125))
    with qtbot.waitSignal(window.context.appearance_changed):
        box.activated.emit(box.currentIndex())
    assert settings.scale == 125
    qtbot.waitUntil(lambda: window.tabs.desk is not page)
    settings.scale = 100
    window.rebuild()


def test_the_settings_lead_to_the_rulebook_and_the_calendar(window: MainWindow, qtbot: QtBot) -> None:
    for desk in ("rulebook", "calendar"):
        window.tabs.go("settings")
        page = window.tabs.desk
        assert isinstance(page, SettingsDesk)
        page.office.links[desk].setFocus()
        page.office.links[desk].click()
        assert window.tabs.spec.code == desk
        opened = window.tabs.desk
        assert isinstance(opened, SideDesk)
        qtbot.waitUntil(opened.main.hasFocus)


def test_a_receptionist_may_not_change_the_letterhead(window: MainWindow) -> None:
    window.tabs.go("settings")
    page = window.tabs.desk
    assert isinstance(page, SettingsDesk)
    assert page.letterhead.fields["name"].text() == "翠湖花园"
    page.letterhead.fields["name"].setText("另一个名字")
    assert page.letterhead.fields["name"].isReadOnly()
    page.letterhead.save()
    assert window.context.now("directory.estate").name == "翠湖花园"


def test_a_scanned_copy_opens_its_slip(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    from deskapp.ui.scanner import Scan

    slip = desk.slip()
    with qtbot.waitSignal(window.context.opened) as opened:
        window.scanner.scanned.emit(Scan(f"{slip.number}/2", False, (f"{slip.number}/2",)))
    assert (opened.args[0].register, opened.args[0].id) == ("slips", slip.id)
    window.scanner.scanned.emit(Scan(f"{slip.number}/2", True, (f"{slip.number}/2",)))
    assert "already scanned" in window.toasts.shown[-1].text


def test_what_today_cuts_can_be_read_and_heard(context: Context, qtbot: QtBot) -> None:
    pane = TodayPane(context)
    qtbot.addWidget(pane)
    pane._received((TodayItem(register="slips", text="today.copies_out", count=6, chip="copies_out"),))
    index = pane.model.index(1)
    for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
        assert pane.model.data(index, role) == "Work copies not recovered · 6"


def test_every_button_of_the_header_has_a_name(window: MainWindow) -> None:
    header = window.header
    assert all((button.text() or button.accessibleName()) for button in (header.person, header.lock, header.menu))


def test_every_tab_stays_in_sight_at_twice_the_text(window: MainWindow, settings: Settings, qtbot: QtBot) -> None:
    settings.scale = 200
    window.resize(1366, 768)
    window.rebuild()
    window.today.counted.emit(32, 175)
    bar = window.tabs.bar
    qtbot.waitUntil(lambda: max(bar.tabRect(i).right() for i in range(bar.count())) <= bar.width())
    settings.scale = 100
    window.rebuild()
